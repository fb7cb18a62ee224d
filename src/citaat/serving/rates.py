"""How many questions an address may ask: a bucket of tokens for each, filled at a steady rate."""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

_BURST = 5.0
_MOST_ADDRESSES = 10_000


class Rates:
    """`rate` questions a second for each address, five seconds' worth of them at once; 0 is no limit."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most = rate, max(1.0, rate * _BURST)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, address: str) -> bool:
        """Take a token of this address; False when it has none left."""
        if not self._rate:
            return True
        key, now = _household(address), self._clock()
        tokens, then = self._buckets.pop(key, (self._most, now))
        tokens = min(self._most, tokens + (now - then) * self._rate)
        admitted = tokens >= 1.0
        self._buckets[key] = (tokens - 1.0 if admitted else tokens, now)
        if len(self._buckets) > _MOST_ADDRESSES:
            # Who has not asked for longest has a full bucket by now, or nearly so.
            self._buckets.popitem(last=False)
        return admitted


def _household(address: str) -> str:
    """An IPv6 address stands for its /64: anybody has as many of those as they like."""
    try:
        told = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return told.exploded[:19] if isinstance(told, IPv6Address) else address
