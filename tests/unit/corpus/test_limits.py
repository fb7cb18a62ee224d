"""What is too large to be a text is refused by name, before it fills the memory."""

import gzip
import json
from pathlib import Path

import pytest

from citaat.corpus.articles import line_count, lines, read_article
from citaat.errors import CorpusError

RECORD = json.dumps({"_id": "1", "text": "x" * 999_000}) + "\n"


def test_an_article_of_ten_megabytes_is_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    start = '+++\ntitle = "T"\n+++\n\n'
    file.write_text(start + "x" * (10_000_000 - len(start)), encoding="utf-8")
    assert len(read_article(file, tmp_path).text) == 10_000_000
    with file.open("a", encoding="utf-8") as stream:
        stream.write("y")
    with pytest.raises(CorpusError, match=r"a\.md: is larger than 10 MB; .*CITAAT_MAX_ARTICLE_MB"):
        read_article(file, tmp_path)
    monkeypatch.setenv("CITAAT_MAX_ARTICLE_MB", "11")
    assert read_article(file, tmp_path).text.endswith("y")


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_of_a_megabyte_is_read_and_a_longer_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    file = tmp_path / ("corpus.jsonl.gz" if packed else "corpus.jsonl")
    raw = (RECORD + "\n" + "x" * 5_000_000).encode()
    file.write_bytes(gzip.compress(raw) if packed else raw)
    found = lines(file)
    assert next(found) == (1, RECORD)
    with pytest.raises(CorpusError, match=r":3: is longer than 1 MB; .*CITAAT_MAX_LINE_MB"):
        next(found)
    monkeypatch.setenv("CITAAT_MAX_LINE_MB", "6")
    assert [number for number, _ in lines(file)] == [1, 3]


def test_a_packed_file_may_not_unpack_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "corpus.jsonl.gz"
    file.write_bytes(gzip.compress(b"\n" * 3_000_000))
    monkeypatch.setenv("CITAAT_MAX_EXPANSION_MB", "2")
    with pytest.raises(CorpusError, match=r"unpacks to more than 2 MB; .*CITAAT_MAX_EXPANSION_MB"):
        list(lines(file))
    assert line_count(file) <= 2_000_001
    monkeypatch.setenv("CITAAT_MAX_EXPANSION_MB", "nonsense")
    assert list(lines(file)) == []
