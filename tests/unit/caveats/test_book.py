"""A caveats file that is wrong in any way is an error or a finding, never a gap."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.rules import analyser
from support.rules import book as corpus_book

from citaat.caveats import book as source
from citaat.caveats.records import CAVEATS, RuleBook, Subject, TermSet
from citaat.caveats.written.subject import expanded
from citaat.dutch.numbers import number_words, value
from citaat.errors import RulesError
from citaat.records import Article

CORPUS = Path(__file__).parents[3] / "corpus"


def articles() -> dict[str, Article]:
    path = CORPUS / "magnesium-bij-spierpijn.md"
    text = path.read_bytes().decode()
    return {
        path.stem: Article(path.stem, "Magnesium", path.name, text, hashlib.sha256(text.encode()).hexdigest())
    }


def test_the_packaged_rules_have_no_findings() -> None:
    assert source.check(corpus_book(), articles(), analyser(), packaged=True) == []


OWN = """schema = 1
extends = "packaged"

[subject]
names = "ibuprofen"

[terms]
fietsen = "fiets, fietsen"

[[rule]]
id = "fietsen-met-ibuprofen"
caveat = "overdosering"
all = ["stof", "fietsen"]
near = 9
why = "Painkillers and a bicycle."
source = "the house doctor"
yes = ["ibuprofen op de fiets"]
no = ["een fiets zonder zadel"]

[[without]]
rule = "medicatie-geen"
why = "Everybody here takes something."

[text.medicatie]
body = "Vraag het je apotheker."
[text.medicatie.lead]
eigen = "Je noemt een middel."
"""
PLAIN = (
    """schema = 1

[terms]
pil = "pil, pillen"
"""
    + "".join(
        f"""
[[rule]]
id = "{caveat}-pil"
caveat = "{caveat}"
all = ["pil"]
why = "It is a pill."
source = "policy"
yes = ["een pil"]
no = ["een bal"]
"""
        for caveat in CAVEATS
    )
    + "".join(
        f'[text.{caveat}]\nalone = "Bel nu 112 of de huisarts."\n[text.{caveat}.lead]\ndefault = "Let op."\n'
        for caveat in CAVEATS
    )
)


def loaded(folder: Path, text: str) -> RuleBook:
    path = folder / "caveats.toml"
    path.write_text(text, encoding="utf-8")
    return source.load(str(path))


@pytest.mark.parametrize("text", [OWN, PLAIN, "schema = 1\nextends = 'packaged'\n"])
def test_own_rules_over_the_package_or_alone(text: str, tmp_path: Path) -> None:
    book = loaded(tmp_path, text)
    assert source.check(book, articles(), analyser()) == []
    assert ("fietsen-met-ibuprofen" in {rule.id for rule in book.rules}) == (text == OWN)
    assert ("spoed-zelfdoding" in {rule.id for rule in book.rules}) == (text != PLAIN)
    assert (book.net is None) == (text == PLAIN)


def test_what_a_corpus_says_instead_stands_over_the_package(tmp_path: Path) -> None:
    book = loaded(tmp_path, OWN)
    text = next(one for one in book.texts if one.caveat == "medicatie")
    assert (text.body, text.leads["eigen"]) == ("Vraag het je apotheker.", "Je noemt een middel.")
    assert "apotheker" in text.alone
    assert text.leads["default"]
    assert "medicatie-geen" not in {rule.id for rule in book.rules}


def test_a_caveat_may_be_left_out_with_a_reason(tmp_path: Path) -> None:
    text = OWN + '\n[[without]]\ncaveat = "risicogroep"\nwhy = "Only adults are let in."\n'
    compiled = source.compile(loaded(tmp_path, text), analyser())
    assert "risicogroep" not in compiled["severities"]
    assert not [rule for rule in compiled["rules"] if rule["caveat"] == "risicogroep"]


# What is wrong, the text that is changed, what it is said to be, and the line of it.
BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "not TOML": (lambda text: text + "\n[oops", "not TOML"),
    "unknown table": (lambda text: text + "\n[extra]\na = 1\n", "unknown table"),
    "no schema": (lambda text: text.replace("schema = 1", "schema = 2"), "schema"),
    "other rules": (lambda text: text.replace('"packaged"', '"elsewhere"'), "extends unknown rules"),
    "unknown caveat": (lambda text: text.replace('caveat = "o', 'caveat = "x'), "unknown caveat"),
    "unknown set": (lambda text: text.replace('"stof", ', '"stofje", '), "unknown term set"),
    "unknown situation": (lambda text: text.replace("near = 9", 'situation = "x"'), "situation"),
    "no example": (lambda text: text.replace("no = ", "nee = "), "unknown key"),
    "empty example": (lambda text: text.replace('no = ["een fiets zonder zadel"]', "no = []"), "lacks"),
    "id of the package": (lambda text: text.replace('id = "f', 'id = "spoed-veel" # '), "used twice"),
    "text of nothing": (lambda text: text.replace("[text.medicatie]", "[text.m]"), "unknown caveat"),
    "wrong type": (lambda text: text.replace("near = 9", 'near = "9"'), "wrong type"),
    "truth for a number": (lambda text: text.replace("near = 9", "near = true"), "wrong type"),
    "rule to leave out": (lambda text: text.replace('"medicatie-geen"', '"medicatie"'), "unknown rule"),
    "whole text that is none": (
        lambda text: text + "\n[text.overdosering.instead]\ndier = 1\n",
        "wrong type",
    ),
    "patient that is none": (lambda text: text.replace("near = 9", 'patient = "dier"'), "wrong type"),
    "no reason": (lambda text: text.replace('"Everybody here takes something."', '""'), "and why"),
    "no emergencies": (
        lambda text: text.replace('rule = "medicatie-geen"', 'caveat = "spoed"'),
        "cannot be left out",
    ),
    "no subject": (lambda text: text.replace('names = "ibuprofen"', "others = false"), "names nothing"),
    "empty set": (lambda text: text.replace('"fiets, fietsen"', '" , "'), "no words"),
    "flag of nothing": (lambda text: text + '\n[flags]\nexact = ["auto"]\n', r"\[flags\] names"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused(name: str, tmp_path: Path) -> None:
    change, message = BROKEN[name]
    text = change(OWN)
    assert text != OWN
    with pytest.raises(RulesError, match=message) as caught:
        loaded(tmp_path, text)
    assert caught.value.exit_code == 3
    assert caught.value.file == str(tmp_path / "caveats.toml")
    assert caught.value.line
    assert caught.value.fix


def test_rules_alone_need_all_caveats(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="no rule or no text"):
        loaded(tmp_path, PLAIN.replace('caveat = "medicatie"', 'caveat = "spoed"'))


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = (
        OWN.replace('"stof", ', '"stofje", ')
        .replace("near = 9", 'near = "9"')
        .replace("[subject]", "[object]")
    )
    path = tmp_path / "caveats.toml"
    path.write_text(text + '\n[[without]]\nrule = "weg"\nwhy = "x"\n', encoding="utf-8")
    _, faults = source.read(str(path))
    assert [(fault.line, fault.what.split("'")[1]) for fault in faults] == [
        (4, "object"),
        (11, "near"),
        (29, "weg"),
    ]
    with pytest.raises(RulesError, match=r"and 2 more: citaat check"):
        source.load(str(path))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        source.load(str(tmp_path / "caveats.toml"))


def test_terms_that_cannot_be_read_are_refused_together(tmp_path: Path) -> None:
    book = loaded(tmp_path, OWN.replace("fiets, fietsen", "fi&ets, <weg>, fietsen"))
    with pytest.raises(RulesError, match="cannot read"):
        source.compile(book, analyser())
    found = source.check(book, articles(), analyser())
    assert [(one.line, one.code) for one in found] == [(8, "rules-wrong")] * 2


WRONG: dict[str, tuple[Callable[[str], str], str, int]] = {
    "example": (lambda text: text.replace('yes = ["ibu', 'yes = ["bloem'), "rule-example", 11),
    "counterexample": (
        lambda text: text.replace('no = ["een', 'no = ["ibuprofen op een'),
        "rule-counterexample",
        11,
    ),
    "quote": (
        lambda text: (
            text + '[[text.medicatie.quote]]\narticle = "magnesium-bij-spierpijn"\ntext = "Of calcium"\n'
        ),
        "quote-missing",
        24,
    ),
    "article": (
        lambda text: text + '[[text.medicatie.quote]]\narticle = "calcium"\ntext = "Of calcium"\n',
        "quote-article",
        24,
    ),
    "reassurance": (
        lambda text: text.replace('eigen = "Je', 'eigen = "Dat is veilig. Je'),
        "text-reassures",
        24,
    ),
    "stop word": (
        lambda text: text.replace("fiets, fietsen", "fiets, me/cvs, fietsen"),
        "alternative-stop-word",
        8,
    ),
    "reassurance instead": (
        lambda text: (
            text.replace('eigen = "Je', 'x = "Je')
            + "\n[text.medicatie.instead]\nspoed = 'Dat is veilig voor je.'\n"
        ),
        "text-reassures",
        24,
    ),
    "a text of one word": (
        lambda text: text + "\n[text.medicatie.instead]\nspoed = 'Pas op.'\n",
        "text-empty",
        24,
    ),
    "unused set": (lambda text: text.replace("[terms]", '[terms]\nlos = "woord"'), "term-set-unused", 8),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_content_is_found(name: str, tmp_path: Path) -> None:
    change, code, line = WRONG[name]
    found = source.check(loaded(tmp_path, change(OWN)), articles(), analyser())
    assert [(finding.code, finding.line) for finding in found] == [(code, line)]
    assert all(finding.fix for finding in found)


SUBJECTS = {
    ("{subject} .. samen", ("magnesium",), False): ["magnesium .. samen"],
    ("{subject}pil", ("magnesium",), False): ["magnesiumpil"],
    ("*{subject}", ("zink", "ijzer"), False): ["*zink", "*ijzer"],
    ("geen/{subject} of", ("zink", "ijzer"), False): ["geen/zink/ijzer of"],
    ("{subject} .. samen", (), True): ["<stof> .. samen"],
    ("{subject}pil", (), True): [],
    ("{subject} of", ("vitamine d",), False): ["<stof> of"],
    ("{subject} of", ("zink",), True): ["zink/<stof> of"],
}


@pytest.mark.parametrize(("term", "names", "others"), list(SUBJECTS))
def test_terms_name_the_subject(term: str, names: tuple[str, ...], others: bool) -> None:
    found = expanded(TermSet("x", (term,), 1), Subject(names, others=others), named=False)
    assert list(found.terms) == SUBJECTS[term, names, others]


def test_coverage_names_silent_rules_and_terms() -> None:
    report = source.coverage(corpus_book(), ["ik wil er niet meer zijn"], analyser())
    assert "spoed-zelfdoding" not in report.rules
    assert "risicogroep-zwanger" in report.rules
    assert ("medicijnnaam", "sintrom") in report.terms


NUMBERS = {
    "12.000": 12000,
    "0,4": 0.4,
    "1.500": 1500,
    "veertien": 14,
    "achtendertig": 38,
    "honderdvijftig": 150,
}


@pytest.mark.parametrize(("text", "expected"), list(NUMBERS.items()))
def test_number(text: str, expected: float) -> None:
    assert value(text, number_words()) == expected
