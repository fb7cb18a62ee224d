"""Whether a corpus has anything to do with what people take; one that has not gives no caveat but an emergency."""

from collections.abc import Iterable, Mapping, Sequence

from citaat.caveats.elements import WORD
from citaat.dutch.analysis import Analyser
from citaat.light import Any

# Words of these sets are about taking. A town hall or a museum speaks of them in at most one passage of forty,
# a site on pets, travelling or sports in one of fifteen or more.
_NAMES = ("bekende-stof", "medicijnnaam", "medicijnklasse", "supplement")
_SETS = (*_NAMES, "pil", "slikken")
_SHARE = 1 / 25
# What a text says where nothing is taken, by this name among its `instead`.
ELSEWHERE = "elders"
# So many passages, spread over the corpus, tell.
_SAMPLE = 400


def about_taking(compiled: Mapping[str, Any], passages: Sequence[Any], analyser: Analyser) -> bool:
    """Whether enough of the passages (each with `title`, `heading` and `text`) speak of something that is taken."""
    speaking = _Speaking(compiled, analyser)
    chosen = sampled(len(passages))
    return sum(map(speaking.passage, (passages[at] for at in chosen))) >= _SHARE * len(chosen)


def sampled(count: int) -> range:
    """The places of those of `count` passages that tell."""
    return range(0, count, max(1, count // _SAMPLE))


class _Speaking:
    """Tells what speaks of something that is taken; a title, which all passages of an article share, is read once."""

    def __init__(self, compiled: Mapping[str, Any], analyser: Analyser) -> None:
        names: list[str] = compiled["sets"]
        self._words: Mapping[str, str] = compiled["single"][WORD]
        self._all, self._named = (
            {str(names.index(name)) for name in some if name in names} for some in (_SETS, _NAMES)
        )
        self._analyser = analyser
        self._titles: dict[str, bool] = {}

    def passage(self, passage: Any) -> bool:
        """Whether a passage does: its text, or the title or heading that says what the text is about."""
        # "De Pil" is a café, and whoever swallows in a title swallows a loss: there a name tells.
        above = dict.fromkeys((passage.title, passage.heading))
        return any(map(self._title, above)) or self._speaks(passage.text, self._all)

    def _title(self, title: str) -> bool:
        if title not in self._titles:
            self._titles[title] = self._speaks(title, self._named)
        return self._titles[title]

    def _speaks(self, text: str, wanted: set[str]) -> bool:
        tokens = self._analyser.tokens(text)
        keys = {key for token in tokens if not token.derived for key in (token.norm, token.lemma)}
        return any(not wanted.isdisjoint(self._words.get(key, "").split()) for key in keys)


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
