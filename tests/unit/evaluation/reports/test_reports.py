"""Reports: the same bytes every time, nothing from elsewhere, and text that stays text."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.fake_system import QUESTIONS, Fake, criteria, run

from citaat.evaluation.reports.common import HELD_OUT
from citaat.evaluation.reports.data import as_data
from citaat.evaluation.reports.github import markdown
from citaat.evaluation.reports.html import page
from citaat.evaluation.reports.junit import xml
from citaat.evaluation.reports.text import summary
from citaat.evaluation.reports.write import FILES, write_reports
from citaat.evaluation.suite import Report
from citaat.outcome.rendering import Style
from citaat.records import Outcome

NASTY = "<script>alert(1)</script> | `x` \x1b[31m \u202e wie won wedstrijd 1?"


@pytest.fixture
def report(tmp_path: Path) -> Report:
    questions = (*QUESTIONS, replace(QUESTIONS[1], id="nasty", text=NASTY, tags=('"><img src=x>',)))
    return run(criteria(tmp_path, known={}), questions=questions)


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_markup_in_a_question_stays_text_everywhere(report: Report) -> None:
    html = page(report)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    tags = Tags(html).found
    assert [tag for tag, _ in tags].count("script") == 1
    assert "img" not in {tag for tag, _ in tags}
    for text in (html, markdown(report), xml(report), summary(report, Style())):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script>" not in markdown(report)
    assert ElementTree.fromstring(xml(report)).tag == "testsuites"


def test_the_policy_allows_exactly_the_own_style_and_script(report: Report) -> None:
    html = page(report)
    policy = next(str(own["content"]) for tag, own in Tags(html).found if "http-equiv" in own)
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body.group(1).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for tag, own in Tags(html).found:
        assert not set(own) & {"src", "style", "action"}, tag
        assert str(own.get("href", "#")).startswith("#"), tag
        assert not [name for name in own if name.startswith("on")], tag
    assert "http://" not in html
    assert "https://" not in html


def test_without_script_everything_is_there(report: Report) -> None:
    tags = Tags(page(report)).found
    questions = [own for tag, own in tags if tag == "details" and own.get("class") == "question"]
    assert len(questions) == len(QUESTIONS) + 1
    assert not [own for own in questions if "hidden" in own]


def test_held_out_questions_are_not_spelt_out(report: Report) -> None:
    test = next(one for one in QUESTIONS if one.split == "test")
    for text in (page(report), json.dumps(as_data(report)), xml(report), markdown(report)):
        assert test.text not in text
    assert any(row["question"] == HELD_OUT for row in as_data(report)["questions"]["main"])


def test_they_are_when_asked_for(tmp_path: Path) -> None:
    floors = "least_questions = 10\n[main.test]\naccuracy = 0.5\n"
    only = [one for one in QUESTIONS if one.split == "test"]
    assert only[0].text in page(run(criteria(tmp_path, floors), questions=only))


def silent(outcome: Outcome) -> Outcome:
    return replace(outcome, caveats=())


def test_the_summary_names_verdict_reasons_and_worst(tmp_path: Path) -> None:
    text = summary(run(criteria(tmp_path, known={}), Fake(silent)), Style())
    assert text.startswith("citaat eval: GEZAKT; ")
    assert "ondergrens niet gehaald (caveat_recall 0.000, grens 1.000)" in text
    assert "gaat nu fout: main.dev: niet als fout bekend: q000 (caveats)" in text
    assert "De vragen die het slechtst gaan (alleen uit dev)" in text
    assert max(map(len, text.split("\n"))) < 400


def test_junit_skips_what_is_on_record_and_fails_what_is_not(tmp_path: Path) -> None:
    root = ElementTree.fromstring(xml(run(criteria(tmp_path, known={}), Fake(silent))))
    case = next(one for one in root.iter("testcase") if one.get("name") == "q000")
    assert case.find("failure") is not None
    assert root.find("testsuite[@name='gate']/testcase/failure") is not None


def test_github_gets_its_summary(report: Report, tmp_path: Path) -> None:
    step = tmp_path / "summary.md"
    step.write_text("before\n", encoding="utf-8")
    write_reports(report, str(tmp_path / "out"), str(step))
    assert step.read_text(encoding="utf-8").startswith("before\n## citaat eval: Geslaagd")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted(FILES)


PROGRAM = """
import sys
from pathlib import Path
from support.fake_system import Fake, criteria, run
from citaat.evaluation.reports.write import FILES
folder = Path(sys.argv[1])
report = run(criteria(folder, known={}))
for name, build in sorted(FILES.items()):
    if name != "timings.json":
        sys.stdout.write(build(report, None))
"""


def test_two_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    found = set()
    for seed in ("1", "2"):
        paths = os.pathsep.join([str(Path(__file__).parents[4]), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path)], env=environment, capture_output=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert len(found.pop()) > 10_000
