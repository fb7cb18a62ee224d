"""Numbers to call in the text of a warning, so that a thumb can reach them and everybody sees for which country they are."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Short numbers of the Netherlands and Belgium, and numbers with an area code; never an amount or a year.
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:112|113|1813|1733|\+3[12][ -]?\d{1,3}(?:[ -]?\d{2,4}){2,3}|0\d{1,3}(?:[ -]\d{2,4}){1,4}|0\d{9})"
    r"(?![\w%€/-]|[.,]\d| ?(?:mg|g|gram|ml|µg|mcg|kg|jaar|uur|euro)\b)"
)
_KNOWN = Path(__file__).parents[2] / "data" / "safety" / "numbers.toml"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text; `number` is what to dial where the piece is a telephone number, else ""."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be called: its number as written, what to dial, and who answers in which country, where known."""

    text: str
    number: str
    told: str = ""


def spans(text: str) -> Iterator[Span]:
    """The pieces of `text`: put together again they are the text."""
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            yield Span(text[at : match.start()])
        yield Span(match.group(), _dialled(match.group()))
        at = match.end()
    if at < len(text):
        yield Span(text[at:])


def lines(text: str) -> list[Line]:
    """Every line that `text` names, each once, in order: two numbers of one line are that line."""
    found: dict[str, Line] = {}
    for span in spans(text):
        if span.number:
            known = _known().get(span.number)
            line = known if known is not None else Line(span.text, span.number)
            found.setdefault(line.number, line)
    return list(found.values())


@cache
def _known() -> Mapping[str, Line]:
    """The lines by each of their numbers, as dialled."""
    entries: list[dict[str, Any]] = tomllib.loads(_KNOWN.read_text(encoding="utf-8"))["number"]
    found: dict[str, Line] = {}
    for one in entries:
        told = ", ".join(filter(None, (one.get("name", ""), one["country"])))
        line = Line(one["number"], _dialled(one["number"]), told)
        found |= dict.fromkeys((line.number, *map(_dialled, one.get("same", []))), line)
    return found


def _dialled(number: str) -> str:
    return re.sub(r"[ -]", "", number)
