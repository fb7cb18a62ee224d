"""Corpus and index in an S3-compatible store that runs here; articles in a folder of it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support.command import Run
from support.dask.cluster import Workers, questions, running, texts, write_passages

for library in ("distributed", "s3fs", "moto"):
    pytest.importorskip(library, reason=f'{library} is not installed: pip install -e ".[dev,stores]"')

COUNT = 2_050


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """The environment in which s3:// leads to a store of this process."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    # Any key will do: the store belongs to this test.
    known = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    yield {"FSSPEC_S3_ENDPOINT_URL": f"http://{host}:{port}", **known}
    server.stop()


@pytest.fixture(scope="module")
def workers(
    store: dict[str, str], filled_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workers]:
    with running(tmp_path_factory.mktemp("dask"), 2, {"XDG_CACHE_HOME": str(filled_cache), **store}) as found:
        yield found


def put(store: dict[str, str], folder: Path, bucket: str) -> None:
    """A folder as a bucket."""
    import s3fs

    fs = s3fs.S3FileSystem(
        key="test", secret="test", client_kwargs={"endpoint_url": store["FSSPEC_S3_ENDPOINT_URL"]}
    )
    fs.mkdir(bucket)
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            fs.pipe_file(f"{bucket}/{file.relative_to(folder).as_posix()}", file.read_bytes())


def write_articles(folder: Path, written: Sequence[str]) -> Path:
    """Articles of fifty texts each."""
    folder.mkdir()
    for at in range(0, COUNT, 50):
        text = "\n\n".join(written[at : at + 50])
        article = f'+++\ntitle = "Deel {at}"\n+++\n\n{text}\n'
        (folder / f"artikel{at:04}.md").write_text(article, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", ["passages", "articles"])
def test_a_corpus_in_a_store_is_answered_from_as_one_on_a_disk(
    kind: str, store: dict[str, str], workers: Workers, citaat_cli: Run, tmp_path: Path
) -> None:
    written = texts(COUNT, seed=3)
    corpus = tmp_path / "corpus"
    write = {"passages": write_passages, "articles": write_articles}[kind]
    write(corpus, written)
    put(store, corpus, kind)
    asked = "\n".join(questions(written, 20)).encode()
    place = "/corpus.jsonl" if kind == "passages" else ""
    places = ("--corpus", f"s3://{kind}{place}", "--index", f"s3://{kind}/index")
    options = (*places, "--scheduler", workers.address, "--patience", "600")
    built = citaat_cli("index", *options, "--segment-mb", "0.1", env=store)
    assert built.code == 0, built.err
    many = citaat_cli("ask", "-", *options, "--format", "jsonl", stdin=asked, env=store)
    single = citaat_cli(
        "ask",
        "-",
        "--corpus",
        str(corpus),
        "--index",
        str(tmp_path / "one"),
        "--format",
        "jsonl",
        stdin=asked,
    )
    assert many.code == 0, many.err
    assert many.out == single.out
    assert '"answered"' in many.out
    assert os.fspath(tmp_path) not in many.out
