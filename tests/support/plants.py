"""What an enemy would put into an index: files of the right kind and checksum that say what no index says."""

import io
import json
import os
import pickle
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from citaat.storage.files import checksum

MANIFEST = "manifest.json"
Plant = Callable[[bytes, random.Random], bytes]


class _Trap:
    """Leaves a file behind when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ.get("CITAAT_TRAP", "trap"),)


def _array(change: Callable[[Any], Any]) -> Plant:
    def planted(before: bytes, chance: random.Random) -> bytes:
        out = io.BytesIO()
        np.save(out, change(np.load(io.BytesIO(before))), allow_pickle=False)
        return out.getvalue()

    return planted


def _filled(value: float) -> Plant:
    def filled(values: Any) -> Any:
        # Of whole numbers some others are made.
        with np.errstate(invalid="ignore"):
            return np.full(len(values), value).astype(values.dtype)

    return _array(filled)


def _huge(before: bytes, chance: random.Random) -> bytes:
    """A shape that would take all memory, and no data."""
    size = int.from_bytes(before[8:10], "little")
    shape = f"({10 ** chance.randrange(9, 19)},), }}".encode()
    head = before[10 : 10 + size].partition(b"(")[0] + shape
    return before[:10] + head.ljust(size - 1)[: size - 1] + b"\n" + before[10 + size :]


def _pickled(before: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    np.save(out, np.array([_Trap()], dtype=object), allow_pickle=True)
    return out.getvalue()


def _garbled(before: bytes, chance: random.Random) -> bytes:
    """Some bytes turned into others, wherever they are."""
    planted = bytearray(before)
    for _ in range(chance.randrange(1, 9)):
        if planted:
            planted[chance.randrange(len(planted))] = chance.randrange(256)
    return bytes(planted)


def _always(text: bytes) -> Plant:
    return lambda before, chance: text


def _lines_swapped(before: bytes, chance: random.Random) -> bytes:
    lines = before.splitlines(keepends=True)
    return b"".join(reversed(lines))


def _values_swapped(before: bytes, chance: random.Random) -> bytes:
    """JSON of the same shape with one value of another kind in it."""
    try:
        value = json.loads(before)
    except ValueError:
        return b"[]"
    place: Any = value
    while isinstance(place, (dict, list)) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = chance.choice(keys)
        if not isinstance(place[key], (dict, list)) or not place[key] or chance.random() < 0.3:
            place[key] = chance.choice([None, -1, 10**30, "x", [], {}, True, 1e308, [[]], "../../x"])
            break
        place = place[key]
    return json.dumps(value).encode()


PLANTS: Mapping[str, Mapping[str, Plant]] = {
    ".npy": {
        "pickle": _pickled,
        "huge shape": _huge,
        "NaN": _filled(float("nan")),
        "without end": _filled(float("inf")),
        "reversed": _array(lambda values: values[::-1]),
        "below zero": _filled(-1),
        "far out": _filled(2**31 - 1),
        "empty": _array(lambda values: values[:0]),
        "zeros": _filled(0),
        "garbled": _garbled,
        "twice": _array(lambda values: np.concatenate([values, values])),
    },
    ".tab": {
        "garbled": _garbled,
        "empty": _always(b""),
        "pickle": _always(pickle.dumps(_Trap())),
        "endless": lambda before, chance: before[:32] + b"\xff" * (len(before) - 32),
        "zeros": lambda before, chance: before[:8] + b"\0" * (len(before) - 8),
    },
    ".json": {
        "deep": _always(b"[" * 100_000 + b"]" * 100_000),
        "NaN": _always(b'{"rules": NaN}'),
        "empty": _always(b"{}"),
        "list": _always(b"[]"),
        "null": _always(b"null"),
        "number": _always(b"9" * 5_000),
        "other": _values_swapped,
        "pickle": _always(pickle.dumps(_Trap())),
    },
    ".jsonl": {
        "garbled": _garbled,
        "empty": _always(b""),
        "swapped": _lines_swapped,
        "null": _always(b"null\n"),
        "deep": _always(b"[" * 100_000 + b"\n"),
        "other": _values_swapped,
    },
}


def mend(folder: Path) -> None:
    """Let the manifest say of every file what it is now."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["files"] = {name: list(checksum(str(folder / name))) for name in manifest["files"]}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def _named(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest["files"].update({name: [0, 0]})


def _set(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest.update({key: value})


MANIFESTS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "absolute name": _named("/etc/passwd"),
    "endless device": _named("/dev/zero"),
    "upwards": _named("../x"),
    "NUL in a name": _named("a\0b"),
    "link out": _named("away.tab"),
    "too many files": lambda manifest: manifest["files"].update({f"{at}": [0, 0] for at in range(2_000)}),
    "dictionary elsewhere": _set("dictionary", "../../etc"),
    "dictionary of none": _set("dictionary", "dutch-0"),
    "no files": _set("files", {}),
    "files as a list": _set("files", []),
    "segments below zero": _set("segments", [-1]),
    "segments without end": _set("segments", [10**18]),
    "segments of texts": _set("segments", ["x"]),
    "passages below zero": _set("passages", -5),
    "passages without end": _set("passages", 10**18),
    "bare": _set("layout", "bare"),
    "another layout": _set("layout", "x"),
    "another kind": _set("kind", "x"),
    "passage file": _set("kind", "passages"),
    "no fields": _set("fields", {}),
    "lengths": _set("lengths", {"x": "y"}),
    "fields below zero": lambda manifest: manifest["fields"].update(dict.fromkeys(manifest["fields"], -1)),
    "a field elsewhere": lambda manifest: manifest["fields"].update({"../x": 1}),
    "settings": _set("settings", {"pipeline": 5}),
    "not plain": _set("plain", False),
    "no warnings": _set("caveats", "emergencies"),
    "caveats of none": _set("caveats", None),
}
