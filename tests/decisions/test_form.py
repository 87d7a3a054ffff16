"""The form of decisions: prefilled from the agenda and the members, the same in every format, never over another one."""

import re

import pytest

from reportlib.decisions import form, form_files, read
from reportlib.errors import ConfigError, InputError
from reportlib.readers import files


def rows(held, table):
    return [tuple(row.values()) for row in held.tables[table]]


def test_every_item_of_the_agenda_has_a_row_with_its_proposal_owner_and_due_date(held):
    held.begin()
    assert rows(held, "decisions") == [
        ("報告事項一", "", "", "資料集盤點", "", "", "", "", "", ""),
        ("討論事項一", "第一案", "", "預計開放資料", "請各單位依清單開放。", "", "", "各單位", "114/11/30", ""),
        ("討論事項二", "第二案", "（一）", "後續作業", "請配合盤點。", "", "", "各單位", "", ""),
        ("討論事項二", "第二案", "（二）", "後續作業", "請提升品質。", "", "", "資訊室", "", "下次會議"),
        ("其餘有擬辦的", "", "", "上面有擬辦而「決定」留白的每一款", "", "", "", "", "", ""),
        ("其餘沒有擬辦的", "", "", "上面沒有擬辦而「決定」留白的每一項", "", "", "", "", "", ""),
    ]


def test_every_member_has_a_row_and_a_vacant_seat_has_none(held):
    held.begin()
    assert [row["姓名"] for row in held.tables["attendance"]] == ["陳甲", "林乙", "黃丙", "張丁", "李戊", "其餘委員"]


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_a_form_that_nobody_has_filled_in_is_told_and_is_no_decision(held, suffix):
    held.begin(suffix)
    with pytest.raises(InputError) as error:
        read.read(held.meeting())
    codes = [problem.code for problem in error.value.problems]
    said = str(error.value)
    assert set(codes) == {"D01"}
    assert "「實際開會日期」還沒有填" in said
    assert "委員「陳甲」還沒有填「出席方式」。另有 4 列相同" in said
    assert "報告事項一還沒有填「決定」。另有 3 列相同" in said


def test_a_form_is_never_written_over_another_one_of_any_format(held):
    held.begin("ods")
    before = {path.name: path.read_bytes() for path in held.data.iterdir()}
    for suffix in form.FORMATS:
        with pytest.raises(ConfigError, match="C11 decisions.ods：harbour-1-3 已經有決議的表"):
            form.write(held.meeting(), suffix)
    assert {path.name: path.read_bytes() for path in held.data.iterdir()} == before


def test_two_forms_of_one_meeting_are_refused(held):
    held.fill().write()
    (held.data / "decisions.xlsx").write_bytes(b"")
    with pytest.raises(InputError, match="D08 .*決議有兩份：decisions.xlsx、meeting.csv"):
        read.read(held.meeting())


def test_the_same_agenda_makes_the_same_bytes(held):
    tables = form.prefilled(held.meeting(), *read.rules_of(held.meeting()))
    book = form.workbook(tables, held.meeting())
    assert form.to_xlsx(book) == form.to_xlsx(book)
    assert form.to_ods(book) == form.to_ods(book)


def test_a_meeting_without_the_rulebook_is_told_which_line_to_add(held):
    text = held.params.read_text("utf-8")
    held.params.write_text(text.replace(", meetings: rules/meetings.yaml", ""), "utf-8")
    with pytest.raises(ConfigError, match="加上這幾行（前面空兩格）：meetings: rules/meetings.yaml"):
        form.write(held.meeting(), "xlsx")


def test_a_meeting_without_a_form_has_no_decisions(held):
    assert read.read(held.meeting()) is None


def with_workbook(held):
    held.begin("xlsx")
    return held.data / "decisions.xlsx"


@pytest.mark.parametrize(
    "name", ["decisions (1).xlsx", "Decisions.xlsx", "decisions.XLSX", "decisions.xlsm", "decisions-1.ods"]
)
def test_a_form_that_is_called_otherwise_is_named_and_one_beside_the_form_is_told(held, name):
    book = with_workbook(held)
    (held.data / name).write_bytes(book.read_bytes())
    assert form_files.find(held.meeting().params).others == (name,)
    book.unlink()
    with pytest.raises(InputError, match=f"D08 {re.escape(name)}：這個檔案看起來是決議表，檔名卻不是 decisions.xlsx、"):
        read.read(held.meeting())


@pytest.mark.parametrize("name", ["attendance.csv", "meeting.csv", "motions.csv"])
def test_a_csv_file_of_the_form_beside_the_workbook_is_a_second_form(held, name):
    with_workbook(held)
    (held.data / name).write_text("項目,內容\n", "utf-8")
    with pytest.raises(InputError, match=f"D08 .*決議有兩份：decisions.xlsx、{name}"):
        read.read(held.meeting())


def test_the_form_of_another_meeting_is_refused(held):
    with_workbook(held)
    held.params.write_text(held.params.read_text("utf-8").replace("number: 3", "number: 4"), "utf-8")
    with pytest.raises(
        InputError, match="D08 decisions.xlsx〔會議〕：這張表是第 1 屆第 3 次會議的，不是第 1 屆第 4 次"
    ) as error:
        read.read(held.meeting())
    assert "〔決議〕：這張表是" in str(error.value)


def test_the_form_of_a_body_that_counts_common_years_gives_its_examples_and_days_in_them(held):
    path = held.meeting().params.path
    path.write_text(path.read_text("utf-8").replace("meeting: {", "meeting: {years: common, ", 1), "utf-8")
    form.write(held.meeting(), "ods")
    cells = [str(cell) for sheet in files.read(held.data / "decisions.ods") for row in sheet.rows for cell in row]
    assert "例如 2020/11/20。" in cells and "2025/11/30" in cells
    assert [cell for cell in cells if re.search("1[01][0-9]/", cell)] == []
