"""Corpora, word lists, rules and gold questions that an enemy or a slip would write, each with what is right to say."""

import gzip
import os
import random
from collections.abc import Callable, Mapping
from pathlib import Path

SECRET = "De geheime code van de kluis is zeven vier twee."
QUESTION = "Wat is de geheime code van de kluis?"
MATTER = '+++\ntitle = "T"\n+++\n\n'
_MB = 1_000_000
Make = Callable[[Path], object]


def sound(folder: Path) -> Path:
    """A corpus with one article, and a secret beside it that no answer may tell."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "slaap.md").write_text(f"{MATTER}## Hoe lang?\n\nSlaap zeven uur.\n", encoding="utf-8")
    (folder.parent / "geheim.md").write_text(f"{MATTER}## Kluis\n\n{SECRET}\n", encoding="utf-8")
    return folder


def _text(name: str, text: str | bytes) -> Make:
    raw = text.encode() if isinstance(text, str) else text
    return lambda folder: (folder / name).write_bytes(raw)


def _link(name: str, to: str) -> Make:
    return lambda folder: (folder / name).symlink_to(to)


def _pipe(name: str) -> Make:
    return lambda folder: os.mkfifo(folder / name)


def _bomb(folder: Path) -> None:
    (folder / "slaap.md").unlink()
    with gzip.open(folder / "corpus.jsonl.gz", "wb", 9) as file:
        for _ in range(2_200):
            file.write(b'{"_id": "a"}' + b" " * (_MB - 100) + b"\n")


def _records(text: str) -> Make:
    def make(folder: Path) -> None:
        (folder / "slaap.md").unlink()
        (folder / "corpus.jsonl").write_text(text, encoding="utf-8")

    return make


_RULE = 'schema = 1\nextends = "packaged"\n[terms]\nx = "{}"\n'
# What must be refused, in one line that names this file.
REFUSED: Mapping[str, tuple[str, Make]] = {
    "no front matter": ("x.md", _text("x.md", "# Kop\n")),
    "not closed": ("x.md", _text("x.md", "+++\ntitle = 1\n")),
    "no title": ("x.md", _text("x.md", "+++\n+++\n\ntekst\n")),
    "not UTF-8": ("x.md", _text("x.md", b"+++\ntitle='\xff'\n+++\n")),
    "deep TOML": ("x.md", _text("x.md", f"+++\ntitle = {'[' * 5_000}\n+++\n")),
    "deep YAML": ("x.md", _text("x.md", f"---\ntitle: {'[' * 5_000}\n---\n")),
    "YAML bomb": (
        "x.md",
        _text("x.md", "---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b,*b]\n---\n\ntekst\n"),
    ),
    "YAML tag": ("x.md", _text("x.md", "---\ntitle: !!python/object/apply:os.system ['true']\n---\n")),
    "a hundred megabytes": ("x.md", _text("x.md", b"a" * (100 * _MB))),
    "same ids": ("corpus.jsonl", _records('{"_id": "a", "text": "Slaap."}\n{"_id": "a", "text": "Eet."}\n')),
    "no JSON": ("corpus.jsonl", _records("{\n")),
    "no passage": ("corpus.jsonl", _records("[]\n")),
    "deep JSON": ("corpus.jsonl", _records("[" * 100_000 + "\n")),
    "half a character": ("corpus.jsonl", _records('{"_id": "a", "text": "\\ud800"}\n')),
    "a long line": ("corpus.jsonl", _records('{"_id": "a", "text": "' + "x" * (5 * _MB) + '"}\n')),
    "packed bomb": ("corpus.jsonl.gz", _bomb),
    "no packed file": ("corpus.jsonl", _records("\x1f\x8b")),
    "lexicon no TOML": ("lexicon.toml", _text("lexicon.toml", "[[alias\n")),
    "lexicon deep": ("lexicon.toml", _text("lexicon.toml", "x = " + "[" * 50_000)),
    "lexicon of another shape": ("lexicon.toml", _text("lexicon.toml", "concept = 3\n")),
    "lexicon not UTF-8": ("lexicon.toml", _text("lexicon.toml", b"\xff\xfe")),
    "lexicon a pipe": ("lexicon.toml", _pipe("lexicon.toml")),
    "lexicon out": ("lexicon.toml", _link("lexicon.toml", "../geheim.md")),
    "lexicon a loop": ("lexicon.toml", _link("lexicon.toml", "lexicon.toml")),
    "rules no TOML": ("caveats.toml", _text("caveats.toml", "= 3")),
    "rules empty": ("caveats.toml", _text("caveats.toml", "")),
    "rules of alternatives": (
        "caveats.toml",
        _text("caveats.toml", _RULE.format(" ".join(["a/b/c/d/e/f/g/h/i/j/"] * 40))),
    ),
    "rules that hold themselves": ("caveats.toml", _text("caveats.toml", _RULE.format("<x> <x>"))),
    "rules endless": ("caveats.toml", _link("caveats.toml", "/dev/zero")),
    "rules a pipe": ("caveats.toml", _pipe("caveats.toml")),
    "settings of another shape": ("settings.toml", _text("settings.toml", "pipeline = 5\n")),
    "settings unknown": ("settings.toml", _text("settings.toml", "colour = 1\n")),
    "settings elsewhere": ("settings.toml", _text("settings.toml", 'pipeline = "../../x"\n')),
}
# What is left out, or means nothing: the rest is answered from.
BORNE: Mapping[str, Make] = {
    "link out": _link("x.md", "../geheim.md"),
    "link out of all": _link("x.md", "/etc/passwd"),
    "folder out": _link("map", ".."),
    "loop": _link("x.md", "x.md"),
    "loop of folders": _link("map", "."),
    "nowhere": _link(".#x.md", "niemand@hier.1"),
    "pipe": _pipe("x.md"),
    "endless": _link("x.md", "/dev/zero"),
    "folder as article": lambda folder: (folder / "x.md").mkdir(),
    "text file": _text("x.txt", "tekst"),
    "blank": _text("x.md", f"{MATTER}\n\n"),
    "NUL in it": _text("x.md", f"{MATTER}a\0b.\n"),
    "odd name": _text("\x1b[31m\u202ex.md", f"{MATTER}Eet vis.\n"),
    "ten thousand headings": _text("x.md", MATTER + "# a\n" * 10_000),
    "deep list": _text("x.md", MATTER + "".join(f"{' ' * at}- a\n" for at in range(500))),
    "deep quote": _text("x.md", MATTER + ">" * 5_000 + " a\n"),
    "brackets": _text("x.md", MATTER + "[" * 20_000 + "\n"),
    "emphasis": _text("x.md", MATTER + "*_" * 20_000 + "\n"),
    "one long word": _text("x.md", MATTER + "a" * 500_000 + "\n"),
    "one long number": _text("x.md", MATTER + "1" * 500_000 + "\n"),
    "many paragraphs": _text("x.md", MATTER + "a\n\n" * 8_000),
    "many stars": _text("x.md", MATTER + "a * " * 40_000 + "\n"),
    "numbers that list nothing": _text("x.md", MATTER + "1986) was\n" * 8_000),
    "rules of gaps": _text("caveats.toml", _RULE.format("... ".join("abcdefghijklmnop"))),
    "comment not closed": _text("x.md", MATTER + "<!-- " * 5_000 + "\n"),
}


def garbled(raw: bytes, chance: random.Random) -> bytes:
    """A file with a slip or some in it: bytes gone, doubled, changed, swapped."""
    text = bytearray(raw)
    for _ in range(chance.randrange(1, 6)):
        at, size = chance.randrange(len(text) + 1), chance.randrange(1, 12)
        kind = chance.randrange(4)
        if kind == 0:
            del text[at : at + size]
        elif kind == 1:
            text[at:at] = text[at : at + size]
        elif kind == 2:
            text[at : at + 1] = bytes([chance.choice(b"\"'[]={}#\n\\\x00\xff.,")])
        else:
            other = chance.randrange(len(text) + 1)
            text[at:at] = text[other : other + 3 * size]
    return bytes(text)
