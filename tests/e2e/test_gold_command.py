"""citaat gold add and coverage, by options and at a terminal."""

import json
from pathlib import Path

import pytest
from support.command import Run, one_error
from support.terminal import on_terminal

SLEEP = "Hoeveel uur slaap heb ik nodig?"


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_answer_is_accepted_by_option(on_real: Run, tmp_path: Path) -> None:
    file = tmp_path / "dev.jsonl"
    ran = on_real("gold", "add", SLEEP, "--accept", "--gold", str(file), "--must", "7 uur|zeven uur")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == f"{file}:1: q001 geschreven"
    assert "bewijs: magnesium-bij-spierpijn.md:5" in ran.out
    assert "minimaal 7 uur" in ran.out
    assert "het antwoord moet bevatten: 7 uur of zeven uur" in ran.out
    (row,) = rows(file)
    assert row["must_contain"] == [["7 uur", "zeven uur"]]
    assert "minimaal 7 uur" in json.dumps(row["evidence"])
    assert row["caveats_required"] == []
    assert on_real("check", "--gold", str(file)).code == 0
    assert "deze vraag staat er al" in one_error(
        on_real("gold", "add", SLEEP, "--accept", "--gold", str(file)), 2
    )


def test_without_words_the_number_is_what_an_answer_must_hold(on_real: Run, tmp_path: Path) -> None:
    told = on_real("gold", "add", SLEEP, "--accept", "--gold", str(tmp_path), "--json")
    assert json.loads(told.out)["must_contain"] == [["7 uur"]]


def test_another_sentence_or_none_is_said_by_option(on_real: Run, tmp_path: Path) -> None:
    told = on_real("gold", "add", "Wat kost magnesium?", "--unanswerable", "--gold", str(tmp_path), "--json")
    assert json.loads(told.out)["answerable"] is False
    assert rows(tmp_path / "dev.jsonl") == [json.loads(told.out)]
    options = ("--gold", str(tmp_path), "--split", "test", "--caveats", "medicatie", "--may", "overdosering")
    ran = on_real("gold", "add", "Van wanneer is dit?", "--quote", "22 dec 2025", *options)
    assert ran.code == 0, ran.err
    (row,) = rows(tmp_path / "test.jsonl")
    assert row["id"] == "q002"
    assert row["caveats_forbidden"] == ["spoed", "risicogroep"]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ([], "er zit niemand achter het scherm"),
        (["--quote", "Dit staat nergens."], "geen artikel bevat"),
        (["--accept", "--must", "acht uur"], "en in het citaat staat dat niet"),
        (["--accept", "--caveats", "spoedje"], "geen waarschuwing 'spoedje'"),
        (["--accept", "--unanswerable"], "gaat niet samen met"),
    ],
)
def test_what_cannot_be_is_wrong_usage(on_real: Run, tmp_path: Path, options: list[str], what: str) -> None:
    ran = on_real("gold", "add", SLEEP, "--gold", str(tmp_path), *options)
    assert what in one_error(ran, 2)
    assert list(tmp_path.iterdir()) == []


def test_one_word_is_no_evidence_and_its_sentence_is_named(on_real: Run, tmp_path: Path) -> None:
    told = one_error(on_real("gold", "add", SLEEP, "--quote", "ontspanning", "--gold", str(tmp_path)), 2)
    assert "is maar één woord" in told
    assert "geef de hele zin: " in told
    assert list(tmp_path.iterdir()) == []


def test_a_question_is_replaced_in_its_place(on_real: Run, tmp_path: Path) -> None:
    file = tmp_path / "dev.jsonl"
    first = ("gold", "add", SLEEP, "--unanswerable", "--tags", "slaap", "--gold", str(tmp_path))
    assert on_real(*first).code == 0
    assert on_real("gold", "add", "Wat kost het?", "--unanswerable", "--gold", str(tmp_path)).code == 0
    assert "--replace q001" in one_error(
        on_real("gold", "add", SLEEP, "--accept", "--gold", str(tmp_path)), 2
    )
    ran = on_real("gold", "add", "Hoe lang slapen?", "--replace", "q001", "--accept", "--gold", str(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == f"{file}:1: q001 vervangen"
    mended, other = rows(file)
    assert (mended["id"], mended["question"], mended["tags"]) == ("q001", "Hoe lang slapen?", ["slaap"])
    assert mended["answerable"] is True
    assert other["question"] == "Wat kost het?"
    before = file.read_bytes()
    wrong = on_real("gold", "add", "Wat?", "--replace", "q9", "--accept", "--gold", str(tmp_path))
    assert "er is geen vraag 'q9'" in one_error(wrong, 2)
    assert file.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["dev.jsonl"]


def test_nothing_can_be_accepted_where_nothing_is_answered(on_real: Run, tmp_path: Path) -> None:
    ran = on_real("gold", "add", "Wat is de hoofdstad van Frankrijk?", "--accept", "--gold", str(tmp_path))
    told = one_error(ran, 2)
    assert "citaat geeft hier geen antwoord" in told
    assert '--quote "de goede zin"' in told
    assert "--unanswerable" in told


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("keys", "answerable", "caveats"),
    [
        (b"x\nj\n\nzeven\nminimaal\n", True, []),
        (b"a\n99\n1\nmedicatie\n\n", True, ["medicatie"]),
        (b"o\n-\n", False, []),
    ],
)
def test_a_terminal_asks(
    corpus_path: Path, index_path: Path, tmp_path: Path, keys: bytes, answerable: bool, caveats: list[str]
) -> None:
    options = ["--corpus", str(corpus_path), "--index", str(index_path), "--gold", str(tmp_path / "g.jsonl")]
    seen = on_terminal(["gold", "add", SLEEP, *options], {}, tmp_path, keys)
    assert "dit antwoord is goed" in seen
    (row,) = rows(tmp_path / "g.jsonl")
    assert row["answerable"] is answerable
    assert row["caveats_required"] == caveats


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("key", "written"), [(b"x\nj\n", True), (b"n\n", False)])
def test_at_a_terminal_what_is_accepted_is_shown_and_asked_before_it_is_written(
    corpus_path: Path, index_path: Path, tmp_path: Path, key: bytes, written: bool
) -> None:
    file = tmp_path / "g.jsonl"
    options = ["--corpus", str(corpus_path), "--index", str(index_path), "--gold", str(file), "--accept"]
    seen = on_terminal(["gold", "add", SLEEP, *options], {}, tmp_path, key)
    assert -1 < seen.index("bewijs: ") < seen.index("Zo vastleggen?") < seen.index("geschreven")
    assert file.exists() is written
    assert ("er is niets geschreven" in seen) is not written


def test_coverage_names_what_nobody_asks(on_real: Run, tmp_path: Path) -> None:
    quote = (
        "Slaap daarbij minimaal 7 uur per nacht en zorg voor voldoende momenten van ontspanning in je week."
    )
    assert on_real("gold", "add", SLEEP, "--quote", quote, "--gold", str(tmp_path)).code == 0
    ran = on_real("gold", "coverage", "--gold", str(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[-1].startswith("over 1 van de ")
    assert "feit zonder vraag" in lines[0]
    assert not any("minimaal 7 uur" in line for line in lines)
    told = json.loads(on_real("gold", "coverage", "--gold", str(tmp_path), "--json").out)
    assert told["asked"] == 1
    assert len(told["unasked"]) == told["statements"] - 1
    one_error(on_real("gold", "coverage", "--gold", str(tmp_path / "weg")), 2)
