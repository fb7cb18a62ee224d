"""A gap or alias that makes a gold question wrong is found, with its place; one that helps is left alone."""

import json
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.corpus.beside.askings import Asking, askings
from citaat.editing.gold_lines import questions_of
from citaat.editing.known_effects import harmed
from citaat.engine import Engine, open_corpus
from citaat.explain import explain, explanation
from citaat.findings import Finding
from citaat.outcome.rendering import Style
from citaat.records import Abstained

LESSONS = """## Kan ik een proefles nemen?

Een proefles duurt 30 minuten en kost 15 euro.

## Waar kan ik parkeren?

Parkeren kan gratis achter de school.
"""
TRIAL, TRIAL_COSTS = "Hoe lang duurt een proefles?", "Een proefles duurt 30 minuten en kost 15 euro."
GAP = '[[gap]]\ntopic = "{}"\nask = [\n  "{}",\n]\n'


@pytest.fixture
def corpus(fast_build: None, write_corpus: WriteCorpus) -> Path:
    """A music school."""
    return write_corpus({"lessen.md": LESSONS})


def _opened(corpus: Path, lexicon: str) -> tuple[Engine, list[Asking]]:
    (corpus / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    return open_corpus(str(corpus)), askings(corpus)


def _harmed(corpus: Path, lexicon: str, question: str, quote: str, split: str = "dev") -> list[Finding]:
    engine, asks = _opened(corpus, lexicon)
    evidence = [{"article": "lessen", "quote": quote}] if quote else []
    row = {
        "id": "q1", "group": "q1", "split": split, "question": question, "answerable": bool(quote),
        "evidence": evidence, "must_contain": [["30 minuten"]] if quote else [], "caveats_required": [],
        "caveats_forbidden": [], "tags": [], "critical": False,
    }  # fmt: skip
    file = corpus.parent / "gold.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return list(harmed(engine, questions_of(file), asks))


def test_a_gap_that_silences_a_gold_question_is_named_with_its_line(corpus: Path) -> None:
    lexicon = GAP.format("orgel", "kan ik orgelles krijgen") + "\n" + GAP.format("proefles", TRIAL)
    (found,) = _harmed(corpus, lexicon, TRIAL, TRIAL_COSTS)
    assert (found.code, found.line) == ("gap-silences", 10)
    assert "q1" in found.message
    assert _harmed(corpus, GAP.format("orgel", "kan ik orgelles krijgen"), TRIAL, TRIAL_COSTS) == []


def test_questions_that_gate_are_not_looked_at(corpus: Path) -> None:
    assert _harmed(corpus, GAP.format("proefles", TRIAL), TRIAL, TRIAL_COSTS, split="test") == []


def test_an_alias_that_answers_what_the_articles_do_not_tell_is_named(corpus: Path) -> None:
    dog = "Mag mijn hond mee naar binnen?"
    alias = '[[alias]]\narticle = "lessen"\nquote = "Parkeren kan gratis achter de school."\n'
    (found,) = _harmed(corpus, f'{alias}ask = ["Waar laat ik mijn wagen?", "{dog}"]\n', dog, "")
    assert (found.code, found.line) == ("alias-diverts", 4)
    assert f"'{dog}'" in found.message
    assert _harmed(corpus, f'{alias}ask = ["Waar laat ik mijn wagen?"]\n', dog, "") == []


def test_the_explanation_names_the_gap_that_silenced_an_answer(corpus: Path) -> None:
    engine, _ = _opened(corpus, "# een regel\n" + GAP.format("proefles", TRIAL))
    trace = engine.trace(TRIAL)
    assert isinstance(trace.outcome, Abstained)
    (told,) = explanation(engine, trace)["known_questions"]
    assert (told["source"], told["line"], told["ask"]) == ("lexicon.toml", 5, TRIAL)
    assert told["silences"] is True
    assert f'gap   lexicon.toml:5: "{TRIAL}", lijkt 1.00: zonder deze gap was er een antwoord' in explain(
        engine, trace, Style()
    )


def test_what_is_unlike_every_known_question_names_none(corpus: Path) -> None:
    engine, _ = _opened(corpus, GAP.format("orgel", "kan ik orgelles krijgen"))
    trace = engine.trace("waar kan ik parkeren")
    assert explanation(engine, trace)["known_questions"] == []


def test_a_lexicon_that_changed_after_the_index_is_not_misquoted(corpus: Path) -> None:
    engine, _ = _opened(corpus, GAP.format("proefles", TRIAL))
    trace = engine.trace(TRIAL)
    (corpus / "lexicon.toml").write_text("", encoding="utf-8")
    (told,) = explanation(engine, trace)["known_questions"]
    assert (told["about"], told["ask"], told["line"]) == ("proefles", "", 0)
