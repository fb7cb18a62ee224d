"""citaat completion: a script that lets bash, zsh or fish complete commands, options and files."""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from citaat.cli import streams
from citaat.cli.catalogue import COMMANDS
from citaat.cli.parsing import make_parser

EXAMPLES = (
    'eval "$(citaat completion bash)"',
    'citaat completion zsh > "${fpath[1]}/_citaat"',
    "citaat completion fish > ~/.config/fish/completions/citaat.fish",
)


def add_arguments(parser: ArgumentParser) -> None:
    """For which shell."""
    parser.add_argument("shell", choices=sorted(_SCRIPTS), help="the shell that is to complete")


def run(arguments: Namespace) -> int:
    """Print the script, made from the very parsers that read the arguments."""
    options = {name: _options(name) for name in COMMANDS}
    streams.say("\n".join(_SCRIPTS[arguments.shell](options)))
    return 0


def _options(command: str) -> list[argparse.Action]:
    job, home = COMMANDS[command]
    return [
        action for action in make_parser(command, job, import_module(home))._actions if action.option_strings
    ]


def _bash(options: Mapping[str, Sequence[argparse.Action]]) -> Iterator[str]:
    yield "_citaat() {"
    yield "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} word command="
    yield '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield f"    case $word in {'|'.join(options)}) command=$word; break;; esac"
    yield "  done"
    yield "  case $command:$before in"
    for name, actions in options.items():
        for action in actions:
            if action.choices:
                flags = "|".join(f"{name}:{flag}" for flag in action.option_strings)
                words = " ".join(map(str, action.choices))
                yield f'    {flags}) COMPREPLY=($(compgen -W "{words}" -- "$current")); return;;'
    yield "  esac"
    yield "  case $command:$current in"
    for name, actions in options.items():
        flags = " ".join(flag for action in actions for flag in action.option_strings)
        yield f'    {name}:-*) COMPREPLY=($(compgen -W "{flags}" -- "$current"));;'
    yield f'    :*) COMPREPLY=($(compgen -W "{" ".join(options)}" -- "$current"));;'
    yield "  esac"
    yield "}"
    yield "complete -o default -F _citaat citaat"


def _zsh(options: Mapping[str, Sequence[argparse.Action]]) -> Iterator[str]:
    yield "#compdef citaat"
    yield "_citaat() {"
    yield "  local -a commands=("
    for name in options:
        yield f"    {_quoted(f'{name}:{COMMANDS[name][0]}')}"
    yield "  )"
    yield "  if (( CURRENT == 2 )); then _describe command commands; return; fi"
    yield "  case $words[2] in"
    for name, actions in options.items():
        yield f"    {name}) _arguments {' '.join(map(_zsh_option, actions))} '*:file:_files';;"
    yield "  esac"
    yield "}"
    yield 'if [ "$funcstack[1]" = "_citaat" ]; then _citaat "$@"; else compdef _citaat citaat; fi'


def _zsh_option(action: argparse.Action) -> str:
    told = (action.help or "").translate(str.maketrans("[]:", "(),", "\\"))
    takes = (
        ""
        if action.nargs == 0
        else ":value:" + (f"({' '.join(action.choices)})" if action.choices else "_files")
    )
    return " ".join(_quoted(f"{flag}[{told}]{takes}") for flag in action.option_strings)


def _fish(options: Mapping[str, Sequence[argparse.Action]]) -> Iterator[str]:
    for name in options:
        yield f"complete -c citaat -f -n __fish_use_subcommand -a {name} -d {_quoted(COMMANDS[name][0])}"
    for name, actions in options.items():
        for action in actions:
            flags = " ".join(_fish_flag(flag) for flag in action.option_strings)
            takes = (
                ""
                if action.nargs == 0
                else f" -x -a {_quoted(' '.join(action.choices))}"
                if action.choices
                else " -r"
            )
            seen = _quoted(f"__fish_seen_subcommand_from {name}")
            yield f"complete -c citaat -n {seen} {flags}{takes} -d {_quoted(action.help or '')}"


def _fish_flag(flag: str) -> str:
    return f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"


def _quoted(text: str) -> str:
    """In single quotes, as all three shells read them."""
    return "'" + text.replace("'", "’") + "'"


_SCRIPTS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
