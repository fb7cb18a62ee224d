"""Large corpora of few words, as records and as articles, cheap to build and to compare."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from citaat.index.building import blocks, large, previous
from citaat.index.building.rows import Rows

WORDS = "magnesium spierpijn slaap pil pillen 's avonds 't is niet Mg sla spier pijn 2,5 (kramp). nachtrust, de".split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
ARTICLES = st.dictionaries(st.sampled_from("abcdef"), st.lists(TEXT, min_size=1, max_size=3), min_size=1)


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch, fast_build: None) -> None:
    """Every corpus is a large one, of tiny blocks, and cheap to build."""
    monkeypatch.setattr(large, "LIMIT", 0)
    monkeypatch.setattr(blocks, "RECORDS", 2)
    monkeypatch.setattr(blocks, "ARTICLES", 2)
    monkeypatch.setattr(previous, "RECORDS", 3)
    monkeypatch.setattr(previous, "ARTICLES", 3)


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


def content(folder: Path) -> dict[str, bytes]:
    """All files, but for what is known of words: those of texts that are gone may stay known."""
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    if files.pop("types.tab", None):
        manifest = json.loads(files["manifest.json"])
        del manifest["files"]["types.tab"]
        files["manifest.json"] = json.dumps(manifest).encode()
    return files


def same(left: Rows, right: Rows) -> bool:
    return left.terms == right.terms and all(
        np.array_equal(getattr(left, part), getattr(right, part)) for part in ("at", "columns", "counts")
    )
