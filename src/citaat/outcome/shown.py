"""A quote as people read it: Markdown rendered as plain text, on the terminal, in an answer and for the search.

Quotes are pieces of articles, so marks may come without their partners: bold that ends in the next
sentence, half a link. What cannot be told from plain text ("2*3", "> 3 mg" in a passage file) stays.
"""

from citaat.light import TYPE_CHECKING, Pattern
from citaat.outcome.leads import AFTER_COLON, announces, introduces, parting
from citaat.outcome.marks import (
    ATTRIBUTES,
    CALLOUT,
    EMOJI,
    FILLED_IN,
    FORMULA,
    PARTED,
    STRUCK,
    TAG,
    WRAPPED,
    sign,
)

if TYPE_CHECKING:
    import re

    from citaat.outcome.tables import Table
    from citaat.records import Citation

_LINE_END = Pattern(r"\r\n?")
_BULLET = Pattern(r"^[ \t]*(?:[-*+•◦▪▫●○‣⁃·]|\d{1,3}[.)])[ \t]+")
_QUOTED = Pattern(r"^[ \t]*>[ \t]?(?:>[ \t]?)*")
# What writers hide from readers in other ways than HTML's: {/* MDX */}, %%Obsidian%%, {% comment %} and {{/* Hugo */}}.
UNREAD = (
    r"\{/\*(?:(?!\{/\*)[\s\S])*?\*/\}|\{\{[<%]?/\*[\s\S]{0,2000}?\*/[>%]?\}\}|(?<![\d%])%%(?!%)[\s\S]{1,2000}?%%(?!%)"
    rf"|{PARTED}|\{{%-?[ \t]*(?P<liquid>comment|highlight)\b[\s\S]*?(?:\{{%-?[ \t]*end(?P=liquid)[ \t]*-?%\}}|\Z)"
)
_COMMENT = Pattern(rf"<!--(?:-?>|[\s\S]*?(?:-->|\Z))|{UNREAD}")
# Signs outside ASCII that are marks: raised digits, and what nobody sees.
_STRANGE = frozenset("¹²³⁰\xad\u180e\ufe0f\ufeff").union(
    map(chr, (*range(0x2074, 0x207A), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
# A text without any of these is shown as it is.
_MARKED = Pattern(
    f"[*_`\\[\\]<>|\\\\&~{{{''.join(sorted(_STRANGE))}\\r]"
    "|==[^=]|(?<!\\w):[a-z+-][a-z0-9_+-]*:|%%|--- |\\+\\+|(?:^|[ \t])\\^[\\w-]+|\n:[ \t]"
)
# What is marked holds one of these, or one of those signs.
_MARKS = (*"*_`[]<>|\\&~{\r=:%+^", "--- ")
# Soft hyphens, zero-width blanks and joiners, marks and orders of direction: nobody sees them.
_INVISIBLE = Pattern("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0f\ufeff\U000e0000-\U000e007f]")
_TARGET = r"\((?:\{\{[^{}\n]{0,500}\}\}|<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
_INLINE = Pattern(
    rf"(?P<formula>{FORMULA})|\\(?P<escaped>[!-/:-@\[-`{{-~])|\\$"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^\n]{1,1000}?)(?<!`)(?P=ticks)(?!`)|(?P<tick>`+)"
    r"|!\[\[[^\[\]\n]{1,300}\]\]|\[\[(?P<wiki>[^\[\]\n]{1,300})\]\]"
    r"|\[\^[^\]\s]{1,100}\]|(?:(?<=[.!?,;:)\"”’»*_])|(?<=[a-zà-ÿ]{3}))\[\d{1,3}\](?![(\w])"
    rf"|{FILLED_IN}|{CALLOUT}|{WRAPPED}"
    rf"|!?\[(?P<link>(?:[^\[\]\\]|\\.|\[[^\[\]]*\]){{0,1000}})\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])"
    rf"|\](?P<left>{_TARGET})|(?P<open>!?\[)(?![^\[\]]{{0,2000}}\])(?![\d.,<>≤≥+-])"
    r"|<(?P<address>https?://[^\s<>]+|[\w.+-]+@[\w.-]+)>"
    r"|<sup>(?P<high>[^<\n]{1,40})</sup>|<sub>(?P<low>[0-9+-]{1,20})</sub>"
    r"|(?P<break><br[ \t]*/?>)"
    rf"|(?P<struck>{STRUCK})|{TAG}"
    r"|(?P<entity>&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    # What only site generators read: {{< … >}}, {% … %}, { #id }, a box to tick, :emoji:, ==marked==.
    r"|\{\{[<%][^{}\n]{0,500}[>%]\}\}|\{%[^{}\n]{0,500}%\}|(?:^|(?<=[-*+] ))\[[ xX]\][ \t]+"
    rf"|(?<!\w):(?P<emoji>{EMOJI}):(?!\w)"
    r"|(?<![^\s(])\+\+(?P<keys>[a-z0-9+\"-]{1,60})\+\+"
    r"|\{(?P<role>[a-z][\w:-]{0,30})\}(?P<tag>`[^`\n]{1,300}`)|(?:^|[ \t]+)\^[A-Za-z0-9][\w-]{3,40}[ \t]*$|==(?P<lit>[^=\n]{1,300})=="
    rf"|[ \t]{{0,3}}(?:{ATTRIBUTES})|[ \t]*\{{:?[ \t]*[#.][\w \t.#:-]{{0,80}}\}}[ \t]*$"
    # After a bracket or a word that stands out ² and ³ are what they say: "(in meter)²".
    r"|(?<=[.!?,;:\"”’»])[¹²³⁰⁴-⁹]+|(?<=[)*_])(?![²³](?![¹²³⁰⁴-⁹]))[¹²³⁰⁴-⁹]+"
    r"|(?P<stars>\*+)|(?P<lines>_+)",
    8,  # re.MULTILINE
)
_DEFINED = Pattern(r"\n:[ \t]+")
# How far an item inside another one stands in.
_INNER = "  "
# What a mark leaves where it stood between blanks.
_BLANKS = Pattern(r"(\S) {2,}(?=\S)")
_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_EMPHASIS = ("stars", "lines")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def shown(citation: "Citation") -> str:
    """What a citation quotes, as it is shown."""
    plain = is_record(citation.source)
    told = shown_plain(citation.quote) if plain else shown_text(citation.quote, citation.columns)
    if not citation.under:
        return told
    # The quote of a list begins behind its first mark.
    return f"{shown_under(citation)}{_all_marked(_unnumbered(told))}"


def shown_under(citation: "Citation") -> str:
    """The headings that are shown with a quote, and what parts them."""
    parted = "\n" if "\n" in citation.quote else " "
    return f"{shown_text(citation.under)}{parting(citation.under)}{parted}"


def lead_name(lead: str) -> str:
    """A line that introduces a list, as the heading of it: "**Niet:**" is "Niet"."""
    return " ".join(shown_text(lead.strip()).rstrip(AFTER_COLON).removesuffix(":").split())


def shown_table(citation: "Citation") -> "Table | None":
    """The rows that a citation quotes from a table, as they are shown; None where it quotes none."""
    if is_record(citation.source) or "|" not in citation.quote + citation.columns:
        return None
    from citaat.outcome.tables import Table, table

    lines = _LINE_END.compiled.sub("\n", _COMMENT.compiled.sub("", citation.quote)).split("\n")
    found = table(
        [line for line in (_QUOTED.compiled.sub("", line) for line in lines) if line.strip()],
        citation.columns,
    )
    if found is None:
        return None
    before = shown_text("\n".join(found.before)).split("\n") if found.before else []
    if citation.under:
        before = [shown_under(citation).rstrip(), *before]
    rows = tuple(tuple(map(shown_text, row)) for row in found.rows)
    return Table(tuple(before), tuple(map(shown_text, found.heads)), rows)


def is_record(source: str) -> bool:
    """Whether a source is a record of a passage file ("corpus.jsonl#12"): plain text, no Markdown."""
    file, mark, _ = source.partition("#")
    return bool(mark) and file.endswith((".jsonl", ".json", ".gz"))


def shown_plain(text: str) -> str:
    """A quote of plain text as it is shown: one kind of bullet, no empty lines, nothing invisible."""
    if _holds_marks(text):
        text = _INVISIBLE.compiled.sub("", _LINE_END.compiled.sub("\n", text))
    return _lines(text.split("\n"), numbered=False)


def shown_text(text: str, columns: str = "") -> str:
    """A quote of Markdown as it is shown; `columns` is the head of a table that its rows come without."""
    if not columns and not _holds_marks(text):
        return _all_marked(_lines(text.split("\n")))
    plain = _COMMENT.compiled.sub("", _LINE_END.compiled.sub("\n", text))
    # A term and what it means, on the next line after a colon.
    plain = _DEFINED.compiled.sub(": ", plain)
    first, *rest = plain.split("\n")
    lines = [first, *(_QUOTED.compiled.sub("", line) for line in rest)]
    if "|" in plain:
        from citaat.outcome.tables import table_lines

        lines = table_lines(lines, columns)
    told = _BLANKS.compiled.sub(r"\1 ", inline("\n".join(lines)))
    return _all_marked(_lines(_INVISIBLE.compiled.sub("", told).split("\n")))


def readable(text: str, source: str, columns: str = "") -> str:
    """A text of a source for the search: no addresses, no comments; as it is when it has no marks."""
    if not columns and (is_record(source) or not _holds_marks(text)):
        return text
    return shown_text(text, columns)


def _holds_marks(text: str) -> bool:
    if not any(mark in text for mark in _MARKS) and (text.isascii() or _STRANGE.isdisjoint(text)):
        return False
    return _MARKED.compiled.search(text) is not None


def inline(text: str) -> str:
    """Markdown inside a line as plain text."""
    matches = list(_INLINE.compiled.finditer(text))
    literal = _literal(text, [match.span() for match in matches if match.lastgroup in _EMPHASIS])
    pieces, at = [], 0
    for match in matches:
        start, end = match.span()
        pieces += [text[at:start], text[start:end] if start in literal else _plain(match)]
        at = end
    return "".join([*pieces, text[at:]])


def _literal(text: str, spans: "list[tuple[int, int]]") -> "frozenset[int]":
    """Which places in runs of stars and underscores are text: few quotes have any, and most pay for none."""
    if not spans:
        return frozenset()
    from citaat.outcome.emphasis import Run, kept

    return kept(text, [Run(*span) for span in spans])


def _plain(match: "re.Match[str]") -> str:
    kind, found = match.lastgroup, match.group()
    if kind in _EMPHASIS:
        return ""
    if kind == "entity":
        import html

        return html.unescape(found)
    if match["link"] is not None:
        from citaat.outcome.images import alternative

        text = alternative(match)
        return inline(match["link"] if text is None else text)
    if match["lit"] is not None or match["wrapped"] is not None:
        return inline(match["lit"] or match["wrapped"] or "")
    if match["wiki"] is not None:
        # [[page|what it is called]], [[page#heading]].
        return match["wiki"].rpartition("|")[2].partition("#")[0].strip()
    if match["role"] is not None or match["emoji"] is not None:
        return _role(match) if match["emoji"] is None else sign(match["emoji"])
    if match["code"] is not None:
        return _code(match["code"])
    if match["high"] is not None:
        return _raised(match)
    if match["low"] is not None:
        return match["low"].translate(_LOW)
    told = match["formula"] or match["escaped"] or match["address"] or match["keys"]
    return told or (" " if match["break"] else "")


def _code(code: str) -> str:
    """What stands between ticks, without a blank that keeps it from them."""
    return code[1:-1] if code.startswith(" ") and code.endswith(" ") and code.strip() else code


def _role(match: "re.Match[str]") -> str:
    """The words of {doc}`words <target>`; what {cite} leads to is no word of the text."""
    return "" if match["role"].startswith("cite") else match["tag"].strip("`").partition(" <")[0]


def _raised(match: "re.Match[str]") -> str:
    """m<sup>2</sup> is m²; after the mark that ends a sentence it is a footnote's number."""
    number, before = match["high"], _before(match)
    if not number.strip("0123456789+-"):
        power = before.isalnum() or before == ")" or (before in ("*", "_") and number in ("2", "3"))
        return number.translate(_HIGH) if power else ""
    return inline(number)


def _before(match: "re.Match[str]") -> str:
    """The letter before a mark: a text may have as many marks as letters, so no more of it is copied."""
    start = match.start()
    return match.string[start - 1 : start] if start else ""


def _lines(lines: list[str], *, numbered: bool = True) -> str:
    """Lines with one kind of bullet, without empty ones; `numbered`: a number may be a bullet too.

    An item that stands inside another one stands further in.
    """
    kept: list[str] = []
    listed, last = False, 0
    outer = min((_indent(line) for line in lines[1:] if _is_marked(line)), default=0)
    for line in lines:
        line = line.rstrip()
        if line.strip():
            announced = listed or (bool(kept) and kept[-1].endswith(":"))
            number = _number(line) if numbered and announced else 0
            # A list begins at one, and then counts on: any other number that begins a line is of the text.
            bullet = number == 1 or (last > 0 and number == last + 1)
            last = number if bullet else last
            inner = _INNER if _indent(line) > outer and kept else ""
            mark = bullet or _is_marked(line)
            kept.append(_BULLET.compiled.sub(f"{inner}- ", line) if mark else line.lstrip())
            listed = listed or kept[-1].lstrip().startswith("- ")
    return "\n".join(kept)


def _all_marked(text: str) -> str:
    """The text with a bullet before its first item too: a quote begins behind it."""
    first, *rest = text.split("\n")
    if not rest or first.startswith("- ") or not all(line.lstrip().startswith("- ") for line in rest):
        return text
    # What introduces only those inside it is an item as those after them are.
    beside = rest[0].startswith(_INNER) and any(not line.startswith(_INNER) for line in rest)
    return f"- {text}" if beside or not (introduces(first) or announces(first)) else text


def _unnumbered(text: str) -> str:
    """The items of a list from the second on as marked ones, where they are numbered from there."""
    first, *rest = text.split("\n")
    if [_number(line) for line in rest] != list(range(2, len(rest) + 2)):
        return text
    return "\n".join([first, *(_BULLET.compiled.sub("- ", line) for line in rest)])


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _is_marked(line: str) -> bool:
    return line.lstrip()[:1] in "-*+•◦▪▫●○‣⁃·"


def _number(line: str) -> int:
    """The number that begins a line as that of a list would; 0 where none does."""
    found = _BULLET.compiled.match(line)
    digits = found.group().strip(" \t.)") if found else ""
    return int(digits) if digits.isdecimal() else 0
