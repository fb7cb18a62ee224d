"""Cries of a word or two, newborns with fever, burns, what a child got at, other languages: and what only sounds so."""

import pytest
from support.rules import analyser
from support.rules import rules_packaged as rules

URGENT = """
112
112!!!
1-1-2
hartinfarct?
AMBULANCE
hartaanval help
mijn man beroerte
bel 112 nu
baby van 6 weken 39 koorts
hij is 5 weken oud en heeft 38,6 koorts
zoontje van 9 dagen oud, thermometer zegt 38.4
mijn zusje kreeg kokend water over haar arm
hete soep over zijn buikje
zijn haar vloog in brand
ons zoontje zat aan de wc-eend
mijn dochter heeft van het afwasmiddel gedronken
kleuter likte aan een toiletblokje
magneetjes kwijt en mijn zoontje heeft buikpijn
ammoniak in mijn oog gekregen
zelfm0rd
ik denk aan z3lfmord
sie bekommt keine Luft
mein Mann will sich umbringen, ich will auch sterben
il a avalé une pile
je veux me suicider
nefes alamıyorum
kendimi öldürmek istiyorum
połknęła baterię
przedawkował leki
طفلي لا يتنفس
بدي أموت
""".strip().splitlines()
CALM = """
wat is een hartaanval
hoe voorkom ik een beroerte
wanneer bel ik 112
is een ambulance gratis
112 dagen tot de vakantie
vergiftiging door schimmel
cursus reanimatie
speelgoed ambulance voor een kind
kans op een hartinfarct
mijn dochter van 6 heeft koorts
baby van 8 weken, een beetje koorts na de prik
vanaf hoeveel graden heeft een baby van 6 weken koorts
baby van 10 weken weegt 5 kilo
hete thee over mijn toetsenbord
hoe lang moet het kokend water op de pasta
ik ben verbrand op het strand
welk afwasmiddel is mild voor kinderhandjes
waar bewaar ik bleek als er kinderen zijn
magneetje van de koelkast is weg
shampoo die niet prikt in de ogen van een baby
ik heb 30 kms gefietst
code 7mnb12q9 werkt niet
mijn ov-kaart reageert niet
de laadpaal doet niets
er is een boom omgevallen
mijn deeg zakt in elkaar
waarom is de lucht blauw
i took too many photos
wo ist das Museum
je veux nager
gdzie jest biblioteka
pil bitti
متى تفتح المكتبة
""".strip().splitlines()


def urgent(message: str) -> list[str]:
    """The rules, not the net, that call for help."""
    found = rules().fire(message, rules().tokens(message, analyser()))
    return [one.rule for one in found if one.caveat == "spoed" and one.certain]


@pytest.mark.parametrize("message", URGENT)
def test_who_needs_help_is_heard_by_a_rule(message: str) -> None:
    assert urgent(message)


@pytest.mark.parametrize("message", CALM)
def test_what_only_sounds_so_is_no_emergency(message: str) -> None:
    assert not urgent(message)


@pytest.mark.parametrize("message", ["zelfm0rd", "ich will nicht mehr leben", "chcę umrzeć", "اريد ان انتحر"])
def test_a_wish_to_die_is_told_as_one_in_any_language(message: str) -> None:
    firings = rules().fire(message, rules().tokens(message, analyser()))
    assert {one.situation for one in firings if one.caveat == "spoed" and one.certain} == {"zelfdoding"}
