"""Reading the word lists: general Dutch of the package, and a corpus' own lexicon."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.dutch.bridges import Entry, read_entries
from citaat.dutch.remedies import remedy_words
from citaat.dutch.shorthand import clitic_words, glued_forms
from citaat.errors import RulesError

# How a word of the question relates to the word of the articles it is taken for.
RELATIONS = ("synonym", "english", "hyponym", "related")


@dataclass(frozen=True, slots=True)
class Concept:
    """Words that people type (`words`) and the word of the articles they count as (`term`)."""

    term: str
    words: tuple[str, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Ways to ask for one sentence: `asks` are answered by `quote` of `article`."""

    article: str
    quote: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A subject that readers ask about and the articles are silent on, with ways to ask for it."""

    topic: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a corpus adds to general Dutch.

    `forms` are other ways to write a word; one with a capital ("Mg") only counts as written.
    """

    concepts: tuple[Concept, ...] = ()
    aliases: tuple[Alias, ...] = ()
    gaps: tuple[Gap, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dutch:
    """General Dutch: word classes, spoken forms, English words, and the entries of the lists (see `bridges`).

    `clitics` and `remedies` have the entries of the word table that `shorthand` and `remedies` read.
    """

    stop: frozenset[str]
    light: frozenset[str]
    forms: dict[str, str]
    clitics: dict[str, str]
    english: dict[str, str]
    abbreviations: frozenset[str]
    entries: tuple[Entry, ...]
    remedies: dict[str, str]


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file, or a RulesError that names it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulesError(f"cannot be read ({error})", file=str(path), fix="correct the file") from error


def read_dutch(path: Path | None = None) -> Dutch:
    """The package's general Dutch."""
    path = path or Path(__file__).parents[1] / "data" / "dutch" / "words.toml"
    raw = read_toml(path)
    lists = sorted((path.parent / "lists").glob("*.txt"))
    return Dutch(
        stop=frozenset(raw["stop"]),
        light=frozenset(raw["light"]),
        forms=dict(glued_forms(raw["glued"])) | raw["forms"],
        clitics=clitic_words(raw["clitics"]),
        english=dict(raw["english"]),
        abbreviations=frozenset(word.lower() for word in raw["abbreviations"]["words"]),
        entries=tuple(entry for file in lists for entry in read_entries(file)),
        remedies=remedy_words(read_toml(path.with_name("remedies.toml"))),
    )


def read_lexicon(path: Path) -> Lexicon:
    """A corpus' lexicon. Raises RulesError on unknown keys or wrong types."""
    if not path.is_file():
        return Lexicon()
    raw = read_toml(path)
    unknown = set(raw) - {"concept", "alias", "gap", "forms"}
    if unknown:
        raise RulesError(
            f"unknown table {min(unknown)!r}",
            file=str(path),
            fix="use [[concept]], [[alias]], [[gap]] or [forms]",
        )
    for name, found in raw.items():
        kind = dict if name == "forms" else list
        if not isinstance(found, kind) or (kind is list and not all(isinstance(one, dict) for one in found)):
            fix = f"write {'[forms]' if kind is dict else f'[[{name}]]'} with keys below it"
            raise RulesError(f"{name} is no table", file=str(path), fix=fix)
    forms = raw.get("forms", {})
    _demand(forms, dict.fromkeys(forms, str), path)
    return Lexicon(
        tuple(_concepts(raw, path)), tuple(_aliases(raw, path)), tuple(_gaps(raw, path)), tuple(forms.items())
    )


def _concepts(raw: dict[str, Any], path: Path) -> Iterator[Concept]:
    for entry in raw.get("concept", []):
        _demand(entry, {"term": str, "words": list, "relation": str}, path)
        if entry["relation"] not in RELATIONS:
            raise RulesError(
                f"{entry['term']!r} has the unknown relation {entry['relation']!r}",
                file=str(path),
                fix="use " + ", ".join(RELATIONS),
            )
        yield Concept(entry["term"], tuple(entry["words"]), entry["relation"])


def _aliases(raw: dict[str, Any], path: Path) -> Iterator[Alias]:
    for entry in raw.get("alias", []):
        _demand(entry, {"article": str, "quote": str, "ask": list}, path)
        yield Alias(entry["article"], entry["quote"], tuple(entry["ask"]))


def _gaps(raw: dict[str, Any], path: Path) -> Iterator[Gap]:
    for entry in raw.get("gap", []):
        _demand(entry, {"topic": str, "ask": list}, path)
        yield Gap(entry["topic"], tuple(entry["ask"]))


def _demand(entry: dict[str, Any], fields: dict[str, type], path: Path) -> None:
    for name, kind in fields.items():
        if not isinstance(entry.get(name), kind):
            what = f"the entry {str(entry)[:60]} has no {name!r} of type {kind.__name__}"
            raise RulesError(what, file=str(path), fix=f"add {name}")
    unknown = set(entry) - set(fields) - {"why"}
    if unknown:
        raise RulesError(
            f"unknown key {min(unknown)!r} in {str(entry)[:60]}", file=str(path), fix="remove it"
        )
