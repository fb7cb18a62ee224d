"""The templates of the page."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from citaat.serving.page.views import Source
from citaat.templating import environment

_HERE = Path(__file__).parent / "templates"


def render(name: str, context: dict[str, Any]) -> str:
    """A page, from the template of this name."""
    return _environment().get_template(f"{name}.html.j2").render(context, style=fingerprint()).lstrip() + "\n"


@cache
def file(name: str) -> str:
    """A file that a page asks for beside itself."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def fingerprint() -> str:
    """Of everything that pages look like: it stands in the address of the style sheet and in their names in a cache."""
    whole = b"".join(path.read_bytes() for path in sorted(_HERE.iterdir()))
    return hashlib.sha256(whole).hexdigest()[:12]


@cache
def _environment() -> Environment:
    templates = environment(_HERE)
    templates.globals["number"] = _number
    return templates


@pass_context
def _number(context: Context, n: int) -> Markup:
    """The number of a source, which leads to its place."""
    sources: tuple[Source, ...] = context["answer"].sources
    href = next(one.href for source in sources for one in source.places if one.n == n)
    link = '<a class="n" id="cijfer-{}" href="{}"{}><span><span class="unseen">bron </span>{}</span></a>'
    return Markup(link).format(n, href, context["target"], n)
