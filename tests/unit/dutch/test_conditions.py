"""Amounts in a question, and the conditions of a text that they meet or miss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.conditions import _AMOUNT, Amount, _may_count, amounts, conditions, numbered


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hoeveel vitamine D moet mijn moeder van 74 nemen?", [Amount(74, "jaar")]),
        ("mijn dochter is 11, bij welke groep hoort ze", [Amount(11, "jaar")]),
        ("Mijn kale huur is 280 euro", [Amount(280, "euro")]),
        ("een rekening van €200", [Amount(200, "euro")]),
        ("20 weken zwanger", [Amount(20, "week")]),
        ("welke spuiten krijgt een kindje van 14 mnd?", [Amount(14, "maand")]),
        ("een woedeaanval van een 2 jarige", [Amount(2, "jaar")]),
        ("na drie weken gaat het niet", [Amount(3, "week")]),
        ("koorts van 38,6 graden", [Amount(38.6, "graad")]),
        ("bel 112", []),
        ("de reis van 2006", []),
    ],
)
def test_amounts_of_a_question(question: str, wanted: list[Amount]) -> None:
    assert list(amounts(question)) == wanted


@pytest.mark.parametrize(
    ("text", "amount", "holds"),
    [
        ("Iedereen vanaf 70 jaar: 20 microgram per dag.", Amount(74, "jaar"), True),
        ("Iedereen vanaf 70 jaar: 20 microgram per dag.", Amount(69, "jaar"), False),
        ("Kale huur onder € 300 | vast bedrag van € 25", Amount(280, "euro"), True),
        ("kinderen van **5 tot en met 11 jaar**, voor € 70 per vlucht", Amount(7, "jaar"), True),
        ("pupillen 6-8 jaar | dinsdag | 17.30–18.30", Amount(7, "jaar"), True),
        ("Vorken | 10–12 jaar", Amount(11, "jaar"), True),
        ("Wie 65 of ouder is", Amount(70, "jaar"), False),
        ("Wie 65 jaar of ouder is", Amount(70, "jaar"), True),
        ("Vermijd vanaf week 16 oefeningen", Amount(20, "week"), False),
        ("Een oorthermometer mag vanaf 3 maanden", Amount(2, "maand"), False),
        ("Bij, meer dan € 50: in drie gelijke delen", Amount(130, "euro"), True),
        ("betaalt tot 18 jaar, zonder eigen risico", Amount(9, "jaar"), True),
        ("De zaal is 18 meter lang", Amount(18, "m"), False),
        ("tot € 1.500 per jaar", Amount(1500, "euro"), True),
        ("een time-out kan vanaf twee jaar", Amount(3, "jaar"), True),
        ("4 tot 6 jaar: 240 mg", Amount(2, "jaar"), False),
        ("3 maanden tot 1 jaar: 120 mg", Amount(0.5, "jaar"), True),
        ("3 maanden tot 1 jaar: 120 mg", Amount(0.1, "jaar"), False),
    ],
)
def test_a_condition_is_met_or_not(text: str, amount: Amount, holds: bool) -> None:
    assert any(one.holds(amount) for one in conditions(text)) == holds


@given(st.text(max_size=80), st.integers(0, 10**12))
def test_any_text_is_read(text: str, number: int) -> None:
    for one in conditions(f"{text} vanaf {number} jaar {text}"):
        assert one.least <= one.most
    assert all(amount.unit for amount in amounts(text))


@pytest.mark.parametrize(
    ("text", "beginning", "given"),
    [
        ("Op het veer passen veertien fietsen.", "fiets", True),
        ("Er is plaats voor 60 staande fietsen.", "fiets", True),
        ("Je vervoert je fiets op eigen risico, tot 25 kilo.", "fiets", False),
        ("Bij 3 fouten zak je.", "punt", False),
    ],
)
def test_a_number_of_the_things_asked_for(text: str, beginning: str, given: bool) -> None:
    assert numbered(text, beginning) is given


_PIECES = st.sampled_from(
    [*"0 7 12 Drie nul acht en -  jaar KILO mg a % x . ,".split(" "), "tienden", "gedacht"]
)


@given(text=st.one_of(st.text(st.characters(codec="ascii")), st.lists(_PIECES).map(" ".join)))
def test_where_a_quick_look_sees_no_number_there_is_none(text: str) -> None:
    assert _may_count(text.lower()) or _AMOUNT.compiled.search(text) is None
