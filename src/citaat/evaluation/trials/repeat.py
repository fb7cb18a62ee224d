"""The same question asked again, in another order: the same input gives the same outcome, or the system is broken."""

from collections.abc import Callable, Sequence

from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import System, outcome

# Questions of a set that are asked again; of a site fewer.
MOST = 30
OF_SITE = 4


def repeat(
    system: System,
    graded: Sequence[Graded],
    team: Team,
    progress: Callable[[str, int, int], None],
    most: int = MOST,
) -> tuple[str, ...]:
    """The ids of the questions, of `most` spread over the set, whose outcome is another one the second time."""
    # The last one first: who remembers what was asked before is asked something else before.
    chosen = spread(graded, most)[::-1]
    found = []
    asked = team.each(system, outcome, [one.question.text for one in chosen])
    for done, (one, again) in enumerate(zip(chosen, asked, strict=True), 1):
        if again != one.outcome:
            found.append(one.question.id)
        progress("asked again", done, len(chosen))
    return tuple(sorted(found))


def spread(graded: Sequence[Graded], most: int) -> list[Graded]:
    """At most so many of the questions, evenly from the whole set, without those that have no outcome."""
    return [one for one in graded[:: max(1, -(-len(graded) // most))] if one.outcome is not None]
