"""Words that sound alike, by the letters that they are made of: of hundreds a misspelt word is like a few.

For long messages, which may be misspelt in every word. A question holds one such word or two, for which looking at
all of them costs less than getting ready.
"""

from collections.abc import Callable, Iterator

from citaat.caveats.spelling.apart import LONG

Alike = tuple[str, frozenset[str], list[str]]  # how it sounds, the letters of that, the forms that sound so
_Row = tuple[int, int, int, int, Alike]  # place, letters of the sound, letters and size of the first form


class ByLetters:
    """The words that `alike` gives for a key (how a sound begins or ends), and of those the ones near to a word."""

    def __init__(self, alike: Callable[[str], list[Alike]]) -> None:
        self._alike = alike
        self._sizes: dict[str, dict[int, list[_Row]]] = {}

    def close(self, key: str, word: str, heard: str) -> Iterator[Alike]:
        """Those that may be a letter off, or two where both are long, in the order that they were given in."""
        sizes = self._sizes.get(key)
        if sizes is None:
            sizes = self._sizes[key] = self._by_size(key)
        sound, letters, size = _letters(heard), _letters(word), len(word)
        found: list[_Row] = []
        for least in range(len(heard) - 2, len(heard) + 3):
            # A letter left out, put in or wrong changes two of the set at most, and another spelling of a sound more.
            found += [
                row
                for row in sizes.get(least, ())
                if (sound ^ row[1]).bit_count() < 3
                or (letters ^ row[2]).bit_count() < 3
                or (size >= LONG <= row[3] and (sound ^ row[1]).bit_count() < 5)
            ]
        found.sort()
        return (row[-1] for row in found)

    def _by_size(self, key: str) -> dict[int, list[_Row]]:
        sizes: dict[int, list[_Row]] = {}
        for at, alike in enumerate(self._alike(key)):
            heard, _, forms = alike
            row = at, _letters(heard), _letters(forms[0]), len(forms[0]), alike
            sizes.setdefault(len(heard), []).append(row)
        return sizes


def _letters(word: str) -> int:
    """The letters of a word as bits; letters of other alphabets may share one."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found
