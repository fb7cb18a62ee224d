"""Known questions, the aliases and gaps of a lexicon: placed among the passages, and stored."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from citaat.corpus.quotes import quote_places
from citaat.corpus.units import saying
from citaat.dutch import words as wordlists
from citaat.dutch.question_type import kinds_of, plain_text
from citaat.errors import RulesError
from citaat.index.building.draft import Ask, Draft
from citaat.index.building.writing import ELSEWHERE, STATE
from citaat.records import Passage
from citaat.storage.files import write_json
from citaat.storage.lines import Lines, write_lines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def known_questions(lexicon: wordlists.Lexicon, passages: Sequence[Passage], draft: Draft, path: Path,
          partial: bool) -> Iterable[Ask]:  # fmt: skip
    """Every alias and gap. `partial`: a quote that was left out is no error."""
    for alias in lexicon.aliases:
        places = list(quote_places(passages, alias.article, alias.quote))
        if not places and not partial:
            raise RulesError(
                f"the quote {alias.quote[:50]!r} is not in {alias.article!r}",
                file=str(path),
                fix="quote one sentence or item exactly as the article has it",
            )
        if places:
            for ask in alias.asks:
                yield _ask(*places[0], "", ask, draft, places[1:])
    for gap in lexicon.gaps:
        for ask in gap.asks:
            yield _ask(-1, -1, gap.topic, ask, draft)


def _ask(passage: int, sentence: int, topic: str, ask: str, draft: Draft,
         others: Sequence[tuple[int, int]] = ()) -> Ask:  # fmt: skip
    tokens = draft.analyser.tokens(ask)
    says, kinds = saying(tokens), kinds_of(plain_text(tokens))
    return Ask(passage, sentence, topic, says, kinds, others)


def ask_terms(ask: Ask) -> list[str]:
    """The terms under which a known question is found."""
    return [*ask.says, *(f"?{kind}" for kind in sorted(ask.kinds))]


def move_asks(before: str, folder: str, moved: "NDArray[np.int32]") -> None:
    """Write the known questions of the index at `before`, passage n of which is now moved[n], into `folder`."""
    asks = Lines(os.path.join(before, "asks"))
    lines = (asks.line(number).split(b",", 1) for number in range(len(asks)))
    places = ((int(place[1:]), rest) for place, rest in lines)
    write_lines(
        os.path.join(folder, "asks"),
        (b"[%d,%b" % (place if place < 0 else moved[place], rest) for place, rest in places),
    )
    with open(os.path.join(before, "asked.json"), encoding="utf-8") as file:
        asked = {str(moved[int(place)]): numbers for place, numbers in json.load(file).items()}
    write_json(folder, "asked.json", asked)
    with open(os.path.join(before, STATE, ELSEWHERE), encoding="utf-8") as file:
        others = json.load(file).items()
    elsewhere = {ask: [(int(moved[place]), at) for place, at in places] for ask, places in others}
    write_json(os.path.join(folder, STATE), ELSEWHERE, elsewhere)


def write_asks(folder: str, draft: Draft) -> None:
    """Write the known questions, and the further places of their quotes."""
    write_lines(os.path.join(folder, "asks"), ([a.passage, a.sentence, a.topic, a.says] for a in draft.asks))
    elsewhere = {str(number): ask.others for number, ask in enumerate(draft.asks) if ask.others}
    write_json(os.path.join(folder, STATE), ELSEWHERE, elsewhere)
