"""The page to ask and to read, and the one to put into another site."""

import hashlib
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from citaat.questions import Asked
from citaat.records import Abstained, Abstention
from citaat.serving.api import address
from citaat.serving.articles import ListedArticle, Listing, ShownArticle
from citaat.serving.bodies import MOST, in_address
from citaat.serving.page import phones, views
from citaat.serving.page.reading import Reading, reading
from citaat.serving.page.templating import fingerprint, render
from citaat.serving.page.views import Links, Place
from citaat.serving.replies import caching
from citaat.serving.service import NOTICE, OK, TOO_MANY, UNAVAILABLE, Served, Service, matches
from citaat.serving.workers import Unavailable

_NAME = "Vraag het de artikelen"
_TITLE = 70
_EXAMPLES, _LISTED = 5, 50
# Of a question that is too long so many characters are given back to be mended.
_KEPT = 2_000
_BUSY = "Er wordt nu te veel tegelijk gevraagd. Wacht een paar tellen en probeer het dan opnieuw."
_NEW_WINDOW = Markup(' target="_blank" rel="noopener"')


@dataclass(frozen=True, slots=True)
class Message:
    """Something that has to be said in place of an answer; `retry` leads to the same again."""

    title: str
    text: str
    retry: str = ""


_MESSAGES = {
    400: Message("Deze vraag is niet te lezen", "Typ de vraag opnieuw, in gewone letters."),
    404: Message("Deze pagina is er niet", "Het adres klopt niet of is veranderd. Stel hierboven je vraag."),
    405: Message("Dat kan hier niet", "Stel hierboven je vraag."),
    413: Message("Deze vraag is te lang", "Vraag het in minder woorden."),
    500: Message("Er ging iets mis", "Het antwoord kan nu niet worden getoond. Probeer het opnieuw."),
    UNAVAILABLE: Message("Het artikel is nu niet te lezen", "Probeer het over een halve minuut opnieuw."),
}
_NO_ARTICLE = Message(
    "Dit artikel is er niet", "Het is weggehaald of heet nu anders. Stel hierboven je vraag."
)


async def home(request: Request) -> Response:
    """The page: a question, an answer, and an article beside it, each where the address asks for it."""
    service: Service = request.app.state.service
    told = request.query_params
    question, place = told.get("q", ""), Place.of(told)
    insisted = told.get("toch") == "ja"
    links = Links(question, place, told.get("artikel", ""), insisted)
    page = _Page(request, links, question)
    await page.begin()
    if question.strip():
        asked = in_address(request)
        name = page.named(service.name(asked))
        if "artikel" not in told and matches(request.headers.get("if-none-match", ""), name):
            return Response(status_code=304, headers=caching(name))
        await page.answer(asked, insisted, again="artikel" in told)
    elif told.get("spoed") == "ja":
        page.told["notice"] = tuple(phones.spans(NOTICE))
    if "artikel" in told:
        await page.read(told["artikel"], place, _part(told.get("deel", "")))
    if not question.strip() and "artikel" not in told:
        await page.welcome(_part(told.get("vanaf", "")) - 1)
    return page.response("page")


async def embedded(request: Request) -> Response:
    """The page for another site's frame: a question and its answer; what leads further opens in a window of its own."""
    question = request.query_params.get("q", "")
    page = _Page(request, Links(question), question)
    await page.begin()
    page.told |= {"target": _NEW_WINDOW, "action": "./insluiten"}
    if question.strip():
        await page.answer(in_address(request), insisted=request.query_params.get("toch") == "ja")
    return page.response("embed")


def message_page(request: Request, status: int) -> Response:
    """A page that says what is wrong with a request."""
    page = _Page(request, Links(""), "")
    page.say(status, _MESSAGES.get(status, _MESSAGES[404]))
    if status == 500:
        page.told["notice"] = tuple(phones.spans(NOTICE))
    return page.response("page")


class _Page:
    """A page as it comes about: what the template is told, and the status."""

    def __init__(self, request: Request, links: Links, question: str) -> None:
        self._service: Service = request.app.state.service
        self._links, self._question = links, question
        self._request, self._address = request, address(request)
        self.status, self.etag = OK, ""
        self.told: dict[str, Any] = {
            "title": _NAME,
            "question": question,
            "shown_question": _shown(question),
            "action": "./",
            "target": Markup(""),
            "known": (),
            "logged": self._service.log is not None,
            "answer": None,
            "message": None,
            "notice": (),
            "retry": "",
            "examples": (),
            "articles": (),
            "more": "",
            "reading": None,
            "close": "",
        }

    async def begin(self) -> None:
        """Fill in the known questions, from which the box completes what is typed without asking anybody."""
        known = await self._request.app.state.known.questions()
        self.told["known"] = [(one.text, one.title, self._links.ask(one.text)) for one in known]

    async def answer(self, asked: Asked, insisted: bool, again: bool = False) -> None:
        """Answer the question, or say why it cannot be asked, with the caveats it is owed; `again` beside an article."""
        if asked.error is not None:
            served = await self._unasked(asked)
            self.status = served.status
            if asked.text:
                status = 413 if len(asked.text.encode()) > MOST else 400
                self.say(status, _MESSAGES[status])
                self.told["question"] = self._question[:_KEPT]
        else:
            served = await self._service.answer(asked, self._address, logged=not again)
            self.status, self.etag = served.status, served.etag
        shown = views.answer(served.outcome, self._links, insisted, served.suggested)
        self.told |= {"answer": shown, "notice": tuple(phones.spans(served.notice))}
        self.told["title"] = f"{'Spoed' if shown.urgent else _shown(self._question)} · {_NAME}"
        if served.status == TOO_MANY:
            self.say(TOO_MANY, Message("Even geduld", _BUSY, self._links.ask(self._question)))
        elif served.status == UNAVAILABLE:
            self.told["retry"] = self._links.ask(self._question)

    async def _unasked(self, asked: Asked) -> Served:
        owed = await self._service.owed(asked.text)
        outcome = Abstained(asked.text, 0.0, Abstention("no_words", (), ()), owed or ())
        return Served(400, outcome, notice=NOTICE if owed is None else "")

    async def read(self, id: str, place: Place | None, part: int) -> None:
        """Put an article beside the answer."""
        try:
            found: ShownArticle | None = await self._service.look_up(self._address, "article", id)
        except Unavailable:
            self.say(UNAVAILABLE, _MESSAGES[UNAVAILABLE])
            return
        if found is None:
            self.say(404, _NO_ARTICLE)
            return
        shown: Reading = reading(found, place, part, self._links)
        self.told |= {"reading": shown, "close": self._back()}
        if not self._question:
            self.told["title"] = f"{shown.title} · {_NAME}"

    def _back(self) -> str:
        """Where the answer is left for an article: at the number of the source that is open, if it is one."""
        shown: views.Answer | None = self.told["answer"]
        numbers = [one.n for source in shown.sources for one in source.places if one.open] if shown else []
        where = f"#cijfer-{numbers[0]}" if numbers else "#antwoord" if shown and not shown.urgent else ""
        back = self._links.back(self._question)
        return back + where if back else ""

    async def welcome(self, start: int) -> None:
        """Fill the page that asks nothing yet: examples, and the articles from `start` on."""
        self.told["examples"] = self.told["known"][:_EXAMPLES]
        try:
            found: Listing = await self._service.look_up(self._address, "articles", start, _LISTED + 1)
        except Unavailable:
            return
        self.told["articles"] = [self._listed(one) for one in found.articles[:_LISTED]]
        if len(found.articles) > _LISTED:
            self.told["more"] = f"./?vanaf={start + _LISTED + 1}#artikelen"

    def _listed(self, one: ListedArticle) -> tuple[str, str, str]:
        return one.title or one.id, views.by(one.author, one.date), self._links.article(one.id)

    def say(self, status: int, message: Message) -> None:
        """Put a message on the page, and give it a status that says so too."""
        self.status = status
        self.told["message"] = message

    def named(self, etag: str) -> str:
        """The name in a cache of this page with the outcome of that name: it looks otherwise at another address."""
        if not etag:
            return ""
        told = "\0".join((etag, fingerprint(), self._request.url.query))
        return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'

    def response(self, template: str) -> Response:
        """The page."""
        named = self.named(self.etag) if not self.told["reading"] else ""
        return HTMLResponse(render(template, self.told), self.status, caching(named))


def _shown(question: str) -> str:
    """A question as a heading."""
    text = " ".join(question.split())
    return text if len(text) <= 4 * _TITLE else f"{text[: 4 * _TITLE]} …"


def _part(told: str) -> int:
    """A number in the address, 1 where there is none."""
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 8 else 1
