"""Building the index of a large corpus: in blocks, by several processes, from what an earlier index still knows.

Three things differ from a small corpus, and bound what a word or a passage costs. The analyser
reads each passage by itself, without the vocabulary of the others: compounds are split by the
dictionary, and nothing is read into a text from two words (on 73 questions over 296 passages this
lost nothing: hit@1 .589 against .575). Words are corrected towards terms of the corpus one letter
away, found without a table of misspellings. And what a unit says is worked out when it is read.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from citaat.corpus import articles as corpus
from citaat.corpus.passages import article_passages
from citaat.errors import IndexDamaged
from citaat.index import store
from citaat.index.building.assembly import BlockSource, Run
from citaat.index.building.blocks import Task, raise_told, share

if TYPE_CHECKING:
    pass

Progress = Callable[[str, int, int], None]
# More passages than this make a corpus large.
LIMIT = 2_000
# From so many bytes on a second process pays for its start.
_SHARED = 4_000_000
_PROCESSES = 2


def is_large(folder: str) -> bool:
    """Whether the index in `folder`, if there is one, is that of a large corpus."""
    try:
        return bool(store.read_manifest(folder).get("layout") == store.LAZY)
    except IndexDamaged:
        return False


def passages_up_to(root: Path, limit: int) -> int:
    """How many passages the corpus has; one more than `limit` when there are more than that."""
    found = 0
    for passages in _sizes(root):
        found += passages
        if found > limit:
            return limit + 1
    return found


def _sizes(root: Path) -> Iterator[int]:
    single = corpus.passage_file(root)
    if single is not None:
        return (bool(article.text.strip()) for _, article in corpus.read_passage_file(single))
    return (
        len(article_passages(corpus.read_article(file, root), frozenset()))
        for file in corpus.article_files(root)
    )


def spill_all(task: Task, told: Callable[[int], None]) -> list[Run]:
    """Every item of the corpus, spilled now. Raises CorpusError."""
    root, spill = task.root, task.folder
    single = corpus.passage_file(root)
    size = single.stat().st_size if single else sum(f.stat().st_size for f in corpus.article_files(root))
    if size < _SHARED or (os.cpu_count() or 1) < _PROCESSES:
        share(task, 0, 1, told)
    else:
        _share_out(task.arguments(), told)
    blocks = sorted(int(name) for name in os.listdir(spill) if name.isdecimal())
    sources = [BlockSource(spill, number) for number in blocks]
    return [Run(source, 0, len(source.items["sizes"])) for source in sources]


def teller(root: Path, progress: Progress) -> Callable[[int], None]:
    """Tells how many items were read, of how many."""
    single = corpus.passage_file(root)
    total = corpus.line_count(single) if single else len(corpus.article_files(root))
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress("reading", min(done, total), total)

    told(0)
    return told


def refuse_twins(root: Path, runs: Sequence[Run]) -> None:
    """Raise CorpusError when an _id occurs twice in a passage file."""
    import numpy as np

    single = corpus.passage_file(root)
    if single is not None:
        names = np.concatenate([run.source.items["names"][run.first : run.last] for run in runs])
        names.sort()
        if (names[1:] == names[:-1]).any():
            # Which and where is told by reading all of it in order; two names may also share a digest.
            for _ in corpus.read_passage_file(single):
                pass


def _share_out(arguments: list[str], told: Callable[[int], None]) -> None:
    """Let processes of their own spill the blocks. Raises what one of them meets."""
    package = Path(__file__).resolve().parents[3]
    paths = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-c", "from citaat.index.building.blocks import main; main()", *arguments]
    workers = [
        subprocess.Popen(
            [*command, str(part), str(_PROCESSES)],
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": paths},
        )
        for part in range(_PROCESSES)
    ]  # fmt: skip
    lines: Queue[str] = Queue()
    threads = [threading.Thread(target=_listen, args=(worker, lines), daemon=True) for worker in workers]
    try:
        for thread in threads:
            thread.start()
        open_ends = len(workers)
        while open_ends:
            line = lines.get()
            if not line:
                open_ends -= 1
            elif line.startswith("{"):
                raise_told(line)
            else:
                told(int(line))
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
        for thread in threads:
            thread.join()
        for worker in workers:
            if worker.stdout:
                worker.stdout.close()
    if any(worker.returncode for worker in workers):
        raise OSError("a process that was reading the corpus has ended early")


def _listen(worker: "subprocess.Popen[str]", lines: "Queue[str]") -> None:
    for line in worker.stdout or ():
        lines.put(line)
    worker.wait()
    lines.put("")
