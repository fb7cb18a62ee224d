"""Numbers to call: those of a warning, and nothing that merely looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.caveats import book, guard
from citaat.serving.page.phones import Line, lines, spans


@given(text=st.text(st.sampled_from("Bel 0123457890 112-.,/+mg"), max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(one.text for one in spans(text)) == text


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Bel 112 of 0800-0113, in België 1813.", ["112", "113", "1813"]),
        ("Antigifcentrum: 070 245 245. Wacht niet", ["070245245"]),
        ("bel 030 274 8888 of 0900 1515 of +31 30 274 88 88", ["0302748888", "09001515", "+31302748888"]),
        ("bel 0612345678; 112! 112?", ["0612345678", "112"]),
        ("neem 112 mg of 113,5 g, zo'n 1813 ml", []),
        ("van 220-260 mg in 2025, 1.112 keer, art. 112/3, 12-112-3, 0,112", []),
    ],
)
def test_numbers(text: str, dialled: list[str]) -> None:
    assert [one.number for one in lines(text)] == dialled


def test_every_warning_of_an_emergency_has_a_number() -> None:
    for question in ("mijn kind heeft pillen geslikt", "ik wil dood", "mijn vader krijgt geen lucht meer"):
        _, caveats = guard.owed(question)
        assert caveats[0].id == "spoed"
        assert "112" in [one.number for one in lines(caveats[0].text)]


def test_two_numbers_of_one_line_are_one_button() -> None:
    line = Line("113", "113", "Zelfmoordpreventie, Nederland")
    assert lines("bel 113 of 0800-0113") == lines("bel 0800 0113 of 113") == [line]
    assert lines("bel 030 274 8888") == [Line("030 274 8888", "0302748888")]


def test_every_number_of_the_package_says_for_which_country_it_is() -> None:
    for text in book.packaged(net=False).texts:
        for told in (text.alone, *text.leads.values(), *text.instead.values()):
            assert all(line.told.endswith(("Nederland", "België")) for line in lines(told)), told
