"""Of whom a text speaks: ages and animals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.remedies import SOMEBODY
from citaat.dutch import groups
from citaat.dutch.conditions import Condition

ENDLESS = float("inf")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Een kind van 4 tot 6 jaar krijgt 240 mg, hooguit 4 keer per dag.", [(4, 6)]),
        ("Een baby van 3 tot 12 maanden krijgt 60 mg.", [(0.25, 1)]),
        ("een kleuter van 4 jaar", [(4, 4)]),
        ("Kinderen tot 4 jaar krijgen 10 microgram.", [(-ENDLESS, 4)]),
        ("Volwassenen en kinderen vanaf 12 jaar", [(12, ENDLESS), (18, ENDLESS)]),
        ("mag een kind van 13 naproxen", [(13, 13)]),
        ("mijn zoontje van 2,5 jaar", [(2.5, 2.5)]),
        ("mijn moeder van 74", [(74, 74)]),
        ("een kind van 15 kilo", [(0, 17.9)]),
        ("Baby's krijgen de eerste 3 maanden druppels.", [(0, 1.9)]),
        ("3 maanden tot 1 jaar", [(0.25, 1)]),
        ("Boven de 60 en 12+", [(60, ENDLESS), (12, ENDLESS)]),
        ("10 + 5 euro", []),
        ("Slik het 2 jaar, na 2 jaar stopt u.", []),
        ("2 tabletten van 20 mg, 4 weken lang", []),
    ],
)
def test_ages_are_told_from_weights_and_from_how_long_something_lasts(
    text: str, years: list[tuple[float, float]]
) -> None:
    assert [(one.least, one.most) for one in groups.ages(text)] == years


@pytest.mark.parametrize(
    "question",
    [
        "Mag ik ibuprofen als ik zwanger ben van mijn tweede kind?",
        "Hoeveel foliumzuur als ik kinderen wil?",
        "Hoeveel vitamine D bij borstvoeding, is dat goed voor de baby?",
    ],
)
def test_whoever_expects_a_child_asks_for_herself(question: str) -> None:
    assert groups.asked_ages(question) == ()


@pytest.mark.parametrize(
    ("text", "animals"),
    [
        ("Geef een pup of een kat", {"hond", "kat"}),
        ("Ieder huisdier", {groups.ANY_ANIMAL}),
        ("zo moe als een hond", set()),
        ("hondenbelasting", set()),
    ],
)
def test_animals_are_found_by_all_their_names(text: str, animals: set[str]) -> None:
    assert groups.animals(text) == animals


def test_children_and_grown_ups_do_not_overlap_but_ranges_may() -> None:
    child, adult = groups.ages("kinderen"), groups.ages("volwassenen")
    assert not groups.overlap(child, adult)
    assert groups.overlap(child, groups.ages("vanaf 12 jaar"))
    assert groups.are_children(child)
    assert groups.are_mixed((*child, *adult))


@given(least=st.integers(0, 90), width=st.integers(0, 20))
def test_every_age_within_a_range_overlaps_it(least: int, width: int) -> None:
    told = groups.ages(f"mensen van {least} tot {least + width + 1} jaar")
    inside = Condition(least + width / 2, least + width / 2, "jaar")
    assert groups.overlap((inside,), told)


_SOMEBODY = (
    "een baby, mijn dreumes, de kleuters, tieners, een volwassene, senioren, mijn zoon, iemand van 74, een pup, poezen, "
    "katers, pony's, een cavia, muizen, duiven, geiten, huisdieren"
)


@pytest.mark.parametrize("text", _SOMEBODY.split(", "))
def test_a_question_that_tells_of_whom_it_asks_is_never_passed_over(text: str) -> None:
    assert SOMEBODY.compiled.search(text)
    assert groups.ages(text) or groups.animals(text)
