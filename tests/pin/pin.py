"""Digests of everything the program says, to prove that a change of its structure changed nothing it says.

usage: python tests/pin/pin.py [--full] > pins.txt     (run from the checkout, before and after)
"""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

EVALS = Path("evals")


def questions(*files):
    """The questions of JSON-lines files, in order."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                record = json.loads(line)
                found.append(record.get("question") or record.get("text") or record.get("message"))
    return found


def outcomes(corpus, folder, chunk):
    """The outcomes of questions as the contract's JSON lines."""
    import citaat

    encode = encoder()
    engine = citaat.open_corpus(corpus, folder)
    return [encode(engine.ask(question)) for question in chunk]


def encoder():
    """What turns an outcome into bytes, wherever it lives."""
    try:
        from citaat.outcome.encoding import to_json
    except ImportError:
        from citaat.outcome.encoding import to_json
    return lambda outcome: json.dumps(to_json(outcome), ensure_ascii=False)


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:24]


def asked(name, corpus, asks, work):
    folder = f"{work}/{name}"
    subprocess.run([sys.executable, "-m", "citaat.cli.main", "index", "--corpus", corpus, "--index", folder],
                   check=False, capture_output=True)  # fmt: skip
    outcomes(corpus, folder, asks[:1])
    size = 400
    chunks = [asks[at : at + size] for at in range(0, len(asks), size)]
    with ProcessPoolExecutor(2) as pool:
        lines = [
            line
            for part in pool.map(outcomes, [corpus] * len(chunks), [folder] * len(chunks), chunks)
            for line in part
        ]
    Path(f"{work}/{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    print(f"{name:28} {len(asks):6} {digest(lines)}", flush=True)


def said(name, *arguments):
    done = subprocess.run([sys.executable, "-c", "from citaat.cli.main import main; import sys; sys.exit(main())", *arguments],
                          capture_output=True, text=True)  # fmt: skip
    print(f"{name:28} {done.returncode:6} {digest([done.stdout])}", flush=True)


def made_up(count, seed):
    """A passage file whose words repeat as in a language."""
    draw = random.Random(seed)
    words = [
        f"{a}{b}{c}"
        for a in "bdgklmnprst"
        for b in ("aa", "e", "oe", "ij", "u")
        for c in ("n", "l", "rk", "st", "t")
    ]
    rows = []
    for number in range(count):
        text = " ".join(words[min(int(draw.paretovariate(0.7)) - 1, len(words) - 1)] for _ in range(20))
        rows.append({"_id": f"p{number}", "title": f"Deel {number % 50}", "text": f"{text.capitalize()}."})
    return rows


def changing(work):
    """A passage file of 30,000 built, changed three times and asked 300 questions after each."""
    import citaat

    encode = encoder()
    rows, draw = made_up(30_000, 1), random.Random(2)
    path = Path(work) / "corpus.jsonl"
    asks = [" ".join(draw.choice(rows)["text"].rstrip(".").split()[:4]) for _ in range(300)]
    for turn in range(4):
        if turn:
            for _ in range(30 * turn):
                rows[draw.randrange(len(rows))] = {"_id": f"n{turn}-{draw.random()}", "title": "Nieuw",
                                                   "text": draw.choice(rows)["text"]}  # fmt: skip
            del rows[draw.randrange(len(rows))]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        engine = citaat.open_corpus(str(path), f"{work}/changing")
        print(
            f"changing {turn:19} {len(asks):6} {digest([encode(engine.ask(ask)) for ask in asks])}",
            flush=True,
        )


def main():
    work = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else tempfile.mkdtemp()
    Path(work).mkdir(parents=True, exist_ok=True)
    gold = [EVALS / "gold/dev.jsonl", EVALS / "gold/test.jsonl"]
    asked("gold", "corpus", questions(*gold), work)
    asked(
        "probes",
        "corpus",
        questions(EVALS / "probes-dev.jsonl", EVALS / "probes-test.jsonl", EVALS / "off-topic/dev.jsonl"),
        work,
    )
    messages = questions(EVALS / "messages/dev.jsonl")
    asked("messages", "corpus", messages if "--full" in sys.argv else messages[::8], work)
    for site in ("site", "site2"):
        asked(
            site,
            f"evals/sites/{site}/corpus",
            questions(*sorted((EVALS / "sites" / site).glob("gold-*.jsonl"))),
            work,
        )
    said("check", "check")
    said("passages", "passages", "--json")
    for number, question in enumerate(questions(gold[0])[:: 40 if "--full" in sys.argv else 200]):
        said(f"explain {number}", "ask", question, "--explain")
    if "--full" in sys.argv:
        said("eval", "eval", "--format", "json", "--no-report") if False else said(
            "eval", "eval", "--format", "json"
        )
        changing(work)


if __name__ == "__main__":
    main()
