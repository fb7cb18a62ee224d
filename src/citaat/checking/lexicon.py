"""Checks of a corpus' lexicon that its reader cannot make: all faults at once, each on its own line."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from citaat.corpus.quotes import find_quote
from citaat.corpus.toml_lines import TomlLines
from citaat.dutch.analysis import Analyser
from citaat.dutch.words import RELATIONS, Alias, Concept, Gap, Lexicon
from citaat.findings import Finding
from citaat.outcome.shown import readable
from citaat.records import Passage

# table -> its keys, and whether each holds one text or a list of texts
_TABLES: dict[str, dict[str, type]] = {
    "concept": {"term": str, "words": list, "relation": str},
    "alias": {"article": str, "quote": str, "ask": list},
    "gap": {"topic": str, "ask": list},
}
_OPTIONAL = {"why"}
_FORMS = "forms"


def entries(raw: Mapping[str, Any]) -> Lexicon:
    """The entries that are well-formed, so that one bad entry does not hide the others."""
    good = {table: [entry for _, entry in _good(raw, table)] for table in _TABLES}
    return Lexicon(
        tuple(
            Concept(one["term"], tuple(one["words"]), one["relation"])
            for one in good["concept"]
            if one["relation"] in RELATIONS
        ),
        tuple(Alias(one["article"], one["quote"], tuple(one["ask"])) for one in good["alias"]),
        tuple(Gap(one["topic"], tuple(one["ask"])) for one in good["gap"]),
        tuple((form, standard) for form, standard in _forms(raw).items() if _fits(standard, str)),
    )


def check(
    raw: Mapping[str, Any], lines: TomlLines, file: str, passages: Sequence[Passage], analyser: Analyser
) -> list[Finding]:
    """Everything wrong with the lexicon, in the order of the file."""
    found = [
        Finding(code, file, line, what, fix)
        for code, line, what, fix in (
            *_shapes(raw, lines),
            *_concepts(raw, lines, passages, analyser),
            *_quotes(raw, lines, passages),
            *_askings(raw, lines, analyser),
        )
    ]
    return sorted(found, key=lambda finding: (finding.line, finding.code, finding.message))


_Fault = tuple[str, int, str, str]


def _list(raw: Mapping[str, Any], table: str) -> list[Any]:
    listed = raw.get(table, [])
    return listed if isinstance(listed, list) else []


def _forms(raw: Mapping[str, Any]) -> dict[str, Any]:
    forms = raw.get(_FORMS, {})
    return forms if isinstance(forms, dict) else {}


def _good(raw: Mapping[str, Any], table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    keys = _TABLES[table]
    for number, entry in enumerate(_list(raw, table)):
        if isinstance(entry, dict) and all(_fits(entry.get(key), kind) for key, kind in keys.items()):
            yield number, entry


def _fits(value: Any, kind: type) -> bool:
    """A text that says something, or a list of at least one of them."""
    if kind is list:
        return isinstance(value, list) and bool(value) and all(_fits(one, str) for one in value)
    return isinstance(value, str) and bool(value.strip())


def _shapes(raw: Mapping[str, Any], lines: TomlLines) -> Iterator[_Fault]:
    for table, value in raw.items():
        fix = "use [[concept]], [[alias]], [[gap]] or [forms]"
        if table == _FORMS and isinstance(value, dict):
            yield from _standards(value, lines)
        elif table in _TABLES and isinstance(value, dict):
            what = f"[{table}] stands with one pair of brackets"
            yield "lexicon-table", lines.table(table), what, f"write [[{table}]]"
        elif table not in _TABLES or not isinstance(value, list):
            yield "lexicon-table", lines.table(table), f"unknown table {table!r}", fix
        else:
            for number, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _unknown(table, number, entry, lines)
                    yield from _values(table, number, entry, lines)
                else:
                    yield (
                        "lexicon-table",
                        lines.table(table),
                        f"{table} holds no tables",
                        f"write [[{table}]]",
                    )


def _standards(forms: Mapping[str, Any], lines: TomlLines) -> Iterator[_Fault]:
    for form, standard in forms.items():
        if not _fits(standard, str):
            what = f"the form {form!r} stands for no text"
            yield "lexicon-value", lines.key(_FORMS, 0, form), what, "give the word that it stands for"


def _unknown(table: str, number: int, entry: Mapping[str, Any], lines: TomlLines) -> Iterator[_Fault]:
    for key in entry:
        if key not in _TABLES[table] and key not in _OPTIONAL:
            meant = _meant(key, table, entry)
            fix = f"did you mean {meant!r}?" if meant else "use " + ", ".join(_TABLES[table])
            yield "lexicon-key", lines.key(table, number, key), f"unknown key {key!r} in [[{table}]]", fix


def _meant(key: str, table: str, entry: Mapping[str, Any]) -> str:
    """The key that is missing where another one stands: one slip, and so one fault."""
    missing = [one for one in _TABLES[table] if one not in entry]
    return next(iter(get_close_matches(key, missing, 1, 0.6)), "")


def _values(table: str, number: int, entry: Mapping[str, Any], lines: TomlLines) -> Iterator[_Fault]:
    misspelt = {_meant(one, table, entry) for one in entry if one not in _TABLES[table]}
    for key, kind in _TABLES[table].items():
        line = lines.key(table, number, key)
        if key not in entry:
            if key not in misspelt:
                yield "lexicon-value", line, f"[[{table}]] has no {key!r}", f"add {_example(key, kind)}"
        elif not _fits(entry[key], kind):
            yield "lexicon-value", line, _unfit(table, key, entry[key], kind), f"write {_example(key, kind)}"
        elif key == "relation" and entry[key] not in RELATIONS:
            yield "lexicon-relation", line, f"unknown relation {entry[key]!r}", "use " + ", ".join(RELATIONS)


def _example(key: str, kind: type) -> str:
    value = RELATIONS[0] if key == "relation" else "…"
    return f'{key} = "{value}"' if kind is str else f'{key} = ["{value}", "{value}"]'


def _unfit(table: str, key: str, value: Any, kind: type) -> str:
    if value in ("", []) or (isinstance(value, str) and not value.strip()):
        return f"{key!r} of [[{table}]] is empty"
    return f"{key!r} of [[{table}]] is not {'a text' if kind is str else 'a list of texts'}"


def _concepts(
    raw: Mapping[str, Any], lines: TomlLines, passages: Sequence[Passage], analyser: Analyser
) -> Iterator[_Fault]:
    """Terms that no passage says, so that their words can never match."""
    texts = [
        f"{passage.title}\n{passage.heading}\n{readable(passage.text, passage.source)}"
        for passage in passages
    ]
    tokens = [token for text in texts for token in analyser.tokens(text)]
    single = {lemma for token in tokens for lemma in (token.lemma, *token.parts)}
    running = f" {' '.join(token.lemma for token in tokens if not token.derived)} "
    for number, entry in _good(raw, "concept"):
        lemmas = [token.lemma for token in analyser.tokens(entry["term"]) if not token.derived]
        said = lemmas[0] in single if len(lemmas) == 1 else f" {' '.join(lemmas)} " in running
        if not lemmas or not said:
            line, what = lines.key("concept", number, "term"), f"the corpus never says {entry['term']!r}"
            yield "concept-unsaid", line, what, "take a word of an article as the term"


def _quotes(raw: Mapping[str, Any], lines: TomlLines, passages: Sequence[Passage]) -> Iterator[_Fault]:
    known = {passage.article_id for passage in passages}
    for number, entry in _good(raw, "alias"):
        article, quote = entry["article"], entry["quote"]
        if article not in known:
            line, what = lines.key("alias", number, "article"), f"the corpus has no article {article!r}"
            yield "alias-article", line, what, "name an article of the corpus"
        elif find_quote(passages, article, quote) is None:
            line = lines.key("alias", number, "quote")
            what = f"no sentence or item of {article!r} says {quote[:60]!r}"
            yield "alias-quote", line, what, "quote one sentence or item exactly as the article has it"


def _askings(raw: Mapping[str, Any], lines: TomlLines, analyser: Analyser) -> Iterator[_Fault]:
    """The same asking twice: idle under one entry, a contradiction under an alias and a gap."""
    seen: dict[tuple[str, ...], tuple[str, int]] = {}
    for table in ("alias", "gap"):
        for number, entry in _good(raw, table):
            written: dict[str, int] = {}
            for ask in entry["ask"]:
                line = lines.text(table, number, ask, written.get(ask, 0))
                written[ask] = written.get(ask, 0) + 1
                key = tuple(token.norm for token in analyser.tokens(ask) if not token.derived)
                other, at = seen.setdefault(key, (table, line))
                if other != table:
                    what = f"the gap asks {ask!r}, which an alias answers on line {at}"
                    yield "alias-is-gap", line, what, "keep one of the two"
                elif at != line:
                    yield "asking-twice", line, f"{ask!r} is asked on line {at} too", "keep one"
