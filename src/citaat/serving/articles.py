"""Articles as a page shows them: read from their files when asked for, with the place of a citation marked."""

import os
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice, zip_longest
from pathlib import Path

from citaat.corpus.articles import lines, passage_file, read_article, read_passage_file, read_record
from citaat.corpus.files import survey
from citaat.corpus.front_matter import body, draft_key
from citaat.corpus.passages import article_passages, record_passage
from citaat.dutch.words import read_lexicon
from citaat.errors import CitaatError
from citaat.outcome.shown import is_record, shown_plain, shown_text
from citaat.outcome.tables import cells
from citaat.records import Article, Passage, Sentence

# Characters of text on one page of an article: longer ones are shown in parts.
PART = 20_000
_LOOKED_AT, _KNOWN, _LEAST, _LONGEST = 400, 60, 10, 90
# Words of four letters and more with which anything is asked: a question of these alone says nothing of what it is about.
_ASKING = frozenset(
    "alles andere beste beter betekent blijft deze doen doet door duurt eigenlijk gaan gaat gebeurt gebruik gebruiken geldt goed heeft "
    "hebben helpt hoelang hoeveel houdt jouw kies komt kost kosten krijg krijgen kunnen kunt lang maken meer meest mijn moet moeten "
    "naar nemen nodig over soort soorten vaak veel verschil verschillen voor waar waaraan waarin waarom waarop waarvoor wanneer welk "
    "welke werk werken werkt weten wordt worden zijn zoals zorgt".split()
)
_ALIKE = 5
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list of them."""

    id: str
    title: str
    source: str
    author: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Some articles, and how many there are in all; None where counting would mean reading everything."""

    articles: tuple[ListedArticle, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as it is shown. `start` and `end` are its place; `row` has the cells of a table's row.

    `joins`: it continues the paragraph or list item that the piece before it is in.
    """

    start: int
    end: int
    kind: str
    text: str
    row: tuple[str, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading ("" for the article's own title), in order."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article, in parts of about `PART` characters."""

    about: ListedArticle
    sha256: str
    parts: tuple[tuple[Section, ...], ...]


def listing(corpus: str, start: int, count: int) -> Listing:
    """Articles `start` to `start + count` of a corpus. Raises CorpusError."""
    path = Path(corpus)
    records = passage_file(path)
    if records is not None:
        some = islice(read_passage_file(records), start, start + count)
        return Listing(tuple(_listed(article) for _, article in some), None)
    files = survey(path).articles
    articles = (read_article(file, path) for file in files[start : start + count])
    return Listing(tuple(_listed(article) for article in articles if not _is_draft(article)), len(files))


def read(corpus: str, id: str, abbreviations: Container[str]) -> ShownArticle | None:
    """The article with this id; None when there is none. Raises CorpusError when it cannot be read.

    Sentences are split with the `abbreviations` that the index was built with, so that a citation marks its own.
    """
    path = Path(corpus)
    records = passage_file(path)
    if records is not None:
        return _record(records, id, abbreviations)
    # A name that somebody typed is looked for among those that are there, and never made into a path.
    file = next((one for one in survey(path).articles if _id(one, path) == id), None)
    if file is None:
        return None
    article = read_article(file, path)
    if _is_draft(article):
        return None
    return _shown(article, article_passages(article, abbreviations))


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that an article answers, and the title of that article."""

    text: str
    title: str


def known_questions(corpus: str, passages: Sequence[Passage]) -> list[KnownQuestion]:
    """Questions that the articles answer: headings that ask, then one for each sentence of the lexicon.

    Whoever reads them sees no article beside them: those that name what theirs is about come first.
    """
    headings: dict[str, dict[KnownQuestion, None]] = {}
    titles: dict[str, str] = {}
    for passage in islice(passages, _LOOKED_AT):
        titles.setdefault(passage.article_id, passage.title)
        if passage.heading.rstrip().endswith("?") and passage.heading != passage.title:
            asked = KnownQuestion(passage.heading.strip(), passage.title)
            headings.setdefault(passage.article_id, {}).setdefault(asked)
    # The first of each article, then the second of each: examples show how far the articles go.
    rounds = chain.from_iterable(zip_longest(*headings.values()))
    found: dict[str, KnownQuestion] = {}
    for one in rounds:
        if one is not None and one.text:
            found.setdefault(one.text, one)
    for article, text in _aliases(Path(corpus)):
        found.setdefault(text, KnownQuestion(text, titles.get(article, "")))
    fitting = [one for one in found.values() if _LEAST < len(one.text) <= _LONGEST]
    return sorted(fitting, key=lambda one: not names_subject(one))[:_KNOWN]


def names_subject(one: KnownQuestion) -> bool:
    """Whether the question shares the beginning of a word with the title of its article."""
    title = {word[:_ALIKE] for word in _WORD.findall(one.title.lower()) if word not in _ASKING}
    return any(word[:_ALIKE] in title for word in _WORD.findall(one.text.lower()))


def _aliases(path: Path) -> Iterator[tuple[str, str]]:
    """One question for each sentence that the lexicon has questions for, with its article."""
    try:
        lexicon = read_lexicon((path if path.is_dir() else path.parent) / "lexicon.toml")
    except CitaatError:
        return
    first: dict[tuple[str, str], str] = {}
    for alias in lexicon.aliases:
        first.setdefault((alias.article, alias.quote), next(iter(alias.asks), ""))
    for (article, _), text in first.items():
        yield article, f"{text[:1].upper()}{text[1:].rstrip(' ?')}?"


def _record(file: Path, id: str, abbreviations: Container[str]) -> ShownArticle | None:
    for number, line in lines(file):
        # Most lines are another record: JSON is read of those alone that may be this one.
        if id in line or "\\" in line:
            record = read_record(line, file, number)
            if record["_id"] == id:
                article = Article(id, record.get("title", ""), f"{file.name}#{id}", record["text"], "")
                return _shown(article, [record_passage(article, abbreviations)])
    return None


def _shown(article: Article, passages: Sequence[Passage]) -> ShownArticle:
    return ShownArticle(_listed(article), article.sha256, tuple(_parts(article, passages)))


def _parts(article: Article, passages: Sequence[Passage]) -> Iterator[tuple[Section, ...]]:
    part: list[Section] = []
    size = 0
    for passage in passages:
        heading = "" if passage.heading == article.title else passage.heading
        pieces = tuple(_pieces(passage))
        if size > PART:
            yield tuple(part)
            part, size = [], 0
        if part and part[-1].heading == heading:
            part[-1] = replace(part[-1], pieces=(*part[-1].pieces, *pieces))
        else:
            part.append(Section(heading, pieces))
        size += len(passage.text)
    if part:
        yield tuple(part)


def _pieces(passage: Passage) -> Iterator[Piece]:
    before: Sentence | None = None
    for one in passage.sentences:
        raw = passage.slice(one.start, one.end)
        between = "\n\n" if before is None else passage.slice(before.end, one.start)
        joins = one.kind in ("sentence", "lead") and between.count("\n") < 2
        text = shown_plain(raw) if is_record(passage.source) else shown_text(raw)
        row = tuple(map(shown_text, cells(raw))) if one.kind in ("head", "row") else ()
        yield Piece(one.start, one.end, one.kind, text.removeprefix("- "), row, joins)
        before = one


def _is_draft(article: Article) -> bool:
    return bool(draft_key(body(article.text, article.source).matter))


def _listed(article: Article) -> ListedArticle:
    return ListedArticle(article.id, article.title, article.source, article.author, article.date, article.url)


def listed_record(listed: ListedArticle) -> dict[str, str]:
    """The JSON object of an article in a list; author, date and url only where they are told."""
    always = ("id", "title", "source")
    return {name: value for name, value in asdict(listed).items() if value or name in always}


def _id(file: Path, root: Path) -> str:
    return os.path.splitext(file.relative_to(root).as_posix())[0]
