"""A small corpus: one block, read in one process with the vocabulary of all of it, its units stored with what they say."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from citaat.corpus.traits import noticed
from citaat.corpus.units import saying, unit_spans, unit_text
from citaat.dutch.building import BuildAnalyser
from citaat.index.building.chunking import SPELLED, Chunker
from citaat.index.building.counts import expand, write_postings
from citaat.index.building.items import stored, texts
from citaat.index.fields import word_grams
from citaat.index.passages import above
from citaat.records import Passage
from citaat.storage.lines import write_lines

Progress = Callable[[str, int, int], None]


def write_passages(
    folder: str, passages: Sequence[Passage], analyser: BuildAnalyser, progress: Progress
) -> None:
    """Write the one segment of these passages."""
    chunker = Chunker(analyser, spelling=True, whole=True)
    for passage in passages:
        chunker.add(*texts(passage))
    fields = chunker.take()
    fields["chars"] = expand(fields.pop(SPELLED), word_grams)
    for name, field in fields.items():
        write_postings(folder, "0.", name, field)
    write_lines(os.path.join(folder, "0.passages"), _records(passages, analyser, progress))


def _records(
    passages: Sequence[Passage], analyser: BuildAnalyser, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Passages with all that is known of them."""

    @cache
    def says(text: str) -> Mapping[str, float]:
        return saying(analyser.tokens(text))

    for number, passage in enumerate(passages):
        progress("reading", number, len(passages))
        spans = unit_spans(passage)
        read = [unit_text(passage, *span) for span in spans]
        said = [saying(analyser.tokens(text)) for text in read]
        noted = zip(said, read, strict=True)
        yield stored(passage) | {
            "title_says": says(passage.title),
            "heading_says": says(passage.heading),
            "above_says": says(above(passage)),
            "units": [[*span, unit] for span, unit in zip(spans, said, strict=True)],
            "traits": [[len(unit), len(text), sorted(noticed(text))] for unit, text in noted],
        }
    progress("reading", len(passages), len(passages))
