"""Building an index: progress, passages left out, aliases that must hold, and the same bytes each time."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.corpus.quotes import find_quote
from citaat.engine import Engine
from citaat.errors import CorpusError, RulesError
from citaat.index.building.builder import build
from citaat.index.building.lists import identity
from citaat.index.store import Index

pytestmark = pytest.mark.usefixtures("fast_build")
ARTICLE: Mapping[str, str] = {
    "slaap.md": "Slaap zeven uur per nacht. Neem geen koffie.\n\nDit helpt:\n\n- Rust\n- Stilte"
}


def alias(quote: str, article: str = "slaap") -> str:
    return f'[[alias]]\narticle = "{article}"\nquote = "{quote}"\nask = ["hoe lang onder de wol"]\n'


def test_an_alias_points_to_its_sentence(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    path = write_corpus(ARTICLE)
    (path / "lexicon.toml").write_text(
        alias("Stilte") + '[[gap]]\ntopic = "t"\nask = ["dromen"]\n', encoding="utf-8"
    )
    stages: list[tuple[str, int, int]] = []
    build(path, tmp_path / "i", progress=lambda *stage: stages.append(stage))
    index = Index(str(tmp_path / "i"))
    assert [index.asks[number][:3] for number in range(2)] == [[1, 2, ""], [-1, -1, "t"]]
    assert stages[-1] == ("reading", 2, 2)


@pytest.mark.parametrize("text", [alias("Slaap acht uur."), alias("Rust", "weg"), alias("nacht. Neem")])
def test_an_alias_whose_quote_is_no_sentence_stops_the_build(
    write_corpus: WriteCorpus, tmp_path: Path, text: str
) -> None:
    path = write_corpus(ARTICLE)
    (path / "lexicon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match="quote"):
        build(path, tmp_path / "i")
    assert not (tmp_path / "i").exists()


@pytest.mark.parametrize(
    "text",
    ["[[alias]]\n", "x = 1\n", "[[concept]]\nterm = 3\n", '[[gap]]\ntopic="t"\nask=["x"]\nzz=1\n', "[["],
)
def test_a_bad_lexicon_stops_the_build(write_corpus: WriteCorpus, tmp_path: Path, text: str) -> None:
    path = write_corpus(ARTICLE)
    (path / "lexicon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        build(path, tmp_path / "i")
    assert caught.value.file == str(path / "lexicon.toml")


def test_articles_without_text_make_no_index(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no passages"):
        build(write_corpus({"a.md": "# Alleen een kop"}), tmp_path / "i")


def test_two_builds_have_the_same_bytes(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    path = write_corpus(ARTICLE)
    for name in ("a", "b"):
        build(path, tmp_path / name)
    manifests = [
        json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8")) for name in ("a", "b")
    ]
    assert manifests[0] == manifests[1]
    assert manifests[0].items() >= identity(path).items()


def test_a_quote_is_found_in_the_sentence_that_holds_it(engine: Engine) -> None:
    passages = list(engine.passages)
    for number, passage in enumerate(passages):
        for sentence in passage.sentences:
            quote = passage.slice(sentence.start, sentence.end)
            place = find_quote(passages, passage.article_id, quote)
            assert place is not None
            first = passages[place[0]]
            at = first.sentences[place[1]]
            assert place[0] <= number
            assert quote in first.slice(at.start, at.end)
    assert find_quote(passages, "weg", "Nee.") is None
