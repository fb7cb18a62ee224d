"""citaat index: build or rebuild the index of a corpus."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from citaat import locations
from citaat.cli.progress import progress_bar
from citaat.index import store
from citaat.index.freshness import rebuild
from citaat.terminal import json_text, printable


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing beyond the common options."""


def run(arguments: Namespace) -> int:
    """Build, whatever there was before, and say what it holds."""
    corpus = arguments.corpus or locations.default_corpus()
    folder = arguments.index or locations.default_index(corpus)
    rebuild(corpus, folder, progress_bar())
    manifest = store.read_manifest(folder)
    if arguments.format == "text":
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        print(f"{manifest['passages']} passages indexed in {printable(folder)} ({size / 1e6:.1f} MB)")
    else:
        summary = {key: manifest[key] for key in ("passages", "analyser", "corpus", "citaat")} | {
            "index": folder
        }
        print(json_text(summary, indent=2 if arguments.format == "json" else None))
    return 0
