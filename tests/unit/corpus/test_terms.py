"""What is quickly read off the texts of a large corpus is what the plain way reads off them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaat.corpus import terms as sayings
from citaat.corpus.terms import Sayings
from citaat.corpus.traits import noticed
from citaat.corpus.units import saying
from citaat.dutch.analysis import Analyser
from citaat.dutch.building import starting
from citaat.dutch.traits import trigrams
from citaat.engine import Engine
from citaat.index.passages import Letters

WORDS = (
    "magnesium spierpijn 's avonds m'n zo'n te veel niet goed slapen slaap mg. (kramp), NSAID zwanger in verwachting "
    "hoge bloeddruk magnesiumpillen d'r hoe laat wanneer 2,5 bijwerkingen last van de van het beste idee"
).split()
TEXT = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)

_TIME = (
    r"\b(?:ochtend|middag|avond|nacht|voor|na|tijdens|wanneer|zodra|eerst|daarna|vlak|"
    r"jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|20\d\d)\b"
)
_SPAN = (
    r"\b(?:\d+|een|twee|drie|vier|vijf|zes|acht|tien|paar)\s*"
    r"(?:uur|uren|minuten|dagen|dag|weken|week|maanden|maand|jaar)\b"
)
_ADVICE = (
    r"\b(?:moet|kan|kun|mag|zorg|ga|vermijd\w*|raden|belangrijk|beste?|nodig|altijd|probeer|neem|"
    r"goed idee|verstandig|liever)\b"
)
# The traits as each one is meant: a pattern that stands somewhere in the text.
MEANT = {
    "number": r"\d",
    "amount": r"\d\s*(?:mg|gram|g|ml|liter|kcal|microgram|µg|iu)\b",
    "span": _SPAN,
    "percent": r"\d\s*(?:%|procent)",
    "time": _TIME,
    "cause": r"\b(?:omdat|want|gezien|doordat|daardoor|zodat|waardoor|door|daarom|reden|oorzaak|komt)\b",
    "verdict": r"^\W*(?:ja|nee|absoluut|zeker|niet|klopt|jazeker|helaas|uiteraard)\b",
    "advice": _ADVICE,
    "negation": r"\b(?:niet|geen|nooit|zonder|vermijd\w*|onmogelijk|nee|weinig)\b",
    "definition": r"\b(?:is|zijn) (?:een|de|het|belangrijke?)\b|\bbetekent\b",
    "points_back": (
        r"^\W*(?:dit|dat|zo|daarbij|deze|die|daarom|om deze|hiervan|hierdoor|hij|zij|ze|het|verder|later|ook)\b"
    ),
    "first_person": r"\b(?:ik|mijn)\b",
}
PIECES = (
    "Vermijd vermijden niet geen goed idee 2024 20٣4 uur drieuur 5 mg % procent is een ZIJN het DIT . , \n ſpan nıet "
    "KAN İk ik 12 g µg μg eenjaar jaar_ beste best Ja nacht betekent om deze omdat"
).split(" ")


@pytest.fixture(scope="module")
def plain(engine: Engine) -> Analyser:
    """The analyser that needs no vocabulary, as large corpora have it."""
    return Analyser(engine.index.lemmas, engine.index.words, frozenset())


@pytest.fixture(scope="module")
def quick(engine: Engine) -> Sayings:
    """Sayings with the same words."""
    return Sayings(engine.index.lemmas, engine.index.words)


@given(text=TEXT)
def test_texts_say_the_same(engine: Engine, plain: Analyser, quick: Sayings, text: str) -> None:
    assert quick.of(text) == saying(plain.tokens(text))


def test_the_sentences_and_headings_of_the_article_say_the_same(
    engine: Engine, plain: Analyser, quick: Sayings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sayings, "_MOST", 100)
    for passage in engine.passages:
        spans = [passage.slice(one.start, one.end) for one in passage.sentences]
        for text in (*spans, passage.text, passage.heading):
            assert quick.of(text) == saying(plain.tokens(text)), text


def test_a_part_of_a_table_is_what_a_filter_gives(engine: Engine) -> None:
    words = engine.index.words
    filtered = dict(words.items())
    for prefixes in (("ask:a",), ("form:", "stop:"), ("nothing:",), ("zzz",)):
        assert starting(words, *prefixes) == starting(filtered, *prefixes)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=9), between=st.sampled_from(["", " ", "-"]))
@settings(max_examples=300)
def test_traits_are_the_patterns_they_are_meant_to_be(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = {name for name in noticed(text) if name in MEANT}
    assert found == {name for name, one in MEANT.items() if re.search(one, text, re.IGNORECASE)}


def test_the_form_of_an_answer_and_a_question_are_noticed() -> None:
    assert {"a_money", "a_count"} <= noticed("Dat kost € 12 per keer.")
    assert {"a_duration"} <= noticed("Reken op drie werkdagen.")
    assert "a_moment" in noticed("Kom dinsdag na 18.30 uur.")
    assert "question" in noticed("**Mag dat ook?**")
    assert "question" not in noticed("Vraag het gerust.")


@given(question=st.text(max_size=20), text=st.text(max_size=60))
def test_letters_are_the_trigrams_that_both_have(question: str, text: str) -> None:
    letters, wanted = Letters(text), trigrams(question) & trigrams(text)
    # From some time on all letters of the text are kept.
    assert [trigrams(question) & letters for _ in range(5)] == [wanted] * 5
