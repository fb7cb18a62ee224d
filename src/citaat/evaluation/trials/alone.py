"""The same questions asked as people ask them: by the command line in a process where no evaluation is.

What answers otherwise while it is looked at passes every other test.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from citaat.errors import CitaatError
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.system import System
from citaat.evaluation.trials.repeat import spread
from citaat.outcome.encoding import outcome_from_dict
from citaat.records import Outcome

# Questions of a set that are asked so.
MOST = 60
_ENTRY = "from citaat.cli.main import program; program()"


def alone(system: System, graded: Sequence[Graded], most: int = MOST) -> tuple[str, ...]:
    """The ids of the questions, of `most` spread over the set, whose outcome on the command line is another one.

    None where the system is not the engine on a stored index. Raises CitaatError when the command line does not answer.
    """
    recipe = getattr(system, "recipe", None)
    if recipe is None:
        return ()
    chosen = spread(graded, most)
    told = _asked(recipe.corpus, recipe.index, [one.question.text for one in chosen])
    return tuple(sorted(one.question.id for one, got in zip(chosen, told, strict=True) if got != one.outcome))


def _asked(corpus: str, index: str, questions: Sequence[str]) -> list[Outcome]:
    """What `citaat ask -` answers."""
    command = [
        sys.executable,
        "-c",
        _ENTRY,
        "ask",
        "-",
        "--format",
        "jsonl",
        "--corpus",
        corpus,
        "--index",
        index,
    ]
    lines = "".join(json.dumps({"question": one}) + "\n" for one in questions)
    # Unset what tells of tests and terminals: people have neither.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CI"))}
    ran = subprocess.run(command, input=lines.encode(), capture_output=True, env=environment, check=False)
    found = [outcome_from_dict(json.loads(line)) for line in ran.stdout.splitlines()]
    if len(found) != len(questions):
        reason = ran.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit {ran.returncode}"]
        raise CitaatError(f"the command line does not answer ({reason[0]})", fix="ask it a question yourself")
    return found
