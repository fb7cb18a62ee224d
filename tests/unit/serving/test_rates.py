"""Rates: a burst, then a steady trickle, for each address by itself."""

from hypothesis import given
from hypothesis import strategies as st

from citaat.serving.rates import Rates


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@given(rate=st.integers(1, 20), waits=st.lists(st.floats(0, 3), max_size=60))
def test_nobody_gets_more_than_a_burst_and_the_rate(rate: int, waits: list[float]) -> None:
    clock = Clock()
    rates = Rates(rate, clock)
    began, admitted = clock.now, 0
    for wait in waits:
        clock.now += wait
        admitted += rates.admits("192.0.2.1")
        assert admitted <= rate * 5 + (clock.now - began) * rate + 1e-6


def test_who_waits_is_admitted_again() -> None:
    clock = Clock()
    rates = Rates(2, clock)
    assert [rates.admits("a") for _ in range(11)] == [True] * 10 + [False]
    clock.now += 0.5
    assert rates.admits("a")
    assert not rates.admits("a")


def test_addresses_do_not_pay_for_each_other_but_a_household_is_one() -> None:
    rates = Rates(1, Clock())
    for _ in range(5):
        assert rates.admits("2001:db8:1:2::1")
    assert not rates.admits("2001:db8:1:2:ffff::9")
    assert not rates.admits("2001:db8:1:2::1%eth0")
    assert rates.admits("2001:db8:1:3::1")
    assert rates.admits("192.0.2.1")


def test_no_rate_is_no_limit() -> None:
    rates = Rates(0, Clock())
    assert all(rates.admits("a") for _ in range(1000))


def test_a_million_addresses_take_no_more_room_than_ten_thousand() -> None:
    rates = Rates(1, Clock())
    for number in range(10_050):
        rates.admits(f"client {number}")
    assert len(rates._buckets) == 10_000
