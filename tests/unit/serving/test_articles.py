"""Articles for the page: all that is read of them, in order, and nothing that is not in the corpus."""

import json
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.engine import Engine, open_corpus
from citaat.errors import CorpusError
from citaat.index.passages import Abbreviations
from citaat.outcome.shown import shown_text
from citaat.serving import articles
from citaat.serving.articles import PART, ShownArticle

ARTICLE = "magnesium-bij-spierpijn"


def read(path: Path, id: str) -> ShownArticle | None:
    return articles.read(str(path), id, frozenset({"bijv."}))


def texts(shown: ShownArticle | None) -> list[str]:
    assert shown is not None
    return [piece.text for part in shown.parts for section in part for piece in section.pieces]


def test_every_sentence_of_the_index_is_a_piece_of_its_own(corpus_path: Path, engine: Engine) -> None:
    shown = articles.read(str(corpus_path), ARTICLE, Abbreviations(engine.index.words))
    assert shown is not None
    pieces = [piece for part in shown.parts for section in part for piece in section.pieces]
    sentences = [(one.start, one.end) for passage in engine.passages for one in passage.sentences]
    assert [(piece.start, piece.end) for piece in pieces] == sentences
    text = (corpus_path / f"{ARTICLE}.md").read_text(encoding="utf-8")
    for piece in pieces:
        assert piece.text == shown_text(text[piece.start : piece.end]).removeprefix("- ")
    headings = [section.heading for part in shown.parts for section in part]
    assert headings[:2] == ["", "Wat is magnesium precies?"]


def test_sentences_join_a_paragraph_and_rows_have_cells(write_corpus: WriteCorpus) -> None:
    table = "| soort | mg |\n|---|---|\n| noten | 80 |\n| *vis* | 30 |\n"
    path = write_corpus(
        {"a.md": f"## Kop\n\nKort. Langer stuk.\n\n- Een ding. Nog iets.\n- Twee.\n\n{table}"}
    )
    shown = read(path, "a")
    assert shown is not None
    (section,) = shown.parts[0]
    assert section.heading == "Kop"
    assert [(piece.text, piece.kind, piece.joins) for piece in section.pieces[:4]] == [
        ("Kort.", "sentence", False),
        ("Langer stuk.", "sentence", True),
        ("Een ding. Nog iets.", "item", False),
        ("Twee.", "item", False),
    ]
    assert [piece.row for piece in section.pieces if piece.row] == [
        ("soort", "mg"),
        ("noten", "80"),
        ("vis", "30"),
    ]


@pytest.mark.parametrize(
    "id",
    ["", ".", "..", "../geheim", "sub/../../geheim", "/etc/passwd", "a.md", "a\x00", "lexicon", "A" * 5000],
)
def test_what_is_no_article_is_not_found(write_corpus: WriteCorpus, id: str) -> None:
    path = write_corpus({"a.md": "Tekst.", "sub/b.md": "Tekst."})
    (path.parent / "geheim.md").write_text('+++\ntitle = "x"\n+++\nGeheim.\n', encoding="utf-8")
    (path / "lexicon.toml").write_text("", encoding="utf-8")
    assert read(path, id) is None
    assert texts(read(path, "sub/b")) == ["Tekst."]


def test_long_articles_come_in_parts(write_corpus: WriteCorpus) -> None:
    paragraph = "Dit is een zin die ergens over gaat en dus wat ruimte kost. " * 10
    path = write_corpus({"lang.md": f"{paragraph}\n\n" * 100, "leeg.md": "## Kop"})
    shown = read(path, "lang")
    assert shown is not None
    sizes = [sum(len(p.text) for section in part for p in section.pieces) for part in shown.parts]
    assert len(sizes) == 3
    assert max(sizes) < PART + 2 * len(paragraph)
    assert len(texts(shown)) == 1000
    empty = read(path, "leeg")
    assert empty is not None
    assert empty.parts == ()


def test_records_of_a_passage_file_are_articles_too(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    records = [
        {"_id": f"r{n}", "title": f"Titel {n}", "text": f"Eerste *zin* {n}. Tweede."} for n in range(20)
    ]
    records.append({"_id": 'é"', "title": "", "text": "Vreemd."})
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    assert texts(read(file, "r7")) == ["Eerste *zin* 7.", "Tweede."]
    assert texts(read(tmp_path, 'é"')) == ["Vreemd."]
    assert read(file, "r") is None
    found = articles.listing(str(file), 18, 10)
    assert ([one.id for one in found.articles], found.total) == (["r18", "r19", 'é"'], None)


def test_a_listing_tells_who_and_when(corpus_path: Path, write_corpus: WriteCorpus) -> None:
    found = articles.listing(str(corpus_path), 0, 10)
    assert found.total == 1
    assert articles.listed_record(found.articles[0])["date"] == "2025-12-22"
    path = write_corpus({"a.md": "x", "b.md": "y"})
    some = articles.listing(str(path), 1, 1)
    assert ([one.id for one in some.articles], some.total) == (["b"], 2)
    assert set(articles.listed_record(some.articles[0])) == {"id", "title", "source"}
    (path / "b.md").write_text("zonder kop", encoding="utf-8")
    with pytest.raises(CorpusError):
        articles.listing(str(path), 0, 10)


def test_known_questions_ask_and_are_few(corpus_path: Path, engine: Engine, tmp_path: Path) -> None:
    asked = articles.known_questions(str(corpus_path), engine.passages)
    assert {one.title for one in asked} == {engine.passages[0].title}
    known = [one.text for one in asked]
    assert "Wat is magnesium precies?" in known
    assert all("magnesium" in text.lower() or "spierpijn" in text.lower() for text in known[:10])
    assert len(known) == len(set(known)) == 60
    assert all(text.endswith("?") and text[0] == text[0].upper() for text in known)
    assert articles.known_questions(str(tmp_path), []) == []
    (tmp_path / "lexicon.toml").write_text("kapot = [", encoding="utf-8")
    assert articles.known_questions(str(tmp_path), []) == []


def test_known_questions_that_name_their_subject_come_first() -> None:
    names = [("Hoe werkt het?", "Krediet: hoe werkt het"), ("Wat kost een kroon?", "Een kroon op je tand")]
    asked = [articles.KnownQuestion(text, title) for text, title in names]
    assert [articles.names_subject(one) for one in asked] == [False, True]


def test_known_questions_show_every_article_first(
    write_corpus: WriteCorpus, fast_build: None, tmp_path: Path
) -> None:
    text = "## Waarom is dat zo?\n\nDaarom.\n\n## Hoe gaat het dan {0}?\n\nZo.\n\n## Gewoon\n\nTekst."
    path = write_corpus({"a.md": text.format("a"), "b.md": text.format("b").replace("dat", "dit")})
    passages = open_corpus(str(path), str(tmp_path / "index")).passages
    assert [one.text for one in articles.known_questions(str(path), passages)] == [
        "Waarom is dat zo?",
        "Waarom is dit zo?",
        "Hoe gaat het dan a?",
        "Hoe gaat het dan b?",
    ]


def test_a_draft_is_neither_listed_nor_shown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndraft: true\n---\n\nStraks.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\ntitle: B\ndraft: false\n---\n\nNu.\n", encoding="utf-8")
    assert [one.id for one in articles.listing(str(tmp_path), 0, 10).articles] == ["b"]
    assert read(tmp_path, "a") is None
    assert texts(read(tmp_path, "b")) == ["Nu."]
