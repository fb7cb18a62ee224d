"""Corpora, word lists and rules of an enemy or a slip: refused by name, or borne; nothing outside the folder is read."""

from pathlib import Path

import pytest
from support.hostile import BORNE, QUESTION, REFUSED, SECRET, sound

from citaat.checking.checks import check_corpus
from citaat.engine import open_corpus
from citaat.errors import CitaatError

pytestmark = pytest.mark.usefixtures("fast_build")
# These take seconds, and are tried by `make torture`.
_SLOW = {"packed bomb", "a hundred megabytes"}


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - _SLOW))
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str) -> None:
    corpus, (file, make) = sound(tmp_path / "corpus"), REFUSED[name]
    make(corpus)
    with pytest.raises(CitaatError) as caught:
        open_corpus(str(corpus), str(tmp_path / "i"))
    assert caught.value.exit_code == 3
    assert (caught.value.file or "").endswith(file)
    assert caught.value.fix


@pytest.mark.parametrize("name", sorted(BORNE))
def test_what_means_nothing_is_borne_and_nothing_outside_is_read(tmp_path: Path, name: str) -> None:
    corpus = sound(tmp_path / "corpus")
    BORNE[name](corpus)
    engine = open_corpus(str(corpus), str(tmp_path / "i"))
    assert SECRET not in str(engine.ask(QUESTION).to_dict())
    assert any("zeven uur" in passage.text for passage in engine.passages)


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - _SLOW))
def test_what_is_refused_is_found_by_a_check(tmp_path: Path, name: str) -> None:
    corpus, (file, make) = sound(tmp_path / "corpus"), REFUSED[name]
    make(corpus)
    try:
        named = [one.file for one in check_corpus(corpus).findings]
    except CitaatError as error:
        named = [error.file or ""]
    assert any(one.endswith(file) for one in named)
