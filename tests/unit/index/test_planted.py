"""Files that somebody planted, with checksums to match: nothing is obeyed, and it ends in an error of ours or in quotes that are there."""

import json
import random
from pathlib import Path

import pytest
from support.corpora import WriteCorpus
from support.faults import files_of, slices
from support.plants import MANIFEST, MANIFESTS, PLANTS, mend

from citaat.cli.opening import opened_or_not
from citaat.cli.parsing import make_parser, parse
from citaat.engine import open_corpus
from citaat.errors import CitaatError, IndexDamaged

pytestmark = pytest.mark.usefixtures("fast_build")
ARTICLE = {
    "slaap.md": "## Hoe lang slapen?\n\nSlaap zeven uur.\n\n## Magnesium\n\nSlik geen 15 mg magnesium."
}
QUESTIONS = ("Hoe lang moet ik slapen?", "Mijn kind at een pot magnesiumpillen leeg")


@pytest.fixture
def corpus(write_corpus: WriteCorpus) -> Path:
    return write_corpus(ARTICLE)


@pytest.fixture
def index(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound index, and nobody's trap sprung."""
    monkeypatch.setenv("CITAAT_TRAP", str(tmp_path / "trap"))
    open_corpus(str(corpus), str(tmp_path / "i"))
    return tmp_path / "i"


def sound(corpus: Path, index: Path) -> bool:
    """Open and ask: whether it is an error of ours that says what to do, or quotes that are there."""
    try:
        engine = open_corpus(str(corpus), str(index))
    except CitaatError as error:
        return bool(error.fix)
    told = [engine.ask(question).to_dict() for question in QUESTIONS]
    return all(slices(corpus, one) for outcome in told for one in outcome["citations"])


@pytest.mark.parametrize(("kind", "plant"), [(kind, plant) for kind in PLANTS for plant in PLANTS[kind]])
def test_a_planted_file_is_not_obeyed(corpus: Path, index: Path, kind: str, plant: str) -> None:
    chance = random.Random(plant)
    names = [name for name in files_of(index) if name.endswith(kind)]
    for name in chance.sample(names, min(3, len(names))):
        before = (index / name).read_bytes()
        manifest = (index / MANIFEST).read_bytes()
        (index / name).write_bytes(PLANTS[kind][plant](before, chance))
        if name != MANIFEST:
            mend(index)
        assert sound(corpus, index)
        (index / name).write_bytes(before)
        (index / MANIFEST).write_bytes(manifest)
    assert not (index.parent / "trap").exists()


@pytest.mark.parametrize("plant", MANIFESTS)
def test_a_planted_manifest_leads_nowhere(corpus: Path, index: Path, plant: str) -> None:
    (index / "away.tab").symlink_to("/dev/zero")
    manifest = json.loads((index / MANIFEST).read_bytes())
    MANIFESTS[plant](manifest)
    (index / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert sound(corpus, index)


@pytest.mark.parametrize("model", ["{}", "[]", "null", '{"levels": 5}', '{"levels": {}, "there": "x"}'])
def test_a_model_of_another_shape_is_damage(corpus: Path, index: Path, model: str) -> None:
    (index / "model.json").write_text(model, encoding="utf-8")
    mend(index)
    with pytest.raises(IndexDamaged, match=r"cannot be (read|used)"):
        open_corpus(str(corpus), str(index))


@pytest.mark.parametrize("error", [MemoryError(), KeyError("levels"), OSError(24, "Too many open files")])
def test_whatever_keeps_a_corpus_from_opening_costs_no_warning(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    from citaat.cli import opening
    from citaat.cli.commands import ask

    def broken(*arguments: object) -> object:
        raise error

    monkeypatch.setattr(opening, "open_corpus", broken)
    arguments = parse(make_parser("ask", "", ask), ["x", "--corpus", str(corpus), "--index", str(index)])
    trace = opened_or_not(arguments).trace(QUESTIONS[1])
    assert [one.id for one in trace.outcome.caveats][:1] == ["spoed"]
    assert trace.failure is not None
