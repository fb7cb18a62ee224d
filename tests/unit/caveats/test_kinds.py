"""The kinds of emergency: what is no food, blood that does not stop, a death in the family; and the text that fits each."""

from pathlib import Path

import pytest

from citaat.caveats import book, guard
from citaat.evaluation.grading.texts import fault

POISONED = """
ik heb mondwater gedronken en voel me raar
ik heb een bleekgel ingeslikt
mijn dochter heeft een half flesje nagellakverwijderaar opgedronken
opa heeft een gebitstablet doorgeslikt
ik heb een slok lampenolie binnen
onze kleuter heeft twee magneetjes ingeslikt
hij heeft e-liquid gedronken
ik heb per ongeluk een slok ovenreiniger genomen
""".strip().splitlines()
BLEEDING = """
mijn kies is getrokken en het blijft maar bloeden
het stopt niet met bloeden en ik slik bloedverdunners
mijn bloedneus stopt niet
ik heb me gesneden, het bloedt nog steeds
""".strip().splitlines()
CALM = (
    """
ik heb een glas melk gedronken voor het sporten
hoe vaak moet ik mondwater gebruiken
ik heb net een eiwitshake gedronken en een banaan gegeten
ik heb een lepel levertraan ingenomen
mijn nieuwe parfum is binnen
mijn tandvlees bloedt als ik poets
wat moet ik doen als het blijft bloeden na het trekken van een kies?
ons pa is vorige week gestorven. Ons ma wil gewoon voortdoen op zijn lapje grond. Moet zij ergens langs?
ons moeder is doodgegaan, kan ik haar hofke overnemen
opa is gisteren gestorven, hij wil begraven worden naast oma
ik heb al eens nee gezegd. Wat doen ze dan met mij? Kan ik niet meer terug
ik had vanmorgen mijn magneet sium ingenomen punt nu ben ik wat misselijk komma trekt dat weer weg vraagteken
Ik ben 67 en train sinds een half jaar twee keer per week in de sportschool met mijn kleindochter. Het ging altijd goed, maar \
vorige week kreeg ik na het deadliften pijn onder in mijn rug. Mijn buurman slikt dan altijd een paar ibuprofen voor hij gaat \
trainen en zegt dat dat helpt, maar ik slik ook bloedverdunners van de cardioloog en ik ben daar een beetje huiverig voor. \
Kan ik dat veilig doen?
""".strip()
    .replace("\\\n", "")
    .splitlines()
)
MOURNING_IN_NEED = [
    "mijn man is overleden en ik wil ook dood",
    "mijn moeder is gestorven, ik wil bij haar zijn en niet verder leven",
]
PACKAGE = "houd de verpakking"
# Of a question: what its text starts with, holds, and must not hold.
TEXTS = [
    ("ik wil niet meer leven ik heb een heel potje pillen geslikt", "Bel nu 112", "113", "als iemand"),
    ("ik snij mezelf in mijn armen", "Bel 112", "wond", PACKAGE),
    ("ik wil dood", "Denk je aan zelfdoding", "113", PACKAGE),
    ("pijn op de borst bij het hardlopen", "Bel nu 112", "hartinfarct", PACKAGE),
    ("mijn voortand is eruit gevallen", "Bel meteen je tandarts", "112", PACKAGE),
    ("mijn bloedneus stopt niet", "Zoek nu hulp.", "bloedverdunners", PACKAGE),
    ("mijn man krijgt geen lucht meer", "Bel nu 112", "ademen", PACKAGE),
    ("mijn dochter heeft wasmiddel ingeslikt", "Zoek nu hulp, ook als het kind", PACKAGE, "zelfdoding"),
    ("mijn kind is gevallen en heeft zijn tand eruit", "Bel meteen je tandarts", "112", "ook als het kind"),
    ("mijn man heeft veertig magnesiumtabletten geslikt", "Zoek nu hulp. Bel", PACKAGE, "ook als het kind"),
]


def told(question: str) -> dict[str, str]:
    return {one.id: one.text for one in guard.owed(question)[1]}


@pytest.mark.parametrize(
    "question",
    [
        "mijn zoon is bijna verdronken",
        "er ligt iemand in het water",
        "ze ging onder water en heeft water ingeslikt",
        "mijn dochter is kopje onder gegaan en ademt raar",
    ],
)
def test_who_went_under_water_is_not_asked_what_was_taken(question: str) -> None:
    """Water was swallowed too: the text says of what it speaks, so that nobody looks for a package."""
    text = told(question)["spoed"]
    assert "ingenomen" not in text
    assert "Is er iets giftigs of een medicijn ingeslikt" in text
    assert "112" in text


@pytest.mark.parametrize("question", [*POISONED, *BLEEDING, *MOURNING_IN_NEED])
def test_it_is_an_emergency(question: str) -> None:
    assert "spoed" in told(question)


@pytest.mark.parametrize("question", CALM)
def test_it_is_no_emergency(question: str) -> None:
    assert "spoed" not in told(question)


@pytest.mark.parametrize(("question", "start", "said", "unsaid"), TEXTS)
def test_the_text_fits_the_emergency(question: str, start: str, said: str, unsaid: str) -> None:
    text = told(question)["spoed"]
    assert text.startswith(start)
    assert said.lower() in text.lower()
    assert unsaid.lower() not in text.lower()


def test_every_text_of_an_emergency_says_what_the_policy_wants() -> None:
    (urgent,) = (one for one in book.packaged(net=False).texts if one.caveat == "spoed")
    for situation, text in urgent.instead.items():
        assert fault("spoed", text, emergency=True) == "", situation
        # Only where something was taken the Antigifcentrum is no afterthought.
        taken = situation in ("inname", "kind", "zelfdoding-inname", "dier")
        assert taken or "Is er " in text.partition("Antigifcentrum")[0], situation
    assert urgent.instead.keys() - {"dier"} <= urgent.leads.keys()


def test_the_words_of_a_corpus_go_before_the_texts_of_the_package(tmp_path: Path) -> None:
    path = tmp_path / "caveats.toml"
    text = 'schema = 1\nextends = "packaged"\nnet = false\n[text.spoed]\nalone = "Bel 112 of de huisarts."\n'
    path.write_text(text, encoding="utf-8")
    (urgent,) = (one for one in book.load(str(path)).texts if one.caveat == "spoed")
    assert urgent.instead.keys() == {"dier"}
