"""Messages in Dutch: the list is whole, and what the editors' commands say is on it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import citaat
from citaat.errors import UsageError
from citaat.evaluation.reports.dutch import message
from citaat.messages import counted, error_in_dutch, in_dutch, read_entries, stage_in_dutch

SOURCES = Path(citaat.__file__).parent
LIST = SOURCES / "data" / "messages" / "dutch.txt"
# Where an editor's commands find what is wrong.
PLACES = (
    "checking",
    "editing",
    "importing",
    "corpus",
    "caveats/checking.py",
    "caveats/written",
    "evaluation/gold",
    "evaluation/gate",
    "evaluation/grading/criteria.py",
)
# What stands in their holes are words of a few.
FILLED = {
    "7 line7 of 7 7 not read": "2 lines of raw HTML are not read",
    "an evaluation without 7 questions proves nothing about answering": (
        "an evaluation without answerable questions proves nothing about answering"
    ),
    "this 7 has 7 characters and is shown by its 7s alone": (
        "this list has 7 characters and is shown by its items alone"
    ),
}
ERRORS = (
    "CorpusError",
    "UsageError",
    "RulesError",
    "IncomparableError",
    "Finding",
    "fault",
    "_fault",
    "_finding",
)


def template(node: ast.expr) -> str | None:
    """A text as it is written, with {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in node.values)
    return None


def said(tree: ast.AST) -> Iterator[str]:
    """What errors and findings of a module are made with: texts in the call, and those called `what` and `fix`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [*node.args, *(one.value for one in node.keywords if one.arg == "fix")]
            yield from filter(None, map(template, given if name in ERRORS else []))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("what", "fix", "message"):
            yield from filter(None, [template(node.value)])


def messages() -> Iterator[str]:
    """Every such text of more than a word."""
    for place in PLACES:
        path = SOURCES / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            texts = said(ast.parse(file.read_text(encoding="utf-8")))
            yield from (FILLED.get(text, text) for text in texts if re.search(r"[a-z]+ [a-z]+ [a-z]", text))


def test_what_can_be_wrong_has_its_dutch() -> None:
    found = sorted({text for text in messages() if message(text) == text})
    assert found == []
    assert len(set(messages())) > 150


# What a report tells of outcomes, the gate and bad systems: yielded, returned, or given to a record.
TOLD = (
    "evaluation/grading",
    "evaluation/gate",
    "evaluation/suite.py",
    "evaluation/trials/selftest.py",
    "evaluation/reports/common.py",
)
ENGLISH = re.compile(
    r"\b(?:with|and|more|the|this|that|are|has|than|not|given|only|from|use|which|for|no|be)\b"
)
# Kinds, which the reports have a table for, and parts of a longer message.
KEYS = {
    "not blessed",
    "new failure",
    "unrecorded repair",
    "the text of caveat 7 7",
    "above the most allowed",
    "below the floor",
}


def told() -> Iterator[str]:
    for place in TOLD:
        path = SOURCES / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Breach", "SelfTest"):
                    given = [*node.args, *(one.value for one in node.keywords)]
                elif isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                    given = [node.value]
                elif isinstance(node, ast.IfExp):
                    given = [node.body, node.orelse]
                else:
                    continue
                yield from filter(None, map(template, given))


def test_nothing_of_a_report_is_left_in_english() -> None:
    texts = {text for text in told() if re.search(r"[a-z]+ [a-z]+ ", text)} - KEYS
    assert len(texts) > 40
    left = {text: message(text) for text in texts if ENGLISH.search(message(text))}
    assert left == {}


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        (
            "term-set-unused: no rule uses the term set 'x'; use it or remove it",
            "geen regel gebruikt de groep 'x'; gebruik die, of haal haar weg",
        ),
        ("main.dev: 7 questions are gone: q1, q2 and 3 more", "main.dev: 7 vragen zijn weg: q1, q2 en nog 3"),
        (
            "it meets the floor evidence_share = 0.42 of [main.dev] with 0.431",
            "het haalt de grens evidence_share = 0.42 van [main.dev] met 0.431",
        ),
    ],
)
def test_a_message_is_dutch_to_its_end(english: str, dutch: str) -> None:
    assert message(english).endswith(dutch)


def test_every_stage_of_a_progress_bar_has_its_dutch() -> None:
    calls = [
        node
        for file in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    # progress("reading", …) as well as partial(progress, "reading", …).
    said = [[one.func, *one.args] for one in calls]
    said += [one[1:] for one in said if getattr(one[0], "id", "") == "partial"]
    stages = {
        named.value
        for one in said
        if (getattr(one[0], "id", "") or getattr(one[0], "attr", "")) == "progress"
        and isinstance(named := (*one, None)[1], ast.Constant)
    }
    assert "check of the gold" in stages
    assert len(stages) > 5
    assert [one for one in stages if stage_in_dutch(str(one)) == one] == []
    assert stage_in_dutch("main: planted bad systems") == "main: slechte systemen beproeven"


def test_each_entry_is_filled_with_what_its_english_holds() -> None:
    entries = read_entries(LIST.read_text(encoding="utf-8"))
    for english, dutch in entries.items():
        holes = english.count("{}")
        used = re.findall(r"\{(\d?)\}", dutch)
        assert len([one for one in used if not one]) in (0, holes), english
        assert all(0 < int(one) <= holes for one in used if one), english


@pytest.mark.parametrize("text", ["a\n", "a\nb\n", "a\n= b\nc\n"])
def test_a_list_with_half_a_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Dutch"):
        read_entries(text)


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        (
            "is not TOML (Invalid value (at line 1, column 5))",
            "is geen goede TOML (achter = staat geen goede waarde; zet tekst tussen aanhalingstekens (regel 1, kolom 5))",
        ),
        ("q1: has the id of q2 (a.jsonl:3)", "q1: heeft dezelfde id als q2 (a.jsonl:3)"),
        ("choose from a, b (and 3 more: citaat check)", "kies uit a, b (en nog 3: citaat check)"),
        ("niets van dit alles", "niets van dit alles"),
    ],
)
def test_a_message_is_told_in_dutch_piece_by_piece(english: str, dutch: str) -> None:
    assert in_dutch(english) == dutch


def test_an_error_keeps_its_place() -> None:
    error = UsageError("there is no split 'tset'", file="floors.toml", line=3, fix="did you mean 'test'?")
    assert error_in_dutch(error) == "floors.toml:3: er is geen helft 'tset'; bedoel je 'test'?"


def test_numbers_have_their_noun() -> None:
    assert [counted(one, "zin", "zinnen") for one in (0, 1, 1200)] == ["0 zinnen", "1 zin", "1.200 zinnen"]
