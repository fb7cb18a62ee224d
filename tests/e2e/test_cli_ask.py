"""citaat ask as people and scripts use it: in a process of its own, by its exit code, output and errors."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.command import SOURCES, Run, one_error
from support.terminal import on_terminal

BEST = "Welke magnesium kan ik het beste nemen?"
BATCH = [
    BEST,
    "Wat is de hoofdstad van Frankrijk?",
    "Mijn dochtertje heeft een heel potje magnesium leeggegeten",
    "Waar zit magnesium in?",
    "ik ben zwanger, mag ik magnesium slikken",
    "hoeveel slaap",
    "???",
    "qwxzv",
]


def test_the_question_of_the_readme(on_real: Run) -> None:
    ran = on_real("ask", BEST)
    assert ran.code == 0, ran.err
    assert "magnesiumcitraat" in " ".join(ran.out.split())
    assert "magnesium-bij-spierpijn.md:" in ran.out
    assert "Welke magnesium kun je het beste gebruiken?" in ran.out
    assert "medicijnen" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_the_same_as_json(on_real: Run) -> None:
    ran = on_real("ask", "--json", BEST)
    record = json.loads(ran.out)
    assert ran.code == 0
    assert record["status"] == "answered"
    assert {caveat["id"] for caveat in record["caveats"]} == {"overdosering", "medicatie"}
    assert all(caveat["citations"] for caveat in record["caveats"])
    assert any("magnesiumcitraat" in citation["quote"] for citation in record["citations"])


def test_another_subject_abstains_with_ten(on_real: Run) -> None:
    ran = on_real("ask", "Wat is de hoofdstad van Frankrijk?")
    assert ran.code == 10
    assert "Wel te beantwoorden:" in ran.out
    assert ran.err == ""
    record = json.loads(on_real("ask", "--json", "Wat is de hoofdstad van Frankrijk?").out)
    assert (record["status"], record["answer"], record["citations"]) == ("abstained", None, [])
    assert list(record["abstention"]) == ["code", "unmatched", "suggestions"]


def test_an_emergency_stands_first_and_survives_an_abstention(on_real: Run) -> None:
    ran = on_real("ask", "--format", "json", "Mijn dochtertje heeft een heel potje magnesium leeggegeten")
    assert json.loads(ran.out)["caveats"][0]["id"] == "spoed"
    text = on_real("ask", "Mijn dochtertje heeft een heel potje magnesium leeggegeten").out
    assert "112" in text.split("\n\n")[0]


def test_words_of_a_question_need_no_quotes(on_real: Run) -> None:
    assert on_real("ask", *BEST.split()).out == on_real("ask", BEST).out


@pytest.mark.parametrize("question", ["", " ", "?!…", "\t", "🙂", "\x1b["])
def test_an_empty_question_is_wrong_usage(on_real: Run, question: str) -> None:
    ran = on_real("ask", question)
    assert "empty" in one_error(ran, 2)
    assert ran.out == ""


def test_no_question_at_all_is_wrong_usage(citaat_cli: Run) -> None:
    assert citaat_cli("ask").code == 2


@pytest.mark.parametrize(
    "question", ["What is the capital of France?", "Combien de magnésium ?", "何ですか", "🙂 hallo"]
)
def test_other_languages_get_an_outcome(on_real: Run, question: str) -> None:
    assert on_real("ask", "--json", question).code in (0, 10)


def test_control_characters_in_a_question_stay_out_of_the_terminal(on_real: Run) -> None:
    ran = on_real("ask", "--explain", "wat is\x1b[31m qwx\x07zv \u202e magnesium \u2066?")
    assert ran.code in (0, 10)
    assert not set("\x1b\x07\u202e\u2066") & set(ran.out + ran.err)


def test_a_question_that_is_no_utf8_is_wrong_usage(on_real: Run) -> None:
    one_error(on_real("ask", os.fsdecode(b"magnesium \xff\xfe?")), 2)


def test_a_megabyte_is_answered(on_real: Run) -> None:
    question = "Waar zit magnesium in? " * 45_000
    ran = on_real("ask", "--format", "jsonl", "-", stdin=question.encode())
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["question"] == question.strip()


def test_a_batch_of_lines(on_real: Run) -> None:
    ran = on_real("ask", "--format", "jsonl", "-", stdin="\n\n".join(BATCH).encode())
    assert ran.code == 0, ran.err
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [record["question"] for record in records] == BATCH
    assert records[1]["status"] == "abstained"
    assert all("id" not in record for record in records)


def test_a_batch_of_objects_echoes_ids(on_real: Run) -> None:
    lines = [
        {"question": BEST, "id": "a"},
        {"id": "", "question": "hoeveel slaap"},
        {"question": "zonder id"},
    ]
    stdin = "\ufeff" + "\n".join(json.dumps(line) for line in lines)
    ran = on_real("ask", "--json", "-", stdin=stdin.encode())
    records = json.loads(ran.out)
    assert [record.get("id") for record in records] == ["a", "", None]
    assert list(records[0])[:2] == ["schema", "id"]


def test_a_batch_as_text_is_one_answer_after_the_other(on_real: Run) -> None:
    ran = on_real("ask", "-", stdin=b"Waar zit magnesium in?\nqwxzv\n")
    assert ran.code == 0
    assert ran.out.index("Bladgroenten") < ran.out.index("qwxzv")


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"{",
        b'{"vraag": "x"}',
        b'{"question": 3}',
        b'{"question": "x", "id": [3]}',
        b'{"question": "\\ud800"}',
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_batch_goes_on(on_real: Run, line: bytes) -> None:
    ran = on_real(
        "ask", "--format", "jsonl", "-", stdin=b"Waar zit magnesium in?\n" + line + b"\nhoeveel slaap\n"
    )
    assert "<stdin>:2:" in one_error(ran, 2)
    asked = [json.loads(line)["question"] for line in ran.out.splitlines()]
    assert asked == ["Waar zit magnesium in?", "hoeveel slaap"]


def test_two_bad_lines_are_two_errors_and_the_array_stays_one(on_real: Run) -> None:
    ran = on_real("ask", "--json", "-", stdin=b"{\nhoeveel slaap\n{\n")
    assert ran.code == 2
    assert [line.split(": ")[2] for line in ran.err.splitlines()] == ["<stdin>:1", "<stdin>:3"]
    assert [one["question"] for one in json.loads(ran.out)] == ["hoeveel slaap"]
    assert json.loads(on_real("ask", "--json", "-", stdin=b"{\n").out) == []


def test_a_line_that_cannot_be_asked_still_brings_its_warning(on_real: Run) -> None:
    lines = (b"60 magnesiumpillen ingenomen caf\xe9", b'{"question": "60 magnesiumpillen ingenomen", ')
    for line in lines:
        ran = on_real("ask", "-", stdin=line)
        assert (ran.code, ran.out) == (2, "")
        assert "\nSPOED: " in ran.err


def test_a_question_that_is_no_utf8_still_brings_its_warning(on_real: Run) -> None:
    ran = on_real("ask", os.fsdecode(b"60 magnesiumpillen ingenomen caf\xe9"))
    assert ran.code == 2
    assert ran.err.startswith("SPOED: ")


def test_ids_that_are_numbers_come_back_as_numbers(on_real: Run) -> None:
    ran = on_real("ask", "--format", "jsonl", "-", stdin=b'{"question": "hoeveel slaap", "id": 7}')
    assert json.loads(ran.out)["id"] == 7


def test_a_pipe_needs_no_dash(on_real: Run) -> None:
    piped = on_real("ask", stdin=b"hoeveel slaap\n")
    assert piped == on_real("ask", "-", stdin=b"hoeveel slaap\n")
    assert piped.code == 0


def test_what_starts_with_a_dash_is_asked_after_two(on_real: Run, citaat_cli: Run) -> None:
    options = ("--format", "jsonl", "--corpus", "corpus", "--", "-hoeveel", "mg --json")
    assert json.loads(citaat_cli("ask", *options).out)["question"] == "-hoeveel mg --json"
    assert 'citaat ask -- "-hoeveel' in one_error(on_real("ask", "-hoeveel mg"), 2)


def test_a_warning_is_told_in_full_once_and_an_emergency_always(on_real: Run) -> None:
    twice = b"wat is magnesium\n" + b"hoeveel magnesium slikken\n" * 3
    text = on_real("ask", "-", stdin=twice).out
    assert text.count("Let op: niet te veel") == 3
    assert text.count("Zie de waarschuwing bij vraag 2.") == 4
    urgent = on_real("ask", "-", stdin=b"60 magnesiumpillen ingenomen\n" * 2).out
    assert urgent.count("Bel 112") == 2


@pytest.mark.parametrize("stdin", [b"", b"\n \n"])
def test_an_empty_batch_is_wrong_usage(on_real: Run, stdin: bytes) -> None:
    one_error(on_real("ask", "-", stdin=stdin), 2)


def test_two_hash_seeds_give_the_same_bytes(on_real: Run) -> None:
    runs = [
        on_real(
            "ask",
            "--explain",
            "--format",
            "jsonl",
            "-",
            stdin="\n".join(BATCH).encode(),
            env={"PYTHONHASHSEED": seed},
        )
        for seed in ("1", "4711")
    ]
    assert runs[0] == runs[1]
    assert runs[0].code == 0


def test_explaining_names_words_and_the_decision(on_real: Run) -> None:
    ran = on_real("ask", "--explain", "Hoeveel magnesuim qwxzv")
    for piece in (
        "magnesuim",
        "gelezen als magnesium",
        "onbekend in de artikelen",
        "het staat er",
        "Beslissing",
    ):
        assert piece in ran.out
    assert (
        json.loads(on_real("ask", "--explain", "--json", BEST).out)["explanation"]["decision"]["answer"]
        is True
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_terminal_is_prompted_and_told_which_corpus(
    corpus_path: Path, filled_cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus").symlink_to(corpus_path)
    seen = on_terminal(
        ["ask"], {"XDG_CACHE_HOME": str(filled_cache)}, tmp_path, b"Hoeveel uur slaap heb ik nodig?\n\n"
    )
    assert f"citaat: corpus: {tmp_path / 'corpus'}" in seen
    assert seen.count("Vraag (leeg = klaar): ") == 2
    assert "7 uur per nacht" in " ".join(seen.split())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("env", "colour"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal_unless_unwanted(
    corpus_path: Path, index_path: Path, env: Mapping[str, str], colour: bool
) -> None:
    arguments = ["ask", BEST, "--corpus", str(corpus_path), "--index", str(index_path)]
    seen = on_terminal(arguments, env)
    assert "magnesiumcitraat" in seen
    assert ("\x1b[" in seen) is colour


HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "spacy",
    "simplemma",
    "tomllib",
    "jsonlines",
    "pathlib",
    "typing_extensions",
    "thinc",
}


def test_answering_imports_nothing_heavy(corpus_path: Path, index_path: Path) -> None:
    import subprocess

    code = (
        "import sys, citaat\n"
        "engine = citaat.open_corpus(sys.argv[1], sys.argv[2])\n"
        "for question in sys.argv[3:]: engine.ask(question)\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus_path), str(index_path), *BATCH],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )
    assert not HEAVY & set(done.stdout.split())
