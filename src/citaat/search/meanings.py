"""How well a text covers each word of a question, found from the terms that both of them have."""

from collections.abc import Iterator, Mapping, Sequence

# The parts of a compound together, against the whole word.
PARTS = 0.9
_WHOLE = -1


class Meanings:
    """The terms that the words of a question may stand for.

    `wholes[i]` maps the terms that count as word i to how much they count; `parts[i]`
    does the same for each part of a compound, which together count for PARTS of the word.
    """

    __slots__ = ("_entries", "_none", "_sizes")

    def __init__(
        self, wholes: Sequence[Mapping[str, float]], parts: Sequence[Sequence[Mapping[str, float]]]
    ) -> None:
        self._none = (0.0,) * len(wholes)
        self._sizes = tuple(map(len, parts))
        self._entries: dict[str, list[tuple[int, int, float]]] = {}
        for word, (whole, pieces) in enumerate(zip(wholes, parts, strict=True)):
            for part, options in enumerate((whole, *pieces), _WHOLE):
                for term, strength in options.items():
                    self._entries.setdefault(term, []).append((word, part, strength))

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, term: object) -> bool:
        return term in self._entries

    def matches(self, says: Mapping[str, float]) -> tuple[float, ...]:
        """How well a text that `says` these terms covers each word, 0..1."""
        shared = self._entries.keys() & says.keys()
        if not shared:
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
        return tuple(best)
