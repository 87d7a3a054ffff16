"""The parameter file and YAML as this project reads it (FAULTS C01 to C08, C12; F20)."""

import datetime
import json

import pytest
from pydantic import ValidationError

from reportlib.meeting.fields import MeetingDate
from reportlib.meeting.params import Params
from tests.meeting.small_project import MINIMAL, changed, only

# -- a good file -----------------------------------------------------------------------------------------------------------


def test_the_reference_meeting_is_read(root):
    params = Params.read(root / "params" / "moea-6-1.yaml")
    assert (params.name, params.path, params.root) == ("moea-6-1", root / "params" / "moea-6-1.yaml", root)
    assert params.meeting.date == MeetingDate(2020, 11)
    assert params.meeting.date.timestamp() == 1604188800
    assert params.as_of.gold_series[1] == datetime.date(2019, 5, 31)
    assert params.periods.requests == (datetime.date(2020, 6, 1), datetime.date(2020, 10, 31))
    assert params.numbers.model_dump() == {
        "share_digits": 0,
        "share_rounding": "truncate",
        "small_shares": "less_than",
        "thousands": ",",
    }
    assert params.declared["award_last_year"].value == 101
    assert params.agenda[2].end == datetime.time(15, 5)
    assert params.inputs.catalogue == root / "data" / "moea-6-1" / "catalogue.csv"
    assert params.sections[:2] == [("00-two-pages", "重點"), ("01-agenda", "主席致詞及委員介紹")]
    assert params.sections[4] == ("10-inventory", "報告事項一　政府資料開放行動方案報告")
    assert params.sections[-1] == ("70-attachments", "附錄")
    stems = [stem for stem, _ in params.sections]
    assert stems == sorted(stems)
    assert [p.name for p in params.rulebooks.named()][:2] == ["star-ratings.yaml", "quality-marks.yaml"]


def test_every_section_notebook_is_in_the_reference_meeting_or_the_example(root):
    meetings = (Params.read(root / "params" / f"{name}.yaml") for name in ("moea-6-1", "example"))
    assert {stem for params in meetings for stem, _ in params.sections} == {
        path.stem for path in (root / "notebooks").glob("*.ipynb")
    } - {"31-gold-award", "75-returns"}


def test_a_small_file_is_enough_and_has_sensible_defaults(project):
    params = project.read(MINIMAL)
    assert params.other_publishers == "refuse"
    assert params.inputs.named() == [project.root.resolve() / "params/agencies.csv"]
    assert params.rulebooks.named() == []
    assert (params.reply_limit, params.periods.requests, params.declared, params.as_of.gold_series) == (
        None,
        None,
        {},
        (),
    )
    assert (params.run.cell_timeout, params.run.kernel_memory_mb) == (300, None)
    assert params.numbers.share_rounding == "truncate"


def test_parameters_cannot_be_changed_after_reading(project):
    params = project.read(MINIMAL)
    with pytest.raises(ValidationError):
        params.meeting.term = 7
    with pytest.raises(ValidationError):
        params.agenda = ()


def test_the_description_for_the_run_record_has_no_path_of_this_machine(project, tmp_path):
    outside = tmp_path / "elsewhere" / "catalogue.csv"
    outside.parent.mkdir()
    outside.touch()
    text = changed(
        "publishers: agencies.csv",
        f"publishers: agencies.csv\n  quality: ../data/catalogue.csv\n  catalogue: '{outside}'",
    )
    text += "declared: {a: {value: 1.5, unit: 分, as_of: 109-07-31, source: 公文}, b: {value: 100, unit: 分, as_of: 109-07-31, source: 公文}}\n"
    described = project.read(text).describe()
    assert described["inputs"] == {
        "publishers": "params/agencies.csv",
        "catalogue": "catalogue.csv",
        "quality": "data/catalogue.csv",
    }
    assert described["meeting"]["date"] == "2020-11-20"
    assert described["agenda"][0]["start"] == "14:00"
    assert [described["declared"][k]["value"] for k in "ab"] == ["1.5", 100]
    assert str(tmp_path) not in json.dumps(described, ensure_ascii=False)


def test_dates_are_taken_in_both_calendars(project):
    for written in ("109-10-31", "109/10/31", "2020-10-31", "民國109年10月31日", '"109.10.31"'):
        assert project.read(changed("inventory: 109-10-31", f"inventory: {written}")).as_of.inventory == datetime.date(
            2020, 10, 31
        )


@pytest.mark.parametrize(
    ("written", "text", "timestamp", "last"),
    [
        ("109-11-20", "109 年 11 月 20 日", 1605830400, datetime.date(2020, 11, 20)),
        ("109-11", "109 年 11 月", 1604188800, datetime.date(2020, 11, 30)),
        ("2020/12", "109 年 12 月", 1606780800, datetime.date(2020, 12, 31)),
        ("110-02", "110 年 2 月", 1612137600, datetime.date(2021, 2, 28)),
    ],
)
def test_a_meeting_has_a_day_or_only_a_month(project, written, text, timestamp, last):
    date = project.read(changed("date: 109-11-20", f"date: {written}")).meeting.date
    assert (date.text(), date.timestamp(), date.last()) == (text, timestamp, last)


def test_topics_are_numbered_in_chinese_within_their_item(project):
    topics = "".join(f"      - title: 第{n}案\n" for n in range(1, 11))
    params = project.read(changed("    topics:\n", f"    topics:\n{topics}"))
    assert params.sections == [("10-inventory", "報告事項十一　資料集盤點")]


def test_the_project_is_the_nearest_folder_with_notebooks(project):
    deeper = project.root / "params" / "109" / "moea-6-2.yaml"
    deeper.parent.mkdir()
    deeper.write_text(changed("agencies.csv", "../agencies.csv"), "utf-8")
    assert Params.read(deeper).root == project.root.resolve()


def test_the_parameter_file_may_be_given_relative_to_the_current_folder(project, monkeypatch):
    project(MINIMAL)
    monkeypatch.chdir(project.root / "data")
    assert Params.read("../params/moea-6-1.yaml").path == project.file.resolve()


# -- C12: dates that cannot be right ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "header"),
    [
        ("inventory: 109-10-31", "inventory: 109-11-21", "as_of.inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  award: 110-07-31", "as_of.award"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  previous_inventory: 109-10-31", "as_of.previous_inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  previous_inventory: 110-10-31", "as_of.previous_inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  gold_series: [108-10-31, 108-05-31]", "as_of.gold_series #2"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  gold_series: [108-10-31, 108-10-31]", "as_of.gold_series #2"),
        ("date: 109-11-20", "date: 190-11-20", "meeting.date"),
        ("date: 109-11-20", "date: 110-11-01", "as_of.inventory"),
        ("date: 109-11-20", "date: 110-11", "as_of.inventory"),
        ("agenda:", "periods: {requests: [109-10-31, 109-06-01]}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: []}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: [109-06-01]}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: [109-06-01, 109-12-31]}\nagenda:", "periods.requests #2"),
        ("agenda:", "declared: {a: {value: 1, unit: 分, as_of: 110-01-01, source: 公文}}\nagenda:", "declared.a.as_of"),
    ],
)
def test_C12_a_meeting_in_the_future_of_its_data_or_a_period_reversed_or_empty_is_refused(
    project, before, after, header
):
    problem = only(project.refused(changed(before, after)))
    assert problem.header == header
    assert problem.code == ("C03" if header == "meeting.date" else "C12")


def test_C12_dates_at_the_limits_are_taken(project):
    project.read(changed("date: 109-11-20", "date: 110-10-31"))
    project.read(changed("date: 109-11-20", "date: 109-10"))
    project.read(changed("inventory: 109-10-31", "inventory: 109-11-20"))
    project.read(changed("agenda:", "periods: {requests: [109-06-01, 109-06-01]}\nagenda:"))
    leap = changed("inventory: 109-10-31", "inventory: 109-02-29")
    project.read(changed("date: 109-11-20", "date: 110-03-01", leap))


def test_C12_several_dates_after_the_meeting_are_all_named(project):
    text = changed(
        "inventory: 109-10-31", "inventory: 109-10-31\n  oas: 110-01-01\n  gold_series: [109-01-01, 110-01-01]"
    )
    assert [p.header for p in project.refused(text)] == ["as_of.oas", "as_of.gold_series #2"]


# -- the agenda ------------------------------------------------------------------------------------------------------------

SECOND = '  - {item: 討論事項, start: "%s", end: "%s"}\n'


def test_agenda_items_may_not_overlap_and_the_message_names_both(project, chinese):
    problem = only(project.refused(MINIMAL + SECOND % ("14:29", "15:00")))
    assert "「報告事項」 14:00–14:30 與 「討論事項」 14:29–15:00 時間重疊" in problem.what
    assert (problem.row, problem.header) == (17, "agenda #2.start")


def test_agenda_items_stand_in_the_order_of_time(project):
    assert only(project.refused(MINIMAL + SECOND % ("13:00", "14:00"))).header == "agenda #2.start"
    assert len(project.read(MINIMAL + SECOND % ("14:30", "15:00")).agenda) == 2


def test_an_agenda_without_items_or_without_any_section_is_refused(project):
    head = MINIMAL[: MINIMAL.index("agenda:")]
    assert only(project.refused(head + "agenda: []\n")).header == "agenda"
    assert only(project.refused(changed("        sections: [10-inventory]\n", ""))).header == "agenda"
    assert only(project.refused(head)).code == "C05"


def test_F20_a_meeting_that_is_not_begun_is_told_with_the_command_that_begins_it(root):
    from reportlib.errors import ConfigError

    with pytest.raises(ConfigError, match="F20 moea-9-9.yaml: .*Did you mean .*packet new moea-9-9 --from"):
        Params.read(root / "params" / "moea-9-9.yaml")
