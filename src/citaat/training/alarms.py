"""The net's own limit for an emergency, raised on questions about anything.

Its messages are about what people take, and half of them are emergencies; a site about rent or swimming is asked for
quite other things. Run as ``python -m citaat.training.alarms`` (part of ``make fit``, after the net): on the questions of
the development sites the net alone may cry for help on no more than one in a hundred. Test questions are never read.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from citaat.caveats.guard import compiled
from citaat.caveats.net import source as net_source
from citaat.caveats.rules import Rules
from citaat.dutch.analysis import Analyser
from citaat.records import EMERGENCY

CAVEAT = "spoed"
ALARMS = 0.01


def questions(evals: Path) -> list[str]:
    """The development questions of every site that are not said to be an emergency."""
    records = [
        json.loads(line)
        for path in sorted(evals.glob("sites/*/gold-dev.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        record["question"]
        for record in records
        if record["split"] == "dev" and CAVEAT not in record["caveats_required"]
    ]


def scores(rules: Rules, analyser: Analyser, asked: Sequence[str]) -> Iterator[float]:
    """What the net thinks of the questions on which no rule calls for help."""
    for question in asked:
        tokens = rules.tokens(question, analyser)
        ruled = any(one.severity == EMERGENCY and one.certain for one in rules.fire(question, tokens))
        if not ruled:
            yield rules.net_scores(question, tokens)[CAVEAT]


def limit(found: Sequence[float], share: float = ALARMS) -> float:
    """The score that no more than `share` of these reach."""
    ordered = sorted(found, reverse=True)
    return round(ordered[int(share * len(ordered))] + 0.01, 2)


def raised(bounds: str, least: float) -> str:
    """The text of the limits with the caveat's own limit at `least` or above."""

    def higher(match: re.Match[str]) -> str:
        return f"{match[1]}{max(float(match[2]), least)}"

    return re.sub(rf"(\[{CAVEAT}\][^\[]*?\nowed = )(\S+)", higher, bounds, count=1)


def main() -> None:
    """Raise the limit in a checkout's net."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--output", type=Path, default=net_source.DATA, help="the folder of the net")
    arguments = parser.parse_args()
    rules, analyser = compiled()
    found = list(scores(rules, analyser, questions(arguments.evals)))
    path = arguments.output / net_source.LIMITS_FILE
    path.write_text(raised(path.read_text(encoding="utf-8"), limit(found)), encoding="utf-8")
    sys.stdout.write(f"{CAVEAT}: owed from {limit(found)} on, {len(found)} questions\n")


if __name__ == "__main__":
    main()
