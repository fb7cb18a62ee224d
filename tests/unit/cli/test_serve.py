"""citaat serve before it listens: what it needs, and what it is told."""

import sys
from argparse import ArgumentParser, Namespace

import pytest

from citaat.cli.commands import serve
from citaat.cli.main import main


def parsed(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    serve.add_arguments(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize("name", ["starlette", "uvicorn"])
def test_a_missing_extra_is_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    assert main(["serve"]) == 2
    told = capsys.readouterr().err
    assert told == f'citaat: error: serve needs {name}; install them with: pip install "citaat[web]"\n'


def test_it_listens_to_this_machine_alone_unless_told() -> None:
    told = parsed()
    assert (told.host, told.port, told.log, told.workers, told.embed_from) == ("127.0.0.1", 8000, None, 1, [])


@pytest.mark.parametrize(
    "site", ["https://www.example.nl", "http://localhost:3000", "https://*.example.nl", "*"]
)
def test_sites_may_frame(site: str) -> None:
    assert parsed("--embed-from", site, "--embed-from", "https://b.nl").embed_from == [site, "https://b.nl"]


@pytest.mark.parametrize(
    "site", ["", "example.nl", "https://a.nl; script-src *", "https://a.nl\r\nx: y", "'self'", "javascript:1"]
)
def test_what_is_no_site_is_refused(site: str) -> None:
    with pytest.raises(SystemExit):
        parsed(f"--embed-from={site}")
