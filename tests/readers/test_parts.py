"""Which parts of a workbook are read: those that it names, and no other of nearly the same name."""

import pytest

from reportlib.readers import files
from tests.readers.made_files import MAIN, PACKAGE, RELATIONS, refusal, written, zipped

CELL = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'
DATA = ("資料", "worksheets/sheet1.xml", "worksheet")
MACRO = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"


def sheet(text: str, root: str = "worksheet") -> str:
    return f"<{root} {MAIN}>{CELL.format(text)}</{root}>"


def book(*sheets: tuple[str, str, str], workbook: str = "xl/workbook.xml", **parts: str) -> dict[str, str]:
    """The members of a workbook with these sheets (name, target, kind), each of which says its own name."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _, _) in numbered)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{kind if ":" in kind else f"{RELATIONS}/{kind}"}" Target="{target}"/>'
        for n, (_, target, kind) in numbered
    )
    start = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="{workbook}"/>'
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{start}</Relationships>',
        workbook: f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        workbook.replace("xl/", "xl/_rels/")
        + ".rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        **{f"xl/{target}": sheet(name) for name, target, _ in sheets},
    }


def read(folder, members: dict[str, str]) -> list:
    return files.read(written(folder, zipped(list(members.items())), "a.xlsm"))


@pytest.mark.parametrize(
    "other",
    ["xl/worksheets/SHEET1.xml", "XL/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"]
    + ["xl/./worksheets/sheet1.xml", "xl/Workbook.xml", "_RELS/.rels"],
)
def test_F14_two_parts_whose_names_mean_the_same_are_refused(tmp_path, other):
    members = book(DATA) | {other: sheet("另一份")}
    assert refusal(written(tmp_path, zipped(list(members.items())), "a.xlsm")).startswith("F14")


@pytest.mark.parametrize("name", ["xl/worksheets/Sheet1.XML", "xl\\worksheets\\sheet1.xml", "XL/WORKSHEETS/SHEET1.XML"])
def test_a_part_that_is_spelt_otherwise_than_the_workbook_names_it_is_read(tmp_path, name):
    members = book(DATA)
    members[name] = members.pop("xl/worksheets/sheet1.xml")
    assert [one.rows for one in read(tmp_path, members)] == [[("資料",)]]


def test_the_workbook_that_the_package_names_is_read_and_no_other_one_beside_it(tmp_path):
    members = book(("另一份", "worksheets/sheet2.xml", "worksheet")) | book(DATA, workbook="xl/workbook2.xml")
    assert [(one.name, one.rows) for one in read(tmp_path, members)] == [("資料", [("資料",)])]


def test_shared_strings_are_those_that_the_workbook_names(tmp_path):
    members = book(DATA)
    members["xl/worksheets/sheet1.xml"] = (
        f'<worksheet {MAIN}><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    )
    members["xl/sharedStrings.xml"] = f"<sst {MAIN}><si><t>別的</t></si></sst>"
    members["xl/texts.xml"] = f"<sst {MAIN}><si><t>資料</t></si></sst>"
    named = f'<Relationship Id="s" Type="{RELATIONS}/sharedStrings" Target="texts.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    members[rels] = members[rels].replace("</Relationships>", named)
    assert read(tmp_path, members)[0].rows == [("資料",)]


@pytest.mark.parametrize(
    "second", [("資料", "worksheets/sheet2.xml", "worksheet"), ("乙", "worksheets/sheet1.xml", "worksheet")]
)
def test_F14_two_sheets_that_are_one_are_refused(tmp_path, second):
    members = book(DATA, second)
    assert refusal(written(tmp_path, zipped(list(members.items())), "a.xlsm")).startswith("F14")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("macrosheets/sheet1.xml", MACRO),
        ("macrosheets/intlsheet1.xml", MACRO.replace("xlMacro", "xlIntlMacro")),
        ("dialogsheets/sheet1.xml", "dialogsheet"),
        ("chartsheets/sheet1.xml", "chartsheet"),
        ("worksheets/sheet9.xml", "chartsheet"),
    ],
)
def test_F15_a_macro_dialog_or_chart_sheet_is_no_damage(tmp_path, chinese, target, kind):
    for sheets in ((DATA, ("別的", target, kind)), (("別的", target, kind), DATA)):
        [found] = read(tmp_path, book(*sheets))
        assert found.rows == [("資料",)]
        assert found.notices == ("a.xlsm〔別的〕：不是工作表（圖表、對話方塊或巨集表），沒有讀取；只採計工作表的值。",)


def test_F15_a_workbook_of_macro_sheets_only_has_no_worksheet(tmp_path):
    members = book(("巨集", "macrosheets/sheet1.xml", MACRO))
    assert refusal(written(tmp_path, zipped(list(members.items())), "a.xlsm")).startswith("F15")


def test_members_of_an_archive_may_differ_in_case_only(tmp_path):
    path = written(tmp_path, zipped([("a.csv", "甲,乙\n1,2\n"), ("A.csv", "甲,乙\n3,4\n")]), "a.zip")
    assert [one.rows[1] for one in files.read(path)] == [("1", "2"), ("3", "4")]
