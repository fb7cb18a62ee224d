"""What is read sentence by sentence is what is read in one go."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from support.rules import analyser
from support.rules import rules_packaged as rules

from citaat.caveats.elements import Element
from citaat.caveats.matching import matcher
from citaat.caveats.matching.sieve import Sieve
from citaat.caveats.net.parts import parts
from citaat.caveats.patterns import elements
from citaat.caveats.spelling.apart import bounded
from citaat.dutch.spelling import distance

SENTENCES = (
    "Mijn dochter heeft een hele strip pillen ingeslikt",
    "ik wil niet meer leven",
    "We lachten ons dood om die film",
    "Hij reageert niet meer, zijn lippen zijn blauw",
    "De fiets staat in de schuur",
    "Zie het niet meer zitten",
    "kaal",
)


def phrase(text: str) -> list[Element]:
    return elements(text, lambda word: [word])


def sift(phrases: Sequence[tuple[str, str]], words: str, *values: float) -> list[int]:
    """The phrases (with the set that each is one of) that may stand among some words; `pil` is in the set `pil`."""
    numbers = {name: at for at, name in enumerate(dict.fromkeys(["pil", *(name for name, _ in phrases)]))}
    sieve = Sieve(
        [(numbers[name], phrase(text)) for name, text in phrases],
        numbers,
        lambda keys: [numbers["pil"]] if "pil" in keys else [],
    )
    return sieve.rows([(word,) for word in words.split()], values)


def test_a_phrase_passes_only_with_all_of_its_words() -> None:
    phrases = [
        ("x", "niet/nooit .. meer leven"),
        ("x", "<pil> op!"),
        ("x", "blauwe lippen?"),
        ("x", "zelf* dood"),
    ]
    assert sift(phrases, "niet meer leven") == [0]
    assert sift(phrases, "nooit leven op") == []
    assert sift(phrases, "pil op") == [1]
    assert sift(phrases, "blauwe") == [2]
    assert sift(phrases, "zelfs dood") == [3]
    assert sift(phrases, "") == []


def test_a_number_passes_where_it_is_in_the_range() -> None:
    phrases = [("x", "#8+ .. <pil>"), ("x", "er .. #8+/veel op")]
    assert sift(phrases, "er op pil") == []
    assert sift(phrases, "er op pil", 7) == []
    assert sift(phrases, "er op pil", 9) == [0, 1]
    assert sift(phrases, "er op veel") == [1]


def test_what_a_phrase_makes_another_may_need() -> None:
    phrases = [("veel", "een hoop"), ("kwaad", "<veel> .. spijt"), ("erg", "<kwaad> nu")]
    assert sift(phrases, "een hoop spijt nu") == [0, 1, 2]
    assert sift(phrases, "een spijt nu") == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.sampled_from([". ", "? ", " ; ", "\n"])
)
def test_sentences_apart_hold_the_same_term_sets(chosen: list[str], mark: str) -> None:
    text = mark.join(chosen)
    tokens = rules().tokens(text, analyser())
    whole = rules().occurrences(text, tokens)
    before, matcher._LONG = matcher._LONG, 0
    try:
        apart = rules().occurrences(text, tokens)
    finally:
        matcher._LONG = before
    assert {name: sorted(places) for name, places in apart.items()} == {
        name: sorted(places) for name, places in whole.items()
    }


def test_a_part_is_two_sentences_with_what_stands_in_them() -> None:
    text = "Mijn moeder belde. Hij reageert niet meer. De fiets staat in de schuur."
    tokens = rules().tokens(text, analyser())
    reading = rules().read(text, tokens)
    found = list(parts(text, reading, rules().places(reading)))
    assert [one for one, _, _ in found] == [
        "Mijn moeder belde. Hij reageert niet meer",
        "Hij reageert niet meer. De fiets staat in de schuur",
    ]
    assert [(len(part), list(part.starts)) for _, part, _ in found] == [(7, [3]), (10, [4])]
    for one, part, places in found:
        alone = rules().read(one, rules().tokens(one, analyser()))
        assert {name: sorted(own) for name, own in rules().places(alone).items()} == {
            name: sorted(own) for name, own in places.items()
        }
        assert [token.norm for token in part.tokens] == [token.norm for token in alone.tokens]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_a_bounded_distance_is_the_distance_or_too_far(left: str, right: str) -> None:
    assert min(bounded(left, right, 2), 3) == min(distance(left, right), 3)
