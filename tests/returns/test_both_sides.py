"""What both sides hold: the secretariat's list keeps its rows, a return answers them, and what differs is told with both values."""

from datetime import date

import pandas as pd
import pytest

from reportlib import language
from reportlib.commands.returns import apply_inputs, inputs_to_name
from reportlib.errors import ConfigError, InputError
from reportlib.records import inputs as records_inputs, kept_lists
from reportlib.records.records import Records
from reportlib.returns import accepted, followed_up
from tests.support.desk import PARAMS, book

REQUESTS = ("編號", "標題", "機關", "處理情形", "理由", "提出日期", "回復日期")
REPLIES = ("編號", "標題", "提出日期", "處理情形", "理由", "預計開放日期", "回復日期", "回復內容")
COUNTS = ("抽檢資料集數", "抽檢合格數", "應辦工作項數", "如期完成項數")


def asked_for(desk, table, named="", **lists):
    """The desk of a meeting that asks for one table, with the secretariat's lists by the names of their files."""
    inputs = f"agencies.csv, {named}" if named else "agencies.csv"
    text = PARAMS.replace("publishers: agencies.csv", f"publishers: {inputs}").replace(
        "[plan, evaluation]", f"[{table}]"
    )
    (desk.root / "params" / "m-6-1.yaml").write_text(text, "utf-8")
    for name, rows in lists.items():
        desk.say(f"{name}.csv", "".join(",".join(row) + "\n" for row in rows))
    return desk


def use_accepted(desk):
    """What ``packet intake --apply`` does at its end."""
    apply_inputs(desk.root / "params" / "m-6-1.yaml", inputs_to_name(desk.meeting))


def read_back(desk, kind):
    path = getattr(desk.meeting.params.inputs, records_inputs.FILES[kind])
    return records_inputs.read(kind, path, desk.meeting)


LIST = [
    REQUESTS,
    ("R-1", "水位", "水利署", "未回復", "", "109-07-01", ""),
    ("R-2", "油價", "能源局", "未回復", "", "109-07-02", ""),
    ("R-3", "公報", "經濟部", "已開放", "", "109-07-03", "109-07-09"),
]


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "zh")


def test_a_request_that_nobody_has_answered_yet_stays_on_the_list(desk):
    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=LIST)
    desk.put("水利署.csv", ("R-1", "水位", "109-07-01", "預計開放", "", "109-12-31", "109-07-05", ""), header=REPLIES)
    found = desk.take()
    accepted.publish(found)
    assert found.errors == () and found.warnings == ()
    use_accepted(desk)
    again = read_back(desk, "requests").frame
    assert list(again["request_id"]) == ["R-1", "R-2", "R-3"] and list(again["outcome"]) == [
        "預計開放",
        "未回復",
        "已開放",
    ]
    assert again["planned_on"].iloc[0] == date(2020, 12, 31) and list(again["agency_short"])[2] == "經濟部本部"


@pytest.mark.parametrize("name", ["民間需求 (1).xlsx", "requests-coded.csv"])
def test_the_next_intake_starts_from_the_same_list_whatever_it_is_called(desk, name):
    path = desk.data / name
    if name.endswith(".csv"):
        desk.say(name, "".join(",".join(row) + "\n" for row in LIST))
    else:
        path.write_bytes(book({"需求": LIST}))
    asked_for(desk, "replies", f'requests: "../data/m-6-1/{name}"')
    accepted.publish(desk.take())
    use_accepted(desk)
    desk.put("水利署.csv", ("R-1", "水位", "109-07-01", "已開放", "", "", "109-07-05", ""), header=REPLIES)
    accepted.publish(desk.take())
    assert list(read_back(desk, "requests").frame["outcome"]) == ["已開放", "未回復", "已開放"]
    assert inputs_to_name(desk.meeting) == {}


def test_F20_a_list_that_is_gone_stops_the_intake_and_nothing_is_made_without_it(desk):
    asked_for(desk, "replies", "requests: ../data/m-6-1/own.csv", own=LIST)
    accepted.publish(desk.take())
    use_accepted(desk)
    (desk.data / "own.csv").unlink()
    with pytest.raises(ConfigError) as caught:
        desk.take()
    assert caught.value.problems[0].code == "F20" and "own.csv" in str(caught.value)


def test_F19_a_list_that_changed_after_the_intake_is_told_before_a_build(desk):
    from reportlib.build.inputs import read_all

    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=LIST)
    accepted.publish(desk.take())
    assert list(kept_lists.changed_since_intake(desk.meeting)) == []  # the list itself is built from
    use_accepted(desk)
    assert list(kept_lists.changed_since_intake(desk.meeting)) == []
    asked_for_text = "".join(
        ",".join(row) + "\n" for row in (*LIST, ("R-4", "x", "能源局", "未回復", "", "109-08-01", ""))
    )
    desk.say("requests.csv", asked_for_text)
    with pytest.raises(InputError) as caught:
        read_all(desk.meeting)
    assert [(one.code, one.file) for one in caught.value.problems] == [("F19", "requests.csv")]


def test_a_record_of_lists_that_leads_out_of_the_project_is_not_followed(desk):
    asked_for(desk, "replies", "requests: ../data/m-6-1/accepted/replies.csv")
    (desk.data / "accepted").mkdir()
    (desk.data / "accepted" / "own-lists.json").write_text(
        '{"requests": {"file": "../../../../etc/passwd", "sha256": ""}, "plan": [1], "evaluation": null}', "utf-8"
    )
    assert kept_lists.kept("requests", desk.meeting) is None


def test_I07_what_the_secretariat_gave_and_what_the_unit_answered_are_each_told_with_both_values(desk):
    rows = [REQUESTS, ("R-1", "水位", "水利署", "無法開放", "個資", "109-07-01", "109-07-05")]
    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=rows)
    desk.put("水利署.csv", ("R-1", "流量", "109-07-01", "已開放", "", "", "109-07-06", ""), header=REPLIES)
    found = desk.take()
    assert [(one.code, one.level, one.header, one.value) for one in found.findings] == [
        ("I07", "warning", "標題", "流量"),
        ("I07", "warning", "處理情形", "已開放"),
        ("I07", "warning", "回復日期", "109-07-06"),
    ]
    assert all(word in found.findings[0].what for word in ("水位", "流量", "requests.csv", "採計清單的"))
    assert all(word in found.findings[1].what for word in ("無法開放", "已開放", "採計回報的"))
    assert not any(one.is_for_the_unit for one in found.findings) and accepted.marked_copies(found) == {}
    accepted.publish(found)
    use_accepted(desk)
    (row,) = read_back(desk, "requests").frame.to_dict("records")
    assert (row["title"], row["outcome"], row["reason"]) == (
        "水位",
        "已開放",
        None,
    )  # the reason was that of the other answer


@pytest.mark.parametrize("other", ["流量", "水位"])
def test_parts_of_one_request_that_the_list_has_in_several_rows_are_answered_each(desk, other):
    rows = [
        REQUESTS,
        ("R-1", "水位", "水利署", "未回復", "", "109-07-01", ""),
        ("R-1", other, "水利署", "未回復", "", "109-07-02", ""),
    ]
    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=rows)
    first = ("R-1", "水位", "109-07-01", "無法開放", "個資", "", "109-07-05", "")
    second = ("R-1", other, "109-07-02", "已開放", "", "", "109-07-05", "")
    desk.put("水利署.csv", *((second, first) if other == "流量" else (first, second)), header=REPLIES)
    found = desk.take()
    assert found.findings == ()
    accepted.publish(found)
    use_accepted(desk)
    assert list(read_back(desk, "requests").frame["outcome"]) == ["無法開放", "已開放"]


def test_I07_a_request_comes_back_in_no_more_rows_than_the_list_has(desk):
    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=LIST)
    answer = ("R-1", "水位", "109-07-01", "已開放", "", "", "109-07-05")
    desk.put("水利署.csv", (*answer, "甲"), (*answer, "乙"), header=REPLIES)
    assert {(one.code, one.row) for one in desk.take().errors} == {("I07", 2), ("I07", 3)}


def test_what_a_unit_planned_and_does_not_send_again_stays_planned_and_a_day_that_moved_is_told(desk):
    plan = [
        ("編號", "機關", "資料集名稱", "服務分類", "預計開放日期", "實際開放日期"),
        ("甲-1", "水利署", "河川水位", "公共資訊", "109-09-30", ""),
        ("甲-2", "水利署", "水庫蓄水", "公共資訊", "109-10-31", "109-10-01"),
        ("乙-1", "能源局", "油價", "", "109-09-30", ""),
    ]
    asked_for(desk, "plan", "plan: ../data/m-6-1/plan.csv", plan=plan)
    header = ("編號", "資料集名稱", "服務分類", "預計開放日期", "實際開放日期")
    desk.put(
        "水利署.csv",
        ("甲-1", "河川水位", "", "109-12-31", ""),
        ("甲-2", "水庫蓄水", "公共資訊", "109-10-31", ""),
        ("甲-3", "雨量", "公共資訊", "109-11-30", ""),
        header=header,
    )
    found = desk.take()
    said = {(one.code, one.row, one.header) for one in found.warnings}
    assert said == {("I07", 2, "服務分類"), ("I07", 2, "預計開放日期"), ("I07", 3, "實際開放日期")}
    accepted.publish(found)
    use_accepted(desk)
    again = read_back(desk, "plan").frame
    assert list(again["plan_id"]) == ["甲-1", "甲-2", "乙-1", "甲-3"]
    assert list(again["planned_on"])[:3] == [date(2020, 12, 31), date(2020, 10, 31), date(2020, 9, 30)]
    assert again["opened_on"].iloc[1] == date(2020, 10, 1) and again["category"].iloc[0] == "公共資訊"


def test_figures_of_a_unit_that_has_not_sent_any_stay_and_a_blank_erases_none(desk):
    rows = [("單位", *COUNTS), ("水利署", "5", "4", "3", "3"), ("能源局", "9", "9", "2", "1")]
    asked_for(desk, "evaluation", "evaluation: ../data/m-6-1/evaluation.csv", evaluation=rows)
    desk.put("水利署.csv", (6, "", 3, 3), header=COUNTS)
    found = desk.take()
    assert [(one.code, one.header) for one in found.warnings] == [("I07", "抽檢資料集數"), ("I07", "抽檢合格數")]
    accepted.publish(found)
    use_accepted(desk)
    again = read_back(desk, "evaluation").frame
    assert again[["sampled", "sample_passed"]].values.tolist() == [[6, 4], [9, 9]]


# -- resolutions -----------------------------------------------------------------------------------------------------------

ORIGIN = {"來源檔案": "f.csv", "來源工作表": "", "來源列": "2", "更正": ""}


def progress(*rows):
    known = {"meeting": "5-2", "number": "一", "subject": "甲", "decision": None, "owner": None, "due_on": None}
    return pd.DataFrame([known | ORIGIN | row for row in rows]).astype(object)


def resolutions(*rows):
    frame = pd.DataFrame([{"meeting": "5-2", "number": "一", "subject": "甲", "handling": None} | row for row in rows])
    frame = frame.astype(object)
    return Records(frame.where(frame.notna(), None), "resolutions", "r.csv", "", "utf-8", 1, {}, "0" * 64)


DONE = {"done_on": date(2020, 10, 1), "proposal": "解除列管"}
OPEN = {"done_on": None, "proposal": "建議繼續列管"}


def test_several_units_are_each_named_before_their_words_and_it_is_done_when_all_are():
    said = progress({"unit": "水利署", "handling": "已辦"} | DONE, {"unit": "能源局", "handling": "辦理中"} | OPEN)
    kept = resolutions({"owner": "各單位"}, {"number": "二", "owner": "水利署", "released_by": "5-2"})
    first, second = followed_up.merged(said, kept, lambda owner: ["水利署", "能源局"])
    assert first["handling"] == "水利署：已辦；能源局：辦理中" and first["owner"] == "各單位"
    assert (first["proposal"], first["done_on"], first["來源檔案"]) == ("建議繼續列管", None, "f.csv")
    assert second["released_by"] == "5-2" and second["handling"] is None


def test_words_that_were_given_to_several_units_come_back_once():
    said = progress(*({"unit": unit, "handling": "配合辦理"} | DONE for unit in ("水利署", "能源局", "商業司")))
    kept = resolutions({"owner": "各單位", "handling": "配合辦理"})
    (one,) = followed_up.merged(said, kept, lambda owner: ["水利署", "能源局", "商業司"])
    assert one["handling"] == "配合辦理"
    said = progress(
        {"unit": "水利署", "handling": "配合辦理"} | DONE,
        {"unit": "能源局", "handling": "已完成 3 項"} | DONE,
        {"unit": "商業司", "handling": "已完成 3 項"} | DONE,
    )
    (one,) = followed_up.merged(said, kept, lambda owner: ["水利署", "能源局", "商業司"])
    assert one["handling"] == "配合辦理；能源局、商業司：已完成 3 項"


def test_a_resolution_is_not_done_while_one_of_its_owners_has_not_answered():
    said = progress({"unit": "水利署", "handling": "已辦"} | DONE)
    kept = resolutions({"owner": "各單位", "handling": "各單位辦理中", "proposal": "建議繼續列管"})
    (one,) = followed_up.merged(said, kept, lambda owner: ["水利署", "能源局"])
    assert (one["done_on"], one["proposal"]) == (None, "建議繼續列管")
    assert one["handling"] == "各單位辦理中；水利署：已辦"
    (alone,) = followed_up.merged(said, kept, lambda owner: ["水利署"])
    assert (alone["done_on"], alone["proposal"], alone["handling"]) == (date(2020, 10, 1), "建議解除列管", "已辦")


@pytest.mark.parametrize(
    ("said", "proposal", "told"),
    [
        ([DONE, DONE], None, "2 個單位建議解除列管，尚缺 1 個單位"),
        ([{"proposal": None, "done_on": None}], None, "尚缺 3 個單位"),
        ([DONE, OPEN], "建議繼續列管", None),
        ([DONE, DONE, DONE], "建議解除列管", None),
    ],
)
def test_while_owners_have_not_answered_it_is_said_what_the_others_propose(said, proposal, told):
    units = ("水利署", "能源局", "商業司")
    rows = progress(*({"unit": unit, "handling": "已辦"} | one for unit, one in zip(units, said, strict=False)))
    (one,) = followed_up.merged(rows, resolutions({"owner": "各單位"}), lambda owner: units)
    assert (one["proposal"], one["proposal_said"]) == (proposal, told)


def test_what_is_reported_on_a_released_resolution_changes_nothing():
    kept = resolutions({"owner": "水利署", "released_by": "6-1"})
    (one,) = followed_up.merged(
        progress({"unit": "水利署", "handling": "已辦"} | DONE), kept, lambda owner: ["水利署"], lambda row: True
    )
    assert (one["released_by"], one["handling"]) == ("6-1", None)


def test_a_resolution_that_only_a_unit_knows_comes_after_those_of_the_list():
    found = followed_up.merged(progress({"unit": "水利署", "number": "九", "handling": "已辦"} | DONE), None)
    assert [(one["number"], one["owner"], one["handling"]) for one in found] == [("九", "水利署", "已辦")]


# -- what the secretariat itself wrote ---------------------------------------------------------------------------------------


def test_a_unit_that_leaves_a_row_as_it_was_given_is_told_nothing_of_it(desk):
    plan = [
        ("編號", "機關", "資料集名稱", "更新頻率", "預計開放日期"),
        ("甲-1", "水利署", "河川水位", "偶爾", "109-03-31"),
        ("甲-2", "水利署", "河川水位", "每1月", "109-12-31"),
    ]
    asked_for(desk, "plan", "plan: ../data/m-6-1/plan.csv", plan=plan)
    header = ("編號", "資料集名稱", "更新頻率", "預計開放日期", "實際開放日期")
    first, second = ("甲-1", "河川水位", "偶爾", "109/3/31", ""), ("甲-2", "河川水位", "每1月", "109/12/31", "")
    desk.put("水利署.csv", first, second, header=header)
    found = desk.take()
    assert found.findings == () and found.board["水利署", "plan"].rows == 2
    desk.put("水利署.csv", (*first[:4], "109/10/1"), second, header=header)
    assert desk.take().findings == ()  # what it fills in beside does not make the rest its own


def test_what_a_unit_changes_in_a_row_that_it_was_given_is_its_own(desk):
    rows = [REQUESTS, ("R-1", "水位", "水利署", "無法開放", "", "109-07-01", "109-07-05")]
    asked_for(desk, "replies", "requests: ../data/m-6-1/requests.csv", requests=rows)
    given = ("R-1", "水位", "109/7/1", "無法開放", "", "", "109/7/5", "")
    desk.put("水利署.csv", given, header=REPLIES)
    assert desk.take().findings == ()  # the list says no reason either
    desk.put("水利署.csv", (*given[:3], "預計開放", *given[4:]), header=REPLIES)
    assert [one.code for one in desk.take().errors] == ["L11"]  # a promise wants a day
    desk.put("水利署.csv", ("R-1", "水位", "109/7/9", *given[3:]), header=REPLIES)
    assert [(one.code, one.header) for one in desk.take().errors] == [("V07", "回復日期")]  # now before the request


def test_figures_that_were_given_are_not_held_against_the_unit(desk):
    asked_for(
        desk,
        "evaluation",
        "evaluation: ../data/m-6-1/evaluation.csv",
        evaluation=[("單位", *COUNTS), ("水利署", "5", "6", "3", "3")],
    )
    desk.put("水利署.csv", (5, 6, 3, 3), header=COUNTS)
    assert desk.take().findings == ()
    desk.put("水利署.csv", (4, 6, 3, 3), header=COUNTS)
    assert [one.code for one in desk.take().errors] == ["V18"]
