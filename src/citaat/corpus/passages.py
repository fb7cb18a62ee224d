"""Articles into passages along their own structure: paragraphs, and lists with their lead-in."""

import re
from collections.abc import Container, Generator, Iterator
from dataclasses import dataclass

from citaat.corpus.articles import body
from citaat.dutch.sentences import split_sentences
from citaat.records import Article, Passage, Sentence

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Block:
    """A run of lines of one kind: "heading", "paragraph" or "list" (with its items' offsets)."""

    kind: str
    start: int
    end: int
    heading: str = ""
    items: list[tuple[int, int]] | None = None


def article_passages(article: Article, abbreviations: Container[str]) -> list[Passage]:
    """The passages of a Markdown article in reading order."""
    blocks = list(_blocks(article.text, body(article.text, article.source).start))
    passages: list[Passage] = []
    slugs: dict[str, int] = {}
    heading, slug, within = article.title, "", 0
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.kind == "heading":
            heading, within = block.heading, 0
            slug = _slug(heading, slugs)
            continue
        group = [block]
        introduces = block.kind == "paragraph" and _introduces(article.text, block)
        if introduces and at < len(blocks) and blocks[at].kind == "list":
            group.append(blocks[at])
            at += 1
        sentences = tuple(_sentences(article.text, group, abbreviations))
        if not sentences:
            # Bullets with nothing behind them.
            continue
        slug = slug or _slug(heading, slugs)
        within += 1
        passages.append(_passage(article, heading, f"{slug}.{within}", sentences))
    return passages


def record_passage(article: Article, abbreviations: Container[str]) -> Passage:
    """A record of a passage file as one passage; lists in its text are recognised too."""
    blocks = [block for block in _blocks(article.text, 0) if block.kind != "heading"]
    sentences = tuple(_sentences(article.text, blocks, abbreviations)) or (
        Sentence(0, len(article.text), "sentence"),
    )
    return Passage(
        article.id, article.id, article.title, article.title, article.source, article.sha256,
        0, len(article.text), article.text, sentences,
    )  # fmt: skip


def _passage(article: Article, heading: str, name: str, sentences: tuple[Sentence, ...]) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    return Passage(
        f"{article.id}#{name}", article.id, article.title, heading, article.source, article.sha256,
        start, end, article.text[start:end], sentences,
    )  # fmt: skip


def _slug(heading: str, taken: dict[str, int]) -> str:
    """A readable id for a heading, unlike all in `taken`; the second of the same name gets "-2"."""
    name = slug = _NOT_SLUG.sub("-", heading.lower()).strip("-")[:60] or "deel"
    number = taken.get(name, 0)
    while slug in taken:
        number += 1
        slug = f"{name}-{number}"
    taken[name] = max(number, 1)
    taken.setdefault(slug, 1)
    return slug


def _introduces(text: str, block: _Block) -> bool:
    return text[block.start : block.end].rstrip().endswith(":")


def _blocks(text: str, start: int) -> Iterator[_Block]:
    block: _Block | None = None
    at = start
    for line in text[start:].splitlines(keepends=True):
        end = at + len(line)
        stripped = line.strip()
        heading = _HEADING.match(line.rstrip())
        item = _ITEM.match(line)
        in_list = block is not None and block.kind == "list"
        if block and ((not stripped and not in_list) or heading or (item and not in_list)):
            yield block
            block = None
        if heading:
            if block:
                yield block
            yield _Block("heading", at, end, heading=heading.group(2).strip())
            block = None
        elif item:
            if block is None:
                block = _Block("list", at, end, items=[])
            _add_item(block, at + item.end(), end)
        elif stripped:
            block = yield from _continue(block, line, at, end)
        at = end
    if block:
        yield block


def _continue(block: _Block | None, line: str, start: int, end: int) -> Generator[_Block, None, _Block]:
    """A plain line: more of the paragraph, more of an indented item, or a new paragraph."""
    if block and block.items and not line[0].isspace():
        yield block
        block = None
    if block is None:
        return _Block("paragraph", start, end)
    block.end = end
    if block.items:
        block.items[-1] = (block.items[-1][0], end)
    return block


def _add_item(block: _Block, start: int, end: int) -> None:
    assert block.items is not None
    block.items.append((start, end))
    block.end = end


def _sentences(text: str, blocks: list[_Block], abbreviations: Container[str]) -> Iterator[Sentence]:
    for block in blocks:
        if block.items is not None:
            for start, end in block.items:
                yield from _item(text, start, end)
            continue
        spans = list(split_sentences(text, block.start, block.end, abbreviations))
        for start, end in spans:
            last = (start, end) == spans[-1]
            yield Sentence(start, end, "lead" if last and text[start:end].endswith(":") else "sentence")


def _item(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Sentence(start, end, "item")
