"""What all tests share: one index for the whole session, small corpora, and the command line in a process."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.command import ROOT, Ran, Run, run_citaat
from support.corpora import Built, WriteCorpus, build_fast, write_small

from citaat.dutch.lemmas import load_lemmas
from citaat.engine import Engine, open_corpus
from citaat.index.building import builder as index_module
from citaat.index.dictionary import Dictionary

settings.register_profile(
    "citaat",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("citaat")


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
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real corpus, so that nobody's edit during the run rebuilds the index."""
    path = tmp_path_factory.mktemp("real") / "corpus"
    shutil.copytree(ROOT / "corpus", path)
    return path


@pytest.fixture(scope="session")
def built(corpus_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The index of the real corpus, built once."""
    folder = tmp_path_factory.mktemp("index") / "real"
    seen: dict[str, list[list[str]]] = {}
    real = index_module.field_documents

    def watched(draft: index_module.Draft) -> dict[str, list[list[str]]]:
        seen.update(real(draft))
        return dict(seen)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "field_documents", watched)
        open_corpus(str(corpus_path), str(folder))
    return Built(folder, seen)


@pytest.fixture(scope="session")
def index_path(built: Built) -> Path:
    """The folder of the real corpus' index."""
    return built.folder


@pytest.fixture(scope="session")
def engine(corpus_path: Path, index_path: Path) -> Engine:
    """The engine on the real corpus."""
    return open_corpus(str(corpus_path), str(index_path))


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
def citaat_cli(cache: Path) -> Run:
    """`citaat ARGUMENTS`, with the cache of the tests."""

    def run(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Ran:
        return run_citaat(arguments, stdin, cwd, {"XDG_CACHE_HOME": str(cache), **(env or {})})

    return run


@pytest.fixture(scope="session")
def on_real(citaat_cli: Run, corpus_path: Path, index_path: Path) -> Run:
    """`citaat COMMAND …` on the real corpus and its ready index."""

    def run(command: str, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        options = ("--corpus", str(corpus_path), "--index", str(index_path))
        return citaat_cli(command, *arguments, *options, stdin=stdin, env=env)

    return run
