"""The entry point: finds the command, imports it alone, and leaves with its exit code."""

import os
import sys
from collections.abc import Sequence

from citaat.cli import guard, patience, streams
from citaat.cli.catalogue import COMMANDS
from citaat.errors import UsageError
from citaat.light import Any

# These judge: a verdict that nobody could read is no pass.
_GATES = ("check", "verify", "eval")
# Those that an editor of a site works with: what they say is Dutch.
_EDITORS = ("check", "eval", "gaps", "gold", "import", "new")
# Those that have nothing to wait for, or that go on until they are stopped.
_TALKERS = ("serve", "cache", "completion")
_COMMON = ("--corpus", "--index", "--format")
_USAGE = "usage: citaat COMMAND [OPTIONS]"
_END = """
'citaat COMMAND --help' tells more, with examples.
Exit codes: 0 answered or passed, 1 a gate failed, 2 wrong usage or output that cannot be written,
3 damaged corpus, rules or index, 4 not comparable, 10 abstained, 130 interrupted (143: SIGTERM)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (default: the process' own arguments) and return its exit code."""
    streams.prepare()
    command, rest = _split(list(sys.argv[1:] if argv is None else argv))
    broken_pipe = guard.GATE_FAILED if command in _GATES else 0
    # At a terminal sits a person, whatever the command is; English is what a script looks for.
    dutch = command in _EDITORS or sys.stderr.isatty()
    return guard.guarded(lambda: _run(command, rest), broken_pipe, dutch)


def program() -> None:
    """The console script: as `main`, and gone as soon as the answer is out.

    A single question makes no garbage worth collecting, and taking every module apart at the
    end takes as long as ranking did.
    """
    import gc

    gc.disable()
    try:
        code = main()
    except KeyboardInterrupt:
        code = guard.INTERRUPTED
    except guard.Terminated:
        guard.die_of_sigterm()
    if not streams.flushed():
        streams.discard(sys.stdout, 1)
        streams.discard(sys.stderr, 2)
    if "citaat.cli.commands.ask" in sys.modules or code == guard.INTERRUPTED:
        os._exit(code)
    sys.exit(code)


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The command and everything else: common options may also stand before it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _COMMON else 1
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments[at], arguments[:at] + arguments[at + 1 :]
    if arguments[:1] == ["help"]:
        return _split([*arguments[1:], "--help"])
    return None, arguments


def _run(command: str | None, rest: list[str]) -> int:
    if command is None:
        return _without_command(rest)
    import gc

    job, home = COMMANDS[command]
    if command not in _TALKERS:
        patience.begin(rest)
    # As `importlib.import_module`, which brings more along than the command itself may need.
    __import__(home)
    module: Any = sys.modules[home]
    if command != "ask":
        gc.enable()
        guard.terminate_cleanly()
    arguments = module.plain(rest) if command == "ask" else None
    if arguments is None:
        from citaat.cli.parsing import make_parser, parse

        try:
            arguments = parse(make_parser(command, job, module), rest)
        except UsageError:
            if command == "ask":
                _warn_beside(rest)
            raise
    code: int = module.run(arguments)
    return code


def _without_command(arguments: list[str]) -> int:
    from citaat.version import __version__

    if "--version" in arguments:
        streams.say(f"citaat {__version__}")
        return 0
    wrong = [argument for argument in arguments if argument not in ("-h", "--help")]
    if wrong or not arguments:
        _warn_beside(wrong)
        raise UsageError(_no_command(wrong), fix=f"choose from {', '.join(COMMANDS)}")
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {job}" for name, (job, _) in COMMANDS.items()]
    about = "Dutch questions answered with the exact sentences of trusted articles."
    streams.say("\n".join([_USAGE, "", about, "", "commands:", *lines, _END]))
    return 0


def _warn_beside(words: Sequence[str]) -> None:
    """The emergencies in words that are no command line: a slip of the keyboard may not cost a warning."""
    if any(map(str.isalpha, "".join(words))):
        from citaat.cli.mistyped import warn_of

        warn_of(words)


def _no_command(wrong: list[str]) -> str:
    if not wrong:
        return "no command given"
    from citaat.cli.suggestions import nearest

    told = f"there is no command {wrong[0]!r}"
    found = nearest(wrong[0], COMMANDS)
    if found:
        return f"{told}; did you mean {found}?"
    question = len(" ".join(wrong).split()) > 1
    return f'{told}; to ask a question: citaat ask "…"' if question else told


if __name__ == "__main__":
    program()
