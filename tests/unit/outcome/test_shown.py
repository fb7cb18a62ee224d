"""Quotes as they are shown: Markdown rendered as text, and nothing that is text taken for a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.outcome.shown import _MARKED, _holds_marks, is_record, readable, shown, shown_text
from citaat.records import Citation


def citation(quote: str, source: str = "a.md", columns: str = "") -> Citation:
    return Citation(1, "p", "a", "T", "K", source, 0, len(quote), quote, "0", columns=columns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Een zin.", "Een zin."),
        ("a  \n\n\nb", "a\nb"),
        ("Zin\r\n  gaat verder", "Zin\ngaat verder"),
        # emphasis, whole and in halves
        (
            "**Vet.** En *schuin*, __ook__ _dit_, ***alles***.",
            "Vet. En schuin, ook dit, alles.",
        ),
        ("**Eerste zin van een vet stuk.", "Eerste zin van een vet stuk."),
        ("Laatste zin.**", "Laatste zin."),
        ("spier**pijn**", "spierpijn"),
        # what is no emphasis
        ("2*3 = 6 en 2 * 3 = 6", "2*3 = 6 en 2 * 3 = 6"),
        ("student*e en mijn_naam_hier", "student*e en mijn_naam_hier"),
        ("\\*geen nadruk\\*", "*geen nadruk*"),
        ("~3 uur, > 2 mg, < 3 mg, 3 > 2", "~3 uur, > 2 mg, < 3 mg, 3 > 2"),
        # links and images, whole and in halves
        ('Zie [de **site**](https://a.nl/b_(c) "Titel").', "Zie de site."),
        ("Zie [bijlage][1] en [die][] en [dit].", "Zie bijlage en die en [dit]."),
        ("Zie [de site.", "Zie de site."),
        ("Meer uitleg](https://a.nl) nu.", "Meer uitleg nu."),
        ("Mail <info@a.nl> of <https://a.nl/b>.", "Mail info@a.nl of https://a.nl/b."),
        ("Zo ![een foto](a.png) dus.", "Zo een foto dus."),
        # code, tags, characters by name
        ("`a*b*` en ``x ` y``", "a*b* en x ` y"),
        ("<strong>Let</strong> <span class='x'>op</span>", "Let op"),
        ("een<br>twee<br />drie", "een twee drie"),
        ("10 m<sup>2</sup>, H<sub>2</sub>O", "10 m², H₂O"),
        ("R&amp;D &lt;b&gt; &euro; 3 &onzin; AT&T", "R&D <b> € 3 &onzin; AT&T"),
        # footnotes
        ("Zout.[^1] Kalium.[^bron][^2]", "Zout. Kalium."),
        ("Zout.¹ Kalium”.¹² 5 m² en 10³", "Zout. Kalium”. 5 m² en 10³"),
        ("Zout.<sup>1</sup> Kalium[2].", "Zout. Kalium."),
        # marks of blocks
        ("Regel een\n> regel twee\n> > regel drie", "Regel een\nregel twee\nregel drie"),
        ("In:\n\n- Vis\n* Melk\n  + Kool\n1. Bol\n• Ui", "In:\n- Vis\n- Melk\n  - Kool\n- Bol\n- Ui"),
        ("Neem er niet meer dan\n3. Daarna stop je.", "Neem er niet meer dan\n3. Daarna stop je."),
        ("Kop { #anker }", "Kop"),
        ("Met een breuk \\\nin de regel", "Met een breuk\nin de regel"),
        ('Zie de [regels]({{< relref "regels.md" >}}) {% include x %}nu', "Zie de regels nu"),
        ("Doe:\n- [ ] dit\n- [x] dat", "Doe:\n- dit\n- dat"),
        (":warning: Let op: ==nooit doen==", "Let op: nooit doen"),
        ("om 10:30:00 uur, a == b", "om 10:30:00 uur, a == b"),
        # numbers that begin a line are of the text, unless they count a list
        ("Per dag:\n25. Neem nooit meer.", "Per dag:\n25. Neem nooit meer."),
        ("Neem ten hoogste:\n3) tabletten", "Neem ten hoogste:\n3) tabletten"),
        ("Zo:\n1. Bel.\n2. Wacht.\n7. Nee.", "Zo:\n- Bel.\n- Wacht.\n7. Nee."),
        # words between colons
        ("Mag het? :nee: Neem :niet: meer. :pill: :heart:", "Mag het? :nee: Neem :niet: meer."),
        # what is no tag
        ("<eGFR onder 30 ml/min: dan niet doen>", "<eGFR onder 30 ml/min: dan niet doen>"),
        ("Bij <bijvoorbeeld 90/60, dan niet> slikken", "Bij <bijvoorbeeld 90/60, dan niet> slikken"),
        ("<b niet doen> en <i>wel</i> <a href='x' hidden>dit</a>", "<b niet doen> en wel dit"),
        # raised two and three
        ("lengte (in meter)², (m)³", "lengte (in meter)², (m)³"),
        ("*twaalf*² en (zes)¹ en *zo.*¹²", "twaalf² en (zes) en zo."),
        # what was struck out
        ("Neem ~~400~~ 55 microgram", "Neem 55 microgram"),
        ("Het mag <del>wel</del> niet meer, <s class='x'>ooit</s> nooit", "Het mag niet meer, nooit"),
        ("~~Dit gold ooit.", "~~Dit gold ooit."),
        # brackets and carets of the text
        ("150[100] microgram, vitamine B[12]", "150[100] microgram, vitamine B[12]"),
        ("[3, 5) mg en e^x ^a", "[3, 5) mg en e^x ^a"),
        ("Een blok. ^3f9a2b", "Een blok."),
        # what nobody sees
        ("spier\u00adpijn, nul\u200bbreed, \u202eomgekeerd", "spierpijn, nulbreed, omgekeerd"),
        ("👩\u200d⚕️ goed", "👩⚕ goed"),
        ("Dit <!-- tachtig\nof meer --> klopt.", "Dit klopt."),
    ],
)
def test_a_quote_is_shown_as_text(text: str, wanted: str) -> None:
    assert shown_text(text) == wanted
    assert shown(citation(text)) == wanted


TABLE = "Dit kost het:\n\n| Pas | Prijs: | Geldig |\n|:--|--:|---|\n| **dag** | 3 | |\n| jaar \\| week | `30` | altijd |"


@pytest.mark.parametrize(
    ("text", "columns", "wanted"),
    [
        (TABLE, "", "Dit kost het:\nPas: dag; Prijs: 3\nPas: jaar | week; Prijs: 30; Geldig: altijd"),
        (
            TABLE.replace("\n", "\n> "),
            "",
            "Dit kost het:\nPas: dag; Prijs: 3\nPas: jaar | week; Prijs: 30; Geldig: altijd",
        ),
        ("| dag | 3 |", "| Pas | Prijs |", "Pas: dag; Prijs: 3"),
        ("dag | 3\njaar | 30 | te veel", "Pas | Prijs", "Pas: dag; Prijs: 3\nPas: jaar; Prijs: 30; te veel"),
        ("| | 3 |", "| | Prijs |", "Prijs: 3"),
        ("A | B\n--|--\n1 | 2", "", "A: 1; B: 2"),
        ("| A | B |\n|---|---|", "", "A; B"),
        ("| A | B |", "", "A; B"),
        ("Kies a | b of c.", "", "Kies a | b of c."),
    ],
)
def test_rows_are_shown_with_the_heads_of_their_columns(text: str, columns: str, wanted: str) -> None:
    assert shown_text(text, columns) == wanted


def test_a_record_is_plain_text() -> None:
    text = "**Vet** is [dit](x).\n> 3 mg\n\n* spier\u00adpijn"
    assert shown(citation(text, "corpus.jsonl#a.md")) == "**Vet** is [dit](x).\n> 3 mg\n- spierpijn"
    assert readable(text, "corpus.jsonl.gz#1") == text
    assert shown(citation("Zo:\n1. Neem dit.", "corpus.jsonl#1")) == "Zo:\n1. Neem dit."
    assert [is_record(name) for name in ("a.md", "C#.md", "x.jsonl#1")] == [False, False, True]


PIECES = [
    "**",
    "*",
    "_",
    "[",
    "]",
    "(",
    ")",
    "](x)",
    "`",
    "\\",
    "<",
    ">",
    "<!--",
    "-->",
    "|",
    "\n",
    "\n|-|-|\n",
    "a",
    " ",
    "1",
    "&amp;",
    "{#a}",
    "- ",
    "<sup>",
    "</sup>",
    "[^1]",
    "\u200b",
    "!",
    "é",
    ".",
    "¹",
    "\r\n",
]


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    columns=st.sampled_from(["", "| a | b |"]),
)
def test_whatever_the_text_it_is_shown_without_an_empty_line(text: str, columns: str) -> None:
    lines = shown_text(text, columns).split("\n")
    assert all(line.strip() for line in lines) or lines == [""]
    assert "\u200b" not in "".join(lines)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "*",
        "](",
        "`",
        "``a",
        "<!--",
        "<a ",
        "[a](",
        "![",
        "\\",
        "&",
        "| ",
        "[^",
        "{#",
        "<sup>",
        "{/*",
        "<del>",
        "~~a ",
        "\\[",
        "\\(x",
        "$a_",
        "{.a ",
        "\n--- code ---",
        "\\begin{a}",
    ],
)
def test_hostile_runs_end(piece: str) -> None:
    assert len(shown_text(piece * 20_000)) <= 20_000 * len(piece)


@given(text=st.one_of(st.text(), st.text(st.sampled_from("ab :=%+^\n\t_*[]<>|~{&`\\\r"))))
def test_a_quick_look_misses_no_mark(text: str) -> None:
    assert _holds_marks(text) is (_MARKED.compiled.search(text) is not None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- :x: glas\n- :white_check_mark: hout", "- ❌ glas\n- ✅ hout"),
        (":-1:", "👎"),
        (":material-close: nee", "❌ nee"),
        (":octicons-check-16: ja", "✅ ja"),
        ("Gelukt :tada:", "Gelukt"),
    ],
)
def test_names_of_signs_that_allow_or_forbid_are_shown_as_signs(text: str, wanted: str) -> None:
    assert shown_text(text) == wanted
