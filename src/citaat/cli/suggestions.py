"""Did you mean: the nearest command, option or file to one that is not there."""

import os
from collections.abc import Iterable

_ALIKE = 0.6
_LISTED = 10_000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if any is like it."""
    from difflib import get_close_matches

    found = get_close_matches(word[:100], list(known), n=1, cutoff=_ALIKE)
    return found[0] if found else None


def nearest_file(path: str) -> str | None:
    """The path with its first missing part replaced by the name there that is most like it."""
    folder, name = os.path.split(path.rstrip(os.sep))
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [entry.name for _, entry in zip(range(_LISTED), entries, strict=False)]
    except OSError:
        return None
    found = nearest(name, names)
    return os.path.join(folder, found) if found else None
