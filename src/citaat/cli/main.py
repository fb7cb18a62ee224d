"""The entry point: finds the command, imports it alone, turns errors into one line and an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "ask": ("answer one question; - reads questions from standard input", "citaat.cli.ask"),
    "index": ("build or rebuild the index of a corpus", "citaat.cli.index_command"),
    "passages": ("list the passages of the corpus", "citaat.cli.passages_command"),
    "check": ("validate corpus, lexicon, caveat rules and gold questions", "citaat.cli.check"),
    "verify": ("re-check the citations of saved outcomes", "citaat.cli.verify"),
    "eval": ("score the gold questions and gate on floors and baseline", "citaat.cli.eval_command"),
}
INTERRUPTED = 130
_COMMON = ("--corpus", "--index", "--format")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (default: the process' own arguments) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command, rest = _split(arguments)
    if command is None:
        return _without_command(rest)
    try:
        return _run(command, rest)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing more to say, and no second error at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def program() -> None:
    """The console script: as `main`, and gone as soon as the answer is out.

    A single question makes no garbage worth collecting, and taking every module apart at the
    end takes as long as ranking did.
    """
    import gc

    gc.disable()
    code = main()
    if "citaat.cli.ask" in sys.modules and _flushed():
        os._exit(code)
    sys.exit(code)


def _flushed() -> bool:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return False
    return True


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The command and everything else: common options may also stand before it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _COMMON else 1
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments[at], arguments[:at] + arguments[at + 1 :]
    return None, arguments


def _without_command(arguments: list[str]) -> int:
    from citaat.version import __version__

    if "--version" in arguments:
        print(f"citaat {__version__}")
        return 0
    wrong = [argument for argument in arguments if argument not in ("-h", "--help")]
    usage = "usage: citaat COMMAND [OPTIONS]"
    if wrong or not arguments:
        what = f"there is no command {wrong[0]!r}" if wrong else "no command given"
        print(f"{usage}\ncitaat: error: {what}; choose from {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    lines = [f"  {name:<9} {help_text}" for name, (help_text, _) in COMMANDS.items()]
    print(f"{usage}\n\nDutch questions answered with the exact sentences of trusted articles.\n\ncommands:")
    print("\n".join(lines))
    print(
        "\n'citaat COMMAND --help' tells more. Exit codes: 0 answered or passed, 1 a gate failed, 2 wrong usage,"
    )
    print("3 damaged corpus, rules or index, 4 not comparable, 10 abstained, 130 interrupted.")
    return 0


def _columns() -> int:
    try:
        return max(40, int(os.environ.get("COLUMNS") or os.get_terminal_size().columns) - 2)
    except (OSError, ValueError):
        return 78


def _run(command: str, rest: list[str]) -> int:
    import argparse
    import gc

    from citaat.errors import CitaatError
    from citaat.terminal import printable
    from citaat.version import __version__

    module = import_module(COMMANDS[command][1])
    if command != "ask":
        gc.enable()
    parser = argparse.ArgumentParser(
        prog=f"citaat {command}",
        description=COMMANDS[command][0],
        # Left to find the width itself it imports all of shutil.
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=_columns()),
    )
    parser.add_argument("--version", action="version", version=f"citaat {__version__}")
    parser.add_argument("--corpus", metavar="PATH", help="folder of Markdown articles, or a passage file")
    parser.add_argument("--index", metavar="DIR", help="where the index is kept (default: the user's cache)")
    parser.add_argument("--format", choices=("text", "json", "jsonl"), default="text", help="default: text")
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="short for --format json"
    )
    module.add_arguments(parser)
    arguments = parser.parse_intermixed_args(rest)
    try:
        code: int = module.run(arguments)
    except CitaatError as error:
        sys.stdout.flush()
        print(f"citaat: error: {printable(' '.join(str(error).split()))}", file=sys.stderr)
        return error.exit_code
    sys.stdout.flush()
    return code
