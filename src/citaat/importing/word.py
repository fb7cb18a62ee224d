"""DOCX documents: their text by way of HTML, their title, author and date; nothing in them can blow up."""

import io
import re
import zipfile
import zlib
from typing import BinaryIO
from xml.etree import ElementTree

from citaat.errors import CorpusError, UsageError
from citaat.importing.blocks import Document, Heading, LeftOut
from citaat.importing.lines import typed_lists, without_contents
from citaat.importing.page.content import Reader
from citaat.importing.page.tree import parse
from citaat.limits import source_limit

_DOCUMENT = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_FIX = "save it again as .docx"
_MOST_PARTS = 10_000
_PIECE = 1 << 16
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Kop 1'] => h1:fresh
p[style-name='Kop 2'] => h2:fresh
p[style-name='Kop 3'] => h3:fresh
p[style-name='Kop 4'] => h4:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
r[style-name='Strong'] => strong
comment-reference =>
"""
# Marks under which Word and others leave a title that nobody chose.
_NO_TITLES = ("", "document", "untitled", "naamloos", "word document", "microsoft word")

# Names under which programs, and computers that nobody gave a name, sign.
_PROGRAM = re.compile(
    r"python-docx|openpyxl|pandoc|apache poi|docx4j|aspose|libreoffice|openoffice|google docs", re.I
)
_NOBODY = frozenset(
    (
        *"auteur author gebruiker user admin administrator beheerder owner eigenaar root test onbekend".split(),
        *("unknown", "un-named", "windows user", "windows-gebruiker", "microsoft office user"),
        *("microsoft office-gebruiker", "microsoft account", "microsoft-account"),
    )
)
# The day of python-docx' template, and those on which clocks that were never set begin.
_NO_DAYS = frozenset(("2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01", "1899-12-30"))


def read_word(stream: BinaryIO, name: str, file: str) -> Document:
    """A document as citaat's; `name` is its title where it has none. Raises CorpusError."""
    parts = _parts(stream, file)
    told = _properties(parts.get(_PROPERTIES, b""))
    html = _html(parts, file)
    reader = Reader(None)
    blocks, contents = without_contents(typed_lists(reader.read(parse(f"<body>{html}", file))))
    reader.remarks.leave_out("inhoudsopgave", contents)
    heading = next((one.text for one in blocks[:3] if isinstance(one, Heading)), "")
    given = told.get("title", "")
    title = given if given.lower() not in _NO_TITLES else heading or name
    if blocks and isinstance(blocks[0], Heading):
        title = blocks[0].text if not given or blocks[0].level == 1 else title
    author, date, unsure = _made_by(told)
    left = list(reader.remarks.left_out)
    aside = sum(
        len(_words(parts[part])) for part in parts if re.match(r"word/(?:header|footer)\d*\.xml", part)
    )
    if aside:
        left.append(LeftOut("kop- en voetteksten van de pagina's", aside, ""))
    return Document(
        title,
        author,
        date,
        "",
        tuple(blocks),
        tuple(left),
        (*unsure, *reader.remarks.doubts),
    )


def _made_by(told: dict[str, str]) -> tuple[str, str, list[str]]:
    """The author and the day that the properties tell, and what to look over: often they are a template's."""
    author = told.get("creator", "")
    found = _DAY.match(told.get("modified", "") or told.get("created", ""))
    date = found.group() if found else ""
    program = _PROGRAM.search(author) is not None
    ours = bool(author) and not program and author.lower() not in _NOBODY
    # Where a program signed as the author, the day is that of its template.
    sure = bool(date) and date not in _NO_DAYS and not program
    named = ((f'auteur "{author}"', bool(author), ours), (f"datum {date}", bool(date), sure))
    kept = [name for name, _, taken in named if taken]
    lost = [name for name, there, taken in named if there and not taken]
    doubts = [f"uit de eigenschappen van het document: {' en '.join(kept)}"] if kept else []
    doubts += [f"niet overgenomen, want van een programma of sjabloon: {' en '.join(lost)}"] if lost else []
    return author if ours else "", date if sure else "", doubts


def _html(parts: dict[str, bytes], file: str) -> str:
    try:
        import mammoth
    except ImportError as error:
        what = "DOCX needs the package mammoth, which is not installed"
        raise UsageError(what, file=file, fix="install citaat again: pip install citaat") from error
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    try:
        # Pictures are not read, and nothing outside the file is opened.
        read = mammoth.convert_to_html(
            packed,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda image: [],
            external_file_access=False,
        )
    except (RecursionError, MemoryError):
        raise
    except Exception as error:
        raise CorpusError(f"is no DOCX that can be read ({error})", file=file, fix=_FIX) from error
    return str(read.value)


def _parts(stream: BinaryIO, file: str) -> dict[str, bytes]:
    """The XML in the file, unpacked; together no more than a source may hold. Raises CorpusError."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = [one for one in archive.namelist() if one.endswith((".xml", ".rels"))]
            if len(names) > _MOST_PARTS:
                raise CorpusError(f"holds more than {_MOST_PARTS:,} parts", file=file, fix=_FIX)
            parts: dict[str, bytes] = {}
            left = source_limit()
            for name in names:
                parts[name] = _unpacked(archive, name, left, file)
                left -= len(parts[name])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise CorpusError(f"is no DOCX that can be read ({error})", file=file, fix=_FIX) from error
    if _DOCUMENT not in parts and not any(name.startswith("word/document") for name in parts):
        raise CorpusError("is no DOCX: it holds no text of Word", file=file, fix=_FIX)
    return parts


def _unpacked(archive: zipfile.ZipFile, name: str, most: int, file: str) -> bytes:
    """A part; what its size is said to be is not believed."""
    pieces: list[bytes] = []
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            pieces.append(piece)
            most -= len(piece)
            if most < 0:
                what = f"unpacks to more than {source_limit() // 1_000_000} MB of text"
                raise CorpusError(what, file=file, fix="split it, or set CITAAT_MAX_SOURCE_MB")
    content = b"".join(pieces)
    if _DOCTYPE.search(content.replace(b"\0", b"")):
        raise CorpusError("defines XML entities, which are not read", file=file, fix=_FIX)
    return content


def _properties(content: bytes) -> dict[str, str]:
    """The properties of a document by their plain names; none where they cannot be read."""
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return {}
    return {one.tag.rpartition("}")[2]: " ".join((one.text or "").split()) for one in root}


def _words(content: bytes) -> list[str]:
    try:
        return " ".join(ElementTree.fromstring(content).itertext()).split()
    except ElementTree.ParseError:
        return []
