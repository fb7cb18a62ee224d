"""Whatever became of index or corpus, every quote that is shown stands in its source, or nothing is."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.corpora import WriteCorpus
from support.large import all_large

from citaat.engine import Engine, open_corpus
from citaat.errors import IndexDamaged
from citaat.index import sources
from citaat.index.sources import Sources
from citaat.records import Answered, Citation
from citaat.storage.files import checksum
from citaat.tracing import Trace

__all__ = ["all_large"]
pytestmark = pytest.mark.usefixtures("fast_build")
QUESTION = "Hoeveel mg zink mag ik nemen?"
TEXT = "Neem hoogstens 15 mg zink per dag."


def records(path: Path, *texts: str, packed: bool = False) -> Path:
    """A passage file of these texts after a few others."""
    rows = [{"_id": f"p/{n}", "title": "Zink é", "text": text} for n, text in enumerate(("Ren.", *texts))]
    raw = "\n\n".join(json.dumps(row) for row in rows).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(raw) if packed else raw)
    return path


def forge(folder: Path, old: bytes, new: bytes) -> int:
    """Change a text wherever it is in an index, and mend the checksums: how many files were changed."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    changed = 0
    for name in manifest["files"]:
        raw = (folder / name).read_bytes()
        if old in raw and name.endswith((".json", ".jsonl")):
            (folder / name).write_bytes(raw.replace(old, new))
            manifest["files"][name] = list(checksum(str(folder / name)))
            changed += 1
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return changed


def quotes(trace: Trace) -> str:
    outcome = trace.outcome
    cited = outcome.citations if isinstance(outcome, Answered) else ()
    return " ".join(one.quote for one in (*cited, *(c for v in outcome.caveats for c in v.citations)))


def article(write_corpus: WriteCorpus, tmp_path: Path) -> Path:
    return write_corpus({"zink.md": f"## Hoeveel zink?\n\n{TEXT}\n\n## Rust\n\nSlaap goed."})


def passage_file(write_corpus: WriteCorpus, tmp_path: Path) -> Path:
    return records(tmp_path / "corpus.jsonl", TEXT)


def packed_file(write_corpus: WriteCorpus, tmp_path: Path) -> Path:
    return records(tmp_path / "corpus.jsonl.gz", TEXT, packed=True)


CORPORA = pytest.mark.parametrize("make", [article, passage_file, packed_file])
Make = Callable[[WriteCorpus, Path], Path]


@pytest.fixture(params=["small", "large"])
def any_size(request: pytest.FixtureRequest) -> None:
    """Both ways to store passages."""
    if request.param == "large":
        request.getfixturevalue("all_large")


@CORPORA
def test_a_forged_text_is_never_quoted(
    make: Make, write_corpus: WriteCorpus, tmp_path: Path, any_size: None
) -> None:
    corpus = make(write_corpus, tmp_path)
    assert "15 mg" in quotes(open_corpus(str(corpus), str(tmp_path / "i")).trace(QUESTION))
    assert forge(tmp_path / "i", b"15 mg", b"55 mg")
    for _ in range(2):
        trace = open_corpus(str(corpus), str(tmp_path / "i")).trace(QUESTION)
        assert trace.failure is None
        assert "15 mg" in quotes(trace)
        assert "55 mg" not in json.dumps(trace.outcome.to_dict())


@CORPORA
def test_a_forged_text_that_cannot_be_mended_is_a_failure_and_no_answer(
    make: Make, write_corpus: WriteCorpus, tmp_path: Path, any_size: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make(write_corpus, tmp_path)
    open_corpus(str(corpus), str(tmp_path / "i"))
    forge(tmp_path / "i", b"15 mg", b"55 mg")
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    monkeypatch.setattr("citaat.index.freshness.renew", lambda corpus, index: index)
    trace = engine.trace(QUESTION)
    assert isinstance(trace.failure, IndexDamaged)
    assert trace.outcome.abstention.code == "search_failed"  # type: ignore[union-attr]
    assert "55" not in json.dumps(trace.outcome.to_dict())


def test_a_corpus_that_changes_under_an_open_engine_is_read_again(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    corpus = article(write_corpus, tmp_path)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    for amount in ("15", "25", "10"):
        file = corpus / "zink.md"
        text = file.read_text(encoding="utf-8")
        for old in ("15", "25", "10"):
            text = text.replace(f"{old} mg", f"{amount} mg")
        file.write_text(text, encoding="utf-8")
        trace = engine.trace(QUESTION)
        assert trace.failure is None
        assert f"{amount} mg" in quotes(trace)
        citation = trace.outcome.citations[0]  # type: ignore[union-attr]
        assert text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("harm", ["latin-1", "gone", "folder"])
def test_a_source_that_is_no_text_any_more_costs_the_answer_and_no_caveat(
    write_corpus: WriteCorpus, tmp_path: Path, harm: str
) -> None:
    corpus = article(write_corpus, tmp_path)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    file = corpus / "zink.md"
    question = "Mijn kind at een pot zinkpillen leeg, hoeveel mg zink mag?"
    owed = engine.trace(question).outcome.caveats
    assert owed
    file.unlink()
    if harm == "latin-1":
        file.write_bytes("+++\ntitle = 'T'\n+++\n\nNeem zink, één.".encode("latin-1"))
    elif harm == "folder":
        file.mkdir()
    assert engine.line_of("zink.md", 20) == 0
    trace = engine.trace(QUESTION)
    assert trace.failure is not None
    assert quotes(trace) == ""
    assert engine.trace(question).outcome.caveats == owed


def cite(source: str, start: int, end: int, quote: str) -> Citation:
    return Citation(1, "p", "a", "T", "H", source, start, end, quote, "")


@pytest.mark.parametrize(
    "source",
    ["../geheim.md", "/etc/passwd", "a\x00.md", "weg.md", "", ".", "naar.md", "map", "\ud800.md", "x" * 5000],
)
def test_nothing_outside_the_corpus_is_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "geheim.md").write_text("geheim", encoding="utf-8")
    corpus = tmp_path / "corpus"
    (corpus / "map").mkdir(parents=True)
    (corpus / "naar.md").symlink_to(tmp_path / "geheim.md")
    assert Sources(str(corpus), True, None).text(source) is None
    os.mkfifo(corpus / "pijp.md")
    assert Sources(str(corpus), True, None).text("pijp.md") is None


@pytest.mark.parametrize("key", ["../../etc/passwd", "a\x00b", "7#8", "é", '"', "\\", "p 1", "/etc/hostname"])
@pytest.mark.parametrize("way", ["ascii", "utf8", "odd"])
def test_a_record_is_found_by_any_id_and_no_path_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, way: str
) -> None:
    rows = [{"_id": "x", "text": key + " ander"}, {"_id": key, "text": "Neem 15 mg."}]
    lines = [json.dumps(row, ensure_ascii=way != "utf8") for row in rows]
    if way == "odd":
        lines[1] = '{"text": "Neem 15 mg.", "_id": "' + "".join(f"\\u{ord(c):04x}" for c in key) + '"}'
    file = tmp_path / "corpus.jsonl"
    file.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    opened: list[Any] = []
    real = open

    def watched(path: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(sources, "open", watched, raising=False)
    checked = Sources(str(file), False, None)
    good, bad = (cite(f"corpus.jsonl#{key}", 5, 7, quote) for quote in ("15", "55"))
    outcome = Answered("v", "a", 1.0, (good, bad), ())
    assert checked.wrong(outcome, {}) == [bad]
    # A line that is known is taken only where the file has it.
    for at in (0, 3, 10**6):
        assert checked.wrong(outcome, {"p": (at, lines[1].encode() + b"\n")}) == [bad]
        assert checked.wrong(outcome, {"p": (at, lines[1].replace("15", "55").encode())}) == [bad]
    assert set(opened) == {str(file)}


def test_a_packed_file_that_unpacks_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITAAT_MAX_EXPANSION_MB", "3")
    file = tmp_path / "corpus.jsonl.gz"
    file.write_bytes(gzip.compress(b"\n" * 20_000_000 + b'{"_id": "1", "text": "x"}'))
    checked = Sources(str(file), False, None)
    assert checked.wrong(Answered("v", "a", 1.0, (cite("corpus.jsonl.gz#1", 0, 1, "x"),), ()), {})


def test_caveats_are_sliced_again_too(
    corpus_path: Path, index_copy: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Welke magnesium kan ik het beste slikken?"
    owed = engine.ask(question).caveats
    quote = owed[0].citations[0].quote
    forge(index_copy, quote[24:44].encode(), b"Veilig en onschuldig")
    forged = open_corpus(str(corpus_path), str(index_copy))
    monkeypatch.setattr("citaat.index.freshness.renew", lambda corpus, index: index)
    trace = forged.trace(question)
    assert trace.failure is not None
    assert [(one.id, one.text) for one in trace.outcome.caveats] == [(one.id, one.text) for one in owed]
    assert "onschuldig" not in quotes(trace)
