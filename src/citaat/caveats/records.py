"""The caveat rules as read from their file, before they are compiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SEVERITIES = ("emergency", "warning")
CAVEATS = {"spoed": "emergency", "overdosering": "warning", "medicatie": "warning", "risicogroep": "warning"}


@dataclass(frozen=True, slots=True)
class TermSet:
    """A named set of terms in the pattern language of `patterns`.

    `exact`: its words are found only as spelt. `glued`: also where they are glued to another
    word. `protected`: names that spelling correction may not touch (medicines). A set of the
    package that a corpus adds to stands in a book twice, once for each file.
    """

    name: str
    terms: tuple[str, ...]
    line: int
    file: str = ""
    exact: bool = False
    glued: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """All groups of `all` present (each a choice of sets), within `near` words.

    `unless`: sets that rule it out ("film^person": unless the second is there too). `doubt`: sets that rule it out unless one of `certain`
    is there too. `brings`: further caveats that are owed together with this one. `firm`: the
    net may not overrule it, however sure it is. `calm`: it gives no caveat; where it holds, the net alone gives none.
    `patient`: it gives no caveat either; where it holds, those of `caveat` and `brings` are told for its situation:
    those in a situation `of` which it is, or in any but despair.
    `most`: it holds only in a message of at most so many words.
    """

    id: str
    caveat: str
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    doubt: tuple[str, ...]
    certain: tuple[str, ...]
    brings: tuple[str, ...]
    near: int
    situation: str
    why: str
    source: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    firm: bool
    line: int
    file: str = ""
    calm: bool = False
    patient: bool = False
    of: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or list of an article that a text rests on."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Text:
    """What a caveat says: `leads` by situation, then `body`, or `alone` when nothing can be cited.

    `instead`: whole texts by situation, in the place of lead and body. That of "spoed" is what a warning says
    beside an emergency. `own`: the situations whose lead a corpus wrote itself.
    """

    caveat: str
    leads: dict[str, str]
    body: str
    alone: str
    quotes: tuple[Quote, ...]
    line: int
    file: str = ""
    instead: dict[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a corpus is about, and what a text calls it where the question names nothing.

    `others`: whatever else is taken counts as the subject too (and `names` may be empty).
    `unnamed` and `supplement` are what a text says where nothing has a name; `named` are the term sets
    whose words are names.
    """

    names: tuple[str, ...] = ()
    label: str = ""
    others: bool = True
    unnamed: str = ""
    supplement: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Without:
    """A rule of the package, or all rules of a caveat, that a corpus leaves out, and why."""

    rule: str
    caveat: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message that people labelled: the numbers of its features, and its weight in each column."""

    features: tuple[int, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class NetSource:
    """The net under the rules: its word classes, and what was fitted.

    `columns` are the caveats, and whether an emergency is one of despair; `features` are named,
    and numbered by their place. `gamma`: how fast a message counts less for what it does not
    share. `owed`: the score from which a caveat is owed without a rule; `accompanied`: the
    same where another caveat is given too: it is no nag there. `overruled`: the score under
    which a rule is, unless it is firm. Nothing is fitted when there are no `messages`.
    """

    file: str
    classes: tuple[TermSet, ...]
    columns: tuple[str, ...] = ()
    bias: tuple[float, ...] = ()
    gamma: float = 0.0
    features: tuple[str, ...] = ()
    messages: tuple[Labelled, ...] = ()
    owed: Mapping[str, float] = field(default_factory=dict)
    accompanied: Mapping[str, float] = field(default_factory=dict)
    overruled: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that decides on caveats: the rules of one file, and of the package where it extends them.

    `harmless` is one set, in a part for each file. `caveats` are those that are given at all.
    """

    file: str
    sets: tuple[TermSet, ...]
    harmless: tuple[TermSet, ...]
    rules: tuple[Rule, ...]
    texts: tuple[Text, ...]
    subject: Subject = field(default_factory=Subject)
    caveats: tuple[str, ...] = tuple(CAVEATS)
    net: NetSource | None = None
