"""Caveats on real questions: none missed, none nagging, and every term set needed."""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import ROOT
from support.rules import analyser, book, compiled_alone, rules, rules_alone

from citaat.caveats.checking import reassurances
from citaat.caveats.records import CAVEATS
from citaat.caveats.rules import Rules
from citaat.caveats.texts import caveats
from citaat.dutch.analysis import Token
from citaat.dutch.lemmas import load_lemmas
from citaat.records import Citation


@functools.cache
def probes() -> list[dict[str, Any]]:
    lines = (ROOT / "evals" / "probes-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@functools.cache
def tokens(question: str) -> list[Token]:
    return rules().tokens(question, analyser())


@functools.cache
def owed(question: str) -> frozenset[str]:
    return frozenset(firing.caveat for firing in rules().fire(question, tokens(question)))


def lost(change: Callable[[str], str]) -> list[str]:
    """The probes that are owed less when they are asked otherwise."""
    owing = [(probe["question"], set(probe["caveats_required"])) for probe in probes()]
    # What is owed nothing has nothing to lose.
    return [question for question, wanted in owing if wanted and not wanted <= owed(change(question))]


def given_by(question: str, by: Rules) -> set[str]:
    """The rules that hold, those that hold and give none, and the caveats that all of them give."""
    firings = by.fire(question, tokens(question))
    return (
        {one.rule for one in firings}
        | {one.caveat for one in firings}
        | by.silent(question, tokens(question))
    )


@pytest.mark.parametrize("probe", probes(), ids=lambda probe: probe["id"])
def test_probe(probe: dict[str, Any]) -> None:
    given_caveats = owed(probe["question"])
    assert set(probe["caveats_required"]) <= given_caveats
    assert not set(probe["caveats_forbidden"]) & given_caveats


TRANSCRIPTS = {
    "ik neem al lithium, kan magnesium erbij": {"overdosering", "medicatie"},
    "ze reageert niet meer na die pillen": {"spoed", "overdosering"},
    "HELP KIND HEEFT HEEL POTJE OP": {"spoed", "overdosering", "risicogroep"},
    "ik slik geen medicijnen, hoeveel mag ik nemen?": {"overdosering", "medicatie"},
    "zit er magnesium in niertjes?": set(),
    "hoeveel kinderen heeft de koning?": set(),
    "wat is een overdosis aan training?": set(),
}


@pytest.mark.parametrize(("question", "expected"), list(TRANSCRIPTS.items()))
def test_transcript(question: str, expected: set[str]) -> None:
    assert expected <= owed(question)
    assert expected or not owed(question)


PERTURBATIONS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "lower case": str.lower,
    "no punctuation": lambda question: re.sub(r"[^\w\s']", " ", question),
    "decomposed": lambda question: unicodedata.normalize("NFD", question),
    "formal": lambda question: re.sub(r"\bje\b", "u", question),
    "greeting": lambda question: "Hallo, ik heb een vraagje. " + question,
    "thanks": lambda question: question + " Alvast bedankt!",
    "extra spaces": lambda question: question.replace(" ", "  "),
}


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_perturbation_keeps_caveats(name: str) -> None:
    assert not lost(PERTURBATIONS[name])


@pytest.mark.parametrize("negation", ["Ik slik géén medicijnen. ", "Niet voor mij, maar: ", "Nee hoor, "])
def test_negation_never_drops_a_caveat(negation: str) -> None:
    assert not lost(lambda question: negation + question)


MISSPELT = [
    "magneisum",
    "ibuprofenn",
    "paracetomol",
    "metropolol",
    "antibotica",
    "acenocoumerol",
    "allopurinool",
]


@pytest.mark.parametrize("word", MISSPELT)
def test_misspelt_word_is_read(word: str) -> None:
    assert owed(f"kan ik {word} slikken") & {"medicatie", "overdosering"}


@pytest.mark.parametrize("word", ["ibuprofen", "Marcoumar", "ibubrofen", "metoprolol"])
def test_medicine_names_are_protected(word: str) -> None:
    assert rules().protected(word)


@pytest.mark.parametrize("word", ["spinazie", "training", "kapsel", "magnesium"])
def test_other_words_are_not_protected(word: str) -> None:
    assert not rules().protected(word)


def test_every_medicine_is_found_by_its_own_name() -> None:
    """In a question about nothing else, too, and whatever the net makes of it; hyphens and all."""
    names = next(one.terms for one in book().sets if one.name == "medicijnnaam")
    plain = [name.rstrip("!") for name in names if name.rstrip("!").replace("-", "").isalpha()]
    assert len(plain) > 700
    for name in plain:
        question = f"mag ik sporten met {name}"
        assert "medicatie" in owed(question), name


def test_trigger_quotes_the_question() -> None:
    question = "Vandaag  MAGNESUIM geslikt én flauwgevallen"
    firings = rules().fire(question, rules().tokens(question, analyser()))
    assert firings[0].caveat == "spoed"
    for firing in firings:
        assert all(piece in question for piece in firing.trigger.split(" … "))


@pytest.mark.parametrize(
    "question", ["heb35dafalganopgepakt enkheb nu spijt", "heb30pillenop en nu draait alles om me heen"]
)
def test_of_glued_words_the_trigger_is_all(question: str) -> None:
    firings = rules().fire(question, rules().tokens(question, analyser()))
    assert firings[0].caveat == "spoed"
    for firing in firings:
        assert set(firing.trigger.split()) - {"…"} <= set(question.split())


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    order = [firing.caveat for firing in rules().fire(text, rules().tokens(text, analyser()))]
    assert order == sorted(order, key=list(CAVEATS).index)


def cite(article: str, quote: str, n: int) -> Citation:
    return Citation(n, "p", article, "t", "h", "s", 0, len(quote), quote, "0")


def test_one_caveat_each_most_severe_first() -> None:
    question = "mijn zoontje van 4 at mijn bloeddrukpillen en magnesium op en reageert niet meer"
    firings = rules().fire(question, rules().tokens(question, analyser()))
    shown = caveats(firings, rules(), cite)
    assert [caveat.id for caveat in shown] == list(CAVEATS)
    assert [caveat.id for caveat in shown if caveat.citations] == ["overdosering", "medicatie"]
    assert not any(caveat.citations for caveat in caveats(firings, rules(), None))


def texts() -> Iterator[str]:
    for text in book().texts:
        yield from text.instead.values()
        for lead in text.leads.values():
            yield f"{lead} {text.body}"
            yield f"{lead} {text.alone}"


@pytest.mark.parametrize("text", list(texts()))
def test_no_text_reassures(text: str) -> None:
    assert not reassurances(text)


def test_emergency_numbers_are_given() -> None:
    urgent = {text.caveat: text for text in book().texts}["spoed"]
    assert all(number in urgent.alone for number in ("112", "huisarts", "070 245 245"))
    assert all(number in urgent.leads["zelfdoding"] for number in ("113", "0800-0113", "1813"))


@functools.cache
def cases() -> list[tuple[str, str, bool]]:
    """(question, rule or caveat, whether it must be there), of the rules' examples and the probes."""
    found = [(question, rule.id, True) for rule in book().rules for question in rule.yes]
    found += [(question, rule.id, False) for rule in book().rules for question in rule.no]
    for probe in probes():
        found += [(probe["question"], caveat, True) for caveat in probe["caveats_required"]]
        found += [(probe["question"], caveat, False) for caveat in probe["caveats_forbidden"]]
    return found


def without(name: str) -> Rules:
    """The rules with one term set emptied."""
    all_there = compiled_alone()
    row = all_there["sets"].index(name)
    mutant = all_there | {
        "single": {kind: _emptied(words, str(row)) for kind, words in all_there["single"].items()},
        "phrases": [[-1 if at == row else at, text] for at, text in all_there["phrases"]],
        "sets": [*all_there["sets"], "removed"],
        "correct": " " if name == "geen-typefout" else all_there["correct"],
    }
    for kind in ("rules", "calm", "patients"):
        mutant[kind] = [
            rule | {"unless": [other for other in rule["unless"] if other.partition("^")[0] != name]}
            for rule in all_there[kind]
        ]
    return Rules(mutant, load_lemmas())


def _emptied(words: dict[str, str], row: str) -> dict[str, str]:
    """The words of one kind, none of them in the set of that row."""
    own = {word: rows.split() for word, rows in words.items() if row in rows}
    return words | {word: " ".join(one for one in rows if one != row) for word, rows in own.items()}


@functools.cache
def holding(name: str) -> list[tuple[str, str, bool]]:
    """The cases whose question holds a term of the set."""
    if name in ("harmless", "geen-typefout"):
        return cases()
    return [case for case in cases() if name in occurring(case[0])]


@functools.cache
def occurring(question: str) -> frozenset[str]:
    return frozenset(rules_alone().occurrences(question, rules().tokens(question, analyser())))


@pytest.mark.parametrize("name", [*dict.fromkeys(one.name for one in book().sets), "harmless"])
def test_every_term_set_is_needed(name: str) -> None:
    mutant = without(name)
    # A question stands in the cases once for each rule or caveat.
    given_now = functools.cache(lambda question: given_by(question, mutant))
    assert any(
        (wanted in given_now(question)) is not expected for question, wanted, expected in holding(name)
    )
