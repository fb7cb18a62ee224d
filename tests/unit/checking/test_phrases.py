"""Known questions of common words alone are pointed out; one word that the articles lack is enough."""

from support.corpora import WriteCorpus

from citaat.checking.checks import check_corpus

TEXT = "\n".join(
    f"## Vraag {name}\n\nDe prijs van een proefles {name} hangt af van de docent.\n"
    for name in ("gitaar", "piano", "drums", "viool")
)
GAPS = """[[gap]]
topic = "proefles"
ask = [
  "prijs van een proefles",
  "prijs van een proefles accordeon",
  "prijs gitaar",
]
"""


def test_a_gap_of_common_words_alone_is_a_notice_on_its_line(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"lessen.md": TEXT})
    (path / "lexicon.toml").write_text(GAPS, encoding="utf-8")
    checked = check_corpus(path)
    assert checked.findings == ()
    assert [(one.code, one.line) for one in checked.notices] == [("gap-common", 4)]
    assert "'prijs van een proefles'" in checked.notices[0].message


def test_an_alias_may_say_what_some_passages_say_and_not_what_all_of_them_do(
    write_corpus: WriteCorpus,
) -> None:
    others = "\n".join(
        f"## Over {at}\n\nParkeren kan hier, en fietsen ook, bij gebouw {at}.\n" for at in range(10)
    )
    path = write_corpus({"lessen.md": TEXT + others})
    asks = '["wat is de prijs van de proefles", "kan ik parkeren", "gitaar"]'
    quote = "De prijs van een proefles gitaar hangt af van de docent."
    alias = f'[[alias]]\narticle = "lessen"\nquote = "{quote}"\nask = {asks}\n'
    (path / "lexicon.toml").write_text(alias, encoding="utf-8")
    told = [one.message for one in check_corpus(path).notices]
    assert len(told) == 1
    assert "'kan ik parkeren'" in told[0]


def test_among_entries_that_cannot_be_read_no_phrase_is_judged(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"lessen.md": TEXT})
    (path / "lexicon.toml").write_text('[[gap]]\nask = ["x"]\n\n' + GAPS, encoding="utf-8")
    checked = check_corpus(path)
    assert [one.code for one in checked.findings] == ["lexicon-value"]
    assert checked.notices == ()
