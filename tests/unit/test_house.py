"""The house rules that a program can hold: short files, short functions, folders that can be taken in at a glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES, FUNCTION, FILES = 300, 30, 20


def sources(root: Path) -> Iterator[Path]:
    """Every Python file of the program and its tests."""
    for folder in ("src", "tests"):
        yield from sorted((root / folder).rglob("*.py"))


def functions(text: str) -> Iterator[tuple[str, int]]:
    """The functions of a file with their lines, from `def` to the last one."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_three_hundred_lines(root: Path) -> None:
    sizes = {str(file.relative_to(root)): len(file.read_text("utf-8").splitlines()) for file in sources(root)}
    assert len(sizes) > 200
    assert {name: size for name, size in sizes.items() if size > LINES} == {}


def test_no_function_is_longer_than_thirty_lines(root: Path) -> None:
    long = {
        f"{file.relative_to(root).as_posix()}:{name}": size
        for file in sources(root)
        for name, size in functions(file.read_text("utf-8"))
        if size > FUNCTION
    }
    assert long == {}


def test_no_folder_holds_more_than_twenty_files(root: Path) -> None:
    folders: dict[str, int] = {}
    for file in sources(root):
        if file.name != "__init__.py":
            folder = str(file.parent.relative_to(root))
            folders[folder] = folders.get(folder, 0) + 1
    assert {folder: count for folder, count in folders.items() if count > FILES} == {}


@pytest.mark.parametrize(
    ("text", "size"), [("def f():\n    pass\n", 2), ("class A:\n  async def f(self): ...\n", 1)]
)
def test_functions_are_measured_wherever_they_are(text: str, size: int) -> None:
    assert list(functions(text)) == [("f", size)]
