"""One file of rules as TOML with lines: every fault in it is kept, with its line and the fix."""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from citaat.corpus.toml_lines import TomlLines, toml_fault
from citaat.errors import RulesError


class Source:
    """A rules file. Raises RulesError when it cannot be read or is no TOML; other faults are collected."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[RulesError] = []
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                text = file.read().replace("\r\n", "\n")
            self.raw: dict[str, Any] = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            raise RulesError(f"cannot be read ({error})", file=path, fix="restore the file") from error
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            what, line, fix = toml_fault(text, error)
            raise RulesError(what, file=path, line=line, fix=fix) from error
        self.lines = TomlLines(text)

    def fault(self, what: str, line: int, fix: str) -> None:
        """Note what is wrong on a line."""
        self.faults.append(RulesError(what, file=self.path, line=line, fix=fix))

    def table(self, key: str) -> dict[str, Any]:
        """The table `key`; empty when it is missing or is none."""
        value = self.raw.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(f"{key!r} is not a table", self.lines.table(key), f"write [{key}]")
        return {}

    def entries(self, key: str) -> list[dict[str, Any]]:
        """The entries of [[key]], each a table."""
        value = self.raw.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self.fault(f"{key!r} is not a list of tables", self.lines.table(key), f"write [[{key}]]")
        return []

    def sound(
        self, table: Any, must: Mapping[str, type], may: Mapping[str, type], what: str, line: int
    ) -> bool:
        """Whether `table` has these keys of these types and no others; what it lacks is noted."""
        before = len(self.faults)
        if not isinstance(table, dict):
            self.fault(f"{what} is not a table", line, "see the other entries")
            return False
        missing = [key for key in must if key not in table]
        for key in sorted(table.keys() - must.keys() - may.keys()):
            # One slip is one fault: a key that is misspelt is missing, too.
            meant = get_close_matches(key, missing, 1, 0.6)
            missing = [one for one in missing if one not in meant]
            fix = f"did you mean {meant[0]!r}?" if meant else "remove it or correct its name"
            self.fault(f"{what} has the unknown key {key!r}", line, fix)
        for key in missing:
            self.fault(f"{what} has no {key!r}", line, f"add {key}")
        for key, value in table.items():
            kind = must.get(key) or may.get(key)
            if kind is not None and not _is(value, kind):
                self.fault(f"{key!r} of {what} has the wrong type", line, "see the other entries")
        return len(self.faults) == before


def _is(value: Any, kind: type) -> bool:
    """Whether a value is of a kind; a list is one of texts (or of tables), and true is no number."""
    if kind is list:
        return isinstance(value, list) and (
            all(isinstance(one, str) for one in value) or all(isinstance(one, dict) for one in value)
        )
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))
