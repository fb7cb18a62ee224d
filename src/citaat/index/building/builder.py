"""Building an index: from corpus and word lists to a folder of checked, plain files."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from citaat.caveats import book as caveat_source
from citaat.caveats.storing import write_rules
from citaat.caveats.taking import about_taking, only_emergencies
from citaat.corpus import articles as corpus
from citaat.corpus import concepts as knowledge
from citaat.corpus.passages import article_passages, record_passage
from citaat.corpus.quotes import cite
from citaat.corpus.settings import read_settings
from citaat.corpus.traits import traits
from citaat.corpus.units import Unit, passage_units, saying, unit_text
from citaat.dutch import analysis
from citaat.dutch import words as wordlists
from citaat.errors import CorpusError
from citaat.index.aliases import write_asked
from citaat.index.building import large, reduction
from citaat.index.building.dictionary import DATA as DATA
from citaat.index.building.dictionary import data_fingerprint, ready
from citaat.index.building.dictionary import name as dictionary_name
from citaat.index.building.draft import Draft as Draft
from citaat.index.building.known_questions import ask_terms, known_questions, write_asks
from citaat.index.building.rows import count
from citaat.index.building.words import CorpusWords, abbreviations, corpus_words, trained_over
from citaat.index.building.writing import sizes_of, write_fields, write_manifest
from citaat.index.dictionary import Dictionary
from citaat.index.fields import character_terms
from citaat.index.store import FORMAT, WHOLE, Index
from citaat.outcome.shown import readable
from citaat.records import Article, Passage
from citaat.storage.files import write_json
from citaat.storage.lines import write_lines
from citaat.storage.scratch import open_scratch, scratch
from citaat.storage.swap import replace, seal

# Beyond this many passages character n-grams would outgrow the rest of the index.
CHARACTER_LIMIT = 20_000
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Tells nobody how far a build is."""


def build(
    root: Path,
    folder: Path,
    *,
    without: Container[str] = (),
    progress: Progress | None = None,
    dictionary: Dictionary | None = None,
    anew: bool = False,
) -> None:
    """Build the index of the corpus at `root` and put it at `folder` in one step.

    `without` names passages to leave out. Readers see the old index or the new one, never a mix:
    everything is written beside it and renamed. Of a large corpus only what changed is read, unless `anew`.
    """
    told = progress or silent
    # What a link leads to is replaced, not the link.
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    dictionary = dictionary or ready(str(folder))
    with scratch(str(folder.parent)) as fresh:
        if without or not _write_large(root, Path(fresh), None if anew else folder, dictionary, told):
            write_draft(make_draft(root, dictionary, without, told), fresh)
        seal(fresh)
        replace(fresh, str(folder))


def _write_large(root: Path, fresh: Path, old: Path | None, dictionary: Dictionary, told: Progress) -> bool:
    """Write the index of a large corpus; False when it is a small one."""
    before = str(old) if old else ""
    was_large = large.is_large(before)
    if not was_large and large.passages_up_to(root, large.LIMIT) <= large.LIMIT:
        return False
    from citaat.index.building.bulk import write_bulk

    return write_bulk(root, str(fresh), before, dictionary, told)


def make_draft(
    root: Path, dictionary: Dictionary, without: Container[str] = (), progress: Progress = silent
) -> Draft:
    """Read, chunk and analyse the corpus at `root`."""
    base = root if root.is_dir() else root.parent
    lexicon = wordlists.read_lexicon(base / "lexicon.toml")
    settings = read_settings(base / "settings.toml")
    progress("opening", 0, 0)
    whole = read_passages(root, abbreviations(dictionary.words))[1]
    passages = [passage for passage in whole if passage.id not in without]
    if not passages:
        raise CorpusError("the corpus holds no passages", file=str(root), fix="add an article with text")
    trained = trained_over(dictionary.lemmas, settings.pipeline, passages)
    own = corpus_words(dictionary, lexicon, trained, passages, each_alone=False)
    rules, book_path = compiled_rules(base, own, whole, whole)
    draft = Draft(passages, [], [], own, rules, settings)
    draft.asks = list(known_questions(lexicon, passages, draft, base / "lexicon.toml", partial=bool(without)))
    draft.units = _units(draft, progress)
    kind = "articles" if corpus.passage_file(root) is None else "passages"
    draft.identity = identity(root) | {
        "passages": len(passages), "caveats": book_path, "kind": kind, "layout": WHOLE,
    }  # fmt: skip
    return draft


def build_without(root: str, whole: Index, without: Container[str]) -> Index:
    """An index of the corpus without some of its passages, in a folder that goes away with it.

    Made from the index as it is (see `reduction`), and from the corpus only where that was replaced meanwhile.
    """
    folder, lock = open_scratch(tempfile.gettempdir())
    place = os.path.join(folder, "index")
    if not reduction.reduce(whole, place, without):
        build(Path(root), Path(place), without=without, dictionary=whole.dictionary)
    index = Index(place, whole.dictionary)
    weakref.finalize(index, _let_go, folder, lock)
    return index


def _let_go(folder: str, lock: int) -> None:
    os.close(lock)
    shutil.rmtree(folder, ignore_errors=True)


def read_articles_by_id(root: str) -> dict[str, Article]:
    """The articles of a corpus by id."""
    return {article.id: article for article in read_passages(Path(root), frozenset())[0]}


def identity(root: Path) -> dict[str, Any]:
    """What an index must match to be used: format, version, analyser, corpus, word lists."""
    from citaat.version import __version__

    files = corpus.corpus_files(root)
    return {
        "format": FORMAT,
        "citaat": __version__,
        "analyser": f"{analysis.NAME}/{analysis.VERSION}",
        "package": data_fingerprint(),
        "dictionary": dictionary_name(),
        "corpus": corpus.fingerprint(files, root),
    }


def data_files() -> list[Path]:
    """The package's own data, which an index depends on; not the corpus that ships beside it."""
    return sorted(file for folder in ("*.toml", "safety/*", "fitted/*") for file in DATA.glob(folder))


def read_passages(root: Path, abbreviations: Container[str]) -> tuple[list[Article], list[Passage]]:
    """The articles of a corpus and their passages in order."""
    single = corpus.passage_file(root)
    if single is not None:
        articles = [article for _, article in corpus.read_passage_file(single)]
        return articles, [
            record_passage(article, abbreviations) for article in articles if article.text.strip()
        ]
    articles = corpus.read_articles(root)
    return articles, [passage for article in articles for passage in article_passages(article, abbreviations)]


def compiled_rules(
    base: Path, own: CorpusWords, quoted: Sequence[Passage], passages: Sequence[Passage]
) -> tuple[dict[str, Any] | None, str]:
    """The compiled caveat rules: the corpus' own with citations, else the package's without, and whose they are.

    None, where the ones in the dictionary are these: spoken forms of the lexicon are all that makes them others.
    `quoted` are passages that hold the quotes of the rules. What the corpus is about is seen in its `passages`.
    """
    path = base / "caveats.toml"
    cited = path.is_file()
    book = caveat_source.load(str(path)) if cited else None
    taking = bool(book and book.subject.names) or about_taking(own.dictionary.rules(), passages, own.analyser)
    if not cited and not knowledge.form_words(wordlists.read_lexicon(base / "lexicon.toml")):
        return None, whose_rules(taking)
    book = book or caveat_source.packaged()
    compiled = caveat_source.compile(book, own.analyser, own.dictionary.lemmas.as_dict())
    compiled["cited"] = cited
    if not cited:
        # Which of them hold is told by the manifest: a corpus may come to be about taking, and these stay.
        return compiled, whose_rules(taking)
    compiled["texts"] = cite(compiled["texts"], quoted, str(path))
    return compiled if taking else only_emergencies(compiled), "own"


def whose_rules(taking: bool) -> str:
    """What the manifest says of the package's rules for a corpus that is about taking something, or is not."""
    return "package" if taking else "emergencies"


def _units(draft: Draft, progress: Progress) -> list[list[Unit]]:
    placed: dict[tuple[int, int], list[Mapping[str, float]]] = {}
    for ask in draft.asks:
        placed.setdefault((ask.passage, ask.sentence), []).append(ask.says)
    units, total = [], len(draft.passages)
    for number, passage in enumerate(draft.passages):
        progress("reading", number, total)
        units.append(passage_units(number, passage, draft.analyser, placed))
    progress("reading", total, total)
    return units


def field_documents(draft: Draft) -> dict[str, list[list[str]]]:
    """The terms of every document of every field."""
    terms = draft.analyser.terms
    read = [readable(passage.text, passage.source) for passage in draft.passages]
    texts = [terms(text) for text in read]
    lemmas = [draft.analyser.lemmas(text) for text in read]
    headings = [terms(f"{passage.title} {passage.heading}") for passage in draft.passages]
    documents = {
        "lemma": lemmas,
        "parts": texts,
        "heading": headings,
        "alias": [ask_terms(ask) for ask in draft.asks],
    }
    if len(texts) <= CHARACTER_LIMIT:
        words = draft.analyser.words
        documents["chars"] = [
            character_terms(words(f"{passage.heading}\n{text}"))
            for passage, text in zip(draft.passages, read, strict=True)
        ]
    return documents


def write_draft(draft: Draft, folder: str) -> None:
    """Write all files of the index into `folder`, the manifest last."""
    rows = {name: count(texts) for name, texts in field_documents(draft).items()}
    write_fields(folder, rows, [bool(ask.topic) for ask in draft.asks])
    write_asks(folder, draft)
    draft.own.write(folder)
    _write_passages(draft, folder)
    if draft.rules is not None:
        write_rules(folder, draft.rules)
    write_json(folder, "model.json", wordlists.read_toml(DATA / "fitted" / "model.toml"))
    told = draft.identity | {"settings": asdict(draft.settings), "since": False}
    write_manifest(folder, told, *sizes_of(rows))


def _write_passages(draft: Draft, folder: str) -> None:
    records = (
        asdict(passage)
        | {
            "sentences": [[s.start, s.end, s.kind] for s in passage.sentences],
            "title_says": saying(draft.analyser.tokens(passage.title)),
            "heading_says": saying(draft.analyser.tokens(passage.heading)),
            "units": [[u.first, u.last, u.says] for u in units],
            "traits": [_stored_traits(unit, passage) for unit in units],
        }
        for passage, units in zip(draft.passages, draft.units, strict=True)
    )
    write_lines(os.path.join(folder, "passages"), records)
    asked = {
        (number, at): unit.asked for number, units in enumerate(draft.units) for at, unit in enumerate(units)
    }
    write_asked(folder, asked)


def _stored_traits(unit: Unit, passage: Passage) -> list[Any]:
    found = traits(unit, unit_text(passage, unit.first, unit.last))
    return [found.own, found.size, sorted(found.has)]
