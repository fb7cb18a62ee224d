"""All sites together are held by floors of their own, and a site that has none is named."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_system import QUESTIONS, Fake

from citaat.errors import UsageError
from citaat.evaluation.gate.floors import fitting, read_floors
from citaat.evaluation.gold.sets import GoldSet, sites
from citaat.evaluation.grading.criteria import Criteria
from citaat.evaluation.measures.pool import POOL, members, pooled_trials
from citaat.evaluation.measures.scores import Slice, share
from citaat.evaluation.reports.data import as_data
from citaat.evaluation.reports.html import page
from citaat.evaluation.reports.text import summary
from citaat.evaluation.suite import Report, evaluate
from citaat.outcome.rendering import Style
from citaat.records import Answered, Outcome

# What the planted systems need to be seen, and no site has.
MAIN = """
least_questions = 10
[main.dev]
answer_accuracy = 0.9
abstention_recall = 0.9
caveat_recall = 1.0
nagging = 0.0
evidence_share = 0.9
guidance = 0.9
"Brier:unanswerable" = 0.1
"""
SETS = tuple(
    GoldSet(name, None if name == "main" else name, tuple(one for one in QUESTIONS if one.split == "dev"))
    for name in ("main", "oost", "west")
)
POOLED = "[sites.dev]\naccuracy = 0.8\n"


def mute(outcome: Outcome) -> Outcome:
    """Never answers."""
    if not isinstance(outcome, Answered):
        return outcome
    fake = Fake(gone={one.passage_id for one in outcome.citations})
    return fake.ask(outcome.question)


def same(outcome: Outcome) -> Outcome:
    """As it is."""
    return outcome


def judged(
    folder: Path, floors: str, bad: Mapping[str, Callable[[Outcome], Outcome]] = MappingProxyType({})
) -> Report:
    """The whole suite over three sets; `bad` spoils the outcomes of a site."""
    file = folder / "floors.toml"
    file.write_text(floors, encoding="utf-8")
    read = read_floors(file)
    chosen = fitting(read, {one.name: one.questions for one in SETS}, None)
    held = Criteria(chosen, least=read.least)
    return evaluate(
        SETS,
        lambda corpus: Fake(bad.get(corpus or "", same)),
        lambda found: held,
        lambda stage, done, total: None,
    )


def test_a_site_without_floors_of_its_own_is_held_by_the_pool(tmp_path: Path) -> None:
    assert judged(tmp_path, MAIN + POOLED).breaches == ()
    unheld = judged(tmp_path, MAIN, {"oost": mute})
    assert {one.kind for one in unheld.breaches} == {"self-test"}, "no floor sees what a site does"
    report = judged(tmp_path, MAIN + POOLED, {"oost": mute})
    (breach,) = (one for one in report.breaches if one.kind == "floor")
    assert breach.where == "sites.dev"
    assert breach.message == "accuracy 0.750 is below the floor, 0.800 (n = 80)"
    assert breach.ids[0] == "oost:q000"
    assert report.exit_code == 1
    assert "oost:q000  Wat zegt de tekst over middel 0?" in summary(report, Style())


def test_a_site_without_floors_is_named_in_every_report(tmp_path: Path) -> None:
    report = judged(tmp_path, MAIN + POOLED + "[west.dev]\naccuracy = 0.8\n")
    told = "geen eigen ondergrens; telt mee in de groep"
    assert [report.runs[name].gold.name for name in report.runs] == ["main", "oost", "west"]
    floors = {name: one["floors"] for name, one in as_data(report)["systems"].items()}
    assert floors == {"main": None, "oost": told, "west": None}
    assert summary(report, Style()).count(told) == 1
    assert page(report).count(told) == 1
    bare = as_data(judged(tmp_path, MAIN))["systems"]
    assert bare["west"]["floors"] == "geen ondergrens; zet er een in [west.dev] of [sites.dev]"


def test_the_pool_is_every_site_and_only_the_sites(tmp_path: Path) -> None:
    report = judged(tmp_path, MAIN + POOLED, {"oost": mute})
    own = report.board[Slice(POOL, "dev")]
    assert own["accuracy"].n == sum(len(one.questions) for one in SETS[1:])
    # A group of one site is not a group of the other, though they are called the same.
    alone = report.board[Slice("west", "dev")]["accuracy"]
    assert own["accuracy"].low > 0.6 < alone.low
    assert own["flip"].n == sum(report.board[Slice(name, "dev")]["flip"].n for name in ("oost", "west"))
    assert members("west", ["main", "west", "west2"]) == ["west"]


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=9), min_size=1, max_size=5))
def test_trials_of_sites_add_up(flags: list[list[bool]]) -> None:
    trials = {Slice(f"s{at}", "dev"): {"flip": share("flip", own, True)} for at, own in enumerate(flags)}
    main = {Slice("main", "dev"): {"flip": share("flip", [True] * 9, True)}}
    found = pooled_trials({**trials, **main})
    assert found == {Slice(POOL, "dev"): {"flip": share("flip", [one for own in flags for one in own], True)}}


def test_a_pool_of_nothing_and_a_site_with_its_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(POOLED, encoding="utf-8")
    with pytest.raises(UsageError, match="no gold set 'sites'"):
        fitting(read_floors(file), {"main": QUESTIONS}, None)
    (tmp_path / "sites" / "sites" / "corpus").mkdir(parents=True)
    with pytest.raises(UsageError, match="cannot be called 'sites'"):
        sites(tmp_path)
