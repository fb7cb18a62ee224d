"""The scores of many messages at once: the parts of a long one, each of which the net weighs by itself."""

from collections.abc import Callable, Collection, Iterator, Sequence

from citaat.light import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A feature of more messages than this is added as a row as long as all messages; so many are weighed at a time.
_COMMON, _ROWS = 100, 32


class Batch:
    """What each feature adds to what every message shares. `having` gives the messages of a feature, or None.

    `worth` says what sharing it is worth, `columns` holds a row of weights for each column; NumPy has to be imported.
    """

    def __init__(
        self, having: Callable[[str], Any], worth: Callable[[str], int], columns: Any, gamma: float
    ) -> None:
        import numpy as np

        self._having, self._worth, self._columns, self._gamma = having, worth, columns, gamma
        self._known: dict[str, tuple[Any, int] | None] = {}
        self._growth = np.exp(2 * gamma / 100 * np.arange(1))

    def totals(self, messages: Sequence[Collection[str]]) -> Iterator[Sequence[float]]:
        """The sum of each column, for each of some messages that are given by their features."""
        import numpy as np

        for first in range(0, len(messages), _ROWS):
            some = messages[first : first + _ROWS]
            shared = np.zeros((len(some), self._columns.shape[1]), np.uint16)
            own = [self._share(names, row) for names, row in zip(some, shared, strict=True)]
            sums = self._grown(shared) @ self._columns.T
            yield from (sums * np.exp(-self._gamma / 100 * np.array(own))[:, None]).tolist()

    def _share(self, names: Collection[str], row: "NDArray[np.uint16]") -> int:
        """Add what every message shares with this one to `row`; returns what the known features are worth together."""
        whole = 0
        for name in names:
            if name not in self._known:
                self._known[name] = self._feature(name)
            found = self._known[name]
            if found is None:
                continue
            messages, worth = found
            whole += worth
            if len(messages) > _COMMON:
                row += messages
            else:
                row[messages] += worth
        return whole

    def _grown(self, shared: "NDArray[np.uint16]") -> "NDArray[np.float64]":
        """How much each message counts for what it shares: few different numbers, each worked out once."""
        import numpy as np

        most = int(shared.max(initial=0))
        if most >= len(self._growth):
            self._growth = np.exp(2 * self._gamma / 100 * np.arange(most + 1))
        grown: NDArray[np.float64] = self._growth[shared]
        return grown

    def _feature(self, name: str) -> "tuple[Any, int] | None":
        import numpy as np

        messages, worth = self._having(name), self._worth(name)
        if messages is None:
            return None
        if len(messages) <= _COMMON:
            return messages, worth
        row = np.zeros(self._columns.shape[1], np.uint16)
        row[messages] = worth
        return row, worth
