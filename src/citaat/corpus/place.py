"""Where the reading of an article is: below which heading, and how many passages were read there."""

from collections.abc import Sequence


class Place:
    """Below which heading the reading of an article is, and how many passages were read there."""

    def __init__(self, title: str, folds: Sequence[tuple[int, int]]) -> None:
        self.heading, self.slug, self._within = title, "", 0
        self._folds = list(reversed(folds))
        self._around: list[tuple[int, str, str, int]] = []

    def reach(self, at: int) -> None:
        """Come to a place: below a part that can be folded away the heading is the one that stood above it."""
        while self._folds and self._folds[-1][0] <= at:
            start, end = self._folds.pop()
            self._leave(start)
            self._around.append((end, self.heading, self.slug, self._within))
        self._leave(at)

    def _leave(self, at: int) -> None:
        while self._around and self._around[-1][0] <= at:
            _, self.heading, self.slug, self._within = self._around.pop()

    def head(self, heading: str, slug: str) -> None:
        """Come to a heading."""
        self.heading, self.slug, self._within = heading, slug, 0

    def next_name(self) -> str:
        """The name of the next passage."""
        self._within += 1
        return f"{self.slug}.{self._within}"
