"""Sources into articles, one by one: read, left out, written, proved; a file that fails stops no other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from citaat.corpus.articles import made_article
from citaat.corpus.front_matter import body
from citaat.corpus.halves import goes_on
from citaat.corpus.markdown import read_markdown
from citaat.corpus.passages import article_passages
from citaat.errors import CitaatError, CorpusError, UsageError
from citaat.importing import markdown, rendering
from citaat.importing.around import without_around
from citaat.importing.blocks import Block, Code, Document, Heading, Item, LeftOut, Listing, Paragraph, Table
from citaat.importing.cleaning import clean, decoded
from citaat.importing.heads import with_heads
from citaat.importing.page.reading import read_page
from citaat.importing.plain_text import read_text
from citaat.importing.proof import misread
from citaat.importing.sources import MARKDOWN, PAGE, WORD, Source, find, opened
from citaat.importing.targets import Mode, State, put, signed
from citaat.importing.word import read_word
from citaat.importing.wrapping import in_doubt
from citaat.light import dataclass
from citaat.outcome.leads import is_mark

Progress = Callable[[str, int, int], None]
_STAGE = "importing"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one source. `counts` are of passages by kind; `fault` is None unless nothing came of it."""

    source: str
    target: str
    title: str
    state: State | None
    counts: dict[str, int]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[str, ...]
    fault: CitaatError | None = None


def import_all(given: Sequence[str], into: Path, mode: Mode, progress: Progress) -> Iterator[Imported]:
    """Import files and folders into the folder `into`. Raises UsageError before anything is written."""
    if into.exists() and not into.is_dir():
        raise UsageError("is no folder of articles", file=str(into), fix="give --corpus FOLDER")
    found = find(given, into)
    yield from (_failed(fault.file or "", fault) for fault in found.faults)
    yield from (_skipped(path, State.OTHER) for path in found.others)
    taken: dict[str, Source] = {}
    for number, source in enumerate(found.sources):
        progress(_STAGE, number, len(found.sources))
        first = taken.setdefault(source.target, source)
        try:
            if first is not source:
                what = f"would become the same article as {first.path} ({source.target})"
                raise CorpusError(what, file=str(source.path), fix="rename one of them")
            yield _imported(source, into, mode)
        except _NoText as error:
            yield _failed(str(source.path), error) if source.named else _skipped(source.path, State.EMPTY)
        except (CorpusError, RecursionError) as error:
            yield _failed(str(source.path), error)
    progress(_STAGE, len(found.sources), len(found.sources))


class _NoText(CorpusError):  # noqa: N818 - it says what it lacks
    """A source in which nothing is text."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "holds no text that can be told from its surroundings", file=file, fix="check the file"
        )


def _skipped(path: Path, state: State) -> Imported:
    return Imported(str(path), "", "", state, {}, (), ())


def _failed(source: str, error: Exception) -> Imported:
    if not isinstance(error, CitaatError):
        error = CorpusError("is nested too deep", file=source, fix="make it flatter")
    return Imported(source, "", "", None, {}, (), (), error)


def _imported(source: Source, into: Path, mode: Mode) -> Imported:
    document, text = _read(source)
    file = into / source.target
    text = signed(text, _line(source.path.name))
    counts = _counts(text, source)
    state = put(text, file, into, source.path, mode)
    return Imported(
        str(source.path), str(file), document.title, state, counts, document.left_out, document.doubts
    )


def _read(source: Source) -> tuple[Document, str]:
    """The document, and the article that it makes."""
    name, file = _title(source.path), str(source.path)
    with opened(source) as stream:
        if source.kind == WORD:
            document, remark = read_word(stream, name, file), ""
        else:
            raw, remark = decoded(stream.read(), file, html=source.kind == PAGE)
            if source.kind == MARKDOWN:
                return _of_markdown(clean(raw), name, file, remark)
            document = read_page(raw, name, file) if source.kind == PAGE else read_text(clean(raw), name)
    document = _with_heads(without_around(_cleaned(document, name, remark)))
    if not any(not isinstance(block, Heading | Code) for block in document.blocks):
        raise _NoText(file)
    article = rendering.article(document)
    lost = tuple(
        f'citaat leest dit anders dan het er staat: "{text[:80]}"'
        for text in misread(document.blocks, article)
    )
    return _with_doubts(document, (*_cut(document), *lost)), article


def _cut(document: Document) -> Iterator[str]:
    """Paragraphs that may be one sentence, where that was not told yet."""
    for before, after in pairwise(document.blocks):
        if (
            isinstance(before, Paragraph)
            and isinstance(after, Paragraph)
            and goes_on(before.text, after.text)
        ):
            doubt = in_doubt(before.text, after.text)
            yield from () if doubt in document.doubts else (doubt,)


def _with_heads(document: Document) -> Document:
    blocks, doubts = with_heads(document.blocks)
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts))


def _of_markdown(text: str, name: str, file: str, remark: str) -> tuple[Document, str]:
    read = markdown.read_source(text, name, file)
    document = _with_doubts(read.about, (remark,) if remark else ())
    return document, f"{rendering.front_matter(document)}\n{read.body}"


def _title(path: Path) -> str:
    """A title made of the name of a file, for a source that tells none."""
    words = " ".join(clean(path.stem).replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or "Zonder titel"


def _with_doubts(document: Document, doubts: tuple[str, ...]) -> Document:
    return replace(document, doubts=(*document.doubts, *doubts))


def _cleaned(document: Document, name: str, remark: str) -> Document:
    """The document without characters that are never shown."""
    followed = pairwise([*document.blocks, Paragraph("")])
    blocks = tuple(_clean_block(block, isinstance(after, Listing)) for block, after in followed)
    return Document(
        _line(document.title) or name,
        _line(document.author),
        _line(document.date),
        _line(document.url),
        tuple(one for one in blocks if one is not None),
        document.left_out,
        (*((remark,) if remark else ()), *document.doubts),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _clean_block(block: Block, leads: bool) -> Block | None:
    """The block without what is never shown; None when it says nothing: not a single letter or figure.

    `leads`: a list follows, of which a mark alone says something ("❌").
    """
    if isinstance(block, Heading):
        return Heading(block.level, _line(block.text)) if _says(block.text) else None
    if isinstance(block, Paragraph):
        text = clean(block.text).strip()
        return Paragraph(text) if _says(text) or (leads and is_mark(text)) else None
    if isinstance(block, Listing):
        told = (
            Item(item.depth, item.number, tuple(clean(one).strip() for one in item.paragraphs if _says(one)))
            for item in block.items
        )
        items = tuple(item for item in told if item.paragraphs)
        return Listing(items) if items else None
    if isinstance(block, Table):
        return Table(tuple(map(_line, block.head)), tuple(tuple(map(_line, row)) for row in block.rows))
    return Code(clean(block.text))


def _says(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _counts(text: str, source: Source) -> dict[str, int]:
    """What citaat reads in the article. Raises _NoText when that is nothing."""
    file = str(source.path)
    front = body(text, file)
    if any(not one.closed for one in read_markdown(text, front.start).left_out):
        # Only Markdown can bring that along, from between its tags of HTML.
        raise CorpusError(
            "holds raw HTML that hides what follows", file=file, fix="write that part as Markdown"
        )
    article = made_article(text, "", Path(source.target), front.matter)
    passages = article_passages(article, frozenset())
    if not passages:
        raise _NoText(file)
    kinds = [one.kind for passage in passages for one in passage.sentences]
    return {
        "headings": len({passage.heading for passage in passages}),
        "passages": len(passages),
        "sentences": sum(kind in ("sentence", "lead") for kind in kinds),
        "items": kinds.count("item"),
        "rows": kinds.count("row"),
    }
