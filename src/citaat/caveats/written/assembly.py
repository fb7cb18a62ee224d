"""One rule book of the parts of several files: those of the package, and a corpus' own over them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from citaat.caveats.elements import SAVE
from citaat.caveats.records import CAVEATS, NetSource, Rule, RuleBook, Subject, TermSet, Text
from citaat.caveats.taking import ELSEWHERE
from citaat.caveats.written.parsing import Parts, TextPart
from citaat.caveats.written.subject import SET, expanded, in_order, made_of

_CATEGORIES = ("unless", "doubt", "certain")
# Whole texts that fit beside any other: of an animal, and of a warning beside an emergency.
_BESIDE = frozenset({"dier", "spoed"})


class Assembly:
    """The parts of a book; what does not fit together is noted in the file where it stands."""

    def __init__(self, own: Parts | None, base: Sequence[Parts], subject: Subject) -> None:
        self._own, self._base = own, base
        self.parts = (*base, own) if own else tuple(base)
        names = {key: str(value) for part in self.parts for key, value in part.source.table("names").items()}
        # How rules read where anything that is taken is the subject.
        self._open: dict[str, Any] = {}
        for part in base:
            self._open |= part.source.table("open")
        self._subject = replace(
            subject,
            unnamed=names.get("unnamed", subject.label),
            supplement=names.get("supplement", subject.label),
            named=tuple(self._open.get("named", ())),
        )

    def book(self, net: NetSource | None) -> RuleBook:
        """The book, which holds only what is sound."""
        sets = tuple(self._sets())
        names = {one.name for one in sets}
        self._flags(names)
        harmless = [expanded(one, self._subject, named=False) for part in self.parts for one in part.harmless]
        texts = tuple(self._texts())
        rules = tuple(self._sound_rules(names, texts))
        caveats = self._caveats()
        self._complete(caveats, rules, texts)
        file = (self._own or self._base[0]).source.path
        return RuleBook(
            file, sets, tuple(one for one in harmless if one.terms), rules, texts, self._subject, caveats, net
        )

    def _sets(self) -> Iterator[TermSet]:
        sets = [one for part in self.parts for one in part.sets]
        takes = self._open.get("takes", [])
        parts = made_of(takes, sets)
        if takes:
            sets.append(TermSet(SET, tuple(f"<{name}>" for name in takes), 0))
        found = (expanded(one, self._subject, named=one.name in parts) for one in sets)
        return in_order(one for one in found if one.terms)

    def _flags(self, names: set[str]) -> None:
        for part in self.parts:
            for flag, used in part.source.table("flags").items():
                for name in used if isinstance(used, list) else ():
                    if name not in names and name != "harmless":
                        line = part.source.lines.key("flags", 0, flag)
                        what = f"[flags] names the unknown term set {name!r}"
                        part.source.fault(what, line, "define it under [terms]")

    def _caveats(self) -> tuple[str, ...]:
        gone = {one.caveat for one in self._own.without} if self._own else set()
        return tuple(caveat for caveat in CAVEATS if caveat not in gone)

    def _texts(self) -> Iterator[Text]:
        for caveat in CAVEATS:
            found = [one for part in self.parts for one in part.texts if one.caveat == caveat]
            if found:
                yield _text(found, (self._own or self._base[-1]).source.path)

    def _sound_rules(self, names: set[str], texts: Sequence[Text]) -> Iterator[Rule]:
        """The rules without faults; those that the corpus leaves out are gone."""
        gone = self._left_out()
        told = {text.caveat: text.leads.keys() | text.instead.keys() for text in texts}
        seen: set[str] = set()
        for part in self.parts:
            for rule in part.rules:
                before = len(part.source.faults)
                self._check(part, rule, names, seen, told.get(rule.caveat, set()))
                seen.add(rule.id)
                if len(part.source.faults) == before and rule.id not in gone:
                    yield self._opened(rule) if part is not self._own else rule

    def _left_out(self) -> set[str]:
        known = {rule.id for part in self._base for rule in part.rules}
        for one in self._own.without if self._own else ():
            if self._own and one.rule and one.rule not in known:
                what = f"[[without]] names the unknown rule {one.rule!r}"
                self._own.source.fault(what, one.line, "name a rule of the package")
            if self._own and one.caveat and one.caveat not in CAVEATS:
                what = f"[[without]] names the unknown caveat {one.caveat!r}"
                self._own.source.fault(what, one.line, "use " + ", ".join(CAVEATS))
        return {one.rule for one in self._own.without} if self._own else set()

    def _check(self, part: Parts, rule: Rule, names: set[str], seen: set[str], told: set[str]) -> None:
        lists = (getattr(rule, name) for name in _CATEGORIES)
        used = {name for group in (*rule.all, *lists) for one in group for name in one.split(SAVE)}
        for name in sorted(used - names):
            what = f"rule {rule.id!r} uses the unknown term set {name!r}"
            part.source.fault(what, rule.line, "define it under [terms]")
        if rule.id in seen:
            part.source.fault(f"the rule id {rule.id!r} is used twice", rule.line, "rename one")
        if rule.situation not in told:
            what = f"rule {rule.id!r} has the situation {rule.situation!r} without a lead"
            part.source.fault(what, rule.line, f"add it to [text.{rule.caveat}.lead]")

    def _opened(self, rule: Rule) -> Rule:
        """The rule where anything that is taken is the subject: other substances rule nothing out there."""
        if not self._open:
            return rule
        ignored, instead = set(self._open.get("ignored", [])), dict(self._open.get("instead", {}))

        def kept(names: Iterable[str]) -> tuple[str, ...]:
            return tuple(instead.get(name, name) for name in names if name not in ignored)

        return replace(rule, unless=kept(rule.unless), doubt=kept(rule.doubt))

    def _complete(self, caveats: Sequence[str], rules: Sequence[Rule], texts: Sequence[Text]) -> None:
        """Every caveat that is given has rules and a whole text."""
        source, by_name = self.parts[-1].source, {text.caveat: text for text in texts}
        giving = [rule for rule in rules if not (rule.calm or rule.patient)]
        given = {caveat for rule in giving for caveat in (rule.caveat, *rule.brings)}
        for caveat in caveats if not source.faults else ():
            text = by_name.get(caveat)
            if text is None or caveat not in given:
                what = f"the caveat {caveat!r} has no rule or no text"
                source.fault(what, 1, 'add both, or write `extends = "packaged"` on top')
            elif "default" not in text.leads or not text.alone.strip():
                what = f"text {caveat!r} has no `alone`, or no lead for the situation `default`"
                source.fault(what, text.line, "add it")


def _text(parts: Sequence[TextPart], file: str) -> Text:
    """The text of the package, and over it what the corpus says instead."""
    leads: dict[str, str] = {}
    instead: dict[str, str] = {}
    body = alone = ""
    for part in parts:
        # Who has words of their own is not talked over by whole texts of the package for what they say otherwise.
        own = part.leads.keys() if part.alone is None else instead.keys() - _BESIDE
        own |= {ELSEWHERE} if part.body else set()
        leads |= part.leads
        instead = {name: text for name, text in instead.items() if name not in own} | part.instead
        alone = part.alone if part.alone is not None else alone
        body = part.body or part.alone or body
    last = parts[-1]
    written = tuple(lead for part in parts[1:] for lead in part.leads)
    return Text(last.caveat, leads, body, alone, last.quotes, last.line, file, instead, written)
