"""What is remembered while a page is read: what does not come along, and what somebody should look at."""

from collections.abc import Iterator

from citaat.importing.blocks import LeftOut
from citaat.importing.lines import guessed
from citaat.importing.page.clutter import MEDIA

_SAMPLE = 80


class Remarks:
    """Remarks on one page, or on a part of it that is taken over when it turns out to be right."""

    def __init__(self) -> None:
        self._left: dict[str, list[str]] = {}
        self._guessed: list[str] = []
        self._code = 0

    def adopt(self, other: "Remarks") -> None:
        """Take over the remarks on a part."""
        for kind, told in other._left.items():
            self._left.setdefault(kind, []).extend(told)
        self._guessed += other._guessed
        self._code += other._code

    def leave_out(self, kind: str, text: str) -> None:
        """A text that does not come along; without words only the kind of a picture matters."""
        if kind and (kind == MEDIA or any(char.isalnum() for char in text)):
            self._left.setdefault(kind, []).append(text)

    def guess(self, heading: str) -> None:
        """A heading that nothing but its looks gave away."""
        self._guessed.append(heading)

    def wrote_code(self, lines: int) -> None:
        """Code, which citaat does not read."""
        self._code += lines

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, one entry for each kind."""
        return tuple(
            LeftOut(kind, sum(len(text.split()) for text in told), next(filter(None, told), "")[:_SAMPLE])
            for kind, told in self._left.items()
        )

    @property
    def doubts(self) -> Iterator[str]:
        """What somebody should look at."""
        yield from guessed("vette regel als kop gelezen", "vette regels als kop gelezen", self._guessed)
        if self._code:
            lines = "1 regel code blijft" if self._code == 1 else f"{self._code} regels code blijven"
            yield f"{lines} staan, maar citaat leest die niet"
