"""Whether a corpus has anything to do with what people take; one that has not gives no caveat but an emergency."""

from collections.abc import Iterable, Mapping, Sequence

from citaat.caveats.elements import WORD
from citaat.dutch.analysis import Analyser
from citaat.light import Any

# Words of these sets are about taking. A town hall or a museum speaks of them in at most one passage of forty,
# a site on pets, travelling or sports in one of fifteen or more.
_SETS = ("bekende-stof", "medicijnnaam", "medicijnklasse", "supplement", "pil", "slikken")
_SHARE = 1 / 25
# So many passages, spread over the corpus, tell.
_SAMPLE = 400


def about_taking(compiled: Mapping[str, Any], passages: Sequence[Any], analyser: Analyser) -> bool:
    """Whether enough of the passages (each with a `text`) speak of something that is taken."""
    names: list[str] = compiled["sets"]
    wanted = {str(names.index(name)) for name in _SETS if name in names}
    words: Mapping[str, str] = compiled["single"][WORD]
    chosen = range(0, len(passages), max(1, len(passages) // _SAMPLE))
    about = sum(_speaks(passages[at].text, words, wanted, analyser) for at in chosen)
    return about >= _SHARE * len(chosen)


def _speaks(text: str, words: Mapping[str, str], wanted: set[str], analyser: Analyser) -> bool:
    keys = {key for token in analyser.tokens(text) if not token.derived for key in (token.norm, token.lemma)}
    return any(not wanted.isdisjoint(words.get(key, "").split()) for key in keys)


def only_emergencies(compiled: Mapping[str, Any], own: Iterable[str] = ()) -> dict[str, Any]:
    """The compiled rules that tell emergencies alone, and an editor's `own` rules (by id), who knows the articles.

    The others are looked at all the same: that somebody takes a medicine makes an emergency likelier anywhere.
    """
    return {**compiled, "only": sorted(own)}
