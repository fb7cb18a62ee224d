"""Known questions, the aliases and gaps of a lexicon: placed among the passages, and stored."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from citaat import wordlists
from citaat.draft import Ask, Draft
from citaat.errors import RulesError
from citaat.files import write_json
from citaat.lines import write_lines
from citaat.quotes import quote_places
from citaat.records import Passage
from citaat.units import asking
from citaat.wording import kinds_of, plain_text
from citaat.writing import ELSEWHERE, STATE


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
    says, kinds = asking(tokens, draft.words), kinds_of(plain_text(tokens))
    return Ask(passage, sentence, topic, says, kinds, others)


def ask_terms(ask: Ask) -> list[str]:
    """The terms under which a known question is found."""
    return [*ask.says, *(f"?{kind}" for kind in sorted(ask.kinds))]


def write_asks(folder: str, draft: Draft) -> None:
    """Write the known questions, and the further places of their quotes."""
    write_lines(os.path.join(folder, "asks"), ([a.passage, a.sentence, a.topic, a.says] for a in draft.asks))
    elsewhere = {str(number): ask.others for number, ask in enumerate(draft.asks) if ask.others}
    write_json(os.path.join(folder, STATE), ELSEWHERE, elsewhere)
