"""Lemma tokens to search: of the passage file in CITAAT_BENCH_CORPUS, else made up with the frequencies of language."""

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from itertools import chain, islice

from citaat.dutch.analysis import Analyser, fold
from citaat.dutch.lemmas import load_lemmas
from citaat.dutch.words import read_dutch

Text = list[str]
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+|\n+")


def texts(count: int, sentences: bool) -> list[Text]:
    """`count` passages, or sentences of them, as lemmas; fewer when the file has fewer."""
    path = os.environ.get("CITAAT_BENCH_CORPUS")
    if not path:
        return list(islice(made_up(10 if sentences else 40), count))
    found = _analysed(path)
    return list(islice(chain.from_iterable(found) if sentences else map(_joined, found), count))


def _joined(parts: list[Text]) -> Text:
    return [lemma for part in parts for lemma in part]


def _analysed(path: str) -> Iterator[list[Text]]:
    dutch = read_dutch()
    words = {f"stop:{fold(word)}": "" for word in dutch.stop}
    analyser = Analyser(load_lemmas(), words, frozenset())
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path) as file:
        for line in file:
            parts = [analyser.lemmas(part) for part in _SENTENCE.split(json.loads(line)["text"])]
            if any(parts):
                yield [part for part in parts if part]


def made_up(length: int, seed: int = 1) -> Iterator[Text]:
    """Texts of some `length` words, the r-th commonest word with a frequency of about 1/r (Zipf)."""
    chance = random.Random(seed)
    while True:
        size = chance.randrange(1, 2 * length)
        yield [f"w{int(100_000 ** chance.random())}" for _ in range(size)]


def questions(source: list[Text], count: int, seed: int = 5) -> list[Text]:
    """Questions of 3 to 10 different words, each from one text where it has as many."""
    chance = random.Random(seed)
    asked: list[Text] = []
    usable = [text for text in source if len(set(text)) >= 3]
    while usable and len(asked) < count:
        lemmas = sorted(set(chance.choice(usable)))
        asked.append(chance.sample(lemmas, min(len(lemmas), chance.randrange(3, 11))))
    return asked
