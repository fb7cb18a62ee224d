"""Texts that belong together: the one has no closing mark, and the next begins in lower case."""

import re

_CLOSED = re.compile(r"[.!?…:;]['\"’”»)\]*_]*$")
# An address of a page or of mail starts a line of its own, also where it has no capital.
_LOWER = re.compile(r"(?!https?:|www\.|\S+@|['’][stnkm] [A-ZÀ-Þ])[\"“„‘'’(*_]*[a-zà-ÿ]")


def starts_low(text: str) -> bool:
    """Whether a text begins in lower case, as no sentence does."""
    return _LOWER.match(text.strip()) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether `after` looks like the second half of a sentence that `before` began."""
    return bool(before.strip()) and _CLOSED.search(before.rstrip()) is None and starts_low(after)
