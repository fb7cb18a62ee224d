"""However a corpus is cut and over however many workers, the outcomes are those of one index."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dask.inline import Inline, inline
from support.large import ARTICLES, TEXT, all_large, write_articles, write_records

from citaat.distributed import building, holding, segments
from citaat.distributed.building import Plan, build
from citaat.distributed.cluster import Cluster, ClusterError
from citaat.distributed.opening import open_cluster
from citaat.distributed.stores import Store
from citaat.engine import Engine, open_corpus
from citaat.errors import CorpusError, IndexDamaged
from citaat.records import Abstained

__all__ = ["all_large"]

pytestmark = pytest.mark.usefixtures("all_large", "roomy")
QUESTION = st.lists(TEXT, min_size=1, max_size=2).map(" ".join)


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What workers keep is gone with the test; no corpus is too small for them."""
    monkeypatch.setattr(segments, "worker_folder", lambda: str(tmp_path / "room"))
    monkeypatch.setattr(building, "LIMIT", 0)


def opened(corpus: Path, folder: Path, size: int) -> Engine:
    return open_cluster(Cluster("tcp://inline:1"), plan(corpus, folder, size))


def plan(corpus: Path, folder: Path, size: int) -> Plan:
    return Plan(str(corpus), Store(str(folder)), size, lambda stage, done, total: None)


def outcomes(engine: Engine, asked: list[str]) -> list[str]:
    return [json.dumps(engine.ask(question).to_dict()) for question in asked]


@pytest.mark.parametrize("write", [write_records, write_articles])
@settings(max_examples=3)
@given(
    articles=ARTICLES,
    asked=st.lists(QUESTION, min_size=1, max_size=3),
    size=st.integers(40, 400),
    count=st.integers(1, 3),
)
def test_outcomes_are_those_of_one_index(
    write: object,
    articles: Mapping[str, list[str]],
    asked: list[str],
    size: int,
    count: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("corpus")
    corpus = write(home / "corpus", articles)  # type: ignore[operator]
    single = open_corpus(str(corpus), str(home / "one"))
    with pytest.MonkeyPatch.context() as patch:
        inline(patch, count)
        many = opened(corpus, home / "many", size)
        assert outcomes(many, asked) == outcomes(single, asked)
        ranked = [[(hit.passage_id, hit.score) for hit in one.rank(asked[0], 5)] for one in (many, single)]
    assert ranked[0] == ranked[1]
    assert [passage.id for passage in many.passages] == [passage.id for passage in single.passages]


def built(tmp_path: Path, patch: pytest.MonkeyPatch, workers: int) -> tuple[Engine, Engine, Inline]:
    """An engine on workers and one on this machine, of the same corpus."""
    texts = {
        name: [f"{word} magnesium {name}", "sla en spierpijn"]
        for name, word in zip("abcdef", ("pil", "sla") * 3, strict=True)
    }
    corpus = write_records(tmp_path / "corpus", texts)
    client = inline(patch, workers)
    return opened(corpus, tmp_path / "many", 120), open_corpus(str(corpus), str(tmp_path / "one")), client


@pytest.mark.parametrize("error", [OSError("Unable to contact Actor's worker"), TimeoutError()])
def test_a_worker_that_is_lost_or_slow_is_replaced_by_the_next_replica(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    many, single, client = built(tmp_path, monkeypatch, 3)
    client.error = error
    for lost in ("worker1", "worker2"):
        client.lost.add(lost)
        for question in ("helpt magnesium", "sla of spierpijn"):
            assert outcomes(many, [question]) == outcomes(single, [question])


def test_nobody_answers_for_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many, single, client = built(tmp_path, monkeypatch, 2)
    client.lost |= {"worker0", "worker1"}
    trace = many.trace("Ik heb alle pillen tegelijk geslikt, mag ik nog magnesium?")
    assert isinstance(trace.outcome, Abstained)
    assert trace.outcome.abstention.code == "search_failed"
    assert isinstance(trace.failure, ClusterError)
    assert "a part of the corpus is no answer" in str(trace.failure)
    assert trace.outcome.caveats == single.owed("Ik heb alle pillen tegelijk geslikt, mag ik nog magnesium?")


def test_workers_that_come_back_answer_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many, single, client = built(tmp_path, monkeypatch, 2)
    monkeypatch.setattr("citaat.distributed.hub._PATIENCE", 0.0)
    client.lost |= {"worker0", "worker1"}
    assert many.trace("helpt magnesium").failure is not None
    client.lost.clear()
    assert outcomes(many, ["helpt magnesium"]) == outcomes(single, ["helpt magnesium"])


def test_a_wrong_line_leaves_nothing_behind_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inline(monkeypatch, 1)
    corpus = write_records(tmp_path / "corpus", {"a": ["magnesium helpt", "sla"], "b": ["spierpijn"]})
    sound = corpus.read_text("utf-8")
    corpus.write_text(sound + "geen JSON\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="is not JSON") as told:
        build(Cluster("tcp://inline:1"), plan(corpus, tmp_path / "many", 10_000))
    assert told.value.line == 4
    corpus.write_text(sound, encoding="utf-8")
    many, single = opened(corpus, tmp_path / "many", 10_000), open_corpus(str(corpus), str(tmp_path / "one"))
    assert outcomes(many, ["helpt magnesium", "sla"]) == outcomes(single, ["helpt magnesium", "sla"])


def test_what_did_not_change_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inline(monkeypatch, 2)
    articles = {f"deel{at:03}": [f"magnesium {at} sla"] for at in range(300)}
    corpus = write_articles(tmp_path / "corpus", articles)
    before = set(build(Cluster("tcp://inline:1"), plan(corpus, tmp_path / "many", 100))["keys"])
    write_articles(tmp_path / "corpus", articles | {"deel150b": ["spierpijn en slaap"]})
    after = set(build(Cluster("tcp://inline:1"), plan(corpus, tmp_path / "many", 100))["keys"])
    assert len(before) > 2
    assert len(after - before) <= 2
    assert {place.name for place in (tmp_path / "many" / "segments").iterdir()} == before | after


def test_a_segment_that_was_cut_is_named_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many, _, _ = built(tmp_path, monkeypatch, 1)
    wanted = outcomes(many, ["helpt magnesium"])
    cut = min((tmp_path / "many" / "segments").iterdir()) / "0.parts.doc.npy"
    whole = cut.read_bytes()
    cut.write_bytes(whole[:-8])
    # A worker that has never seen it.
    monkeypatch.setattr(segments, "worker_folder", lambda: str(tmp_path / "another"))
    holding.held.cache_clear()
    corpus = tmp_path / "corpus" / "corpus.jsonl"
    with pytest.raises(
        IndexDamaged, match=r"doc\.npy: is not what was written; run: citaat index --scheduler"
    ):
        opened(corpus, tmp_path / "many", 120)
    build(Cluster("tcp://inline:1"), plan(corpus, tmp_path / "many", 120))
    assert cut.read_bytes() == whole
    assert outcomes(opened(corpus, tmp_path / "many", 120), ["helpt magnesium"]) == wanted
