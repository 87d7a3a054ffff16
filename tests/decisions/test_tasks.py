"""What somebody was asked for is followed up whatever the word of its decision, and what may be a task is told."""

import pytest

from reportlib.decisions import read


def decided(held, place="報告事項一", **cells):
    found = read.read(held.fill().decided(place, **cells).write())
    return next(one for one in found.decisions if one.place == place), found


def test_D06_reminds_of_a_task_that_is_given_to_nobody_and_for_no_day(held):
    _, found = decided(held, 決定="另行決議", 決議內容="展示成果。")
    assert [warning.code for warning in found.warnings] == ["D06"]
    assert "列為追蹤，「辦理單位」及「期限」都沒有填" in found.warnings[0].what


@pytest.mark.parametrize("word", ["洽悉", "緩議", "不通過"])
@pytest.mark.parametrize("cells", [{"辦理單位": "資訊室"}, {"期限": "114/7/31"}, {"期限說明": "下次會議"}])
def test_an_owner_or_a_due_date_makes_a_task_of_it(held, word, cells):
    one, found = decided(held, 決定=word, 決議內容="請資訊室補正。", **cells)
    assert one in found.followed() and not found.warnings
    assert (one in found.brought_again()) == (word == "緩議")


def test_what_was_proposed_and_not_decided_is_no_task_by_its_proposed_owner(held):
    one, found = decided(held, "討論事項一", 決定="不通過")
    assert (one.owner, one in found.followed(), found.warnings) == ("各單位", False, ())
    held.tables.clear()
    for path in ("decisions", "attendance", "motions", "meeting"):
        (held.data / f"{path}.csv").unlink()
    one, found = decided(held, "討論事項一", 決定="不通過", 辦理單位="資訊室")
    assert one in found.followed()


def test_a_dash_or_a_none_is_no_owner_and_no_text(held):
    one, found = decided(held, 決定="洽悉", 決議內容="無", 辦理單位="－", 期限說明="無。")
    assert (one.text, one.owner, one.due_said, one.is_task, found.warnings) == ("", "", "", False, ())


@pytest.mark.parametrize(
    ("word", "text", "told"),
    [
        ("洽悉", "洽悉，附件三由資訊室補正。", True),
        ("緩議", "請資訊室補充資料。", True),
        ("緩議", "申請件數及應用情形資料不足。", False),
        ("洽悉", "准予備查。", False),
    ],
)
def test_a_text_that_may_be_a_task_without_an_owner_is_told(held, word, text, told):
    one, found = decided(held, 決定=word, 決議內容=text)
    assert one not in found.followed()
    assert [problem.code for problem in found.warnings] == ["D06"] * told
