"""The page in a real browser: keyboard, telephone, dark, print, and nothing that WCAG 2.2 AA objects to."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from support.server import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
BEST = "Welke magnesium kan ik het beste nemen?"
DANGER = "Mijn dochtertje heeft een heel potje magnesium leeggegeten"
OTHER = "Wat is de hoofdstad van Frankrijk?"
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Milliseconds: on a busy machine a page takes its time, and that is no fault of it.
PATIENCE = 120_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="there is no /usr/bin/chromium: apt-get install chromium"
    ),
    # The driver of the browser leaves pipes to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def server(cache: Path, corpus_path: Path, index_path: Path) -> Iterator[Server]:
    options = ("--corpus", str(corpus_path), "--index", str(index_path), "--rate", "0", "--embed-from", "*")
    with serving(*options, env={"XDG_CACHE_HOME": str(cache)}) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as driver:
        # The frame of another site is one that this test makes up, which counts as a stranger on this machine.
        options = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page on a telephone that may go nowhere but to the server."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def address(server: Server, question: str = "", path: str = "/") -> str:
    return f"{server.url}{path}" + (f"?{urlencode({'q': question})}" if question else "")


def test_a_keyboard_is_enough_from_question_to_place(server: Server, page: "Page") -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(server))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type(BEST)
    page.keyboard.press("Shift+Enter")
    assert page.locator("#q").input_value() == f"{BEST}\n"
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_selector(".quotes")
    page.keyboard.press("Tab")
    page.locator(".quotes a.n").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark#plaats")
    place = page.locator("mark#plaats").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < PHONE["height"]
    assert "plaats=" in page.url
    page.keyboard.press("Tab")
    beside = page.locator(":focus").bounding_box()
    assert beside is not None
    assert 0 <= beside["y"] < PHONE["height"]
    page.keyboard.press("Enter")
    page.wait_for_url("**#cijfer-1")
    assert all(url.startswith(server.url) for url in asked)


def test_known_questions_come_as_one_types_and_nobody_is_asked(server: Server, page: "Page") -> None:
    page.goto(address(server))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#q").press_sequentially("waarom magn")
    offered = page.locator("#weet a:visible")
    assert 1 <= offered.count() <= 5
    assert all("waarom" in text.lower() for text in offered.all_inner_texts())
    assert [url for url in asked if not url.endswith("icoon.svg")] == []
    chosen = offered.first.inner_text()
    offered.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator("#q").input_value() == chosen
    page.locator("#q").fill("qwxz")
    assert page.locator("#weet a:visible").count() == 0


def test_an_emergency_is_what_a_telephone_shows(server: Server, page: "Page") -> None:
    page.goto(address(server, DANGER))
    assert page.title().startswith("Spoed")
    alarm, call = page.locator(".urgent").bounding_box(), page.locator(".dial a").first.bounding_box()
    assert alarm is not None
    assert call is not None
    assert (alarm["y"], alarm["width"]) == (0, PHONE["width"])
    assert call["y"] + call["height"] < PHONE["height"]
    assert call["height"] >= 44
    assert page.locator(".quotes").count() == 0


@pytest.mark.parametrize("question", [DANGER, "ik wil niet meer leven"])
def test_every_number_is_on_the_first_screen_of_a_telephone_at_twice_the_size(
    server: Server, page: "Page", question: str
) -> None:
    page.set_viewport_size({"width": 195, "height": 422})
    page.goto(address(server, question))
    buttons = [found.bounding_box() for found in page.locator(".dial a").all()]
    assert len(buttons) > 1
    assert all(box is not None and box["y"] + box["height"] < 422 for box in buttons)
    assert page.evaluate("document.documentElement.scrollWidth") <= 195


def test_an_article_can_be_left_from_wherever_it_is_read(server: Server, page: "Page") -> None:
    page.goto(address(server, BEST))
    page.locator(".quotes a.n").first.click()
    page.wait_for_selector("mark#plaats")
    for place in ("document.body.scrollHeight", "0"):
        page.evaluate(f"window.scrollTo(0, {place})")
        assert page.get_by_text("Terug naar het antwoord").last.is_visible()
    page.evaluate("document.querySelector('.reading').scrollIntoView()")
    page.mouse.wheel(0, 600)
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert 0 <= bar["y"] < 60
    page.get_by_text("Naar de zin").click()
    marked = page.locator("mark#plaats").bounding_box()
    assert marked is not None
    assert bar["height"] < marked["y"] < PHONE["height"]
    page.get_by_text("Terug naar het antwoord").first.click()
    page.wait_for_selector(".quotes")
    assert page.url.endswith("#cijfer-1")
    assert page.locator(".reading").count() == 0


def test_the_numbers_stay_in_sight_while_an_article_is_read_beside_an_emergency(
    server: Server, page: "Page"
) -> None:
    page.goto(address(server, DANGER))
    page.locator("summary").click()
    page.locator(".caveats li a").first.click()
    page.wait_for_selector("mark#plaats")
    call, marked = page.locator(".calls a").first.bounding_box(), page.locator("mark#plaats").bounding_box()
    assert call is not None
    assert marked is not None
    assert 0 <= call["y"] < call["y"] + call["height"] < marked["y"] < PHONE["height"]


SMALL = """[...document.querySelectorAll("a:not(.skip), button, summary, textarea")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && (box.width < 44 || box.height < 44);
}).map((one) => one.textContent)"""


def test_everything_to_tap_is_as_large_as_a_thumb(server: Server, page: "Page") -> None:
    article = urlencode({"q": BEST, "artikel": "magnesium-bij-spierpijn", "plaats": "1493-1626"})
    places = [address(server), address(server, BEST), address(server, OTHER), address(server, DANGER)]
    for place in [*places, f"{server.url}/?{article}"]:
        page.goto(place)
        assert page.evaluate(SMALL) == [], place


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_sticks_out_at_any_width(server: Server, page: "Page", width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address(server, BEST))
    page.locator(".quotes a.n").first.click()
    page.wait_for_selector("mark#plaats")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    answer, article = page.locator(".asking").bounding_box(), page.locator(".reading").bounding_box()
    assert answer is not None
    assert article is not None
    beside = article["x"] >= answer["x"] + answer["width"]
    assert beside == (width >= 1000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(server: Server, browser: "Browser", scheme: str) -> None:
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    axe = axe_module.Axe()
    context = browser.new_context(viewport=WIDE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    article = {"q": BEST, "artikel": "magnesium-bij-spierpijn", "plaats": "1493-1626"}
    places = [f"{server.url}/?{urlencode(article)}", address(server, DANGER), address(server, OTHER)]
    if scheme == "light":
        places += [address(server), address(server, "???"), address(server, BEST, "/insluiten")]
    for place in places:
        page.goto(place)
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert len(found.response["passes"]) > 10
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
    context.close()


def test_on_paper_there_is_the_answer_and_no_form(server: Server, page: "Page") -> None:
    page.goto(address(server, BEST))
    page.emulate_media(media="print")
    assert not page.locator("form").is_visible()
    assert page.locator(".quotes").is_visible()
    assert page.locator(".caveats li").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_another_site_may_frame_the_page_for_it_alone(server: Server, page: "Page") -> None:
    for path, framed in (("/insluiten", 1), ("/", 0)):
        html = f'<iframe src="{address(server, BEST, path)}" width="380" height="500"></iframe>'
        page.route("http://site.example/", partial(_give, html))
        page.goto("http://site.example/", wait_until="load")
        assert page.frames[1].locator(".quotes").count() == framed


def _give(html: str, route: "Route") -> None:
    route.fulfill(body=html, content_type="text/html")
