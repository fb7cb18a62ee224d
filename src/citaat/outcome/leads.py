"""Which words introduce a list: those that end in a colon, break off in their sentence, or name what is below."""

from collections.abc import Iterable

from citaat.light import IGNORE_CASE, Pattern

# Marks that may follow the colon of a line that introduces a list.
AFTER_COLON = "*_ \t\r\n\xa0"
# No sentence ends in one of these: what follows completes it.
_UNFINISHED = frozenset(
    "is zijn was waren wordt worden heeft hebben een de het zoals als van voor met om en of dat die uit in op aan bij "
    "door via naar tot over bijvoorbeeld namelijk volgende onder".split()
)
# These say that what is meant stands below.
_BELOW = frozenset("hieronder onderstaande".split())
_AROUND = "*_.,;:()\"'"
_LAST_WORDS, _LAST_LETTERS = 12, 200
# A line that names a list is no longer than a heading is, a sentence that does so is as short as a cry ("Dit mag niet.").
_MOST_WORDS, _MOST_LETTERS, _CRY = 12, 100, 5
_EMPHASISED = Pattern(r"(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])[^*_\n]{1,160}(?<=\S)(?P=mark)[.:]?")
_DENIES = Pattern(
    r"\b(?:niet|geen|nooit|verboden|stop|vermijd|alleen|enkel|wel|toegestaan|uitzondering)\b", IGNORE_CASE
)
_ENDS = Pattern(r"[.!?…;,][\"'”’»)*_ ]*\Z")
_ENDED = Pattern(r"[.!?…;,:][\"'”’»)*_ ]*\Z")
_EMOJI = Pattern(r"(?<!\w):[a-z+-][a-z0-9_+-]*:\Z")
_VARIANT = "\ufe0e\ufe0f\u200d"


def introduces(text: str) -> bool:
    """Whether a text ends in a colon; that of an emoji (":x:") is none."""
    bare = text.rstrip(AFTER_COLON)
    return bare.endswith(":") and _EMOJI.compiled.search(bare) is None


def announces(text: str) -> bool:
    """Whether a text without one says that a list follows: "Hierbij is", "De regels staan hieronder."."""
    words = [word.strip(_AROUND).lower() for word in text[-_LAST_LETTERS:].split()]
    if len(words) < 2:
        return False
    ended = text.rstrip(AFTER_COLON).endswith((".", "!", "?", "…"))
    return (words[-1] in _UNFINISHED and not ended) or not _BELOW.isdisjoint(words[-_LAST_WORDS:])


def names(text: str) -> bool:
    """Whether a paragraph before a list is its heading: a short line ("Niet in de glasbak"), one that stands out
    ("**Niet**"), a mark alone ("❌"), a question, or a cry that turns it ("Dit mag niet.").

    Of more lines only one that stands out does, or one that turns the list below lines as short.
    """
    before, _, line = text.strip().rpartition("\n")
    line = line.strip()
    if stands_out(line):
        return True
    count = len(line.split())
    if before and not _turns_below(before, line):
        return False
    if count > _MOST_WORDS or len(line) > _MOST_LETTERS:
        return False
    ended = _ENDS.compiled.search(line)
    if ended is None or "?" in ended.group():
        return True
    return count <= _CRY and _DENIES.compiled.search(line) is not None


def _turns_below(before: str, line: str) -> bool:
    """Whether the last line of a paragraph turns what follows, and those before it are no sentence that it ends."""
    short = all(len(one.split()) <= _CRY for one in before.split("\n"))
    return short and len(line.split()) <= _CRY and _DENIES.compiled.search(line) is not None


def stands_out(line: str) -> bool:
    """Whether all of a line is emphasised, or it is a mark alone."""
    return is_mark(line) or _EMPHASISED.compiled.fullmatch(line) is not None


def is_bare(text: str) -> bool:
    """Whether a paragraph is a few bare words, as an item of a list is: "insuline"."""
    return len(text.split()) <= _CRY and "\n" not in text and _ENDED.compiled.search(text) is None


def parting(name: str) -> str:
    """What parts a heading from what is shown below it, on the same line."""
    return "" if name.endswith(("?", "!", ":", ".")) or is_mark(name.rpartition(" ")[2]) else ":"


def headed(names: Iterable[str]) -> str:
    """Headings as one: "Buiten het pakket: Brillen"."""
    *above, own = [*names] or [""]
    return "".join([*(f"{name}{parting(name)} " for name in above), own])


def is_mark(text: str) -> bool:
    """Whether a text is signs without words: "❌", "✅ ✅", "👎🏽"."""
    if not text or text.isascii():
        return False
    from unicodedata import category

    signs = [char for char in text if char not in _VARIANT and not char.isspace()]
    return bool(signs) and all(category(char) in ("So", "Sk", "Mn") for char in signs)
