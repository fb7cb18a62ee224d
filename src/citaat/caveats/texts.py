"""From firings to caveats: one readable text for each, with its citations."""

from collections.abc import Callable, Iterable

from citaat.caveats.rules import Firing, Rules
from citaat.light import Any
from citaat.records import MAX_CITATIONS, Caveat, Citation

Cite = Callable[[str, str, int], Citation]
_DEFAULT = "default"
# What stands in a text for what the question or the corpus names.
MARK = "{subject}"


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
    quotes = text["quotes"][:MAX_CITATIONS]
    if quotes and cite is None:
        citations: tuple[Citation, ...] = ()
        body = text["alone"]
    else:
        citations = tuple(
            cite(quote["article"], quote["quote"], n) for n, quote in enumerate(quotes, 1) if cite
        )
        body = text["body"]
    words = " ".join(part for part in (lead, body) if part).replace(MARK, firing.subject)
    return Caveat(firing.caveat, firing.severity, words, firing.rule, firing.trigger, citations)
