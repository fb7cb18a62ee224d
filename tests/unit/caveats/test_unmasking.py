"""Masked words: an emergency is found under signs, dots, blanks and look-alikes, and what is no mask stays as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rules import analyser
from support.rules import rules_packaged as rules

from citaat.caveats.unmasking import _MASKED, _MASKS

MASKED = {
    "ik wil d00d": "d00d",
    "ik wil d0od.": "d0od",
    "ik wil d*od": "d*od",
    "ik wil d**d": "d**d",
    "ik wil d.o.o.d": "d.o.o.d",
    "ik wil D-O-O-D": "D-O-O-D",
    "ik wil d o o d": "d o o d",
    "i k  w i l  d o o d": "d o o d",
    "i k w i l d o o d": "d o o d",
    "zelfm**rd plegen": "zelfm**rd",
    "z3lfmoord plegen": "z3lfmoord",
    "zelfm0rd plegen": "zelfm0rd",
    "ik wil d\u043e\u043ed": "d\u043e\u043ed",
    "ik wil d\u03bf\u03bfd": "d\u03bf\u03bfd",
    "1k w1l d00d": "1k w1l d00d",
    "z.e i.s b.e.w.u.s.t.e.l.o.o.s": "b.e.w.u.s.t.e.l.o.o.s",
    "ik.wil.niet.meer.leven": "niet.meer.leven",
    "ik <b>wil</b> <b>niet</b> <b>meer</b> leven": "meer</b> leven",
    "heb 30 pil\u00adlen ge\u00adslikt": "pil\u00adlen",
    "heb 30 pil\u200blen ge\u200bslikt": "pil\u200blen",
    "heb 30 p\u2060illen ge\u200dslikt": "p\u2060illen",
}


@pytest.mark.parametrize("message", list(MASKED))
def test_an_emergency_is_found_under_a_mask_and_told_as_typed(message: str) -> None:
    urgent = [
        one for one in rules().fire(message, rules().tokens(message, analyser())) if one.caveat == "spoed"
    ]
    assert any(MASKED[message] in one.trigger for one in urgent), urgent


@pytest.mark.parametrize(
    "message",
    [
        "vitamine b12, q10, d3 en 3d",
        "24/7 bij de w.c.",
        "k2 en w1n op order 7mnb12q9",
        "mail naar piet.jan.klaas.kees@voorbeeld.nl of www.een.twee.drie.nl",
        "als a<b en c>d, of <dood>",
        "i.v.m. a.u.b. i.p.v. o.a. m.b.v.",
        "2*500mg, 3 x daags, 5mg/kg",
        "arts*en en co2",
        "info@anoniem.nl",
        "order 7mnb12q9 en kenteken xk47zz9",
        "хочу спать",
        "*let* op! **niet** doen!",
    ],
)
def test_what_is_no_mask_stays(message: str) -> None:
    surfaces = [token.surface for token in rules().tokens(message, analyser()) if not token.derived]
    assert surfaces == [token.surface for token in analyser().tokens(message) if not token.derived]


@given(st.text(st.sampled_from("dopil013*.-@ \u00ad\u200b\u043e"), max_size=40))
def test_every_word_stands_where_it_was_typed(message: str) -> None:
    tokens = rules().tokens(message, analyser())
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert all(0 <= token.start < token.end <= len(message) for token in tokens)


def test_a_hostile_row_of_signs_costs_little() -> None:
    for piece in ("a*", "a.", "0a", "\u043e", "a\u200b", "\u00ad"):
        assert len(rules().tokens(piece * 2_000, analyser())) <= 4_000


@given(text=st.text(st.sampled_from("abd0٣²@$€!|*# -_")))
def test_a_masked_word_has_a_digit_or_a_sign(text: str) -> None:
    told = any(map(str.isdecimal, text)) or any(sign in text for sign in _MASKS)
    assert told or _MASKED.compiled.search(text) is None
