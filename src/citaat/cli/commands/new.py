"""citaat new: a project that passes check and eval at once, to put one's own articles in."""

import contextlib
import io
from argparse import ArgumentParser, Namespace
from pathlib import Path

from citaat.cli import streams
from citaat.cli.commands import eval as evaluating
from citaat.cli.parsing import make_parser, parse
from citaat.editing.new_project import make
from citaat.editing.origin import wheel_command
from citaat.terminal import printable

EXAMPLES = ("citaat new slaapsite", "citaat new slaapsite && cd slaapsite && citaat check && citaat eval")
_REASON = "nieuw project"


def add_arguments(parser: ArgumentParser) -> None:
    """Where it goes."""
    parser.add_argument("dir", metavar="DIR", help="the folder to make: new or empty")


def run(arguments: Namespace) -> int:
    """Write the project, record its first baseline, and say what to do next."""
    folder = Path(arguments.dir)
    files = make(folder)
    code = _blessed(folder)
    if arguments.format != "text":
        streams.say_json({"folder": str(folder), "files": [str(file) for file in files]}, arguments.format)
        return code
    made = wheel_command()
    wheel = f"voor de controle op GitHub of GitLab, in die map: {made}; leg wheels/ daarna vast in git"
    lines = [
        *map(str, files),
        "",
        f"en nu: cd {folder}; citaat check; citaat eval (de uitleg staat in README.md)",
        *([wheel] if made else []),
    ]
    streams.say(printable("\n".join(lines)))
    return code


def _blessed(folder: Path) -> int:
    """The code of the first evaluation, which becomes the baseline: it is that of the citaat installed here."""
    parser = make_parser("eval", "", evaluating)
    given = [
        "--corpus",
        str(folder / "corpus"),
        "--gold",
        str(folder / "evals"),
        "--bless",
        "--reason",
        _REASON,
    ]
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        code = evaluating.run(parse(parser, given))
    if code:
        streams.say(report.getvalue())
    return code
