"""What a page says about itself: title, author, date, the address it is published at."""

import json
import re
from collections.abc import Iterator
from typing import Any

from citaat.importing.page.tree import Element
from citaat.light import dataclass

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"'`\\]+)", re.IGNORECASE)
# SingleFile puts it on a line of its own.
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?\burl:\s*(https?://[^\s<>\"'`\\]+)", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—»·•-]\s+|\s*\|\s*|:\s(?=\S+$)")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.available",
    "pubdate",
    "publish-date",
    "article:modified_time",
    "dcterms.modified",
    "last-modified",
    "og:updated_time",
)
_MOST_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """As in front matter; "" for what the page does not tell."""

    title: str
    author: str
    date: str
    url: str


def read(root: Element, html: str) -> Metadata:
    """What the head of a page, its data for search engines and its attributes say."""
    metas = _metas(root)
    data = list(_linked_data(root))
    return Metadata(
        _title(root, metas, data),
        _plain(_author(root, metas, data)),
        _date(root, metas, data),
        _url(root, metas, html),
    )


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.find("meta"):
        told = meta.attributes
        name = (
            told.get("name") or told.get("property") or told.get("itemprop") or told.get("http-equiv") or ""
        )
        content = told.get("content", "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that tell of an article or a page."""
    for script in root.find("script"):
        text = "".join(script.strings())
        if script.attributes.get("type", "").lower() != "application/ld+json" or len(text) > _MOST_JSON:
            continue
        try:
            stack = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        while stack:
            one = stack.pop()
            if isinstance(one, list):
                stack += reversed(one[:100])
            elif isinstance(one, dict):
                stack += [one[key] for key in ("mainEntity", "@graph") if key in one]
                if "headline" in one or "datePublished" in one or "author" in one:
                    yield one


def _title(root: Element, metas: dict[str, str], data: list[dict[str, Any]]) -> str:
    """The title as the site means it: without the site's own name behind it."""
    heads = [one.text() for one in root.find("h1") if one.text()]
    title = next((one.text() for one in root.find("title")), "")
    told = next((metas[name] for name in _TITLES if metas.get(name)), "") or _first(data, "headline") or title
    told, site = _plain(told), _plain(metas.get("og:site_name", ""))
    # A heading that the title of the page repeats is the whole of it.
    said = next(
        (head for head in heads if head and (head.lower() in told.lower() or head.lower() in title.lower())),
        "",
    )
    if said and said.lower() != site.lower():
        return said
    parts = _PARTS.split(told)
    if len(parts) > 1 and (parts[-1].lower() == site.lower() or len(parts[-1].split()) <= 3):
        told = told[: told.rindex(parts[-1])].rstrip(" |–—»·•-:")
    return told or (heads[0] if heads else "")


def _author(root: Element, metas: dict[str, str], data: list[dict[str, Any]]) -> str:
    for name in _AUTHORS:
        if metas.get(name) and not _ADDRESS.match(metas[name]):
            return metas[name]
    for one in data:
        names = [name for name in _names(one.get("author")) if name]
        if names:
            return ", ".join(names[:5])
    marked = (
        element.text()
        for element in root.elements()
        if "author" in element.attributes.get("rel", "").split()
        or element.attributes.get("itemprop") == "author"
    )
    return next(filter(None, marked), "")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not _ADDRESS.match(value):
        yield value
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for one in value[:5]:
            if not isinstance(one, list):
                yield from _names(one)


def _date(root: Element, metas: dict[str, str], data: list[dict[str, Any]]) -> str:
    told = [metas.get(name, "") for name in _DATES[:2]]
    told += [_first(data, "datePublished")]
    told += [metas.get(name, "") for name in _DATES[2:]]
    told += [_first(data, "dateModified")]
    times = (one.attributes for one in root.find("time"))
    told += [one["datetime"] for one in times if "datetime" in one][:1]
    found = (_DAY.match(one) for one in told)
    return next((one.group() for one in found if one), "")


def _url(root: Element, metas: dict[str, str], html: str) -> str:
    links = [
        link.attributes.get("href", "")
        for link in root.find("link")
        if link.attributes.get("rel", "").lower() == "canonical"
    ]
    start = html[:5_000]
    saved = [found[1] for found in (_SAVED_FROM.search(start), _SINGLE_FILE.search(start)) if found]
    told = (*links, metas.get("og:url", ""), *saved)
    return next((one for one in told if _ADDRESS.fullmatch(one.strip())), "").strip()


def _first(data: list[dict[str, Any]], key: str) -> str:
    return next((one[key] for one in data if isinstance(one.get(key), str) and one[key].strip()), "")


def _plain(text: str) -> str:
    return " ".join(text.split())[:300]
