"""Labelled messages as the fitting of the caveat net sees them: features, labels, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citaat.caveats import book as source
from citaat.caveats.net import source as net_source
from citaat.caveats.net.weighing import DESPAIR, features
from citaat.caveats.records import CAVEATS, NetSource, RuleBook
from citaat.caveats.rules import Firing, Rules
from citaat.dutch.analysis import Analyser
from citaat.dutch.lemmas import load_lemmas
from citaat.evaluation.gold.records import Question, read_gold

EMERGENCY = "spoed"
FOLDS = 4
# Authors are left out a few at a time: a fit takes a minute.
AUTHOR_FOLDS = 7
_AUTHOR = "schrijver-"
FILES = (Path("messages") / "dev.jsonl", Path("probes-dev.jsonl"), Path("gold") / "dev.jsonl")
# Probes about whatever is taken, for a corpus that names no subject.
OPEN_FILES = (Path("sites") / "sport-gezondheid" / "probes-dev.jsonl",)


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message: its features, what the rules alone find, its author, and its fold."""

    question: Question
    features: frozenset[str]
    firings: tuple[Firing, ...]
    author: str
    fold: str

    def label(self, column: str) -> int:
        """1 owed, 0 not to be given, -1 either. Of despair the rules are the teachers."""
        if column == DESPAIR:
            found = [one.situation for one in self.firings if one.caveat == EMERGENCY]
            return -1 if not found or EMERGENCY not in self.question.required else int(DESPAIR in found)
        if column in self.question.required:
            return 1
        return 0 if column in self.question.forbidden else -1

    def rules(self, caveat: str) -> frozenset[str]:
        """The rules that give it the caveat."""
        return frozenset(one.rule for one in self.firings if one.caveat == caveat)

    @property
    def reviewed(self) -> bool:
        """Whether it is a probe or a gold question, not a message by a single author."""
        return self.author.endswith("-dev")

    @property
    def benign(self) -> bool:
        """Whether every caveat is a nag."""
        return len(self.question.forbidden) == len(CAVEATS)


def read_messages(evals: Path, book: RuleBook, analyser: Analyser, *, every: int = 1) -> list[Message]:
    """Messages, probes and gold questions of the development splits, by file and line; a sample with one of `every`.

    Those about whatever is taken are read by the rules of the package, the others by those of the corpus. Term sets
    that the latter lack are no features: a corpus with one subject could not weigh them.
    """
    lacking = {f"<{one.name}>" for one in source.packaged(net=False).sets} - {
        f"<{one.name}>" for one in book.sets
    }
    return [
        *_read([evals / file for file in FILES], book, analyser, every),
        *(
            replace(one, features=one.features - lacking)
            for one in _read(
                [evals / file for file in OPEN_FILES], source.packaged(net=False), analyser, every
            )
        ),
    ]


def _read(files: Sequence[Path], book: RuleBook, analyser: Analyser, every: int) -> list[Message]:
    classes = net_source.read_classes(net_source.DATA / net_source.CLASSES)
    bare = replace(book, net=NetSource("", classes))
    rules = Rules(source.compile(bare, analyser), load_lemmas())
    questions = [one for file in files for one in read_gold(file) if one.split == "dev"]
    return [_message(question, rules, analyser) for question in questions[::every]]


def _message(question: Question, rules: Rules, analyser: Analyser) -> Message:
    tokens = rules.tokens(question.text, analyser)
    reading = rules.read(question.text, tokens)
    named = frozenset(features(reading, question.text, rules.places(reading)))
    author, fold = _author(question)
    return Message(question, named, rules.fire(question.text, tokens), author, fold)


def _author(question: Question) -> tuple[str, str]:
    """The author of a message, all of whose are in one fold; elsewhere paraphrases stay together."""
    for tag in question.tags:
        if tag.startswith(_AUTHOR):
            return tag, f"authors-{int(tag.removeprefix(_AUTHOR)) % AUTHOR_FOLDS}"
    name = Path(question.file).stem
    return name, f"{name}-{sum(question.group.encode()) % FOLDS}"
