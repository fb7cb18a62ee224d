"""Which bridges of the word lists led astray on development sites: entries to look at, and to cut where they mislead.

Run as ``python -m citaat.training.bridges`` (``make bridges``). A bridge counts as a help where a word of a question is
met through it, and not by itself, in the best unit that answers; as harm where it is met so in a wrong first unit, and
not in the answer, or in the first unit for a question that the site does not answer.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from citaat.dutch.words import read_toml
from citaat.search.query import Query, Word
from citaat.search.ranking import Ranked
from citaat.training.examples import Site, relevance
from citaat.training.fit import MODEL, sites

Bridge = tuple[str, str]
# A question without an answer is met somewhere in any case: half as telling.
_SILENT = 0.5
_LEAST = 0.3


@dataclass(slots=True)
class Ledger:
    """How often each bridge (asked, told) helped, led to a wrong place, and led to one where there was no answer."""

    helped: Counter[Bridge] = field(default_factory=Counter)
    misled: Counter[Bridge] = field(default_factory=Counter)
    silent: Counter[Bridge] = field(default_factory=Counter)

    def harm(self, bridge: Bridge) -> float:
        """What it did wrong beyond what it did right."""
        return self.misled[bridge] + _SILENT * self.silent[bridge] - self.helped[bridge]

    def worst(self) -> list[Bridge]:
        """The bridges that did more wrong than right, the worst first."""
        found = [bridge for bridge in {*self.misled, *self.silent} if self.harm(bridge) > 0]
        return sorted(found, key=lambda bridge: (-self.harm(bridge), bridge))


def through(word: Word, says: Mapping[str, float]) -> Iterator[Bridge]:
    """The bridges over which a text that `says` these terms meets a word that it does not have itself."""
    asked = word.token.lemma
    if asked in says:
        return
    for told, strength in word.sense.whole.items():
        if strength >= _LEAST and told in says:
            yield asked, told
    for phrase, _ in word.sense.phrases:
        if all(term in says for term in phrase):
            yield asked, " ".join(phrase)


def enter(ledger: Ledger, query: Query, ranked: Sequence[Ranked], wanted: Sequence[float] | None) -> None:
    """Add one question: `wanted` says of each ranked unit whether it answers; None where nothing does."""
    first = _met(query, ranked[0])
    if wanted is None:
        ledger.silent.update(first)
        return
    answers = np.flatnonzero(np.asarray(wanted))
    if not len(answers):
        return
    answer = _met(query, ranked[int(answers[0])])
    ledger.helped.update(answer)
    if answers[0]:
        ledger.misled.update(first - answer)


def _met(query: Query, entry: Ranked) -> set[Bridge]:
    return {bridge for word in query.words for bridge in through(word, entry.candidate.unit.says)}


def add_site(ledger: Ledger, site: Site, model: Mapping[str, Any]) -> None:
    """Add every development question of a site."""
    ranker = site.ranker(model)
    for record in site.records:
        query = ranker.read(record["question"])
        ranked = ranker.rank(query, ranker.known(query))
        if ranked:
            units = [entry.candidate for entry in ranked]
            wanted = relevance(record, units, site.index.passages).tolist() if record["answerable"] else None
            enter(ledger, query, ranked, wanted)


def main() -> None:
    """List the bridges that led astray on the development sites of a checkout."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--limit", type=int, default=100)
    arguments = parser.parse_args()
    ledger, model = Ledger(), read_toml(MODEL)
    for site in sites(arguments.evals, arguments.corpus):
        if site.name:
            add_site(ledger, site, model)
    told = [ledger.helped, ledger.misled, ledger.silent]
    totals = [sum(one.values()) for one in told]
    sys.stdout.write(f"helped {totals[0]}, misled {totals[1]}, met without an answer {totals[2]}\n")
    for bridge in ledger.worst()[: arguments.limit]:
        counts = " ".join(f"{one[bridge]:4}" for one in told)
        sys.stdout.write(f"{counts}  {bridge[0]} -> {bridge[1]}\n")


if __name__ == "__main__":
    main()
