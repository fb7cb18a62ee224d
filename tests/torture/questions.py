"""Hostile questions: a documented exit, every quote slices, no warning is drowned."""

import json
import random
import sys
from functools import partial
from typing import Any

from support.command import ROOT, run_citaat
from support.faults import slices
from support.threats import HOUR, Place, Tries, tell

from citaat.engine import Engine, open_corpus
from citaat.outcome.encoding import outcome_from_dict
from citaat.records import MAX_ANSWER

EMERGENCY = "Ik heb net 60 pillen magnesium ingenomen"
_DOCUMENTED = (0, 2, 3, 10)
_NOISE = "\u202e\u2066\u200b\u200f\xad\ufeff\x1b[31m\x07\x00\u0301\u0489\U0001f92f\u4e2d\u0627 \t…—„”'\"<>&|;`$\\%{}[]()*_#~^=+-.,:!?/@"
_MB = 1_000_000
run = partial(run_citaat, timeout=HOUR)


def _words() -> list[str]:
    corpus = (ROOT / "corpus").glob("*.md")
    return sorted({word for file in corpus for word in file.read_text(encoding="utf-8").split()})


def _made(chance: random.Random, words: list[str]) -> str:
    """Words of the corpus, noise, marks in towers, numbers, and letters from everywhere, in any order."""
    pieces = []
    for _ in range(chance.randrange(1, 12)):
        kind = chance.randrange(6)
        if kind < 3:
            pieces.append(chance.choice(words))
        elif kind == 3:
            pieces.append("".join(chance.choices(_NOISE, k=chance.randrange(1, 9))))
        elif kind == 4:
            pieces.append(
                f"{chance.choice(words)[:3]}{'̈̂́' * chance.randrange(1, 30)}{10 ** chance.randrange(30)}"
            )
        else:
            pieces.append(
                "".join(chr(chance.choice((chance.randrange(1, 0xD800), 0x1F600))) for _ in range(5))
            )
    return chance.choice((" ", "", "\n", "-")).join(pieces)


def _wrong(engine: Engine, question: str) -> str:
    trace = engine.trace(question)
    told: dict[str, Any] = trace.outcome.to_dict()
    cited = [*told["citations"], *(one for caveat in told["caveats"] for one in caveat["citations"])]
    if trace.failure is not None:
        return f"{question!r}: {trace.failure}"
    if not all(slices(ROOT / "corpus", one) for one in cited):
        return f"{question!r}: a quote that is not there"
    if outcome_from_dict(json.loads(json.dumps(told))) != trace.outcome or told["question"] != question:
        return f"{question!r}: does not read back"
    if not 0 <= told["confidence"] <= 1 or len(told["answer"] or "") > MAX_ANSWER:
        return f"{question!r}: an outcome out of bounds"
    return ""


def fuzzed(place: Place) -> Tries:
    """Two hundred thousand in one process."""
    engine, words = open_corpus(str(ROOT / "corpus"), str(place.work / "index")), _words()
    for _ in range(place.many(200_000)):
        question = _made(place.chance, words)
        yield _wrong(engine, question)


def drowned(place: Place) -> Tries:
    """An emergency in the middle of noise that is no word."""
    engine = open_corpus(str(ROOT / "corpus"), str(place.work / "index"))
    for _ in range(place.many(5_000)):
        before, after = ("".join(place.chance.choices(_NOISE, k=place.chance.randrange(200))) for _ in "ab")
        question = f"{before} . {EMERGENCY} . {after}"
        ids = [one.id for one in engine.ask(question).caveats]
        yield "" if "spoed" in ids else f"{question!r}: the warning is lost"


def _lines(chance: random.Random) -> dict[str, bytes]:
    long = EMERGENCY.encode() + b" " * 4_000
    return {
        "nothing": b"",
        "one byte": b"\xff",
        "NUL": b"\0" * 1000,
        "line ends": b"\n" * 10_000,
        "BOM": b"\xef\xbb\xbf",
        "surrogate": b'{"question": "\\ud800 magnesium"}\n',
        "half": b"\xed\xa0\x80 magnesium\n",
        "deep JSON": b'{"question": ' + b"[" * 200_000 + b"\n",
        "deep list": b'{"question": "x", "id": [[1]]}\n',
        "big id": b'{"question": "magnesium?", "id": ' + b"9" * 5_000 + b"}\n",
        "NaN id": b'{"question": "x", "id": NaN}\n',
        "bidi": "\u202emagnesium\u2066?\n".encode(),
        "zalgo": ("m" + "\u0301" * 5_000 + "agnesium\n").encode(),
        "padding": b" " * 5_000 + EMERGENCY.encode() + b"\n",
        "padded": long + b"\n",
        "one megabyte": long * 250 + b"\n",
        "a hundred megabytes in one line": b"magnesium " * (10 * _MB),
        "random": chance.randbytes(_MB),
        "a hundred megabytes of blank lines": b" \n" * (50 * _MB),
        "lines of one letter": b"x\n" * 2_000,
        "escapes": b"\x1b]0;x\x07\x1b[2J magnesium\n",
        "commands": b"::error::x\n##[error]x\n",
        "same key twice": b'{"question": "x", "question": "magnesium?"}\n',
        "array": b"[1, 2]\n",
        "windows": b"magnesium?\r\n",
    }


def piped(place: Place) -> Tries:
    """From nothing to a hundred megabytes on standard input, in each form."""
    told = ["--corpus", str(ROOT / "corpus"), "--index", str(place.work / "index")]
    tries = [(name, form) for name in _lines(place.chance) for form in ("text", "json", "jsonl")]
    for name, form in place.chance.sample(tries, place.many(len(tries))):
        ran = run(["ask", "-", "--format", form, *told], _lines(place.chance)[name])
        bad = ran.code not in _DOCUMENTED or "Traceback" in ran.err or "unforeseen" in ran.err
        raw = set("\x1b\u202e\x07\x00") & set(ran.out + ran.err)
        lost = name.startswith("padd") and "112" not in ran.out
        yield f"{name}, {form}: code {ran.code}, {raw}, {ran.err[-200:]}" if bad or raw or lost else ""


def typed(place: Place) -> Tries:
    """As arguments: empty, not UTF-8, up to what the system lets pass."""
    told = ["--corpus", str(ROOT / "corpus"), "--index", str(place.work / "index")]
    for question in (
        "",
        " ",
        "\udcff",
        "\udcff" + EMERGENCY,
        "?" * 100_000,
        "-" * 50,
        "--",
        "x" * 120_000,
        "\u202e",
        "\n\n",
    ):
        ran = run(["ask", *told, "--", question])
        bad = ran.code not in _DOCUMENTED or "Traceback" in ran.err or "unforeseen" in ran.err
        lost = EMERGENCY in question and "112" not in ran.out + ran.err
        yield f"{question[:60]!r}: code {ran.code}, {ran.err[-200:]}" if bad or lost else ""


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "hostile question: fuzzed in process": fuzzed,
                "hostile question: an emergency in noise": drowned,
                "hostile question: on standard input": piped,
                "hostile question: as an argument": typed,
            },
        )
    )
