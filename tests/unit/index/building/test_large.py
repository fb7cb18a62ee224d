"""A large corpus: the same counts, passages and answers, however it is cut into blocks, runs and processes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpora import WriteCorpus
from support.large import ARTICLES, all_large, content, same, write_articles, write_records

from citaat.engine import open_corpus
from citaat.errors import CorpusError
from citaat.index.building import blocks, large, planning
from citaat.index.building import builder as index
from citaat.index.building.builder import build, read_passages
from citaat.index.building.rows import count, load_rows
from citaat.index.fields import character_terms
from citaat.index.store import Index
from citaat.outcome.encoding import to_json
from citaat.storage.table import Table

__all__ = ["all_large"]
WRITERS = pytest.mark.parametrize("write", [write_records, write_articles])


@WRITERS
@given(articles=ARTICLES)
@settings(max_examples=12)
def test_the_counts_are_those_of_the_analyser_that_answers(
    all_large: None, tmp_path_factory: pytest.TempPathFactory, write: Any, articles: Any
) -> None:
    home = tmp_path_factory.mktemp("large")
    root = write(home / "corpus", articles)
    build(root, home / "i")
    opened = Index(str(home / "i"))
    analyser, passages = opened.analyser, list(opened.passages)
    wanted = {
        "lemma": [analyser.lemmas(passage.text) for passage in passages],
        "parts": [analyser.terms(passage.text) for passage in passages],
        "heading": [analyser.terms(f"{passage.title} {passage.heading}") for passage in passages],
    }
    for name, documents in wanted.items():
        terms = Table(str(home / "i" / f"{name}.tab")).keys_in_order
        assert same(load_rows(str(home / "i" / "rows"), name, terms), count(documents)), name
    grams = [character_terms(analyser.words(f"{passage.heading}\n{passage.text}")) for passage in passages]
    assert Table(str(home / "i" / "chars.tab")).keys_in_order() == count(grams).terms
    assert passages == read_passages(root, frozenset({"bijv.", "i.c.m."}))[1]


@WRITERS
@given(data=st.data())
@settings(max_examples=12)
def test_an_index_put_together_from_the_one_before_has_the_bytes_of_a_new_one(
    all_large: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    write: Any,
    data: st.DataObject,
) -> None:
    """Articles added, changed and removed, step by step, nothing of it kept in a second layer."""
    monkeypatch.setattr(planning, "_MOST", -1.0)
    home = tmp_path_factory.mktemp("steps")
    for step in range(3):
        root = write(home / "corpus", data.draw(ARTICLES))
        build(root, home / "kept")
        build(root, home / f"new{step}")
        assert content(home / "kept") == content(home / f"new{step}")


@WRITERS
def test_what_did_not_change_is_not_read_again(
    all_large: None, tmp_path: Path, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = {name: [f"Slaap {name} uur.", "Eet vis."] for name in "abcdef"}
    build(write(tmp_path / "corpus", articles), tmp_path / "i")
    seen: list[blocks.Item] = []
    real = blocks.Spiller.spill

    def watched(self: blocks.Spiller, items: Iterator[blocks.Item], number: int) -> None:
        found = list(items)
        seen.extend(found)
        real(self, found, number)

    monkeypatch.setattr(blocks.Spiller, "spill", watched)
    articles["c"][1] = "Eet kool."
    build(write(tmp_path / "corpus", articles), tmp_path / "i")
    assert len(seen) == 1


def test_a_damaged_index_is_not_leant_on(all_large: None, tmp_path: Path) -> None:
    root = write_records(tmp_path / "corpus", {"a": ["Slaap goed."], "b": ["Eet vis."]})
    build(root, tmp_path / "i")
    whole = content(tmp_path / "i")
    for name in ("rows/lemma.columns.npy", "passages.jsonl", "words.tab", "rows/items.digests.npy"):
        file = tmp_path / "i" / name
        file.write_bytes(whole[name][:-1] + bytes([whole[name][-1] ^ 1]))
        build(root, tmp_path / "i")
        assert content(tmp_path / "i") == whole, name


def test_two_processes_make_the_same_index(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_records(tmp_path / "corpus", {name: ["Slaap goed.", f"Eet {name}."] for name in "abcdefgh"})
    build(root, tmp_path / "one")
    monkeypatch.setattr(large, "_SHARED", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    build(root, tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize(
    ("line", "what"),
    [("{", "JSON"), ('{"_id": "x"}', "no.*passage|not a passage"), ('{"_id": "a0", "text": "b"}', "twice")],
)
def test_a_line_that_is_no_passage_stops_the_build(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, what: str, shared: bool
) -> None:
    root = write_records(tmp_path / "corpus", {"a": ["Slaap goed."], "b": ["Eet vis."]})
    with root.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    monkeypatch.setattr(large, "_SHARED", 0 if shared else 1 << 40)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with pytest.raises(CorpusError, match=what) as caught:
        build(root, tmp_path / "i")
    assert (caught.value.file, caught.value.line) == (str(root), 3)
    assert [entry.name for entry in tmp_path.iterdir()] == ["corpus"]


def test_known_questions_rules_and_corrections_work_as_in_a_small_corpus(
    all_large: None, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"slaap.md": "Slaap zeven uur per nacht. Neem geen koffie.\n\n- Rust\n- Stilte"})
    (path / "lexicon.toml").write_text(
        '[[alias]]\narticle = "slaap"\nquote = "Stilte"\nask = ["hoe lang onder de wol"]\n'
        '[[gap]]\ntopic = "t"\nask = ["dromen"]\n',
        encoding="utf-8",
    )
    engine = open_corpus(str(path), str(tmp_path / "i"))
    assert [engine.index.asks[number][:3] for number in range(2)] == [[1, 1, ""], [-1, -1, "t"]]
    asked = [dict(unit.asked) for unit in engine.index.passages.place(1).units]
    assert [bool(says) for says in asked] == [False, True]
    assert "vocab:koffie" in engine.index.words
    assert engine.ask("Mijn kind at magnesiumpillen").caveats
    without = engine.without({engine.passages[0].id})
    assert [passage.text for passage in without.passages] == ["- Rust\n- Stilte"[2:]]
    assert to_json(engine.ask("Hoe lang moet ik slapen?"))["status"] in ("answered", "abstained")


def test_a_misspelt_word_finds_terms_of_two_passages(all_large: None, tmp_path: Path) -> None:
    root = write_records(tmp_path / "corpus", {"a": ["spierkramp nu", "spierkramp dan", "zeldzaamwoord"]})
    words = open_corpus(str(root), str(tmp_path / "i")).index.words
    assert "spierkramp" in words.get("near:spierkrmp", "").split()
    assert "spierkramp" in words.get("near:spierkramp", "").split()
    assert "zeldzaamwoord" not in words.get("near:zeldzaamwoor", "").split()
    assert words.get("near:qqqqqq") is None


def test_the_limit_is_a_number_of_passages(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"a.md": "Een.\n\nTwee.", "b.md": "Drie."})
    assert [large.passages_up_to(path, limit) for limit in (1, 2, 3, 4)] == [2, 3, 3, 3]
    assert index.CHARACTER_LIMIT > large.LIMIT
