"""The net under the rules: where no rule holds it still gives a caveat, and a damaged net is refused."""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from math import exp
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.command import ROOT
from support.rules import BOOK, analyser, book, compiled, compiled_alone, rules, rules_alone

from citaat.caveats import book as source
from citaat.caveats.net import source as net_source
from citaat.caveats.net import weighing
from citaat.caveats.net.weighing import WORD_POINTS, Net, features
from citaat.caveats.records import CAVEATS, NetSource, RuleBook
from citaat.caveats.rules import Firing, Rules
from citaat.checking.checks import Checked
from citaat.dutch.lemmas import load_lemmas
from citaat.errors import RulesError
from citaat.training.net_messages import read_messages


def fire(question: str, stored: dict[str, Any]) -> tuple[Firing, ...]:
    return Rules(stored, load_lemmas()).fire(question, analyser().tokens(question))


UNSEEN_BY_RULES = [
    "er zit een meisje op het perron te huilen, ze zegt dat ze voor de trein gaat",
    "lege pot, collega, wc, geen reaksie, hij hangt scheef",
    "na de ruzie heb ik ze ingenomen. allemaal. nu schrik ik ervan",
]


# Words in which the rules see a film, a meal, a purchase or the past hide no emergency from the net.
BESIDE_THE_POINT = [
    "toen ik klein was had ik dit nooit, maar nu heeft mijn zoontje een hele pot op",
    "vroeger zei men dat pillen geen kwaad konden, mijn dochter van 2 heeft er net tien doorgeslikt",
    "nieuw merk gekocht, hele pot in een keer leeg gegeten, ik tril",
    "hij at eerst een banaan en toen veertig magnesiumpillen",
    "onze hele voetbalploeg keek toe toen hij een pot pillen leegat",
    "ik las een boek en mijn kind van 3 heeft intussen de strip leeg gegeten",
    "tijdens de film viel mijn man weg en hij reageert niet",
]


@pytest.mark.parametrize("question", [*UNSEEN_BY_RULES, *BESIDE_THE_POINT])
def test_emergency_is_found(question: str) -> None:
    firings = fire(question, compiled())
    assert firings[0].caveat == "spoed"
    assert firings[0].trigger
    assert all(piece in question for one in firings for piece in one.trigger.split(" … "))


def forced(caveat: str, weight: float, **limits: float) -> dict[str, Any]:
    """A net of one message that is one word."""
    columns = list(net_source.COLUMNS)
    net: dict[str, Any] = {"columns": columns, "bias": [0.0] * len(columns), "gamma": 0.5}
    # What the message itself does not share is in its weights.
    own = exp(-0.5 * WORD_POINTS / 100)
    net |= {"rows": {"banaan": "0"}, "pointers": [0, 1], "messages": [0]}
    net["weights"] = [weight * own if column == caveat else 0.0 for column in columns]
    for key in net_source.LIMITS:
        net[key] = dict.fromkeys(CAVEATS, limits.get(key, 99.0 if key != "overruled" else -99.0))
    return {**compiled_alone(), "net": net}


def test_net_alone_gives_a_caveat_and_says_why() -> None:
    firings = fire("een banaan", forced("spoed", 5.0, owed=4.0))
    assert [(one.rule, one.caveat, one.severity, one.trigger) for one in firings] == [
        ("net-spoed", "spoed", "emergency", "banaan")
    ]
    assert not fire("een banaan", forced("spoed", 3.0, owed=4.0))


def test_less_is_enough_in_company() -> None:
    question = "een banaan en mag ik ibuprofen"
    assert {one.caveat for one in fire(question, compiled_alone())} == {"medicatie"}
    given = {one.caveat for one in fire(question, forced("spoed", 2.0, owed=4.0, accompanied=1.0))}
    assert given == {"spoed", "medicatie"}


def test_a_firm_rule_is_not_overruled() -> None:
    stored = forced("spoed", -9.0, overruled=-5.0)
    soft, firm = "banaan, hij kan niet ademen", "banaan, ik wil er niet meer zijn"
    assert "spoed" in {one.caveat for one in fire(soft, compiled_alone())}
    # Words that no labelled message held: the net knows too little to take a warning away.
    assert "spoed" in {one.caveat for one in fire(soft, stored)}
    for message in (soft, firm):
        stored["net"]["rows"] |= {token.lemma: "0" for token in analyser().tokens(message)}
    assert "spoed" not in {one.caveat for one in fire(soft, stored)}
    assert "spoed" in {one.caveat for one in fire(firm, stored)}


def test_despair_gets_the_numbers_for_despair() -> None:
    firings = fire("ik heb alles weggegeven en neem vannacht afscheid van iedereen", compiled())
    assert next(one.situation for one in firings if one.caveat == "spoed") == "zelfdoding"


def test_file_that_asks_for_no_net_has_rules_alone(tmp_path: Path) -> None:
    text = BOOK.read_text(encoding="utf-8")
    path = tmp_path / "caveats.toml"
    path.write_text(text.replace("extends =", "net = false\nextends ="), encoding="utf-8")
    stored = source.compile(source.load(str(path)), analyser())
    assert stored["net"] is None
    assert [one.caveat for one in fire("ik wil er niet meer zijn", stored)] == ["spoed"]


def test_net_is_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "caveats.toml"
    text = BOOK.read_text(encoding="utf-8")
    path.write_text(text.replace("extends =", 'net = "ja"\nextends ='), encoding="utf-8")
    with pytest.raises(RulesError, match="'net' is not true or false"):
        source.load(str(path))


FILES = (net_source.CLASSES, net_source.LIMITS_FILE, net_source.MESSAGES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(net_source.DATA / name, tmp_path / name)
    return tmp_path


def second(text: str, old: str, new: str) -> str:
    """The text with one change in its second line."""
    first, line, rest = text.split("\n", 2)
    assert old in line
    return "\n".join((first, line.replace(old, new, 1), rest))


BROKEN: dict[str, tuple[str, Callable[[str], str]]] = {
    "limits not TOML": (net_source.LIMITS_FILE, lambda text: text + "[oops"),
    "limits of another schema": (
        net_source.LIMITS_FILE,
        lambda text: text.replace("schema = 2", "schema = 1"),
    ),
    "no threshold": (net_source.LIMITS_FILE, lambda text: text.replace("owed = ", "due = ", 1)),
    "a bias that is text": (net_source.LIMITS_FILE, lambda text: text.replace("bias = ", 'bias = "x" # ', 1)),
    "messages not JSON": (net_source.MESSAGES, lambda text: text + "[oops"),
    "a message that is an object": (net_source.MESSAGES, lambda text: text + "{}\n"),
    "no messages": (net_source.MESSAGES, lambda text: text.split("\n")[0] + "\n"),
    "no names of features": (net_source.MESSAGES, lambda text: text.split("\n", 1)[1]),
    "a message of three parts": (net_source.MESSAGES, lambda text: second(text, "[[", "[[],[")),
    "a weight short": (net_source.MESSAGES, lambda text: re.sub(r"\n\[\[[^,]+,", "\n[[", text, count=1)),
    "a weight that is no number": (net_source.MESSAGES, lambda text: second(text, "[[", "[[NaN,")),
    "a bias that is endless": (
        net_source.LIMITS_FILE,
        lambda text: text.replace("bias = ", "bias = inf # ", 1),
    ),
    "a threshold that is none": (
        net_source.LIMITS_FILE,
        lambda text: text.replace("owed = ", "owed = nan # ", 1),
    ),
    "a feature that is none": (net_source.MESSAGES, lambda text: second(text, "],[", "],[99999,")),
    "a feature twice": (net_source.MESSAGES, lambda text: second(text, "],[", "],[1,1,")),
    "classes not TOML": (net_source.CLASSES, lambda text: text + "[oops"),
    "classes of another schema": (net_source.CLASSES, lambda text: text.replace("schema = 1", "schema = 2")),
    "class without words": (net_source.CLASSES, lambda text: text + '\nleegte-2 = " , "\n'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_net_is_refused(name: str, folder: Path) -> None:
    file, change = BROKEN[name]
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        net_source.read_net(folder)
    assert caught.value.exit_code == 3
    assert caught.value.file == str(path)
    assert caught.value.fix


@pytest.mark.parametrize("file", FILES)
def test_missing_net_is_refused(file: str, folder: Path) -> None:
    (folder / file).unlink()
    with pytest.raises(RulesError, match="cannot be read"):
        net_source.read_net(folder)


def foreign() -> RuleBook:
    """The rules with a net that was fitted on a term set they do not have."""
    return with_features((*net_of(book()).features, "<elders>"))


def net_of(of: RuleBook) -> NetSource:
    assert of.net is not None
    return of.net


def with_features(features: tuple[str, ...]) -> RuleBook:
    return replace(book(), net=replace(net_of(book()), features=features))


def test_net_of_other_rules_is_refused() -> None:
    with pytest.raises(RulesError, match="<elders>"):
        source.compile(foreign(), analyser())


def test_half_a_net_is_no_net() -> None:
    stored = {key: value for key, value in forced("spoed", 1.0)["net"].items() if key != "overruled"}
    with pytest.raises(RulesError, match="overruled"):
        Net(stored)


def test_class_in_no_message_is_found() -> None:
    features = tuple(name.replace("<dier>", "dier-dan") for name in net_of(book()).features)
    found = source.check(with_features(features), {}, analyser(), packaged=True)
    assert "class-unused" in {finding.code for finding in found}


def test_features_are_readable() -> None:
    bare = rules_alone()
    question = "Mag ik er 30 slikken?"
    reading = bare.read(question, analyser().tokens(question))
    named = features(reading, question, bare.places(reading))
    assert {"<slikken>", "slikken", "#getal 20-99", "#vraag", "#ik", "#vraagteken"} <= named.keys()
    assert named["slikken"] == [(4, 5)]


@pytest.mark.parametrize("question", [*UNSEEN_BY_RULES, "Wat is magnesium?", "", "qwrtp"])
def test_numpy_weighs_as_plain_python_does(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = rules().read(question, analyser().tokens(question))
    net = Net(compiled()["net"])
    scores = []
    for modules in (dict(sys.modules), {key: one for key, one in sys.modules.items() if key != "numpy"}):
        monkeypatch.setattr(weighing, "sys", SimpleNamespace(modules=modules))
        scores.append(net.weigh(reading, question, rules().places(reading)).scores)
    assert scores[0] == pytest.approx(scores[1], abs=2e-9)


def test_shipped_messages_have_the_features_that_they_were_fitted_with(checked: Checked) -> None:
    """Otherwise the rules changed since: `make fit`."""
    net = net_of(book())
    kept = {frozenset(net.features[at] for at in one.features) for one in net.messages}
    messages = read_messages(ROOT / "evals", replace(book(), net=None), checked.analyser, every=40)
    names = set(net.features)
    found = [one for one in messages if one.features & names in kept]
    # Six in ten messages have weight in one column or another; the others are not kept.
    assert len(found) > len(messages) / 2
