"""A long message costs what its words cost, once each, and is owed what its pieces are owed by themselves."""

import gc
import random
import sys
from collections.abc import Callable, Mapping
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.rules import analyser, rules

from citaat.caveats import at_hand as module
from citaat.caveats import reach
from citaat.caveats.at_hand import at_hand
from citaat.caveats.net.parts import parts
from citaat.caveats.net.weighing import features
from citaat.caveats.rules import Firing
from citaat.dutch.analysis import Analyser
from citaat.engine import Engine

WORDS = """
Gisteren liep ik met mijn dochter langs de vijver, en daarna keken wij samen naar de eenden op het water. Ze heeft koorts
sinds maandag; de huisarts schreef een antibioticakuur van zeven dagen voor! Mag zij daarnaast paracetamol slikken? Wij
wonen boven een bakkerij, waar om vier uur 's ochtends de ovens aangaan. Mijn broer van 42 is zwaarlijvig, rookt niet en
drinkt af en toe een biertje. Hoeveel magnesium zit er in volkorenbrood of pompoenpitten? Zet de wasmachine op 60 graden.
""".split()
EMERGENCIES = (
    "ik heb net 60 pillen ingenomen",
    "mijn kind ademt niet meer",
    "ik wil niet meer leven",
    "ik heb 6 0 p1llen ingenomn en val flauw",
    "hij heeft een batterij ingeslikt",
)
LETTERS = "abdeghiklmnoprstuvwz"


def misspelt(chance: random.Random) -> str:
    word = chance.choice(WORDS)
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(LETTERS) + word[at + 1 :]


KINDS: Mapping[str, Callable[[random.Random], str]] = {
    "prose": lambda chance: f"{chance.choice(WORDS)} ",
    "one word": lambda chance: "pillen ",
    "misspelt": lambda chance: f"{misspelt(chance)} ",
    "words that are none": lambda chance: f"{''.join(chance.choices(LETTERS, k=8))} ",
    "no blanks": lambda chance: chance.choice(WORDS).strip(".,?!;"),
    "digits": lambda chance: str(chance.randrange(10)),
    "numbers": lambda chance: f"{chance.randrange(9_000)} ",
    "marks": lambda chance: chance.choice(".,;:!?-()'\""),
    "no full stops": lambda chance: f"{chance.choice(WORDS).strip('.?!;')} ",
    "letters": lambda chance: f"{chance.choice(LETTERS)} ",
    "masked": lambda chance: f"{chance.choice(WORDS).replace('e', '3').replace('o', '0')} ",
    "line ends": lambda chance: f"{chance.choice(WORDS)}\n",
    "letters of other alphabets": lambda chance: f"{chance.choice(WORDS).replace('o', 'о')} ",
}


def made(kind: str, size: int) -> str:
    chance = random.Random(kind)
    text = ""
    while len(text) < size:
        text += "".join(KINDS[kind](chance) for _ in range(100))
    return text[:size]


def calls(message: str) -> int:
    """How many functions are called, of Python's own too, to find what a message is owed."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    fresh = Analyser(*(getattr(analyser(), name) for name in ("_lemmas", "_words", "_vocabulary")))
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        reach.fire(rules(), message, fresh)
    finally:
        sys.setprofile(before)
    return count


# So many calls a letter, half as many again as today: prose, and words each of which has to be thought about.
CALLS = {"misspelt": 300, "words that are none": 250, "numbers": 140, "letters": 80}


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    """What is done once in a process is done."""
    reach.fire(rules(), made("one word", 5_000), analyser())


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_as_the_message_does(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_MANY", 4_000)
    assert calls(made(kind, 9_000)) < 9_000 * CALLS.get(kind, 60) + 200_000
    # By now the words of both are known.
    assert calls(made(kind, 9_000)) < 3 * calls(made(kind, 4_200)) + 20_000


SENTENCES = st.lists(
    st.one_of(st.sampled_from(EMERGENCIES), st.sampled_from(list(KINDS)).map(lambda kind: made(kind, 200))),
    min_size=60,
    max_size=80,
)


@settings(max_examples=6, deadline=None)
@given(SENTENCES, st.sampled_from([" ", ". ", "\n"]))
def test_the_same_is_owed_whatever_is_at_hand(chosen: list[str], mark: str) -> None:
    message = mark.join(chosen)
    first: dict[tuple[str, str], Firing] = {}
    for piece in reach.pieces(message):
        for firing in rules().fire(piece, rules().tokens(piece, analyser())):
            first.setdefault((firing.rule, firing.caveat), firing)
    before, reach._MANY = reach._MANY, 4_000
    try:
        fired = reach.fire(rules(), message, analyser())
    finally:
        reach._MANY = before
    assert fired == tuple(sorted(first.values(), key=lambda one: rules().order.index(one.caveat)))


def test_what_is_near_is_the_same_by_the_letters() -> None:
    ready, _ = at_hand(rules(), analyser())
    chance = random.Random(7)
    forms = [
        form
        for key in rules()._speller._sounds
        for _, _, some in rules()._speller._alike(key)
        for form in some
    ]
    plain = rules()._speller.over(frozenset())
    plain._letters = None
    other = rules()._speller.over(frozenset())
    found = 0
    for form in chance.sample(forms, 400):
        at = chance.randrange(len(form))
        for word in (form[:at] + form[at + 1 :], form[:at] + chance.choice(LETTERS) + form[at:], form[::-1]):
            assert plain._near(word) == other._near(word)
            found += bool(plain._near(word))
    assert found > 400
    assert ready.known is rules().known


def test_parts_are_weighed_together_as_one_by_one() -> None:
    text = ". ".join([*EMERGENCIES, *(made(kind, 150) for kind in KINDS)])
    net = rules()._net
    assert net is not None
    reading = rules().read(text, rules().tokens(text, analyser()))
    read = list(parts(text, reading, rules().places(reading)))
    assert len(read) > 10
    together = net.each([features(part, piece, places) for piece, part, places in read])
    assert together == [dict(net.weigh(part, piece, places).scores) for piece, part, places in read]


def read_twice(engine: Engine) -> bool:
    """Whether two messages at the same time are read over the same words, as they are read otherwise."""
    index = engine.index
    ready, reader = at_hand(engine._rules, index.analyser)
    _, other = at_hand(engine._rules, index.analyser)
    texts = [made(kind, 300) for kind in KINDS]
    shared = reader.lemma_table is other.lemma_table is ready.known and isinstance(ready.known, dict)
    return shared and all(reader.tokens(text) == index.analyser.tokens(text) for text in texts)


def test_a_dictionary_is_in_memory_while_long_messages_are_read(engine: Engine) -> None:
    assert read_twice(engine)
    gc.collect()
    assert not module._kept


def test_letters_in_a_row_are_a_stop_word_or_not_whoever_is_asked() -> None:
    _, reader = at_hand(rules(), analyser())
    pieces = {
        word[first:end].lower()
        for word in WORDS
        for first in range(len(word))
        for end in range(len(word) + 1)
    }
    told = {piece for piece in pieces if analyser().is_stop(piece)}
    assert {piece for piece in pieces if reader.is_stop(piece)} == told
    assert {"met", "de", "en"} <= told
