"""Why an outcome came out as it did: words, matches, weights, the decision, the rules that fired."""

from collections.abc import Iterator

from citaat.answer.signals import NAMES as SIGNALS
from citaat.engine import Engine, Trace
from citaat.light import Any
from citaat.outcome.rendering import Style
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Word
from citaat.search.ranking import Ranked
from citaat.terminal import printable

_PASSAGES = 3
_TELLING = 0.05
# As many signals as are told of a decision, the most telling ones.
_REASONS = 12


def explanation(engine: Engine, trace: Trace) -> dict[str, Any]:
    """The whole trace as plain data."""
    return {
        "kinds": sorted(trace.query.kinds),
        "words": [_word(word, trace) for word in trace.query.words],
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
