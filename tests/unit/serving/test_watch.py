"""The watch: a change is indexed once, whoever waits for it, and a broken one takes nothing away."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from citaat.serving import watch as watch_module
from citaat.serving.building import Indexed
from citaat.serving.watch import Watch

FIRST = Indexed("map", "een", 1)
Check = Callable[[Watch], Coroutine[Any, Any, None]]


class Builds:
    """What builds give, one after the other."""

    def __init__(self, *made: Indexed) -> None:
        self.made, self.count = list(made), 0

    def __call__(self) -> Indexed:
        self.count += 1
        return self.made.pop(0)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("een", encoding="utf-8")
    return tmp_path


def watched(corpus: Path, builds: Builds, check: Check) -> list[str]:
    """What was told while `check` ran."""
    told: list[str] = []

    async def run() -> None:
        await check(Watch(str(corpus), FIRST, builds, told.append, settled=0.0))

    asyncio.run(run())
    return told


def test_nothing_happens_while_nothing_changes(corpus: Path) -> None:
    builds = Builds()

    async def check(watch: Watch) -> None:
        assert not await watch.newer(0)
        assert (watch.indexed, watch.generation) == (FIRST, 0)

    assert watched(corpus, builds, check) == []
    assert builds.count == 0


def test_many_who_wait_share_one_build(corpus: Path) -> None:
    builds = Builds(Indexed("map", "twee", 2))

    async def check(watch: Watch) -> None:
        (corpus / "b.md").write_text("twee", encoding="utf-8")
        assert all(await asyncio.gather(*(watch.newer(0) for _ in range(20))))
        assert (watch.state.folder, watch.state.generation) == ("map", 1)
        assert not await watch.newer(1)

    assert watched(corpus, builds, check) == ["the corpus has changed: 2 passages indexed anew"]
    assert builds.count == 1


def test_a_broken_change_leaves_all_as_it_was_until_it_is_mended(corpus: Path) -> None:
    builds = Builds(Indexed("map", error="a.md:1: kapot"), Indexed("map", "drie", 3))

    async def check(watch: Watch) -> None:
        (corpus / "a.md").write_text("kapot", encoding="utf-8")
        assert not await watch.newer(0)
        assert (watch.indexed, watch.stale, watch.failures) == (FIRST, "a.md:1: kapot", 1)
        assert not await watch.newer(0)
        (corpus / "a.md").write_text("weer heel", encoding="utf-8")
        assert await watch.newer(0)
        assert (watch.stale, watch.generation) == ("", 1)

    told = watched(corpus, builds, check)
    assert len(told) == 2
    assert told[0].endswith("all stays as it was: a.md:1: kapot")


def test_files_that_were_only_touched_make_nothing_new(corpus: Path) -> None:
    builds = Builds(FIRST)

    async def check(watch: Watch) -> None:
        (corpus / "a.md").touch()
        assert not await watch.newer(0)

    assert watched(corpus, builds, check) == []


def test_one_who_gives_up_does_not_end_the_build(corpus: Path) -> None:
    builds = Builds(Indexed("map", "twee", 2))

    async def check(watch: Watch) -> None:
        (corpus / "a.md").write_text("anders", encoding="utf-8")
        waiting = asyncio.create_task(watch.newer(0))
        await asyncio.sleep(0)
        waiting.cancel()
        assert await watch.newer(0)

    watched(corpus, builds, check)
    assert builds.count == 1


def test_a_slow_build_is_no_reason_to_look_less_often(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "_EVERY", 0.0)
    builds = Builds(Indexed("map", "twee", 2), Indexed("map", "drie", 3))

    def slowly() -> Indexed:
        threading.Event().wait(0.3)
        return builds()

    async def run() -> None:
        watch = Watch(str(corpus), FIRST, slowly, lambda told: None, settled=0.0)
        running = asyncio.create_task(watch.run())
        async with asyncio.timeout(5):
            for number in (1, 2):
                (corpus / "a.md").write_text(f"stand {number}", encoding="utf-8")
                while watch.generation < number:
                    await asyncio.sleep(0)
        running.cancel()

    asyncio.run(run())
