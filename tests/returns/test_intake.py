"""The intake: who has sent what, what is wrong with it, and what of it is used."""

import hashlib
import io
import os
import shutil
import time
import zipfile
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from openpyxl import Workbook

from reportlib.errors import ConfigError, InputError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.records import return_tables, schema
from reportlib.returns import (
    accepted,
    asked as returns_asked,
    decisions,
    entries,
    intake,
    received,
    result,
    work as returns_work,
)
from reportlib.returns.senders import Version
from reportlib.returns.work import each_row
from tests.support import returns_of_units

PARAMS = """
meeting: {body: 諮詢小組, term: 6, number: 1, date: 109-11-20}
inputs: {publishers: agencies.csv}
rulebooks: {returns: rules/returns.yaml, categories: rules/service-categories.yaml, outcomes: rules/request-outcomes.yaml}
as_of: {inventory: 109-10-31}
periods: {plan: [109-07-01, 109-12-31]}
agenda:
  - {item: 報告, start: "14:00", end: "15:00", sections: [45-planned]}
returns: {due: 109-11-10, tables: [plan, evaluation]}
"""
REGISTER = "name,short,aliases,kind,evaluated,successor\n經濟部水利署,水利署,,,是,\n經濟部能源局,能源局,,,是,\n經濟部標準檢驗局,標準檢驗局,標檢局,,是,\n經濟部,經濟部本部,本部,,,\n"
PLAN = ("編號", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期")
COUNTS = ("抽檢資料集數", "抽檢合格數", "應辦工作項數", "如期完成項數")
GOOD = [
    ("甲-1", "河川水位", "", "CSV", "每1月", "109/11/30", ""),
    ("甲-2", "水庫蓄水", "", "CSV", "每1月", "109.12.1", ""),
]


class Desk:
    """A small meeting's folder of returns, and what its intake finds."""

    def __init__(self, folder, root):
        shutil.copytree(root / "params" / "rules", folder / "params" / "rules")
        (folder / "notebooks").mkdir()
        shutil.copy(root / "notebooks" / "45-planned.ipynb", folder / "notebooks")
        (folder / "params" / "agencies.csv").write_text(REGISTER, "utf-8")
        (folder / "params" / "m-6-1.yaml").write_text(PARAMS, "utf-8")
        self.root, self.data = folder, folder / "data" / "m-6-1"
        self.returns = self.data / "returns"
        self.returns.mkdir(parents=True)

    def put(self, name, *rows, header=PLAN, encoding="utf-8"):
        text = "".join(",".join(map(str, row)) + "\r\n" for row in (header, *rows))
        return self.put_bytes(name, text.encode(encoding))

    def put_bytes(self, name, data):
        path = self.returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def put_book(self, name, sheets):
        return self.put_bytes(name, book(sheets))

    def say(self, file, text):
        (self.data / file).write_text(text, "utf-8")

    @property
    def meeting(self):
        return Meeting(Params.read(self.root / "params" / "m-6-1.yaml", before_intake=True))

    def take(self):
        return intake.intake(self.meeting)


def book(sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name.removeprefix("!"))
        sheet.sheet_state = "hidden" if name.startswith("!") else "visible"
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


@pytest.fixture
def desk(tmp_path, root):
    return Desk(tmp_path, root)


def codes(found):
    return [(one.code, one.level, one.file) for one in found.findings]


def file_of(found, name):
    return next(file for file in found.files if file.name == name)


# -- the returns of all 32 units, in every shape ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everyone(root, tmp_path_factory):
    """The reference meeting with the returns of all units: clean ones, and ones with every kind of error planted."""
    found = {}
    for planted in (False, True):
        folder = tmp_path_factory.mktemp("everyone")
        for name in ("notebooks", "params", "data"):
            shutil.copytree(
                root / name,
                folder / name,
                ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real", "returns", "accepted"),
            )
        meeting = Meeting(Params.read(folder / "params" / "moea-6-1.yaml", before_intake=True))
        made = returns_of_units.make(folder / "data" / "moea-6-1" / "returns", meeting, planted)
        hashes = {
            path: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (folder / "data" / "moea-6-1" / "returns").iterdir()
        }
        found[planted] = made, intake.intake(meeting), hashes
    return found


def plain(value):
    return None if value is None or value is pd.NA or value in ("", ()) else value


def wanted(made, one, meeting):
    names = {agency.short: agency.name for agency in meeting.register}
    return [
        {column.name: plain(row.get(column.name)) for column in one.columns} | {one.unit_column: names[row["unit"]]}
        for row in made.clean[one.name]
    ]


def accepted_rows(found, one):
    return [
        {column.name: plain(record[column.name]) for column in one.table.columns}
        for _, record in each_row(found.accepted[one.name])
    ]


@pytest.mark.parametrize("planted", [False, True], ids=["clean", "planted"])
@pytest.mark.parametrize("name", returns_asked.RETURNS)
def test_returns_in_every_shape_give_the_same_tables_as_clean_ones(everyone, planted, name):
    made, found, _ = everyone[planted]
    assert len(made.units) >= 32
    assert accepted_rows(found, returns_asked.RETURNS[name]) == wanted(made, returns_asked.RETURNS[name], found.meeting)


def test_clean_returns_have_no_finding_at_all(everyone):
    _, found, _ = everyone[False]
    assert found.findings == () and found.set_aside == () and found.is_right
    assert found.board.count("received") == 5 * 32


def test_every_planted_error_is_found_in_its_cell_and_nothing_else_is(everyone):
    made, found, _ = everyone[True]
    there = {(one.file, one.sheet, one.row, one.column): one.code for one in found.findings}
    planted = {(one.file, one.sheet, one.row, one.column): one.code for one in made.errors}
    assert there.keys() == planted.keys()
    assert {place: code for place, code in planted.items() if code} == {
        place: there[place] for place, code in planted.items() if code
    }


def test_whose_each_file_is_was_told_of_every_one(everyone):
    for made, found, _ in everyone.values():
        assert {file.name: file.unit for file in found.files} == made.units
        assert {file.standing for file in found.files} == {"counts"}


def test_every_row_of_every_sheet_is_accounted_for(everyone):
    for _, found, _ in everyone.values():
        for file in found.files:
            for sheet in file.sheets:
                if sheet.table:
                    counts = dict(sheet.counts)
                    assert counts.pop("read") == sheet.rows == sum(counts.values()), (file.name, sheet.name)
        used = sum(sheet.counts.get("used", 0) for file in found.files for sheet in file.sheets)
        assert used == sum(len(frame) for frame in found.accepted.values())
        aside = sum(sheet.counts.get("set_aside", 0) for file in found.files for sheet in file.sheets)
        assert aside == len(found.set_aside)


def test_F19_the_originals_stay_byte_for_byte(everyone):
    for _, found, hashes in everyone.values():
        assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in hashes} == hashes
        assert {file.sha256 for file in found.files} == set(hashes.values())


def test_each_accepted_row_has_its_origin(everyone):
    _, found, _ = everyone[True]
    by_name = {file.name: file for file in found.files}
    for frame in found.accepted.values():
        for _, record in each_row(frame):
            sheets = {sheet.name: sheet.rows for sheet in by_name[record["來源檔案"]].sheets}
            assert 1 <= int(record["來源列"]) <= sheets[record["來源工作表"]]


# -- one file after another --------------------------------------------------------------------------------------------------


def test_nothing_received_is_a_board_of_missing_returns(desk):
    found = desk.take()
    assert found.board.units == ("水利署", "能源局", "標準檢驗局")
    assert found.board.count("missing") == 6 and not found.is_right and found.findings == ()


def test_a_csv_named_after_its_unit_is_accepted_with_its_origin(desk):
    desk.put("水利署_預計開放.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].state == "received" and found.board["水利署", "plan"].rows == 2
    assert found.accepted["plan"].to_dict("records")[1] == {
        "plan_id": "甲-2",
        "agency": "經濟部水利署",
        "title": "水庫蓄水",
        "category": None,
        "formats": ("CSV",),
        "update_frequency": "每1月",
        "planned_on": date(2020, 12, 1),
        "opened_on": None,
        "來源檔案": "水利署_預計開放.csv",
        "來源工作表": "",
        "來源列": "3",
        "更正": "",
    }


def test_a_row_with_an_error_is_set_aside_with_its_reason_and_the_others_count(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "偶爾", "109/2/30", ""))
    found = desk.take()
    cell = found.board["水利署", "plan"]
    assert (cell.state, cell.rows, cell.set_aside) == ("errors", 1, 1)
    (aside,) = found.set_aside
    assert (aside.unit, aside.row, aside.cells[0]) == ("水利署", 3, "甲-2") and any(
        "109/2/30" in reason for reason in aside.reasons
    )
    assert ("V07", 3, 6) in {(one.code, one.row, one.column) for one in found.findings}


def test_one_bad_file_does_not_stop_the_others(desk):
    desk.put_bytes("能源局.xlsx", book({"a": [PLAN]})[:900])
    desk.put_bytes("標檢局.csv", b"")
    desk.put_bytes("標檢局.pdf", b"%PDF-1.7 ...")
    desk.put("水利署.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].state == "received"
    assert {(one.code, one.file) for one in found.findings} == {
        ("F02", "能源局.xlsx"),
        ("F01", "標檢局.csv"),
        ("F09", "標檢局.pdf"),
    }
    assert found.board["能源局", "plan"].state == "missing" and "能源局.xlsx" in found.board["能源局", "plan"].note
    assert file_of(found, "標檢局.csv").standing == "refused"


def test_I01_a_short_name_and_another_character_name_the_same_unit(desk):
    desk.put("臺灣經濟部標檢局.csv", *GOOD)
    assert file_of(desk.take(), "臺灣經濟部標檢局.csv").unit == "標準檢驗局"


def test_I02_a_file_of_an_unknown_unit_is_asked_for_and_never_guessed(desk):
    desk.put("回報.csv", *GOOD)
    found = desk.take()
    (one,) = found.findings
    assert (one.code, one.file) == ("I10", "回報.csv") and "intake.yaml" in one.todo
    assert file_of(found, "回報.csv").standing == "unknown_unit" and found.accepted["plan"].empty


def test_I03_a_name_that_is_only_alike_is_suggested_and_not_taken(desk):
    desk.put("標準檢驗所.csv", *GOOD)
    found = desk.take()
    assert file_of(found, "標準檢驗所.csv").unit == "" and "標準檢驗局" in found.findings[0].what


def test_I05_a_part_of_an_agency_is_not_the_agency(desk):
    desk.put("水利署南區水資源局.csv", *GOOD)
    assert file_of(desk.take(), "水利署南區水資源局.csv").standing == "unknown_unit"


def test_a_name_with_two_units_is_asked_for(desk):
    desk.put("水利署及能源局.csv", *GOOD)
    found = desk.take()
    assert file_of(found, "水利署及能源局.csv").standing == "unknown_unit" and "水利署" in found.findings[0].what


def test_the_unit_is_told_by_the_agency_column_where_the_name_does_not_tell(desk):
    desk.put("回報.csv", *((*row, "經濟部水利署") for row in GOOD), header=(*PLAN, "機關"))
    file = file_of(desk.take(), "回報.csv")
    assert (file.unit, file.how) == ("水利署", "by the agency column")


def test_the_unit_is_told_by_the_title_above_the_table(desk):
    desk.put_book("回報.xlsx", {"工作表1": [("經濟部能源局 109 年下半年預計開放資料集",), (), PLAN, *GOOD]})
    file = file_of(desk.take(), "回報.xlsx")
    assert (file.unit, file.how) == ("能源局", "by the title of the sheet")


def test_a_person_may_say_whose_a_file_is(desk):
    desk.put("回報.csv", *GOOD)
    desk.say("intake.yaml", "files:\n  - {file: 回報.csv, unit: 經濟部水利署}\n")
    found = desk.take()
    assert file_of(found, "回報.csv").unit == "水利署" and found.board["水利署", "plan"].rows == 2


def test_the_folder_may_be_named_after_the_unit(desk):
    desk.put("水利署/回報.csv", *GOOD)
    assert desk.take().board["水利署", "plan"].file == "水利署/回報.csv"


def test_I09_rows_of_another_agency_are_set_aside(desk):
    desk.put("水利署.csv", (*GOOD[0], "水利署"), (*GOOD[1], "能源局"), header=(*PLAN, "機關"))
    found = desk.take()
    assert [(one.code, one.row, one.column) for one in found.findings] == [("I09", 3, 8)]
    assert found.board["水利署", "plan"].rows == 1


def test_I10_a_file_of_a_unit_that_is_not_asked_is_said(desk):
    desk.put("經濟部本部.csv", *GOOD)
    found = desk.take()
    assert (
        codes(found) == [("I10", "warning", "經濟部本部.csv")]
        and file_of(found, "經濟部本部.csv").standing == "not_asked"
    )


def mark(unit, meeting="m-6-1", form=returns_asked.FORM_VERSION):
    return {"!_packet": [("meeting", meeting), ("unit", unit), ("form", form)]}


def test_the_hidden_mark_of_our_form_tells_the_unit(desk):
    desk.put_book("表格.xlsx", {"預計開放資料集": [PLAN, *GOOD], **mark("水利署")})
    file = file_of(desk.take(), "表格.xlsx")
    assert (file.unit, file.how) == ("水利署", "by the form's hidden mark")


def test_L09_a_form_of_an_older_version_counts_and_is_told(desk):
    desk.put_book("表格.xlsx", {"預計開放資料集": [PLAN, *GOOD], **mark("水利署", form="0")})
    found = desk.take()
    assert codes(found) == [("L09", "warning", "表格.xlsx")] and "version 0" in found.findings[0].what
    assert found.board["水利署", "plan"].rows == 2


def test_what_lacks_on_all_sheets_of_a_return_is_told_once_and_what_is_on_another_sheet_is_not(desk):
    desk.say(
        "plan.csv",
        "編號,機關,資料集名稱,預計開放日期\n" + "".join(f"甲-{n},水利署,某 {n},109/11/30\n" for n in (1, 2, 3)),
    )
    path = desk.root / "params" / "m-6-1.yaml"
    path.write_text(
        PARAMS.replace("publishers: agencies.csv", "publishers: agencies.csv, plan: ../data/m-6-1/plan.csv"), "utf-8"
    )
    desk.put_book("水利署.xlsx", {"a": [PLAN, GOOD[0]], "b": [PLAN, GOOD[1]]})
    assert [(one.code, one.sheet, one.what) for one in desk.take().findings] == [
        ("I11", "a", "1 records are missing: 甲-3.")
    ]


@pytest.mark.parametrize(
    ("name", "marked", "word"),
    [
        ("能源局.xlsx", mark("水利署"), "named after"),
        ("a.xlsx", mark("水利署", "m-5-2"), "another meeting"),
        ("a.xlsx", mark("林務局"), "not in the register"),
    ],
)
def test_a_mark_that_does_not_fit_is_asked_about(desk, name, marked, word):
    desk.put_book(name, {"預計開放資料集": [PLAN, *GOOD], **marked})
    found = desk.take()
    assert file_of(found, name).standing == "unknown_unit" and word in found.findings[0].what


def test_F16_every_sheet_is_accounted_for_and_those_of_one_return_count_together(desk):
    desk.put_book(
        "水利署.xlsx",
        {"109上": [PLAN, GOOD[0]], "109下": [PLAN, GOOD[1]], "聯絡人": [("姓名", "電話"), ("甲", "1")], "空": []},
    )
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 2
    assert [(sheet.name, sheet.table) for sheet in file_of(found, "水利署.xlsx").sheets] == [
        ("109上", "plan"),
        ("109下", "plan"),
        ("聯絡人", ""),
        ("空", ""),
    ]
    assert "none of the returns" in file_of(found, "水利署.xlsx").sheets[2].note


def test_I07_one_number_on_two_sheets_with_different_content_counts_on_neither(desk):
    desk.put_book(
        "水利署.xlsx",
        {"a": [PLAN, GOOD[0]], "b": [PLAN, ("甲-1", "別的", "", "CSV", "每1月", "109/11/1", ""), GOOD[1]]},
    )
    found = desk.take()
    assert {(one.code, one.sheet, one.row) for one in found.errors} == {("I07", "a", 2), ("I07", "b", 2)}
    assert list(found.accepted["plan"]["plan_id"]) == ["甲-2"]


def test_F15_a_hidden_sheet_is_listed_and_not_used(desk):
    desk.put_book("水利署.xlsx", {"預計開放資料集": [PLAN, GOOD[0]], "!舊": [PLAN, GOOD[1]]})
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 1 and codes(found) == [("F15", "warning", "水利署.xlsx")]


def test_L19_a_table_with_no_row_is_an_answer_of_nothing(desk):
    desk.put("水利署.csv")
    found = desk.take()
    assert (found.board["水利署", "plan"].state, found.board["水利署", "plan"].rows) == ("received", 0)


def test_L19_but_the_evaluation_needs_its_one_row(desk):
    desk.put("水利署考核.csv", header=COUNTS)
    desk.put("能源局考核.csv", (1, 1, 1, 1), (2, 2, 2, 2), header=COUNTS)
    desk.put("標檢局考核.csv", (1, 1, 1, 1), header=COUNTS)
    found = desk.take()
    assert [found.board[unit, "evaluation"].state for unit in found.board.units] == ["errors", "errors", "received"]
    assert {(one.code, one.file) for one in found.errors} == {("L19", "水利署考核.csv"), ("I07", "能源局考核.csv")}
    assert list(found.accepted["evaluation"]["unit"]) == ["經濟部標準檢驗局"]


def test_L09_a_file_that_holds_none_of_the_returns_is_told_so(desk):
    desk.put("水利署.csv", ("甲", "02"), header=("姓名", "電話"))
    found = desk.take()
    assert codes(found) == [("L09", "error", "水利署.csv")] and file_of(found, "水利署.csv").standing == "no_return"


def test_L09_a_return_without_a_required_column_is_set_aside_as_a_whole(desk):
    desk.put("水利署_預計開放資料集.csv", ("甲-1", "河川"), ("甲-2", "水庫"), header=("編號", "資料集名稱"))
    found = desk.take()
    assert found.board["水利署", "plan"].state == "errors" and found.accepted["plan"].empty
    assert {one.code for one in found.errors} == {"L09"} and {one.row for one in found.set_aside} >= {2, 3}


def test_P01_a_sheet_that_says_how_many_records_it_has_and_has_others(desk):
    desk.put_book("水利署.xlsx", {"a": [("109 年下半年", "共 3 筆"), PLAN, *GOOD]})
    assert [one.code for one in desk.take().warnings] == ["P01"]


# -- files as received ---------------------------------------------------------------------------------------------------------


def test_F17_what_programs_leave_behind_is_skipped_and_listed(desk):
    desk.put("水利署.csv", *GOOD)
    for name in (
        "~$水利署.xlsx",
        ".~lock.水利署.ods#",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "__MACOSX/._水利署.csv",
    ):
        desk.put_bytes(name, b"x")
    found = desk.take()
    assert found.findings == ()
    assert {file.name for file in found.files if file.standing == "skipped"} == {
        "~$水利署.xlsx",
        ".~lock.水利署.ods#",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "__MACOSX",
    }


def test_F20_what_is_no_file_is_refused_at_once(desk):
    desk.put("水利署.csv", *GOOD)
    os.mkfifo(desk.returns / "能源局.csv")
    (desk.returns / "資料夾.xlsx").mkdir()
    (desk.returns / "斷.csv").symlink_to("無此檔.csv")
    outside = desk.root / "secret.csv"
    outside.write_text("a", "utf-8")
    (desk.returns / "外.csv").symlink_to(outside)
    desk.put("深/再深/水利署.csv", *GOOD)
    begin = time.monotonic()
    found = desk.take()
    assert time.monotonic() - begin < 10  # a second each, and the start of the readers
    assert {file.name for file in found.files if file.standing == "refused"} == {
        "能源局.csv",
        "資料夾.xlsx",
        "斷.csv",
        "外.csv",
        "深/再深",
    }
    assert {one.code for one in found.findings} == {"F20"} and found.board["水利署", "plan"].state == "received"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_F20_a_file_without_permission_is_refused(desk):
    desk.put("水利署.csv", *GOOD).chmod(0)
    assert codes(desk.take()) == [("F20", "error", "水利署.csv")]


@pytest.mark.parametrize(
    "name",
    [
        "水利署　回報.csv",
        "水利署\n回報.csv",
        "-水利署.csv",
        "水利署'\".csv",
        "CON水利署.csv",
        "水利署.csv.",
        "水利署" + "長" * 80 + ".csv",
        "水利署 $(rm).csv",
        "水利署<b>.csv",
    ],
)
def test_F21_odd_names_are_read_and_only_shown_as_text(desk, name):
    desk.put(name, *GOOD)
    found = desk.take()
    (file,) = found.files
    assert (file.unit, file.standing) == ("水利署", "counts") and file.name.isprintable() or "\u3000" in file.name
    assert found.board["水利署", "plan"].rows == 2


def test_F21_a_name_in_big5_bytes_is_decoded(desk):
    path = os.path.join(os.fsencode(desk.returns), "水利署.csv".encode("cp950"))
    with open(path, "wb") as file:
        file.write(("\r\n".join(",".join(row) for row in (PLAN, *GOOD))).encode())
    assert file_of(desk.take(), "水利署.csv").unit == "水利署"


def test_F10_an_archive_is_taken_apart_and_each_member_is_a_file(desk):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("水利署.csv", "\r\n".join(",".join(row) for row in (PLAN, *GOOD)))
        archive.writestr("能源局.csv", "\r\n".join(",".join(row) for row in (PLAN, GOOD[0])))
        archive.writestr("../../外.csv", "x")
        archive.writestr("__MACOSX/._水利署.csv", "x")
    desk.put_bytes("收件.zip", data.getvalue())
    before = sorted(path.name for path in desk.root.rglob("*"))
    found = desk.take()
    assert found.board["水利署", "plan"].rows == 2 and found.board["能源局", "plan"].rows == 1
    assert file_of(found, "收件.zip").standing == "archive" and file_of(found, "收件.zip／水利署.csv").unit == "水利署"
    assert [one.code for one in found.findings] == ["F11"] and sorted(
        path.name for path in desk.root.rglob("*")
    ) == before


def test_F19_a_file_that_changes_during_the_intake_stops_it(desk, monkeypatch):
    path = desk.put("水利署.csv", *GOOD)
    original = intake.examine
    monkeypatch.setattr(intake, "examine", lambda work: (original(work), path.write_text("other", "utf-8"))[0])
    with pytest.raises(InputError) as caught:
        desk.take()
    assert caught.value.problems[0].code == "F19"


def test_E04_a_row_with_an_unknown_character_is_set_aside(desk):
    raw = (
        "\r\n".join(",".join(row) for row in (PLAN, *GOOD))
        .encode("cp950")
        .replace("水庫".encode("cp950"), b"\xfa\x40\xa4\xf4")
    )
    desk.put_bytes("水利署.csv", raw)
    found = desk.take()
    assert [(one.code, one.row) for one in found.errors] == [("E04", 3)] and found.board["水利署", "plan"].rows == 1


# -- versions ------------------------------------------------------------------------------------------------------------------


NEWER = [
    ("水利署", "水利署修正"),
    ("水利署", "水利署(1)"),
    ("水利署(1)", "水利署(2)"),
    ("水利署", "水利署_v2"),
    ("水利署_v2", "水利署_v3"),
    ("水利署v9", "水利署v10"),
    ("水利署修正", "水利署修正2"),
    ("水利署修正", "水利署再修正"),
    ("水利署第1次修正", "水利署第二次修正"),
    ("水利署1091101", "水利署1091105"),
    ("水利署109.11.1", "水利署109-11-05"),
    ("水利署20201101", "水利署20201105"),
    ("水利署1091101", "水利署1091101修正"),
    ("水利署第一版", "水利署第二版"),
    ("水利署修正（１）", "水利署修正（２）"),
    ("水利署", "水利署-檢核"),
    ("水利署1091101修正", "水利署1091105"),
    ("水利署1091105", "水利署修正1091105"),
    ("水利署", "水利署最終版"),
    ("水利署", "水利署_定稿"),
    ("水利署修正", "水利署修正_最終"),
    ("水利署11月5日", "水利署11月12日"),
    ("水利署109年11月5日", "水利署1091112"),
]
UNTOLD = [
    ("水利署最終版", "水利署修正"),
    ("水利署最終版", "水利署v2"),
    ("水利署", "水利署最終處置"),
    ("水利署", "水利署11月5日"),
    ("水利署11月5日", "水利署1091112"),
    ("水利署12月30日", "水利署1月5日"),
    ("水利署v2", "水利署修正"),
    ("水利署", "水利署1091105"),
    ("水利署(1)", "水利署修正"),
    ("水利署v2", "水利署(1)"),
    ("水利署", "水利署v1"),
    ("水利署109年", "水利署110年"),
    ("水利署", "水利署副本"),
]


@pytest.mark.parametrize(("older", "newer"), NEWER)
def test_F18_the_newer_version_is_told_by_its_name(older, newer):
    assert Version.of(newer).newer_than(Version.of(older)) and not Version.of(older).newer_than(Version.of(newer))


@pytest.mark.parametrize(("one", "other"), UNTOLD)
def test_F18_where_a_name_does_not_tell_it_is_not_told(one, other):
    assert not Version.of(one).newer_than(Version.of(other)) and not Version.of(other).newer_than(Version.of(one))


@given(st.text(), st.text())
def test_of_no_two_names_is_each_newer_than_the_other(one, other):
    first, second = Version.of(one), Version.of(other)
    assert not (first.newer_than(second) and second.newer_than(first)) and not first.newer_than(first)


def test_F18_the_newest_version_counts_and_the_board_says_which(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("水利署_修正.csv", GOOD[0])
    found = desk.take()
    cell = found.board["水利署", "plan"]
    assert (cell.file, cell.rows, cell.version) == ("水利署_修正.csv", 1, "修正") and "2 versions" in cell.note
    assert file_of(found, "水利署.csv").standing == "older" and found.is_right is False and found.findings == ()


def test_F18_the_board_says_that_a_newer_version_cannot_be_read(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put_bytes("水利署修正.xlsx", b"PK\x03\x04broken")
    cell = desk.take().board["水利署", "plan"]
    assert (cell.state, cell.file, cell.note) == (
        "received",
        "水利署.csv",
        "what came later cannot be read: 水利署修正.xlsx",
    )


def test_F18_a_unit_may_go_back_to_what_it_sent_before(desk):
    desk.put("水利署_1091105.csv", *GOOD)
    desk.put("水利署_1091106.csv", GOOD[0])
    desk.put("水利署_1091107.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署_1091107.csv" and found.board["水利署", "plan"].rows == 2
    assert [file.standing for file in found.files] == ["same", "older", "counts"]


def test_of_two_equal_files_the_one_that_is_corrected_counts(desk):
    rows = GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", "")
    desk.put("水利署.csv", *rows)
    desk.put("水利署修正.csv", *rows)
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert found.findings == () and found.board["水利署", "plan"].file == "水利署.csv" and len(found.corrections) == 1


def test_F18_which_is_newer_never_depends_on_the_time_of_the_file(desk):
    desk.put("水利署.csv", *GOOD)
    os.utime(desk.put("水利署_修正.csv", GOOD[0]), (0, 0))
    assert desk.take().board["水利署", "plan"].file == "水利署_修正.csv"


def test_F18_two_versions_that_cannot_be_told_apart_ask_for_a_decision(desk):
    one, other = desk.put("水利署.csv", *GOOD), desk.put("水利署副本.csv", GOOD[0])
    found = desk.take()
    (asked,) = found.findings
    assert asked.code == "F18" and "intake.yaml" in asked.todo
    for path in (one, other):
        assert path.name in asked.what and hashlib.sha256(path.read_bytes()).hexdigest()[:12] not in asked.what
        assert file_of(found, path.name).standing == "undecided"
    assert found.board["水利署", "plan"].state == "errors" and found.accepted["plan"].empty
    lines = asked.todo.partition("\n")[2]
    assert lines == "versions:\n- unit: 水利署\n  use: 水利署.csv  # or 水利署副本.csv"
    desk.say("intake.yaml", lines)
    assert desk.take().board["水利署", "plan"].rows == 2


def test_F18_a_unit_is_asked_once_for_all_its_returns(desk):
    for name in ("水利署.xlsx", "水利署副本.xlsx"):
        desk.put_book(name, {"計畫": [PLAN, *GOOD], "考核": [COUNTS, (1, 1, 1, 1 if "副" in name else 0)]})
    (asked,) = desk.take().findings
    assert asked.code == "F18" and "預計開放資料集、績效考核回報" in asked.what and "table:" not in asked.todo


def test_a_file_of_an_agency_that_is_not_registered_is_told_so(desk):
    desk.put("環保署回報.csv", ("環境保護署", *GOOD[0]), header=("機關", *PLAN))
    (one,) = desk.take().findings
    assert (
        one.code == "I02"
        and one.what == '"環境保護署" in the agency column is not in the register.'
        and "skip: true" in one.todo
    )


def test_F09_a_mail_is_no_table_and_its_attachment_is_asked_for(desk):
    desk.put_bytes(
        "水利署回報.eml",
        "From: 王 <a@example.invalid>\r\nTo: b@example.invalid\r\nSubject: 回報\r\n\r\n如附件，請查收\r\n".encode(),
    )
    (one,) = desk.take().findings
    assert (one.code, one.todo) == ("F09", "Save the attachment and put it here instead.")


def test_F04_a_file_with_a_password_is_only_told_of_once_the_unit_has_sent_everything(desk):
    from reportlib.records.findings import Finding

    desk.put("水利署_計畫.csv", *GOOD)
    work = returns_work.IntakeWork(
        desk.meeting, {"水利署": ("plan",)}, decisions.Decided.read(desk.data / "intake.yaml", desk.meeting)
    )
    for name in ("水利署.xlsx", "水利署_修正.xlsx", "水利署_計畫.csv"):
        received.take(work, entries.Arrival(name, desk.returns / name))
        work.files[name].unit = "水利署"
    levels = []
    for counting in ({}, {("水利署", "plan"): [type("Sheet", (), {"file": work.files["水利署_計畫.csv"]})]}):
        work.examined = counting
        levels += [
            result.as_still_needed(work, Finding("F04", "error", name, "", None, None, "", "", "locked")).level
            for name in ("水利署.xlsx", "水利署_修正.xlsx")
        ]
    assert levels == ["error", "error", "warning", "error"]  # a newer one may hold something else


def test_F18_a_decision_settles_it(desk):
    desk.put("水利署.csv", *GOOD)
    chosen = desk.put("水利署副本.csv", GOOD[0])
    digest = hashlib.sha256(chosen.read_bytes()).hexdigest()
    desk.say(
        "intake.yaml",
        f"versions:\n  - {{unit: 水利署, table: plan, use: 水利署副本.csv, sha256: '{digest[:12]}', who: 王小明, reason: 電話確認}}\n",
    )
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署副本.csv" and found.findings == ()


MERGED = (
    "name,short,aliases,kind,evaluated,successor,valid_from,valid_until,becomes\n經濟部礦務局,礦務局,,,是,,,109-09-25,經濟部地礦中心\n"
    "經濟部中央地質調查所,地調所,,,是,,,109-09-25,經濟部地礦中心\n經濟部地礦中心,地礦中心,,,是,,109-09-26,,\n"
)


@pytest.fixture
def merged(desk):
    """A meeting after two offices became one, each of which still sends its own return."""
    (desk.root / "params" / "agencies.csv").write_text(MERGED, "utf-8")
    desk.put("礦務局.csv", GOOD[0])
    desk.put("地調所.csv", GOOD[1])
    return desk


def test_I01_how_a_unit_was_told_names_the_name_of_another_time(merged):
    merged.put("地礦中心考核.csv", (1, 1, 1, 1), header=COUNTS)
    assert {(file.name, file.unit, file.how) for file in merged.take().files} == {
        ("地調所.csv", "地礦中心", 'by the file\'s name ("地調所" is 地礦中心)'),
        ("地礦中心考核.csv", "地礦中心", "by the file's name"),
        ("礦務局.csv", "地礦中心", 'by the file\'s name ("礦務局" is 地礦中心)'),
    }


def test_F18_a_return_of_one_office_is_no_newer_version_of_that_of_another(merged):
    merged.put("礦務局修正.csv", *GOOD)
    found = merged.take()
    assert [one.code for one in found.findings] == ["F18"] and found.accepted["plan"].empty


def test_F18_the_newer_version_is_told_across_a_mere_change_of_name(desk):
    (desk.root / "params" / "agencies.csv").write_text(
        MERGED.replace("經濟部中央地質調查所,地調所,,,是,,,109-09-25,經濟部地礦中心\n", ""), "utf-8"
    )
    desk.put("礦務局.csv", GOOD[0])
    desk.put("地礦中心修正.csv", *GOOD)
    found = desk.take()
    assert found.findings == () and found.board["地礦中心", "plan"].file == "地礦中心修正.csv"


def test_F18_the_files_of_two_offices_that_became_one_may_both_count(merged):
    assert [one.code for one in merged.take().findings] == ["F18"]
    merged.say("intake.yaml", "versions:\n  - {unit: 地礦中心, use: [礦務局.csv, 地調所.csv]}\n")
    found = merged.take()
    cell = found.board["地礦中心", "plan"]
    assert (cell.state, cell.rows, cell.file, cell.note) == (
        "received",
        2,
        "地調所.csv、礦務局.csv",
        "by intake.yaml 2 files count together",
    )
    assert [file.standing for file in found.files] == ["counts", "counts"] and found.findings == ()
    assert sorted(zip(found.accepted["plan"]["plan_id"], found.accepted["plan"]["來源檔案"], strict=True)) == [
        ("甲-1", "礦務局.csv"),
        ("甲-2", "地調所.csv"),
    ]


def test_I07_of_two_files_that_count_together_one_number_with_two_contents_counts_in_neither(merged):
    merged.put("地調所.csv", ("甲-1", "別的", *GOOD[0][2:]), GOOD[1])
    merged.say("intake.yaml", "versions:\n  - {unit: 地礦中心, use: [礦務局.csv, 地調所.csv]}\n")
    found = merged.take()
    assert {(one.code, one.file, one.what) for one in found.errors} == {
        ("I07", "地調所.csv", "the same as 礦務局.csv row 2."),
        ("I07", "礦務局.csv", "the same as 地調所.csv row 2."),
    }
    assert list(found.accepted["plan"]["plan_id"]) == ["甲-2"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("versions:\n  - {unit: 水利署, use: 水利署定稿.csv}\n", "no file"),
        ("versions:\n  - {unit: 水利署, use: 水利署.csv, sha256: abcdef012345}\n", "no longer the file"),
        ("versions:\n  - {unit: 水利署, use: [水利署.csv, 水利署定稿.csv]}\n", "no file"),
        (
            "versions:\n  - {unit: 水利署, use: [水利署.csv, 水利署.csv], sha256: abcdef012345}\n",
            "only be given with one file",
        ),
        ("versions:\n  - {unit: 水利署, use: 3}\n", "is expected"),
        ("files:\n  - {file: 水利署.csv, unit: 林務局}\n", "not in the register"),
        ("files:\n  - {fil: 水利署.csv}\n", "did you mean"),
    ],
)
def test_C14_a_decision_that_does_not_fit_stops_the_intake_at_its_line(desk, text, word):
    desk.put("水利署.csv", *GOOD)
    desk.say("intake.yaml", text)
    with pytest.raises(ConfigError) as caught:
        desk.take()
    assert word in str(caught.value) and caught.value.problems[0].row == 2


def test_F18_an_older_version_counts_where_the_newest_cannot_be_used(desk):
    desk.put("水利署_預計開放資料集.csv", *GOOD)
    desk.put("水利署_預計開放資料集_修正.csv", ("甲-1", "河川"), header=("編號", "資料集名稱"))
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署_預計開放資料集.csv" and found.board["水利署", "plan"].rows == 2
    assert {one.code for one in found.findings} == {"L09", "F18"}


def test_the_same_file_twice_counts_once(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("水利署-副本.csv", *GOOD)
    found = desk.take()
    assert (
        found.board["水利署", "plan"].rows == 2
        and sorted(file.standing for file in found.files) == ["counts", "same"]
        and found.findings == ()
    )


def test_two_files_of_two_returns_are_no_two_versions(desk):
    desk.put("水利署_預計開放.csv", *GOOD)
    desk.put("水利署_考核.csv", (1, 1, 1, 1), header=COUNTS)
    found = desk.take()
    assert [found.board["水利署", name].state for name in ("plan", "evaluation")] == ["received", "received"]


# -- late, corrected, skipped ------------------------------------------------------------------------------------------------


def test_a_file_is_late_only_where_a_person_says_when_it_came(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("能源局.csv", *GOOD)
    desk.put("標檢局.csv", *GOOD)
    desk.say(
        "intake.yaml",
        "files:\n  - {file: 水利署.csv, received_on: 109-11-11}\n  - {file: 能源局.csv, received_on: 109-11-10}\n",
    )
    found = desk.take()
    assert [found.board[unit, "plan"].state for unit in found.board.units] == ["late", "received", "received"]


def test_a_file_may_be_said_to_be_no_return(desk):
    desk.put_bytes("公文.pdf", b"%PDF-1.7")
    desk.say("intake.yaml", "files:\n  - {file: 公文.pdf, skip: true}\n")
    found = desk.take()
    assert found.findings == () and file_of(found, "公文.pdf").standing == "skipped"


CORRECTION = "corrections:\n  - {file: 水利署.csv, row: 3, column: 預計開放日期, expected: 109/2/30, new: 109/12/31, reason: 電話確認, who: 王小明, when: 109-11-20}\n"


def test_a_correction_is_applied_before_the_examination_and_stands_in_the_accepted_row(desk):
    path = desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", ""))
    before = path.read_bytes()
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert found.findings == () and found.board["水利署", "plan"].rows == 2
    row = found.accepted["plan"].iloc[1]
    assert row["planned_on"] == date(2020, 12, 31) and "109/2/30" in row["更正"] and "王小明" in row["更正"]
    assert len(found.corrections) == 1 and path.read_bytes() == before


def test_a_correction_that_no_longer_fits_stops_the_intake(desk):
    desk.put("水利署.csv", *GOOD)
    desk.say("corrections.yaml", CORRECTION)
    with pytest.raises(ConfigError) as caught:
        desk.take()
    assert caught.value.problems[0].code == "C14"


def test_C14_a_correction_of_a_version_that_does_not_count_is_told_and_not_listed_as_made(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", ""))
    desk.put("水利署修正.csv", *GOOD)
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert [(one.code, one.level, one.file, one.row) for one in found.findings] == [("C14", "warning", "水利署.csv", 3)]
    assert found.corrections == () and accepted.marked_copies(found) == {}


def test_what_the_secretariat_has_to_decide_is_not_mailed_to_the_unit(desk):
    desk.put("水利署_甲.csv", *GOOD)
    desk.put("水利署_乙.csv", GOOD[0])
    desk.put("回報.csv", *GOOD)
    found = desk.take()
    assert {one.code for one in found.findings} == {"F18", "I10"} and accepted.marked_copies(found) == {}


def test_I06_an_equal_row_on_another_sheet_counts_once(desk):
    desk.put_book("水利署.xlsx", {"上半年": [PLAN, GOOD[0]], "下半年": [PLAN, *GOOD]})
    found = desk.take()
    assert [(one.code, one.level, one.sheet, one.cell) for one in found.findings] == [
        ("I06", "warning", "下半年", "A2")
    ]
    assert [sheet.counts["used"] for sheet in found.files[0].sheets] == [1, 1] and found.files[0].sheets[1].counts[
        "repeated"
    ] == 1
    assert (
        list(found.accepted["plan"]["plan_id"]) == ["甲-1", "甲-2"]
        and found.board["水利署", "plan"].state == "received"
    )


def test_I07_a_different_row_on_another_sheet_counts_nowhere(desk):
    desk.put_book("水利署.xlsx", {"上半年": [PLAN, GOOD[0]], "下半年": [PLAN, ("甲-1", "別的", *GOOD[0][2:])]})
    assert [(one.code, one.sheet) for one in desk.take().findings] == [("I07", "上半年"), ("I07", "下半年")]


def test_the_header_of_a_table_that_lacks_a_column_is_no_row_that_waits(desk):
    desk.put("水利署.csv", *GOOD, header=(*PLAN[:5], "預定日期", PLAN[6]))
    found = desk.take()
    assert found.board["水利署", "plan"].set_aside == 2 and [one.row for one in found.set_aside] == [2, 3]


def test_formats_between_commas_or_slashes_are_words(desk):
    desk.put_book(
        "水利署.xlsx",
        {
            "預計開放資料集": [
                PLAN,
                ("甲-1", "河川", None, "csv,JSON", None, "109/11/30", None),
                ("甲-2", "水庫", None, "CSV／XML", None, "109/11/30", None),
                ("甲-3", "雨量", None, "CSV,表格", None, "109/11/30", None),
            ]
        },
    )
    found = desk.take()
    assert list(found.accepted["plan"]["formats"]) == [("CSV", "JSON"), ("CSV", "XML")]
    assert [(one.code, one.cell, one.value) for one in found.findings] == [("V17", "D4", "CSV,表格")]


# -- what is written ------------------------------------------------------------------------------------------------------------


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_what_is_written_is_the_same_twice_and_names_no_path(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "偶爾", "109/2/30", ""))
    folder = accepted.publish(desk.take())
    first = tree(folder) | tree(desk.data / "accepted")
    accepted.publish(desk.take())
    assert tree(folder) | tree(desk.data / "accepted") == first
    assert {
        "intake.html",
        "findings.csv",
        "board.csv",
        "set-aside.csv",
        "hashes.json",
        "marked/水利署-檢核.xlsx",
        "plan.csv",
        "evaluation.csv",
        "received.csv",
        "corrections.csv",
    } <= first.keys()
    for name, data in first.items():
        assert str(desk.root).encode() not in data, name


def test_accepted_rows_are_read_back_as_they_were_accepted(desk):
    from reportlib.records import inputs as records_inputs

    rows = [("=1+1", '=HYPERLINK("x")'), ("'1", "-5"), ("@a", "＝b"), ("甲-2", "一,二"), ("+3", "正常")]
    desk.put_book(
        "水利署.xlsx",
        {
            "預計開放資料集": [
                PLAN,
                *((number, title, None, "CSV;JSON", "每季", "109/11/30", None) for number, title in rows),
            ]
        },
    )
    book_path = desk.returns / "水利署.xlsx"
    assert book_path.is_file()
    desk_rows = desk.take()
    accepted.publish(desk_rows)
    path = desk.data / "accepted" / "plan.csv"
    again = records_inputs.read("plan", path, desk.meeting)
    for column in ("plan_id", "agency", "title", "formats", "update_frequency", "planned_on"):
        assert list(again.frame[column]) == list(desk_rows.accepted["plan"][column])
    assert again.notices == ('plan.csv: the column "服務分類" is blank throughout and taken as not provided.',)
    for line in path.read_text("utf-8-sig").splitlines():
        assert not any(cell.startswith(("=", "+", "@", "＝")) for cell in line.replace('"', "").split(","))


def test_the_accepted_files_carry_the_labels_of_their_tables_and_the_origin(desk):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    data = (desk.data / "accepted" / "plan.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header = data.decode("utf-8-sig").splitlines()[0].split(",")
    assert header == [*(column.label for column in return_tables.PLAN_RETURN.columns), *schema.ORIGIN]


def test_what_a_person_put_among_the_accepted_files_stays_and_old_tables_go(desk):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    folder = desk.data / "accepted"
    (folder / "我的.txt").write_text("x", "utf-8")
    (folder / "replies.csv").write_text("old", "utf-8")
    accepted.publish(desk.take())
    assert (folder / "我的.txt").read_text("utf-8") == "x" and not (folder / "replies.csv").exists()
    assert sorted(path.name for path in desk.data.iterdir()) == ["accepted", "returns"]


def test_R12_a_failure_to_write_leaves_what_was_there(desk, monkeypatch):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    before = tree(desk.data) | tree(desk.root / "output")
    desk.put("水利署.csv", GOOD[0])

    def full(*_):
        raise OSError(28, "No space left on device")

    from reportlib.errors import OutputError

    monkeypatch.setattr(accepted, "_staged", full)
    with pytest.raises(OutputError):
        accepted.publish(desk.take())
    after = tree(desk.data) | tree(desk.root / "output")
    after["returns/水利署.csv"] = before["returns/水利署.csv"]
    assert after == before


def test_resolutions_take_up_what_the_units_report_on_them(desk):
    from reportlib.records.records import Records

    frame = pd.DataFrame(
        [
            {
                "unit": "經濟部水利署",
                "meeting": "5-2",
                "number": "一",
                "subject": "甲",
                "decision": None,
                "owner": None,
                "due_on": None,
                "handling": "已辦",
                "done_on": date(2020, 10, 1),
                "proposal": "解除列管",
                "來源檔案": "水.csv",
                "來源工作表": "",
                "來源列": "2",
                "更正": "",
            },
            {
                "unit": "經濟部能源局",
                "meeting": "5-2",
                "number": "一",
                "subject": "甲",
                "decision": None,
                "owner": None,
                "due_on": None,
                "handling": "辦理中",
                "done_on": None,
                "proposal": "建議繼續列管",
                "來源檔案": "能.csv",
                "來源工作表": "",
                "來源列": "2",
                "更正": "",
            },
        ]
    )
    kept = pd.DataFrame(
        [
            {"meeting": "5-2", "number": "一", "subject": "甲", "owner": "各單位", "handling": None},
            {"meeting": "5-1", "number": "二", "subject": "乙", "owner": "水利署", "released_by": "5-2"},
        ]
    ).astype(object)
    kept = kept.where(kept.notna(), None)
    header, rows = accepted.followed_up(frame, Records(kept, "resolutions", "r.csv", "", "utf-8", 1, {}, "0" * 64))
    merged = [dict(zip(header, row, strict=True)) for row in rows]
    assert merged[0]["辦理情形"] == "經濟部水利署：已辦；經濟部能源局：辦理中" and merged[0]["主辦單位"] == "各單位"
    assert (
        merged[0]["列管建議"] == "建議繼續列管"
        and merged[0]["完成日期"] is None
        and merged[0]["來源檔案"] == "水.csv；能.csv"
    )
    assert merged[1]["解除列管會議"] == "5-2" and merged[1]["辦理情形"] is None


def test_two_units_may_number_their_plans_alike_and_the_packet_reads_both(desk):
    from reportlib.records import inputs as records_inputs

    desk.put("水利署.csv", *GOOD)
    desk.put("能源局.csv", *GOOD)
    found = desk.take()
    accepted.publish(found)
    again = records_inputs.read("plan", desk.data / "accepted" / "plan.csv", desk.meeting)
    assert found.findings == () and list(again.frame["plan_id"]) == ["甲-1", "甲-2", "甲-1", "甲-2"]


def test_what_was_open_before_stays_in_the_plan_though_no_form_asks_about_it(desk):
    from reportlib.records import inputs as records_inputs

    desk.say(
        "plan.csv",
        "編號,機關,資料集名稱,預計開放日期,實際開放日期\n舊-1,經濟部水利署,潮位,109-03-31,109-03-01\n舊-2,經濟部水利署,雨量,109-08-31,\n甲-2,經濟部水利署,水庫蓄水,109-12-01,109-10-01\n甲-1,經濟部能源局,油價,109-05-01,109-05-01\n本-1,經濟部,公報,109-09-30,\n",
    )
    (desk.root / "params" / "m-6-1.yaml").write_text(
        PARAMS.replace("agencies.csv}", "agencies.csv, plan: ../data/m-6-1/accepted/plan.csv}"), "utf-8"
    )
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    again = records_inputs.read("plan", desk.data / "accepted" / "plan.csv", desk.meeting).frame
    assert list(again["plan_id"]) == [
        "舊-1",
        "甲-1",
        "本-1",
        "甲-1",
        "甲-2",
    ]  # of 能源局 nobody returned 甲-1; 本部 is not asked; 舊-2 was asked about and did not come back
    assert list(again["title"])[-1] == "水庫蓄水" and again["opened_on"].notna().tolist() == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert (desk.data / "accepted" / "plan.csv").read_text("utf-8-sig").splitlines()[1].endswith(",109-03-01,,,,")


def test_I09_a_dataset_that_two_units_report_is_nobodys(desk):
    params = desk.root / "params" / "m-6-1.yaml"
    params.write_text(params.read_text("utf-8").replace("[plan, evaluation]", "[checklist]"), "utf-8")
    header = ("資料集識別碼", "資料集名稱", "連結可下載", "依頻率更新")
    desk.put("水利署.csv", ("6001", "甲", "是", "是"), ("6002", "乙", "是", "是"), header=header)
    desk.put("能源局.csv", ("６００１", "甲", "是", "是"), header=header)
    found = desk.take()
    assert {(one.code, one.file, one.row, one.column) for one in found.errors} == {
        ("I09", "水利署.csv", 2, 1),
        ("I09", "能源局.csv", 2, 1),
    }
    assert list(found.accepted["checklist"]["dataset_id"]) == ["6002"]
    assert found.board["能源局", "checklist"].state == "errors"


def test_the_name_of_the_checklist_is_no_version():
    from reportlib.returns.senders import Version

    assert Version.of("中部辦公室_已開放資料集檢核表.tsv").text == ""
    assert Version.of("水利署-檢核.xlsx").text == "檢核"
