"""A corpus that chooses a trained spaCy pipeline: it is used, recorded, checked, and missed when it is gone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Ran, one_error, run_citaat

from citaat.index.store import Index

# No dictionary knows these words; only a pipeline that was taught them can lead from one to the other.
LESSONS = {
    "De": "de",
    "flurpen": "flurp",
    "helpen": "helpen",
    "tegen": "tegen",
    "pijn": "pijn",
    "in": "in",
    "nek": "nek",
}
ARTICLE = '+++\ntitle = "Kuur"\n+++\n\n## Wat helpt\n\nDe flurpen helpen tegen pijn in de nek.\n'


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Dutch pipeline, trained and saved here, that was taught the lemmas of seven words."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    nlp = spacy.blank("nl")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    words = list(LESSONS)
    made = Doc(nlp.vocab, words=words, lemmas=[LESSONS[word] for word in words])
    examples = [Example(nlp.make_doc(" ".join(words)), made)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(100):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("pijplijn") / "nl_klein"
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def site(tmp_path: Path, pipeline: Path) -> Path:
    """A corpus of one article whose settings name a copy of the pipeline."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copytree(pipeline, tmp_path / "nl_klein")
    (corpus / "kuur.md").write_text(ARTICLE, encoding="utf-8")
    (corpus / "settings.toml").write_text(f'\npipeline = "{tmp_path / "nl_klein"}"\n', encoding="utf-8")
    return corpus


def _citaat(site: Path) -> Callable[..., Ran]:
    def run(command: str, *arguments: str) -> Ran:
        options = [
            "--corpus",
            str(site),
            *(["--index", str(site.parent / "index")] if command != "check" else []),
        ]
        return run_citaat([command, *options, *arguments])

    return run


def test_a_trained_pipeline_serves_from_the_index_to_the_answer(site: Path) -> None:
    run = _citaat(site)
    assert run("index").code == 0
    manifest = json.loads((site.parent / "index" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["pipeline"].endswith("nl_klein")
    assert Index(str(site.parent / "index")).lemmas.get("flurpen") == "flurp"
    answered = run("ask", "--json", "Helpt een flurp tegen pijn in de nek?")
    assert answered.code == 0, answered.err
    assert "flurpen" in json.loads(answered.out)["answer"]
    assert run("check").code == 0
    before = manifest["corpus"]
    (site / "settings.toml").unlink()
    # Without it the index is another one.
    assert run("index").code == 0
    after = json.loads((site.parent / "index" / "manifest.json").read_text(encoding="utf-8"))
    assert (after["settings"]["pipeline"], after["corpus"] == before) == ("", False)
    assert Index(str(site.parent / "index")).lemmas.get("flurpen") is None


def test_a_pipeline_that_is_gone_is_named_with_file_line_and_cure(site: Path) -> None:
    shutil.rmtree(site.parent / "nl_klein")
    run = _citaat(site)
    for command in (("index",), ("ask", "Helpt een flurp?")):
        line = one_error(run(*command), 3) if command == ("index",) else run(*command).err
        assert f"{site / 'settings.toml'}:2: the spaCy pipeline" in line
        assert "pip install" in line
    checked = run("check")
    assert (checked.code, "settings.toml:2: settings-wrong" in checked.out) == (3, True)


def test_a_pipeline_that_gives_no_lemmas_is_refused(site: Path) -> None:
    import spacy

    spacy.blank("nl").to_disk(site.parent / "nl_klein")
    assert "gives no lemmas" in one_error(_citaat(site)("index"), 3)
