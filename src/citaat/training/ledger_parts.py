"""What the ledger takes out: features of the ranking, signals of the decision, ways of reading, word lists."""

import copy
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citaat.answer.decision import NAMES as SIGNALS
from citaat.dutch.analysis import Analyser, Token
from citaat.engine import Engine, open_corpus
from citaat.index.store import Vocabulary
from citaat.search.features import NAMES as FEATURES


@dataclass(frozen=True, slots=True)
class Part:
    """Features of the ranking that are weighed 0 and signals of the decision that are held at their mean."""

    name: str
    features: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()


def _named(names: tuple[str, ...], *ends: str) -> tuple[str, ...]:
    return tuple(name for name in names if name.endswith(ends))


_KIND = (*_named(FEATURES, "_has", "_lacks", "_verdict"), "list_is")
WEIGHED = (
    Part("field: lemmas", ("lemma", "lemma_saturated")),
    Part("field: compound parts", ("parts",)),
    Part("field: characters", ("chars", "chars_saturated")),
    Part("saturation", ("lemma_saturated", "chars_saturated")),
    Part("all fields of the text", ("lemma", "lemma_saturated", "parts", "chars", "chars_saturated")),
    Part("headings", ("heading", "heading_cover", "heading_ask"), ("heading_ask", "heading_cover", "anchor")),
    Part("likeness to known questions", ("alias_text",), ("alias_text", "gap", "gap_ahead")),
    Part("aliases in the ranking", ("alias", "alias_text", "cover_asks")),
    Part("coverage of the unit", ("cover", "cover_asks", "density", "rarest_hit")),
    Part("coverage around the unit", ("cover_context", "passage_cover")),
    Part("letters", ("letters",), ("letters",)),
    Part("question-type features", _KIND, ("dimension_lacks", "number_lacks")),
    Part("shape of the unit", ("points_back", "short", "long", "first", "is_list", "chatty")),
    Part("decision: scores", (), ("score", "margin", "share")),
    Part("decision: coverage", (), ("covered", "said", "asked", "asking_covered", "asking_worst", "cover_context")),
    Part("decision: missing words", (), tuple(name for name in SIGNALS if name.startswith("missing"))),
    Part("decision: aliases", (), ("alias_text", "alias")),
    Part("decision: known gaps", (), ("gap", "gap_ahead", "leaning")),
    Part("decision: headings", (), ("heading_ask", "heading_cover", "anchor")),
    Part("decision: kind of answer", (), ("dimension_lacks", "intent_lacks", "number_lacks")),
    Part("decision: shape of the question", (), ("topics", "story", "rarest_hit", "letters")),
)  # fmt: skip


class _Hiding(Mapping[str, str]):
    """A word table without some of its entries; `keep` gives what is left of an entry."""

    def __init__(self, words: Mapping[str, str], keep: Callable[[str, str], str | None]) -> None:
        self._words, self._keep = words, keep

    def __getitem__(self, key: str) -> str:
        found = self._words.get(key)
        left = None if found is None else self._keep(key, found)
        if left is None:
            raise KeyError(key)
        return left

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._words if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Undivided(Analyser):
    """The analyser without compounds, split or joined, and without verbs put together."""

    def tokens(self, text: str) -> list[Token]:
        """Each word as it stands."""
        return [replace(one, parts=()) for one in super().tokens(text) if not one.derived]


def _hiding(engine: Engine, keep: Callable[[str, str], str | None]) -> Engine:
    index: Any = copy.copy(engine.index)
    index.words = _Hiding(index.words, keep)
    index.analyser = Analyser(index.lemmas, index.words, Vocabulary(index.words))
    return Engine(engine.corpus, index)


def _no_spelling(engine: Engine) -> Engine:
    return _hiding(engine, lambda key, value: None if key.startswith(("near:", "sound:")) else value)


def _no_forms(engine: Engine) -> Engine:
    """Without spoken and Flemish forms, and without English words."""
    return _hiding(engine, lambda key, value: None if key.startswith(("form:", "english:")) else value)


def _no_general(engine: Engine) -> Engine:
    """Without the package's own synonyms, kinds and intents; what the lexicon lists stays."""

    def keep(key: str, value: str) -> str | None:
        if not key.startswith("ask:"):
            return value
        return " ".join(one for one in value.split(" ") if one.startswith("l")) or None

    return _hiding(engine, keep)


def _undivided(engine: Engine) -> Engine:
    index: Any = copy.copy(engine.index)
    index.analyser = _Undivided(index.lemmas, index.words, Vocabulary(index.words))
    return Engine(engine.corpus, index)


# Read otherwise: the questions alone, the index stays as it is.
READ: Mapping[str, Callable[[Engine], Engine]] = {
    "spelling correction": _no_spelling,
    "compounds and split verbs, in the question": _undivided,
    "spoken, Flemish and English forms": _no_forms,
    "general synonyms, kinds and intents": _no_general,
}
# Tables of the lexicon that an index is built without.
BUILT: Mapping[str, tuple[str, ...]] = {
    "lexicon: concepts": ("concept",),
    "lexicon: aliases": ("alias",),
    "lexicon: gaps": ("gap",),
    "the whole lexicon": ("concept", "alias", "gap", "forms"),
}
_TABLE = re.compile(r"^\[+(\w+)\]+", re.M)


def without_tables(lexicon: str, tables: tuple[str, ...]) -> str:
    """The text of a lexicon without these tables."""
    found = list(_TABLE.finditer(lexicon))
    edges = [0, *(match.start() for match in found), len(lexicon)]
    names = ["", *(match.group(1) for match in found)]
    return "".join(lexicon[edges[at] : edges[at + 1]] for at, name in enumerate(names) if name not in tables)


@contextmanager
def built_without(corpus: str, tables: tuple[str, ...]) -> Iterator[Engine]:
    """The corpus with an index of its own that never saw these tables."""
    with tempfile.TemporaryDirectory(prefix="citaat-ledger-") as folder:
        poorer = Path(folder) / "corpus"
        shutil.copytree(corpus, poorer, ignore=shutil.ignore_patterns("lexicon.toml"))
        text = without_tables((Path(corpus) / "lexicon.toml").read_text(encoding="utf-8"), tables)
        if _TABLE.search(text):
            (poorer / "lexicon.toml").write_text(text, encoding="utf-8")
        yield open_corpus(str(poorer), str(Path(folder) / "index"))
