"""The questions of the HTML page: what was shown, what was missed, and why. In Dutch."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.reports.common import text_of
from citaat.records import Answered, Citation
from citaat.terminal import printable

Explanations = Mapping[tuple[str, str], Mapping[str, Any]]
_CHECKS = {"answer": "antwoord", "caveats": "waarschuwingen", "citations": "bronnen"}
_WHY = {
    "abstained": "gaf geen antwoord",
    "answer lacks": "in het antwoord ontbreekt",
    "answered a question that the corpus does not answer": "beantwoordde wat de artikelen niet zeggen",
    "no outcome: the system broke down": "het systeem liep vast",
}
_HELD = "achtergehouden toetsvraag: te lezen met --split test"


def esc(text: object) -> str:
    """Text that stays text: no markup, and no control or direction characters."""
    return escape(printable(str(text)), quote=True)


def block(name: str, one: Graded, shown: frozenset[str], told: Explanations) -> str:
    """A question as a fold-out that needs no script."""
    state = " ".join(("fout", *one.failures)) if one.failures else "goed"
    tags = " ".join(one.question.tags)
    mark = '<span class="mark bad">✗</span>' if one.failures else '<span class="mark good">✓</span>'
    labels = [*(_CHECKS[check] for check in one.failures), *(["kritiek"] if one.question.critical else [])]
    marks = "".join(f'<span class="tag">{esc(label)}</span>' for label in labels)
    readable = one.question.split in shown
    words = text_of(one.question, shown) if readable else _HELD
    head = (
        f'<details class="question" data-set="{esc(name)}" data-split="{one.question.split}" '
        f'data-state="{state}" data-tags="{esc(tags)}">'
        f'<summary>{mark}<span class="id">{esc(one.question.id)}</span>'
        f'<span class="what">{esc(words)}</span>{marks}</summary>'
    )
    inside = "".join(_inside(one, told.get((name, one.question.id)))) if readable else f"<p>{_HELD}.</p>"
    return f'{head}<div class="inside">{inside}</div></details>'


def _inside(one: Graded, told: Mapping[str, Any] | None) -> Iterator[str]:
    outcome = one.outcome
    yield f"<h3>Getoond</h3>{_shown(one)}"
    if isinstance(outcome, Answered):
        yield f"<h3>Bronnen</h3>{''.join(map(_citation, outcome.citations))}"
    yield f"<h3>Verwacht</h3>{_expected(one)}"
    if told:
        yield f"<h3>Waarom</h3>{''.join(_why(told))}"


def _shown(one: Graded) -> str:
    if one.outcome is None:
        return '<p class="bad">Niets: het systeem liep vast.</p>'
    caveats = "".join(f"<dt>waarschuwing</dt><dd>{esc(c.id)}, door {esc(c.rule)} op: {esc(c.trigger)}</dd>"
                      for c in one.outcome.caveats)  # fmt: skip
    if isinstance(one.outcome, Answered):
        text = f"<blockquote>{esc(one.outcome.answer)}</blockquote>"
    else:
        unknown = ", ".join(one.outcome.abstention.unmatched)
        told = one.outcome.abstention.code + (f": {unknown}" if unknown else "")
        text = f"<p>Geen antwoord ({esc(told)}).</p>"
    return f"{text}<dl><dt>zekerheid</dt><dd>{one.outcome.confidence:.2f}</dd>{caveats}</dl>"


def _citation(citation: Citation) -> str:
    place = f"{esc(citation.source)}, {citation.start}–{citation.end}, onder “{esc(citation.heading)}”"
    return f'<blockquote>{esc(citation.quote)}<br><span class="soft">{place}</span></blockquote>'


def _expected(one: Graded) -> str:
    question = one.question
    if question.answerable is None:
        wanted = "<p>Alleen de waarschuwingen worden hier getoetst.</p>"
    elif not question.answerable:
        wanted = "<p>Geen antwoord: de artikelen zeggen hier niets over.</p>"
    else:
        missed = "" if one.evidence_rank else ' <span class="bad">(niet geciteerd)</span>'
        wanted = "".join(f"<blockquote>{esc(e.quote)}</blockquote>" for e in question.evidence)
        groups = esc(_groups(question.must_contain))
        wanted += f"<p>Bewijs uit het artikel{missed}; het antwoord bevat: {groups}.</p>"
    rows = [
        ("verplicht", ", ".join(question.required) or "geen"),
        ("verboden", ", ".join(question.forbidden) or "geen"),
        ("gemist", ", ".join(one.missing)),
        ("onterecht", ", ".join(one.unwanted)),
        ("oordeel", _dutch(one.why)),
    ]
    return (
        wanted
        + "<dl>"
        + "".join(f"<dt>{key}</dt><dd>{esc(value)}</dd>" for key, value in rows if value)
        + "</dl>"
    )


def _dutch(why: str) -> str:
    for english, dutch in _WHY.items():
        why = why.replace(english, dutch)
    return why


def _groups(groups: Sequence[Sequence[str]]) -> str:
    return "; ".join(" of ".join(group) for group in groups)


def _why(told: Mapping[str, Any]) -> Iterator[str]:
    words = "".join(
        f"<tr><td>{esc(one['word'])}</td><td>{esc(one['corrected'] or one['lemma'])}</td>"
        f'<td class="n">{one["weight"]:.2f}</td><td class="n">{one["best_match"]:.2f}</td></tr>'
        for one in told.get("words", ())
    )
    yield '<div class="wide"><table><tr><th>Woord</th><th>Gelezen als</th><th class="n">Gewicht</th>'
    yield f'<th class="n">Beste treffer</th></tr>{words}</table></div>'
    for one in told.get("passages", ()):
        matched = ", ".join(f"{hit['word']} {hit['in_text']:.1f}" for hit in one["matched"])
        yield f"<p><code>{esc(one['passage_id'])}</code> score {one['score']:.2f}: {esc(matched)}</p>"
    decision = told.get("decision")
    if decision:
        signals = ", ".join(f"{name} {value:.2f}" for name, value in decision["signals"].items() if value)
        yield f"<p>Het staat er {decision['there']:.2f}, dit is het {decision['this']:.2f}: {esc(signals)}</p>"
