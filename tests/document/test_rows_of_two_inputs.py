"""What two inputs both know is told alike by both, or it is said: each kind of identity of rows on small examples."""

import dataclasses

import pytest

from reportlib.document import reconcile
from reportlib.document.accepted import to_be_asked, with_reasons
from reportlib.document.compared import Disagreement, Side
from reportlib.document.row_sides import MOST, has_same_words, is_name_of
from reportlib.meeting.identity_rules import Identities, Identity
from reportlib.meeting.param_choices import Accepted
from reportlib.meeting.yaml_models import read_model
from reportlib.model.texts import Line
from tests.support.figures import document, table, told_by


def found(kind: str, *tables: dict, **more) -> list[Disagreement]:
    identity = Identity(id="i", kind=kind, severity="warning", says="兩邊應相同。", **more)
    book = Identities(title="t", source="s", identities=[identity])
    return reconcile.reconcile(document(tables=tables), book)[0]


MARKS = {
    "one": {"table": "catalogue", "key": ["資料集識別碼"], "column": "品質檢測"},
    "other": {"table": "quality", "key": ["資料集識別碼"], "column": "品質檢測", "last": "檢測日期"},
    "dropping": ["標章"],
}
TESTS = table("quality", "資料集識別碼,檢測日期,品質檢測", "7,109-03-01,金", "7,108-03-01,銀", "8,109-03-01,銅")


def test_the_mark_of_a_dataset_is_that_of_its_last_test_and_both_places_are_told():
    (wrong,) = found("rows", table("catalogue", "資料集識別碼,品質檢測", "7,金標章", "8,銀", "9,金"), TESTS, **MARKS)
    assert wrong.id == "i/8" and wrong.severity == "warning"
    assert wrong.text() == (
        "catalogue.csv 第 3 列「品質檢測」為 銀，quality.csv 第 4 列「品質檢測」為 銅。兩邊應相同。"
    )


def test_Q05_what_two_inputs_tell_differently_is_told_at_every_build_until_it_is_accepted():
    (wrong,) = found("rows", table("catalogue", "資料集識別碼,品質檢測", "8,銀"), TESTS, **MARKS)
    (told,) = to_be_asked(with_reasons([wrong], (), "m.yaml"))
    assert told.code == "Q05" and '"catalogue.csv 第 2 列「品質檢測」" is 銀' in str(told) and "i/8" in str(told)
    assert not list(to_be_asked(with_reasons([wrong], (Accepted(id="i/8", reason="複驗中"),), "m.yaml")))


def test_an_input_or_a_column_that_is_not_there_and_a_cell_that_is_blank_say_nothing():
    assert not found("rows", TESTS, **MARKS)
    assert not found("rows", table("catalogue", "資料集識別碼", "8"), TESTS, **MARKS)
    assert not found("rows", table("catalogue", "資料集識別碼,品質檢測", "8,"), TESTS, **MARKS)


def test_a_blank_is_an_answer_where_the_identity_says_so():
    sides = {
        "one": {"table": "plan", "key": ["機關", "資料集名稱"], "column": "實際開放日期"},
        "other": {"table": "catalogue", "key": ["提供機關", "資料集名稱"], "column": "上架日期"},
        "blank_counts": True,
    }
    plan = table("plan", "機關,資料集名稱,實際開放日期", "甲署,雨量,", "甲署,水位,109-03-02", "乙局,雨量,")
    list_ = table("catalogue", "提供機關,資料集名稱,上架日期", "甲署,雨量,109-02-01", "甲署,水位,109-03-02")
    (wrong,) = found("rows", plan, list_, **sides)
    assert (wrong.one.printed, wrong.other.printed) == ("空白", "109-02-01")


def test_one_date_is_not_after_another():
    sides = {
        "one": {"table": "catalogue", "key": ["資料集識別碼"], "column": "上架日期"},
        "other": {"table": "quality", "key": ["資料集識別碼"], "column": "檢測日期", "first": "檢測日期"},
        "holds": "not_after",
    }
    listed = table("catalogue", "資料集識別碼,上架日期", "7,108-03-01", "8,109-03-02")
    (wrong,) = found("rows", listed, TESTS, **sides)
    assert wrong.id == "i/8"
    # A day that no one can read says nothing, and the same day is not after itself.
    for day in ("109 年初", ""):
        assert found("rows", table("catalogue", "資料集識別碼,上架日期", f"7,{day}", f"8,{day}"), TESTS, **sides) == []


@pytest.mark.parametrize(
    ("off", "accused"),
    [
        ("7,114-05-02,", ["withdrawn-and-listed/7"]),
        ("7,114-04-01,", []),  # put back under a new day, which the portal tells
        ("7,114-05-02,114-05-20", []),  # put back under its first day, which the list of withdrawals tells
        ("9,114-05-02,", []),
    ],
)
def test_what_was_put_back_on_the_portal_is_not_accused(root, off, accused):
    book = read_model(Identities, root / "params" / "rules" / "identities.yaml")
    (whole,) = (one for one in book.identities if one.id == "withdrawn-and-listed")
    one = whole.one.model_copy(update={"where": [each for each in whole.one.where if not each.until]})
    told = whole.model_dump(exclude={"id", "kind", "severity", "says", "facts", "named", "one"}) | {"one": one}
    gone = table("withdrawn", "資料集識別碼,撤回日期,重新上架日期", off)
    wrong = found("rows", gone, table("catalogue", "資料集識別碼,上架日期", "7,114-05-01"), **told)
    assert [one.id.replace("i/", "withdrawn-and-listed/") for one in wrong] == accused


def test_an_agency_is_the_same_under_its_long_and_its_short_name():
    sides = {
        "one": {"table": "feedback", "key": ["資料集名稱"], "column": "機關"},
        "other": {"table": "catalogue", "key": ["資料集名稱"], "column": "提供機關"},
        "holds": "name",
    }
    list_ = table("catalogue", "資料集名稱,提供機關", "雨量,海港市水利署", "水位,海港市水利署", "水位,海港市工務局")
    said = table("feedback", "資料集名稱,機關", "雨量,水利署", "雨量,工務局", "水位,工務局", "票價,動物園")
    (wrong,) = found("rows", said, list_, **sides)
    assert wrong.one.label == "feedback.csv 第 3 列「機關」"
    assert is_name_of("署", "水利署") is False


def test_one_piece_of_work_is_known_by_its_words_in_any_order_and_by_its_numerals():
    assert has_same_words("登載及發布109年下半年資料集", "109年下半年資料集登載及發布")
    assert not has_same_words("登載及發布110年下半年資料集", "109年下半年資料集登載及發布")
    assert not has_same_words("召開諮詢小組會議", "召開資料開放諮詢小組會議")
    sides = {
        "one": {"table": "resolutions", "key": ["決議事項"], "column": "期限"},
        "other": {"table": "milestones", "key": ["工作項目"], "column": "期限"},
        "match": "words",
    }
    work = table("milestones", "工作項目,期限", "109 年資料集登載,109-11-30")
    (wrong,) = found("rows", table("resolutions", "決議事項,期限", "登載109年資料集,109-10-30"), work, **sides)
    assert (wrong.one.printed, wrong.other.printed) == ("109-10-30", "109-11-30")


def test_a_deadline_holds_for_the_half_year_that_it_is_in():
    sides = {
        "one": {"table": "plan", "key": ["預計開放日期"], "column": "預計開放日期"},
        "other": {"table": "milestones", "key": ["期限"], "column": "期限"},
        "match": "half_year",
        "holds": "not_after",
    }
    plan = table("plan", "預計開放日期", "109-11-30", "109-12-31", "110-03-31", "109-06-30")
    (wrong,) = found("rows", plan, table("milestones", "期限", "109-11-30"), **sides)
    assert (wrong.one.printed, wrong.other.printed) == ("109-12-31", "109-11-30")


def test_what_is_said_to_be_open_is_listed():
    sides = {
        "one": {"table": "plan", "key": ["資料集名稱"], "where": [{"column": "實際開放日期", "filled": True}]},
        "other": {"table": "catalogue", "key": ["資料集名稱"]},
    }
    plan = table("plan", "資料集名稱,實際開放日期", "雨量,109-02-01", "水位,109-03-02", "票價,")
    (wrong,) = found("listed", plan, table("catalogue", "資料集名稱", "雨量"), **sides)
    assert wrong.text() == "plan.csv 第 3 列「資料集名稱」為 水位，catalogue.csv 相對的列為 沒有。兩邊應相同。"
    (other,) = found("listed", plan, table("catalogue", "資料集名稱", "雨量"), **sides, holds="absent")
    assert other.one.printed == "雨量"


ANSWERS = "編號,機關,提出日期,回復日期"
SPLIT = table(
    "requests",
    ANSWERS,
    "N-1,甲署,109-06-20,109-07-01",
    "N-1,乙局,109-06-20,109-07-03",
    "N-2,甲署,109-06-21,109-07-01",
)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("N-1,甲署,109-06-20,109-07-01", set()),
        ("N-1,乙局,109-06-20,109-07-03", set()),
        ("N-1,乙局,109-06-20,109-07-04", {"request-replied"}),
        ("N-2,乙局,109-06-21,109-07-01", {"request-agency"}),
    ],
)
def test_a_request_that_several_agencies_answer_is_held_against_the_row_of_the_same_agency(book, row, wrong):
    feedback = table("feedback", ANSWERS, row)
    assert {one for one in ("request-agency", "request-replied") if told_by(book, one, SPLIT, feedback)} == wrong


CLAIMS = {
    "one": {"table": "evaluation", "key": ["單位"], "column": "參加資料開放應用獎件數"},
    "other": {"table": "applications", "key": ["機關"]},
    "match": "name",
}


@pytest.mark.parametrize(("claimed", "listed"), [("2", "2"), ("0", "0"), ("", "0"), ("", "1")])
def test_a_unit_claims_what_is_listed_or_nothing(claimed, listed):
    entries = table("applications", "機關", *["工務局"] * int(listed), "別的機關")
    assert not found(
        "claims", table("evaluation", "單位,參加資料開放應用獎件數", f"海港市工務局,{claimed}"), entries, **CLAIMS
    )


@pytest.mark.parametrize(("claimed", "listed"), [("1", "2"), ("2", "0"), ("0", "1")])
def test_who_is_not_listed_is_listed_with_none(claimed, listed):
    entries = table("applications", "機關", *["工務局"] * int(listed), "別的機關")
    (wrong,) = found(
        "claims", table("evaluation", "單位,參加資料開放應用獎件數", f"海港市工務局,{claimed}"), entries, **CLAIMS
    )
    assert (wrong.one.printed, wrong.other.printed) == (claimed, listed)
    assert wrong.other.tree["operator"] == "count"


def test_a_total_of_an_earlier_meeting_is_counted_again_by_the_days_of_the_list():
    sides = {
        "one": {"table": "history", "key": ["統計日"], "column": "數值"},
        "other": {"table": "catalogue", "column": "上架日期"},
    }
    list_ = table("catalogue", "上架日期", "108-01-01", "108-02-01", "109-01-01")
    history = table("history", "統計日,數值", "108-12-31,2", "109-12-31,4")
    (wrong,) = found("told", history, list_, **sides)
    assert (wrong.one.printed, wrong.other.printed) == ("4", "3")
    assert not found("told", history, table("catalogue", "上架日期", "108-01-01", ""), **sides)


def test_after_some_disagreements_the_rest_are_counted_with_their_rows():
    sides = {
        "one": {"table": "plan", "key": ["資料集名稱"]},
        "other": {"table": "catalogue", "key": ["資料集名稱"]},
    }
    plan = table("plan", "資料集名稱", *(f"第{n}項" for n in range(MOST + 3)))
    *told, rest = found("listed", plan, table("catalogue", "資料集名稱", "別的"), **sides)
    assert len(told) == MOST and rest.id == "i/more"
    assert rest.one.printed == "3" and rest.rows[0].numbers == (7, 8, 9)


def test_the_convener_on_the_cover_is_the_one_of_the_list():
    side = {"table": "members", "key": ["身分"], "column": "姓名"}
    identity = Identity(id="i", kind="cover", severity="warning", says="應相同。", one=side)
    book = Identities(title="t", source="s", identities=[identity])

    def told(name: str) -> list[str]:
        whole = document(tables=[table("members", "身分,姓名", f"召集人,{name}", "民間代表,乙小美")])
        details = ((Line.of("召集人"), Line.of("甲大明　副市長")), (Line.of("時間"), Line.of("14:00")))
        cover = dataclasses.replace(whole.meeting, details=details)
        return [one.text() for one in reconcile.reconcile(whole.with_(meeting=cover), book)[0]]

    assert not told("甲大明") and not told("")
    assert told("甲小明") == ["members.csv 第 2 列「姓名」為 甲小明，封面為 甲大明　副市長。應相同。"]


HALF = {
    "one": {"table": "resolutions", "key": ["決議編號"], "column": "辦理情形"},
    "other": {"table": "plan", "key": ["預計開放日期"], "column": "實際開放日期"},
}
PLAN = table("plan", "預計開放日期,實際開放日期", "109-01-31,109-01-30", "109-06-30,109-07-01", "109-07-31,")


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("109 年上半年 2 項已登載", None),
        ("109 年上半年 1 項如期完成", None),
        ("109年度上半年３項已登載", "2"),
        ("109 年上半年 2 項如期完成", "1"),
        ("109 年 7 項已登載", None),
        ("2020 年上半年 2 項已登載", None),
        ("2020 年上半年 3 項已登載", "2"),
        ("12109 年上半年 3 項已登載", None),
        ("108 年上半年 3 項已登載", None),
        ("109 年上半年 3 個單位於 1 個月內登載", None),
        ("109 年上半年 3 個資料集已登載", "2"),
    ],
)
def test_the_items_of_a_half_year_that_a_resolution_tells_are_those_of_the_plan(says, expected):
    told = found("half-year", table("resolutions", "決議編號,辦理情形", f"二,{says}"), PLAN, **HALF)
    assert [one.other.printed for one in told] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("due", "says", "is_found"),
    [
        ("109-11-30", "最遲 11 月 30 日完成", False),
        ("109-10-30", "最遲 11 月 30 日完成", True),
        ("109-11-30", "最遲 110 年 11 月 30 日完成", True),
        ("109-11-30", "見 109-11-30 的函", False),
        ("109-11-30", "儘速完成", False),
        ("", "最遲 11 月 30 日完成", False),
    ],
)
def test_a_date_is_one_of_those_that_its_sentence_tells(due, says, is_found):
    side = {"table": "resolutions", "key": ["期限"], "texts": ["決議內容"]}
    assert bool(found("days", table("resolutions", "期限,決議內容", f"{due},{says}"), one=side)) is is_found


@pytest.mark.parametrize(
    ("identity", "says", "is_found"),
    [
        ("due-as-handled", "109年7月24日召開研商會議，刻正彙整", False),
        ("due-as-handled", "109年7月24日會議前次決議完成", False),
        ("due-as-handled", "將於 11 月 30 日完成", True),
        ("due-as-handled", "預計109年11月30日以前登載", True),
        ("due-as-handled", "最遲 11 月 30 日登載", True),
        ("due-as-handled", "10月31日前登載", False),
        ("due-as-handled", "第一階段已於7月24日完成，其餘續辦", False),
        ("done-as-handled", "7月24日辦理完成", True),
        ("done-as-handled", "依11月30日前完成之期限辦理", False),
        ("done-as-handled", "7月24日函請各機關完成", False),
    ],
)
def test_a_day_of_a_meeting_or_a_letter_is_neither_a_deadline_nor_a_day_of_completion(book, identity, says, is_found):
    done = "109-10-31" if identity == "done-as-handled" else ""
    rows = table("resolutions", "會議,決議編號,期限,完成日期,辦理情形", f"5-1,一,109-10-31,{done},{says}")
    assert bool(told_by(book, identity, rows)) is is_found


def test_a_state_is_not_contrary_to_its_sentence():
    side = {
        "table": "resolutions",
        "key": ["決議編號"],
        "column": "辦理狀態",
        "texts": ["辦理情形"],
        "where": [{"column": "辦理狀態", "among": ["完成"]}, {"column": "辦理情形", "contains": ["尚未"]}],
    }
    rows = table(
        "resolutions", "決議編號,辦理狀態,辦理情形", "一,完成,尚未辦理", "二,完成,已辦理", "三,未完成,尚未辦理"
    )
    (wrong,) = found("contrary", rows, one=side)
    assert (wrong.one.printed, wrong.other.printed) == ("完成", "尚未辦理")
    assert not found("contrary", table("resolutions", "決議編號,辦理狀態", "一,完成"), one=side)


@pytest.mark.parametrize(
    ("state", "says", "wrong"),
    [
        ("完成", "尚未辦理", "done-and-unfinished"),
        ("完成", "業經各機關辦理，後續持續維護", ""),
        ("完成", "辦理完成，後續持續維護", ""),
        ("持續", "已如期完成", "unfinished-and-done"),
        ("持續", "已於 7 月 24 日召開研商會議", ""),
        ("持續", "已配合決議修正", ""),
    ],
)
def test_a_step_that_was_taken_is_no_completion(book, state, says, wrong):
    rows = table("resolutions", "會議,決議編號,辦理狀態,辦理情形", f"5-1,一,{state},{says}")
    both = ("done-and-unfinished", "unfinished-and-done")
    assert [one for one in both if told_by(book, one, rows)] == ([wrong] if wrong else [])


def test_formats_in_another_order_or_beside_others_are_the_same_and_a_dataset_that_is_not_tested_has_no_mark(book):
    plan = table(
        "plan", "機關,資料集名稱,檔案格式,實際開放日期", "甲署,雨量,CSV;JSON,109-01-01", "甲署,水位,CSV;XML,109-01-01"
    )
    columns = "資料集識別碼,提供機關,資料集名稱,檔案格式,品質檢測"
    listed = table("catalogue", columns, "7,甲署,雨量,JSON；CSV,無(白名單)", "8,甲署,水位,JSON;CSV,金")
    assert len(told_by(book, "opened-in-formats", plan, listed)) == 1
    assert told_by(book, "mark-of-dataset", listed, TESTS) == ["mark-of-dataset/8"]


PRIZES = {
    "one": {"table": "events", "key": ["日期"], "texts": ["講者及主題", "說明"]},
    "other": {"table": "competition", "column": "得獎"},
}


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("金、銀得獎作品分享", "銅獎及區塊鏈獎團隊分享", True),
        ("金、銀得獎作品分享", "金獎與銀獎的團隊", False),
        ("銅、區塊鏈創新應用獎得獎團隊", "區塊鏈獎及銅獎", False),
        ("得獎團隊分享", "金獎及銀獎", False),
        ("獎金由黃金公司提供", "金獎及銀獎", False),
    ],
)
def test_the_speakers_of_an_event_won_the_same_prizes_wherever_it_is_told(one, other, is_found):
    events = table("events", "日期,講者及主題,說明", f"109-07-24,{one},", f"109-07-24,,{other}")
    prizes = table("competition", "得獎", "金獎", "區塊鏈創新應用獎", "")
    assert bool(found("prizes", events, prizes, **PRIZES)) is is_found
    same_row = table("events", "日期,講者及主題,說明", f"109-07-24,{one},{other}")
    assert bool(found("prizes", same_row, prizes, **PRIZES)) is is_found
    two_days = table("events", "日期,講者及主題,說明", f"109-07-24,{one},", f"109-07-25,,{other}")
    assert not found("prizes", two_days, prizes, **PRIZES)


def test_one_sentence_that_tells_what_two_pages_print_is_asked_about():
    prizes = table("competition", "得獎", "金獎", "區塊鏈創新應用獎")
    both = table("events", "日期,說明", "109-07-24,第 10 頁載為金、銀得獎作品；第 78 頁載為銅獎及區塊鏈獎團隊")
    (wrong,) = found("prizes", both, prizes, **PRIZES)
    assert (wrong.one.printed, wrong.other.printed) == ("金獎、銀獎", "區塊鏈獎、銅獎")
    assert not found("prizes", table("events", "日期,說明", "109-07-24,金獎為甲隊，銀獎為乙隊"), prizes, **PRIZES)


def test_Q05_one_cell_that_says_two_things_is_told_as_one_cell():
    cell = "events.csv 第 11 列「說明」"
    wrong = Disagreement("i/11", "warning", "應相同。", Side(cell, "金獎、銀獎"), Side(cell, "銅獎"), of_inputs=True)
    (told,) = to_be_asked([wrong])
    assert "one cell says different things" in told.what and "Correct that cell" in told.todo
