"""citaat gaps: what people asked in vain, with lexicon entries to accept once their effect has been seen."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from citaat import locations
from citaat.cli import dialogue, streams
from citaat.cli.fitting import fitted
from citaat.cli.opening import corpus_of
from citaat.cli.progress import progress_bar
from citaat.editing.asked_log import read_log
from citaat.editing.entries import Entry
from citaat.editing.gaps import Group, Heard, groups, heard, numbered
from citaat.editing.gold_lines import questions_of
from citaat.editing.trying import LEXICON, Effect, State, add, effect, state, tried
from citaat.engine import open_corpus
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import gold_files
from citaat.messages import counted
from citaat.terminal import printable

EVALS = "evals"
NOT_KEPT = 1
_SHOWN = 5
_READ = 10
EXAMPLES = (
    "citaat gaps vragen.jsonl",
    "citaat gaps vragen.jsonl --accept 1,4",
    "citaat gaps vragen.txt --json",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The log, and what to accept."""
    parser.add_argument(
        "log", metavar="LOG", help="questions, one a line: plain, as JSON, or outcomes of citaat ask"
    )
    parser.add_argument("--accept", metavar="N", help="keep these proposals, by number, with commas")
    parser.add_argument("--gold", metavar="PATH", help=f"gold that no entry may harm (default: {EVALS})")
    parser.add_argument("--most", metavar="N", type=int, default=20, help="show so many groups (default: 20)")


def run(arguments: Namespace) -> int:
    """0, or 1 when an entry that was accepted would harm a gold question and is not kept."""
    chosen = None if arguments.accept is None else _numbers(arguments.accept)
    log = read_log(Path(arguments.log))
    corpus = corpus_of(arguments)
    engine = open_corpus(corpus, arguments.index, progress_bar())
    told = heard(engine, log.questions)
    found = groups(engine, told.missed)[: max(1, arguments.most)]
    if chosen is None and not (sys.stdin.isatty() and sys.stdout.isatty() and found):
        _tell(found, len(log.questions), told, log.unread, arguments.format)
        return 0
    wanted = None if chosen is None else _wanted(chosen, numbered(found))
    texts = [text for text, _ in log.questions]
    gold = _gold(arguments)
    keeper = _Keeper(_own(corpus), gold, texts, state(engine, gold, texts))
    if wanted is not None:
        for entry in wanted:
            keeper.keep(entry)
    else:
        _dialogue(found, keeper)
    return NOT_KEPT if keeper.refused else 0


class _Keeper:
    """Tries entries one after the other, each upon those that were kept before."""

    def __init__(self, corpus: Path, gold: Sequence[Question], log: Sequence[str], before: State) -> None:
        self._corpus, self._gold, self._log, self._before = corpus, gold, log, before
        self.refused = 0

    def keep(self, entry: Entry, ask: bool = False) -> None:
        """Show the effect of `entry`; write it when it harms nothing (and, if `ask`, when it is still wanted)."""
        with tried(self._corpus, [entry], progress_bar()) as engine:
            after = state(engine, self._gold, self._log)
        change = effect(self._before, after)
        streams.say(fitted(printable("\n".join([entry.told, *_effect(change, len(self._gold))]))))
        if not change.harmless:
            self.refused += 1
            streams.say("  niet bewaard: een regel mag alleen helpen")
        elif not ask or dialogue.choose("Bewaren?", ["j", "n"]) == "j":
            add(self._corpus, [entry])
            self._before = after
            streams.say(f"  bewaard in {printable(str(self._corpus / LEXICON))}")


def _own(corpus: str) -> Path:
    """The corpus to write to: a folder of one's own."""
    if not Path(corpus).is_dir():
        raise UsageError("entries stand beside articles in a folder", file=corpus, fix="give --corpus FOLDER")
    if corpus == locations.packaged_corpus():
        raise UsageError(
            "the packaged corpus is not yours to change", fix="give --corpus FOLDER, or run beside corpus/"
        )
    return Path(corpus)


def _gold(arguments: Namespace) -> list[Question]:
    path = Path(arguments.gold or EVALS)
    if arguments.gold is None and (arguments.corpus or not path.is_dir()):
        return []
    if not path.exists():
        raise UsageError("there is no gold here", file=str(path), fix="check the path given to --gold")
    files = gold_files(path) if path.is_dir() else [path]
    # Entries are chosen while looking at what they do: on questions that gate, that would be cheating.
    return [one for file in files for one in questions_of(file) if one.split == "dev"]


def _numbers(accept: str) -> list[int]:
    numbers = [one.strip() for one in accept.split(",") if one.strip()]
    if not numbers or not all(one.isdecimal() and int(one) for one in numbers):
        fix = "give numbers as citaat gaps shows them, with commas"
        raise UsageError(f"there is no proposal {accept!r}", fix=fix)
    return [int(one) for one in numbers]


def _wanted(numbers: Sequence[int], table: Mapping[int, Entry]) -> list[Entry]:
    wrong = next((one for one in numbers if one not in table), None)
    if wrong is not None:
        raise UsageError(f"there is no proposal {wrong}", fix=f"choose from 1 to {len(table)}")
    return [table[one] for one in numbers]


def _dialogue(found: Sequence[Group], keeper: _Keeper) -> None:
    number = 0
    for group in found:
        streams.say(fitted("\n".join(map(printable, _group(group, number)))))
        keys = [str(at) for at in range(number + 1, number + len(group.entries) + 1)]
        choice = dialogue.choose("Welke proberen (v = volgende, q = klaar)?", [*keys, "v", "q"])
        if choice == "q":
            return
        if choice != "v":
            keeper.keep(group.entries[int(choice) - number - 1], ask=True)
        number += len(group.entries)


def _tell(found: Sequence[Group], asked: int, told: Heard, unread: int, form: str) -> None:
    doubtful = [one.question for one in told.doubtful]
    if form != "text":
        counts = {"asked": asked, "missed": len(told.missed), "known_gaps": told.silent, "unread": unread}
        streams.say_json(counts | {"doubtful": doubtful, "groups": [asdict(one) for one in found]}, form)
        return
    number = 0
    lines: list[str] = []
    for group in found:
        lines += [*_group(group, number), ""]
        number += len(group.entries)
    if doubtful:
        lines.append("Wel beantwoord, maar citaat is er niet zeker van; lees na wat er staat:")
        lines += [*(f"      {' '.join(text.split())}" for text in doubtful[:_READ]), ""]
    known = f", {told.silent} waarover de artikelen zwijgen (gap)" if told.silent else ""
    skipped = f", {counted(unread, 'regel', 'regels')} zonder vraag" if unread else ""
    lost = f"{len(told.missed)} zonder antwoord{known}{skipped}"
    lines.append(f"{counted(asked, 'verschillende vraag', 'verschillende vragen')}, {lost}")
    streams.say(fitted("\n".join(map(printable, lines))))


def _about(group: Group) -> str:
    if " " in group.word:
        return f'"{group.word}" staat in de artikelen als één woord'
    return (
        f'"{group.word}" staat in geen artikel' if group.word else f'komt het dichtst bij: "{group.heading}"'
    )


def _group(group: Group, number: int) -> Iterator[str]:
    yield f"{group.times}x  {_about(group)}"
    for text, times in group.questions[:_SHOWN]:
        yield f"      {times}x {' '.join(text.split())}"
    if len(group.questions) > _SHOWN:
        yield f"      en nog {len(group.questions) - _SHOWN}"
    for at, entry in enumerate(group.entries, number + 1):
        yield f"  {at}. {entry.told}"


def _effect(change: Effect, gold: int) -> Iterator[str]:
    told = f"{len(change.better)} beter, {len(change.worse)} slechter" if gold else "geen, dus niet te zeggen"
    yield f"  vragen in evals/: {told}"
    if change.worse:
        more = f" en nog {len(change.worse) - _SHOWN}" if len(change.worse) > _SHOWN else ""
        yield f"    slechter: {', '.join(change.worse[:_SHOWN])}{more}"
    yield f"  vragen in het log: {len(change.now)} meer beantwoord, {len(change.lost)} minder"
    yield from (f"    nu beantwoord: {' '.join(text.split())}" for text in change.now)
