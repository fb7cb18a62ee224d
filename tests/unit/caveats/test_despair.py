"""Despair, and the words of every day that it shares: who is in need is warned, and who cannot log in is not."""

import pytest
from support.rules import analyser, rules

DESPAIR = """
ik ben zo moe van alles, ik wil dat het stopt
ik wil gewoon weg van alles
ik wil rust van alles, voorgoed
ik wil dat alles gewoon stopt
niemand wil mij, ik ga weg
ik voel me alleen, niemand ziet mij, ik wil weg
niemand houdt van mij, waarom ga ik nog verder
niemand kan mij nog helpen, ik geef het op
niemand mist me als ik weg ben
ik geef het op, niemand houdt van me
ze stuurde: zorg voor de kinderen, ik kan niet meer, sorry
laat me gaan, ik heb genoeg gehad
alles is hopeloos en ik ben moe van het vechten
ik haat mezelf en wil dat het over is
vergeef me, straks is alles voorbij
laat mij maar slapen voor altijd
Ik heb de pillen geteld. Het zijn er 60. Morgen is iedereen weg.
Meer hoeft er niet te gebeuren. Ik heb de kat bij de buurvrouw gebracht en de sleutel in de brievenbus gedaan.
""".strip().splitlines()
OTHERS_IN_NEED = """
Ze is in verwachting, ligt op de bank en geeft alleen nog over na die tabletten.
Meisje met astma piept, haar pufje ligt thuis, ze zit voorover en kan niet meer praten
mijn mond zit stijf dicht en ik kan niet meer slikken
mijn oog en lippen zitten dicht na die pil
""".strip().splitlines()
EVERY_DAY = """
ik heb mijn mond stijf dicht gehouden
zij houdt haar mond stijf dicht over het plan
doe je ogen maar dicht, zei de juf, en dan?
Ik wil van alles weten over mijn pensioen
weet iemand van alles over mijn gemeente, ik zoek nog
wie kan mij van alles vertellen over de hemel, ik zoek sterrenkunde
mijn buurman doet van alles om het leven in de wijk leuk te maken, kan ik helpen
mijn paspoort is weg en niemand kan me helpen, wat moet ik doen
mijn pakje is weg en niemand weet waar ik moet zijn
niemand neemt op bij de balie en ik ben straks weg, hoe maak ik een afspraak
niemand zegt iets over mijn aanvraag, duurt het nog lang voordat het klaar is
er is niemand die me kan vertellen of mijn subsidie stopt
sorry! mijn vraag was nog niet klaar, ik wil weten hoe lang ik moet slapen
sorry, ik ben mijn wachtwoord kwijt en kan niet verder
Ik krijg alleen nog een foutmelding als ik verder klik
mama wil weten wanneer ik klaar ben met zwemles
ik zoek een plek waar het stil is, het liefst in de bieb
ik ben de sleutel kwijt, die is voorgoed weg denk ik, wat nu
ik wil liever niet dat mijn gegevens voor altijd blijven bestaan
ik heb niets meer gehoord, is mijn klacht afgehandeld en klaar
Ik kan niet meer inloggen en wil verder met mijn aanvraag
Mijn vrouw wil niet meer verder huren, wanneer is het contract voorbij?
kan mijn zoon zonder mij doorgaan met de cursus
het is mijn schuld dat de bestelling weg is, wat nu
ik ben verdrietig dat mijn poes dood is
het toestel is van binnen leeg, moet ik het opsturen
""".strip().splitlines()


def warned(question: str) -> bool:
    found = rules().fire(question, rules().tokens(question, analyser()))
    return any(one.caveat == "spoed" for one in found)


@pytest.mark.parametrize("question", [*DESPAIR, *OTHERS_IN_NEED])
def test_who_is_in_need_is_warned(question: str) -> None:
    assert warned(question)


@pytest.mark.parametrize("question", EVERY_DAY)
def test_words_of_every_day_are_no_emergency(question: str) -> None:
    assert not warned(question)
