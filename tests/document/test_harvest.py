"""From executed notebooks to the one document; what is no display of ours is refused, not left out."""

import nbformat
import pytest

from reportlib.document.harvest import completed, harvest, merge
from reportlib.document.reconcile import Report
from reportlib.errors import RunError
from reportlib.model.document import SectionReport
from reportlib.model.encoding import MIME, report_json
from reportlib.model.texts import Line, Piece
from reportlib.text import Quoted
from tests.support.documents import document_of, fact_of, section_of, table_of


def notebook(*shown: dict):
    """An executed notebook that showed these."""
    outputs = [nbformat.v4.new_output("display_data", data={MIME: data}) for data in shown]
    cells = [nbformat.v4.new_code_cell("show()", outputs=outputs)]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.parametrize(
    "shown",
    [
        {"version": 2, "kind": "mermaid", "text": "graph"},
        {"kind": "mermaid", "text": "graph"},
        {"version": 2, "kind": "blocks", "blocks": [{"kind": "table", "rows": 3}]},
        {"version": 2, "kind": "blocks", "blocks": ["table"]},
        {"version": 3, "kind": "blocks", "blocks": []},
        ["blocks"],
    ],
)
def test_X04_what_is_no_display_of_ours_is_refused_with_its_section(shown):
    with pytest.raises(RunError, match='X04 10-x: Section "10-x" holds "(mermaid|blocks|—)", which no packet knows'):
        harvest(notebook(shown), "10-x")


def test_R06_a_notebook_that_did_not_reach_its_last_cell_is_no_section():
    with pytest.raises(RunError, match="R06 10-x"):
        harvest(notebook({"version": 2, "kind": "section", "as_of_text": "資料統計至 109-10-31"}), "10-x")


def test_what_a_build_adds_to_its_notebooks_comes_back_from_the_one_that_was_saved():
    """The source rows, the section of the reconciliation with its figures, that the packet is a part of one, and who wrote a text."""
    cover = document_of({"meeting": {"body": "經濟部", "timestamp": 0}}).meeting
    ran = notebook(report_json(SectionReport(0, (), (), cover, (), ("10-x",))))
    tables = (
        table_of(
            {"file": "a.csv", "sheet": "", "columns": ["機關", "件"], "rows": [[2, "水利署", "=1"], [4, "", "3"]]}
        ),
    )
    declared = fact_of(
        {"id": "F-0001", "name": "declared.total", "value": "3156", "printed": "3,156", "where": "成果第 3 頁"}
    )
    figure = Piece("3,156", "fact", fact="F-0001")
    blocks = section_of({"id": "", "blocks": [{"kind": "prose", "runs": [{"text": "換行\n與"}]}]}).blocks
    said = blocks[0].with_(text=Line.joined(blocks[0].text, Line.of(Quoted("成果第 3 頁")), Line((figure,))))
    added = section_of({"id": "99-reconciliation", "title": "數字核對"}).with_(blocks=(said,))
    agreement = Report((), added, (declared,))
    merged = merge([("10-x", "報告事項", ran)], "部分章節")
    saved = nbformat.writes(completed(merged, tables, agreement))
    assert harvest(nbformat.reads(saved, 4)) == agreement.into(harvest(merged).with_(tables=tables))
    assert harvest(nbformat.reads(saved, 4)).meeting.part == "部分章節" and harvest(merged).tables == ()


def test_a_markdown_cell_is_headings_paragraphs_and_flat_lists_and_keeps_what_is_strong():
    source = "#### 深\n\n第一\n行**重點**，*一併*\\\n[連結](https://example.tw)\n\n- 甲 `x`\n- 乙\n"
    heading, paragraph, items = harvested_markdown(source)
    assert (heading.kind, heading.level, heading.text.text) == ("heading", 3, "深")
    assert [(piece.text, piece.strong) for piece in paragraph.text.pieces if piece.text] == [
        ("第一", False),
        ("行", False),
        ("重點", True),
        ("，", False),
        ("一併", True),
        ("\n", False),
        ("連結", False),
    ]
    assert [item.text for item in items.items] == ["甲 x", "乙"]


def harvested_markdown(source: str) -> list:
    """The blocks of a section with one Markdown cell."""
    cover = document_of({"meeting": {"body": "經濟部", "timestamp": 0}}).meeting
    ran = notebook(report_json(SectionReport(0, (), (), cover, (), ("10-x",))))
    ran.cells.insert(0, nbformat.v4.new_markdown_cell(source))
    (section,) = harvest(merge([("10-x", "報告事項", ran)], "")).sections
    return list(section.blocks)
