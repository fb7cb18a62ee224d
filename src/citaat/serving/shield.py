"""What stands around every request: headers that keep a browser safe, counts, and an end to whatever goes wrong."""

import os
import time
from collections.abc import Awaitable, Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from citaat.serving.metrics import Metrics

# Nothing comes from elsewhere, nothing runs, and a form leads nowhere but back.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}
EMBEDDED = "/insluiten"
Wrong = Callable[[Request, int], Response]


class Shield:
    """Wraps `app`. `ancestors` are the sites that may frame the page that is meant for it; no other page is framed."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        ancestors: Sequence[str],
        wrong: Wrong,
        tell: Callable[[str], None],
    ) -> None:
        self._app, self._metrics, self._wrong, self._tell = app, metrics, wrong, tell
        self._policies = {
            embedded: _POLICY.format(ancestors=" ".join(ancestors) if embedded and ancestors else "'none'")
            for embedded in (True, False)
        }
        self._ancestors = bool(ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), [0]
        self._metrics.in_flight += 1
        try:
            await self._safely(scope, receive, self._armoured(scope, send, status), status)
        finally:
            self._metrics.in_flight -= 1
            # A route that there is none of is one for all: addresses are for anybody to make up.
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.count("requests", route=route, status=str(status[0]))
            self._metrics.took(route, time.monotonic() - began)

    async def _safely(self, scope: Scope, receive: Receive, send: Send, status: list[int]) -> None:
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            # Nobody is there to be told anything.
            return
        except Exception as error:
            if os.environ.get("CITAAT_DEBUG"):
                import traceback

                traceback.print_exception(error)
            # Without the text of the error, which may hold what somebody asked.
            self._tell(f"a request failed unforeseen ({type(error).__name__}); CITAAT_DEBUG=1 shows where")
            if status[0]:
                raise
            await self._wrong(Request(scope, receive), 500)(scope, receive, send)

    def _armoured(self, scope: Scope, send: Send, status: list[int]) -> Callable[[Message], Awaitable[None]]:
        embedded = scope["path"] == EMBEDDED

        async def armoured(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["content-security-policy"] = self._policies[embedded]
                if not (embedded and self._ancestors):
                    headers["x-frame-options"] = "DENY"
            await send(message)

        return armoured
