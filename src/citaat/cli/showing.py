"""Showing one outcome: as text or JSON on standard output, its caveats alone on standard error."""

import sys
from collections.abc import Sequence

from citaat.cli import streams
from citaat.engine import Engine
from citaat.light import TYPE_CHECKING, Any
from citaat.outcome.rendering import Style, render
from citaat.records import EMERGENCY, Caveat, Outcome
from citaat.terminal import json_text
from citaat.tracing import Trace, suggested

if TYPE_CHECKING:
    from citaat.unopened import Unopened


def show(engine: "Engine | Unopened", trace: Trace, outcome: Outcome, arguments: Any) -> None:
    """Print `outcome`, which `trace` led to, with why if that is asked."""
    form, explain = arguments.format, arguments.explain
    if form == "text":
        style = Style.for_stream(sys.stdout)
        streams.say(render(outcome, engine.line_of, style, _titles(engine, trace)))
        if explain and isinstance(engine, Engine):
            from citaat.explain import explain as explained

            streams.say("\n" + explained(engine, trace, style))
        return
    record = outcome.to_dict()
    if explain and isinstance(engine, Engine):
        from citaat.explain import explanation

        record["explanation"] = explanation(engine, trace)
    streams.say_encoded(json_text(record, indent=2 if form == "json" else None))


def _titles(engine: "Engine | Unopened", trace: Trace) -> dict[str, str]:
    """By suggested heading the title of its article, where the headings alone would not tell what they are about."""
    found = suggested(trace, engine.passages) if isinstance(engine, Engine) else ()
    same = len({one.title for one in found}) < 2 and all(one.heading.endswith("?") for one in found)
    return {} if same else {one.heading: one.title for one in found if one.title != one.heading}


def owed(engine: "Engine | Unopened", text: str) -> Sequence[Caveat]:
    """The caveats of a text, without a search."""
    return engine.owed(text) if isinstance(engine, Engine) else engine.ask(text).caveats


def warn(caveats: Sequence[Caveat]) -> None:
    """The caveats on standard error, one a line: for when standard output cannot bring them."""
    for caveat in caveats:
        label = "SPOED" if caveat.severity == EMERGENCY else "Let op"
        streams.tell(f"{label}: {' '.join(caveat.text.split())}")
