"""What has to be read first: an emergency before anything else, and warnings that nothing hides."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient
from support.html import Page, page
from support.serving import NoWorker, client, lane, service

from citaat.records import Answered, Caveat
from citaat.serving.page.views import Links, answer
from citaat.serving.service import NOTICE

DANGER = "Mijn dochtertje heeft een heel potje magnesium leeggegeten"
PLAIN = "Waar zit magnesium in?"


def test_an_emergency_stands_before_everything_without_an_answer(web: TestClient) -> None:
    got = web.get("/", params={"q": DANGER})
    body = got.text.partition("<body>")[2]
    assert 0 < body.index('class="urgent"') < body.index("<header") < body.index("<main")
    found = Page(got.text)
    assert found.hrefs("tel:")[:1] == ["tel:112"]
    assert {"tel:112", "tel:070245245"} == set(found.hrefs("tel:"))
    assert 'class="quotes"' not in got.text
    assert "<title>Spoed" in got.text
    assert "Zoek eerst hulp" in found.text


def test_the_numbers_of_an_emergency_stay_when_an_article_is_opened(web: TestClient) -> None:
    hrefs = [href for href in page(web, q=DANGER).hrefs("./?q=") if "artikel=" in href]
    assert hrefs
    got = web.get(hrefs[0].removeprefix(".").partition("#")[0])
    assert got.status_code == 200
    assert (
        0
        < got.text.index('class="dial"')
        < got.text.index('class="reading"')
        < got.text.index('class="calls"')
    )
    assert 'class="quotes"' not in got.text
    assert "Terug naar het antwoord" in got.text
    back = [href for href in Page(got.text).hrefs("./?q=") if "artikel=" not in href]
    assert set(back) == {f"./?{urlencode({'q': DANGER})}"}
    again = web.get("/", params={"q": DANGER, "toch": "ja", "artikel": "magnesium-bij-spierpijn"}).text
    assert 'class="reading"' in again
    hrefs = [href for href in Page(again).hrefs("./?q=") if "artikel=" in href]
    assert hrefs
    assert all("toch=ja" in href for href in hrefs)


def test_an_endless_cry_for_help_leaves_a_number_to_call_beside_an_article(web: TestClient) -> None:
    hrefs = page(web, q=f"{DANGER}. {'Help mij toch. ' * 200}").hrefs("./?spoed=ja&artikel=")
    assert hrefs
    found = Page(web.get(hrefs[0].removeprefix(".").partition("#")[0]).text)
    assert found.hrefs("tel:")


def test_an_answer_behind_a_suspected_emergency_is_held_back(web: TestClient) -> None:
    outcome = Answered("v?", "Antwoord.", 0.9, (), (Caveat("spoed", "emergency", "Bel 112.", "r", "t", ()),))
    held = answer(outcome, Links("v?"))
    assert (held.blocks, held.sources, held.held) == ((), (), "./?q=v%3F&toch=ja#antwoord")
    assert not answer(outcome, Links("v?"), insisted=True).held
    assert answer(outcome, Links("v?"), insisted=True).urgent


@pytest.mark.parametrize(
    "question", [DANGER, "ik wil niet meer leven", "mijn hond heeft een strip pillen opgegeten"]
)
def test_the_numbers_of_an_emergency_come_first_and_say_their_country(web: TestClient, question: str) -> None:
    html = web.get("/", params={"q": question}).text
    assert html.index('class="dial"') < html.index('class="told"')
    buttons = re.findall(r'<li><a href="tel:\d+">Bel [\d ]+ <small>(.*?)</small></a></li>', html)
    assert len(buttons) == html.partition("</ul>")[0].count("<li>") > 1
    assert all(told.endswith(("België", "Nederland")) for told in buttons)


def test_without_an_answer_a_warning_is_its_advice_and_says_why_one_step_away(web: TestClient) -> None:
    html = web.get("/", params={"q": "ik ben zwanger, wat kost een magnesiumpil bij de drogist"}).text
    shown, _, behind = html.partition('class="caveats"')[2].partition("<details>")
    assert shown.count("Vraag je arts of apotheker om advies") == 1
    assert "misselijkheid" not in shown
    assert "misselijkheid" in behind
    assert "zwangerschap" in behind


def test_when_nothing_works_there_is_a_number_to_call(corpus_path: Path, index_path: Path) -> None:
    made = service(corpus_path, index_path, answering=lane(NoWorker), warning=lane(NoWorker))
    with client(made) as opened:
        for path in ("/", "/insluiten"):
            found = page(opened, path, 503, q=DANGER)
            assert found.hrefs("tel:") == ["tel:112"]
            assert NOTICE in found.text
            assert "Het zoeken is mislukt" in found.text
        assert page(opened, "/").hrefs("./") == ["./"]
        assert "niet te lezen" in page(opened, status=503, artikel="a").text


def test_a_busy_server_says_so_and_warns(corpus_path: Path, index_path: Path) -> None:
    with client(service(corpus_path, index_path, rate=0.01)) as opened:
        page(opened, q=PLAIN)
        page(opened, status=503, artikel="magnesium-bij-spierpijn")
        assert opened.get("/api/articles").status_code == 503
        found = page(opened, status=429, q=DANGER)
        assert "Even geduld" in found.text
        assert found.hrefs("tel:112")
