"""Some of the questions: named, failing on record, or a few of each set."""

import pytest
from support.fake_system import QUESTIONS

from citaat.errors import UsageError
from citaat.evaluation.gold.selection import Selection
from citaat.evaluation.gold.sets import GoldSet

SETS = [GoldSet("main", None, QUESTIONS[:40]), GoldSet("site", "x", QUESTIONS[:20])]


def chosen(selection: Selection) -> dict[str, list[str]]:
    return {gold.name: [one.id for one in gold.questions] for gold in selection.of(SETS)}


def test_nothing_chosen_is_no_selection() -> None:
    assert not Selection()
    assert Selection(limit=1)
    assert Selection(failing={})


def test_questions_by_id_in_every_set_or_in_one() -> None:
    assert chosen(Selection(("q003", "q001"))) == {"main": ["q001", "q003"], "site": ["q001", "q003"]}
    assert chosen(Selection(("site:q003",))) == {"site": ["q003"]}


def test_an_unknown_id_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no question has the id 'q0031'; did you mean"):
        Selection(("q0031",)).of(SETS)


def test_failing_questions_of_their_set_and_split() -> None:
    failing = {("main", "dev"): ("q004", "q005"), ("site", "test"): ("q001",)}
    assert chosen(Selection(failing=failing)) == {"main": ["q004", "q005"]}
    with pytest.raises(UsageError, match="no question is left to ask"):
        Selection(failing={}).of(SETS)


def test_a_limit_is_spread_over_the_file() -> None:
    assert chosen(Selection(limit=4)) == {
        "main": ["q000", "q010", "q020", "q030"],
        "site": ["q000", "q005", "q010", "q015"],
    }
    assert len(chosen(Selection(limit=100))["site"]) == 20
