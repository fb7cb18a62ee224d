"""What a check read of a folder of articles, and what in it is not read, not used or not shown whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from citaat.corpus.blocks import Block
from citaat.corpus.files import LeftOutFile
from citaat.corpus.front_matter import KNOWN, URL, Body, about, draft_key
from citaat.corpus.halves import goes_on
from citaat.corpus.markdown import LeftOut, Markdown, read_markdown
from citaat.corpus.units import columns_of
from citaat.dutch.analysis import TOKEN
from citaat.findings import Finding
from citaat.outcome.shown import readable
from citaat.records import MAX_ANSWER, Article, Passage

_HEADING = 120
_LIST = frozenset({"item", "row"})
_KINDS = {
    "sentence": "sentence",
    "lead": "sentence",
    "item": "item of a list",
    "row": "row of a table",
    "head": "head of a table",
}
DRAFT = "draft-left-out"
_UNCLOSED = {
    "code": ("code-open", "the code that starts here is not closed", "close it with the same marks"),
    "comment": ("comment-open", "the comment that starts here is not closed", "close it with -->"),
}
_MARKS = re.compile(r"[ \t>]*(#{1,6})(?!#)")
_DOUBLE = re.compile(r"\s*=")
_MAY_BE_URL = " or ".join(URL[:2])


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """How much of a corpus was read, and how many files were left out."""

    articles: int
    passages: int
    sentences: int
    headings: int
    words: int
    left_out: int


def counts(articles: int, passages: Sequence[Passage], left_out: int) -> ReadCounts:
    """Count what was read; the words are those of the sentences."""
    sentences = [passage.slice(one.start, one.end) for passage in passages for one in passage.sentences]
    headings = {(one.article_id, one.id.rpartition(".")[0]) for one in passages if "#" in one.id}
    words = sum(len(TOKEN.compiled.findall(text)) for text in sentences)
    return ReadCounts(articles, len(passages), len(sentences), len(headings), words, left_out)


def left_out(files: Iterable[LeftOutFile]) -> list[Finding]:
    """The files that are not read."""
    return [
        Finding("file-left-out", str(one.file), 0, f"{one.why}: it is not read", one.fix) for one in files
    ]


def draft(text: str, file: str, body: Body) -> Finding:
    """An article that its front matter keeps from being published."""
    key = draft_key(body.matter)
    what = f"the front matter says that this is not published ({key}): it is not read"
    return Finding(
        DRAFT, file, _line_of_key(text[: body.start], key), what, f"take {key} away to have it read"
    )


def faults(article: Article, file: str, start: int) -> list[Finding]:
    """What hides the rest of an article by mistake."""
    left = (one for one in read_markdown(article.text, start).left_out if not one.closed)
    return [
        Finding(code, file, _line(article.text, one.start), f"{what}: all that follows is not read", fix)
        for one in left
        for code, what, fix in (_UNCLOSED[one.kind],)
    ]


def notices(article: Article, file: str, body: Body, passages: Sequence[Passage]) -> list[Finding]:
    """What in an article is not used, not read, or not shown whole: worth a look, and no fault."""
    markdown = read_markdown(article.text, body.start)
    found = [
        *_matter(body.matter, article.text[: body.start], file),
        *_headings(article.text, file, markdown),
        *_nothing_below(article.text, file, markdown),
        *_cut_in_two(article.text, file, markdown),
        *_not_read(article.text, file, markdown.left_out),
        *(one for passage in passages for one in _too_long(article.text, file, passage)),
    ]
    return sorted(found, key=lambda one: one.line)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _matter(matter: Mapping[str, Any], front: str, file: str) -> Iterator[Finding]:
    lines = {key: _line_of_key(front, key) for key in matter}
    unused = [key for key in matter if key.lower() not in KNOWN]
    meant = {key: near[0] for key in unused if (near := get_close_matches(key.lower(), KNOWN, 1, 0.75))}
    for key, other in meant.items():
        what = f"the key {key!r} of the front matter is not used"
        yield Finding("front-matter-key", file, lines[key], what, f"did you mean {other!r}?")
    if plain := [key for key in unused if key not in meant]:
        what = f"not used of the front matter: {', '.join(plain)}"
        yield Finding("front-matter-key", file, lines[plain[0]], what, "leave it, or remove it")
    address = next((key for key in matter if key.lower() in URL and matter[key]), None)
    if address is not None and not about(matter).url:
        what = "the address in the front matter is none that a reader can open"
        yield Finding("front-matter-url", file, lines[address], what, f'write {_MAY_BE_URL} = "https://…"')


def _line_of_key(front: str, key: str) -> int:
    found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[:=]", front, re.M)
    return _line(front, found.start()) if found else 1


def _headings(text: str, file: str, markdown: Markdown) -> Iterator[Finding]:
    for block in markdown.blocks:
        if block.kind != "heading":
            continue
        line = _line(text, block.start)
        if not block.text:
            yield Finding(
                "heading-empty", file, line, "the heading says nothing", "write it, or remove the mark"
            )
        elif len(block.text) > _HEADING or block.text.endswith("."):
            what = f"this is read as a heading: {block.text[:60]!r}"
            fix = "put an empty line between the text and the line of - or = below it"
            yield Finding("heading-long", file, line, what, fix)


def _nothing_below(text: str, file: str, markdown: Markdown) -> Iterator[Finding]:
    """Headings that no text, no heading of their own and no question ("Veelgestelde vragen") stands under."""
    for block, after in pairwise([*markdown.blocks, None]):
        if block is None or block.kind != "heading" or not block.text:
            continue
        end = after.start if after is not None else len(text)
        if _ends_here(text, block, after) and not markdown.between(block.end, end):
            what = f"nothing stands under this heading: {block.text[:60]!r}"
            fix = "write the text under it, or remove the mark: a line of an address is no heading"
            yield Finding("heading-alone", file, _line(text, block.start), what, fix)


def _ends_here(text: str, heading: Block, after: Block | None) -> bool:
    if after is None:
        return True
    names_questions = after.text.endswith("?") and not heading.text.endswith("?")
    deeper = after.kind != "heading" or _level(text, after) > _level(text, heading)
    return not (deeper or names_questions)


def _level(text: str, heading: Block) -> int:
    """1 to 6: by the marks in front of a heading, or by the line below it."""
    first = text.rfind("\n", 0, heading.start) + 1
    marks = _MARKS.match(text, first)
    if marks is not None:
        return len(marks[1])
    return 1 if _DOUBLE.match(text, heading.end) else 2


def _cut_in_two(text: str, file: str, markdown: Markdown) -> Iterator[Finding]:
    """Paragraphs of which the next looks like the second half."""
    for block, after in pairwise(markdown.blocks):
        if block.kind == after.kind == "paragraph" and goes_on(block.text, after.text):
            what = (
                f"this paragraph has no closing mark, and the next begins in lower case: {after.text[:60]!r}"
            )
            fix = "join them if they are one sentence, or end the first with a full stop"
            yield Finding("paragraph-cut", file, _line(text, block.start), what, fix)


def _not_read(text: str, file: str, left: Sequence[LeftOut]) -> Iterator[Finding]:
    """Code and raw HTML, counted: one line for each kind in an article."""
    lines: Counter[str] = Counter()
    first: dict[str, int] = {}
    for one in left:
        if one.kind != "comment":
            lines[one.kind] += len(text[one.start : one.end].strip().split("\n"))
            first.setdefault(one.kind, _line(text, one.start))
    for kind, count in lines.items():
        name = "code (or text with four spaces in front)" if kind == "code" else "raw HTML"
        what = f"{count} line{'' if count == 1 else 's'} of {name} {'is' if count == 1 else 'are'} not read"
        yield Finding(
            f"{kind}-left-out", file, first[kind], what, "write what must be found as plain Markdown"
        )


def _too_long(text: str, file: str, passage: Passage) -> Iterator[Finding]:
    for at, one in enumerate(passage.sentences):
        shown = readable(passage.slice(one.start, one.end), passage.source, columns_of(passage, at))
        if len(shown) > MAX_ANSWER:
            what = f"this {_KINDS[one.kind]} has {len(shown)} characters and is never shown: an answer has {MAX_ANSWER}"
            yield Finding(
                "sentence-too-long", file, _line(text, one.start), what, "make it shorter, or more of it"
            )
    listed = [one for one in passage.sentences if one.kind in _LIST]
    shown = readable(passage.text, passage.source)
    if len(listed) > 1 and len(shown) > MAX_ANSWER:
        kind = "table" if listed[0].kind == "row" else "list"
        what = f"this {kind} has {len(shown)} characters and is shown by its {'row' if kind == 'table' else 'item'}s alone"
        yield Finding(
            f"{kind}-too-long", file, _line(text, passage.start), what, "split it where it falls into parts"
        )
