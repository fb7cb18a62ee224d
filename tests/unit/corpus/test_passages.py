"""Passages: all of an article's text, once, under its heading, at exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.front_matter import body
from citaat.corpus.passages import article_passages, record_passage
from citaat.engine import Engine
from citaat.records import Article, Passage

FRONT = '+++\ntitle = "Titel"\n+++\n'
KINDS = st.sampled_from(["heading", "paragraph", "lead", "bullet", "number", "indented", "blank"])


def chunk(text: str) -> list[Passage]:
    return article_passages(Article("a", "Titel", "a.md", FRONT + text, ""), frozenset())


def document(kinds: list[str], end: str) -> tuple[str, list[str]]:
    """An article of these lines, every one with a word of its own, and the words that are no heading."""
    lines, words = [], []
    for number, kind in enumerate(kinds):
        word = f"Woord{number}x"
        shapes = {
            "heading": f"## {word}",
            "paragraph": f"Zin {word}. Nog één.",
            "lead": f"Dit is {word}:",
            "bullet": f"- {word}",
            "number": f"{number}. {word}",
            "indented": f"  verder {word}",
            "blank": "",
        }
        lines.append(shapes[kind])
        if kind not in {"heading", "blank"}:
            words.append(word)
    return end.join(lines) + end, words


@given(kinds=st.lists(KINDS, max_size=14), end=st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))
def test_every_word_is_in_one_sentence_at_its_place(kinds: list[str], end: str) -> None:
    text, words = document(kinds, end)
    passages = chunk(text)
    whole = FRONT + text
    said = []
    for passage in passages:
        assert whole[passage.start : passage.end] == passage.text
        assert passage.sentences
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.start, passage.end)
        said += [whole[sentence.start : sentence.end] for sentence in passage.sentences]
    assert [word for sentence in said for word in words if word in sentence] == words
    assert len({passage.id for passage in passages}) == len(passages)


@given(text=st.text(st.one_of(st.sampled_from("#-*•1. \n\t:AZaz>|`"), st.characters()), max_size=80))
def test_any_text_is_chunked_without_an_error(text: str) -> None:
    start = body(FRONT + text, "a.md").start
    ends = [start]
    for passage in chunk(text):
        assert passage.text.strip()
        assert ends[-1] <= passage.start < passage.end <= len(FRONT + text)
        ends.append(passage.end)


@pytest.mark.parametrize("text", ["- \n", "Tekst.\n\n- \n", "-  \n\n## Kop\n\n* \n", "1. \n"])
def test_a_bullet_without_text_is_no_passage(text: str) -> None:
    assert [passage.text for passage in chunk(text)] == (["Tekst."] if "Tekst" in text else [])


def test_a_list_goes_with_the_line_that_introduces_it() -> None:
    (passage,) = chunk("## Kop\n\nDit zit erin:\n\n- Vis\n- Melk\n")
    assert [sentence.kind for sentence in passage.sentences] == ["lead", "item", "item"]
    assert [passage.slice(s.start, s.end) for s in passage.sentences] == ["Dit zit erin:", "Vis", "Melk"]
    assert passage.heading == "Kop"


def test_a_list_after_a_plain_paragraph_stands_alone() -> None:
    assert [passage.text for passage in chunk("Gewone zin.\n\n- Vis\n")] == ["Gewone zin.", "Vis"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Vraag", "Vraag"],
        ["Vraag", "Vraag", "Vraag 2"],
        ["Vraag 2", "Vraag", "Vraag"],
        ["???", "!!!"],
        ["é", "ë"],
    ],
)
def test_ids_are_distinct_however_alike_the_headings(headings: list[str]) -> None:
    passages = chunk("".join(f"## {heading}\n\nTekst {n}.\n\n" for n, heading in enumerate(headings)))
    assert len({passage.id for passage in passages}) == len(headings)


def test_both_sections_of_the_same_name_are_there(engine: Engine) -> None:
    twice = [p for p in engine.passages if p.heading == "Kun je ook extra magnesium uit voeding halen?"]
    assert len({passage.id.rsplit(".", 1)[0] for passage in twice}) == 2
    assert any("8 weken" in passage.text for passage in twice)
    assert any("dé manier" in passage.text for passage in twice)


def test_ids_of_the_corpus_are_distinct_and_readable(engine: Engine) -> None:
    ids = [passage.id for passage in engine.passages]
    assert len(set(ids)) == len(ids)
    assert all(id.isascii() and " " not in id for id in ids)


@given(text=st.text(max_size=120).filter(str.strip))
def test_a_record_is_one_passage_with_exact_sentences(text: str) -> None:
    passage = record_passage(Article("1", "T", "corpus.jsonl#1", text, ""), frozenset())
    assert passage.text == text
    assert all(0 <= s.start < s.end <= len(text) for s in passage.sentences)
