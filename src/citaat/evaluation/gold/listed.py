"""Test questions in the general word lists: a list knows words, and a whole question in it is an answer learnt by heart."""

from collections.abc import Iterator, Sequence

from citaat.evaluation.gold.leaks import Lemmas, Told, leaks
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.resemblance import contained
from citaat.evaluation.grading.matching import words
from citaat.findings import Finding

# An entry with less of a question's word beginnings than this cannot be it: only the others are worth their lemmas.
_ROUGHLY = 0.6
_BEGINNING = 3
_CODE = "gold-word-list"
_PHRASE, _ENTRY = "a phrase of the word lists", "one entry of the word lists"


def listed(
    questions: Sequence[Question], entries: Sequence[Sequence[str]], lemmas: Lemmas
) -> Iterator[Finding]:
    """A finding for each test question with an answer of its own that stands in these entries (each its words and
    phrases): as a phrase, or with nearly all of its words in one entry.

    Single words are what lists are for, whoever asks them.
    """
    asked = [one for one in questions if one.split == "test" and one.answerable is not None]
    rough = [_beginnings(one.text) for one in asked]
    near = {at for _, at, _ in contained(rough, [_beginnings(*entry) for entry in entries], _ROUGHLY)}
    texts = [
        told
        for entry in (entries[at] for at in sorted(near))
        for told in (
            *(Told(_CODE, _PHRASE, one, True) for one in entry if len(one.split()) > 1),
            Told(_CODE, _ENTRY, ", ".join(entry), True, scattered=True),
        )
    ]
    yield from leaks(asked, texts, lemmas)


def _beginnings(*texts: str) -> frozenset[str]:
    return frozenset(word[:_BEGINNING] for text in texts for word in words(text))
