"""Where things are: the corpus to answer from, and the folder its index is kept in."""

import os
import zlib

# No folder can be made here.
_NOWHERE = os.path.join(os.devnull, "citaat")
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def packaged_corpus() -> str:
    """The corpus that ships with citaat: inside the wheel, or beside the sources of a checkout."""
    inside = os.path.join(_PACKAGE, "data", "corpus")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "corpus")


def default_corpus() -> str:
    """The working directory's corpus/ when there is one, else the packaged corpus."""
    # A working folder that was removed holds nothing, and has no name to ask for.
    return os.path.join(os.getcwd(), "corpus") if os.path.isdir("corpus") else packaged_corpus()


def cache_folder() -> str:
    """The folder of the user's cache where indexes are kept, and the dictionary that they share."""
    told, home = os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~")
    if os.path.isabs(told):
        return os.path.join(told, "citaat")
    # Without a home nothing is written into the folder that happens to be the working one.
    return os.path.join(home, ".cache", "citaat") if os.path.isabs(home) else _NOWHERE


def default_index(corpus: str) -> str:
    """The folder in the user's cache that holds the index of the corpus at this path."""
    path = os.path.realpath(corpus)
    name = os.path.basename(path.rstrip(os.sep)) or "corpus"
    return os.path.join(cache_folder(), f"{name}-{zlib.crc32(os.fsencode(path)):08x}")
