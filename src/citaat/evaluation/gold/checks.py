"""Checks of gold questions for `citaat check`: every finding at once, each with file and line."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from citaat.evaluation.gold.leaks import Lemmas, leaks, told
from citaat.evaluation.gold.quotes import missing
from citaat.evaluation.gold.records import SPLITS, Question, parse
from citaat.evaluation.gold.resemblance import resembling
from citaat.evaluation.grading.matching import fold
from citaat.evaluation.grading.normalise import holds
from citaat.findings import Finding
from citaat.records import Article

# Questions that share this much of their character trigrams differ in a letter or a word.
ALIKE = 0.63
_GRAM = 3
MESSAGES = "messages"


def check_gold(
    paths: Sequence[Path],
    articles: Mapping[str, Article],
    lemmas: Lemmas,
    askings: Iterable[str],
    examples: Iterable[str] = (),
) -> list[Finding]:
    """Everything wrong with these gold files, in the order of the files.

    `askings` are the lexicon's own questions, `examples` those of the caveat rules: a test question
    among them, or among the messages in a folder of that name, measures the system's memory.
    """
    questions: list[Question] = []
    findings: list[Finding] = []
    for path in paths:
        read, wrong = parse(path)
        questions += read
        findings += wrong
    for check in (_same_id, _conflicting, _leaking):
        findings += check(questions)
    # As an answer shows them: emphasis is rendered, not written.
    texts = [fold(article.text.translate(_EMPHASIS)) for article in articles.values()]
    findings += [one for question in questions for one in _evidence(question, articles, texts)]
    messages = [one.text for one in questions if Path(one.file).parent.name == MESSAGES]
    findings += leaks(questions, told(askings, examples, messages), lemmas)
    order = {str(path): place for place, path in enumerate(paths)}
    return sorted(findings, key=lambda one: (order[one.file], one.line, one.code))


def _finding(code: str, question: Question, message: str, fix: str) -> Finding:
    return Finding(code, question.file, question.line, f"{question.id}: {message}", fix)


def _place(question: Question) -> str:
    return f"{question.id} ({Path(question.file).name}:{question.line})"


def _same_id(questions: Sequence[Question]) -> Iterator[Finding]:
    seen: dict[str, Question] = {}
    for one in questions:
        other = seen.setdefault(one.id, one)
        if other is not one:
            yield _finding("gold-duplicate-id", one, f"has the id of {_place(other)}", "give each its own id")


def _plain(text: str) -> str:
    """Folded, without punctuation: what makes two questions the same one."""
    kept = (char if char.isalnum() else " " for char in unicodedata.normalize("NFKC", text))
    return fold("".join(kept))


def _conflicting(questions: Sequence[Question]) -> Iterator[Finding]:
    """The same question twice, with labels that cannot both hold."""
    seen: dict[str, list[Question]] = {}
    for one in questions:
        for other in seen.setdefault(_plain(one.text), []):
            what = _conflict(one, other)
            if what:
                yield _finding(
                    "gold-conflict", one, f"{what} of {_place(other)}", "decide which of the two holds"
                )
        seen[_plain(one.text)].append(one)


def _conflict(one: Question, other: Question) -> str:
    if None not in (one.answerable, other.answerable) and one.answerable != other.answerable:
        return "is the same question with the other answerable"
    required, forbidden = set(one.required), set(one.forbidden)
    if required & set(other.forbidden) or forbidden & set(other.required):
        return "is the same question with the opposite caveats"
    return ""


def _leaking(questions: Sequence[Question]) -> Iterator[Finding]:
    """Nearly the same question in dev and in test: what is tuned on the one is tested on the other."""
    dev, test = ([one for one in questions if one.split == split] for split in SPLITS)
    test_grams, dev_grams = ([_grams(one.text) for one in own] for own in (test, dev))
    for at, other, _ in resembling(test_grams, dev_grams, ALIKE):
        message = f"is nearly {_place(dev[other])}, which is in the other split"
        yield _finding("gold-near-duplicate", test[at], message, "move or change one of the two")


def _grams(text: str) -> frozenset[str]:
    padded = f" {_plain(text)} "
    return frozenset(padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1))


_EMPHASIS = str.maketrans("", "", "*_")


def _evidence(question: Question, articles: Mapping[str, Article], texts: Sequence[str]) -> Iterator[Finding]:
    """What no article says as the label has it; `texts` are the articles as they are shown, folded."""
    gone = list(missing(question, articles))
    yield from gone
    if gone:
        # What the answer must hold went with it: one cure mends both.
        return
    for group in question.must_contain:
        if not any(holds(text, one) for one in group for text in texts):
            message = f"no answer can hold {group[0]!r}: no article does"
            yield _finding("gold-must-contain", question, message, "write what the article says")
