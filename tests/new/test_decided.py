"""What a meeting decided becomes the resolutions of the next one, and none of it is lost without a word."""

import csv
import json
from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.build import since_last
from reportlib.errors import ConfigError, InputError
from reportlib.measures import follow_up
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new import prepare
from reportlib.new.decided import add_decisions
from reportlib.new.unfilled import unfilled
from reportlib.records import inputs
from reportlib.records.clean import clean
from tests.support.held_meeting import Held

OLD = "會議,決議編號,決議事項,主辦單位,列管建議,解除列管會議\n1-2,一,舊案,資訊室,,\n1-1,一,已結,資訊室,,1-2\n"


@pytest.fixture
def held(tmp_path, root):
    """A small meeting whose packet is there, and which follows one resolution of the meeting before it."""
    made = Held(tmp_path / "project", root).follows(OLD)
    packet = made.root / "output" / "harbour-1-3" / "facts.json"
    packet.parent.mkdir(parents=True)
    packet.write_text(json.dumps({"meeting": "harbour-1-3", "facts": []}), "utf-8")
    return made


def begun(held, text=lambda text: text) -> Meeting:
    """The next meeting, its date and its marks filled in."""
    made = prepare.prepare(held.params, "harbour-1-4")
    filled = made.params.read_text("utf-8").replace("date: 待填", "date: 114-12-20").replace("待填：", "")
    made.params.write_text(text(filled), "utf-8")
    return Meeting(Params.read(made.params))


def rows(meeting):
    with meeting.params.inputs.resolutions.open(encoding="utf-8-sig", newline="") as file:
        return [{key: value for key, value in row.items() if value} for row in csv.DictReader(file)]


def lost(meeting):
    found = {"resolutions": inputs.read("resolutions", meeting.params.inputs.resolutions, meeting)}
    return [str(problem) for problem in since_last.problems(found, meeting)]


def test_every_decision_is_a_row_behind_what_is_still_followed(held):
    held.fill().decided("討論事項一", 決定="緩議").add(
        "motions", 提案人="林乙", 案由="增列資料", 決議="請評估。", 期限="114/9/1"
    ).write()
    meeting = begun(held)
    assert [(row["會議"], row["決議編號"]) for row in rows(meeting)] == [
        ("1-2", "一"),
        ("1-3", "一"),
        ("1-3", "二"),
        ("1-3", "三（一）"),
        ("1-3", "三（二）"),
        ("1-3", "四"),
    ]
    old, noted, postponed, first, second, motion = rows(meeting)
    assert noted["決議內容"] == "洽悉" and noted["解除列管會議"] == "1-3" and "解除列管會議" not in first
    assert postponed["決議內容"] == "緩議" and postponed["解除列管會議"] == "1-3"
    assert first == {
        "會議": "1-3",
        "決議編號": "三（一）",
        "決議名稱": "後續作業",
        "決議事項": "請配合盤點。",
        "決議內容": "請配合盤點。",
        "主辦單位": "各單位",
        "列管建議": "待填",
        "會議日期": "114-06-20",
    }
    assert second["期限說明"] == "下次會議" and motion["期限"] == "114-09-01"
    assert motion["主辦單位"] == "待填：會議紀錄為未訂"  # nobody was given it, which somebody has to say
    assert lost(meeting) == []
    assert [problem.header for problem in unfilled(meeting.params.path) if problem.file == "resolutions.csv"] == [
        "主辦單位",
        "列管建議",
    ]
    assert len(clean("resolutions", meeting.params.inputs.resolutions).frame) == 6


def test_C17_a_meeting_that_was_held_and_has_no_decisions_stops_the_next_one(held):
    meeting = begun(held)
    [told] = lost(meeting)
    assert told.startswith("C17 harbour-1-4.yaml") and "packet decisions harbour-1-3" in told


def test_that_a_meeting_decided_nothing_can_be_said_and_not_beside_a_form(held):
    meeting = begun(
        held, lambda text: text.replace("{meeting: harbour-1-3}", "{meeting: harbour-1-3, no_decisions: 流會}")
    )
    assert lost(meeting) == [] and [notice for notice in since_last.notices({}, meeting) if "流會" in notice]
    held.fill().write()
    assert any("no_decisions" in told and "C17" in told for told in lost(meeting))


def test_a_meeting_that_is_still_to_come_or_has_no_packet_needs_no_decisions(held):
    meeting = begun(held, lambda text: text.replace("date: 114-12-20", "date: 114-06-20").replace("114-11-30", "114-05-31").replace("previous_inventory: 114-05-31", "previous_inventory: 114-04-30"))  # fmt: skip
    assert lost(meeting) == []
    (held.root / "output" / "harbour-1-3" / "facts.json").unlink()
    (held.root / "params" / "harbour-1-4.yaml").write_text(
        meeting.params.path.read_text("utf-8").replace("date: 114-06-20", "date: 114-12-20"), "utf-8"
    )
    assert lost(Meeting(Params.read(meeting.params.path))) == []


def test_C17_decisions_that_were_recorded_later_are_asked_for_and_added_by_a_command(held):
    meeting = begun(held)
    path = meeting.params.inputs.resolutions
    held.fill().write()
    [told] = lost(meeting)
    assert (
        "C17 resolutions.csv" in told and "二, 三（一）, 三（二）" in told and "--from harbour-1-3 --decisions" in told
    )
    before = path.read_bytes()
    assert add_decisions(held.params, meeting.params.path) == (path, ["一", "二", "三（一）", "三（二）"], [])
    assert path.read_bytes().startswith(before) and lost(meeting) == []
    assert add_decisions(held.params, meeting.params.path) == (path, [], [])


@pytest.mark.parametrize("encoding", ["cp950", "utf-16", "utf-8"])
def test_decisions_are_added_in_the_columns_and_the_encoding_of_the_list(held, encoding):
    meeting = begun(held)
    path = meeting.params.inputs.resolutions
    path.write_bytes("項次,備註,會議代號,案由\r\n一,舊,1-2,舊案".encode(encoding))
    held.fill().write()
    add_decisions(held.params, meeting.params.path)
    frame = clean("resolutions", path).frame
    assert list(frame["number"]) == ["一", "一", "二", "三(一)", "三(二)"]
    assert list(frame["meeting"]) == ["1-2"] + ["1-3"] * 4 and b"\r\n" in path.read_bytes().replace(b"\0", b"")


def test_C17_a_list_that_is_no_csv_or_not_there_is_told_and_D08_a_meeting_without_a_form(held):
    meeting = begun(held)
    with pytest.raises(InputError, match="D08"):
        add_decisions(held.params, meeting.params.path)
    held.fill().write()
    path = meeting.params.inputs.resolutions
    path.write_text("甲,乙\n一,二\n", "utf-8")
    with pytest.raises(ConfigError, match="C17 resolutions.csv"):
        add_decisions(held.params, meeting.params.path)
    path.unlink()
    with pytest.raises(ConfigError, match="C17 harbour-1-4.yaml"):
        add_decisions(held.params, meeting.params.path)


def test_C17_a_resolution_that_is_still_followed_may_not_disappear(held):
    held.fill().write()
    meeting = begun(held)
    path = meeting.params.inputs.resolutions
    text = path.read_text("utf-8-sig")
    path.write_text("".join(line for line in text.splitlines(True) if "舊案" not in line), "utf-8")
    [told] = lost(meeting)
    assert "C17 resolutions.csv" in told and "一" in told
    path.write_text(text.replace("1-2,一", "1-2,一 "), "utf-8")
    assert lost(meeting) == []


def test_a_form_that_is_wrong_stops_packet_new_and_nothing_is_written(held):
    held.fill().decided("討論事項一", 決定="好").write()
    with pytest.raises(InputError, match="D04"):
        prepare.prepare(held.params, "harbour-1-4")
    assert not (held.root / "data" / "harbour-1-4").exists()


def test_C17_the_meeting_before_is_another_one_and_its_file_is_there(held):
    for named, code in (("harbour-1-4", "C17"), ("harbour-0-9", "F20")):
        meeting = begun(held, lambda text, named=named: text.replace("{meeting: harbour-1-3}", f"{{meeting: {named}}}"))
        with pytest.raises(ConfigError, match=code):
            lost(meeting)
        (held.root / "params" / "harbour-1-4.yaml").unlink()
        for file in (held.root / "data" / "harbour-1-4").iterdir():
            file.unlink()
        (held.root / "data" / "harbour-1-4").rmdir()


def test_C17_a_list_of_every_period_without_rows_of_this_one_is_told_unless_somebody_says_so(held):
    meeting = begun(held)
    path = held.root / "ministries.csv"
    path.write_text("部會,資料集數,統計日\n甲,3,114-05-31\n", "utf-8")
    found = {"ministries": clean("ministries", path)}
    [told] = since_last.stale(found, meeting.params)
    assert told.code == "C17" and "114-05-31" in told.what and "empty_inputs: [ministries]" in told.todo
    path.write_text("部會,資料集數,統計日\n甲,3,114-05-31\n甲,4,114-11-30\n", "utf-8")
    assert list(since_last.stale({"ministries": clean("ministries", path)}, meeting.params)) == []


def test_a_member_whose_seat_is_another_than_at_the_meeting_before_is_told_by_the_row(held):
    meeting = begun(held)
    path = meeting.params.inputs.members
    text = path.read_text("utf-8-sig")
    assert "機關代表,李戊" in text

    def told(text):
        path.write_text(text, "utf-8")
        found = {"members": inputs.read("members", path, meeting)}
        return [one for one in since_last.notices(found, meeting) if "I02" in one]

    assert told(text) == []
    [one] = told(text.replace("機關代表,李戊", "機關委員,李戊"))
    assert "members.csv row 6" in one and "harbour-1-3" in one and '"機關代表"' in one and '"機關委員"' in one
    assert told(text.replace("機關代表,李戊", "機關委員,王庚")) == []  # somebody else, of whom nobody said anything


REQUESTED = "編號,標題,機關,處理情形,提出日期\n"


@pytest.mark.parametrize(
    ("kind", "text", "counts", "rows"),
    [
        ("requests", f"{REQUESTED}1,甲,資訊室,已開放,114-03-01\n2,乙,資訊室,已開放,114-05-31\n", {}, 2),
        (
            "requests",
            f"{REQUESTED}1,甲,資訊室,已開放,114-03-01\n2,乙,資訊室,已開放,114-06-01\n",
            {},
            0,
        ),  # of its first day
        ("requests", f"{REQUESTED}1,甲,資訊室,已開放,114-03-01\n2,乙,資訊室,已開放,\n", {}, 0),  # it may be of this one
        (
            "requests",
            f"{REQUESTED}1,甲,資訊室,已開放,114-03-01\n",
            {"out_of_scope": 9},
            0,
        ),  # a list of the whole country
        ("requests", REQUESTED, {}, 0),
        ("feedback", "編號,類別,機關,提出日期,回復日期\n1,甲,資訊室,114-05-01,114-05-09\n", {}, 1),
        (
            "feedback",
            "編號,類別,機關,提出日期,回復日期\n1,甲,資訊室,114-05-01,114-06-09\n",
            {},
            0,
        ),  # answered within it
        ("feedback", "編號,類別,機關,提出日期,回復日期\n1,甲,資訊室,114-05-01,\n", {}, 0),  # which waits for its reply
    ],
)
def test_C17_last_half_years_requests_are_told_by_their_file_and_column_unless_there_are_none(
    tmp_path, kind, text, counts, rows
):
    (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
    records = clean(kind, tmp_path / f"{kind}.csv")
    records.counts.update(counts)
    days = (date(2025, 6, 1), date(2025, 11, 30))
    params = SimpleNamespace(periods=SimpleNamespace(requests=days, feedback=days), empty_inputs=())
    told = list(map(str, since_last.of_earlier_period({kind: records}, params)))
    assert len(told) == bool(rows)
    if rows:
        assert (
            f"C17 {kind}.csv" in told[0]
            and f"all of its {rows} rows" in told[0]
            and f"empty_inputs: [{kind}]" in told[0]
        )
        params.empty_inputs = (kind,)
        assert list(since_last.of_earlier_period({kind: records}, params)) == []


def test_what_was_put_off_is_told_item_by_item_until_it_is_on_the_agenda_again(held):
    held.fill().decided("討論事項二", "（二）", 決定="緩議").write()
    meeting = begun(held, lambda text: text.replace("請提升品質。", "請另案辦理。"))

    def told(**changes):
        file = meeting.params.path
        before = file.read_text("utf-8")
        try:
            for old, new in changes.items():
                assert old in before
                file.write_text(before.replace(old, new), "utf-8")
            return [notice for notice in since_last.notices({}, Meeting(Params.read(file))) if "後續作業" in notice]
        finally:
            file.write_text(before, "utf-8")

    [notice] = told()
    assert "討論事項二（二）「後續作業」（決議三（二））" in notice
    assert told(報告盤點情形="上次緩議（1-3 決議三(二)）") == []  # by its number
    assert told(報告盤點情形="11-3 決議三（二）") and told(報告盤點情形="1-3 決議三")
    assert told(請另案辦理="請提升品質") == []  # proposed in the same words


def test_what_was_put_off_stands_in_the_list_with_what_was_proposed(held):
    held.fill().decided("討論事項二", "（二）", 決定="緩議", 決議內容="資料不足").write()
    row = rows(begun(held))[-1]
    assert (row["決議事項"], row["決議內容"], row["解除列管會議"]) == ("請提升品質。", "緩議，資料不足", "1-3")


TRACKED = """\
會議,會議日期,決議編號,決議事項,主辦單位,期限,列管建議,解除列管會議,備註
1-1,,一,更早結案,資訊室,,建議解除列管,1-2,
1-2,113-12-20,一,盤點,資訊室,114-03-31,建議解除列管,,甲
1-2,113-12-20,二（一）,"訓練，
兩梯",各單位,114-06-30,建議解除列管,,乙
1-2,113-12-20,二（二）,檢核,各單位,114-06-30,建議繼續列管,,
"""


def followed(held):
    """A meeting that followed three: one is released, two go on, one of them with a new due date."""
    held.follows(TRACKED).fill()
    held.tracked("一", 決定="解除列管").tracked("二（一）", 新期限="114/9/30").write()


def test_what_was_released_says_by_which_meeting_and_what_goes_on_has_its_new_due_date(held):
    followed(held)
    meeting = begun(held)
    assert [(row["會議"], row["決議編號"], row.get("期限"), row.get("列管建議"), row.get("解除列管會議")) for row in rows(meeting)[:3]] == [
        ("1-2", "一", "114-03-31", "建議解除列管", "1-3"),
        ("1-2", "二(一)", "114-09-30", "待填", None),
        ("1-2", "二(二)", "114-06-30", "待填", None),
    ]  # fmt: skip
    assert [row["備註"] for row in rows(meeting)[:2]] == ["甲", "乙"]
    assert lost(meeting) == []
    frame = inputs.read("resolutions", meeting.params.inputs.resolutions, meeting)
    filled = frame.with_frame(frame.frame.assign(proposal=None))
    found = follow_up.followed_up(filled, meeting)
    assert [(one.number, one.item) for one in found.resolutions][:2] == [("二", "一"), ("二", "二")]
    assert found.missing == ()  # 一 of that meeting is there, as released


def test_C17_what_was_decided_on_the_list_is_asked_for_and_written_into_its_rows_by_a_command(held):
    held.follows(TRACKED)
    meeting = begun(held)
    path = meeting.params.inputs.resolutions
    followed(held)
    before = path.read_text("utf-8")
    taken, asked = lost(meeting)
    assert "C17 resolutions.csv" in asked and "1-2 一, 1-2 二（一）" in asked and "--decisions" in asked
    assert "三（一）" in taken
    _, numbers, changed = add_decisions(held.params, meeting.params.path)
    assert (numbers, changed) == (["一", "二", "三（一）", "三（二）"], ["1-2 一", "1-2 二（一）"])
    assert lost(meeting) == []
    after = path.read_text("utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [
        line for line in before.splitlines() if ",盤點," in line or "兩梯" in line
    ]
    assert [(row["決議編號"], row.get("解除列管會議"), row["期限"]) for row in rows(meeting)[:2]] == [
        ("一", "1-3", "114-03-31"),
        ("二(一)", None, "114-09-30"),
    ]
    assert add_decisions(held.params, meeting.params.path)[1:] == ([], [])


def test_C17_what_goes_on_may_not_be_released_by_hand(held):
    followed(held)
    meeting = begun(held)
    path = meeting.params.inputs.resolutions
    made = rows(meeting)
    assert made[2]["決議編號"] == "二(二)"
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("114-06-30,,,,,待填,,,", "114-06-30,,,,,待填,,1-3,"), "utf-8")
    [told] = lost(meeting)
    assert told.startswith("C17 resolutions.csv") and "1-2 二（二）" in told and "解除列管會議" in told


def test_C17_a_list_without_the_column_is_told_which_one_to_add(held):
    followed(held)
    meeting = begun(held)
    meeting.params.inputs.resolutions.write_text("會議,決議編號,決議事項\n1-2,一,盤點\n", "utf-8")
    with pytest.raises(ConfigError, match="C17 resolutions.csv.*解除列管會議"):
        add_decisions(held.params, meeting.params.path)


def test_a_number_of_a_series_that_goes_on_stays_and_is_not_called_missing_half_a_year_later(held):
    kept = "1-2,,三,舊的仍在,資訊室,,建議繼續列管,,\n"
    held.follows(TRACKED.replace("建議解除列管,,甲", "建議解除列管,1-2,甲") + kept).fill().write()
    assert ("1-2", "一") in [(row["會議"], row["決議編號"]) for row in rows(begun(held))]


def test_a_list_of_this_period_that_is_the_file_of_the_meeting_before_is_told(tmp_path):
    def meeting(name, rows, empty=()):
        file = tmp_path / name / "catalogue.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(rows, "utf-8")
        return SimpleNamespace(name=name, inputs=SimpleNamespace(catalogue=file), empty_inputs=empty)

    old = meeting("harbour-1-3", "資料集\n甲\n")
    assert list(since_last.left_as_before(old, meeting("harbour-1-4", "資料集\n乙\n"))) == []
    [told] = since_last.left_as_before(old, meeting("harbour-1-4", "資料集\n甲\n"))
    assert "catalogue.csv" in told and "harbour-1-3" in told
    assert list(since_last.left_as_before(old, meeting("harbour-1-4", "資料集\n甲\n", ["catalogue"]))) == []
