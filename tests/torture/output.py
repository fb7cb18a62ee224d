"""What a terminal, a page and a CI log get to see: no escape, markup or workflow command from any field or usage error."""

import json
import re
import sys
from functools import partial
from pathlib import Path

from support.command import Ran, run_citaat
from support.hostile import sound
from support.server import serving
from support.threats import HOUR, Place, Tries, tell

# Each would do harm in its own place: a terminal, a page, a log, a shell, a table.
PAYLOADS = (
    "\x1b[31mrood\x1b]0;x\x07",
    "\x9b2J",
    "\u202eomgekeerd\u2066",
    "\r::error::x",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "::set-env name=PATH::x",
    "##[error]x",
    "##vso[task.x]y",
    "{{7*7}}",
    "`id`$(id)",
    "a|b",
    "[x](javascript:alert(1))",
    "\u2028\u2029",
    "m" + "\u0301" * 60,
    "\x00",
    "&lt;b&gt;",
)
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
# The evaluation's own notes are commands too: each has its properties first, which no payload has.
_COMMAND = re.compile(
    r"(?m)^\s*(?:::(?!error (?:file=[^\s:,]+,line=\d+,)?title=citaat eval)[a-z-]+|##\[|##vso)"
)
_MARKUP = re.compile(r"<script>alert|<img src=x|<svg onload|href=\"javascript:")
run = partial(run_citaat, timeout=HOUR)


def _corpus(place: Place, number: int, payload: str) -> Path:
    """A corpus with the payload in every field that has one."""
    corpus, told = sound(place.work / f"c{number}" / "corpus"), json.dumps(payload.replace("\x00", ""))
    matter = f"title = {told}\nauthor = {told}\ndate = {told}\nurl = {told}"
    matter = re.sub(r"\\u00(9b|07|1b)", r"\\u00\1", matter)
    text = (
        f"+++\n{matter}\n+++\n\n## Slaap {payload} uur\n\nSlaap zeven {payload} uur.\n\n- {payload} eet vis\n"
    )
    (corpus / "slaap.md").write_text(text, encoding="utf-8", newline="")
    return corpus


def _wrong(ran: Ran) -> str:
    text = ran.out + ran.err
    raw, command = _RAW.search(text), _COMMAND.search(text)
    if raw or command or "Traceback" in text or "unforeseen" in text:
        return f"{(raw or command or [text[-200:]])[0]!r}"
    return ""


def fields(place: Place) -> Tries:
    """Every payload in every field, by every command and form."""
    for number, payload in enumerate(place.chance.sample(PAYLOADS, place.many(len(PAYLOADS)))):
        corpus = _corpus(place, number, payload)
        told = ["--corpus", str(corpus), "--index", str(place.work / f"i{number}")]
        question = f"Hoeveel uur slaap {payload}".replace("\x00", "")
        asked = json.dumps({"question": question, "id": payload}).encode()
        saved = place.work / "saved.jsonl"
        for command in (
            ["ask", question],
            ["ask", "--explain", question],
            ["ask", "--json", question],
            ["passages"],
            ["check"],
        ):
            ran = run([*command, *told])
            found = _wrong(ran)
            yield f"{payload!r}, {command[:2]}: {found}" if found else ""
        ran = run(["ask", "-", "--format", "jsonl", *told], asked)
        saved.write_text(ran.out, encoding="utf-8")
        found = _wrong(ran) or _wrong(run(["verify", str(saved), *told]))
        yield f"{payload!r}, batch and verify: {found}" if found else ""


def usage(place: Place) -> Tries:
    """Every payload where an option, a command or a file is expected."""
    for payload in place.chance.sample(PAYLOADS, place.many(len(PAYLOADS))):
        text = payload.replace("\x00", "")
        for command in (
            [text],
            ["ask", f"--{text}"],
            ["ask", "x", "--corpus", text],
            ["ask", "x", "--index", text + "/\n"],
            ["ask", "x", "--format", text],
            ["verify", text],
            ["eval", "--only", text],
            ["import", text],
            ["gaps", text],
            ["new", f"/proc/{text}"],
            ["passages", text],
            ["help", text],
        ):
            ran = run(command, cwd=place.work)
            found = _wrong(ran) or ("" if ran.code in (0, 1, 2, 3, 10) else f"code {ran.code}")
            yield f"{command[:3]}: {found}" if found else ""


def pages(place: Place) -> Tries:
    """Every payload in the page and the endpoint, as a question and from an article."""
    for number, payload in enumerate(place.chance.sample(PAYLOADS, place.many(len(PAYLOADS)))):
        corpus = _corpus(place, number, payload)
        index = str(place.work / f"i{number}")
        with serving("--corpus", str(corpus), "--index", index, env={}) as server:
            for path in ("/", "/artikel/slaap", "/api/ask"):
                got = server.get(path, q=f"Hoeveel uur slaap {payload}")
                body = got.text
                html = "html" in got.headers.get("content-type", "")
                bad = _MARKUP.search(body) if html else None
                safe = not html or "content-security-policy" in got.headers
                # 503 says that the articles cannot be used, as where a payload leaves no title.
                broken = got.status_code >= 500 and got.status_code != 503
                yield f"{payload!r} at {path}: {bad} {got.status_code}" if bad or not safe or broken else ""


def logs(place: Place) -> Tries:
    """A gold question with each payload, in the log of an evaluation."""
    project = place.work / "project"
    run(["new", str(project)])
    gold = next(file for file in project.rglob("*.jsonl") if "test" not in file.stem)
    first = gold.read_text(encoding="utf-8")
    for payload in place.chance.sample(PAYLOADS, place.many(len(PAYLOADS))):
        record = json.loads(first.splitlines()[0]) | {"id": payload, "question": f"{payload} slaap?"}
        gold.write_text(first + json.dumps(record) + "\n", encoding="utf-8")
        for command in (["check"], ["eval"]):
            ran = run(command, cwd=project, env={"GITHUB_ACTIONS": "true", "CI": "true"})
            found = _wrong(ran)
            yield f"{payload!r}, {command[0]}: {found}" if found else ""


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "terminal: every field": fields,
                "terminal: usage errors": usage,
                "page: every field": pages,
                "CI log: gold questions": logs,
            },
        )
    )
