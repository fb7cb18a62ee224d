"""A small table over a large one: what a corpus says of words, before what is said of them in general."""

from collections.abc import ItemsView, Iterator, Mapping

from citaat.storage.table import Table

# The value of a key that the table below has and this one has not.
GONE = "\x00"


class Layered(Mapping[str, str]):
    """The entries of `own`, and those of `shared` that `own` says nothing of."""

    __slots__ = ("_own", "_shared")

    def __init__(self, own: Table, shared: Table) -> None:
        self._own, self._shared = own, shared

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The value of `key`, or `default`."""
        row = self._own.find(key)
        if row < 0:
            return self._shared.get(key, default)
        value = self._own.value(row)
        return default if value == GONE else value

    def __getitem__(self, key: str) -> str:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.as_dict())

    def __len__(self) -> int:
        return len(self.as_dict())

    def items(self) -> ItemsView[str, str]:
        """All entries."""
        return self.as_dict().items()

    def as_dict(self) -> dict[str, str]:
        """All of it in memory, for those who look up much."""
        return _present(self._shared.as_dict() | self._own.as_dict())

    def starting(self, prefix: str) -> dict[str, str]:
        """The entries whose keys start with `prefix`, a word in ASCII."""
        return _present(self._shared.starting(prefix) | self._own.starting(prefix))


def difference(whole: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, str]:
    """What a table over `shared` holds so that both together say what `whole` says."""
    own = {key: value for key, value in whole.items() if shared.get(key) != value}
    return own | {key: GONE for key in shared if key not in whole}


def _present(entries: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in entries.items() if value != GONE}
