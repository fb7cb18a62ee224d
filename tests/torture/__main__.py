"""Every threat in full: each module of this folder in a process of its own, as rows of one table.

usage: python tests/torture [NAME …] [--seed N] [--share PART] [--threat TEXT]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_HOME = Path(__file__).resolve().parent
_NAMES = sorted(file.stem for file in _HOME.glob("*.py") if not file.stem.startswith("_"))


def main() -> int:
    """Run those that were named, or all: 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*_NAMES, []], metavar="NAME", help=", ".join(_NAMES))
    parser.add_argument("--seed")
    parser.add_argument("--share")
    parser.add_argument("--threat")
    told = parser.parse_args()
    options = [f"--{name}={value}" for name in ("seed", "share", "threat") if (value := getattr(told, name))]
    print("| threat | seed | tries | failures | took |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="citaat-torture-cache-") as cache:
        environment = {**os.environ, "PYTHONPATH": str(_HOME.parent), "CITAAT_TORTURE_CACHE": cache}
        codes = [
            subprocess.run(
                [sys.executable, _HOME / f"{name}.py", *options], env=environment, check=False
            ).returncode
            for name in told.names or _NAMES
        ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
