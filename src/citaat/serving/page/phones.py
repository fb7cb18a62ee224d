"""Numbers to call in the text of a warning, so that a thumb can reach them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Short numbers of the Netherlands and Belgium, and numbers with an area code; never an amount or a year.
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:112|113|1813|1733|\+3[12][ -]?\d{1,3}(?:[ -]?\d{2,4}){2,3}|0\d{1,3}(?:[ -]\d{2,4}){1,4}|0\d{9})"
    r"(?![\w%€/-]|[.,]\d| ?(?:mg|g|gram|ml|µg|mcg|kg|jaar|uur|euro)\b)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text; `number` is what to dial where the piece is a telephone number, else ""."""

    text: str
    number: str = ""


def spans(text: str) -> Iterator[Span]:
    """The pieces of `text`: put together again they are the text."""
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            yield Span(text[at : match.start()])
        yield Span(match.group(), re.sub(r"[ -]", "", match.group()))
        at = match.end()
    if at < len(text):
        yield Span(text[at:])


def numbers(text: str) -> list[Span]:
    """Every number in `text`, each once, in order."""
    found = {one.number: one for one in reversed(list(spans(text))) if one.number}
    return list(reversed(found.values()))
