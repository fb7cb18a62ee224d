"""What all tests share: one index for the whole session, small corpora, and the command line in a process."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import citaat
from citaat import index as index_module
from citaat import wordlists
from citaat.caveats import compiling
from citaat.engine import Engine, open_corpus
from citaat.indexing import bulk
from citaat.lemmas import load_lemmas

ROOT = Path(__file__).resolve().parents[1]
SOURCES = Path(citaat.__file__).resolve().parents[1]
_ENTRY = "from citaat.cli.main import program; program()"

settings.register_profile(
    "citaat",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("citaat")


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished process, its output decoded strictly: anything but UTF-8 fails the test."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
WriteCorpus = Callable[..., Path]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real corpus, so that nobody's edit during the run rebuilds the index."""
    path = tmp_path_factory.mktemp("real") / "corpus"
    shutil.copytree(ROOT / "corpus", path)
    return path


@dataclass(frozen=True, slots=True)
class Built:
    """A stored index, and the terms that each of its fields was made of."""

    folder: Path
    documents: Mapping[str, list[list[str]]]


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
    starts = ("magn", "spier", "slaa", "slik", "pil")
    return {word: lemma for word, lemma in dictionary.items() if len(word) < 4 or word.startswith(starts)}


def build_fast(patch: pytest.MonkeyPatch, corner: Mapping[str, str]) -> None:
    """Let builds in this process take few words: a second instead of ten."""
    dutch = replace(wordlists.read_dutch(), synonyms=(), hyponyms=(), english={}, intents=())
    for module in (index_module, bulk, compiling):
        patch.setattr(module, "load_lemmas", lambda: dict(corner))
    patch.setattr(wordlists, "read_dutch", lambda: dutch)
    patch.setattr(index_module, "spacy_abbreviations", lambda dictionary: frozenset({"bijv.", "i.c.m."}))


@pytest.fixture
def fast_build(monkeypatch: pytest.MonkeyPatch, corner: Mapping[str, str]) -> None:
    """Small corpora are built with few words in this test."""
    build_fast(monkeypatch, corner)


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


def run_citaat(
    arguments: Sequence[str],
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """The command line in a process of its own."""
    paths = os.pathsep.join(filter(None, (str(SOURCES), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", _ENTRY, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", **(env or {})},
        check=False,
        timeout=300,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def citaat_cli(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`citaat ARGUMENTS`, with a cache of its own."""
    cache = str(tmp_path_factory.mktemp("cache"))

    def run(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Ran:
        return run_citaat(arguments, stdin, cwd, {"XDG_CACHE_HOME": cache, **(env or {})})

    return run


@pytest.fixture(scope="session")
def on_real(citaat_cli: Run, corpus_path: Path, index_path: Path) -> Run:
    """`citaat COMMAND …` on the real corpus and its ready index."""

    def run(command: str, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        options = ("--corpus", str(corpus_path), "--index", str(index_path))
        return citaat_cli(command, *arguments, *options, stdin=stdin, env=env)

    return run
