"""What `{subject}` stands for in the terms of the package: the names that a corpus gives its subject.

    magnesium          {subject} .. tegelijk -> magnesium .. tegelijk     {subject}pil -> magnesiumpil
    no name            {subject} .. tegelijk -> <stof> .. tegelijk        {subject}pil -> (left out)

`<stof>` is the term set of whatever is the subject.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from citaat.caveats.records import Subject, TermSet

MARK = "{subject}"
SET = "stof"
_ALONE = re.compile(r"(?<![\w*'}])\{subject\}(?![\w'*{])")
_SETS = re.compile(r"<([a-z0-9-]+)>")


def expanded(one: TermSet, subject: Subject, named: bool) -> TermSet:
    """A term set with its marks replaced; `named`: by names only, as in sets that <stof> is made of."""
    terms = dict.fromkeys(term for term in one.terms for term in _expanded(term, one.name, subject, named))
    return replace(one, terms=tuple(terms))


def _expanded(term: str, name: str, subject: Subject, named: bool) -> Iterable[str]:
    if MARK not in term:
        return (term,)
    if name == SET:
        return [term.replace(MARK, one) for one in subject.names if term == MARK or " " not in one]
    words = [one for one in subject.names if " " not in one]
    loose = [] if named or not (subject.others or len(words) < len(subject.names)) else [f"<{SET}>"]
    term = _ALONE.sub("/".join([*words, *loose]) or MARK, term)
    return [term.replace(MARK, one) for one in words] if MARK in term else (term,)


def made_of(names: Iterable[str], sets: Iterable[TermSet]) -> set[str]:
    """`names`, and every set that they refer to."""
    terms: dict[str, list[str]] = {}
    for one in sets:
        terms.setdefault(one.name, []).extend(one.terms)
    found, todo = set[str](), list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += _SETS.findall(" ".join(terms.get(name, [])))
    return found


def in_order(sets: Iterable[TermSet]) -> Iterator[TermSet]:
    """The sets in their own order, but each after those that it refers to; parts of one set together."""
    parts: dict[str, list[TermSet]] = {}
    for one in sets:
        parts.setdefault(one.name, []).append(one)
    seen: set[str] = set()
    for name in parts:
        # A stack of our own: a chain of references may be longer than Python's.
        stack = [(name, False)]
        while stack:
            name, ready = stack.pop()
            if ready:
                yield from parts[name]
            elif name in parts and name not in seen:
                seen.add(name)
                needs = _SETS.findall(" ".join(term for one in parts[name] for term in one.terms))
                stack += [(name, True), *((need, False) for need in reversed(needs))]
