"""How long answering takes, for `make bench`; in the test run each is executed once, for correctness."""

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture
from support.command import ROOT, SOURCES

import citaat

QUESTION = "Welke magnesium kan ik het beste nemen?"
NAIVE = """
import sys
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
nlp = spacy.blank("nl")
texts = [line for line in open(sys.argv[1], encoding="utf-8").read().split("\\n\\n") if line.strip()]
words = lambda text: [token.lower_ for token in nlp(text) if token.is_alpha]
vectors = TfidfVectorizer(analyzer=words).fit(texts)
scores = (vectors.transform([sys.argv[2]]) @ vectors.transform(texts).T).toarray()[0]
print(texts[scores.argmax()])
"""


def run(*arguments: str, cache: Path) -> str:
    """What a fresh Python process prints."""
    environment = {"PYTHONPATH": str(SOURCES), "XDG_CACHE_HOME": str(cache), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, cwd=ROOT, check=True
    )
    return done.stdout


def test_python_that_does_nothing(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    assert benchmark(run, "-c", "pass", cache=tmp_path) == ""


def test_cold_ask(benchmark: BenchmarkFixture, filled_cache: Path) -> None:
    code = "from citaat.cli.main import program; program()"
    run("-c", code, "ask", QUESTION, cache=filled_cache)
    assert "magnesiumcitraat" in benchmark(run, "-c", code, "ask", QUESTION, cache=filled_cache)


def test_cold_naive_script_with_scikit_learn_and_spacy(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    article = ROOT / "corpus" / "magnesium-bij-spierpijn.md"
    assert "magnesium" in benchmark(run, "-c", NAIVE, str(article), QUESTION, cache=tmp_path).lower()


def test_warm_ask(benchmark: BenchmarkFixture, corpus_path: Path, index_path: Path) -> None:
    engine = citaat.open_corpus(str(corpus_path), str(index_path))
    outcome = benchmark(engine.ask, QUESTION)
    assert isinstance(outcome, citaat.Answered)
