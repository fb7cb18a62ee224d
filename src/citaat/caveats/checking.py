"""Proving a rule book: its examples run, its quotes exist, its words are exercised."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from citaat.caveats.compiling import attempt, compile
from citaat.caveats.elements import SAVE
from citaat.caveats.records import RuleBook, TermSet, Text
from citaat.caveats.rules import Rules
from citaat.dutch.analysis import Analyser
from citaat.dutch.lemmas import load_lemmas
from citaat.findings import Finding
from citaat.records import Article

# Words with which a text would reassure; a warning never does.
REASSURING = tuple(
    (
        "veilig, geen kwaad, onschuldig, ongevaarlijk, onschadelijk, niet schadelijk, niet gevaarlijk, geen probleem, "
        "geen risico, zonder risico, geen gevaar, gerust, risicoloos, geen wisselwerking, probleemloos, geen zorgen, "
        "niets aan de hand, valt mee, goed te combineren, geen bijwerkingen, zonder gevaar, prima, mag je nemen, "
        "kun je nemen, zonder problemen"
    ).split(", ")
)
# Words with which a text would have somebody wait in an emergency.
DELAYING = (
    "wacht",
    "geen haast",
    "niet bellen",
    "niet nodig",
    "blijf rustig",
    "kijk het aan",
    "morgen",
    "later",
)
SPOED = "spoed"
_CALLS = re.compile(r"\b112\b")
# Of fewer words a text says nothing: ".", "Bel iemand."
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rules that no question fires, and terms (set, term) that no question holds."""

    rules: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]


def check(
    book: RuleBook,
    articles: Mapping[str, Article],
    analyser: Analyser,
    *,
    packaged: bool = False,
    lemmas: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Everything wrong with the rules, in the order of the file.

    `lemmas` is the general dictionary where it is open already.
    `packaged`: also what is wrong with the rules of the package that the file extends, which are
    written for a corpus about magnesium.
    """
    known = load_lemmas() if lemmas is None else lemmas
    compiled, faults = attempt(without_net(book), analyser, known)
    if faults:
        return [Finding("rules-wrong", one.file or "", one.line or 0, one.what, one.fix) for one in faults]
    rules = Rules(compiled, known)
    found = [
        *_examples(book, rules, analyser),
        *_unused(book),
        *_weightless(book),
        *_stop_words(book, analyser),
    ]
    for text in book.texts:
        found += [*_quotes(text, articles), *_reassuring(text), *_wanting(text)]
    kept = [one for one in found if packaged or one.file == book.file]
    return sorted(kept, key=lambda finding: (finding.file, finding.line, finding.code, finding.message))


def without_net(book: RuleBook) -> RuleBook:
    """The rules alone, reading words as they do with the net."""
    return replace(book, net=replace(book.net, messages=()) if book.net else None)


def _examples(book: RuleBook, rules: Rules, analyser: Analyser) -> Iterator[Finding]:
    for rule in book.rules:
        for question in rule.yes:
            if rule.id not in _fired(rules, analyser, question):
                what = f"rule {rule.id!r} does not fire on its example {question!r}"
                yield Finding("rule-example", rule.file, rule.line, what, "correct the terms or the example")
        for question in rule.no:
            if rule.id in _fired(rules, analyser, question):
                what = f"rule {rule.id!r} fires on its counterexample {question!r}"
                yield Finding(
                    "rule-counterexample", rule.file, rule.line, what, "correct the terms or the example"
                )


def _fired(rules: Rules, analyser: Analyser, question: str) -> set[str]:
    tokens = rules.tokens(question, analyser)
    return {firing.rule for firing in rules.fire(question, tokens)} | rules.silent(question, tokens)


def _unused(book: RuleBook) -> Iterator[Finding]:
    used = {
        name
        for rule in book.rules
        for group in (*rule.all, rule.unless, rule.doubt, rule.certain)
        for one in group
        for name in one.split(SAVE)
    }
    terms = [term for one in (*book.sets, *book.harmless) for term in one.terms]
    for one in book.sets:
        referred = any(f"<{one.name}>" in term for term in terms)
        if one.name not in used and not referred and one.name != "geen-typefout":
            what = f"no rule uses the term set {one.name!r}"
            yield Finding("term-set-unused", one.file, one.line, what, "use it or remove it")


def _stop_words(book: RuleBook, analyser: Analyser) -> Iterator[Finding]:
    """A term that means one thing and lets a word of every sentence stand for it: "me/cvs"."""
    for one in (*book.sets, *book.harmless):
        for term in one.terms:
            words = term.split("/") if " " not in term and "<" not in term else []
            stops = [word for word in words if [token.role for token in analyser.tokens(word)] == ["stop"]]
            if stops and len(stops) < len(words):
                what = f"the term {term!r} of {one.name!r} is found wherever {stops[0]!r} stands"
                fix = "write the words apart when both belong to it, or take that one out"
                yield Finding("alternative-stop-word", one.file, one.line, what, fix)


def _weightless(book: RuleBook) -> Iterator[Finding]:
    net = book.net
    for one in net.classes if net else ():
        if net and f"<{one.name}>" not in net.features:
            what = f"the class {one.name!r} is in no fitted message"
            yield Finding("class-unused", net.file, 0, what, "fit again, or remove the class")


def _quotes(text: Text, articles: Mapping[str, Article]) -> Iterator[Finding]:
    for quote in text.quotes:
        article = articles.get(quote.article)
        if article is None:
            what = f"text {text.caveat!r} quotes the unknown article {quote.article!r}"
            yield Finding(
                "quote-article",
                text.file,
                text.line,
                what,
                "name an article of the corpus or remove the quote",
            )
        elif quote.quote not in article.text:
            what = f"text {text.caveat!r} quotes what {quote.article!r} does not say: {quote.quote[:60]!r}"
            yield Finding(
                "quote-missing", text.file, text.line, what, "copy the sentence exactly from the article"
            )


def _reassuring(text: Text) -> Iterator[Finding]:
    for words in (text.alone, text.body, *text.leads.values(), *text.instead.values()):
        for word in reassurances(words):
            what = f"text {text.caveat!r} reassures: {word!r}"
            yield Finding("text-reassures", text.file, text.line, what, "warn or refer, never reassure")


def _wanting(text: Text) -> Iterator[Finding]:
    """A text that says nothing, and one for an emergency that does not say whom to call, or says to wait."""
    whole = [words for words in (text.alone, text.body, *text.instead.values()) if words]
    for words in whole:
        if len(words.split()) < _FEWEST:
            what = f"text {text.caveat!r} says too little: {words[:40]!r}"
            yield Finding("text-empty", text.file, text.line, what, "write what to do, and whom to ask")
        if text.caveat != SPOED:
            continue
        if not _CALLS.search(words):
            what = f"text {text.caveat!r} does not say to call 112: {words[:60]!r}"
            yield Finding("text-no-call", text.file, text.line, what, "name 112 and who else to call")
        for word in (one for one in DELAYING if one in words.lower()):
            what = f"text {text.caveat!r} says to wait: {word!r}"
            yield Finding("text-delays", text.file, text.line, what, "say to call now")


def reassurances(words: str) -> list[str]:
    """The reassuring words in a text."""
    return [word for word in REASSURING if word in words.lower()]


def coverage(
    book: RuleBook,
    questions: Iterable[str],
    analyser: Analyser,
    lemmas: Mapping[str, str] | None = None,
    file: str = "",
) -> Coverage:
    """The rules and terms that none of `questions` exercises, of `file` alone if it is given; `lemmas` as for `check`."""
    asked = list(questions)
    known = load_lemmas() if lemmas is None else lemmas
    rules = Rules(compile(without_net(book), analyser, known), known)
    fired: set[str] = set()
    for question in asked:
        fired |= _fired(rules, analyser, question)
    silent = tuple(rule.id for rule in book.rules if rule.id not in fired and file in ("", rule.file))
    sets = [one for one in book.sets if file in ("", one.file)]
    return Coverage(silent, tuple(_silent_terms(sets, asked, analyser)))


def _silent_terms(
    sets: Iterable[TermSet], questions: list[str], analyser: Analyser
) -> Iterator[tuple[str, str]]:
    tokens = [analyser.tokens(question) for question in questions]
    seen = {word for found in tokens for token in found for word in (token.norm, token.lemma)}
    texts = [" ".join(token.norm for token in found) for found in tokens]
    for one in sets:
        for term in one.terms:
            words = [piece.strip("*!?^") for piece in term.split() if piece[0].isalpha() and "/" not in piece]
            if words and not all(word in seen or any(word in text for text in texts) for word in words):
                yield one.name, term
