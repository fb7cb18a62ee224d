"""Glued, spaced, misspelt, English: an emergency is found however it is typed, and a dose or two is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rules import analyser
from support.rules import rules_packaged as rules


def given_caveats(question: str) -> set[str]:
    return {one.caveat for one in rules().fire(question, rules().tokens(question, analyser()))}


READ = {
    "heb30pillenop": ["heb", "30", "pillen", "op"],
    "ikhebpillengeslikt": ["ik", "heb", "pillen", "geslikt"],
    "heb35dafalganopgepakt": ["heb", "35", "dafalgan", "opgepakt"],
    "zeisbewusteloos": ["ze", "is", "bewusteloos"],
    "ikwilnietmeerleven": ["ik", "wil", "niet", "meer", "leven"],
    "magnesium metabolisme": ["magnesium", "metabolisme"],
    "pensioenoverzicht gebruikerspoort": ["pensioenoverzicht", "gebruikerspoort"],
    "40tabletten": ["40", "tabletten"],
    "6 0 pillen": ["60", "pillen"],
    "1 2 0 mg": ["120", "mg"],
    "ik heb 6o pillen": ["ik", "heb", "60", "pillen"],
    "q10 omega3 zonnebrandolie": ["q", "10", "omega", "3", "zonnebrandolie"],
    "magnesiumtabletten": ["magnesiumtabletten"],
    "wegedraaid inemen": ["wegedraaid", "inemen"],
}


@pytest.mark.parametrize("message", list(READ))
def test_words_are_read_apart_and_stand_where_they_were_typed(message: str) -> None:
    tokens = [token for token in rules().tokens(message, analyser()) if not token.derived]
    assert [token.norm for token in tokens] == READ[message]
    for token in tokens:
        typed = message[token.start : token.end].lower().replace(" ", "")
        assert typed in (token.norm, token.norm.replace("0", "o"), "b12") or token.norm in typed


@given(st.text(st.sampled_from("ab06o 1pil hebtop.,\n"), max_size=60))
def test_places_are_in_the_message(message: str) -> None:
    starts = [token.start for token in rules().tokens(message, analyser())]
    assert starts == sorted(starts)
    for token in rules().tokens(message, analyser()):
        assert 0 <= token.start < token.end <= len(message)


NUMBERS = {
    "achtien": 18,
    "twinteg": 20,
    "dertg": 30,
    "viertig": 40,
    "twoalf": 12,
    "zestg": 60,
    "vjiftig": 50,
    "twin tig": 20,
    "vijf en twintig": 25,
    "acht tien": 18,
    "honderd twintig": 120,
    "6 0 pillen": 60,
}


@pytest.mark.parametrize("words", list(NUMBERS))
def test_number_words_are_read_misspelt_and_split(words: str) -> None:
    reading = rules().read(words, rules().tokens(words, analyser()))
    assert [number for number in reading.numbers if number is not None][-1] == NUMBERS[words]


@pytest.mark.parametrize("word", ["training", "vertel", "actie", "dertien", "magnesium", "twijfel", "veilig"])
def test_other_words_are_no_numbers(word: str) -> None:
    reading = rules().read(word, rules().tokens(word, analyser()))
    assert reading.numbers in ([None], [13.0])


EMERGENCIES = [
    "Ik heb achtien tabletten magnesium geslikt",
    "ik heb net twinteg pillen geslikt",
    "heb net vijf en dertig pillen op",
    "heb twin tig paracetamol geslikt",
    "hij heeft 2 5 pillen op",
    "ik heb 6o slaappillen genomen",
    "ik heb dertigpillen geslikt",
    "heb50pillengeslikt",
    "ikwilnietmeerleven",
    "wil neit meer leefen",
    "zelfmord plegen",
    "ik ga een eind aan mijn leeven maken",
    "i want to kil myself",
    "I took thirty pills",
    "he swallowed 40 tablets on purpose",
    "she can't breath after her ibuprofen",
    "He's having a fit, shaking all over",
    "cant breath properly after the aspirin, lips tingling",
    "mijn buurvrouw heeft haar hele strip oxazepam op en is niet wakker te krijgen",
    "mijn kind heeft twee pillen doorgeslikt",
    "ik heb een paar pillen geslikt om er niet meer te zijn",
    "heb twee pillen op en val flauw",
]


@pytest.mark.parametrize("message", EMERGENCIES)
def test_an_emergency_is_found_however_it_is_typed(message: str) -> None:
    assert "spoed" in given_caveats(message)


CALM = [
    "Ik heb net twee magnesiumpillen ingenomen",
    "Ik heb net drie magnesiumtabletten genomen",
    "ik heb een paar pillen geslikt",
    "heb er twee genomen",
    "heb er net drie ingenomen",
    "heb zojuist 1 pil op",
    "mijn man heeft twee magnesiumtabletten genomen voor het slapen",
    "heb net twee paracetamol genomen, mag ik rijden?",
]


@pytest.mark.parametrize("message", CALM)
def test_a_dose_or_two_is_no_emergency(message: str) -> None:
    given = given_caveats(message)
    assert "spoed" not in given
    assert "overdosering" in given


NONE = [
    "Bevat een blikje 1500 mg zout?",
    "Bevat een reep 400 mg magnesium?",
    "Na het sporten ben ik zo stijf als een plank, heeft magnesium zin",
    "helpt magnesium me",
    "ik viel zowat flauw van de prijs van een abonnement",
]


@pytest.mark.parametrize("message", NONE)
def test_harmless_words_give_nothing(message: str) -> None:
    assert given_caveats(message) == set()
