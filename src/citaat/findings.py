"""One thing that a check of corpus, rules or gold found wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable and may be scripted against; `line` is 0 when it is about the whole file."""

    code: str
    file: str
    line: int
    message: str
    fix: str
