"""One table over another: what is said of a word above counts, and what is not is said below."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.storage.layered import Layered, Overlay
from citaat.storage.table import Table, write_table

KEY = st.sampled_from(["stop:a", "stop:b", "form:a", "form:é", "x", ""])
ENTRIES = st.dictionaries(KEY, st.sampled_from(["", "een", "twee"]), max_size=6)


def table(folder: Path, name: str, entries: Mapping[str, str]) -> Table:
    with (folder / name).open("wb") as stream:
        write_table(stream, entries.items())
    return Table(str(folder / name))


@given(own=ENTRIES, shared=ENTRIES)
def test_both_kinds_say_what_the_joined_entries_say(
    tmp_path_factory: pytest.TempPathFactory, own: dict[str, str], shared: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("layered")
    below, wanted = table(folder, "below", shared), shared | own
    for found in (Layered(table(folder, "own", own), below), Overlay(own, below), Overlay(own, shared)):
        assert dict(found.items()) == wanted
        assert (len(found), set(found)) == (len(wanted), set(wanted))
        assert found.starting("stop:") == {
            key: value for key, value in wanted.items() if key.startswith("stop:")
        }
        for key in ("stop:a", "x", "weg"):
            assert (found.get(key), found.get(key, "?")) == (wanted.get(key), wanted.get(key, "?"))
            assert (key in found) == (key in wanted)
    with pytest.raises(KeyError):
        Overlay(own, below)["weg"]


def test_what_comes_later_is_seen_and_what_was_looked_up_below_is_remembered(tmp_path: Path) -> None:
    own: dict[str, str] = {}
    found = Overlay(own, table(tmp_path, "below", {"a": "onder"}))
    assert (found["a"], found.get("b")) == ("onder", None)
    own |= {"a": "boven", "b": "nieuw"}
    assert (found["a"], found["b"]) == ("boven", "nieuw")
