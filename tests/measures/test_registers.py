"""The register of themes, the checklists by quarter, events with holders and speakers, and what is asked and answered again."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import checklist, exchanges, feedback, promotion, requests, themes
from reportlib.meeting import yaml_models
from reportlib.meeting.plan_rules import QuarterlyCheck
from reportlib.meeting.quarters import Quarter, quarter_in
from tests.support.two_units import MAY, OCTOBER, catalogue, records

# -- quarters


@pytest.mark.parametrize(
    "text",
    [
        "109年第3季",
        "109 年第三季",
        "１０９年度第３季",
        "109Q3",
        "2020Q3",
        "2020年第3季",
        "各單位提送109年第3季檢核表",
        "109-Q3",
    ],
)
def test_a_quarter_is_read_however_it_is_written(text):
    assert quarter_in(text) == Quarter(2020, 3)


@pytest.mark.parametrize(
    "text", ["", "第3季", "109年", "109年第5季", "109年第3季及第4季、109年第4季", "1090年第3季", "下半年"]
)
def test_what_names_no_quarter_or_two_is_none(text):
    assert quarter_in(text) is None


@given(st.dates(date(1912, 1, 1), date(2100, 12, 31)))
def test_the_label_of_a_quarter_names_it(day):
    assert quarter_in(Quarter.of(day).label) == Quarter.of(day)


# -- themes


def register(**more):
    columns = {
        "unit_short": ["甲", "甲", "丙", "甲"],
        "theme": ["水", "水", "港", "山"],
        "dataset_id": ["1", "2", "A4", None],
    }
    return records("themes", unit=["甲局", "甲局", "丙部", "甲局"], **(columns | more))


def test_themes_units_datasets_and_services_are_counted_each_once(meeting):
    found = themes.of(register(service=["圖", "圖", None, "圖"]), catalogue(), meeting)
    numbers = (found.units, found.themes, found.datasets, found.services, found.opened)
    assert [fact.printed for fact in numbers] == ["2", "3", "3", "1", "2"]  # A4 is not on the list yet
    assert found.without == ("乙",)
    assert "尚未登記的受評單位 1 個：乙" in themes.summary(found).as_text()


def test_a_register_without_datasets_or_services_says_so(meeting):
    bare = records("themes", unit=["甲局"], unit_short=["甲"], theme=["水"])
    found = themes.of(bare, catalogue(), meeting)
    assert {fact.printed for fact in (found.datasets, found.services, found.opened)} == {NOT_PROVIDED}
    assert [[str(cell) for cell in row.cells] for row in themes.table("表", found, meeting).rows] == [
        ["甲", "水", NOT_PROVIDED, "—"]
    ]


# -- checklists


@pytest.fixture
def checking(meeting, root):
    """The meeting with the repository's rulebook of quarterly checks."""
    book = yaml_models.read_model(QuarterlyCheck, root / "params" / "rules" / "checklist.yaml")
    meeting.params.rulebooks.checklist = root / "params" / "rules" / "checklist.yaml"
    assert meeting.quarterly_check == book
    return meeting


def checks(*rows):
    names = ("quarter", "publisher_short", "dataset_id", "link_works", "updated_in_time", "returned_on")
    return records("checklist", **dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


SENT = (
    ("109年第2季", "甲", "1", "是", "是", date(2020, 6, 15)),
    ("109年第2季", "乙", "3", "是", "否", date(2020, 6, 16)),
    ("109Q3", "甲", "1", "否", "是", date(2020, 9, 1)),
    ("109年第3季", "甲", "2", "是", "是", date(2020, 9, 1)),
    ("110年第1季", "甲", "1", "是", "是", None),
)


def test_a_checklist_is_counted_by_unit_and_quarter(checking):
    found = checklist.of(checks(*SENT), catalogue(), checking)
    assert found.quarters == (Quarter(2020, 2), Quarter(2020, 3))  # the other is not over
    assert found.missing(Quarter(2020, 2)) == () and found.missing(found.last) == ("乙",)
    assert found.late == {("乙", Quarter(2020, 2))}
    every, good = checklist.checked_and_met(found, found.last, checking)
    assert (every.printed, good.printed, checklist.returned(found, found.last, checking).printed) == ("2", "1", "1")


def test_the_strip_says_what_was_met_what_is_missing_and_what_was_late(checking):
    strip = checklist.strip("各季", checklist.of(checks(*SENT), catalogue(), checking))
    assert [[str(cell) for cell in row.cells] for row in strip.rows] == [
        ["甲", "1／1", "1／2"],
        ["乙", "0／1（逾期）", "未提送"],
    ]
    assert [row.tones[1:] for row in strip.rows] == [("full", "less"), ("less", "loss")]


def test_before_a_quarter_is_due_nobody_owes_it_and_the_headline_is_of_the_quarter_before(checking):
    checking.params.as_of.inventory = date(2020, 9, 14)
    found = checklist.of(checks(*SENT), catalogue(), checking)
    assert (found.last, found.missing(Quarter(2020, 3))) == (Quarter(2020, 2), ())
    last = checklist.strip("各季", found).rows[1]
    assert (str(last.cells[2]), last.tones[2]) == ("尚未屆期", "")
    told = checklist.summary(found, checking).as_text()
    assert "109 年第三季尚未屆期（期限 109-09-15），已提送 1 個單位" in told and "未提送" not in told
    assert cells_of_series(found, checking) == ["109 年第二季", "109 年第三季（尚未屆期）"]
    checking.params.as_of.inventory = date(2020, 9, 15)
    assert checklist.of(checks(*SENT), catalogue(), checking).missing(Quarter(2020, 3)) == ("乙",)


def cells_of_series(found, meeting):
    return [str(row.cells[0]) for row in checklist.series_table("各季", found, meeting).rows]


def test_a_first_quarter_that_is_not_due_is_told_as_such(checking):
    checking.params.as_of.inventory = date(2020, 6, 1)
    found = checklist.of(checks(("109Q2", "甲", "1", "是", "是", MAY)), catalogue(), checking)
    assert "尚未屆期" in checklist.key_figures(found, checking).as_text() + checklist.summary(found, checking).as_text()
    assert found.missing(found.last) == ()


def test_the_first_day_of_a_checklist_counts_and_what_comes_later_than_the_packet_has_not_come(checking):
    corrected = (
        ("109Q2", "甲", "1", "是", "是", date(2020, 6, 15)),
        ("109Q2", "甲", "2", "是", "是", date(2020, 7, 1)),
        ("109Q3", "乙", "3", "是", "是", date(2020, 11, 1)),
        ("109Q3", "甲", "1", "是", "是", date(2020, 9, 1)),
    )
    found = checklist.of(checks(*corrected), catalogue(), checking)
    assert found.late == frozenset() and found.missing(Quarter(2020, 3)) == ("乙",)


def test_a_dataset_twice_in_a_quarter_is_refused_however_the_quarter_is_written(checking):
    twice = checks(("109Q3", "甲", "A1", "是", "是", None), ("109年第3季", "甲", "ａ1", "是", "是", None))
    with pytest.raises(InputError, match="row 2 for the same quarter"):
        checklist.check(twice)


def test_no_quarter_that_is_over_leaves_nothing_to_tell(checking):
    found = checklist.of(checks(SENT[-1]), catalogue(), checking)
    assert found is None and "沒有每季檢核紀錄" in checklist.key_figures(found, checking).as_text()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("第2季", "甲", "1", "是", "是", None), "第2季.*no quarter"),
        (("109Q2", "甲", "1", "是", "尚可", None), "尚可.*neither"),
    ],
)
def test_a_quarter_that_is_none_and_an_answer_that_is_none_are_refused(checking, row, says):
    with pytest.raises(InputError, match=says):
        checklist.of(checks(row), catalogue(), checking)


# -- events


def events(**more):
    columns = {"held_on": [date(2020, 3, 1), MAY], "kind": ["研討會"] * 2, "title": ["子", "丑"]}
    return records("events", **(columns | more))


def test_events_tell_how_they_were_held_and_who_spoke(meeting):
    given = events(mode=["線上", "實體"], speaker_names=[("王君", "李君"), None], speaker_units=[("大學", "—"), None])
    held = promotion.events_of("研討會", given, meeting)
    assert (held.online.printed, held.speakers.printed) == ("1", "2")
    assert "2 梯次（線上 1 梯次），講者 2 人次" in promotion.events_summary(given, meeting).as_text()
    assert "王君、李君\t大學、—" in promotion.speakers_table("講者", given, meeting).as_text()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"mode": ["視訊", None]}, "視訊.*no way of holding"),
        ({"speaker_names": [("王君",), None], "speaker_units": [("甲", "乙"), None]}, "1 speakers, but 2 units"),
    ],
)
def test_another_way_and_units_of_other_speakers_are_refused(meeting, more, says):
    with pytest.raises(InputError, match=says):
        promotion.events_of("研討會", events(**more), meeting)


# -- asked and answered again


def again(*rows, **more):
    names = ("case_id", "step", "said_on", "words")
    return records("exchanges", **dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), **more)


def followed(said, meeting, told=None, **more):
    """What is said of exchanges after the cases, where request 9 is told one by one and ``told`` of the comments."""
    return exchanges.displays("其他案件", said, asked(request_id=["9"], **more), told, meeting)


def test_what_is_asked_again_is_told_in_order_with_how_it_stands(meeting):
    said = again(
        ("Ａ1", "再回覆", date(2020, 8, 30), "答"),
        ("a1", "再提問", date(2020, 8, 1), "問"),
        ("a1", "再提問", date(2020, 10, 30), "再問"),
    )
    (case,) = exchanges.by_case(said, exchanges.WISHES, meeting).values()
    assert [one.label for one in case] == [
        "再提問（109-08-01，逾期）",
        "再回復（109-08-30）",
        "再提問（109-10-30，尚未再回復）",
    ]
    assert "再提問 2 次，機關再回復 1 次" in followed(said, meeting).as_text()


def test_what_was_said_after_the_period_is_not_told_and_a_list_keeps_its_own(meeting):
    said = again(
        ("1", "再提問", date(2020, 11, 1), "晚"), ("2", "再提問", OCTOBER, "意見"), list_name=[None, "我有話要說"]
    )
    assert exchanges.by_case(said, exchanges.WISHES, meeting) == {}
    assert list(exchanges.by_case(said, exchanges.COMMENTS, meeting)) == ["2"]


def test_a_question_about_a_case_that_is_not_told_is_told_by_itself(meeting):
    said = again(
        ("9", "再提問", date(2020, 8, 1), "見該案"),
        ("3", "再提問", OCTOBER, "上一期的需求"),
        ("4", "再提問", OCTOBER, "沒有全文的意見"),
        list_name=[None, "需求", "評論"],
    )
    shown = followed(said, meeting)
    assert "尚未再回復者見各案及「其他案件」" in shown.as_text()
    assert [[str(cell) for cell in row.cells[:2]] for row in shown.parts[1].rows] == [
        ["3", "我想要更多"],
        ["4", "我有話要說"],
    ]
    only = followed(again(("9", "再提問", OCTOBER, "見該案")), meeting)
    assert len(only.parts) == 1 and "見各案。" in only.as_text()


def test_a_row_that_names_no_list_is_told_once(meeting):
    shown = followed(again(("3", "再提問", OCTOBER, "何案")), meeting)
    assert [str(row.cells[1]) for row in shown.parts[1].rows] == ["我想要更多或我有話要說"]


@pytest.mark.parametrize("name", ["亂寫", "其他"])
def test_another_list_of_cases_is_refused_rather_than_printed_nowhere(meeting, name):
    with pytest.raises(InputError, match=f"{name}.*意見類別|{name}.*no list of cases"):
        exchanges.by_case(again(("1", "再提問", MAY, ""), list_name=[name]), exchanges.WISHES, meeting)


DAY = date(2020, 8, 10)


@pytest.mark.parametrize(
    "rows",
    [
        [("再提問", date(2020, 8, 1)), ("再回復", DAY), ("再提問", DAY)],
        [("再提問", DAY), ("再回復", DAY), ("再提問", date(2020, 8, 1))],  # the latest first
    ],
)
def test_a_question_of_the_day_of_the_last_answer_is_not_answered_by_it(meeting, rows):
    (case,) = exchanges.by_case(again(*(("1", *row, "") for row in rows)), exchanges.WISHES, meeting).values()
    assert [exchanges.UNANSWERED in one.verdict for one in case] == [False, False, True]


def test_a_question_that_is_answered_on_its_day_is_answered(meeting):
    said = again(("1", "再回復", DAY, "答"), ("1", "再提問", DAY, "問"))
    (case,) = exchanges.by_case(said, exchanges.WISHES, meeting).values()
    assert [(one.step, one.verdict) for one in case] == [("再提問", "期限內"), ("再回復", "")]


def test_another_step_is_refused(meeting):
    with pytest.raises(InputError, match="催辦.*no step of an exchange"):
        exchanges.by_case(again(("1", "催辦", MAY, "")), exchanges.WISHES, meeting)


def asked(**more):
    columns = {"request_id": ["1"], "title": ["題"], "agency": ["甲局"], "agency_short": ["甲"], "outcome": ["已開放"]}
    return records("requests", received_on=[date(2020, 7, 1)], replied_on=[date(2020, 7, 9)], **(columns | more))


def fields(tables):
    return [{str(row.cells[0]): str(row.cells[1]) for row in table.rows} for table in tables]


def test_a_request_is_printed_whole_with_what_answered_it_and_what_followed(meeting):
    whole = asked(
        request_gist=["摘要"],
        request_text=["全文"],
        reply_gist=["短"],
        answered_by=[("1", "2")],
        wanted_fields=["座標"],
    )
    followed = again(("1", "再提問", date(2020, 8, 1), "何時"), ("1", "再回復", date(2020, 8, 2), "明日"))
    (told,) = fields(requests.detail_tables(requests.counted(whole, meeting), meeting, followed))
    assert (told["需求"], told["回復"], told["回應資料集"], told["建議開放的欄位"]) == ("全文", "短", "1、2", "座標")
    assert (told["再提問（109-08-01，期限內）"], told["再回復（109-08-02）"]) == ("何時", "明日")


def test_comments_are_printed_where_their_words_are_given(meeting):
    columns = {
        "feedback_id": ["9"],
        "kind": ["我有話要說"],
        "agency": ["甲局"],
        "agency_short": ["甲"],
        "received_on": [date(2020, 7, 1)],
    }
    bare = records("feedback", replied_on=[date(2020, 7, 9)], **columns)
    assert [table.as_text() for table in feedback.detail_tables(bare, meeting)] == [""]
    whole = records("feedback", replied_on=[date(2020, 7, 9)], comment_text=["亂碼"], reply_text=["已改"], **columns)
    (told,) = fields(feedback.detail_tables(whole, meeting, again(("9", "再提問", OCTOBER, "仍然"))))
    assert (told["需求"], told["回復"], told["再提問（109-10-31，尚未再回復）"]) == ("亂碼", "已改", "仍然")
