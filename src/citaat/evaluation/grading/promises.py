"""The contract's promises of every outcome, each a named check whose docstring says what must hold.

None of them needs a label: whatever the question is, they hold, or the outcome is broken.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from citaat.evaluation.grading import caveats
from citaat.evaluation.grading.case import Case
from citaat.evaluation.grading.matching import fold, whole_words, words
from citaat.outcome.leads import parting
from citaat.outcome.shown import lead_name, shown
from citaat.records import ABSTENTIONS, KNOWN_GAP, MAX_ANSWER, Abstained, Answered, Passage

# Control, format (bidirectional ones among them), surrogate and separator characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Whether an abstention of this code has words that the corpus does not know; of the other codes it may.
_UNKNOWN = MappingProxyType(
    {"words_unknown": True, "nothing_known": True, "not_in_corpus": False, "no_words": False}
)

Check = Callable[[Case], str]


def question_echoed(case: Case) -> str:
    """The question is in the outcome exactly as asked."""
    return (
        ""
        if case.outcome.question == case.asked
        else f"echoes another question: {case.outcome.question!r:.80}"
    )


def confidence_range(case: Case) -> str:
    """The confidence is a number from 0 to 1."""
    return "" if 0 <= case.outcome.confidence <= 1 else f"its confidence is {case.outcome.confidence}"


def answer_length(case: Case) -> str:
    """An answer says something, in at most 700 characters."""
    if not isinstance(case.outcome, Answered):
        return ""
    length = len(case.outcome.answer)
    if length > MAX_ANSWER:
        return f"answer of {length} characters, at most {MAX_ANSWER} allowed"
    return "" if case.outcome.answer.strip() else "an answer without text"


def answer_visible(case: Case) -> str:
    """An answer holds no control character, and none that cannot be seen, which its quotes do not hold."""
    if not isinstance(case.outcome, Answered):
        return ""
    quoted = {char for one in case.outcome.citations for char in one.quote}
    wrong = sorted(
        char for char in set(case.outcome.answer) - quoted - {"\n"} if unicodedata.category(char) in _UNSEEN
    )
    return f"its answer holds {wrong[0]!r}, which no quote does" if wrong else ""


def answer_order(case: Case) -> str:
    """An answer is what its citations quote: each of them whole, as written or as shown, in their order.

    To the mark: "Dat is veilig?" is not "Dat is veilig.", whatever the white space between them.
    """
    if not isinstance(case.outcome, Answered):
        return ""
    rest = fold(case.outcome.answer)
    for one in case.outcome.citations:
        quoted = next((own for own in (fold(shown(one)), fold(one.quote)) if rest.startswith(own)), None)
        if quoted is None:
            return f"does not show quote {one.n} whole and in its place: {one.quote!r:.60}"
        if one.under and not set(words(one.under)) <= set(words(quoted)):
            return f"does not show what quote {one.n} is understood by: {one.under!r:.60}"
        rest = rest[len(quoted) :].lstrip()
    return f"goes on after its quotes: {rest!r:.60}" if rest else ""


def abstention_code(case: Case) -> str:
    """The code of an abstention is one of the documented list."""
    if isinstance(case.outcome, Abstained) and case.outcome.abstention.code not in ABSTENTIONS:
        return f"unknown abstention code {case.outcome.abstention.code!r:.40}"
    return ""


def known_gap_listed(case: Case) -> str:
    """An abstention tells of a known gap only where the corpus lists the question among what it does not answer."""
    told = isinstance(case.outcome, Abstained) and case.outcome.abstention.code == KNOWN_GAP
    return "tells of a known gap that the corpus does not list" if told and case.listed is False else ""


def suggestions_known(case: Case) -> str:
    """What an abstention suggests is a heading of the corpus."""
    if not isinstance(case.outcome, Abstained) or not case.corpus.headings:
        return ""
    wrong = [one for one in case.outcome.abstention.suggestions if one not in case.corpus.headings]
    return f"suggests what is no heading: {wrong[0]!r:.60}" if wrong else ""


def unmatched_asked(case: Case) -> str:
    """The words that an abstention calls unknown stand in the question, as whole words."""
    if not isinstance(case.outcome, Abstained):
        return ""
    wrong = [one for one in case.outcome.abstention.unmatched if not whole_words(one, case.asked)]
    return f"calls a word unknown that was not asked: {wrong[0]!r:.40}" if wrong else ""


def unmatched_told(case: Case) -> str:
    """An abstention names the words that it calls unknown, and has none where it says that all are known."""
    if not isinstance(case.outcome, Abstained):
        return ""
    told = case.outcome.abstention
    if bool(told.unmatched) is _UNKNOWN.get(told.code, bool(told.unmatched)):
        return ""
    return f"{told.code} with {'the' if told.unmatched else 'no'} unknown words{''.join(f' {one!r:.40}' for one in told.unmatched[:1])}"


def unmatched_unknown(case: Case) -> str:
    """No word that an abstention calls unknown stands in the corpus just as it was typed; letters are no words."""
    if not isinstance(case.outcome, Abstained):
        return ""
    wrong = [
        one for one in case.outcome.abstention.unmatched if fold(one)[1:] and fold(one) in case.corpus.words
    ]
    return f"calls a word unknown that stands in the corpus: {wrong[0]!r:.40}" if wrong else ""


def citation_numbers(case: Case) -> str:
    """The citations of an answer and of each caveat are numbered from 1, in order."""
    for whose, own in case.lists():
        if [one.n for one in own] != list(range(1, len(own) + 1)):
            return f"the citations of {whose} are numbered {[one.n for one in own]}"
    return ""


def distinct_citations(case: Case) -> str:
    """No two citations of one list show the same text, or a part of it."""
    for whose, own in case.lists():
        for at, one in enumerate(own):
            if any(one.source == b.source and one.start < b.end and b.start < one.end for b in own[:at]):
                return f"{whose} cites the same text twice ({one.source}, {one.start}-{one.end})"
    return ""


def citation_passage(case: Case) -> str:
    """The passage id is that of the passage in which the quote stands."""
    for whose, one in case.citations():
        passage = case.corpus.passages.get(one.passage_id)
        if case.corpus.passages and (
            passage is None
            or passage.source != one.source
            or not passage.start <= one.start < one.end <= passage.end
        ):
            return f"{whose} cites a passage that does not hold the quote: {one.passage_id}"
    return ""


def citation_title(case: Case) -> str:
    """The title is that of the article."""
    return _differing(case, "title")


def citation_heading(case: Case) -> str:
    """The heading is that under which the quote stands."""
    return _differing(case, "heading")


def citation_source(case: Case) -> str:
    """Author, date and address are those of the article; column heads and headings stand in it."""
    for whose, one in case.citations():
        article = case.corpus.by_source.get(one.source)
        if article is None:
            continue
        for name in ("author", "date", "url"):
            if getattr(article, name) != getattr(one, name):
                return f"{whose} cites with another {name}: {getattr(one, name)!r:.60}"
        if one.columns not in article.text:
            return f"{whose} cites with column heads that are not in the article: {one.columns!r:.60}"
        passage = case.corpus.passages.get(one.passage_id)
        names = [one.heading] if passage is None else _names(passage)
        if one.under and not _is_made_of(one.under, names):
            return f"{whose} cites under a heading that is not its own: {one.under!r:.60}"
    return ""


def _names(passage: Passage) -> list[str]:
    """The headings that stand above a passage, the outermost first, and what may introduce a list or rows in it."""
    lines = [(one.kind, passage.slice(one.start, one.end)) for one in passage.sentences]
    leads = [lead_name(line) for kind, line in lines if kind in ("lead", "item")]
    rows = [line.strip(" |\n") for kind, line in lines if kind == "row"]
    groups = [lead_name(row) for row in rows if "|" not in row]
    return [passage.title, *passage.above, passage.heading, *groups, *leads]


def _is_made_of(under: str, names: Sequence[str]) -> bool:
    """Whether some of these names, in their order, are all that is shown with a quote."""
    for at, name in enumerate(names):
        before = f"{name}{parting(name)} "
        if under == name or (under.startswith(before) and _is_made_of(under[len(before) :], names[at + 1 :])):
            return True
    return False


def _differing(case: Case, name: str) -> str:
    for whose, one in case.citations():
        passage = case.corpus.passages.get(one.passage_id)
        if passage is not None and getattr(passage, name) != getattr(one, name):
            return f"{whose} cites with another {name}: {getattr(one, name)!r:.60}"
    return ""


PROMISES: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            question_echoed,
            confidence_range,
            answer_length,
            answer_order,
            abstention_code,
            known_gap_listed,
            suggestions_known,
            unmatched_asked,
            unmatched_told,
            unmatched_unknown,
            citation_numbers,
            distinct_citations,
            citation_passage,
            citation_title,
            citation_heading,
            citation_source,
            answer_visible,
            *caveats.CHECKS,
        )
    }
)


def broken(case: Case) -> tuple[tuple[str, str], ...]:
    """The promises that this outcome breaks: name, and what is wrong."""
    found = ((name, check(case)) for name, check in PROMISES.items())
    return tuple((name, what) for name, what in found if what)
