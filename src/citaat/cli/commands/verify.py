"""citaat verify: re-check the citations of saved outcomes against the corpus."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from citaat.cli import streams
from citaat.cli.opening import corpus_of
from citaat.errors import CitaatError, UsageError
from citaat.terminal import printable
from citaat.verification import Problem, verify_lines

EXAMPLES = (
    "citaat ask - --format jsonl < vragen.txt > antwoorden.jsonl; citaat verify antwoorden.jsonl",
    "citaat verify - < antwoorden.jsonl",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The file to verify."""
    parser.add_argument(
        "file", metavar="FILE", help="outcomes as citaat ask wrote them (JSON or JSON Lines), or -"
    )


def run(arguments: Namespace) -> int:
    """0 when every citation holds, 1 when one does not."""
    try:
        raw = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", file=arguments.file, fix="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError("is not valid UTF-8", file=arguments.file, fix="save it as UTF-8") from error
    corpus = Path(corpus_of(arguments))
    if not corpus.exists():
        raise CitaatError("there is no such corpus", file=str(corpus), fix="check the path given to --corpus")
    checked, problems = verify_lines(text, corpus, arguments.file)
    _report(checked, problems, arguments.format)
    return 1 if problems else 0


def _report(checked: int, problems: list[Problem], form: str) -> None:
    if form != "text":
        found = [
            {"line": problem.line, "citation": problem.citation, "what": problem.what} for problem in problems
        ]
        told = {"checked": checked, "problems": found}
        streams.say_json(told, form)
        return
    for problem in problems:
        streams.say(printable(f"line {problem.line}, {problem.citation}: {problem.what}"))
    print(f"{checked} citations checked, {len(problems)} do not hold")
