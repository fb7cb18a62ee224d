"""The texts of a corpus as they are now: every citation is sliced from them again before it is shown.

An index can be damaged in a way that no checksum tells, and an article can change while it is being answered from.
What stands in the source decides. Records of a passage file are looked for where their line is expected, else
by their line, else by their `_id`; a path is made of the names of articles alone.
"""

import json
import mmap
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping

from citaat.light import Any
from citaat.limits import expansion_limit
from citaat.records import Abstained, Answered, Caveat, Citation, Outcome

_PIECE = 1 << 20
# A packed passage file above this size is not unpacked again for a question: its lines have checksums in the index.
_PACKED = 16 << 20
_KEPT = 64
# Where the line of a record is expected in a passage file, and the line as it was; None where that is not known.
Line = tuple[int, bytes] | None


class Sources:
    """The sources of the corpus at `corpus`; `stamps` are those of the files as they were indexed."""

    def __init__(self, corpus: str, articles: bool, stamps: object) -> None:
        self._corpus, self._articles = corpus, articles
        self._base = corpus if os.path.isdir(corpus) else os.path.dirname(corpus)
        self._stamps = {stamp[0]: stamp for stamp in stamps if stamp} if isinstance(stamps, list) else {}
        self._texts: dict[str, tuple[list[object], str, str]] = {}

    def wrong(self, outcome: Outcome, lines: Mapping[str, Line]) -> list[Citation]:
        """The citations of `outcome`, of answer and caveats, that are not what their source says there.

        `lines` has, by the id of a passage, where its line is expected in a passage file, and the line.
        """
        return [one for one in _citations(outcome) if not self._holds(one, lines.get(one.passage_id))]

    def text(self, source: str) -> str | None:
        """The text of an article as it is now, None when there is no such article."""
        found = self._article(source)
        return found[1] if found else None

    def _holds(self, citation: Citation, line: Line) -> bool:
        start, end, quote = citation.start, citation.end, citation.quote
        if self._articles:
            found = self._article(citation.source)
            text, same = (found[1], found[2] in ("", citation.sha256)) if found else (None, False)
        else:
            text, same = self._record(citation, line), True
        return text is not None and same and 0 <= start < end <= len(text) and text[start:end] == quote

    def _article(self, source: str) -> "tuple[list[object], str, str] | None":
        """The stamp, the text and the SHA-256 of an article; "" for the last where it is as it was indexed."""
        try:
            path = self._path(source)
            told = os.stat(path)
            stamp = stamp_of(source, told)
            known = self._texts.get(source)
            if known is None or known[0] != stamp:
                known = self._texts[source] = _read(path, stamp, same=self._stamps.get(source) == stamp)
                if len(self._texts) > _KEPT:
                    del self._texts[next(iter(self._texts))]
            return known
        except (OSError, ValueError):
            # A file that is gone, that is text no more, or that lies outside: there is no such article.
            return None

    def _path(self, source: str) -> str:
        """The path of an article. Raises ValueError when that is no plain file in the corpus."""
        if os.path.isabs(source) or os.pardir in source.split("/") or "\x00" in source:
            raise ValueError(source)
        path, base = os.path.realpath(os.path.join(self._base, source)), os.path.realpath(self._base)
        if os.path.commonpath((path, base)) != base or not stat.S_ISREG(os.stat(path).st_mode):
            raise ValueError(source)
        return path

    def _record(self, citation: Citation, line: Line) -> str | None:
        """The text of a record of the passage file as it is now; None when it has no such record."""
        name, _, key = citation.source.partition("#")
        path = self._corpus if os.path.isfile(self._corpus) else os.path.join(self._base, name)
        if os.path.basename(path) != name:
            return None
        try:
            if path.endswith(".gz"):
                if os.path.getsize(path) > _PACKED:
                    return text_of(line[1], key) if line else citation.quote.rjust(citation.end)
                return _found(_unpacked(path), key)
            with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as blob:
                if line and _is_line(blob, *line):
                    return text_of(line[1], key)
                return _found(_lines_with(blob, key), key)
        except (OSError, ValueError, zlib.error):
            return None


def stamp_of(name: str, told: os.stat_result) -> list[object]:
    """What is written down of a file, to tell whether it is the same: also after `cp -p` and `rsync -t`."""
    return [name, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino]


def without(outcome: Outcome, wrong: Iterable[Citation]) -> tuple[Caveat, ...]:
    """The caveats of `outcome`, whose text holds whatever is quoted, without the citations that are wrong."""
    bad = set(wrong)
    return tuple(
        Caveat(
            one.id,
            one.severity,
            one.text,
            one.rule,
            one.trigger,
            tuple(citation for citation in one.citations if citation not in bad),
        )
        for one in outcome.caveats
    )


def _citations(outcome: Answered | Abstained) -> Iterator[Citation]:
    if isinstance(outcome, Answered):
        yield from outcome.citations
    for caveat in outcome.caveats:
        yield from caveat.citations


def _read(path: str, stamp: list[object], same: bool) -> tuple[list[object], str, str]:
    with open(path, "rb") as file:
        raw = file.read()
    if same:
        return stamp, raw.decode(), ""
    from hashlib import sha256

    return stamp, raw.decode(), sha256(raw).hexdigest()


def _is_line(blob: Any, at: int, line: bytes) -> bool:
    """Whether `line` is one of the lines of a file: where it is expected, or anywhere."""
    bare = line.strip()
    if blob[at : at + len(bare)] != bare or not _alone(blob, at, at + len(bare)):
        at = blob.find(bare)
    return at >= 0 and _alone(blob, at, at + len(bare))


def _alone(blob: Any, start: int, end: int) -> bool:
    """Whether nothing but white space stands before and after, on the line."""
    before = blob.rfind(b"\n", 0, start) + 1
    after = blob.find(b"\n", end)
    sides = blob[before:start].strip(b"\xef\xbb\xbf \t\r") + blob[end : after if after >= 0 else len(blob)]
    return not sides.strip()


def _lines_with(blob: Any, key: str) -> Iterator[bytes]:
    """The lines of a file that hold `key`, however JSON spells it."""
    for spelled in {json.dumps(key), json.dumps(key, ensure_ascii=False)}:
        wanted, at = spelled.encode("utf-8", "replace"), -1
        while (at := blob.find(wanted, at + 1)) >= 0:
            end = blob.find(b"\n", at)
            yield blob[blob.rfind(b"\n", 0, at) + 1 : end if end >= 0 else len(blob)]
    if not key.isalnum():
        # Spelled in yet another way: there is nothing left but to read all of them.
        yield from iter(blob[:].split(b"\n"))


def _unpacked(path: str) -> Iterator[bytes]:
    """The lines of a packed file, a piece at a time."""
    left, unpacker, total = b"", zlib.decompressobj(31), 0
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            while piece:
                found = unpacker.decompress(piece, _PIECE)
                total += len(found)
                if total > expansion_limit():
                    return
                *whole, left = (left + found).split(b"\n")
                yield from whole
                piece = unpacker.unconsumed_tail
                if unpacker.eof:
                    piece, unpacker = unpacker.unused_data, zlib.decompressobj(31)
    yield left


def _found(lines: Iterable[bytes], key: str) -> str | None:
    return next((text for line in lines if (text := text_of(line, key)) is not None), None)


def text_of(line: bytes, key: str) -> str | None:
    """The text of the record in a line of a passage file; None when it is not the one of that `_id`."""
    try:
        record = json.loads(line.strip(b"\xef\xbb\xbf \t\r\n") or b"0")
    except (ValueError, RecursionError):
        return None
    text = record.get("text") if isinstance(record, dict) and record.get("_id") == key else None
    return text if isinstance(text, str) else None
