"""The blank workbooks: what a unit finds in them, in both formats, and that nothing in them is in its way."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date

import openpyxl
import pytest
from odf.opendocument import load as load_ods
from odf.table import ContentValidation, CoveredTableCell, Table, TableCell

from reportlib import cells as cells_module, wording
from reportlib.errors import ConfigError, OutputError
from reportlib.meeting.meeting import Meeting
from reportlib.readers import files as readers_files
from reportlib.records import inputs
from reportlib.returns import asked, prefilled, templates, unit_workbook
from reportlib.returns.asked import LISTS, MARK, OWN_SHEETS, RETURNS, FormMark
from reportlib.workbooks.workbook import SheetCell, Workbook, Worksheet
from tests.support.laid_out import locate
from tests.support.small_meeting import small_records

UNIT = "水利署"
HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2", "5-2", "00123", "\t=1")


@pytest.fixture(scope="module")
def meeting(root) -> Meeting:
    return Meeting.read(root / "params" / "moea-6-1.yaml")


@pytest.fixture(scope="module")
def rows(meeting):
    return prefilled.prefilled(meeting, list(RETURNS))


def workbook_of(unit: str, rows, meeting) -> Workbook:
    agency = next(agency for agency in meeting.register if agency.short == unit)
    return unit_workbook.workbook(
        agency, {name: rows[name].get(unit, []) for name in RETURNS}, asked.codes(meeting), meeting
    )


@pytest.fixture(scope="module")
def files(meeting, rows) -> dict[str, bytes]:
    made = workbook_of(UNIT, rows, meeting)
    return {suffix: write(made) for suffix, write in templates.SUFFIXES.items()}


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["xlsx"]))


@pytest.fixture(scope="module")
def ods(files):
    return load_ods(io.BytesIO(files["ods"]))


def header_row(sheet, one) -> int:
    labels = [column.label for column in one.columns]
    return next(r for r in range(1, 12) if [sheet.cell(r, c).value for c in range(1, len(labels) + 1)] == labels)


# -- the sheets ------------------------------------------------------------------------------------------------------------


def test_a_workbook_has_a_cover_a_sheet_a_return_and_two_hidden_sheets(book):
    assert book.sheetnames == ["填寫說明", *(one.label for one in RETURNS.values()), "_lists", "_packet"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_lists", "_packet"]
    assert set(book.sheetnames) - {one.label for one in RETURNS.values()} == OWN_SHEETS


def test_the_cover_says_who_is_asked_for_what_by_when_and_whom_to_ask(book):
    text = "\n".join(str(cell.value) for row in book["填寫說明"].iter_rows() for cell in row if cell.value is not None)
    for said in (
        "經濟部水利署",
        "第 6 屆第 1 次會議（109 年 11 月）",
        "109 年 11 月 10 日（二）以前寄回",
        "經濟部資訊中心（會議資料彙整窗口）",
        "重建資料",
        "109.11.30",
        "深藍標題",
    ):
        assert said in text
    assert all(one.label in text for one in RETURNS.values())


@pytest.mark.parametrize("name", RETURNS)
def test_every_column_has_a_grey_explanation_above_its_header(book, name):
    one, sheet = RETURNS[name], book[RETURNS[name].label]
    above = header_row(sheet, one) - 1
    for c, column in enumerate(one.columns, 1):
        cell = sheet.cell(above, c)
        assert (
            cell.value
            == one.explained[column.name].replace("機關甲", "水利署")  # an example of the unit that it is for
            and cell.font.color.rgb.endswith("5D6873")
            and cell.alignment.wrap_text
        )
        assert cell.alignment.indent  # its text does not touch its neighbour's


def test_the_cover_has_two_columns_and_says_how_many_rows_are_prefilled(book):
    sheet = book["填寫說明"]
    assert sheet.max_column == 2 and any(re.search(r"\n已預填 \d+ 列。$", str(cell.value)) for cell in sheet["B"])


@pytest.mark.parametrize("name", RETURNS)
def test_the_header_stays_in_sight_and_the_columns_are_wide_enough(book, name):
    one, sheet = RETURNS[name], book[RETURNS[name].label]
    row = header_row(sheet, one)
    assert re.fullmatch(rf"[BC]{row + 1}", sheet.freeze_panes) and sheet.print_title_rows == f"${row}:${row}"
    assert all(
        sheet.column_dimensions[cell.column_letter].width >= min(17, cells_module.text_width(cell.value) + 2)
        for cell in sheet[row]
    )


def test_a_column_that_must_be_filled_in_is_told_by_its_colour(book):
    sheet = book["預計開放資料集"]
    fills = {cell.value: cell.fill.fgColor.rgb[-6:] for cell in sheet[header_row(sheet, RETURNS["plan"])]}
    assert {label for label, fill in fills.items() if fill == "0F4C75"} == {"編號", "資料集名稱", "預計開放日期"}


def test_nothing_is_protected_or_merged_and_no_row_is_hidden(book, ods):
    for sheet in book:
        assert not sheet.protection.sheet and not sheet.merged_cells.ranges
        assert not any(
            dimension.hidden for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        )
    assert book.security is None or not book.security.lockStructure
    assert not ods.getElementsByType(CoveredTableCell)
    assert all(table.getAttribute("protected") is None for table in ods.getElementsByType(Table))


def test_the_hidden_mark_names_meeting_unit_and_form(files, tmp_path):
    for suffix, data in files.items():
        (tmp_path / f"a.{suffix}").write_bytes(data)
        sheet = next(sheet for sheet in readers_files.read(tmp_path / f"a.{suffix}") if sheet.name == MARK)
        assert sheet.hidden and FormMark.read(sheet.rows) == FormMark("moea-6-1", UNIT, "1")


# -- the cells to fill in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RETURNS)
def test_every_coded_column_has_a_list_of_its_words_down_to_the_last_blank_row(book, meeting, rows, name):
    one, sheet, lists = RETURNS[name], book[RETURNS[name].label], book[LISTS]
    first, known = header_row(sheet, one) + 1, len(rows[name].get(UNIT, []))
    last = first - 1 + known + (1 if name == "evaluation" else 200)
    found = {}
    for rule in sheet.data_validations.dataValidation:
        column = one.columns[
            openpyxl.utils.cell.coordinate_from_string(str(rule.sqref).split(":")[0])[0].encode()[0] - 65
        ]
        assert str(rule.sqref).endswith(str(last)) and f"{first}:" in str(rule.sqref) and rule.allow_blank
        if rule.type == "list":
            cells = re.fullmatch(r"_lists!(\$[A-Z]\$\d+):(\$[A-Z]\$\d+)", rule.formula1)
            found[column.name] = tuple(cell.value for (cell,) in lists[f"{cells[1]}:{cells[2]}".replace("$", "")])
            assert rule.showErrorMessage is (column.kind != "list")
        else:
            assert (rule.type, column.kind) in (("whole", "count"), (None, "date"))
    assert found == {column: words.words for column, words in asked.codes_of(one, meeting).items()}


def test_dates_and_numbers_are_formatted_so_that_what_is_typed_stays(book, rows):
    for name, one in RETURNS.items():
        sheet = book[one.label]
        first = header_row(sheet, one) + 1
        for r in (first, first + len(rows[name].get(UNIT, [])), sheet.max_row):
            formats = {column.kind: sheet.cell(r, c).number_format for c, column in enumerate(one.columns, 1)}
            assert formats.get("count", "#,##0") == "#,##0" and {
                formats.get(kind, "@") for kind in ("date", "text", "identifier", "list")
            } == {"@"}


def test_the_ods_has_the_same_lists_and_checks_as_the_xlsx(ods, book):
    rules = ods.getElementsByType(ContentValidation)
    assert len(rules) == sum(len(sheet.data_validations.dataValidation) for sheet in book)
    listed = [rule.getAttribute("condition") for rule in rules if "in-list" in (rule.getAttribute("condition") or "")]
    assert len(listed) == sum(len(one.coded) for one in RETURNS.values())
    assert all(
        re.fullmatch(r"of:cell-content-is-in-list\(\[\$'_lists'\.\$[A-Z]\$2:\.\$[A-Z]\$\d+\]\)", condition)
        for condition in listed
    )
    used = {cell.getAttribute("contentvalidationname") for cell in ods.getElementsByType(TableCell)}
    assert {rule.getAttribute("name") for rule in rules} <= used


def test_both_formats_hold_the_same_cells_and_the_same_hidden_sheets(files, tmp_path):
    read = {}
    for suffix, data in files.items():
        (tmp_path / f"a.{suffix}").write_bytes(data)
        read[suffix] = [
            (sheet.name, sheet.hidden, [tuple(row) for row in sheet.rows])
            for sheet in readers_files.read(tmp_path / f"a.{suffix}")
        ]
    assert read["xlsx"] == read["ods"]


# -- what is known already -------------------------------------------------------------------------------------------------


def test_the_plan_starts_from_what_is_planned_and_not_open_yet(meeting, rows):
    frame = inputs.read("plan", meeting.params.inputs.plan, meeting).frame
    waiting = frame[frame["opened_on"].isna()]
    assert sum(map(len, rows["plan"].values())) == len(waiting) > 0
    assert {row["plan_id"] for row in rows["plan"][UNIT]} == set(waiting["plan_id"][waiting["agency_short"] == UNIT])


def test_the_checklist_has_the_unit_s_datasets_of_the_catalogue(rows, book):
    assert len(rows["checklist"][UNIT]) == 610
    sheet = book["已開放資料集檢核表"]
    first = header_row(sheet, RETURNS["checklist"]) + 1
    assert [sheet.cell(first, c).value for c in (1, 6, 7)] == ["9000016", "102/06/19", None]


def test_replies_and_resolutions_are_those_of_the_unit(meeting, rows):
    assert {row["request_id"] for row in rows["replies"][UNIT]} == {"548277", "548562"}
    assert {(row["meeting"], row["number"]) for row in rows["progress"][UNIT]} == {
        ("5-2", number)
        for number in (
            *("二", "三", "四(一)", "四(二)", "四(三)", "五(一)", "五(二)"),
            *("六(一)", "六(二)", "六(三)", "六(四)", "六(五)"),
        )
    }
    assert [row["number"] for row in rows["progress"]["台灣電力公司"]] == ["七"] and "台灣中油公司" not in rows[
        "progress"
    ]


def test_an_unanswered_request_leaves_its_outcome_to_the_unit(meeting):
    requests = small_records(
        "requests",
        {"request_id": "1", "title": "甲", "agency": "經濟部甲局", "outcome": "未回復"},
        {"request_id": "2", "title": "乙", "agency": "經濟部甲局", "outcome": "A. 已開放"},
    )
    assert [row["outcome"] for _, row in prefilled.requested(requests, meeting)] == [None, "已開放"]


@pytest.mark.parametrize(
    ("owner", "units"),
    [
        ("台電公司", {"台灣電力公司"}),
        ("臺灣電力公司、水利署", {"台灣電力公司", "水利署"}),
        ("水利署及能源局", {"水利署", "能源局"}),
        ("國營事業", {"台灣電力公司", "台灣中油公司", "台灣自來水公司", "台灣糖業公司"}),
        ("數位發展部", set()),
    ],
)
def test_the_owner_of_a_resolution_is_a_name_or_a_kind_of_units(meeting, owner, units):
    assert set(prefilled.owners(owner, meeting)) == units


def test_an_owner_may_be_every_unit(meeting):
    assert (
        len(prefilled.owners("各單位", meeting)) == 32
        and len(prefilled.owners("本部幕僚單位及所屬機關(構)", meeting)) == 28
    )


def test_a_unit_without_records_finds_a_sentence_that_says_so(meeting, rows):
    sheet = next(sheet for sheet in workbook_of("台灣中油公司", rows, meeting).sheets if sheet.name == "決議辦理情形")
    assert any("目前沒有由貴單位主辦而列管中的決議" in str(cell.value) for row in sheet.rows for cell in row)
    assert len(sheet.rows) == sheet.repeated_row and sheet.blank_rows == 200


def test_where_nothing_is_prefilled_for_anybody_no_unit_is_told_that_it_has_nothing(meeting):
    agency = next(agency for agency in meeting.register if agency.short == UNIT)
    cover, sheet, *_ = unit_workbook.workbook(
        agency, {"replies": []}, asked.codes(meeting), meeting, {"replies"}
    ).sheets
    for page in (cover, sheet):
        said = "".join(str(cell.value) for row in page.rows for cell in row)
        assert "秘書單位沒有預填，有者請填" in said and "目前沒有分送" not in said


def test_the_returns_that_start_from_nothing_are_listed(project, tmp_path):
    file = project / "params" / "moea-6-1.yaml"
    text = file.read_text("utf-8").replace("  resolutions: ../data/moea-6-1/resolutions.csv\n", "  # resolutions\n")
    file.write_text(re.sub(r"tables: \[.*\]", "tables: [progress, evaluation]", text), "utf-8")
    notices = []
    templates.write(Meeting.read(file), tmp_path / "templates", notices.append)
    assert notices == ["決議辦理情形 is not prefilled: there is no file for inputs.resolutions."]


def test_a_resolution_whose_owner_is_no_unit_is_said_to_be_asked_of_nobody(project):
    data = project / "data" / "moea-6-1" / "resolutions.csv"
    assert prefilled.asked_of_nobody(*_followed(project)) is None
    head, *rows = data.read_text("utf-8-sig").splitlines()
    width = head.count(",") + 1
    given = {"會議": "5-2", "決議編號": "十", "決議事項": "回應需求", "主辦單位": "相關單位", "期限說明": "隨時"}
    row = ",".join(given.get(name, "") for name in head.split(","))
    assert row.count(",") + 1 == width
    data.write_text("\n".join([head, *rows, row, ""]), "utf-8")
    told = prefilled.asked_of_nobody(*_followed(project))
    assert "5-2 十 (相關單位)" in told and "resolutions.csv" in told


def _followed(project):
    meeting = Meeting.read(project / "params" / "moea-6-1.yaml")
    return prefilled.kept_records(meeting, ["progress"]), meeting


@pytest.mark.parametrize("suffix", templates.SUFFIXES)
def test_X01_what_citizens_and_units_wrote_stays_a_text(meeting, suffix, tmp_path):
    known = [{"request_id": f"{n}", "title": text, "received_on": date(2020, 7, 1)} for n, text in enumerate(HOSTILE)]
    agency = next(iter(meeting.register))
    data = templates.SUFFIXES[suffix](unit_workbook.workbook(agency, {"replies": known}, asked.codes(meeting), meeting))
    (tmp_path / f"a.{suffix}").write_bytes(data)
    sheet = readers_files.read(tmp_path / f"a.{suffix}")[1]
    titles = [row[2] for row in sheet.rows[-len(HOSTILE) :]]
    assert [str(text).strip() for text in titles] == [text.strip() for text in HOSTILE] and all(
        isinstance(text, str) for text in titles
    )
    parts = zipfile.ZipFile(io.BytesIO(data))
    content = b"".join(
        parts.read(name)
        for name in parts.namelist()
        if name.endswith(".xml") and "sheet" in name or name == "content.xml"
    )
    assert b"<f>" not in content and b"table:formula=" not in content


# -- the files -------------------------------------------------------------------------------------------------------------


def test_O01_the_same_workbook_is_the_same_bytes_whatever_was_made_before(files, meeting, rows):
    templates.SUFFIXES["ods"](Workbook((Worksheet("另一份", ((SheetCell("x"),),)),)))
    assert {suffix: write(workbook_of(UNIT, rows, meeting)) for suffix, write in templates.SUFFIXES.items()} == files


def test_X12_no_file_says_when_by_whom_or_where_it_was_made(files, root):
    for data in files.values():
        parts = zipfile.ZipFile(io.BytesIO(data))
        assert {member.date_time for member in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = b"".join(parts.read(name) for name in parts.namelist())
        assert str(root).encode() not in text and b"openpyxl" not in text and b"/home/" not in text


def only_evaluation(project) -> Meeting:
    file = project / "params" / "moea-6-1.yaml"
    file.write_text(
        file.read_text("utf-8").replace(
            "tables: [plan, checklist, replies, evaluation, progress]", "tables: [evaluation]"
        ),
        "utf-8",
    )
    return Meeting.read(file)


def test_every_unit_asked_gets_a_workbook_in_both_formats(project, tmp_path):
    written = templates.write(only_evaluation(project), tmp_path / "new" / "templates")
    assert len(written) == 64 and all(path.is_file() for path in written)
    assert [path.name for path in written[:3]] == ["商業司.xlsx", "商業司.ods", "總務司.xlsx"]
    assert openpyxl.load_workbook(written[0]).sheetnames == ["填寫說明", "績效考核回報", "_lists", "_packet"]


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(project, tmp_path):
    (tmp_path / "output").write_text("in the way")
    with pytest.raises(OutputError, match="cannot write to templates"):
        templates.write(only_evaluation(project), tmp_path / "output" / "templates")


def test_somebodys_own_folder_is_not_written_over(project, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "letter.odt").write_text("mine")
    with pytest.raises(ConfigError, match="not made by packet.*rename it or move it away"):
        templates.write(only_evaluation(project), tmp_path / "templates")
    assert [path.name for path in (tmp_path / "templates").iterdir()] == ["letter.odt"]


def test_the_workbooks_are_replaced_as_a_whole_or_not_at_all(project, tmp_path, monkeypatch):
    folder, meeting = tmp_path / "templates", only_evaluation(project)
    monkeypatch.setattr(templates, "make", lambda *_: [("a.xlsx", b"a"), ("gone.xlsx", b"gone")])
    templates.write(meeting, folder)
    monkeypatch.setattr(templates, "make", lambda *_: [("a.xlsx", b"new"), ("no/such/folder.xlsx", b"")])
    with pytest.raises(OutputError, match="cannot write to templates"):
        templates.write(meeting, folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == {"a.xlsx": b"a", "gone.xlsx": b"gone"}
    monkeypatch.setattr(templates, "make", lambda *_: [("a.xlsx", b"new")])
    templates.write(meeting, folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == {"a.xlsx": b"new"}


def test_a_meeting_that_asks_for_nothing_writes_nothing(project, tmp_path):
    file = project / "params" / "moea-6-1.yaml"
    before, after = file.read_text("utf-8").split("returns:  ", 1)
    file.write_text(before + "appendices:" + after.split("\nappendices:", 1)[1], "utf-8")
    with pytest.raises(ConfigError, match="returns"):
        templates.write(Meeting.read(file), tmp_path / "templates")
    assert not (tmp_path / "templates").exists()


@pytest.mark.parametrize(
    ("unit", "stem"),
    [
        ("水利署", "水利署"),
        ("../甲/乙", "甲-乙"),
        ("CON", "CON-"),
        ("國營會（一）", "國營會（一）"),
        ('a:b*?"<>|c', "a-b-c"),
        ("--x", "x"),
        ("／", "unit"),
    ],
)
def test_X11_a_file_is_named_after_its_unit_safely(unit, stem):
    assert templates.unused_stem(unit, set()) == stem


def test_two_units_never_share_a_file():
    taken: set[str] = set()
    assert [templates.unused_stem(unit, taken) for unit in ("甲/乙", "甲:乙", "Ab", "aB")] == [
        "甲-乙",
        "甲-乙-2",
        "Ab",
        "aB-2",
    ]


@pytest.mark.parametrize("suffix", templates.SUFFIXES)
def test_what_was_sent_out_is_found_when_it_comes_back(files, rows, tmp_path, suffix):
    (tmp_path / f"a.{suffix}").write_bytes(files[suffix])
    read = {sheet.name: sheet for sheet in readers_files.read(tmp_path / f"a.{suffix}")}
    for name, one in RETURNS.items():
        found = locate(read[one.label], one.table)
        assert list(found.places) == [column.name for column in one.columns] and len(found.rows) == len(
            rows[name].get(UNIT, [])
        )
        assert {aside.why for aside in found.aside} <= {"title"} and not found.findings


@pytest.mark.parametrize("suffix", templates.SUFFIXES)
def test_libreoffice_opens_it_and_keeps_lists_and_hidden_sheets(files, book, tmp_path, suffix):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / f"a.{suffix}").write_bytes(files[suffix])
    for source, target in ((f"a.{suffix}", "fods"), ("a.fods", "xlsx")):
        command = [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            tmp_path,
            tmp_path / source,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [(sheet.title, sheet.sheet_state) for sheet in again] == [(sheet.title, sheet.sheet_state) for sheet in book]
    for one in RETURNS.values():
        before, after = book[one.label], again[one.label]
        kept = {
            (str(rule.sqref), rule.formula1) for rule in after.data_validations.dataValidation if rule.type == "list"
        }
        assert kept == {
            (str(rule.sqref), rule.formula1) for rule in before.data_validations.dataValidation if rule.type == "list"
        }
        values = [[cell.value for cell in row] for row in before.iter_rows(max_row=header_row(before, one) + 20)]
        assert [
            [after.cell(r, c).value for c in range(1, len(values[0]) + 1)] for r in range(1, len(values) + 1)
        ] == values


def test_examples_are_of_the_unit_and_in_the_years_of_its_body(meeting, rows):
    with wording.using(wording.Wording("common")):
        made = workbook_of("能源局", rows, meeting)
    said = " ".join(
        str(cell.value)
        for sheet in made.sheets
        for row in sheet.rows
        for cell in row
        if cell.style in ("explanation", "line")
    )
    said += " ".join(rule.prompt for sheet in made.sheets for rule in sheet.rules)
    assert "例如 能源局-01" in said and "必填。例如 2020/11/30。" in said and "西元、民國都可以：2020/11/30" in said
    assert "水利署" not in said and re.findall("例如 1[01][0-9]", said) == []
