"""What a run was made with: the versions that can move a figure."""

import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("numpy", "scipy", "scikit-learn", "simplemma", "spacy", "msgspec")


def versions() -> dict[str, str]:
    """Of citaat, Python and the libraries, by name; what is not installed is left out."""
    from citaat import __version__

    found = {"citaat": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
