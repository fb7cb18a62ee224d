"""citaat eval as a user runs it, on a small corpus of its own and on a small retrieval set."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pytrec_eval

ARTICLE = """+++
title = "Zink bij verkoudheid"
+++

# Zink bij verkoudheid

## Wat is zink?

Zink is een mineraal dat je afweer ondersteunt.

## Waar zit zink in?

Zink zit in oesters, rundvlees en pompoenpitten.

## Hoeveel zink heb je nodig?

Een volwassene heeft per dag 9 mg zink nodig.
"""
ANSWERS = {
    "Wat is zink?": ("Zink is een mineraal dat je afweer ondersteunt.", "afweer"),
    "Waar zit zink in?": ("Zink zit in oesters, rundvlees en pompoenpitten.", "oesters"),
    "Hoeveel zink heb je per dag nodig?": ("Een volwassene heeft per dag 9 mg zink nodig.", "9 mg"),
}
NOT_THERE = ("Wie won de Tour de France?", "Hoe vervang ik een fietsband?")
FLOORS = "least_questions = 2\n[main.dev]\nanswer_accuracy = 0.6\nabstention_recall = 1.0\n"


def gold(folder: Path) -> Path:
    rows = [_row(f"a{n}", text, *found) for n, (text, found) in enumerate(ANSWERS.items())]
    rows += [_row(f"n{n}", text) for n, text in enumerate(NOT_THERE)]
    evals = folder / "evals"
    evals.mkdir()
    (evals / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (evals / "floors.toml").write_text(FLOORS, encoding="utf-8")
    return evals


def _row(key: str, text: str, quote: str = "", needed: str = "") -> dict[str, object]:
    evidence = [{"article": "zink", "quote": quote}] if quote else []
    return {
        "id": key,
        "group": key,
        "split": "dev",
        "question": text,
        "answerable": bool(quote),
        "evidence": evidence,
        "must_contain": [[needed]] if needed else [],
        "caveats_required": [],
        "caveats_forbidden": [],
        "tags": [],
        "critical": False,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of one article and its gold; nothing is written to it."""
    folder = tmp_path_factory.mktemp("site")
    gold(folder)
    (folder / "corpus").mkdir()
    (folder / "corpus" / "zink.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def command(site: Path) -> tuple[str, ...]:
    """The evaluation of that site."""
    return ("eval", "--gold", str(site / "evals"), "--corpus", str(site / "corpus"))


def test_gold_is_scored_and_two_hash_seeds_write_the_same_bytes(
    tmp_path: Path, citaat_cli: Callable[..., Any], command: tuple[str, ...]
) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        done = citaat_cli(*command, "--report", str(out), env={"PYTHONHASHSEED": seed})
        assert done.code in (0, 1)
        assert "Opzettelijk slechte systemen" in done.out
        written.append({one.name: one.read_bytes() for one in out.iterdir() if one.name != "timings.json"})
    assert sorted(written[0]) == ["junit.xml", "report.html", "report.json", "report.sarif"]
    assert written[0] == written[1]
    data = json.loads(written[0]["report.json"])
    assert data["scores"]["main.dev"]["citation_validity"]["value"] == 1
    assert "invariant" not in {one["kind"] for one in data["breaches"]}


def test_an_edited_article_is_told_with_the_question_and_the_sentence_to_copy(
    site: Path, tmp_path: Path, citaat_cli: Callable[..., Any]
) -> None:
    shutil.copytree(site, tmp_path / "site")
    article = tmp_path / "site" / "corpus" / "zink.md"
    article.write_text(ARTICLE.replace("9 mg zink", "hooguit 10 mg zink"), encoding="utf-8")
    told = (
        'gold.jsonl:3: gold-no-quote: a2 ("Hoeveel zink heb je per dag nodig?"): het citaat "Een volwassene heeft per '
        'dag 9 mg zink nodig." staat niet in zink.md; dit lijkt er nu het meest op (regel 17); neem het over als het hetzelfde zegt: '
        '"Een volwassene heeft per dag hooguit 10 mg zink nodig."'
    )
    same = ("--gold", "evals", "--corpus", "corpus")
    checked = citaat_cli("check", *same, cwd=tmp_path / "site")
    assert checked.code == 1
    assert told in checked.out
    evaluated = citaat_cli("eval", *same, cwd=tmp_path / "site")
    assert evaluated.code == 2
    assert told.replace("gold-no-quote: ", "") in evaluated.err
    assert evaluated.err.count("\n") == 1
    assert evaluated.out == ""


def test_peers_are_asked_the_same_questions(citaat_cli: Callable[..., Any], command: tuple[str, ...]) -> None:
    same = (*command, "--peers")
    done = citaat_cli(*same, "--json")
    assert done.code == 0
    table = json.loads(done.out)["tables"]["main.dev"]
    assert {"citaat", "TF-IDF, words"} <= set(table)
    assert {one["overall"]["n"] for one in table.values()} == {5}
    assert {one["evidence in top 3"]["n"] for one in table.values()} == {3}
    assert "TF-IDF, char 3-5 + headings" in citaat_cli(*same).out
    assert citaat_cli(*same, "--bless", "--reason", "x").code == 2


def test_a_retrieval_set_and_pytrec_eval_agree(tmp_path: Path, citaat_cli: Callable[..., Any]) -> None:
    facts = [quote for quote, _ in ANSWERS.values()]
    corpus = "".join(
        json.dumps({"_id": f"d{n}", "title": "", "text": text}) + "\n" for n, text in enumerate(facts)
    )
    queries = "".join(json.dumps({"_id": f"q{n}", "text": text}) + "\n" for n, text in enumerate(ANSWERS))
    (tmp_path / "set" / "qrels").mkdir(parents=True)
    (tmp_path / "set" / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (tmp_path / "set" / "queries.jsonl").write_text(queries, encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\n" + "".join(f"q{n}\td{n}\t1\n" for n in range(len(facts)))
    (tmp_path / "set" / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    out = tmp_path / "out"
    done = citaat_cli("eval", str(tmp_path / "set"), "--json", "--report", str(out))
    assert done.code == 0
    scores = json.loads(done.out)["scores"]
    with (out / "run.trec").open() as run, (out / "qrels.trec").open() as judged:
        evaluator = pytrec_eval.RelevanceEvaluator(
            pytrec_eval.parse_qrel(judged), {"recip_rank", "ndcg_cut.10", "success.1", "map"}
        )
        found = evaluator.evaluate(pytrec_eval.parse_run(run))
    names = {"MRR": "recip_rank", "nDCG@10": "ndcg_cut_10", "hit@1": "success_1", "MAP": "map"}
    for ours, theirs in names.items():
        mean = sum(one[theirs] for one in found.values()) / len(facts)
        assert scores[ours]["value"] == pytest.approx(mean, abs=1e-9)
    beside = citaat_cli("eval", str(tmp_path / "set"), "--peers", "--json")
    assert json.loads(beside.out)["peers"]["TF-IDF, words"]["hit@1"]["n"] == len(facts)
    assert json.loads(beside.out)["scores"] == scores


def test_a_gold_file_without_floors_is_not_gated(site: Path, citaat_cli: Callable[..., Any]) -> None:
    file = ("eval", "--gold", str(site / "evals" / "gold.jsonl"), "--corpus", str(site / "corpus"))
    done = citaat_cli(*file)
    assert done.code == 2
    assert done.out.startswith("citaat eval: NIET GETOETST")
    assert "WORDT TOEGELATEN" not in done.out
    assert citaat_cli(*file, "--no-gate").code == 0


def test_chosen_questions_are_judged_on_their_own(
    citaat_cli: Callable[..., Any], command: tuple[str, ...]
) -> None:
    done = citaat_cli(*command, "--only", "n0", "n1", "--json")
    assert {one["id"] for one in json.loads(done.out)["questions"]["main"]} == {"n0", "n1"}
    assert done.code == 0
    assert "geen vraag heeft de id 'x9'" in citaat_cli(*command, "--only", "x9").err
    assert citaat_cli(*command, "--only", "n0", "--bless", "--reason", "x").code == 2
    assert citaat_cli(*command, "--limit", "0").code == 2


def test_saved_outcomes_meet_the_same_gate(
    site: Path, command: tuple[str, ...], tmp_path: Path, citaat_cli: Callable[..., Any]
) -> None:
    questions = "\n".join([*ANSWERS, *NOT_THERE]) + "\n"
    asked = citaat_cli(
        "ask", "-", "--corpus", str(site / "corpus"), "--format", "jsonl", stdin=questions.encode()
    )
    file = tmp_path / "outcomes.jsonl"
    file.write_text(asked.out, encoding="utf-8")
    same = json.loads(citaat_cli(*command, "--no-gate", "--json").out)["scores"]["main.dev"]["accuracy"]
    saved = json.loads(citaat_cli(*command, "--outcomes", str(file), "--json").out)
    assert saved["scores"]["main.dev"]["accuracy"] == same
    spoilt = asked.out.replace('"n": 1', '"n": 2').replace('"n":1', '"n":2')
    file.write_text(spoilt, encoding="utf-8")
    broken = citaat_cli(*command, "--outcomes", str(file))
    assert broken.code == 1
    assert "citation_numbers geldt voor elke uitkomst" in broken.out
