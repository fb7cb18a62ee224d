"""Digests of everything the program says, to prove that a change of its structure changed nothing it says.

usage: python tests/pin/pin.py FOLDER [NAME...] > pins.txt     (run from the checkout, before and after)

FOLDER keeps what was said, so that two runs can be compared line by line.
"""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import citaat
from citaat.outcome.encoding import to_json

EVALS = Path("evals")
SITES = sorted(path for path in (EVALS / "sites").iterdir() if path.is_dir())
KEPT = Path(sys.argv[1])


def questions(*files):
    """The questions of JSON-lines files, in order."""
    rows = [
        json.loads(line)
        for file in files
        for line in file.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    return [row.get("question") or row.get("text") or row.get("message") for row in rows]


def pinned(name, lines):
    """Keep lines and print their digest."""
    (KEPT / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    print(
        f"{name:28} {len(lines):6} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:24]}",
        flush=True,
    )


def said(engine, asks):
    return [json.dumps(to_json(engine.ask(ask)), ensure_ascii=False) for ask in asks]


def ranked(engine, asks):
    return [
        json.dumps([[hit.passage_id, round(hit.score, 9)] for hit in engine.rank(ask, 10)]) for ask in asks
    ]


def without(engine, asks, seed):
    """Outcomes with a tenth of the passages taken out, chosen at random."""
    ids = [passage.id for passage in engine.passages]
    return said(engine.without(set(random.Random(seed).sample(ids, max(1, len(ids) // 10)))), asks)


def of_corpus(name, corpus, asks, work):
    engine = citaat.open_corpus(str(corpus), f"{work}/{name}")
    pinned(name, said(engine, asks))
    pinned(f"{name}-without", without(engine, asks[:20], 1) + without(engine, asks[20:40], 2))


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
    """A passage file of 5,000 built, changed three times and asked 100 questions after each."""
    rows, draw = made_up(5_000, 1), random.Random(2)
    path = Path(work) / "corpus.jsonl"
    asks = [" ".join(draw.choice(rows)["text"].rstrip(".").split()[:4]) for _ in range(100)]
    for turn in range(4):
        if turn:
            for _ in range(30 * turn):
                text = draw.choice(rows)["text"]
                rows[draw.randrange(len(rows))] = {
                    "_id": f"n{turn}-{draw.random()}",
                    "title": "Nieuw",
                    "text": text,
                }
            del rows[draw.randrange(len(rows))]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        engine = citaat.open_corpus(str(path), f"{work}/changing")
        pinned(f"records-{turn}", said(engine, asks))
        pinned(f"records-{turn}-rank", ranked(engine, asks))
    pinned("records-without", without(engine, asks, 3))


def articles(work):
    """The articles of all sites thrice over, changed three times."""
    folder, draw = Path(work) / "articles", random.Random(5)
    folder.mkdir()
    for site in SITES:
        for file in sorted((site / "corpus").glob("*.md")):
            for copy in "abc":
                (folder / f"{copy}-{site.name}-{file.name}").write_bytes(file.read_bytes())
    asks = [ask for site in SITES for ask in questions(*sorted(site.glob("gold-*.jsonl")))[:6]]
    for turn in range(4):
        for file in draw.sample(sorted(folder.glob("*.md")), 2 * turn):
            file.write_text(
                file.read_text(encoding="utf-8") + f"\n\nDit is nieuw in ronde {turn}.\n", encoding="utf-8"
            )
        engine = citaat.open_corpus(str(folder), f"{work}/articles.index")
        pinned(f"articles-{turn}", said(engine, asks))
        pinned(f"articles-{turn}-rank", ranked(engine, asks[::4]))
    pinned("articles-without", without(engine, asks[::2], 3))


def printed(name, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "citaat", *arguments], capture_output=True, text=True, check=False
    )
    pinned(name, [str(done.returncode), done.stdout])


def everything(work):
    for site in SITES:
        yield (
            site.name,
            lambda site=site: of_corpus(
                site.name, site / "corpus", questions(*sorted(site.glob("gold-*.jsonl")))[:40], work
            ),
        )
    gold = questions(EVALS / "gold/dev.jsonl")[::5] + questions(EVALS / "gold/test.jsonl")[:40]
    probes = questions(EVALS / "probes-dev.jsonl")[::10] + questions(EVALS / "off-topic/dev.jsonl")[::10]
    yield "gold", lambda: of_corpus("gold", "corpus", gold, work)
    yield "probes", lambda: of_corpus("probes", "corpus", probes, work)
    yield "records", lambda: changing(work)
    yield "articles", lambda: articles(work)
    yield "passages", lambda: printed("passages", "passages", "--json")
    yield "explain", lambda: printed("explain", "ask", gold[3], "--explain")


def main():
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for name, pin in everything(work):
            if name in sys.argv[2:] or not sys.argv[2:]:
                pin()


if __name__ == "__main__":
    main()
