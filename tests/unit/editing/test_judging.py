"""What is accepted of an answer: a row of a table as it is shown, its own line, and values that were asked for alone."""

from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.editing.gold_lines import cited
from citaat.editing.judging import must_contain, nearest, place, quoted
from citaat.engine import Engine, open_corpus
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Evidence

PRICES = """## Wat kost een les?

| Les | Duur | Prijs |
|-----|------|-------|
| Gitaar | 30 minuten | 28 euro |
| Piano | 45 minuten | 41 euro |

## Waar kan ik *parkeren*?

Parkeren kan **gratis** achter de [school](https://school.nl). Fietsen staan er ook.
"""
PIANO = "| Piano | 45 minuten | 41 euro |"


@pytest.fixture
def engine(fast_build: None, write_corpus: WriteCorpus, tmp_path: Path) -> Engine:
    """A music school."""
    return open_corpus(str(write_corpus({"lessen.md": PRICES})), str(tmp_path / "index"))


@pytest.mark.parametrize(
    ("shown", "quote"),
    [
        ("Les: Piano; Duur: 45 minuten; Prijs: 41 euro", PIANO),
        ("- Les: Piano\n  Duur: 45 minuten\n  Prijs: 41 euro", PIANO),
        (PIANO, PIANO),
        ("Parkeren kan gratis achter de school.", "Parkeren kan **gratis** achter de [school](https://school.nl)."),
        (
            "Parkeren kan gratis achter de school. Fietsen staan er ook.",
            "Parkeren kan **gratis** achter de [school](https://school.nl). Fietsen staan er ook.",
        ),
    ],
)  # fmt: skip
def test_what_is_shown_may_be_quoted(engine: Engine, shown: str, quote: str) -> None:
    assert quoted(engine, shown, None) == Evidence("lessen", quote)
    assert quoted(engine, shown, "lessen") == Evidence("lessen", quote)


@pytest.mark.parametrize(
    "shown", ["Les: Piano; Duur: 30 minuten; Prijs: 41 euro", "Les: Piano; Duur: 45 minuten", " "]
)
def test_what_is_not_shown_is_refused(engine: Engine, shown: str) -> None:
    with pytest.raises(UsageError):
        quoted(engine, shown, None)


def test_of_a_table_the_row_that_answers_is_named_and_its_price_demanded(engine: Engine) -> None:
    trace = engine.trace("Wat kost een pianoles?")
    (evidence,) = cited(trace.outcome)
    row = nearest(engine, trace, evidence)
    assert row is not None
    assert (row.quote, row.text) == (PIANO, "Les: Piano; Duur: 45 minuten; Prijs: 41 euro")
    assert place(engine, evidence, row) == "lessen.md:10"
    assert must_contain(engine, trace, [evidence]) == (("41 euro",),)
    assert place(engine, Evidence("lessen", PIANO)) == "lessen.md:10"


def test_where_no_row_stands_out_none_is_named_and_nothing_demanded(engine: Engine) -> None:
    trace = engine.trace("Wat kost een les?")
    (evidence,) = cited(trace.outcome)
    assert nearest(engine, trace, evidence) is None
    assert must_contain(engine, trace, [evidence]) == ()
