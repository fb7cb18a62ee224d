"""A person with a state now is more certain than a word of a story; and a medicine counts on any site."""

from dataclasses import replace

import pytest

from citaat.caveats import book, guard
from citaat.caveats.elements import SAVE
from citaat.caveats.rules import Rules
from citaat.caveats.taking import only_emergencies
from citaat.dutch.analysis import Analyser
from citaat.dutch.lemmas import load_lemmas
from citaat.errors import RulesError

SOMEBODY = """
mijn kind is bewusteloos na de aflevering van sesamstraat
mijn moeder zit in de auto en reageert niet meer
mijn moeder is gestopt met ademen, welk nummer bel ik
mijn zoon las een boek en kreeg toen stuipen
mijn man krijgt geen lucht meer, we waren bij de film
mijn schilder is van de ladder gevallen en bewusteloos
""".strip().splitlines()
NOBODY = """
in welke film krijgt de held een hartaanval
wie schreef het boek waarin een meisje bewusteloos raakt
mijn moeder reageert niet op mijn appjes
mijn zoon wil niet wakker worden voor school
de telefoon van mijn man reageert niet meer
""".strip().splitlines()
TAKEN = """
opa spaart zijn slaappillen op, hij zegt dat het niet meer hoeft
ik heb per ongeluk dubbele insuline gespoten
digoxine dubbel ingenomen en ziet geel
lithium te veel en trilt en braakt
30 pcm geslikt
vanavond slik ik alles
""".strip().splitlines()


@pytest.fixture(scope="module")
def elsewhere() -> tuple[Rules, Analyser]:
    """The rules as a town hall has them: what is told there are emergencies alone."""
    _, analyser = guard.compiled()
    lemmas = load_lemmas()
    return Rules(only_emergencies(book.compile(book.packaged(), analyser, lemmas)), lemmas), analyser


def told(rules: Rules, analyser: Analyser, question: str) -> set[str]:
    return {one.caveat for one in rules.fire(question, rules.tokens(question, analyser))}


@pytest.mark.parametrize("question", SOMEBODY + TAKEN)
def test_an_emergency_is_one_on_any_site(question: str, elsewhere: tuple[Rules, Analyser]) -> None:
    assert told(*elsewhere, question) == {"spoed"}


@pytest.mark.parametrize("question", [*NOBODY, "mag ik zink bij mijn bloeddrukpillen nemen"])
def test_a_story_or_a_warning_is_none(question: str, elsewhere: tuple[Rules, Analyser]) -> None:
    assert told(*elsewhere, question) == set()


def test_a_set_rules_out_unless_another_saves() -> None:
    _, analyser = guard.compiled()
    packaged = book.packaged(net=False)
    saved = [rule for rule in packaged.rules if any(SAVE in one for one in rule.unless)]
    assert saved
    strict = tuple(
        replace(rule, unless=tuple(one.partition(SAVE)[0] for one in rule.unless)) for rule in packaged.rules
    )
    lemmas = load_lemmas()
    question = "mijn zoon las een boek en kreeg toen stuipen"
    lenient = Rules(book.compile(packaged, analyser, lemmas), lemmas)
    assert "spoed" in told(lenient, analyser, question)
    without = Rules(book.compile(replace(packaged, rules=strict), analyser, lemmas), lemmas)
    assert "spoed" not in told(without, analyser, question)


def test_a_saving_set_that_is_unknown_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rules") / "caveats.toml"
    path.write_text(
        'schema = 1\nextends = "packaged"\n[[rule]]\nid = "own"\ncaveat = "spoed"\nall = ["adem"]\n'
        'unless = ["fictie^nergens"]\nwhy = "x"\nsource = "x"\nyes = ["a"]\nno = ["b"]\n'
    )
    with pytest.raises(RulesError, match="nergens"):
        book.load(str(path))
