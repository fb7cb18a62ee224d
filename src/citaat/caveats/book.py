"""The rule book of a corpus: its own file over the rules of the package; anything wrong is an error, never a gap.

The build-time door of the package: `load` here, `check`, `coverage` and `compile` beside it.
"""

from citaat.caveats.checking import check, coverage
from citaat.caveats.compiling import compile
from citaat.caveats.net.source import DATA, read_net
from citaat.caveats.records import CAVEATS, RuleBook, Subject
from citaat.caveats.written.assembly import Assembly
from citaat.caveats.written.parsing import Parts, parse
from citaat.caveats.written.source import Source
from citaat.errors import RulesError, first_of

__all__ = ["check", "compile", "coverage", "load", "packaged", "read"]

SAFETY = DATA / "safety"
# A set may refer to any other. Those of `open` are read only where anything that is taken is the subject.
FILES = (
    "substances",
    "taking",
    "medicines",
    "groups",
    "people",
    "emergencies",
    "situations",
    "harmless",
    "accidents",
    "cries",
    "languages",
    "rules-soort",
    "rules-spoed",
    "rules-acute",
    "rules-overdosering",
    "rules-medicatie",
    "rules-risicogroep",
    "texts",
)
OPEN = "open"


def load(path: str, *, net: bool = True) -> RuleBook:
    """The rule book in `path`. Raises RulesError with the line and the fix, and how many more there are.

    `net=False` leaves out the net that the file asks for: to fit it, or to see the rules alone.
    """
    return _sound(read(path, net=net))


def packaged(*, net: bool = True) -> RuleBook:
    """The rules of the package, for a corpus that has none of its own."""
    return _sound(_assembled(None, net))


def read(path: str, *, net: bool = True) -> tuple[RuleBook | None, list[RulesError]]:
    """The rule book in `path` and everything that is wrong with it; no book when that is too much."""
    try:
        # The net was fitted on messages that know nothing of what an editor warns of.
        own = parse(Source(path), firm=True)
    except RulesError as error:
        return None, [error]
    return _assembled(own, net)


def _sound(found: tuple[RuleBook | None, list[RulesError]]) -> RuleBook:
    book, faults = found
    if book is None or faults:
        raise first_of(faults)
    return book


def _assembled(own: Parts | None, net: bool) -> tuple[RuleBook | None, list[RulesError]]:
    extends = own is None or own.source.raw.get("extends") == "packaged"
    if own and not extends and (faults := _unextended(own)):
        return None, faults
    subject = (own.subject if own else None) or Subject(others=extends)
    files = (*FILES, OPEN) if subject.others else FILES
    try:
        base = [parse(Source(str(SAFETY / f"{name}.toml"))) for name in files] if extends else []
        wanted = net and (bool(own.source.raw.get("net", extends)) if own else True)
        weighed = read_net() if wanted else None
    except RulesError as error:
        return None, [error, *(own.source.faults if own else ())]
    assembly = Assembly(own, base, subject)
    book = assembly.book(weighed)
    faults = [fault for part in assembly.parts for fault in part.source.faults]
    return book, sorted(faults, key=lambda fault: fault.line or 0)


def _unextended(own: Parts) -> list[RulesError]:
    """What is wrong with a file that does not extend the package, and does not stand on its own either.

    All that it then lacks has one cause, told once: without it every rule and text of its own would be called faulty.
    """
    texts = own.source.raw.get("text", {})
    gone = {one.caveat for one in own.without}
    written = texts if isinstance(texts, dict) else {}
    lacking = [one for one in CAVEATS if one not in gone and one not in written]
    if not lacking:
        return []
    if "extends" not in own.source.raw:
        what = f"`extends` is missing, so no rule of the package holds: nothing gives {', '.join(lacking)}"
        own.source.fault(what, 1, 'put `extends = "packaged"` on top, below `schema = 1`')
    return sorted(own.source.faults, key=lambda fault: fault.line or 0)
