"""A rule book as plain JSON that the rules match with at once, without parsing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from citaat.analysis import Analyser, fold
from citaat.caveats.model import CAVEATS, RuleBook, TermSet
from citaat.caveats.numbers import number_words
from citaat.caveats.patterns import END, EXACT, INSIDE, SET, START, WORD, Element, PatternError, elements
from citaat.errors import RulesError
from citaat.lemmas import load_lemmas
from citaat.spelling import sound

FORMAT = 1
_SHORTEST = 5
_CORRECT = "geen-typefout"


def compile(book: RuleBook, analyser: Analyser) -> dict[str, Any]:
    """The compiled rules. Raises RulesError on a term that cannot be read."""
    builder = _Builder(book, analyser)
    builder.add_sets()
    forms = builder.forms(load_lemmas())
    return {
        "format": FORMAT,
        "sets": [one.name for one in builder.order],
        "single": builder.single,
        "phrases": builder.phrases,
        "anchors": builder.anchors,
        "loose": builder.loose,
        "forms": forms,
        "buckets": _buckets(forms),
        "glued": builder.flagged("glued", forms),
        "protected": sorted(builder.flagged("protected", forms)),
        "correct": sorted(builder.correct()),
        "numbers": number_words(),
        "rules": _rules(book),
        "texts": _texts(book),
    }


def _rules(book: RuleBook) -> list[dict[str, Any]]:
    order = list(CAVEATS)
    return [
        {
            "id": rule.id,
            "caveat": rule.caveat,
            "severity": CAVEATS[rule.caveat],
            "all": [list(group) for group in rule.all],
            "unless": list(rule.unless),
            "near": rule.near,
            "situation": rule.situation,
        }
        for rule in sorted(book.rules, key=lambda rule: order.index(rule.caveat))
    ]


def _texts(book: RuleBook) -> list[dict[str, Any]]:
    order = list(CAVEATS)
    return [
        {
            "caveat": text.caveat,
            "leads": text.leads,
            "body": text.body,
            "alone": text.alone,
            "quotes": [{"article": quote.article, "quote": quote.quote} for quote in text.quotes],
        }
        for text in sorted(book.texts, key=lambda text: order.index(text.caveat))
    ]


def _buckets(forms: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Forms by how they sound, under the first letter and under the last three of the sound."""
    buckets: dict[str, dict[str, str]] = {}
    for form in sorted(forms):
        if len(form) < _SHORTEST:
            continue
        heard = sound(form)
        for key in (heard[:1], "~" + heard[-3:]):
            bucket = buckets.setdefault(key, {})
            bucket[heard] = f"{bucket[heard]} {form}" if heard in bucket else form
    return buckets


class _Builder:
    """Collects words and phrases of all sets in the order in which they are defined."""

    def __init__(self, book: RuleBook, analyser: Analyser) -> None:
        self._file, self._analyser = book.file, analyser
        self.order: tuple[TermSet, ...] = (*book.sets, book.harmless)
        self.single: dict[str, dict[str, list[int]]] = {kind: {} for kind in (WORD, EXACT, START, END, INSIDE)}
        self.phrases: list[tuple[int, list[Element]]] = []
        self.anchors: dict[str, list[int]] = {}
        self.loose: list[int] = []
        self._words: dict[str, set[str]] = {}

    def add_sets(self) -> None:
        defined: set[str] = set()
        for row, one in enumerate(self.order):
            for term in one.terms:
                try:
                    found = elements(term, self._standard)
                except PatternError as error:
                    fix = "see the pattern language in the documentation"
                    raise RulesError(str(error), file=self._file, line=one.line, fix=fix) from error
                self._references(found, defined, one)
                self._add(row, one, found)
            defined.add(one.name)

    def _standard(self, word: str) -> Sequence[str]:
        """The words that the analyser reads for a spoken form; the word itself when it is none."""
        return [token.norm for token in self._analyser.tokens(word) if not token.derived] or [word]

    def _references(self, found: Iterable[Element], defined: set[str], one: TermSet) -> None:
        for _, payload, _ in found:
            for choice in payload if isinstance(payload, list) else ():
                if choice[0] == SET and choice[1] not in defined:
                    what = f"term set {one.name!r} refers to {choice[1]!r}, which does not come before it"
                    raise RulesError(what, file=self._file, line=one.line, fix="define that set first")

    def _add(self, row: int, one: TermSet, found: list[Element]) -> None:
        for what, payload, _ in found:
            if not one.exact and what == "in" and isinstance(payload, list):
                words = (str(choice[1]) for choice in payload if choice[0] == WORD)
                self._words.setdefault(one.name, set()).update(words)
        first = found[0][1]
        simple = len(found) == 1 and isinstance(first, list)
        if simple and all(choice[0] in self.single for choice in first):  # type: ignore[attr-defined]
            for kind, word, *_ in first:  # type: ignore[attr-defined]
                rows = self.single[kind].setdefault(word, [])
                if row not in rows:
                    rows.append(row)
            return
        at = len(self.phrases)
        self.phrases.append((row, found))
        anchor = _anchor(found)
        for word in anchor:
            self.anchors.setdefault(word, []).append(at)
        if not anchor:
            self.loose.append(at)

    def forms(self, lemmas: Mapping[str, str]) -> dict[str, str]:
        """Every word of a tolerant set with its inflections, to its lemma."""
        words = set().union(*self._words.values())
        forms = {word: lemmas.get(word, word) for word in words if word.isalpha()}
        heads = words & set(forms.values()) | {word for word, lemma in forms.items() if word == lemma}
        for form, lemma in lemmas.items():
            if lemma in heads and form.isalpha() and form not in forms:
                forms[form] = lemma
        return forms

    def flagged(self, flag: str, forms: Mapping[str, str]) -> dict[str, str]:
        """The words (and forms of them) of the sets that have `flag`."""
        words = set().union(*(self._words.get(one.name, set()) for one in self.order if getattr(one, flag)))
        words |= {form for form, lemma in forms.items() if lemma in words}
        return {word: word for word in sorted(words) if len(word) >= _SHORTEST}

    def correct(self) -> set[str]:
        """Words that look like a misspelt rule word and are none."""
        return {fold(term) for one in self.order if one.name == _CORRECT for term in one.terms}


def _anchor(found: list[Element]) -> list[str]:
    """The plain words of the element that says most; empty when every element is open."""
    best: list[str] = []
    for what, payload, optional in found:
        if what == "in" and not optional and isinstance(payload, list):
            if all(choice[0] in (WORD, EXACT) for choice in payload):
                words = [str(choice[1]) for choice in payload]
                if not best or min(map(len, words)) > min(map(len, best)):
                    best = words
    return best
