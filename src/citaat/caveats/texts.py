"""From firings to caveats: one readable text for each, with its citations."""

from collections.abc import Callable, Iterable

from citaat.caveats.rules import Firing, Rules
from citaat.light import Any
from citaat.records import MAX_CITATIONS, Caveat, Citation

Cite = Callable[[str, str, int], Citation]
_DEFAULT = "default"


def caveats(firings: Iterable[Firing], rules: Rules, cite: Cite | None) -> tuple[Caveat, ...]:
    """One caveat for each id, most severe first. Without `cite` the text stands on its own."""
    first: dict[str, Firing] = {}
    for firing in firings:
        first.setdefault(firing.caveat, firing)
    owed = [text for text in rules.texts if text["caveat"] in first]
    return tuple(_caveat(first[text["caveat"]], text, cite) for text in owed)


def _caveat(firing: Firing, text: dict[str, Any], cite: Cite | None) -> Caveat:
    leads: dict[str, str] = text["leads"]
    lead = leads.get(firing.situation, leads[_DEFAULT])
    citations: tuple[Citation, ...] = ()
    body = text["alone"]
    if cite is not None:
        quotes = text["quotes"][:MAX_CITATIONS]
        citations = tuple(cite(quote["article"], quote["quote"], n) for n, quote in enumerate(quotes, 1))
        body = text["body"]
    words = " ".join(part for part in (lead, body) if part)
    return Caveat(firing.caveat, firing.severity, words, firing.rule, firing.trigger, citations)
