"""Questions that arrive by odd ways: whatever is wrong with them, their warnings come out."""

import json

import pytest
from support.command import Run
from support.corpora import WriteCorpus

DESPAIR = "ik wil dood"
MASKED = ["ik wil d00d", "ik wil d.o.o.d", "heb 30 pil\u00adlen ge\u00adslikt", "zelfm**rd plegen"]


def test_masked_words_are_warned_about_and_shown_as_typed(on_real: Run) -> None:
    ran = on_real("ask", "-", "--format", "jsonl", stdin="\n".join(MASKED).encode())
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [record["question"] for record in records] == MASKED
    for record in records:
        assert record["caveats"][0]["id"] == "spoed"
        assert record["caveats"][0]["trigger"] in record["question"]


@pytest.mark.parametrize(
    "arguments", [["ask", DESPAIR, "--kleur"], ["ask", "--format", "xml", DESPAIR], [DESPAIR]]
)
def test_a_mistyped_command_tells_the_emergency_in_it(citaat_cli: Run, arguments: list[str]) -> None:
    ran = citaat_cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["SPOED", "citaat"]


def test_lines_that_cannot_be_read_are_warned_about(on_real: Run) -> None:
    doubled = json.dumps({"question": DESPAIR})[:-1] + ', "question": "hoeveel slaap"}\n'
    for raw in (f"{DESPAIR}\n".encode("utf-16"), doubled.encode()):
        ran = on_real("ask", "-", stdin=raw)
        assert ran.code == 2
        assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["citaat", "SPOED"]


def test_what_stands_in_the_source_is_shown_as_it_stands(citaat_cli: Run, write_corpus: WriteCorpus) -> None:
    text = "## Hoeveel zink\n\nNeem per dag ~~400~~ 25[10] mg zink <bij een eGFR onder 30: niet doen>, :nooit: meer."
    ran = citaat_cli("ask", "--corpus", str(write_corpus({"a.md": text})), "Hoeveel zink per dag?", "--json")
    assert ran.code == 0, ran.err
    wanted = "Neem per dag 25[10] mg zink <bij een eGFR onder 30: niet doen>, :nooit: meer."
    assert json.loads(ran.out)["answer"] == wanted


def test_nothing_that_is_printed_commands_a_ci_log(citaat_cli: Run, write_corpus: WriteCorpus) -> None:
    text = "## Hoeveel koper\n\n::error::x koper is 11 mg per dag. Dat is ##vso[x.y]koper en ##[group]koper."
    corpus = str(write_corpus({"a.md": text}))
    for command in (
        ("ask", "Hoeveel koper per dag?"),
        ("ask", "--json", "::x ##[group]koper"),
        ("passages",),
    ):
        ran = citaat_cli(*command, "--corpus", corpus)
        assert "koper" in ran.out, ran.err
        assert not any(line.lstrip().startswith("::") for line in (ran.out + ran.err).splitlines())
        assert "##[" not in ran.out
        assert "##vso[" not in ran.out
