"""Tables without a marked head: the first row names the columns, or it is said that nothing does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.importing.blocks import Block, Paragraph, Table
from citaat.importing.heads import with_heads

Rows = tuple[tuple[str, ...], ...]


@pytest.mark.parametrize(
    ("rows", "named", "doubt"),
    [
        ((("Opgezegd vóór", "Terug"), ("1 april", "75"), ("1 juli", "50")), True, "als kop gelezen"),
        ((("**Dag**", "**Open**"), ("maandag", "ja")), True, ""),
        ((("Maandag", "9 tot 17"), ("Zaterdag", "10 tot 14"), ("Zondag", "12 tot 14")), False, "zonder kop"),
        ((("Voorzitter", "Jan"), ("Secretaris", "Piet"), ("Lid", "Els")), False, "zonder kop"),
        ((("Prijs per stuk.", "Wat"), ("1", "2"), ("3", "4")), False, "zonder kop"),
        ((("Dag", "Uur"), ("1", "2")), True, "als kop gelezen"),
        ((("Dag", "Dag"), ("1", "2")), False, "zonder kop"),
        (
            (
                ("Klacht", "Wat doe je"),
                ("Trillen", "Geef meteen een glas limonade"),
                ("Sufheid", "Bel de huisarts en wacht niet"),
            ),
            True,
            "als kop gelezen",
        ),
        (
            (("Klacht", "Wat doe je"), ("Trillen", "Geef meteen een glas limonade"), ("Dorst", "Water")),
            False,
            "zonder kop",
        ),
    ],
)
def test_the_first_row_is_the_head_where_it_looks_like_one(rows: Rows, named: bool, doubt: str) -> None:
    (table,), doubts = with_heads([Table((), rows)])
    assert table == (Table(rows[0], rows[1:]) if named else Table((), rows))
    assert [doubt in one for one in doubts] == ([True] if doubt else [])


def test_what_has_a_head_or_is_no_table_stays() -> None:
    blocks: list[Block] = [Paragraph("Zo"), Table(("Dag", "Uur"), (("1", "2"), ("3", "4"))), Table((), ())]
    assert with_heads(blocks) == (blocks, [])


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1, max_size=5))
def test_no_cell_is_lost(rows: list[tuple[str, ...]]) -> None:
    (table,), _ = with_heads([Table((), tuple(rows))])
    assert isinstance(table, Table)
    assert [*([table.head] if table.head else []), *table.rows] == rows
