"""Reading a corpus: a folder of Markdown articles, or a file of ready-made passages."""

import gzip
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from citaat.corpus.files import passage_file as passage_file
from citaat.corpus.files import survey, word_files
from citaat.corpus.front_matter import about, body
from citaat.errors import CorpusError
from citaat.limits import article_limit, expansion_limit, line_limit
from citaat.records import Article

HALF = "holds half a character (a lone surrogate)"
HALF_FIX = "write the whole character, or remove it"
# A file that was written so many nanoseconds ago is not about to be written again under the same time.
_SETTLED = 1_000_000_000


def corpus_files(path: Path) -> list[Path]:
    """Every file that the answers depend on, sorted: articles or passages, then word lists.

    Raises CorpusError when there is no such corpus, or a word list that cannot be read.
    """
    if not path.exists():
        raise CorpusError("there is no such corpus", file=str(path), fix="check the path given to --corpus")
    single = passage_file(path)
    if single is not None:
        return [single, *word_files(single.parent)]
    return [*survey(path).articles, *word_files(path)]


def read_articles(path: Path) -> list[Article]:
    """The articles of a folder, sorted by file name.

    Raises CorpusError when there are none, or when one has no usable front matter.
    """
    return [read_article(file, path) for file in article_files(path)]


def articles_by_id(path: Path) -> dict[str, Article]:
    """The articles of a corpus, be it a folder or a passage file, by id. Raises CorpusError."""
    single = passage_file(path)
    found = read_articles(path) if single is None else (article for _, article in read_passage_file(single))
    return {article.id: article for article in found}


def article_files(path: Path) -> list[Path]:
    """The files of the articles of a folder, sorted. Raises CorpusError when there are none."""
    files = [file for file in corpus_files(path) if file.suffix == ".md"]
    if not files:
        raise CorpusError(
            "the corpus holds no articles", file=str(path), fix="put Markdown files (*.md) in the folder"
        )
    return files


def read_article(file: Path, root: Path) -> Article:
    """One article. Raises CorpusError when it cannot be used."""
    raw, relative = article_bytes(file), file.relative_to(root)
    if not is_text(str(relative)):
        raise CorpusError("has a name that is not UTF-8", file=str(file), fix="rename it")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CorpusError("is not valid UTF-8", file=str(file), line=line, fix="save it as UTF-8") from error
    return made_article(text, hashlib.sha256(raw).hexdigest(), relative, body(text, str(file)).matter)


def article_bytes(file: Path) -> bytes:
    """The bytes of an article. Raises CorpusError when it cannot be read, or is larger than any should be."""
    most = article_limit()
    try:
        with file.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise CorpusError(what, file=str(file), fix="check its permissions") from error
    if len(raw) > most:
        fix = "split it, or set CITAAT_MAX_ARTICLE_MB"
        raise CorpusError(f"is larger than {most // 1_000_000} MB", file=str(file), fix=fix)
    return raw


def made_article(text: str, sha256: str, relative: Path, matter: Mapping[str, Any]) -> Article:
    """The article that a file of this name, text and front matter holds."""
    told = about(matter)
    return Article(
        id=relative.with_suffix("").as_posix(),
        title=matter["title"],
        source=relative.as_posix(),
        text=text,
        sha256=sha256,
        author=told.author,
        date=told.date,
        url=told.url,
    )


def read_passage_file(file: Path) -> Iterator[tuple[int, Article]]:
    """Every record of a passage file as (line, article); its text is the passage.

    Such a source is named ``file#_id``: offsets count in the `text` of that record, whose
    SHA-256 is the record's, because the file itself holds it JSON-escaped.
    """
    seen: set[str] = set()
    for number, line in lines(file):
        record = read_record(line, file, number)
        key = record["_id"]
        if key in seen:
            raise CorpusError(
                f"_id {key!r} occurs twice", file=str(file), line=number, fix="give each its own"
            )
        seen.add(key)
        text, title = record["text"], record.get("title", "")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        yield number, Article(key, title, f"{file.name}#{key}", text, digest)
    if not seen:
        raise CorpusError("the corpus holds no passages", file=str(file), fix="add one JSON object a line")


def lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a passage file that are not blank, with their numbers. Raises CorpusError."""
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8-sig") as stream:
            yield from _filled(stream, file)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CorpusError(f"cannot be read ({error})", file=str(file), fix="check the file") from error


def numbered_lines(stream: TextIO, file: Path) -> Iterator[tuple[int, str]]:
    """As `lines`, of an open stream; `file` is what an error names."""
    try:
        yield from _filled(stream, file)
    except UnicodeDecodeError as error:
        raise CorpusError(f"cannot be read ({error})", file=str(file), fix="check the file") from error


def _filled(stream: TextIO, file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_limited(stream, file), 1):
        if line.strip():
            yield number, line


def _limited(stream: TextIO, file: Path) -> Iterator[str]:
    """The lines of a stream, none of them and not all together too large for memory. Raises CorpusError."""
    longest, most, total = line_limit(), expansion_limit(), 0
    number = 0
    while line := stream.readline(longest + 1):
        number, total = number + 1, total + len(line)
        if len(line) > longest:
            what, name = f"is longer than {longest // 1_000_000} MB", "LINE"
        elif total > most and file.suffix == ".gz":
            what, name = f"unpacks to more than {most // 1_000_000} MB", "EXPANSION"
        else:
            yield line
            continue
        fix = f"split it, or set CITAAT_MAX_{name}_MB"
        raise CorpusError(what, file=str(file), line=number, fix=fix)


def line_count(file: Path) -> int:
    """About how many lines a passage file has: blank ones count too. Raises CorpusError."""
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
            pieces = islice(iter(lambda: stream.read(1 << 20), b""), expansion_limit() >> 20)
            return sum(piece.count(b"\n") for piece in pieces) + 1
    except (OSError, EOFError) as error:
        raise CorpusError(f"cannot be read ({error})", file=str(file), fix="check the file") from error


def read_record(line: str, file: Path, number: int) -> dict[str, str]:
    """A line of a passage file: its `_id`, `title` and `text`. Raises CorpusError when it is no passage."""
    fix = 'write {"_id": "…", "title": "…", "text": "…"}'
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"is not JSON ({error})", file=str(file), line=number, fix=fix) from error
    found = (
        [record.get("_id"), record.get("title", ""), record.get("text")] if isinstance(record, dict) else []
    )
    if not found or not found[0] or not all(isinstance(value, str) for value in found):
        raise CorpusError("is not a passage", file=str(file), line=number, fix=fix)
    # Half a character can only come from an escape: the file itself is UTF-8.
    if "\\u" in line and not is_text("".join(found)):
        raise CorpusError(HALF, file=str(file), line=number, fix=HALF_FIX)
    return dict(zip(("_id", "title", "text"), found, strict=True))


def is_text(text: str) -> bool:
    """Whether `text` can be written as UTF-8: JSON can escape half a character, which cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fingerprint(files: list[Path], root: Path) -> str:
    """SHA-256 over the names and bytes of all corpus files."""
    digest = hashlib.sha256()
    base = root if root.is_dir() else root.parent
    for file in files:
        digest.update(file.relative_to(base).as_posix().encode() + b"\0")
        digest.update(file_digest(file))
    return digest.hexdigest()


def file_digest(file: Path) -> bytes:
    """SHA-256 of the bytes of a file; those of one that stays as it is are read once in a process."""
    stat = file.stat()
    # Anybody may set back the time of change of a text, and nobody that of its entry on the disk.
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _SETTLED:
        # Written again this soon it might carry the same time.
        return _file_digest.__wrapped__(file, 0, 0, 0)
    return _file_digest(file, stat.st_size, stat.st_ctime_ns, stat.st_ino)


@lru_cache(maxsize=100_000)
def _file_digest(file: Path, size: int, changed: int, inode: int) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
