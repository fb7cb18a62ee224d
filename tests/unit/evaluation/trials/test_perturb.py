"""Perturbations: natural, seeded, and seen when they break something."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_system import QUESTIONS, Fake, criteria, run

from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.trials.perturbations import PERTURBATIONS, perturbed
from citaat.evaluation.trials.trials import PERTURBATIONS as NAMES
from citaat.records import Abstained, Abstention, Outcome

KINDS = {kind.name: kind for kind in PERTURBATIONS}
DEV = Slice("main", "dev")


def test_every_kind_has_its_measure() -> None:
    assert tuple(KINDS) == NAMES


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("diacritics", "Cafeïne en patiënten?", "Cafeine en patienten?"),
        ("compound-split", "Helpen magnesiumtabletten?", "Helpen magnesium tabletten?"),
        ("compound-join", "Helpen magnesium tabletten?", "Helpen magnesiumtabletten?"),
        ("u-je", "Kun je slapen met je spieren?", "Kunt u slapen met uw spieren?"),
        ("u-je", "Kunt u uw dosis nemen?", "Kun je je dosis nemen?"),
        ("capitals", "Wat is magnesium?", "WAT IS MAGNESIUM?"),
        ("lower-case", "Wat is Magnesium?", "wat is magnesium?"),
        ("no-question-mark", "Wat is magnesium?", "Wat is magnesium"),
        ("word-order", "Helpt magnesium tegen kramp?", "tegen kramp Helpt magnesium?"),
        ("word-order", "Wat? Nu met spoed.", None),
        ("typo", "Wat is dit?", None),
    ],
)
def test_what_each_kind_does(kind: str, before: str, after: str | None) -> None:
    assert perturbed(KINDS[kind], before, "id") == after


@given(st.text(max_size=60), st.sampled_from(PERTURBATIONS), st.text(max_size=5))
def test_any_text_is_taken_and_the_same_one_comes_out(text: str, kind: object, key: str) -> None:
    first = perturbed(kind, text, key)  # type: ignore[arg-type]
    assert first == perturbed(kind, text, key)  # type: ignore[arg-type]
    assert first != text


@given(st.text(alphabet="abcdefghij", min_size=6, max_size=20), st.integers())
def test_a_typo_is_one_slip(word: str, key: int) -> None:
    slipped = perturbed(KINDS["typo"], word, str(key))
    assert slipped is None or abs(len(slipped) - len(word)) <= 1
    assert slipped is None or (slipped[0], slipped[-1]) == (word[0], word[-1])


def test_nfd_is_the_same_text() -> None:
    changed = perturbed(KINDS["nfd"], "Cafeïne?", "id")
    assert changed is not None
    assert unicodedata.normalize("NFC", changed) == "Cafeïne?"


def shouting_hides_everything(outcome: Outcome) -> Outcome:
    if not outcome.question.isupper():
        return outcome
    return Abstained(outcome.question, 0.0, Abstention("not_in_corpus", (), ()), ())


def test_what_breaks_on_capitals_is_counted_and_shown(tmp_path: Path) -> None:
    report = run(criteria(tmp_path), Fake(shouting_hides_everything))
    own = report.board[DEV]
    assert own["flip/capitals"].value > 0
    assert own["flip/typo"].value == 0
    assert own["caveat_survival/capitals"].value == 0
    lost = {one.lost for one in report.runs["main"].flips}
    assert lost == {"answer", "medicatie"}


def test_the_floor_on_a_trial_gates(tmp_path: Path) -> None:
    held = criteria(tmp_path, '[main.dev]\n"flip/capitals" = 0.1\naccuracy = 0.9\n')
    report = run(held, Fake(shouting_hides_everything))
    assert any("flip/capitals" in one.message for one in report.breaches)


def test_a_trial_that_measured_nothing_does_not_meet_its_floor(tmp_path: Path) -> None:
    held = criteria(tmp_path, '[main.dev]\n"flip/compound-join" = 1.0\naccuracy = 0.9\n')
    assert any("nothing to measure" in one.message for one in run(held).breaches)


def test_a_caveat_that_a_sentence_must_add(tmp_path: Path) -> None:
    def never_at_risk(outcome: Outcome) -> Outcome:
        return replace(outcome, caveats=tuple(one for one in outcome.caveats if one.id != "risicogroep"))

    report = run(criteria(tmp_path), Fake(never_at_risk))
    assert report.board[DEV]["direction/zwanger"].value == 0
    assert report.board[DEV]["direction/medicijnen"].value == 1


def test_a_system_that_finds_its_answer_elsewhere_is_seen(tmp_path: Path) -> None:
    class Stubborn(Fake):
        def without(self, passage_ids: object) -> Fake:
            return self

    report = run(criteria(tmp_path), Stubborn(), QUESTIONS)
    assert report.board[DEV]["removal_abstention"].value == 0
