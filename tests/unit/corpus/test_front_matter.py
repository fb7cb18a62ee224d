"""Front matter: TOML or YAML, named faults, and what it tells of author, date and address."""

import pytest

from citaat.corpus.front_matter import About, about, body, split, title_of
from citaat.errors import CorpusError


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# Geen matter\n", 1, "no front matter"),
        ("", 1, "no front matter"),
        ("+++\ntitle = 'x'\n", 1, "not closed"),
        ("---\ntitle: x\n", 1, "not closed"),
        ("+++\ntitle = \n+++\n", 2, "not TOML"),
        ("+++\ntitle = 'x'\ndate = 2025-13-99\n+++\n", 3, "not TOML"),
        ("+++\nlanguage = 'nl'\n+++\n", 1, "no title"),
        ("+++\ntitle = ' '\n+++\n", 1, "no title"),
        ("+++\ntitle = 3\n+++\n", 1, "no title"),
        ("---\nlayout: post\n---\n", 1, "no title"),
        ("---\ntitle: x\nauteur: [a\n---\n", 4, "not YAML"),
        ("---\n- a\n---\n", 1, "not YAML"),
        ("---\ntitle: !!python/object:os.system x\n---\n", 1, ""),
    ],
)
def test_bad_front_matter_names_file_line_and_fix(text: str, line: int, what: str) -> None:
    if not what:
        assert body(text, "a.md").matter == {"title": "x"}
        return
    with pytest.raises(CorpusError, match=what) as caught:
        body(text, "map/artikel.md")
    assert (caught.value.file, caught.value.line) == ("map/artikel.md", line)
    assert caught.value.fix
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ["+++", 'title = "Slaap: hoe?"', "date = 2025-12-22", "+++"],
        ["---", 'title: "Slaap: hoe?"', "date: 2025-12-22", "---"],
        ["---  ", 'titel: "Slaap: hoe?"', "Datum: 2025-12-22", "..."],
        ["+++", 'title: "Slaap: hoe?"', "date: 2025-12-22", "+++"],
    ],
)
def test_every_form_of_front_matter_is_read(lines: list[str], end: str, mark: str) -> None:
    text = mark + end.join([*lines, "Tekst."])
    found = body(text, "a.md")
    assert found.matter["title"] == "Slaap: hoe?"
    assert about(found.matter) == About("", "2025-12-22", "")
    assert text[found.start :] == "Tekst."


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("author: Jan Jansen", About("Jan Jansen", "", "")),
        ("auteurs:\n- Jan\n- naam: Piet de Vries\n- [x]", About("Jan, Piet de Vries", "", "")),
        ("date: 2024-02-01T11:16:01+01:00", About("", "2024-02-01", "")),
        ("date: 22 december 2025", About("", "22 december 2025", "")),
        ("url: https://voorbeeld.nl/slaap", About("", "", "https://voorbeeld.nl/slaap")),
        ("url: javascript:alert(1)", About("", "", "")),
        ("url: https://a.nl/ b", About("", "", "")),
        ("author:\ndate: ''", About("", "", "")),
    ],
)
def test_author_date_and_address_are_told(yaml: str, told: About) -> None:
    assert about(body(f"---\ntitle: T\n{yaml}\n---\n", "a.md").matter) == told


def test_a_time_in_toml_is_told_as_its_day() -> None:
    matter = body("+++\ntitle = 'T'\ndate = 2025-12-22T08:30:00Z\nauthors = ['A', 'B']\n+++\n", "a.md").matter
    assert about(matter) == About("A, B", "2025-12-22", "")


def test_aliases_of_yaml_cost_no_memory() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = "---\ntitle: T\n" + "\n".join(lines) + "\nauthor: *i\n---\n"
    assert about(body(text, "a.md").matter).author == ""


def test_a_text_need_not_have_front_matter_or_a_title_when_it_is_only_split() -> None:
    assert split("Een zin.", "a.md") is None
    found = split("---\nauteur: Jan\n---\nEen zin.", "a.md")
    assert found is not None
    assert (found.start, found.matter) == (len("---\nauteur: Jan\n---\n"), {"auteur": "Jan"})
    assert (title_of(found.matter), title_of({"Titel": "T"}), title_of({"title": 3})) == ("", "T", "")
