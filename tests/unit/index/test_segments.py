"""An index of two segments: whatever changed, it scores, cites and answers as one that is built anew."""

import random
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpora import WriteCorpus
from support.large import ARTICLES, all_large, content, postings, write_articles, write_records

from citaat.engine import Engine, open_corpus
from citaat.index import fields, freshness, statistics, weighing
from citaat.index.building import bare, changes
from citaat.index.building.builder import build
from citaat.index.building.segments import select
from citaat.index.store import Index
from citaat.outcome.encoding import to_json

__all__ = ["all_large"]
WRITERS = pytest.mark.parametrize("write", [write_records, write_articles])
# What a change does to an index of a few words: every path, and ties.
QUESTIONS = [
    "magnesium",
    "spierpijn slaap magnesium",
    "pillen pil pil",
    "'s avonds 't",
    "Mg sla",
    "kramp 2,5 spier pijn",
    "nachtrust de niet is",
    "qqqq",
]


@pytest.fixture(autouse=True)
def any_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much changed, it goes into the second segment."""
    monkeypatch.setattr(changes, "MOST", 1e9)
    monkeypatch.setattr(statistics, "_POSTINGS", 3)


def equal(left: Index, right: Index) -> None:
    """The same passages in the same order, terms, idf, and scores on every path; ties fall alike."""
    assert list(left.passages) == list(right.passages)
    assert left.fields.keys() == right.fields.keys()
    for name, field in left.fields.items():
        other = right.fields[name]
        assert field.size == other.size
        for question in QUESTIONS:
            terms = left.analyser.lemmas(question) if "chars" not in name else list(question)
            assert [field.idf(term) for term in terms] == pytest.approx([other.idf(term) for term in terms])
            assert [field.holds(term) for term in terms] == [other.holds(term) for term in terms]
            searched(field, other, terms)
            twins(left, name, terms)


def twins(index: Index, name: str, terms: Sequence[str]) -> None:
    """Passages of one text score alike to the last bit, whichever layer they are in: so ties fall by number."""
    texts: dict[str, set[float]] = {}
    scores = index.fields[name].scores(terms)
    for number, passage in enumerate(index.passages):
        if name in ("lemma", "parts", "lemma_saturated"):
            texts.setdefault(passage.text, set()).add(scores.get(number, 0.0))
    assert all(len(found) == 1 for found in texts.values())


def searched(field: Any, other: Any, terms: Sequence[str]) -> None:
    plain, wanted = field.scores(terms), other.scores(terms)
    assert plain.keys() == wanted.keys()
    assert all(abs(plain[number] - score) < 1e-12 for number, score in wanted.items())
    with pytest.MonkeyPatch.context() as patch:
        for limit in ("_PLAIN_LIMIT", "_WARM_LIMIT"):
            patch.setattr(fields, limit, -1)
        assert field.scores(terms) == plain
        top = field.top(terms, 3)
    assert top == field.top(terms, 3) == sorted(plain.items(), key=lambda one: (-one[1], one[0]))[:3]
    assert [score for _, score in top] == pytest.approx(
        [score for _, score in other.top(terms, 3)], abs=1e-12
    )


@WRITERS
@given(data=st.data())
@settings(max_examples=6)
def test_an_index_of_two_segments_is_like_one_that_is_built_anew(
    all_large: None, tmp_path_factory: pytest.TempPathFactory, write: Any, data: st.DataObject
) -> None:
    home = tmp_path_factory.mktemp("segments")
    build(write(home / "corpus", data.draw(ARTICLES)), home / "kept")
    for step in range(3):
        root = write(home / "corpus", data.draw(ARTICLES))
        build(root, home / "kept")
        build(root, home / f"new{step}")
        kept, new = Index(str(home / "kept")), Index(str(home / f"new{step}"))
        apart = {"segments": 0, "plain": 0, "files": 0}
        assert kept.manifest | apart == new.manifest | apart
        equal(kept, new)
        for name in ("lemma", "parts", "heading", "chars"):
            assert postings(kept, name) == postings(new, name), name
    # And what two segments are merged to is what a new build writes.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "MOST", -1.0)
        build(root, home / "kept")
    assert content(home / "kept") == content(home / "new2")


def engine_of(path: Path, folder: Path) -> Engine:
    return open_corpus(str(path), str(folder))


def lexicon(path: Path) -> None:
    (path / "lexicon.toml").write_text(
        '[[alias]]\narticle = "slaap"\nquote = "Stilte"\nask = ["hoe lang onder de wol"]\n'
        '[[gap]]\ntopic = "t"\nask = ["dromen"]\n',
        encoding="utf-8",
    )


def article(path: Path, name: str, text: str) -> None:
    (path / f"{name}.md").write_text(f'+++\ntitle = "T"\n+++\n\n{text}\n', encoding="utf-8")


def alike(engine: Engine, anew: Engine) -> None:
    """The same known questions, and the same answers, also without some passages."""
    assert [engine.index.asks[number] for number in (0, 1)] == [anew.index.asks[number] for number in (0, 1)]
    assert engine.index.asked.everything() == anew.index.asked.everything()
    for question in (
        "Hoe lang onder de wol?",
        "Hoe lang moet ik slapen?",
        "Mijn kind at pillen",
        "dromen",
    ):
        assert to_json(engine.ask(question)) == to_json(anew.ask(question))
    some = {passage.id for passage in engine.passages[:2]}
    for question in ("Hoe lang onder de wol?", "Eet ik vis?"):
        assert to_json(engine.without(some).ask(question)) == to_json(anew.without(some).ask(question))


def test_known_questions_move_with_their_passages(
    all_large: None, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"slaap.md": "Slaap zeven uur.\n\n- Rust\n- Stilte", "vis.md": "Eet vis."})
    lexicon(path)
    engine = engine_of(path, tmp_path / "i")
    assert [engine.index.asks[number][:3] for number in range(2)] == [[1, 1, ""], [-1, -1, "t"]]
    steps = [
        ("aap", "Apen slapen ook.\n\nEn eten fruit."),  # before it: it moves
        ("slaap", "Slaap acht uur.\n\nEn langer.\n\n- Rust\n- Stilte"),  # in it: it is placed anew
        ("aap", "Apen slapen."),  # it moves back, out of the second segment now
        ("vis", "Eet geen vis."),  # after it
    ]
    for name, text in steps:
        article(path, name, text)
        engine, anew = engine_of(path, tmp_path / "i"), engine_of(path, tmp_path / f"{name}{len(text)}")
        assert not engine.index.manifest["plain"]
        assert anew.index.manifest["plain"]
        alike(engine, anew)


def test_an_alias_whose_quote_goes_stops_the_build(
    all_large: None, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"slaap.md": "Slaap zeven uur.\n\n- Rust\n- Stilte", "vis.md": "Eet vis."})
    lexicon(path)
    engine_of(path, tmp_path / "i")
    before = content(tmp_path / "i")
    article(path, "slaap", "Slaap acht uur.")
    with pytest.raises(Exception, match="Stilte"):
        freshness.rebuild(str(path), str(tmp_path / "i"))
    assert content(tmp_path / "i") == before


def test_what_changed_back_needs_no_second_place(all_large: None, tmp_path: Path) -> None:
    articles = {name: [f"Slaap {name} uur.", "Eet vis."] for name in "abcdef"}
    root = write_records(tmp_path / "corpus", articles)
    build(root, tmp_path / "i")
    build(write_records(tmp_path / "corpus", {**articles, "c": ["Eet kool.", "Eet vis."]}), tmp_path / "i")
    assert Index(str(tmp_path / "i")).segments.numbers.tolist().count(-1) == 1
    build(write_records(tmp_path / "corpus", articles), tmp_path / "i")
    assert Index(str(tmp_path / "i")).manifest["segments"] == [12]
    build(root, tmp_path / "new")
    assert content(tmp_path / "i") == content(tmp_path / "new")


def segments_after(folder: Path, versions: Iterable[Mapping[str, list[str]]]) -> list[bool]:
    """Whether the index has two segments after each version of a corpus but the first."""
    found = []
    for articles in versions:
        build(write_records(folder / "corpus", articles), folder / "i")
        found.append(not Index(str(folder / "i")).manifest["plain"])
    return found[1:]


def test_a_segment_that_grows_too_large_becomes_part_of_the_whole(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 0.2)
    articles = {name: [f"Slaap {name} uur."] for name in "abcdefghij"}
    changed = (articles | {name: ["Eet kool."] for name in "abcd"[:count]} for count in range(5))
    assert segments_after(tmp_path, changed) == [True, True, False, True]


def test_the_large_files_are_the_same_ones(all_large: None, tmp_path: Path) -> None:
    """No posting, weight or text of the whole build is written again."""
    articles = {name: [f"Slaap {name} uur.", "Eet vis."] for name in "abcdef"}
    build(write_records(tmp_path / "corpus", articles), tmp_path / "i")
    files = (
        "0.lemma.ptr.npy",
        "0.lemma.doc.npy",
        "0.parts.tf.npy",
        "0.passages.jsonl",
        "words.tab",
    )
    before = {name: (tmp_path / "i" / name).stat().st_ino for name in files}
    build(write_records(tmp_path / "corpus", {**articles, "c": ["Eet kool."]}), tmp_path / "i")
    assert {name: (tmp_path / "i" / name).stat().st_ino for name in files} == before


def test_many_documents_in_two_segments_keep_the_best_512(
    tmp_path: Path, all_large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)
    texts = {f"{number:04}": [" ".join(chance.choices("abcdefgh", k=4))] for number in range(1_200)}
    build(write_records(tmp_path / "corpus", texts), tmp_path / "i")
    for number in range(0, 1_200, 40):
        texts[f"{number:04}"] = ["a b c h"]
    root = write_records(tmp_path / "corpus", texts)
    build(root, tmp_path / "i")
    build(root, tmp_path / "new")
    monkeypatch.setattr(weighing, "_LONG", 10)
    for name in ("lemma", "lemma_saturated"):
        ours, theirs = (Index(str(tmp_path / folder)).fields[name] for folder in ("i", "new"))
        assert len(ours.parts) == 2
        found, wanted = ours.scores(["a", "b", "h"]), theirs.scores(["a", "b", "h"])
        assert len(found) == len(wanted) == 512
        assert found == pytest.approx(wanted, abs=1e-12)


def test_what_another_builder_puts_in_place_meanwhile_does_not_matter(
    all_large: None, tmp_path: Path
) -> None:
    articles = {name: [f"Slaap {name} uur.", "Eet vis."] for name in "abcdef"}
    build(write_records(tmp_path / "corpus", articles), tmp_path / "i")
    build(write_records(tmp_path / "others", {"z": ["Iets anders."]}), tmp_path / "o")

    def replaced(*arguments: Any) -> Any:
        shutil.rmtree(tmp_path / "i")
        shutil.copytree(tmp_path / "o", tmp_path / "i")
        return select(*arguments)

    root = write_records(tmp_path / "corpus", {**articles, "c": ["Eet kool."]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare, "select", replaced)
        build(root, tmp_path / "i")
    build(root, tmp_path / "new")
    assert not Index(str(tmp_path / "i")).manifest["plain"]
    equal(Index(str(tmp_path / "i")), Index(str(tmp_path / "new")))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["corpus", "i", "new", "o", "others"]


def test_an_index_half_of_which_is_gone_is_put_together_anew(
    all_large: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 0.2)
    left = (
        {name: [f"Slaap {name} uur."] for name in names} for names in ("abcdefghij", "abcdefghi", "abcde")
    )
    assert segments_after(tmp_path, left) == [True, False]
