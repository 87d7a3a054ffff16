"""What an honest body's data looks like where it is organised in another way than ours: none of the identities of rows accuses it.

Each case stands beside one that the same identity does find, so that an identity which never says anything fails here.
"""

import pytest

from reportlib.document import reconcile
from tests.support.figures import JULY, OCTOBER, document, facts, table, told_by

COMMENT, WISH = "我有話要說", "我想要更多"


def requests(*rows: str) -> dict:
    return table("requests", "編號,機關,處理情形,提出日期,回復日期,來源", *rows)


def feedback(*rows: str) -> dict:
    return table("feedback", "編號,類別,機關,資料集名稱,提出日期,回復日期", *rows)


# -- numbers of requests and of comments -----------------------------------------------------------------------------------

# Requests and feedback each numbered from 1: the same number is something else, and some of it by chance of the same agency.
EACH_FROM_1 = (
    requests(
        "1,甲署,已開放,109-06-02,109-06-10,我想要更多",
        "2,乙局,已開放,109-06-03,109-06-11,我想要更多",
        "3,乙局,未回復,109-06-04,,我想要更多",
        "4,丙處,未回復,109-06-05,,我想要更多",
    ),
    feedback(
        f"1,{COMMENT},乙局,雨量,109-06-01,109-06-04",
        f"2,{WISH},乙局,,109-06-04,",
        f"3,{COMMENT},乙局,雨量,109-06-08,109-06-09",
        f"5,{WISH},丙處,,109-06-30,109-07-09",
    ),
)
BY_NUMBER = ("request-agency", "request-received", "request-replied", "request-is-a-wish", "wish-on-the-portal")


@pytest.mark.parametrize("identity", BY_NUMBER)
def test_lists_that_are_each_numbered_from_1_are_not_held_against_each_other(book, identity):
    assert told_by(book, identity, *EACH_FROM_1) == []


@pytest.mark.parametrize(
    ("identity", "row"),
    [
        ("request-agency", f"1,{WISH},乙局,,109-06-02,109-06-10"),
        ("request-received", f"1,{WISH},甲署,,109-06-01,109-06-10"),
        ("request-replied", f"1,{WISH},甲署,,109-06-02,109-06-12"),
        ("request-replied", f"1,{WISH},甲署,,109-06-02,"),
        ("request-is-a-wish", f"1,{COMMENT},甲署,,109-06-02,109-06-10"),
    ],
)
def test_one_request_in_both_lists_is_known_by_its_number_and_a_day(book, identity, row):
    assert len(told_by(book, identity, EACH_FROM_1[0], feedback(row))) == 1
    assert told_by(book, identity, EACH_FROM_1[0], feedback(f"1,{WISH},甲署,,109-06-02,109-06-10")) == []


def test_a_wish_of_the_portal_that_is_missing_is_told_where_the_others_are_there_within_the_days_of_the_list(book):
    asked, (first, second, third) = (
        EACH_FROM_1[0],
        (f"{n},{WISH},{of},,109-06-0{n + 1}," for n, of in ((1, "甲署"), (2, "乙局"), (4, "丙處"))),
    )
    assert told_by(book, "wish-on-the-portal", asked, feedback(first, second, third)) == ["wish-on-the-portal/3"]
    assert told_by(book, "wish-on-the-portal", asked, feedback(first, second)) == []  # their list ends before


def test_feedback_without_days_of_replies_and_requests_without_days_say_nothing(book):
    bare = (
        table("requests", "編號,機關,處理情形", "1,甲署,已開放"),
        table("feedback", "編號,類別,機關", f"1,{WISH},乙局"),
    )
    assert [one for one in BY_NUMBER if told_by(book, one, *bare)] == []


SHARED = "109-06-02,109-06-10", "109-06-03,109-06-11"


@pytest.mark.parametrize(
    ("asked", "on_the_portal", "is_told"),
    [
        ("9,丙處,109-06-05,109-06-20", f"7,{WISH},丙處,,109-06-08,109-06-20", True),  # its number and its day are wrong
        ("9,丙處,109-06-05,109-06-20", f"7,{WISH},丙處,,109-06-05,109-06-20", True),
        (
            "9,丙處,109-06-05,109-06-20",
            f"7,{WISH},丙處,,109-06-08,109-06-21",
            False,
        ),  # another one, replied on another day
        ("9,丙處,109-06-05,109-06-20", f"7,{WISH},乙局,,109-06-08,109-06-20", False),
        ("9,丙處,109-06-05,109-06-20", f"7,{COMMENT},丙處,雨量,109-06-08,109-06-20", False),
        ("9,甲署,109-06-05,109-06-10", f"1,{WISH},甲署,,109-06-02,109-06-10", False),  # which is request 1
        ("1,甲署,109-06-02,109-06-10", f"7,{WISH},甲署,,109-06-08,109-06-10", False),  # which is wish 1
        ("9,丙處,109-06-05,", f"7,{WISH},丙處,,109-06-08,", False),
    ],
)
def test_a_request_with_a_wrong_number_and_a_wrong_day_is_known_by_its_agency_and_the_day_of_its_reply(
    book, asked, on_the_portal, is_told
):
    numbered = table(
        "requests", "編號,機關,提出日期,回復日期", *dict.fromkeys((f"1,甲署,{SHARED[0]}", f"2,乙局,{SHARED[1]}", asked))
    )
    told = feedback(
        *dict.fromkeys((f"1,{WISH},甲署,,{SHARED[0]}", f"2,{WISH},乙局,,{SHARED[1]}", on_the_portal)),
    )
    assert bool(told_by(book, "request-by-its-reply", numbered, told)) is is_told


def test_lists_with_numbers_of_their_own_may_have_replies_of_one_agency_and_day(book):
    own = table(
        "requests", "編號,機關,提出日期,回復日期", "甲-1,甲署,109-06-02,109-06-10", "乙-1,乙局,109-06-03,109-06-11"
    )
    told = feedback(f"1,{WISH},甲署,,109-06-02,109-06-10", f"2,{WISH},乙局,,109-06-03,109-06-11")
    assert told_by(book, "request-by-its-reply", own, told) == []
    assert told_by(book, "request-by-its-reply", *EACH_FROM_1) == []


# -- wishes that were granted ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "outcome", "is_told"),
    [
        ("甲署,雨量,109-03-01", "無法開放", True),
        ("甲署,雨量,109-03-01", "已開放", False),  # it is said to be open
        ("甲署,雨量,109-06-20", "無法開放", False),  # it was opened because of the wish
        ("甲署,雨量,109-06-02", "無法開放", False),  # on that very day
        ("甲署,雨量,", "無法開放", False),
        ("乙局,雨量,109-03-01", "無法開放", False),  # another agency's of the same name
    ],
)
def test_a_wish_is_told_as_already_open_where_it_was_so_when_it_was_made(book, listed, outcome, is_told):
    wish = feedback(f"1,{WISH},甲署,雨量,109-06-02,109-06-10")
    given = table("catalogue", "提供機關,資料集名稱,上架日期", listed)
    asked = requests(f"1,甲署,{outcome},109-06-02,109-06-10,我想要更多")
    assert bool(told_by(book, "wish-for-what-is-open", wish, given, asked)) is is_told


def test_a_wish_for_a_dataset_whose_name_another_agency_has_too_is_no_comment_on_it(book):
    given = table("catalogue", "提供機關,資料集名稱", "乙局,統計年報")
    assert told_by(book, "feedback-of-dataset", feedback(f"1,{WISH},甲署,統計年報,109-06-02,"), given) == []
    assert len(told_by(book, "feedback-of-dataset", feedback(f"1,{COMMENT},甲署,統計年報,109-06-02,"), given)) == 1


# -- marks -----------------------------------------------------------------------------------------------------------------


TESTED = "資料集識別碼,檢測日期,品質檢測"


@pytest.mark.parametrize(
    ("mark", "tests", "is_told"),
    [
        ("金", ("109-03-01,金", "109-11-20,銀"), False),  # tested again after the day
        ("銀", ("109-03-01,金", "109-11-20,銀"), False),  # exported after it
        ("銅", ("109-03-01,金", "109-11-20,銀"), True),
        ("金", ("109-03-01,銀", "109-06-01,金", "109-06-01,白金"), False),  # tested twice on one day
        ("銀", ("109-03-01,銀", "109-06-01,金"), True),
        ("銅", ("109-11-20,銀",), False),  # what was in force on the day nobody knows
        ("無（白名單）", ("109-03-01,金",), False),
        ("無 (白名單)", ("109-03-01,金",), False),
    ],
)
def test_the_mark_of_the_catalogue_is_held_against_the_tests_up_to_its_day(book, mark, tests, is_told):
    given = table("catalogue", "資料集識別碼,品質檢測", f"7,{mark}")
    tested = table("quality", TESTED, *(f"7,{test}" for test in tests))
    assert bool(told_by(book, "mark-of-dataset", given, tested)) is is_told


def test_where_the_day_of_the_catalogue_is_not_known_its_marks_are_held_against_nothing(book):
    (identity,) = (one for one in book.identities if one.id == "mark-of-dataset")
    given, tested = table("catalogue", "資料集識別碼,品質檢測", "7,銅"), table("quality", TESTED, "7,109-03-01,金")
    only = book.model_copy(update={"identities": [identity]})
    assert reconcile.reconcile(document(tables=(given, tested)), only)[0] == []
    assert len(told_by(book, "mark-of-dataset", given, tested)) == 1


def test_a_mark_on_the_list_of_candidates_may_be_one_of_before(book):
    columns = "資料集識別碼,品質檢測"
    given, now = table("popularity", columns, "7,金標章", "8,銅"), table("catalogue", columns, "7,白金", "8,金")
    tested = table("quality", TESTED, "7,109-03-01,金", "7,109-09-01,白金", "8,109-03-01,金")
    assert told_by(book, "candidate-mark", given, now, tested) == ["candidate-mark/8"]


# -- what is planned and what was opened --------------------------------------------------------------------------------------


def plan(*rows: str) -> dict:
    return table("plan", "編號,機關,資料集名稱,預計開放日期,實際開放日期", *rows)


def test_what_was_opened_after_the_day_of_the_catalogue_is_missing_in_neither_list(book):
    opened, listed = plan("1,甲署,雨量,109-11-30,109-11-10"), "提供機關,資料集名稱,上架日期"
    assert told_by(book, "planned-and-listed", opened, table("catalogue", listed, "甲署,水位,109-01-01")) == []
    early = plan("1,甲署,雨量,109-11-30,109-10-10")
    assert len(told_by(book, "planned-and-listed", early, table("catalogue", listed, "甲署,水位,109-01-01"))) == 1
    still = plan("1,甲署,雨量,109-11-30,")
    assert told_by(book, "opened-and-not-told", still, table("catalogue", listed, "甲署,雨量,109-11-10")) == []
    assert len(told_by(book, "opened-and-not-told", still, table("catalogue", listed, "甲署,雨量,109-10-10"))) == 1
    assert (
        told_by(book, "opened-and-not-told", still, table("catalogue", listed, "甲署,雨量,109-10-10"), as_of=JULY) == []
    )


def test_datasets_of_one_name_that_two_agencies_open_are_told_apart_by_their_days(book):
    opened, columns = plan("1,甲署,統計年報,109-03-31,109-03-05"), "提供機關,資料集名稱,上架日期"
    assert told_by(book, "opened-by-whom", opened, table("catalogue", columns, "乙局,統計年報,105-01-01")) == []
    assert len(told_by(book, "opened-by-whom", opened, table("catalogue", columns, "乙局,統計年報,109-03-05"))) == 1


@pytest.mark.parametrize(
    ("opened", "listed", "is_told"),
    [
        ("109-03-05", "109-03-05", False),
        ("109-03-05", "109-03-09", False),  # the portal shows it some days later
        ("109-03-05", "109-03-12", False),
        ("109-03-05", "109-03-13", True),
        ("109-03-05", "109-02-27", False),  # the agency writes down when it heard of it
        ("109-03-05", "109-02-26", True),
        ("109-03-05", "108-03-05", True),  # the wrong year
        ("109-03-05", "", False),
    ],
)
def test_an_agency_and_the_portal_may_be_some_days_apart(book, opened, listed, is_told):
    given = table("catalogue", "提供機關,資料集名稱,上架日期", f"甲署,雨量,{listed}")
    assert bool(told_by(book, "opened-when", plan(f"1,甲署,雨量,109-03-31,{opened}"), given)) is is_told


# -- totals of before --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("3", False),
        ("4", False),  # one of them was withdrawn since and is on no list
        ("1,204", False),
        ("2", True),  # three that are on the list were there by that day
        ("", False),
    ],
)
def test_a_total_of_before_may_have_had_datasets_that_were_withdrawn_but_lacks_none_that_is_there(book, told, is_told):
    before = table("history", "數字名稱,名稱,數值,統計日")
    before["rows"] = [[2, "inventory.total", "累計", told, "108-12-31"]]
    given = table(
        "catalogue", "資料集名稱,上架日期", "雨量,107-01-01", "水位,108-01-01", "票價,108-12-31", "車次,109-01-01"
    )
    assert bool(told_by(book, "history-of-totals", before, given)) is is_told


def test_a_body_whose_total_fell_because_of_withdrawals_is_not_accused(book):
    before = table("history", "數字名稱,數值,統計日", "inventory.total,5,107-12-31", "inventory.total,3,108-12-31")
    given = table("catalogue", "資料集名稱,上架日期", "雨量,107-01-01", "水位,107-02-01", "票價,108-06-01")
    assert told_by(book, "history-of-totals", before, given) == []
    wrong = table("history", "數字名稱,數值,統計日", "inventory.total,1,107-12-31", "inventory.total,3,108-12-31")
    assert told_by(book, "history-of-totals", wrong, given) == ["history-of-totals/107-12-31"]


@pytest.mark.parametrize(
    ("work", "due", "planned", "is_told"),
    [
        ("109年下半年資料集登載及發布", "109-11-30", "109-12-31", True),
        ("109年下半年資料集登載及發布", "109-11-30", "109-11-30", False),
        ("下半年資料集登載及發布", "109-11-30", "109-12-31", True),
        ("109年下半年資料集登載及發布", "110-01-15", "110-03-31", False),  # due in the half-year after
        ("109年下半年資料集登載及發布", "110-01-15", "109-12-31", False),
        ("下半年資料集登載及發布", "110-01-15", "110-03-31", False),
        ("2020年下半年資料集登載及發布", "109-11-30", "109-12-31", True),
        ("第三季資料集登載及發布", "109-09-30", "109-11-30", False),  # of the quarter before
        ("資料集登載及發布", "109-11-30", "109-12-31", False),  # of which half-year it does not say
        ("109年上半年及下半年資料集登載及發布", "109-11-30", "109-12-31", False),
        ("109年上半年資料集登載及發布", "109-07-15", "109-12-31", False),  # late for the first half
        ("109年上半年資料集登載及發布", "109-05-31", "109-06-30", True),
    ],
)
def test_a_plan_is_held_against_the_deadline_of_the_half_year_that_the_work_names(book, work, due, planned, is_told):
    deadlines = table("milestones", "工作項目,期限", f"{work},{due}")
    assert bool(told_by(book, "planned-before-milestone", plan(f"1,甲署,雨量,{planned},"), deadlines)) is is_told


HALF = plan("1,甲署,雨量,109-01-31,109-01-30", "2,甲署,水位,109-03-31,109-04-09", "3,乙局,票價,109-06-30,109-07-09")


@pytest.mark.parametrize(
    ("subject", "says", "is_told"),
    [
        ("109 年上半年資料集", "3 項已登載", False),
        ("109 年上半年資料集", "4 項已登載", True),
        ("109 年上半年資料集", "第 2 項已登載", False),  # the second of them
        ("109 年上半年資料集", "第２項及第 4 項已登載", False),
        ("109 年上半年資料集", "完成 2 項工作：登載及發布資料集", False),
        ("109 年上半年資料集", "預計 3 項，已登載 2 項", False),  # both numbers are told
        ("109 年上半年資料集", "2 項已如期登載", False),  # within the half-year, if not by its own day
        ("109 年上半年資料集", "1 項已如期登載", False),
        ("109 年上半年資料集", "3 項已如期登載", True),
        ("109 年上半年資料集", "3 項將如期登載", False),  # is to be
        ("109 年上半年資料集", "請各機關將 3 項如期登載", False),
        ("109 年上半年資料集", "上半年 76 項、下半年 129 項已登載", False),  # which number is of which
        ("109 年上半年資料集", "下半年 129 項已登載", False),
        ("109 年資料集", "上半年 76 項已登載", False),  # of which year
        ("資料集", "109 年上半年 4 項已登載", True),
    ],
)
def test_the_items_of_a_resolution_are_those_of_the_one_half_year_that_it_tells(book, subject, says, is_told):
    told = table("resolutions", "會議,決議編號,決議事項,辦理情形", f"5-2,二,{subject},{says}")
    assert bool(told_by(book, "opened-as-resolved", told, HALF)) is is_told


# -- resolutions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "is_told"),
    [
        ("尚未辦理完成", True),
        ("產業資料尚未登載", True),
        ("業務單位研議中", True),
        ("業務單位尚未辦理完成", True),
        ("產業園區資料仍未登載", True),
        ("將於 11 月 30 日完成", True),
        ("後續依決議辦理", True),
        ("辦理資料集登載；尚未完成", True),
        ("業經各機關辦理，後續持續維護", False),
        ("業已登載，未完成者 0 項", False),
        ("全數登載，後續將持續更新", False),
        ("3月27日辦理完成，將於會議報告", False),
        ("各機關登載完畢，將於年底辦理回顧", False),
        ("資料集登載及發布，並無尚未登載者", False),
        ("補正尚未達金標章的資料集", False),
        ("依決議辦理", False),
    ],
)
def test_a_state_of_done_is_contrary_to_what_says_that_it_is_not(book, says, is_told):
    rows = table("resolutions", "會議,決議編號,辦理狀態,辦理情形", f"5-1,一,完成,{says}")
    assert bool(told_by(book, "done-and-unfinished", rows)) is is_told


@pytest.mark.parametrize(
    ("state", "says", "is_told"),
    [
        ("未完成", "已如期登載及發布", True),
        ("未完成", "已於 7 月 24 日辦理完成", True),
        ("持續", "業已全數辦理完竣。", True),
        ("未完成", "將如期辦理", False),
        ("未完成", "請各單位如期提送", False),
        ("未完成", "如期辦理中", False),
        ("未完成", "各單位依期程如期辦理", False),
        ("未完成", "已完成需求訪談，刻正彙整意見", False),
        ("未完成", "已辦理完成研商會議，預計年底登載", False),
        ("未完成", "多數單位已完成", False),
        ("持續", "第 3 季檢核表已如期提送完成", False),  # the last time of a work without end
        ("持續", "每月資料已如期登載", False),
        ("已完成", "已如期完成", False),  # another word for done
        ("辦理完成", "已如期完成", False),
        ("", "已如期完成", False),
    ],
)
def test_a_state_that_is_not_done_is_contrary_to_what_says_that_it_is(book, state, says, is_told):
    rows = table("resolutions", "會議,決議編號,辦理狀態,辦理情形", f"5-1,一,{state},{says}")
    assert bool(told_by(book, "unfinished-and-done", rows)) is is_told


@pytest.mark.parametrize(
    ("state", "done", "says", "is_told"),
    [
        ("", "", "已於 7 月 24 日辦理", True),
        ("完成", "", "各單位已於 109-09-15 提送。", True),
        ("", "109-07-24", "已於 7 月 24 日辦理", False),
        ("持續", "", "已於 7 月 24 日辦理", False),  # of a work without end the last time
        ("", "", "已於 7 月 24 日召開研商會議", False),
        ("", "", "第一階段已於 7 月 24 日完成", False),
        ("", "", "已於 7 月 24 日完成，其餘 8 月底完成", False),
        ("", "", "將於 7 月 24 日辦理", False),
        ("完成", "", "於會議當日完成分享", False),
        ("", "", "已配合會議決議辦理", False),
    ],
)
def test_what_is_said_to_have_been_done_on_a_day_has_a_day_of_completion(book, state, done, says, is_told):
    rows = table("resolutions", "會議,決議編號,辦理狀態,完成日期,辦理情形", f"5-1,一,{state},{done},{says}")
    assert bool(told_by(book, "done-without-day", rows)) is is_told


@pytest.mark.parametrize(
    ("work", "is_told"),
    [
        ("各單位提送109年第三季累計已開放資料集檢核表", True),
        ("各單位提送109年第四季累計已開放資料集檢核表", False),
        ("各單位提送110年第三季累計已開放資料集檢核表", False),
    ],
)
def test_the_same_work_of_the_next_quarter_is_another_one(book, work, is_told):
    resolved = table(
        "resolutions", "會議,決議編號,決議事項,期限", "5-1,一,各單位提送109年第三季累計已開放資料集檢核表,109-09-15"
    )
    deadlines = table("milestones", "工作項目,期限", f"{work},109-12-15")
    assert bool(told_by(book, "resolution-and-milestone", resolved, deadlines)) is is_told


def test_the_same_work_of_the_other_half_year_is_another_one(book):
    resolved = table("resolutions", "會議,決議編號,決議事項,期限", "5-1,一,109年上半年資料集登載及發布,109-05-31")
    deadlines = table("milestones", "工作項目,期限", "109年下半年資料集登載及發布,109-11-30")
    assert told_by(book, "resolution-and-milestone", resolved, deadlines) == []


@pytest.mark.parametrize(
    ("work", "done", "is_told"),
    [
        ("辦理資料開放推動應用研討會", "109-07-24", False),
        ("辦理資料開放推動應用研討會", "109-08-14", False),  # closed with its report
        ("辦理資料開放推動應用研討會", "109-07-20", True),
        ("辦理資料開放推動應用研討會", "109-12-20", True),
        ("檢討研討會辦理方式", "109-12-20", False),
        ("檢討辦理研討會的方式", "109-12-20", False),
    ],
)
def test_a_seminar_that_was_held_is_among_the_events_of_the_weeks_before_its_work_was_closed(book, work, done, is_told):
    closed = table("resolutions", "會議,決議編號,決議事項,完成日期", f"5-1,一,{work},{done}")
    assert bool(told_by(book, "event-held", closed, table("events", "日期", "109-07-24"))) is is_told


@pytest.mark.parametrize(
    ("says", "is_told"),
    [
        ("7月24日辦理完成", True),
        ("7月24日完成登載", True),
        ("7月24日完成初稿，全案於 8 月底結案", False),
        ("7月24日完成第一階段", False),
        ("7月24日完成需求訪談，後於8月31日完成", False),
    ],
)
def test_the_day_of_a_step_is_no_day_of_completion(book, says, is_told):
    rows = table("resolutions", "會議,決議編號,完成日期,辦理情形", f"5-1,一,109-08-31,{says}")
    assert bool(told_by(book, "done-as-handled", rows)) is is_told


# -- prizes ----------------------------------------------------------------------------------------------------------------

WON = table("competition", "得獎", "金獎", "銀獎", "區塊鏈創新應用獎", "資料治理獎")


def events(*rows: str) -> dict:
    return table("events", "日期,類別,活動名稱,講者及主題,說明", *rows)


@pytest.mark.parametrize(
    ("speakers", "remark", "is_told"),
    [
        ("金、銀得獎作品分享", "銅獎及區塊鏈獎團隊分享", True),
        ("金、銀得獎作品分享；銅獎及區塊鏈獎團隊分享", "", False),  # several in one cell
        ("金獎及銀獎團隊分享；銅獎及區塊鏈獎團隊分享", "銅獎團隊分享", False),
        ("金獎及銀獎團隊分享（第 12 頁）；銅獎團隊分享（第 13 頁）", "", False),
        ("", "第 10 頁載為金、銀得獎作品；第 78 頁載為銅獎及區塊鏈獎團隊", True),
        ("", "第 10 頁載為金、銀得獎作品；第 78 頁載為金獎團隊", False),
        ("金獎團隊分享", "銅獎團隊於 6 月 30 日會議分享", False),  # on another day
        ("金獎團隊分享", "另有銅獎團隊到場", False),
        ("金獎團隊分享", "會中頒發銅獎及資料治理獎", False),
        ("金獎團隊分享", "參加團隊得申請銀行基金獎助", False),
        ("基金獎助得獎團隊分享", "銅獎團隊分享", False),
        ("獲現金獎勵的團隊分享", "銅獎團隊分享", False),
        ("青銀獎學金得獎作品分享", "銅獎團隊分享", False),
        ("區塊鏈獎勵計畫團隊分享", "銅獎團隊分享", False),
        ("大資料治理獎團隊分享", "銅獎團隊分享", False),
        ("金獎團隊甲、銀獎團隊乙", "榮獲金獎的團隊", False),
        ("金牌得獎團隊", "金獎團隊", False),
    ],
)
def test_two_tellings_of_who_spoke_contradict_each_other_where_neither_is_a_part(book, speakers, remark, is_told):
    held = events(f"109-07-24,研討會,應用研討會,{speakers},{remark}")
    assert bool(told_by(book, "prizes-of-speakers", held, WON)) is is_told


def test_two_seminars_of_one_day_have_their_own_speakers(book):
    morning, afternoon = "109-07-24,研討會,上午場,金獎團隊分享,", "109-07-24,研討會,下午場,銅獎團隊分享,"
    assert told_by(book, "prizes-of-speakers", events(morning, afternoon), WON) == []
    both = "109-07-24,研討會,上午場,金獎團隊分享,銅獎團隊分享"
    assert len(told_by(book, "prizes-of-speakers", events(both, afternoon), WON)) == 1


# -- claims ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "agencies", "is_told"),
    [
        ("2", ("水利署", "經濟部水利署"), False),
        ("1", ("水利署、能源局",), False),  # one entry of two
        ("1", ("經濟部水利署北區水資源局",), False),  # of a part of it
        ("", ("水利署",), False),  # the unit has not said
        ("兩件", ("水利署",), False),
        ("1,000", (), False),  # of another half-year: nobody has entered anything yet
        ("1,000", ("能源局",), True),
        ("0", ("水利署",), True),
    ],
)
def test_a_unit_claims_what_the_list_has_of_it_and_of_its_parts(book, claimed, agencies, is_told):
    entries = table("applications", "機關", *agencies)
    claims = table("evaluation", "單位,參加資料開放應用獎件數")
    claims["rows"] = [[2, "水利署", claimed], [3, "能源局", ""]]
    assert bool(told_by(book, "entries-claimed", claims, entries)) is is_told


@pytest.mark.parametrize(
    ("claimed", "columns", "standards", "is_told"),
    [
        (
            "1",
            "單位,資料標準名稱,狀態",
            ("能源局,綠能,已上架", "能源局,用電,"),
            False,
        ),  # of the other nobody says that it is listed
        ("2", "單位,資料標準名稱,狀態", ("能源局,綠能,已上架", "能源局,用電,"), True),
        ("0", "單位,資料標準名稱,狀態", ("能源局,綠能,",), False),
        ("1", "單位,資料標準名稱,狀態", ("能源局,綠能,已送審",), True),
        ("1", "單位,資料標準名稱,狀態,上架日期", ("能源局,綠能,,109-05-01",), False),  # its day says that it is
        ("1", "單位,資料標準名稱,上架日期", ("能源局,綠能,109-05-01", "能源局,用電,"), False),
        ("2", "單位,資料標準名稱,上架日期", ("能源局,綠能,109-05-01", "能源局,用電,"), True),
        (
            "0",
            "單位,資料標準名稱,狀態,上架日期",
            ("能源局,綠能,已上架,109-11-20",),
            False,
        ),  # after the day of the packet
        ("1", "單位,資料標準名稱", ("能源局,綠能", "能源局,用電"), False),  # which tells of none how far it is
    ],
)
def test_only_a_standard_that_is_said_to_be_listed_can_be_claimed(book, claimed, columns, standards, is_told):
    claims = table("evaluation", "單位,業務領域資料標準上架數", f"能源局,{claimed}")
    assert bool(told_by(book, "standards-claimed", claims, table("standards", columns, *standards))) is is_told


# -- inventories and what is listed ----------------------------------------------------------------------------------------

ON_REQUEST = table("on_request", "機關,資產編號,資料集名稱,計費方式,授權內容", "丙處,9,另一項,免費,限研究")
FREE = (
    "免費",
    "免收費",
    "免收規費",
    "不計費",
    "不收取費用",
    "無",
    "0",
    "0元",
    "0 元/次",
    "無需付費",
    "無償",
    "不須另付費",
    "NT$0",
    "—",
)


@pytest.mark.parametrize("said", [*FREE, ""])
def test_a_dataset_that_costs_nothing_is_not_charged_however_it_says_so(book, said):
    listed = table("catalogue", "提供機關,資料集名稱,計費方式", f"甲署,雨量,{said}")
    assert told_by(book, "charged-and-listed", listed, ON_REQUEST) == []


@pytest.mark.parametrize(
    "said", ["每次 100 元", "有償", "依收費標準", "使用者付費", "10元", "0.5元", "非免費", "按件計價", "收費"]
)
def test_a_dataset_that_is_charged_for_is_told(book, said):
    listed = table("catalogue", "提供機關,資料集名稱,計費方式", f"甲署,雨量,{said}")
    assert len(told_by(book, "charged-and-listed", listed, ON_REQUEST)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "政府資料開放授權條款-第1版",
        "OGDL",
        "OGDL-Taiwan-1.0",
        "Open Government Data License v1.0",
        "開放資料授權條款",
        "姓名標示",
        "創用CC 姓名標示 4.0",
        "CC BY 4.0",
        "CC0",
        "臺北市資料大平臺資料使用規範",
        "高雄市政府資料開放平台使用規範",
        "臺中市政府開放資料使用規範",
        "新北市政府資料開放宣告",
    ],
)
def test_an_open_licence_is_open_by_whatever_name(book, said):
    listed = table("catalogue", "提供機關,資料集名稱,授權方式", f"甲署,雨量,{said}")
    assert told_by(book, "licence-of-listed", listed, ON_REQUEST) == []


@pytest.mark.parametrize(
    "said", ["限學術使用", "不開放授權", "姓名標示-非商業性 4.0", "限申請目的使用，不得轉授權", "CC BY-NC"]
)
def test_a_licence_that_is_not_open_is_told(book, said):
    listed = table("catalogue", "提供機關,資料集名稱,授權方式", f"甲署,雨量,{said}")
    assert len(told_by(book, "licence-of-listed", listed, ON_REQUEST)) == 1


def test_a_dataset_that_was_once_open_is_no_wrong_number_when_it_is_withdrawn(book):
    plan = table("plan", "機關,編號,資料集名稱", "甲署,1,雨量")
    gone = table(
        "withdrawn", "機關,編號,資料集名稱,資料集識別碼,上架日期", "甲署,7,水位,8800,113-01-05", "甲署,8,流量,,"
    )
    assert told_by(book, "withdrawn-without-number", gone, plan) == ["withdrawn-without-number/甲署/8"]


def test_what_passes_its_last_desk_after_the_day_of_the_packet_is_not_yet_open_in_the_plan(book):
    plan = table("plan", "機關,編號,實際開放日期", "甲署,1,", "甲署,2,")
    desks = table("openings", "機關,編號,上架日期,上架結果", "甲署,1,109-11-05,通過", "甲署,2,109-10-05,通過")
    only = book.model_copy(
        update={"identities": [one for one in book.identities if one.id == "desk-opened-and-planned"]}
    )
    shown = document(facts(OCTOBER, desks__listed=2), tables=(desks, plan))
    assert [one.id for one in reconcile.reconcile(shown, only)[0]] == ["desk-opened-and-planned/甲署/2"]


ASSETS = table(
    "assets",
    "機關,資產編號,資料集名稱,資料類別",
    *(f"甲署,甲-{n},資料{n},依申請提供" for n in (1, 2, 3)),
    "乙局,乙-1,別的1,依申請提供",
    "乙局,乙-2,別的2,依申請提供",
)


def costs(*rows: str) -> dict:
    return table("costs", "機關,資產編號,資料集名稱", *rows)


def requested(*rows: str) -> dict:
    return table("on_request", "機關,資產編號,資料集名稱", *rows)


NUMBERED_ALIKE = ("甲署,甲-1,資料1", "甲署,甲-2,資料2")


@pytest.mark.parametrize(("identity", "made"), [("costs-of-assets", costs), ("on-request-of-assets", requested)])
def test_forms_that_are_each_numbered_by_themselves_and_units_without_assets_are_not_accused(book, identity, made):
    assert told_by(book, identity, made("甲署,1,資料1", "甲署,2,資料2"), ASSETS) == []
    assert told_by(book, identity, made(*NUMBERED_ALIKE, "丙處,1,從未送資產"), ASSETS) == []
    assert told_by(book, identity, made(*NUMBERED_ALIKE, "乙局,1,別的1", "乙局,2,別的2"), ASSETS) == []
    assert told_by(book, identity, made(*NUMBERED_ALIKE, "甲署,甲-9,資料3"), ASSETS) == [f"{identity}/甲署/甲-9"]


def test_an_asset_that_is_given_on_request_is_looked_for_where_both_forms_are_numbered_alike(book):
    three = {**ASSETS, "rows": ASSETS["rows"][:3]}
    assert told_by(book, "asset-on-request", three, requested("甲署,1,資料1", "甲署,2,資料2", "甲署,3,資料3")) == []
    assert told_by(book, "asset-on-request", three, requested(*NUMBERED_ALIKE)) == ["asset-on-request/甲署/甲-3"]


# -- further exchange ------------------------------------------------------------------------------------------------------


def test_an_exchange_is_looked_for_in_the_list_of_its_case_and_only_where_that_is_given(book):
    said = table("exchanges", "編號,意見類別", f"C1,{COMMENT}", f"7,{WISH}", "8,")
    asked, told = table("requests", "編號", "1"), table("feedback", "編號", "C9")
    ids = ("exchange-of-case", "exchange-of-comment", "exchange-of-either")
    assert [told_by(book, one, said, asked) for one in ids] == [["exchange-of-case/7"], [], []]
    both = [told_by(book, one, said, asked, told) for one in ids]
    assert both == [["exchange-of-case/7"], ["exchange-of-comment/C1"], ["exchange-of-either/8"]]
    bare = table("exchanges", "編號", "C1")
    assert told_by(book, "exchange-of-either", bare, asked) == []
    assert told_by(book, "exchange-of-either", bare, asked, told) == ["exchange-of-either/C1"]
