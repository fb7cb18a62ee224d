"""Below the head of a kind or of two names, in tables and lists: whose rule or dose it is that is shown."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from citaat.engine import Engine, open_corpus

PHARMACY = {
    "pijn": (
        "Pijnstillers",
        """\
Pijnstillers zijn er met en zonder recept.

## Paracetamol

Volwassenen nemen 2 tabletten van 500 mg per keer, hooguit 6 tabletten per dag. U mag dit middel gebruiken als u zwanger bent.

## Naproxen

Neem 1 tablet van 220 mg per keer, hooguit 3 per dag. Neem de tabletten in met wat eten.

## Kinderen

| Gewicht | Paracetamol | Ibuprofen |
|---|---|---|
| 10 kilo | 6 ml | 5 ml |
| 20 kilo | 12 ml | 10 ml |
""",
    ),
    "hooikoorts": (
        "Cetirizine en loratadine",
        """\
Beide middelen helpen tegen hooikoorts.

## Autorijden

Van cetirizine kunt u suf worden: rijd dan geen auto. Met loratadine mag u gewoon autorijden.

## Alcohol

Drink geen alcohol als u cetirizine gebruikt.
""",
    ),
    "antibiotica": (
        "Antibiotica",
        """\
Maak een kuur altijd af, ook als u zich beter voelt.

## Amoxicilline

Neem het 3 keer per dag, met of zonder eten. Melk is geen probleem.

## Doxycycline

Neem het 1 keer per dag met een groot glas water. Wacht 2 uur met melk en yoghurt. Blijf uit de zon.
""",
    ),
    "vitamines": (
        "Vitamine B",
        """\
Vitamine B is een groep van acht vitamines.

## B12

Neem 1000 microgram per dag bij een tekort. B12 zit in vlees, melk en eieren.

## B6

Neem niet meer dan 21 mg per dag.
""",
    ),
    "mineralen": (
        "Mineralen van A tot Z",
        """\
## Hoeveel per dag?

| Mineraal | Per dag | Bovengrens |
|---|---|---|
| Koper | 0,9 mg | 5 mg |
| Zink | 9 mg | 25 mg |
""",
    ),
}
VET = {
    "middelen": (
        "Medicijnen voor hond, kat en konijn",
        """\
## Pijnstillers

Een hond mag carprofen hebben: 4 mg per kilo per dag. Geef een kat nooit paracetamol.

## Metacam

Honden krijgen op de eerste dag een dubbele dosis. Katten krijgen 1 druppel per kilo.

## Konijnen

Een konijn krijgt fenbendazol, 9 dagen lang. Frontline is dodelijk voor konijnen.
""",
    ),
    "koorts": (
        "Paracetamol",
        """\
## Dosering

Een kind van 4 tot 6 jaar krijgt 240 mg per keer, hooguit 4 keer per dag.

Volwassenen nemen 1000 mg per keer.
""",
    ),
}
NESTED = {
    "pijn": (
        "Pijnstillers zonder recept",
        """\
## Paracetamol

### Dosering

Neem 2 tabletten van 500 mg, hooguit 6 per dag.

### Zwanger

Dit middel mag u gebruiken als u zwanger bent.

## Ibuprofen

### Dosering

Neem 1 tablet van 400 mg, hooguit 3 per dag. Neem het met wat eten in.

### Alcohol

Drink er geen alcohol bij.
""",
    ),
    "schildklier": (
        "Thyrax",
        """\
Neem Thyrax een half uur voor het ontbijt in. Wacht 4 uur met kalktabletten en ijzertabletten.
""",
    ),
    "kruiden": (
        "Kruiden",
        """\
## Sint-janskruid

Niet gebruiken bij de anticonceptiepil. Neem 300 mg, 3 keer per dag.
""",
    ),
}
SMITH = {
    "roest": (
        "Roest en ijzer",
        """\
IJzer roest in vochtige lucht. Verwarm het ijzer tot 900 graden voor het smeden.

## Zinken dakgoten

Een zinken dakgoot gaat 30 tot 50 jaar mee.

## Prijzen

Een cursus smeden kost 95 euro. Een meter zinken goot kost 42 euro, een meter koper 80 euro.
""",
    ),
}


def _opened(home: Path, articles: Mapping[str, tuple[str, str]]) -> Engine:
    (home / "corpus").mkdir(parents=True)
    for name, (title, text) in articles.items():
        (home / "corpus" / f"{name}.md").write_text(
            f'+++\ntitle = "{title}"\n+++\n\n{text}', encoding="utf-8"
        )
    return open_corpus(str(home / "corpus"), str(home / "index"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Engine]:
    home = tmp_path_factory.mktemp("sites")
    articles = {"pharmacy": PHARMACY, "vet": VET, "nested": NESTED, "smith": SMITH}
    return {name: _opened(home / name, texts) for name, texts in articles.items()}


@pytest.mark.parametrize(
    ("site", "question"),
    [
        ("pharmacy", "Hoeveel tabletten ibuprofen mag ik per dag?"),
        ("pharmacy", "Hoeveel tabletten tramadol mag ik per keer?"),
        ("pharmacy", "hoeveel tabletten finimal mag ik per dag"),
        ("pharmacy", "Mag ik ibuprofen als ik zwanger ben?"),
        ("pharmacy", "Hoeveel ml diclofenac voor een kind van 20 kilo?"),
        ("pharmacy", "Moet ik diclofenac met eten innemen?"),
        ("pharmacy", "Mag ik autorijden met fexofenadine?"),
        ("pharmacy", "Mag ik alcohol drinken bij loratadine?"),
        ("pharmacy", "Mag ik melk drinken bij ciprofloxacine?"),
        ("pharmacy", "Hoeveel vitamine B1 per dag bij een tekort?"),
        ("pharmacy", "Hoeveel chroom per dag?"),
        ("pharmacy", "Hoeveel paracetamol mag mijn hond per dag?"),
        ("nested", "Hoeveel tabletten naproxen mag ik per dag?"),
        ("nested", "Mag ik naproxen als ik zwanger ben?"),
        ("nested", "Mag ik alcohol bij paracetamol?"),
        ("nested", "Hoe lang voor het ontbijt neem ik omeprazol?"),
        ("nested", "Hoeveel mg valeriaan per dag?"),
        ("vet", "Hoeveel carprofen mag een kat?"),
        ("vet", "Mag een hond paracetamol?"),
        ("vet", "Hoeveel druppels Metacam krijgt een konijn?"),
        ("vet", "Hoeveel paracetamol mag een kind van 10 jaar?"),
    ],
)
def test_what_is_another_ones_is_not_shown(sites: Mapping[str, Engine], site: str, question: str) -> None:
    assert sites[site].ask(question).to_dict()["answer"] is None


@pytest.mark.parametrize(
    ("site", "question", "told", "untold"),
    [
        ("pharmacy", "Hoeveel tabletten paracetamol mag ik per dag?", "6 tabletten", "220"),
        ("pharmacy", "Hoeveel naproxen mag ik per dag?", "hooguit 3", "6 tabletten"),
        ("pharmacy", "Mag ik paracetamol als ik zwanger ben?", "als u zwanger bent", "220"),
        ("pharmacy", "Hoeveel ml ibuprofen voor een kind van 20 kilo?", "10 ml", "220"),
        ("pharmacy", "Mag ik autorijden met loratadine?", "gewoon autorijden", "alcohol"),
        ("pharmacy", "Mag ik melk bij doxycycline?", "Wacht 2 uur", "geen probleem"),
        ("pharmacy", "Moet ik een antibioticakuur afmaken?", "altijd af", "Melk"),
        ("pharmacy", "Hoeveel B12 per dag bij een tekort?", "1000", "21 mg"),
        ("pharmacy", "Hoeveel koper per dag?", "0,9", "B12"),
        ("nested", "Hoeveel tabletten paracetamol mag ik per dag?", "hooguit 6", "400"),
        ("nested", "Hoeveel tabletten ibuprofen mag ik per dag?", "hooguit 3", "500"),
        ("nested", "Mag ik alcohol bij ibuprofen?", "geen alcohol", "500"),
        ("nested", "Hoeveel mg sint-janskruid per dag?", "300 mg", "500"),
        ("nested", "Hoe lang voor het ontbijt neem ik Euthyrox?", "half uur", "500"),
        ("vet", "Is Frontline dodelijk voor een konijn?", "dodelijk", "kat"),
        ("vet", "Hoe lang krijgt een konijn fenbendazol?", "9 dagen", "kat"),
        ("vet", "Hoeveel paracetamol mag een kind van 5 jaar?", "240", "1000"),
        ("vet", "Hoeveel paracetamol mag een volwassene per keer?", "1000", "240"),
        ("smith", "Wat kost een meter zinken goot?", "42 euro", "900"),
        ("smith", "Wat kost een meter zink?", "42 euro", "900"),
        ("smith", "Hoe heet moet ijzer zijn om te smeden?", "900", "42"),
        ("smith", "Hoe lang gaat een zinken dakgoot mee?", "30 tot 50", "42"),
    ],
)
def test_its_own_is_shown_alone(
    sites: Mapping[str, Engine], site: str, question: str, told: str, untold: str
) -> None:
    answer = sites[site].ask(question).to_dict()["answer"] or ""
    assert told in answer
    assert untold not in answer


def test_an_answer_is_trimmed_to_what_was_asked_and_still_quotes_its_source(
    sites: Mapping[str, Engine],
) -> None:
    engine = sites["pharmacy"]
    outcome = engine.ask("Mag ik autorijden met loratadine?").to_dict()
    for citation in outcome["citations"]:
        source = Path(engine.corpus, citation["source"]).read_text(encoding="utf-8")
        assert source[citation["start"] : citation["end"]] == citation["quote"]


KINDS = """\
+++
title = "Medicijnen voor huisdieren"
+++

## Hond

De dosis Metacam is 2 mg per kilo.

## Pijnstiller geven aan uw kind

Geef 15 mg pijnstiller per kilo, hooguit vier keer per dag.
"""


@pytest.mark.parametrize("question", ["metacam kat dosis", "hoeveel mg ibuprofen per kilo kind"])
def test_a_title_of_all_animals_and_a_kind_of_medicines_are_not_what_was_asked(
    tmp_path: Path, question: str
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "dieren.md").write_text(KINDS, encoding="utf-8")
    outcome = open_corpus(str(tmp_path / "corpus"), str(tmp_path / "index")).ask(question).to_dict()
    assert outcome["answer"] is None
