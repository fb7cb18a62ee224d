"""How large things may be that others wrote, before they are read: a whole that fits in memory, and no bomb.

Each limit can be set in the environment, in megabytes.
"""

import os

_MEGABYTE = 1_000_000


def article_limit() -> int:
    """The bytes of an article."""
    return _limit("CITAAT_MAX_ARTICLE_MB", 10)


def source_limit() -> int:
    """The bytes of a file to import, and of the text that is packed in it."""
    return _limit("CITAAT_MAX_SOURCE_MB", 20)


def line_limit() -> int:
    """The bytes of a line of a passage file."""
    return _limit("CITAAT_MAX_LINE_MB", 1)


def expansion_limit() -> int:
    """The bytes that a packed file may unpack to."""
    return _limit("CITAAT_MAX_EXPANSION_MB", 2_000)


def _limit(name: str, megabytes: int) -> int:
    told = os.environ.get(name, "")
    return int(told if told.isdecimal() and int(told) else megabytes) * _MEGABYTE
