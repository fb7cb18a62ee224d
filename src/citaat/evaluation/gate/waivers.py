"""Waivers: what a blessing let go although it was on record, with the reason that was given, oldest first.

They stand in a small file beside the baseline, where a reviewer sees each of them as lines that were added: in the
baseline itself they would be a few among thousands, and gone with the next one. It holds a digest of them.

    [[waiver]]
    reason = "the article on zinc is gone"
    let_go = ["main.dev had 40 questions and has 38"]
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from citaat.errors import UsageError

_HEAD = (
    "# What blessings let go although it was on record, oldest first. Written by `citaat eval --bless`, and never\n"
    "# edited: a line that is changed or taken out ends with exit code 4.\n"
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One blessing that let something go: why, and what, in the words of the report."""

    reason: str
    let_go: tuple[str, ...]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    waiver: tuple[Waiver, ...] = ()


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file; a file that is not there has none. UsageError for one that cannot be read."""
    if not path.exists():
        return ()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).waiver
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"cannot be read ({error})", file=str(path), fix="bring back what was blessed"
        ) from error


def write_waivers(path: Path, waivers: Sequence[Waiver]) -> None:
    """Write them, one thing that was let go a line; no file where nothing ever was."""
    if not waivers:
        return
    parts = [_HEAD]
    for one in waivers:
        lines = "".join(f"    {_toml(what)},\n" for what in one.let_go)
        parts.append(f"\n[[waiver]]\nreason = {_toml(one.reason)}\nlet_go = [\n{lines}]\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(parts), encoding="utf-8")


def _toml(text: str) -> str:
    # A string of JSON is one of TOML, but for this sign, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def digest(waivers: Sequence[Waiver]) -> str:
    """The same for the same waivers in the same order; an empty text for none."""
    told = json.dumps([(one.reason, one.let_go) for one in waivers])
    return hashlib.sha256(told.encode()).hexdigest()[:16] if waivers else ""
