"""The contract's promises of the caveats of an outcome; `promises` has the others and lists all of them."""

from types import MappingProxyType

from citaat.evaluation.gold.records import CAVEATS
from citaat.evaluation.grading import texts
from citaat.evaluation.grading.case import Case
from citaat.evaluation.grading.matching import whole_words
from citaat.records import EMERGENCY, Abstained, Answered, Caveat

WARNING = "warning"
# A rule that starts with this is no rule: the net under the rules suspects something.
NET = "net-"
SEARCH_FAILED = "search_failed"
SEVERITIES = MappingProxyType({name: EMERGENCY if name == "spoed" else WARNING for name in CAVEATS})


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
    """What a caveat says it was given for stands in the question, in whole words; by the corpus' rules it is theirs."""
    own = {one.rule + "/" + one.id: one.trigger for one in case.owed or ()}
    for one in case.outcome.caveats:
        if not all(whole_words(part, case.asked) for part in one.trigger.split("…")):
            return f"caveat {one.id} was given for what nobody asked: {one.trigger!r:.60}"
        if own.get(one.rule + "/" + one.id, one.trigger) != one.trigger:
            return f"caveat {one.id} was not given for what rule {one.rule} saw: {one.trigger!r:.60}"
    return ""


def emergency_warned(case: Case) -> str:
    """Where a rule of the corpus, and not only the net under the rules, sees an emergency, the outcome warns of it."""
    if any(one.severity == EMERGENCY for one in case.outcome.caveats):
        return ""
    owed = [one for one in case.owed or () if one.severity == EMERGENCY and not one.rule.startswith(NET)]
    return f"does not warn of an emergency (rule {owed[0].rule})" if owed else ""


def emergency_silent(case: Case) -> str:
    """Where a rule, and not only the net under the rules, sees an emergency, there is no answer."""
    if not isinstance(case.outcome, Answered):
        return ""
    # The rules of the corpus count as well: an emergency cannot be talked down by another rule's name.
    for one in (*case.outcome.caveats, *(case.owed or ())):
        if one.severity == EMERGENCY and not one.rule.startswith(NET):
            return f"answers an emergency (rule {one.rule})"
    return ""


def emergency_told(case: Case) -> str:
    """An abstention says that it is for an emergency where a rule sees one, and nowhere else."""
    if not isinstance(case.outcome, Abstained):
        return ""
    code = case.outcome.abstention.code
    if code == EMERGENCY and not any(one.severity == EMERGENCY for one in case.outcome.caveats):
        return "is silent for an emergency that no caveat warns of"
    seen = any(one.severity == EMERGENCY and not one.rule.startswith(NET) for one in case.outcome.caveats)
    # Where the search broke down nothing else can be said.
    return f"says {code!r:.30} in an emergency" if seen and code not in (EMERGENCY, SEARCH_FAILED) else ""


CHECKS = (
    caveat_ids,
    caveat_severity,
    caveat_order,
    caveat_text,
    caveat_own_text,
    caveat_citations,
    caveat_trigger,
    emergency_warned,
    emergency_silent,
    emergency_told,
)
