"""What was accepted for one meeting only is left behind; what may come again goes on, and is looked at again."""

import pytest

from reportlib.meeting import yaml_file
from reportlib.new import prepare
from tests.new.test_prepare import FILES, PARAMS

RULES = """\
title: 核對規則
source: 本會
identities:
  - {id: quality, kind: sum, severity: warning, says: 合計相符。, facts: {total: ["quality.gold/{day}"], plus: ["quality.gold_by_unit/{day}/**"]}}
  - {id: whole, kind: same, severity: warning, says: 只有一個數值。, facts: {facts: [inventory.total, programme/total]}}
  - id: closed-early
    kind: none
    severity: warning
    says: 期限未到。
    facts: {on: [follow_up.tracked]}
    table: resolutions
    named: "{會議} 決議{決議編號}"
    where: [{column: 期限, after: as_of}, {column: 列管建議, among: [解除列管]}]
  - id: late
    kind: contrary
    severity: warning
    says: 已到期。
    one: {table: milestones, key: [期限, 工作項目], column: 工作項目, texts: [工作項目]}
  - id: answered
    kind: contrary
    severity: warning
    says: 已開放。
    one: {table: requests, key: [編號], column: 標題, texts: [標題]}
"""
STAYS = [
    "whole/programme/total",  # of a figure that the next meeting has too
    "quality/113-11-30",  # of a day that is in the series still
    "late/114-12-31/還沒到期",  # of a row that is carried over
    "answered/1",  # of a file that is no meeting's own: it may be the same one
    "unknown/109-01-01",  # of no identity: the packet says so
]
GOES = [
    "quality/114-06-05",  # of a day that has moved on
    "late/114-05-31/早已到期",  # of a row that is not carried over
    "closed-early/1-2決議一",  # of what was proposed to that meeting
]


@pytest.fixture
def prepared(tmp_path):
    """What ``packet new`` makes of parameters that accept disagreements with these ids: the new parameters, and what it tells."""

    def made(ids, params=PARAMS, more=()):
        accepted = "".join(f"  - id: {one}\n    reason: 說得通\n" for one in ids)
        text = f"{params}rulebooks: {{identities: rules.yaml}}\naccepted:\n{accepted}"
        files = {**FILES, **dict(more), "params/harbour-1-3.yaml": text, "params/rules.yaml": RULES}
        for file, content in files.items():
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(content, "utf-8")
        done = prepare.prepare(tmp_path / "params" / "harbour-1-3.yaml", "harbour-1-4")
        return yaml_file.load(done.params).data["accepted"], [one for one in done.notices if "left behind" in one]

    return made


def test_what_can_be_of_the_old_meeting_only_is_left_behind_and_told_by_its_ids(prepared):
    accepted, (told,) = prepared([*STAYS, *GOES])
    assert accepted == [{"id": one, "reason": "待填：說得通"} for one in STAYS]
    assert told.startswith("3 accepted disagreements are of harbour-1-3 only") and all(one in told for one in GOES)


def test_where_all_are_of_the_old_meeting_the_list_is_empty(prepared):
    accepted, (told,) = prepared(GOES)
    assert accepted == [] and GOES[0] in told


def test_where_none_is_of_the_old_meeting_only_nothing_is_said(prepared):
    accepted, told = prepared(STAYS)
    assert [one["id"] for one in accepted] == STAYS and told == []


def test_an_id_in_common_years_is_the_same_one(prepared):
    accepted, _ = prepared(["late/2025-12-31/還沒到期", "late/2025-05-31/早已到期", "quality/2024-11-30"])
    assert [one["id"] for one in accepted] == ["late/2025-12-31/還沒到期", "quality/2024-11-30"]


def test_a_case_of_the_old_period_does_not_come_again(prepared):
    own = "data/harbour-1-3/requests.csv"
    params = PARAMS.replace("../data/common/requests.csv", f"../{own}")
    accepted, (told,) = prepared(["answered/1", "whole"], params, {own: FILES["data/common/requests.csv"]})
    assert [one["id"] for one in accepted] == ["whole"] and "answered/1" in told
