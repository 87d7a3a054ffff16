"""What the group decides and how each item stands in the volume: proposals, opening pages, scores, requests, list, items."""

import re

import pypdfium2
import pytest

CASES = {  # 案 and the item at whose end it stands
    "第一案": "政府開放資料獎勵活動",
    "第二案": "行政院開放資料配合事項",
    "第三案": "行政院開放資料配合事項",
    "第四案": "預計開放資料",
    "第五案": "民間需求回應",
    "第六案": "績效考核",
}
PARTS = "四（一）四（二）四（三）五（一）五（二）六（一）六（二）六（三）六（四）六（五）"


@pytest.fixture(scope="module")
def pages(reference) -> list[str]:
    """The text of each page of the volume, without blanks."""
    pdf = pypdfium2.PdfDocument(reference / "packet.pdf")
    texts = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    pdf.close()
    return texts


@pytest.fixture(scope="module")
def tables(reference, document_of):
    """The tables of the document by layout."""
    found: dict[str, list] = {}
    for section, block in document_of(reference).placed():
        if getattr(block, "layout", ""):
            found.setdefault(block.layout, []).append((section, block))
    return found


def test_six_proposals_stand_each_at_the_end_of_its_item(tables, pages):
    found = {block.caption.text.split("　")[0]: section.title.text for section, block in tables["proposals"]}
    assert found == CASES
    for case in CASES:
        assert sum(f"擬辦{case}" in page or case in page and "擬辦" in page for page in pages) >= 1
    assert [len(block.rows) for _, block in tables["proposals"]] == [2, 2, 2, 1, 1, 2]


def test_the_two_opening_pages_hold_every_proposal_the_figures_and_what_is_late(tables, pages):
    first, second, third = pages[1:4]
    assert "請小組決定的事項" in first and "6案，共10款" in first and "逾期與待辦" in first
    for figure in ("3,159", "100%", "598", "26", "106"):
        assert figure in second
    assert "兩頁讀完" not in third and "數字的變化" not in third
    (_, asked), (_, changes) = tables["asked"][0], tables["changes"][0]
    assert len(asked.rows) == 6 + 10 and len(changes.rows) == 5
    assert all(row.cells[-1].single.target for row in asked.rows if row.style == "subtotal")


def test_the_scores_of_all_units_are_one_matrix_on_one_page(tables, pages):
    ((_, matrix),) = tables["matrix"]
    assert (len(matrix.rows), len(matrix.columns)) == (1 + 32, 2 + 12 + 2)
    units = [row.cells[1].text for row in matrix.rows[1:]]
    assert any(all(unit in page for unit in units) for page in pages)
    totals = [float(row.cells[-2].single.value) for row in matrix.rows[1:]]
    assert totals == sorted(totals, reverse=True)


def test_at_least_two_requests_stand_on_a_page(tables, pages):
    titles = [re.sub(r"\s", "", block.rows[0].cells[1].text) for _, block in tables["request"]]
    carried = [sum(title in page and "民眾提出" in page for title in titles) for page in pages]
    used = [count for count in carried if count]
    assert sum(used) >= 5 and len(used) <= (len(titles) + 1) // 2


def test_the_whole_list_of_planned_openings_is_printed_on_two_pages_at_most(tables, pages):
    ((section, block),) = tables["list"]
    rows = [row for row in block.rows if row.style == "body"]
    assert len(rows) == 92 and len(block.rows) - len(rows) == 16
    titles = [re.sub(r"\s", "", row.cells[1].text.split("（")[0]) for row in rows]
    printed = [page for page in pages if sum(title in page for title in titles) > 30]
    assert 1 <= len(printed) <= 2 and all(any(title in page for page in printed) for title in titles)
    assert "附件2" in printed[0] and section.id == "70-attachments"


def test_every_item_of_the_resolutions_has_its_own_days_and_state(tables):
    ((_, block),) = tables["steps"]
    heads, items, called = [], {}, ""
    for row in block.rows:
        cells = [cell.text for cell in row.cells]
        if row.style == "subtotal":
            called = cells[0].split("　")[0]
            heads.append(called)
        else:
            items[called.removeprefix("決議") + cells[0]] = (*cells[3:], row.tones[-1])
    assert heads == ["決議一", "決議二", "決議三", "決議四", "決議五", "決議六", "決議七"]  # 一 is not in the source
    assert len(items) == 13 and "".join(name for name in items if "（" in name) == PARTS
    assert items["六（一）"] == ("109-07-30", "109-07-24", "完成", "done")
    assert items["六（三）"] == ("109-09-15", "109-09-15", "完成", "done")
    assert items["六（五）"] == ("109-11-30", "—", "未到期", "due")
    assert items["五（二）"] == ("各單位期限", "—", "未完成", "late")


def test_a_reference_to_an_attachment_lands_on_what_it_is(document_of, reference):
    document = document_of(reference)
    (table,) = [block for _, block in document.placed() if block.anchor == "attachments"]
    places = [row.cells[-1] for row in table.rows]
    targets = {""} | {section.target for section in document.sections} | {block.id for _, block in document.placed()}
    assert all(place.single.target in targets for place in places)
    assert [bool(place.single.target) for place in places] == [True, True, False, True, True]
    assert "沒有公布" in places[2].text
