"""A question without options is read without argparse, and as argparse would read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.cli.commands import ask
from citaat.cli.parsing import make_parser, parse

_WORDS = st.text(min_size=1).filter(lambda word: not word.startswith("-"))


@given(words=st.lists(_WORDS, min_size=1, max_size=5))
def test_words_alone_are_what_argparse_makes_of_them(words: list[str]) -> None:
    parsed = parse(make_parser("ask", "", ask), words)
    plain = ask.plain(words)
    assert plain is not None
    assert {name: getattr(plain, name) for name in vars(parsed)} == vars(parsed)
    assert set(vars(parsed)) == set(plain.__match_args__)


@pytest.mark.parametrize(
    "arguments", [[], ["-"], ["--json", "wat"], ["wat", "--explain"], ["wat", "--", "-x"]]
)
def test_whatever_may_be_an_option_is_left_to_argparse(arguments: list[str]) -> None:
    assert ask.plain(arguments) is None
