"""A corpus that workers index and hold: the bytes of one machine, whatever happens to the workers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.command import Ran, Run, one_error
from support.dask.cluster import Workers, questions, running, texts, write_passages

pytest.importorskip("distributed", reason="the extra distributed is not installed")

PASSAGES, QUESTIONS = 2_300, 200
# On a busy machine nobody is refused an answer here.
PATIENT = ("--patience", "600")
# Some four segments.
SEGMENT = ("--segment-mb", "0.05")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A passage file, the index that workers made of it, and what one machine answers."""

    path: Path
    index: Path
    asked: bytes
    answers: str


@pytest.fixture(scope="module")
def written() -> list[str]:
    return texts(PASSAGES)


@pytest.fixture(scope="module")
def workers(filled_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with running(tmp_path_factory.mktemp("dask"), 2, {"XDG_CACHE_HOME": str(filled_cache)}) as found:
        yield found


@pytest.fixture(scope="module")
def corpus(
    workers: Workers, written: list[str], citaat_cli: Run, tmp_path_factory: pytest.TempPathFactory
) -> Corpus:
    home = tmp_path_factory.mktemp("corpus")
    path = write_passages(home / "corpus", written)
    asked = "\n".join(questions(written, QUESTIONS)).encode()
    single = citaat_cli(
        "ask", "-", "--corpus", str(path), "--index", str(home / "one"), "--format", "jsonl", stdin=asked
    )
    assert single.code == 0, single.err
    built = index(citaat_cli, workers, path, home / "many")
    assert built.code == 0, built.err
    assert f"{PASSAGES} passages indexed" in built.out
    return Corpus(path, home / "many", asked, single.out)


def index(cli: Run, workers: Workers, corpus: Path, folder: Path) -> Ran:
    options = ("--corpus", str(corpus), "--index", str(folder), "--scheduler", workers.address, *PATIENT)
    return cli("index", *options, *SEGMENT)


def options(corpus: Corpus, workers: Workers) -> tuple[str, ...]:
    return (
        "--corpus",
        str(corpus.path),
        "--index",
        str(corpus.index),
        "--scheduler",
        workers.address,
        *PATIENT,
    )


def test_workers_answer_two_hundred_questions_with_the_bytes_of_one_machine(
    corpus: Corpus, workers: Workers, citaat_cli: Run
) -> None:
    ran = citaat_cli("ask", "-", *options(corpus, workers), "--format", "jsonl", stdin=corpus.asked)
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) == QUESTIONS
    assert ran.out == corpus.answers
    assert {json.loads(line)["status"] for line in ran.out.splitlines()} == {"answered", "abstained"}


def test_what_is_finished_is_never_made_again(corpus: Corpus, workers: Workers, citaat_cli: Run) -> None:
    folders = sorted((corpus.index / "segments").iterdir())
    assert len(folders) > 2
    before = [file.stat().st_mtime_ns for folder in folders for file in folder.iterdir()]
    assert index(citaat_cli, workers, corpus.path, corpus.index).code == 0
    assert [file.stat().st_mtime_ns for folder in folders for file in folder.iterdir()] == before


def test_a_retrieval_set_scores_the_same(
    corpus: Corpus, workers: Workers, written: list[str], citaat_cli: Run
) -> None:
    folder = corpus.path.parent
    asked = questions(written, 12, seed=9)
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps({"_id": f"q{at}", "text": text}) + "\n" for at, text in enumerate(asked)),
        encoding="utf-8",
    )
    (folder / "qrels").mkdir()
    rows = "".join(f"q{at}\tp{7 * at}\t1\n" for at in range(12))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + rows, encoding="utf-8")
    single = citaat_cli("eval", str(folder), "--index", str(corpus.index.parent / "one"), "--json")
    place = ("--index", str(corpus.index), "--scheduler", workers.address, *PATIENT)
    many = citaat_cli("eval", str(folder), *place, "--json")
    assert many.code == single.code == 0, many.err
    assert many.out == single.out
    assert len(json.loads(many.out)["by_query"]) == 12


def test_the_page_is_served_from_what_workers_hold(
    corpus: Corpus, workers: Workers, filled_cache: Path
) -> None:
    pytest.importorskip("uvicorn", reason="the extra web is not installed")
    from support.server import serving

    asked = corpus.asked.decode().splitlines()[:3]
    with serving(*options(corpus, workers), env={"XDG_CACHE_HOME": str(filled_cache)}) as server:
        served = [server.get("/api/ask", question=question).json() for question in asked]
    assert served == [json.loads(line) for line in corpus.answers.splitlines()[:3]]


def test_a_wrong_line_is_named_by_its_number_in_the_whole_file(
    workers: Workers, written: list[str], citaat_cli: Run, tmp_path: Path
) -> None:
    path = write_passages(tmp_path, written)
    lines = path.read_text("utf-8").splitlines()
    lines[1_999] = '{"_id": "p7", "text": "tweemaal"}'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    twice = one_error(index(citaat_cli, workers, path, tmp_path / "index"), 3)
    assert f"{path}:2000: _id 'p7' occurs twice; give each its own" in twice
    lines[1_999] = '{"_id": 7}'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    wrong = one_error(index(citaat_cli, workers, path, tmp_path / "index"), 3)
    assert f"{path}:2000: is not a passage" in wrong


def test_few_passages_are_no_work_for_a_cluster(workers: Workers, citaat_cli: Run, tmp_path: Path) -> None:
    path = write_passages(tmp_path, ["Slaap is goed."])
    refused = one_error(index(citaat_cli, workers, path, tmp_path / "index"), 2)
    assert "leave out --scheduler" in refused


def test_what_is_no_address_is_wrong_usage(citaat_cli: Run) -> None:
    assert "is no address of a scheduler" in one_error(citaat_cli("index", "--scheduler", "foo://x"), 2)


def test_gold_questions_are_chosen_before_workers_are_asked(citaat_cli: Run) -> None:
    refused = one_error(citaat_cli("eval", "--scheduler", "tcp://127.0.0.1:9"), 2)
    assert "--limit N" in refused
