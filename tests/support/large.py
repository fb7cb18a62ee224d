"""Large corpora of few words, as records and as articles, cheap to build and to compare."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import strategies as st

from citaat.index.building import bare, builder
from citaat.index.store import Index

WORDS = "magnesium spierpijn slaap pil pillen 's avonds 't is niet Mg sla spier pijn 2,5 (kramp). nachtrust, de".split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
ARTICLES = st.dictionaries(st.sampled_from("abcdef"), st.lists(TEXT, min_size=1, max_size=3), min_size=1)


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch, fast_build: None) -> None:
    """Every corpus is a large one, of tiny blocks, and cheap to build."""
    monkeypatch.setattr(builder, "LIMIT", 0)
    monkeypatch.setattr(bare, "RECORDS", 2)
    monkeypatch.setattr(bare, "ARTICLES", 2)


def write_records(folder: Path, articles: Mapping[str, list[str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    records = (
        {"_id": f"{name}{at}", "title": f"Titel {name}", "text": text}
        for name, texts in sorted(articles.items())
        for at, text in enumerate(texts)
    )
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def write_articles(folder: Path, articles: Mapping[str, list[str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.md"):
        file.unlink()
    for name, texts in articles.items():
        text = "\n\n".join(texts)
        (folder / f"{name}.md").write_text(f'+++\ntitle = "Titel {name}"\n+++\n\n{text}\n', encoding="utf-8")
    return folder


def sentence_records(chance: random.Random, count: int) -> dict[str, list[str]]:
    """So many records of sentences with a number in each, for `write_records`."""
    things = ("zink", "kalium", "ijzer", "jodium", "selenium", "koper")
    return {
        f"r{number:05}-": [
            f"Neem hoogstens {chance.randrange(2, 90)} mg {chance.choice(things)} per {chance.choice(WORDS)}. "
            f"{' '.join(chance.choices(WORDS, k=12))}."
        ]
        for number in range(count)
    }


def content(folder: Path) -> dict[str, bytes]:
    """All files, but for what is only remembered: of words and passages that are gone it may stay known."""
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    manifest = json.loads(files["manifest.json"])
    for name in ("types.tab", "gists.json"):
        if files.pop(name, None) is not None:
            del manifest["files"][name]
    files["manifest.json"] = json.dumps(manifest).encode()
    return files


def postings(index: Index, name: str) -> dict[str, list[tuple[int, int]]]:
    """The postings of a field, as (place in the corpus, count), of passages that count."""
    field, numbers = index.fields[name], index.segments.numbers
    found: dict[str, list[tuple[int, int]]] = {}
    for part in field.parts:
        for row, term in enumerate(part.terms.keys_in_order()):
            for at in range(part.pointers[row], part.pointers[row + 1]):
                document = part.first + part.documents[at]
                place = document if numbers is None else numbers[document]
                if place >= 0:
                    found.setdefault(term, []).append((place, part.counts[at]))
    return {term: sorted(places) for term, places in found.items()}
