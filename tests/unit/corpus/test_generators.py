"""Markdown as it is written for site generators (MkDocs, Docusaurus, Jekyll, Hugo, wikis): text is read, their marks are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.boxes import opened
from citaat.corpus.passages import article_passages
from citaat.outcome.shown import readable
from citaat.records import Article


def said(text: str) -> list[str]:
    """What is shown of each sentence, every one sliced from its article."""
    article = Article("a", "T", "a.md", f"+++\ntitle = 'T'\n+++\n\n{text}", "")
    passages = article_passages(article, frozenset())
    found = [article.text[one.start : one.end] for passage in passages for one in passage.sentences]
    return [readable(one, "a.md") for one in found]


@pytest.mark.parametrize(
    "box",
    [
        '!!! warning "Let op"\n\n    Raak dit nooit aan.',
        "!!! info\n    Raak dit nooit aan.",
        '??? question "Waarom?"\n\n    Raak dit nooit aan.',
        '=== "Windows"\n\n    Raak dit nooit aan.',
        '!!! note\n\n    !!! danger "Gevaar"\n\n        Raak dit nooit aan.',
        '{{< alert title="Let op" >}}\nRaak dit nooit aan.\n{{< /alert >}}',
        '{{< alert title="Let op" >}}Raak dit nooit aan.{{< /alert >}}',
        ":::tip[Let op]\n\nRaak dit nooit aan.\n\n:::",
        ":::{figure} foto.png\n:name: foto\nRaak dit nooit aan.\n:::",
        '{% hint style="info" %}\nRaak dit nooit aan.\n{% endhint %}',
        "> [!info]- Let op\n> Raak dit nooit aan.",
        '<TabItem value="a">\n\nRaak dit nooit aan.\n\n</TabItem>',
        "Raak dit nooit aan.\n{: .note }",
        "Raak dit nooit aan. ^blok1",
        ":warning: Raak dit nooit aan.",
        "Raak dit nooit aan. :material-clock: { .icoon }",
    ],
)
def test_what_stands_in_a_box_is_read_without_its_frame(box: str) -> None:
    found = said(f"Begin.\n\n{box}\n\nEinde.\n")
    assert [one for one in found if one] == ["Begin.", "Raak dit nooit aan.", "Einde."]


@pytest.mark.parametrize(
    "hidden",
    [
        "{/* Een geheime zin. */}",
        "%%Een geheime zin.%%",
        "%%\nEen geheime zin.\n\nNog een.\n%%",
        "{{/* Een geheime zin. */}}",
        "{% comment %}\nEen geheime zin.\n{% endcomment %}",
        "{%- comment -%}Een geheime zin.{%- endcomment -%}",
        "{% highlight bash %}\nrm geheim\n{% endhighlight %}",
        "% Een geheime zin.",
        "[//]: # (Een geheime zin)",
        "import Geheim from '@theme/Geheim';\nimport './geheim.css';",
        "export const geheim = ({x}) => (<b>{x}</b>);",
        '--8<-- "geheim.md"',
        "*[GEH]: Een geheime zin",
        "(geheim)=",
        "$$ geheim = x $$",
        "#geheim #zin",
        "![[geheim.png]]",
        "[geheim.md](geheim.md)",
        "* TOC\n{:toc}",
        "[TOC]",
    ],
)
def test_what_is_written_for_no_reader_is_not_shown(hidden: str) -> None:
    assert [one for one in said(f"Begin.\n\n{hidden}\n\nEinde.\n") if one] == ["Begin.", "Einde."]


@pytest.mark.parametrize("hidden", ["%%geheim%%", "{/* geheim */}", "{% comment %}geheim{% endcomment %}"])
def test_a_comment_within_a_sentence_is_not_shown(hidden: str) -> None:
    assert said(f"Snoei de druif {hidden} in januari.\n") == ["Snoei de druif in januari."]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Lees [[Storing|storingen]] en [[Druif#Snoeien]].", "Lees storingen en Druif."),
        ("Druk op ++ctrl+c++ nu.", "Druk op ctrl+c nu."),
        ("Zie {doc}`schema <schema>` en {ref}`begin`.", "Zie schema en begin."),
        ("Peildatum\n:   De dag waarop iets geldt.", "Peildatum: De dag waarop iets geldt."),
        ("Leer C++ en 50%% van 20%% korting.", "Leer C++ en 50%% van 20%% korting."),
        ("Om 10:uur-precies:ja.", "Om 10:uur-precies:ja."),
        ("Import van fruit is duur.", "Import van fruit is duur."),
        ("Tot 2^10 stuks.", "Tot 2^10 stuks."),
    ],
)
def test_marks_are_rendered_and_text_that_looks_like_one_stays(written: str, seen: str) -> None:
    assert said(f"{written}\n") == [seen]


def test_a_sentence_in_which_something_is_filled_in_is_not_read() -> None:
    assert said("Bel {{ site.telefoon }} nu. De balie is open.\n") == ["De balie is open."]
    assert said("Lees [meer]({{< ref 'x' >}}) nu.\n") == ["Lees meer nu."]
    assert said("Neem mee:\n\n- een pas\n- {{ geld }} euro\n\nTot dan.\n") == ["Tot dan."]


def test_a_table_keeps_no_row_of_attributes() -> None:
    assert said("| Bak | Dag |\n|--|--|\n| Grijs | maandag |\n{: .tabel }\n") == [
        "Bak; Dag",
        "Grijs; maandag",
    ]


def test_code_in_a_box_is_no_text() -> None:
    assert said("!!! note\n\n    Lees dit.\n\n    ```\n    geheim\n    ```\n") == ["Lees dit."]
    assert said("```\n!!! note\n\n    geheim\n```\n\nLees dit.\n") == ["Lees dit."]


@given(st.text(alphabet=' \n!?="`~>-ab', max_size=120))
def test_opening_boxes_keeps_every_offset(text: str) -> None:
    found = opened(text)
    assert len(found) == len(text)
    assert all(new == old or (old == " " and new in "> ") for new, old in zip(found, text, strict=True))
