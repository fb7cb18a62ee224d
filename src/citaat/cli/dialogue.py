"""Asking an editor at a terminal, in Dutch: one key a decision."""

import sys
from collections.abc import Sequence

from citaat.cli import patience
from citaat.editing.telling import Groups
from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.evaluation.gold.records import CAVEATS, Evidence
from citaat.evaluation.grading.normalise import holds
from citaat.light import Any
from citaat.records import Answered
from citaat.terminal import printable

_SHOWN = 9


def choose(prompt: str, keys: Sequence[str]) -> str:
    """The key chosen; asked again until it is one of `keys`. The end of input stops the command."""
    while True:
        answer = typed(f"{prompt} [{'/'.join(keys)}] ").lower()
        if answer in keys:
            return answer


def typed(prompt: str) -> str:
    """A line from the terminal, without white space around it."""
    patience.end()
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError("the dialogue was ended", fix="nothing was written")
    return line.strip()


def judge(engine: Engine, trace: Any) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The evidence and the caveats that are right for the outcome just shown."""
    outcome = trace.outcome
    keys = ["j", "a", "o"] if isinstance(outcome, Answered) else ["a", "o"]
    told = "j = dit antwoord is goed, a = een andere zin, o = de artikelen zeggen het niet"
    key = choose(told, keys)
    if key == "j":
        evidence: tuple[Evidence, ...] = (
            Evidence(outcome.citations[0].article_id, outcome.citations[0].quote),
        )
    else:
        evidence = (_sentence(engine, trace),) if key == "a" else ()
    return evidence, _caveats([one.id for one in outcome.caveats])


def words(proposed: Groups, sentence: str) -> Groups:
    """What the answer must hold at least: as proposed, or as typed; asked again until the sentence says it."""
    told = ", ".join("|".join(group) for group in proposed) or "alleen deze zin"
    print(printable(f"De zin: {sentence}"), file=sys.stderr)
    while True:
        answer = typed(
            f"Het antwoord moet bevatten (leeg = {told}; a|b = een van de twee; meer met komma's): "
        )
        groups = tuple(
            tuple(word.strip() for word in one.split("|") if word.strip())
            for one in answer.split(",")
            if one.strip(" |")
        )
        if not groups:
            return proposed
        if all(any(holds(sentence, word) for word in group) for group in groups):
            return groups
        print("Dat staat niet in de zin.", file=sys.stderr)


def nearest_sentences(engine: Engine, trace: Any, most: int = _SHOWN) -> list[tuple[Evidence, str]]:
    """The sentences that come nearest to the question, best first, each as a reader sees it; a table by its rows."""
    from citaat.editing.judging import parts

    found: dict[Evidence, str] = {}
    for entry in trace.ranked:
        unit = entry.candidate.unit
        passage = engine.passages[unit.passage]
        inside = parts(passage, unit.first, unit.last)
        if inside and not inside[0].row:
            whole = passage.slice(inside[0].start, inside[-1].end)
            found.setdefault(Evidence(passage.article_id, whole), " ".join(part.text for part in inside))
        else:
            for part in inside:
                found.setdefault(Evidence(passage.article_id, part.quote), part.text)
        if len(found) >= most:
            break
    return list(found.items())[:most]


def _sentence(engine: Engine, trace: Any) -> Evidence:
    from citaat.editing.judging import quoted, refuse_scrap

    near = nearest_sentences(engine, trace)
    for number, (_, text) in enumerate(near, 1):
        print(printable(f"{number}. {' '.join(text.split())}"), file=sys.stderr)
    while True:
        answer = typed("Nummer van de goede zin, of de zin zelf: ")
        if answer.isdecimal() and 1 <= int(answer) <= len(near):
            return near[int(answer) - 1][0]
        try:
            refuse_scrap(engine, answer)
            return quoted(engine, answer, None)
        except UsageError as error:
            print(printable(str(error)), file=sys.stderr)


def _caveats(given: Sequence[str]) -> tuple[str, ...]:
    while True:
        told = ", ".join(given) or "geen"
        answer = typed(
            f"Waarschuwingen die erbij horen (leeg = {told}; - = geen; uit {', '.join(CAVEATS)}): "
        )
        if not answer or answer == "-":
            return () if answer else tuple(given)
        ids = [one.strip() for one in answer.replace(" ", ",").split(",") if one.strip()]
        if all(one in CAVEATS for one in ids):
            return tuple(dict.fromkeys(ids))
