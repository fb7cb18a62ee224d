"""What is shown with a quote because it means something else, or nothing, without: headings, and the lead of its list."""

from collections.abc import Collection, Iterator

from citaat.corpus.headings.turning import excludes, has_figures, is_said, narrows, turns, undoes
from citaat.light import Pattern
from citaat.outcome.leads import announces, headed, introduces, names
from citaat.outcome.shown import lead_name
from citaat.records import Passage

# A sentence of so few words may be none without its heading.
_FEW = 6
# Nor may a list below so few: "Niet", "Wel", "❌".
_TERSE = 2
# A lead that is longer than a heading is a text of its own.
_LONGEST_LEAD = 120
# The kinds of sentences that are parts of a list or table.
LISTED = frozenset({"item", "head", "row"})
# How a question begins that what is below it is one answer of many to: "Voor wie niet?".
_OPEN = frozenset("wie wat welke welk wanneer waar voor bij".split())
_ENDED = Pattern(r"[.!?…][\"'”’»)*_\s]*\Z")


def quoted_from(passage: Passage, first: int, last: int) -> int:
    """The first sentence of this unit that is quoted: a line that only names the list below it is its heading."""
    # Of labels with their values each is shown above its own.
    leads = any(sentence.kind == "lead" for sentence in passage.sentences[first + 1 : last + 1])
    return first + 1 if first < last and not leads and is_name(passage, first) else first


def is_name(passage: Passage, at: int) -> bool:
    """Whether a sentence only names the list below it: "Niet in de glasbak", "❌"."""
    kind, text = passage.sentences[at].kind, _text(passage, at, at)
    if introduces(text):
        return False
    return leads_items(passage, at) if kind == "item" else kind == "lead" and not announces(text)


def under_of(passage: Passage, first: int, last: int, told: Collection[str] = ()) -> str:
    """The headings of these sentences, and the lead of their list, where those turn them ("Verboden"), say whom they
    hold for ("Kinderen"), or make of bare words a statement ("Vergoed": "insuline").

    "" where a sentence says so too, or is whole enough to be understood alone. The headings that are `told` are shown
    all the same, unless the text says them.
    """
    start = quoted_from(passage, first, last)
    text = _text(passage, start, last)
    leads = [*_leads(passage, first, text)]
    # An item that names others stands below its heading as they do.
    bare = all(map(_is_terse, leads))
    if start > first:
        leads.append(lead_name(_text(passage, first, first)))
        bare = bare and (passage.sentences[first].kind == "item" or _is_terse(leads[-1]))
    told = [name for name in told if not is_said(name, text)]
    above = [name for name in _above(passage) if name in told or _shows_above(name, passage, start, text)]
    heading = [passage.heading] if passage.heading != passage.title else []
    if not ((above or passage.heading in told) and heading and not is_said(passage.heading, text)):
        heading = [name for name in heading if _shows(name, passage, start, text, bare=bare)]
    return headed([*above, *heading, *leads])


def _text(passage: Passage, first: int, last: int) -> str:
    return passage.slice(passage.sentences[first].start, passage.sentences[last].end)


def _above(passage: Passage) -> Iterator[str]:
    """The title and the headings around the own one, the outermost first."""
    yield from dict.fromkeys((passage.title, *(name for name in passage.above if name != passage.heading)))


def _is_whole(passage: Passage, at: int, text: str) -> bool:
    """Whether a text is a sentence that is understood alone."""
    return passage.sentences[at].kind == "sentence" and len(text.split()) > _FEW


def _shows(name: str, passage: Passage, at: int, text: str, *, bare: bool) -> bool:
    """Whether the heading is shown with a text; `bare`: nothing else introduces it."""
    asks = name.endswith("?")
    if _is_whole(passage, at, text):
        if not _is_short(name) or (asks and name.split()[0].lower() not in _OPEN):
            return False
        return excludes(name, text) or (
            not asks and (undoes(name, text) or (has_figures(text) and narrows(name, text)))
        )
    kind = passage.sentences[at].kind
    if bare and not asks and kind not in ("row", "head"):
        # Bare words are no statement, and the amount of one class is none for another.
        partial = _ENDED.compiled.search(text) is None or (kind == "sentence" and has_figures(text))
        if kind == "lead":
            partial = _is_terse(_text(passage, at, at))
        if partial and not is_said(name, text):
            return True
    return (
        turns(name, text) or undoes(name, text) or ((not asks or has_figures(text)) and narrows(name, text))
    )


def _shows_above(name: str, passage: Passage, at: int, text: str) -> bool:
    """Whether a heading above the own one is shown: that of a whole chapter says less of each sentence in it."""
    if not _is_short(name) or ":" in name or "?" in name:
        return False
    if name == passage.title:
        return passage.sentences[at].kind == "item" and (undoes(name, text) or excludes(name, text))
    if _is_whole(passage, at, text):
        return undoes(name, text) or excludes(name, text)
    return turns(name, text) or undoes(name, text) or (has_figures(text) and narrows(name, text))


def _is_terse(name: str) -> bool:
    return len(name.split()) <= _TERSE


def _is_short(name: str) -> bool:
    return len(name.split()) <= _FEW


def _leads(passage: Passage, at: int, text: str) -> Iterator[str]:
    """The leads of the list or table that `at` is quoted from without them, the outermost first: it is too long to be shown."""
    if passage.sentences[at].kind not in LISTED:
        return
    if group := group_of(passage, at):
        yield group
    found: list[str] = []
    indent, beside = indent_of(passage, at), leads_items(passage, at)
    for before in range(at - 1, -1, -1):
        kind = passage.sentences[before].kind
        if kind == "lead":
            found.append(lead_name(_text(passage, before, before)))
        if kind not in LISTED:
            break
        own = indent_of(passage, before)
        # One that stands beside it names it where none of those between does.
        within = own < indent or (own == indent and not beside and not is_deeper(passage, before))
        if kind == "item" and within:
            if leads_items(passage, before):
                found.append(lead_name(_text(passage, before, before)))
                beside = True
            indent = min(indent, own)
    for name in reversed(found):
        if len(name) <= _LONGEST_LEAD and _shows(name, passage, at, text, bare=True):
            yield name


def group_of(passage: Passage, at: int) -> str:
    """The row above a row of a table that only names those below it: "| **Volwassenen** | | |"; "" where there is none."""
    if passage.sentences[at].kind != "row" or is_group(passage, at):
        return ""
    for before in range(at - 1, -1, -1):
        if passage.sentences[before].kind != "row":
            break
        if is_group(passage, before):
            return lead_name(_cells(passage, before)[0])
    return ""


def is_group(passage: Passage, at: int) -> bool:
    """Whether a row of a table has nothing but its first cell."""
    if passage.sentences[at].kind != "row":
        return False
    first, *others = _cells(passage, at)
    return bool(first and others) and not any(others)


def _cells(passage: Passage, at: int) -> list[str]:
    return [cell.strip() for cell in _text(passage, at, at).strip().strip("|").split("|")]


def leads_items(passage: Passage, at: int) -> bool:
    """Whether an item introduces those inside it, or those after it: "- Niet:", "- Verboden"."""
    text = _text(passage, at, at)
    return introduces(text) or (is_deeper(passage, at) and names(text))


def is_deeper(passage: Passage, at: int) -> bool:
    """Whether a list stands inside item `at`."""
    after = at + 1
    if after == len(passage.sentences) or passage.sentences[after].kind != "item":
        return False
    return indent_of(passage, after) > indent_of(passage, at)


def indent_of(passage: Passage, at: int) -> int:
    """How far in the line of a sentence begins; unknown, hence 0, of the first one of a passage."""
    before = passage.slice(passage.start, passage.sentences[at].start).expandtabs(4)
    line = before[before.rfind("\n") + 1 :]
    return len(line) - len(line.lstrip(" >")) if "\n" in before else 0
