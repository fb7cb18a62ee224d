"""Whether a corpus has anything to do with what people take; one that has not gives no caveat but an emergency."""

from collections.abc import Iterable, Mapping, Sequence

from citaat.caveats.elements import WORD
from citaat.dutch.analysis import Analyser
from citaat.light import Any

# Words of these sets are about taking. A town hall or a museum speaks of them in at most one passage of forty,
# a site on pets, travelling or sports in one of fifteen or more.
_SETS = ("bekende-stof", "medicijnnaam", "medicijnklasse", "supplement", "pil", "slikken")
_SHARE = 1 / 25
# What a text says where nothing is taken, by this name among its `instead`.
ELSEWHERE = "elders"
# So many passages, spread over the corpus, tell.
_SAMPLE = 400


def about_taking(compiled: Mapping[str, Any], passages: Sequence[Any], analyser: Analyser) -> bool:
    """Whether enough of the passages (each with a `text`) speak of something that is taken."""
    names: list[str] = compiled["sets"]
    wanted = {str(names.index(name)) for name in _SETS if name in names}
    words: Mapping[str, str] = compiled["single"][WORD]
    chosen = sampled(len(passages))
    about = sum(_speaks(passages[at].text, words, wanted, analyser) for at in chosen)
    return about >= _SHARE * len(chosen)


def sampled(count: int) -> range:
    """The places of those of `count` passages that tell."""
    return range(0, count, max(1, count // _SAMPLE))


def _speaks(text: str, words: Mapping[str, str], wanted: set[str], analyser: Analyser) -> bool:
    keys = {key for token in analyser.tokens(text) if not token.derived for key in (token.norm, token.lemma)}
    return any(not wanted.isdisjoint(words.get(key, "").split()) for key in keys)


def only_emergencies(compiled: Mapping[str, Any], own: Iterable[str] = ()) -> dict[str, Any]:
    """The compiled rules that tell emergencies alone, and an editor's `own` rules (by id), who knows the articles.

    The others are looked at all the same: that somebody takes a medicine makes an emergency likelier anywhere.
    """
    texts = [_elsewhere(text) for text in compiled["texts"]]
    return {**compiled, "only": sorted(own), "texts": texts}


def _elsewhere(text: Mapping[str, Any]) -> dict[str, Any]:
    """The text for where nothing is taken: without the package's leads and advice, which are about swallowing."""
    instead = dict(text["instead"])
    said = instead.pop(ELSEWHERE, None)
    if said is None:
        return dict(text)
    leads = {name: lead if name in text["own"] else "" for name, lead in text["leads"].items()}
    return {**text, "leads": leads, "instead": instead, "body": said, "alone": said}
