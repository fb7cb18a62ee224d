"""What is shown with a quote: the headings and the line above its list that it is understood by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.units import passages, record, shown_units

from citaat.answer.compose import Span, citation
from citaat.corpus.headings.under import under_of
from citaat.corpus.units import unit_spans
from citaat.outcome.shown import shown
from citaat.records import MAX_ANSWER

LONG = "".join(f"- voorwerp nummer {number} van de hele lijst\n" for number in range(30))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Verboden\n\n- Vuurwerk afsteken\n- Zwemmen", "Verboden: Vuurwerk afsteken"),
        ("## Wat mag niet mee?\n\n- Glas\n- Blik", "Wat mag niet mee? Glas"),
        (
            "## Wat wij **nooit** vergoeden\n\nHet bleken van tanden.",
            "Wat wij nooit vergoeden: Het bleken van tanden.",
        ),
        (
            "## Niet terug te sturen\n\n1. scheerapparaten;\n2. boeken.",
            "Niet terug te sturen: scheerapparaten;",
        ),
        ("## Verboden\n\n- barbecueën zonder toezicht", "Verboden: barbecueën zonder toezicht"),
        ("## Niet toegestaan\n\n- duiken, niet van de kant", "Niet toegestaan: duiken, niet van de kant"),
        ("## Kinderen\n\n- Les voor volwassenen 9 euro", "Kinderen: Les voor volwassenen 9 euro"),
        ("## Vergoed\n\ninsuline", "Vergoed: insuline"),
        ("## Laat thuis\n\n- gasfles", "Laat thuis: gasfles"),
        ("## Vroege vogels\n\nOpen om 6.30 uur.", "Vroege vogels: Open om 6.30 uur."),
        ("## ⛔\n\n- schotel", "⛔ schotel"),
        (
            "## Winterseizoen\n\nHet museum is elke dag open van elf tot vier uur.",
            "Winterseizoen: Het museum is elke dag open van elf tot vier uur.",
        ),
        (
            "## Fabels\n\nVan een borrel voor het slapen word je de hele nacht warm.",
            "Fabels: Van een borrel voor het slapen word je de hele nacht warm.",
        ),
        (
            "## Tot en met 2024\n\nDe premie is 23,50 euro per maand voor iedereen.",
            "Tot en met 2024: De premie is 23,50 euro per maand voor iedereen.",
        ),
    ],
)
def test_a_heading_that_a_text_is_understood_by_is_shown_with_it(text: str, wanted: str) -> None:
    """Below "Verboden" a list says nothing of it: "Vuurwerk afsteken" alone reads as leave to do so."""
    assert shown_units(*passages(text))[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "## Verboden\n\n- Vuurwerk is verboden",
        "## Wat kost het?\n\n- Vijf euro",
        "## Kinderen\n\n- Kinderen: 10 mg per kilo",
        "## Is uw kind ziek?\n\n- Bel de school",
        "## Kan het niet anders?\n\nU krijgt binnen acht dagen bericht van de gemeente.",
        "## De paal doet het niet\n\nGebruik dan de paal aan de overkant van het spoor.",
        "## Kinderen\n\nBreng hun eigen knuffel mee, dat geeft ze veel vertrouwen.",
        "## Verslag van 3 juni 2024\n\nEr kwamen veertig mensen naar de avond in het dorpshuis.",
        "- Vuurwerk afsteken",
    ],
)
def test_no_other_heading_is(text: str) -> None:
    (passage,) = passages(text)
    assert under_of(passage, 0, 0) == ""


def test_a_list_below_such_a_heading_begins_with_it() -> None:
    found = passages("## Verboden\n\nOp het terrein:\n\n- vuur\n- glas")
    assert shown_units(*found) == ["Verboden:\nOp het terrein:\n- vuur\n- glas"]


@pytest.mark.parametrize(
    "text",
    [
        "Niet in de bak\n\n- glas\n- verf\n\nWel in de bak\n\n- hout",
        "Niet in de bak\n- glas\n- verf\n\nWel in de bak\n- hout",
        "Niet in de bak\n- glas\n- verf\nWel in de bak\n- hout",
        "**Niet in de bak**\n\n1. glas\n2. verf\n\n**Wel in de bak**\n\n1. hout",
        "*Niet in de bak*\n* glas\n* verf\n*Wel in de bak*\n* hout",
        "> __Niet in de bak__\n>\n> - glas\n> - verf\n\n> __Wel in de bak__\n>\n> - hout",
        "Over dit onderwerp is veel te doen.\n**Niet in de bak**\n- glas\n- verf\n\n**Wel in de bak**\n- hout",
    ],
)
def test_a_line_that_names_the_list_below_it_is_its_heading(text: str) -> None:
    """Dropped, the item would stand below another list, or below none: "glas" as an answer to "Mag glas in de bak?"."""
    told = shown_units(*passages(text))
    assert told[-2:] == ["Niet in de bak:\n- glas\n- verf", "Wel in de bak: hout"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("❌", "❌\n- glas\n- verf"),
        ("Hout ❌", "Hout ❌\n- glas\n- verf"),
        ("👎🏽", "👎🏽\n- glas\n- verf"),
        (":x:", "❌\n- glas\n- verf"),
        ("Wat mag er niet in?", "Wat mag er niet in?\n- glas\n- verf"),
        ("NIET MEENEMEN", "NIET MEENEMEN:\n- glas\n- verf"),
        ("Nooit!", "Nooit!\n- glas\n- verf"),
        ("Dit mag niet.", "Dit mag niet.\n- glas\n- verf"),
    ],
)
def test_a_mark_a_question_or_a_cry_names_a_list_too(line: str, wanted: str) -> None:
    assert shown_units(*passages(f"{line}\n\n- glas\n- verf")) == [wanted]


def test_a_mark_that_names_no_list_is_not_read() -> None:
    assert shown_units(*passages("❌\n\nDat is een zin.\n\n:x:\n\nNog een zin.")) == [
        "Dat is een zin.",
        "Nog een zin.",
    ]


def test_bare_words_below_a_line_that_names_them_are_its_list() -> None:
    text = "**Vergoed**\n\ninsuline\n\n**Niet vergoed**\n\npleisters\n\nwatten\n\nU krijgt van alles een nota thuis."
    assert shown_units(*passages(text)) == [
        "Vergoed: insuline",
        "Niet vergoed:\npleisters\nwatten",
        "U krijgt van alles een nota thuis.",
    ]


def test_items_of_a_list_that_is_too_long_come_with_the_line_above_it() -> None:
    for line in ("Niet in de bak", "Niet in de bak:"):
        told = shown_units(*passages(f"{line}\n\n{LONG}"))
        assert told[-1] == "Niet in de bak: voorwerp nummer 29 van de hele lijst"
    nested = LONG.replace("- ", "  - ")
    told = shown_units(*passages(f"- Wel:\n  - hout\n- Niet:\n{nested}"))
    assert told[-1] == "Niet: voorwerp nummer 29 van de hele lijst"


@pytest.mark.parametrize(
    "text",
    [
        "- Niet\n  - glas\n  - verf\n- Wel\n  - hout",
        "- **Niet**\n    - glas\n    - verf\n- **Wel**\n    - hout",
        "- Niet:\n- glas\n- verf\n- Wel:\n- hout",
        "1. Niet:\n   - glas\n   - verf\n2. Wel:\n   - hout",
    ],
)
def test_an_item_names_those_inside_it_or_after_it(text: str) -> None:
    told = shown_units(*passages(text))
    assert [one.split() for one in told] == ["Niet: - glas - verf".split(), ["Wel:", *told[1].split()[1:]]]
    assert told[1].endswith("hout")


def test_a_heading_is_shown_with_an_item_that_names_others() -> None:
    text = "## Laat thuis\n\n- Spullen van waarde in huis\n  - horloge\n  - ring"
    assert shown_units(*passages(text)) == ["Laat thuis: Spullen van waarde in huis:\n- horloge\n- ring"]


def test_a_line_above_a_table_names_it() -> None:
    table = "| Wat | Hoe lang |\n|---|---|\n| strips | zes weken |"
    assert shown_units(*passages(f"Jeugd\n\n{table}\n\nVolwassenen\n\n{table}")) == [
        "Jeugd:\nWat: strips; Hoe lang: zes weken",
        "Volwassenen:\nWat: strips; Hoe lang: zes weken",
    ]


def test_a_list_that_a_single_word_names_comes_with_the_heading_too() -> None:
    assert shown_units(*passages("## Glas\n\nNiet:\n\n- ramen\n\n**Wel**\n\n- flessen")) == [
        "Glas:\nNiet:\n- ramen",
        "Glas: Wel: flessen",
    ]


def test_a_heading_above_the_own_one_is_shown_where_it_turns_it() -> None:
    text = "## Niet vergoed\n\n### Brillen\n\n- zonnebril\n\n## Wel vergoed\n\n### Brillen\n\n- leesbril\n\n## Tot slot\n\n- Bel ons."
    assert shown_units(*passages(text)) == [
        "Niet vergoed: Brillen: zonnebril",
        "Wel vergoed: Brillen: leesbril",
        "Bel ons.",
    ]


def test_a_title_that_leaves_out_is_shown_with_items() -> None:
    assert (
        shown_units(*passages("- glas\n- verf", "Wat niet in de bak mag"))[0]
        == "Wat niet in de bak mag: glas"
    )


def test_in_a_record_lines_name_lists_too() -> None:
    text = "Niet in de bak\n- glas\n- verf\n\nWel in de bak\n- hout\n\n# Verboden\n- vuur\n\n❌\n- as"
    assert shown_units(record(text)) == [
        "Niet in de bak:\n- glas\n- verf",
        "Wel in de bak: hout",
        "Verboden: vuur",
        "❌ as",
    ]


_WORDS = st.sampled_from(
    "Niet Verboden Wel Kinderen Vroeger Glas ❌ **Nooit** Prijzen? Adres: ## ### - 1.".split()
)


@given(st.lists(st.tuples(_WORDS, st.sampled_from([" ", "\n", "\n\n"])), max_size=30))
def test_what_is_shown_with_a_quote_stands_in_the_article_and_the_quote_at_its_place(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(f"{word}{end}" for word, end in pieces)
    whole = f'+++\ntitle = "Titel"\n+++\n\n{text}\n'
    for passage in passages(text):
        for first, last in unit_spans(passage):
            cited = citation(Span(0, first, last), passage, 1)
            assert whole[cited.start : cited.end] == cited.quote
            assert passage.start <= cited.start < cited.end <= passage.end
            assert len(shown(cited)) <= MAX_ANSWER
            assert all(word in whole for word in cited.under.replace(":", " ").split())


def test_a_lead_with_items_of_its_own_is_not_that_of_the_item_beside_it() -> None:
    text = "## Gebruik\n\n- Niet gebruiken bij:\n  - leverziekte\n  - alcoholisme\n- zwangerschap: veilig\n"
    (told,) = [
        one for one in shown_units(*passages(text)) if "zwangerschap" in one and "leverziekte" not in one
    ]
    assert "Niet" not in told


def test_the_last_of_two_short_lines_that_turns_the_list_is_shown_with_it() -> None:
    text = "## Aspirine\n\nWel slikken\nNiet slikken\n\n- in de laatste maand\n"
    assert all("Niet slikken" in one for one in shown_units(*passages(text)) if "laatste maand" in one)


GROUPED = (
    "| Middel | Dosis |\n|---|---|\n| **Baby's** | |\n| Azitromycine | 70 mg |\n| **Volwassenen** | |\n"
    + "".join(f"| Middel nummer {number} van de lange lijst | {number} mg |\n" for number in range(20))
)


def test_a_row_of_a_long_table_is_shown_with_the_row_that_names_its_group() -> None:
    units = shown_units(*passages(f"## Doseringen\n\n{GROUPED}"))
    assert "Baby's: Middel: Azitromycine; Dosis: 70 mg" in units
    assert "Volwassenen: Middel: Middel nummer 3 van de lange lijst; Dosis: 3 mg" in units
    # It says nothing by itself.
    assert not any(unit.rstrip(":") in ("Baby's", "Volwassenen", "Middel: Baby's") for unit in units)


def test_a_row_with_one_cell_filled_in_a_table_of_one_column_is_no_group() -> None:
    table = "| Middel |\n|---|\n| paracetamol |\n| ibuprofen |"
    assert not any(unit.startswith("paracetamol: ") for unit in shown_units(*passages(table)))
