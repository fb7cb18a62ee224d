"""The files of words and settings beside a corpus, read so that what is wrong in them is told as `check` tells it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from citaat.corpus.toml_lines import toml_fault
from citaat.dutch.words import Lexicon, read_lexicon, read_toml
from citaat.errors import RulesError

_T = TypeVar("_T")


def corpus_lexicon(path: Path) -> Lexicon:
    """A corpus' lexicon; an empty one where there is no file. Raises RulesError with the line."""
    return _placed_fault(read_lexicon, path)


def corpus_table(path: Path) -> dict[str, Any]:
    """Another TOML file beside a corpus, as it stands there. Raises RulesError with the line."""
    return _placed_fault(read_toml, path)


def _placed_fault(read: Callable[[Path], _T], path: Path) -> _T:
    """What `read` makes of a TOML file. Raises RulesError, with the line where it is no TOML."""
    try:
        return read(path)
    except RulesError as error:
        if not isinstance(error.__cause__, tomllib.TOMLDecodeError):
            raise
        what, line, fix = toml_fault(path.read_text(encoding="utf-8"), error.__cause__)
        raise RulesError(what, file=str(path), line=line, fix=fix) from error.__cause__
