"""Arguments: the parser of a command, whose errors are one line that says what was probably meant."""

import argparse
import os
from collections.abc import Sequence

from citaat.cli.suggestions import nearest
from citaat.errors import UsageError
from citaat.light import TYPE_CHECKING, Any
from citaat.version import __version__

if TYPE_CHECKING:
    from types import ModuleType
    from typing import NoReturn

_UNKNOWN = "unrecognized arguments: "


class Parser(argparse.ArgumentParser):
    """As argparse's, but an error is a UsageError: one line, nothing raw, with the nearest option."""

    def error(self, message: str) -> "NoReturn":
        """Raise what the outermost handler prints."""
        command = self.prog.removeprefix("citaat ")
        raise UsageError(f"{command}: {self._helped(message)}", fix=f"see: {self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or version, and let a failing output be known: argparse keeps it quiet."""
        print(message, end="", file=file, flush=True)

    def _helped(self, message: str) -> str:
        if not message.startswith(_UNKNOWN):
            return message
        unknown = message.removeprefix(_UNKNOWN)
        if not unknown.strip():
            return "there is no place for an argument without a word in it"
        option, _, _ = unknown.split()[0].partition("=")
        told = f"there is no option {unknown}"
        if not option.startswith("-"):
            return f"there is no place for {unknown}"
        found = nearest(option, self._option_string_actions)
        if found:
            return f"{told}; did you mean {found}?"
        words = any(action.dest == "question" for action in self._actions)
        return f'{told}; what starts with - stands after --: {self.prog} -- "{unknown}"' if words else told


def make_parser(command: str, job: str, module: "ModuleType") -> Parser:
    """The parser of one command: the common options and its own."""
    examples: Sequence[str] = getattr(module, "EXAMPLES", ())
    parser = Parser(
        prog=f"citaat {command}",
        description=job,
        epilog="examples:\n" + "\n".join(f"  {line}" for line in examples) if examples else None,
        # Left to find the width itself it imports all of shutil.
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=columns()),
    )
    parser.add_argument("--version", action="version", version=f"citaat {__version__}")
    parser.add_argument("--corpus", metavar="PATH", help="folder of Markdown articles, or a passage file")
    parser.add_argument("--index", metavar="DIR", help="where the index is kept (default: the user's cache)")
    parser.add_argument("--format", choices=("text", "json", "jsonl"), default="text", help="default: text")
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="short for --format json"
    )
    module.add_arguments(parser)
    return parser


def parse(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> Any:
    """The arguments read: options may stand anywhere, and after -- there are none."""
    given = list(arguments)
    _refuse_short(parser, given[: given.index("--")] if "--" in given else given)
    if "--" not in given:
        return parser.parse_intermixed_args(given)
    at = given.index("--")
    words = [action.dest for action in parser._actions if action.nargs == "*"]
    if not words:
        return parser.parse_args(given)
    read = parser.parse_intermixed_args(given[:at])
    getattr(read, words[0]).extend(given[at + 1 :])
    return read


def _refuse_short(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """The only short option is -h: argparse would take "-hoeveel" for it, and blame what follows."""
    for word in given:
        if word[0:1] == "-" and len(word) > 2 and not word.startswith("--") and not word[1].isdigit():
            parser.error(_UNKNOWN + word)


def columns() -> int:
    """How wide help may be."""
    try:
        return max(40, int(os.environ.get("COLUMNS") or os.get_terminal_size().columns) - 2)
    except (OSError, ValueError):
        return 78
