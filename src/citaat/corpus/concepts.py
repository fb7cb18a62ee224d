"""Word lists compiled to one flat table: what the analyser and the matcher look up.

Keys: "form:", "case:", "stop:" and "light:" serve the analyser; "english:" a Dutch reading of an
English word; "ask:" and "say:" the concepts that a lemma (or phrase of lemmas) stands
for in a question and in a text, as "id*strength" separated by blanks.
"""

from collections.abc import Iterable

from citaat.dutch.analysis import Analyser, fold
from citaat.dutch.words import STRENGTHS, Dutch, Lexicon

SYNONYM, KIND_OF, KIND_FOR, INTENT = 0.85, 0.75, 0.5, 0.6
_MAX_PHRASE = 4


def analyser_words(dutch: Dutch, lexicon: Lexicon) -> dict[str, str]:
    """The part of the table that the analyser itself needs."""
    words = {f"stop:{fold(word)}": "" for word in dutch.stop}
    words |= {f"light:{fold(word)}": "" for word in dutch.light}
    words |= {f"form:{fold(form)}": fold(standard) for form, standard in dutch.forms.items()}
    words |= {f"english:{fold(word)}": fold(standard) for word, standard in dutch.english.items()}
    return words | form_words(lexicon)


def form_words(lexicon: Lexicon) -> dict[str, str]:
    """The forms of a lexicon, as the analyser needs them."""
    return {
        f"form:{fold(form)}" if form == form.lower() else f"case:{form}": fold(standard)
        for form, standard in lexicon.forms
    }


def listed_words(dutch: Dutch, lexicon: Lexicon) -> Iterable[str]:
    """Every word or phrase that the lists give a meaning to: the vocabulary beside the corpus."""
    for group in dutch.synonyms:
        yield from group
    for concept in (*dutch.hyponyms, *lexicon.concepts):
        yield concept.term
        yield from concept.words


def concept_table(dutch: Dutch, lexicon: Lexicon, analyser: Analyser) -> dict[str, str]:
    """The "ask:" and "say:" entries."""
    table = _ConceptTable(analyser)
    for number, group in enumerate(dutch.synonyms):
        for word in group:
            table.add("ask", word, f"s{number}", SYNONYM)
            table.add("say", word, f"s{number}", 1.0)
    for number, concept in enumerate(dutch.hyponyms):
        table.kinds(concept.term, concept.words, f"h{number}", KIND_OF)
        table.add("ask", concept.term, f"k{number}", KIND_FOR)
        for word in concept.words:
            table.add("say", word, f"k{number}", 1.0)
    for number, concept in enumerate(lexicon.concepts):
        table.kinds(concept.term, concept.words, f"l{number}", STRENGTHS[concept.relation])
        if concept.relation == "synonym":
            table.add("ask", concept.term, f"l{number}", STRENGTHS["synonym"])
            for word in concept.words:
                table.add("say", word, f"l{number}", 1.0)
    for number, intent in enumerate(dutch.intents):
        for word in intent.ask:
            table.add("ask", word, f"i{number}", INTENT)
        for word in intent.say:
            table.add("say", word, f"i{number}", 1.0)
    return table.entries()


class _ConceptTable:
    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._found: dict[str, dict[str, float]] = {}

    def kinds(self, term: str, words: Iterable[str], concept: str, strength: float) -> None:
        """In a question each of `words` counts as `term`, which texts say."""
        self.add("say", term, concept, 1.0)
        for word in words:
            self.add("ask", word, concept, strength)

    def add(self, side: str, phrase: str, concept: str, strength: float) -> None:
        lemmas = [token.lemma for token in self._analyser.tokens(phrase) if not token.derived]
        if 0 < len(lemmas) <= _MAX_PHRASE:
            concepts = self._found.setdefault(f"{side}:{' '.join(lemmas)}", {})
            concepts[concept] = max(strength, concepts.get(concept, 0.0))

    def entries(self) -> dict[str, str]:
        return {
            key: " ".join(f"{concept}*{strength:g}" for concept, strength in sorted(concepts.items()))
            for key, concepts in self._found.items()
        }
