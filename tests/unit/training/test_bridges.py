"""The ledger of bridges: what helped, what led to a wrong place, what led to one where there was no answer."""

from pathlib import Path

from support.corpora import WriteCorpus

from citaat.engine import open_corpus
from citaat.training.bridges import Ledger, enter

ARTICLE = "De woning is van de verhuurder.\n\nHet huis wordt verkocht.\n\nEen flat heeft een lift."


def test_a_bridge_helps_or_misleads_by_where_it_leads(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    engine = open_corpus(str(write_corpus({"a.md": ARTICLE})), str(tmp_path / "i"))
    query = engine._ranker.read("appartement")
    ranked = engine._ranker.rank(query, engine._ranker.known(query))
    first = ranked[0].candidate.unit
    ledger = Ledger()
    enter(ledger, query, ranked, [float(entry.candidate.unit == first) for entry in ranked])
    (bridge, *_) = ledger.helped
    assert bridge[0] == "appartement"
    assert ledger.harm(bridge) < 0
    assert not ledger.worst()
    enter(ledger, query, ranked, None)
    enter(ledger, query, ranked, None)
    enter(ledger, query, ranked, None)
    assert ledger.silent[bridge] == 3
    assert ledger.worst()[0] == bridge


def test_a_question_whose_answer_was_not_found_counts_for_nothing(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    engine = open_corpus(str(write_corpus({"a.md": ARTICLE})), str(tmp_path / "i"))
    query = engine._ranker.read("appartement")
    ranked = engine._ranker.rank(query, engine._ranker.known(query))
    ledger = Ledger()
    enter(ledger, query, ranked, [0.0] * len(ranked))
    assert not any([ledger.helped, ledger.misled, ledger.silent])
