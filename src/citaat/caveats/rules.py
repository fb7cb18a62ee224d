"""Which caveats a question is owed, by which rule and on which of its words."""

from collections.abc import Container, Iterator, Mapping, Sequence

from citaat.caveats.matching.holding import occurring, trigger_of
from citaat.caveats.matching.matcher import Matcher
from citaat.caveats.matching.phrases import Occurrence
from citaat.caveats.net.weighing import DESPAIR, Net, Weighed, features
from citaat.caveats.reading import Reading, Speller
from citaat.caveats.respelling import Respeller
from citaat.caveats.storing import demand_whole
from citaat.caveats.unmasking import Unmasker
from citaat.dutch.analysis import Analyser, Token, fold
from citaat.light import Any, Pattern, dataclass
from citaat.records import EMERGENCY

SUPPLEMENT = "supplement"
# Words from which a message is a story, in which an emergency stands in a part of it.
_LONG = 40
# A score of the net's below which a message is no emergency, whatever a part of it sounds like.
_FAR = -1.0
# What may stand between two clauses, or before one that is only supposed.
_APART = Pattern(r"(?i)[.,:;!?()\n…–—-]\s*\S|\b(?:en|maar|want|dus|omdat|terwijl|stel)\b")

Given = tuple[str, str]  # a rule and its caveat


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that holds for a question; `trigger` are the words of the question as typed.

    `certain`: a rule says so, and not only the net under the rules. `subject`: what a text calls what is taken.
    """

    rule: str
    caveat: str
    severity: str
    trigger: str
    situation: str
    certain: bool = True
    subject: str = ""


class Rules:
    """The compiled rules. `known` holds the words of the dictionary: they are no misspellings.

    Raises RulesError when they are not whole: a lost rule is a lost warning.
    """

    def __init__(self, compiled: Mapping[str, Any], known: Container[str] = frozenset()) -> None:
        demand_whole(compiled)
        self.texts: list[dict[str, Any]] = compiled["texts"]
        self._rules: list[dict[str, Any]] = compiled["rules"]
        self._calm: list[dict[str, Any]] = compiled["calm"]
        self._patients: list[dict[str, Any]] = compiled["patients"]
        # Where only emergencies are told, whatever else is seen still makes one likelier.
        self._only = frozenset(compiled["only"]) if "only" in compiled else None
        self._firm = frozenset(rule["id"] for rule in self._rules if rule["firm"])
        self._numbers: dict[str, float] = compiled["numbers"]
        self._protected: str = f" {compiled['protected']} "
        self._matcher = Matcher(compiled)
        self._spell(Speller(compiled, known), known)
        self._subject: Mapping[str, Any] = compiled["subject"]
        self._severities: dict[str, str] = compiled["severities"]
        self.order = list(self._severities)
        self._net = Net(compiled["net"]) if compiled["net"] is not None else None

    def _spell(self, speller: Speller, known: Container[str]) -> None:
        self.known, self._speller = known, speller
        self._respeller = Respeller(speller.lemma, speller.near, known)
        self._unmasker = Unmasker(speller.lemma, speller.matching, speller.near, known)

    def over(self, known: Container[str]) -> "Rules":
        """The same rules, with the same words of the dictionary in another container."""
        from copy import copy

        rules = copy(self)
        rules._spell(self._speller.over(known), known)
        return rules

    def fire(
        self, question: str, tokens: list[Token], given: Container[Given] = frozenset()
    ) -> tuple[Firing, ...]:
        """Every rule that holds, most severe caveat first; where none does, the net if it is sure.

        What was `given` before (for another part of the message) may come without its trigger, or not at all.
        """
        reading = self.read(question, tokens)
        found = self.places(reading)
        subject = self._called(question, reading, found)
        firings: Sequence[Firing] = ()
        for rule in self._rules:
            places = occurring(rule, found, len(reading))
            if places is not None:
                known = (rule["id"], rule["caveat"]) in given
                trigger = "" if known else trigger_of(question, reading.tokens, places)
                told = rule["id"], rule["caveat"], rule["severity"], trigger, rule["situation"]
                firings = (*firings, Firing(*told, subject=subject))
        if self._net is not None:
            firings = self._with_net(firings, self._net, question, reading, found, subject, given)
        return self._by_patient([one for one in firings if self._told(one)], found, len(reading))

    def _told(self, firing: Firing) -> bool:
        return self._only is None or firing.severity == EMERGENCY or firing.rule in self._only

    def _by_patient(
        self, firings: Sequence[Firing], found: Mapping[str, list[Occurrence]], words: int
    ) -> tuple[Firing, ...]:
        """The firings in the situation of whoever the question is about, or of what has happened to them."""
        told = list(firings)
        for rule in self._patients if told else ():
            if occurring(rule, found, words) is not None:
                told = [_retold(one, rule) for one in told]
        return tuple(told)

    def _called(self, question: str, reading: Reading, found: Mapping[str, list[Occurrence]]) -> str:
        """What a text calls what is taken: the first and longest name in the question, as typed."""
        names = [place for name in self._subject["named"] for place in found.get(name, ())]
        if names:
            start, end = min(names, key=lambda place: (place[0], -place[1]))
            return question[reading.tokens[start].start : reading.tokens[end - 1].end]
        return str(self._subject["supplement" if SUPPLEMENT in found else "unnamed"])

    def silent(self, question: str, tokens: list[Token]) -> set[str]:
        """The rules that hold and give no caveat: they keep the net quiet, or say who the patient is."""
        reading = self.read(question, tokens)
        found = self.places(reading)
        rules = (*self._calm, *self._patients)
        return {rule["id"] for rule in rules if occurring(rule, found, len(reading)) is not None}

    def tokens(self, question: str, analyser: Analyser) -> list[Token]:
        """The tokens of a question for the rules: masked, glued and spaced ones are read as what they stand for."""
        plain = self._unmasker.read(question, lambda word: self._respeller.is_words(word, analyser))
        return plain.typed(self._respeller.tokens(plain.text, analyser))

    def read(self, question: str, tokens: list[Token]) -> Reading:
        """The question as the rules read it."""
        return Reading(question, tokens, self._speller, self._numbers)

    def occurrences(self, question: str, tokens: list[Token]) -> dict[str, list[Occurrence]]:
        """The places of every term set in the question, by name; harmless spans left out."""
        return self.places(self.read(question, tokens))

    def places(self, reading: Reading) -> dict[str, list[Occurrence]]:
        """As `occurrences`, of a question that was read."""
        return self._matcher.find(reading)

    def net_scores(self, question: str, tokens: list[Token]) -> Mapping[str, float]:
        """What the net makes of a question for each caveat, its clearest clause included; nothing without a net."""
        if self._net is None:
            return {}
        reading = self.read(question, tokens)
        found = self.places(reading)
        scores = self._net.weigh(reading, question, found).scores
        return {**scores, **self._beside(scores, self._net, question, reading, found)}

    def _with_net(
        self,
        firings: Sequence[Firing],
        net: Net,
        question: str,
        reading: Reading,
        found: Mapping[str, list[Occurrence]],
        subject: str,
        given: Container[Given],
    ) -> tuple[Firing, ...]:
        """The firings but for those that the net overrules, and its own where no rule is left."""
        able = [one for one in self._able(net) if (f"net-{one}", one) not in given]
        if not able and all((firing.rule, firing.caveat) in given for firing in firings):
            return ()
        weighed = net.weigh(reading, question, found)
        lent = self._beside(weighed.scores, net, question, reading, found)
        kept = [one for one in firings if lent.get(one.caveat, -1) >= 0 or self._stands(one, weighed, net)]
        if not able:
            return tuple(kept)
        calm = {one for one in able if self._quiet(one, found, len(reading))}
        ruled = {firing.caveat for firing in kept}
        heard = {**weighed.scores, **{name: one for name, one in lent.items() if one >= net.owed[name]}}
        scores = self._clear(heard, ruled | calm, net, question, reading, found)
        for caveat in (one for one in self._caught(scores, net, ruled, calm) if one in able):
            severity = self._severities[caveat]
            trigger = trigger_of(question, reading.tokens, weighed.telling(caveat))
            situation = DESPAIR if weighed.despair and severity == EMERGENCY else "default"
            told = f"net-{caveat}", caveat, severity, trigger, situation
            kept.append(Firing(*told, certain=False, subject=subject))
        return tuple(sorted(kept, key=lambda one: self.order.index(one.caveat)))

    def _beside(
        self,
        scores: Mapping[str, float],
        net: Net,
        question: str,
        reading: Reading,
        found: Mapping[str, list[Occurrence]],
    ) -> Mapping[str, float]:
        """Of an emergency in a short message the score that its clearest clause lends it, where that is higher."""
        names = [name for name in self._emergencies() if scores[name] > _FAR and len(reading) <= _LONG]
        if not names or not _APART.compiled.search(question):
            return {}
        # Most messages are one clause, or far from it.
        from citaat.caveats.net.clauses import clauses, lent

        return lent(net, scores, names, clauses(question, reading, found), self._quiet)

    def _emergencies(self) -> Iterator[str]:
        return (name for name, severity in self._severities.items() if severity == EMERGENCY)

    def _quiet(self, caveat: str, found: Mapping[str, Sequence[Occurrence]], words: int) -> bool:
        """Whether a rule keeps the net quiet about a caveat."""
        return any(
            occurring(rule, found, words) is not None for rule in self._calm if rule["caveat"] == caveat
        )

    def _clear(
        self,
        scores: Mapping[str, float],
        settled: Container[str],
        net: Net,
        question: str,
        reading: Reading,
        found: Mapping[str, list[Occurrence]],
    ) -> Mapping[str, float]:
        """The scores; of an emergency in a long message no more than that of its clearest part that is one by itself.

        A story is like no message that the net knows, and what is unlike all of them is weighed by its bias alone.
        """
        urgent = [name for name in self._emergencies() if name not in settled]
        doubted = [name for name in urgent if scores[name] >= net.least(name)]
        if len(reading) <= _LONG or not doubted:
            return scores
        # Most messages are short.
        from citaat.caveats.net.parts import parts

        heard = net.each([features(part, text, at) for text, part, at in parts(question, reading, found)])
        clearest = {name: max(net.alone(name, one) for one in heard) for name in doubted}
        return {**scores, **{name: min(scores[name], loud) for name, loud in clearest.items()}}

    def _stands(self, firing: Firing, weighed: Weighed, net: Net) -> bool:
        """Whether the net leaves a firing: a firm rule's always, and an emergency in words it knows too little of."""
        return (
            firing.rule in self._firm
            or weighed.scores[firing.caveat] >= net.overruled[firing.caveat]
            or (weighed.strange and firing.severity == EMERGENCY)
        )

    def _caught(
        self, scores: Mapping[str, float], net: Net, ruled: set[str], calm: set[str]
    ) -> Iterator[str]:
        """The caveats that the net gives by itself: one that is owed already makes another likelier."""
        able = self._able(net)
        sure = {caveat for caveat in able if scores[caveat] >= net.owed[caveat]}
        given, quiet = ruled | (sure - calm), ruled | calm
        for caveat in able:
            if caveat not in quiet and scores[caveat] >= net.limit(caveat, bool(given - {caveat})):
                given.add(caveat)
                yield caveat

    def _able(self, net: Net) -> list[str]:
        """The caveats that the net may give, most severe first."""
        # What is suspected of questions in general is no business of articles that have nothing to do with taking.
        able = {one for one in net.owed if self._only is None or self._severities.get(one) == EMERGENCY}
        return [caveat for caveat in self._severities if caveat in able]

    def protected(self, word: str) -> bool:
        """Whether `word` is the name of a medicine, misspelt too: no other word may replace it."""
        return bool(self.medicines(word))

    def medicines(self, word: str) -> list[str]:
        """The names of medicines that `word` may be, misspelt too."""
        plain = fold(word)
        return [one for one in (plain, *self._speller.readings(plain)) if f" {one} " in self._protected]


def _retold(firing: Firing, rule: Mapping[str, Any]) -> Firing:
    """The firing in the situation of a rule that holds, where that rule changes its own."""
    # Despair is a person's, whoever else the question is about.
    changes = firing.situation in rule["of"] or not (rule["of"] or firing.situation.startswith(DESPAIR))
    if firing.caveat != rule["caveat"] or not changes:
        return firing
    from dataclasses import replace

    return replace(firing, situation=rule["situation"])
