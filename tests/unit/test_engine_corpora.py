"""The engine on corpora of all kinds: none at all, one without words of its own, and a file of records."""

import json
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.answer import compose as answers
from citaat.engine import open_corpus
from citaat.errors import CorpusError, IndexDamaged, RulesError
from citaat.index.building.builder import build
from citaat.records import Abstained, Answered


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such corpus"):
        open_corpus(str(tmp_path / "weg"), str(tmp_path / "i"))


def test_a_corpus_without_lexicon_or_rules_answers_and_warns(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    path = write_corpus({"slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht."})
    small = open_corpus(str(path), str(tmp_path / "i"))
    outcome = small.ask("Hoe lang slapen?")
    assert isinstance(outcome, Answered)
    assert "zeven uur" in outcome.answer
    warned = small.ask("Mijn kind at een pot magnesiumpillen leeg")
    assert warned.caveats[0].id == "spoed"
    assert not any(caveat.citations for caveat in warned.caveats)


def test_rules_that_quote_what_is_not_there_stop_the_build(
    write_corpus: WriteCorpus, tmp_path: Path, root: Path, fast_build: None
) -> None:
    path = write_corpus({"a.md": "Een zin."})
    (path / "caveats.toml").write_text(
        (root / "corpus" / "caveats.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(RulesError, match="quote"):
        build(path, tmp_path / "i")


def test_a_passage_file_is_answered_from_its_records(tmp_path: Path, fast_build: None) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [
        {"_id": "7", "title": "Slaap", "text": "Slaap minimaal zeven uur per nacht."},
        {"_id": "8", "text": "Ren."},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    small = open_corpus(str(file), str(tmp_path / "i"))
    spans = small.trace("Hoeveel uur slaap per nacht?").spans
    best = answers.citation(spans[0], small.passages[spans[0].passage], 1)
    assert best.source == "corpus.jsonl#7"
    assert lines[0]["text"][best.start : best.end] == best.quote != ""
    assert small.line_of("corpus.jsonl#7", 3) == 0


def test_a_record_with_a_lone_surrogate_is_refused(tmp_path: Path, fast_build: None) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"_id": "1", "text": "Slaap \\ud800 goed."}\n', encoding="utf-8")
    with pytest.raises((CorpusError, IndexDamaged)):
        open_corpus(str(file), str(tmp_path / "i"))


def test_a_gap_silences_its_own_subject_alone(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    text = "## Kindertuintje\n\nEen kindertuintje krijgt een kind vanaf 6 jaar. Het kost 10 euro per jaar."
    path = write_corpus({"tuin.md": text})
    asked, parking = (
        "Vanaf welke leeftijd kan mijn kind een kindertuintje krijgen?",
        "Waar kan ik de auto parkeren?",
    )
    before = open_corpus(str(path), str(tmp_path / "i")).ask(asked)
    assert isinstance(before, Answered)
    (path / "lexicon.toml").write_text(
        '[[gap]]\ntopic = "parkeren"\nask = ["Waar kan ik parkeren?"]\n', encoding="utf-8"
    )
    engine = open_corpus(str(path), str(tmp_path / "i"))
    after = engine.ask(asked)
    assert isinstance(after, Answered)
    assert (after.answer, after.confidence) == (before.answer, before.confidence)
    assert isinstance(engine.ask(parking), Abstained)
