"""Reading a caveats file into a rule book; anything wrong in it is an error, never a gap.

The build-time door of the package: `load` here, `check`, `coverage` and `compile` beside it.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from citaat.caveats.checking import check, coverage
from citaat.caveats.compiling import compile
from citaat.caveats.net_source import read_net, split_terms
from citaat.caveats.records import CAVEATS, NetSource, Quote, Rule, RuleBook, TermSet, Text
from citaat.errors import RulesError

__all__ = ["check", "compile", "coverage", "load"]

_TOP = {"schema", "net", "terms", "flags", "harmless", "rule", "text"}
_RULE = {"id": str, "caveat": str, "all": list, "why": str, "source": str, "yes": list, "no": list}
_RULE_MAY = {
    "unless": list,
    "doubt": list,
    "certain": list,
    "brings": list,
    "near": int,
    "situation": str,
    "firm": bool,
}
_TEXT = {"alone": str, "lead": dict}
_TEXT_MAY = {"body": str, "quote": list}
_FLAGS = ("exact", "glued", "protected")


def load(path: str, *, net: bool = True) -> RuleBook:
    """The rule book in `path`. Raises RulesError with the line and the fix.

    `net=False` leaves out the net that the file asks for: to fit it, or to see the rules alone.
    """
    return _Reader(path).book(net)


class _Reader:
    def __init__(self, path: str) -> None:
        self._path = path
        try:
            with open(path, encoding="utf-8", newline="") as file:
                self._text = file.read()
            self._raw: dict[str, Any] = tomllib.loads(self._text.replace("\r\n", "\n"))
        except (OSError, UnicodeDecodeError) as error:
            raise RulesError(f"cannot be read ({error})", file=path, fix="restore the file") from error
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            at = int(line.group(1)) if line else None
            raise RulesError(f"is not TOML ({error})", file=path, line=at, fix="correct that line") from error

    def book(self, net: bool) -> RuleBook:
        for key in sorted(set(self._raw) - _TOP):
            raise self._error(f"unknown table {key!r}", key, "use " + ", ".join(sorted(_TOP)))
        if self._raw.get("schema") != 1:
            raise self._error("has no `schema = 1`", "schema", "put `schema = 1` on top")
        sets = tuple(self._set(name, value) for name, value in self._table("terms").items())
        self._flags({one.name for one in sets} | {"harmless"})
        harmless = self._set("harmless", self._table("harmless").get("words"))
        rules = tuple(self._rule(raw, {one.name for one in sets}) for raw in self._list("rule"))
        texts = tuple(self._quoted(name, raw) for name, raw in self._table("text").items())
        self._complete(rules, texts)
        return RuleBook(self._path, sets, harmless, rules, texts, self._net() if net else None)

    def _net(self) -> NetSource | None:
        """The packaged net when the file asks for it with `net = true`."""
        wanted = self._raw.get("net", False)
        if not isinstance(wanted, bool):
            raise self._error("`net` is neither true nor false", "net", "write `net = true`, or remove it")
        return read_net() if wanted else None

    def _set(self, name: str, words: Any) -> TermSet:
        line = self._line(rf"^\s*(?:\[{name}\]|{name}\s*=)")
        if not isinstance(words, str) or not words.strip():
            raise self._wrong(f"term set {name!r} has no words", line, "give one text with commas between")
        flags = {flag: name in self._raw.get("flags", {}).get(flag, []) for flag in _FLAGS}
        return TermSet(name, split_terms(words), line, **flags)

    def _flags(self, names: set[str]) -> None:
        flags = self._raw.get("flags", {})
        line = self._line(r"^\s*\[flags\]")
        self._demand(flags, {}, dict.fromkeys(_FLAGS, list), "the table [flags]", line)
        for flag, used in flags.items():
            for name in used:
                if name not in names:
                    what = f"[flags] names the unknown term set {name!r}"
                    raise self._error(what, flag, "define it under [terms]")

    def _rule(self, raw: dict[str, Any], names: set[str]) -> Rule:
        id = str(raw.get("id", ""))
        line = self._line(rf'^\s*id\s*=\s*"{re.escape(id)}"')
        self._demand(raw, _RULE, _RULE_MAY, f"rule {id!r}", line)
        for caveat in (raw["caveat"], *raw.get("brings", [])):
            if caveat not in CAVEATS:
                what = f"rule {id!r} has the unknown caveat {caveat!r}"
                raise self._wrong(what, line, "use " + ", ".join(CAVEATS))
        groups = tuple(tuple(str(group).split("|")) for group in raw["all"])
        lists = {key: tuple(map(str, raw.get(key, []))) for key in ("unless", "doubt", "certain")}
        for name in {name for sets in (*groups, *lists.values()) for name in sets} - names:
            what = f"rule {id!r} uses the unknown term set {name!r}"
            raise self._wrong(what, line, "define it under [terms]")
        if not (groups and raw["yes"] and raw["no"] and raw["why"].strip() and raw["source"].strip()):
            what = f"rule {id!r} lacks groups, examples, why or source"
            raise self._wrong(what, line, "give all, why, source, and a yes and a no example")
        return Rule(
            id, raw["caveat"], groups, lists["unless"], lists["doubt"], lists["certain"],
            tuple(raw.get("brings", [])), raw.get("near", 0), raw.get("situation", "default"),
            raw["why"], raw["source"], tuple(raw["yes"]), tuple(raw["no"]), raw.get("firm", False), line,
        )  # fmt: skip

    def _quoted(self, name: str, raw: dict[str, Any]) -> Text:
        line = self._line(rf"^\s*\[text\.{name}\]")
        self._demand(raw, _TEXT, _TEXT_MAY, f"text {name!r}", line)
        if "default" not in raw["lead"]:
            raise self._wrong(f"text {name!r} has no lead for the situation `default`", line, "add one")
        for quote in raw.get("quote", []):
            self._demand(quote, {"article": str, "text": str}, {}, f"a quote of text {name!r}", line)
        quotes = tuple(Quote(quote["article"], quote["text"]) for quote in raw.get("quote", []))
        return Text(name, dict(raw["lead"]), raw.get("body", raw["alone"]), raw["alone"], quotes, line)

    def _complete(self, rules: tuple[Rule, ...], texts: tuple[Text, ...]) -> None:
        """Every caveat has rules and a text, every situation a lead, every id is used once."""
        by_name = {text.caveat: text for text in texts}
        ids = [rule.id for rule in rules]
        for caveat in CAVEATS:
            if caveat not in by_name or all(rule.caveat != caveat for rule in rules):
                raise self._error(f"the caveat {caveat!r} has no rule or no text", caveat, "add both")
        for name in by_name.keys() - CAVEATS.keys():
            raise self._error(f"a text for the unknown caveat {name!r}", name, "use " + ", ".join(CAVEATS))
        for rule in rules:
            if ids.count(rule.id) > 1:
                raise self._wrong(f"the rule id {rule.id!r} is used twice", rule.line, "rename one")
            if rule.situation not in by_name[rule.caveat].leads:
                what = f"rule {rule.id!r} has the situation {rule.situation!r} without a lead"
                raise self._wrong(what, rule.line, f"add it to [text.{rule.caveat}.lead]")

    def _table(self, key: str) -> dict[str, Any]:
        value = self._raw.get(key)
        if not isinstance(value, dict):
            raise self._error(f"has no table [{key}]", key, "add it")
        return value

    def _list(self, key: str) -> list[dict[str, Any]]:
        value = self._raw.get(key)
        if not isinstance(value, list) or not value:
            raise self._error(f"has no [[{key}]]", key, "add at least one")
        return value

    def _demand(
        self, table: Any, must: Mapping[str, type], may: Mapping[str, type], what: str, line: int
    ) -> None:
        if not isinstance(table, dict):
            raise self._wrong(f"{what} is not a table", line, "see the other entries")
        for key in sorted(table.keys() - must.keys() - may.keys()):
            raise self._wrong(f"{what} has the unknown key {key!r}", line, "remove it or correct its name")
        for key in must:
            if key not in table:
                raise self._wrong(f"{what} has no {key!r}", line, f"add {key}")
        for key, value in table.items():
            if not isinstance(value, must.get(key) or may[key]):
                raise self._wrong(f"{key!r} of {what} has the wrong type", line, "see the other entries")

    def _line(self, pattern: str) -> int:
        found = re.search(pattern, self._text, re.MULTILINE)
        return self._text.count("\n", 0, found.end()) + 1 if found else 1

    def _error(self, what: str, key: str, fix: str) -> RulesError:
        return self._wrong(what, self._line(rf"^\s*\[*{re.escape(key)}\b"), fix)

    def _wrong(self, what: str, line: int, fix: str) -> RulesError:
        return RulesError(what, file=self._path, line=line, fix=fix)
