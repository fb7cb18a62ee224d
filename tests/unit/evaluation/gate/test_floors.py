"""The floors of the evaluation notice when words are no longer brought to their lemma."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from citaat.dutch.lemmas import Lemmatiser
from citaat.engine import open_corpus
from citaat.evaluation.asking import ask_sets
from citaat.evaluation.gate.floors import Floor, fitting, read_floors
from citaat.evaluation.gate.gate import Breach, Judged, judge
from citaat.evaluation.gold.sets import GoldSet, read_sets
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import EngineSystem

# The dictionary is made before anybody's lemmatiser does nothing.
pytestmark = pytest.mark.usefixtures("built")
SLICE = Slice("site2", "dev", "inflection")


@pytest.fixture(scope="module")
def gold(root: Path) -> GoldSet:
    """The questions whose evidence has one of their words in another form."""
    found = next(one for one in read_sets(root / "evals", "dev") if one.name == SLICE.set)
    asked = tuple(one for one in found.questions if SLICE.tag in one.tags)
    return replace(found, questions=asked)


@pytest.fixture(scope="module")
def floors(root: Path, gold: GoldSet) -> Sequence[Floor]:
    """The floors of that slice."""
    read = read_floors(root / "evals" / "floors.toml")
    own = tuple(one for one in read.floors if one.where == SLICE)
    return fitting(replace(read, floors=own), {gold.name: gold.questions}, "dev")


@pytest.fixture
def breaches(gold: GoldSet, floors: Sequence[Floor], tmp_path: Path) -> Callable[[], list[Breach]]:
    """What the gate says of an engine built and asked now."""

    def found() -> list[Breach]:
        engine = open_corpus(gold.corpus, str(tmp_path / "index"))
        with Team(1) as team:
            (ran,) = ask_sets([(gold, EngineSystem(engine))], team, lambda stage, done, total: None)
        return judge(Judged({gold.name: ran.graded}), floors)

    return found


def test_inflected_words_are_found(breaches: Callable[[], list[Breach]]) -> None:
    assert breaches() == []


def test_a_lemmatiser_that_does_nothing_fails_a_floor(
    breaches: Callable[[], list[Breach]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lemmatiser, "lemma", lambda self, norm: norm)
    found = breaches()
    assert {one.kind for one in found} == {"floor"}
    assert {str(SLICE)} == {one.where for one in found}
    assert all(one.ids for one in found), "the message says which questions broke"
