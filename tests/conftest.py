"""What all tests share: one index for the whole session, small corpora, and the command line in a process."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.command import ROOT, Ran, Run, run_citaat
from support.corpora import Built, WriteCorpus, build_fast, build_real, write_small
from support.sharing import shared, shared_home

from citaat.checking.checks import Checked, check_corpus
from citaat.dutch.lemmas import load_lemmas
from citaat.engine import Engine, open_corpus
from citaat.index.dictionary import Dictionary
from citaat.locations import default_index

settings.register_profile(
    "citaat",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("citaat")


def copy(folder: Path, place: Path) -> None:
    """A folder into another one that may be there."""
    shutil.copytree(folder, place, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's cache, for all tests: where the shared dictionary goes, and nobody's own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of this run keep what they share."""
    return shared_home(tmp_path_factory)


@pytest.fixture(scope="session")
def corpus_path(shared_folder: Path) -> Path:
    """A copy of the real corpus, so that nobody's edit during the run rebuilds the index."""
    return shared(shared_folder, "real", lambda place: copy(ROOT / "corpus", place / "corpus")) / "corpus"


@pytest.fixture(scope="session")
def built(cache: Path, corpus_path: Path, shared_folder: Path) -> Built:
    """The index of the real corpus, built once; the dictionary that it leans on is in the cache."""
    place = shared(shared_folder, "index", lambda place: build_real(corpus_path, place))
    copy(place / "cache", cache)
    return Built(place / "real", json.loads((place / "documents.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def filled_cache(cache: Path, corpus_path: Path, built: Built) -> Path:
    """The cache, with dictionary and indexes as whoever asked before has them."""
    for corpus in (ROOT / "corpus", corpus_path):
        copy(built.folder, Path(default_index(str(corpus))))
    return cache


@pytest.fixture(scope="session")
def index_path(built: Built) -> Path:
    """The folder of the real corpus' index."""
    return built.folder


@pytest.fixture(scope="session")
def engine(corpus_path: Path, index_path: Path) -> Engine:
    """The engine on the real corpus."""
    return open_corpus(str(corpus_path), str(index_path))


@pytest.fixture(scope="session")
def checked(corpus_path: Path) -> Checked:
    """What a check of the real corpus finds, and what it reads."""
    return check_corpus(corpus_path)


@pytest.fixture
def index_copy(index_path: Path, tmp_path: Path) -> Path:
    """An index to do harm to."""
    folder = tmp_path / "index"
    shutil.copytree(index_path, folder)
    return folder


@pytest.fixture(scope="session")
def dictionary() -> Mapping[str, str]:
    """The Dutch dictionary, loaded once."""
    return load_lemmas()


@pytest.fixture(scope="session")
def corner(dictionary: Mapping[str, str]) -> Mapping[str, str]:
    """A small part of the dictionary."""
    starts = ("magn", "spier", "slaa", "slap", "slik", "pil", "moet", "lang", "nach")
    return {word: lemma for word, lemma in dictionary.items() if len(word) < 4 or word.startswith(starts)}


@pytest.fixture(scope="session")
def small_dictionary(cache: Path, corner: Mapping[str, str]) -> Dictionary:
    """A shared dictionary of few words."""
    return write_small(cache / "citaat", corner)


@pytest.fixture
def fast_build(monkeypatch: pytest.MonkeyPatch, small_dictionary: Dictionary) -> None:
    """Small corpora are built with few words in this test."""
    build_fast(monkeypatch, small_dictionary)


@pytest.fixture
def write_corpus(tmp_path: Path) -> WriteCorpus:
    """Writes articles (name to text below the title) as a corpus; front matter comes with it."""

    def write(articles: Mapping[str, str], folder: str = "corpus") -> Path:
        path = tmp_path / folder
        for name, text in articles.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'+++\ntitle = "Titel van {file.stem}"\n+++\n\n{text}\n', encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def citaat_cli(filled_cache: Path) -> Run:
    """`citaat ARGUMENTS`, with the cache of the tests."""

    def run(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Ran:
        return run_citaat(arguments, stdin, cwd, {"XDG_CACHE_HOME": str(filled_cache), **(env or {})})

    return run


@pytest.fixture(scope="session")
def on_real(citaat_cli: Run, corpus_path: Path, index_path: Path) -> Run:
    """`citaat COMMAND …` on the real corpus and its ready index."""

    def run(command: str, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        options = ("--corpus", str(corpus_path), "--index", str(index_path))
        return citaat_cli(command, *arguments, *options, stdin=stdin, env=env)

    return run
