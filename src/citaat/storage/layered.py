"""A small table over a large one: what a corpus says of words, before what is said of them in general."""

from collections.abc import ItemsView, Iterator, Mapping

from citaat.storage.table import Table


class _Over(Mapping[str, str]):
    """Entries over others, looked up by `get`."""

    __slots__ = ()

    def __getitem__(self, key: str) -> str:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None


class Layered(_Over):
    """The entries of `own`, and those of `shared` that `own` says nothing of."""

    __slots__ = ("_own", "_shared")

    def __init__(self, own: Table, shared: Table) -> None:
        self._own, self._shared = own, shared

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The value of `key`, or `default`."""
        row = self._own.find(key)
        return self._shared.get(key, default) if row < 0 else self._own.value(row)

    def __iter__(self) -> Iterator[str]:
        return iter(self.as_dict())

    def __len__(self) -> int:
        return len(self.as_dict())

    def items(self) -> ItemsView[str, str]:
        """All entries."""
        return self.as_dict().items()

    def as_dict(self) -> dict[str, str]:
        """All of it in memory, for those who look up much."""
        return self._shared.as_dict() | self._own.as_dict()

    def starting(self, prefix: str) -> dict[str, str]:
        """The entries whose keys start with `prefix`, a word in ASCII."""
        return self._shared.starting(prefix) | self._own.starting(prefix)


class Overlay(_Over):
    """As Layered, over entries in memory, which may still become more; what `shared` said once is remembered.

    For whoever looks up much, but far from all.
    """

    __slots__ = ("_known", "_own", "_shared")

    def __init__(self, own: Mapping[str, str], shared: Mapping[str, str]) -> None:
        self._own, self._shared = own, shared
        self._known: dict[str, str | None] = {}

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The value of `key`, or `default`."""
        value = self._own.get(key)
        if value is None:
            known = self._known
            value = known[key] if key in known else known.setdefault(key, self._shared.get(key))
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._shared.items()) | dict(self._own))

    def __len__(self) -> int:
        return len(self._shared) + sum(key not in self._shared for key in self._own)

    def starting(self, prefix: str) -> dict[str, str]:
        """The entries whose keys start with `prefix`, a word in ASCII."""
        found = _starting(self._shared, prefix)
        return found | _starting(self._own, prefix)


def _starting(entries: Mapping[str, str], prefix: str) -> dict[str, str]:
    if isinstance(entries, Table):
        return entries.starting(prefix)
    return {key: value for key, value in entries.items() if key.startswith(prefix)}
