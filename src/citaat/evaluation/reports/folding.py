"""Why a run fails, by cause: one thing that went wrong is seen by many measures, and is one thing to mend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.reports.dutch import KINDS

_BLESS = 'citaat eval --bless --reason "…"'
# What brings about what: a rule that is gone loses a question, and that lowers a measure.
_CAUSES = ("rule", "critical", "new failure", "flip")
_EFFECTS = ("regress", "floor")
# A measure with its value, and the floor that it does not meet.
_FLOOR = re.compile(r"(\S+ [\d.]+) is .*, ([\d.]+) \(n = ")
# What to do about each kind; what else fails says so in its own message.
CURES = {
    "rule": f"klopt het zo, leg het dan vast: {_BLESS}; anders: zet de regel of tekst terug",
    "critical": f"herstel wat je het laatst veranderde; moet het echt zo, leg het dan vast: {_BLESS}",
    "new failure": f"herstel het (citaat ask toont het antwoord), of leg het vast als bekende fout: {_BLESS}",
    "unrecorded repair": f"dit is goed nieuws; leg het vast, dan valt het op als het terugvalt: {_BLESS}",
    "flip": f"herstel het, of leg het vast: {_BLESS}",
    "regress": f"herstel het, of leg het vast: {_BLESS}",
    "floor": "verbeter wat er fout gaat (citaat eval --failing), of geef de grens in evals/floors.toml een ander getal",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What went wrong, and what follows from it."""

    cause: Breach
    effects: tuple[Breach, ...] = ()

    @property
    def told(self) -> str:
        """What follows, in one line; empty where nothing does."""
        names = list(dict.fromkeys(map(_effect, self.effects)))
        number = (
            f"en {len(self.effects)} gevolgen daarvan" if len(self.effects) > 1 else "en een gevolg daarvan"
        )
        return f"{number}: {', '.join(names)}" if names else ""


def folded(breaches: Sequence[Breach]) -> list[Reason]:
    """The causes in their order, each with what follows from it; what follows from none is a cause itself."""
    left, found = list(breaches), dict[int, tuple[Breach, ...]]()
    for kind in _CAUSES:
        for cause in [one for one in left if one.kind == kind]:
            if cause not in left:
                continue
            effects = tuple(one for one in left if one is not cause and _follows(one, cause))
            found[breaches.index(cause)] = effects
            left = [one for one in left if one is not cause and one not in effects]
    return [Reason(one, found.get(at, ())) for at, one in enumerate(breaches) if at in found or one in left]


def _follows(effect: Breach, cause: Breach) -> bool:
    if effect.where.split(".")[0] != cause.where.split(".")[0]:
        return False
    if effect.kind in _CAUSES:
        later = _CAUSES.index(effect.kind) >= _CAUSES.index(cause.kind)
        return later and bool(set(effect.ids) & set(cause.ids))
    # A comparison names no questions: it is about those that changed.
    return effect.kind in _EFFECTS and (not effect.ids or bool(set(effect.ids) & set(cause.ids)))


def _effect(breach: Breach) -> str:
    """A consequence in a few words: what it is, and of which measure."""
    if breach.kind not in _EFFECTS:
        return KINDS[breach.kind]
    found = _FLOOR.match(breach.message)
    told = f"{found[1]}, grens {found[2]}" if found else breach.message.partition(" ")[0]
    return f"{KINDS[breach.kind]} ({told})"
