"""Small words as messages write them count as the words they stand for; units, letters and names stay what they are."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citaat
from citaat.dutch.shorthand import Clitics, glued_forms
from citaat.engine import Engine

_RAW = tomllib.loads(
    (Path(citaat.__file__).parent / "data" / "dutch" / "words.toml").read_text(encoding="utf-8")
)


def _read(engine: Engine, text: str) -> str:
    return " ".join(token.norm for token in engine.index.analyser.tokens(text) if not token.derived)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoe kom k binnen", "hoe kom ik binnen"),
        ("hoe werkt t?", "hoe werkt het"),
        ("hoe werkt t.", "hoe werkt het"),
        ("is dr n kans", "is er een kans"),
        ("d'r is mn zus vn 'k weet niet", "haar is mijn zus van ik weet niet"),
        ("K moet morgen. T is laat", "ik moet morgen het is laat"),
        ("MAG K DIT", "mag ik dit"),
        ("moek wachten, kunk ff", "moet ik wachten kan ik even"),
        ("magik, moetk, k'heb, 'kzou, ikben", "mag ik moet ik ik heb ik zou ik ben"),
        ("das niet goed", "dat is niet goed"),
        ("hoevaak ofzo", "hoe vaak of zo"),
        ("kost't veel, tkost veel", "kost het veel het kost veel"),
        ("'t kost vn alles", "het kost van alles"),
    ],
)
def test_shorthand_is_the_word_it_stands_for(engine: Engine, typed: str, meant: str) -> None:
    assert _read(engine, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "hoeveel vitamine k",
        "vitamine d en k",
        "vitamine k of d",
        "vitamine k en b12",
        "5 k lopen",
        "k 2",
        "t-shirt",
        "t/m",
        "m.n. t.o.v.",
        "de t",
        "geen k",
        "type n",
        "naar dr jansen",
        "de vn",
    ],
)
def test_units_letters_and_names_stay_what_they_are(engine: Engine, text: str) -> None:
    read = _read(engine, text).split()
    assert not {"ik", "het", "een", "van", "er"} & set(read)


@pytest.mark.parametrize("text", ["T-cellen", "de VN", "Is K gevaarlijk", "Wie is Dr Jansen"])
def test_a_capital_inside_a_sentence_is_a_name(engine: Engine, text: str) -> None:
    assert not {"ik", "het", "van", "er"} & set(_read(engine, text).split())


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("magniet", "niet"),
        ("das nie", "niet"),
        ("das geen", "geen"),
        ("k heb gn tijd", "geen"),
        ("geeneens", "niet"),
        ("waaromniet", "niet"),
        ("helptgeen", "geen"),
        ("zonderhet", "zonder"),
    ],
)
def test_what_denies_goes_on_denying(engine: Engine, typed: str, word: str) -> None:
    assert word in [token.norm for token in engine.index.analyser.tokens(typed) if token.role != "stop"]


def test_no_gluing_is_a_dutch_word(dictionary: Mapping[str, str]) -> None:
    made = {form for row in _RAW["glued"] for form, _ in glued_forms([row])}
    # "kweten" is no verb that anybody uses; "kweet" is "ik weet" far more often.
    assert made & dictionary.keys() <= {"kweet"}
    excepted = {word for row in _RAW["glued"] for word in row.get("words", ())}
    parts = [glued_forms([{"left": row["left"], "right": row["right"]}]) for row in _RAW["glued"]]
    assert excepted <= {form for row in parts for form, _ in row}, "an exception that excepts nothing"


@given(text=st.lists(st.sampled_from("k t n vn dr K T 5 vitamine en de ik d . ?".split()), max_size=9))
def test_a_text_keeps_its_words_and_places(engine: Engine, text: list[str]) -> None:
    line = " ".join(text)
    for token in (one for one in engine.index.analyser.tokens(line) if not one.derived):
        assert line[token.start : token.end] == token.surface


def test_a_table_without_clitics_has_none() -> None:
    assert Clitics.of({}).written_out([("k", 0, 1)], "k") == ["k"]
