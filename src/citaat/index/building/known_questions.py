"""Known questions, the aliases and gaps of a lexicon: placed among the passages, and stored."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.corpus.quotes import quote_places
from citaat.corpus.units import raise_to, saying, unit_spans
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import Analyser
from citaat.dutch.question_type import kinds_of, plain_text
from citaat.errors import RulesError
from citaat.index.aliases import Spot, write_asked
from citaat.index.building.counts import count, write_postings
from citaat.index.building.leaning import lean
from citaat.index.building.segments import save_statistics
from citaat.index.statistics import idfs
from citaat.index.store import ELSEWHERE, Index
from citaat.records import Passage
from citaat.storage.files import write_json
from citaat.storage.lines import write_lines


@dataclass(frozen=True, slots=True)
class Ask:
    """A known question: answered by a sentence of a passage, or (`topic`) known to have no answer.

    `others` are further places, as (passage, sentence), that hold the same quote.
    """

    passage: int
    sentence: int
    topic: str
    says: Mapping[str, float]
    kinds: frozenset[str]
    others: Sequence[tuple[int, int]] = ()


def known_questions(
    lexicon: wordlists.Lexicon, passages: Mapping[int, Passage], analyser: Analyser, path: Path
) -> Iterator[Ask]:
    """Every alias and gap, placed among `passages`, by their numbers. Raises RulesError for a quote that is nowhere."""
    numbers = list(passages)
    for alias in lexicon.aliases:
        found = quote_places(list(passages.values()), alias.article, alias.quote)
        places = [(numbers[passage], sentence) for passage, sentence in found]
        if not places:
            raise RulesError(
                f"the quote {alias.quote[:50]!r} is not in {alias.article!r}",
                file=str(path),
                fix="quote one sentence or item exactly as the article has it",
            )
        for ask in alias.asks:
            yield _ask(*places[0], "", ask, analyser, places[1:])
    for gap in lexicon.gaps:
        for ask in gap.asks:
            yield _ask(-1, -1, gap.topic, ask, analyser)


def _ask(
    passage: int,
    sentence: int,
    topic: str,
    ask: str,
    analyser: Analyser,
    others: Sequence[tuple[int, int]] = (),
) -> Ask:
    tokens = analyser.tokens(ask)
    return Ask(passage, sentence, topic, saying(tokens), kinds_of(plain_text(tokens)), others)


def ask_terms(ask: Ask) -> list[str]:
    """The terms under which a known question is found."""
    return [*ask.says, *(f"?{kind}" for kind in sorted(ask.kinds))]


def write_asks(folder: str, asks: Sequence[Ask], passages: Mapping[int, Passage]) -> None:
    """Write the known questions: each, what they say of each unit, the field they are found in, and how they lean."""
    import numpy as np

    write_lines(os.path.join(folder, "asks"), ([a.passage, a.sentence, a.topic, a.says] for a in asks))
    write_json(folder, ELSEWHERE, {str(number): ask.others for number, ask in enumerate(asks) if ask.others})
    placed = ((ask.passage, ask.sentence, ask.says) for ask in asks if ask.passage >= 0)
    write_asked(folder, said_of_units(placed, lambda number: unit_spans(passages[number])))
    field = count([ask_terms(ask) for ask in asks])
    write_postings(folder, "", "alias", field)
    save_statistics(folder, "alias", [""], [field], idfs([field], [None]))
    weights = lean(field, [bool(ask.topic) for ask in asks])
    np.save(os.path.join(folder, "alias.lean.npy"), weights, allow_pickle=False)


def said_of_units(
    asks: Iterable[tuple[int, int, Mapping[str, float]]], spans_of: Callable[[int], Sequence[tuple[int, int]]]
) -> dict[Spot, dict[str, float]]:
    """What known questions, as (passage, sentence, what it says), say together of each unit."""
    found: dict[Spot, dict[str, float]] = {}
    spans: dict[int, Sequence[tuple[int, int]]] = {}
    for passage, sentence, says in asks:
        if passage not in spans:
            spans[passage] = spans_of(passage)
        for unit, (first, last) in enumerate(spans[passage]):
            if first <= sentence <= last:
                said = found.setdefault((passage, unit), {})
                for term, strength in says.items():
                    raise_to(said, term, strength)
    return found


def move_asks(before: Index, folder: str, moved: Sequence[int]) -> None:
    """Write the known questions of an index into `folder`, where passage n of it is now moved[n]."""

    def line(number: int) -> Any:
        place, *rest = before.asks[number]
        return [place if place < 0 else int(moved[place]), *rest]

    write_lines(os.path.join(folder, "asks"), map(line, range(len(before.asks))))
    asked = {(int(moved[place]), unit): says for (place, unit), says in before.asked.everything().items()}
    write_asked(folder, asked)
    others = before.elsewhere.items()
    elsewhere = {ask: [(int(moved[place]), at) for place, at in places] for ask, places in others}
    write_json(folder, ELSEWHERE, elsewhere)
