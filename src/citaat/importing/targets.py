"""Where an imported article goes, and whether it may: what a person wrote is not overwritten unasked.

The front matter of an imported article says what it was made from and the digest of all else in the
file (`imported = "pagina.html 0123456789abcdef"`). That one line tells a file that nobody touched
from one that somebody edited, and a source that changed from one that did not; nothing is kept elsewhere.
"""

import hashlib
import os
import re
from enum import Enum
from pathlib import Path

from citaat.corpus.front_matter import IMPORTED, body
from citaat.errors import CitaatError, CorpusError
from citaat.importing.rendering import toml_text
from citaat.light import dataclass
from citaat.limits import article_limit

_LINE = re.compile(rf'^{IMPORTED} = "(?:[^"\\]|\\.)* ([0-9a-f]{{16}})"\n', re.M)
_DIGITS = 16


class State(Enum):
    """What became of an article; the values are what the JSON says."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    # Somebody edited it, and the source is still what it was: there is nothing to bring over.
    EDITED = "edited"
    # A page with menus alone, or a text of a kind that cannot be read, in a folder that was given.
    EMPTY = "skipped: no text"
    OTHER = "skipped: of another kind"
    # These three are not overwritten, each for its own reason.
    KEPT_FOREIGN = "kept: not written by import"
    KEPT_EDITED = "kept: edited since, and the source changed"
    KEPT_OLDER = "kept: the source changed"

    @property
    def kept(self) -> bool:
        """Whether the source says something that is not in the article now."""
        return self in (State.KEPT_FOREIGN, State.KEPT_EDITED, State.KEPT_OLDER)


@dataclass(frozen=True, slots=True)
class Mode:
    """How far writing may go: `force` overwrites anything, `update` what nobody edited, `dry` nothing at all."""

    force: bool = False
    update: bool = False
    dry: bool = False


def signed(text: str, source: str) -> str:
    """An article with the line that tells what it was made from; front matter must be the first thing in it."""
    line = f"{IMPORTED} = {toml_text(f'{source} {_digest(text)}')}\n"
    end = text.index("\n+++\n") + 1
    return text[:end] + line + text[end:]


def put(text: str, file: Path, into: Path, source: Path, mode: Mode) -> State:
    """Write a signed article where that may be done. Raises CorpusError."""
    _check_place(file, into)
    if len(text.encode()) > article_limit():
        what = f"would become an article larger than {article_limit() // 1_000_000} MB"
        raise CorpusError(what, file=str(source), fix="split it, or set CITAAT_MAX_ARTICLE_MB")
    state = _state(text, file, source, mode)
    if state in (State.WRITTEN, State.UPDATED) and not mode.dry:
        _write(text, file)
    return state


def _state(text: str, file: Path, source: Path, mode: Mode) -> State:
    there = _there(file)
    if there is None:
        return State.WRITTEN
    if there == text or (_same(file, source) and _is_article(there) and not mode.force):
        return State.UNCHANGED
    if mode.force:
        return State.UPDATED
    told, new = _LINE.search(there), _LINE.search(text)
    if told is None:
        return State.KEPT_FOREIGN
    edited = told[1] != _digest(_LINE.sub("", there, count=1))
    if edited:
        return State.EDITED if new is not None and told[1] == new[1] else State.KEPT_EDITED
    return State.UPDATED if mode.update else State.KEPT_OLDER


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _there(file: Path) -> str | None:
    """What stands in a file, None where there is none; line ends may have become those of another system."""
    if not os.path.lexists(file):
        return None
    if file.is_symlink() or not file.is_file():
        raise CorpusError("is there already and no plain file", file=str(file), fix="remove it")
    try:
        with file.open("rb") as stream:
            raw = stream.read(article_limit() + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise CorpusError(what, file=str(file), fix="check its permissions") from error
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")


def _same(file: Path, source: Path) -> bool:
    return os.path.realpath(file) == os.path.realpath(source)


def _is_article(text: str) -> bool:
    try:
        body(text, "")
    except CitaatError:
        return False
    return True


def _check_place(file: Path, into: Path) -> None:
    """Nothing is written through a link to somewhere else."""
    root, parent = os.path.realpath(into), os.path.realpath(file.parent)
    if os.path.commonpath((root, parent)) != root:
        raise CorpusError("leads out of the corpus by a link", file=str(file.parent), fix="remove the link")


def _write(text: str, file: Path) -> None:
    """All of the file or nothing of it."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise CorpusError(what, file=str(file), fix="check the folder and its permissions") from error
