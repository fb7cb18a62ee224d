"""What a fresh process takes until it is done: Python alone, NumPy, and `citaat`, in turn."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
REPORT = Path("report/bench")
ROUNDS = 15
_CITAAT = "from citaat.cli.main import program; program()"
_NAIVE = """
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
nlp = spacy.blank("nl")
texts = open("corpus/magnesium-bij-spierpijn.md", encoding="utf-8").read().split("\\n\\n")
vectors = TfidfVectorizer(analyzer=lambda text: [token.lower_ for token in nlp(text)]).fit(texts)
scores = (vectors.transform(["Welke magnesium kan ik het beste nemen?"]) @ vectors.transform(texts).T).toarray()[0]
print(texts[scores.argmax()])
"""


def commands() -> dict[str, list[str]]:
    """What is run, by name. CITAAT_BENCH_LARGE names a passage file with an index that is there already."""
    ask = ["-c", _CITAAT, "ask"]
    found = {
        "python -c pass": ["-c", "pass"],
        "import numpy": ["-c", "import numpy"],
        "citaat --version": ["-c", _CITAAT, "--version"],
        "citaat --help": ["-c", _CITAAT, "--help"],
        "citaat ask, known words": [*ask, "Welke magnesium kan ik het beste nemen?"],
        "citaat ask, unseen words": [*ask, "Helpt flurbelzwam tegen grobbelkrampen in mijn kuiten?"],
        "scikit-learn + spaCy": ["-c", _NAIVE],
    }
    large = os.environ.get("CITAAT_BENCH_LARGE")
    if large:
        found["citaat ask, large index"] = [*ask, "Wanneer vervalt een vergunning?", "--corpus", large]
    return found


def milliseconds(arguments: list[str], environment: dict[str, str]) -> float:
    """Wall time of one run; an abstention is as good as an answer."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    taken = 1000 * (time.perf_counter() - start)
    if done.returncode not in (0, 10):
        raise SystemExit(done.stderr.decode())
    return taken


def main() -> None:
    """Measure in turn, print, and write the report."""
    runs = commands()
    taken: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        # An installed package has its bytecode: the first, unmeasured round writes what is missing here.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if "CITAAT_BENCH_LARGE" not in os.environ:
            environment["XDG_CACHE_HOME"] = cache
        for number in range(ROUNDS + 1):
            for name, arguments in runs.items():
                milli = milliseconds(arguments, environment)
                if number:
                    taken[name].append(milli)
    nothing, numpy = median(taken["python -c pass"]), median(taken["import numpy"])
    print("| | ms (min-max) | x python | x numpy |\n|---|---|---|---|")
    for name, times in taken.items():
        middle = median(times)
        print(
            f"| {name} | {middle:.0f} ({min(times):.0f}-{max(times):.0f}) | {middle / nothing:.1f} | {middle / numpy:.2f} |"
        )
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "cold.json").write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
