"""A build that is stopped, and a disk that refuses: the short form of `make torture ONLY=interrupted` and `ONLY=disk`."""

import signal
from pathlib import Path

import pytest
from support.builds import Builds
from support.corpora import WriteCorpus

from citaat.index.building.builder import build
from citaat.index.dictionary import Dictionary
from citaat.index.store import Index, read_manifest

pytestmark = pytest.mark.usefixtures("fast_build")
EMERGENCY = "Mijn kind at een pot magnesiumpillen leeg"
_ENDS = {"TERM": -signal.SIGTERM, "INT": 130}


@pytest.fixture
def builds(write_corpus: WriteCorpus, tmp_path: Path, cache: Path, small_dictionary: Dictionary) -> Builds:
    """Builds of a corpus that has changed since it was indexed."""
    corpus, home = write_corpus({"slaap.md": "Slaap zeven uur."}), tmp_path / "home"
    home.mkdir()
    build(corpus, home / "i")
    (corpus / "slaap.md").write_text('+++\ntitle = "T"\n+++\n\nSlaap acht uur.\n', encoding="utf-8")
    return Builds(corpus, home / "i", home, cache, small_dictionary.name)


@pytest.mark.parametrize("question", ["", EMERGENCY], ids=["index", "ask"])
@pytest.mark.parametrize("fault", sorted(_ENDS))
def test_a_build_that_is_stopped_ends_as_documented_and_leaves_nothing(
    builds: Builds, fault: str, question: str
) -> None:
    old = read_manifest(str(builds.folder))
    # The last one is in the middle of removing the index that was there.
    for step in (40,) if question else (3, 100, 190):
        ended = builds.run(fault, step, question)
        assert ended.code == _ENDS[fault], ended.err
        assert "Traceback" not in ended.err
        assert [entry.name for entry in builds.home.iterdir()] == ["i"]
        manifest = Index(str(builds.folder)).manifest
        assert manifest == old or manifest["corpus"] != old["corpus"]


@pytest.mark.parametrize(("fault", "step"), [("ENOSPC", 3), ("EROFS", 40), ("EIO", 90), ("NOLINK", 0)])
def test_a_disk_that_refuses_costs_no_warning_and_no_index(builds: Builds, fault: str, step: int) -> None:
    ended = builds.run(fault, step, EMERGENCY)
    assert ended.code in (0, 3, 10), ended.err
    assert "Traceback" not in ended.err
    assert "112" in ended.out + ended.err
    assert Index(str(builds.folder)).manifest
