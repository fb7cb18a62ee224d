"""Ask a corpus: the flow in one place, safety first and on every path."""

from collections.abc import Container, Mapping, Sequence

from citaat import locations
from citaat.answer import compose as answers
from citaat.answer.decision import Decision, Judge
from citaat.answer.remedies import OtherRemedies
from citaat.answer.signals import Signals, familiarity
from citaat.caveats import reach
from citaat.caveats.rules import Firing, Rules
from citaat.caveats.texts import caveats
from citaat.dutch.remedies import Remedies
from citaat.errors import UNFIT, CitaatError, IndexDamaged
from citaat.index import store
from citaat.index.freshness import open_index
from citaat.index.sources import without as without_citations
from citaat.light import TYPE_CHECKING, Any, dataclass
from citaat.outcome.shown import shown as shown_quote
from citaat.records import (
    EMERGENCY,
    MOST_SEARCHED,
    Abstained,
    Abstention,
    Answered,
    Article,
    Citation,
    Id,
    Outcome,
    Passage,
)
from citaat.search.query import Query
from citaat.search.ranking import Known, Ranked, Ranker
from citaat.tracing import LOOKED_AT, REBUILD, Owed, Trace, failed

if TYPE_CHECKING:
    from citaat.index.freshness import Progress

_SUGGESTIONS = 3
# An article may change once more while the index is made again. Of a corpus that seems to be the same it is made again
# a few times: it may have changed just before it was asked, or while another process wrote.
_RENEWALS, _SAME = 10, 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score."""

    passage_id: str
    score: float


class Engine:
    """A corpus that can be asked. Get one from `open_corpus`."""

    def __init__(self, corpus: str, index: store.Index, *, lasting: bool = True) -> None:
        # An index of a part of the corpus is not made again when the corpus changes.
        self.corpus, self._lasting = corpus, lasting
        self._open(index)

    def _open(self, index: store.Index) -> None:
        try:
            self._use(index)
        except UNFIT as error:
            raise IndexDamaged(f"cannot be used ({error!r})", file=index.folder, fix=REBUILD) from error

    def _use(self, index: store.Index) -> None:
        self.index = index
        self._sources = index.sources(self.corpus)
        compiled = index.rules()
        if index.manifest.get("caveats") == "emergencies":
            from citaat.caveats.taking import only_emergencies

            compiled = only_emergencies(compiled)
        self._rules = Rules(compiled, index.lemmas)
        self._cited = bool(compiled["cited"])
        self._citations: dict[tuple[str, str], dict[str, Any]] = {
            (quote["article"], quote["quote"]): quote["citation"]
            for text in compiled["texts"]
            for quote in text["quotes"]
            if self._cited
        }
        self.model = index.model()
        self._ranker = Ranker(index, self.model, self._rules.protected)
        signals = Signals(index.passages, familiarity(index))
        others = OtherRemedies(index.passages, Remedies(index.words), self._rules.medicines)
        self._judge = Judge(self.model, index.passages, signals, others)

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages in corpus order."""
        return self.index.passages

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles by id, read from the corpus."""
        from pathlib import Path

        from citaat.corpus.articles import articles_by_id

        return articles_by_id(Path(self.corpus))

    @property
    def fingerprint(self) -> str:
        """SHA-256 over corpus, lexicon, rules and settings."""
        return str(self.index.manifest["corpus"])

    @property
    def analyser(self) -> str:
        """Name, version and word lists of the analyser, and the spaCy pipeline if one was chosen."""
        manifest = self.index.manifest
        pipeline = manifest["settings"]["pipeline"] or "simplemma"
        return f"{manifest['analyser']}+{pipeline}#{manifest['package'][:12]}"

    def ask(self, question: str, id: Id = None) -> Outcome:
        """Answer `question` with citations, or abstain; either way with the caveats it is owed."""
        return self.trace(question, id).outcome

    def trace(self, question: str, id: Id = None) -> Trace:
        """As `ask`, with the whole way to the outcome. Every quote is sliced from its source again."""
        same = 0
        for _ in range(_RENEWALS + 1):
            trace, before = self._traced(question, id), self.fingerprint
            wrong = self._wrong(trace)
            if not wrong:
                return trace
            if same == _SAME or not self._renewed():
                break
            same = same + 1 if self.fingerprint == before else 0
        failure = IndexDamaged("a quote does not stand in its source", file=wrong[0].source, fix=REBUILD)
        return failed(question, id, without_citations(trace.outcome, wrong), trace.firings, failure)

    def _wrong(self, trace: Trace) -> list[Citation]:
        """The citations that are not what their source says."""
        passages, stored = self.index.passages, self.index.stored_line
        spans = trace.spans if isinstance(trace.outcome, Answered) else ()
        try:
            lines = {passages[span.passage].id: stored(span.passage) for span in spans}
        except CitaatError:
            lines = {}
        return self._sources.wrong(trace.outcome, lines)

    def _renewed(self) -> bool:
        """Whether the index was made again, for it is not that of the corpus as it is: once for each change of that."""
        if not self._lasting:
            return False
        from citaat.index.freshness import renew

        try:
            self._open(renew(self.corpus, self.index))
        except (CitaatError, OSError):
            return False
        return True

    def _traced(self, question: str, id: Id) -> Trace:
        firings, owed, lost = self._owed(question)
        if lost is not None:
            return failed(question, id, owed, firings, lost)
        try:
            return self._answer(question, id, question[:MOST_SEARCHED], owed, firings)
        except Exception as error:
            # Whatever breaks in the search, the warnings that the question is owed must come out.
            return failed(question, id, owed, firings, error)

    def _owed(self, question: str) -> tuple[Sequence[Firing], Owed, Exception | None]:
        """The caveats of the whole question: by the package's own rules where these turn out to be damaged."""
        try:
            firings = reach.fire(self._rules, question, self.index.analyser)
            return firings, caveats(firings, self._rules, self._cite if self._cited else None), None
        except Exception as error:
            from citaat.caveats import guard

            what = f"the caveat rules failed ({error!r})"
            return *guard.owed(question), IndexDamaged(what, file=self.index.folder, fix=REBUILD)

    def known(self, question: str) -> Known:
        """What the known questions of the lexicon say of this one."""
        return self._ranker.known(self._ranker.read(question[:MOST_SEARCHED]))

    def supposing(self, question: str, known: Known) -> Trace:
        """As `trace`, if the known questions said this: to find out what an alias or a gap changes."""
        firings, owed, _ = self._owed(question)
        return self._answer(question, None, question[:MOST_SEARCHED], owed, firings, known)

    def _answer(
        self,
        question: str,
        id: Id,
        text: str,
        owed: Owed,
        firings: Sequence[Firing],
        supposed: Known | None = None,
    ) -> Trace:
        query = self._ranker.read(text)
        known = supposed or self._ranker.known(query)
        ranked: Sequence[Ranked] = self._ranker.rank(query, known)
        ranked, spans, decision = self._judge.answer(query, ranked, known.gap, self._ranker.read)
        if not 0.0 <= decision.confidence <= 1.0:
            raise IndexDamaged("holds a weight that is no number", file=self.index.folder, fix=REBUILD)
        if any(firing.severity == EMERGENCY and firing.certain for firing in firings):
            # Nobody should read on about capsules while help has to be called. Where only the net
            # suspects an emergency, its warning stands above the answer.
            outcome: Outcome = Abstained(
                question, decision.confidence, Abstention("emergency", (), ()), owed, id
            )
        elif decision.answer:
            outcome = self._answered(question, id, spans, decision, owed)
        else:
            outcome = self._abstained(question, id, query, ranked, decision, owed)
        return Trace(outcome, query, ranked, spans, decision, firings)

    def reasons(self, decision: Decision) -> dict[str, float]:
        """What each signal added to the decision, in logits, the most telling first; nothing when nothing was ranked."""
        return self._judge.reasons(decision.values) if decision.values else {}

    def owed(self, question: str) -> Owed:
        """The caveats that `question` is owed, without a search."""
        return self._owed(question)[1]

    def rank(self, question: str, k: int) -> list[Hit]:
        """The best `k` passages, best first; ties in corpus order."""
        from citaat.search import whole

        weights = self.model["passages"] if self.index.manifest["kind"] == "passages" else None
        query = self._ranker.read(question[:MOST_SEARCHED])
        return [
            Hit(self.index.passages[hit.passage].id, hit.score)
            for hit in whole.hits(self._ranker, query, k, weights)
        ]

    def without(self, passage_ids: Container[str]) -> "Engine":
        """The same corpus with these passages taken out: they count no more, and nothing is copied."""
        from citaat.index.building.removal import without

        return Engine(self.corpus, without(self.index, passage_ids), lasting=False)

    def line_of(self, source: str, offset: int) -> int:
        """The line (from 1) of a code-point offset in a source, for people to find it.

        0 when the source cannot be read as a file: records of a passage file have no lines.
        """
        text = self._sources.text(source) if self.index.manifest["kind"] == "articles" else None
        return 0 if text is None else text.count("\n", 0, offset) + 1

    def _answered(
        self, question: str, id: Id, spans: Sequence[answers.Span], decision: Decision, owed: Owed
    ) -> Answered:
        passages = self.index.passages
        cited = tuple(answers.citation(span, passages[span.passage], n) for n, span in enumerate(spans, 1))
        shown = "\n".join(shown_quote(citation) for citation in cited)
        return Answered(question, shown, decision.confidence, cited, owed, id)

    def _abstained(
        self, question: str, id: Id, query: Query, ranked: Sequence[Ranked], decision: Decision, owed: Owed
    ) -> Abstained:
        if not query.words:
            code = "no_words"
        elif not ranked:
            code = "nothing_known"
        elif decision.gap:
            code = "known_gap"
        else:
            code = "words_unknown" if decision.unmatched else "not_in_corpus"
        abstention = Abstention(code, decision.unmatched, self._suggestions(ranked, question))
        return Abstained(question, decision.confidence, abstention, owed, id)

    def _suggestions(self, ranked: Sequence[Ranked], question: str) -> tuple[str, ...]:
        """Headings worth asking about: of the nearest passages, else the first of the corpus."""
        near = [entry.candidate.unit.passage for entry in ranked[:LOOKED_AT]]
        headings: dict[str, None] = {}
        for number in near or range(min(LOOKED_AT, len(self.index.passages))):
            passage = self.index.passages[number]
            # What was just asked in vain is no suggestion.
            if passage.heading not in (passage.title, question.strip()):
                headings.setdefault(passage.heading)
            if len(headings) == _SUGGESTIONS:
                break
        return tuple(headings)

    def _cite(self, article: str, quote: str, n: int) -> Citation:
        """The citation of a quote that a caveat text leans on, as it was found at build time."""
        return Citation(n=n, **self._citations[article, quote])


def open_corpus(
    corpus: str | None = None, index: str | None = None, progress: "Progress | None" = None
) -> Engine:
    """Open a corpus for asking; its index is built first when it is missing or out of date.

    Without arguments: the working directory's corpus/ if there is one, else the corpus
    that ships with citaat. Raises CorpusError, RulesError or IndexDamaged.
    """
    path = corpus or locations.default_corpus()
    folder = index or locations.default_index(path)
    return Engine(path, open_index(path, folder, progress))
