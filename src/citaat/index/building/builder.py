"""Building an index: from corpus and word lists to a folder of checked, plain files, one way for any size.

A corpus is read into items, items into blocks, blocks are merged to segments. A small corpus is one block. Of a
large one several blocks are read at once, and only those of items that an earlier index does not know.

Two things differ, and bound what a word or a passage of a large corpus costs. The analyser reads each passage by
itself, without the vocabulary of the others: compounds are split by the dictionary, and nothing is read into a text
from two words (on 73 questions over 296 passages this lost nothing: hit@1 .589 against .575). And what a unit says
is worked out when it is read; words are corrected towards terms of the corpus one letter away.
"""

import os
from concurrent.futures import Executor
from pathlib import Path

from citaat.caveats.storing import write_rules
from citaat.errors import CorpusError
from citaat.index.building.bare import write_bare
from citaat.index.building.blocks import uncollected
from citaat.index.building.changes import previous, refuse_twins
from citaat.index.building.chunking import FIELDS
from citaat.index.building.dictionary import ready
from citaat.index.building.job import Job, Progress, open_job
from citaat.index.building.known_questions import known_questions, write_asks
from citaat.index.building.rules import compiled_rules
from citaat.index.building.segments import write_statistics
from citaat.index.building.whole import write_passages
from citaat.index.building.words import abbreviations, corpus_words, trained_over
from citaat.index.building.writing import write_manifest
from citaat.index.dictionary import Dictionary
from citaat.index.store import WHOLE
from citaat.records import Passage
from citaat.storage.scratch import scratch
from citaat.storage.swap import replace, seal

# More passages than this make a corpus large.
LIMIT = 2_000


def silent(stage: str, done: int, total: int) -> None:
    """Tells nobody how far a build is."""


def build(
    root: Path,
    folder: Path,
    *,
    progress: Progress | None = None,
    dictionary: Dictionary | None = None,
    executor: Executor | None = None,
    anew: bool = False,
) -> None:
    """Build the index of the corpus at `root` and put it at `folder` in one step.

    Readers see the old index or the new one, never a mix: everything is written beside it and renamed. Blocks of a
    large corpus are read by `executor` (which must see the same files), else by as many processes as are worth it.
    Only what changed is read of it, unless `anew`. Raises CorpusError and RulesError.
    """
    # What a link leads to is replaced, not the link.
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    dictionary = dictionary or ready(str(folder))
    with uncollected(), scratch(str(folder.parent)) as fresh:
        _write(open_job(root, fresh, dictionary, progress or silent), "" if anew else str(folder), executor)
        seal(fresh)
        replace(fresh, str(folder))


def _write(job: Job, before: str, executor: Executor | None) -> None:
    """Write the index, leaning on the one in `before` where it can be."""
    old = previous(before, job.told["reading"], job.lists.dictionary) if before else None
    if old is not None:
        try:
            if write_bare(job, old, executor, LIMIT):
                return
        finally:
            old.close()
    passages = _few_passages(job)
    if passages is None:
        write_bare(job, None, executor, LIMIT)
    else:
        _write_whole(job, passages)


def _few_passages(job: Job) -> list[Passage] | None:
    """The passages of a small corpus, None when it is a large one. Raises CorpusError when there are none."""
    corpus, words = job.corpus, abbreviations(job.lists.dictionary.words)
    names: list[int] = []
    found: list[Passage] = []
    for source in corpus.sources():
        item = corpus.item(source, words)
        names.append(item.name)
        found += item.passages
        if len(found) > LIMIT:
            return None
    refuse_twins(corpus, names)
    if not found:
        raise CorpusError(
            "the corpus holds no passages", file=str(corpus.root), fix="add an article with text"
        )
    return found


def _write_whole(job: Job, passages: list[Passage]) -> None:
    """Write the index of a small corpus: one segment, and all that is known of its passages."""
    lists, folder = job.lists, job.folder
    trained = trained_over(lists.dictionary.lemmas, lists.settings.pipeline, passages)
    own = corpus_words(lists.dictionary, lists.lexicon, trained, passages, each_alone=False)
    rules, book = compiled_rules(lists.base, lists.lexicon, own, passages, passages)
    placed = dict(enumerate(passages))
    asks = list(known_questions(lists.lexicon, placed, own.analyser, lists.lexicon_path))
    own.write(folder)
    write_passages(folder, passages, own.analyser, job.progress)
    write_asks(folder, asks, placed)
    if rules is not None:
        write_rules(folder, rules)
    job.write_model()
    fields = (*FIELDS, "chars")
    told = {
        "layout": WHOLE,
        "passages": len(passages),
        "caveats": book,
        "segments": [len(passages)],
        "plain": True,
        "fields": dict.fromkeys(fields, len(passages)) | {"alias": len(asks)},
        "lengths": write_statistics(folder, 1, fields, None),
    }
    write_manifest(folder, job.told | told)
