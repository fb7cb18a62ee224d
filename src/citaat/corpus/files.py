"""The files of a corpus: which are read, and which are left out and why. Nothing outside the folder is read."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citaat.errors import CorpusError

PASSAGE_FILES = ("corpus.jsonl", "corpus.jsonl.gz")
WORD_FILES = ("lexicon.toml", "caveats.toml", "settings.toml")
# Texts that somebody may think are read; pictures, scripts and style sheets are left alone without a word.
_IMPORTABLE = frozenset(".txt .text .html .htm .xhtml .docx .markdown .mdown .mkd".split())
# Those that nothing here reads: another program must save them as something else first.
UNREADABLE = frozenset(".doc .odt .rtf .pdf .mdx .rst .tex .epub .mht .mhtml .pages".split())
_IMPORT = "turn it into Markdown with: citaat import"
_SAVE = "open it, save it as .docx, .html or .txt, import that with: citaat import, and take this file away"


@dataclass(frozen=True, slots=True)
class LeftOutFile:
    """A file that is not read, why, and what to do about it."""

    file: Path
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The articles of a folder, sorted by name, and the files that could be taken for one and are not read."""

    articles: Sequence[Path]
    left_out: Sequence[LeftOutFile]


def survey(root: Path) -> Survey:
    """Look through a folder of articles."""
    articles: list[Path] = []
    left_out: list[LeftOutFile] = []
    real = os.path.realpath(root)
    for path in _files(root):
        wrong = _wrong(path, real)
        if wrong is not None:
            left_out.append(LeftOutFile(path, *wrong))
        elif path.suffix == ".md":
            articles.append(path)
    return Survey(sorted(articles), sorted(left_out, key=lambda one: one.file))


def word_files(folder: Path) -> list[Path]:
    """The word lists, rules and settings beside a corpus. Raises CorpusError for one that cannot be read.

    One that is left out without a word could cost a warning.
    """
    found, wrong = checked_word_files(folder)
    if wrong:
        raise wrong[0]
    return found


def checked_word_files(folder: Path) -> tuple[list[Path], list[CorpusError]]:
    """The word lists, rules and settings beside a corpus, and what keeps others from being read."""
    found: list[Path] = []
    errors: list[CorpusError] = []
    for path in (folder / name for name in WORD_FILES if os.path.lexists(folder / name)):
        wrong = irregular(path, os.path.realpath(folder))
        if wrong is None:
            found.append(path)
        else:
            errors.append(CorpusError(wrong[0], file=str(path), fix=wrong[1]))
    return found, errors


def passage_file(path: Path) -> Path | None:
    """The passage file that `path` is or holds, or None for a folder of articles."""
    if path.is_file():
        return path
    return next((path / name for name in PASSAGE_FILES if (path / name).is_file()), None)


def _files(root: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder, hidden folders left out; links are not followed."""
    for folder, inner, names in os.walk(root):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in [*names, *links])


def _wrong(path: Path, real: str) -> tuple[str, str] | None:
    """Why a file is left out and what to do about it; None for an article, and for what nobody takes for one."""
    suffix = path.suffix.lower()
    if path.is_symlink() and path.is_dir():
        hidden = path.name.startswith(".")
        return (
            None
            if hidden
            else ("is a link to a folder, which is not followed", "copy the folder, or name it")
        )
    if suffix in _IMPORTABLE | UNREADABLE:
        return f"is {suffix} and no Markdown", _IMPORT if suffix in _IMPORTABLE else _SAVE
    if suffix != ".md":
        return None
    if path.name.startswith("."):
        return "is a hidden file", "give it a name without a dot in front, or remove it"
    if path.suffix != ".md":
        return f"ends in {path.suffix}", "rename it: .md in small letters"
    return irregular(path, real)


def irregular(path: Path, real: str) -> tuple[str, str] | None:
    """What keeps a file from being read at all: a link to nothing or out of the folder, a pipe, a device."""
    try:
        told = os.stat(path)
    except OSError as error:
        if os.path.islink(path):
            return "is a link that leads nowhere", "remove it, or put the file in its place"
        return f"cannot be read ({error.strerror})", "check its permissions"
    # No folder on the way is a link: none is followed.
    if os.path.islink(path) and os.path.commonpath((os.path.realpath(path), real)) != real:
        return "is a link out of the corpus", "copy the file into the folder"
    if not stat.S_ISREG(told.st_mode):
        return "is no plain file", "remove it"
    return None
