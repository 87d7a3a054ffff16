"""The sheet 「列管」: what the meeting decided on the resolutions of earlier meetings that its packet reported."""

import datetime

import openpyxl
import pytest

from reportlib.decisions import read
from reportlib.errors import InputError

OLD = """\
會議,會議日期,決議編號,決議名稱,決議事項,主辦單位,期限,完成日期,列管建議,解除列管會議
1-1,,一,,更早結案,資訊室,,,建議解除列管,1-2
1-2,113-12-20,一,,盤點,資訊室,114-03-31,114-03-01,建議解除列管,
1-2,113-12-20,二（一）,訓練,辦理兩梯,各單位,114-06-30,,建議繼續列管,
1-2,113-12-20,二（二）,訓練,檢核,各單位,,,,
"""


@pytest.fixture
def held(held):
    return held.follows(OLD)


def filled(held):
    """Nothing decided on any of them yet."""
    held.fill().tracked("其餘", 決定="")
    return held


def tracked(held) -> list[tuple]:
    return [(one.number, one.word, one.due_on, one.due_said) for one in read.read(held.write()).tracked]


def refused(held) -> str:
    with pytest.raises(InputError) as error:
        read.read(held.write())
    return str(error.value)


def test_each_resolution_that_the_packet_reported_has_a_row_with_what_it_proposes_and_one_row_speaks_for_the_rest(held):
    held.begin()
    assert [tuple(row.values())[:8] for row in held.tables["tracked"]] == [
        ("第 1 屆第 2 次會議", "一", "盤點", "資訊室", "114-03-31", "完成", "建議解除列管", ""),
        ("第 1 屆第 2 次會議", "二（一）", "辦理兩梯", "各單位", "114-06-30", "未到期", "建議繼續列管", ""),
        ("第 1 屆第 2 次會議", "二（二）", "檢核", "各單位", "", "辦理中", "", ""),
        ("", "其餘", "以上「決定」留白的，一律依這一列的決定。", "", "", "", "", ""),
    ]


def test_a_packet_that_followed_nothing_has_no_such_sheet(held):
    (held.data / "resolutions.csv").write_text(
        "會議,決議編號,決議事項,主辦單位,解除列管會議\n1-1,一,甲,乙,1-2\n", "utf-8"
    )
    assert read.read(held.fill().write()).tracked == ()
    assert not (held.data / "tracked.csv").exists()


def test_each_is_released_or_goes_on_with_a_new_due_date_or_its_own(held):
    filled(held).tracked("一", 決定="解除").tracked("二（一）", 決定="續管", 新期限="114/9/30")
    held.tracked("二（二）", 決定="繼續列管", 新期限說明="下次會議")
    assert tracked(held) == [
        ("一", "解除列管", None, ""),
        ("二（一）", "繼續列管", datetime.date(2025, 9, 30), ""),
        ("二（二）", "繼續列管", None, "下次會議"),
    ]


def test_one_row_may_speak_for_all_that_are_blank_and_one_may_say_as_proposed(held):
    filled(held).tracked("其餘", 決定="解除列管").tracked("二（一）", 決定="依建議")
    assert [line[:2] for line in tracked(held)] == [
        ("一", "解除列管"),
        ("二（一）", "繼續列管"),
        ("二（二）", "解除列管"),
    ]


def test_one_row_does_not_speak_for_what_came_into_the_list_since_the_form_was_written(held):
    filled(held).tracked("其餘", 決定="解除列管").write()
    (held.data / "resolutions.csv").write_text(OLD + "1-2,113-12-20,三,,新增,資訊室,,,,\n", "utf-8")
    assert "D02 tracked.csv B 欄「決議編號」：列管中的第 1 屆第 2 次會議決議三沒有列。請補一列" in refused(held)


def test_two_columns_of_one_kind_are_told_and_no_resolution_is_missing_besides(held):
    [path] = held.begin("xlsx")
    book = openpyxl.load_workbook(path)
    book["列管"]["K3"] = "決定"
    book.save(path)
    with pytest.raises(InputError) as error:
        read.read(held.meeting())
    assert "L09 decisions.xlsx〔列管〕第 3 列 K 欄" in str(error.value)
    assert "列管中的" not in str(error.value)


@pytest.mark.parametrize("meeting", ["1-2", "第1屆第2次會議", "第 １ 屆第 ２ 次", ""])
@pytest.mark.parametrize("number", ["二（一）", "二(一)", "決議二（一）", "2(1)"])
def test_a_resolution_may_be_called_as_people_call_it(held, meeting, number):
    filled(held).tracked("其餘", 決定="解除列管").tracked("二（一）", 決定="繼續列管", 會議=meeting, 決議編號=number)
    assert tracked(held)[1][:2] == ("二（一）", "繼續列管")


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_workbook_has_the_sheet_too_and_what_nobody_has_filled_in_is_no_decision(held, suffix):
    [path] = held.begin(suffix)
    with pytest.raises(InputError) as error:
        read.read(held.meeting())
    assert "列管中的第 1 屆第 2 次會議決議一還沒有填「決定」" in str(error.value)
    if suffix == "xlsx":
        book = openpyxl.load_workbook(path)
        assert book.sheetnames[:5] == ["會議", "出席", "決議", "列管", "臨時動議"]
        del book["列管"]
        book.save(path)
        with pytest.raises(InputError, match="D08 decisions.xlsx：找不到「列管」表"):
            read.read(held.meeting())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda h: h, "D01 tracked.csv第 2 列 F 欄「決定」：列管中的第 1 屆第 2 次會議決議一還沒有填「決定」。請填「解除列管」或「繼續列管」"),
        (lambda h: h.tracked("一", 決定="結案"), "D04 tracked.csv第 2 列 F 欄「決定」：「結案」不是已知的決定"),
        (lambda h: h.tracked("一", 決議編號="九"), "D02 tracked.csv第 2 列 B 欄「決議編號」：列管中的決議沒有「第 1 屆第 2 次會議九」，或有好幾次會議的。列管中的是：第 1 屆第 2 次會議決議一、"),
        (lambda h: h.tracked("一", 會議="2-1"), "列管中的決議沒有「2-1一」"),
        (lambda h: h.tables["tracked"].pop(0), "D02 tracked.csv B 欄「決議編號」：列管中的第 1 屆第 2 次會議決議一沒有列"),
        (lambda h: h.tracked("二（二）", 決議編號="二（一）"), "D03 tracked.csv第 4 列 B 欄「決議編號」：第 1 屆第 2 次會議決議二（一）已在第 3 列"),
        (lambda h: h.tracked("一", 決定="解除列管", 新期限="114/9/30"), "D05 tracked.csv第 2 列 G 欄「新期限」：「決定」是「解除列管」，卻填了新期限。還要辦的請改選「繼續列管」"),
        (lambda h: h.tracked("二（二）", 決定="依建議"), "D05 tracked.csv第 4 列 F 欄「決定」：這一項沒有列管建議，不能是「依建議」"),
        (lambda h: h.tracked("其餘", 決定="解除列管", 新期限="114/9/30"), "D05 tracked.csv第 5 列 G 欄「新期限」：「其餘」那一列不能有新期限"),
        (lambda h: h.tracked("一", 決定="繼續列管", 新期限="下次"), "V07 tracked.csv第 2 列 G 欄「新期限」：「下次」不是有效日期（看不懂的寫法；請寫成 109/11/30 或 2020/11/30）。請更正；不是日期的請寫在「新期限說明」"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(held, change, said):
    change(filled(held))
    assert said in refused(held)


def test_a_row_with_a_wrong_cell_is_not_missing_besides(held):
    filled(held).tracked("一", 決定="解除列管").tracked("二（二）", 決定="解除列管")
    held.tracked("二（一）", 決定="繼續列管", 新期限="下次")
    assert [line.split()[0] for line in refused(held).splitlines() if line[:1].isupper()] == ["V07"]


def test_what_goes_on_though_its_day_is_past_and_a_new_day_before_the_meeting_are_told_and_do_not_stop(held):
    filled(held).tracked("其餘", 決定="繼續列管").tracked("二（一）", 決定="繼續列管", 新期限="114/1/31")
    said = "\n".join(map(str, read.read(held.write()).warnings))
    assert "第 1 屆第 2 次會議決議一繼續列管，期限 114-03-31 已過，沒有填新期限" in said
    assert "期限 114-01-31 早於開會日" in said
