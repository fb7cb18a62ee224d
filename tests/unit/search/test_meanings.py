"""Covering the words of a question term by term gives what comparing word by word gives."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from citaat.search.meanings import PARTS, Meanings, Sense

OPTIONS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 1.0), max_size=4)
WORDS = st.lists(st.tuples(OPTIONS, st.lists(OPTIONS, max_size=3)), max_size=4)


def best(options: Mapping[str, float], says: Mapping[str, float]) -> float:
    return max((strength * says[term] for term, strength in options.items() if term in says), default=0.0)


@given(words=WORDS, says=OPTIONS)
def test_each_word_counts_as_its_best_option_or_as_its_parts_together(
    words: list[tuple[dict[str, float], list[dict[str, float]]]], says: dict[str, float]
) -> None:
    meanings = Meanings([Sense(whole, tuple(parts)) for whole, parts in words])
    expected = []
    for whole, parts in words:
        together = sum(best(part, says) for part in parts) / len(parts) if parts else 0.0
        expected.append(max(best(whole, says), PARTS * together))
    assert meanings.matches(says) == tuple(expected)


def test_a_term_is_known_when_any_word_may_stand_for_it() -> None:
    meanings = Meanings([Sense({"pijn": 1.0}, ({"spier": 1.0},))])
    assert "spier" in meanings
    assert "kuit" not in meanings


def test_a_phrase_counts_only_where_all_of_it_is_said() -> None:
    meanings = Meanings([Sense({"terugbetaling": 1.0}, (), ((("geld", "terug"), 0.8),))])
    assert meanings.matches({"geld": 1.0}) == (0.0,)
    assert meanings.matches({"geld": 1.0, "terug": 0.5}) == (0.4,)
    assert meanings.matches({"geld": 1.0, "terug": 1.0, "terugbetaling": 1.0}) == (1.0,)
