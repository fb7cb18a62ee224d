"""Fields of their own, written and opened without an index."""

from collections.abc import Sequence
from pathlib import Path

from citaat.index.building.counts import count, write_postings
from citaat.index.building.segments import save_statistics
from citaat.index.fields import Field, open_field
from citaat.index.statistics import Inverted, idfs
from citaat.storage.folder import Folder


def write_field(folder: Path | str, field: Inverted, name: str = "f") -> None:
    """The field of one segment, with its statistics."""
    write_postings(str(folder), "", name, field)
    save_statistics(str(folder), name, [""], [field], idfs([field], [None]))


def opened(folder: Path | str, size: int, name: str = "f") -> Field:
    """What `write_field` wrote."""
    return open_field(Folder(str(folder)), name, [("", 0)], size)


def stored(folder: Path, texts: Sequence[Sequence[str]]) -> Field:
    """A field of these texts, written and opened."""
    folder.mkdir(exist_ok=True)
    write_field(folder, count(texts))
    return opened(folder, len(texts))
