"""Writing what every index holds, however it was made: fields with the counts they come from, and the manifest."""

import os
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from citaat.index.building.rows import Rows, save_rows
from citaat.index.building.vectors import lean, weigh
from citaat.index.fields import SATURATED, write_field, write_lean
from citaat.storage.files import checksum, write_json
from citaat.storage.folder import CHECKED_AT_OPEN
from citaat.storage.pages import write_pages

# The folder of what only a later build needs: questions are answered without it.
STATE = "rows"
# In it: the further places of the quotes of known questions, by the number of the question.
ELSEWHERE = "elsewhere.json"


def write_fields(
    folder: str,
    rows: Mapping[str, Rows],
    silent: Sequence[bool],
    space: str | None = None,
    saved: Container[str] = (),
) -> None:
    """Weigh and write every field. `silent` says which known questions have no answer.

    `space` is a folder for what does not fit in memory; the counts of fields in `saved` are written already.
    """
    state = os.path.join(folder, STATE)
    os.makedirs(state, exist_ok=True)
    for name, counted in rows.items():
        write_field(folder, name, weigh(counted, space))
        if name not in saved:
            save_rows(state, name, counted)
    write_lean(folder, "alias", lean(rows["alias"], silent))


def sizes_of(rows: Mapping[str, Rows]) -> tuple[dict[str, int], dict[str, int]]:
    """How many documents each field has, and how many terms they have together where that matters."""
    sizes = {name: len(counted) for name, counted in rows.items()}
    return sizes, {name: int(rows[name].counts.sum(dtype="i8")) for name in SATURATED if name in rows}


def write_manifest(
    folder: str,
    told: Mapping[str, Any],
    sizes: Mapping[str, int],
    totals: Mapping[str, int],
    known: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    pages: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Write the manifest, last of all: what is `told` of the index, the size of its fields, all checksums.

    `known` has the checksums of files that another index had before, `pages` those of their pages.
    """
    write_pages(folder, CHECKED_AT_OPEN, pages)
    places = {"files": folder, STATE: os.path.join(folder, STATE)}
    sums = {part: _checksums(place, known.get(part, {})) for part, place in places.items()}
    write_json(folder, "manifest.json", {**told, "fields": sizes, "lengths": totals, **sums})


def _checksums(folder: str, known: Mapping[str, Any]) -> dict[str, Any]:
    paths = {name: os.path.join(folder, name) for name in sorted(os.listdir(folder))}
    return {
        name: known[name] if name in known else checksum(path)
        for name, path in paths.items()
        if os.path.isfile(path)
    }
