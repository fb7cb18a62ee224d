"""What citaat check says it read, and what it says is not read, not used or not shown whole."""

from pathlib import Path

import pytest

from citaat.checking.checks import Checked, check_corpus
from citaat.checking.reading import ReadCounts

FRONT = '+++\ntitle = "T"\n+++\n\n'


def check(tmp_path: Path, text: str, front: str = FRONT) -> Checked:
    (tmp_path / "a.md").write_text(front + text, encoding="utf-8")
    return check_corpus(tmp_path)


def told(checked: Checked) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in checked.notices]


def test_what_was_read_is_counted(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Tekst.", encoding="utf-8")
    checked = check(tmp_path, "Eén zin. Twee zinnen.\n\n## Kop\n\nDit:\n\n- a\n- b c\n")
    assert checked.read == ReadCounts(1, 2, 5, 2, 8, 1)
    assert told(checked) == [("file-left-out", 0)]
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("Zin.\n\n## \n\nZin.\n", [("heading-empty", 7)]),
        ("Dit is een zin.\n---\n\nZin.\n", [("heading-long", 5)]),
        (
            "Zin.\n\n```\na\nb\n```\n\n    c\n\n<div>\nd\n</div>\n",
            [("code-left-out", 7), ("html-left-out", 14)],
        ),
        (f"Zin.\n\n{'woord ' * 150}einde.\n", [("sentence-too-long", 7)]),
        (f"Dit:\n\n- {'woord ' * 80}\n- {'woord ' * 80}\n", [("list-too-long", 5)]),
        ("| Kop | Kop |\n|--|--|\n" + "| cel | cel |\n" * 40, [("table-too-long", 5)]),
        ("Zin. <!-- geheim -->\n", []),
        ("Wordt iemand niet\n\nwakker, bel 112.\n", [("paragraph-cut", 5)]),
        ("Wordt iemand niet\n\nWakker? Bel 112.\n\nKijk op\n\nwww.a.nl\n", []),
        (
            "## De Linde\n\n## 1234 AB Loverbeke\n\nZin.\n\n## Slot\n",
            [("heading-alone", 5), ("heading-alone", 11)],
        ),
        ("# Titel\n\n## Kop\n\nZin.\n\nA\n===\n\nB\n---\n\nZin.\n", []),
        ("## Vragen\n\n## Mag dit?\n\n## Kan dit?\n\nZin.\n", [("heading-alone", 7)]),
        ("## Kop\n\n```\ncode\n```\n\n## Kop\n\nZin.\n", [("code-left-out", 7)]),
    ],
)
def test_what_is_not_shown_as_it_stands_is_a_notice(
    tmp_path: Path, text: str, notices: list[tuple[str, int]]
) -> None:
    checked = check(tmp_path, text)
    assert told(checked) == notices
    assert checked.findings == ()
    assert all(one.message and one.fix for one in checked.notices)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("Zin.\n\n```\na\n\nb\n", ("code-open", 7)), ("Zin. <!-- a\n\nb\n", ("comment-open", 5))],
)
def test_what_hides_the_rest_is_a_fault(tmp_path: Path, text: str, fault: tuple[str, int]) -> None:
    assert [(one.code, one.line) for one in check(tmp_path, text).findings] == [fault]


def test_keys_that_nobody_reads_are_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    front = "---\ntitle: T\nauteurr: Jan\nlayout: post\nurl: www.a.nl\n---\n\n"
    notices = check(tmp_path, "Zin.\n", front).notices
    expected = [("front-matter-key", 3), ("front-matter-key", 4), ("front-matter-url", 5)]
    assert [(one.code, one.line) for one in notices] == expected
    assert "did you mean 'auteur'" in notices[0].fix


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").symlink_to("weg.toml")
    (tmp_path / "b.md").write_bytes(b"+++\ntitle = 'x'\n+++\n\nSl\xe9cht.\n")
    (tmp_path / "c.md").write_text("---\nlayout: x\n---\n\nZin.\n", encoding="utf-8")
    (tmp_path / "settings.toml").write_text("kleur = 1\n", encoding="utf-8")
    codes = {one.code for one in check(tmp_path, "Zin.\n\n~~~\n").findings}
    assert codes == {
        "article-encoding",
        "article-front-matter",
        "code-open",
        "file-unreadable",
        "settings-wrong",
    }


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ('+++\ntitle = "T"\ndraft = true\n+++\n', 3),
        ("---\ntitle: T\nDraft: 'Yes'\n---\n", 3),
        ("---\npublished: false\ntitle: T\n---\n", 2),
    ],
)
def test_an_article_that_is_not_published_is_not_read(tmp_path: Path, front: str, line: int) -> None:
    (tmp_path / "b.md").write_text(f"{FRONT}Zin.\n", encoding="utf-8")
    checked = check(tmp_path, "Straks kost het 80 euro.\n", front)
    assert told(checked) == [("draft-left-out", line)]
    assert checked.read == ReadCounts(1, 1, 1, 1, 1, 1)
    (tmp_path / "b.md").unlink()
    assert [one.code for one in check_corpus(tmp_path).findings] == ["corpus-empty"]


@pytest.mark.parametrize("key", ["draft: false", "published: true", "published: 2024-01-01", "publish: ja"])
def test_one_that_is_published_is_read_and_its_key_is_known(tmp_path: Path, key: str) -> None:
    checked = check(tmp_path, "Zin.\n", f"---\ntitle: T\n{key}\n---\n\n")
    assert (told(checked), checked.read.passages) == ([], 1)
