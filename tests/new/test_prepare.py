"""The next meeting from the last one: dates moved on, rows carried over, marks for a person, all of it or nothing."""

import calendar
import csv
import datetime
import json
import re
import shutil
import zipfile

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st
from pyarrow import parquet

from reportlib.errors import ConfigError, InputError, OutputError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new import half_years, input_guide, prepare, unfilled
from reportlib.new.form import rows_of as form_rows
from reportlib.records.clean import clean
from reportlib.writing import EPOCH

PARAMS = """\
# 海港市開放資料委員會第 1 屆第 3 次會議
# 路徑相對於本檔。

meeting:
  body: 海港市開放資料委員會
  term: 1
  number: 3
  date: 114-06-20
  data_notice: 虛構資料      # 印在每一頁
inputs:
  publishers: agencies/harbour.csv
  catalogue: ../data/harbour-1-3/catalogue.csv
  members: ../data/harbour-1-3/members.csv      # 隨時更新
  resolutions: ../data/harbour-1-3/resolutions.csv
  requests: ../data/common/requests.csv
  milestones: ../data/harbour-1-3/milestones.csv
as_of:
  inventory: 2025-05-31
  previous_inventory: 113-11-30
  gold_series:
    - 113-11-30
    - 114-05-31   # 最近一次
  platinum: "114-06-05"
periods:
  requests: [114-01-01, 114-05-31]
  plan: [114-07-01, 114-12-31]
declared:
  award_last_year:
    value: 98
    unit: 分
    as_of: 113-07-31
    source: "獎勵活動: 成果"
agenda:
  - item: 工作報告
    start: "09:30"
    end: "10:20"
    topics:
      - title: 盤點結果
        presenter: 資訊處
        sections: [10-inventory]
        proposal: 請同意
          備查。
      - title: 港區遊客分析
      - {title: 114 年評獎, sections: [20-quality]}
# 之後沒有了
"""
FILES = {
    "params/agencies/harbour.csv": "name,short,aliases,kind,evaluated,successor\n海港市捷運局,捷運局,,一級機關,是,\n",
    "notebooks/10-inventory.ipynb": "{}",
    "notebooks/20-quality.ipynb": "{}",
    "data/common/requests.csv": "編號,標題,機關,處理情形\n1,公車,捷運局,已開放\n",
    "data/harbour-1-3/catalogue.csv": "資料集識別碼,資料集名稱,提供機關\n1,公車動態,捷運局\n",
    "data/harbour-1-3/members.csv": "身分,姓名,新任,備註\n市民委員,林小港,☆,續聘\n機關委員,,,\n",
    "data/harbour-1-3/resolutions.csv": """\
會議,決議編號,決議事項,辦理情形,期限,列管建議,解除列管會議
1-1,一,早已辦完,完成,113-12-31,解除列管,1-2
1-2,一,"開放公車資料，並
登載",完成,114/05/31,解除列管,
1-2,二,檢討欄位,辦理中,,繼續列管,
""",
    "data/harbour-1-3/milestones.csv": "工作項目,期限\n早已到期,114-05-31\n還沒到期,114-12-31\n",
    "output/harbour-1-3/facts.json": json.dumps(
        {
            "meeting": "harbour-1-3",
            "facts": [
                {
                    "id": "F-0001",
                    "name": "inventory.total",
                    "label": "累計開放資料集",
                    "value": "1",
                    "absence": None,
                    "unit": "項",
                    "printed": "1",
                    "as_of": "2025-05-31",
                },
                {
                    "id": "F-0002",
                    "name": "inventory.growth",
                    "label": "增加",
                    "value": "1",
                    "absence": None,
                    "unit": "項",
                    "printed": "1",
                    "as_of": "2025-05-31",
                },
                {
                    "id": "F-0003",
                    "name": "quality.gold/114-05-31",
                    "label": "金標章",
                    "value": None,
                    "absence": "來源未提供",
                    "unit": "項",
                    "printed": "來源未提供",
                    "as_of": "2025-05-31",
                },
            ],
        },
        ensure_ascii=False,
    ),
}


@pytest.fixture
def harbour(tmp_path):
    """The project of an invented city office whose last meeting has been built; returns the parameter file."""
    for name, text in {**FILES, "params/harbour-1-3.yaml": PARAMS}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "params" / "harbour-1-3.yaml"


def test_C08_the_last_packet_may_not_be_a_link_out_of_the_project(harbour, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "packet"
    shutil.move(harbour.parents[1] / "output/harbour-1-3", outside)
    (harbour.parents[1] / "output/harbour-1-3").symlink_to(outside)
    with pytest.raises(ConfigError, match="C08 facts.json"):
        prepare.prepare(harbour, "harbour-1-4")


def everything(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def fill(params):
    """What a person does: put something in the place of every mark."""
    text = params.read_text("utf-8")
    text = (
        text.replace("date: 待填", "date: 114-12-20")
        .replace("value: 待填", "value: 99")
        .replace("as_of: 待填", "as_of: 114-07-31")
    )
    params.write_text(text.replace("待填：", ""), "utf-8")


# -- dates -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2020-10-31", "2021-04-30"),
        ("2021-04-30", "2021-10-31"),
        ("2020-11-05", "2021-05-05"),
        ("2019-08-31", "2020-02-29"),
        ("2020-08-30", "2021-02-28"),
        ("2020-12-31", "2021-06-30"),
        ("2020-06-01", "2020-12-01"),
    ],
)
def test_a_date_moves_on_by_half_a_year(day, later):
    assert half_years.half_year_on(datetime.date.fromisoformat(day)).isoformat() == later


days = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


def is_end_of_month(day):
    return day.day == calendar.monthrange(day.year, day.month)[1]


@given(days)
def test_the_end_of_a_month_stays_the_end_of_a_month(day):
    moved = half_years.half_year_on(day)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == 6
    assert not is_end_of_month(day) or is_end_of_month(moved)
    assert day.day > 28 or is_end_of_month(day) or moved.day == day.day


@given(days.filter(lambda day: day.day <= 27 or is_end_of_month(day)))
def test_two_half_years_are_a_year(day):
    year_on = half_years.half_year_on(half_years.half_year_on(day))
    assert (year_on.year, year_on.month) == (day.year + 1, day.month)
    assert is_end_of_month(year_on) if is_end_of_month(day) else year_on.day == day.day


@given(days, days)
def test_the_order_of_dates_is_kept(one, other):
    if one <= other:
        assert half_years.half_year_on(one) <= half_years.half_year_on(other)


# -- the parameter file ------------------------------------------------------------------------------------------------------


def test_the_new_parameter_file_is_the_old_text_with_its_comments_dates_moved_on_and_marks(harbour):
    made = prepare.prepare(harbour, "harbour-1-4").params.read_text("utf-8")
    assert (
        made
        == """\
# 海港市開放資料委員會第 1 屆第 4 次會議
# 路徑相對於本檔。
# 依 harbour-1-3.yaml 由 packet new 產生：「待填」由人填寫，統計日與期間已往後移半年，註解照舊，都請確認。填好後請刪去本行。

meeting:
  body: 海港市開放資料委員會
  term: 1
  number: 4
  date: 待填  # 前次：114-06-20
  data_notice: 待填：虛構資料      # 印在每一頁
inputs:
  publishers: agencies/harbour.csv
  catalogue: ../data/harbour-1-4/catalogue.csv
  members: ../data/harbour-1-4/members.csv      # 隨時更新
  resolutions: ../data/harbour-1-4/resolutions.csv
  requests: ../data/common/requests.csv
  milestones: ../data/harbour-1-4/milestones.csv
  history: ../data/harbour-1-4/history.csv
as_of:
  inventory: 2025-11-30
  previous_inventory: 114-05-31
  gold_series:
    - 113-11-30
    - 114-05-31   # 最近一次
    - 114-11-30
  platinum: 114-12-05
periods:
  requests: [114-06-01, 114-11-30]
  plan: [115-01-01, 115-06-30]
declared:
  award_last_year:
    value: 待填  # 前次：98
    unit: 分
    as_of: 待填  # 前次：113-07-31
    source: "待填：獎勵活動: 成果"
agenda:
  - item: 工作報告
    start: "09:30"
    end: "10:20"
    topics:
      - title: 盤點結果
        presenter: 待填：資訊處
        sections: [10-inventory]
        proposal: 待填：請同意 備查。
      - title: 待填：港區遊客分析
      - {title: 待填：115 年評獎, sections: [20-quality]}
previous: {meeting: harbour-1-3}   # 前次會議：它的決議都要列入本次追蹤
# 之後沒有了
"""
    )


def test_what_was_told_of_the_meeting_before_is_not_told_again_a_generation_later(harbour):
    note = "# 依 harbour-1-2.yaml 由 packet new 產生：「待填」由人填寫，統計日與期間已往後移半年，註解照舊，都請確認。填好後請刪去本行。\n"
    old = PARAMS.replace("# 路徑相對於本檔。\n", f"# 路徑相對於本檔。\n{note}")
    harbour.write_text(old.replace("date: 114-06-20", "date: 114-06-20  # 前次：113-12-20"), "utf-8")
    made = prepare.prepare(harbour, "harbour-1-4").params.read_text("utf-8")
    assert made.count("由 packet new 產生") == 1 and "# 依 harbour-1-3.yaml 由 packet new 產生" in made
    assert "date: 待填  # 前次：114-06-20\n" in made and "113-12-20" not in made


def test_a_comment_that_speaks_of_the_old_meeting_is_not_said_of_the_new_one(harbour):
    old = PARAMS.replace(
        "# 路徑相對於本檔。\n",
        "# 路徑相對於本檔。\n# 本次：擬辦取自簡報。\n# 第 1 屆第 3 次會議的日期是估計的\n# 簡報：harbour-1-3\n",
    )
    old = old.replace("date: 114-06-20\n", "date: 114-06-20   # 本次：只知道月份\n")
    old = old.replace("    end: ", "    # 本次：時間是試排的\n    end: ").replace(
        "- title: 港區", "- title: 港區 #本次：一"
    )
    harbour.write_text(old, "utf-8")
    made = prepare.prepare(harbour, "harbour-1-4").params.read_text("utf-8")
    assert made.startswith("# 海港市開放資料委員會第 1 屆第 4 次會議\n# 路徑相對於本檔。\n# 依 harbour-1-3.yaml ")
    assert "本次：" not in made and "估計" not in made and "簡報" not in made
    assert "date: 待填  # 前次：114-06-20\n" in made and '    start: "09:30"\n    end: "10:20"\n' in made
    assert "# 印在每一頁" in made and "# 隨時更新" in made and "# 之後沒有了" in made


def test_a_setting_that_is_commented_out_names_the_new_meeting(harbour):
    kept = "# 路徑相對於本檔。\n# files: ../data/{0}/files   # packet fetch {0} 之後，見 data/harbour-1-30\n"
    harbour.write_text(PARAMS.replace("# 路徑相對於本檔。\n", kept.format("harbour-1-3")), "utf-8")
    made = prepare.prepare(harbour, "harbour-1-4").params.read_text("utf-8")
    assert kept.format("harbour-1-4") in made


def test_once_filled_in_the_new_parameters_are_valid(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    fill(done.params)
    params = Params.read(done.params)
    assert (params.name, params.meeting.number) == ("harbour-1-4", 4)
    assert len(params.as_of.gold_series) == 3
    assert params.periods.requests == (datetime.date(2025, 6, 1), datetime.date(2025, 11, 30))


def test_a_rulebook_keeps_its_days_and_the_next_meeting_is_held_against_them(harbour):
    rules = harbour.parent / "rules" / "stars.yaml"
    rules.parent.mkdir()
    rules.write_text("title: 星等\nsource: 例\nstars: [{stars: 3, formats: [CSV]}]\nvalid_to: 114-06-30\n", "utf-8")
    before = rules.read_bytes()
    harbour.write_text(PARAMS.replace("as_of:\n", "rulebooks: {stars: rules/stars.yaml}\nas_of:\n", 1), "utf-8")
    Meeting.read(harbour).check()  # up to the end of May
    done = prepare.prepare(harbour, "harbour-1-4")
    fill(done.params)
    assert rules.read_bytes() == before
    with pytest.raises(ConfigError, match="C16 harbour-1-4.yaml.*valid to 114-06-30.*as_of.inventory 114-11-30"):
        Meeting.read(done.params).check()


@pytest.mark.parametrize(
    ("name", "term", "number"),
    [("harbour-1-4", 1, 4), ("harbour-2-1", 2, 1), ("harbour-winter", 1, 4), ("harbour-2025-1", 1, 4)],
)
def test_term_and_number_come_from_the_name_or_are_the_next_ones(harbour, name, term, number):
    text = prepare.prepare(harbour, name).params.read_text("utf-8")
    assert f"  term: {term}\n  number: {number}\n" in text and f"第 {term} 屆第 {number} 次" in text


def test_a_file_of_windows_keeps_its_line_ends(harbour):
    harbour.write_bytes(PARAMS.replace("\n", "\r\n").encode("utf-8-sig"))
    made = prepare.prepare(harbour, "harbour-1-4").params.read_bytes()
    assert made.count(b"\n") == made.count(b"\r\n") and made.startswith("# 海港市".encode())
    assert b"    - 114-11-30\r\n" in made


ATTACHED = """\
attachments:
  - title: 114 年上半年預計開放清單（114-06-01 修訂）   # 提案引用
    at: 10-inventory#list
  - {title: 補助計畫格式, absent: 內容沒有公布}
  - title: 函
    file: ../data/common/requests.csv   # 影本
    source: 資訊處 114-06-01 函
run: {cell_timeout: 60}"""


def test_attachments_keep_their_numbers_and_a_file_is_to_be_put_there_anew(harbour):
    harbour.write_text(PARAMS.replace("# 之後沒有了", ATTACHED), "utf-8")
    done = prepare.prepare(harbour, "harbour-1-4")
    text = done.params.read_text("utf-8")
    assert (
        "  - title: 待填：114 年下半年預計開放清單（114-06-01 修訂）   # 提案引用\n    at: 10-inventory#list\n" in text
    )
    assert "  - {title: 待填：補助計畫格式, absent: 待填：內容沒有公布}\n" in text
    assert "file: 待填：../data/common/requests.csv   # 影本" in text and "source: 待填：資訊處 114-06-01 函" in text
    offered = {row.key: row.offered for row in form_rows(done.params) if row.path[0] == "attachments"}
    assert offered["attachments.2.file"] == "" and offered["attachments.0.title"].startswith("114 年下半年")
    fill(done.params)
    assert [one.title for one in Params.read(done.params).attachments][1:] == ["補助計畫格式", "函"]


# -- the data ----------------------------------------------------------------------------------------------------------------


def test_unreleased_resolutions_are_carried_over_with_their_proposal_to_be_made_anew(harbour):
    assert rows(prepare.prepare(harbour, "harbour-1-4").data / "resolutions.csv") == [
        [
            "會議",
            "決議編號",
            "決議名稱",
            "決議事項",
            "決議內容",
            "辦理情形",
            "主辦單位",
            "期限",
            "期限說明",
            "完成日期",
            "完成說明",
            "辦理狀態",
            "列管建議",
            "列管建議說明",
            "解除列管會議",
            "會議日期",
        ],
        ["1-2", "一", "", "開放公車資料，並\n登載", "", "完成", "", "114-05-31", "", "", "", "", "待填", "", "", ""],
        ["1-2", "二", "", "檢討欄位", "", "辦理中", "", "", "", "", "", "", "待填", "", "", ""],
    ]


def test_the_units_say_anew_what_they_propose_where_they_are_asked(harbour):
    harbour.write_text(
        PARAMS.replace("as_of:\n", "returns: {due: 114-06-10, tables: [progress]}\nas_of:\n", 1), "utf-8"
    )
    assert [row[12] for row in rows(prepare.prepare(harbour, "harbour-1-4").data / "resolutions.csv")] == [
        "列管建議",
        "",
        "",
    ]


def test_the_plan_that_units_are_asked_about_keeps_what_is_not_open_and_what_is_counted_again(harbour):
    (harbour.parent.parent / "data" / "harbour-1-3" / "plan.csv").write_text(
        "編號,機關,資料集名稱,預計開放日期,實際開放日期\n甲-1,捷運局,班次,114-08-01,\n甲-2,捷運局,票價,114-07-01,114-07-01\n甲-3,捷運局,路線,115-01-31,114-07-01\n",
        "utf-8",
    )
    asking = PARAMS.replace(
        "as_of:\n", "  plan: ../data/harbour-1-3/plan.csv\nreturns: {due: 114-06-10, tables: [plan]}\nas_of:\n", 1
    )
    harbour.write_text(asking, "utf-8")
    assert [row[0] for row in rows(prepare.prepare(harbour, "harbour-1-4").data / "plan.csv")] == [
        "編號",
        "甲-1",
        "甲-3",
    ]


def test_members_are_carried_over_with_remarks_but_nobody_is_newly_appointed_twice(harbour):
    assert rows(prepare.prepare(harbour, "harbour-1-4").data / "members.csv")[1:] == [
        ["市民委員", "林小港", "", "", "", "續聘"],
        ["機關委員", "", "", "", "", ""],
    ]


def test_milestones_that_lay_ahead_last_time_are_carried_over(harbour):
    assert [row[0] for row in rows(prepare.prepare(harbour, "harbour-1-4").data / "milestones.csv")] == [
        "工作項目",
        "還沒到期",
    ]


def test_what_the_published_milestones_are_known_by_is_taken_over_with_them(harbour):
    def entry(task, when, cancelled=False):
        return {
            "uid": f"{task}@packet",
            "task": task,
            "when": when,
            "digest": "",
            "sequence": 2,
            "stamp": 7,
            "cancelled": cancelled,
        }

    kept = entry("還沒到期", "2025-12-31")
    gone = [entry("", "2025-06-20T09:30"), entry("到期", "2025-05-31"), entry("取消", "2026-01-31", True)]
    record = harbour.parents[1] / "output" / "harbour-1-3" / "run.json"
    record.write_text(json.dumps({"calendar": [*gone, kept]}), "utf-8")
    data = prepare.prepare(harbour, "harbour-1-4").data
    assert json.loads((data / "calendar.json").read_text("utf-8")) == [kept]


def test_resolutions_that_no_section_follows_up_are_told_with_what_to_add(harbour):
    told = [one for one in prepare.prepare(harbour, "harbour-1-4").notices if "sections: [40-follow-up]" in one]
    assert len(told) == 1
    harbour.write_text(harbour.read_text("utf-8").replace("[10-inventory]", "[10-inventory, 40-follow-up]"), "utf-8")
    notebooks = harbour.parent.parent / "notebooks"
    shutil.copy(notebooks / "10-inventory.ipynb", notebooks / "40-follow-up.ipynb")
    assert not [one for one in prepare.prepare(harbour, "harbour-1-5").notices if "40-follow-up]" in one]


def test_other_inputs_have_their_header_only_and_those_elsewhere_stay_where_they_are(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    assert [row[:3] for row in rows(done.data / "catalogue.csv")] == [["資料集識別碼", "資料集名稱", "服務分類"]]
    assert not (done.data / "requests.csv").exists()
    assert any("inputs.requests" in notice for notice in done.notices)


def test_the_published_figures_become_history_behind_the_old_one(harbour):
    old = harbour.parent.parent / "data" / "harbour-1-3" / "history.csv"
    old.write_text(
        "數字名稱,名稱,數值,單位,統計日,來源\ninventory.total,累計開放資料集,0,項,113-11-30,第 2 次會議\n", "utf-8"
    )
    harbour.write_text(
        PARAMS.replace("as_of:\n  inventory", "  history: ../data/harbour-1-3/history.csv\nas_of:\n  inventory"),
        "utf-8",
    )
    assert rows(prepare.prepare(harbour, "harbour-1-4").data / "history.csv") == [
        ["數字名稱", "名稱", "數值", "單位", "統計日", "來源", "備註"],
        ["inventory.total", "累計開放資料集", "0", "項", "113-11-30", "第 2 次會議", ""],
        ["inventory.total", "累計開放資料集", "1", "項", "114-05-31", "第 1 屆第 3 次會議資料 F-0001", "虛構資料"],
    ]


ROWS = [{"file": "catalogue.csv", "sheet": "", "rows": "2-2"}]
TODAY = {
    "rule": "計列數",
    "filter": "",
    "formula": "",
    "operands": [],
    "rows": ROWS,
    "shown": {"digits": 0},
    "places": [],
}
RECORD = {"meeting": "harbour-1-3", "edition": "internal", "sections": [], "outputs": {}}


@pytest.mark.parametrize(
    ("more", "of_a_fact", "record"),
    [
        ({}, {}, None),
        ({}, {"rule": "計列數", "formula": "", "operands": [], "rows": ROWS}, RECORD),
        ({}, TODAY | {"derivation": {"operator": "count", "rows": ROWS}}, RECORD | {"calendar": []}),
        ({"version": 3}, TODAY | {"colour": "綠", "derivation": {"operator": "since"}}, RECORD | {"calendar": []}),
    ],
    ids=["figures and no more", "the first packets", "today", "a later version"],
)
def test_O12_the_next_meeting_is_made_from_a_packet_of_any_version(harbour, more, of_a_fact, record):
    packet = harbour.parents[1] / "output" / "harbour-1-3"
    told = json.loads((packet / "facts.json").read_text("utf-8"))
    told["facts"] = [fact | of_a_fact for fact in told["facts"]]
    (packet / "facts.json").write_text(json.dumps(told | more), "utf-8")
    if record is not None:
        (packet / "run.json").write_text(json.dumps(record), "utf-8")
    done = prepare.prepare(harbour, "harbour-1-4")
    assert rows(done.data / "history.csv")[1:] == [
        ["inventory.total", "累計開放資料集", "1", "項", "114-05-31", "第 1 屆第 3 次會議資料 F-0001", "虛構資料"],
    ]


def test_a_figure_that_history_has_otherwise_is_that_of_the_packet_and_is_said(harbour):
    old = harbour.parent.parent / "data" / "harbour-1-3" / "history.csv"
    old.write_text("數字名稱,名稱,數值,單位,統計日,來源\ninventory.total,累計,7,項,114-05-31,抄錄\n", "utf-8")
    harbour.write_text(
        PARAMS.replace("as_of:\n  inventory", "  history: ../data/harbour-1-3/history.csv\nas_of:\n  inventory"),
        "utf-8",
    )
    done = prepare.prepare(harbour, "harbour-1-4")
    assert [row[2] for row in rows(done.data / "history.csv")[1:]] == ["1"]
    assert any("inventory.total" in notice and "7" in notice for notice in done.notices)


def test_two_tables_of_one_file_go_on_in_one_workbook(harbour):
    book = openpyxl.Workbook()
    book.active.title = "單位回報"
    book.active.append(["單位", "抽檢資料集數"])
    book.active.append(["捷運局", 3])
    book.create_sheet("OAS驗證").append(["單位", "API名稱", "驗證通過日期"])
    book["OAS驗證"].append(["捷運局", "=cmd", "114-03-01"])
    book["OAS驗證"]["B2"].data_type = "s"  # a text that looks like a formula
    folder = harbour.parent.parent / "data" / "harbour-1-3"
    book.save(folder / "returns.xlsx")
    harbour.write_text(
        PARAMS.replace("as_of:\n  inventory", "  evaluation: ../data/harbour-1-3/returns.xlsx\nas_of:\n  inventory"),
        "utf-8",
    )
    done = prepare.prepare(harbour, "harbour-1-4")
    assert len(clean("evaluation", done.data / "returns.xlsx").frame) == 0
    assert list(clean("oas", done.data / "returns.xlsx").frame["api"]) == ["=cmd"]
    problems = unfilled.unfilled(done.params)
    assert any(p.file == "returns.xlsx" and p.sheet == "單位回報" for p in problems)
    with zipfile.ZipFile(done.data / "returns.xlsx") as archive:  # nothing in it says when it was made
        assert {member.date_time for member in archive.infolist()} == {EPOCH}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z", core)) == {"1980-01-01T00:00:00Z"}


def test_every_header_that_is_written_is_read_again_without_a_notice(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    for made in done.made:
        records = clean(made.kind, done.data / made.file)
        assert len(records.frame) == (made.carried or 0)
        assert not [
            notice
            for notice in records.notices
            if not any(usual in notice for usual in ("備註", "blank throughout", "no rows of data"))
        ]


# -- all or nothing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("harbour-1-3", "C11"),
        ("Harbour 4", "C01"),
        ("", "C01"),
        ("../harbour-1-4", "C08"),
        ("1/2", "C08"),
        ("harbour-1-4\n", "C01"),
        ("../../etc/x.yaml", "C08"),
    ],
)
def test_a_name_that_is_none_or_taken_writes_nothing(harbour, name, code):
    before = everything(harbour.parent.parent)
    with pytest.raises(ConfigError, match=code):
        prepare.prepare(harbour, name)
    assert everything(harbour.parent.parent) == before


@pytest.mark.parametrize("taken", ["params/harbour-1-4.yaml", "data/harbour-1-4/mine.csv"])
def test_what_is_there_is_not_overwritten(harbour, taken):
    root = harbour.parent.parent
    (root / taken).parent.mkdir(exist_ok=True)
    (root / taken).write_text("mine", "utf-8")
    before = everything(root)
    with pytest.raises(ConfigError, match="C11"):
        prepare.prepare(harbour, "harbour-1-4")
    assert everything(root) == before


def test_the_last_meeting_must_have_been_built(harbour):
    shutil.rmtree(harbour.parent.parent / "output")
    with pytest.raises(ConfigError, match=r"packet build harbour-1-3"):
        prepare.prepare(harbour, "harbour-1-4")
    assert not (harbour.parent / "harbour-1-4.yaml").exists()


def test_an_old_input_that_cannot_be_read_stops_it_and_nothing_is_written(harbour):
    (harbour.parent.parent / "data" / "harbour-1-3" / "resolutions.csv").write_text("會議,決議編號\n1-1,一\n", "utf-8")
    before = everything(harbour.parent.parent)
    with pytest.raises(InputError, match="L09"):
        prepare.prepare(harbour, "harbour-1-4")
    assert everything(harbour.parent.parent) == before


def test_a_failure_to_write_leaves_nothing_behind(harbour, monkeypatch):
    before = everything(harbour.parent.parent)

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(prepare, "put_new", fails)
    with pytest.raises(OutputError, match="No space left"):
        prepare.prepare(harbour, "harbour-1-4")
    assert everything(harbour.parent.parent) == before


def test_the_same_meeting_gives_the_same_files_twice(harbour):
    root = harbour.parent.parent
    first = prepare.prepare(harbour, "harbour-1-4")
    made = everything(root)
    shutil.rmtree(first.data)
    first.params.unlink()
    prepare.prepare(harbour, "harbour-1-4")
    assert everything(root) == made


# -- what is left to fill in -------------------------------------------------------------------------------------------------


def test_everything_that_is_left_to_fill_in_is_listed_at_once_with_its_line(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    lines = done.params.read_text("utf-8").splitlines()
    problems = unfilled.unfilled(done.params)
    marked = [p for p in problems if p.file == "harbour-1-4.yaml"]
    assert [p.row for p in marked] == [
        n for n, line in enumerate(lines, 1) if "待填" in line and not line.startswith("#")
    ] and len(marked) == done.marks == 9
    assert [(p.file, p.letter, p.header) for p in problems if p not in marked] == [
        ("catalogue.csv", "", ""),
        ("resolutions.csv", "M", "列管建議"),
    ]
    assert "2-3" in str(problems[-1])


def test_nothing_is_left_once_everything_is_filled_in(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    fill(done.params)
    path = done.data / "resolutions.csv"
    path.write_text(path.read_text("utf-8-sig").replace("待填", "繼續列管"), "utf-8")
    assert [p.file for p in unfilled.unfilled(done.params)] == ["catalogue.csv"]
    with (done.data / "catalogue.csv").open("a", encoding="utf-8") as file:
        file.write("1,公車動態,,,,捷運局,,,,,,\n")
    assert unfilled.unfilled(done.params) == []


def test_an_input_may_be_empty_where_a_person_says_so(harbour):
    (harbour.parent.parent / "data" / "common" / "requests.csv").write_text("編號,標題,機關,處理情形\n", "utf-8")
    assert [p.file for p in unfilled.unfilled(harbour)] == ["requests.csv"]
    harbour.write_text(PARAMS.replace("as_of:\n  inventory", "empty_inputs: [requests]\nas_of:\n  inventory"), "utf-8")
    assert unfilled.unfilled(harbour) == []
    assert Params.read(harbour).empty_inputs == ("requests",)
    text = prepare.prepare(harbour, "harbour-1-4").params.read_text("utf-8")
    assert "empty_inputs: []" in text


def test_an_empty_input_that_is_none_is_named_with_the_nearest(harbour):
    harbour.write_text(PARAMS.replace("as_of:\n  inventory", "empty_inputs: [request]\nas_of:\n  inventory"), "utf-8")
    with pytest.raises(ConfigError, match='C05 .*"request" is not the name of an input.*"requests"'):
        Params.read(harbour)


def test_a_date_that_was_not_moved_on_is_noticed(harbour):
    done = prepare.prepare(harbour, "harbour-1-4")
    fill(done.params)
    assert unfilled.same_day_elsewhere(Params.read(done.params)) == []
    done.params.write_text(
        done.params.read_text("utf-8")
        .replace("inventory: 2025-11-30", "inventory: 114-05-31")
        .replace("previous_inventory: 114-05-31", "previous_inventory: 113-11-30"),
        "utf-8",
    )
    assert ["harbour-1-3" in notice for notice in unfilled.same_day_elsewhere(Params.read(done.params))] == [True]


# -- as a user does it -------------------------------------------------------------------------------------------------------


def test_a_whole_round_new_then_check_then_fill_in_then_build(project, packet, reference):
    (project / "output").mkdir()
    shutil.copytree(reference, project / "output" / "moea-6-1")
    done = packet("new", "moea-6-2", "--from", "moea-6-1", cwd=project)
    assert done.returncode == 0, done.stderr
    assert (
        "params/moea-6-2.yaml" in done.stdout
        and "109-10-31 → 110-04-30" in done.stdout
        and "packet check moea-6-2" in done.stdout
    )
    params, data = project / "params" / "moea-6-2.yaml", project / "data" / "moea-6-2"

    left = packet("check", "moea-6-2", cwd=project)
    assert left.returncode == 3 and "Traceback" not in left.stderr
    assert "meeting.date" in left.stderr and "catalogue.csv" in left.stderr and "packet build moea-6-2" in left.stderr
    refused = packet("build", "moea-6-2", cwd=project)
    assert (
        refused.returncode == 3 and "meeting.date" in refused.stderr and not (project / "output" / "moea-6-2").exists()
    )

    text = (
        params.read_text("utf-8")
        .replace("date: 待填", "date: 110-05-20")
        .replace("due: 待填", "due: 110-05-10")
        .replace("value: 待填", "value: 106")
        .replace("as_of: 待填", "as_of: 109-07-31")
        .replace("待填：", "")
    )
    for made in data.iterdir():
        held = made.read_bytes().decode("utf-8-sig") if made.suffix == ".csv" else ""
        if held.count("\n") == 1 or made.suffix == ".xlsx":
            old = next((project / "data" / "moea-6-1").glob(f"{made.stem}.*"))
            made.unlink()
            shutil.copy(old, data)
            text = text.replace(f"moea-6-2/{made.name}", f"moea-6-2/{old.name}")
        elif "待填" in held:
            made.write_text(held.replace("待填", "建議解除列管"), "utf-8")
    text = re.sub(r"^# 依 .*\n", "", text, flags=re.M)
    text = re.sub(r"^accepted:.*\n(?:  .*\n)+", "accepted: []\n", text, flags=re.M)
    attached = "attachments:\n  - {title: 策略, absent: 測試}\n  - {title: 一覽表, absent: 測試}"
    # The list of openings, which attachment 2 names, is empty: the copied plan is of the half-year before.
    text = re.sub(r"^attachments:.*\n(?:  .*\n)+", f"{attached}\n", text, flags=re.M)
    params.write_text(f"{text}\nempty_inputs: [quality, ministries]\n", "utf-8")
    checked = packet("check", "moea-6-2", cwd=project)
    assert checked.returncode == 3 and "C17" in checked.stderr and "packet decisions moea-6-1" in checked.stderr
    said = text.replace("{meeting: moea-6-1}", "{meeting: moea-6-1, no_decisions: 測試}")
    params.write_text(f"{said}\nempty_inputs: [quality, ministries, feedback, requests]\n", "utf-8")
    # Last meeting's figures, copied, disagree as they did then: each time they are accepted anew, with their reasons.
    checked = packet("check", "moea-6-2", cwd=project)
    assert checked.returncode == 4 and set(re.findall(r"^[A-Z][0-9]{2} ", checked.stderr, re.M)) == {"Q01 "}
    known = re.findall(r"\{id: ([a-z0-9/_-]+), reason", checked.stderr)
    accepted = "".join(f"  - {{id: {one}, reason: 沿用上次的資料}}\n" for one in known)
    params.write_text(
        re.sub(r"^accepted:.*\n", lambda _: f"accepted:\n{accepted}", params.read_text("utf-8"), flags=re.M), "utf-8"
    )
    checked = packet("check", "moea-6-2", cwd=project)
    assert checked.returncode == 0, checked.stderr
    built = packet("build", "moea-6-2", "--sections", "10-inventory,50-requests", cwd=project)
    assert built.returncode == 1, built.stderr
    again = packet("new", "moea-6-2", "--from", "moea-6-1", cwd=project)
    assert again.returncode == 3 and "C11" in again.stderr


def test_inputs_that_the_intake_makes_are_the_intakes_again_and_start_from_a_file_of_the_secretariats(harbour):
    folder = harbour.parent.parent / "data" / "harbour-1-3" / "accepted"
    folder.mkdir()
    (folder / "plan.csv").write_text(
        "編號,機關,資料集名稱,預計開放日期,實際開放日期,來源檔案,來源列\n甲-1,捷運局,班次,114-08-01,,捷運局.xlsx,3\n甲-2,捷運局,票價,114-07-01,114-07-01,捷運局.xlsx,4\n",
        "utf-8",
    )
    (folder / "received.csv").write_text("單位,回報表,回報表名稱,收件情形\n捷運局,plan,預計開放資料集,已收\n", "utf-8")
    harbour.write_text(
        PARAMS.replace(
            "as_of:\n",
            "  plan: ../data/harbour-1-3/accepted/plan.csv\n  received: ../data/harbour-1-3/accepted/received.csv\nas_of:\n",
            1,
        ),
        "utf-8",
    )
    done = prepare.prepare(harbour, "harbour-1-4")
    text = done.params.read_text("utf-8")
    assert (
        "plan: ../data/harbour-1-4/accepted/plan.csv" in text
        and "received: ../data/harbour-1-4/accepted/received.csv" in text
    )
    assert not (done.data / "accepted").exists() and not (done.data / "received.csv").exists()
    header, *kept = rows(done.data / "plan.csv")
    assert [row[header.index("編號")] for row in kept] == ["甲-1"] and "來源檔案" not in header


def test_an_input_that_build_takes_as_parquet_is_carried_over_with_its_own_columns(harbour):
    data = harbour.parents[1] / "data/harbour-1-3"
    header, *lines = rows(data / "resolutions.csv")
    table = pa.table(dict(zip(header, zip(*lines, strict=True), strict=True)) | {"備註": ["甲"] * len(lines)})
    parquet.write_table(table, data / "resolutions.parquet")
    harbour.write_text(harbour.read_text("utf-8").replace("/resolutions.csv", "/resolutions.parquet"), "utf-8")
    made = prepare.prepare(harbour, "harbour-1-4")
    header, *carried = rows(made.data / "resolutions.csv")
    assert [(row[header.index("決議編號")], row[header.index("備註")]) for row in carried] == [
        ("一", "甲"),
        ("二", "甲"),
    ]


def test_the_files_of_last_time_are_not_those_of_the_new_meeting_and_what_was_signed_goes_on(harbour):
    old_folder = harbour.parent.parent / "data" / "harbour-1-3"
    text = harbour.read_text("utf-8").replace(
        "inputs:\n", "inputs:\n  files: ../data/harbour-1-3/files   # 檔案\n  apis: ../data/common/apis\n"
    )
    harbour.write_text(text, "utf-8")
    (old_folder / "files").mkdir()
    (old_folder / "files" / "6012.csv").write_text("a,b\n", "utf-8")
    (old_folder / "files" / "mapping.csv").write_text("signed", "utf-8")
    done = prepare.prepare(harbour, "harbour-1-4")
    made = done.params.read_text("utf-8")
    assert "  files: ../data/harbour-1-4/files   # 檔案\n  apis: ../data/common/apis\n" in made
    assert [path.name for path in (done.data / "files").iterdir()] == ["mapping.csv"]
    assert "`packet fetch harbour-1-4`" in (done.data / input_guide.FILE).read_text("utf-8")
    assert [one for one in done.notices if "inputs.files" in one] and [
        one for one in done.notices if "inputs.apis" in one
    ]
    waiting = [one.what for one in unfilled.unfilled(done.params) if one.file == "files"]
    assert len(waiting) == 1 and "inputs.files" in waiting[0]
    (done.data / "files" / "6012.csv").write_text("a,b\n", "utf-8")
    assert not [one for one in unfilled.unfilled(done.params) if one.file == "files"]


@pytest.mark.parametrize(("years", "day"), [("republic", "110-04-30"), ("common", "2021-04-30")])
def test_the_guide_and_what_goes_on_are_in_the_years_of_the_body_and_of_its_units(harbour, years, day):
    text = harbour.read_text("utf-8").replace("meeting:\n", f"meeting:\n  years: {years}\n", 1)
    harbour.write_text(text.replace("as_of:\n", "as_of:\n  award: 113-07-31\n", 1), "utf-8")
    done = prepare.prepare(harbour, "harbour-1-4")
    guide = (done.data / input_guide.FILE).read_text("utf-8")
    assert f"| {day} |" in guide and "| 捷運局 |" in guide and "機關甲" not in guide
    assert (re.search("1[01][0-9][-年]", guide) is None) == (years == "common")
    assert any("2024-07-31" in notice for notice in done.notices) == (years == "common")  # the day of the award
