"""Markdown from elsewhere: its text as it was, its front matter and raw HTML as citaat reads them."""

import pytest

from citaat.corpus.markdown import read_markdown
from citaat.errors import CorpusError
from citaat.importing.markdown import Text, read_source
from citaat.outcome.shown import readable


def read(text: str) -> Text:
    """A Markdown file."""
    return read_source(text, "Bestand", "stuk.md")


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Slapen"\nauthor = "Jan"\ndate = 2024-05-03\ntags = ["a"]\n+++\n',
        "---\ntitel: Slapen\nauteur: [Jan]\ndatum: 2024-05-03\ntags: a\n---\n",
    ],
)
def test_front_matter_of_either_kind_is_read(front: str) -> None:
    source = read(f"{front}\nEen *zin*.\n")
    assert (source.about.title, source.about.author, source.about.date) == ("Slapen", "Jan", "2024-05-03")
    assert source.body == "Een *zin*.\n"
    assert [(left.kind, left.sample) for left in source.about.left_out] == [
        ("sleutels boven de tekst", "tags")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Slapen\n======\n\nEen zin.", "Slapen"),
        ("# Slapen\n\nEen zin.", "Slapen"),
        ("Een zin.\n\n# Later", "Bestand"),
        ("---\ntags: a\n---\n\nSlapen\n---\n\nEen zin.", "Slapen"),
    ],
)
def test_without_a_title_the_first_heading_is_one(text: str, title: str) -> None:
    assert read(text).about.title == title


def test_raw_html_becomes_markdown_and_the_rest_stays() -> None:
    source = read(
        "<table>\n<tr><th>Wie</th><th>Uren</th></tr>\n\n<tr><td>Baby</td><td>16</td></tr>\n</table>\n\n"
        "<!-- nakijken -->\n\nEen <b>vette</b> zin.\n"
    )
    assert source.body == (
        "| Wie | Uren |\n| --- | --- |\n| Baby | 16 |\n\n<!-- nakijken -->\n\nEen <b>vette</b> zin.\n"
    )


@pytest.mark.parametrize(
    "fold",
    [
        "<details>\n<summary>Hoe lang?</summary>\n\nAcht **uur**.\n\n</details>",
        "<details>\n\n<summary><b>Hoe lang?</b></summary>\n\nAcht **uur**.\n\n</details>",
        "<details open><summary>Hoe lang?</summary>\nAcht **uur**.</details>",
    ],
)
def test_a_question_that_is_folded_away_becomes_a_heading(fold: str) -> None:
    written = read(f"## Slapen\n\nLees.\n\n{fold}\n\n{fold}\n\n## Slot\n\nEinde.\n").body
    found = [(one.kind, readable(one.text, "")) for one in read_markdown(written).blocks]
    answer = [("heading", "Hoe lang?"), ("paragraph", "Acht uur.")]
    assert found[2:-2] == [*answer, *answer]
    assert "\n\n### " in written
    assert "\n\n\n" not in written
    assert "details" not in written


def test_one_that_is_followed_by_other_text_stays_and_is_read_all_the_same() -> None:
    fold = "<details>\n<summary>Hoe lang?</summary>\n\nAcht uur.\n\n</details>\n\nBel ons.\n"
    assert read(fold).body == fold


def test_scripts_in_raw_html_are_no_text() -> None:
    source = read("Een zin.\n\n<script>\nvar x = 1;\n</script>\n\n<iframe src='x'>oud</iframe>\n\nNog een.\n")
    assert source.body == "Een zin.\n\nNog een.\n"
    assert [left.kind for left in source.about.left_out] == ["beeld of ingesloten venster"]


def test_headings_without_a_space_are_headings_but_for_code_and_hashtags() -> None:
    source = read("##Slapen\n\n#gezond\n\n```\n##Code\n```\n")
    assert source.body == "## Slapen\n\n#gezond\n\n```\n##Code\n```\n"
    assert source.about.doubts == (
        "3 regels code blijven staan, maar citaat leest die niet",
        "1 keer een spatie gezet achter de hekjes van een kop",
    )


def test_an_address_that_readers_cannot_open_is_told() -> None:
    assert "adres" in read("---\ntitle: T\nurl: /slapen\n---\n\nEen zin.").about.doubts[0]
    assert (
        read("---\ntitle: T\nurl: https://voorbeeld.nl\n---\n\nEen zin.").about.url == "https://voorbeeld.nl"
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Een zin.\n\n<!-- nooit dicht\n", "stuk.md:3: the comment"),
        ("Een zin.\n\n```\ncode\n", "stuk.md:3: the code"),
        ("---\ntitle: [\n---\n\nEen zin.", "stuk.md:"),
        ("+++\ntitle = \n+++\n", "stuk.md:2"),
    ],
)
def test_what_hides_the_rest_is_an_error_with_its_line(text: str, what: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(text)
    assert str(caught.value).startswith(what)
