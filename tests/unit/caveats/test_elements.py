"""The elements of a term: what is written is read, kept and read back; what is none is refused."""

import pytest

from citaat.caveats.elements import decoded, encode
from citaat.caveats.patterns import PatternError, elements

TERMS = ["pil", "stem* *pil *mid*", "a/b .. <set>", "#10-20 keer? ^mg/gram", "#5+ pillen!"]


@pytest.mark.parametrize("term", TERMS)
def test_elements_survive_encoding(term: str) -> None:
    read = elements(term, lambda word: [word])
    assert [decoded(piece) for piece in encode(read).split(" ")] == read


@pytest.mark.parametrize("term", ["", ".. pil", "pil?", "^pil", "a&b"])
def test_bad_term_is_refused(term: str) -> None:
    with pytest.raises(PatternError):
        elements(term, lambda word: [word])
