"""How a corpus that changed fits in two layers (see `since`): which passages are written again, and where all go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citaat.index.building.assembly import Run
from citaat.index.building.previous import Previous

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A layer of more than this share of the whole build, or one that leaves as much of it behind, costs more to write and to
# read again and again than a whole build now and then.
_MOST = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """Where documents go: `places[n]` is the number under which passage n of the corpus is written, `numbers` leads back.

    `moved[n]` is the number in the corpus of what was passage n of the index before, -1 when it is gone.
    `names` are the digests of the names of all items that did not change.
    """

    layer: list[Run]
    base: int
    places: "NDArray[np.int32]"
    numbers: "NDArray[np.int32]"
    moved: "NDArray[np.int32]"
    names: "NDArray[np.uint64]"

    @property
    def changed(self) -> bool:
        """Whether there is anything that the whole build does not say."""
        return (
            bool((self.places[1:] < self.places[:-1]).any())
            or not len(self.places) == len(self.numbers) == self.base
        )

    def keeps(self, names: Iterable[int]) -> bool:
        """Whether the items of all these names are as they were."""
        import numpy as np

        wanted = np.fromiter(names, np.uint64)
        return not len(wanted) or bool(np.isin(wanted, self.names).all())


def plan(runs: Sequence[Run], old: Previous) -> Plan | None:
    """How the corpus fits in two layers; None when the second would be too large."""
    import numpy as np

    base, following = len(old.base.array("ends")) - 1, 0
    places, layer = [np.zeros(0, np.int32)], []
    position = np.full(old.passages, -1, np.int32)
    names, done = [np.zeros(0, np.uint64)], 0
    for run in runs:
        chosen = run.source.passages(run)
        count, start = chosen.stop - chosen.start, chosen.start
        if run.source is not old.base:
            layer.append(run)
            start, following = base + following, following + count
        if run.source in (old.base, old.since):
            first = chosen.start + (base if run.source is old.since else 0)
            position[first : first + count] = np.arange(done, done + count)
            names.append(run.source.items["names"][run.first : run.last])
        places.append(np.arange(start, start + count, dtype=np.int32))
        done += count
    placed = np.concatenate(places)
    numbers = np.full(base + following, -1, np.int32)
    numbers[placed] = np.arange(len(placed))
    gone = int(np.count_nonzero(numbers[:base] < 0))
    if max(following, gone) > _MOST * base:
        return None
    return Plan(layer, base, placed, numbers, position[old.places], np.concatenate(names))
