"""A large corpus: the same counts, passages and answers, however it is cut into blocks, runs and processes."""

from collections import Counter
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpora import WriteCorpus
from support.large import ARTICLES, all_large, content, postings, write_articles, write_records

from citaat.engine import open_corpus
from citaat.errors import CorpusError
from citaat.index.building import blocks, builder, changes
from citaat.index.building.builder import build
from citaat.index.building.dictionary import ready
from citaat.index.building.items import Corpus, Item, open_sources
from citaat.index.fields import character_terms
from citaat.index.store import Index
from citaat.outcome.encoding import to_json

__all__ = ["all_large"]
WRITERS = pytest.mark.parametrize("write", [write_records, write_articles])


@WRITERS
@given(articles=ARTICLES)
@settings(max_examples=8)
def test_the_counts_are_those_of_the_analyser_that_answers(
    all_large: None, tmp_path_factory: pytest.TempPathFactory, write: Any, articles: Any
) -> None:
    home = tmp_path_factory.mktemp("large")
    root = write(home / "corpus", articles)
    build(root, home / "i")
    opened = Index(str(home / "i"))
    analyser, passages = opened.analyser, list(opened.passages)
    grams = [character_terms(analyser.words(f"{passage.heading}\n{passage.text}")) for passage in passages]
    wanted = {
        "chars": grams,
        "lemma": [analyser.lemmas(passage.text) for passage in passages],
        "parts": [analyser.terms(passage.text) for passage in passages],
        "heading": [analyser.terms(f"{passage.title} {passage.heading}") for passage in passages],
    }
    for name, documents in wanted.items():
        found = postings(opened, name)
        assert {term: dict(places) for term, places in found.items()} == counted(documents), name
    corpus = open_sources(root)
    items = (corpus.item(source, frozenset({"bijv.", "i.c.m."})) for source in corpus.sources())
    assert passages == [passage for item in items for passage in item.passages]


def counted(documents: list[list[str]]) -> dict[str, dict[int, int]]:
    """How often each term is in each document."""
    found: dict[str, dict[int, int]] = {}
    for number, terms in enumerate(documents):
        for term, times in Counter(terms).items():
            found.setdefault(term, {})[number] = times
    return found


@WRITERS
@given(data=st.data())
@settings(max_examples=8)
def test_an_index_put_together_from_the_one_before_has_the_bytes_of_a_new_one(
    all_large: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    write: Any,
    data: st.DataObject,
) -> None:
    """Articles added, changed and removed, step by step, nothing of it kept in a second segment."""
    monkeypatch.setattr(changes, "MOST", -1.0)
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
    seen: list[Item] = []
    real = Corpus.item

    def watched(self: Corpus, *arguments: Any, **options: Any) -> Item:
        seen.append(real(self, *arguments, **options))
        return seen[-1]

    monkeypatch.setattr(Corpus, "item", watched)
    articles["c"][1] = "Eet kool."
    build(write(tmp_path / "corpus", articles), tmp_path / "i")
    assert len(seen) == 1


def test_a_damaged_index_is_not_leant_on(all_large: None, tmp_path: Path) -> None:
    root = write_records(tmp_path / "corpus", {"a": ["Slaap goed."], "b": ["Eet vis."]})
    build(root, tmp_path / "i")
    whole = content(tmp_path / "i")
    for name in ("0.lemma.doc.npy", "0.passages.jsonl", "words.tab", "0.items.digests.npy"):
        file = tmp_path / "i" / name
        file.write_bytes(whole[name][:-1] + bytes([whole[name][-1] ^ 1]))
        build(root, tmp_path / "i")
        assert content(tmp_path / "i") == whole, name


def test_any_executor_makes_the_same_index(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_records(tmp_path / "corpus", {name: ["Slaap goed.", f"Eet {name}."] for name in "abcdefgh"})
    build(root, tmp_path / "one")
    with ThreadPoolExecutor(3) as pool:
        build(root, tmp_path / "threads", executor=pool)
    monkeypatch.setattr(blocks, "SHARED", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    build(root, tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two") == content(tmp_path / "threads")


def test_a_process_that_dies_is_an_error_and_leaves_nothing(all_large: None, tmp_path: Path) -> None:
    class Dying(ThreadPoolExecutor):
        def submit(self, *arguments: Any, **options: Any) -> Any:
            raise BrokenExecutor("killed")

    root = write_records(tmp_path / "corpus", {name: ["Slaap goed."] for name in "abcdefgh"})
    with Dying(1) as pool, pytest.raises(OSError, match="ended early"):
        build(root, tmp_path / "i", executor=pool)
    assert [entry.name for entry in tmp_path.iterdir()] == ["corpus"]


def test_a_wrong_line_leaves_nothing_behind_for_the_next_block(all_large: None, tmp_path: Path) -> None:
    """A worker that lives on had counted what stood before the wrong line, and gave it to the next block."""
    root = write_records(tmp_path / "corpus", {"a": ["Slaap goed.", "Eet sla."]})
    build(root, tmp_path / "i")
    tables = str(tmp_path / "i")
    task = blocks.Task(open_sources(root), tables, str(tmp_path), ready(tables).folder, "", False)
    with pytest.raises(CorpusError):
        blocks.write_block(task, 0, [(1, '{"_id": "x", "text": "magnesium"}\n'), (2, "{")])
    blocks.write_block(task, 1, [(1, '{"_id": "y", "text": "zink"}\n')])
    assert list(blocks.Block(str(tmp_path / "000001")).postings("lemma").terms) == ["zink"]


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
    monkeypatch.setattr(blocks, "SHARED", 0 if shared else 1 << 40)
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
    assert list(engine.index.asked.everything()) == [(1, 1)]
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


def test_the_limit_is_a_number_of_passages(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_corpus({"a.md": "Een.\n\nTwee.", "b.md": "Drie."})
    for limit, layout in ((2, "bare"), (3, "whole")):
        monkeypatch.setattr(builder, "LIMIT", limit)
        build(path, tmp_path / layout)
        assert Index(str(tmp_path / layout)).manifest["layout"] == layout
    # One that has become small is no large one any more.
    build(path, tmp_path / "bare")
    assert Index(str(tmp_path / "bare")).manifest == Index(str(tmp_path / "whole")).manifest
