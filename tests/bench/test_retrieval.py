"""The benchmark of retrieval on few made-up texts: everyone finds what is to be found."""

from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import retrieval
from pytest_benchmark.fixture import BenchmarkFixture
from rivals import rivals, scikit_learn
from texts import made_up, questions


def test_we_find_what_scikit_learn_finds(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    sources = list(islice(made_up(20), 400))
    asked = questions(sources, 50)
    wanted = scikit_learn(sources)(asked)
    with ExitStack() as open_until:
        searches = dict(rivals(sources, str(tmp_path), open_until))
        for name, search in searches.items():
            found = search(asked)
            assert all(len(one) <= 10 for one in found), name
            assert name.startswith(("bm25s", "tantivy", "SQLite")) or found == wanted, name
        benchmark(searches["citaat (NumPy)"], asked)


def test_the_table_has_a_line_for_everyone(tmp_path: Path) -> None:
    sources = list(islice(made_up(20), 200))
    with ExitStack() as open_until:
        searches = dict(rivals(sources, str(tmp_path), open_until))
        taken = retrieval.seconds_each(searches, questions(sources, 20), rounds=2)
    lines = retrieval.table(taken).splitlines()[2:]
    assert [line.split(" | ")[0][2:] for line in lines] == list(searches)


def test_ratios_are_of_medians_with_the_worst_and_best_round() -> None:
    assert retrieval.ratios({"a": [1.0, 2.0, 4.0], "b": [2.0, 6.0, 4.0]}, "a", "b") == (2.0, 1.0, 3.0)
