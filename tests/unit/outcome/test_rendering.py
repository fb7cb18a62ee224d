"""Outcomes on a terminal: order, width, colour, and nothing that could command it."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.outcome.rendering import Style, render
from citaat.records import Abstained, Abstention, Answered, Caveat, Citation
from citaat.terminal import printable

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "".join(map(chr, [*range(9), *range(11, 32), *range(127, 160)]))
EVIL = "\x1b[31mrood\x1b]0;titel\x07 \x9b2J \u202eomgekeerd\u2066 \r\x08 einde"
SAFE = re.compile(rf"[^{re.escape(BIDI + CONTROL)}]*")


def citation(n: int = 1, quote: str = "Een zin.", heading: str = "Kop", source: str = "a.md") -> Citation:
    return Citation(n, "a#kop.1", "a", "Titel", heading, source, 0, len(quote), quote, "")


def caveat(id: str, severity: str = "warning", text: str = "Let op.") -> Caveat:
    return Caveat(id, severity, text, "regel", "woord", (citation(),))


def line_of(source: str, offset: int) -> int:
    return 7


def shown(outcome: Answered | Abstained, style: Style | None = None) -> str:
    return render(outcome, line_of, style or Style())


def test_an_emergency_comes_before_the_answer_and_warnings_after() -> None:
    owed = (caveat("spoed", "emergency", "Bel 112."), caveat("medicatie", text="Overleg."))
    text = shown(Answered("v", "Een zin.", 0.9, (citation(),), owed))
    assert text.index("Bel 112.") < text.index("Een zin.") < text.index("Overleg.")


def test_an_abstention_keeps_its_caveats_and_helps_on() -> None:
    gap = Abstention("words_unknown", ("hoofdstad",), ("Waar zit magnesium in?",))
    text = shown(Abstained("v", 0.1, gap, (caveat("spoed", "emergency", "Bel 112."),)))
    for piece in ("Bel 112.", "hoofdstad", "Waar zit magnesium in?"):
        assert piece in text


def test_where_there_is_no_answer_every_caveat_stands_above_that() -> None:
    owed = (caveat("spoed", "emergency", "Bel 112."), caveat("medicatie", text="Overleg."))
    text = shown(Abstained("v", 0.1, Abstention("words_unknown", (), ("Prijzen",)), owed))
    order = ["Bel 112.", "Overleg.", "geven de artikelen geen antwoord", "Prijzen"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)


def test_a_suggested_heading_says_whose_it_is_where_that_is_told() -> None:
    gap = Abstention("words_unknown", (), ("Prijzen", "Waar parkeer ik?"))
    text = render(Abstained("v", 0.1, gap, ()), line_of, Style(), {"Prijzen": "Lessen"})
    assert "- Lessen › Prijzen\n- Waar parkeer ik?" in text


@pytest.mark.parametrize(
    "code", ["no_words", "nothing_known", "words_unknown", "not_in_corpus", "search_failed"]
)
def test_every_reason_has_words(code: str) -> None:
    assert len(shown(Abstained("v", 0.0, Abstention(code, (), ()), ()))) > 20


def test_a_source_names_file_line_and_heading() -> None:
    assert "[1] a.md:7 · Kop" in shown(Answered("v", "Een zin.", 0.9, (citation(),), ()))


@given(text=st.text(max_size=60))
def test_no_text_keeps_a_character_that_commands_a_terminal(text: str) -> None:
    assert SAFE.fullmatch(printable(text + BIDI + CONTROL))
    assert printable("gewoon\n\ttekst — “zo’n” é 20%") == "gewoon\n\ttekst — “zo’n” é 20%"


def test_nothing_in_an_article_or_question_reaches_the_terminal_raw() -> None:
    evil = citation(quote=EVIL + " x", heading=EVIL, source=f"{EVIL}.md")
    owed = (Caveat("medicatie", "warning", EVIL, EVIL, EVIL, (evil,)),)
    answered = Answered(EVIL, EVIL, 0.9, (evil,), owed)
    abstained = Abstained(EVIL, 0.0, Abstention("no_words", (EVIL,), (EVIL,)), owed)
    for outcome in (answered, abstained):
        assert SAFE.fullmatch(shown(outcome))


@pytest.mark.parametrize("width", [40, 60, 88])
def test_lines_are_no_wider_than_asked(width: int) -> None:
    words = "magnesium en spierpijn " * 20
    text = shown(Answered("v", words, 0.9, (citation(quote=words.strip()),), ()), Style(width=width))
    assert max(map(len, text.split("\n")[:-1])) <= width


def test_a_list_stays_a_list() -> None:
    text = shown(Answered("v", "x", 0.9, (citation(quote="In:\n\n- Vis\n- Melk"),), ()))
    assert text.startswith("In:\n- Vis\n- Melk [1]")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("env", "colour"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_only_on_a_terminal_and_never_with_no_color(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], colour: bool
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda fd: __import__("os").terminal_size((200, 40)))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert Style.for_stream(Terminal()).colour is colour
    assert Style.for_stream(io.StringIO()).colour is False
    assert Style.for_stream(Terminal()).width <= 88


def test_colour_marks_are_only_there_with_colour() -> None:
    outcome = Answered(
        "v", "Een zin.", 0.9, (citation(),), (caveat("spoed", "emergency"), caveat("medicatie"))
    )
    assert "\x1b[" in shown(outcome, Style(colour=True))
    assert "\x1b" not in shown(outcome)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown(outcome, Style(colour=True))) == shown(outcome)
