"""citaat gold: write a gold question from an answer seen, or list what no gold question asks about."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from citaat.cli import dialogue, streams
from citaat.cli.fitting import fitted
from citaat.cli.opening import opened
from citaat.cli.questions import argument
from citaat.cli.showing import show
from citaat.editing import gold_lines
from citaat.editing.gold_lines import Judgement, cited, gold_line, questions_of
from citaat.editing.judging import must_contain, nearest, place, quoted, refuse_scrap, refuse_unheld, shown
from citaat.editing.uncovered import Asked, uncovered
from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.evaluation.gold.records import CAVEATS, SPLITS, Evidence, Question
from citaat.evaluation.gold.sets import PLACES, gold_files
from citaat.light import Any
from citaat.records import Outcome
from citaat.terminal import printable
from citaat.tracing import Trace

EVALS = "evals"
_KEYS = ("j", "n")
EXAMPLES = (
    'citaat gold add "Hoeveel uur slaap heb ik nodig?"',
    'citaat gold add "Hoeveel uur slaap heb ik nodig?" --accept',
    'citaat gold add "Mag ik dit met ibuprofen?" --unanswerable --caveats medicatie',
    'citaat gold add "Waar zit het in?" --quote "Magnesium zit in bladgroenten." --split test',
    'citaat gold add "Waar zit het in?" --replace q012 --accept',
    "citaat gold coverage",
)


def add_arguments(parser: ArgumentParser) -> None:
    """What to do, and what is right."""
    parser.add_argument("action", choices=("add", "coverage"), help="what to do")
    parser.add_argument("question", nargs="*", help="the question to add")
    parser.add_argument("--gold", metavar="PATH", help=f"gold file or folder (default: {EVALS})")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="default: dev")
    parser.add_argument(
        "--replace", metavar="ID", help="correct this question: the new line takes its place and its id"
    )
    verdict = parser.add_mutually_exclusive_group()
    verdict.add_argument(
        "--accept", action="store_true", help="the answer is right: its first citation counts"
    )
    verdict.add_argument(
        "--quote", metavar="TEXT", help="the sentence that answers it, exactly as it stands there"
    )
    verdict.add_argument("--unanswerable", action="store_true", help="the articles do not answer it")
    parser.add_argument(
        "--article", metavar="ID", help="the article of --quote, where more than one holds it"
    )
    parser.add_argument(
        "--must", metavar="TEXT", action="append", default=[], help="what an answer must hold; a|b for either"
    )
    parser.add_argument(
        "--caveats", metavar="IDS", help="the caveats owed, with commas (default: those given)"
    )
    parser.add_argument("--may", metavar="IDS", default="", help="caveats that may be given and need not")
    parser.add_argument("--tags", metavar="TAGS", default="", help="tags, with commas")
    parser.add_argument("--critical", action="store_true", help="its failing alone fails the gate")


def run(arguments: Namespace) -> int:
    """0 when the line was written (or, at a terminal, refused), or the coverage told."""
    if arguments.action == "coverage":
        return _coverage(arguments)
    asked = argument(" ".join(arguments.question))
    if asked.error is not None:
        raise asked.error
    path = _file(arguments)
    known = [one for file in _files(path, Path(arguments.gold or EVALS)) for one in questions_of(file)]
    old = gold_lines.of_id(arguments.replace, known) if arguments.replace else None
    engine = opened(arguments)
    trace = engine.trace(asked.text)
    judgement = _judged(engine, trace, arguments)
    refuse_unheld(engine, judgement.must_contain, judgement.evidence)
    row = gold_line(asked.text, judgement, arguments.split, known, old)
    told = arguments.format == "text"
    if told:
        # Before it is written: afterwards nobody looks.
        streams.say(fitted(printable("\n".join(_accepted(engine, trace, judgement)))))
    if told and arguments.accept and sys.stdin.isatty() and dialogue.choose("Zo vastleggen?", _KEYS) == "n":
        streams.say("er is niets geschreven")
        return 0
    line = gold_lines.replace(old, row) if old else gold_lines.append(path, row)
    where, done = (old.file, "vervangen") if old else (path, "geschreven")
    if told:
        streams.say(fitted(printable(f"{where}:{line}: {row['id']} {done}")))
    else:
        streams.say_json(row, "jsonl")
    return 0


def _accepted(engine: Engine, trace: Trace, judgement: Judgement) -> Iterator[str]:
    """What counts as right from now on, for whoever writes it without looking."""
    for one in judgement.evidence:
        yield from _evident(engine, trace, one)
    if not judgement.evidence:
        yield "  bewijs: geen; de artikelen beantwoorden dit niet"
    if judgement.evidence and not judgement.must_contain:
        yield "  het antwoord moet deze zin bevatten"
    for group in judgement.must_contain:
        yield f"  het antwoord moet bevatten: {' of '.join(group)}"
    yield f"  waarschuwingen die erbij horen: {', '.join(judgement.required) or 'geen'}"


def _evident(engine: Engine, trace: Trace, evidence: Evidence) -> Iterator[str]:
    """A piece of evidence with its place: of a table the row that answers."""
    part = nearest(engine, trace, evidence)
    if part is None or not part.row:
        yield f"  bewijs: {place(engine, evidence)}: {shown(engine, evidence)}"
    else:
        whole = "" if part.quote == evidence.quote else " (met de hele tabel)"
        yield f"  bewijs: {place(engine, evidence, part)}: {part.text}{whole}"


def _judged(engine: Engine, trace: Trace, arguments: Namespace) -> Judgement:
    """By the options when they say it, else by asking whoever sits there."""
    must = tuple(tuple(one.split("|")) for one in arguments.must)
    tags = tuple(_listed(arguments.tags))
    if arguments.accept or arguments.quote or arguments.unanswerable:
        required, free = _caveats(arguments.caveats, trace.outcome), tuple(_caveats(arguments.may, None))
        evidence = _evidence(engine, trace.outcome, arguments)
        must = must or must_contain(engine, trace, evidence)
        return Judgement(evidence, required, free, must, tags, arguments.critical)
    if not sys.stdin.isatty():
        raise UsageError(
            "nobody is here to judge the answer", fix="give --accept, --quote TEXT or --unanswerable"
        )
    show(engine, trace, trace.outcome, Namespace(format="text", explain=False))
    evidence, required = dialogue.judge(engine, trace)
    if evidence and not must:
        must = dialogue.words(must_contain(engine, trace, evidence), shown(engine, evidence[0]))
    return Judgement(evidence, required, (), must, tags, arguments.critical)


def _evidence(engine: Engine, outcome: Outcome, arguments: Namespace) -> Any:
    if arguments.unanswerable:
        return ()
    if arguments.quote:
        refuse_scrap(engine, arguments.quote)
        return (quoted(engine, arguments.quote, arguments.article),)
    return cited(outcome)


def _caveats(ids: str | None, outcome: Outcome | None) -> tuple[str, ...]:
    if ids is None:
        return tuple(one.id for one in outcome.caveats) if outcome else ()
    wrong = [one for one in _listed(ids) if one not in CAVEATS]
    if wrong:
        raise UsageError(f"there is no caveat {wrong[0]!r}", fix=f"choose from {', '.join(CAVEATS)}")
    return tuple(_listed(ids))


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _file(arguments: Namespace) -> Path:
    """The file to write to: the one named, or that of the split in the gold folder."""
    path = Path(arguments.gold or EVALS)
    if path.suffix == ".jsonl":
        return path
    inner = path / "gold"
    return (inner if inner.is_dir() else path) / f"{arguments.split}.jsonl"


def _files(path: Path, folder: Path) -> list[Path]:
    """Every file whose questions stand in one set with those of `path`."""
    beside = [file for place in PLACES for file in folder.glob(f"{place}*.jsonl")] if folder.is_dir() else []
    return sorted({*beside, path})


def _coverage(arguments: Namespace) -> int:
    gold = Path(arguments.gold or EVALS)
    if not gold.exists():
        raise UsageError("there is no gold here", file=str(gold), fix="check the path given to --gold")
    questions: list[Question] = []
    for file in gold_files(gold) if gold.is_dir() else [gold]:
        questions += questions_of(file)
    engine = opened(arguments)
    found = uncovered(engine.passages, engine.articles, questions)
    if arguments.format == "text":
        streams.say(fitted("\n".join(_told(found))))
    else:
        from dataclasses import asdict

        streams.say_json(asdict(found), arguments.format)
    return 0


def _told(found: Asked) -> Iterator[str]:
    """Facts first: a number that nobody asks about can change unseen."""
    for one in sorted(found.unasked, key=lambda one: not one.fact):
        kind = "feit" if one.fact else "zin"
        yield printable(f"{one.source}:{one.line}: {kind} zonder vraag: {one.text}")
    facts = f"{found.facts_asked} van de {found.facts} feiten (zinnen met een getal)"
    yield f"over {found.asked} van de {found.statements} zinnen is er een vraag, over {facts}"
