"""citaat index: build or rebuild the index of a corpus."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citaat import locations
from citaat.cli import streams
from citaat.cli.cluster import add_scheduler, add_size, connected, plan
from citaat.cli.opening import corpus_of
from citaat.cli.progress import progress_bar
from citaat.index import store
from citaat.index.freshness import rebuild
from citaat.terminal import printable

EXAMPLES = (
    "citaat index",
    "citaat index --corpus artikelen --index /tmp/index",
    "citaat index --scheduler tcp://10.0.0.1:8786 --corpus s3://krant/corpus.jsonl --index s3://krant/index",
)


def add_arguments(parser: ArgumentParser) -> None:
    """Who is to build it."""
    add_scheduler(parser)
    add_size(parser)


def run(arguments: Namespace) -> int:
    """Build, whatever there was before, and say what it holds."""
    corpus = corpus_of(arguments)
    if arguments.scheduler:
        return _by_cluster(arguments, corpus)
    folder = arguments.index or locations.default_index(corpus)
    rebuild(corpus, folder, progress_bar())
    manifest = store.read_manifest(folder)
    if arguments.format == "text":
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        print(f"{manifest['passages']} passages indexed in {printable(folder)} ({size / 1e6:.1f} MB)")
    else:
        streams.say_json(_summary(manifest, folder), arguments.format)
    return 0


def _by_cluster(arguments: Namespace, corpus: str) -> int:
    """As `run`, by the workers of a scheduler: what an earlier run finished is kept."""
    cluster = connected(arguments)
    try:
        from citaat.distributed.building import build

        todo = plan(arguments, corpus, progress_bar())
        manifest = build(cluster, todo)
    finally:
        cluster.close()
    count, place = len(manifest["segments"]), todo.index.url
    if arguments.format == "text":
        size = f"{count} segments, {manifest['bytes'] / 1e6:.1f} MB"
        print(f"{manifest['passages']} passages indexed in {printable(place)} ({size})")
    else:
        streams.say_json(_summary(manifest, place) | {"segments": count}, arguments.format)
    return 0


def _summary(manifest: Mapping[str, Any], place: str) -> dict[str, Any]:
    return {key: manifest[key] for key in ("passages", "analyser", "corpus", "citaat")} | {"index": place}
