"""The parts of a long message that were read with it: every two sentences that follow each other."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from citaat.caveats.matching.phrases import Occurrence
from citaat.caveats.reading import Reading
from citaat.dutch.analysis import Token
from citaat.light import dataclass

Places = Mapping[str, Sequence[Occurrence]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a reading, as far as the net looks at them."""

    tokens: Sequence[Token]
    numbers: Sequence[float | None]
    starts: Sequence[int]

    def __len__(self) -> int:
        return len(self.tokens)


def parts(question: str, reading: Reading, found: Places) -> Iterator[tuple[str, Part, Places]]:
    """Each part with its text and its term sets; the message itself when it is one sentence."""
    bounds = [0, *sorted(reading.starts), len(reading)]
    inside = _by_sentence(bounds, found)
    for at, (first, end) in enumerate(zip(bounds, bounds[2:] or bounds[1:], strict=False)):
        own = reading.tokens[first:end]
        middle = [bounds[at + 1] - first] if bounds[at + 1] < end else []
        text = question[own[0].start : own[-1].end]
        places: dict[str, list[Occurrence]] = {}
        for name, spans in (pair for one in inside[at : at + 2] for pair in one.items()):
            places.setdefault(name, []).extend((start - first, stop - first) for start, stop in spans)
        yield text, Part(own, reading.numbers[first:end], middle), places


def _by_sentence(bounds: Sequence[int], found: Places) -> list[dict[str, list[Occurrence]]]:
    """The term sets of each sentence: none goes on over the end of one."""
    inside: list[dict[str, list[Occurrence]]] = [{} for _ in pairwise(bounds)]
    for name, spans in found.items():
        for span in spans:
            inside[bisect_right(bounds, span[0]) - 1].setdefault(name, []).append(span)
    return inside
