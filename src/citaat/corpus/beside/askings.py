"""The known questions of a lexicon with their places: each alias and gap as an editor finds it again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citaat.corpus.beside.lexicon import corpus_lexicon
from citaat.corpus.toml_lines import TomlLines
from citaat.dutch.words import Lexicon

LEXICON = "lexicon.toml"
ALIAS, GAP = "alias", "gap"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as the lexicon has it: `table` is "alias" or "gap"; `about` the quote of the one, the topic of the other."""

    table: str
    about: str
    ask: str
    file: str
    line: int


def lexicon_of(corpus: Path) -> Path:
    """Where the lexicon of a corpus stands, be it a folder or a passage file."""
    return (corpus if corpus.is_dir() else corpus.parent) / LEXICON


def askings(corpus: Path) -> list[Asking]:
    """All of them, in the order in which an index numbers them. Raises RulesError for a lexicon that is none."""
    file = lexicon_of(corpus)
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return placed(corpus_lexicon(file), TomlLines(text), str(file))


def placed(lexicon: Lexicon, lines: TomlLines, file: str) -> list[Asking]:
    """The same, of a lexicon that was read already."""
    found = [(ALIAS, number, one.quote, one.asks) for number, one in enumerate(lexicon.aliases)]
    found += [(GAP, number, one.topic, one.asks) for number, one in enumerate(lexicon.gaps)]
    return [
        Asking(table, about, ask, file, line)
        for table, number, about, asks in found
        for ask, line in _lined(lines, table, number, asks)
    ]


def _lined(lines: TomlLines, table: str, number: int, asks: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    seen = Counter[str]()
    for ask in asks:
        yield ask, lines.text(table, number, ask, seen[ask])
        seen[ask] += 1
