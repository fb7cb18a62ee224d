"""The word lists as one flat table: what the analyser and the reader of questions look up.

Keys: "form:", "case:", "stop:", "light:" and "clitics" serve the analyser; "english:" a Dutch reading of an
English word; "ask:" what a lemma, or a phrase of lemmas, of a question may stand for (see `dutch.bridges`).
"""

from collections.abc import Iterable, Iterator

from citaat.dutch.analysis import Analyser, fold
from citaat.dutch.bridges import Bridges, Entry, Phrase, compiled, encoded, joined, key
from citaat.dutch.words import Dutch, Lexicon

# What a relation of a corpus' own lexicon is in a list.
_SIGNS = {"synonym": "=", "english": "=", "hyponym": "<", "related": "~"}


def analyser_words(dutch: Dutch, lexicon: Lexicon) -> dict[str, str]:
    """The part of the table that the analyser itself needs."""
    words = {f"stop:{fold(word)}": "" for word in dutch.stop}
    words |= {f"light:{fold(word)}": "" for word in dutch.light}
    words |= {f"form:{fold(form)}": fold(standard) for form, standard in dutch.forms.items()}
    words |= {f"english:{fold(word)}": fold(standard) for word, standard in dutch.english.items()}
    return words | dutch.clitics | form_words(lexicon)


def form_words(lexicon: Lexicon) -> dict[str, str]:
    """The other ways to write a word that a corpus' lexicon has."""
    words: dict[str, str] = {}
    for form, standard in lexicon.forms:
        key = f"form:{fold(form)}" if form == form.lower() else f"case:{form}"
        words[key] = fold(standard)
    return words


def listed_words(entries: Iterable[Entry]) -> Iterator[str]:
    """Every word or phrase that lists give a meaning to: the vocabulary beside the corpus."""
    for entry in entries:
        if entry.term:
            yield entry.term
        yield from entry.words


def own_entries(lexicon: Lexicon) -> list[Entry]:
    """The concepts of a corpus' lexicon as entries of a list."""
    entries = []
    for concept in lexicon.concepts:
        sign = _SIGNS[concept.relation]
        words = (concept.term, *concept.words) if sign == "=" else concept.words
        entries.append(Entry(sign, "" if sign == "=" else concept.term, words))
    return entries


def bridge_table(entries: Iterable[Entry], analyser: Analyser) -> dict[str, str]:
    """The "ask:" entries of lists."""
    bridges: Bridges = compiled(entries, lambda text: phrase(text, analyser))
    table: dict[str, str] = {}
    for asked, found in bridges.items():
        name = key(asked)
        table[name] = joined(encoded(found), table.get(name))
    return table


def phrase(text: str, analyser: Analyser) -> Phrase:
    """The lemmas of a phrase, stop words left out; none where one light word is all that is left of it ("heel wat")."""
    kept = [token for token in analyser.tokens(text) if token.role != "stop" and not token.derived]
    if len(kept) == 1 and kept[0].role != "content" and len(text.split()) > 1:
        return ()
    return tuple(token.lemma for token in kept)
