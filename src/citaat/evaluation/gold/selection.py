"""Some of the questions: those named, those that fail on record, or the first few of each set."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from citaat.errors import UsageError
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions to ask; nothing chosen means all. `failing` holds the ids on record by set and split."""

    only: Sequence[str] = ()
    failing: Mapping[tuple[str, str], Collection[str]] | None = None
    limit: int | None = None

    def __bool__(self) -> bool:
        return bool(self.only) or self.failing is not None or self.limit is not None

    def of(self, sets: Sequence[GoldSet]) -> list[GoldSet]:
        """The sets with these questions alone; UsageError when none is left or an id is unknown."""
        self._known(sets)
        chosen = [replace(gold, questions=self._chosen(gold)) for gold in sets]
        kept = [gold for gold in chosen if gold.questions]
        if not kept:
            raise UsageError("no question is left to ask", fix="check --only, --failing, --limit and --split")
        return kept

    def _known(self, sets: Sequence[GoldSet]) -> None:
        ids = {name for gold in sets for one in gold.questions for name in (one.id, f"{gold.name}:{one.id}")}
        for name in self.only:
            if name not in ids:
                near = difflib.get_close_matches(name, ids, 1, 0.5)
                fix = f"did you mean {near[0]!r}?" if near else "give ids of the gold, as ID or SET:ID"
                raise UsageError(f"no question has the id {name!r}", fix=fix)

    def _chosen(self, gold: GoldSet) -> tuple[Question, ...]:
        found = [one for one in gold.questions if self._wanted(gold.name, one)]
        if self.limit is None or self.limit >= len(found):
            return tuple(found)
        # Spread over the file: its beginning is often of one kind.
        return tuple(found[at * len(found) // self.limit] for at in range(self.limit))

    def _wanted(self, name: str, question: Question) -> bool:
        named = not self.only or question.id in self.only or f"{name}:{question.id}" in self.only
        failing = self.failing is None or question.id in self.failing.get((name, question.split), ())
        return named and failing
