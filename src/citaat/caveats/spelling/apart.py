"""How far a word is from another that it may be a misspelling of: told only up to two letters."""

from collections.abc import Iterator

# Words of fewer letters are misspellings of none; from LONG on they may be two letters off.
SHORTEST, LONG = 5, 9
_ANY_START = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_off(word: str) -> Iterator[str]:
    """Every word that a left out, swapped or wrong letter of `word` may have been."""
    # What is left out most is the last letter: "gegete".
    yield from (word + letter for letter in LETTERS)
    for at in range(len(word)):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail


def apart(word: str, heard: str, other: str, form: str) -> int:
    """The distance by sound or by spelling, 3 when too far for words this long."""
    size = min(len(word), len(form))
    if size < SHORTEST:
        return 3
    same = heard[:1] == other[:1]
    if not same and size < _ANY_START:
        return 3
    limit = 2 if size >= LONG and same else 1
    distance = 0 if heard == other else bounded(heard, other, limit)
    if distance > 1:
        distance = min(distance, bounded(word, form, limit))
    return distance if distance <= limit else 3


def bounded(left: str, right: str, limit: int) -> int:
    """The edit distance when it is at most `limit` (1 or 2), else 3."""
    start, size = 0, min(len(left), len(right))
    while start < size and left[start] == right[start]:
        start += 1
    end = 0
    while end < size - start and left[-1 - end] == right[-1 - end]:
        end += 1
    rest, other = left[start : len(left) - end], right[start : len(right) - end]
    if max(len(rest), len(other)) <= 1:
        return max(len(rest), len(other))
    if len(rest) == len(other) == 2 and rest == other[::-1]:
        return 1
    if limit == 1 or abs(len(rest) - len(other)) > 2:
        return 3
    # The first letters differ: one is left out, put in, wrong, or swapped with the next, and one more edit is left.
    tails = [(rest[1:], other), (rest, other[1:]), (rest[1:], other[1:])]
    if rest[:2] == other[1::-1]:
        tails.append((rest[2:], other[2:]))
    return 2 if any(bounded(one, another, 1) < 2 for one, another in tails) else 3
