"""The ablation ledger as a table for the terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from citaat.terminal import json_text
from citaat.training.ledger import MEASURES, Change, Ledger

SCHEMA = "citaat.ledger/1"
_WIDTH = 58
NOTE = (
    "What each part adds on development questions: figure without it, questions lost and won by taking it out, 95 %\n"
    "interval of the difference (seeded paired bootstrap), exact McNemar p, and that p after Holm over the parts.\n"
    '"answers right" always answers, answerable questions only. The weights of the ranking are not fitted again: a\n'
    "part is weighed 0, or its signal held at its mean. In the last column the decision is fitted in five folds, whole\n"
    "and without alike. The shipped weights were fitted on these very questions, which favours the whole.\n"
    '"lexicon" and below: an index built without those tables; without aliases and gaps the plain weights serve.'
)


def text(ledgers: Sequence[Ledger]) -> str:
    """A table for each set."""
    lines: list[str] = []
    for one in ledgers:
        title = f"{one.set}.dev ({one.questions} questions)"
        lines += [f"{title:<46}" + "".join(f"{measure:<{_WIDTH}}" for measure in MEASURES).rstrip()]
        lines += [f"  {'the whole':<44}" + "".join(f"{value:<{_WIDTH}.3f}" for value in one.whole).rstrip()]
        told = [entry for entry in one.entries if any(change.lost or change.won for change in entry.changes)]
        lines += [f"  {entry.part:<44}{''.join(map(_cell, entry.changes))}".rstrip() for entry in told]
        same = ", ".join(entry.part for entry in one.entries if entry not in told)
        lines += [f"  no question changed: {same}"] if same else []
        lines.append("")
    return "\n".join([*lines, NOTE])


def _cell(one: Change) -> str:
    bounds = f"[{one.low:+.3f} {one.high:+.3f}]"
    cell = f"{one.without:.3f} -{one.lost} +{one.won} {bounds} {_p(one.p)} Holm {_p(one.holm)}"
    return f"{cell:<{_WIDTH}}"


def _p(p: float) -> str:
    return "p<.001" if p < 0.001 else f"p={p:.3f}"


def data(ledgers: Sequence[Ledger]) -> str:
    """The same as JSON."""
    told = {"schema": SCHEMA, "sets": {f"{one.set}.dev": _set(one) for one in ledgers}}
    return json_text(told, indent=1)


def _set(one: Ledger) -> dict[str, Any]:
    return {
        "questions": one.questions,
        "answerable": one.answerable,
        "whole": {name: round(value, 6) for name, value in zip(MEASURES, one.whole, strict=True)},
        "parts": {entry.part: dict(_changes(entry.changes)) for entry in one.entries},
    }


def _changes(changes: Sequence[Change]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, one in zip(MEASURES, changes, strict=True):
        told = {"without": one.without, "low": one.low, "high": one.high, "p": one.p, "holm": one.holm}
        yield (
            name,
            {"lost": one.lost, "won": one.won, **{key: round(value, 6) for key, value in told.items()}},
        )
