"""Plain text: titles and menus of exports, hard wraps, typed lists and tables, headings by their looks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.articles import made_article, read_article
from citaat.corpus.front_matter import body
from citaat.corpus.passages import article_passages
from citaat.importing import plain_text
from citaat.importing.blocks import Block, Document, Heading, Item, Listing, Paragraph, Table
from citaat.importing.plain_text import read_text
from citaat.importing.rendering import article

TEXT = "Wie slecht slaapt, is overdag moe. Dat gaat vanzelf over als je weer goed slaapt."


def read(text: str) -> Document:
    """A text with a title that is not in it."""
    return read_text(text, "Bestand")


def below(text: str) -> list[Block]:
    """The blocks of a text below its title."""
    return list(read(f"Slapen\n\n{TEXT}\n\n{text}").blocks[2:])


def bullets(*items: str) -> Listing:
    """A list of bullets."""
    return Listing(tuple(Item(0, None, (item,)) for item in items))


def test_the_export_of_the_first_article_is_read_as_the_article_made_by_hand(root: Path) -> None:
    exported = (root / "tests" / "data" / "article.txt").read_text(encoding="utf-8")
    text = article(read_text(exported, "Magnesium"))
    made = made_article(text, "", Path("a.md"), body(text, "a.md").matter)
    real = read_article(root / "corpus" / "magnesium-bij-spierpijn.md", root / "corpus")
    assert [(one.heading, one.text) for one in article_passages(made, frozenset())] == [
        (one.heading, one.text) for one in article_passages(real, frozenset())
    ]
    assert (made.title, made.date) == (real.title, real.date)


def test_a_title_that_comes_back_is_the_title_once() -> None:
    document = read(
        f"Menu\n\nSlapen: zo lukt het\n\n3 mei 2024\n\nSlapen: zo lukt het\n\nDoor Jan de Vries\n\n{TEXT}"
    )
    assert (document.title, document.date, document.author) == (
        "Slapen: zo lukt het",
        "2024-05-03",
        "Jan de Vries",
    )
    assert document.blocks == (
        Heading(1, "Slapen: zo lukt het"),
        Heading(2, "Menu"),
        Paragraph("3 mei 2024"),
        Paragraph("Door Jan de Vries"),
        Paragraph(TEXT),
    )
    assert [(left.kind, left.words) for left in document.left_out] == [("herhaalde titel", 4)]


def test_menus_above_and_below_go_and_are_told() -> None:
    document = read(
        f"Home\n\nTips\n\nOver ons\n\nWaarom slaap je slecht?\n\n{TEXT}\n\nPrivacy\n\nContact opnemen\n\nOver ons"
    )
    assert document.blocks == (Heading(1, "Waarom slaap je slecht?"), Paragraph(TEXT))
    assert [(left.kind, left.sample) for left in document.left_out] == [
        ("menu", "Home Tips Over ons"),
        ("menu onderaan", "Privacy Contact opnemen Over ons"),
    ]


def test_a_name_below_the_text_is_no_heading() -> None:
    assert below("Met vriendelijke groet\n\nJan Jansen") == [
        Paragraph("Met vriendelijke groet"),
        Paragraph("Jan Jansen"),
    ]


def test_without_a_title_the_name_of_the_file_is_one() -> None:
    document = read(TEXT)
    assert (document.title, document.blocks) == ("Bestand", (Paragraph(TEXT),))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Wat helpt?", 2),
        ("1. Beter inslapen", 2),
        ("2.1 Thee drinken", 3),
        ("Wat helpt\n=========", 1),
        ("Wat helpt\n---", 2),
        ("### Wat helpt ###", 3),
        ("WAT HELPT", 2),
    ],
)
def test_headings_are_known_by_their_marks_or_looks(text: str, level: int) -> None:
    first = below(f"{text}\n\n{TEXT}")[0]
    assert isinstance(first, Heading)
    assert first.level == level


@pytest.mark.parametrize(
    "line",
    [
        "Dat helpt.",
        "wat helpt",
        "Neem dit mee:",
        "22 december 2025",
        "© Slaapsite",
        "12 345",
        "Mei 2024",
        "Slaap, eet en beweeg,",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert below(f"{line}\n\n{TEXT}")[0] == Paragraph(line)


def test_headings_that_were_guessed_are_told() -> None:
    document = read(f"Slapen\n\n{TEXT}\n\nWat helpt?\n\n{TEXT} Echt.")
    assert document.doubts == ('1 kop aan de vorm herkend: "Wat helpt?"',)


def test_all_headings_that_were_guessed_are_told() -> None:
    named = [f"Wat helpt tegen {one}?" for one in ("kou", "licht", "lawaai", "drukte")]
    document = read(f"Slapen\n\n{TEXT}\n\n" + "".join(f"{name}\n\n{TEXT}\n\n" for name in named))
    assert document.doubts == ("4 koppen aan de vorm herkend: " + ", ".join(f'"{one}"' for one in named),)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_of_an_address_are_no_headings(gap: str) -> None:
    lines = ["Praktijk De Linde", "Dorpsstraat 12a", "1234 AB Loverbeke", "Telefoon 012 345 67 89"]
    document = read(f"Slapen\n\n{TEXT}\n\n{gap.join(lines)}\n\nBellen bij spoed\n\n{TEXT}")
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings in (["Slapen", "Bellen bij spoed"], ["Slapen", lines[0], "Bellen bij spoed"])
    assert not {*lines[1:]} & {*headings}


def test_a_heading_is_followed_by_text_and_a_line_above_another_is_none() -> None:
    assert below(f"Diana Jansen\n\nTips\n\nWat helpt\n\n{TEXT}\n\n1. Doen\n\n1.1 Slapen\n\n{TEXT}") == [
        Paragraph("Diana Jansen"),
        Paragraph("Tips"),
        Heading(2, "Wat helpt"),
        Paragraph(TEXT),
        Heading(2, "1. Doen"),
        Heading(3, "1.1 Slapen"),
        Paragraph(TEXT),
    ]


def test_a_heading_above_questions_is_one() -> None:
    assert below(f"Veelgestelde vragen\n\nWat helpt?\n\n{TEXT}")[0] == Heading(2, "Veelgestelde vragen")


def test_a_row_to_share_with_is_no_heading() -> None:
    assert below(f"Delen op Facebook | Delen op X | Printen\n\n{TEXT}")[0] == Paragraph(
        "Delen op Facebook | Delen op X | Printen"
    )


def test_every_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    assert read(f"{TEXT}\n{TEXT} Echt.\nWelterusten.").blocks == (
        Paragraph(TEXT),
        Paragraph(f"{TEXT} Echt."),
        Paragraph("Welterusten."),
    )


def test_typed_lists_are_lists_whatever_their_bullets() -> None:
    assert below("Neem mee:\n\n  • boek\n\n  • thee\n") == [Paragraph("Neem mee:"), bullets("boek", "thee")]
    assert below("- boek\n- thee\n") == [bullets("boek", "thee")]
    assert below("1. Ga liggen.\n2. Doe het licht uit.\n") == [
        Listing((Item(0, 1, ("Ga liggen.",)), Item(0, 2, ("Doe het licht uit.",))))
    ]
    assert below("1914. De oorlog begon.") == [Paragraph("1914. De oorlog begon.")]
    assert below("- Nee, dank je.") == [Paragraph("- Nee, dank je.")]


def test_lists_have_depth_and_items_have_paragraphs() -> None:
    text = "* Rust\n    - lezen\n    - thee\n* Kou\n\n  Niet warmer dan 18 graden.\n\n\xa0* Donker\n\nWelterusten."
    assert below(text) == [
        Listing(
            (
                Item(0, None, ("Rust",)),
                Item(1, None, ("lezen",)),
                Item(1, None, ("thee",)),
                Item(0, None, ("Kou", "Niet warmer dan 18 graden.")),
                Item(0, None, ("Donker",)),
            )
        ),
        Paragraph("Welterusten."),
    ]


def test_a_list_that_lost_its_bullets_is_one_and_is_told() -> None:
    document = read(
        f"Slapen\n\n{TEXT} Dit helpt:\n\nWarme melk\n\nEen boek\n\nStilte\n\nWat helpt niet?\n\n{TEXT}"
    )
    assert document.blocks[2:4] == (
        bullets("Warme melk", "Een boek", "Stilte"),
        Heading(2, "Wat helpt niet?"),
    )
    assert document.doubts[-1] == 'opsomming zonder tekens herkend: "Warme melk" en 2 andere'


@pytest.mark.parametrize(
    "text",
    ["Leeftijd\tUren\nBaby\t16\nKind\t10", "| Leeftijd | Uren |\n|---|---|\n| Baby | 16 |\n| Kind | 10 |"],
)
def test_typed_tables_are_tables_and_are_told(text: str) -> None:
    document = read(f"Slapen\n\n{TEXT}\n\n{text}\n\n{TEXT}")
    assert document.blocks[2] == Table(("Leeftijd", "Uren"), (("Baby", "16"), ("Kind", "10")))
    assert document.doubts == ('tabel herkend; eerste rij als kop gelezen: "Leeftijd; Uren"',)


def test_lines_that_only_draw_say_nothing() -> None:
    assert below(f"* * *\n\n{TEXT}\n\n_________\n\nWelterusten.") == [
        Paragraph(TEXT),
        Paragraph("Welterusten."),
    ]


def test_a_table_of_contents_goes() -> None:
    document = read(
        f"Slapen\n\nInhoud\n\n1. Beter inslapen\n2. Beter doorslapen\n\nBeter inslapen\n\n{TEXT}\n\nBeter doorslapen\n\n{TEXT}"
    )
    assert [left.kind for left in document.left_out] == ["inhoudsopgave"]
    assert document.blocks == (
        Heading(1, "Slapen"),
        Heading(2, "Beter inslapen"),
        Paragraph(TEXT),
        Heading(2, "Beter doorslapen"),
        Paragraph(TEXT),
    )


@pytest.mark.parametrize("menu", ["Home | Nieuws | Tuinen | Contact", "Home · Over ons · Contact", "A|B|C"])
@pytest.mark.parametrize("buttons", ["", "Zoeken\nInloggen\n\n"])
def test_a_menu_on_one_line_is_no_title(menu: str, buttons: str) -> None:
    read_one = read(f"{menu}\n{buttons}\nCompost op de tuin\n\n{TEXT}\n")
    assert read_one.title == "Compost op de tuin"
    assert [(one.kind, one.sample.startswith(menu)) for one in read_one.left_out] == [("menu", True)]
    assert read_one.blocks[1:] == (Paragraph(TEXT),)


def test_two_parts_of_a_title_are_no_menu() -> None:
    assert read(f"Compost | De tuin\n\n{TEXT}\n").title == "Compost | De tuin"


@pytest.mark.parametrize("line", ["| a |", "|-|", "|", "a\tb\nc\td\te", "a\tb"])
def test_each_line_is_looked_at_for_a_table_a_few_times_however_many_are_none(
    monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    looked, lines = list[str](), [*f"{line}\n".splitlines() * 300]

    def counted(one: str, real: Callable[[str], object]) -> object:
        looked.append(one)
        return real(one)

    for name in ("_bars", "_tabs"):
        monkeypatch.setattr(plain_text, name, partial(counted, real=getattr(plain_text, name)))
    read("\n".join(lines))
    assert len(looked) < 12 * len(lines)


@given(widths=st.lists(st.integers(1, 3), max_size=8))
def test_rows_of_tabs_are_a_table_from_the_row_on_from_which_all_are_as_wide(widths: list[int]) -> None:
    lines = ["\t".join("cel" for _ in range(width)) for width in widths]
    reader = plain_text._Reader(lines)
    for at in range(len(lines)):
        reader._at = at
        run = lines[at : next((to for to in range(at, len(lines)) if "\t" not in lines[to]), len(lines))]
        sound = len(run) > 1 and len({one.count("\t") for one in run}) == 1
        assert (reader._table() is not None) == sound


def test_a_second_line_of_a_menu_is_menu_too_however_short() -> None:
    text = "Home | Lessen | Tarieven | Contact\nInloggen | Zoeken\n\nVakanties\n\nIn de zomer zijn er zes weken geen lessen.\n"
    assert read(text).title == "Vakanties"
