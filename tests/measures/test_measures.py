"""Measures on small tables: what is counted, what is left out, and what is said where the source is silent."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib.display import tables
from reportlib.errors import InputError
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED
from reportlib.measures import evaluation, feedback, inventory, quality, requests
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records

NEW_YEAR, MAY, OCTOBER = date(2020, 1, 1), date(2020, 5, 31), date(2020, 10, 31)


def records(kind, /, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(
        frame, kind, f"{kind}.csv", "", "utf-8", 1, {"read": len(frame) + 1, "used": len(frame), "header": 1}, "0" * 64
    )


@pytest.fixture
def meeting(root, tmp_path):
    """Two evaluated units, 甲 and 乙, and 丙 that is not; the repository's rulebooks."""
    register = tmp_path / "agencies.csv"
    register.write_text(
        "name,short,aliases,kind,evaluated,successor\n甲局,甲,,局,是,\n乙局,乙,,局,是,\n丙部,丙,,部,,\n", "utf-8"
    )
    rules = root / "params" / "rules"
    params = SimpleNamespace(
        path=tmp_path / "m.yaml",
        inputs=SimpleNamespace(publishers=register),
        other_publishers="refuse",
        numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=","),
        as_of=SimpleNamespace(
            inventory=OCTOBER,
            previous_inventory=date(2019, 12, 31),
            gold_series=(MAY, OCTOBER),
            platinum=OCTOBER,
            oas=OCTOBER,
            award=MAY,
        ),
        periods=SimpleNamespace(requests=(date(2020, 6, 1), OCTOBER), feedback=(NEW_YEAR, OCTOBER)),
        reply_limit=SimpleNamespace(days=14, count="calendar", holidays=()),
        rulebooks=SimpleNamespace(
            stars=rules / "star-ratings.yaml",
            marks=rules / "quality-marks.yaml",
            outcomes=rules / "request-outcomes.yaml",
            evaluation=rules / "evaluation-110.yaml",
            award=rules / "gold-award.yaml",
            categories=None,
        ),
        declared={},
    )
    return Meeting(params)


def catalogue(**more):
    columns = {
        "dataset_id": ["1", "2", "3", "A4"],
        "title": ["一", "二", "三", "四"],
        "publisher_short": ["甲", "甲", "乙", "丙"],
        "listed_on": [date(2014, 1, 1), date(2019, 3, 1), NEW_YEAR, date(2020, 12, 1)],
    }
    return records("catalogue", **(columns | more))


def printed(breakdown):
    return {key: fact.printed for key, fact in breakdown.parts.items()}


# -- inventory -----------------------------------------------------------------------------------------------------------


def test_datasets_listed_after_the_as_of_date_are_not_counted_and_that_is_said(meeting):
    assert inventory.total(catalogue(), meeting).printed == "3"
    assert "清單中另有 1 項於統計日後上架，未計入" in inventory.summary(catalogue(), meeting).as_text()


def test_growth_is_what_was_listed_since_the_last_period(meeting):
    assert inventory.growth(catalogue(), meeting).printed == "1"
    assert printed(inventory.growth_by_publisher(catalogue(), meeting)) == {"甲": "0", "乙": "1"}


def test_datasets_without_a_category_are_a_part_of_their_own(meeting):
    found = inventory.by_category(catalogue(category=["公共資訊", None, "公共資訊", "公共資訊"]), meeting)
    assert printed(found) == {"公共資訊": "2", "未填分類": "1"}


def test_a_dataset_without_a_listing_date_is_on_the_list(meeting):
    found = catalogue(listed_on=[None, date(2019, 3, 1), NEW_YEAR, date(2020, 12, 1)])
    assert inventory.total(found, meeting).printed == "3"
    assert printed(inventory.by_year(found, meeting)) == {"108 年": "1", "109 年": "1", "未載日期": "1"}


def test_the_star_rating_is_the_best_of_a_datasets_formats(meeting):
    found = inventory.by_stars(catalogue(formats=[("CSV", "PDF"), ("PDF",), ("KML",), ("CSV",)]), meeting)
    assert {key: text for key, text in printed(found).items() if text != "0"} == {
        "3 星": "1",
        "1 星": "1",
        "未列星等": "1",
    }


def test_every_fact_of_a_breakdown_knows_its_rows(meeting):
    found = inventory.by_publisher(catalogue(), meeting)
    assert {key: fact.rows[0].ranges() for key, fact in found.parts.items()} == {"甲": "2-3", "乙": "4"}


# -- quality ---------------------------------------------------------------------------------------------------------------


def register(*events):
    ids, days, marks = zip(*events, strict=True)
    return records("quality", dataset_id=ids, tested_on=days, mark=marks)


def test_the_mark_in_force_on_a_day_is_that_of_the_last_test_up_to_it(meeting):
    tests = register(("2", NEW_YEAR, "銀"), ("2", date(2020, 8, 1), "金"), ("3", date(2020, 8, 1), "白金"))
    may, october = quality.gold_series(catalogue(), tests, meeting)
    assert (may.tested.printed, may.gold.printed, may.share.printed) == ("1", "0", "0%")
    assert (october.tested.printed, october.gold.printed, october.share.printed) == ("2", "2", "100%")
    assert quality.platinum_by_unit(catalogue(), tests, meeting).total.printed == "1"


def test_datasets_listed_before_the_rulebooks_date_and_white_listed_ones_do_not_count(meeting):
    tests = register(("1", NEW_YEAR, "金"), ("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    found = catalogue(mark=["金", "金", "無(白名單)", "金"])
    assert quality.gold_series(found, tests, meeting)[1].tested.printed == "1"


def test_a_test_that_says_not_tested_is_no_test(meeting):
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"), ("3", date(2020, 8, 1), "無(未做品檢)"))
    october = quality.gold_series(catalogue(), tests, meeting)[1]
    assert (october.tested.printed, october.gold.printed) == ("1", "1")


def test_I08_identifiers_that_differ_in_case_are_the_same_dataset(meeting):
    found = catalogue(listed_on=[NEW_YEAR] * 4)
    assert quality.gold_series(found, register(("a4", NEW_YEAR, "金")), meeting)[1].gold.printed == "1"


def test_V17_an_unknown_mark_is_refused_with_its_row(meeting):
    with pytest.raises(InputError, match="V17 quality.csv row 2"):
        quality.gold_series(catalogue(), register(("2", NEW_YEAR, "鑽石")), meeting)


def test_without_a_register_the_catalogue_gives_its_own_day_only(meeting):
    found = catalogue(mark=["金", "白金", "銀", "金"])
    may, october = quality.gold_series(found, None, meeting)
    assert (may.gold.printed, october.tested.printed, october.gold.printed) == (NOT_PROVIDED, "2", "1")


# -- requests --------------------------------------------------------------------------------------------------------------


def asked(**more):
    columns = {
        "request_id": ["1", "2", "3"],
        "title": ["甲一", "甲二", "乙一"],
        "agency_short": ["甲", "甲", "乙"],
        "outcome": ["已開放", "D. 未回覆", "C. 不對外開放"],
        "received_on": [date(2020, 7, 1), date(2020, 7, 3), date(2020, 2, 1)],
        "replied_on": [date(2020, 7, 15), None, date(2020, 2, 2)],
    }
    return records("requests", **(columns | more))


def test_requests_outside_the_period_are_left_out_and_that_is_said(meeting):
    counted = requests.counted(asked(), meeting)
    assert requests.left_out(asked(), counted, meeting).printed == "1"
    assert "來源檔案另有 1 列依規則不計" in requests.summary(asked(), counted, meeting).as_text()


def test_outcomes_go_by_the_rulebooks_names_and_subtotals_add_up(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 7, 1)] * 3, replied_on=[None] * 3), meeting)
    found = requests.by_agency_and_outcome(counted, meeting)
    assert printed(found.by_column) == {"已開放": "1", "預計開放": "0", "無法開放": "1", "未回復": "1"}
    assert printed(found.by_row) == {"甲": "2", "乙": "1"}
    assert found.cells["甲", "未回復"].printed == "1" and found.cells["乙", "已開放"].printed == "0"


def test_a_reply_on_the_last_day_of_the_limit_is_in_time(meeting):
    counted = requests.counted(asked(), meeting)
    assert [fact.printed for fact in requests.reply_days(counted, meeting).values()] == ["14", NOT_PROVIDED]
    assert [fact.printed for fact in requests.replies(counted, meeting)] == ["1", "1"]


def test_working_days_leave_out_weekends_and_holidays(meeting):
    meeting.params.reply_limit = SimpleNamespace(days=14, count="working", holidays=(date(2020, 7, 2),))
    counted = requests.counted(asked(), meeting)
    assert next(iter(requests.reply_days(counted, meeting).values())).printed == "9"


def test_without_a_limit_nothing_is_in_time_or_late(meeting):
    meeting.params.reply_limit = None
    counted = requests.counted(asked(), meeting)
    assert requests.in_time_share(counted, meeting).printed == NOT_APPLICABLE
    assert "未訂回復期限" in requests.summary(asked(), counted, meeting).as_text()


def test_V07_a_reply_before_its_request_is_refused(meeting):
    with pytest.raises(InputError, match="before the request"):
        requests.reply_days(requests.counted(asked(replied_on=[date(2020, 6, 30), None, None]), meeting), meeting)


def test_each_request_is_in_the_list_with_a_reference_to_its_details_and_has_a_page_of_its_own(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 7, 1)] * 3, replied_on=[None] * 3), meeting)
    rows = requests.list_table("x", counted).rows
    details = requests.detail_tables(counted, meeting)
    assert [str(cell) for cell in rows[0].cells] == [
        "1",
        "甲一",
        "甲",
        "已開放",
        "109-07-01",
        "〔50-requests#request/1〕",
    ]
    assert [(table.anchor, table.own_page) for table in details] == [
        ("request/1", True),
        ("request/2", True),
        ("request/3", True),
    ]
    assert "".join(str(cell) for cell, _ in details[0].message) == "甲一：甲已開放"


def test_a_request_to_several_agencies_has_an_anchor_for_each(meeting):
    counted = requests.counted(
        asked(
            request_id=["1", "1", "2"], agency_short=["甲", "乙", "乙"], received_on=[None] * 3, replied_on=[None] * 3
        ),
        meeting,
    )
    assert [table.anchor for table in requests.detail_tables(counted, meeting)] == [
        "request/1/甲/2",
        "request/1/乙/3",
        "request/2",
    ]


def test_a_field_that_no_request_gives_is_said_once_and_not_of_each(meeting):
    columns = {
        name: values
        for name, values in (
            ("request_id", ["1"]),
            ("title", ["甲一"]),
            ("agency_short", ["甲"]),
            ("outcome", ["已開放"]),
            ("reason", ["資料未數位化"]),
        )
    }
    counted = requests.counted(records("requests", **columns), meeting)
    assert requests.list_table("x", counted).note == "來源檔案未提供：提出日期、回復日期、主題、需求、回復"
    assert [str(row.cells[0]) for row in requests.detail_tables(counted, meeting)[0].rows] == [
        "編號",
        "機關",
        "處理情形",
        "理由",
    ]


def test_more_than_forty_requests_stand_one_below_the_other_and_only_in_the_document(meeting):
    ids = [str(n) for n in range(41)]
    counted = requests.counted(
        records("requests", request_id=ids, title=ids, agency_short=["甲"] * 41, outcome=["已開放"] * 41), meeting
    )
    shown = (requests.list_table("x", counted), *requests.detail_tables(counted, meeting))
    assert {(table.only, table.own_page) for table in shown} == {("document", False)}


def test_without_requests_the_list_and_the_details_say_so(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 2, 1)] * 3), meeting)
    assert requests.list_table("x", counted).as_text() == "本期沒有民間需求。"
    assert [one.as_text() for one in requests.detail_tables(counted, meeting)] == ["本期沒有民間需求。"]


# -- feedback --------------------------------------------------------------------------------------------------------------


def said(**more):
    columns = {
        "feedback_id": ["1", "2", "3", "4"],
        "kind": ["資料集評論", "我想要更多", "資料集評論", "資料集評論"],
        "agency_short": ["乙", "甲", "甲", "甲"],
        "received_on": [date(2020, 1, 2)] * 4,
        "replied_on": [date(2020, 1, 3), date(2020, 10, 31), date(2020, 11, 1), None],
    }
    return records("feedback", **(columns | more))


def test_comments_and_wishes_count_when_they_were_answered_within_the_period(meeting):
    found = feedback.answered(said(), meeting)
    assert printed(feedback.by_kind(found, meeting)) == {"我想要更多": "1", "資料集評論": "1"}
    crosstab = feedback.by_agency_and_kind(found, meeting)
    assert printed(crosstab.by_row) == {"甲": "1", "乙": "1"}
    assert crosstab.cells["甲", "資料集評論"].printed == "0"
    said_of_all, table = feedback.displays("x", found, meeting)
    assert "各機關回應民眾意見共 2 件" in said_of_all.as_text() and len(table.rows) == 3


def test_without_a_record_of_comments_that_is_said_and_nothing_is_zero(meeting):
    found = feedback.answered(None, meeting)
    assert feedback.by_kind(found, meeting).total.printed == NOT_PROVIDED
    assert NOT_PROVIDED in feedback.summary(found, meeting).as_text()
    assert len(feedback.displays("x", found, meeting)) == 1


def test_a_file_without_reply_dates_gives_no_answered_comments(meeting):
    assert (
        feedback.answered(records("feedback", feedback_id=["1"], kind=["資料集評論"], agency_short=["甲"]), meeting)
        is None
    )


# -- evaluation ------------------------------------------------------------------------------------------------------------


def test_a_publisher_that_is_not_evaluated_keeps_its_own_line_in_the_oas_table(meeting):
    oas = records(
        "oas",
        unit_short=["丙", "乙", "丙"],
        api=["a", "b", "c"],
        certified_on=[MAY, date(2020, 9, 1), date(2020, 9, 1)],
    )
    table = quality.oas_table("API", oas, meeting)
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["乙", "0", "1"],
        ["丙", "1", "2"],
        ["合計", "1", "3"],
    ]


def test_a_table_of_one_date_says_it_and_one_of_two_dates_leaves_it_to_its_columns(meeting):
    oas = records("oas", unit_short=["乙"], api=["a"], certified_on=[MAY])
    assert quality.oas_table("API", oas, meeting).note == ""
    assert (
        tables.breakdown_table("x", inventory.by_publisher(catalogue(), meeting), labels=["a"]).note
        == "統計至 109-10-31"
    )


def test_breakdowns_with_different_parts_do_not_share_a_table(meeting):
    with pytest.raises(ValueError, match="different parts"):
        tables.breakdown_table(
            "x",
            inventory.by_publisher(catalogue(), meeting),
            inventory.by_year(catalogue(), meeting),
            labels=["a", "b"],
        )


def test_a_unit_without_a_return_has_no_total_and_no_rank(meeting):
    returns = records("evaluation", unit_short=["甲"], **{key: [1] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    ranking = evaluation.rank(evaluation.EvaluationSources(catalogue(), tests, None, returns, None), meeting)
    assert {s.subject: s.total.printed for s in ranking.scores} == {"甲": "103.5", "乙": NOT_PROVIDED}
    assert (ranking.ranks["甲"].printed, ranking.ranks["乙"].printed) == ("1", NOT_PROVIDED)
    assert [t.caption for t in evaluation.explanation_tables(ranking)] == [
        "甲得分說明（第 1 名）",
        f"乙得分說明（總分{NOT_PROVIDED}）",
    ]


def test_units_with_equal_totals_share_a_rank(meeting):
    returns = records("evaluation", unit_short=["甲", "乙"], **{key: [0, 0] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    ranking = evaluation.rank(evaluation.EvaluationSources(catalogue(), tests, None, returns, None), meeting)
    assert [fact.printed for fact in ranking.ranks.values()] == ["1", "1"]
