"""The parts of one rules file as records: term sets, rules, texts, the subject, and what it leaves out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citaat.caveats.net.source import split_terms
from citaat.caveats.records import CAVEATS, Quote, Rule, Subject, TermSet, Without
from citaat.caveats.written.source import Source

TABLES = {
    "schema": int,
    "extends": str,
    "net": bool,
    "subject": dict,
    "names": dict,
    "open": dict,
    "terms": dict,
    "flags": dict,
    "harmless": dict,
    "rule": list,
    "text": dict,
    "without": list,
}
_RULE = {"id": str, "caveat": str, "all": list, "why": str, "source": str, "yes": list, "no": list}
_RULE_MAY = {
    "unless": list,
    "doubt": list,
    "certain": list,
    "brings": list,
    "near": int,
    "situation": str,
    "firm": bool,
    "calm": bool,
    "patient": bool,
    "of": list,
    "most": int,
}
_TEXT = {"alone": str, "lead": dict, "body": str, "instead": dict, "quote": list}
_FLAGS = ("exact", "glued", "protected")
_SUBJECT = {"names": str, "label": str, "others": bool}
NO_EMERGENCY = "spoed"


@dataclass(frozen=True, slots=True)
class TextPart:
    """What one file says in a caveat: all of it, or what differs from the text of the package."""

    caveat: str
    leads: dict[str, str]
    body: str | None
    alone: str | None
    instead: dict[str, str]
    quotes: tuple[Quote, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in one file; what is faulty is left out."""

    source: Source
    sets: tuple[TermSet, ...]
    harmless: tuple[TermSet, ...]
    rules: tuple[Rule, ...]
    texts: tuple[TextPart, ...]
    subject: Subject | None
    without: tuple[Without, ...]


def parse(source: Source, firm: bool = False) -> Parts:
    """The parts of a file; its faults are noted in it. `firm`: so are its rules, unless they say otherwise."""
    for key in sorted(source.raw.keys() - TABLES.keys()):
        source.fault(f"unknown table {key!r}", source.lines.table(key), "use " + ", ".join(TABLES))
    for key, kind in TABLES.items():
        if kind is bool and not isinstance(source.raw.get(key, False), bool):
            source.fault(f"{key!r} is not true or false", source.lines.table(key), f"write `{key} = true`")
    if source.raw.get("schema") != 1:
        source.fault("has no `schema = 1`", source.lines.table("schema"), "put `schema = 1` on top")
    if source.raw.get("extends", "packaged") != "packaged":
        line = source.lines.table("extends")
        source.fault("extends unknown rules", line, 'write `extends = "packaged"`, or remove it')
    flags = _flags(source)
    sets = [_set(source, name, words, flags, "terms") for name, words in source.table("terms").items()]
    harmless = [
        _set(source, "harmless", words, flags, "harmless") for words in _harmless(source) if words is not None
    ]
    return Parts(
        source,
        tuple(one for one in sets if one),
        tuple(one for one in harmless if one),
        tuple(_rules(source, firm)),
        tuple(_texts(source)),
        _subject(source),
        tuple(_without(source)),
    )


def _flags(source: Source) -> Mapping[str, list[str]]:
    table, line = source.table("flags"), source.lines.table("flags")
    sound = source.sound(table, {}, dict.fromkeys(_FLAGS, list), "the table [flags]", line)
    return table if sound else {}


def _harmless(source: Source) -> Iterator[Any]:
    table, line = source.table("harmless"), source.lines.table("harmless")
    if "harmless" in source.raw and source.sound(table, {"words": str}, {}, "the table [harmless]", line):
        yield table["words"]


def _set(source: Source, name: str, words: Any, flags: Mapping[str, list[str]], table: str) -> TermSet | None:
    line = source.lines.key(table, 0, name if table == "terms" else "words")
    terms = split_terms(words) if isinstance(words, str) else ()
    if not terms:
        source.fault(f"term set {name!r} has no words", line, "give one text with commas between")
        return None
    return TermSet(name, terms, line, source.path, **{flag: name in flags.get(flag, []) for flag in _FLAGS})


def _rules(source: Source, firm: bool) -> Iterator[Rule]:
    for number, raw in enumerate(source.entries("rule")):
        id, line = str(raw.get("id", "")), source.lines.key("rule", number, "id")
        if source.sound(raw, _RULE, _RULE_MAY, f"rule {id!r}", line) and _complete(source, raw, id, line):
            yield _rule({"firm": firm, **raw}, line, source.path)


def _complete(source: Source, raw: Mapping[str, Any], id: str, line: int) -> bool:
    before = len(source.faults)
    for caveat in (raw["caveat"], *raw.get("brings", [])):
        if caveat not in CAVEATS:
            what = f"rule {id!r} has the unknown caveat {caveat!r}"
            source.fault(what, line, "use " + ", ".join(CAVEATS))
    if not (
        id.strip()
        and raw["all"]
        and raw["yes"]
        and raw["no"]
        and raw["why"].strip()
        and raw["source"].strip()
    ):
        what = f"rule {id!r} lacks an id, groups, examples, why or source"
        source.fault(what, line, "give id, all, why, source, and a yes and a no example")
    return len(source.faults) == before


def _rule(raw: Mapping[str, Any], line: int, file: str) -> Rule:
    lists = {key: tuple(map(str, raw.get(key, []))) for key in ("unless", "doubt", "certain", "brings", "of")}
    return Rule(
        raw["id"],
        raw["caveat"],
        tuple(tuple(group.split("|")) for group in raw["all"]),
        near=raw.get("near", 0),
        situation=raw.get("situation", "default"),
        why=raw["why"],
        source=raw["source"],
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
        firm=raw.get("firm", False),
        line=line,
        file=file,
        calm=raw.get("calm", False),
        patient=raw.get("patient", False),
        most=raw.get("most", 0),
        **lists,
    )


def _texts(source: Source) -> Iterator[TextPart]:
    for name, raw in source.table("text").items():
        line = source.lines.table(f"text.{name}")
        if name not in CAVEATS:
            source.fault(f"a text for the unknown caveat {name!r}", line, "use " + ", ".join(CAVEATS))
        elif source.sound(raw, {}, _TEXT, f"text {name!r}", line):
            leads, quotes = raw.get("lead", {}), raw.get("quote", [])
            instead = raw.get("instead", {})
            sound = source.sound(leads, {}, dict.fromkeys(leads, str), f"the lead of text {name!r}", line)
            may = dict.fromkeys(instead, str)
            sound = source.sound(instead, {}, may, f"`instead` of text {name!r}", line) and sound
            for number, quote in enumerate(quotes):
                at = source.lines.table(f"text.{name}.quote", number)
                must = {"article": str, "text": str}
                sound = source.sound(quote, must, {}, f"a quote of text {name!r}", at) and sound
            if sound:
                cited = tuple(Quote(quote["article"], quote["text"]) for quote in quotes)
                alone = raw.get("alone")
                yield TextPart(name, dict(leads), raw.get("body"), alone, dict(instead), cited, line)


def _subject(source: Source) -> Subject | None:
    table, line = source.table("subject"), source.lines.table("subject")
    if "subject" not in source.raw or not source.sound(table, {}, _SUBJECT, "the table [subject]", line):
        return None
    names = split_terms(table.get("names", ""))
    if not names and not table.get("others", True):
        source.fault("[subject] names nothing and leaves out the others", line, "give it names")
    return Subject(names, table.get("label", names[0] if names else ""), table.get("others", True))


def _without(source: Source) -> Iterator[Without]:
    for number, raw in enumerate(source.entries("without")):
        line = source.lines.table("without", number)
        if not source.sound(raw, {"why": str}, {"rule": str, "caveat": str}, "a [[without]]", line):
            continue
        if ("rule" in raw) == ("caveat" in raw) or not raw["why"].strip():
            source.fault("a [[without]] needs a rule or a caveat, and why", line, "give one, and the reason")
        elif raw.get("caveat") == NO_EMERGENCY:
            what = "emergencies cannot be left out: they are about the reader, not about the corpus"
            source.fault(what, line, "remove this [[without]], or leave out single rules")
        else:
            yield Without(raw.get("rule", ""), raw.get("caveat", ""), raw["why"], line)
