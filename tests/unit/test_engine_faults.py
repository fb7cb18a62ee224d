"""Whatever breaks or is gone on the way to an answer: no warning is lost."""

from pathlib import Path
from typing import Any

import pytest

from citaat.answer import compose as answers
from citaat.answer.decision import Judge
from citaat.engine import Engine
from citaat.records import Answered
from citaat.search import ranking


def _broken(*arguments: Any) -> Any:
    raise MemoryError("kapot")


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (ranking.Ranker, "read"),
        (ranking.Ranker, "rank"),
        (ranking.Ranker, "known"),
        (ranking.Ranker, "candidates"),
        (answers, "compose"),
        (answers, "citation"),
        (Judge, "decide"),
        (Engine, "_suggestions"),
    ],
)
@pytest.mark.parametrize(
    "question", ["Mijn kind at een pot magnesiumpillen leeg", "Hoeveel magnesium slikken?"]
)
def test_a_fault_in_retrieval_never_costs_a_caveat(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, question: str
) -> None:
    owed = engine.ask(question).caveats
    assert owed
    monkeypatch.setattr(owner, name, _broken)
    assert engine.ask(question).caveats == owed


def test_caveats_are_there_when_every_quoted_passage_is_gone(
    corpus_path: Path, tmp_path: Path, engine: Engine, fast_build: None
) -> None:
    question = "Welke magnesium kan ik het beste slikken?"
    owed = engine.ask(question)
    gone = {citation.passage_id for caveat in owed.caveats for citation in caveat.citations}
    assert gone
    left = engine.without(gone).ask(question)
    # The article still says so: its warnings stay as they are, quotes and all.
    assert left.caveats == owed.caveats
    own = left.citations if isinstance(left, Answered) else ()
    assert not {citation.passage_id for citation in own} & gone
