"""What a corpus may set for itself: the spaCy pipeline."""

from dataclasses import dataclass
from pathlib import Path

from citaat.errors import RulesError


@dataclass(frozen=True, slots=True)
class Settings:
    """`pipeline`: a trained spaCy pipeline for the lemmas, or "" for simplemma's dictionary."""

    pipeline: str = ""


def read_settings(path: Path) -> Settings:
    """The settings beside a corpus; the defaults when there are none.

    Raises RulesError for a setting that is unknown, or a pipeline that is not installed: another
    one instead would give other answers without a word.
    """
    from citaat.corpus.beside.lexicon import corpus_table
    from citaat.corpus.toml_lines import TomlLines
    from citaat.dutch.spacy_door import is_installed

    if not path.is_file():
        return Settings()
    raw, lines = corpus_table(path), TomlLines(path.read_text(encoding="utf-8"))
    pipeline = raw.pop("pipeline", "")
    if raw or not isinstance(pipeline, str):
        name = min(raw, default="pipeline")
        raise RulesError(
            f"unknown or wrong setting {name!r}",
            file=str(path),
            line=lines.table(name),
            fix='only pipeline = "…" is known',
        )
    if pipeline and not is_installed(pipeline):
        raise RulesError(
            f"the spaCy pipeline {pipeline!r} is not installed",
            file=str(path),
            line=lines.table("pipeline"),
            fix='install it with: pip install "citaat[model]", or remove the line pipeline = …',
        )
    return Settings(pipeline)
