"""Rules and analyser over words in memory: of a long message most words are looked up, and many of them often.

A stored dictionary is made to answer a question of ten words. Reading all of it takes a quarter of a second and a
hundred megabytes, so that is done for long messages alone, and let go of with the last of them that is being read.
"""

from collections.abc import Container
from weakref import WeakValueDictionary

from citaat.caveats.rules import Rules
from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.storage.layered import Layered
from citaat.storage.table import Table


class _Whole(dict[str, str]):
    """All entries of a table, which lives as long as they do."""

    __slots__ = ("__weakref__", "table")

    def __init__(self, table: Table | Layered) -> None:
        super().__init__(table.as_dict())
        self.table = table


# By the table that they were read from: messages that are read at the same time share them.
_kept: "WeakValueDictionary[int, _Whole]" = WeakValueDictionary()


def at_hand(rules: Rules, analyser: Analyser) -> tuple[Rules, Analyser]:
    """Rules and an analyser that give the very same, much faster where much is looked up."""
    lemmas = analyser.lemma_table
    whole = _whole(lemmas) if isinstance(lemmas, Table | Layered) else lemmas
    known: Container[str] = whole if rules.known is lemmas else rules.known
    return rules.over(known), BuildAnalyser.of(analyser, whole)


def _whole(table: Table | Layered) -> _Whole:
    found = _kept.get(id(table))
    if found is None:
        found = _kept[id(table)] = _Whole(table)
    return found
