"""Pages from templates: text stays text, and neither control nor direction characters reach a reader."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from citaat.terminal import printable


def environment(folder: Path) -> Environment:
    """The templates in `folder`. A name that is not given is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    """Text without control or direction characters; it is escaped after this."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
