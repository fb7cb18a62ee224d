"""The log of questions, for whoever asked for one with --log: outcomes as JSON lines, as `citaat gaps` reads them."""

import os

from citaat.errors import UsageError
from citaat.records import EMERGENCY, Outcome
from citaat.terminal import json_text

# Nobody but the owner reads what others have asked.
_FLAGS, _MODE = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600


class QuestionLog:
    """Appends to the file at `path`, which is opened for each line: it can be moved away at any time.

    No address, no time and no id of a caller is written, and no message that a warning of an
    emergency was given for: what somebody says in need is not kept.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self.failing = False

    def check(self) -> None:
        """Raise UsageError when the log cannot be written."""
        try:
            os.close(os.open(self._path, _FLAGS, _MODE))
        except OSError as error:
            what = f"the log cannot be written ({error.strerror})"
            raise UsageError(what, file=self._path, fix="give --log another file") from error

    def write(self, outcome: Outcome) -> None:
        """Add an outcome. Raises OSError."""
        if any(caveat.severity == EMERGENCY for caveat in outcome.caveats):
            return
        record = outcome.to_dict()
        record.pop("id", None)
        file = os.open(self._path, _FLAGS, _MODE)
        try:
            os.write(file, (json_text(record) + "\n").encode())
        finally:
            os.close(file)
