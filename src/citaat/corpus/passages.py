"""Articles into passages along their own structure: paragraphs, and lists and tables with their lead-in."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from citaat.corpus.blocks import Block
from citaat.corpus.headings.labels import LABELLED, labelled
from citaat.corpus.plain_blocks import plain_blocks
from citaat.dutch.sentences import split_sentences
from citaat.light import TYPE_CHECKING, Pattern
from citaat.outcome.leads import announces, introduces, is_bare, is_mark, names, stands_out
from citaat.outcome.marks import FORMULA
from citaat.outcome.shown import lead_name
from citaat.records import MAX_ANSWER, Article, Passage, Sentence

if TYPE_CHECKING:
    from citaat.corpus.markdown import Markdown
    from citaat.corpus.parts import Place

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# A place where a site generator fills something in; not the address of a link, and not a command.
_HOLE = re.compile(r"(?<!\]\()\{\{(?![%/<]).{0,500}?\}\}|(?<!\]\()\{\{<\s*param\b")
# A paragraph of one question, as a list of asked questions has it: what follows answers it.
_QUESTION = re.compile(r"[\s*_\"“‘']*[^.!?:;\n][^.!?:;\n]{2,200}\?[\s*_\"”’']*")
_FORMULA = Pattern(FORMULA)
_NO_END = str.maketrans(".!?", "xxx")


def article_passages(article: Article, abbreviations: Container[str]) -> list[Passage]:
    """The passages of a Markdown article in reading order; none of one that is not published yet."""
    # Reading articles is for building; the records of a passage file are read while answering too.
    from citaat.corpus.front_matter import body, draft_key
    from citaat.corpus.markdown import read_markdown
    from citaat.corpus.parts import Place

    front = body(article.text, article.source)
    if draft_key(front.matter):
        return []
    markdown = read_markdown(article.text, front.start)
    passages: list[Passage] = []
    slugs: dict[str, int] = {}
    # Looked for once: an article may have as many passages as it has lines.
    holes = _HOLE if "{{" in article.text else None
    place = Place(article.title, markdown.folds)
    for group in _groups(markdown):
        place.reach(group[0].start)
        if group[0].kind == "heading":
            # A heading without words names nothing: what follows is about the article.
            heading = group[0].text or article.title
            place.head(heading, _slug(group[0].name or heading, slugs), group[0].level)
            continue
        place.slug = place.slug or _slug(place.heading, slugs)
        for run in _filled(list(_sentences(group, abbreviations, markdown)), article.text, holes):
            for sentences in _unparted(run, markdown):
                passages.append(_passage(article, place, sentences))
    return passages


def _filled(
    sentences: list[Sentence], text: str, holes: "re.Pattern[str] | None"
) -> Iterator[list[Sentence]]:
    """The sentences in runs without those in which a site generator fills something in: that is not known here.

    `holes` finds such places; None where the article has none. A list or table that lacks one of its parts would be shown for the whole: none of it is read.
    """
    if holes is None:
        yield sentences
        return
    run: list[Sentence] = []
    for sentence in sentences:
        if not holes.search(text, sentence.start, sentence.end):
            run.append(sentence)
        elif sentence.kind in ("item", "head", "row"):
            return
        else:
            yield run
            run = []
    yield run


def _groups(markdown: "Markdown") -> Iterator[list[Block]]:
    """The blocks that are one passage: a paragraph, a list or table, either with what introduces it."""
    group: list[Block] = []
    for block in _with_items(labelled(markdown.blocks)):
        if group and not _continues(group[-1], block, markdown):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _with_items(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with paragraphs of bare words below one that names them ("**Vergoed**", "Vergoed:") as its items."""
    leads = False
    for number, block in enumerate(blocks):
        if block.kind == "paragraph" and block.group != LABELLED:
            named = stands_out(block.text)
            if leads and not named and is_bare(block.text):
                block = replace(block, kind="item", group=-1, item=-number)
            else:
                leads = named or introduces(block.text)
        else:
            leads = False
        yield block


def _unparted(sentences: list[Sentence], markdown: "Markdown") -> Iterator[tuple[Sentence, ...]]:
    """The sentences in runs without what is not read between them: it would be quoted along."""
    first = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or _parted(sentences[at - 1], sentences[at], markdown):
            yield tuple(sentences[first:at])
            first = at


def _parted(one: Sentence, other: Sentence, markdown: "Markdown") -> bool:
    """Whether two sentences cannot be quoted together.

    A comment parts sentences, but no list or table: half a list would be shown for the whole. It
    stands in such a quote, and is neither read nor shown.
    """
    kinds = {left.kind for left in markdown.between(one.end, other.start)}
    return bool(kinds) and (kinds != {"comment"} or other.kind not in ("item", "head", "row"))


def _continues(before: Block, block: Block, markdown: "Markdown") -> bool:
    if block.group == before.group == LABELLED:
        return True
    if block.kind == before.kind == "paragraph":
        return _QUESTION.fullmatch(before.text) is not None
    if block.kind in ("heading", "paragraph"):
        return False
    if before.kind != "paragraph":
        return before.group == block.group
    if introduces(before.text) or block.kind not in ("item", "head"):
        return introduces(before.text)
    # A line that names a list and is parted from it by what is not read would be left with nothing to name.
    apart = any(one.kind != "comment" for one in markdown.between(before.end, block.start))
    return (block.kind == "item" and announces(before.text)) or (names(before.text) and not apart)


def record_passage(article: Article, abbreviations: Container[str]) -> Passage:
    """A record of a passage file as one passage; lists in its text are recognised too."""
    sentences = tuple(_sentences(labelled(list(plain_blocks(article.text))), abbreviations)) or (
        Sentence(0, len(article.text), "sentence"),
    )
    return Passage(
        article.id,
        article.id,
        article.title,
        article.title,
        article.source,
        article.sha256,
        0,
        len(article.text),
        article.text,
        sentences,
    )


def _passage(article: Article, place: "Place", sentences: tuple[Sentence, ...]) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    return Passage(
        f"{article.id}#{place.next_name()}",
        article.id,
        article.title,
        place.heading,
        article.source,
        article.sha256,
        start,
        end,
        article.text[start:end],
        sentences,
        article.author,
        article.date,
        article.url,
        tuple(name for name in place.above if name != article.title),
    )


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


def _sentences(
    blocks: Sequence[Block], abbreviations: Container[str], markdown: "Markdown | None" = None
) -> Iterator[Sentence]:
    at = 0
    while at < len(blocks):
        block = last = blocks[at]
        item = [block]
        at += 1
        if block.kind in ("heading", "paragraph"):
            listed = at < len(blocks) and blocks[at].kind in ("item", "head")
            yield from _above(block, abbreviations, listed=listed, grouped=markdown is not None)
            continue
        # All paragraphs of an item are quoted together.
        while at < len(blocks) and _same_item(last, blocks[at], markdown):
            last = blocks[at]
            item.append(last)
            at += 1
        if block.kind == "item" and last.end - block.start > MAX_ANSWER:
            # Too long to be shown whole: answered by its sentences.
            for number, one in enumerate(item):
                yield from _split(one, abbreviations, "sentence" if number else "item")
        else:
            # A head without rows is a box around a text.
            alone = block.kind == "head" and (at == len(blocks) or blocks[at].kind != "row")
            yield Sentence(block.start, last.end, "sentence" if alone else block.kind)


def _above(block: Block, abbreviations: Container[str], *, listed: bool, grouped: bool) -> Iterator[Sentence]:
    """The sentences of a paragraph; `listed`: a list follows, `grouped`: what stands together in the article is known."""
    if block.kind == "heading":
        # A record has no headings, but for that of a list.
        if listed:
            yield Sentence(block.start, block.end, "lead")
        return
    led = listed and (grouped or announces(block.text) or names(block.text))
    # Signs without words say something of a list alone.
    if led or not is_mark(lead_name(block.text)):
        yield from _split(block, abbreviations, led=led)


def _same_item(one: Block, other: Block, markdown: "Markdown | None") -> bool:
    alike = one.kind == other.kind == "item" and one.item == other.item
    return alike and not (markdown is not None and markdown.between(one.end, other.start))


def _closed(text: str) -> str:
    """The text, as long, without a mark in a formula that could end a sentence."""
    return _FORMULA.compiled.sub(lambda match: match.group().translate(_NO_END), text)


def _split(
    block: Block, abbreviations: Container[str], first: str = "sentence", *, led: bool = False
) -> Iterator[Sentence]:
    """The sentences of a paragraph; `first` is the kind of its first one, `led`: its last one leads in a list."""
    spans = list(split_sentences(_closed(block.text), 0, len(block.text), abbreviations))
    for number, (start, end) in enumerate(spans):
        kind = "sentence" if number else first
        if kind == "sentence" and end == spans[-1][1] and (led or introduces(block.text[start:end])):
            kind = "lead"
        yield Sentence(block.start + start, block.start + end, kind)
