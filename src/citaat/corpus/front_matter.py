"""What stands before the text of an article: title, author, date and address, in TOML or YAML."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from citaat.errors import CorpusError

_FENCES = {
    mark: (
        re.compile(rf"\ufeff?{re.escape(mark)}[ \t]*\r?\n"),
        re.compile(rf"^{closing}[ \t]*(?:\r?\n|\Z)", re.M),
    )
    for mark, closing in (("+++", r"\+\+\+"), ("---", r"(?:---|\.\.\.)"))
}
TITLE = ("title", "titel")
AUTHOR = ("author", "authors", "auteur", "auteurs")
DATE = ("date", "datum", "updated", "lastmod")
URL = ("url", "canonical", "canonical_url", "link", "source_url")
# What citaat import wrote an article from, and the digest of what it wrote.
IMPORTED = "imported"
# Read by no answer, and no reason for a remark.
_PLAIN = ("language", "lang", "taal", IMPORTED)
# Site generators publish nothing of an article that says so: it is no answer yet.
_DRAFT, _PUBLISHED = ("draft", "concept"), ("published", "publish")
_YES, _NO = frozenset(("true", "yes", "on", "ja", "1")), frozenset(("false", "no", "off", "nee", "0"))
KNOWN = frozenset((*TITLE, *AUTHOR, *DATE, *URL, *_DRAFT, *_PUBLISHED, *_PLAIN))
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d")
_FIX = 'start the file with +++, title = "…", +++ (TOML) or with ---, title: …, --- (YAML)'
_MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Body:
    """Where the text of an article starts, after its front matter, and what that says."""

    start: int
    matter: dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """Who wrote an article, when, and where it is published: as shown, "" where it is not told."""

    author: str
    date: str
    url: str


def body(text: str, file: str) -> Body:
    """Split off the front matter: TOML between lines of +++ or YAML between lines of ---, with a title.

    Line ends may be Windows' own, and a byte order mark may come first: both stay in the
    text, so that offsets count in the file as it is. Raises CorpusError.
    """
    found = split(text, file)
    if found is None:
        raise CorpusError("has no front matter", file=file, line=1, fix=_FIX)
    return Body(found.start, _titled(found.matter, file))


def split(text: str, file: str) -> Body | None:
    """As `body`, for a text that need not have a title, or front matter at all: None then. Raises CorpusError."""
    for mark, (opening, closing) in _FENCES.items():
        first = opening.match(text)
        if first is None:
            continue
        last = closing.search(text, first.end())
        if last is None:
            what = "the front matter is not closed"
            raise CorpusError(what, file=file, line=1, fix=f"close it with {mark}")
        return Body(last.end(), _read(mark, text[first.end() : last.start()], file))
    return None


def title_of(matter: Mapping[str, Any]) -> str:
    """The title that front matter tells, "" when it tells none."""
    title = _first(matter, TITLE)
    return title if isinstance(title, str) else ""


def about(matter: Mapping[str, Any]) -> About:
    """What front matter says of author, date and address."""
    url = _first(matter, URL)
    return About(
        ", ".join(_names(_first(matter, AUTHOR))),
        _day(_first(matter, DATE)),
        url.strip() if isinstance(url, str) and _ADDRESS.fullmatch(url.strip()) else "",
    )


def draft_key(matter: Mapping[str, Any]) -> str:
    """The key of front matter that says that an article is not published ("draft: true"), "" where none does."""
    for key, value in matter.items():
        told = str(value).strip().lower()
        if (key.lower() in _DRAFT and told in _YES) or (key.lower() in _PUBLISHED and told in _NO):
            return key
    return ""


def _titled(matter: dict[str, Any], file: str) -> dict[str, Any]:
    """The matter with its title as "title"."""
    title = title_of(matter)
    if not title.strip():
        raise CorpusError("the front matter has no title", file=file, line=1, fix='add title = "…"')
    return matter | {"title": title}


def _read(mark: str, raw: str, file: str) -> dict[str, Any]:
    import tomllib

    if mark == "---":
        return _yaml(raw, file)
    try:
        # The line break stands for the opening line, so that errors name the line in the file.
        return tomllib.loads("\n" + raw)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        try:
            # YAML between lines of +++ says what it means all the same.
            return _yaml(raw, file)
        except CorpusError:
            what = f"the front matter is not TOML ({error})"
            raise CorpusError(what, file=file, line=_line_of(error), fix=_FIX) from error


def _line_of(error: Exception) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else 1


def _yaml(raw: str, file: str) -> dict[str, Any]:
    """YAML as texts, lists and tables of texts: a date stays as it is written, and nothing is made of a tag."""
    import yaml

    try:
        matter = yaml.load(raw, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the front matter is not YAML ({getattr(error, 'problem', None) or error})"
        line = mark.line + 2 if mark is not None else 1
        raise CorpusError(" ".join(what.split()), file=file, line=line, fix=_FIX) from error
    if not isinstance(matter, dict):
        raise CorpusError("the front matter is not YAML with keys", file=file, line=1, fix=_FIX)
    return {str(key): value for key, value in matter.items()}


def _first(matter: Mapping[str, Any], names: Iterable[str]) -> Any:
    lower = {key.lower(): value for key, value in matter.items()}
    return next((lower[name] for name in names if name in lower), None)


def _names(value: Any) -> Iterable[str]:
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _names(_first(value, ("name", "naam")))
    elif isinstance(value, list):
        for one in value[:_MOST_AUTHORS]:
            if not isinstance(one, list):
                yield from _names(one)


def _day(value: Any) -> str:
    """A date without its time; what is no date in figures as it is written."""
    told = value.isoformat() if hasattr(value, "isoformat") else value if isinstance(value, str) else ""
    return told[: len("2025-12-22")] if _TIME.match(told) else " ".join(told.split())
