"""A saved page: its text once and in order, with headings, lists and tables; what surrounds it left out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.saved_page import TEXT, inside, listing, read, said

from citaat.importing.blocks import Code, Heading, Paragraph


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<nav><a>Home</a> <a>Contact</a></nav>", "menu"),
        ('<div class="breadcrumbs">U bent hier: <a>Home</a></div>', "menu"),
        ('<div id="cookieBar">Wij gebruiken cookies. Prima!</div>', "cookiemelding"),
        ('<div class="share-buttons"><a>Deel</a> <a>Mail</a></div>', "deelknoppen"),
        ('<section id="comments"><p>Goed stuk! Ik slaap nu beter.</p></section>', "reacties"),
        ('<div class="related-posts"><a>Dromen</a> <a>Snurken</a></div>', "verwante artikelen"),
        ('<h2>Lees ook</h2><ul><li><a href="/x">Dromen</a></li></ul>', "verwante artikelen"),
        ('<p>Lees ook: <a href="/x">Waarom we dromen en wat het betekent</a></p>', "verwante artikelen"),
        ('<div class="newsletter">Schrijf je in. Elke week tips.</div>', "nieuwsbrief"),
        ('<div class="advertentie">Koop nu een bed.</div>', "reclame"),
        ("<form><label>Naam</label><input><p>Vul alles in.</p></form>", "formulier"),
        ('<div role="dialog">Doe mee aan ons onderzoek.</div>', "venster"),
        ('<span class="sr-only">opent in een nieuw venster</span>', "tekst voor schermlezers"),
        ("<p hidden>Concept: nog nakijken.</p>", "verborgen tekst"),
        ('<p style="display: none">Concept: nog nakijken.</p>', "verborgen tekst"),
        ("<p><s>Vijf uur is genoeg.</s></p>", "doorgestreepte tekst"),
        ("<button>Printen</button>", "knoppen"),
        ('<p><a class="btn btn-primary" href="/x">Maak een afspraak</a></p>', "knoppen"),
        ('<iframe src="https://voorbeeld.nl/film"></iframe>', "beeld of ingesloten venster"),
    ],
)
def test_what_surrounds_the_text_is_left_out_and_told(around: str, kind: str) -> None:
    for body in (f"<main><p>{TEXT}</p>{around}</main>", f"<p>{TEXT}</p><p>{TEXT} Echt.</p>{around}"):
        document = read(body)
        assert [text for text in said(document) if text not in (TEXT, f"{TEXT} Echt.")] == []
        assert kind in [left.kind for left in document.left_out]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template"])
def test_what_nobody_sees_is_left_out_without_a_word(tag: str) -> None:
    document = read(f"<main><p>{TEXT}</p><{tag}>var x = 1;</{tag}></main>")
    assert (said(document), document.left_out) == ([TEXT], ())


def test_head_and_foot_of_the_site_go_and_those_of_the_article_stay() -> None:
    document = read(
        f"<header><p>Slaapsite, voor wie wakker ligt.</p></header>"
        f"<article><header><h1>Slapen</h1><p>Een goede nacht begint overdag.</p></header><p>{TEXT}</p>"
        "<aside><p>Let op: bel de huisarts als het langer duurt.</p></aside>"
        "<footer><a>Vorige</a> <a>Volgende</a></footer></article><footer>© Slaapsite</footer>"
    )
    assert said(document) == [
        "Slapen",
        "Een goede nacht begint overdag.",
        TEXT,
        "Let op: bel de huisarts als het langer duurt.",
    ]


def test_marks_that_are_not_read_out_go_and_words_stay() -> None:
    price = '<span aria-hidden="true">€ 3</span><span class="sr-only">3 euro</span> <span aria-hidden="true">→</span>'
    document = read(
        f'<main><p>{TEXT}</p><p>Dat kost {price}</p><div aria-hidden="true">Concept.</div></main>'
    )
    assert said(document) == [TEXT, "Dat kost € 3"]
    assert [left.kind for left in document.left_out] == ["tekst voor schermlezers", "verborgen tekst"]


def test_a_head_inside_the_page_is_none_of_the_site() -> None:
    page = (
        f"<div><div><div><header><h2>Slapen</h2><p>Een inleiding.</p></header><p>{TEXT}</p></div></div></div>"
    )
    assert said(read(f"<header><p>Slaapsite</p></header>{page}")) == ["Slapen", "Een inleiding.", TEXT]


def test_names_that_tell_a_state_or_hold_most_of_the_text_leave_nothing_out() -> None:
    page = f'<div class="has-sidebar menu-open"><div class="post related"><p>{TEXT}</p></div></div>'
    assert said(read(page)) == [TEXT]


def test_a_page_without_a_main_part_loses_its_blocks_of_links() -> None:
    menu = "<table><tr><td><a>Home</a></td><td><a>Tips</a></td><td><a>Contact</a></td></tr></table>"
    document = read(f"{menu}<center><h1>Slapen</h1></center><p>{TEXT}<p>Kijk bij <a>tips</a>.")
    assert said(document) == ["Slapen", TEXT, "Kijk bij tips."]
    assert [left.kind for left in document.left_out] == ["menu"]


def test_a_heading_above_the_main_part_comes_along() -> None:
    document = read(
        f'<div class="page"><div class="hero"><h1>Slapen</h1></div><main><p>{TEXT}</p></main></div>'
    )
    assert said(document) == ["Slapen", TEXT]


def test_parts_that_fold_open_become_headings_and_hand_the_text_back() -> None:
    blocks = inside(
        "<h2>Vragen</h2><details><summary>Hoe lang?</summary><p>Acht uur.</p></details>"
        "<details><summary>Hoe laat?</summary>Om elf uur.</details><p>Bel ons gerust.</p>"
    )
    assert blocks == [
        Heading(2, "Vragen"),
        Heading(3, "Hoe lang?"),
        Paragraph("Acht uur."),
        Heading(3, "Hoe laat?"),
        Paragraph("Om elf uur."),
        Heading(2, "Vragen"),
        Paragraph("Bel ons gerust."),
    ]


def test_after_the_part_with_the_questions_nothing_is_handed_back() -> None:
    blocks = inside(
        "<section><h2>Vragen</h2><details><summary>Hoe lang?</summary>Acht uur.</details></section><p>Bel ons.</p>"
    )
    assert blocks[-2:] == [Paragraph("Acht uur."), Paragraph("Bel ons.")]


def test_an_accordion_of_buttons_shows_what_it_hides() -> None:
    blocks = inside(
        '<h2>Vragen</h2><h3><button aria-expanded="false" aria-controls="a">Hoe lang?</button></h3>'
        '<div id="a" hidden><p>Acht uur.</p></div>'
        '<button aria-controls="b">Hoe laat dan?</button><div id="b" style="display:none">Om elf uur.</div>'
        '<button aria-controls="c">En morgen?</button><div id="c" aria-hidden="true">Weer.</div>'
    )
    assert blocks == [
        Heading(2, "Vragen"),
        Heading(3, "Hoe lang?"),
        Paragraph("Acht uur."),
        Heading(4, "Hoe laat dan?"),
        Paragraph("Om elf uur."),
        Heading(4, "En morgen?"),
        Paragraph("Weer."),
    ]


def test_bold_lines_are_headings_and_are_told() -> None:
    document = read(
        f"<main><p><b>Wat helpt?</b></p><p>{TEXT}</p><p><b>Let op:</b> dit duurt even.</p></main>",
        "<title>T</title>",
    )
    assert document.blocks[0] == Heading(2, "Wat helpt?")
    assert document.blocks[2] == Paragraph("Let op: dit duurt even.")
    assert document.doubts == ('1 vette regel als kop gelezen: "Wat helpt?"',)


def test_spaces_figures_and_line_breaks_are_as_a_browser_shows_them() -> None:
    blocks = inside(
        "<p>Een  kamer\n van 12 m<sup>2</sup>&nbsp;met CO<sub>2</sub>.<sup><a href='#n1'>1</a></sup> "
        "<q>Fris</q><br/>En <em>stil</em>.</p>"
    )
    assert blocks == [Paragraph("Een kamer van 12 m² met CO₂. “Fris”\nEn stil.")]


def test_a_line_above_a_heading_goes_below_it() -> None:
    assert inside(f'<p>{TEXT}</p><p class="eyebrow">Slaap</p><h2>Hoe lang?</h2><p>Acht uur.</p>')[1:] == [
        Heading(2, "Hoe lang?"),
        Paragraph("Slaap"),
        Paragraph("Acht uur."),
    ]


def test_of_words_that_a_script_chooses_from_one_is_kept() -> None:
    blocks = inside("<p>Druk op <span><span hidden>Cmd</span><span hidden>Ctrl</span></span>-S.</p>")
    assert blocks == [Paragraph("Druk op Ctrl-S.")]


def test_code_is_kept_and_told_and_a_preformatted_text_is_text() -> None:
    document = read("<main><p>Typ dit.</p><pre><code>ls\n  cd</code></pre></main>")
    assert document.blocks[1] == Code("ls\n  cd")
    assert document.doubts == ("2 regels code blijven staan, maar citaat leest die niet",)
    assert inside(f"<pre>{TEXT}</pre>") == [Paragraph(TEXT)]


def test_a_table_of_contents_goes() -> None:
    document = read(
        "<main><h2>Inhoud</h2><ol><li>Inslapen</li><li>Doorslapen</li></ol>"
        "<h2>Inslapen</h2><p>Tel schapen.</p><h2>Doorslapen</h2><p>Lig stil.</p></main>"
    )
    assert said(document) == ["Inslapen", "Tel schapen.", "Doorslapen", "Lig stil."]
    assert [left.kind for left in document.left_out] == ["inhoudsopgave"]


def test_what_a_page_shows_twice_in_a_row_is_said_once_and_told() -> None:
    document = read(f"<main><h1>Slapen</h1><h1>Slapen</h1><p>{TEXT}</p><p>{TEXT}</p></main>")
    assert said(document) == ["Slapen", TEXT]
    assert [(left.kind, left.words) for left in document.left_out] == [("herhaling", 1 + len(TEXT.split()))]


def test_unclosed_tags_are_closed_as_browsers_do() -> None:
    assert inside("<p>Een<p>Twee<ul><li>drie<li>vier</ul><h2>Vijf<p>Zes")[:3] == [
        Paragraph("Een"),
        Paragraph("Twee"),
        listing("drie", "vier"),
    ]


NUMBER = re.compile(r"Zin (\d+) staat hier")
WORDS = st.integers(0, 10**9).map(lambda number: f"Zin {number} staat hier.")
NEST = st.recursive(
    WORDS.map(lambda text: f"<p>{text}</p>"),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "div",
                "section",
                "article",
                "blockquote",
                "ul><li",
                "ol><li",
                "table><tr><td",
                "figure",
                "details",
                "dl><dd",
            ]
        ),
        st.lists(inner, min_size=1, max_size=3),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split('>')[0]}>"),
    max_leaves=12,
)


@given(NEST.filter(lambda html: len(NUMBER.findall(html)) == len(set(NUMBER.findall(html)))))
def test_every_sentence_is_kept_exactly_once_and_in_order(html: str) -> None:
    told = " ".join(said(read(f"<main>{html}</main>")))
    assert NUMBER.findall(told) == NUMBER.findall(html)
