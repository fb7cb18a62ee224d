"""The text of a warning says what to do; that of an emergency whom to call, and now."""

from pathlib import Path

import pytest
from support.rules import analyser

from citaat.caveats import book as source


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("Bel 112 of je huisarts, nu meteen.", []),
        ("Bel nu 911 of ga naar een arts.", ["text-no-call"]),
        ("Blijf rustig, wacht een dag en bel dan 112.", ["text-delays", "text-delays"]),
        ("Bel iemand.", ["text-empty", "text-no-call"]),
    ],
)
def test_the_text_of_an_emergency_says_whom_to_call_now(tmp_path: Path, body: str, codes: list[str]) -> None:
    path = tmp_path / "caveats.toml"
    path.write_text(
        f'schema = 1\nextends = "packaged"\n\n[text.spoed]\nalone = "{body}"\nbody = "{body}"\n',
        encoding="utf-8",
    )
    found = source.check(source.load(str(path)), {}, analyser())
    assert [finding.code for finding in found] == sorted(2 * codes)
