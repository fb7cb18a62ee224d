"""Numbers to call: those of a warning, and nothing that merely looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.caveats import guard
from citaat.serving.page.phones import numbers, spans


@given(text=st.text(st.sampled_from("Bel 0123457890 112-.,/+mg"), max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(one.text for one in spans(text)) == text


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Bel 112 of 0800-0113, in België 1813.", ["112", "08000113", "1813"]),
        ("Antigifcentrum: 070 245 245. Wacht niet", ["070245245"]),
        ("bel 030 274 8888 of 0900 1515 of +31 30 274 88 88", ["0302748888", "09001515", "+31302748888"]),
        ("bel 0612345678; 112! 112?", ["0612345678", "112"]),
        ("neem 112 mg of 113,5 g, zo'n 1813 ml", []),
        ("van 220-260 mg in 2025, 1.112 keer, art. 112/3, 12-112-3, 0,112", []),
    ],
)
def test_numbers(text: str, dialled: list[str]) -> None:
    assert [one.number for one in numbers(text)] == dialled


def test_every_warning_of_an_emergency_has_a_number() -> None:
    for question in ("mijn kind heeft pillen geslikt", "ik wil dood", "mijn vader krijgt geen lucht meer"):
        _, caveats = guard.owed(question)
        assert caveats[0].id == "spoed"
        assert "112" in [one.number for one in numbers(caveats[0].text)]
