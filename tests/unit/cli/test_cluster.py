"""--scheduler without what it needs: one line, and what to install."""

from argparse import ArgumentTypeError, Namespace
from importlib.machinery import ModuleSpec

import pytest

from citaat.cli.cluster import _megabytes, connected, held_elsewhere
from citaat.errors import UsageError


def test_a_missing_extra_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(name: str) -> ModuleSpec | None:
        return None if name == "distributed" else ModuleSpec(name, None)

    monkeypatch.setattr("importlib.util.find_spec", found)
    with pytest.raises(
        UsageError, match=r'needs distributed; install them with: pip install "citaat\[distributed\]"'
    ) as told:
        connected(Namespace(scheduler="tcp://127.0.0.1:1", patience=1.0))
    assert told.value.exit_code == 2


def test_a_page_needs_articles_that_are_here() -> None:
    with pytest.raises(UsageError, match="mount it, and give the path"):
        held_elsewhere(Namespace(scheduler="tcp://127.0.0.1:1", patience=1.0), "s3://krant/artikelen")


@pytest.mark.parametrize("wrong", ["0", "-1", "veel", "nan", "5000"])
def test_a_segment_has_a_size(wrong: str) -> None:
    assert _megabytes("0.5") == 500_000
    with pytest.raises(ArgumentTypeError, match="is no number from"):
        _megabytes(wrong)
