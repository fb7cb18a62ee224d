"""The texts of a corpus that is elsewhere, as they are now: what is cited is read from there again."""

from hashlib import sha256
from pathlib import PurePosixPath

from citaat.distributed.stores import Store
from citaat.errors import CitaatError
from citaat.index.sources import Line, Sources, text_of
from citaat.records import Citation

_FURTHER = 1 << 20


class RemoteSources(Sources):
    """As Sources, for the corpus at `origin`: its passage file, or the folder of its articles."""

    def __init__(self, origin: Store, articles: bool) -> None:
        super().__init__(origin.url, articles, None)
        self._origin = origin

    def _article(self, source: str) -> "tuple[list[object], str, str] | None":
        if PurePosixPath(source).is_absolute() or ".." in source.split("/"):
            return None
        try:
            raw = self._origin.child(source).read()
            return [], raw.decode(), sha256(raw).hexdigest()
        except (CitaatError, UnicodeDecodeError):
            return None

    def _record(self, citation: Citation, line: Line) -> str | None:
        """The text of a record, if its line stands in the file where it is expected.

        Of a packed file nothing is read again: its lines have checksums in the index.
        """
        name, _, key = citation.source.partition("#")
        if line is None or name != self._origin.name:
            return None
        start, bare = line[0], line[1].strip()
        if self._origin.name.endswith(".gz"):
            return text_of(bare, key)
        try:
            there = self._origin.read(start, start + len(bare) + 1)
            if there.rstrip(b"\r\n") != bare:
                # Blank lines and Windows' line ends push a line further on than its index knows.
                lines = self._origin.read(start, start + len(bare) + _FURTHER).split(b"\n")
                there = bare if any(one.strip() == bare for one in lines) else b""
        except CitaatError:
            return None
        return text_of(bare, key) if there else None
