"""Warnings as the page shows them: what several of them say is said once."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from citaat.outcome.rendering import LABELS
from citaat.records import EMERGENCY, Caveat
from citaat.serving.page.phones import Line, Span, lines, spans

_LETOP = "Let op: "
_ONLY_IF = ("Is er iets ", "Is er al iets ", "Is er ook iets ")
# The texts are plain prose: a sentence ends where a capital follows.
_BETWEEN = re.compile(r"(?<=[.?!]) (?=[A-ZÀ-Ý'‘])")


@dataclass(frozen=True, slots=True)
class Urgent:
    """An emergency: its text in pieces, and the lines to call whatever has happened."""

    text: tuple[Span, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: what it is about, why it is given, and its own advice where no other warning gives the same."""

    label: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class Warnings:
    """The warnings of an outcome, and `advice` that several of them end with."""

    each: tuple[Warned, ...]
    advice: str


def urgent(caveats: Sequence[Caveat]) -> tuple[Urgent, ...]:
    """The emergencies among `caveats`."""
    found = (one.text for one in caveats if one.severity == EMERGENCY)
    return tuple(Urgent(tuple(spans(text)), tuple(lines(_unconditional(text)))) for text in found)


def _unconditional(text: str) -> str:
    """The text without what holds only where something was taken: who has pain in the chest has no use for a button there."""
    return " ".join(one for one in _BETWEEN.split(text) if not one.startswith(_ONLY_IF))


def warnings(caveats: Sequence[Caveat]) -> Warnings:
    """The warnings among `caveats`; a sentence that an earlier one has said is not said again."""
    owed = [one for one in caveats if one.severity != EMERGENCY]
    told = {one.id: _BETWEEN.split(one.text) for one in owed}
    counts = Counter(sentence for sentences in told.values() for sentence in dict.fromkeys(sentences))
    shared = [sentence for sentence, count in counts.items() if count > 1]
    each = []
    for one in owed:
        own = [sentence for sentence in told[one.id] if sentence not in shared]
        ends = told[one.id][-1] not in shared
        why, advice = (own[:-1], own[-1]) if ends and len(own) > 1 else (own, "")
        each.append(Warned(_label(one.id), " ".join(why), advice))
    return Warnings(tuple(each), " ".join(shared))


def _label(id: str) -> str:
    label = LABELS.get(id, id).removeprefix(_LETOP)
    return f"{label[:1].upper()}{label[1:]}"
