"""One thing that went wrong is one reason, with what follows from it; what has nothing to do with it stays apart."""

from hypothesis import given
from hypothesis import strategies as st

from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.reports.dutch import KINDS
from citaat.evaluation.reports.folding import folded

RULE = Breach("rule", "main.dev", "no longer given by the rule", ("w1",))
CRITICAL = Breach("critical", "main.dev", "critical questions that passed now fail: w1", ("w1",))
NEW = Breach("new failure", "main.dev", "not on record: w1 (caveats)", ("w1",))
FLOOR = Breach("floor", "main.dev", "caveat_recall 0.800 is below the floor, 1.000 (n = 5)", ("w1",))
WORSE = Breach("regress", "main.dev", "caveat_recall went from 1.0 to 0.8")
OTHER = Breach("new failure", "main.dev", "not on record: q7 (answer)", ("q7",))
SELF = Breach("self-test", "padded answers", "this bad system passes: x")


def test_what_follows_from_a_rule_that_is_gone_is_told_below_it() -> None:
    (reason,) = folded([FLOOR, NEW, CRITICAL, RULE, WORSE])
    assert reason.cause is RULE
    assert reason.told.startswith("en 4 gevolgen daarvan: ")
    assert f"{KINDS['floor']} (caveat_recall 0.800, grens 1.000)" in reason.told
    assert reason.told.count(KINDS["critical"]) == 1


def test_what_is_about_other_questions_or_systems_stays_apart() -> None:
    found = folded([SELF, CRITICAL, NEW, OTHER])
    assert [one.cause for one in found] == [SELF, CRITICAL, OTHER]
    assert [len(one.effects) for one in found] == [0, 1, 0]
    assert found[1].told == f"en een gevolg daarvan: {KINDS['new failure']}"
    elsewhere = Breach("floor", "site.dev", "accuracy 0.1 is below the floor, 0.9 (n = 9)", ("w1",))
    assert [one.cause for one in folded([RULE, elsewhere])] == [RULE, elsewhere]


@given(st.lists(st.sampled_from([RULE, CRITICAL, NEW, FLOOR, WORSE, OTHER, SELF]), unique=True))
def test_every_breach_is_told_once(breaches: list[Breach]) -> None:
    told = [one for reason in folded(breaches) for one in (reason.cause, *reason.effects)]
    assert sorted(told, key=repr) == sorted(breaches, key=repr)
