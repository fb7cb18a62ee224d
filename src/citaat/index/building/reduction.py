"""An index without some of its passages, made from the whole one in a fraction of a second.

What the passages left out said counts no more: not in the fields, not in their idf, not in
the known questions that point to them (one whose quote stands in another passage too points
there). What the words of the corpus told the analyser stays: the vocabulary that compounds
and corrections lean on is that of the whole corpus. A rebuild would forget the words that
only the missing passages have, and so may split or correct a word otherwise: the same passages
count in both, but not every outcome is bound to be the same.
"""

import json
import os
import shutil
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citaat.caveats.storing import files as rule_files
from citaat.corpus.units import raise_to
from citaat.errors import CorpusError
from citaat.index.aliases import Spot, write_asked
from citaat.index.building.assembly import TYPES
from citaat.index.building.chunks import SPELLED
from citaat.index.building.rows import Rows, expand, joined, load_rows, take
from citaat.index.building.writing import ELSEWHERE, STATE, sizes_of, write_fields, write_manifest
from citaat.index.dictionary import LEMMAS, WORDS
from citaat.index.fields import word_grams
from citaat.index.segments import PREFIX
from citaat.index.store import LAZY, Index, read_manifest
from citaat.storage.files import checksum, share, write_json
from citaat.storage.lines import write_lines
from citaat.storage.table import Table

_SHARED = (WORDS, LEMMAS, TYPES, "model.json")


@dataclass(frozen=True, slots=True)
class _Ask:
    """A known question by its old `number`, and where it points to now; `moved` when to another passage."""

    number: int
    passage: int
    sentence: int
    silent: bool
    moved: bool


def reduce(index: Index, folder: str, without: Container[str]) -> bool:
    """Write to `folder` what `index` is without these passages; False when its files are no longer its own.

    Raises CorpusError when no passage is left.
    """
    kept = [number for number, passage in enumerate(index.passages) if passage.id not in without]
    if not kept:
        raise CorpusError("the corpus holds no passages", file=index.folder, fix="leave some in")
    os.mkdir(folder)
    if not _shared(index, folder) or not _sound(index):
        shutil.rmtree(folder)
        return False
    asks = list(_asks(index, {old: new for new, old in enumerate(kept)}))
    rows = _write_fields(index, folder, kept, asks)
    _write_lines(index, folder, kept, asks)
    computed = ("fields", "lengths", "files", "since", STATE)
    told = {key: value for key, value in index.manifest.items() if key not in computed}
    write_manifest(folder, told | {"passages": len(kept), "since": False}, *sizes_of(rows))
    return True


def _shared(index: Index, folder: str) -> bool:
    """Put the files that stay the same into `folder`, by another name for them where the disk can."""
    stay = {*_SHARED, *rule_files(with_net=True)} & index.manifest["files"].keys()
    try:
        share(index.folder, folder, stay)
    except OSError:
        return False
    return bool(read_manifest(index.folder) == index.manifest)


def _sound(index: Index) -> bool:
    """Whether the stored counts are those of this index."""
    folder = os.path.join(index.folder, STATE)
    try:
        sums = index.manifest[STATE].items()
        return all(list(checksum(os.path.join(folder, name))) == list(told) for name, told in sums)
    except (OSError, KeyError, AttributeError, TypeError):
        return False


def _asks(index: Index, places: dict[int, int]) -> Iterator[_Ask]:
    """The known questions that still point somewhere, or nowhere as before."""
    with open(os.path.join(index.folder, STATE, ELSEWHERE), encoding="utf-8") as file:
        elsewhere = json.load(file)
    for number in range(len(index.asks)):
        passage, sentence, topic, _ = index.asks[number]
        if passage < 0 or passage in places:
            yield _Ask(number, places.get(passage, -1), sentence, bool(topic), False)
            continue
        for old, within in elsewhere.get(str(number), ()):
            if old in places:
                yield _Ask(number, places[old], within, False, True)
                break


def _write_fields(index: Index, folder: str, kept: list[int], asks: list[_Ask]) -> dict[str, Rows]:
    import numpy as np

    rows = {
        name: take(stored(index, name), np.asarray(kept, np.int64))
        for name in index.manifest["fields"]
        if name != "alias"
    }
    chosen = np.asarray([ask.number for ask in asks], np.int64)
    rows["alias"] = take(stored(index, "alias"), chosen)
    write_fields(folder, rows, [ask.silent for ask in asks])
    write_json(os.path.join(folder, STATE), ELSEWHERE, {})
    return rows


def stored(index: Index, name: str) -> Rows:
    """The counts of a field, document by document. Raises IndexDamaged."""
    state = os.path.join(index.folder, STATE)
    if name == "chars" and f"{SPELLED}.tab" in index.manifest[STATE]:
        return expand(stored(index, SPELLED), word_grams)
    home = state if name == SPELLED else index.folder
    rows = load_rows(state, name, Table(os.path.join(home, f"{name}.tab")).keys_in_order)
    if index.since is None or name == "alias":
        return rows
    new = Table(os.path.join(home, f"{PREFIX}{name}.tab")).keys_in_order
    layer = load_rows(state, PREFIX + name, lambda: [*rows.terms, *new()])
    return joined(rows, layer, index.since.places)


def _write_lines(index: Index, folder: str, kept: list[int], asks: list[_Ask]) -> None:
    moved: dict[int, list[_Ask]] = {}
    for ask in asks:
        if ask.moved:
            moved.setdefault(ask.passage, []).append(ask)
    write_lines(os.path.join(folder, "passages"), map(index.passages.records.line, kept))
    write_lines(os.path.join(folder, "asks"), (_ask_line(index, ask) for ask in asks))
    if index.manifest["layout"] == LAZY:
        asked: dict[str, list[int]] = {}
        for number, ask in enumerate(asks):
            if ask.passage >= 0:
                asked.setdefault(str(ask.passage), []).append(number)
        write_json(folder, "asked.json", asked)
        write_asked(folder, {})
    else:
        write_asked(folder, _asked(index, kept, moved))


def _ask_line(index: Index, ask: _Ask) -> Any:
    if ask.moved:
        return [ask.passage, ask.sentence, *index.asks[ask.number][2:]]
    _, rest = index.asks.line(ask.number).split(b",", 1)
    return b"[%d,%b" % (ask.passage, rest)


def _asked(index: Index, kept: list[int], moved: Mapping[int, list[_Ask]]) -> dict[Spot, dict[str, float]]:
    """What known questions say of the units that stay, those included that pointed to another one before."""
    places = {old: new for new, old in enumerate(kept)}
    asked = {
        (places[old], unit): says for (old, unit), says in index.asked.everything().items() if old in places
    }
    for new, asks in moved.items():
        for unit, (first, last, _) in enumerate(index.passages.records[kept[new]]["units"]):
            for ask in asks:
                if first <= ask.sentence <= last:
                    gained = asked.setdefault((new, unit), {})
                    for term, strength in index.asks[ask.number][3].items():
                        raise_to(gained, term, strength)
    return asked
