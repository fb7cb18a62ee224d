"""citaat ask: one question from the arguments, or many from standard input or a terminal."""

import sys
from collections.abc import Sequence

from citaat.cli import questions
from citaat.cli.opening import opened_or_not
from citaat.cli.showing import show, warn
from citaat.engine import Engine
from citaat.light import TYPE_CHECKING, Any, dataclass
from citaat.questions import Asked
from citaat.records import Answered

if TYPE_CHECKING:
    from argparse import ArgumentParser

ABSTAINED = 10
EXAMPLES = (
    'citaat ask "Waar zit magnesium in?"',
    "citaat ask hoeveel uur slaap --json",
    'citaat ask -- "-hoeveel mg per dag?"',
    "citaat ask - --format jsonl < vragen.txt",
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The arguments of a question without any option."""

    question: Sequence[str]
    corpus: str | None = None
    index: str | None = None
    format: str = "text"
    scheduler: str | None = None
    patience: float = 5.0
    explain: bool = False


def plain(arguments: Sequence[str]) -> Plain | None:
    """What argparse would make of words alone, at none of its cost; None where there are no words, or options."""
    options = any(word.startswith("-") for word in arguments)
    return None if options or not arguments else Plain(list(arguments))


def add_arguments(parser: "ArgumentParser") -> None:
    """The question and how much to tell about it."""
    from citaat.cli.cluster import add_scheduler

    parser.add_argument(
        "question",
        nargs="*",
        help="the question; - reads one a line from standard input, plain or as JSON with question and id",
    )
    add_scheduler(parser)
    parser.add_argument("--explain", action="store_true", help="show what matched, with what weight, and why")


def run(arguments: Any) -> int:
    """Answer; 0 when answered, 10 when a single question got no answer."""
    words = arguments.question
    if words and words != ["-"]:
        return _single(questions.argument(" ".join(words)), arguments)
    from citaat.cli.batch import answer_all

    if words or not sys.stdin.isatty():
        return answer_all(questions.piped(), arguments)
    return answer_all(questions.typed("Vraag (leeg = klaar): "), arguments, prompted=True)


def _single(asked: Asked, arguments: Any) -> int:
    if asked.error is not None:
        if asked.text:
            warn(opened_or_not(arguments).ask(asked.text).caveats)
        raise asked.error
    engine = opened_or_not(arguments)
    trace = engine.trace(asked.text)
    if not isinstance(engine, Engine) and trace.failure is not None and not trace.outcome.caveats:
        raise trace.failure
    try:
        show(engine, trace, trace.outcome, arguments)
        sys.stdout.flush()
    except OSError:
        # Nobody may miss a warning because of where the answer was sent.
        warn(trace.outcome.caveats)
        raise
    if trace.failure is not None:
        raise trace.failure
    return 0 if isinstance(trace.outcome, Answered) else ABSTAINED
