"""Every file of index and dictionary harmed in every way, and a build killed on its way: the short form of `make torture`."""

import json
import random
import shutil
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.builds import Builds, spread
from support.corpora import WriteCorpus
from support.faults import HARMS, Asked, files_of, harmed
from support.large import all_large, write_records

from citaat.engine import open_corpus
from citaat.errors import IndexDamaged
from citaat.index import fields
from citaat.index.building import changes
from citaat.index.building.builder import build
from citaat.index.dictionary import Dictionary
from citaat.index.store import Index, read_manifest
from citaat.storage.files import checksum

__all__ = ["all_large"]
pytestmark = pytest.mark.usefixtures("fast_build")
ARTICLE = {
    "slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht.\n\n## Magnesium\n\nSlik geen magnesium."
}
QUESTIONS = ("Hoe lang moet ik slapen?", "Mijn kind at een pot magnesiumpillen leeg", "magnesum slikken")


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_index_says_so_or_says_the_same(
    write_corpus: WriteCorpus, tmp_path: Path, harm: str
) -> None:
    corpus, folder, chance = write_corpus(ARTICLE), tmp_path / "i", random.Random(harm)
    asked = Asked(corpus, folder, QUESTIONS)
    names = [name for name in files_of(folder) if name != "stamps.json"]
    faults = [harmed(folder, name, harm, chance, asked) for name in names]
    assert len(names) > 30
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("harm", HARMS)
def test_stamps_that_are_harmed_cost_no_more_than_a_comparison(
    write_corpus: WriteCorpus, tmp_path: Path, harm: str
) -> None:
    corpus, folder = write_corpus(ARTICLE), tmp_path / "i"
    asked = Asked(corpus, folder, QUESTIONS)
    before = read_manifest(str(folder))
    assert harmed(folder, "stamps.json", harm, random.Random(1), asked) == ""
    assert read_manifest(str(folder)) == before


def test_bits_of_the_dictionary_that_are_flipped_are_found_when_they_are_read(
    write_corpus: WriteCorpus, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, engine: object
) -> None:
    """The real one, whose tables are too large to be checked whole."""
    monkeypatch.undo()
    home = tmp_path / "cache" / "citaat"
    real = next(one for one in (cache / "citaat").glob("dutch-*") if one.name != "dutch-5ca11")
    shutil.copytree(real, home / real.name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = Asked(write_corpus(ARTICLE), tmp_path / "i", QUESTIONS)
    chance = random.Random(7)
    faults = [harmed(home / real.name, "lemmas.tab", "flip", chance, asked) for _ in range(15)]
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("fault", ["KILL", "DROP"])
def test_a_build_that_is_killed_leaves_the_old_index_or_the_new(
    write_corpus: WriteCorpus, tmp_path: Path, cache: Path, small_dictionary: Dictionary, fault: str
) -> None:
    """Also when all that was not synced is lost with it, as in a power cut."""
    corpus, folder = write_corpus(ARTICLE), tmp_path / "i"
    build(corpus, folder)
    builds = Builds(corpus, folder, tmp_path, cache, small_dictionary.name)
    steps = builds.run("KILL", 10**9).steps
    assert steps > 100
    old = read_manifest(str(folder))
    (corpus / "slaap.md").write_text('+++\ntitle = "T"\n+++\n\nSlaap acht uur.\n', encoding="utf-8")
    build(corpus, tmp_path / "new")
    new = read_manifest(str(tmp_path / "new"))
    seen = set()
    for step in spread(steps, 8):
        assert builds.run(fault, step).code == -signal.SIGKILL
        manifest = Index(str(folder)).manifest
        assert manifest in (old, new), step
        seen.add(manifest == new)
    assert seen == {False, True}
    open_corpus(str(corpus), str(folder))
    build(corpus, folder)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["corpus", "i", "new"]


def test_a_dictionary_that_breaks_under_an_open_engine_costs_no_caveat(
    write_corpus: WriteCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package's rules are compiled anew for the question."""
    engine = open_corpus(str(write_corpus(ARTICLE)), str(tmp_path / "i"))
    owed = engine.ask(QUESTIONS[1]).caveats
    assert owed[0].id == "spoed"

    def broken(*arguments: object) -> object:
        raise IndexDamaged("is not what was written", file="lemmas.tab")

    monkeypatch.setattr(engine._rules, "fire", broken)
    trace = engine.trace(QUESTIONS[1])
    assert [one.id for one in trace.outcome.caveats] == [one.id for one in owed]
    assert trace.failure is not None
    assert trace.failure.fix


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("1.lemma.idf", [1.0]),
        ("lemma.norm", [1.0]),
        ("1.lemma.ptr", [0, 9]),
        ("1.lemma.len", []),
        ("numbers", []),
        ("places", [9, 9]),
        ("1.lemma.doc", [99, 99]),
        ("1.lemma.doc", [-1, 7]),
    ],
)
@pytest.mark.parametrize("limit", [-1, 10**9], ids=["numpy", "plain"])
def test_a_second_segment_that_does_not_fit_is_damage(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, values: list[Any], limit: int
) -> None:
    monkeypatch.setattr(changes, "MOST", 1e9)
    articles = {name: [f"Slaap {name} uur."] for name in "abcdef"}
    build(write_records(tmp_path / "corpus", articles), tmp_path / "i")
    build(write_records(tmp_path / "corpus", {**articles, "c": ["Eet kool."]}), tmp_path / "i")
    path = tmp_path / "i" / f"{name}.npy"
    np.save(path, np.asarray(values, np.load(path).dtype))
    manifest = json.loads((tmp_path / "i" / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][path.name] = list(checksum(str(path)))
    (tmp_path / "i" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for at in ("_PLAIN_LIMIT", "_WARM_LIMIT"):
        monkeypatch.setattr(fields, at, limit)

    def used() -> None:
        index = Index(str(tmp_path / "i"))
        index.fields["lemma"].scores(["kool", "eten", "slapen", "uur", "eet"])
        index.fields["lemma_saturated"].scores(["kool"])
        list(index.passages)

    with pytest.raises(IndexDamaged):
        used()
