"""What is typed wrongly is one usage error that says what was meant."""

import pytest

from citaat.cli.commands import passages
from citaat.cli.parsing import make_parser, parse
from citaat.errors import UsageError


@pytest.mark.parametrize("word", ["", " ", "\t\n", "\u2028\u2029", "\xa0", "\u3000"])
def test_an_argument_without_a_word_in_it_is_a_usage_error(word: str) -> None:
    with pytest.raises(UsageError, match="without a word"):
        parse(make_parser("passages", "list", passages), [word])


def test_a_word_too_many_is_named() -> None:
    with pytest.raises(UsageError, match="no place for te veel"):
        parse(make_parser("passages", "list", passages), ["te", "veel"])
