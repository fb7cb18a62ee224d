"""citaat check: everything that is wrong with corpus, lexicon, caveat rules and gold questions, at once."""

import os
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from citaat.caveats.checking import Coverage, coverage
from citaat.checking.checks import Checked, check_corpus
from citaat.checking.general import dutch, general
from citaat.checking.reading import ReadCounts
from citaat.cli import streams
from citaat.cli.fitting import fitted
from citaat.cli.opening import corpus_of
from citaat.cli.progress import progress_bar
from citaat.corpus.beside.askings import askings
from citaat.dutch.analysis import Analyser
from citaat.editing.known_effects import harmed
from citaat.engine import open_corpus
from citaat.errors import UsageError
from citaat.evaluation.gate.checks import check_gate
from citaat.evaluation.gold.checks import check_gold
from citaat.evaluation.gold.leaks import Lemmas
from citaat.evaluation.gold.listed import listed
from citaat.evaluation.gold.records import parse
from citaat.evaluation.gold.sets import gold_files, sites
from citaat.findings import Finding
from citaat.messages import counted, in_dutch
from citaat.terminal import json_text, printable

EVALS, CAVEATS = "evals", "caveats.toml"
FAILED, DAMAGED = 1, 3
# Of notices of one kind in one file so many are written out.
_SHOWN = 5


EXAMPLES = ("citaat check", "citaat check --corpus artikelen --gold vragen.jsonl", "citaat check --coverage")


def add_arguments(parser: ArgumentParser) -> None:
    """Which gold questions, and whether to look for rules without a question."""
    gold = "gold file or folder (default: evals, unless --corpus is given)"
    parser.add_argument("--gold", metavar="PATH", help=gold)
    unused = "list the rules and terms of the corpus' own caveats.toml that no gold question exercises"
    parser.add_argument("--coverage", action="store_true", help=unused)


def run(arguments: Namespace) -> int:
    """0 when nothing is wrong, 3 for the corpus or what stands beside it, 1 for gold questions alone."""
    corpus = Path(corpus_of(arguments))
    checked = check_corpus(corpus)
    paths = _gold(arguments)
    gold = [*_of_gold(checked, paths), *_of_lists(checked, paths)]
    gold += _of_gate(arguments, paths, gold)
    findings = [*checked.findings, *gold]
    notices = [*checked.notices, *_of_known(corpus, paths, arguments.index, checked.findings)]
    rules = str((corpus if corpus.is_dir() else corpus.parent) / CAVEATS)
    missing = _coverage(checked, paths, rules) if arguments.coverage else None
    told = "\n".join(_told(checked.read, notices, findings, missing, arguments.format, rules))
    if arguments.format == "text":
        streams.say(fitted(told))
    else:
        streams.say_encoded(told)
    if checked.findings:
        return DAMAGED
    return FAILED if gold else 0


def _of_gold(checked: Checked, paths: Sequence[Path]) -> list[Finding]:
    rules = checked.book.rules if checked.book else ()
    examples = [text for rule in rules for text in (*rule.yes, *rule.no)]
    lemmas = content(checked.analyser)
    return check_gold(paths, checked.articles, lemmas, checked.askings, examples) if paths else []


def _of_lists(checked: Checked, paths: Sequence[Path]) -> list[Finding]:
    """Test questions in the word lists of the package, which every corpus shares."""
    questions = [one for path in paths for one in parse(path)[0] if one.split == "test"]
    if not questions:
        return []
    entries = [(*filter(None, [one.term]), *one.words) for one in dutch().entries]
    return list(listed(questions, entries, content(checked.analyser)))


def _of_gate(arguments: Namespace, paths: Sequence[Path], gold: Sequence[Finding]) -> list[Finding]:
    """What is wrong with floors, known failures and baseline: of a folder of gold, for a file has none."""
    folder = Path(arguments.gold or EVALS)
    return check_gate(folder, gold) if paths and folder.is_dir() else []


def _of_known(
    corpus: Path, paths: Sequence[Path], index: str | None, faults: Sequence[Finding]
) -> list[Finding]:
    """Aliases and gaps that make gold questions wrong: asked of the index, which only sound files have."""
    asks = [] if faults or not paths else askings(corpus)
    if not asks:
        return []
    questions = [one for path in paths for one in parse(path)[0]]
    progress = progress_bar()
    engine = open_corpus(str(corpus), index, progress)
    return sorted(harmed(engine, questions, asks, progress), key=lambda one: (one.code, one.line))


def everything(corpus: str, gold: str) -> list[Finding]:
    """What is wrong with a corpus, with the gold that is asked of it, and with every site in that folder."""
    checked, own = check_corpus(Path(corpus)), sites(Path(gold))
    files = _files(Path(gold))
    findings = [*checked.findings, *_of_gold(checked, files)]
    findings += _of_lists(checked, [*files, *(file for site in own for file in gold_files(site))])
    for site in own:
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


def _coverage(checked: Checked, paths: Sequence[Path], rules: str) -> Coverage:
    """What of the rules in the corpus' own file no question exercises: those of the package prove themselves."""
    questions = [question.text for path in paths for question in parse(path)[0]]
    if checked.book is None:
        raise UsageError("the corpus has no usable caveat rules", fix="leave out --coverage")
    if not questions:
        raise UsageError("there are no gold questions", fix="name them: --gold PATH")
    return coverage(checked.book, questions, checked.analyser, general().lemmas, rules)


def _told(
    read: ReadCounts,
    notices: Sequence[Finding],
    findings: Sequence[Finding],
    missing: Coverage | None,
    form: str,
    rules: str,
) -> Iterator[str]:
    if form == "text":
        yield _read(read)
        yield from _noticed(notices)
        yield from map(_line, findings)
        yield from _covered(missing, rules) if missing is not None else ()
        yield counted(len(findings), "fout", "fouten") if findings else "geen fouten"
    elif form == "jsonl":
        yield from (json_text(asdict(finding)) for finding in findings)
    else:
        told: dict[str, object] = {"read": asdict(read)}
        told["findings"] = [asdict(finding) for finding in findings]
        told["notices"] = [asdict(notice) for notice in notices]
        if missing is not None:
            told["coverage"] = asdict(missing)
        yield json_text(told, indent=2)


def _noticed(notices: Sequence[Finding]) -> Iterator[str]:
    """What is worth a look: of one kind in one file a few, and how many more."""
    seen = Counter((one.code, one.file) for one in notices)
    told = Counter[tuple[str, str]]()
    for one in notices:
        kind = one.code, one.file
        told[kind] += 1
        if told[kind] <= _SHOWN:
            yield f"let op: {_line(one)}"
        elif told[kind] == seen[kind]:
            yield f"let op: {_place(one.file)}: {one.code}: nog {seen[kind] - _SHOWN} van deze soort (alle: --json)"


def _covered(missing: Coverage, rules: str) -> Iterator[str]:
    """The rules and words that could go wrong without any question noticing."""
    sets: dict[str, list[str]] = {}
    for name, term in missing.terms:
        sets.setdefault(name, []).append(term)
    for rule in missing.rules:
        yield printable(f"{rules}: regel {rule!r}: geen vraag in evals/ laat deze regel afgaan")
    for name, terms in sets.items():
        yield printable(f"{rules}: groep {name!r}: geen vraag noemt {', '.join(terms)}")
    if not missing.rules and not sets:
        yield printable(f"{rules}: elke eigen regel en elk eigen woord komt in een vraag voor")


def _read(read: ReadCounts) -> str:
    """What was read, in a line."""
    names = (
        ("articles", "artikel", "artikelen"),
        ("passages", "passage", "passages"),
        ("sentences", "zin", "zinnen"),
        ("headings", "kop", "koppen"),
        ("words", "woord", "woorden"),
    )
    told = ", ".join(counted(getattr(read, name), one, more) for name, one, more in names)
    left = f"; {counted(read.left_out, 'bestand', 'bestanden')} niet gelezen" if read.left_out else ""
    return f"gelezen: {told}{left}"


def _line(finding: Finding) -> str:
    file = _place(finding.file)
    place = f"{file}:{finding.line}" if finding.line else file
    told = f"{in_dutch(finding.message)}; {in_dutch(finding.fix)}"
    return printable(" ".join(f"{place}: {finding.code}: {told}".split()))


def _place(file: str) -> str:
    return file.removeprefix(os.path.join(os.getcwd(), ""))
