"""Workers that die, schedulers that go, files that are cut: the same bytes or a clear refusal, never a part."""

import json
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.command import Ran, Run
from support.dask.cluster import Dialogue, Workers, questions, running, started, texts, until, write_passages

pytest.importorskip("distributed", reason="the extra distributed is not installed")

EMERGENCY = "Ik heb alle pillen tegelijk geslikt en krijg geen lucht, wat nu?"


@dataclass(frozen=True, slots=True)
class Site:
    """A passage file, an index of it, questions with what one machine answers, and the cache that all share."""

    corpus: Path
    index: Path
    asked: Sequence[str]
    answers: Sequence[str]
    cache: Path

    def options(self, workers: Workers, patience: str = "20") -> tuple[str, ...]:
        place = ("--corpus", str(self.corpus), "--index", str(self.index))
        return (*place, "--scheduler", workers.address, "--patience", patience)

    def dialogue(self, workers: Workers, patience: str = "20") -> Dialogue:
        return Dialogue(self.options(workers, patience), {"XDG_CACHE_HOME": str(self.cache)})


@pytest.fixture(scope="module")
def site(filled_cache: Path, citaat_cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Site:
    home = tmp_path_factory.mktemp("site")
    written = texts(2_100, seed=7)
    corpus = write_passages(home / "corpus", written)
    asked = [*questions(written, 12), EMERGENCY]
    single = citaat_cli(
        "ask",
        "-",
        "--corpus",
        str(corpus),
        "--index",
        str(home / "one"),
        "--format",
        "jsonl",
        stdin="\n".join(asked).encode(),
    )
    assert single.code == 0, single.err
    return Site(corpus, home / "many", asked, single.out.splitlines(keepends=True), filled_cache)


@pytest.fixture(scope="module")
def cluster(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with running(tmp_path_factory.mktemp("dask"), 2, {"XDG_CACHE_HOME": str(site.cache)}) as found:
        yield found


@pytest.fixture
def workers(cluster: Workers) -> Workers:
    """Two workers, whatever a test before did to them."""
    cluster.revive(2)
    return cluster


def built(site: Site, workers: Workers, cli: Run) -> None:
    """Built, or found to be."""
    ran = cli("index", *site.options(workers), "--segment-mb", "0.02")
    assert ran.code == 0, ran.err


def finished(site: Site) -> dict[str, int]:
    """The segments that are in their place, with the time at which each was written."""
    # What is being put in its place has a dot in its name.
    found = (file for file in site.index.glob("segments/*/manifest.json") if "." not in file.parent.name)
    return {file.parent.name: file.stat().st_mtime_ns for file in found}


def is_refused(line: str, caveat: str) -> bool:
    """Whether an outcome says that nothing could be searched, with the warning all the same."""
    outcome = json.loads(line)
    assert outcome["status"] == "abstained"
    assert outcome["abstention"]["code"] == "search_failed"
    return caveat in [one["id"] for one in outcome["caveats"]]


def test_a_worker_that_dies_while_building_or_asking_costs_nothing(site: Site, workers: Workers) -> None:
    build = started(("index", *site.options(workers), "--segment-mb", "0.02"), workers.env)
    # A corpus of so few passages is read once more, with character n-grams: one segment of that is done.
    pieces = -(-site.corpus.stat().st_size // 20_000)
    until(lambda: len(finished(site)) > pieces)
    workers.kill_worker(0)
    before = finished(site)
    out, told = build.communicate()
    assert build.returncode == 0, told
    assert out.startswith(b"2100 passages indexed")
    after = finished(site)
    kept = before.keys() & after.keys()
    assert len(after) == pieces
    assert kept
    assert {key: before[key] for key in kept} == {key: after[key] for key in kept}
    workers.revive(2)
    talk = site.dialogue(workers)
    assert talk.ask(site.asked[0]) == site.answers[0]
    workers.kill_worker(-1)
    for question, answer in zip(site.asked[1:], site.answers[1:], strict=True):
        assert talk.ask(question) == answer
    # The worker that is left holds it all; without it there is nobody, and still a warning.
    workers.kill_worker(1)
    assert is_refused(talk.ask(site.asked[-1]), "spoed")
    code, err = talk.end()
    assert code == 3
    assert err.count("\n") == 1, err
    assert "no answer" in err


def test_a_worker_that_stands_still_is_waited_for_no_longer_than_was_said(
    site: Site, workers: Workers, citaat_cli: Run
) -> None:
    built(site, workers, citaat_cli)
    talk = site.dialogue(workers, "6")
    assert talk.ask(site.asked[0]) == site.answers[0]
    workers.workers[-1].send_signal(signal.SIGSTOP)
    for question, answer in zip(site.asked[-2:], site.answers[-2:], strict=True):
        line = talk.ask(question)
        # The other one may be too slow here, too; a part of the corpus is never an answer.
        assert line == answer or is_refused(line, "spoed") == ("spoed" in answer)
    workers.kill_worker(-1)
    assert talk.end()[0] in (0, 3)


def test_a_scheduler_that_is_restarted_leaves_an_answer_or_a_refusal(
    site: Site, workers: Workers, citaat_cli: Run
) -> None:
    built(site, workers, citaat_cli)
    talk = site.dialogue(workers)
    assert talk.ask(site.asked[0]) == site.answers[0]
    workers.kill_scheduler()
    line = talk.ask(site.asked[-1])
    assert line == site.answers[-1] or is_refused(line, "spoed")
    refused = citaat_cli("ask", EMERGENCY, *site.options(workers, "1"))
    assert refused.code == 3
    assert "112" in refused.out
    assert "no scheduler answers" in one_line(refused)
    assert talk.end()[0] in (0, 3)
    workers.revive(1)
    again = citaat_cli("ask", site.asked[0], *site.options(workers), "--format", "jsonl")
    assert again.out == site.answers[0]


def one_line(ran: Ran) -> str:
    lines = ran.err.splitlines()
    assert len(lines) == 1, ran.err
    return lines[0]
