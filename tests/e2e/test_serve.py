"""citaat serve as it is run: the bytes of ask, a corpus that changes meanwhile, and an end without a loss."""

import json
import os
import select
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from support.command import Run, one_error
from support.corpora import WriteCorpus
from support.server import Server, serving

from citaat.editing.asked_log import read_log

DANGER = "Mijn dochtertje heeft een heel potje magnesium leeggegeten"
PLAIN = "Waar zit magnesium in?"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "vragen.jsonl"


@pytest.fixture
def server(cache: Path, corpus_path: Path, index_path: Path, log: Path) -> Iterator[Server]:
    """A server on the real corpus and its ready index."""
    options = ("--corpus", str(corpus_path), "--index", str(index_path), "--log", str(log), "--rate", "0")
    with serving(*options, env={"XDG_CACHE_HOME": str(cache)}) as started:
        yield started


def opened(server: Server) -> list[int]:
    """Handles of the processes that a server has started."""
    tasks = Path(f"/proc/{server.process.pid}/task").iterdir()
    pids = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    assert len(pids) >= 2
    return [os.pidfd_open(pid) for pid in pids]


def assert_ended(processes: list[int]) -> None:
    """All of them end by themselves: the handle of a process that has ended can be read."""
    for process in processes:
        assert select.select([process], [], [], 30)[0]
        os.close(process)


def test_it_serves_what_ask_prints_and_keeps_what_gaps_reads(server: Server, on_real: Run, log: Path) -> None:
    for question in (PLAIN, DANGER):
        assert server.get("/api/ask", question=question).text == on_real("ask", question, "--json").out
    assert "Bladgroenten" in server.get("/", q=PLAIN).text
    assert server.get("/healthz").json()["status"] == "ok"
    server.get("/", q="Wat kost een vliegreis?")
    assert [text for text, _ in read_log(log).questions] == [PLAIN, "Wat kost een vliegreis?"]
    workers = opened(server)
    assert server.stop(signal.SIGINT) == (130, "", "")
    assert_ended(workers)


def test_what_is_being_answered_is_answered_before_the_end(server: Server) -> None:
    asked = [f"Waar zit magnesium in, vraag {number}?" for number in range(150)]
    got: list[str] = []
    body = "\n".join(asked).encode()
    with httpx2.stream("POST", f"{server.url}/api/batch", content=body, timeout=60) as response:
        for line in response.iter_lines():
            if not got:
                server.process.send_signal(signal.SIGTERM)
            got.append(json.loads(line)["question"])
    assert got == asked
    assert server.stop() == (143, "", "")


def test_workers_go_when_the_server_is_killed(server: Server) -> None:
    workers = opened(server)
    server.stop(signal.SIGKILL)
    assert_ended(workers)


class Asking:
    """Asks one question over and over, and keeps the statuses."""

    def __init__(self, server: Server, question: str) -> None:
        self.statuses: list[int] = []
        self.answers: set[str] = set()
        self._server, self.question = server, question
        self._begun, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Asking":
        self._thread.start()
        assert self._begun.wait(60)
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(0.05):
            got = self._server.get("/api/ask", question=self.question)
            self.statuses.append(got.status_code)
            self.answers.add(got.json()["answer"] or "")
            self._begun.set()


def test_a_corpus_may_be_broken_mended_and_changed_while_it_is_served(
    cache: Path, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    corpus = write_corpus({"fiets.md": "De fiets kost 300 euro en staat in de schuur."})
    article = (corpus / "fiets.md").read_text(encoding="utf-8")
    (corpus / "fiets.md").write_text("geen kop", encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"), "--rate", "0")
    with serving(*options, env={"XDG_CACHE_HOME": str(cache)}) as server:
        told = server.told()
        assert "no index can be opened" in told
        assert "fiets.md:1: has no front matter" in told
        assert server.get("/healthz").status_code == 503
        got = server.get("/api/ask", question=DANGER)
        assert (got.status_code, got.json()["caveats"][0]["id"]) == (503, "spoed")
        assert 'href="tel:112"' in server.get("/", q=DANGER).text
        (corpus / "fiets.md").write_text(article, encoding="utf-8")
        assert "1 passages indexed anew" in server.told()
        with Asking(server, "Hoeveel kost de fiets?") as asking:
            (corpus / "fiets.md").write_text(article.replace("300", "450"), encoding="utf-8")
            assert "1 passages indexed anew" in server.told()
            assert "450 euro" in server.get("/api/ask", question=asking.question).json()["answer"]
        assert set(asking.statuses) == {200}
        assert "De fiets kost 300 euro en staat in de schuur." in asking.answers
        assert server.stop() == (143, "", "")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--port", "99999"], 2, "no number from 0 to 65535"),
        (["--port", "x"], 2, "no number"),
        (["--workers", "0"], 2, "no number from 1"),
        (["--rate", "-1"], 2, "no number"),
        (["--embed-from", "'none'; script-src *"], 2, "is no site"),
        (["--embed-from", "https://a.nl/pad"], 2, "is no site"),
        (["--host", "geen adres"], 2, "there is no address"),
        (["--log", "/geen/map/log"], 2, "the log cannot be written"),
        (["--corpus", "/geen/corpus"], 3, "there is no such corpus"),
        (["vraag"], 2, "there is no place for vraag"),
    ],
)
def test_wrong_usage_is_one_line(citaat_cli: Run, arguments: list[str], code: int, told: str) -> None:
    assert told in one_error(citaat_cli("serve", *arguments), code)


def test_an_address_in_use_is_one_line(citaat_cli: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        error = one_error(citaat_cli("serve", "--port", port), 2)
    assert f"127.0.0.1:{port} is in use; choose another: --port" in error
