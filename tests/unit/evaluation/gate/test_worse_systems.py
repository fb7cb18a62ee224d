"""Systems that are worse where no label and no floor looks: the baseline, question by question, sees each of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import FLOORS, PASSAGES, TEXTS, Fake, caveat, criteria, run

from citaat.errors import IncomparableError
from citaat.evaluation.gate.baseline import (
    BEFORE,
    KNOWN_BEFORE,
    PAIRED,
    Baseline,
    read_baseline,
    write_baseline,
)
from citaat.evaluation.trials.planted import first_citation
from citaat.records import Abstained, Answered, Outcome

Spoil = Callable[[Outcome], Outcome]
UNSEEING = FLOORS.replace("evidence_share = 0.9", "evidence_share = 0.4")


def blessed(folder: Path, before: Spoil = lambda one: one) -> Baseline:
    report = run(criteria(folder, UNSEEING), Fake(before))
    assert report.breaches == ()
    path = folder / "baseline.json"
    write_baseline(path, Baseline("first", report.records, report.gate))
    return read_baseline(path)


def padded(one: Outcome) -> Outcome:
    if not isinstance(one, Answered):
        return one
    other = next(p for p in PASSAGES if p.id != one.citations[0].passage_id)
    more = first_citation(other, 2)
    return replace(one, answer=f"{one.answer}\n{more.quote}", citations=(*one.citations, more))


def nagging(one: Outcome) -> Outcome:
    """A caveat on every answer, where no label says that there must be none."""
    more = caveat("risicogroep", one.question)
    return replace(one, caveats=(*one.caveats, more)) if isinstance(one, Answered) else one


def curt(one: Outcome) -> Outcome:
    if not isinstance(one, Abstained):
        return one
    return replace(one, abstention=replace(one.abstention, suggestions=(), unmatched=()))


def unsure(one: Outcome) -> Outcome:
    return replace(one, confidence=one.confidence / 2)


@pytest.mark.parametrize(
    ("spoil", "measure"),
    [(padded, "evidence_share"), (nagging, "unasked_caveats"), (curt, "guidance"), (unsure, "Brier")],
)
def test_what_a_reader_bears_is_compared(tmp_path: Path, spoil: Spoil, measure: str) -> None:
    report = run(criteria(tmp_path, UNSEEING, baseline=blessed(tmp_path)), Fake(spoil))
    assert report.exit_code == 1
    assert {one.kind for one in report.breaches} == {"regress"}
    assert any(one.message.startswith(f"{measure} went from") for one in report.breaches)


def test_a_caveat_that_nobody_labelled_may_go_but_not_be_reworded(tmp_path: Path) -> None:
    def reworded(one: Outcome) -> Outcome:
        longer = f"{TEXTS['risicogroep']} Lees de bijsluiter."
        own = nagging(one)
        return replace(
            own, caveats=tuple(replace(c, text=longer) if c.id == "risicogroep" else c for c in own.caveats)
        )

    before = blessed(tmp_path, nagging)
    assert "rule" not in {one.kind for one in run(criteria(tmp_path, UNSEEING, baseline=before)).breaches}
    worse = run(criteria(tmp_path, UNSEEING, baseline=before), Fake(reworded))
    assert [one.where for one in worse.breaches if one.kind == "rule"] == ["main.dev", "main.test"]
    assert worse.exit_code == 1


def test_a_caveat_that_a_shout_loses_is_a_loss(tmp_path: Path) -> None:
    def deaf(one: Outcome) -> Outcome:
        loud = one.question.isupper() and "MIDDEL 2?" in one.question
        return replace(one, caveats=()) if loud else one

    report = run(criteria(tmp_path, UNSEEING, baseline=blessed(tmp_path)), Fake(deaf))
    found = [one for one in report.breaches if one.kind == "flip"]
    assert [(one.where, one.ids) for one in found] == [("main.dev", ("q002",))]
    assert "capitals q002 medicatie" in found[0].message


def test_a_baseline_that_was_edited_is_refused(tmp_path: Path) -> None:
    blessed(tmp_path)
    path = tmp_path / "baseline.json"
    path.write_text(path.read_text("utf-8").replace('"least": 10', '"least": 9'), encoding="utf-8")
    with pytest.raises(IncomparableError, match="was edited or merged by hand; bless"):
        read_baseline(path)


def test_a_baseline_of_the_kind_before_compares_what_it_knows(tmp_path: Path) -> None:
    baseline = blessed(tmp_path)
    path = tmp_path / "baseline.json"
    data = json.loads(path.read_text("utf-8"))
    del data["digest"]
    data |= {"schema": BEFORE, "measures": data["measures"][:KNOWN_BEFORE]}
    for own in data["records"].values():
        del own["flips"]
        own["rows"] = {key: row[:KNOWN_BEFORE] for key, row in own["rows"].items()}
    path.write_text(json.dumps(data), encoding="utf-8")
    old = read_baseline(path)
    assert old.reason == "first; bless anew, it knows nothing of evidence_share, unasked_caveats, guidance"
    assert {one.measure for one in run(criteria(tmp_path, UNSEEING, baseline=old)).comparisons} <= set(
        PAIRED[:8]
    )
    assert run(criteria(tmp_path, UNSEEING, baseline=old), Fake(unsure)).exit_code == 1
    assert baseline.reason == "first"
    data["measures"] = data["measures"][:-1]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(IncomparableError, match="another kind"):
        read_baseline(path)
