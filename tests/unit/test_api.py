"""The Python API: its names are found by help(), dir() and a type checker, and cost nothing until used."""

import pickle
import pydoc
from pathlib import Path

import pytest

import citaat
from citaat.errors import CorpusError

FOLDERS = sorted(
    entry.name for entry in Path(citaat.__file__).parent.iterdir() if entry.is_dir() and entry.name[0] != "_"
)


def test_help_shows_every_public_name() -> None:
    told = pydoc.plain(pydoc.render_doc(citaat))
    for name in set(citaat.__all__) - {"__version__"}:
        assert name in told
    assert "class Engine" in told
    assert "open_corpus(" in told


def test_dir_names_what_can_be_had() -> None:
    for name in citaat.__all__:
        assert name in dir(citaat)
        assert getattr(citaat, name) is not None
    with pytest.raises(AttributeError, match="nergens"):
        citaat.nergens  # noqa: B018


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_map_names_every_folder(folder: str) -> None:
    assert f"\n    {folder} " in (citaat.__doc__ or "")


def test_type_checkers_may_look_inside() -> None:
    assert Path(citaat.__file__).with_name("py.typed").is_file()


def test_errors_come_back_whole_from_other_processes() -> None:
    error = CorpusError("is not JSON", file="corpus.jsonl", line=3, fix="mend it")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (CorpusError, "corpus.jsonl:3: is not JSON; mend it")
    assert (again.what, again.file, again.line, again.fix) == (error.what, error.file, error.line, error.fix)
