"""From firings to caveats: one readable text for each, with its citations."""

from collections.abc import Callable, Iterable

from citaat.caveats.rules import Firing, Rules
from citaat.light import Any
from citaat.records import EMERGENCY, MAX_CITATIONS, Caveat, Citation

Cite = Callable[[str, str, int], Citation]
_DEFAULT = "default"
# What a warning says beside an emergency: nobody should read there that it is better to ask first.
_BESIDE = "spoed"
# What stands in a text for what the question or the corpus names.
MARK = "{subject}"


def caveats(firings: Iterable[Firing], rules: Rules, cite: Cite | None) -> tuple[Caveat, ...]:
    """One caveat for each id, most severe first. Without `cite` the text stands on its own."""
    first: dict[str, Firing] = {}
    for firing in firings:
        first.setdefault(firing.caveat, firing)
    owed = [text for text in rules.texts if text["caveat"] in first]
    urgent = any(firing.severity == EMERGENCY for firing in first.values())
    return tuple(_caveat(first[text["caveat"]], text, cite, urgent) for text in owed)


def _caveat(firing: Firing, text: dict[str, Any], cite: Cite | None, urgent: bool) -> Caveat:
    quotes = text["quotes"][:MAX_CITATIONS]
    if quotes and cite is None:
        citations: tuple[Citation, ...] = ()
        body = text["alone"]
    else:
        citations = tuple(
            cite(quote["article"], quote["quote"], n) for n, quote in enumerate(quotes, 1) if cite
        )
        body = text["body"]
    words = _words(firing, text, body, urgent).replace(MARK, firing.subject)
    return Caveat(firing.caveat, firing.severity, words, firing.rule, firing.trigger, citations)


def _words(firing: Firing, text: dict[str, Any], body: str, urgent: bool) -> str:
    """The text for the situation: a whole one where there is one, else the lead and the body."""
    leads, instead = text["leads"], text["instead"]
    situations = (
        (firing.situation, _BESIDE) if urgent and firing.severity != EMERGENCY else (firing.situation,)
    )
    for situation in situations:
        if situation in instead:
            return str(instead[situation])
    return " ".join(part for part in (leads.get(firing.situation, leads[_DEFAULT]), body) if part)
