"""The index of a large corpus, from word lists to manifest; `large` says what differs from a small one."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from citaat.caveats import book as caveat_source
from citaat.caveats.storing import write_rules
from citaat.caveats.taking import about_taking
from citaat.corpus import articles as corpus
from citaat.corpus.files import WORD_FILES
from citaat.corpus.passages import article_passages, record_passage
from citaat.corpus.settings import Settings, read_settings
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import NAME, VERSION, Analyser
from citaat.index.aliases import write_asked
from citaat.index.building import builder as index
from citaat.index.building import large
from citaat.index.building.assembly import (
    TYPES,
    Run,
    passages_of,
    write_items,
    write_passages,
    write_rows,
    write_types,
)
from citaat.index.building.blocks import Task, name_digest
from citaat.index.building.builder import compiled_rules, whose_rules
from citaat.index.building.chunks import FIELDS, SPELLED
from citaat.index.building.dictionary import DATA
from citaat.index.building.draft import Ask, Draft
from citaat.index.building.known_questions import ask_terms, known_questions, move_asks, write_asks
from citaat.index.building.large import passages_up_to, refuse_twins, spill_all, teller
from citaat.index.building.planning import Plan, plan
from citaat.index.building.previous import Previous, previous, runs
from citaat.index.building.rows import count, expand
from citaat.index.building.updating import kept, layer_of_all, write_layer
from citaat.index.building.words import corpus_words, stored_words, trained_over
from citaat.index.building.writing import ELSEWHERE, STATE, sizes_of, write_fields, write_manifest
from citaat.index.dictionary import Dictionary
from citaat.index.fields import word_grams
from citaat.index.lazy import LazyPassages
from citaat.index.segments import Since
from citaat.index.store import FORMAT, LAZY
from citaat.records import Passage
from citaat.storage.files import share, write_json
from citaat.storage.folder import Folder
from citaat.storage.pages import FILE as PAGES
from citaat.storage.table import Table, write_terms
from citaat.version import __version__

Progress = Callable[[str, int, int], None]
# From so many counts of one field on its weights are put together on disk.
_IN_MEMORY = 30_000_000


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything beside the passages that the index is made of."""

    base: Path
    dictionary: Dictionary
    lexicon: wordlists.Lexicon
    settings: Settings


def write_bulk(root: Path, folder: str, before: str, dictionary: Dictionary, progress: Progress) -> bool:
    """Write the index of the corpus at `root` into `folder`; the index at `before` is leant on where it can be.

    False, with nothing of use in `folder`, when the corpus is not large. Raises CorpusError.
    """
    base = root if root.is_dir() else root.parent
    lists = Lists(
        base,
        dictionary,
        wordlists.read_lexicon(base / "lexicon.toml"),
        read_settings(base / "settings.toml"),
    )
    progress("opening", 0, 0)
    reading = _reading(root, lists)
    told = {
        "layout": LAZY, "kind": "articles" if corpus.passage_file(root) is None else "passages",
        "source": _source(root), "reading": reading, "settings": asdict(lists.settings),
    }  # fmt: skip
    os.mkdir(os.path.join(folder, STATE))
    with tempfile.TemporaryDirectory(prefix=".before-", dir=folder) as space:
        old = previous(before, reading, space)
        if old and _written_from(old, root, folder, lists, told, progress):
            return True
    count = passages_up_to(root, index.CHARACTER_LIMIT)
    if count <= large.LIMIT:
        return False
    spelling = count <= index.CHARACTER_LIMIT
    _write_words(root, folder, lists)
    with tempfile.TemporaryDirectory(prefix=".spill-", dir=folder) as spill:
        found = spill_all(Task(root, folder, spill, spelling, dictionary.folder), teller(root, progress))
        refuse_twins(root, found)
        write_types(folder, spill)
        _write_whole(root, folder, lists, found, spelling, told, progress)
    return True


def _written_from(old: Previous, root: Path, folder: str, lists: Lists, told: dict[str, Any],
                  progress: Progress) -> bool:  # fmt: skip
    """Write what changed since `old`, or put it together with what did not; False when neither is worth it."""
    with tempfile.TemporaryDirectory(prefix=".spill-", dir=folder) as spill:
        found = runs(
            Task(root, old.folder, spill, old.spelling, lists.dictionary.folder), old, teller(root, progress)
        )
        count = sum(map(passages_of, found)) if found else 0
        if not found or count <= large.LIMIT or old.spelling != (count <= index.CHARACTER_LIMIT):
            return False
        refuse_twins(root, found)
        planned = plan(found, old)
        if planned:
            progress("weighing", 0, 0)
            _write_changes(root, folder, lists, old, planned, told)
        else:
            share(old.folder, folder, old.word_files)
            write_types(folder, spill, Table(os.path.join(old.folder, TYPES)).as_dict())
            _write_whole(root, folder, lists, found, old.spelling, told, progress)
    return True


def _write_whole(root: Path, folder: str, lists: Lists, found: Sequence[Run], spelling: bool,
                 told: dict[str, Any], progress: Progress) -> None:  # fmt: skip
    """Write an index of one layer; the word tables are in `folder`."""
    progress("assembling", 0, 0)
    state = os.path.join(folder, STATE)
    write_items(state, found)
    rows = write_rows(state, found, (*FIELDS, SPELLED) if spelling else FIELDS)
    passages = write_passages(folder, found)
    draft, book = _draft(folder, lists, _source(root), layered=False)
    progress("weighing", 0, 0)
    _write_asks(folder, draft)
    if spelling:
        spelled = rows.pop(SPELLED)
        write_terms(state, SPELLED, spelled.terms)
        rows["chars"] = expand(spelled, word_grams)
    rows["alias"] = count([ask_terms(ask) for ask in draft.asks])
    huge = max(len(counted.columns) for counted in rows.values()) > _IN_MEMORY
    with tempfile.TemporaryDirectory(prefix=".space-", dir=folder) as space:
        silent = [bool(ask.topic) for ask in draft.asks]
        write_fields(folder, rows, silent, space if huge else None, (*FIELDS, "chars"))
    _write_rules(folder, draft)
    write_json(folder, "model.json", wordlists.read_toml(DATA / "fitted" / "model.toml"))
    sizes, totals = sizes_of(rows)
    own = {"passages": passages, "caveats": book, "since": False}
    write_manifest(folder, index.identity(root) | told | own, sizes, totals)


def _write_changes(root: Path, folder: str, lists: Lists, old: Previous, planned: Plan,
                   told: dict[str, Any]) -> None:  # fmt: skip
    """Write an index of two layers, the first of them that of `old`."""
    manifest, state = old.manifest, os.path.join(folder, STATE)
    placed = planned.keeps(map(name_digest, _leant_on(lists))) and not _about_unknown(lists.base)
    anew = ["asks.", "asked.json", ELSEWHERE, PAGES]
    if not placed:
        anew += ["asked.", "alias.", "caveats."]
    files, counts = (
        kept(manifest[part], lambda name: name.startswith(tuple(anew))) for part in ("files", STATE)
    )
    share(old.folder, folder, files)
    share(os.path.join(old.folder, STATE), state, counts)
    sizes, totals = (write_layer if planned.changed else layer_of_all)(folder, planned, old)
    if placed:
        move_asks(old.folder, folder, planned.moved)
        sizes["alias"] = manifest["fields"]["alias"]
        book = manifest["caveats"]
        if book != "own":
            book = whose_rules(_taking(folder, lists, old, layered=planned.changed))
    else:
        draft, book = _draft(folder, lists, _source(root), layered=planned.changed)
        _write_asks(folder, draft)
        alias = {"alias": count([ask_terms(ask) for ask in draft.asks])}
        write_fields(folder, alias, [bool(ask.topic) for ask in draft.asks])
        _write_rules(folder, draft)
        sizes["alias"] = len(draft.asks)
    own = {"passages": len(planned.places), "caveats": book, "since": planned.changed}
    told = index.identity(root) | told | own
    write_manifest(folder, told, sizes, totals, {"files": files, STATE: counts}, old.pages(files))


def _taking(folder: str, lists: Lists, old: Previous, *, layered: bool) -> bool:
    """Whether the corpus as it is now is about taking something, whatever it was before."""
    lemmas, words = old.tables(lists.dictionary)
    with Folder(folder) as files:
        since = Since(files) if layered else None
        source = old.manifest["source"]
        stored = LazyPassages(files, source, lemmas, words, {}, since, lambda number: ())
    return about_taking(lists.dictionary.rules(), stored, Analyser(lemmas, words, frozenset()))


def _about_unknown(base: Path) -> bool:
    """Whether the corpus has rules of its own that do not say what they are about: all passages tell that."""
    own = base / "caveats.toml"
    return own.is_file() and not caveat_source.load(str(own)).subject.names


def _source(root: Path) -> str:
    single = corpus.passage_file(root)
    return single.name if single else ""


def _reading(root: Path, lists: Lists) -> str:
    """What the analysis of an item depends on beside its own bytes, as a digest."""
    files = [lists.base / name for name in WORD_FILES]
    told: list[str] = [f"{NAME}/{VERSION}", f"{FORMAT}/{__version__}", _source(root)]
    told += [lists.dictionary.name]
    told += [corpus.fingerprint([file], lists.base) if file.is_file() else "" for file in files]
    if lists.settings.pipeline:
        # A trained pipeline gives a word the lemma it has most often in all of the corpus.
        told += [corpus.fingerprint(corpus.corpus_files(root), root)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _write_words(root: Path, folder: str, lists: Lists) -> None:
    """Write the word tables: what the lists say, whatever the corpus says."""
    trained = trained_over(lists.dictionary.lemmas, lists.settings.pipeline, _passages(root))
    corpus_words(lists.dictionary, lists.lexicon, trained, each_alone=True).write(folder)


def _passages(root: Path) -> Iterator[Passage]:
    """The passages one at a time; their sentences do not matter here."""
    single = corpus.passage_file(root)
    if single is not None:
        return (record_passage(article, frozenset()) for _, article in corpus.read_passage_file(single))
    return (
        passage
        for file in corpus.article_files(root)
        for passage in article_passages(corpus.read_article(file, root), frozenset())
    )


def _draft(folder: str, lists: Lists, source: str, *, layered: bool) -> tuple[Draft, str]:
    """Known questions and caveat rules, with their places among the passages written in `folder`."""
    own = stored_words(folder, lists.dictionary)
    with Folder(folder) as files:
        since = Since(files) if layered else None
        stored = LazyPassages(files, source, own.lemmas, own.words, {}, since, lambda number: ())
    wanted = {alias.article for alias in lists.lexicon.aliases} | _quoted(lists.base)
    chosen = [
        (at, passage) for at, passage in enumerate(stored if wanted else ()) if passage.article_id in wanted
    ]
    found = [passage for _, passage in chosen]
    rules, book = compiled_rules(lists.base, own, found, stored)
    draft = Draft(found, [], [], own, rules, lists.settings)
    numbers = [at for at, _ in chosen]
    asks = known_questions(lists.lexicon, found, draft, lists.base / "lexicon.toml", partial=False)
    draft.asks = [_placed(ask, numbers) for ask in asks]
    return draft, book


def _placed(ask: Ask, numbers: list[int]) -> Ask:
    """`ask` by the numbers of all passages, not of the chosen ones."""
    if ask.passage < 0:
        return ask
    others = [(numbers[passage], sentence) for passage, sentence in ask.others]
    return replace(ask, passage=numbers[ask.passage], others=others)


def _quoted(base: Path) -> set[str]:
    """The articles that the corpus' own rules quote."""
    own = base / "caveats.toml"
    if not own.is_file():
        return set()
    return {quote.article for text in caveat_source.load(str(own)).texts for quote in text.quotes}


def _leant_on(lists: Lists) -> set[str]:
    """The names of the articles or records that known questions and rules point to."""
    articles = {alias.article for alias in lists.lexicon.aliases} | _quoted(lists.base)
    single = corpus.passage_file(lists.base)
    return articles if single else {f"{article}.md" for article in articles}


def _write_rules(folder: str, draft: Draft) -> None:
    if draft.rules is not None:
        write_rules(folder, draft.rules)


def _write_asks(folder: str, draft: Draft) -> None:
    write_asks(folder, draft)
    asked: dict[str, list[int]] = {}
    for number, ask in enumerate(draft.asks):
        if ask.passage >= 0:
            asked.setdefault(str(ask.passage), []).append(number)
    write_json(folder, "asked.json", asked)
    write_asked(folder, {})
