"""Why an outcome came out as it did: words, matches, weights, the decision, the rules that fired."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from citaat.answer.signals import NAMES as SIGNALS
from citaat.corpus.beside.askings import ALIAS, GAP, LEXICON, Asking, askings
from citaat.engine import Engine
from citaat.errors import CitaatError
from citaat.light import Any
from citaat.outcome.rendering import Style
from citaat.records import Abstained
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Word
from citaat.search.ranking import NO_GAP, Known, Ranked
from citaat.terminal import printable
from citaat.tracing import Trace

_PASSAGES = 3
_TELLING = 0.05
# As many signals as are told of a decision, the most telling ones.
_REASONS = 12


def explanation(engine: Engine, trace: Trace) -> dict[str, Any]:
    """The whole trace as plain data."""
    return {
        "kinds": sorted(trace.query.kinds),
        "words": [_word(word, trace) for word in trace.query.words],
        "known_questions": list(_known(engine, trace)),
        "passages": [_passage(engine, entry, trace) for entry in trace.ranked[:_PASSAGES]],
        "decision": {
            "answer": trace.decision.answer,
            "confidence": trace.decision.confidence,
            "there": round(trace.decision.there, 3),
            "this": round(trace.decision.this, 3),
            "signals": {n: round(v, 4) for n, v in zip(SIGNALS, trace.decision.values, strict=False)},
            "reasons": {n: round(v, 3) for n, v in engine.reasons(trace.decision).items()},
        },
        "rules": [{"rule": f.rule, "caveat": f.caveat, "trigger": f.trigger} for f in trace.firings],
    }


def silenced(engine: Engine, trace: Trace, known: Known) -> bool:
    """Whether a question got no answer because of the nearest gap alone."""
    if not isinstance(trace.outcome, Abstained) or known.gap.ask < 0:
        return False
    without = engine.supposing(trace.outcome.question, replace(known, gap=NO_GAP))
    return not isinstance(without.outcome, Abstained)


def _known(engine: Engine, trace: Trace) -> Iterator[dict[str, Any]]:
    """The gap and the alias that are most like the question, each with its place in the lexicon."""
    if trace.failure is not None:
        return
    known = engine.known(trace.outcome.question)
    if known.gap.ask >= 0:
        only = silenced(engine, trace, known)
        yield _asking(engine, GAP, known.gap.ask, known.gap.likeness) | {"silences": only}
    if known.asks:
        place = max(known.asks, key=lambda one: known.alike[one])
        yield _asking(engine, ALIAS, known.asks[place], known.alike[place])


def _asking(engine: Engine, table: str, number: int, alike: float) -> dict[str, Any]:
    """A known question as it stands in the lexicon; with line 0 where that cannot be read, or has changed since."""
    try:
        listed = askings(Path(engine.corpus))
    except (CitaatError, OSError):
        listed = []
    found = (
        listed[number]
        if len(listed) == len(engine.index.asks)
        else Asking(table, engine.index.asks[number][2], "", "", 0)
    )
    told = {"table": table, "about": found.about, "ask": found.ask, "source": LEXICON, "line": found.line}
    return told | {"likeness": round(alike, 3)}


def _word(word: Word, trace: Trace) -> dict[str, Any]:
    at = trace.query.words.index(word)
    reach = max((entry.candidate.context[at] for entry in trace.ranked), default=0.0)
    return {
        "word": word.token.surface,
        "lemma": word.token.lemma,
        "parts": list(word.token.parts),
        "corrected": word.corrected,
        "weight": round(word.weight, 3),
        "best_match": round(reach, 3),
        "unknown": word.token.surface in trace.decision.unmatched,
    }


def _passage(engine: Engine, entry: Ranked, trace: Trace) -> dict[str, Any]:
    unit = entry.candidate.unit
    passage = engine.passages[unit.passage]
    words = zip(trace.query.words, entry.candidate.met[0], entry.candidate.context, strict=True)
    return {
        "passage_id": passage.id,
        "text": passage.slice(passage.sentences[unit.first].start, passage.sentences[unit.last].end),
        "score": round(entry.score, 4),
        "matched": [
            {"word": word.token.surface, "in_text": round(said, 2), "with_context": round(context, 2)}
            for word, said, context in words
            if context
        ],
        "features": {
            name: round(value, 4)
            for name, value in zip(FEATURES, entry.candidate.values, strict=True)
            if abs(value) > _TELLING
        },
    }


def explain(engine: Engine, trace: Trace, style: Style) -> str:
    """The explanation as text."""
    return "\n".join(_lines(explanation(engine, trace), style))


def _lines(told: dict[str, Any], style: Style) -> Iterator[str]:
    yield style.bold("Woorden van de vraag")
    for word in told["words"]:
        notes = [f"gelezen als {word['corrected']}"] if word["corrected"] else []
        notes += [f"delen: {' + '.join(word['parts'])}"] if word["parts"] else []
        notes += ["onbekend in de artikelen"] if word["unknown"] else []
        yield printable(
            f"  {word['word']:<18} {word['lemma']:<18} gewicht {word['weight']:>6.2f}"
            f"  beste treffer {word['best_match']:.2f}  {'; '.join(notes)}".rstrip()
        )
    yield style.bold("Beste passages")
    for place in told["passages"]:
        yield printable(f"  {place['score']:7.2f}  {place['passage_id']}")
        yield printable("           " + " ".join(place["text"].split())[:100])
        hits = [f"{m['word']} {m['in_text']:.1f}/{m['with_context']:.1f}" for m in place["matched"]]
        yield printable("           woorden (in de tekst/met context): " + ", ".join(hits))
        yield "           " + ", ".join(f"{name} {value:.2f}" for name, value in place["features"].items())
    yield style.bold("Bekende vragen (alias en gap)")
    yield from [*map(_asked, told["known_questions"])] or ["  geen"]
    decision = told["decision"]
    verdict = "antwoord" if decision["answer"] else "geen antwoord"
    yield style.bold("Beslissing")
    yield f"  {verdict}: het staat er {decision['there']:.2f}, dit is het {decision['this']:.2f}"
    reasons = list(decision["reasons"].items())[:_REASONS]
    yield "  " + ", ".join(f"{name} {value:+.2f}" for name, value in reasons)
    yield style.bold("Regels voor waarschuwingen")
    for rule in told["rules"]:
        yield printable(f"  {rule['caveat']:<13} {rule['rule']:<30} op: {rule['trigger']}")
    if not told["rules"]:
        yield "  geen"


def _asked(known: dict[str, Any]) -> str:
    place = f"{known['source']}:{known['line']}" if known["line"] else known["source"]
    only = ": zonder deze gap was er een antwoord" if known.get("silences") else ""
    text = known["ask"] or known["about"]
    return printable(f'  {known["table"]:<5} {place}: "{text}", lijkt {known["likeness"]:.2f}{only}')
