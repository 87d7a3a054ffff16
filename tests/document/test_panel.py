"""What the page's panel is given of each figure: its derivation in words, its rows, where it stands."""

from reportlib.document import panel
from tests.document.test_register import computed, counted
from tests.support.documents import document_of


def test_a_figure_brings_its_words_rows_columns_operands_and_places():
    rows = {"input": "catalogue", "file": "catalogue.csv", "sheet": "", "columns": ["機關"], "rows": [[2, "水利署"]]}
    place = {"text": "一、盤點，內文", "target": "s-10-x"}
    one = counted("F-0001", "水利署", "1", "2", places=[place])
    one["derivation"] = one["derivation"] | {"columns": ["機關", "機關"]}
    share = computed("F-0002", "share", "33.5", "÷", "F-0001", "F-0001", unit="%")
    told = panel.figures(document_of({"facts": [one, share], "tables": [rows]}))
    assert told.facts["F-0001"] == {
        "label": "水利署資料集",
        "name": "held/水利署",
        "printed": "1",
        "unit": "項",
        "date": "109-10-31",
        "lines": ["算法：計列數", "資料列：catalogue.csv 第 2 列", "條件：機關為「水利署」", "規則：清單的列數"],
        "of": [],
        "columns": ["機關"],
        "rows": [[0, 1, [2, 2], 1, [2]]],  # one row of the first place, row 2, which is there
        "runs": 0,
        "places": [["一、盤點，內文", "s-10-x"]],
    }
    computed_one = told.facts["F-0002"]
    assert (computed_one["of"], computed_one["date"], computed_one["unit"]) == (["F-0001"], "", "")
    assert computed_one["rows"] == told.facts["F-0001"]["rows"]  # those of its operands
    assert computed_one["lines"][0] == "算式：水利署資料集〔F-0001〕 ÷ 水利署資料集〔F-0001〕"
    assert dict(told.parts()) == {
        "facts": told.facts,
        "tables": [{"file": "catalogue.csv", "sheet": "", "columns": ["機關"], "starts": [2]}],
        "rows-0-0": {"numbers": [2], "cells": [[["水利署"], [0]]]},
        "runs-0": {"F-0001": [[0, [2, 2]]]},
    }


def test_a_figure_tells_what_was_rounded_off_and_what_contradicts_it():
    half = computed("F-0003", "half", "33.5", "÷", "F-0001", "F-0002")
    apart = computed("F-0004", "reconcile.difference/total", "2", "−", "F-0001", "F-0002", printed="2")
    facts = [counted("F-0001", "甲", "3", "2-4"), counted("F-0002", "乙", "1", "5"), half | {"printed": "33"}, apart]
    lines = {name: one["lines"] for name, one in panel.figures(document_of({"facts": facts})).facts.items()}
    assert lines["F-0003"][-1] == "捨入：33.50，四捨五入為 33"
    assert lines["F-0001"][-1] == "核對：與乙資料集〔F-0002〕1 項不同，相差 2 項（代號 total）"
    assert lines["F-0002"][-1] == "核對：與甲資料集〔F-0001〕3 項不同，相差 2 項（代號 total）"
