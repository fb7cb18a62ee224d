"""Development questions with everything the fits need: candidates as arrays, and what a right answer holds."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citaat.answer.compose import Span, compose, shown_span
from citaat.answer.signals import Signals, familiarity
from citaat.caveats.rules import Rules
from citaat.index.building.builder import build
from citaat.index.store import Index
from citaat.records import Passage
from citaat.search.features import Candidate
from citaat.search.levels import is_minor
from citaat.search.ranking import Ranker

Vector = NDArray[np.float64]
FOLDS = 4
# A site is left out as a whole; of a corpus with a lexicon the paraphrase groups are dealt out.
_MARKS = str.maketrans("", "", "*_")


@dataclass(frozen=True, slots=True)
class Site:
    """An opened corpus with its development questions. `whole`: all of it falls into `fold`."""

    name: str
    index: Index
    protected: Any
    records: tuple[dict[str, Any], ...]
    fold: int
    whole: bool

    def fold_of(self, record: Mapping[str, Any]) -> int:
        """The fold in which a question is held out."""
        if self.whole:
            return self.fold
        return int(hashlib.sha256(record["group"].encode()).hexdigest(), 16) % FOLDS

    def ranker(self, model: Mapping[str, Any]) -> Ranker:
        """The ranker of this corpus with some model."""
        return Ranker(self.index, model, self.protected)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: (U units, W words, L levels, F features).

    `met` (U, L, W), `values` (U, F), `words` (W, features of words), `minor` (W), `wanted` (U): what should come first.
    """

    fold: int
    met: Vector
    values: Vector
    words: Vector
    minor: NDArray[np.bool_]
    wanted: Vector


@dataclass(frozen=True, slots=True)
class Judged:
    """The signals of the answer to one question, whether there is an answer, whether this one and its first place are right."""

    site: str
    fold: int
    signals: tuple[float, ...]
    answerable: bool
    right: bool
    first: bool
    length: int
    places: int
    question: str


def plain(text: str) -> str:
    """White space folded, lower case, no marks of emphasis: how strings are compared."""
    return " ".join(text.translate(_MARKS).split()).lower()


def open_site(
    name: str, corpus: Path, gold: Sequence[Path], fold: int, *, whole: bool, split: str = "dev"
) -> Site:
    """Build the index of a corpus in a folder of its own and read its questions of one split."""
    folder = tempfile.mkdtemp(prefix="citaat-fit-")
    build(corpus, Path(folder) / "index")
    index = Index(f"{folder}/index")
    records = [
        json.loads(line) for path in gold for line in path.read_text(encoding="utf-8").split("\n") if line
    ]
    chosen = tuple(record for record in records if record["split"] == split)
    return Site(name, index, Rules(index.rules(), index.lemmas).protected, chosen, fold, whole)


def examples(site: Site, model: Mapping[str, Any]) -> Iterator[Example]:
    """The answerable questions with their candidates."""
    ranker = site.ranker(model)
    for record in site.records:
        if record["answerable"]:
            query = ranker.read(record["question"])
            found = ranker.candidates(query, ranker.known(query))
            wanted = relevance(record, found, site.index.passages)
            if found and wanted.any():
                words = np.array([word.features for word in query.words])
                yield Example(
                    site.fold_of(record),
                    np.array([one.met for one in found]),
                    np.array([one.values for one in found]),
                    words,
                    np.array([is_minor(word.features) for word in query.words]),
                    wanted,
                )


def relevance(record: Mapping[str, Any], found: Sequence[Candidate], passages: Sequence[Passage]) -> Vector:
    """1 for every unit that is evidence and holds all that an answer must, or else that is either."""
    evidence, right = np.zeros(len(found), bool), np.zeros(len(found), bool)
    quotes = [(one["article"], plain(one["quote"])) for one in record["evidence"]]
    for at, candidate in enumerate(found):
        passage, unit = passages[candidate.unit.passage], candidate.unit
        text = plain(passage.slice(passage.sentences[unit.first].start, passage.sentences[unit.last].end))
        evidence[at] = any(
            article == passage.article_id and (quoted in text or (len(text.split()) > 3 and text in quoted))
            for article, quoted in quotes
        )
        right[at] = holds(record, text)
    both = evidence & right
    chosen = both if both.any() else evidence if evidence.any() else right
    return chosen.astype(float)


def holds(record: Mapping[str, Any], text: str) -> bool:
    """Whether a plain text has one string of every group that an answer must contain."""
    groups = record["must_contain"]
    return bool(groups) and all(any(plain(one) in text for one in group) for group in groups)


def judged(site: Site, model: Mapping[str, Any], fold: int | None = None) -> Iterator[Judged]:
    """Every question (of one fold) answered with a model, and how that answer came out."""
    ranker, passages = site.ranker(model), site.index.passages
    signals = Signals(passages, familiarity(site.index))
    for record in site.records:
        if fold is not None and site.fold_of(record) != fold:
            continue
        query = ranker.read(record["question"])
        known = ranker.known(query)
        ranked = ranker.rank(query, known)
        spans = compose(query, ranked, passages)
        values = signals.of(query, ranked, spans, known.gap) if spans else ()
        texts = [_shown(span, passages) for span in spans]
        answerable = bool(record["answerable"])
        yield Judged(
            site.name,
            site.fold_of(record),
            values,
            answerable,
            answerable and holds(record, plain("\n".join(texts))),
            answerable and bool(texts) and holds(record, plain(texts[0])),
            sum(map(len, texts)),
            len(texts),
            record["question"],
        )


def _shown(span: Span, passages: Sequence[Passage]) -> str:
    return shown_span(span, passages[span.passage])
