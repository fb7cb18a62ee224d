"""The door to the HTML parser: what would keep it busy for minutes is refused at once, and nothing that is harmless."""

import pytest

from citaat.errors import CorpusError
from citaat.importing.page.tree import parse


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000,
        "<div/>" * 200_000,
        "<svg><div/>" + "<rect/>" * 200_000,
        "<optgroup>" * 50_000,
        "<p><font>x" * 50_000,
        "<div " + " ".join(f"a{number}=b" for number in range(50_000)) + ">",
        "<div " + "".join(f"a{number}='b'" for number in range(50_000)) + ">",
        "<b>" * 300 + "diep",
        '<!DOCTYPE html [<!ENTITY lol "ha">]><p>&lol;',
    ],
    ids=lambda html: html[:12],
)
def test_bombs_are_refused(html: str) -> None:
    with pytest.raises(CorpusError) as caught:
        parse(html, "pagina.html")
    assert str(caught.value).startswith("pagina.html: ")


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 20_000,
        "<ul>" + "<li>x" * 20_000,
        "<svg>" + "<rect/>" * 20_000 + "</svg>",
        "<script>" + "if (a<b) c();" * 20_000 + "</script>",
        "<!--" * 20_000,
        '<a href="data:' + "a/b=" * 100_000 + '">x</a>',
        "<div a=b a=c>",
        "a < b <",
        "",
    ],
    ids=lambda html: html[:12],
)
def test_long_pages_are_none(html: str) -> None:
    assert parse(html, "pagina.html").tag == "html"
