"""Rows that wait for a decision of the register stand beside the account of rows, with what they are about."""

import dataclasses

from reportlib.measures import undecided
from reportlib.records.records import UndecidedName
from tests.support.small_meeting import cells, small_meeting, small_records


def test_every_name_that_waits_stands_with_its_rows_the_agencies_it_may_be_and_titles(tmp_path, root):
    names = (UndecidedName("統計處", (4, 5, 9), ("人口", "戶數"), ("經濟部統計處",)), UndecidedName("", (7,), (), ()))
    records = dataclasses.replace(small_records("catalogue"), undecided=names)
    table = undecided.table([small_records("plan"), records], small_meeting(tmp_path, root))
    assert cells(table) == [
        ["catalogue.csv", "統計處", "3", "4-5,9", "經濟部統計處", "人口、戶數"],
        ["catalogue.csv", "（空白）", "1", "7", "—", "—"],
    ]
    assert [fact.name for fact in table.facts()] == [
        "rows.catalogue/undecided/統計處",
        "rows.catalogue/undecided/（空白）",
    ]
    assert len(table.blocks()) == 1


def test_where_nothing_waits_nothing_stands(tmp_path, root):
    assert undecided.table([small_records("plan")], small_meeting(tmp_path, root)) is None
