"""Articles are read as CommonMark has it: what stands where, and what is never read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.front_matter import body
from citaat.corpus.markdown import read_markdown
from citaat.corpus.passages import article_passages
from citaat.outcome.shown import readable
from citaat.records import Article

FRONT = '+++\ntitle = "T"\n+++\n\n'


def read(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of every passage its heading and its sentences, by kind; every offset is tried on the way."""
    whole = FRONT + text
    found = []
    for passage in article_passages(Article("a", "T", "a.md", whole, ""), frozenset({"bijv."})):
        assert whole[passage.start : passage.end] == passage.text
        found.append((passage.heading, [(s.kind, whole[s.start : s.end]) for s in passage.sentences]))
    return found


def said(text: str) -> list[str]:
    return [sentence for _, sentences in read(text) for _, sentence in sentences]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- Slik er tachtig. -->",
        "<!--\n# Geheime kop\n\nSlik er tachtig.\n\n- tachtig\n-->",
        "<!-- Slik\n\ner tachtig. --> <!-- tachtig -->",
        "<!---->\n<!-- tachtig -->",
        "<!-- a\n```\ntachtig -->",
        "  <!-- > tachtig -->",
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "Een.\n\n{}\n\nTwee.",
        "Een. {} Twee.",
        "Een.\n{}\nTwee.",
        "Een.{}\n\nTwee.",
        "- Een.\n{}\n- Twee.",
        "- Een. {}\n- Twee.",
        "> Een. {}\n\nTwee.",
    ],
)
def test_a_comment_is_never_read(comment: str, around: str) -> None:
    found = read(around.format(comment) + "\n")
    assert [text for _, sentences in found for _, text in sentences] == ["Een.", "Twee."]
    assert {heading for heading, _ in found} == {"T"}


def test_no_passage_runs_over_code_and_none_but_a_list_over_a_comment() -> None:
    text = (
        FRONT + "Een. <!-- x --> Twee.\n\n- a\n\n  ```\n  x\n  ```\n- b\n\nDit:\n\n- c\n<!-- - x -->\n- d\n"
    )
    passages = article_passages(Article("a", "T", "a.md", text, ""), frozenset())
    said = [[passage.slice(s.start, s.end) for s in passage.sentences] for passage in passages]
    assert said == [["Een."], ["Twee."], ["a"], ["b"], ["Dit:", "c", "d"]]
    assert readable(passages[-1].text, "a.md") == "Dit:\n- c\n- d"


def test_a_comment_that_is_not_closed_hides_the_rest() -> None:
    text = "Een. <!-- Twee.\n\n# Drie\n\nVier.\n"
    assert said(text) == ["Een."]
    (left,) = read_markdown(text).left_out
    assert (left.kind, left.start, left.closed) == ("comment", 5, False)


@pytest.mark.parametrize("code", ["`<!--`", "``a ` <!--``", "\\<!--"])
def test_code_and_escapes_open_no_comment(code: str) -> None:
    assert said(f"Zo opent {code} iets. Klaar.\n") == [f"Zo opent {code} iets.", "Klaar."]


@pytest.mark.parametrize(
    "code",
    [
        "```\n# Geen kop\n\nGeen zin.\n```",
        "~~~ md\n# Geen kop\n```\n~~~",
        "````\n```\n# Geen kop\n```\n````",
        "    # Geen kop",
        "```\n<!-- geen opmerking\n```",
        "<script>\nGeen zin.\n</script>",
        "<div class='x'>\nGeen zin.\n</div>",
        "[wijzer]: https://voorbeeld.nl 'Geen zin.'",
        "***",
    ],
)
def test_code_and_raw_html_are_not_read(code: str) -> None:
    assert read(f"Een.\n\n{code}\n\nTwee.\n") == [
        ("T", [("sentence", "Een.")]),
        ("T", [("sentence", "Twee.")]),
    ]


def test_code_that_is_not_closed_is_told() -> None:
    assert [one.closed for one in read_markdown("```\na\n```\n\n```\nb\n").left_out] == [True, False]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("## Kop\n\nZin.", "Kop"),
        ("   ### Kop ###\nZin.", "Kop"),
        ("Kop\n===\n\nZin.", "Kop"),
        ("Lange\nkop\n---\nZin.", "Lange kop"),
        ("## Kop { #anker }\n\nZin.", "Kop"),
        ("## Kop {: .klasse #anker}\n\nZin.", "Kop"),
        ("## Kop <!-- geheim -->\n\nZin.", "Kop"),
        ("## Kop\n\n##\n\nZin.", "T"),
        ("#Kop\n\nZin.", "T"),
        ("> ## Citaat\n\nZin.", "T"),
    ],
)
def test_the_heading_is_the_one_above(text: str, heading: str) -> None:
    assert read(text + "\n")[-1] == (heading, [("sentence", "Zin.")])


def test_a_named_heading_gives_its_name_to_its_passages() -> None:
    text = FRONT + "## Wat kost het? { #kosten }\n\nNiets.\n"
    (passage,) = article_passages(Article("a", "T", "a.md", text, ""), frozenset())
    assert passage.id == "a#kosten.1"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_and_lists_are_read_as_they_stand(end: str) -> None:
    lines = [
        "> Een zin die",
        "> verder gaat bijv.",
        "> hier. Twee.",
        ">",
        "> - a",
        ">   b",
        ">",
        ">   c",
        "> * d",
    ]
    first, second, third = read(end.join(lines) + end)
    assert first[1] == [
        ("sentence", end.join(["Een zin die", "> verder gaat bijv.", "> hier."])),
        ("sentence", "Twee."),
    ]
    assert second[1] == [("item", end.join(["a", ">   b", ">", ">   c"]))]
    assert third[1] == [("item", "d")]


def test_items_of_any_depth_are_items_of_one_list() -> None:
    text = "Doe dit:\n\n1. Een.\n\n   Nog een.\n   - Diep.\n     + Dieper.\n\n   Weer een.\n2) Twee.\n"
    assert read(text) == [
        (
            "T",
            [
                ("lead", "Doe dit:"),
                ("item", "Een.\n\n   Nog een."),
                ("item", "Diep."),
                ("item", "Dieper."),
                ("item", "Weer een."),
            ],
        ),
        ("T", [("item", "Twee.")]),
    ]


def test_bullets_of_word_processors_are_bullets() -> None:
    assert read("Dit:\n• Een\n• Twee\n") == [("T", [("lead", "Dit:"), ("item", "Een"), ("item", "Twee")])]


@pytest.mark.parametrize("lead", ["Dit kost het:", "**Dit kost het:**"])
def test_a_table_is_one_passage_with_its_head_and_rows(lead: str) -> None:
    text = f"{lead}\n\n| Pas | Prijs |\n|:--|--:|\n| dag | 3 |\n| jaar | 30 |\n\nEinde.\n"
    table, end = read(text)
    assert table[1] == [
        ("lead", lead),
        ("head", "| Pas | Prijs |"),
        ("row", "| dag | 3 |"),
        ("row", "| jaar | 30 |"),
    ]
    assert end[1] == [("sentence", "Einde.")]


def test_a_table_without_pipes_around_it_and_one_in_a_list() -> None:
    assert read("Pas | Prijs\n---|---\ndag | 3\n") == [("T", [("head", "Pas | Prijs"), ("row", "dag | 3")])]
    inner = "- Dit:\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- Twee\n"
    assert read(inner) == [
        ("T", [("item", "Dit:"), ("head", "| a | b |"), ("row", "| 1 | 2 |"), ("item", "Twee")])
    ]


@pytest.mark.parametrize(
    "box",
    [
        '!!! info "Let op"\n    Zin.',
        "> [!NOTE]\n> Zin.",
        ":::tip Handig\nZin.\n:::",
        "{: .note }\nZin.",
        "{% note %}\nZin.\n{% endnote %}",
    ],
)
def test_the_frame_of_a_box_is_no_text(box: str) -> None:
    assert said(f"{box}\n") == ["Zin."]


@pytest.mark.parametrize(
    "text", ["![foto](a.png)", "{% toc %}", "[TOC]", "<span></span>", "***", "{{< kaart >}}"]
)
def test_what_holds_no_words_is_no_passage(text: str) -> None:
    assert said(f"Een.\n\n{text}\n\nTwee.\n") == ["Een.", "Twee."]


def test_a_table_of_a_head_alone_is_a_text_in_a_box() -> None:
    assert read("| Let op: vol. |\n|---|\n") == [("T", [("sentence", "| Let op: vol. |")])]


def test_the_text_of_a_footnote_is_read_without_its_mark() -> None:
    assert said("Zin.[^1]\n\n[^1]: Bron: het RIVM.\n")[-1] == "Bron: het RIVM."


PIECES = [
    "# ",
    "=\n",
    "---\n",
    "```\n",
    "    ",
    "> ",
    "- ",
    "1. ",
    "| a | b |\n",
    "|-|-|\n",
    "<!--",
    "-->",
    "`",
    "\\",
    "<div>",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "Woord. ",
    "zin",
    ":",
    "\t",
    "*",
    "[^1]: ",
    "\x00",
    "\u00a0",
    "\u2028",
    "• ",
    "{#a}",
    "\ufffc",
]


@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_markdown_is_read_at_its_place(text: str) -> None:
    whole, start = FRONT + text, body(FRONT, "a.md").start
    last = start
    for passage in article_passages(Article("a", "T", "a.md", whole, ""), frozenset()):
        assert whole[passage.start : passage.end] == passage.text
        for sentence in passage.sentences:
            quote = whole[sentence.start : sentence.end]
            assert last <= sentence.start < sentence.end <= len(whole)
            assert quote.strip() == quote
            last = sentence.end
