"""A command line that cannot be read may hold a question all the same: its emergency is told beside the error."""

from collections.abc import Iterator, Sequence

from citaat.cli.showing import warn
from citaat.errors import UsageError
from citaat.records import EMERGENCY
from citaat.unopened import Unopened

_VALUED = ("--corpus", "--index", "--format")


def warn_of(words: Sequence[str]) -> None:
    """The emergencies of what may be a question, on standard error."""
    question = " ".join(_asked(words))
    if len(question) > 3:
        # By the package's rules: these are compiled already, and emergencies are the same for every corpus.
        engine = Unopened(UsageError("not asked"))
        warn([one for one in engine.ask(question).caveats if one.severity == EMERGENCY])


def _asked(words: Sequence[str]) -> Iterator[str]:
    """The words but for options and their values; what begins with one dash may be a question: "-ik wil dood"."""
    before = ""
    for word in words:
        option = word.startswith("--") and not any(map(str.isspace, word))
        if not option and before not in _VALUED:
            yield word.lstrip("-").encode("utf-8", "replace").decode()
        before = word
