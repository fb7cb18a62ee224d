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
        ("de specialist, bus B15 en zaal C", []),
    ],
)
def test_names_are_found_with_what_they_stand_for(text: str, things: list[str]) -> None:
    assert _things(text) == things


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
    names = [name.strip() for thing, others in rows for name in (thing, *others.split(","))]
    assert sorted(names) == sorted(set(names))
    assert set(_RAW["kinds"]) <= set(names)
