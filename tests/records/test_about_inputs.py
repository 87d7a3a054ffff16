"""What the guide of the inputs says of each of them: no input without its words, no column without an example."""

import re

import pytest

from reportlib import wording
from reportlib.records.about_inputs import ABOUT, SPANS, example_of, how_written
from reportlib.records.clean import clean
from reportlib.records.tables import TABLES
from reportlib.wording import Wording
from reportlib.writing import csv_bytes

MADE = [name for name in TABLES if name in ABOUT and ABOUT[name].span != "made"]


@pytest.mark.parametrize("name", TABLES)
def test_every_input_has_its_words(name):
    """A new table needs an entry of ``ABOUT`` in reportlib/records/about_inputs.py, and an example of each of its columns."""
    about, table = ABOUT.get(name), TABLES[name]
    assert about, f"reportlib/records/about_inputs.py says nothing of {name}"
    assert about.what and about.source and about.look and about.span in SPANS
    columns = {column.name: column for column in table.columns}
    assert not about.grows_by or columns[about.grows_by].kind in ("date", "count")
    assert about.grows_by or not about.must_grow
    assert [column.name for column in table.columns if not example_of(table, column)] == []
    assert all(how_written(table, column) for column in table.columns)


@pytest.mark.parametrize("years", ["republic", "common"])
@pytest.mark.parametrize("name", MADE)
def test_the_examples_are_read_as_a_row_of_the_input_they_are_of(name, years, tmp_path):
    table = TABLES[name]
    path = tmp_path / f"{name}.csv"
    with wording.using(Wording(years)):
        examples = [example_of(table, column, "航管組") for column in table.columns]
        path.write_bytes(csv_bytes([[column.label for column in table.columns], examples]))
        records = clean(name, path)
    assert len(records.frame) == 1 and len(records.frame.columns) >= len(table.columns)


@pytest.mark.parametrize("name", TABLES)
def test_no_example_is_in_years_of_the_republic_where_the_body_counts_common_years(name):
    table = TABLES[name]
    with wording.using(Wording("common")):
        said = [f"{example_of(table, column)} {how_written(table, column)}" for column in table.columns]
    assert [text for text in said if re.search(r"(?<![0-9])1[01][0-9](?![0-9])", text)] == []
