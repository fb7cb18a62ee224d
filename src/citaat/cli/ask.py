"""citaat ask: one question from the arguments, or a batch from standard input."""

import gc
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from citaat.cli.progress import progress_bar
from citaat.engine import Engine, open_corpus
from citaat.errors import UsageError
from citaat.light import Any
from citaat.outcome.encoding import to_json
from citaat.outcome.rendering import Style, render
from citaat.records import Answered
from citaat.terminal import json_text

ABSTAINED = 10


def add_arguments(parser: ArgumentParser) -> None:
    """The question and how much to tell about it."""
    parser.add_argument(
        "question", nargs="+", help="the question, or - to read one a line from standard input"
    )
    parser.add_argument("--explain", action="store_true", help="show what matched, with what weight, and why")


def run(arguments: Namespace) -> int:
    """Answer; 0 when answered, 10 when a single question got no answer."""
    if arguments.question == ["-"]:
        return _batch(arguments)
    question = _sound(" ".join(arguments.question))
    engine = open_corpus(arguments.corpus, arguments.index, progress_bar())
    trace = engine.trace(question)
    _show(engine, trace, arguments, arguments.format)
    if trace.failure is not None:
        raise trace.failure
    return 0 if isinstance(trace.outcome, Answered) else ABSTAINED


def _sound(question: str) -> str:
    """The question, if there is one: text that can be encoded, with a letter or digit in it."""
    try:
        question.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("the question is not valid UTF-8", fix="type it again") from error
    if not any(char.isalnum() for char in question):
        raise UsageError("the question is empty", fix='ask something: citaat ask "Waar zit magnesium in?"')
    return question


def _show(engine: Engine, trace: Any, arguments: Namespace, form: str) -> None:
    if form == "text":
        style = Style.for_stream(sys.stdout)
        print(render(trace.outcome, engine.line_of, style))
        if arguments.explain:
            from citaat.explain import explain

            print("\n" + explain(engine, trace, style))
        return
    record = to_json(trace.outcome)
    if arguments.explain:
        from citaat.explain import explanation

        record["explanation"] = explanation(engine, trace)
    print(json_text(record, indent=2 if form == "json" else None))


def _batch(arguments: Namespace) -> int:
    """Every question of standard input in order; always 0, a line that is wrong ends it with 2."""
    gc.enable()
    engine = open_corpus(arguments.corpus, arguments.index, progress_bar())
    first = True
    asked = 0
    if arguments.format == "json":
        print("[", end="")
    try:
        for question, key in _questions():
            trace = engine.trace(question, key)
            if arguments.format == "text" and not first:
                print("\n" + "─" * 40)
            elif arguments.format == "json" and not first:
                print(",")
            _show(engine, trace, arguments, arguments.format)
            sys.stdout.flush()
            first, asked = False, asked + 1
            if trace.failure is not None:
                raise trace.failure
    finally:
        if arguments.format == "json":
            print("]")
    if not asked:
        raise UsageError("standard input holds no question", file="<stdin>", fix="write one question a line")
    return 0


def _questions() -> Iterator[tuple[str, str | None]]:
    for number, raw in enumerate(sys.stdin.buffer, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            raise UsageError(
                "is not valid UTF-8", file="<stdin>", line=number, fix="save it as UTF-8"
            ) from error
        if line.startswith("{"):
            yield _record(line, number)
        elif line:
            yield line, None


def _record(line: str, number: int) -> tuple[str, str | None]:
    fix = 'write {"question": "…", "id": "…"}'
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is not JSON ({error})", file="<stdin>", line=number, fix=fix) from error
    question, key = record.get("question"), record.get("id")
    if not isinstance(question, str) or not isinstance(key, str | None):
        raise UsageError("holds no question as text", file="<stdin>", line=number, fix=fix)
    return question, key
