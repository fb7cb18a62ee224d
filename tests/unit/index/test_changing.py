"""What an index is made of may change while it is built, opened or answered from: what is used is never of before."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.corpora import WriteCorpus, count_builds

from citaat import engine as engines
from citaat.engine import Engine, open_corpus
from citaat.errors import IndexDamaged
from citaat.index import freshness, store
from citaat.index.building import dictionary, job
from citaat.index.dictionary import Dictionary
from citaat.index.freshness import open_index, rebuild
from citaat.records import Answered
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of

pytestmark = pytest.mark.usefixtures("fast_build")


@pytest.fixture
def corpus(write_corpus: WriteCorpus) -> Path:
    return write_corpus({"slaap.md": "Slaap minimaal zeven uur per nacht.", "eten.md": "Eet vis."})


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that was built, in order."""
    return count_builds(monkeypatch)


@pytest.mark.parametrize("times", [5, 10**6], ids=["now and then", "for ever"])
def test_a_reader_whose_folder_is_replaced_while_it_opens_it_opens_the_new_one(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """As often as it takes on a busy machine, but not for ever."""
    folder, left = tmp_path / "i", [times]
    open_index(str(corpus), str(folder))
    real = manifest_of

    def overtaken(files: Folder) -> dict[str, Any]:
        manifest = real(files)
        if left[0]:
            left[0] -= 1
            folder.rename(tmp_path / "old")
            shutil.copytree(tmp_path / "old", folder)
            shutil.rmtree(tmp_path / "old")
        return manifest

    monkeypatch.setattr(store, "manifest_of", overtaken)
    if times < 10:
        assert len(store.Index(str(folder)).passages) == 2
        assert left == [0]
    else:
        with pytest.raises(IndexDamaged, match="No such file"):
            store.Index(str(folder))


@pytest.fixture
def package_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the package, in a place where a test may change it."""
    data = tmp_path / "package"
    shutil.copytree(dictionary.DATA, data)
    for module, place in ((dictionary, data), (job, data), (freshness, str(data))):
        monkeypatch.setattr(module, "DATA" if module is not freshness else "_DATA", place)
    return data


def test_stamps_and_fingerprint_cover_the_same_data_of_the_package(corpus: Path, package_data: Path) -> None:
    """What the fingerprint covers and the stamps do not would be believed for as long as no other file changes."""
    stamped = {str(stamp[0]).replace(":/", ":") for stamp in freshness.file_stamps(str(corpus))}
    covered = {f"citaat:{file.relative_to(package_data)}" for file in dictionary.data_files()}
    assert covered <= stamped
    assert {"dutch", "safety", "fitted"} == {name.partition(":")[2].partition("/")[0] for name in covered}


@pytest.mark.parametrize("pattern", ["dutch/*.toml", "dutch/lists/*.txt", "safety/*.toml", "fitted/*.toml"])
def test_an_index_from_before_the_data_of_the_package_changed_is_not_used(
    corpus: Path, tmp_path: Path, package_data: Path, builds: list[Path], pattern: str
) -> None:
    folder = tmp_path / "i"
    open_index(str(corpus), str(folder))
    with sorted(package_data.glob(pattern))[0].open("a", encoding="utf-8") as file:
        file.write("\n# later\n")
    open_index(str(corpus), str(folder))
    open_index(str(corpus), str(folder))
    assert len(builds) == 2


def test_what_was_opened_before_the_package_changed_is_seen_to_be_old(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    builds: list[Path],
    small_dictionary: Dictionary,
) -> None:
    """A build that opened its dictionary just before: the index tells which it used, and the next reader builds anew."""
    real, calls = dictionary.name, list[str]()

    def later() -> str:
        calls.append("")
        return real() if len(calls) == 1 else "dutch-1a7e5"

    monkeypatch.setattr(dictionary, "name", later)
    rebuild(str(corpus), str(tmp_path / "i"))
    assert store.read_manifest(str(tmp_path / "i"))["dictionary"] == small_dictionary.name
    monkeypatch.setattr(dictionary, "name", real)
    open_index(str(corpus), str(tmp_path / "i"))
    assert len(builds) == 1
    monkeypatch.setattr(dictionary, "name", lambda: "dutch-1a7e5")
    assert not freshness._fresh(str(corpus), "", store.read_manifest(str(tmp_path / "i")), None)


def test_a_dictionary_has_the_name_of_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data may change between its name and its words: it is written once more, under the new name."""
    names, written = ["dutch-01d", "dutch-0e3", "dutch-0e3"], list[str]()
    monkeypatch.setattr(dictionary, "name", lambda: names.pop(0))
    monkeypatch.setattr(dictionary, "write", lambda folder, dutch, lemmas: written.append(folder))
    monkeypatch.setattr(dictionary, "load_lemmas", dict)
    assert dictionary._written(str(tmp_path)) == "dutch-0e3"
    assert len(written) == 2


def hours(corpus: Path, number: int) -> None:
    """Let the article say so many hours."""
    file, matter = corpus / "slaap.md", '+++\ntitle = "T"\n+++\n\n'
    file.write_text(f"{matter}## Hoe lang slapen?\n\nSlaap {number} uur.\n", encoding="utf-8")


def count_renewals(monkeypatch: pytest.MonkeyPatch, then: Any) -> list[int]:
    """Each time an engine makes its index again; `then` happens afterwards, told how often that was."""
    real, times = freshness.renew, list[int]()

    def renewed(corpus: str, index: store.Index) -> store.Index:
        found = real(corpus, index)
        times.append(len(times))
        then(len(times))
        return found

    monkeypatch.setattr(freshness, "renew", renewed)
    return times


def test_an_article_that_changes_again_while_its_index_is_made_again_is_answered_from(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours(corpus, 7)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    times = count_renewals(monkeypatch, lambda number: hours(corpus, 8 + number) if number < 4 else None)
    hours(corpus, 8)
    trace = engine.trace("Hoe lang slapen?")
    assert trace.failure is None
    assert isinstance(trace.outcome, Answered)
    assert "11 uur" in trace.outcome.answer
    assert len(times) == 4


def test_an_article_that_changes_all_the_time_is_an_error_and_not_for_ever(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours(corpus, 7)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    monkeypatch.setattr(engines, "_RENEWALS", 2)
    times = count_renewals(monkeypatch, lambda number: hours(corpus, 8 + number))
    hours(corpus, 8)
    assert isinstance(engine.trace("Hoe lang slapen?").failure, IndexDamaged)
    assert len(times) == 3


def test_for_a_corpus_that_stays_the_same_the_index_is_made_again_thrice_at_most(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours(corpus, 7)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    question = "Hoe lang slapen?"
    citations = engine.ask(question).citations  # type: ignore[union-attr]
    monkeypatch.setattr(Engine, "_wrong", lambda self, trace: list(citations))
    times = count_renewals(monkeypatch, lambda number: None)
    assert isinstance(engine.trace(question).failure, IndexDamaged)
    assert len(times) == 3
