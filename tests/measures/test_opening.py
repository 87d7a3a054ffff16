"""The two opening pages: what is asked of the group, what is late and what falls due, the figures with their change, the days ahead."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.measures import opening
from reportlib.measures.evaluation import EvaluationSources
from reportlib.meeting.agenda import AgendaItem, Proposal, Topic
from reportlib.meeting.param_days import MeetingParams
from tests.support.small_meeting import cells
from tests.support.two_units import MAY, NEW_YEAR, OCTOBER, catalogue, records, register

JUNE, JULY, AUGUST, DECEMBER = date(2020, 6, 30), date(2020, 7, 1), date(2020, 8, 20), date(2020, 12, 31)
KINDS = (
    "applications catalogue evaluation milestones ministries oas plan popularity quality requests resolutions winners"
)
SECTIONS = ("40-follow-up", "45-planned", "50-requests")


class Section:
    """A section of a packet with these sections, which reads these inputs and no others."""

    received = history = withdrawn = None

    def __init__(self, meeting, *stems: str, **inputs):
        self.meeting = meeting
        meeting.params.inputs.__dict__.update({kind: inputs.get(kind) for kind in KINDS.split()})
        meeting.params.sections = [(stem, "") for stem in stems]
        self.__dict__.update({kind: inputs.get(kind) for kind in KINDS.split()})
        kinds = ("catalogue", "quality", "requests", "evaluation", "oas")
        self.sources = EvaluationSources(*(inputs.get(kind) for kind in kinds))


@pytest.fixture
def meeting(meeting):
    """The one of two units, the day of whose award is the last of May; its plan is that of the second half-year."""
    meeting.params.body = ""
    meeting.params.meeting = MeetingParams(body="經濟部小組", term=6, number=1, date="109-11")
    meeting.params.as_of.follow_up = OCTOBER
    meeting.params.periods.plan = (JULY, DECEMBER)
    return meeting


def said(display) -> str:
    return "".join(str(cell) for cell, _ in display.message)


def tones(table) -> list[str]:
    return [row.tones[0] for row in table.rows]


def lacking(*tables: str, units: int) -> SimpleNamespace:
    """A board on which no unit has sent any of these returns."""
    rows = [(f"機關{n:02}", table) for table in tables for n in range(1, units + 1)]
    return records(
        "received",
        unit=[unit for unit, _ in rows],
        unit_short=[unit for unit, _ in rows],
        table=[table for _, table in rows],
        label=[f"{table}表" for _, table in rows],
        state=["未收"] * len(rows),
        rows=[0] * len(rows),
        set_aside=[0] * len(rows),
    )


def test_units_that_lack_in_several_returns_are_listed_once_and_of_many_the_first(meeting):
    section = Section(meeting, "75-returns")
    section.received = lacking("甲", "乙", units=8)
    assert cells(opening.attention("逾期與待辦", section)) == [
        [
            "未收",
            "8 個",
            "收件情形：甲表、乙表未收",
            "機關01、機關02等 8 個單位",
            "",
            "〔75-returns〕",
        ]
    ]
    section.meeting.params.sections = []  # no section of receipts, which would name them all
    assert cells(opening.attention("逾期與待辦", section))[0][3].endswith("機關07、機關08")


# -- what is asked ---------------------------------------------------------------------------------------------------------


def agenda(*asked: tuple[Proposal, ...]) -> SimpleNamespace:
    """A topic a case, each with these proposals; all but the first have a section."""
    usual = {"parts": (), "proposal": None}
    topics = tuple(
        Topic.model_construct(title=f"議題{n}", sections=("45-planned",) if n > 1 else (), proposals=one, **usual)
        for n, one in enumerate(asked, 1)
    )
    items = (AgendaItem.model_construct(item="討論事項", sections=(), topics=topics, proposal=None, proposals=()),)
    return SimpleNamespace(agenda=items)


AGREE = Proposal(text="請同意開放附件所列的資料集。", short="同意開放", owner="甲局", due="109-11-30")
OPEN = Proposal(text="請爭取資源。")


def test_every_proposal_is_a_line_under_its_case_with_owner_and_day_or_that_they_are_open(meeting):
    meeting.params.__dict__.update(agenda((AGREE,), (AGREE, OPEN)).__dict__)
    table = opening.asked("請決定", meeting)
    assert cells(table) == [
        ["一", "討論事項一　議題1", "", "", ""],
        ["", "同意開放", "甲局", "109-11-30", ""],
        ["二", "討論事項二　議題2", "", "", "〔45-planned#proposal/2〕"],
        ["一", "同意開放", "甲局", "109-11-30", ""],
        ["二", "請爭取資源。", "未訂", "未訂", ""],
    ]
    assert [row.style for row in table.rows] == ["subtotal", "body", "subtotal", "body", "body"]
    assert str(table.unit) == "2 案，共 3 款" and table.only == "document"


def test_the_slide_has_a_row_a_case_and_each_owner_once(meeting):
    meeting.params.__dict__.update(agenda((AGREE,), (OPEN, AGREE, AGREE)).__dict__)
    table = opening.asked_cases("請決定", meeting)
    assert cells(table) == [
        ["第一案", "同意開放", "甲局", ""],
        ["第二案", "議題2等三款", "未訂、甲局", "〔45-planned#proposal/2〕"],
    ]
    assert said(table) == "請小組決定 2 案，共 4 款" and table.only == "slide"


def test_where_nothing_is_asked_the_page_says_so_and_there_is_no_slide(meeting):
    meeting.params.agenda = ()
    assert opening.asked("請決定", meeting).as_text() == "本次會議沒有擬辦事項。"
    assert opening.asked_cases("請決定", meeting).blocks() == ()


# -- what is late ----------------------------------------------------------------------------------------------------------

PLAN = records(
    "plan",
    plan_id=["1", "2", "3"],
    agency=["甲局", "乙局", "乙局"],
    agency_short=["甲", "乙", "乙"],
    title=["一", "二", "三"],
    planned_on=[OCTOBER, JULY, DECEMBER],
    opened_on=[None, JULY, None],
)
ASKED = records(
    "requests",
    request_id=["1", "2", "3"],
    title=["一", "二", "三"],
    agency_short=["甲", "甲", "乙"],
    outcome=["已開放", "已開放", "未回復"],
    received_on=[JULY, AUGUST, JULY],
    replied_on=[date(2020, 7, 16), date(2020, 9, 3), None],
)
RESOLVED = records(
    "resolutions",
    meeting=["5-2", "5-2", "5-2"],
    number=["一", "二", "三"],
    subject=["甲", "乙", "丙"],
    handling=[None, None, None],
    owner=["資訊中心", "各單位", "各單位"],
    due_on=[JULY, DECEMBER, DECEMBER],
    done_on=[None, None, JULY],
    proposal=[None, "建議解除列管", None],
    released_by=[None, None, None],
    decision=[None, None, None],
)


def test_what_is_late_comes_first_then_what_falls_due_each_with_number_unit_and_place(meeting):
    section = Section(meeting, *SECTIONS, plan=PLAN, requests=ASKED, resolutions=RESOLVED)
    table = opening.attention("逾期與待辦", section)
    assert cells(table) == [
        ["逾期", "1 項", "預計開放資料未上架", "期限 109-10-31", "甲", "〔45-planned#overdue〕"],
        ["逾期", "1 件", "民間需求逾期回復", "期限 14 日；用了 15 日，逾期 1 日", "甲", "〔50-requests#requests〕"],
        [
            "逾期",
            "1 件",
            "民間需求逾期未回復",
            "期限 14 日；提出後已 122 日，逾期 108 日",
            "乙",
            "〔50-requests#requests〕",
        ],
        ["逾期", "1 項", "決議一", "期限 109-07-01", "資訊中心", "〔40-follow-up#resolutions〕"],
        ["將到期", "1 項", "預計開放資料待上架", "期限 109-12-31", "乙", "〔45-planned〕"],
        ["未到期", "1 項", "決議二", "期限 109-12-31；已建議解除列管", "各單位", "〔40-follow-up#resolutions〕"],
    ]
    assert tones(table) == ["late"] * 4 + ["due"] * 2
    assert said(table) == "4 類事項逾期" and table.unit == "截至 109-10-31"


def test_what_was_promised_for_an_earlier_period_stays_on_the_page_until_it_is_open_or_withdrawn(meeting):
    days = {"1": date(2019, 12, 31), "2": NEW_YEAR, "3": MAY, "4": JUNE, "5": DECEMBER}
    plan = records(
        "plan",
        plan_id=list(days),
        agency=["甲局", "乙局", "乙局", "甲局", "甲局"],
        agency_short=["甲", "乙", "乙", "甲", "甲"],
        title=list(days),
        planned_on=list(days.values()),
        opened_on=[None, None, None, JULY, None],
    )
    section = Section(meeting, *SECTIONS, plan=plan)
    late = [
        "逾期",
        "3 項",
        "先前期間預計開放資料仍未上架",
        "期限 108-12-31、109-01-01、109-05-31",
        "甲、乙",
        "〔45-planned#overdue〕",
    ]
    due = ["將到期", "1 項", "預計開放資料待上架", "期限 109-12-31", "甲", "〔45-planned〕"]
    assert cells(opening.attention("逾期與待辦", section)) == [late, due]
    section.withdrawn = records(
        "withdrawn",
        dataset_id=[None],
        plan_id=["1"],
        agency=["甲局"],
        agency_short=["甲"],
        title=["1"],
        listed_on=[None],
        withdrawn_on=[JULY],
        reason=["併入他項"],
        relisted_on=[None],
    )
    late[1], late[3], late[4] = "2 項", "期限 109-01-01、109-05-31", "乙"
    assert cells(opening.attention("逾期與待辦", section)) == [late, due]


def test_a_section_that_the_packet_does_not_have_is_no_place_to_look(meeting):
    [row] = opening.attention("逾期與待辦", Section(meeting, plan=PLAN.where(PLAN.frame["plan_id"] == "3"))).rows
    assert [str(cell) for cell in row.cells][-1] == ""


def test_of_more_than_three_agencies_only_the_number_is_said(meeting):
    meeting.params.inputs.publishers.write_text(
        "name,short,aliases,kind,evaluated,successor\n" + "".join(f"{one}局,{one},,局,是,\n" for one in "甲乙丙丁"),
        "utf-8",
    )
    four = records(
        "plan",
        plan_id=list("1234"),
        agency=[f"{one}局" for one in "甲乙丙丁"],
        agency_short=list("甲乙丙丁"),
        title=list("1234"),
        planned_on=[DECEMBER] * 4,
        opened_on=[None] * 4,
    )
    table = opening.attention("逾期與待辦", Section(meeting, plan=four))
    assert cells(table) == [["將到期", "4 項", "預計開放資料待上架", "期限 109-12-31", "4 個機關（構）", ""]]
    assert said(table) == "沒有逾期的事項"


def test_where_nothing_is_late_or_due_that_is_a_sentence(meeting):
    done = PLAN.where(PLAN.frame["plan_id"] == "2")
    assert opening.attention("逾期與待辦", Section(meeting, plan=done)).as_text() == "沒有逾期或待辦的事項。"
    assert opening.attention("逾期與待辦", Section(meeting)).as_text() == "沒有逾期或待辦的事項。"


# -- the figures with their change -----------------------------------------------------------------------------------------

LISTED = catalogue(
    listed_on=[date(2019, 3, 1), date(2019, 4, 1), NEW_YEAR, date(2020, 12, 1)]
)  # the last after the day
TESTS = register(
    ("1", date(2019, 3, 31), "金"), ("1", JULY, "白金"), ("2", date(2019, 4, 30), "銀"), ("2", JULY, "金"), ("3", NEW_YEAR, "白金")
)  # fmt: skip
APIS = records("oas", unit_short=["甲", "乙"], api=["a", "b"], certified_on=[MAY, MAY])
MINISTRIES = records("ministries", ministry=["經濟部", "內政部"], datasets=[3, 7], as_of=[OCTOBER, OCTOBER])


def test_five_figures_stand_each_with_what_it_was_and_on_which_day(meeting):
    meeting.params.declared["award_last_year"] = SimpleNamespace(
        value=101, as_of=date(2019, 7, 31), source="手冊", said=None
    )
    section = Section(meeting, catalogue=LISTED, quality=TESTS, oas=APIS, evaluation=APIS, ministries=MINISTRIES)
    table = opening.changes("數字的變化", section)
    assert cells(table) == [
        ["3 項", "累計開放資料集", "各部會第 2 名", "＋1", "2", "108-12-31", "109-10-31"],
        ["100% ", "金標章占納入檢測", "3 項／3 項", "66% → 100%", "66%", "109-05-31", "109-10-31"],
        ["2 項", "白金標章", "2 個單位取得", "＋1", "1", "109-05-31", "109-10-31"],
        ["2 項", "通過 OAS 驗證的 API", "OAS 即 OpenAPI Specification", "持平", "2", "109-05-31", "109-10-31"],
        ["87 分", "資料開放金質獎", "", "−14", "101", "108-07-31", "109-05-31"],
    ]
    assert said(table) == "累計開放資料集 3 項，＋1"


def test_a_figure_of_which_nothing_is_known_before_says_so_and_one_without_a_source_is_left_out(meeting):
    meeting.params.as_of.previous_inventory = None
    table = opening.changes("數字的變化", Section(meeting, catalogue=LISTED.with_frame(LISTED.frame.iloc[:2])))
    assert cells(table)[0] == ["2 項", "累計開放資料集", "", "無前次數字", "", "", "109-10-31"]
    assert [row[1] for row in cells(table)] == ["累計開放資料集"]
    assert said(table) == "累計開放資料集 2 項"


def test_without_a_list_of_datasets_there_is_nothing_to_compare(meeting):
    assert opening.changes("數字的變化", Section(meeting)).as_text() == "本次會議沒有可比較的數字。"


# -- the days ahead --------------------------------------------------------------------------------------------------------


def test_the_milestones_after_the_day_stand_the_nearest_first_and_marked(meeting):
    days = [DECEMBER, OCTOBER, date(2020, 11, 1), date(2021, 2, 28)]
    milestones = records("milestones", task=["丁", "甲", "乙", "戊"], due_on=days, owner=["各單位", "甲局", None, None])
    table = opening.days("期限", Section(meeting, milestones=milestones))
    assert cells(table) == [["109-11-01", "乙", "—"], ["109-12-31", "丁", "各單位"], ["110-02-28", "戊", "—"]]
    assert tones(table) == ["due", "", ""]


def test_of_many_milestones_the_first_ten_stand_and_where_all_are_past_none(meeting):
    days = [date(2020, 11, day) for day in range(1, 13)]
    many = records("milestones", task=[str(day) for day in range(1, 13)], due_on=days)
    assert [row[1] for row in cells(opening.days("期限", Section(meeting, milestones=many)))] == list("123456789") + [
        "10"
    ]
    past = records("milestones", task=["甲"], due_on=[OCTOBER])
    assert opening.days("期限", Section(meeting, milestones=past)).blocks() == ()
    assert opening.days("期限", Section(meeting)).blocks() == ()
