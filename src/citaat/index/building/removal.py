"""An index without some of its passages: the same segments, of which these count no more. Nothing is copied.

What the passages left out said counts no more either: not in idf, not in the known questions that point to them (one
whose quote stands in another passage too points there). What the words of the corpus told the analyser stays: the
vocabulary that compounds and corrections lean on is that of the whole corpus. A rebuild would forget the words that
only the missing passages have, and so may split or correct a word otherwise: the same passages count in both, but
not every outcome is bound to be the same.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citaat.corpus.units import raise_to
from citaat.dutch.analysis import Analyser
from citaat.errors import CorpusError
from citaat.index.aliases import Asked, Asks, Spot
from citaat.index.building.counts import merge
from citaat.index.building.known_questions import said_of_units
from citaat.index.building.leaning import lean
from citaat.index.fields import Field
from citaat.index.segment_field import SegmentField
from citaat.index.segments import SegmentLines, Segments
from citaat.index.statistics import Inverted, idfs, norms, stored_postings
from citaat.index.store import Index
from citaat.index.words import LargeWords

# Where known questions, by their numbers, point to now, as (passage, sentence).
_Targets = dict[int, tuple[int, int]]


def without(index: Index, ids: Container[str]) -> Index:
    """`index` without the passages of these ids. Raises CorpusError when none is left."""
    gone = {number for number, passage in enumerate(index.passages) if passage.id in ids}
    segments = index.segments.without(gone)
    if not segments.size:
        raise CorpusError("the corpus holds no passages", file=index.folder, fix="leave some in")
    places = {old: new for new, old in enumerate(at for at in range(len(index.passages)) if at not in gone)}
    view = copy(index)
    view.segments = segments
    view.manifest = index.manifest | {"passages": segments.size, "plain": False}
    view.passages = index.passages.over(SegmentLines(segments, index.folder))
    _leave_out_asks(view, index, places)
    _count_anew(view, segments)
    if isinstance(index.words, LargeWords):
        view.words = LargeWords(index.words.listed, view.fields["parts"])
        view.analyser = Analyser(index.lemmas, view.words, index.vocabulary)
    return view


def _count_anew(view: Index, segments: Segments) -> None:
    """Let every field of passages count those that are left."""
    fields = dict(view.fields)
    for name in view.manifest["fields"]:
        if name != "alias":
            fields[name] = _counting(fields[name], segments.numbers, segments.size)
        if f"{name}_saturated" in fields:
            fields[f"{name}_saturated"] = fields[name].saturated(_total(fields[name], segments.numbers))
    view.fields = fields


def _counting(field: Field, numbers: Any, size: int) -> Field:
    """A field where `size` documents count: those whose number is not -1."""
    counted = np.asarray(numbers) >= 0
    stored = [_stored(part, last - part.first) for part, last in zip(field.parts, _ends(field), strict=True)]
    live = [
        counted[part.first : part.first + one.size] for part, one in zip(field.parts, stored, strict=True)
    ]
    weights = idfs(stored, live)
    sizes = [norms(one, idf) for one, idf in zip(stored, weights, strict=True)]
    parts = [
        replace(part, idf=idf.data.cast("B").cast("d"))
        for part, idf in zip(field.parts, weights, strict=True)
    ]
    return Field(field.base, parts, size, numbers, np.concatenate(sizes).data)


def _stored(part: SegmentField, size: int) -> Inverted:
    return stored_postings(part.terms, (part.pointers, part.documents, part.counts), size)


def _ends(field: Field) -> list[int]:
    return [*(part.first for part in field.parts[1:]), field.written]


def _total(field: Field, numbers: Any) -> int:
    """How many terms the documents that count have together."""
    lengths = np.concatenate([np.asarray(part.lengths) for part in field.parts])
    return int(lengths[np.asarray(numbers) >= 0].sum(dtype=np.int64))


def _leave_out_asks(view: Index, index: Index, places: Mapping[int, int]) -> None:
    """Let known questions point to the passages that are left, `places` having the new number of each by the old one."""
    targets, moved = _targets(index, places)
    view.asks = _Asks(index.asks, targets)
    said = ((*targets[number], index.asks[number][3]) for number in moved)
    spans = said_of_units(said, lambda number: [(u.first, u.last) for u in view.passages.place(number).units])
    view.asked = _Asked(index.asked, places, spans)
    if len(targets) < len(index.asks):
        numbers = np.full(len(index.asks), -1, np.int32)
        numbers[list(targets)] = list(targets)
        view.fields = view.fields | {"alias": _counting(index.fields["alias"], numbers.data, len(targets))}
        view.lean = _lean(index, list(targets)).data


def _targets(index: Index, places: Mapping[int, int]) -> tuple[_Targets, list[int]]:
    """Where known questions point to now; and which of them pointed to another passage before."""
    targets, moved = _Targets(), list[int]()
    # Read once: it is decoded anew each time it is asked for.
    elsewhere = index.elsewhere
    for number in range(len(index.asks)):
        passage, sentence, *_ = index.asks[number]
        if passage < 0 or passage in places:
            targets[number] = places.get(passage, -1), sentence
            continue
        others = elsewhere.get(str(number), ())
        found = next(((places[place], at) for place, at in others if place in places), None)
        if found is not None:
            targets[number] = found
            moved.append(number)
    return targets, moved


def _lean(index: Index, kept: Sequence[int]) -> NDArray[np.float64]:
    """As `leaning.lean`, over the known questions that are kept: one weight for each term of all of them."""
    part: SegmentField = index.fields["alias"].parts[0]
    numbers = np.full(len(index.asks), -1, np.int32)
    numbers[kept] = np.arange(len(kept))
    field = merge([(_stored(part, len(index.asks)), numbers)], len(kept))
    found = lean(field, [bool(index.asks[number][2]) for number in kept])
    if len(found) == 1:
        return found
    weights = np.zeros(len(part.terms) + 1)
    weights[[part.terms.find(term) for term in field.terms]] = found[:-1]
    weights[-1] = found[-1]
    return weights


class _Asks:
    """Known questions that point elsewhere than they did."""

    def __init__(self, asks: Asks, targets: _Targets) -> None:
        self._asks, self._targets = asks, targets

    def __len__(self) -> int:
        return len(self._asks)

    def __getitem__(self, number: int) -> Any:
        return [*self._targets[number], *self._asks[number][2:]]


class _Asked(Asked):
    """What known questions say of the units that are left; `moved` is what those say that pointed elsewhere before."""

    def __init__(
        self, asked: Asked, places: Mapping[int, int], moved: Mapping[Spot, Mapping[str, float]]
    ) -> None:
        self._asked, self._places, self._moved = asked, places, moved

    def saying(self, terms: Iterable[str]) -> dict[Spot, dict[str, float]]:
        """As Asked.saying."""
        wanted = list(terms)
        stored = self._asked.saying(wanted).items()
        found = {(self._places[at], unit): says for (at, unit), says in stored if at in self._places}
        for spot, says in self._moved.items():
            for term in wanted:
                if term in says:
                    raise_to(found.setdefault(spot, {}), term, says[term])
        return found

    def everything(self) -> dict[Spot, dict[str, float]]:
        """As Asked.everything."""
        return self.saying([*self._asked.terms(), *(term for says in self._moved.values() for term in says)])
