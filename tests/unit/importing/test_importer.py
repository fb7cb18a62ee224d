"""Whatever is in a file, importing it gives an article without faults that says what was read, or one error."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaat.checking.reading import faults
from citaat.corpus.articles import read_article
from citaat.corpus.front_matter import body
from citaat.corpus.passages import article_passages
from citaat.importing.importer import Imported, import_all
from citaat.importing.targets import Mode, State
from citaat.terminal import printable

WORDS = [
    "Slapen",
    "is goed.",
    "Hoe lang?",
    "Lees ook",
    "Inhoud",
    "1.",
    "•",
    "- a",
    "* b",
    "**x**",
    "<",
    "&amp;",
    "&lt;!--",
    "|",
    "`",
    "```",
    "\\",
    "22 dec 2025",
    "Door Jan",
    "\t",
    "\n",
    "\n\n",
    "    ",
    "##Kop",
    "===",
    "---",
    "+++",
    "[a](b)",
    "[^1]:",
    "~~~",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "{{< x >}}",
    "é",
    "\u200b",
    "\x07",
    "\xa0",
    "| a | b |",
    "|---|---|",
    "voor-\nen",
    "> q",
    " #",
]
TAGS = [
    "p",
    "div",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "a",
    "b",
    "span",
    "details",
    "summary",
    "nav",
    "main",
    "article",
    "form",
    "button",
    "label",
    "sup",
    "br",
    "q",
    "pre",
    "code",
    "s",
    "script",
    "template",
    "select",
    "option",
]
ATTRIBUTES = [
    "",
    ' class="menu"',
    " hidden",
    ' id="a"',
    ' aria-controls="a"',
    ' class="eyebrow"',
    " rowspan=3",
    " colspan=2",
]
PLAIN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
TAG = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
SOUP = st.lists(TAG | st.sampled_from(TAGS).map("</{}>".format) | st.sampled_from(WORDS), max_size=40).map(
    "".join
)


def imported(folder: Path, name: str, text: str, **mode: bool) -> Imported:
    """One file imported into the folder `corpus`."""
    source = folder / name
    source.write_text(text, encoding="utf-8")
    done = list(import_all([str(source)], folder / "corpus", Mode(**mode), lambda stage, count, total: None))
    assert len(done) == 1
    return done[0]


@settings(max_examples=60)
@given(st.sampled_from([".html", ".txt", ".md"]), PLAIN | SOUP)
def test_any_file_becomes_a_sound_article_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, text: str
) -> None:
    folder = tmp_path_factory.mktemp("bron")
    one = imported(folder, f"stuk{suffix}", text, force=True)
    if one.fault is not None:
        assert str(one.fault).startswith(str(folder / f"stuk{suffix}"))
        return
    assert not [doubt for doubt in one.doubts if "leest dit anders" in doubt]
    article = read_article(folder / "corpus" / "stuk.md", folder / "corpus")
    assert article.title.strip()
    assert faults(article, "stuk.md", body(article.text, "stuk.md").start) == []
    assert all(printable(char) == char for char in article.text)
    assert article_passages(article, frozenset())
    assert imported(folder, f"stuk{suffix}", text).state is State.UNCHANGED


def test_a_source_that_would_become_the_same_article_is_an_error(tmp_path: Path) -> None:
    for name in ("slaap.txt", "Slaap!.txt"):
        (tmp_path / name).write_text("Slaap is goed.", encoding="utf-8")
    done = list(import_all([str(tmp_path)], tmp_path / "corpus", Mode(), lambda stage, count, total: None))
    assert [one.state for one in done] == [State.WRITTEN, None]
    assert "would become the same article" in str(done[1].fault)


def test_a_page_without_text_is_an_error_when_it_is_named_and_skipped_in_a_folder(tmp_path: Path) -> None:
    one = imported(tmp_path, "leeg.html", "<nav>Home</nav>")
    assert "holds no text" in str(one.fault)
    done = list(import_all([str(tmp_path)], tmp_path / "corpus", Mode(), lambda stage, count, total: None))
    assert [one.state for one in done] == [State.EMPTY]


def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    one = imported(tmp_path, "sl\udcffaap.txt", "Slaap is goed.")
    assert one.state is State.WRITTEN
    assert 'imported = "slaap.txt ' in (tmp_path / "corpus" / "slaap.md").read_text(encoding="utf-8")


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Slaap is goed.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Eten ook.", encoding="utf-8")
    seen: list[tuple[str, int, int]] = []
    list(import_all([str(tmp_path)], tmp_path / "c", Mode(), lambda *told: seen.append(told)))
    assert seen == [("importing", 0, 2), ("importing", 1, 2), ("importing", 2, 2)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.txt",
            "Hout\n\nHier staat wat er in de bak mag.\n\n❌\n- bielzen\n- geverfd hout\n\n✅\n- pallets\n- planken\n",
        ),
        (
            "a.html",
            "<h1>Hout</h1><p>Hier staat wat mag.</p><p>❌</p><ul><li>bielzen<li>as</ul><p>✅</p><ul><li>pallets</ul>",
        ),
    ],
)
def test_a_mark_above_a_list_is_kept_and_one_above_nothing_is_not(
    tmp_path: Path, name: str, text: str
) -> None:
    imported(tmp_path, name, f"{text}\n\n<p>🌿</p>" if name.endswith("html") else f"{text}\n🌿\n")
    article = (tmp_path / "corpus" / "a.md").read_text(encoding="utf-8")
    assert "❌\n\n- bielzen" in article
    assert "✅\n\n" in article
    assert "🌿" not in article
