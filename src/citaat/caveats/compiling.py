"""A rule book as plain JSON that the rules match with at once, without parsing."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from math import exp
from typing import Any

from citaat.caveats.elements import END, EXACT, INSIDE, MUST, SET, START, WORD, Element, encode
from citaat.caveats.matching.matcher import HARMLESS
from citaat.caveats.net.weighing import points
from citaat.caveats.patterns import PatternError, elements
from citaat.caveats.records import CAVEATS, NetSource, Rule, RuleBook, TermSet
from citaat.caveats.written.subject import expanded
from citaat.dutch.analysis import Analyser, fold
from citaat.dutch.lemmas import load_lemmas
from citaat.dutch.numbers import number_words
from citaat.dutch.spelling import sound
from citaat.errors import RulesError, first_of

FORMAT = 3
_SHORTEST = 5
_CORRECT = "geen-typefout"


def compile(book: RuleBook, analyser: Analyser, lemmas: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The compiled rules. Raises RulesError on a term that cannot be read.

    `lemmas` is the general dictionary where it is open already.
    """
    compiled, faults = attempt(book, analyser, lemmas)
    if faults:
        raise first_of(faults)
    return compiled


def attempt(
    book: RuleBook, analyser: Analyser, lemmas: Mapping[str, str] | None = None
) -> tuple[dict[str, Any], list[RulesError]]:
    """As `compile`, and every term that cannot be read: where there is one, there are no compiled rules."""
    builder = _Builder(book, analyser)
    builder.add_sets()
    if builder.faults:
        return {}, builder.faults
    return _compiled(book, builder, builder.forms(load_lemmas() if lemmas is None else lemmas)), []


def _compiled(book: RuleBook, builder: "_Builder", forms: Mapping[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sets": list(builder.rows),
        "single": {kind: _joined(rows) for kind, rows in builder.single.items()},
        "phrases": builder.phrases,
        "anchors": _joined(builder.anchors),
        "loose": builder.loose,
        "forms": _by_start(forms),
        "sounds": _sounds(forms),
        "glued": " ".join(builder.flagged("glued", forms)),
        "protected": " ".join(builder.flagged("protected", forms)),
        "correct": f" {' '.join(sorted(builder.correct()))} ",
        "numbers": number_words(),
        "rules": _rules(book, [rule for rule in book.rules if not (rule.calm or rule.patient)]),
        "calm": _rules(book, [rule for rule in book.rules if rule.calm]),
        "patients": _rules(book, [rule for rule in book.rules if rule.patient]),
        "texts": _texts(book),
        "severities": {caveat: CAVEATS[caveat] for caveat in book.caveats},
        "subject": _subject(book),
        "net": _net(book),
    }


def _subject(book: RuleBook) -> dict[str, Any]:
    """What a text calls the subject: its label, or what the question names where anything may be it."""
    subject = book.subject
    return {
        "named": list(subject.named),
        "unnamed": subject.label or subject.unnamed,
        "supplement": subject.label or subject.supplement,
    }


def _net(book: RuleBook) -> dict[str, Any] | None:
    """The fitted messages as `weighing.Net` wants them; None for rules alone. A net of other rules is refused."""
    net = book.net
    if net is None or not net.messages:
        return None
    known = {f"<{one.name}>" for one in (*book.sets, *net.classes)}
    for name in net.features:
        if name.startswith("<") and name not in known:
            what = f"the net weighs {name}, which is no term set of {book.file}"
            raise RulesError(what, file=net.file, fix="fit it again: make fit")
    having: list[list[int]] = [[] for _ in net.features]
    for number, one in enumerate(net.messages):
        for feature in one.features:
            having[feature].append(number)
    return {
        "columns": list(net.columns),
        "bias": list(net.bias),
        "gamma": net.gamma,
        "rows": {name: str(row) for row, name in enumerate(net.features)},
        "pointers": [0, *accumulate(map(len, having))],
        "messages": list(chain.from_iterable(having)),
        "weights": _weights(net),
        "owed": dict(net.owed),
        "accompanied": dict(net.accompanied),
        "overruled": dict(net.overruled),
    }


def _weights(net: NetSource) -> list[float]:
    """The weight of each message, column by column, with the part of the kernel that is its own."""
    own = [
        exp(-net.gamma * sum(points(net.features[feature]) for feature in one.features) / 100)
        for one in net.messages
    ]
    columns = range(len(net.columns))
    return [one.weights[at] * share for at in columns for one, share in zip(net.messages, own, strict=True)]


def _rules(book: RuleBook, rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Some rules of a book, most severe caveat first; a caveat that is brought along is a rule of its own."""
    order = list(CAVEATS)
    found = [
        {
            "id": rule.id,
            "caveat": caveat,
            "severity": CAVEATS[caveat],
            "all": [list(group) for group in rule.all],
            "unless": list(rule.unless),
            "doubt": list(rule.doubt),
            "certain": list(rule.certain),
            "near": rule.near,
            "most": rule.most,
            "situation": rule.situation if rule.patient or caveat == rule.caveat else "default",
            "firm": rule.firm,
            "of": list(rule.of),
        }
        for rule in rules
        for caveat in (rule.caveat, *rule.brings)
        if caveat in book.caveats
    ]
    return sorted(found, key=lambda rule: order.index(str(rule["caveat"])))


def _texts(book: RuleBook) -> list[dict[str, Any]]:
    order = list(CAVEATS)
    return [
        {
            "caveat": text.caveat,
            "leads": text.leads,
            "own": list(text.own),
            "instead": text.instead,
            "body": text.body,
            "alone": text.alone,
            "quotes": [{"article": quote.article, "quote": quote.quote} for quote in text.quotes],
        }
        for text in sorted(book.texts, key=lambda text: order.index(text.caveat))
    ]


def _joined(rows: Mapping[str, list[int]]) -> dict[str, str]:
    return {word: " ".join(map(str, found)) for word, found in sorted(rows.items())}


def _by_start(forms: Mapping[str, str]) -> dict[str, str]:
    """Forms with their lemma ("pillen=pil", or just "pil"), by their first two letters."""
    starts: dict[str, list[str]] = {}
    for form, lemma in sorted(forms.items()):
        starts.setdefault(form[:2], []).append(form if form == lemma else f"{form}={lemma}")
    return {start: " ".join(pairs) for start, pairs in starts.items()}


def _sounds(forms: Iterable[str]) -> dict[str, str]:
    """Forms by how they sound, under the first two letters and the last three of the sound."""
    alike: dict[str, list[str]] = {}
    for form in sorted(forms):
        if len(form) >= _SHORTEST:
            alike.setdefault(sound(form), []).append(form)
    keyed: dict[str, list[str]] = {}
    for heard, same in alike.items():
        for key in (heard[:2], "~" + heard[-3:]):
            keyed.setdefault(key, []).append(" ".join((heard, *same)))
    return {key: "|".join(lines) for key, lines in keyed.items()}


class _Builder:
    """Collects words and phrases of all sets in the order in which they are defined."""

    def __init__(self, book: RuleBook, analyser: Analyser) -> None:
        self._analyser = analyser
        classes = book.net.classes if book.net else ()
        named = (expanded(one, book.subject, named=False) for one in classes)
        self.order = (*book.sets, *book.harmless, *named)
        names = (*(one.name for one in book.sets), HARMLESS, *(one.name for one in classes))
        self.rows = {name: row for row, name in enumerate(dict.fromkeys(names))}
        self.faults: list[RulesError] = []
        self.single: dict[str, dict[str, list[int]]] = {
            kind: {} for kind in (WORD, EXACT, START, END, INSIDE)
        }
        self.phrases: list[tuple[int, str]] = []
        self.anchors: dict[str, list[int]] = {}
        self.loose: list[int] = []
        self._words: dict[str, set[str]] = {}

    def add_sets(self) -> None:
        defined: set[str] = set()
        for one in self.order:
            for term in one.terms:
                try:
                    found = elements(term, self._standard)
                except PatternError as error:
                    self._fault(str(error), one, "see the pattern language in the documentation")
                    continue
                if self._referring(found, defined, one):
                    self._add(self.rows[one.name], one, found)
            defined.add(one.name)

    def _fault(self, what: str, one: TermSet, fix: str) -> None:
        self.faults.append(RulesError(what, file=one.file, line=one.line, fix=fix))

    def _standard(self, word: str) -> Sequence[str]:
        """The words that the analyser reads for a spoken form; the word itself when it is none."""
        return [token.norm for token in self._analyser.tokens(word) if not token.derived] or [word]

    def _referring(self, found: Iterable[Element], defined: set[str], one: TermSet) -> bool:
        """Whether the sets that a term refers to are known."""
        for choice in (choice for element in found for choice in element.choices):
            if choice.kind == SET and choice.text not in defined:
                what = (
                    f"term set {one.name!r} refers to {choice.text!r}, which is unknown or refers back to it"
                )
                self._fault(what, one, "correct the name, or undo the circle")
                return False
        return True

    def _add(self, row: int, one: TermSet, found: list[Element]) -> None:
        choices = [choice for element in found if element.what == MUST for choice in element.choices]
        if not one.exact:
            words = (choice.text for choice in choices if choice.kind == WORD)
            self._words.setdefault(one.name, set()).update(words)
        if len(found) == 1 and all(choice.kind in self.single for choice in choices):
            for choice in choices:
                rows = self.single[choice.kind].setdefault(choice.text, [])
                if row not in rows:
                    rows.append(row)
        else:
            anchor = _anchor(found)
            for word in anchor:
                self.anchors.setdefault(word, []).append(len(self.phrases))
            if not anchor:
                self.loose.append(len(self.phrases))
            self.phrases.append((row, encode(found)))

    def forms(self, lemmas: Mapping[str, str]) -> dict[str, str]:
        """Every word of a tolerant set with its inflections, to its lemma."""
        words = set().union(*self._words.values())
        forms = {word: lemmas.get(word, word) for word in words if word.isalpha()}
        heads = words & set(forms.values()) | {word for word, lemma in forms.items() if word == lemma}
        for form, lemma in lemmas.items():
            if lemma in heads and form.isalpha() and form not in forms:
                forms[form] = lemma
        return forms

    def flagged(self, flag: str, forms: Mapping[str, str]) -> list[str]:
        """The words (and forms of them) of the sets that have `flag`."""
        words = set().union(*(self._words.get(one.name, set()) for one in self.order if getattr(one, flag)))
        words |= {form for form, lemma in forms.items() if lemma in words}
        return [word for word in sorted(words) if len(word) >= _SHORTEST]

    def correct(self) -> set[str]:
        """Words that look like a misspelt rule word and are none."""
        return {fold(term) for one in self.order if one.name == _CORRECT for term in one.terms}


def _anchor(found: Iterable[Element]) -> list[str]:
    """The plain words of the element that says most; empty when every element is open."""
    best: list[str] = []
    for element in found:
        if element.what == MUST and all(choice.kind in (WORD, EXACT) for choice in element.choices):
            words = [choice.text for choice in element.choices]
            if not best or min(map(len, words)) > min(map(len, best)):
                best = words
    return best
