"""citaat passages: list the passages of the corpus."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from citaat.cli import streams
from citaat.cli.opening import opened
from citaat.outcome.rendering import Style
from citaat.terminal import inert, printable

EXAMPLES = ("citaat passages", "citaat passages --article magnesium-bij-spierpijn --format jsonl")


def add_arguments(parser: ArgumentParser) -> None:
    """Which passages."""
    parser.add_argument("--article", metavar="ID", help="only the passages of this article")


def run(arguments: Namespace) -> int:
    """List passages: id, heading and text; as JSON also offsets and sentences."""
    engine = opened(arguments)
    style = Style.for_stream(sys.stdout)
    chosen = (p for p in engine.passages if arguments.article in (None, p.article_id))
    if arguments.format == "json":
        streams.say_json([asdict(passage) for passage in chosen], "json")
        return 0
    for passage in chosen:
        if arguments.format == "jsonl":
            streams.say_json(asdict(passage), "jsonl")
        else:
            where = f"{passage.source}:{engine.line_of(passage.source, passage.start)}"
            told = f"{style.bold(printable(passage.id))}  {style.dim(printable(where))}\n{printable(passage.heading)}"
            text = printable(passage.text)
            print(inert(f"{told}\n{text}".replace("\n", "\n  ") + "\n"))
    return 0
