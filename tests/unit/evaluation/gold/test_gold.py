"""Gold is read strictly, and whatever is wrong with it ends the evaluation with exit code 2 and one line."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import ARTICLE, FACTS, FLOORS, QUESTIONS, question, row, rows

from citaat.cli.commands.check import content
from citaat.cli.main import main
from citaat.dutch.analysis import Analyser
from citaat.errors import UsageError
from citaat.evaluation.gold.checks import check_gold
from citaat.evaluation.gold.records import Evidence, parse, read_gold
from citaat.evaluation.gold.rows import Row, read
from citaat.evaluation.gold.sets import read_sets

GOOD = json.dumps(row(QUESTIONS[0]), ensure_ascii=False)
NOTHING: dict[str, str] = {}


def write(folder: Path, text: str, name: str = "gold-dev.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    read = read_gold(write(tmp_path, rows(QUESTIONS)))
    assert [one.id for one in read] == [one.id for one in QUESTIONS]
    assert read[0].evidence == QUESTIONS[0].evidence


def changed(**changes: object) -> str:
    return json.dumps({**row(QUESTIONS[0]), **changes})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (GOOD.replace('"id"', '"id": "x", "id"', 1), "gold-duplicate-key"),
        (GOOD.replace("true", "NaN"), "gold-json"),
        ("{", "gold-json"),
        ("[1]", "gold-json"),
        (changed(colour="red"), "gold-unknown-key"),
        (GOOD.replace('"critical": true', '"critcal": true'), "gold-unknown-key"),
        (json.dumps({"id": "x"}), "gold-missing-key"),
        (changed(split="train"), "gold-value"),
        (changed(critical=1), "gold-value"),
        (changed(question=" "), "gold-value"),
        (changed(caveats_required=["spoedje"]), "gold-value"),
        (changed(must_contain=[[]]), "gold-value"),
        (changed(evidence=[]), "gold-value"),
        (changed(evidence=[{"article": "a"}]), "gold-value"),
        (changed(answerable=False), "gold-conflict"),
        (changed(caveats_forbidden=["medicatie"]), "gold-conflict"),
        ("", "gold-empty"),
    ],
)
def test_each_fault_has_its_code_and_line(tmp_path: Path, line: str, code: str) -> None:
    questions, findings = parse(write(tmp_path, line + "\n"))
    assert not questions
    assert [(one.code, one.line) for one in findings] == [(code, 0 if code == "gold-empty" else 1)]


def fails(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["eval", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "bevat geen vraag"),
        (
            GOOD.replace('"id"', '"id": "x", "id"', 1) + "\n",
            "gold-dev.jsonl:1: de sleutel 'id' staat twee keer",
        ),
        (GOOD + "\n" + GOOD + "\n", "gold-dev.jsonl:2: id 'q000' staat ook op"),
        (rows([one for one in QUESTIONS if one.answerable]), "zonder vragen die níet te beantwoorden zijn"),
        (rows([one for one in QUESTIONS if not one.answerable]), "zonder vragen die te beantwoorden zijn"),
    ],
)
def test_unusable_gold_is_exit_2_and_one_line(
    tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in fails(["--gold", str(write(tmp_path, text))], capsys)


@pytest.mark.parametrize(
    ("floors", "told"),
    [
        (
            "[main.dev]\nanswer_acuracy = 0.5\n",
            "floors.toml:2: er is geen maat 'answer_acuracy'; bedoel je",
        ),
        ("[main.dev]\nflip/typ = 0.5\n".replace("flip/typ", '"flip/typ"'), "bedoel je 'flip/typo'"),
        ("[mian.dev]\naccuracy = 0.5\n", "er is geen set vragen 'mian'; bedoel je 'main'?"),
        ("[main.def]\naccuracy = 0.5\n", "er is geen helft 'def'; bedoel je 'dev'?"),
        (
            "[main.dev.tag.evn]\naccuracy = 0.5\n",
            "geen vraag van main.dev heeft het kenmerk 'evn'; bedoel je 'even'?",
        ),
        (
            "[main.dev]\ncritical = 1.0\n",
            "floors.toml:2: de grens main.dev critical rust op 4 vragen, en een grens vraagt er 20",
        ),
        ("[main.dev]\naccuracy = 80\n", "is geen getal van 0 tot 1"),
        ("[main.dev]\naccuracy = nan\n", "is geen getal van 0 tot 1"),
        ("", "bevat geen ondergrens"),
        ("[main.dev\n", "is geen goede TOML"),
        ("least_questions = 0\n[main.dev]\naccuracy = 0.5\n", "least_questions"),
    ],
)
def test_a_floor_that_cannot_be_meant_is_exit_2(
    tmp_path: Path, floors: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, rows(QUESTIONS))
    write(tmp_path, floors, "floors.toml")
    assert told in fails(["--gold", str(tmp_path)], capsys)


def test_a_folder_without_floors_is_no_free_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, rows(QUESTIONS))
    assert "er zijn geen ondergrenzen" in fails(["--gold", str(tmp_path)], capsys)


def test_other_misuse_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "hier staan geen vragen (gold)" in fails(["--gold", str(tmp_path / "none")], capsys)
    assert "hoort een reden" in fails(["--bless"], capsys)
    assert "is no retrieval set" in fails([str(tmp_path)], capsys)
    assert "--split gaat niet samen" in fails([str(tmp_path), "--split", "dev"], capsys)
    write(tmp_path, rows(QUESTIONS[:40]))
    write(tmp_path, FLOORS, "floors.toml")
    assert "geen vraag hoort bij de helft 'test'" in fails(
        ["--gold", str(tmp_path), "--split", "test"], capsys
    )


def test_a_site_without_the_split_is_left_out(tmp_path: Path) -> None:
    text = rows(QUESTIONS).replace('"test"', '"dev"')
    write(tmp_path, text + text.replace('"id": "q', '"id": "t').replace('"dev"', '"test"'))
    (tmp_path / "sites" / "site" / "corpus").mkdir(parents=True)
    write(tmp_path / "sites" / "site", text)
    assert [one.name for one in read_sets(tmp_path, "test")] == ["main"]
    assert [one.name for one in read_sets(tmp_path, "dev")] == ["main", "site"]


def analyser() -> Analyser:
    return Analyser({"middelen": "middel"}, NOTHING, frozenset())


def codes(tmp_path: Path, questions: list[object], askings: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    path = write(tmp_path, rows(questions))  # type: ignore[arg-type]
    return [
        (one.code, one.line) for one in check_gold([path], {"proef": ARTICLE}, content(analyser()), askings)
    ]


def test_check_finds_nothing_in_sound_gold(tmp_path: Path) -> None:
    assert codes(tmp_path, [question(0), question(1)]) == []


def test_check_finds_what_spans_several_questions(tmp_path: Path) -> None:
    first, text = question(0), "Welke middelen helpen?"
    assert codes(tmp_path, [first, replace(question(2), id="q000")]) == [("gold-duplicate-id", 2)]
    other = replace(question(1), text=first.text.upper(), forbidden=())
    assert codes(tmp_path, [first, other]) == [("gold-conflict", 2)]
    near = replace(question(2), text=first.text.replace("tekst", "text"), split="test")
    assert codes(tmp_path, [first, near]) == [("gold-near-duplicate", 2)]
    test = replace(question(1), text=text, split="test")
    assert codes(tmp_path, [test], ("welke middel helpen",)) == [("gold-alias", 1)]
    assert codes(tmp_path, [replace(test, split="dev")], ("welke middel helpen",)) == []


def test_check_finds_evidence_that_is_not_there(tmp_path: Path) -> None:
    gone = replace(question(0), evidence=(Evidence("proef", FACTS[0] + "!"),))
    assert codes(tmp_path, [gone]) == [("gold-no-quote", 1)]
    assert codes(tmp_path, [replace(gone, evidence=(Evidence("x", "y"),))]) == [("gold-no-article", 1)]
    assert codes(tmp_path, [replace(question(0), must_contain=(("nergens",),))]) == [("gold-must-contain", 1)]


def test_read_gold_names_file_line_and_fix(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gold-dev.jsonl:1: unknown key 'colour'; use id"):
        read_gold(write(tmp_path, changed(colour="red")))


def test_sites_are_found_by_their_folder_and_questions_in_their_places(tmp_path: Path) -> None:
    for number, place in enumerate(("gold", "probes", "messages", "sites/b", "sites/a", "sites/no-corpus")):
        (tmp_path / place).mkdir(parents=True)
        write(tmp_path / place, rows(QUESTIONS).replace('"id": "q', f'"id": "p{number}-'))
    for site in ("a", "b"):
        (tmp_path / "sites" / site / "corpus").mkdir()
    found = read_sets(tmp_path, None)
    assert [(one.name, len(one.questions)) for one in found] == [("main", 160), ("a", 80), ("b", 80)]
    assert found[1].corpus == str(tmp_path / "sites" / "a" / "corpus")


def test_a_site_cannot_take_the_name_of_the_main_set(tmp_path: Path) -> None:
    write(tmp_path, rows(QUESTIONS))
    (tmp_path / "sites" / "main" / "corpus").mkdir(parents=True)
    write(tmp_path / "sites" / "main", rows(QUESTIONS))
    with pytest.raises(UsageError, match="cannot be called 'main'"):
        read_sets(tmp_path, None)


@pytest.mark.parametrize(
    "char", ["\n", "\r", "\x1b", "\x85", "\xad", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff"]
)
@pytest.mark.parametrize("key", ["id", "group", "tags"])
def test_what_names_a_question_has_nothing_unseen_in_it(key: str, char: str) -> None:
    for name in (f"a{char}::set-env b", f"a{char}", f"{char}a"):
        found = read({**row(question(1)), key: [name] if key == "tags" else name})
        assert not isinstance(found, Row)
        assert found[1] == f"{key!r} has a value that does not fit"
    plain = "é b-1"
    assert isinstance(read({**row(question(1)), key: [plain] if key == "tags" else plain}), Row)
