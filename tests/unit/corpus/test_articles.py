"""The corpus: faithful to the article, and strict about what it reads."""

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.corpus import articles as corpus
from citaat.corpus.front_matter import body
from citaat.corpus.passages import article_passages
from citaat.engine import Engine
from citaat.errors import CorpusError

DATA = Path(__file__).resolve().parents[2] / "data"
TITLE = "Magnesium bij spierpijn: werkt het?"
_SENTENCE_END = re.compile(r"(?<=[.?!…”])\s+(?=[A-ZÉ“])")


def pieces(text: str) -> Counter[str]:
    """Every sentence, item and heading of a text, in plain words, without marks of lists and headings."""
    lines = (re.sub(r"^\s*(?:#+|•|-)\s+", "", line).strip() for line in text.splitlines())
    found = (piece.strip() for line in lines for piece in _SENTENCE_END.split(line))
    return Counter(" ".join(piece.split()) for piece in found if piece.strip())


def article_body(corpus_path: Path) -> str:
    text = (corpus_path / "magnesium-bij-spierpijn.md").read_text(encoding="utf-8")
    return text[body(text, "x").start :]


def test_the_article_is_there_as_often_as_in_its_text_and_nothing_else(corpus_path: Path) -> None:
    exported = pieces((DATA / "article.txt").read_text(encoding="utf-8"))
    # The export repeats the title for each level of the page it comes from.
    assert exported[TITLE] > 1
    exported[TITLE] = 1
    assert pieces(article_body(corpus_path)) == exported


def test_the_order_of_the_text_is_kept(corpus_path: Path) -> None:
    def words(text: str) -> str:
        return "".join(
            re.sub(r"^\s*(?:#+|•|-)\s+", "", line) for line in text.replace(TITLE, "").splitlines()
        )

    exported = (DATA / "article.txt").read_text(encoding="utf-8")
    assert "".join(words(article_body(corpus_path)).split()) == "".join(words(exported).split())


def test_every_sentence_of_the_text_is_a_sentence_of_a_passage(engine: Engine) -> None:
    said = Counter(
        " ".join(passage.slice(sentence.start, sentence.end).split())
        for passage in engine.passages
        for sentence in passage.sentences
    )
    headings = {passage.heading for passage in engine.passages} | {TITLE, "Veelgestelde vragen"}
    exported = pieces((DATA / "article.txt").read_text(encoding="utf-8"))
    for heading in headings:
        del exported[" ".join(heading.split())]
    assert said == exported


def test_every_offset_is_exact_in_the_file(engine: Engine, corpus_path: Path) -> None:
    for passage in engine.passages:
        with (corpus_path / passage.source).open(encoding="utf-8", newline="") as file:
            text = file.read()
        assert hashlib.sha256((corpus_path / passage.source).read_bytes()).hexdigest() == passage.sha256
        assert text[passage.start : passage.end] == passage.text
        for sentence in passage.sentences:
            assert text[sentence.start : sentence.end] == passage.slice(sentence.start, sentence.end) != ""


def test_the_front_matter_says_what_the_article_says(corpus_path: Path) -> None:
    text = (corpus_path / "magnesium-bij-spierpijn.md").read_text(encoding="utf-8")
    matter = body(text, "x").matter
    assert matter["title"] == TITLE
    assert str(matter["date"]) == "2025-12-22"
    assert matter["language"] == "nl"


def test_articles_in_subfolders_have_readable_ids(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"b.md": "B.", "map/a.md": "A."})
    assert [article.id for article in corpus.read_articles(path)] == ["b", "map/a"]


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"+++\ntitle = 'x'\n+++\n\nGoed.\nSl\xe9cht.\n")
    with pytest.raises(CorpusError, match="UTF-8") as caught:
        corpus.read_articles(tmp_path)
    assert caught.value.line == 6


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no articles"):
        corpus.read_articles(tmp_path)


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_a_passage_file_is_read_plain_and_zipped(tmp_path: Path, name: str) -> None:
    lines = [{"_id": "1", "title": "T", "text": "Eén."}, {"_id": "2", "text": "Twee."}]
    raw = "\n".join(json.dumps(line) for line in lines).encode()
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    single = corpus.passage_file(tmp_path)
    assert single is not None
    read = [article for _, article in corpus.read_passage_file(single)]
    assert [(article.id, article.title, article.text) for article in read] == [
        ("1", "T", "Eén."),
        ("2", "", "Twee."),
    ]
    assert read[0].source == f"{name}#1"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[]", "not a passage"),
        ('{"_id": "", "text": "x"}', "not a passage"),
        ('{"_id": "1"}', "not a passage"),
        ('{"_id": 1, "text": "x"}', "not a passage"),
        ('{"_id": "0", "text": "x"}', "twice"),
    ],
)
def test_a_bad_passage_names_its_line(tmp_path: Path, line: str, what: str) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"_id": "0", "text": "a"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=what) as caught:
        list(corpus.read_passage_file(file))
    assert caught.value.line == 3


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl.gz"
    file.write_bytes(gzip.compress(b"".join(b'{"_id": "%d", "text": "a"}\n' % n for n in range(50)))[:-6])
    with pytest.raises(CorpusError, match="cannot be read"):
        list(corpus.read_passage_file(file))


def test_the_fingerprint_follows_names_and_bytes(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"a.md": "A.", "b.md": "B."})
    before = corpus.fingerprint(corpus.corpus_files(path), path)
    assert corpus.fingerprint(corpus.corpus_files(path), path) == before
    (path / "b.md").rename(path / "c.md")
    renamed = corpus.fingerprint(corpus.corpus_files(path), path)
    (path / "lexicon.toml").write_text("", encoding="utf-8")
    assert len({before, renamed, corpus.fingerprint(corpus.corpus_files(path), path)}) == 3


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_windows_files_are_read_with_offsets_in_the_file_as_it_is(
    tmp_path: Path, mark: bytes, end: bytes
) -> None:
    lines = [b"+++", b'title = "T"', b"+++", b"", b"## Kop", b"", b"Dit helpt:", b"", b"- Vis", b"- Kool"]
    (tmp_path / "a.md").write_bytes(mark + end.join([*lines, b"", b"Eet goed. Slaap", b"veel.", b""]))
    (article,) = corpus.read_articles(tmp_path)
    with (tmp_path / "a.md").open(encoding="utf-8", newline="") as file:
        assert file.read() == article.text
    listed, plain = article_passages(article, frozenset())
    assert [listed.slice(s.start, s.end) for s in listed.sentences] == ["Dit helpt:", "Vis", "Kool"]
    assert [plain.slice(s.start, s.end).split() for s in plain.sentences] == [
        ["Eet", "goed."],
        ["Slaap", "veel."],
    ]
    for passage in (listed, plain):
        assert article.text[passage.start : passage.end] == passage.text
        assert passage.heading == "Kop"


@pytest.mark.parametrize("field", ["_id", "title", "text"])
def test_half_a_character_in_a_record_is_refused_with_its_line(tmp_path: Path, field: str) -> None:
    record = {"_id": "1", "title": "T", "text": "Slaap."} | {field: "x\ud800"}
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"_id": "0", "text": "Goed."}\n' + json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="half a character") as caught:
        list(corpus.read_passage_file(file))
    assert (caught.value.file, caught.value.line) == (str(file), 2)
    assert caught.value.fix
