"""The records that travel through the flow: frozen, slotted, standard library only."""

from citaat.light import Any, dataclass

SCHEMA = "citaat.outcome/1"
MAX_ANSWER = 700
# The search reads so many characters of a question, and the outcome says so of a longer one.
MOST_SEARCHED = 4_000
MAX_CITATIONS = 3
EMERGENCY = "emergency"
KNOWN_GAP = "known_gap"
# Every code that an abstention can have: an emergency comes before any answer; no_words asks nothing;
# nothing_known shares no word with the corpus; known_gap is on the corpus' list of what it does not answer.
ABSTENTIONS = (
    EMERGENCY,
    "no_words",
    "nothing_known",
    KNOWN_GAP,
    "words_unknown",
    "not_in_corpus",
    "search_failed",
)

# Keys that stand in an outcome only when there is something to say.
_WHERE_TOLD = frozenset({"author", "date", "url", "columns", "under"})
# The caller's own name for a question: text or a number, and echoed as it came.
Id = str | int | float | None


@dataclass(frozen=True, slots=True)
class Article:
    """One source file. `text` is the whole file, front matter included: offsets count from its start.

    `author`, `date` and `url` are what the front matter tells, "" where it does not.
    """

    id: str
    title: str
    source: str
    text: str
    sha256: str
    author: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece that may be quoted on its own. Offsets in code points into the article's text.

    `kind` is "sentence", "lead" (the line that introduces a list or table), "item" (of a list),
    "head" (the row of a table that names its columns) or "row".
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a list or table with its lead-in, under one heading; `above` are those around that one."""

    id: str
    article_id: str
    title: str
    heading: str
    source: str
    sha256: str
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    author: str = ""
    date: str = ""
    url: str = ""
    above: tuple[str, ...] = ()

    @property
    def section(self) -> tuple[str, ...]:
        """What the passages below one heading share, and no others: their article, and their headings, the outermost first."""
        return self.article_id, *self.above, self.heading

    def slice(self, start: int, end: int) -> str:
        """The article's text[start:end], both offsets inside this passage."""
        return self.text[start - self.start : end - self.start]

    def citation(self, first: int, last: int, n: int, columns: str = "", under: str = "") -> "Citation":
        """Sentences `first` to `last` as the `n`-th citation of an answer."""
        start, end = self.sentences[first].start, self.sentences[last].end
        return Citation(
            n,
            self.id,
            self.article_id,
            self.title,
            self.heading,
            self.source,
            start,
            end,
            self.slice(start, end),
            self.sha256,
            self.author,
            self.date,
            self.url,
            columns,
            under,
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its exact place: the source's text[start:end] == quote.

    `author`, `date` and `url` are those of the article; `columns` is the head of the table that rows
    were quoted from without it; `under` are the headings, and the lead of a list, that what is quoted is
    understood by ("Verboden", "Buiten het pakket: Brillen"), to be shown with it. All five are "" where there is none.
    """

    n: int
    passage_id: str
    article_id: str
    title: str
    heading: str
    source: str
    start: int
    end: int
    quote: str
    sha256: str
    author: str = ""
    date: str = ""
    url: str = ""
    columns: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Caveat:
    """A warning owed to the question; `rule` and `trigger` say which rule fired on which words."""

    id: str
    severity: str
    text: str
    rule: str
    trigger: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer, in a form that helps to ask a better question."""

    code: str
    unmatched: tuple[str, ...]
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of whole sentences with their citations."""

    question: str
    answer: str
    confidence: float
    citations: tuple[Citation, ...]
    caveats: tuple[Caveat, ...]
    id: Id = None

    def to_dict(self) -> dict[str, Any]:
        """The outcome as the contract's JSON object."""
        return _record(self, "answered", self.answer, self.citations, None)


@dataclass(frozen=True, slots=True)
class Abstained:
    """No answer. There is no field in which one could be put."""

    question: str
    confidence: float
    abstention: Abstention
    caveats: tuple[Caveat, ...]
    id: Id = None

    def to_dict(self) -> dict[str, Any]:
        """The outcome as the contract's JSON object."""
        return _record(self, "abstained", None, (), self.abstention)


def _record(
    outcome: "Answered | Abstained",
    status: str,
    answer: str | None,
    citations: tuple[Citation, ...],
    abstention: Abstention | None,
) -> dict[str, Any]:
    """One JSON object, its keys in the contract's order."""
    record: dict[str, Any] = {"schema": SCHEMA}
    if outcome.id is not None:
        record["id"] = outcome.id
    if len(outcome.question) > MOST_SEARCHED:
        # The rules read on for warnings; an answer rests on no more than this.
        record["read"] = MOST_SEARCHED
    return record | {
        "question": outcome.question,
        "status": status,
        "answer": answer,
        "confidence": outcome.confidence,
        "citations": _plain(citations),
        "caveats": _plain(outcome.caveats),
        "abstention": _plain(abstention),
    }


def _plain(value: Any) -> Any:
    """Records as dicts, whatever they hold."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str | int | float | None):
        return value
    pairs = ((name, getattr(value, name)) for name in value.__slots__)
    return {name: _plain(one) for name, one in pairs if one != "" or name not in _WHERE_TOLD}


Outcome = Answered | Abstained
