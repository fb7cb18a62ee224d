"""Marks in the middle of a sentence that look like its end: after a quoted number, between dashes, in a bracket."""

import pytest

from citaat.dutch.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), frozenset())]


@pytest.mark.parametrize(
    "text",
    [
        'Zie richtlijn "3. Werk transparant en gebruik open source".',
        "Zie hoofdstuk „12. Wonen” van de gids.",
        "Het geldt overal -- in alle buurten? -- en altijd.",
        "Het geldt overal – ook hier! – en altijd.",
        '("Wat is een item?" -- "Dat is een item," zegt u dan.)',
        "Neem een tablet (of twee? Vraag het na) bij het eten.",
        "Bel de arts (dr. Jansen. Of zijn assistent.), en wacht.",
    ],
)
def test_a_sentence_is_not_cut_there(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        ("Ik gaf het een 3. ", "Daarna nog een."),
        ('Hij zei "3." ', "Daarna niets meer."),
        ("Neem mee: – Brood. ", "– Melk."),
        ("Komt u? ", "– Ja, graag."),
        ("Bel ons (ook 's avonds). ", "Wij helpen u."),
        ("(Bel eerst. ", "Kom dan.)"),
        ("Wacht (zie boven. ", "Dat scheelt.) Kom dan."),
    ],
)
def test_a_sentence_that_ends_is_cut(text: tuple[str, str]) -> None:
    assert split("".join(text))[0] == text[0].strip()
