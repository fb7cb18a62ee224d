"""citaat index: build or rebuild the index of a corpus."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from citaat import locations
from citaat.cli import streams
from citaat.cli.opening import corpus_of
from citaat.cli.progress import progress_bar
from citaat.index import store
from citaat.index.freshness import rebuild
from citaat.terminal import printable

EXAMPLES = ("citaat index", "citaat index --corpus artikelen --index /tmp/index")


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing beyond the common options."""


def run(arguments: Namespace) -> int:
    """Build, whatever there was before, and say what it holds."""
    corpus = corpus_of(arguments)
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
        streams.say_json(summary, arguments.format)
    return 0
