"""Warnings come out whatever is damaged, and however long the message is."""

import copy
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpora import Built
from support.rules import analyser
from support.rules import compiled_packaged as compiled
from support.rules import rules_packaged as rules

from citaat.caveats import guard, reach
from citaat.caveats.elements import encode
from citaat.caveats.matching.matcher import Matcher
from citaat.caveats.matching.nearest import Near
from citaat.caveats.patterns import elements
from citaat.caveats.rules import Rules
from citaat.caveats.taking import about_taking, only_emergencies
from citaat.dutch.lemmas import load_lemmas
from citaat.engine import Engine, open_corpus
from citaat.errors import CitaatError, CorpusError, RulesError
from citaat.index.building.dictionary import name as dictionary_name
from citaat.records import Passage
from citaat.unopened import Unopened

EMERGENCY = "Ik heb net 60 pillen ingenomen en ik val flauw"
PROSE = "Gisteren liep ik langs de vijver en daarna keken wij samen naar de eenden op het water. "

# Marks, orders of direction, letters of other scripts: nothing that makes a word of Dutch.
NOISE = "\u202e\u2066\u200b\u200f\xad\ufeff\x1b\x07\x00\u0301\u0489\U0001f92f\u4e2d\u0627 \t…—„”'\"<>&|;$\\%{}[]()*_#~^=+-,:!?/@"


def ids(question: str) -> list[str]:
    return [one.id for one in guard.owed(question)[1]]


LONG = {
    "blanks": f"Hallo,{' ' * 4000}{EMERGENCY}",
    "blank lines": "Hallo," + "\n" * 9000 + EMERGENCY,
    "signs that show nothing": "Hallo," + "\u200b\u00a0" * 3000 + EMERGENCY,
    "prose before it": PROSE * 120 + EMERGENCY,
    "prose behind it": EMERGENCY + ". " + PROSE * 120,
    "prose on both sides": PROSE * 70 + EMERGENCY + ". " + PROSE * 70,
    "a megabyte of prose before it": PROSE * 12_000 + EMERGENCY,
    "half a megabyte on either side": PROSE * 6_000 + EMERGENCY + ". " + PROSE * 6_000,
}


@pytest.mark.parametrize("name", LONG)
def test_all_of_a_long_message_is_read(name: str) -> None:
    firings = reach.fire(rules(), LONG[name], analyser())
    assert firings[0].caveat == "spoed"
    assert len({(one.rule, one.caveat) for one in firings}) == len(firings)


@pytest.mark.parametrize("size", [3_999, 4_001, 9_000, 200_000])
def test_pieces_hold_every_word_and_overlap(size: int) -> None:
    text = " ".join(f"w{number}" for number in range(size // 5))
    found = list(reach.pieces(text))
    assert max(map(len, found)) <= reach.PIECE
    assert {word for piece in found for word in piece.split()} >= set(text.split())
    assert found[-1].split()[-1] == text.split()[-1]
    for left, right in pairwise(found):
        assert left[-100:] in right


@settings(max_examples=40)
@given(before=st.text(NOISE, max_size=80), after=st.text(NOISE, max_size=80))
def test_no_noise_around_an_emergency_drowns_it(before: str, after: str) -> None:
    message = f"{before} . {EMERGENCY} . {after}"
    assert reach.fire(rules(), message, analyser())[0].caveat == "spoed"


def test_a_message_without_blanks_ends_too() -> None:
    assert len(list(reach.pieces("a" * 900_000))) < 400


def test_the_engine_reads_on_and_says_what_the_search_read(engine: Engine) -> None:
    outcome = engine.ask(LONG["prose before it"])
    assert outcome.caveats[0].id == "spoed"
    assert outcome.to_dict()["read"] == 4_000
    assert "read" not in engine.ask(EMERGENCY).to_dict()


def other_cache(cache: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with a dictionary to do harm to, and the folder of that."""
    (found,) = (one for one in (cache / "citaat").glob("dutch-*") if one.name == dictionary_name())
    shutil.copytree(found, place / "citaat" / found.name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    return place / "citaat" / found.name


@pytest.mark.parametrize("harm", ["", "gone", "caveats.tab", "caveats.json", "lemmas.tab", "words.tab"])
def test_what_cannot_be_opened_still_gives_caveats(
    harm: str, cache: Path, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionary = other_cache(cache, tmp_path, monkeypatch)
    if harm == "gone":
        shutil.rmtree(dictionary)
    elif harm:
        (dictionary / harm).write_bytes(bytes(200) + (dictionary / harm).read_bytes()[200:])
    failure = CorpusError("there is no such corpus", fix="name another")
    trace = Unopened(failure).trace(EMERGENCY, "7")
    assert trace.outcome.caveats == guard.owed(EMERGENCY)[1]
    assert [one.id for one in trace.outcome.caveats][:2] == ["spoed", "overdosering"]
    assert (trace.failure, trace.outcome.id) == (failure, "7")
    assert not any(one.citations for one in trace.outcome.caveats)


@pytest.mark.parametrize(("rules", "own"), [("sound", True), ("broken", False)])
def test_an_editors_own_rules_hold_whatever_else_is_wrong(
    rules: str, own: bool, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_cache(cache, tmp_path, monkeypatch)
    text = """
schema = 1
extends = "packaged"
[terms]
mijn-plant = "berenklauw"
[[rule]]
id = "spoed-berenklauw"
caveat = "spoed"
all = ["mijn-plant"]
why = "It burns."
source = "the gardeners"
yes = ["ik heb berenklauw aangeraakt"]
no = ["waar groeit gras"]
"""
    (tmp_path / "caveats.toml").write_text(
        text if own else text.replace("[terms]", "[terms"), encoding="utf-8"
    )
    unopened = Unopened(CorpusError("the lexicon is broken", fix="mend it"), str(tmp_path))
    assert [one.id for one in unopened.ask("ik heb berenklauw aangeraakt").caveats] == ["spoed"] * own
    assert unopened.ask(EMERGENCY).caveats[0].id == "spoed"


def test_rules_that_fail_on_a_question_are_replaced_by_those_of_the_package(
    corpus_path: Path, index_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_corpus(str(corpus_path), str(index_path))

    def lost(*arguments: object) -> object:
        raise KeyError("phrases:17")

    monkeypatch.setattr(engine._rules, "fire", lost)
    trace = engine.trace(EMERGENCY)
    assert trace.outcome.caveats[0].id == "spoed"
    assert isinstance(trace.failure, CitaatError)
    assert trace.failure.exit_code == 3


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    mutant = copy.deepcopy(compiled())
    change(mutant)
    return dict(mutant)


DAMAGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "no rules": lambda one: one.update(rules=[]),
    "no texts": lambda one: one.update(texts=[]),
    "no words": lambda one: one["single"].update(w={}),
    "no severities": lambda one: one.update(severities={}),
    "no emergencies": lambda one: one["severities"].pop("spoed"),
    "a rule of nothing": lambda one: [rule.update(all=[]) for rule in one["rules"]],
    "a text that is empty": lambda one: one["texts"][0].update(alone=""),
    "rules that are a number": lambda one: one.update(rules=7),
    "a key gone": lambda one: one.pop("sounds"),
    "a weight that is no number": lambda one: one["net"]["weights"].__setitem__(5, float("nan")),
    "a weight without end": lambda one: one["net"]["weights"].__setitem__(5, float("inf")),
    "a bias that is no number": lambda one: one["net"]["bias"].__setitem__(0, float("nan")),
    "a threshold that is no number": lambda one: one["net"]["owed"].update(spoed=float("nan")),
    "no weights": lambda one: one["net"].update(weights=[]),
    "a net of half its keys": lambda one: one["net"].pop("overruled"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_rules_that_are_not_whole_are_refused(name: str) -> None:
    with pytest.raises(RulesError) as caught:
        Rules(changed(DAMAGED[name]))
    assert caught.value.exit_code == 3
    assert caught.value.fix


SUBJECTS = {
    "mag ik ibuprofen slikken": "ibuprofen",
    "hoeveel vitamine D is te veel": "vitamine D",
    "welk supplement moet ik nemen": "een supplement",
    "mag ik twee tabletten tegelijk innemen": "een middel",
    "hoeveel magnesium mag ik slikken": "magnesium",
}


@pytest.mark.parametrize("question", list(SUBJECTS))
def test_a_text_names_what_the_question_names(question: str) -> None:
    texts = {one.id: one.text for one in guard.owed(question)[1]}
    assert SUBJECTS[question] in texts["overdosering"]
    for text in texts.values():
        assert "{" not in text
        assert ("magnesium" in text) == ("magnesium" in question and SUBJECTS[question] in text)


def passages(*texts: str) -> list[Passage]:
    return [Passage(f"p{n}", "a", "t", "h", "s", "0", 0, len(text), text, ()) for n, text in enumerate(texts)]


def test_a_corpus_without_anything_to_take_gives_emergencies_alone() -> None:
    parking = passages(
        *["Vraag de vergunning aan bij de balie."] * 30, "Breng oude medicijnen naar de apotheek."
    )
    pharmacy = passages(*["Neem de tablet met water in."] * 3, *["Wij zijn open."] * 20)
    assert not about_taking(compiled(), parking, analyser())
    assert about_taking(compiled(), pharmacy, analyser())
    titled = [
        replace(one, title=title, heading=heading)
        for title, heading in (("Paracetamol", "Dosering"), ("Apotheek", "Vitamines"))
        for one in passages("Volwassenen nemen er ten hoogste 8 per dag.")
    ]
    assert all(about_taking(compiled(), [one], analyser()) for one in titled)
    pub = [replace(one, title="Café De Pil") for one in passages("Een biertje kost 3,20 euro.")]
    assert not about_taking(compiled(), pub, analyser())
    only = Rules(only_emergencies(compiled()), load_lemmas())
    for question, owed in {"mag ik zink slikken": set(), EMERGENCY: {"spoed"}}.items():
        assert {one.caveat for one in only.fire(question, analyser().tokens(question))} == owed


def test_a_term_of_many_gaps_is_tried_once_from_each_place() -> None:
    gaps = " ... ".join(["a"] * 13)
    none: dict[str, dict[str, str]] = {kind: {} for kind in "wxpsi"}
    phrase = encode(elements(f"{gaps} slot", lambda word: [word]))
    matcher = Matcher(
        {
            "single": none,
            "phrases": [[0, phrase]],
            "anchors": {"slot": "0"},
            "loose": [],
            "sets": ["x", "harmless"],
        }
    )
    question = "a " * 400 + ". slot " + "a " * 400
    reading = rules().read(question, analyser().tokens(question))
    assert matcher.find(reading) == {}


@pytest.mark.parametrize("step", [1, 2, 7])
def test_the_nearest_is_found_without_looking_at_all(step: int) -> None:
    places = [(at, at + 1 + at % 5) for at in range(0, 400, step)]
    for first in [(0, 1), (3, 9), (150, 151), (399, 400), (390, 397), (2000, 2001)]:
        expected = min(places, key=lambda place: (max(place[0] - first[1], first[0] - place[1], -1), place))
        assert Near(places).to(first) == expected
