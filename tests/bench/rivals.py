"""Ways to find the ten best of many texts, behind one interface; peers that are not installed stay out."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from importlib.util import find_spec
from typing import Any

from support.fields import opened, write_field
from texts import Text

from citaat.index import postings
from citaat.index.building.counts import count
from citaat.index.fast import fast

K = 10
Search = Callable[[list[Text]], list[list[int]]]
# Who needs long for a question is asked fewer in a round.
SLOW = {"scikit-learn": 20, "SQLite FTS5": 20, "bm25s": 100}


def rivals(sources: list[Text], folder: str, open_until: ExitStack) -> Iterator[tuple[str, Search]]:
    """Name and search of ourselves and of every peer that is installed; what they open is closed by `open_until`."""
    write_field(folder, count(sources), "lemma")
    yield "citaat (NumPy)", ours(folder, len(sources), compiled=False)
    if find_spec("numba"):
        yield "citaat (fast)", ours(folder, len(sources), compiled=True)
    yield "scikit-learn", scikit_learn(sources)
    yield "SQLite FTS5", fts5(sources, open_until)
    if find_spec("bm25s"):
        yield "bm25s", bm25s_search(sources, "numpy")
        if find_spec("numba"):
            yield "bm25s (Numba)", bm25s_search(sources, "numba")
    if find_spec("tantivy"):
        yield "tantivy", tantivy_search(sources, os.path.join(folder, "tantivy"))


def ours(folder: str, size: int, *, compiled: bool) -> Search:
    """Our field, by NumPy alone or by the compiled search from the first question on."""
    field = opened(folder, size, "lemma")
    if compiled:
        field.postings()._fast = fast(field.postings())
    else:
        field.postings()._asked = postings._PATIENCE

    def search(asked: list[Text]) -> list[list[int]]:
        return [[document for document, _ in field.top(terms, K)] for terms in asked]

    return search


def scikit_learn(sources: list[Text]) -> Search:
    """The reference: cosines of all, by linear_kernel."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    fitted = TfidfVectorizer(analyzer=list)
    rows = fitted.fit_transform(sources)

    def search(asked: list[Text]) -> list[list[int]]:
        found = []
        for terms in asked:
            scores = linear_kernel(fitted.transform([terms]), rows).ravel()
            few = np.argpartition(-scores, min(K, len(scores) - 1))[:K]
            found.append([int(one) for one in few[np.lexsort((few, -scores[few]))] if scores[one] > 0])
        return found

    return search


def fts5(sources: list[Text], open_until: ExitStack) -> Search:
    """SQLite's full-text search, words joined by OR."""
    base = open_until.enter_context(closing(sqlite3.connect(":memory:")))
    base.execute("create virtual table passages using fts5(words, content='')")
    base.executemany(
        "insert into passages(rowid, words) values (?, ?)",
        ((number, " ".join(text)) for number, text in enumerate(sources)),
    )
    order = "select rowid from passages where passages match ? order by rank limit ?"

    def search(asked: list[Text]) -> list[list[int]]:
        wanted = (" OR ".join(f'"{term}"' for term in terms) for terms in asked)
        return [[row for (row,) in base.execute(order, (one, K))] for one in wanted]

    return search


def bm25s_search(sources: list[Text], backend: str) -> Search:
    """bm25s, all questions in one call, which suits it best."""
    import bm25s

    index = bm25s.BM25(backend=backend)
    index.index(sources, show_progress=False)

    def search(asked: list[Text]) -> list[list[int]]:
        documents, scores = index.retrieve(
            asked, k=min(K, len(sources)), show_progress=False, backend_selection=backend, n_threads=1
        )
        return [
            [int(one) for one, score in zip(*row, strict=True) if score > 0]
            for row in zip(documents, scores, strict=True)
        ]

    return search


def tantivy_search(sources: list[Text], folder: str) -> Search:
    """tantivy, one segment on disk, words joined by OR."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("words", tokenizer_name="whitespace").build()
    os.mkdir(folder)
    index = tantivy.Index(schema, folder)
    writer = index.writer(200_000_000, 1)
    for text in sources:
        writer.add_document(tantivy.Document(words=" ".join(text)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, should, term = index.searcher(), tantivy.Occur.Should, tantivy.Query.term_query

    def query(terms: Text) -> Any:
        return tantivy.Query.boolean_query([(should, term(schema, "words", one)) for one in terms])

    def search(asked: list[Text]) -> list[list[int]]:
        found = (searcher.search(query(terms), K, count=False).hits for terms in asked)
        return [[address.doc for _, address in hits] for hits in found]

    return search
