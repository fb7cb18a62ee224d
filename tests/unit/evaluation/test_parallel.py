"""Two processes give what one gives, in the same order, and errors come out where they are handled."""

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from citaat.errors import CitaatError
from citaat.evaluation.parallel import Team


@dataclass(frozen=True, slots=True)
class Recipe:
    name: str

    def __call__(self) -> "Shop":
        return Shop(self.name)


class Shop:
    """A system that tells which process served it."""

    def __init__(self, name: str) -> None:
        self.name, self.recipe = name, Recipe(name)


def serve(shop: Shop, item: int) -> tuple[str, int, int]:
    if item == 99:
        raise CitaatError("sold out", fix="wait")
    return shop.name, item * item, os.getpid()


def test_two_processes_give_the_same_in_the_same_order() -> None:
    items = list(range(60))
    one = Team(processes=1)
    alone = list(one.each(Shop("a"), serve, items))
    with Team(processes=2, worth=10) as team:
        found = list(team.each(Shop("a"), serve, items))
        other = list(team.each(Shop("b"), serve, items))
    assert [row[:2] for row in found] == [row[:2] for row in alone]
    assert {row[0] for row in other} == {"b"}
    assert os.getpid() not in {row[2] for row in (*found, *other)}
    assert {row[2] for row in alone} == {os.getpid()}


def test_few_items_and_systems_that_cannot_be_opened_anew_stay_here() -> None:
    with Team(processes=2, worth=10) as team:
        assert {row[2] for row in team.each(Shop("a"), serve, range(9))} == {os.getpid()}
        assert list(team.each(object(), lambda system, item: item, range(50))) == list(range(50))


def test_an_error_of_citaat_is_raised_here() -> None:
    with Team(processes=2, worth=1) as team, pytest.raises(CitaatError, match="sold out"):
        list(team.each(Shop("a"), serve, [1, 99, 2]))


def test_a_process_begins_before_anybody_waits_and_says_that_it_goes_on() -> None:
    beats: list[int] = []
    with Team(processes=2, worth=1) as team:
        first = team.each(Shop("a"), serve, [1, 2, 3, 4])
        aside = team.aside(os.getpid)
        assert team.awaited(aside, lambda: beats.append(1)) != os.getpid()
        assert beats
        assert [row[1] for row in first] == [1, 4, 9, 16]


def test_an_error_of_work_put_aside_comes_out() -> None:
    with Team(processes=2) as team, pytest.raises(TimeoutError, match="too slow"):
        team.awaited(team.aside(slow), lambda: None)


def slow() -> None:
    raise TimeoutError("too slow")


def hold(shop: Shop, item: int) -> None:
    """Say who works on it, and work on it for ever; the second item is held by who will not be told to stop."""
    if item:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with open(shop.name, "w", encoding="ascii") as told:
        told.write(f"{os.getpid()}\n")
    threading.Event().wait()


@pytest.mark.parametrize("reason", [KeyboardInterrupt(), CitaatError("sold out", fix="wait")])
def test_who_leaves_by_an_error_waits_for_no_work(tmp_path: Path, reason: BaseException) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held: set[int] = set()
    team = Team(processes=2, worth=1)
    team.each(Shop(str(pipe)), hold, [0, 1])
    while len(held) < 2:
        held.update(map(int, pipe.read_text(encoding="ascii").split()))
    with pytest.raises(type(reason)), team:
        raise reason
    for process in held:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def interrupted(shop: Shop, item: int) -> bool:
    """Whether an interrupt from the keyboard, which the whole group of processes hears, passes this one by."""
    os.kill(os.getpid(), signal.SIGINT)
    return True


def test_an_interrupt_is_heard_by_who_began_the_processes_alone() -> None:
    with Team(processes=2, worth=1) as team:
        assert list(team.each(Shop("a"), interrupted, [1, 2])) == [True, True]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
