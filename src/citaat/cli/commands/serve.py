"""citaat serve: a page to ask and to read, and the outcome as JSON, on this machine unless told otherwise."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib.util import find_spec

from citaat import locations
from citaat.cli import streams
from citaat.cli.cluster import add_scheduler, held_elsewhere
from citaat.cli.opening import corpus_of
from citaat.cli.progress import progress_bar
from citaat.errors import UsageError
from citaat.light import Any

EXAMPLES = (
    "citaat serve",
    "citaat serve --port 8080 --corpus artikelen --log vragen.jsonl",
    "citaat serve --embed-from https://www.example.nl",
)
_NEEDED = ("starlette", "uvicorn")
_MOST_WORKERS, _MOST_RATE = 64, 10_000
_LOCAL = ("127.0.0.1", "::1", "localhost")
_ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?|\*")


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and how much to take on."""
    add_scheduler(parser)
    port, workers, rate = _number(0, 65_535), _number(1, _MOST_WORKERS), _number(0, _MOST_RATE)
    told = "default: 127.0.0.1, this machine alone"
    parser.add_argument("--host", default="127.0.0.1", metavar="HOST", help=told)
    told = "default: 8000; 0 is any free one"
    parser.add_argument("--port", type=port, default=8000, metavar="N", help=told)
    told = "keep the questions, for: citaat gaps FILE (default: none is kept)"
    parser.add_argument("--log", metavar="FILE", help=told)
    told = "processes that answer (default: 1)"
    parser.add_argument("--workers", type=workers, default=1, metavar="N", help=told)
    told = "questions a second for each address (default: 10; 0 is no limit)"
    parser.add_argument("--rate", type=rate, default=10, metavar="N", help=told)
    told = "a site that may put /insluiten into a frame, as https://www.example.nl; may be repeated"
    parser.add_argument(
        "--embed-from", action="append", default=[], type=_origin, metavar="ORIGIN", help=told
    )


def run(arguments: Namespace) -> int:
    """Serve until stopped."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"serve needs {' and '.join(missing)}", fix='install them with: pip install "citaat[web]"'
        )
    from citaat.serving.server import Options, serve

    corpus = corpus_of(arguments)
    folder, opener = arguments.index or locations.default_index(corpus), None
    if arguments.scheduler:
        folder, opener = held_elsewhere(arguments, corpus)
    options = Options(
        corpus,
        folder,
        arguments.host,
        arguments.port,
        arguments.workers,
        float(arguments.rate),
        arguments.log,
        tuple(arguments.embed_from),
        opener,
    )
    serve(options, _note, lambda address: _started(address, arguments), progress_bar)
    return 0


def _started(address: str, arguments: Any) -> None:
    if arguments.host not in _LOCAL:
        _note(f"whoever reaches {arguments.host} can ask; put a proxy with TLS before it")
    if arguments.format == "text":
        streams.say(f"{address}  (stoppen: Ctrl-C)")
    else:
        streams.say_json({"url": address, "workers": arguments.workers}, "jsonl")


def _note(text: str) -> None:
    streams.tell(f"citaat: note: {text}")


def _number(least: int, most: int) -> Any:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text!r} is no number from {least} to {most}")
        return int(text)

    return number


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise ArgumentTypeError(f"{text!r} is no site; write it as https://www.example.nl")
    return text
