"""citaat check: everything that is wrong with corpus, lexicon, caveat rules and gold questions, at once."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from citaat.caveats.checking import Coverage, coverage
from citaat.checking.checks import Checked, check_corpus
from citaat.checking.general import general
from citaat.checking.reading import ReadCounts
from citaat.cli import streams
from citaat.cli.opening import corpus_of
from citaat.dutch.analysis import Analyser
from citaat.errors import UsageError
from citaat.evaluation.gold.checks import check_gold
from citaat.evaluation.gold.leaks import Lemmas
from citaat.evaluation.gold.records import parse
from citaat.evaluation.gold.sets import gold_files, sites
from citaat.findings import Finding
from citaat.terminal import json_text, printable

EVALS = "evals"
FAILED, DAMAGED = 1, 3


EXAMPLES = ("citaat check", "citaat check --corpus artikelen --gold vragen.jsonl", "citaat check --coverage")


def add_arguments(parser: ArgumentParser) -> None:
    """Which gold questions, and whether to look for rules without a question."""
    gold = "gold file or folder (default: evals, unless --corpus is given)"
    parser.add_argument("--gold", metavar="PATH", help=gold)
    unused = "list the rules and terms that no gold question exercises"
    parser.add_argument("--coverage", action="store_true", help=unused)


def run(arguments: Namespace) -> int:
    """0 when nothing is wrong, 3 for the corpus or what stands beside it, 1 for gold questions alone."""
    checked = check_corpus(Path(corpus_of(arguments)))
    paths = _gold(arguments)
    gold = _of_gold(checked, paths)
    findings = [*checked.findings, *gold]
    missing = _coverage(checked, paths) if arguments.coverage else None
    told = "\n".join(_told(checked, findings, missing, arguments.format))
    (streams.say if arguments.format == "text" else streams.say_encoded)(told)
    if checked.findings:
        return DAMAGED
    return FAILED if gold else 0


def _of_gold(checked: Checked, paths: Sequence[Path]) -> list[Finding]:
    rules = checked.book.rules if checked.book else ()
    examples = [text for rule in rules for text in (*rule.yes, *rule.no)]
    lemmas = content(checked.analyser)
    return check_gold(paths, checked.articles, lemmas, checked.askings, examples) if paths else []


def everything(corpus: str, gold: str) -> list[Finding]:
    """What is wrong with a corpus, with the gold that is asked of it, and with every site in that folder."""
    checked = check_corpus(Path(corpus))
    findings = [*checked.findings, *_of_gold(checked, _files(Path(gold)))]
    for site in sites(Path(gold)):
        checked = check_corpus(site / "corpus")
        findings += [*checked.findings, *_of_gold(checked, gold_files(site))]
    return findings


def content(analyser: Analyser) -> Lemmas:
    """The content lemmas of a text, in order."""

    def lemmas(text: str) -> list[str]:
        return [one.lemma for one in analyser.tokens(text) if one.role != "stop" and not one.derived]

    return lemmas


def _gold(arguments: Namespace) -> list[Path]:
    """The gold files: those asked for, else the working directory's when its own corpus is checked."""
    if arguments.gold is None and (arguments.corpus or not Path(EVALS).is_dir()):
        return []
    path = Path(arguments.gold or EVALS)
    if not path.exists():
        raise UsageError("there is no gold here", file=str(path), fix="check the path given to --gold")
    return _files(path)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    # What weights are fitted on stands beside the gold; a site with a corpus of its own is another set.
    return sorted([*gold_files(path), *path.glob("messages/*.jsonl"), *path.glob("off-topic/*.jsonl")])


def _coverage(checked: Checked, paths: Sequence[Path]) -> Coverage:
    questions = [question.text for path in paths for question in parse(path)[0]]
    if checked.book is None:
        raise UsageError("the corpus has no usable caveat rules", fix="leave out --coverage")
    if not questions:
        raise UsageError("there are no gold questions", fix="name them: --gold PATH")
    return coverage(checked.book, questions, checked.analyser, general().lemmas)


def _told(
    checked: Checked, findings: Sequence[Finding], missing: Coverage | None, form: str
) -> Iterator[str]:
    if form == "text":
        yield _read(checked.read)
        yield from (f"note: {_line(notice)}" for notice in checked.notices)
        yield from map(_line, findings)
        if missing is not None:
            yield from (f"rule without a question: {rule}" for rule in missing.rules)
            yield from (f"term without a question: {name}: {term}" for name, term in missing.terms)
        yield f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    elif form == "jsonl":
        yield from (json_text(asdict(finding)) for finding in findings)
    else:
        told: dict[str, object] = {"read": asdict(checked.read)}
        told["findings"] = [asdict(finding) for finding in findings]
        told["notices"] = [asdict(notice) for notice in checked.notices]
        if missing is not None:
            told["coverage"] = asdict(missing)
        yield json_text(told, indent=2)


def _read(read: ReadCounts) -> str:
    """What was read, in a line."""
    names = (
        ("articles", "article"),
        ("passages", "passage"),
        ("sentences", "sentence"),
        ("headings", "heading"),
        ("words", "word"),
    )
    found = [(getattr(read, name), one) for name, one in names]
    told = ", ".join(f"{count:,} {one}{'' if count == 1 else 's'}" for count, one in found)
    left = f"; {read.left_out} file{'' if read.left_out == 1 else 's'} left out" if read.left_out else ""
    return f"read {told}{left}"


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    return printable(" ".join(f"{place}: {finding.code}: {finding.message}; {finding.fix}".split()))
