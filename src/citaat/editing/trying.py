"""What an entry would do, before it is kept: the gold and the log asked again of a copy of the corpus."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citaat import locations
from citaat.editing.entries import Entry
from citaat.engine import Engine, open_corpus
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Question
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import Graded, grade_all
from citaat.records import Answered

LEXICON = "lexicon.toml"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class State:
    """How the gold questions and those of the log fare: ids that fail, questions that are answered."""

    failing: frozenset[str]
    answered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed: `worse` and `better` are gold ids, `now` and `lost` questions of the log."""

    worse: tuple[str, ...]
    better: tuple[str, ...]
    now: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def harmless(self) -> bool:
        """An entry may only help."""
        return not self.worse


def state(engine: Engine, gold: Sequence[Question], log: Sequence[str]) -> State:
    """Everything asked of `engine`."""
    corpus = Corpus.of(engine.articles, engine.passages)
    graded = grade_all(gold, [engine.ask(one.text) for one in gold], corpus)
    failing = frozenset(one.question.id for one in graded if _fails(one))
    answered = frozenset(text for text in log if isinstance(engine.ask(text), Answered))
    return State(failing, answered)


def _fails(graded: Graded) -> bool:
    return graded.right is False or bool(graded.missing or graded.unwanted)


def effect(before: State, after: State) -> Effect:
    """The difference, in order."""
    return Effect(
        tuple(sorted(after.failing - before.failing)),
        tuple(sorted(before.failing - after.failing)),
        tuple(sorted(after.answered - before.answered)),
        tuple(sorted(before.answered - after.answered)),
    )


@contextmanager
def tried(corpus: Path, entries: Sequence[Entry], progress: Progress | None = None) -> Iterator[Engine]:
    """An engine on a copy of `corpus` with these entries in its lexicon; gone afterwards."""
    cache = locations.cache_folder()
    os.makedirs(cache, mode=0o700, exist_ok=True)
    # In the cache folder the copy's index shares the dictionary that is there.
    home = Path(tempfile.mkdtemp(prefix="trial-", dir=cache))
    index = Path(f"{home}-index")
    try:
        copy = home / "corpus"
        shutil.copytree(corpus, copy)
        add(copy, entries)
        yield open_corpus(str(copy), str(index), progress)
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(index, ignore_errors=True)


def add(corpus: Path, entries: Sequence[Entry]) -> None:
    """Write the entries at the end of the corpus' lexicon."""
    file = corpus / LEXICON
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        blocks = [before.rstrip("\n") + "\n"] if before.strip() else []
        file.write_text("\n".join([*blocks, *(one.toml for one in entries)]), encoding="utf-8")
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise UsageError(what, file=str(file), fix="work on a corpus of your own: --corpus PATH") from error
