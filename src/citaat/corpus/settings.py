"""What a corpus may set for itself: the spaCy pipeline."""

from dataclasses import dataclass
from pathlib import Path

from citaat.errors import RulesError


@dataclass(frozen=True, slots=True)
class Settings:
    """`pipeline`: a trained spaCy pipeline for the lemmas, or "" for simplemma's dictionary."""

    pipeline: str = ""


def read_settings(path: Path) -> Settings:
    """The settings beside a corpus; the defaults when there are none."""
    from citaat.dutch.words import read_toml

    if not path.is_file():
        return Settings()
    raw = read_toml(path)
    pipeline = raw.pop("pipeline", "")
    if raw or not isinstance(pipeline, str):
        name = min(raw, default="pipeline")
        raise RulesError(
            f"unknown or wrong setting {name!r}", file=str(path), fix='only pipeline = "…" is known'
        )
    return Settings(pipeline)
