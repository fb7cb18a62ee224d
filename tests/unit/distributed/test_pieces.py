"""A corpus in pieces: every line in one, wherever it is cut."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.distributed.pieces import (
    Origin,
    article_names,
    cut,
    lines_before,
    open_origin,
    raw_lines,
    records,
)
from citaat.distributed.stores import Store
from citaat.errors import CorpusError

LINES = st.lists(st.text("ab é", max_size=9), min_size=1, max_size=12)


def origin_of(folder: Path, text: bytes, packed: bool) -> Origin:
    path = folder / ("corpus.jsonl.gz" if packed else "corpus.jsonl")
    path.write_bytes(gzip.compress(text) if packed else text)
    return open_origin(str(path))


@pytest.mark.parametrize("packed", [False, True])
@given(lines=LINES, size=st.integers(1, 40), ended=st.booleans())
def test_every_line_is_in_one_piece(
    packed: bool, lines: list[str], size: int, ended: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "\n".join(lines).encode() + (b"\n" if ended else b"")
    origin = origin_of(tmp_path_factory.mktemp("pieces"), text, packed)
    found, numbered = b"", []
    for piece in cut(origin, size):
        first, raw = raw_lines(origin, piece)
        assert text[first : first + len(raw)] == raw
        found += raw
        before = lines_before(origin, piece)
        numbered += [(before + at, line.strip()) for at, line in records(origin, raw, not first)]
    assert found == text
    assert numbered == [(at, line.strip()) for at, line in enumerate(lines, 1) if line.strip()]


def test_a_file_that_gives_whole_lines_alone_is_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of an S3-compatible store: their `readline` takes no size."""
    import fsspec
    from fsspec.implementations.memory import MemoryFile
    from fsspec.spec import AbstractBufferedFile

    text = b"een\ntwee\n\ndrie"
    fsspec.filesystem("memory").pipe_file("/whole/corpus.jsonl", text)
    monkeypatch.setattr(MemoryFile, "readline", AbstractBufferedFile.readline, raising=False)
    origin = open_origin("memory://whole/corpus.jsonl")
    for size in (1, 4, 7, 40):
        assert b"".join(raw_lines(origin, piece)[1] for piece in cut(origin, size)) == text


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    origin = origin_of(tmp_path, b"\xef\xbb\xbf{}\n", packed=False)
    assert records(origin, b"\xef\xbb\xbf{}\n", first=True) == [(1, "{}\n")]


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    origin = origin_of(tmp_path, b"\xff\n", packed=False)
    with pytest.raises(CorpusError, match="cannot be read"):
        records(origin, b"\xff\n", first=True)


def test_a_packed_file_that_was_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress(b"abc\n" * 1000)[:-9])
    with pytest.raises(CorpusError, match="cannot be read"):
        list(cut(open_origin(str(path)), 100))


def test_a_corpus_is_its_passage_file_or_its_articles(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.md", "b/c.md", "b.md", ".hidden.md", "d.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert article_names(open_origin(str(tmp_path))) == ["a.md", "b/c.md", "b.md"]
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "1", "text": "x"}), encoding="utf-8")
    assert open_origin(str(tmp_path)).source == "corpus.jsonl"
    with pytest.raises(CorpusError, match="no such corpus"):
        open_origin(str(tmp_path / "weg"))


def test_articles_elsewhere_come_in_the_same_order(tmp_path: Path) -> None:
    import fsspec

    names = ["a.md", "b/c.md", "b.md", ".hidden.md", "d.txt"]
    memory = fsspec.filesystem("memory")
    for name in names:
        memory.pipe_file(f"/articles/{name}", b"x")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    here = article_names(open_origin(str(tmp_path)))
    assert article_names(Origin(Store("memory://articles"), "articles")) == here
