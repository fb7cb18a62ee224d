"""Markdown of many hands: attributes, boxes, formulas, pictures and parts of a page, as site generators have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.boxes import aligned, opened
from citaat.corpus.parts import headed
from citaat.corpus.passages import article_passages
from citaat.outcome.shown import readable, shown_text
from citaat.records import Article, Passage

FRONT = "+++\ntitle = 'T'\n+++\n\n"


def passages(text: str) -> list[Passage]:
    return article_passages(Article("a", "T", "a.md", f"{FRONT}{text}\n", ""), frozenset())


def quoted(text: str) -> list[str]:
    """Every sentence, sliced from its article."""
    article = f"{FRONT}{text}\n"
    return [article[one.start : one.end] for passage in passages(text) for one in passage.sentences]


def said(text: str) -> list[str]:
    return [readable(one, "a.md") for one in quoted(text)]


def below(text: str) -> list[tuple[str, str]]:
    """The heading and the first sentence of every passage."""
    return [(one.heading, readable(one.text, "a.md").split("\n")[0]) for one in passages(text)]


@pytest.mark.parametrize(
    "attributes",
    [
        '{:target="_blank"}',
        "{: .knop }",
        "{ .md-button .md-button--primary }",
        '{ width="300" }',
        "{width=50%}",
        "{style='color: red'}",
        "{#naam .klas}",
    ],
)
def test_attributes_are_never_shown(attributes: str) -> None:
    assert said(f"Lees [de gids](a.md){attributes} voor u begint.") == ["Lees de gids voor u begint."]
    assert said(f"![kaart](a.png){attributes}\n\nKijk op de kaart.") == ["Kijk op de kaart."]


@pytest.mark.parametrize("alone", ['{style="table-layout:auto"}', "{: .tabel }", "{#prijzen .breed}"])
def test_attributes_by_themselves_are_no_sentence(alone: str) -> None:
    assert said(f"Begin.\n\n{alone}\n\nEinde.") == ["Begin.", "Einde."]
    assert said(f"| A | B |\n|--|--|\n| 1 | 2 |\n{alone}") == ["A; B", "1; 2"]


@pytest.mark.parametrize("braces", ["{naam}", "{voor naam}", "{a=1}", "${naam}"])
def test_a_word_in_braces_is_text(braces: str) -> None:
    assert said(f"Vul {braces} in.") == [f"Vul {braces} in."]


@pytest.mark.parametrize(
    "mark", ["{ data-search-exclude }", "{#eisen}", "{: #eisen .x}", "{-}", '{ id="x" }']
)
def test_attributes_of_a_heading_are_not_part_of_it(mark: str) -> None:
    assert below(f"## Eisen {mark}\n\nDe eisen staan hier.") == [("Eisen", "De eisen staan hier.")]


@pytest.mark.parametrize("indent", ["\t", "    "])
@pytest.mark.parametrize("box", ['!!! example "Zo"', "??? note", '=== "Windows"'])
def test_a_box_may_be_indented_with_a_tab(box: str, indent: str) -> None:
    assert said(f"Begin.\n\n{box}\n\n{indent}Lees dit.\n\n{indent}- Een\n{indent}- Twee\n\nEinde.") == [
        *("Begin.", "Lees dit.", "Een", "Twee", "Einde.")
    ]
    inner = f"{box}\n\n{indent}!!! danger\n\n{indent * 2}Raak dit nooit aan."
    assert said(inner) == ["Raak dit nooit aan."]


def test_lines_that_part_a_page_are_no_text_and_the_title_of_a_part_is_its_heading() -> None:
    part = '--- collapse ---\n---\ntitle: "Draagbare voeding"\nimage: a.png\n---\n\nNeem een batterij.\n\n--- /collapse ---'
    assert below(f"Begin.\n\n{part}\n\nEinde.") == [
        ("T", "Begin."),
        ("Draagbare voeding", "Neem een batterij."),
        ("T", "Einde."),
    ]
    code = "--- code ---\n---\nlanguage: python\n---\nprint(1)\n--- /code ---"
    assert said(f"--- task ---\nDoe dit:\n{code}\n--- /task ---\n\nKlaar.") == ["Doe dit:", "Klaar."]
    assert below("Een.\n\n---\ntitel: Twee\n---\n\nDrie.") == [("T", "Een."), ("Twee", "Drie.")]


def test_other_lines_of_dashes_are_text_and_headings_as_ever() -> None:
    assert said("--- einde ---") == ["--- einde ---"]
    assert below("---\nLet op: nat\n---\n\nWees voorzichtig.") == [("Let op: nat", "Wees voorzichtig.")]


@pytest.mark.parametrize(
    "formula",
    ["$D_{div} = 20 * log(d) * 3$", "$x$", "$$a_1 * b_1$$", r"\(x_1 * a. Y\)", r"\[ \frac{a}{b} * c \]"],
)
def test_tex_is_shown_as_it_is_written(formula: str) -> None:
    assert said(f"De *formule* is {formula} voor u.") == [f"De formule is {formula} voor u."]


@pytest.mark.parametrize(
    "block",
    [
        "$$\na = b_1\n$$",
        "\\\\[\\\nD_{div} = 20 \\cdot log(d) \\\\]",
        "\\[ a = b \\]",
        "\\[ a = b \\]\n![](https://a.nl/b?log(x))",
        "\\begin{equation*}\ny(t) = A_n.\n\\end{equation*}",
    ],
)
def test_a_formula_by_itself_is_not_read(block: str) -> None:
    assert said(f"Begin.\n\n{block}\n\nEinde.") == ["Begin.", "Einde."]


@pytest.mark.parametrize(
    "text", ["Van $5 tot $10 of *$5-$10*.", "Dat kost $ 5_a en $6_a.", r"\[sic\] en \[^1\]", r"\(zie dit\)"]
)
def test_a_price_is_no_formula_nor_a_bracket_that_is_escaped(text: str) -> None:
    assert said(text) == [text.replace("*", "").replace("\\", "")]


@pytest.mark.parametrize(
    "box",
    [
        "> [!TIP] Handige tip\n> Gebruik de zoekbalk.",
        "> [!NOTE]\n> Gebruik de zoekbalk.",
        "> [!NOTE] Gebruik de zoekbalk.",
        "> [!warning]- Pas op\n> Gebruik de zoekbalk.",
        "Gebruik de [!UICONTROL zoekbalk].",
        "Gebruik de [!DNL zoekbalk]{type=Informative}.",
        '> [!div class="x"]\n> Gebruik de zoekbalk.',
        "[!INCLUDE [intro](intro.md)]\nGebruik de zoekbalk.",
        "[!VIDEO https://a.nl/b]\n\nGebruik de zoekbalk.",
    ],
)
def test_marks_of_vendors_are_not_shown_and_what_they_wrap_is(box: str) -> None:
    assert said(box) == ["Gebruik de zoekbalk."]


def test_each_footnote_is_a_text_without_its_mark() -> None:
    notes = "[^1]: Een verfijning\nvan het model.\n[^bron]: Onder meer in Utrecht."
    assert quoted(f"Het model[^1] is breed gebruikt[^bron].\n\n{notes}")[1:] == [
        "Een verfijning\nvan het model.",
        "Onder meer in Utrecht.",
    ]


@pytest.mark.parametrize(
    "picture",
    [
        "![logo](a.png) ",
        "![logo](a.png)\n",
        "[![logo](a.svg)](https://a.nl) ",
        "![Een. Twee](a.png){ .x }\n",
        "![l][1] ",
    ],
)
def test_a_picture_before_a_sentence_is_not_read_and_its_quote_begins_after_it(picture: str) -> None:
    assert quoted(f"{picture}Het logo staat links.") == ["Het logo staat links."]
    assert quoted(f"Zo is het. {picture}Het logo staat links.")[1:] == ["Het logo staat links."]


def test_a_picture_in_a_sentence_is_a_word_of_it_and_one_in_a_cell_all_it_says() -> None:
    assert said("Klik op ![Opslaan](a.png) om te bewaren.") == ["Klik op Opslaan om te bewaren."]
    assert said("Klik op\n![Opslaan](a.png)\nom te bewaren.") == ["Klik op\nOpslaan\nom te bewaren."]
    assert readable("| ![ja](a.png) | 3 |", "a.md", "| Mag | Aantal |") == "Mag: ja; Aantal: 3"


@pytest.mark.parametrize(
    "mark",
    ["{{% notice note %}}", "{% hint %}", '{{< alert title="x" >}}', "{{% /notice %}}\n{{% notice %}}"],
)
def test_a_quote_never_begins_with_a_mark_of_a_template(mark: str) -> None:
    assert quoted(f"Bewaar de sleutel.\n{mark}\n**Deel hem nooit.**\n{mark}") == [
        "Bewaar de sleutel.",
        "**Deel hem nooit.**",
    ]
    assert quoted(f"Bewaar de sleutel. {mark} Deel hem nooit.") == ["Bewaar de sleutel.", "Deel hem nooit."]


def test_a_row_that_a_tab_sets_apart_is_a_row_and_a_list_in_a_cell_is_told_on_one_line() -> None:
    assert said("| dB | Bron |\n|--|--|\n|0 | Stil |\n\t|10 | Blad |\n\t\t|140 | Straal |") == [
        *("dB; Bron", "0; Stil", "10; Blad", "140; Straal")
    ]
    table = readable("| * Zorg voor rust. <br> * Slaap<br/>* Eet | 3 - 4 |", "a.md", "| Doe | Uur |")
    assert table == "Doe: Zorg voor rust. Slaap, Eet; Uur: 3 - 4"


@pytest.mark.parametrize(
    "fold",
    [
        "<details>\n\n<summary>Mag dat?</summary>\n\nNee.\n\n</details>",
        "<details open>\n<summary><b>Mag dat?</b></summary>\nNee.\n</details>",
        "<details><summary>Mag dat?</summary>\n\nNee.\n</details>",
        "<details>\n  <summary>\n  Mag dat?\n  </summary>\n\nNee.</details>",
    ],
)
def test_a_summary_is_the_heading_of_what_it_folds_away_and_of_nothing_else(fold: str) -> None:
    assert below(f"## Vragen\n\nLees dit.\n\n{fold}\n\nTot ziens.") == [
        ("Vragen", "Lees dit."),
        ("Mag dat?", "Nee."),
        ("Vragen", "Tot ziens."),
    ]


def test_folds_within_folds_end_where_they_end() -> None:
    inner = "<details>\n<summary>Binnen</summary>\n\nB.\n\n</details>"
    text = f"<details>\n<summary>Buiten</summary>\n\nA.\n\n{inner}\n\nC.\n\n</details>\n\nD."
    assert below(text) == [("Buiten", "A."), ("Binnen", "B."), ("Buiten", "C."), ("T", "D.")]
    assert [one.id for one in passages(text)] == ["a#buiten.1", "a#binnen.1", "a#buiten.2", "a#t.1"]


def test_marks_in_code_are_code() -> None:
    assert below("```\n<summary>Nee</summary>\n---\ntitle: Nee\n---\n\t|\n```\n\nJa.") == [("T", "Ja.")]


PIECES = [
    *(
        "<details>\n",
        "<summary>",
        "</summary>\n",
        "</details>",
        "---\n",
        "title: a\n",
        "--- task ---\n",
        "![a](b)",
        "\t|a|",
    ),
    *(
        "{{% x %}}",
        "{.x}",
        "$",
        "\\(",
        "\\)",
        "_",
        "[^1]: ",
        "[!NOTE] ",
        "\n",
        "\n\n",
        " ",
        "\t",
        "a. ",
        "B",
        "```\n",
        "|a|\n",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_sentence_slices_from_its_source_and_says_something(text: str) -> None:
    for passage in passages(text):
        assert f"{FRONT}{text}\n"[passage.start : passage.end] == passage.text
        for one in passage.sentences:
            assert passage.start <= one.start < one.end <= passage.end
            assert not passage.text[one.start - passage.start].isspace()


@given(st.text(alphabet=" \t\n!?=|<>/-:abdeilmnrstuy", max_size=120))
def test_making_headings_and_rows_keeps_every_offset(text: str) -> None:
    for found in (headed(text)[0], opened(text), aligned(text)):
        assert len(found) == len(text)
        assert [at for at, char in enumerate(found) if char == "\n"] == [
            at for at, char in enumerate(text) if char == "\n"
        ]


@pytest.mark.parametrize(
    "lead",
    [
        "Hierbij is",
        "U heeft recht op een van de volgende",
        "**Neem mee, bijvoorbeeld**",
        "De regels staan hieronder.",
        "Dit zijn:",
    ],
)
def test_a_list_belongs_to_what_introduces_it_with_or_without_a_colon(lead: str) -> None:
    (passage,) = passages(f"{lead}\n\n- een pas\n- een tas")
    assert [one.kind for one in passage.sentences] == ["lead", "item", "item"]
    assert shown_text(passage.text).split("\n")[1:] == ["- een pas", "- een tas"]


@pytest.mark.parametrize(
    "before", ["Dat weten wij.", "Het hangt ervan af hoe nat het is.", "**Zo** gaat dat bij ons."]
)
def test_a_list_stands_apart_from_any_other_sentence(before: str) -> None:
    first, second = passages(f"{before}\n\n- een pas\n- een tas")
    assert [one.kind for one in first.sentences] == ["sentence"]
    assert shown_text(second.text) == "- een pas\n- een tas"


def test_a_full_stop_in_a_formula_ends_no_sentence() -> None:
    assert len(said("De waarde is $f(x) = 3. Y_2$ voor jullie. Meer niet.")) == 2
