"""The page: an emergency before anything else and no answer beside it, markup that stays text, and small."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from support.corpora import WriteCorpus
from support.html import Page, page
from support.serving import client, service

from citaat.engine import open_corpus
from citaat.outcome.tables import Table
from citaat.records import Answered, Citation
from citaat.serving.bodies import MOST
from citaat.serving.page.views import Block, Item, Links, answer

DANGER = "Mijn dochtertje heeft een heel potje magnesium leeggegeten"
PLAIN = "Waar zit magnesium in?"
BEST = "Welke magnesium kan ik het beste nemen?"
NASTY = "<script>alert(1)</script>\"><img src=x onerror=y> \x1b[31m \u202e\u2066 '{{7*7}}' magnesium"


def test_an_answer_stands_with_its_sources(web: TestClient) -> None:
    found = page(web, q=PLAIN)
    assert "Bladgroenten" in found.text
    assert "22 december 2025" in found.text
    assert len(found.hrefs("./?q=Waar+zit+magnesium+in%3F&artikel=magnesium-bij-spierpijn&plaats=")) == 2
    assert PLAIN in found.text


def test_a_source_opens_the_article_with_its_place_marked(web: TestClient) -> None:
    href = page(web, q=BEST).hrefs("./?q=Welke")[0]
    assert href.endswith("#plaats")
    html = web.get(href.removeprefix(".").partition("#")[0]).text
    marks = re.findall(r"<mark([^>]*)>(.*?)</mark>", html)
    assert [text.split(",")[0] for _, text in marks] == ["Als je magnesium gaat slikken"]
    assert 'id="plaats"' in marks[0][0]
    found = Page(html)
    assert found.hrefs("./?q=Welke+magnesium+kan+ik+het+beste+nemen%3F")
    assert "Terug naar het antwoord" in found.text
    # The same place without the question, and in another state of the article.
    alone = re.sub(r"q=[^&]*&", "", href).removeprefix(".").partition("#")[0]
    assert "<mark" in web.get(alone).text
    changed = web.get(re.sub("versie=.{8}", "versie=00000000", alone)).text
    assert "<mark" not in changed
    assert "Dit artikel is veranderd" in changed


def test_rows_of_a_table_stay_a_table() -> None:
    quote = "| noten | **80** |\n| vis | 30 |"
    rows = Citation(1, "a#1", "a", "T", "K", "a.md", 0, 9, quote, "", columns="| soort | mg |")
    shown = answer(Answered("v?", "", 0.9, (rows,), ()), Links("v?"))
    cells = Table((), ("soort", "mg"), (("noten", "80"), ("vis", "30")))
    assert shown.blocks == (Block(n=1, table=cells),)


def test_items_inside_an_item_stand_inside_it() -> None:
    quote = "Niet:\n  - vuur\n  - glas\n- Muziek"
    cited = Citation(1, "a#1", "a", "T", "K", "a.md", 0, 9, quote, "")
    shown = answer(Answered("v?", "", 0.9, (cited,), ()), Links("v?"))
    assert shown.blocks == (Block(n=1, items=(Item("Niet:", ("vuur", "glas")), Item("Muziek"))),)


MILK = "## Hoe lang is melk houdbaar?\n\n| Soort melk | Na opening |\n|---|---|\n| vers | 3 dagen |\n| lang houdbaar | 4 dagen |"


@pytest.mark.parametrize(("question", "row"), [("Hoe lang is melk houdbaar?", 'data-k="Na opening">3 dagen')])
def test_a_row_is_told_with_the_heads_of_its_columns(
    question: str, row: str, write_corpus: WriteCorpus, fast_build: None, tmp_path: Path
) -> None:
    corpus, index = write_corpus({"melk.md": MILK}), tmp_path / "index"
    open_corpus(str(corpus), str(index))
    with client(service(corpus, index)) as opened:
        html = opened.get("/", params={"q": question}).text
    assert '<th role="columnheader" scope="col">Soort melk' in html
    assert row in html


def test_an_abstention_says_why_and_suggests(web: TestClient) -> None:
    found = page(web, q="Wat is de hoofdstad van Frankrijk?")
    assert (
        "geven de artikelen geen antwoord op" in found.text or "zeggen de artikelen niets over" in found.text
    )
    # What it suggests leads to the place itself, and says which article that is in.
    hrefs = [href for href in found.hrefs("./?q=") if "plaats=" in href]
    assert len(hrefs) == 3
    assert found.text.count("in Magnesium bij spierpijn: werkt het?") == 3
    opened = Page(web.get(hrefs[0].removeprefix(".").partition("#")[0]).text)
    assert "plaats" in opened.all("id")


def test_an_article_can_be_left_at_its_top_and_at_its_end(web: TestClient) -> None:
    href = page(web, q=BEST).hrefs("./?q=Welke")[0]
    html = web.get(href.removeprefix(".").partition("#")[0]).text
    # At both ends, and beside what is marked; each leads to the number of the source that was opened.
    back = [href for href in Page(html).hrefs("./?q=") if "artikel=" not in href]
    assert len(back) == 3
    assert set(back) == {f"{back[0].partition('#')[0]}#cijfer-1"}
    assert html.count('<a href="#plaats">') == 1
    alone = web.get("/", params={"artikel": "magnesium-bij-spierpijn"}).text
    assert alone.count("Alle artikelen") == 2
    assert "#plaats" not in alone


def test_any_question_stands_in_a_box_that_sends_it_as_it_was_asked(web: TestClient) -> None:
    for question in (PLAIN, BEST, "Mag\ndat?"):
        html = web.get("/", params={"q": question}).text
        (box,) = [told for tag, told in Page(html).tags if tag == "textarea"]
        assert (box["id"], box["enterkeyhint"]) == ("q", "send")
        assert f">\n{question}</textarea>" in html
        assert '<button type="submit">' in html


def test_the_first_page_shows_where_to_begin(web: TestClient) -> None:
    found = page(web)
    assert found.hrefs("./?artikel=magnesium-bij-spierpijn")
    assert len(found.hrefs("./?q=")) == 5
    assert "Bijvoorbeeld uit Magnesium bij spierpijn" in " ".join(found.text.split())
    assert "<mark" not in web.get("/", params={"artikel": "magnesium-bij-spierpijn"}).text


@pytest.mark.parametrize("path", ["/", "/insluiten"])
def test_markup_and_control_characters_stay_text(web: TestClient, path: str) -> None:
    for told in ({"q": NASTY}, {"q": PLAIN, "artikel": NASTY, "plaats": NASTY, "deel": NASTY}):
        html = web.get(path, params=told).text
        assert "<script>" not in html
        assert html.count("<script") == html.count('<script src="./gedrag.js?v=') == 1
        assert "\x1b" not in html
        assert "\u202e" not in html
        assert "<img" not in html
        assert "49" not in Page(html).text.replace("112", "")
        assert not [
            name for _, attrs in Page(html).tags for name in attrs if name.startswith("on") or name == "style"
        ]


@settings(max_examples=30)
@given(question=st.text(max_size=60))
def test_any_question_is_a_whole_page(web: TestClient, question: str) -> None:
    found = Page(web.get("/", params={"q": question.encode("utf-8", "replace").decode()}).text)
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    assert set(found.all("aria-labelledby")) <= set(ids)
    assert {told["for"] for tag, told in found.tags if tag == "label"} <= set(ids)


def test_all_of_it_is_small_and_nothing_comes_from_elsewhere(web: TestClient) -> None:
    href = page(web, q=BEST).hrefs("./?q=Welke")[0]
    html = web.get(href.removeprefix(".").partition("#")[0])
    beside = [web.get(path) for path in ("/stijl.css", "/gedrag.js", "/icoon.svg")]
    assert sum(len(got.content) for got in (html, *beside)) < 60_000
    found = Page(html.text)
    assert not {"iframe", "object", "base"} & {tag for tag, _ in found.tags}
    assert all(address.startswith("./") for address in (*found.all("src"), *found.all("action")))
    assert web.get("/").text.count('rel="stylesheet" href="./stijl.css?v=') == 1
    assert "url(" not in beside[0].text
    assert "@import" not in beside[0].text
    assert beside[0].headers["cache-control"].endswith("immutable")


@pytest.mark.parametrize("size", [5_000, MOST - 100, MOST + 100])
def test_a_page_is_small_whatever_is_asked(web: TestClient, size: int) -> None:
    got = web.get("/", params={"q": (f"{BEST} <&'\" " * size)[:size]})
    assert got.status_code == (200 if size < MOST else 413)
    assert len(got.content) < 20_000 + 7 * min(size, MOST)
    assert size > MOST or "plaats=" in got.text


def test_questions_that_cannot_be_asked_get_a_page_and_their_warnings(web: TestClient) -> None:
    assert "staat geen woord waarop te zoeken is" in page(web, status=400, q="???").text
    found = page(web, status=413, q=f"{DANGER} {'x ' * MOST}")
    assert "Deze vraag is te lang" in found.text
    assert found.hrefs("tel:112")
    assert "Dit artikel is er niet" in page(web, status=404, artikel="../geheim").text
    assert "Deze pagina is er niet" in page(web, "/nergens", 404).text


def test_the_page_for_a_frame_leads_out_of_it(web: TestClient) -> None:
    got = web.get("/insluiten", params={"q": PLAIN})
    assert "frame-ancestors https://www.example.nl" in got.headers["content-security-policy"]
    assert "x-frame-options" not in got.headers
    found = Page(got.text)
    assert all(
        told.get("target") == "_blank"
        for tag, told in found.tags
        if tag == "a" and "artikel=" in (told["href"] or "")
    )
    assert "frame-ancestors 'none'" in web.get("/").headers["content-security-policy"]
    assert web.get("/").headers["x-frame-options"] == "DENY"


def test_readers_are_told_when_questions_are_kept(
    corpus_path: Path, index_path: Path, tmp_path: Path
) -> None:
    with client(service(corpus_path, index_path, log=tmp_path / "log")) as opened:
        assert "Vragen worden bewaard" in page(opened).text
        page(opened, q=PLAIN)
        assert PLAIN in (tmp_path / "log").read_text(encoding="utf-8")
    with client(service(corpus_path, index_path)) as opened:
        assert "Je vraag wordt niet bewaard" in page(opened).text


def test_a_source_that_is_cited_twice_is_listed_once(web: TestClient) -> None:
    places = ("Eén.", 0, 4), ("Twee.", 5, 10), ("Drie.", 11, 16)
    cited = tuple(
        Citation(n, f"a#{n}", "a", "T", "K" if n < 3 else "Anders", "a.md", start, end, quote, "")
        for n, (quote, start, end) in enumerate(places, 1)
    )
    shown = answer(Answered("v?", "Eén.", 0.9, cited, ()), Links("v?"))
    assert [(one.name, [place.n for place in one.places]) for one in shown.sources] == [
        ("K", [1, 2]),
        ("Anders", [3]),
    ]
    assert len({place.href for one in shown.sources for place in one.places}) == 3


def test_an_answer_that_is_looked_at_again_is_not_logged_again(
    corpus_path: Path, index_path: Path, tmp_path: Path
) -> None:
    with client(service(corpus_path, index_path, log=tmp_path / "log")) as opened:
        page(opened, q=PLAIN)
        page(opened, q=PLAIN, artikel="magnesium-bij-spierpijn")
        assert (tmp_path / "log").read_text(encoding="utf-8").count(PLAIN) == 1
