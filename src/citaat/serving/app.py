"""The application: routes, what is said where something is wrong, and what runs beside the requests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from citaat.serving import api
from citaat.serving.batch import Batches
from citaat.serving.page import routes
from citaat.serving.page.known import Known
from citaat.serving.page.templating import file
from citaat.serving.replies import error_response
from citaat.serving.service import Service
from citaat.serving.shield import EMBEDDED, Shield

_YEAR = "public, max-age=31536000, immutable"


def make_app(service: Service, ancestors: Sequence[str] = ()) -> Starlette:
    """The application on `service`; `ancestors` may put the page for it into a frame."""
    app = Starlette(
        routes=[
            Route("/", routes.home),
            Route(EMBEDDED, routes.embedded),
            Route("/stijl.css", _asset("style.css", "text/css")),
            Route("/gedrag.js", _asset("script.js", "text/javascript")),
            Route("/icoon.svg", _asset("icon.svg", "image/svg+xml")),
            Route("/api", api.description),
            Route("/api/ask", api.ask, methods=["GET", "POST"]),
            Route("/api/batch", Batches().ask, methods=["POST"]),
            Route("/api/articles", api.articles),
            Route("/healthz", api.health),
            Route("/metrics", api.metrics),
        ],
        middleware=[
            Middleware(Shield, metrics=service.metrics, ancestors=ancestors, wrong=wrong, tell=service.tell)
        ],
        exception_handlers={HTTPException: _refused},
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False
    app.state.service, app.state.known = service, Known(service)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Open what every worker needs, watch the corpus while requests come in, and let go of all of it."""
    service: Service = app.state.service
    state = service.watch.state
    await asyncio.gather(
        service.warning.prepare("owed", state, ""), service.answering.prepare("opens", state)
    )
    watching = asyncio.create_task(service.watch.run())
    try:
        yield
    finally:
        watching.cancel()
        service.watch.close()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.to_thread(service.close)


def wrong(request: Request, status: int) -> Response:
    """What is said where a request cannot be served: in Dutch to people, as JSON to programs."""
    if request.url.path.startswith("/api"):
        told = {404: "there is no such address; see /api", 405: "not with this method; see /api"}
        # Of what went wrong halfway nobody knows whether its warnings came out.
        return error_response(
            status, told.get(status, "something unforeseen went wrong"), None if status == 500 else ()
        )
    return routes.message_page(request, status)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = wrong(request, status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _asset(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    """A file beside the page; its address holds the fingerprint of what pages look like."""

    async def asset(request: Request) -> Response:
        return Response(file(name), media_type=kind, headers={"cache-control": _YEAR})

    return asset
