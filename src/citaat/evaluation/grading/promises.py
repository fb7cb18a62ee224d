"""The contract's promises of every outcome, each a named check whose docstring says what must hold.

None of them needs a label: whatever the question is, they hold, or the outcome is broken.
"""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from citaat.evaluation.gold.records import CAVEATS
from citaat.evaluation.grading import texts
from citaat.evaluation.grading.case import Case
from citaat.records import (
    ABSTENTIONS,
    EMERGENCY,
    MAX_ANSWER,
    Abstained,
    Answered,
    Caveat,
)

WARNING = "warning"
# Control, format (bidirectional ones among them), surrogate and separator characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# A rule that starts with this is no rule: the net under the rules suspects something.
NET = "net-"
SEVERITIES = MappingProxyType({name: EMERGENCY if name == "spoed" else WARNING for name in CAVEATS})

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


def abstention_code(case: Case) -> str:
    """The code of an abstention is one of the documented list."""
    if isinstance(case.outcome, Abstained) and case.outcome.abstention.code not in ABSTENTIONS:
        return f"unknown abstention code {case.outcome.abstention.code!r:.40}"
    return ""


def suggestions_known(case: Case) -> str:
    """What an abstention suggests is a heading of the corpus."""
    if not isinstance(case.outcome, Abstained) or not case.corpus.headings:
        return ""
    wrong = [one for one in case.outcome.abstention.suggestions if one not in case.corpus.headings]
    return f"suggests what is no heading: {wrong[0]!r:.60}" if wrong else ""


def unmatched_asked(case: Case) -> str:
    """The words that an abstention calls unknown stand in the question."""
    if not isinstance(case.outcome, Abstained):
        return ""
    asked = " ".join(case.asked.casefold().split())
    wrong = [one for one in case.outcome.abstention.unmatched if one.casefold() not in asked]
    return f"calls a word unknown that was not asked: {wrong[0]!r:.40}" if wrong else ""


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
    """Author, date and address are those of the article; column heads stand in it."""
    for whose, one in case.citations():
        article = case.corpus.by_source.get(one.source)
        if article is None:
            continue
        for name in ("author", "date", "url"):
            if getattr(article, name) != getattr(one, name):
                return f"{whose} cites with another {name}: {getattr(one, name)!r:.60}"
        if one.columns not in article.text:
            return f"{whose} cites with column heads that are not in the article: {one.columns!r:.60}"
    return ""


def _differing(case: Case, name: str) -> str:
    for whose, one in case.citations():
        passage = case.corpus.passages.get(one.passage_id)
        if passage is not None and getattr(passage, name) != getattr(one, name):
            return f"{whose} cites with another {name}: {getattr(one, name)!r:.60}"
    return ""


def caveat_ids(case: Case) -> str:
    """Each caveat has an id of the policy, and none is given twice; it names its rule."""
    seen: set[str] = set()
    for one in case.outcome.caveats:
        if one.id not in CAVEATS or one.id in seen or not one.rule:
            return f"caveat {one.id!r:.40} is unknown, twice there, or without a rule"
        seen.add(one.id)
    return ""


def caveat_severity(case: Case) -> str:
    """The severity is the policy's: an emergency for spoed, a warning for the others."""
    wrong = [one for one in case.outcome.caveats if SEVERITIES.get(one.id) != one.severity]
    return f"caveat {wrong[0].id} has severity {wrong[0].severity!r:.30}" if wrong else ""


def caveat_order(case: Case) -> str:
    """Caveats stand most severe first."""
    grades = [one.id != "spoed" for one in case.outcome.caveats]
    return "" if grades == sorted(grades) else "an emergency stands below a warning"


def caveat_text(case: Case) -> str:
    """The text says what the policy wants of it, and never that something is safe or that help can wait."""
    for one in case.outcome.caveats:
        wrong = texts.fault(one.id, one.text, one.severity == EMERGENCY)
        if wrong:
            return f"the text of caveat {one.id} {wrong}"
    return ""


def caveat_own_text(case: Case) -> str:
    """The text of a rule of the corpus is that rule's own."""
    own = {one.rule + "/" + one.id: one for one in case.owed or ()}
    for one in case.outcome.caveats:
        known = own.get(one.rule + "/" + one.id)
        if known is not None and known.text != one.text:
            return f"the text of caveat {one.id} is not that of rule {one.rule}: {one.text!r:.80}"
    return ""


def caveat_citations(case: Case) -> str:
    """A caveat whose text rests on an article cites it, as the rules of the corpus do."""
    own = {one.id: one for one in case.owed or ()}
    for one in case.outcome.caveats:
        known = own.get(one.id)
        if known is not None and _places(known) != _places(one):
            return f"caveat {one.id} does not cite what its text rests on"
    return ""


def _places(caveat: Caveat) -> list[tuple[str, int, int]]:
    return sorted((one.source, one.start, one.end) for one in caveat.citations)


def caveat_trigger(case: Case) -> str:
    """What a caveat says it was given for stands in the question, part by part."""
    asked = " ".join(case.asked.casefold().split())
    for one in case.outcome.caveats:
        parts = [" ".join(part.casefold().split()) for part in one.trigger.split("…")]
        if not one.trigger.strip() or any(part not in asked for part in parts):
            return f"caveat {one.id} was given for what nobody asked: {one.trigger!r:.60}"
    return ""


def emergency_silent(case: Case) -> str:
    """Where a rule, and not only the net under the rules, sees an emergency, there is no answer."""
    if not isinstance(case.outcome, Answered):
        return ""
    # The rules of the corpus count as well: an emergency cannot be talked down by another rule's name.
    for one in (*case.outcome.caveats, *(case.owed or ())):
        if one.severity == EMERGENCY and not one.rule.startswith(NET):
            return f"answers an emergency (rule {one.rule})"
    return ""


PROMISES: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            question_echoed,
            confidence_range,
            answer_length,
            abstention_code,
            suggestions_known,
            unmatched_asked,
            citation_numbers,
            distinct_citations,
            citation_passage,
            citation_title,
            citation_heading,
            citation_source,
            answer_visible,
            caveat_ids,
            caveat_severity,
            caveat_order,
            caveat_text,
            caveat_own_text,
            caveat_citations,
            caveat_trigger,
            emergency_silent,
        )
    }
)


def broken(case: Case) -> tuple[tuple[str, str], ...]:
    """The promises that this outcome breaks: name, and what is wrong."""
    found = ((name, check(case)) for name, check in PROMISES.items())
    return tuple((name, what) for name, what in found if what)
