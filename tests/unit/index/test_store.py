"""A stored index is used whole or not at all: every kind of damage is one clear error."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.corpora import WriteCorpus, build_fast

from citaat.engine import Engine, open_corpus
from citaat.errors import CitaatError, IndexDamaged
from citaat.index.building.builder import build
from citaat.index.dictionary import Dictionary
from citaat.index.passages import Passages
from citaat.index.segments import SegmentLines, Segments
from citaat.index.store import Index
from citaat.storage.folder import Folder
from citaat.storage.lines import Lines

QUESTIONS = (
    "Welke magnesium kan ik het beste nemen?",
    "Mijn kind at magnesiumpillen",
    "spierpin",
    "voedingsstoffen",
)


def names(index_path: Path) -> list[str]:
    return sorted(set(json.loads((index_path / "manifest.json").read_text(encoding="utf-8"))["files"]))


def flip(file: Path, at: int, bit: int = 0) -> None:
    with file.open("r+b") as stream:
        stream.seek(at)
        (byte,) = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte ^ 1 << bit]))


def use(corpus_path: Path, folder: Path) -> list[set[str]]:
    """Open and ask; what went wrong inside is raised, whatever it was."""
    engine = open_corpus(str(corpus_path), str(folder))
    traces = [engine.trace(question) for question in QUESTIONS]
    for trace in traces:
        if trace.failure is not None:
            raise trace.failure
    return [{caveat.id for caveat in trace.outcome.caveats} for trace in traces]


def test_the_manifest_knows_every_file(index_path: Path) -> None:
    assert set(names(index_path)) | {"manifest.json", "stamps.json"} == set(os.listdir(index_path))
    assert not [name for name in os.listdir(index_path) if name.endswith((".pkl", ".pickle", ".joblib"))]


@pytest.mark.parametrize("share", [0.0, 0.4, 0.999])
def test_a_flipped_bit_in_a_file_that_is_read_whole_is_damage(
    index_copy: Path, corpus_path: Path, share: float
) -> None:
    small = [name for name in names(index_copy) if (index_copy / name).stat().st_size <= 1 << 20]
    assert len(small) > 15
    for name in small:
        file = index_copy / name
        at = int(share * file.stat().st_size)
        flip(file, at)
        with pytest.raises(IndexDamaged, match=name.replace(".", r"\.")) as caught:
            use(corpus_path, index_copy)
        assert caught.value.fix
        flip(file, at)
    assert use(corpus_path, index_copy)


@pytest.fixture
def dictionary_copy(index_copy: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared dictionary of the index, in a cache of its own, to do harm to."""
    name: str = json.loads((index_copy / "manifest.json").read_text(encoding="utf-8"))["dictionary"]
    home = tmp_path / "cache" / "citaat"
    shutil.copytree(cache / "citaat" / name, home / name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return home / name


@pytest.mark.parametrize("share", [0.00001, 0.02, 0.3, 0.6, 0.99999])
@pytest.mark.parametrize("name", ["words.tab", "lemmas.tab"])
def test_a_flipped_bit_in_the_dictionary_is_mended_or_harmless(
    index_copy: Path, dictionary_copy: Path, corpus_path: Path, engine: Engine, name: str, share: float
) -> None:
    file = dictionary_copy / name
    flip(file, int(share * file.stat().st_size), 6)
    try:
        caveats = use(corpus_path, index_copy)
    except CitaatError:
        return
    assert caveats == [{caveat.id for caveat in engine.ask(question).caveats} for question in QUESTIONS]


def test_a_flipped_bit_in_a_lemma_never_costs_a_caveat_in_silence(
    index_copy: Path, dictionary_copy: Path, corpus_path: Path, engine: Engine
) -> None:
    """The bits that matter most: the dictionary entries of the words of the question."""
    lemmas = engine.index.dictionary.lemmas
    file = dictionary_copy / "lemmas.tab"
    raw = file.read_bytes()
    question = "Ik slikte pillen"
    owed = {caveat.id for caveat in engine.ask(question).caveats}
    assert owed
    for word in ("slikte", "pillen"):
        row = lemmas.find(word)
        place = raw.index(word.encode() + lemmas.key(row + 1).encode())
        flip(file, place)
        try:
            outcome = open_corpus(str(corpus_path), str(index_copy)).ask(question)
        except CitaatError:
            pass
        else:
            assert {caveat.id for caveat in outcome.caveats} == owed, word
        flip(file, place)


@pytest.mark.parametrize("harm", ["cut", "gone", "garbled manifest"])
def test_a_dictionary_that_is_not_whole_is_made_again(
    index_copy: Path, dictionary_copy: Path, corpus_path: Path, engine: Engine, harm: str
) -> None:
    if harm == "cut":
        os.truncate(dictionary_copy / "words.tab", 1000)
    elif harm == "gone":
        shutil.rmtree(dictionary_copy)
    else:
        (dictionary_copy / "manifest.json").write_text("{", encoding="utf-8")
    before = (index_copy / "manifest.json").stat().st_ino
    assert use(corpus_path, index_copy) == [
        {caveat.id for caveat in engine.ask(question).caveats} for question in QUESTIONS
    ]
    assert (index_copy / "manifest.json").stat().st_ino == before
    assert os.listdir(dictionary_copy.parent) == [dictionary_copy.name]


@pytest.mark.parametrize("harm", ["cut", "grown", "gone", "folder"])
def test_a_file_of_the_wrong_size_or_missing_is_damage(
    index_copy: Path, corpus_path: Path, harm: str
) -> None:
    for name in names(index_copy):
        file = index_copy / name
        kept = file.read_bytes()
        if harm == "cut":
            file.write_bytes(kept[:-1])
        elif harm == "grown":
            file.write_bytes(kept + b"\n")
        else:
            file.unlink()
        if harm == "folder":
            file.mkdir()
        with pytest.raises(IndexDamaged, match=name.replace(".", r"\.")):
            use(corpus_path, index_copy)
        if harm == "folder":
            file.rmdir()
        file.write_bytes(kept)


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", "3", "null", '{"x": 1}', "\xff"],
    ids=["empty", "cut", "list", "3", "null", "other", "bytes"],
)
def test_a_manifest_that_is_none_is_damage(index_copy: Path, corpus_path: Path, manifest: str) -> None:
    (index_copy / "manifest.json").write_bytes(manifest.encode("latin-1"))
    with pytest.raises(IndexDamaged) as caught:
        use(corpus_path, index_copy)
    assert caught.value.fix


def change(folder: Path, key: str, value: Any) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    if value is None:
        del manifest[key]
    else:
        manifest[key] = value
    file.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("files", {"words.tab": 3}),
        ("files", {"../words.tab": [3, 3]}),
        ("dictionary", "../dutch-00"),
        ("files", []),
        ("fields", None),
        ("fields", {"lemma": 7}),
        ("settings", None),
    ],
)
def test_a_manifest_with_a_hole_is_damage(index_copy: Path, corpus_path: Path, key: str, value: Any) -> None:
    change(index_copy, key, value)
    try:
        engine = open_corpus(str(corpus_path), str(index_copy))
        assert engine.analyser
        failure = engine.trace(QUESTIONS[0]).failure
    except CitaatError:
        return
    assert isinstance(failure, IndexDamaged)


def test_a_reader_of_the_old_index_keeps_reading_and_shows_what_stands_there_now(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    path = write_corpus({"slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht."})
    folder = tmp_path / "i"
    before = open_corpus(str(path), str(folder))
    (path / "slaap.md").write_text('+++\ntitle = "T"\n+++\n\nRen elke dag een uur.\n', encoding="utf-8")
    after = open_corpus(str(path), str(folder))
    assert [passage.text for passage in before.passages] == ["Slaap minimaal zeven uur per nacht."]
    for question in ("Hoe lang slapen?", "Slaap zeven uur per nacht?", "Elke dag een uur rennen?"):
        said = json.dumps(before.ask(question).to_dict()["citations"])
        assert "zeven" not in said
        if "Ren" in said:
            assert before.ask(question) == after.ask(question)
    assert [passage.text for passage in after.passages] == ["Ren elke dag een uur."]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["corpus", "i"]


@pytest.fixture(scope="module")
def two_indexes(tmp_path_factory: pytest.TempPathFactory, small_dictionary: Dictionary) -> tuple[Path, Path]:
    """The same corpus before and after an edit, as two ready indexes."""
    home = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        build_fast(patch, small_dictionary)
        for name, text in (("old", "Slaap minimaal zeven uur per nacht."), ("new", "Ren elke dag. Eet vis.")):
            (home / name).mkdir()
            (home / name / "slaap.md").write_text(f'+++\ntitle = "T"\n+++\n\n{text}\n', encoding="utf-8")
            build(home / name, home / f"{name}-index")
    return home / "old-index", home / "new-index"


@pytest.mark.parametrize("call", [1, 2, 3, 10, 20, 30])
@pytest.mark.parametrize("remains", [True, False])
def test_a_swap_while_opening_gives_one_index_or_an_error_and_never_a_mix(
    two_indexes: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int, remains: bool
) -> None:
    """The other index comes after so many files; the first one's may be gone at once."""
    old, new = two_indexes
    place = tmp_path / "place"
    shutil.copytree(old, place)
    real = Folder.map
    calls = 0

    def swapping(self: Folder, name: str) -> Any:
        nonlocal calls
        calls += self.path == str(place)
        result = real(self, name)
        if calls == call and not (tmp_path / "away").exists():
            place.rename(tmp_path / "away")
            shutil.copytree(new, place)
            for file in (tmp_path / "away").rglob("*.*") if not remains else ():
                file.unlink()
        return result

    monkeypatch.setattr(Folder, "map", swapping)
    index = Index(str(place))
    assert (tmp_path / "away").exists()
    texts = " ".join(passage.text for passage in index.passages)
    assert index.manifest["passages"] == len(index.passages)
    assert all(index.fields["lemma"].idf(term) is not None for term in index.analyser.terms(texts))
    chosen = old if "Slaap" in texts else new
    assert index.manifest == json.loads((chosen / "manifest.json").read_text(encoding="utf-8"))


def test_passages_behave_as_a_sequence(engine: Engine, index_path: Path) -> None:
    lines = [Lines(str(index_path / "0.passages"))]
    passages = Passages(SegmentLines(Segments(lines, None, None, ""), ""))
    everything = list(passages)
    assert len(everything) == len(passages) == len(engine.passages)
    assert passages[-1] == everything[-1]
    assert passages[1:3] == everything[1:3]
    for number in (len(passages), -len(passages) - 1):
        with pytest.raises(IndexError):
            passages[number]
