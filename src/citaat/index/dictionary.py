"""The Dutch dictionary that all indexes share: lemmas, general words and the package's rules, once in the user's cache.

An index names the dictionary it was made with (see `building.dictionary`) and holds only what is its corpus' own.
"""

import os

from citaat.caveats.storing import read_rules
from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.locations import cache_folder
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of
from citaat.storage.mapped import REBUILD

LEMMAS, WORDS = "lemmas.tab", "words.tab"
_PREFIX, _DIGITS = "dutch-", frozenset("0123456789abcdef")


class DictionaryDamaged(IndexDamaged):
    """The shared dictionary is missing or fails its checks: it is built again, and no index with it."""


class Dictionary:
    """An open dictionary: `lemmas` by folded form, `words` as `corpus.concepts` lists them, general ones alone.

    `checked` when all of it was found sound already. Raises DictionaryDamaged.
    """

    def __init__(self, folder: str, *, checked: bool = False) -> None:
        self.folder, self.name = folder, os.path.basename(folder)
        try:
            with Folder(folder) as files:
                manifest_of(files)
                self.lemmas, self.words = (files.table(name, checked=checked) for name in (LEMMAS, WORDS))
        except IndexDamaged as error:
            raise _damage(error) from error
        self._rules: dict[str, Any] | None = None

    def rules(self) -> dict[str, Any]:
        """The compiled rules of the package, without citations. Raises DictionaryDamaged.

        An index with rules of its own never asks for them, and they are as large as those.
        """
        if self._rules is None:
            try:
                with Folder(self.folder) as files:
                    manifest_of(files)
                    self._rules = read_rules(files)
            except IndexDamaged as error:
                raise _damage(error) from error
        return self._rules


def _damage(error: IndexDamaged) -> DictionaryDamaged:
    return DictionaryDamaged(error.what, file=error.file, line=error.line, fix=error.fix)


def homes(index: str) -> list[str]:
    """The folders where the dictionary of the index at this path may be: the cache, else beside the index."""
    return list(dict.fromkeys((cache_folder(), os.path.dirname(os.path.abspath(index)))))


def open_dictionary(name: object, index: str) -> Dictionary:
    """The dictionary of this name, for the index at this path. Raises DictionaryDamaged."""
    if not isinstance(name, str) or not is_name(name):
        raise IndexDamaged("names no dictionary", file=index, fix=REBUILD)
    damage: DictionaryDamaged | None = None
    for home in homes(index):
        try:
            return Dictionary(os.path.join(home, name))
        except DictionaryDamaged as error:
            damage = damage or error
    raise damage or DictionaryDamaged("is missing", file=name, fix=REBUILD)


def is_name(name: str) -> bool:
    """Whether this may be the name of a dictionary: nothing that leads elsewhere."""
    return name.startswith(_PREFIX) and len(name) > len(_PREFIX) and _DIGITS.issuperset(name[len(_PREFIX) :])
