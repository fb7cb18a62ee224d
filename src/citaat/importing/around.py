"""What stands around a text in lines of its own: who wrote it and when, and rows of words to share it with."""

import re
from dataclasses import replace
from functools import cache

from citaat.importing.blocks import Block, Document, LeftOut, Paragraph
from citaat.importing.lines import author, day
from citaat.importing.page.clutter import table

BYLINE = "regel met schrijver of datum, nu bovenaan het artikel"
# A byline stands at the start: below the title, perhaps below a line above that.
_FIRST = 4
_SAMPLE = 80
# So many names of networks in a row are no sentence, also where nothing says "deel".
_NETWORKS = 3
_PARTS = re.compile(r"\s*(?:[|·•,\n]|\s[–—-]\s|\s+op\s+(?=\d))\s*")
_BUTTONS = re.compile(r"\s*[|·•/\n]\s*|\s+[–—-]\s+|,\s+")


def without_around(document: Document) -> Document:
    """The document without such lines; what they tell of author and date stands in its front matter."""
    kept: list[Block] = []
    left: list[LeftOut] = []
    for at, block in enumerate(document.blocks):
        text = block.text if isinstance(block, Paragraph) else ""
        signed = _signed(document, text) if at < _FIRST and text else None
        if signed is not None:
            document = signed
            left.append(_left(BYLINE, text))
        elif text and shares(text):
            left.append(_left(_sharing()[0], text))
        else:
            kept.append(block)
    return replace(document, blocks=tuple(kept), left_out=(*document.left_out, *left))


def shares(text: str) -> bool:
    """Whether a paragraph is a row of words to share with: "Facebook | WhatsApp | Deel dit", and nothing else."""
    _, networks, phrases = _sharing()
    parts = [" ".join(part.casefold().strip(" .:!").split()) for part in _BUTTONS.split(text)]
    parts = [part for part in parts if part]
    named = [_named(part, networks, phrases) for part in parts]
    asked = [
        part in phrases or (one and part not in networks) for part, one in zip(parts, named, strict=True)
    ]
    told = all(one or other for one, other in zip(named, asked, strict=True))
    return told and len(parts) > 1 and (sum(named) >= _NETWORKS or (any(named) and any(asked)))


def _named(part: str, networks: frozenset[str], phrases: frozenset[str]) -> bool:
    """Whether a button names a network, alone or after what asks to share: "Delen op Facebook"."""
    return part in networks or any(
        part.endswith(f" {one}") and part[: -len(one) - 1] in phrases for one in networks
    )


@cache
def _sharing() -> tuple[str, frozenset[str], frozenset[str]]:
    """How share buttons are told of, the names of networks, and what asks to share."""
    share = table()["share"]
    return share["name"], frozenset(share["networks"]), frozenset(share["phrases"])


def _signed(document: Document, text: str) -> Document | None:
    """The document with what a byline tells; None when the text is none, or tells of another author or date."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    who, when = list(filter(None, map(author, parts))), list(filter(None, map(day, parts)))
    if not parts or len(who) > 1 or len(when) > 1 or len(who) + len(when) != len(parts):
        return None
    name, date = next(iter(who), document.author), next(iter(when), document.date)
    same = _agree(document.author, name) and _agree(document.date, date)
    return replace(document, author=name, date=date) if same else None


def _agree(known: str, told: str) -> bool:
    """Whether a byline tells nothing else than is known already: a line that does is kept."""
    return not known or known.casefold() == told.casefold()


def _left(kind: str, text: str) -> LeftOut:
    flat = " ".join(text.split())
    return LeftOut(kind, len(flat.split()), flat[:_SAMPLE])
