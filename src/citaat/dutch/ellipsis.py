"""Words that share a part with a neighbour: "aan- en afmelden", "kinderopvang en -toeslag", "uv-A"."""

from collections.abc import Callable, Iterator, Sequence

from citaat.light import TYPE_CHECKING, Pattern

if TYPE_CHECKING:
    from citaat.dutch.analysis import Token

_BETWEEN = frozenset("en of als noch tot dan".split())
# From a hyphen to the word that completes it: "in-, uit- en doorvoer".
_FAR = 6
_LEAST = 3
_CUT = Pattern(r"\w-(?![\w])|(?<![\w])-[^\W\d]")
# "uv-A" is "uva"; other words are joined when a dictionary knows the whole ("e-mailadres").
_SHORT = 6


def is_cut(piece: str) -> bool:
    """Whether a piece of text between blanks holds a word cut short: "aan-", "(-toeslag)"."""
    return "-" in piece and _CUT.compiled.search(piece) is not None


def completed(
    tokens: Sequence["Token"], text: str, known: Callable[[str], bool], last_part: Callable[[str], str]
) -> dict[int, list[tuple[int, str]]]:
    """The whole words that cut ones stand for: by the token that completes one, where it begins and the word.

    `known` says whether there is such a word, `last_part` gives the last part of a compound.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for at, token in enumerate(tokens):
        if text[token.end : token.end + 1] == "-":
            follows = tokens[at + 1] if at + 1 < len(tokens) else None
            if follows is not None and follows.start == token.end + 1:
                for whole in _around(token.norm, follows.norm, known):
                    found.setdefault(at + 1, []).append((at, whole))
            else:
                for end, whole in _cut_right(tokens, at, text, known, last_part):
                    found.setdefault(end, []).append((at, whole))
        elif _opens_with_hyphen(token, text) and at > 1 and tokens[at - 1].norm in _BETWEEN:
            for whole in _cut_left(tokens[at - 2].norm, token.norm, known):
                found.setdefault(at, []).append((at - 2, whole))
    return found


def _opens_with_hyphen(token: "Token", text: str) -> bool:
    before = text[max(0, token.start - 2) : token.start]
    return before.endswith("-") and not before[:-1].strip("( \t\n")


def _around(left: str, right: str, known: Callable[[str], bool]) -> Iterator[str]:
    whole = left + right
    single = min(len(left), len(right)) == 1 and len(whole) <= _SHORT
    if whole.isalpha() and (single or known(whole)):
        yield whole


def _cut_right(
    tokens: Sequence["Token"],
    at: int,
    text: str,
    known: Callable[[str], bool],
    last_part: Callable[[str], str],
) -> Iterator[tuple[int, str]]:
    """ "aan-" is completed by the first word after "en" that is whole."""
    first = tokens[at].norm
    for end in range(at + 1, min(at + 1 + _FAR, len(tokens))):
        token = tokens[end]
        if token.norm in _BETWEEN or text[token.end : token.end + 1] == "-":
            continue
        tails = (token.norm[cut:] for cut in range(2, len(token.norm) - _LEAST + 1))
        whole = next((first + tail for tail in tails if known(first + tail)), "")
        tail = last_part(token.norm)
        if whole or (tail and token.norm.endswith(tail)):
            yield end, whole or first + tail
        return


def _cut_left(left: str, right: str, known: Callable[[str], bool]) -> Iterator[str]:
    heads = (left[:cut] for cut in range(len(left) - 2, _LEAST - 1, -1))
    whole = next((head + right for head in heads if known(head + right)), "")
    if whole:
        yield whole
