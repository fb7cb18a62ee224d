"""What building takes beside scikit-learn, and what a process that answers takes beside bm25s.

Building is from texts to weights of one field, by the same analyser, in one process: ours counts three
fields on the way and writes the one, TfidfVectorizer keeps its matrix in memory. Answering is the whole
of `citaat ask`, with every field and the caveats, against ten results of bm25s from an index it loads.
Each run is a process of its own, in turn; of memory it tells the most that a process had, mapped files
included (how much of these counts is up to the system, which may take it back), and what is its own.
CITAAT_BENCH_CORPUS names a passage file; without it passages are made up.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import growth
from retrieval import ratios

REPORT = Path("report/bench")
QUESTIONS = 50


def read(corpus: str) -> list[str]:
    """The texts of a passage file."""
    with open(corpus, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def analyser() -> Any:
    """The analyser of large corpora: the dictionary, and no vocabulary of the corpus."""
    from citaat.corpus.concepts import analyser_words
    from citaat.dutch.building import BuildAnalyser
    from citaat.dutch.lemmas import load_lemmas
    from citaat.dutch.words import read_dutch, read_lexicon

    words = analyser_words(read_dutch(), read_lexicon(Path("no such lexicon")))
    return BuildAnalyser(load_lemmas(), words, frozenset())


def build_ours(corpus: str, folder: str) -> float:
    """Seconds from texts to the written field."""
    from support.fields import write_field

    from citaat.index.building.chunking import Chunker

    texts, chunker = read(corpus), Chunker(analyser())
    started = time.perf_counter()
    for text in texts:
        chunker.add("", "", text)
    write_field(folder, chunker.take()["lemma"], "lemma")
    return time.perf_counter() - started


def build_scikit_learn(corpus: str, folder: str) -> float:
    """Seconds from texts to scikit-learn's matrix."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts, vectorizer = read(corpus), TfidfVectorizer(analyzer=analyser().lemmas)
    started = time.perf_counter()
    vectorizer.fit_transform(texts)
    return time.perf_counter() - started


def questions(corpus: str) -> list[str]:
    """Words of passages, as questions."""
    chance = random.Random(2)
    return [" ".join(chance.sample(text.split(), 6)) for text in chance.sample(read(corpus), QUESTIONS)]


def answer_ours(corpus: str, folder: str, asked: list[str]) -> tuple[float, float]:
    """Megabytes of a process that answers."""
    from citaat.engine import open_corpus

    engine = open_corpus(corpus, os.path.join(folder, "citaat"))
    for question in asked:
        engine.ask(question)
    return growth.memory(), growth.memory("RssAnon")


def answer_bm25s(corpus: str, folder: str, asked: list[str]) -> tuple[float, float]:
    """Megabytes of a process that finds ten passages."""
    import bm25s

    index = bm25s.BM25.load(os.path.join(folder, "bm25s"))
    for question in asked:
        index.retrieve([question.split()], k=10, show_progress=False)
    return growth.memory(), growth.memory("RssAnon")


def prepare_ours(corpus: str, folder: str) -> float:
    """Write our index."""
    from citaat.index.building.builder import build

    build(Path(corpus), Path(folder) / "citaat")
    return 0.0


def prepare_bm25s(corpus: str, folder: str) -> float:
    """Write the index of bm25s over words."""
    import bm25s

    index = bm25s.BM25()
    index.index([text.split() for text in read(corpus)], show_progress=False)
    index.save(os.path.join(folder, "bm25s"))
    return 0.0


def apart(name: str, *arguments: Any) -> Any:
    """What function `name` returns in a process of its own."""
    places = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    code = f"import sys, json; sys.path[:0] = {places!r}; import indexing; "
    code += f"print(json.dumps(indexing.{name}(*json.loads(sys.argv[1]))))"
    environment = {**os.environ, "PYTHONPATH": str(growth.SOURCES)}
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        check=True,
    )
    return json.loads(done.stdout)


def measure(corpus: str, folder: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of building and megabytes of answering, by name, round after round."""
    taken: dict[str, list[float]] = {}
    asked = apart("questions", corpus)
    apart("prepare_ours", corpus, folder)
    if find_spec("bm25s"):
        apart("prepare_bm25s", corpus, folder)
    for _ in range(rounds):
        for name in ("build_ours", "build_scikit_learn"):
            taken.setdefault(name, []).append(apart(name, corpus, folder))
        for name in ("answer_ours", *(["answer_bm25s"] if find_spec("bm25s") else [])):
            most, own = apart(name, corpus, folder, asked)
            taken.setdefault(name, []).append(most)
            taken.setdefault(f"{name}, its own", []).append(own)
    return taken


def told(taken: dict[str, list[float]], ours: str, theirs: str, unit: str) -> str:
    """A line of the table."""
    own, peer = median(taken[ours]), median(taken[theirs])
    middle, least, most = ratios(taken, ours, theirs)
    return f"| {theirs} | {own:.1f} {unit} | {peer:.1f} {unit} | {middle:.2f} ({least:.2f}-{most:.2f}) |"


def main() -> None:
    """Measure, print, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citaat-indexing-") as folder:
        corpus = Path(folder) / "corpus.jsonl"
        growth.write(corpus, list(growth.passages(os.environ.get("CITAAT_BENCH_CORPUS"), options.size)))
        taken = measure(str(corpus), folder, options.rounds)
    print(f"| {options.size} passages | citaat | peer | peer / citaat |\n|---|---|---|---|")
    print(told(taken, "build_ours", "build_scikit_learn", "s"))
    if "answer_bm25s" in taken:
        print(told(taken, "answer_ours", "answer_bm25s", "MB"))
        print(told(taken, "answer_ours, its own", "answer_bm25s, its own", "MB"))
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "indexing.json").write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
