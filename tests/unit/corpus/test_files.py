"""Which files of a folder are read: nothing outside it, nothing twice, nothing that could hang."""

import os
from pathlib import Path

import pytest

from citaat.corpus.articles import corpus_files, read_articles
from citaat.corpus.files import survey
from citaat.errors import CorpusError
from citaat.index.freshness import file_stamps

TEXT = '+++\ntitle = "T"\n+++\n\nEen zin.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "buiten.md").write_text(TEXT.replace("Een", "Geheime"), encoding="utf-8")
    return corpus


def make(path: Path, kind: str, target: str = "") -> None:
    if kind == "link":
        path.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_text(TEXT, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "kind", "target", "why"),
    [
        ("weg.md", "link", "nergens.md", "leads nowhere"),
        (".#a.md", "link", "jan@laptop.123", "hidden"),
        ("kring.md", "link", "kring.md", "leads nowhere"),
        ("zelf", "link", ".", "link to a folder"),
        ("zelf.md", "link", ".", "link to a folder"),
        ("hoger", "link", "..", "link to a folder"),
        ("x.md", "link", "../buiten.md", "out of the corpus"),
        ("wachtwoord.md", "link", "/etc/passwd", "out of the corpus"),
        ("null.md", "link", "/dev/zero", "out of the corpus"),
        ("pijp.md", "pipe", "", "no plain file"),
        (".b.md", "file", "", "hidden"),
        ("B.MD", "file", "", "ends in .MD"),
        ("b.txt", "file", "", ".txt and no Markdown"),
        ("b.HTML", "file", "", ".html and no Markdown"),
        ("b.markdown", "file", "", ".markdown and no Markdown"),
        ("foto.png", "file", "", ""),
    ],
)
def test_what_is_no_article_is_left_out_by_name(
    root: Path, name: str, kind: str, target: str, why: str
) -> None:
    make(root / name, kind, target)
    found = survey(root)
    assert [path.name for path in found.articles] == ["a.md"]
    assert [(one.file.name, why in one.why, bool(one.fix)) for one in found.left_out] == (
        [(name, True, True)] if why else []
    )
    assert [article.text for article in read_articles(root)] == [TEXT]
    # The stamps of freshness are taken of the same folder.
    assert any(stamp[0] == "a.md" for stamp in file_stamps(str(root)))


def test_folders_that_look_like_articles_are_folders_and_hidden_ones_are_left_alone(root: Path) -> None:
    for folder in ("map.md", ".git", ".obsidian/x"):
        (root / folder).mkdir(parents=True)
        (root / folder / "b.md").write_text(TEXT, encoding="utf-8")
    assert [article.id for article in read_articles(root)] == ["a", "map.md/b"]
    assert survey(root).left_out == []


def test_a_link_inside_the_folder_and_a_folder_that_is_a_link_are_read(root: Path, tmp_path: Path) -> None:
    make(root / "b.md", "link", "a.md")
    make(tmp_path / "wijzer", "link", "corpus")
    assert [article.id for article in read_articles(tmp_path / "wijzer")] == ["a", "b"]


@pytest.mark.parametrize("name", ["lexicon.toml", "caveats.toml", "settings.toml"])
@pytest.mark.parametrize(("kind", "target"), [("link", "nergens"), ("link", "../buiten.md"), ("pipe", "")])
def test_rules_that_cannot_be_read_are_an_error(root: Path, name: str, kind: str, target: str) -> None:
    make(root / name, kind, target)
    with pytest.raises(CorpusError) as caught:
        corpus_files(root)
    assert (caught.value.file, caught.value.exit_code) == (str(root / name), 3)
    assert caught.value.fix


def test_an_article_that_may_not_be_read_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(CorpusError, match="Permission denied") as caught:
        read_articles(root)
    assert caught.value.file == str(root / "a.md")
