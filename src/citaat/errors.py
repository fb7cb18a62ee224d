"""The errors a user can meet: each names the file, the line and the fix."""

USAGE = 2
DAMAGED = 3
INCOMPARABLE = 4
# What using a value of another shape than it should have ends in.
UNFIT = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class CitaatError(Exception):
    """Base of every error that citaat raises on purpose.

    `exit_code` is what the command line leaves with. The text reads
    ``file:line: what is wrong; what to do about it``.
    """

    exit_code = DAMAGED

    def __init__(self, what: str, *, file: str | None = None, line: int | None = None, fix: str = "") -> None:
        self.what, self.file, self.line, self.fix = what, file, line, fix
        place = "" if file is None else f"{file}:{line}: " if line else f"{file}: "
        super().__init__(place + what + (f"; {fix}" if fix else ""))

    def __reduce__(self) -> "tuple[object, ...]":
        """Errors come back from other processes, too."""
        return _again, (type(self), self.what, self.file, self.line, self.fix)


def _again(
    kind: "type[CitaatError]", what: str, file: str | None, line: int | None, fix: str
) -> "CitaatError":
    return kind(what, file=file, line=line, fix=fix)


def first_of(faults: "list[RulesError]") -> "RulesError":
    """The first of several faults, which says how many more there are."""
    first = faults[0]
    if len(faults) == 1:
        return first
    more = f"{first.fix} (and {len(faults) - 1} more: citaat check)"
    return RulesError(first.what, file=first.file, line=first.line, fix=more)


class UsageError(CitaatError):
    """The command or its options make no sense, or an evaluation has nothing in it."""

    exit_code = USAGE


class CorpusError(CitaatError):
    """The corpus is missing, empty or cannot be read."""


class RulesError(CitaatError):
    """The caveat rules or word lists are damaged: better no answer than one without warnings."""


class IndexDamaged(CitaatError):  # noqa: N818 - it says what happened
    """A stored index fails its own checks."""


class IncomparableError(CitaatError):
    """Two evaluations that may not be compared."""

    exit_code = INCOMPARABLE
