"""citaat import: files of four kinds become articles that check finds no fault in, and nobody's work is lost."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.command import Run, one_error
from support.pages import ARTICLE, PAGE
from support.terminal import on_terminal
from support.word import document, paragraph, table


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with a source of each kind."""
    folder = tmp_path_factory.mktemp("export")
    shutil.copy(root / "tests" / "data" / "article.txt", folder / "Magnesium bij spierpijn.txt")
    (folder / "pagina.html").write_text(PAGE, encoding="utf-8")
    (folder / "oud").mkdir()
    text = "---\ntitle: Snurken\n---\n\nSnurken\n-------\n\nWie *snurkt*, slaapt op zijn zij.\n"
    (folder / "oud" / "snurken.markdown").write_text(text, encoding="utf-8")
    body = (
        paragraph("Dromen", "Titel")
        + paragraph("Iedereen droomt.")
        + table(("Fase", "Duur"), ("REM", "20 min"))
    )
    (folder / "dromen.docx").write_bytes(document(body, {"creator": "Piet"}))
    (folder / "folder.pdf").write_bytes(b"%PDF")
    return folder


@pytest.fixture(scope="module")
def corpus(citaat_cli: Run, export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus that this folder becomes."""
    home = tmp_path_factory.mktemp("site")
    ran = citaat_cli("import", str(export), cwd=home)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "4 nieuw, 1 overgeslagen"
    assert f"{export}/folder.pdf: overgeslagen: dit soort bestand kan citaat niet lezen" in ran.out
    assert '  weggelaten: reacties, 7 woorden: "Reacties Fijn stuk! Ik slaap al beter."' in ran.out
    return home / "corpus"


def states(out: str) -> dict[str, str]:
    """What became of each source, by name."""
    told: list[dict[str, Any]] = json.loads(out)
    return {Path(one["source"]).name: one["state"] for one in told}


def test_a_page_becomes_the_article_that_it_holds(corpus: Path) -> None:
    written = (corpus / "pagina.md").read_text(encoding="utf-8")
    digest = re.search(r'^imported = "pagina.html ([0-9a-f]{16})"$', written, re.M)
    assert digest is not None
    assert written == ARTICLE.format(digest=digest[1])


def test_the_corpus_is_without_faults_and_notes(citaat_cli: Run, corpus: Path) -> None:
    ran = citaat_cli("check", "--corpus", str(corpus))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].startswith("gelezen: 4 artikelen")
    assert ran.out.splitlines()[1:] == ["geen fouten"]


def test_the_same_folder_again_changes_nothing(
    citaat_cli: Run, export: Path, corpus: Path, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*")}
    ran = citaat_cli("import", str(export), "--corpus", str(corpus))
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "4 ongewijzigd, 1 overgeslagen")
    assert {path: path.stat().st_mtime_ns for path in corpus.rglob("*")} == before


def test_what_a_person_edited_is_kept_until_force(citaat_cli: Run, export: Path, tmp_path: Path) -> None:
    source, into = tmp_path / "bron", tmp_path / "corpus"
    shutil.copytree(export, source)
    arguments = ("import", str(source), "--corpus", str(into), "--json")
    assert set(states(citaat_cli(*arguments).out).values()) == {"written", "skipped: of another kind"}
    edited = into / "pagina.md"
    edited.write_text(edited.read_text(encoding="utf-8").replace("fabeltje", "sprookje"), encoding="utf-8")
    ran = citaat_cli(*arguments)
    assert (ran.code, states(ran.out)["pagina.html"]) == (0, "edited")
    for name in ("pagina.html", "oud/snurken.markdown"):
        text = (source / name).read_text(encoding="utf-8")
        (source / name).write_text(
            text.replace("slaap", "droom").replace("zijn zij", "zijn buik"), encoding="utf-8"
        )
    ran = citaat_cli(*arguments)
    assert ran.code == 1
    assert states(ran.out)["pagina.html"] == "kept: edited since, and the source changed"
    assert states(ran.out)["snurken.markdown"] == "kept: the source changed"
    ran = citaat_cli(*arguments, "--update")
    assert (ran.code, states(ran.out)["snurken.markdown"]) == (1, "updated")
    assert "sprookje" in edited.read_text(encoding="utf-8")
    ran = citaat_cli(*arguments, "--force")
    assert (ran.code, states(ran.out)["pagina.html"]) == (0, "updated")
    assert "fabeltje" in edited.read_text(encoding="utf-8")


def test_a_dry_run_tells_and_writes_nothing(citaat_cli: Run, export: Path, tmp_path: Path) -> None:
    ran = citaat_cli("import", str(export / "pagina.html"), "--corpus", "nieuw", "--dry-run", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith(
        f"{export}/pagina.html -> nieuw/pagina.md: zou geschreven worden (5 koppen"
    )
    assert ran.out.splitlines()[-1] == "1 nieuw (er is niets geschreven: --dry-run)"
    assert list(tmp_path.iterdir()) == []


def test_one_bad_file_stops_no_other(citaat_cli: Run, export: Path, tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    shutil.copy(export / "pagina.html", source)
    (source / "kapot.docx").write_bytes(b"PK\x03\x04")
    ran = citaat_cli("import", str(source), "--corpus", str(tmp_path / "corpus"), "--format", "jsonl")
    assert "kapot.docx: is geen leesbare DOCX" in one_error(ran, 3)
    assert [json.loads(line)["state"] for line in ran.out.splitlines()] == ["written"]
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["pagina.md"]


def test_bad_input_is_one_line_each(citaat_cli: Run, export: Path, tmp_path: Path) -> None:
    sources = tmp_path / "bron"
    (sources / "uit").mkdir(parents=True)
    (sources / "diep.html").write_text("<div>" * 50_000, encoding="utf-8")
    (sources / "bom.docx").write_bytes(document(paragraph("a" * 1_100_000)))
    (sources / "groot.txt").write_bytes(b"x" * 1_000_001)
    (sources / "code.txt").write_bytes(b"goed\nfout \x81\n")
    (sources / "entiteit.xhtml").write_text('<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', encoding="utf-8")
    (sources / "dubbel.md").write_text("Een zin.\n", encoding="utf-8")
    (sources / "dubbel.txt").write_text("Nog een zin.\n", encoding="utf-8")
    (sources / "link.md").symlink_to(export / "pagina.html")
    os.mkfifo(sources / "pijp.txt")
    env = {"CITAAT_MAX_SOURCE_MB": "1"}
    ran = citaat_cli("import", str(sources), "--corpus", str(tmp_path / "corpus"), env=env)
    assert ran.code == 3
    told = [line.removeprefix(f"citaat: fout: {sources}/") for line in ran.err.splitlines()]
    assert [re.sub(r":(?!\d).*", "", line) for line in told] == [
        "link.md",
        "pijp.txt",
        "bom.docx",
        "code.txt:2",
        "diep.html",
        "dubbel.txt",
        "entiteit.xhtml",
        "groot.txt",
    ]
    assert ran.out.splitlines()[-1] == "1 nieuw, 8 niet te lezen"


@pytest.mark.parametrize("arguments", [(), ("weg.md",), ("plaat.png",), (".", "--corpus", "plaat.png")])
def test_wrong_usage_is_one_line(citaat_cli: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plaat.png").write_bytes(b"\x89PNG")
    one_error(citaat_cli("import", *arguments, cwd=tmp_path), 2)


def test_the_packaged_corpus_is_not_written_to(citaat_cli: Run, root: Path) -> None:
    one_error(citaat_cli("import", "tests/data/article.txt", cwd=root), 2)


def test_a_missing_package_says_what_to_install(citaat_cli: Run, export: Path, tmp_path: Path) -> None:
    for name in ("selectolax", "mammoth"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    for name in ("pagina.html", "dromen.docx"):
        ran = citaat_cli(
            "import", str(export / name), "--corpus", str(tmp_path / "c"), env={"PYTHONPATH": str(tmp_path)}
        )
        assert "pip install citaat" in one_error(ran, 2)


def test_help_and_completion_know_it(citaat_cli: Run) -> None:
    assert "import " in citaat_cli("--help").out
    told = citaat_cli("import", "--help").out
    for word in ("SOURCE", "--update", "--force", "--dry-run", "examples:"):
        assert word in told
    assert "import:-*" in citaat_cli("completion", "bash").out


@pytest.mark.parametrize("names", [[], ["folder.pdf"], ["folder.pdf", "foto.jpg"], ["leeg.txt"]])
def test_a_folder_of_which_nothing_can_be_imported_is_no_success(
    citaat_cli: Run, tmp_path: Path, names: list[str]
) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    for name in names:
        (source / name).write_bytes(b"")
    ran = citaat_cli("import", str(source), cwd=tmp_path)
    assert (ran.code, ran.err) == (3, "")
    assert ("open het en sla het op als DOCX, HTML of tekst" in ran.out) == ("folder.pdf" in names)
    assert ran.out.splitlines()[-1] in ("niets gevonden", "1 overgeslagen")


def test_what_cannot_be_read_has_one_cure_wherever_it_is_found(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# Slapen\n\nWie slaapt, rust uit.\n", encoding="utf-8")
    (tmp_path / "corpus" / "folder.pdf").write_bytes(b"%PDF")
    checked = citaat_cli("check", cwd=tmp_path).out
    assert "corpus/folder.pdf" in checked
    named = citaat_cli("import", "corpus/folder.pdf", cwd=tmp_path)
    assert named.code == 2
    for told in (checked, named.err):
        assert ".docx, .html of .txt" in told


def test_headings_of_markdown_stay_headings(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nEen zin hier.\n\n## B\n\nTwee zinnen hier.\n", encoding="utf-8")
    assert citaat_cli("import", str(tmp_path / "a.md"), "--corpus", str(tmp_path / "c")).code == 0
    assert "\n## B\n" in (tmp_path / "c" / "a.md").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_on_a_narrow_terminal_it_wraps(tmp_path: Path) -> None:
    (tmp_path / "parkeren.txt").write_text(
        "Parkeren\n\nParkeren kan gratis achter de school.\n\n© 2026 Muziekschool De Toon, alle rechten voorbehouden\n",
        encoding="utf-8",
    )
    seen = on_terminal(["import", "parkeren.txt", "--dry-run"], {"COLUMNS": "40"}, tmp_path)
    lines = re.sub(r"\x1b\[[\d;]*[A-Za-z]|\r", "", seen).splitlines()
    assert any("voettekst" in line for line in lines)
    assert all(len(line) <= 40 for line in lines), lines
