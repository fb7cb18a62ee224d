"""The JSON endpoints: the bytes of citaat ask --json, whatever comes in, and caveats with every refusal."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from support.serving import NoWorker, client, lane, service

from citaat.engine import Engine
from citaat.records import ABSTENTIONS
from citaat.serving.bodies import MOST
from citaat.serving.building import index
from citaat.terminal import json_text

DANGER = "Mijn dochtertje heeft een heel potje magnesium leeggegeten"
PLAIN = "Waar zit magnesium in?"
JSON = {"content-type": "application/json"}


def printed(engine: Engine, question: str, id: Any = None) -> str:
    """What citaat ask --json prints."""
    return json_text(engine.ask(question, id).to_dict(), indent=2) + "\n"


@pytest.mark.parametrize(
    "question", [PLAIN, DANGER, "Wat is de hoofdstad van Frankrijk?", "a\u202eb\x1b[31m <b>"]
)
def test_get_and_post_give_the_bytes_of_the_command_line(
    web: TestClient, engine: Engine, question: str
) -> None:
    got = web.get("/api/ask", params={"question": question})
    assert (got.status_code, got.headers["content-type"], got.text) == (
        200,
        "application/json",
        printed(engine, question),
    )
    posted = web.post("/api/ask", json={"question": question, "id": 7.5})
    assert posted.text == printed(engine, question, 7.5)
    assert web.get("/api/ask", params={"question": question, "id": "x"}).text == printed(
        engine, question, "x"
    )
    assert web.head("/api/ask", params={"question": question}).status_code == 200


def test_an_outcome_has_a_name_in_a_cache(web: TestClient) -> None:
    first = web.get("/api/ask", params={"question": PLAIN})
    named = {"if-none-match": first.headers["etag"]}
    assert first.headers["cache-control"] == "private, no-cache"
    # The service of this test names its corpus itself, so only an answer knows the real name.
    other = web.get("/api/ask", params={"question": DANGER}, headers=named)
    assert (other.status_code, other.headers["etag"] != first.headers["etag"]) == (200, True)


def test_an_outcome_that_is_known_is_not_sent_again(
    corpus_path: Path, index_path: Path, engine: Engine
) -> None:
    made = service(corpus_path, index_path)
    made.watch.indexed = index(str(corpus_path), str(index_path))
    with client(made) as opened:
        first = opened.get("/api/ask", params={"question": PLAIN})
        again = opened.get(
            "/api/ask", params={"question": PLAIN}, headers={"if-none-match": first.headers["etag"]}
        )
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        page = opened.get("/", params={"q": PLAIN})
        again = opened.get("/", params={"q": PLAIN}, headers={"if-none-match": page.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = opened.get(
            "/", params={"q": PLAIN, "toch": "ja"}, headers={"if-none-match": page.headers["etag"]}
        )
        assert other.status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "is not JSON"),
        (b"[]", 400, "is no JSON object"),
        (b"{}", 400, "holds no question"),
        (b'{"question": 7}', 400, "holds no question"),
        (b'{"question": "??"}', 400, "the question is empty"),
        (b'{"question": "x", "id": []}', 400, "its id is neither"),
        (b'{"question": "x", "id": 1e999}', 400, "its id is neither"),
        (b'{"question": "\\ud800 x"}', 400, "half a character"),
        (b"[" * 60_000, 400, "nested too deep|is not JSON"),
        (b'{"question": "\xff\xfe"}', 400, "holds half a character"),
        (b"x" * (4 * MOST + 1), 413, "larger than 65,536 bytes"),
        (json.dumps({"question": "x" * (MOST + 1)}).encode(), 400, "longer than 16,384 bytes"),
    ],
)
def test_what_cannot_be_asked_is_told(web: TestClient, body: bytes, status: int, told: str) -> None:
    got = web.post("/api/ask", content=body, headers=JSON)
    assert got.status_code == status
    assert re.search(told, got.json()["error"]), got.text
    assert got.json()["caveats"] == []
    assert "Traceback" not in got.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f'{{"question": "{DANGER}"', "application/json"),
        (f'{{"vraag": "{DANGER}"}}', "application/json"),
        (DANGER, "text/plain"),
        (f"question={DANGER}", "application/x-www-form-urlencoded"),
        (DANGER + " x" * 40_000, "application/json"),
    ],
)
def test_every_refusal_carries_the_caveats(web: TestClient, content: str, kind: str) -> None:
    got = web.post("/api/ask", content=content.encode(), headers={"content-type": kind})
    assert got.status_code in (400, 413, 415)
    assert got.json()["caveats"][0]["id"] == "spoed"
    assert "112" in got.json()["caveats"][0]["text"]


@settings(max_examples=40)
@given(raw=st.binary(max_size=120))
def test_any_bytes_get_an_answer_in_json(web: TestClient, raw: bytes) -> None:
    got = web.post("/api/ask", content=raw, headers=JSON)
    assert got.status_code in (200, 400)
    assert got.json().get("schema") == "citaat.outcome/1" or got.json()["error"]


@pytest.mark.parametrize(
    "path", ["/api/ask", "/api/batch", "/api/articles", "/api", "/", "/insluiten", "/nergens", "/api/x"]
)
@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused(web: TestClient, path: str, method: str) -> None:
    got = web.request(method, path)
    assert got.status_code == (404 if path in ("/nergens", "/api/x") else 405)
    assert "frame-ancestors" in got.headers["content-security-policy"]
    if path.startswith("/api"):
        assert got.json()["error"]


def test_a_batch_is_answered_line_by_line(web: TestClient, engine: Engine) -> None:
    lines = [
        PLAIN.encode(),
        b"",
        json.dumps({"question": DANGER, "id": 3}).encode(),
        b"{kapot " + DANGER.encode(),
        b"???",
        b"\xff hoi",
        b"a" * (MOST + 9),
    ]
    got = web.post("/api/batch", content=b"\n".join(lines))
    assert got.headers["content-type"].startswith("application/x-ndjson")
    told = got.text.splitlines()
    assert told[0] == json_text(engine.ask(PLAIN).to_dict())
    assert told[1] == json_text(engine.ask(DANGER, 3).to_dict())
    errors = [json.loads(line) for line in told[2:]]
    assert [re.sub(r".*?(:\d:|is empty).*", r"\1", one["error"]) for one in errors] == [
        ":4:",
        "is empty",
        ":6:",
        ":7:",
    ]
    assert errors[0]["caveats"][0]["id"] == "spoed"
    # The place is free again.
    assert web.post("/api/batch", content=b"").text == ""


def test_articles_are_listed(web: TestClient) -> None:
    got = web.get("/api/articles").json()
    assert (got["total"], [one["id"] for one in got["articles"]]) == (1, ["magnesium-bij-spierpijn"])
    assert web.get("/api/articles", params={"start": 1}).json()["articles"] == []
    for wrong in ({"start": "-1"}, {"start": "x"}, {"count": "101"}, {"count": "9" * 40}, {"start": "¹"}):
        assert web.get("/api/articles", params=wrong).status_code == 400


def test_health_and_metrics_tell_how_it_is(corpus_path: Path, index_path: Path, tmp_path: Path) -> None:
    with client(service(corpus_path, index_path)) as opened:
        assert (opened.get("/healthz").status_code, opened.get("/healthz").json()["status"]) == (200, "ok")
        opened.get("/api/ask", params={"question": DANGER})
        opened.get("/nergens")
        text = opened.get("/metrics").text
        assert 'citaat_requests_total{route="/api/ask",status="200"} 1' in text
        assert 'citaat_requests_total{route="other",status="404"} 1' in text
        assert 'citaat_outcomes_total{status="abstained",code="emergency"} 1' in text
        assert 'citaat_caveats_total{id="spoed"} 1' in text
        assert "dochtertje" not in text


def test_without_an_index_all_say_so(corpus_path: Path, index_path: Path) -> None:
    made = service(corpus_path, index_path, answering=lane(NoWorker))
    made.watch.indexed = type(made.watch.indexed)("weg", error="kapot: /een/pad")
    with client(made) as opened:
        health = opened.get("/healthz")
        assert (health.status_code, health.json()["status"]) == (503, "unavailable")
        got = opened.get("/api/ask", params={"question": DANGER})
        assert (got.status_code, got.headers["retry-after"], got.headers["cache-control"]) == (
            503,
            "5",
            "no-store",
        )
        assert (got.json()["status"], got.json()["caveats"][0]["id"]) == ("abstained", "spoed")
        assert opened.get("/api/articles").status_code == 503
        assert "/een/pad" not in got.text + health.text


def refs(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [node["$ref"]] if "$ref" in node else [ref for one in node.values() for ref in refs(one)]
    return [ref for one in node for ref in refs(one)] if isinstance(node, list) else []


def test_the_description_is_of_what_is_served(web: TestClient, engine: Engine) -> None:
    document = web.get("/api").json()
    schemas = document["components"]["schemas"]
    assert {ref.removeprefix("#/components/schemas/") for ref in refs(document)} == set(schemas)
    for path, item in document["paths"].items():
        for method in item:
            assert web.request(method, path, content=b"").status_code in (200, 400, 415), path
    assert tuple(schemas["Abstention"]["properties"]["code"]["enum"]) == ABSTENTIONS
    for question in (PLAIN, DANGER, "Wat is de hoofdstad van Frankrijk?", "x " * 3000):
        record = engine.ask(question, "id").to_dict()
        assert set(record) <= set(schemas["Outcome"]["properties"])
        assert set(schemas["Outcome"]["required"]) <= set(record)
        for citation in record["citations"]:
            assert (
                set(schemas["Citation"]["required"])
                <= set(citation)
                <= set(schemas["Citation"]["properties"])
            )
        for caveat in record["caveats"]:
            assert set(caveat) == set(schemas["Caveat"]["properties"])


LATE = "a " * 9_000 + DANGER


def test_what_is_too_long_is_looked_at_to_its_end(web: TestClient) -> None:
    body = json.dumps({"question": LATE}).encode()
    refusals = [
        web.post("/api/ask", content=body, headers=JSON),
        web.get("/api/ask", params={"question": LATE}),
    ]
    for got in refusals:
        assert (got.status_code, got.json()["caveats"][0]["id"]) == (400, "spoed")
        assert "notice" not in got.json()
    (line,) = web.post("/api/batch", content=LATE.encode()).text.splitlines()
    assert json.loads(line)["caveats"][0]["id"] == "spoed"


def test_where_not_all_could_be_looked_at_that_is_said(web: TestClient) -> None:
    body = json.dumps({"question": "a " * 4 * MOST + DANGER}).encode()
    got = web.post("/api/ask", content=body, headers=JSON)
    assert got.status_code == 413
    assert "waarschuwing ontbreken" in got.json()["notice"]
    (line,) = web.post("/api/batch", content=body).text.splitlines()
    assert "bel dan 112" in json.loads(line)["notice"]


def test_utf_16_is_refused_with_its_warning(web: TestClient) -> None:
    for encoding in ("utf-16", "utf-16-le"):
        first = web.post("/api/batch", content=f"{DANGER}\n".encode(encoding)).text.splitlines()[0]
        assert "UTF-8" in json.loads(first)["error"]
        assert json.loads(first)["caveats"][0]["id"] == "spoed"
