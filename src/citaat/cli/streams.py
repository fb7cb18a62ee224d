"""The three standard streams, whatever state they are in: closed, narrow, ASCII or on a full device.

Everything citaat prints goes through here or through `print` after `prepare`, so that no letter and
no closed descriptor can end a run with a traceback.
"""

import codecs
import os
import sys

from citaat.cli import patience
from citaat.light import Any, TextIO
from citaat.terminal import inert, json_text, visible

_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
    "\u203a": ">",
    "\u00b7": "-",
    "\u2022": "-",
    "\u2192": "->",
    "\u2500": "-",
    "\u20ac": "EUR",
    "\u00a0": " ",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u00d7": "x",
}


def prepare() -> None:
    """Give every standard stream a place to go, and let none refuse a letter."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Left closed, the number would go to the next file that is opened. A closed standard
            # output is replaced by what cannot be written, so that the loss is noticed.
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    codecs.register_error("citaat", _plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _takes_all(stream):
            reconfigure(errors="citaat")


def say(text: str) -> None:
    """`text` on standard output, at once; no line of it is a command to whatever keeps a CI log."""
    patience.end()
    print(inert(text))
    sys.stdout.flush()


def say_json(value: Any, form: str) -> None:
    """`value` as JSON on standard output: indented for "json", on one line for "jsonl"."""
    say_encoded(json_text(value, indent=2 if form == "json" else None))


def say_encoded(text: str) -> None:
    """JSON text on standard output; what the stream cannot take is escaped as JSON does it."""
    patience.end()
    if not _takes_all(sys.stdout):
        import re

        # Only strings hold such letters, and there an escape means the same.
        text = re.sub("[^\x00-\x7f]", lambda match: _json_escape(match.group()), text)
    print(text)
    sys.stdout.flush()


def tell(text: str) -> None:
    """One line on standard error; a reader who closed that cannot be told anything."""
    patience.end()
    try:
        print(inert(visible(text)), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        discard(sys.stderr, 2)


def flushed() -> bool:
    """Whether all that was printed has been taken."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def discard(stream: TextIO, number: int) -> None:
    """Let the rest of this stream vanish: it has failed, and must not fail again at the end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
        stream.flush()
    except (OSError, ValueError):
        return


def _takes_all(stream: TextIO) -> bool:
    return (
        (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-").startswith(("utf-", "utf8"))
    )


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """The nearest ASCII of letters that a stream cannot show; a question mark where there is none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    shown = []
    for char in error.object[error.start : error.end]:
        base = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
        shown.append(_PLAIN.get(char) or base or "?")
    return "".join(shown), error.end


def _json_escape(char: str) -> str:
    import json

    return json.dumps(char)[1:-1]
