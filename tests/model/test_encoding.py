"""What a cell shows is written to JSON and read back the same; the version before is still read."""

import json

import pytest
from hypothesis import given, strategies

from reportlib.model.blocks import (
    ChartBlock,
    ChartPoint,
    FiguresBlock,
    HeadingBlock,
    LabelledFigure,
    ListBlock,
    PageImage,
    PagesBlock,
    ParagraphBlock,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportlib.model.encoding import VERSION, display_json, line_json, line_of, shown_json, shown_of
from reportlib.model.texts import EMPTY, Line, Piece
from reportlib.text import Quoted

TOTAL = Piece("3,159", "fact", strong=True, fact="inventory.total", value="3159")
SHARE = Piece("95%", "fact", fact="gold.share", value="0.95", percent=True)
SENTENCE = Line.joined(
    "共 ", TOTAL, " 項，最多的是", Quoted("水利署"), "，見", Piece("〔20-quality〕", ref="20-quality")
)
FIGURE = LabelledFigure(figure=SHARE, label=Line.of("白金標章占比"), note=Line.of("109-10-31"))
BLOCKS = (
    HeadingBlock(level=2, text=Line.of("歷次統計")),
    ParagraphBlock(text=SENTENCE, only="document", message=SENTENCE, beside=(FIGURE,), anchor="total"),
    ListBlock(items=(Line.of("甲"), SENTENCE)),
    FiguresBlock(items=(FIGURE,)),
    TableBlock(
        caption=Line.joined("第 ", TOTAL, " 名"),
        note=Line.of("註"),
        columns=(TableColumn(Line.of("機關")), TableColumn(Line.of("項"), True)),
        rows=(TableRow((Line.of(Quoted("1999")), Line((TOTAL,)))), TableRow((SENTENCE, EMPTY), "total")),
        weights=(3, 1),
        sortable=True,
        own_page=True,
    ),
    ChartBlock(
        svg="<svg/>", alt=SENTENCE, points=(ChartPoint(Line.of("甲"), TOTAL),), slide_svgs=("<svg/>",), drawn=(EMPTY,)
    ),
    PagesBlock(
        caption=Line.of(Quoted("函")), pages=(PageImage("image/png", "iVBOR", 10, 20, Line.of(Quoted("全文"))),)
    ),
)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_every_kind_of_block_is_read_back_as_it_was(block):
    data = json.loads(json.dumps(display_json((block,))))
    assert data["version"] == VERSION and shown_of(data) == (block,)
    assert shown_json(shown_of(data)) == data


def test_a_plain_text_of_ours_is_a_string_and_the_others_say_who_wrote_them():
    assert line_json(Line.of("共計")) == "共計" and line_json(EMPTY) == ""
    assert line_json(Line.of(Quoted("1999"))) == [{"quoted": "1999"}]
    assert line_json(Line((SHARE,))) == [{"text": "95%", "fact": "gold.share", "value": "0.95", "percent": True}]


pieces = strategies.builds(
    Piece,
    strategies.text(),
    strategies.sampled_from(("written", "quoted")),
    strategies.booleans(),
    ref=strategies.text(max_size=3),
    target=strategies.text(max_size=3),
)


@given(strategies.lists(pieces))
def test_any_text_is_read_back_as_it_was(found):
    line = Line(tuple(found))
    assert line_of(json.loads(json.dumps(line_json(line)))).text == line.text
    again = line_of(line_json(line)).pieces
    assert again == line.pieces or not line.text and not again


def test_the_version_before_is_read_its_texts_as_ours_and_its_figures_as_facts():
    table = {
        "kind": "table",
        "caption": "各機關",
        "unit": "單位：項",
        "note": "統計至 109-10-31",
        "layout": "rows",
        "sortable": False,
        "row_headers": True,
        "columns": [{"label": "機關", "numeric": False}, {"label": "項", "numeric": True}],
        "weights": [3, 1],
        "rows": [
            {
                "style": "body",
                "cells": [{"text": "水利署"}, {"text": "3,159", "fact": "inventory.total", "value": "3159"}],
            }
        ],
        "named": [],
    }
    [shown] = shown_of(table)
    assert (shown.caption.text, shown.note.text, shown.weights) == ("各機關", "統計至 109-10-31", (3, 1))
    assert [cell.single.author for cell in shown.rows[0].cells] == ["written", "fact"]
    assert shown.rows[0].cells[1].single.value == "3159"
    prose = {"kind": "prose", "paragraphs": [[{"text": "甲"}], [{"text": "乙", "strong": True}]], "anchor": "here"}
    assert [(one.text.text, one.anchor) for one in shown_of(prose)] == [("甲", "here"), ("乙", "")]
    assert shown_of({"kind": "section", "as_of_text": "資料統計至 109-10-31"}).text == "資料統計至 109-10-31"


@pytest.mark.parametrize("version", [1, 2])
def test_a_packet_that_said_of_a_table_whether_a_list_leaves_it_out_is_still_read(version):
    table = {"kind": "table", "caption": "各機關", "columns": [], "rows": [], "weights": [], "unlisted": True}
    old = table if version == 1 else {"version": 2, "kind": "blocks", "blocks": [table]}
    [shown] = shown_of(old)
    assert shown.caption.text == "各機關"
    assert "unlisted" not in shown_json((shown,))["blocks"][0]
    with pytest.raises(TypeError, match="colour"):
        shown_of({"version": 2, "kind": "blocks", "blocks": [table | {"colour": "綠"}]})
