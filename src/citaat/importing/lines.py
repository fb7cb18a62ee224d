"""What lines of plain text look like: bullets, numbers, headings, dates; texts typed as lists become lists."""

import re
from collections.abc import Iterable, Iterator, Sequence

from citaat.importing.blocks import Block, Heading, Item, Listing, Paragraph, texts

# These open nothing but items; a dash, a star or a number does so where more of them follow.
_SURE = re.compile(r"([ \t]*)[*•◦▪▫●○‣⁃·\uf0b7\uf0a7][ \t\xa0]+(?=\S)")
_LIKELY = re.compile(r"([ \t]*)(?:[-+–—o]|(\d{1,3}|[a-z])[.)])[ \t\xa0]+(?=\S)")
_LONGEST_HEADING = 100
_MOST_WORDS = 14
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"[.,;:!…]['\"’”»)]*$")
_STARTS = re.compile(r"[\"“„‘'’(¿]*[A-ZÀ-Þ0-9]|['’]([stnkm]) [A-Z]")
_SENTENCE_ENDS = re.compile(r"[.!?…:;]['\"’”»)\]]*$")
_DAY = (
    r"(?:(?:ma|di|wo|do|vr|za|zo)(?:\w*dag)?,? )?\d{1,2}[ -](?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
    r"[ -]\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{2}-\d{2}"
)
_DATE = re.compile(
    rf"(?:(?:(?:laatst )?(?:gepubliceerd|geplaatst|bijgewerkt|gewijzigd|datum|update)(?: op)?:? ?)?({_DAY})(?:,? (?:om )?\d\d?[:.]\d\d(?: uur)?)?)",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"(?:copyright|©).*|[a-z]{3,9} \d{4}", re.IGNORECASE)
# A line of an address: a street with a number, a postcode, a telephone number, an address of mail.
_ADDRESS = re.compile(
    r"[^\W\d][\w.' -]*(?:straat|laan|weg|plein|dijk|kade|gracht|singel|steeg|hof|pad|plantsoen|dreef|lei)\.? \d{1,4} ?[a-zA-Z]?(?:,.*)?"
    r"|(?:B-)?\d{4} ?(?:[A-Z]{2}\b,?)? [A-ZÀ-Þ][\w' -]*|.*\S@\S+\.\w+.*|(?:(?i:tel|telefoon|fax|mobiel|bel)\b\.?:?)?.{0,20}(?:\+\d\d|\b0)[\d /().-]{7,14}",
)
_MONTHS = {
    name: at for at, name in enumerate("jan feb mrt apr mei jun jul aug sep okt nov dec".split(), 1)
} | {"maa": 3}
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|van|de|der|den|ten|ter|en),?"
_AUTHOR = re.compile(rf"(?i:door|auteur|tekst|geschreven door):? ({_NAME}(?: {_NAME}){{0,9}})")


def guessed(one: str, more: str, headings: Sequence[str]) -> Iterator[str]:
    """A remark on headings that only their looks gave away; `one` and `more` say how, without their number."""
    if headings:
        named = ", ".join(f'"{text}"' for text in headings)
        yield f"{len(headings)} {one if len(headings) == 1 else more}: {named}"


def like_heading(text: str) -> bool:
    """Whether a line that stands alone looks like a heading: short, with a capital, and no end of a sentence."""
    if len(text) > _LONGEST_HEADING or "\n" in text or len(text.split()) > _MOST_WORDS:
        return False
    if not _LETTER.search(text) or not _STARTS.match(text) or _ENDS.search(text):
        return False
    if _ADDRESS.fullmatch(text) is not None:
        return False
    return day(text) is None and author(text) is None and _NO_HEADING.fullmatch(text) is None


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence may."""
    return _SENTENCE_ENDS.search(line) is not None


def day(text: str) -> str | None:
    """The date that a line tells and nothing else, as 2025-12-22; None when it says more, or no date."""
    found = _DATE.fullmatch(text.strip(" ."))
    if found is None:
        return None
    parts = re.split(r"[ ,./-]+", found[1])
    if len(parts) > 3 and not parts[0].isdigit():
        parts = parts[1:]
    if len(parts) != 3:
        return None
    year, month, date = parts if len(parts[0]) == 4 else reversed(parts)
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    if not (1 <= number <= 12 and 1 <= int(date) <= 31):
        return None
    return f"{year}-{number:02}-{int(date):02}"


def author(text: str) -> str | None:
    """Who wrote it, when a line tells that and nothing else."""
    found = _AUTHOR.fullmatch(text.strip(" ."))
    return found[1].strip(" ,") if found and found[1][:1].isupper() else None


def bullet(line: str) -> tuple[int, int | None, str, bool] | None:
    """How far a line of a list is indented, its number, its text, and whether it can be nothing else."""
    sure = _SURE.match(line)
    if sure is not None:
        return len(sure[1]), None, line[sure.end() :], True
    likely = _LIKELY.match(line)
    if likely is None:
        return None
    told = likely[2]
    number = int(told) if told and told.isdigit() else ord(told) - 96 if told else None
    return len(likely[1]), number, line[likely.end() :], False


def broken_lines(text: str) -> Iterator[Block]:
    """The blocks of a text whose line ends mean something: empty lines part paragraphs, bullets make lists."""
    if "\n" not in text:
        # One line alone is looked at beside its neighbours (`typed_lists`).
        yield Paragraph(text)
        return
    for chunk in re.split(r"\n[ \t]*\n\s*", text):
        yield from _listed([line for line in chunk.split("\n") if line.strip()])


def _listed(lines: Sequence[str]) -> Iterator[Block]:
    """Lines as lists where they are items, and as paragraphs between those."""
    at = 0
    while at < len(lines):
        last = _run(lines, at)
        if last > at:
            yield listing(lines[at:last])
            at = last
            continue
        first = at
        at += 1
        while at < len(lines) and _run(lines, at) == at:
            at += 1
        yield Paragraph("\n".join(line.strip() for line in lines[first:at]))


def _run(lines: Sequence[str], at: int) -> int:
    """Where the items that start at a line end; `at` itself when there are none."""
    last = at
    while last < len(lines) and (found := bullet(lines[last])) is not None and _follows(lines, at, last):
        last += 1
        if found[3] and last - at == 1 and (last == len(lines) or bullet(lines[last]) is None):
            return last
    return last if last - at > 1 else at


def _follows(lines: Sequence[str], first: int, at: int) -> bool:
    """Whether the number of an item comes after that of the one before: "1914. De oorlog" is no item."""
    one, other = bullet(lines[first]), bullet(lines[at])
    if one is None or other is None or one[1] is None or other[1] is None or at == first:
        return one is not None and other is not None and (one[1] is None) == (other[1] is None)
    before = bullet(lines[at - 1])
    return before is not None and before[1] is not None and other[1] == before[1] + 1


def listing(lines: Iterable[str]) -> Listing:
    """Lines with bullets as one list; deeper ones stand inside those before them, others go on in the last item."""
    items: list[Item] = []
    indents: list[int] = []
    for line in lines:
        found = bullet(line)
        if found is None:
            last = items.pop()
            items.append(Item(last.depth, last.number, (*last.paragraphs, line.strip())))
            continue
        indent, number, text, _ = found
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1] + 1:
            indents.append(indent)
        items.append(Item(min(len(indents) - 1, len(items) and items[-1].depth + 1), number, (text.strip(),)))
    return Listing(tuple(items))


def typed_lists(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are typed as the items of a list, made one."""
    made: list[Block] = []
    lines: list[str] = []
    for block in [*blocks, Heading(1, "")]:
        if isinstance(block, Paragraph) and "\n" not in block.text and bullet(block.text) is not None:
            lines.append(block.text)
            continue
        for one in _listed(lines):
            # Paragraphs they were, and paragraphs are those that are no items.
            made += map(Paragraph, one.text.split("\n")) if isinstance(one, Paragraph) else [one]
        lines = []
        made.append(block)
    return made[:-1]


_CONTENTS = frozenset(("inhoud", "inhoudsopgave", "op deze pagina", "in dit artikel", "table of contents"))
_MOST_NAMED = 0.6
# A table of contents stands before the text.
_EARLIEST = 100


def without_contents(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """The blocks without a table of contents, and what that said: it repeats the headings that follow."""
    for at, block in enumerate(blocks[:_EARLIEST]):
        if not isinstance(block, Heading | Paragraph) or block.text.strip(" :").lower() not in _CONTENTS:
            continue
        names = [_bare(one.text) for one in blocks[at + 1 :] if isinstance(one, Heading)]
        end = at + 1
        while (
            end < len(blocks) and isinstance(blocks[end], Listing | Paragraph) and _names(blocks[end], names)
        ):
            end += 1
        if end > at + 1:
            said = " ".join(text for one in blocks[at:end] for text in texts(one))
            return [*blocks[:at], *blocks[end:]], said
    return list(blocks), ""


def _names(block: Block, headings: Sequence[str]) -> bool:
    """Whether a block says little else than headings."""
    said = _bare("".join(texts(block)))
    return sum(len(name) for name in {*headings} if name in said) >= _MOST_NAMED * len(said) > 0


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())
