"""Harm to stored files, and builds that are killed on their way: what an index must bear."""

import json
import os
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from citaat.engine import open_corpus
from citaat.errors import DAMAGED, CitaatError

Harm = Callable[[Path, random.Random], None]


def _flip(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as stream:
        at = chance.randrange(max(1, file.stat().st_size))
        stream.seek(at)
        byte = stream.read(1) or b"\0"
        stream.seek(at)
        stream.write(bytes([byte[0] ^ 1 << chance.randrange(8)]))


def _cut(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(max(1, file.stat().st_size)))


def _grow(file: Path, chance: random.Random) -> None:
    with file.open("ab") as stream:
        stream.write(chance.randbytes(chance.randrange(1, 9)))


def _gone(file: Path, chance: random.Random) -> None:
    file.unlink()


def _folder(file: Path, chance: random.Random) -> None:
    file.unlink()
    file.mkdir()


def _endless(file: Path, chance: random.Random) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def _linked(file: Path, chance: random.Random) -> None:
    """What it held, by a link that leads out of the folder."""
    other = file.parent.parent / f"{chance.randrange(10**9)}.away"
    file.rename(other)
    file.symlink_to(other)


def _pipe(file: Path, chance: random.Random) -> None:
    file.unlink()
    os.mkfifo(file)


def _blank(file: Path, chance: random.Random) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


HARMS: Mapping[str, Harm] = {
    "flip": _flip,
    "cut": _cut,
    "grow": _grow,
    "gone": _gone,
    "folder": _folder,
    "endless": _endless,
    "linked": _linked,
    "pipe": _pipe,
    "blank": _blank,
}


def files_of(folder: Path) -> list[str]:
    """The names of the files of an index or a dictionary."""
    return sorted(file.name for file in folder.iterdir() if file.is_file())


class Asked:
    """The right outcomes to questions, to compare with those from an index that was harmed."""

    def __init__(self, corpus: Path, index: Path, questions: Sequence[str]) -> None:
        self._corpus, self._index, self._questions = corpus, index, questions
        engine = open_corpus(str(corpus), str(index))
        self._right = [engine.ask(question).to_dict() for question in questions]

    def fault(self) -> str:
        """What is wrong with what is said now; "" when it is an error that says so, or the same as before."""
        try:
            engine = open_corpus(str(self._corpus), str(self._index))
        except CitaatError as error:
            return "" if error.exit_code == DAMAGED and error.fix else f"no way out is told: {error}"
        for question, right in zip(self._questions, self._right, strict=True):
            trace = engine.trace(question)
            told: dict[str, Any] = trace.outcome.to_dict()
            if trace.failure is None and told != right:
                return f"{question!r} is answered otherwise, without an error"
            if trace.failure is not None:
                found = self._lost(trace.failure, told, right)
                if found:
                    return f"{question!r}: {found}"
        return ""

    def _lost(self, failure: CitaatError, told: dict[str, Any], right: dict[str, Any]) -> str:
        """What a search that failed lost, or made up."""
        lost = {one["id"] for one in right["caveats"]} - {one["id"] for one in told["caveats"]}
        cited = [*told["citations"], *(one for caveat in told["caveats"] for one in caveat["citations"])]
        wrong = [one for one in cited if not slices(self._corpus, one)]
        if failure.exit_code != DAMAGED or not failure.fix:
            return f"no way out is told: {failure}"
        return f"lost {sorted(lost)}" if lost else f"cites {wrong[0]['quote']!r}" if wrong else ""


def slices(corpus: Path, citation: Mapping[str, Any]) -> bool:
    """Whether an article of a folder, or a record of a passage file, says there what is cited."""
    if corpus.is_dir():
        text = (corpus / citation["source"]).read_bytes().decode()
    else:
        records = map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
        text = next(one["text"] for one in records if one["_id"] == citation["passage_id"])
    return bool(text[citation["start"] : citation["end"]] == citation["quote"])


def harmed(folder: Path, name: str, harm: str, chance: random.Random, asked: Asked) -> str:
    """Harm file `name` of `folder`, ask, and mend it: what went wrong, or ""."""
    kept = folder.with_name(f"{folder.name}.kept")
    shutil.copytree(folder, kept)
    try:
        HARMS[harm](folder / name, chance)
        found = asked.fault()
        return f"{harm} of {name}: {found}" if found else ""
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        kept.rename(folder)
        for away in folder.parent.glob("*.away"):
            away.unlink()
