"""How well a text covers each word of a question, found from the terms that both of them have."""

from collections.abc import Iterator, Mapping, Sequence

from citaat.light import dataclass

# The parts of a compound together, against the whole word.
PARTS = 0.9
_WHOLE = -1

Options = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word of a question may stand for.

    `whole` maps the terms that count as the word to how much they count; `parts` does the same for each
    part of a compound, which together count for PARTS of the word; `phrases` are terms that
    count only when a text has all of them.
    """

    whole: Options
    parts: tuple[Options, ...] = ()
    phrases: tuple[tuple[tuple[str, ...], float], ...] = ()


class Meanings:
    """The senses of the words of a question, turned round: from the terms of a text to the words they cover."""

    __slots__ = ("_entries", "_none", "_phrases", "_sizes")

    def __init__(self, senses: Sequence[Sense]) -> None:
        self._none = (0.0,) * len(senses)
        self._sizes = tuple(len(sense.parts) for sense in senses)
        self._entries: dict[str, list[tuple[int, int, float]]] = {}
        # By their first term, so that a text without it need not be looked at again.
        self._phrases: dict[str, list[tuple[tuple[str, ...], int, float]]] = {}
        for word, sense in enumerate(senses):
            for part, options in enumerate((sense.whole, *sense.parts), _WHOLE):
                for term, strength in options.items():
                    self._entries.setdefault(term, []).append((word, part, strength))
            for (first, *rest), strength in sense.phrases:
                self._phrases.setdefault(first, []).append((tuple(rest), word, strength))

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, term: object) -> bool:
        return term in self._entries

    def matches(self, says: Mapping[str, float]) -> tuple[float, ...]:
        """How well a text that `says` these terms covers each word, 0..1."""
        shared = self._entries.keys() & says.keys()
        opened = self._phrases.keys() & says.keys()
        if not shared and not opened:
            return self._none
        best = list(self._none)
        pieces: dict[int, dict[int, float]] = {}
        for term in shared:
            said = says[term]
            for word, part, strength in self._entries[term]:
                value = strength * said
                if part == _WHOLE:
                    if value > best[word]:
                        best[word] = value
                else:
                    found = pieces.setdefault(word, {})
                    if value > found.get(part, 0.0):
                        found[part] = value
        for word, found in pieces.items():
            size = self._sizes[word]
            together = sum(found.get(part, 0.0) for part in range(size)) / size
            best[word] = max(best[word], PARTS * together)
        for first in opened:
            for rest, word, strength in self._phrases[first]:
                if strength > best[word] and all(term in says for term in rest):
                    best[word] = max(best[word], strength * min(says[first], *(says[term] for term in rest)))
        return tuple(best)
