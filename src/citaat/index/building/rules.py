"""The caveat rules of an index: the corpus' own with citations, or the package's, and which of them hold."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from citaat.caveats import book as caveat_source
from citaat.caveats.elements import WORD
from citaat.caveats.taking import about_taking, only_emergencies
from citaat.corpus import concepts as knowledge
from citaat.corpus.quotes import cite
from citaat.dutch.words import Lexicon
from citaat.index.building.words import CorpusWords
from citaat.index.passages import Passages
from citaat.records import Passage
from citaat.storage.layered import Overlay

FILE = "caveats.toml"


def compiled_rules(
    base: Path, lexicon: Lexicon, own: CorpusWords, quoted: Sequence[Passage], passages: Sequence[Passage]
) -> tuple[dict[str, Any] | None, str]:
    """The compiled caveat rules, and whose they are.

    None, where the ones in the dictionary are these: spoken forms of the lexicon are all that makes them others.
    `quoted` are passages that hold the quotes of the rules. What the corpus is about is seen in its `passages`.
    """
    path = base / FILE
    cited = path.is_file()
    book = caveat_source.load(str(path)) if cited else None
    named = bool(book and book.subject.names)
    taking = named or about_taking(general_rules(own), passages, own.analyser)
    if not cited and not knowledge.form_words(lexicon):
        return None, whose_rules(taking)
    book = book or caveat_source.packaged()
    compiled = caveat_source.compile(book, own.analyser, own.dictionary.lemmas.as_dict())
    compiled["cited"] = cited
    if not cited:
        # Which of them hold is told by the manifest: a corpus may come to be about taking, and these stay.
        return compiled, whose_rules(taking)
    compiled["texts"] = cite(compiled["texts"], quoted, str(path))
    if not taking:
        compiled = only_emergencies(compiled, {rule.id for rule in book.rules if rule.file == book.file})
    return compiled, "own"


def general_rules(own: CorpusWords) -> dict[str, Any]:
    """The package's rules, whose words are looked up once each: a corpus repeats them."""
    rules = own.dictionary.rules()
    return {**rules, "single": {**rules["single"], WORD: Overlay({}, rules["single"][WORD])}}


class Gists(Sequence[Any]):
    """Passages as `about_taking` may see them: with no word where they do not speak of it.

    Most of a large corpus is as it was: `known` has what was told of passages before, by digests of their lines; those
    that are looked at now are put in.
    """

    def __init__(self, passages: Passages, own: CorpusWords, known: dict[str, str]) -> None:
        self._passages, self._own, self.known = passages, own, known
        self._rules = general_rules(own)

    def __len__(self) -> int:
        return len(self._passages)

    def __getitem__(self, number: Any) -> Any:
        key = blake2b(self._passages.records.line(number), digest_size=8).hexdigest()
        if key not in self.known:
            passage = self._passages[number]
            speaks = about_taking(self._rules, [passage], self._own.analyser)
            self.known[key] = "\n".join((passage.title, passage.heading, passage.text)) if speaks else ""
        return SimpleNamespace(title="", heading="", text=self.known[key])


def whose_rules(taking: bool) -> str:
    """What the manifest says of the package's rules for a corpus that is about taking something, or is not."""
    return "package" if taking else "emergencies"


def quoted_articles(base: Path) -> set[str]:
    """The articles that the corpus' own rules quote."""
    if not (base / FILE).is_file():
        return set()
    return {quote.article for text in caveat_source.load(str(base / FILE)).texts for quote in text.quotes}


def subject_unknown(base: Path) -> bool:
    """Whether the corpus has rules of its own that do not say what they are about: all passages tell that."""
    return (base / FILE).is_file() and not caveat_source.load(str(base / FILE)).subject.names
