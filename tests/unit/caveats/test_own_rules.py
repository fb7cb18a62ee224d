"""An editor's own rules: as tolerant of spelling as those of the package, and never overruled by what knows nothing of them."""

from pathlib import Path

import pytest
from support.rules import analyser

from citaat.caveats import book as source
from citaat.caveats.rules import Rules
from citaat.dutch.lemmas import load_lemmas

OWN = """schema = 1
extends = "packaged"

[terms]
gifplant = "taxus, vingerhoedskruid, monnikskap"
gegeten = "gegeten, opgegeten, ingeslikt"
hek = "hek, poort"

[[rule]]
id = "giftige-plant"
caveat = "overdosering"
all = ["gifplant", "gegeten"]
why = "These plants are poisonous."
source = "kinderen"
yes = ["Mijn geit heeft taxus gegeten"]
no = ["Mag ik taxus planten?"]

[[rule]]
id = "zwak"
caveat = "risicogroep"
firm = false
all = ["gifplant", "hek"]
why = "A rule that the net may overrule."
source = "kinderen"
yes = ["Een taxus bij het hek"]
no = ["Een hek"]
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The rules of a site over those of the package."""
    path = tmp_path_factory.mktemp("site") / "caveats.toml"
    path.write_text(OWN, encoding="utf-8")
    lemmas = load_lemmas()
    return Rules(source.compile(source.load(str(path)), analyser(), lemmas), lemmas)


@pytest.mark.parametrize(
    "message",
    [
        "mijn geit heeft taxus gegeten",
        "me geit hep taxus gegete",
        "de geit heeft van de vingerhoetskruid gegeten",
        "heb ik nou vingerhoedskruit opgegete",
        "taxxus ingeslik",
    ],
)
def test_they_hold_however_it_is_spelt(rules: Rules, message: str) -> None:
    assert "giftige-plant" in {one.rule for one in rules.fire(message, analyser().tokens(message))}


@pytest.mark.parametrize("message", ["mag ik taxus planten", "de geit heeft gegeten", "wat kost een vergiet"])
def test_they_hold_for_nothing_else(rules: Rules, message: str) -> None:
    assert not {"giftige-plant", "zwak"} & {
        one.rule for one in rules.fire(message, analyser().tokens(message))
    }


def test_they_are_firm_unless_they_say_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "caveats.toml"
    path.write_text(OWN, encoding="utf-8")
    firm = {one.id: one.firm for one in source.load(str(path)).rules if one.file == str(path)}
    assert firm == {"giftige-plant": True, "zwak": False}
