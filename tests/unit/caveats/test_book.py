"""A caveats file that is wrong in any way is an error or a finding, never a gap."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from citaat.caveats import book as source
from citaat.caveats.elements import decode, encode
from citaat.caveats.patterns import PatternError, elements
from citaat.corpus.concepts import analyser_words
from citaat.dutch.analysis import Analyser
from citaat.dutch.lemmas import load_lemmas
from citaat.dutch.numbers import number_words, value
from citaat.dutch.words import Lexicon, read_dutch
from citaat.errors import RulesError
from citaat.findings import Finding
from citaat.records import Article

CORPUS = Path(__file__).parents[3] / "corpus"
RULES = (CORPUS / "caveats.toml").read_text(encoding="utf-8")


@functools.cache
def analyser() -> Analyser:
    return Analyser(load_lemmas(), analyser_words(read_dutch(), Lexicon()), frozenset({"magnesium", "pil"}))


def articles() -> dict[str, Article]:
    path = CORPUS / "magnesium-bij-spierpijn.md"
    text = path.read_bytes().decode()
    return {
        path.stem: Article(path.stem, "Magnesium", path.name, text, hashlib.sha256(text.encode()).hexdigest())
    }


def findings(folder: Path, text: str, known: dict[str, Article]) -> list[Finding]:
    path = folder / "caveats.toml"
    path.write_text(text, encoding="utf-8")
    return source.check(source.load(str(path)), known, analyser())


def test_the_packaged_rules_have_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, RULES, articles()) == []


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "not TOML": (lambda text: text + "\n[oops", "not TOML"),
    "unknown table": (lambda text: text + "\n[extra]\na = 1\n", "unknown table"),
    "no schema": (lambda text: text.replace("schema = 1", "schema = 2"), "schema"),
    "unknown caveat": (
        lambda text: text.replace('caveat = "spoed"', 'caveat = "spoedje"', 1),
        "unknown caveat",
    ),
    "unknown set": (lambda text: text.replace('all = ["bewusteloos"]', 'all = ["weg"]'), "unknown term set"),
    "unknown situation": (lambda text: text.replace('situation = "eigen"', 'situation = "x"'), "situation"),
    "no example": (lambda text: text.replace('no = ["oefeningen', 'nee = ["oefeningen', 1), "unknown key"),
    "same id": (lambda text: text.replace('id = "spoed-opzet"', 'id = "spoed-veel"'), "used twice"),
    "no text": (lambda text: text.replace("[text.spoed", "[text.spoedje"), "no rule or no text"),
    "wrong type": (lambda text: text.replace("near = 7", 'near = "7"'), "wrong type"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused(name: str, tmp_path: Path) -> None:
    change, message = BROKEN[name]
    path = tmp_path / "caveats.toml"
    path.write_text(change(RULES), encoding="utf-8")
    with pytest.raises(RulesError, match=message) as caught:
        source.load(str(path))
    assert caught.value.exit_code == 3
    assert caught.value.file == str(path)
    assert caught.value.fix


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        source.load(str(tmp_path / "caveats.toml"))


def test_term_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "caveats.toml"
    path.write_text(RULES.replace("flauwgevallen,", "flauw&gevallen,", 1), encoding="utf-8")
    with pytest.raises(RulesError, match="cannot read"):
        source.compile(source.load(str(path)), analyser())


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "example": (
        lambda text: text.replace('yes = ["hartkloppingen na', 'yes = ["spierpijn na'),
        "rule-example",
    ),
    "counterexample": (
        lambda text: text.replace(
            'no = ["helpt magnesium tegen hartkloppingen"]', 'no = ["hartkloppingen na magnesium"]'
        ),
        "rule-counterexample",
    ),
    "quote": (lambda text: text.replace('"Of magnesium een', '"Of calcium een'), "quote-missing"),
    "article": (
        lambda text: text.replace('article = "magnesium-bij', 'article = "calcium-bij', 1),
        "quote-article",
    ),
    "reassurance": (
        lambda text: text.replace('default = "Let op', 'default = "Het is veilig, let op'),
        "text-reassures",
    ),
    "unused set": (
        lambda text: text.replace("[terms]", '[terms]\nlos = "woord"', 1).replace("# los", ""),
        "term-set-unused",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_content_is_found(name: str, tmp_path: Path) -> None:
    change, code = WRONG[name]
    text = change(RULES.replace("# [terms]", "# terms"))
    found = findings(tmp_path, text, articles())
    assert code in {finding.code for finding in found}
    assert all(finding.line and finding.fix for finding in found)


def test_coverage_names_silent_rules_and_terms() -> None:
    book = source.load(str(CORPUS / "caveats.toml"))
    report = source.coverage(book, ["ik wil er niet meer zijn"], analyser())
    assert "spoed-zelfdoding" not in report.rules
    assert "risicogroep-zwanger" in report.rules
    assert ("medicijnnaam", "sintrom") in report.terms


TERMS = ["pil", "stem* *pil *mid*", "a/b .. <set>", "#10-20 keer? ^mg/gram", "#5+ pillen!"]


@pytest.mark.parametrize("term", TERMS)
def test_elements_survive_encoding(term: str) -> None:
    read = elements(term, lambda word: [word])
    assert decode(encode(read)) == read


@pytest.mark.parametrize("term", ["", ".. pil", "pil?", "^pil", "a&b"])
def test_bad_term_is_refused(term: str) -> None:
    with pytest.raises(PatternError):
        elements(term, lambda word: [word])


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
