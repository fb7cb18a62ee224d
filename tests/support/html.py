"""A page as its tags and its text."""

from html.parser import HTMLParser

from starlette.testclient import TestClient

_VOID = frozenset({"meta", "link", "input", "path", "rect"})


class Page(HTMLParser):
    """Tags with their attributes in order, text without markup, and whether all tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self._open = "", list[str]()
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def hrefs(self, start: str) -> list[str]:
        """Where links lead that begin like this."""
        found = (told.get("href") or "" for tag, told in self.tags if tag == "a")
        return [href for href in found if href.startswith(start)]

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [told[name] or "" for _, told in self.tags if name in told]


def page(web: TestClient, path: str = "/", status: int = 200, **told: str) -> Page:
    got = web.get(path, params=told)
    assert got.status_code == status, got.text
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    return Page(got.text)
