"""Lexicon entries as an editor accepts them, and as the text that is added to lexicon.toml."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

# A relation as an editor reads it.
RELATIONS = {
    "synonym": "hetzelfde",
    "hyponym": "een soort",
    "related": "heeft ermee te maken",
    "english": "Engels",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the lexicon: `fields` in their order; `why` says where the proposal comes from."""

    table: str
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]
    why: str

    @property
    def told(self) -> str:
        """The entry in one line."""
        parts = dict(self.fields)
        if self.table == "concept":
            words = ", ".join(parts["words"])
            return f'woord ({RELATIONS[str(parts["relation"])]}): "{words}" telt als "{parts["term"]}" ({self.why})'
        if self.table == "alias":
            return f'alias: het antwoord is "{" ".join(str(parts["quote"]).split())}" ({self.why})'
        return f'gap: de artikelen zeggen niets over "{parts["topic"]}"'

    @property
    def toml(self) -> str:
        """The entry as it stands in the lexicon."""
        lines = [f"[[{self.table}]]", *(f"{key} = {_value(value)}" for key, value in self.fields)]
        return "\n".join(lines) + "\n"


def concept(word: str, term: str, relation: str, why: str) -> Entry:
    """`word`, which people type, counts as `term`, which the articles say."""
    return Entry("concept", (("term", term), ("words", (word,)), ("relation", relation)), why)


def alias(article: str, quote: str, asks: Sequence[str]) -> Entry:
    """These questions are answered by this sentence."""
    return Entry(
        "alias",
        (("article", article), ("quote", quote), ("ask", tuple(asks))),
        "de zin die er het dichtst bij komt",
    )


def gap(topic: str, asks: Sequence[str]) -> Entry:
    """These questions are about something the articles are silent on."""
    return Entry("gap", (("topic", topic), ("ask", tuple(asks))), "")


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _text(value)
    inside = "".join(f"    {_text(one)},\n" for one in value)
    return f"[\n{inside}]"


def _text(value: str) -> str:
    """A TOML basic string: JSON's, in which TOML also wants a delete character escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
