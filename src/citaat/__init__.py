"""citaat: Dutch questions answered with the exact sentences of trusted articles, or an honest no."""

from citaat.light import TYPE_CHECKING, Any
from citaat.version import __version__

if TYPE_CHECKING:
    from citaat.engine import Engine, open_corpus
    from citaat.errors import CitaatError
    from citaat.records import Abstained, Answered, Outcome

__all__ = ["Abstained", "Answered", "CitaatError", "Engine", "Outcome", "__version__", "open_corpus"]

_HOMES = {
    "Abstained": "citaat.records",
    "Answered": "citaat.records",
    "CitaatError": "citaat.errors",
    "Engine": "citaat.engine",
    "Outcome": "citaat.records",
    "open_corpus": "citaat.engine",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then, so that `citaat --version` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'citaat' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
