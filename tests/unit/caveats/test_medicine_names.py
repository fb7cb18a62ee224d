"""A medicine that answers know by its name is a medicine to the warnings too."""

from citaat.dutch.words import read_toml
from citaat.engine import Engine
from citaat.index.building.dictionary import DATA

# What people have in the kitchen or on a shelf, names that mean something else, what is worn or smeared on, and two that
# are no words.
ELSEWHERE = frozenset(
    """
    x-praep glp-1 betadine iso-betadine isobetadine povidonjood dexpanthenol actos advantix akton bepanthen bepanthol capstar coruno creon dampo dimeticon forcid galvus hedrin
    kunsttraan kunsttranen luminal lysox maagzout metamucil mitosyl morfineachtig morfineachtige motens
    moxon mph natriumbicarbonaat nicotine ors paranix passiebloem passiflora pepermuntolie pijnstillende
    prioderm psyllium psylliumvezels psylliumzaad ptu regaine rogaine salicylzuur spagulax spierbalsem
    stopmiddel sudocrem tekenband tekenmiddel thijmsiroop tijmsiroop tolvon torrem troc tums
    verkoudheidsbalsem vlooienband vlooienmiddel vlooienmiddelen vlooienpipet zinkolie zinkoxide zinkzalf
    zuiveringszout
    """.split()
)


def test_a_medicine_known_by_name_is_one_to_the_rules(engine: Engine) -> None:
    raw = read_toml(DATA / "dutch" / "remedies.toml")
    everyday = {name.strip() for name in raw["everyday"]["names"].split(",")}
    names = {
        name.strip()
        for thing, others in raw["medicines"].items()
        for name in (thing, *others.split(","))
        if name.strip()
    }
    unknown = {
        name
        for name in names - everyday - ELSEWHERE
        if "medicatie" not in {one.id for one in engine.owed(f"mag ik {name} slikken")}
    }
    assert len(names) > 1700
    assert unknown == set()
