"""Which of a unit's files is the newer one, and what is asked where nobody can tell."""

import hashlib
import os

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import ConfigError
from reportlib.returns import (
    accepting,
    decisions,
    entries,
    received,
    work as returns_work,
)
from reportlib.returns.senders import Version
from tests.support.desk import CORRECTION, COUNTS, GOOD, PLAN, file_of

NEWER = [
    ("水利署", "水利署修正"),
    ("水利署", "水利署(1)"),
    ("水利署(1)", "水利署(2)"),
    ("水利署", "水利署_v2"),
    ("水利署_v2", "水利署_v3"),
    ("水利署v9", "水利署v10"),
    ("水利署修正", "水利署修正2"),
    ("水利署修正", "水利署再修正"),
    ("水利署第1次修正", "水利署第二次修正"),
    ("水利署1091101", "水利署1091105"),
    ("水利署109.11.1", "水利署109-11-05"),
    ("水利署20201101", "水利署20201105"),
    ("水利署1091101", "水利署1091101修正"),
    ("水利署第一版", "水利署第二版"),
    ("水利署修正（１）", "水利署修正（２）"),
    ("水利署", "水利署-檢核"),
    ("水利署1091101修正", "水利署1091105"),
    ("水利署1091105", "水利署修正1091105"),
    ("水利署", "水利署最終版"),
    ("水利署", "水利署_定稿"),
    ("水利署修正", "水利署修正_最終"),
    ("水利署11月5日", "水利署11月12日"),
    ("水利署109年11月5日", "水利署1091112"),
]
UNTOLD = [
    ("水利署最終版", "水利署修正"),
    ("水利署最終版", "水利署v2"),
    ("水利署", "水利署最終處置"),
    ("水利署", "水利署11月5日"),
    ("水利署11月5日", "水利署1091112"),
    ("水利署12月30日", "水利署1月5日"),
    ("水利署v2", "水利署修正"),
    ("水利署", "水利署1091105"),
    ("水利署(1)", "水利署修正"),
    ("水利署v2", "水利署(1)"),
    ("水利署", "水利署v1"),
    ("水利署109年", "水利署110年"),
    ("水利署", "水利署副本"),
]


@pytest.mark.parametrize(("older", "newer"), NEWER)
def test_F18_the_newer_version_is_told_by_its_name(older, newer):
    assert Version.of(newer).newer_than(Version.of(older)) and not Version.of(older).newer_than(Version.of(newer))


@pytest.mark.parametrize(("one", "other"), UNTOLD)
def test_F18_where_a_name_does_not_tell_it_is_not_told(one, other):
    assert not Version.of(one).newer_than(Version.of(other)) and not Version.of(other).newer_than(Version.of(one))


@given(st.text(), st.text())
def test_of_no_two_names_is_each_newer_than_the_other(one, other):
    first, second = Version.of(one), Version.of(other)
    assert not (first.newer_than(second) and second.newer_than(first)) and not first.newer_than(first)


def test_F18_the_newest_version_counts_and_the_board_says_which(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("水利署_修正.csv", GOOD[0])
    found = desk.take()
    cell = found.board["水利署", "plan"]
    assert (cell.file, cell.rows, cell.version) == ("水利署_修正.csv", 1, "修正") and "2 versions" in cell.note
    assert file_of(found, "水利署.csv").standing == "older" and found.is_right is False and found.findings == ()


def test_F18_the_board_says_that_a_newer_version_cannot_be_read(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put_bytes("水利署修正.xlsx", b"PK\x03\x04broken")
    cell = desk.take().board["水利署", "plan"]
    assert (cell.state, cell.file, cell.note) == (
        "received",
        "水利署.csv",
        "what came later cannot be read: 水利署修正.xlsx",
    )


def test_F18_a_unit_may_go_back_to_what_it_sent_before(desk):
    desk.put("水利署_1091105.csv", *GOOD)
    desk.put("水利署_1091106.csv", GOOD[0])
    desk.put("水利署_1091107.csv", *GOOD)
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署_1091107.csv" and found.board["水利署", "plan"].rows == 2
    assert [file.standing for file in found.files] == ["same", "older", "counts"]


def test_of_two_equal_files_the_one_that_is_corrected_counts(desk):
    rows = GOOD[0], ("甲-2", "水庫", "", "CSV", "每1月", "109/2/30", "")
    desk.put("水利署.csv", *rows)
    desk.put("水利署修正.csv", *rows)
    desk.say("corrections.yaml", CORRECTION)
    found = desk.take()
    assert found.findings == () and found.board["水利署", "plan"].file == "水利署.csv" and len(found.corrections) == 1


def test_F18_which_is_newer_never_depends_on_the_time_of_the_file(desk):
    desk.put("水利署.csv", *GOOD)
    os.utime(desk.put("水利署_修正.csv", GOOD[0]), (0, 0))
    assert desk.take().board["水利署", "plan"].file == "水利署_修正.csv"


def test_F18_two_versions_that_cannot_be_told_apart_ask_for_a_decision(desk):
    one, other = desk.put("水利署.csv", *GOOD), desk.put("水利署副本.csv", GOOD[0])
    found = desk.take()
    (asked,) = found.findings
    assert asked.code == "F18" and "intake.yaml" in asked.todo
    for path in (one, other):
        assert path.name in asked.what and hashlib.sha256(path.read_bytes()).hexdigest()[:12] not in asked.what
        assert file_of(found, path.name).standing == "undecided"
    assert found.board["水利署", "plan"].state == "errors" and found.accepted["plan"].empty
    lines = asked.todo.partition("\n")[2]
    assert lines == "versions:\n- unit: 水利署\n  use: 水利署.csv  # or 水利署副本.csv"
    desk.say("intake.yaml", lines)
    assert desk.take().board["水利署", "plan"].rows == 2


def test_F18_a_unit_is_asked_once_for_all_its_returns(desk):
    for name in ("水利署.xlsx", "水利署副本.xlsx"):
        desk.put_book(name, {"計畫": [PLAN, *GOOD], "考核": [COUNTS, (1, 1, 1, 1 if "副" in name else 0)]})
    (asked,) = desk.take().findings
    assert asked.code == "F18" and "預計開放資料集、績效考核回報" in asked.what and "table:" not in asked.todo


def test_a_file_of_an_agency_that_is_not_registered_is_told_so(desk):
    desk.put("環保署回報.csv", ("環境保護署", *GOOD[0]), header=("機關", *PLAN))
    (one,) = desk.take().findings
    assert (
        one.code == "I02"
        and one.what == '"環境保護署" in the agency column is not in the register.'
        and "skip: true" in one.todo
    )


def test_F09_a_mail_is_no_table_and_its_attachment_is_asked_for(desk):
    desk.put_bytes(
        "水利署回報.eml",
        "From: 王 <a@example.invalid>\r\nTo: b@example.invalid\r\nSubject: 回報\r\n\r\n如附件，請查收\r\n".encode(),
    )
    (one,) = desk.take().findings
    assert (one.code, one.todo) == ("F09", "Save the attachment and put it here instead.")


def test_F04_a_file_with_a_password_is_only_told_of_once_the_unit_has_sent_everything(desk):
    from reportlib.records.findings import Finding

    desk.put("水利署_計畫.csv", *GOOD)
    work = returns_work.IntakeWork(
        desk.meeting, {"水利署": ("plan",)}, decisions.Decided.read(desk.data / "intake.yaml", desk.meeting)
    )
    for name in ("水利署.xlsx", "水利署_修正.xlsx", "水利署_計畫.csv"):
        received.take(work, entries.Arrival(name, desk.returns / name))
        work.files[name].unit = "水利署"
    levels = []
    for counting in ({}, {("水利署", "plan"): [type("Sheet", (), {"file": work.files["水利署_計畫.csv"]})]}):
        work.examined = counting
        levels += [
            accepting.as_still_needed(work, Finding("F04", "locked", file=name)).level
            for name in ("水利署.xlsx", "水利署_修正.xlsx")
        ]
    assert levels == ["error", "error", "warning", "error"]  # a newer one may hold something else


def test_F18_a_decision_settles_it(desk):
    desk.put("水利署.csv", *GOOD)
    chosen = desk.put("水利署副本.csv", GOOD[0])
    digest = hashlib.sha256(chosen.read_bytes()).hexdigest()
    desk.say(
        "intake.yaml",
        f"versions:\n  - {{unit: 水利署, table: plan, use: 水利署副本.csv, sha256: '{digest[:12]}', who: 王小明, reason: 電話確認}}\n",
    )
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署副本.csv" and found.findings == ()


MERGED = (
    "name,short,aliases,kind,evaluated,successor,valid_from,valid_until,becomes\n經濟部礦務局,礦務局,,,是,,,109-09-25,經濟部地礦中心\n"
    "經濟部中央地質調查所,地調所,,,是,,,109-09-25,經濟部地礦中心\n經濟部地礦中心,地礦中心,,,是,,109-09-26,,\n"
)


@pytest.fixture
def merged(desk):
    """A meeting after two offices became one, each of which still sends its own return."""
    (desk.root / "params" / "agencies.csv").write_text(MERGED, "utf-8")
    desk.put("礦務局.csv", GOOD[0])
    desk.put("地調所.csv", GOOD[1])
    return desk


def test_I01_how_a_unit_was_told_names_the_name_of_another_time(merged):
    merged.put("地礦中心考核.csv", (1, 1, 1, 1), header=COUNTS)
    assert {(file.name, file.unit, file.how) for file in merged.take().files} == {
        ("地調所.csv", "地礦中心", 'by the file\'s name ("地調所" is 地礦中心)'),
        ("地礦中心考核.csv", "地礦中心", "by the file's name"),
        ("礦務局.csv", "地礦中心", 'by the file\'s name ("礦務局" is 地礦中心)'),
    }


def test_F18_a_return_of_one_office_is_no_newer_version_of_that_of_another(merged):
    merged.put("礦務局修正.csv", *GOOD)
    found = merged.take()
    assert [one.code for one in found.findings] == ["F18"] and found.accepted["plan"].empty


def test_F18_the_newer_version_is_told_across_a_mere_change_of_name(desk):
    (desk.root / "params" / "agencies.csv").write_text(
        MERGED.replace("經濟部中央地質調查所,地調所,,,是,,,109-09-25,經濟部地礦中心\n", ""), "utf-8"
    )
    desk.put("礦務局.csv", GOOD[0])
    desk.put("地礦中心修正.csv", *GOOD)
    found = desk.take()
    assert found.findings == () and found.board["地礦中心", "plan"].file == "地礦中心修正.csv"


def test_F18_the_files_of_two_offices_that_became_one_may_both_count(merged):
    assert [one.code for one in merged.take().findings] == ["F18"]
    merged.say("intake.yaml", "versions:\n  - {unit: 地礦中心, use: [礦務局.csv, 地調所.csv]}\n")
    found = merged.take()
    cell = found.board["地礦中心", "plan"]
    assert (cell.state, cell.rows, cell.file, cell.note) == (
        "received",
        2,
        "地調所.csv、礦務局.csv",
        "by intake.yaml 2 files count together",
    )
    assert [file.standing for file in found.files] == ["counts", "counts"] and found.findings == ()
    assert sorted(zip(found.accepted["plan"]["plan_id"], found.accepted["plan"]["來源檔案"], strict=True)) == [
        ("甲-1", "礦務局.csv"),
        ("甲-2", "地調所.csv"),
    ]


def test_I07_of_two_files_that_count_together_one_number_with_two_contents_counts_in_neither(merged):
    merged.put("地調所.csv", ("甲-1", "別的", *GOOD[0][2:]), GOOD[1])
    merged.say("intake.yaml", "versions:\n  - {unit: 地礦中心, use: [礦務局.csv, 地調所.csv]}\n")
    found = merged.take()
    assert {(one.code, one.file, one.what) for one in found.errors} == {
        ("I07", "地調所.csv", "the same as 礦務局.csv row 2."),
        ("I07", "礦務局.csv", "the same as 地調所.csv row 2."),
    }
    assert list(found.accepted["plan"]["plan_id"]) == ["甲-2"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("versions:\n  - {unit: 水利署, use: 水利署定稿.csv}\n", "no file"),
        ("versions:\n  - {unit: 水利署, use: 水利署.csv, sha256: abcdef012345}\n", "no longer the file"),
        ("versions:\n  - {unit: 水利署, use: [水利署.csv, 水利署定稿.csv]}\n", "no file"),
        (
            "versions:\n  - {unit: 水利署, use: [水利署.csv, 水利署.csv], sha256: abcdef012345}\n",
            "only be given with one file",
        ),
        ("versions:\n  - {unit: 水利署, use: 3}\n", "is expected"),
        ("files:\n  - {file: 水利署.csv, unit: 林務局}\n", "not in the register"),
        ("files:\n  - {fil: 水利署.csv}\n", "did you mean"),
    ],
)
def test_C14_a_decision_that_does_not_fit_stops_the_intake_at_its_line(desk, text, word):
    desk.put("水利署.csv", *GOOD)
    desk.say("intake.yaml", text)
    with pytest.raises(ConfigError) as caught:
        desk.take()
    assert word in str(caught.value) and caught.value.problems[0].row == 2


def test_F18_an_older_version_counts_where_the_newest_cannot_be_used(desk):
    desk.put("水利署_預計開放資料集.csv", *GOOD)
    desk.put("水利署_預計開放資料集_修正.csv", ("甲-1", "河川"), header=("編號", "資料集名稱"))
    found = desk.take()
    assert found.board["水利署", "plan"].file == "水利署_預計開放資料集.csv" and found.board["水利署", "plan"].rows == 2
    assert {one.code for one in found.findings} == {"L09", "F18"}


def test_the_same_file_twice_counts_once(desk):
    desk.put("水利署.csv", *GOOD)
    desk.put("水利署-副本.csv", *GOOD)
    found = desk.take()
    assert (
        found.board["水利署", "plan"].rows == 2
        and sorted(file.standing for file in found.files) == ["counts", "same"]
        and found.findings == ()
    )


def test_two_files_of_two_returns_are_no_two_versions(desk):
    desk.put("水利署_預計開放.csv", *GOOD)
    desk.put("水利署_考核.csv", (1, 1, 1, 1), header=COUNTS)
    found = desk.take()
    assert [found.board["水利署", name].state for name in ("plan", "evaluation")] == ["received", "received"]
