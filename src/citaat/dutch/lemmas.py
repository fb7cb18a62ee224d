"""Dutch lemmas: simplemma's dictionary first, then the regular endings, then the head of a compound."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from citaat.light import Protocol

_VOWELS = "aeiou"
# ending, what may stand in its place; the first result that the dictionary knows wins
_ENDINGS = (
    ("'s", ("",)),
    ("heden", ("heid",)),
    ("etjes", ("", "e")),
    ("etje", ("", "e")),
    ("pjes", ("",)),
    ("pje", ("",)),
    ("tjes", ("",)),
    ("tje", ("",)),
    ("jes", ("",)),
    ("je", ("",)),
    ("ekes", ("",)),
    ("eke", ("",)),
    ("kes", ("",)),
    ("ken", ("",)),
    ("ke", ("",)),
    ("en", ("", "en")),
    ("s", ("",)),
    ("e", ("",)),
    ("t", ("", "en")),
    ("d", ("", "en")),
)


class Splits(Protocol):
    """What the lemmatiser asks of a compound splitter."""

    def parts(self, word: str) -> tuple[str, ...]: ...


class Lemmatiser:
    """Finds the lemma of a folded word; a word that nothing explains is its own lemma."""

    def __init__(self, lemmas: Mapping[str, str], splitter: Splits) -> None:
        self._lemmas, self._splitter = lemmas, splitter

    def lemma(self, word: str) -> str:
        """The dictionary form of `word` (folded, lower case)."""
        found = self._lemmas.get(word)
        if found is not None:
            return found
        for stem in stems(word):
            found = self._lemmas.get(stem)
            if found is not None:
                return found
        parts = self._splitter.parts(word)
        return self._compound(word, parts[-1]) if parts else word

    def _compound(self, word: str, head: str) -> str:
        """`word` with its head in dictionary form: magnesiumpillen, pil -> magnesiumpil."""
        for size in range(min(len(word) - 3, len(head) + 4), 2, -1):
            if self._lemmas.get(word[-size:]) == head:
                return word[:-size] + head
        return word


def stems(word: str) -> Iterator[str]:
    """What `word` may be an inflected form of, likeliest first."""
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            for replacement in replacements:
                yield base + replacement
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in _VOWELS:
                yield base[:-1]
            elif base[-1] not in _VOWELS and base[-2] in _VOWELS and ending[0] == "e":
                yield base[:-1] + base[-2] + base[-1]


def load_lemmas() -> dict[str, str]:
    """simplemma's Dutch dictionary, folded; exact lower-case entries win over folded ones.

    Every lemma is its own lemma, so that the inflections of a word meet in one. Takes a second or
    two, once in a process for the corrections there are, and is shared: read it only. For building an index, which
    keeps it as a table.
    """
    return _loaded(_corrections())


@lru_cache(maxsize=1)
def _loaded(told: str) -> dict[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    from citaat.dutch.analysis import fold

    raw = DefaultDictionaryFactory().get_dictionary("nl")
    folded: dict[str, str] = {}
    for word, lemma in raw.items():
        key = word if word.isascii() and word.islower() and "`" not in word else fold(word)
        if key == word or key not in folded:
            folded[key] = lemma
    norms = {lemma: fold(lemma).replace("_", "") for lemma in set(folded.values())}
    found = canonical({word: norms[lemma] for word, lemma in folded.items()}) | corrections(told)
    return {word: found.get(lemma, lemma) for word, lemma in found.items()}


def _corrections() -> str:
    from pathlib import Path

    return (Path(__file__).parents[1] / "data" / "dutch" / "lemmas.txt").read_text(encoding="utf-8")


def corrections(told: str) -> dict[str, str]:
    """Forms that simplemma takes for another word, with their lemmas, as data/dutch/lemmas.txt tells them."""
    rows = [line.partition(":") for line in told.splitlines() if line[:1] not in ("", "#")]
    return {form: lemma for lemma, _, forms in rows for form in forms.split()}


def canonical(lemmas: Mapping[str, str]) -> dict[str, str]:
    """`lemmas` with every chain followed to its end: vezels -> vezel -> vezelen becomes vezels -> vezelen.

    A word that is its own lemma, or that has none, ends a chain. In a circle (fiets -> fietsen ->
    fiets) all of it goes to its longest word, the infinitive as a rule, or the first of these in
    the alphabet.
    """
    get = lemmas.get
    # Most words are one step away from a word that is its own lemma, or that has none.
    ends = {word: lemma for word, lemma in lemmas.items() if get(lemma, lemma) == lemma}
    for word in [word for word in lemmas if word not in ends]:
        chain: dict[str, int] = {}
        while word not in ends and word not in chain:
            chain[word] = len(chain)
            word = lemmas.get(word, word)
        circle = list(chain)[chain[word] :] if word in chain else []
        end = min(circle, key=lambda one: (-len(one), one)) if circle else ends[word]
        ends.update(dict.fromkeys(chain, end))
    return {word: ends[word] for word in lemmas}
