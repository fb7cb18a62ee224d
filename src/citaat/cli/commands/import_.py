"""citaat import: texts, Markdown, saved pages and DOCX documents into articles, with what did not come along."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from pathlib import Path

from citaat import locations
from citaat.cli import streams
from citaat.cli.progress import progress_bar
from citaat.errors import DAMAGED, UsageError
from citaat.importing.blocks import LeftOut
from citaat.importing.importer import Imported, import_all
from citaat.importing.targets import Mode, State
from citaat.messages import error_in_dutch
from citaat.outcome.rendering import Style
from citaat.terminal import printable, wrapped

EXAMPLES = (
    "citaat import export/ && citaat check",
    "citaat import slaap.html folder.docx --corpus artikelen",
    "citaat import export/ --dry-run",
    "citaat import export/ --update",
)
NOT_WRITTEN = 1
_STATES = {
    State.WRITTEN: "geschreven",
    State.UPDATED: "opnieuw geschreven",
    State.UNCHANGED: "ongewijzigd",
    State.EDITED: "met de hand bewerkt; de bron is niet veranderd, dus dat blijft zo",
    State.EMPTY: "overgeslagen: geen tekst gevonden, alleen menu's en dergelijke",
    State.OTHER: "overgeslagen: dit soort bestand kan citaat niet lezen; open het en sla het op als DOCX, HTML of tekst",
    State.KEPT_FOREIGN: "niet overschreven: het bestand was er al; met --force gaat verloren wat erin staat",
    State.KEPT_EDITED: "niet overschreven: met de hand bewerkt en ook de bron is veranderd; met --force gaat de bewerking verloren",
    State.KEPT_OLDER: "niet overschreven: de bron is veranderd; met --update wordt het artikel opnieuw geschreven",
}
_WOULD = {State.WRITTEN: "zou geschreven worden", State.UPDATED: "zou opnieuw geschreven worden"}
_COUNTED = {
    "headings": ("kop", "koppen"),
    "sentences": ("zin", "zinnen"),
    "items": ("punt van een lijst", "punten van lijsten"),
    "rows": ("rij van een tabel", "rijen van tabellen"),
}
# Of these nothing came.
_NOTHING = (State.EMPTY, State.OTHER)
_MOST_DOUBTS = 8
_SHOWN = 50
# Below the two blanks that a remark starts with.
_INDENT = "    "


def add_arguments(parser: ArgumentParser) -> None:
    """What to read, and how far writing may go."""
    what = "files or folders: .txt, .md, .html, .docx; articles go into --corpus (default: corpus/)"
    parser.add_argument("source", nargs="+", metavar="SOURCE", help=what)
    parser.add_argument(
        "--update", action="store_true", help="rewrite articles whose source changed and that nobody edited"
    )
    parser.add_argument("--force", action="store_true", help="overwrite whatever is there, edited or not")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run(arguments: Namespace) -> int:
    """0 when all sources are in the corpus, 1 when an article was not overwritten, 3 when a source, or none, can be used."""
    into = _into(arguments)
    mode = Mode(arguments.force, arguments.update, arguments.dry_run)
    done: list[Imported] = []
    for one in import_all(arguments.source, into, mode, progress_bar()):
        done.append(one)
        _tell(one, arguments)
    if arguments.format == "json":
        streams.say_json([_record(one) for one in done], "json")
    elif arguments.format == "text":
        streams.say(_fitted([_summary(done, arguments.dry_run)]))
    if any(one.fault for one in done) or all(one.state in _NOTHING for one in done):
        return DAMAGED
    return NOT_WRITTEN if any(one.state and one.state.kept for one in done) else 0


def _into(arguments: Namespace) -> Path:
    """The corpus to write to: a folder of one's own."""
    into = Path(arguments.corpus or "corpus")
    if into.resolve() == Path(locations.packaged_corpus()).resolve():
        raise UsageError("the packaged corpus is not yours to change", fix="give --corpus FOLDER")
    return into


def _tell(one: Imported, arguments: Namespace) -> None:
    form = arguments.format
    if one.fault is not None:
        streams.tell(f"citaat: fout: {' '.join(error_in_dutch(one.fault).split())}")
    elif form == "jsonl":
        streams.say_json(_record(one), "jsonl")
    elif form == "text":
        streams.say(_fitted(_lines(one, arguments.dry_run)))


def _fitted(lines: Iterable[str]) -> str:
    """The lines as wide as the terminal is; whole where they go to a file, for whoever looks through them."""
    width = Style.for_stream(sys.stdout).width if sys.stdout.isatty() else 0
    clean = map(printable, lines)
    return "\n".join(wrapped(line, width, _INDENT) if width else line for line in clean)


def _lines(one: Imported, dry: bool) -> Iterator[str]:
    where = f"{_bare(one.source)} -> {_bare(one.target)}" if one.target else _bare(one.source)
    state = one.state or State.UNCHANGED
    yield f"{where}: {_WOULD.get(state, _STATES[state]) if dry else _STATES[state]}{_contents(one)}"
    if one.state in (State.UNCHANGED, State.EDITED):
        return
    yield from (f"  weggelaten: {_left(left)}" for left in one.left_out)
    yield from (f"  kijk na: {_bare(doubt)}" for doubt in one.doubts[:_MOST_DOUBTS])
    if len(one.doubts) > _MOST_DOUBTS:
        yield f"  kijk na: en nog {len(one.doubts) - _MOST_DOUBTS} van zulke plaatsen (--json noemt ze alle)"


def _left(left: LeftOut) -> str:
    count = f", {_number(left.words, ('woord', 'woorden'))}" if left.words else ""
    said = left.sample.split()
    shown = list(takewhile(lambda word: len(word) <= _SHOWN, accumulate(said, "{} {}".format)))[-1:]
    more = " …" if shown and len(shown[0].split()) < max(left.words, len(said)) else ""
    return f'{left.kind}{count}: "{shown[0]}{more}"' if shown else f"{left.kind}{count}"


def _contents(one: Imported) -> str:
    if one.state not in (State.WRITTEN, State.UPDATED):
        return ""
    told = [_number(one.counts[key], names) for key, names in _COUNTED.items() if one.counts[key]]
    return f" ({', '.join(told)})"


def _number(count: int, names: tuple[str, str]) -> str:
    return f"{count} {names[count != 1]}"


def _bare(text: str) -> str:
    return " ".join(text.split())


def _summary(done: Sequence[Imported], dry: bool) -> str:
    states = Counter(one.state for one in done)
    kept = sum(count for state, count in states.items() if state is not None and state.kept)
    same = states[State.UNCHANGED] + states[State.EDITED]
    parts = [
        (states[State.WRITTEN], "nieuw"),
        (states[State.UPDATED], "opnieuw geschreven"),
        (same, "ongewijzigd"),
        (kept, "niet overschreven"),
        (states[State.EMPTY] + states[State.OTHER], "overgeslagen"),
        (states[None], "niet te lezen"),
    ]
    told = ", ".join(f"{count} {name}" for count, name in parts if count) or "niets gevonden"
    return f"{told}{' (er is niets geschreven: --dry-run)' if dry else ''}"


def _record(one: Imported) -> dict[str, object]:
    """One source as JSON."""
    return {
        "source": one.source,
        "target": one.target or None,
        "title": one.title or None,
        "state": one.state.value if one.state else "failed",
        "counts": one.counts,
        "left_out": [
            {"kind": left.kind, "words": left.words, "sample": left.sample} for left in one.left_out
        ],
        "doubts": list(one.doubts),
        "error": str(one.fault) if one.fault else None,
    }
