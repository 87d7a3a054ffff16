"""How long the bars are that stand beside the numbers of a table."""

from hypothesis import given, strategies as st

from reportlib.model.blocks import TableBlock, TableColumn, TableRow
from reportlib.model.texts import Line, Piece


def table(*values, bars=1, total=None):
    """A row a value; None is a text in the column of numbers."""
    rows = [(value, "body") for value in values] + ([(total, "total")] if total is not None else [])
    return TableBlock(
        columns=(TableColumn(Line.of("機關")), TableColumn(Line.of("項"), True)),
        rows=tuple(
            TableRow((Line.of("x"), Line((Piece("—" if value is None else str(value), value=value),))), style)
            for value, style in rows
        ),
        weights=(1, 1),
        bars=bars,
    )


def test_the_longest_bar_is_whole_and_the_others_are_their_share_of_it():
    assert table("50", "200", "100").bar_shares == (0.25, 1.0, 0.5)


def test_a_sum_a_text_a_zero_and_a_loss_have_no_bar():
    assert table("2", None, "0", "-1", total="3").bar_shares == (1.0, None, None, None, None)


def test_a_table_without_bars_or_of_zeros_alone_has_none():
    assert table("1", bars=None).bar_shares == (None,)
    assert table("0", "0").bar_shares == (None, None)


@given(st.lists(st.decimals(-1000, 10**9, places=1), min_size=1, max_size=9))
def test_no_bar_is_longer_than_the_longest(values):
    shares = [share for share in table(*map(str, values)).bar_shares if share is not None]
    assert all(0 < share <= 1 for share in shares)
    assert bool(shares) == any(value > 0 for value in values)
