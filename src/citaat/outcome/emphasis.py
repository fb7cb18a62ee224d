"""Which stars and underscores of a line are marks of emphasis, and which are text that a reader must see.

CommonMark keeps a mark that opens or closes nothing: "svc_", "*) voorwaarden", "a * b". A quote is a piece of a
paragraph, so one that comes without its partner may also be half of an emphasis that runs over several sentences:
that is a mark where such a half stands, before the capital that opens the quote or after the full stop that ends it.
"""

from collections.abc import Sequence

from citaat.light import Pattern, dataclass

# After a word these are a footnote's number, no letter.
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
# What may stand around a quote that begins or ends with half an emphasis.
_FIRST = Pattern(r"(?:[\s>*_~\"'“‘„(\[]|[-+•](?=[ \t])|\d{1,3}[.)](?=[ \t]))*\Z")
_LAST = Pattern(r"[\s*_~\"'”’)\]¹²³⁰⁴-⁹|]*\Z")
_CLOSED = ".!?…:;\"'”’)"
# No more of a text is looked at for each mark: it may have as many marks as letters.
_NEAR = 24
# A new item, cell or paragraph: no emphasis runs on into it.
_PART = Pattern(r"\n[ \t>]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\n)|\|")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one mark, text[start:end]."""

    start: int
    end: int


def kept(text: str, runs: Sequence[Run]) -> frozenset[int]:
    """Where the runs start that are text; all others are marks."""
    literal = {run.start for run in runs if _is_text(text, run)}
    single = [run for run in runs if (run.end - run.start) % 2 and run.start not in literal]
    paired = _paired(text, single)
    loose = (run for run in single if run.end - run.start == 1 and run.start not in paired)
    return frozenset(literal).union(run.start for run in loose if not _is_half(text, run))


def _paired(text: str, runs: Sequence[Run]) -> set[int]:
    """Where the single marks start that open or close an emphasis within the text."""
    found: set[int] = set()
    if not runs:
        return found
    parts = [match.start() for match in _PART.compiled.finditer(text)]
    opened: dict[str, list[Run]] = {"*": [], "_": []}
    part = 0
    for run in runs:
        while part < len(parts) and parts[part] < run.start:
            part += 1
            opened = {"*": [], "_": []}
        waiting = opened[text[run.start]]
        if waiting and _closes(text, run):
            found |= {waiting.pop().start, run.start}
        elif _opens(text, run):
            waiting.append(run)
    return found


def _is_text(text: str, run: Run) -> bool:
    """Whether these marks are text whatever else there is: "2 * 3", "2*3", "student*e", "eigen_naam", "*) wie"."""
    before, after, length = _before(text, run), text[run.end : run.end + 1], run.end - run.start
    if (not before or before.isspace() or before == "(") and (not after or after.isspace() or after == ")"):
        return True
    inside = _is_letter(before) and _is_letter(after)
    return inside and (text[run.start] == "_" or length == 1 or (before.isdigit() and after.isdigit()))


def _opens(text: str, run: Run) -> bool:
    after = text[run.end : run.end + 1]
    return bool(after) and not after.isspace() and not _is_letter(_before(text, run))


def _closes(text: str, run: Run) -> bool:
    before = _before(text, run)
    return bool(before) and not before.isspace()


def _is_half(text: str, run: Run) -> bool:
    """Whether a single mark is half of an emphasis that runs on into the sentence before or after the quote."""
    before = text[max(0, run.start - _NEAR) : run.start]
    if run.start < _NEAR and _FIRST.compiled.match(before):
        following = text[run.end : run.end + _NEAR].lstrip("*_~\"'“‘„([")
        return following[:1].isupper() or following[:1].isdigit()
    after = text[run.end : run.end + _NEAR]
    ended = before.rstrip("*_~")[-1:]
    return len(after) < _NEAR and ended in _CLOSED and bool(ended) and _LAST.compiled.match(after) is not None


def _is_letter(char: str) -> bool:
    return char.isalnum() and char not in RAISED


def _before(text: str, run: Run) -> str:
    return text[run.start - 1 : run.start] if run.start else ""
