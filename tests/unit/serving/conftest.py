"""The application on the real corpus, opened once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.serving import client, service


@pytest.fixture(scope="session")
def web(corpus_path: Path, index_path: Path) -> Iterator[TestClient]:
    """A client of the application on the real corpus."""
    with client(service(corpus_path, index_path), ("https://www.example.nl",)) as opened:
        yield opened
