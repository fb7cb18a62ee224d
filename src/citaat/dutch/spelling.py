"""Spelling correction towards the words that corpus and word lists know.

A misspelt word and its correction share a form with at most one letter deleted from
each (SymSpell's symmetric deletes), or sound alike in Dutch. These are base forms; of an inflected word ("waarbrog",
"gesnoied") one slip is undone by trying them all (Norvig's edits). Words with a digit, short words and those that are
longer than any real one are never corrected; whoever asks for a correction leaves out protected words (see
`search.reading` and `caveats.rules.Rules.protected`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

_SHORTEST, _LONGER, _LONG = 4, 5, 6
# The forms of a word cost the square of its length; the longest words in use have some fifty letters.
_LONGEST = 60
_SOUNDS = (
    ("sch", "sg"),
    ("ch", "g"),
    ("ij", "Y"),
    ("ei", "Y"),
    ("y", "i"),
    ("ou", "au"),
    ("ie", "i"),
    ("qu", "kw"),
    ("x", "ks"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
    ("oe", "u"),
)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Spelt the one way for the other: two letters, and one slip all the same.
_CONFUSED = (
    "y ij",
    "ei ij",
    "ou au",
    "g ch",
    "z s",
    "v f",
    "d t",
    "dt d",
    "dt t",
    "k c",
    "kw qu",
    "x ks",
    "oe u",
    "ie i",
)


def deletes(word: str) -> Iterator[str]:
    """`word` itself and every form with one letter left out."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def sound(word: str) -> str:
    """How `word` sounds, roughly: letters that Dutch spells in several ways made one."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    if word.endswith("d"):
        word = word[:-1] + "t"
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def letters(word: str) -> str:
    """`word` with the letters that Dutch writes as two made one, whichever way they are spelt: ij, ei and y."""
    return word.replace("ij", "Y").replace("ei", "Y").replace("y", "Y")


def spelling_table(words: Iterable[str]) -> dict[str, str]:
    """The "near:" and "sound:" entries for `words` that may be corrections."""
    found: dict[str, set[str]] = {}
    for word in words:
        if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
            for form in deletes(word):
                found.setdefault(f"near:{form}", set()).add(word)
            found.setdefault(f"sound:{sound(word)}", set()).add(word)
    return {key: " ".join(sorted(near)) for key, near in found.items()}


def corrections(word: str, table: Mapping[str, str]) -> list[tuple[str, int]]:
    """Known words near `word` with their distance (1 or 2), nearest first, then alphabetically."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return []
    found: set[str] = set()
    for form in deletes(word):
        found.update(table.get(f"near:{form}", "").split())
    # A y is typed for an ij ("wachtlyst") and for an i ("hypotheek").
    for heard in {sound(word), sound(word.replace("y", "ij"))}:
        found.update(table.get(f"sound:{heard}", "").split())
    limit = 1 if len(word) < _LONG else 2
    near = ((_apart(word, other), other) for other in found)
    return [(other, apart) for apart, other in sorted(near) if apart <= limit and _may_begin(word, other)]


def slips(word: str) -> Iterator[str]:
    """Every form that one slip makes of `word`, the likelier slips first.

    Letters swapped, one left out, one too many, a sound spelt in another way, a wrong one.
    """
    ends = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in ends[:-2])
    yield from (head + letter + tail for head, tail in ends for letter in _LETTERS)
    yield from (head + tail[1:] for head, tail in ends[:-1])
    for pair in _CONFUSED:
        for written, meant in (pair.split(), reversed(pair.split())):
            yield from (
                head + meant + tail[len(written) :] for head, tail in ends if tail.startswith(written)
            )
    yield from (head + letter + tail[1:] for head, tail in ends[:-1] for letter in _LETTERS)


def inflected(word: str, lemmas: Mapping[str, str], known: Callable[[str], bool]) -> list[str]:
    """The forms one slip from `word` whose lemma is `known`, likelier slips first; none for short words."""
    if not _LONGER <= len(word) <= _LONGEST or not word.isalpha():
        return []
    return [form for form in dict.fromkeys(slips(word)) if form != word and known(lemmas.get(form, form))]


def _apart(word: str, other: str) -> int:
    """The distance, in which another spelling of ij is one slip, as it is to whoever types it."""
    apart, same = distance(word, other), letters(word) == letters(other) and word != other
    return min(apart, 1) if same else apart


def _may_begin(word: str, other: str) -> bool:
    """A short word is no misspelling of one that begins with another sound: Slack is not lak."""
    return len(word) >= _LONG or sound(word)[:1] == sound(other)[:1] or sorted(word[:2]) == sorted(other[:2])


def distance(left: str, right: str) -> int:
    """Optimal string alignment distance: insert, delete, replace or swap neighbours."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
