"""Passages that are taken out count no more: the same scores as where they never were, and nothing is written."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpora import WriteCorpus
from support.large import ARTICLES, all_large, content, postings, write_records

from citaat.errors import CorpusError
from citaat.index.building.builder import build
from citaat.index.building.removal import without
from citaat.index.store import Index

__all__ = ["all_large"]
QUESTIONS = ["magnesium", "spierpijn slaap magnesium pillen", "Mg sla kramp 2,5", "qqqq"]
ARTICLE: Mapping[str, str] = {
    "slaap.md": "Slaap zeven uur per nacht.\n\nNeem geen koffie.\n\nRust goed uit.",
    "rust.md": "Neem geen koffie.",
}
LEXICON = """
[[alias]]
article = "slaap"
quote = "Neem geen koffie."
ask = ["mag ik espresso", "is cafeine goed"]

[[alias]]
article = "slaap"
quote = "Rust goed uit."
ask = ["op de bank liggen"]

[[gap]]
topic = "dromen"
ask = ["waarom droom ik", "nachtmerrie"]
"""


@given(articles=ARTICLES, data=st.data())
@settings(max_examples=8)
def test_what_is_left_scores_as_if_it_had_been_all(
    all_large: None,
    tmp_path_factory: pytest.TempPathFactory,
    articles: dict[str, list[str]],
    data: st.DataObject,
) -> None:
    home = tmp_path_factory.mktemp("left")
    build(write_records(home / "corpus", articles), home / "i")
    index = Index(str(home / "i"))
    before = content(home / "i")
    ids = [passage.id for passage in index.passages]
    gone = data.draw(st.sets(st.sampled_from(ids), max_size=len(ids) - 1))
    left = without(index, gone)
    kept = {
        name: [t for at, t in enumerate(texts) if f"{name}{at}" not in gone]
        for name, texts in articles.items()
    }
    build(write_records(home / "corpus", kept), home / "new")
    new = Index(str(home / "new"))
    assert [passage.text for passage in left.passages] == [passage.text for passage in new.passages]
    for name, field in new.fields.items():
        for question in QUESTIONS:
            terms = new.analyser.lemmas(question) if "chars" not in name else list(question)
            assert left.fields[name].scores(terms) == field.scores(terms)
            assert left.fields[name].top(terms, 3) == field.top(terms, 3)
    assert postings(left, "parts") == postings(new, "parts")
    assert content(home / "i") == before


def test_known_questions_go_with_their_passages_or_point_to_another(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    path = write_corpus(ARTICLE)
    (path / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    build(path, tmp_path / "i")
    index = Index(str(tmp_path / "i"))
    texts = {passage.id: passage.text for passage in index.passages}
    coffee = next(name for name, text in texts.items() if "koffie" in text and name.startswith("slaap"))
    left = without(index, {coffee})
    terms = [*index.analyser.lemmas("espresso"), "espresso"]
    assert [number for number, _ in index.fields["alias"].top(terms, 1)] == [0]
    # The alias is one of that article: a passage of another one with the same words is no other place for it.
    assert left.fields["alias"].top(terms, 1) == []
    assert left.fields["alias"].idf("espresso") is None
    places = [left.asks[number][0] for number in (2, 3)]
    assert [left.passages[places[0]].text, places[1]] == ["Rust goed uit.", -1]
    assert {left.passages[passage].text for passage, _ in left.asked.everything()} == {"Rust goed uit."}


def test_a_quote_that_stands_in_two_passages_points_to_the_one_that_is_left(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    path = write_corpus({"slaap.md": "Neem geen koffie.\n\nRust goed uit.\n\n## Later\n\nNeem geen koffie."})
    (path / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    build(path, tmp_path / "i")
    index = Index(str(tmp_path / "i"))
    assert [index.asks[number][0] for number in range(4)] == [0, 0, 1, -1]
    left = without(index, {index.passages[0].id})
    assert [left.asks[number][0] for number in range(4)] == [1, 1, 0, -1]
    assert {left.passages[at].heading for at, _ in left.asked.saying(["espresso"])} == {"Later"}
    assert left.fields["alias"].top(["espresso"], 1)[0][0] == 0


def test_taking_everything_out_is_an_error(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    build(write_corpus(ARTICLE), tmp_path / "i")
    index = Index(str(tmp_path / "i"))
    with pytest.raises(CorpusError, match="no passages"):
        without(index, [passage.id for passage in index.passages])
