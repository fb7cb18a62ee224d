"""A large corpus: only what an earlier index does not know is read, in blocks, and stands in a segment of its own.

When that becomes too large, or when there is nothing to lean on, all of it is one segment.
"""

import os
from concurrent.futures import Executor
from dataclasses import replace
from itertools import islice
from tempfile import TemporaryDirectory

import numpy as np

from citaat.index.building.blocks import Block, Task, write_blocks
from citaat.index.building.changes import Difference, Known, Previous, fits_beside, refuse_twins
from citaat.index.building.chunking import FIELDS
from citaat.index.building.items import ARTICLES, RECORDS, Corpus
from citaat.index.building.job import Job
from citaat.index.building.questions_and_rules import Written, write_questions_and_rules
from citaat.index.building.segments import Selection, order_of, select, write_segment, write_statistics
from citaat.index.building.words import corpus_words, trained_over
from citaat.index.building.writing import write_manifest
from citaat.index.dictionary import LEMMAS, WORDS
from citaat.index.store import BARE, TYPES
from citaat.storage.table import write_table

# Beyond this many passages character n-grams would outgrow the rest of the index.
CHARACTER_LIMIT = 20_000


def write_bare(job: Job, old: Previous | None, executor: Executor | None, least: int) -> bool:
    """Write the index of a large corpus, leaning on the `old` one.

    False, with nothing written, where that is no use: the corpus has become small, or too large for its fields.
    """
    job.progress("opening", 0, 0)
    with TemporaryDirectory(prefix=".spill-", dir=job.folder) as spill:
        chosen = _read(job, old, spill, executor)
        count = len(chosen.passages)
        chars = count <= CHARACTER_LIMIT
        if old and (count <= least or old.chars != chars):
            return False
        refuse_twins(job.corpus, chosen.array("names"))
        job.progress("assembling", 0, 0)
        for name in (WORDS, LEMMAS):
            if os.path.exists(os.path.join(spill, name)):
                os.rename(os.path.join(spill, name), os.path.join(job.folder, name))
        shared = _write_types(job.folder, chosen, old)
        written = _write_segments(job.folder, chosen, old, chars)
        written.shared.extend(shared)
        job.progress("weighing", 0, 0)
        fields = (*FIELDS, "chars") if chars else FIELDS
        lengths = write_statistics(job.folder, len(written.sizes), fields, written.numbers)
        asks, book = write_questions_and_rules(job, chosen, written, old)
        sizes = dict.fromkeys(fields, count) | {"alias": asks}
        told = {"layout": BARE, "passages": count, "fields": sizes, "lengths": lengths, "caveats": book}
        told |= {"segments": written.sizes, "plain": written.numbers is None}
        write_manifest(job.folder, job.told | told, old.files if old else None, written.shared)
    return True


def _read(job: Job, old: Previous | None, spill: str, executor: Executor | None) -> Selection:
    """The corpus as items of the old index and of blocks that are written now."""
    corpus, total, done = job.corpus, job.corpus.count(), 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        job.progress("reading", min(done, total), total)

    told(0)
    _prepare_words(job, old, spill)
    types = os.path.join(spill, TYPES) if old else ""
    # Of articles nobody knows how many passages they have before they are read.
    spelling = old.chars if old else corpus.single is None or _few_records(corpus)
    # Which articles there are need not travel with every block.
    task = Task(replace(corpus, articles=()), spill, spill, job.lists.dictionary.folder, types, spelling)
    stored = old.segments if old else []
    difference = Difference(
        corpus, Known(stored) if old else None, RECORDS if corpus.single else ARTICLES, told
    )
    blocks = write_blocks(task, difference.new(), told, executor, corpus.size())
    return select([*stored, *blocks], difference.items())


def _few_records(corpus: Corpus) -> bool:
    """Whether a passage file has so few passages that character n-grams are wanted."""
    if corpus.count() <= CHARACTER_LIMIT:
        return True
    filled = (source for source in corpus.sources() if corpus.item(source, frozenset(), bare=True).passages)
    return next(islice(filled, CHARACTER_LIMIT, None), None) is None


def _prepare_words(job: Job, old: Previous | None, spill: str) -> None:
    """Put the word tables where the blocks are written: what the lists say, whatever the corpus says."""
    if old:
        for name in (WORDS, LEMMAS, TYPES):
            if old.files.has(name):
                old.files.share(name, spill)
        return
    lists, corpus = job.lists, job.corpus
    items = (corpus.item(source, frozenset(), bare=True) for source in corpus.sources())
    passages = (passage for item in items for passage in item.passages)
    trained = trained_over(lists.dictionary.lemmas, lists.settings.pipeline, passages)
    corpus_words(lists.dictionary, lists.lexicon, trained, each_alone=True).write(spill)


def _write_types(folder: str, chosen: Selection, old: Previous | None) -> list[str]:
    """Write what is known of the words of all passages; the file, where it is that of the old index."""
    fresh: dict[str, str] = {}
    for source in chosen.sources:
        if isinstance(source, Block):
            fresh |= source.types
    known = old.files.table(TYPES) if old else {}
    if old and all(word in known for word in fresh):
        old.files.share(TYPES, folder)
        return [TYPES]
    with open(os.path.join(folder, TYPES), "wb") as file:
        write_table(file, (dict(known.items()) | fresh).items())
    return []


def _write_segments(folder: str, chosen: Selection, old: Previous | None, chars: bool) -> Written:
    """Write what is new beside the first segment of the old index, or everything anew."""
    base = old.index.manifest["segments"][0] if old else 0
    if old is None or not fits_beside(base, chosen):
        write_segment(folder, "0.", chosen, chars)
        return Written([len(chosen.passages)], None, [])
    shared = [
        name
        for name in old.index.manifest["files"]
        if name.startswith("0.") and not name.endswith(".idf.npy")
    ]
    for name in shared:
        old.files.share(name, folder)
    later = chosen.after(1)
    if len(later.items):
        write_segment(folder, "1.", later, chars)
    numbers, places = order_of(base, chosen)
    sizes = [base, len(later.passages)] if len(later.items) else [base]
    if len(numbers) == len(places) and bool((numbers == np.arange(len(numbers))).all()):
        return Written(sizes, None, shared)
    for name, column in (("numbers", numbers), ("places", places)):
        np.save(os.path.join(folder, f"{name}.npy"), column, allow_pickle=False)
    return Written(sizes, numbers, shared)
