"""Lists and tables of a saved page, and what only looks like one."""

from support.saved_page import TEXT, inside, listing, read, said

from citaat.importing.blocks import Heading, Item, Listing, Paragraph, Table


def test_terms_with_short_meanings_are_a_list_and_questions_are_headings() -> None:
    short = "<dl><dt>REM</dt><dd>droomslaap</dd><dt>N3:</dt><dd>diepe slaap</dd></dl>"
    assert inside(short) == [listing("REM: droomslaap", "N3: diepe slaap")]
    asked = "<dl><div><dt>Hoe lang?</dt><dd>Acht uur.</dd><dd>Of negen.</dd></div></dl>"
    assert inside(asked) == [Heading(2, "Hoe lang?"), Paragraph("Acht uur."), Paragraph("Of negen.")]


def test_lists_keep_their_depth_numbers_and_paragraphs() -> None:
    blocks = inside(
        '<ul><li>Rust<ol start="3"><li>Lezen</li><li value="7">Thee</li></ol>en stilte</li><li><p>Kou</p><p>18 graden</p></li></ul>'
    )
    assert blocks == [
        Listing(
            (
                Item(0, None, ("Rust",)),
                Item(1, 3, ("Lezen",)),
                Item(1, 7, ("Thee",)),
                Item(0, None, ("en stilte",)),
                Item(0, None, ("Kou", "18 graden")),
            )
        )
    ]


def test_a_list_that_holds_headings_is_no_list() -> None:
    blocks = inside(
        "<ul><li><h3>Rust</h3><p>Lees iets.</p></li><li><h3>Kou</h3><p>Zet het raam open.</p></li></ul>"
    )
    assert [block.text for block in blocks if isinstance(block, Heading | Paragraph)] == [
        "Rust",
        "Lees iets.",
        "Kou",
        "Zet het raam open.",
    ]


def test_typed_bullets_are_a_list() -> None:
    assert inside("<p>Neem mee:<br>• boek<br>• thee</p>") == [Paragraph("Neem mee:"), listing("boek", "thee")]
    assert inside("<p>- boek</p><p>- thee</p>") == [listing("boek", "thee")]
    assert inside("<p>1914. De oorlog begon.</p>") == [Paragraph("1914. De oorlog begon.")]


def test_a_table_of_data_is_a_table() -> None:
    blocks = inside(
        "<table><caption>Uren slaap</caption><thead><tr><th>Leeftijd<th>Nacht<th>Dag</tr></thead>"
        "<tr><td rowspan=2>Baby<td>10<td>4<tr><td>11<td>3<tr><td>Kind<td colspan=2>9 of <ul><li>10<li>11</ul></table>"
    )
    assert blocks == [
        Paragraph("Uren slaap"),
        Table(
            ("Leeftijd", "Nacht", "Dag"),
            (("Baby", "10", "4"), ("Baby", "11", "3"), ("Kind", "9 of 10; 11", "")),
        ),
    ]


def test_a_table_that_places_text_is_that_text() -> None:
    tip = f'<table><tr><td><img src="tip.png"></td><td>Tip</td></tr><tr><td></td><td>{TEXT}</td></tr></table>'
    assert said(read(f"<main>{tip}</main>")) == ["Tip", TEXT]
    frame = f"<table><tr><td><table><tr><td><h2>Kop</h2></td></tr></table></td><td>{TEXT}</td></tr></table>"
    assert said(read(f"<main>{frame}</main>")) == ["Kop", TEXT]
