"""Saved outcomes as a system: the same gate for any program that writes the contract's JSON lines."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from citaat.errors import CitaatError, UsageError
from citaat.evaluation.gold.records import strict_loads
from citaat.evaluation.system import Look, System
from citaat.outcome.encoding import outcome_from_dict
from citaat.records import KNOWN_GAP, Abstained, Article, Caveat, Outcome, Passage


class MissingOutcomeError(LookupError):
    """The file has no outcome for a question: that counts as wrong."""


class Saved:
    """The outcomes of a file, by question: exactly as asked, else by the id that they carry."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._by_text: dict[str, Outcome] = {}
        self._by_id: dict[str, Outcome] = {}
        for number, line in enumerate(_lines(path), 1):
            if line.strip():
                outcome = _outcome(line, path, number)
                self._by_text.setdefault(outcome.question, outcome)
                if outcome.id is not None:
                    self._by_id.setdefault(str(outcome.id), outcome)
        if not self._by_text:
            fix = "save them with: citaat ask --format jsonl"
            raise UsageError("holds no outcomes", file=str(path), fix=fix)

    def find(self, question: str, id: str) -> Outcome | None:
        """The outcome of a question. One that has its id is taken even where it echoes something else."""
        return self._by_text.get(question) or self._by_id.get(id)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot be read ({error})", file=str(path), fix="give a file of outcomes"
        ) from error


def _outcome(line: str, path: Path, number: int) -> Outcome:
    try:
        return outcome_from_dict(strict_loads(line))
    except CitaatError as error:
        raise UsageError(error.what, file=str(path), line=number, fix=error.fix) from error
    except (ValueError, RecursionError) as error:
        fix = "write one outcome a line"
        raise UsageError(f"is not JSON ({error})", file=str(path), line=number, fix=fix) from error


class SavedSystem:
    """The saved outcomes over the corpus of a system that can be asked: that one's rules are what is owed."""

    recipe = None

    def __init__(self, saved: Saved, corpus: System, ids: Mapping[str, str]) -> None:
        self._saved, self._corpus, self._ids = saved, corpus, ids
        self.analyser = f"saved outcomes: {saved.name}"
        self.fingerprint = corpus.fingerprint

    @property
    def articles(self) -> Mapping[str, Article]:
        """Those of the corpus."""
        return self._corpus.articles

    @property
    def passages(self) -> Sequence[Passage]:
        """Those of the corpus."""
        return self._corpus.passages

    def owed(self, question: str) -> tuple[Caveat, ...]:
        """What the rules of the corpus give."""
        return self._corpus.owed(question)

    def ask(self, question: str) -> Outcome:
        """The outcome on file."""
        found = self._saved.find(question, self._ids.get(question, ""))
        if found is None:
            raise MissingOutcomeError("no outcome of this question is on file")
        return found

    def look(self, question: str) -> Look:
        """The outcome on file, without a ranking; the corpus' own list tells what is a known gap."""
        outcome = self.ask(question)
        told = isinstance(outcome, Abstained) and outcome.abstention.code == KNOWN_GAP
        listed = self._corpus.look(question).listed if told else None
        return Look(outcome, (), self.owed(question), listed)

    def explain(self, question: str) -> Mapping[str, Any]:
        """Nothing is known of how it came about."""
        return {}

    def without(self, passage_ids: Collection[str]) -> "SavedSystem":
        """Saved outcomes do not change with the corpus."""
        return self
