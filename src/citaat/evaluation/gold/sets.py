"""Which gold belongs together: a folder of questions, and the corpus that they are asked of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citaat.errors import UsageError
from citaat.evaluation.gold.quotes import missing
from citaat.evaluation.gold.records import Question, read_gold
from citaat.findings import Finding
from citaat.records import Article

MAIN = "main"
SITES = "sites"
PLACES = ("", "gold/", "probes/")
_NAMED = 6


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Questions for one corpus; `corpus` is None for the configured one."""

    name: str
    corpus: str | None
    questions: tuple[Question, ...]


def read_sets(path: Path, split: str | None) -> list[GoldSet]:
    """The gold at `path`. A file is one set with its name.

    A folder is the set "main" (its own *.jsonl, and those in gold/ and probes/), and a set for
    every folder in sites/ that has a `corpus/` of its own.
    """
    if not path.exists():
        raise UsageError(
            "there is no gold here", file=str(path), fix="give --gold PATH, or run where evals/ is"
        )
    if path.is_file():
        return [_set(path.stem, None, [path], split)]
    found = [_set(MAIN, None, gold_files(path), split)]
    for site in sites(path):
        # A site that has development questions alone has nothing to say on a test split.
        if split is None or _has(gold_files(site), split):
            found.append(_set(site.name, str(site / "corpus"), gold_files(site), split))
    return found


def sites(folder: Path) -> list[Path]:
    """The sites of a gold folder: articles in corpus/, with the questions that are asked of them beside it."""
    found = sorted(inner.parent for inner in folder.glob(f"{SITES}/*/corpus") if inner.is_dir())
    # The one is the main set, the other all sites together.
    taken = [one for one in found if one.name in (MAIN, SITES)]
    if taken:
        what = f"a site cannot be called {taken[0].name!r}"
        raise UsageError(what, file=str(taken[0]), fix="rename the folder")
    return found


def gold_files(folder: Path) -> list[Path]:
    """The files that hold the questions of a set; UsageError when there is none."""
    files = sorted(file for place in PLACES for file in folder.glob(f"{place}*.jsonl"))
    if not files:
        raise UsageError(
            "holds no gold questions", file=str(folder), fix="put *.jsonl files in it, or give --gold"
        )
    return files


def _has(files: Sequence[Path], split: str) -> bool:
    return any(one.split == split for file in files for one in read_gold(file))


def _set(name: str, corpus: str | None, files: Sequence[Path], split: str | None) -> GoldSet:
    everything = [one for file in files for one in read_gold(file)]
    _distinct(everything)
    questions = [one for one in everything if split in (None, one.split)]
    if not questions:
        raise UsageError(f"no question is of the split {split!r}", file=str(files[0]), fix="check --split")
    _two_sided(questions, files[0])
    return GoldSet(name, corpus, tuple(questions))


def _distinct(questions: Collection[Question]) -> None:
    seen: dict[str, Question] = {}
    for one in questions:
        other = seen.setdefault(one.id, one)
        if other is not one:
            what = f"id {one.id!r} is also on {other.file}:{other.line}"
            raise UsageError(what, file=one.file, line=one.line, fix="give each question its own id")


def _two_sided(questions: Collection[Question], file: Path) -> None:
    """Gold of one kind alone would let a system pass that always answers, or never does."""
    labels = {one.answerable for one in questions} - {None}
    if len(labels) == 1:
        missing = "answerable" if False in labels else "unanswerable"
        what = f"an evaluation without {missing} questions proves nothing about answering"
        raise UsageError(what, file=str(file), fix=f"add {missing} questions")
    if not labels and not (
        any(one.required for one in questions) and any(one.forbidden for one in questions)
    ):
        what = "the probes only require caveats, or only forbid them"
        raise UsageError(what, file=str(file), fix="add probes of the other kind")


def quotes_present(gold: Iterable[tuple[GoldSet, Mapping[str, Article]]]) -> None:
    """UsageError for quotes that their articles do not hold: they could never be found."""
    found = [finding for own, articles in gold for one in own.questions for finding in missing(one, articles)]
    if not found:
        return
    first, *others = found
    more = f" (and {len(others)} more: {_places(others)})" if others else ""
    raise UsageError(first.message, file=first.file, line=first.line, fix=first.fix + more)


def _places(findings: Sequence[Finding]) -> str:
    named = ", ".join(f"{one.file}:{one.line}" for one in findings[:_NAMED])
    return f"{named}, …" if len(findings) > _NAMED else named
