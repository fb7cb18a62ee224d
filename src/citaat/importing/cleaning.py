"""Bytes of a source as text: decoded, without what a terminal never shows."""

import re
import unicodedata

from citaat.errors import CorpusError
from citaat.terminal import printable

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{1,40})")
# Browsers read these names as Windows' own, and so were such pages written.
_LATIN = frozenset("iso-8859-1 iso8859-1 latin1 latin-1 us-ascii ascii windows-1252 cp1252".split())
# Other names are not believed: such a page is UTF-8 or of Windows after all.
_WESTERN = re.compile(r"iso-?8859-\d{1,2}|(?:windows-|cp)125\d|mac-?roman|macintosh")
_FIX = "save it as UTF-8"
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decoded(raw: bytes, file: str, html: bool = False) -> tuple[str, str]:
    """The text, and a remark in Dutch where its encoding had to be guessed. Raises CorpusError."""
    text, remark = _decoded(raw, file, html)
    if "\0" in text:
        raise CorpusError("is no text", file=file, line=1, fix="give a text, or save it as UTF-8")
    return text, remark


def _decoded(raw: bytes, file: str, html: bool) -> tuple[str, str]:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, name, file), ""
    declared = _declared(raw) if html else ""
    if declared not in _LATIN and _WESTERN.fullmatch(declared):
        try:
            return raw.decode(declared), ""
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _windows(raw, file, line, told=declared in _LATIN)


def _windows(raw: bytes, file: str, line: int, told: bool) -> tuple[str, str]:
    """What is no UTF-8 as Windows wrote it, unless it holds what no text of Windows does."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise CorpusError("is not valid UTF-8", file=file, line=line, fix=_FIX) from error
    if "\0" in text:
        raise CorpusError("is no text", file=file, line=line, fix="give a text, or save it as UTF-8")
    return (
        text,
        "" if told else f"geen UTF-8 (regel {line}): gelezen als Windows-1252; controleer de accenten",
    )


def _strictly(raw: bytes, name: str, file: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CorpusError(f"is not valid {error.encoding.upper()}", file=file, line=line, fix=_FIX) from error


def _declared(raw: bytes) -> str:
    found = _XML.match(raw) or _CHARSET.search(raw[:4_096])
    return found[1].decode("ascii").lower() if found else ""


def clean(text: str) -> str:
    """`text` with plain line ends and composed letters, without control, invisible and direction characters."""
    plain = unicodedata.normalize("NFC", _BREAKS.sub("\n", text.removeprefix("\ufeff")))
    shown = printable(plain)
    # What was no character to begin with says nothing; one that the source itself shows stays.
    return shown if "\ufffd" in plain else shown.replace("\ufffd", "")
