"""What leans on a few passages of a large corpus: known questions and rules, placed anew or moved along."""

import os
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from citaat.caveats.storing import write_rules
from citaat.caveats.taking import about_taking
from citaat.dutch.building import BuildAnalyser
from citaat.index.building.changes import Previous, unchanged
from citaat.index.building.counts import bounds
from citaat.index.building.items import name_digest
from citaat.index.building.job import Job
from citaat.index.building.known_questions import known_questions, move_asks, write_asks
from citaat.index.building.rules import (
    Gists,
    compiled_rules,
    general_rules,
    quoted_articles,
    subject_unknown,
    whose_rules,
)
from citaat.index.building.segments import Selection
from citaat.index.building.words import CorpusWords, stored_words
from citaat.index.passages import BarePassages
from citaat.index.segments import SegmentLines, open_segments
from citaat.index.store import TYPES
from citaat.storage.files import write_json
from citaat.storage.folder import Folder
from citaat.storage.table import Table

# What known questions, rules and the model are stored in, but for where questions point to.
_PARTS = ("alias.", "caveats.", "model.")
# What passages say of taking something, for the next build.
GISTS = "gists.json"
_MOST_GISTS = 4_000


@dataclass(frozen=True, slots=True)
class Written:
    """The segments of the new index: their sizes, where their passages stand, and which files are those of the old one."""

    sizes: list[int]
    numbers: "NDArray[np.int32] | None"
    shared: list[str]


def write_questions_and_rules(
    job: Job, chosen: Selection, written: Written, old: Previous | None
) -> tuple[int, str]:
    """Write known questions and rules: how many questions, and whose rules."""
    lists = job.lists
    names = {alias.article for alias in lists.lexicon.aliases} | quoted_articles(lists.base)
    digests = {name_digest(name if job.corpus.single else f"{name}.md") for name in names}
    own = _words(job)
    passages = _open_passages(job, own, written, len(chosen.passages))
    known: dict[str, str] = old.files.json(GISTS) if old else {}
    gists = Gists(passages, own, known if len(known) < _MOST_GISTS else {})
    if old and unchanged(digests, chosen, len(old.segments)) and not subject_unknown(lists.base):
        count, book = _moved(job, chosen, written, old), str(old.index.manifest["caveats"])
        if book != "own":
            book = whose_rules(about_taking(general_rules(own), gists, own.analyser))
        write_json(job.folder, GISTS, gists.known)
        return count, book
    near = np.isin(chosen.array("names"), np.fromiter(digests, np.uint64, len(digests)))
    firsts = bounds(chosen.array("sizes")).tolist()
    places = [at for item in np.flatnonzero(near).tolist() for at in range(firsts[item], firsts[item + 1])]
    found = {place: passages[place] for place in places}
    rules, book = compiled_rules(lists.base, lists.lexicon, own, list(found.values()), gists)
    asks = list(known_questions(lists.lexicon, found, own.analyser, lists.lexicon_path))
    write_asks(job.folder, asks, found)
    if rules is not None:
        write_rules(job.folder, rules)
    job.write_model()
    write_json(job.folder, GISTS, gists.known)
    return len(asks), book


def _moved(job: Job, chosen: Selection, written: Written, old: Previous) -> int:
    """Take over those of the old index, which lean on nothing that changed; how many questions there are."""
    for name in old.index.manifest["files"]:
        if name.startswith(_PARTS):
            old.files.share(name, job.folder)
            written.shared.append(name)
    move_asks(old.index, job.folder, chosen.numbers()[old.places()].tolist())
    return len(old.index.asks)


def _words(job: Job) -> CorpusWords:
    """The words of the new index, with an analyser that knows what was worked out for its passages."""
    own = stored_words(job.folder, job.lists.dictionary)
    types = Table(os.path.join(job.folder, TYPES))
    return replace(own, analyser=BuildAnalyser(own.lemmas, own.words, frozenset(), types))


def _open_passages(job: Job, own: CorpusWords, written: Written, count: int) -> BarePassages:
    with Folder(job.folder) as files:
        segments = open_segments(files, written.sizes, count, written.numbers is None)
    return BarePassages(SegmentLines(segments, ""), "", job.corpus.source, own.lemmas, own.words, {})
