"""Light dataclasses are dataclasses: the standard module and pickle see no difference."""

import dataclasses
import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import SOURCES

from citaat.light import Pattern, dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things."""

    left: int
    right: str = "right"

    def both(self) -> str:
        return f"{self.left}{self.right}"


@dataclasses.dataclass(frozen=True, slots=True)
class Real:
    left: int
    right: str = "right"


@dataclass(frozen=True, slots=True)
class Single:
    value: int


@given(left=st.integers(), right=st.text())
def test_it_behaves_as_a_real_one(left: int, right: str) -> None:
    ours, real = Pair(left, right), Real(left, right)
    assert dataclasses.asdict(ours) == dataclasses.asdict(real)
    assert dataclasses.astuple(ours) == dataclasses.astuple(real)
    assert repr(ours) == repr(real).replace("Real", "Pair")
    assert ours == Pair(left, right)
    assert hash(ours) == hash(Pair(left, right))
    assert ours != Pair(left + 1, right)
    assert dataclasses.replace(ours, left=0) == Pair(0, right)
    assert pickle.loads(pickle.dumps(ours)) == ours


def test_defaults_keywords_methods_and_docstring_stay() -> None:
    assert Pair(1) == Pair(left=1, right="right")
    assert Pair(1).both() == "1right"
    assert Pair.__doc__ == "Two things."
    assert dataclasses.is_dataclass(Pair)
    assert [field.name for field in dataclasses.fields(Pair)] == ["left", "right"]
    assert Single(1) == Single(1) != Single(2)
    assert pickle.loads(pickle.dumps(Single(3))) == Single(3)
    match Pair(1, "x"):
        case Pair(left, right):
            assert (left, right) == (1, "x")


def test_nothing_about_it_can_change() -> None:
    pair = Pair(1)
    with pytest.raises(AttributeError, match="frozen"):
        pair.left = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del pair.right
    with pytest.raises(AttributeError):
        object.__setattr__(pair, "other", 1)
    assert not hasattr(pair, "__dict__")


def test_missing_and_unknown_arguments_are_errors() -> None:
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Pair(1, "x", 3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False, slots=True)


def test_an_answer_needs_neither_dataclasses_nor_typing() -> None:
    """What a cold question imports is part of what people wait for."""
    code = "import sys, citaat.engine, citaat.outcome.rendering; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SOURCES)},
        check=True,
    )
    heavy = {
        "dataclasses",
        "inspect",
        "typing",
        "pathlib",
        "numpy",
        "sklearn",
        "spacy",
        "tomllib",
        "importlib.metadata",
    }
    assert not heavy & set(done.stdout.split())


def test_a_field_without_a_default_after_one_with_it_is_refused() -> None:
    with pytest.raises(TypeError, match="default"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            first: int = 0
            second: str  # type: ignore[misc]


def test_errors_and_signatures_name_the_fields() -> None:
    assert list(inspect.signature(Pair).parameters) == ["left", "right"]
    with pytest.raises(TypeError, match="left"):
        Pair()  # type: ignore[call-arg]
    assert Pair.__init__.__module__ == __name__


@pytest.mark.parametrize("count", range(16))
def test_classes_of_any_number_of_fields_are_filled_in_order(count: int) -> None:
    names = [f"field{at}" for at in range(count)]
    made: Any = dataclass(frozen=True, slots=True)(
        type("Made", (), {"__annotations__": dict.fromkeys(names, int)})
    )
    record = made(*range(count))
    assert [getattr(record, name) for name in names] == list(range(count))
    assert record == made(**dict(zip(names, range(count), strict=True)))
    assert list(inspect.signature(made).parameters) == names
    if count:
        with pytest.raises(TypeError, match=r"__init__\(\) missing"):
            made(*range(count - 1))


@given(text=st.text("ab_ é-"))
def test_a_pattern_with_cues_finds_what_it_finds_without(text: str) -> None:
    sought = r"\bab+\b"
    found = Pattern(sought).found(text)
    assert Pattern(sought, cues=("ab",)).found(text) == Pattern(sought, begins=("ab",)).found(text) == found


@pytest.mark.parametrize(
    ("text", "compiled"),
    [("koud", False), ("koud en oud", True), ("é-oud", True), ("_oud", False), ("", False)],
)
def test_a_pattern_is_compiled_only_where_a_word_begins_as_its_matches_do(text: str, compiled: bool) -> None:
    pattern = Pattern(r"\boud\b", begins=("oud",))
    pattern.found(text)
    assert (pattern._compiled is not None) is compiled
