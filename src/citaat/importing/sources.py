"""What is given to import: which files there are, where each would go, and what keeps one from being read."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from citaat.corpus.files import UNREADABLE, irregular
from citaat.errors import CitaatError, CorpusError, UsageError
from citaat.light import dataclass
from citaat.limits import source_limit

TEXT, MARKDOWN, PAGE, WORD = "text", "markdown", "page", "word"
KINDS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mdown": MARKDOWN,
    ".mkd": MARKDOWN,
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".docx": WORD,
}
_FIX = "open it in the program that made it and save it as .docx, .html or .txt"
# Browsers put what belongs to a saved page in a folder beside it.
_COMPANION = re.compile(r"(?:_files|_bestanden|_fichiers|-Dateien)$")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 100
_PICTURES = 10


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name (relative, with /) of the article that it becomes.

    `named` says that it was given itself, and not a folder around it.
    """

    path: Path
    kind: str
    target: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The sources in reading order, what in the folders given cannot be read, and texts of other kinds."""

    sources: Sequence[Source]
    faults: Sequence[CitaatError]
    others: Sequence[Path]


def find(given: Sequence[str], into: Path) -> Found:
    """The sources in files and folders. Raises UsageError for what is not there or is of no known kind."""
    sources: list[Source] = []
    faults: list[CitaatError] = []
    others: list[Path] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            _walk(path, into, sources, faults, others)
        elif not os.path.lexists(path):
            raise UsageError("there is no such file or folder", file=name, fix="check the name")
        elif path.suffix.lower() not in KINDS:
            raise UsageError("is of no kind that can be imported", file=name, fix=_FIX)
        else:
            sources.append(Source(path, KINDS[path.suffix.lower()], _target(Path(path.name)), named=True))
    unique = {os.path.realpath(one.path): one for one in reversed(sources)}
    return Found([one for one in sources if unique[os.path.realpath(one.path)] is one], faults, others)


def _walk(
    root: Path, into: Path, sources: list[Source], faults: list[CitaatError], others: list[Path]
) -> None:
    real, target = os.path.realpath(root), os.path.realpath(into)
    for folder, inner, names in os.walk(root):
        pages = {Path(name).stem for name in names if KINDS.get(Path(name).suffix.lower()) == PAGE}
        inner[:] = sorted(name for name in inner if _is_searched(folder, name, pages, target, real))
        for path in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            suffix = path.suffix.lower()
            if suffix in UNREADABLE:
                others.append(path)
            elif suffix in KINDS:
                wrong = irregular(path, real)
                if wrong is not None:
                    faults.append(CorpusError(wrong[0], file=str(path), fix=wrong[1]))
                else:
                    sources.append(Source(path, KINDS[suffix], _target(path.relative_to(root))))


def _is_searched(folder: str, name: str, pages: set[str], target: str, root: str) -> bool:
    """Whether a folder is looked into: not a hidden one, a saved page's own, a link, or the one written to."""
    path = os.path.join(folder, name)
    mark = _COMPANION.search(name)
    if name.startswith(".") or os.path.islink(path) or (mark is not None and name[: mark.start()] in pages):
        return False
    return os.path.realpath(path) != target or target == root


def _target(path: Path) -> str:
    """The file that a source becomes: every part of its name in small plain letters."""
    parts = [_plain(part) for part in path.with_suffix("").parts]
    return "/".join([*parts[:-1], f"{parts[-1]}.md"])


def _plain(part: str) -> str:
    letters = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_NAME.sub("-", letters).strip("-")[:_LONGEST_NAME].strip("-") or "artikel"


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a stream of bytes. Raises CorpusError for what is no plain file, or too large."""
    file = str(source.path)
    # Most of a DOCX are pictures, which are never unpacked.
    most = source_limit() * (_PICTURES if source.kind == WORD else 1)
    try:
        # Opening a pipe would wait for somebody to write.
        handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise CorpusError(what, file=file, fix="check its permissions") from error
    with open(handle, "rb") as stream:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise CorpusError("is no plain file", file=file, fix="give a file with text")
        if told.st_size > most:
            what = f"is larger than {most // 1_000_000} MB"
            raise CorpusError(what, file=file, fix="split it, or set CITAAT_MAX_SOURCE_MB")
        yield stream
