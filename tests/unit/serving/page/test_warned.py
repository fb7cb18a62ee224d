"""Warnings on the page: each fact once, none lost, and the tone of an emergency beside one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.caveats import guard
from citaat.records import Caveat
from citaat.serving.page.warned import urgent, warnings

SENTENCES = ["Dit kan schadelijk zijn.", "Overleg eerst.", "Is dat zo?", "Bel bij twijfel.", "'s Nachts ook."]


def caveat(id: str, text: str) -> Caveat:
    return Caveat(id, "emergency" if id == "spoed" else "warning", text, "regel", "woord", ())


def test_advice_that_two_warnings_share_is_said_once() -> None:
    owed = [
        caveat("overdosering", "Het kan veel zijn. Overleg eerst."),
        caveat("medicatie", "Overleg eerst."),
    ]
    found = warnings(owed)
    assert found.advice == "Overleg eerst."
    assert [(one.label, one.why, one.advice) for one in found.each] == [
        ("Niet te veel", "Het kan veel zijn.", ""),
        ("Medicijnen", "", ""),
    ]


def test_a_warning_by_itself_keeps_its_advice_apart() -> None:
    (found,) = warnings([caveat("risicogroep", "Een kind. Niet hiervoor. Overleg eerst.")]).each
    assert (found.label, found.why, found.advice) == (
        "Voor wie het is",
        "Een kind. Niet hiervoor.",
        "Overleg eerst.",
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["overdosering", "medicatie", "risicogroep"]),
            st.lists(st.sampled_from(SENTENCES), min_size=1),
        ),
        unique_by=lambda pair: pair[0],
    )
)
def test_no_sentence_is_lost_and_none_is_told_by_two(owed: list[tuple[str, list[str]]]) -> None:
    found = warnings([caveat(id, " ".join(sentences)) for id, sentences in owed])
    whole = [found.advice, *(f"{one.why} {one.advice}" for one in found.each)]
    for sentence in {sentence for _, sentences in owed for sentence in sentences}:
        assert sum(sentence in text for text in whole) == 1


@pytest.mark.parametrize(
    "question",
    [
        "mijn dochter van 3 heeft een hele pot magnesium en de bloeddrukpillen van oma opgegeten",
        "ik heb net 60 pillen ingenomen en ik val flauw",
        "ik ben zwanger en heb een hele strip ibuprofen ingenomen",
    ],
)
def test_beside_an_emergency_nobody_is_told_to_ask_first(question: str) -> None:
    owed = guard.owed(question)[1]
    assert owed[0].id == "spoed"
    assert len(owed) > 1
    for one in owed[1:]:
        assert one.text.startswith(("Vertel", "Noem"))
        assert not {"vooraf", "voordat"} & set(one.text.split())


def test_the_lines_of_an_emergency_come_in_the_order_of_its_text() -> None:
    (found,) = urgent(guard.owed("ik wil niet meer leven")[1])
    assert [line.number for line in found.lines] == ["113", "1813", "112"]
    (found,) = urgent(guard.owed("ik wil niet meer leven, ik heb een pot pillen geslikt")[1])
    assert [line.number for line in found.lines] == ["112", "113", "1813", "070245245"]


def test_a_number_for_who_took_something_is_no_button_for_who_did_not() -> None:
    (found,) = urgent(guard.owed("pijn op de borst bij het hardlopen")[1])
    assert [line.number for line in found.lines] == ["112"]
    assert "070245245" in {span.number for span in found.text}
    assert urgent([caveat("medicatie", "Bel 112.")]) == ()
