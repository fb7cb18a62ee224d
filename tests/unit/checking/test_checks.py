"""citaat check: every fault at once, each with its code and its true line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpora import WriteCorpus

from citaat.checking.checks import Checked, check_corpus
from citaat.corpus.toml_lines import TomlLines
from citaat.errors import CorpusError
from citaat.messages import in_dutch

SLEEP = "## Hoe lang slapen?\n\nSlaap zeven uur per nacht. Neem geen koffie.\n"
LEXICON = """# woorden
[forms]
zzz = "slaap"
leeg = ""

[[concept]]
term = "slaap"
relation = "synonym"
words = ["nachtrust"]

[[concept]]
term = "raket"   # komt niet voor
relation = "synonym"
words = ["[[alias]]", "maan"]

[[concept]]
term = "slaap"
relation = "oom"
words = ["dutje"]
kleur = "rood"

[[alias]]
article = "slaap"
quote = "Slaap zeven uur per nacht."
ask = [
    "hoe lang slapen",
    "hoeveel uur slaap",
    "Hoe lang slapen?",
]

[[alias]]
article = "slaap"
quote = "Slaap acht uur per nacht."
ask = ["hoeveel  uur slaap"]

[[alias]]
article = "weg"
quote = '''
Neem geen koffie.'''
ask = []

[[gap]]
topic = "dromen"
ask = ["waarom droom ik",
       "hoe lang slapen"]

[prijs]
euro = 3
"""
WANTED = [
    ("lexicon-value", 4),
    ("concept-unsaid", 12),
    ("lexicon-relation", 18),
    ("lexicon-key", 20),
    ("asking-twice", 28),
    ("alias-quote", 33),
    ("asking-twice", 34),
    ("lexicon-value", 40),
    ("alias-is-gap", 45),
    ("lexicon-table", 47),
]


def found(checked: Checked) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in checked.findings]


def test_a_clean_corpus_has_no_findings(write_corpus: WriteCorpus) -> None:
    # The same heading twice is fine.
    path = write_corpus({"slaap.md": SLEEP + "\n## Hoe lang slapen?\n\nNog een zin.\n"})
    assert found(check_corpus(path)) == []


def test_the_lexicon_is_checked_whole_with_true_lines(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"slaap.md": SLEEP})
    (path / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    checked = check_corpus(path)
    assert found(checked) == WANTED
    assert all(finding.file == str(path / "lexicon.toml") and finding.fix for finding in checked.findings)
    assert checked.askings == (
        "hoe lang slapen",
        "hoeveel uur slaap",
        "Hoe lang slapen?",
        "hoeveel  uur slaap",
        "waarom droom ik",
        "hoe lang slapen",
    )


def test_articles_are_all_checked(write_corpus: WriteCorpus) -> None:
    path = write_corpus(
        {"a.md": "", "b.md": "Goed.\n\nMet \x1b[31m kleur.\nEn \u202e om.", "c.md": "# Alleen een kop"}
    )
    (path / "d.md").write_text("Geen voorwerk.\n", encoding="utf-8")
    (path / "e.md").write_text('+++\ntitle = "x"\nlanguage = nl\n+++\n\nTekst.\n', encoding="utf-8")
    (path / "f.md").write_bytes(b"+++\ntitle = 'x'\n+++\nGoed.\n\xff\n")
    checked = check_corpus(path)
    places = [(Path(finding.file).name, finding.code, finding.line) for finding in checked.findings]
    assert places == [
        ("a.md", "article-empty", 3),
        ("b.md", "article-control", 7),
        ("b.md", "article-control", 8),
        ("c.md", "article-empty", 3),
        ("d.md", "article-front-matter", 1),
        ("e.md", "article-front-matter", 3),
        ("f.md", "article-encoding", 5),
    ]


def test_an_empty_folder_and_one_that_is_not_there(tmp_path: Path) -> None:
    assert found(check_corpus(tmp_path)) == [("corpus-empty", 0)]
    with pytest.raises(CorpusError):
        check_corpus(tmp_path / "weg")


def test_a_passage_file_is_checked_whole(tmp_path: Path) -> None:
    lines = [
        b'{"_id": "1", "text": "Goed."}',
        b"{",
        b'{"_id": "1", "text": "Weer."}',
        b"",
        b'{"_id": "2", "text": " "}',
        b'{"text": "x"}',
        b'"\xff"',
        b"[]",
    ]
    (tmp_path / "corpus.jsonl").write_bytes(b"\n".join(lines))
    assert found(check_corpus(tmp_path)) == [
        ("record-wrong", 2),
        ("record-wrong", 3),
        ("record-wrong", 5),
        ("record-wrong", 6),
        ("record-encoding", 7),
        ("record-wrong", 8),
    ]


def test_settings_and_rules_are_checked_too(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"slaap.md": SLEEP})
    (path / "settings.toml").write_text("kleur = 1\n", encoding="utf-8")
    (path / "caveats.toml").write_text("schema = 1\n[terms]\na = \n", encoding="utf-8")
    assert found(check_corpus(path)) == [("settings-wrong", 1), ("rules-wrong", 3)]


def test_a_lexicon_that_is_no_toml_names_the_line_and_hides_nothing_else(write_corpus: WriteCorpus) -> None:
    path = write_corpus({"slaap.md": ""})
    (path / "lexicon.toml").write_text('[[concept]]\nterm = "a\n', encoding="utf-8")
    assert found(check_corpus(path)) == [("article-empty", 3), ("lexicon-toml", 2)]


SLIPS = [
    ('term = "slaap"\nwords = ["nachtrust"]', 1, "in [[concept]] ontbreekt 'relation'; voeg toe: relation = \"synonym\""),
    (
        'term = "slaap"\nwords = ["nachtrust"]\nrelatie = "synonym"',
        4,
        "onbekende sleutel 'relatie' in [[concept]]; bedoel je 'relation'?",
    ),
    ('term = "slaap"\nwords = "rust"\nrelation = "synonym"', 3, 'schrijf words = ["…", "…"]'),
    ('term = "slaap"\nwords = []\nrelation = "synonym"', 3, "'words' van [[concept]] is leeg"),
    ('term = "slaap\nrust"', 2, "een tekst loopt door op de volgende regel"),
    ('term = "slaap"\nwords = ["a" "b"]', 3, "in een lijst ontbreekt een komma"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "line", "told"), SLIPS)
def test_one_slip_in_the_lexicon_is_one_fault_that_says_what_is_wrong(
    write_corpus: WriteCorpus, body: str, line: int, told: str
) -> None:
    path = write_corpus({"slaap.md": SLEEP})
    (path / "lexicon.toml").write_text(f"[[concept]]\n{body}\n", encoding="utf-8")
    (fault,) = check_corpus(path).findings
    assert fault.line == line
    assert told in in_dutch(f"{fault.message}; {fault.fix}")


def test_the_rules_of_the_corpus_must_quote_the_corpus(write_corpus: WriteCorpus, root: Path) -> None:
    path = write_corpus({"slaap.md": SLEEP})
    rules = (root / "corpus" / "caveats.toml").read_text(encoding="utf-8")
    (path / "caveats.toml").write_text(rules, encoding="utf-8")
    wrong = [finding for finding in check_corpus(path).findings if finding.code == "quote-article"]
    assert len(wrong) == rules.count(".quote]]")


def test_the_real_corpus_is_clean(checked: Checked) -> None:
    assert checked.findings == ()


WORDS = st.text(st.sampled_from("ab \"'\\#[]=\n\té"), max_size=8)


@given(texts=st.lists(WORDS, min_size=1, max_size=6), gaps=st.integers(0, 3))
def test_lines_of_any_text_are_found(texts: list[str], gaps: int) -> None:
    lines, at = [], []
    for text in texts:
        lines += ['# [[alias]] met een "losse'] * gaps + ["[[alias]]"]
        at.append(len(lines))
        lines.append(f"ask = [{json.dumps(text, ensure_ascii=False)}]")
    finder = TomlLines("\n".join(lines))
    for number, text in enumerate(texts):
        assert finder.table("alias", number) == at[number]
        assert finder.key("alias", number, "ask") == at[number] + 1
        assert finder.text("alias", number, text) == at[number] + 1


def test_what_is_not_there_is_placed_at_its_table() -> None:
    finder = TomlLines('top = 1\n\n[[alias]]\nask = ["a"]\n')
    assert finder.key("alias", 0, "weg") == finder.text("alias", 0, "weg") == 3
    assert finder.table("top") == 1
    assert finder.table("weg") == 1
