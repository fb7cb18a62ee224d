"""Which medicines, vitamins and minerals a text names."""

import tomllib
from pathlib import Path

import pytest

import citaat
from citaat.caveats import book
from citaat.dutch.remedies import Remedies, remedy_words

_FILE = Path(citaat.__file__).parent / "data" / "dutch" / "remedies.toml"
_RAW = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_REMEDIES = Remedies(remedy_words(_RAW))


def _things(text: str) -> list[str]:
    return [remedy.thing for _, remedy in _REMEDIES.told(text)]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Panadol en paracetamolsiroop", ["paracetamol", "paracetamol"]),
        ("kinderparacetamol, esomeprazol", ["paracetamol", "esomeprazol"]),
        ("vitamine D3, vit. b-12 en B12", ["vitamine d", "vitamine b12", "vitamine b12"]),
        ("vitamine A, C en ijzer", ["vitamine a", "vitamine c", "ijzer"]),
        ("vitamines b6/b12 en e-mail", ["vitamine b6", "vitamine b12"]),
        ("vitamine b11 is foliumzuur", ["foliumzuur", "foliumzuur"]),
        ("Bètablokkers en cafeïne", ["betablokker", "cafeine"]),
        ("welke vitamine dan ook, vita en vit C", ["vitamine c"]),
        ("B1, D3 en K2", ["vitamine b1", "vitamine d", "vitamine k"]),
        ("een zinken goot, ijzersterk, voor de verkoper", []),
        ("koper, mangaan en chroompicolinaat", ["koper", "mangaan", "chroom"]),
        ("Rimadyl, finimal en Otrivine", ["carprofen", "finimal", "xylometazoline"]),
        ("de specialist, bus B15 en zaal C", []),
    ],
)
def test_names_are_found_with_what_they_stand_for(text: str, things: list[str]) -> None:
    assert _things(text) == things


@pytest.mark.parametrize(
    ("text", "everyday"), [("zink", True), ("B1", True), ("B12", False), ("vitamine B1", False)]
)
def test_a_name_that_means_something_else_to_most_people_is_marked(text: str, *, everyday: bool) -> None:
    ((_, remedy),) = _REMEDIES.told(text)
    assert remedy.everyday is everyday


def test_brands_with_doses_of_their_own_are_not_one_thing() -> None:
    (rennie,), (gaviscon,) = (list(_REMEDIES.told(name)) for name in ("Rennie", "Gaviscon"))
    assert not rennie[1].is_said_by(gaviscon[1])


def test_everyday_names_are_names() -> None:
    everyday = [name.strip() for name in _RAW["everyday"]["names"].split(",")]
    assert [name for name in everyday if not _things(name)] == []


def test_kinds_reach_up_through_kinds() -> None:
    (sertraline,) = (remedy for _, remedy in _REMEDIES.told("Zoloft"))
    (antidepressant,) = (remedy for _, remedy in _REMEDIES.told("antidepressiva"))
    (citalopram,) = (remedy for _, remedy in _REMEDIES.told("cipramil"))
    assert sertraline.is_said_by(antidepressant)
    assert antidepressant.is_said_by(sertraline)
    assert not sertraline.is_said_by(citalopram)


def test_every_medicine_that_the_rules_know_by_name_is_a_remedy() -> None:
    """But for names that are everyday words too."""
    (names,) = (one for one in book.packaged().sets if one.name == "medicijnnaam")
    unknown = {term for term in map(str.strip, names.terms) if not _things(term.rstrip("!"))}
    assert {one.rstrip("!") for one in unknown} == {"dakar", "desopop", "foster", "oxy", "prep", "zolgensma"}


def test_each_name_stands_for_one_thing_and_each_kind_has_a_name() -> None:
    rows = [*_RAW["medicines"].items(), *_RAW["nutrients"].items()]
    names = [name.strip() for thing, others in rows for name in (thing, *others.split(",")) if name]
    assert sorted(names) == sorted(set(names))
    assert set(_RAW["kinds"]) <= set(names)
