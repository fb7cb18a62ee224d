"""The shield: every answer has the headers, and what goes wrong inside is told to nobody outside."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.serving import client, service

from citaat.serving import api
from citaat.serving.page import views

PATHS = [
    "/",
    "/?q=hoi",
    "/insluiten",
    "/stijl.css",
    "/icoon.svg",
    "/api",
    "/api/ask?question=x",
    "/healthz",
    "/metrics",
    "/nergens",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(web: TestClient, path: str) -> None:
    headers = web.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert policy.startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
    )
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "server" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/?q=geheim", "/api/ask?question=geheim"])
def test_a_fault_is_told_without_the_question(
    corpus_path: Path, index_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("geheim /een/pad")

    told: list[str] = []
    monkeypatch.setattr(views, "answer", broken)
    monkeypatch.setattr(api, "outcome_response", broken)
    with client(service(corpus_path, index_path, tell=told.append)) as opened:
        got = opened.get(path)
        assert got.status_code == 500
        assert "geheim" not in got.text
        assert "112" in got.text
        assert 'status="500"' in opened.get("/metrics").text
    assert told == ["a request failed unforeseen (RuntimeError); CITAAT_DEBUG=1 shows where"]
