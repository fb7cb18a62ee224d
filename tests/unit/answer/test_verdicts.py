"""A "Nee." stands in an answer only where it answers what was asked."""

from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.engine import open_corpus

TEXT = """## Schorst dat?

Nee. Het besluit blijft gelden zolang je bezwaar loopt, en betalen moet je ook.

## Moet je betalen voor een kopie?

Nee. Een kopie van het besluit is gratis.
"""


@pytest.fixture
def corpus(write_corpus: WriteCorpus) -> Path:
    """Two headings that ask, each with a "Nee." below it."""
    return write_corpus({"bezwaar.md": TEXT})


def test_the_no_of_another_question_is_left_out(corpus: Path) -> None:
    outcome = (
        open_corpus(str(corpus)).ask("moet je betalen zolang het bezwaar tegen het besluit loopt").to_dict()
    )
    first = outcome["citations"][0]
    assert first["quote"].startswith("Het besluit blijft gelden")
    assert outcome["answer"].startswith("Het besluit blijft gelden")


def test_the_no_of_this_question_is_shown(corpus: Path) -> None:
    outcome = open_corpus(str(corpus)).ask("moet je betalen voor een kopie").to_dict()
    assert outcome["citations"][0]["quote"].startswith("Nee. Een kopie")
