"""An agenda is changed where it stands in its file; comments and everything else stay as they are."""

import pytest
import yaml

from reportlib.new.agenda_edit import AgendaText, NoSuchPlace, path_of, places

BLOCK = """\
# 說明
opening: [00-two-pages]
agenda:
  - item: 報告     # 第一項
    start: "14:00"
    end: "14:20"
    topics:
      - title: 盤點
        sections: [10-inventory, 20-quality]
      # 獎勵的說明
      - title: 獎勵
        proposal: 請報名。
  # 討論的說明
  - item: 討論
    start: "14:20"
    end: "15:00"
    sections: [45-planned]

returns: {due: 109-11-10}   # 之後
"""
FLOW = 'agenda: [{item: 報告, start: "14:00", end: "14:30", topics: [{title: 盤點, sections: [10-a]}]}]\n'


def changed(text, do):
    edited = AgendaText(text)
    do(edited)
    return edited.changed()


def agenda(text):
    return yaml.safe_load(text)["agenda"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_item_is_added_behind_another_and_nothing_else_is_touched(newline):
    before = BLOCK.replace("\n", newline)
    after = changed(before, lambda one: one.add_item("臨時動議", "15:00", "15:10", ["50-requests"], "1"))
    added = '  - item: 臨時動議\n    start: "15:00"\n    end: "15:10"\n    sections: [50-requests]\n'
    assert after == before.replace("[45-planned]" + newline, "[45-planned]" + newline + added.replace("\n", newline))
    between = agenda(changed(before, lambda one: one.add_item("休息", "14:20", "14:20", [], "0")))
    assert [item["item"] for item in between] == ["報告", "休息", "討論"]


def test_the_same_on_one_line():
    after = changed(FLOW, lambda one: one.add_item("討論: 一", "14:30", "15:00", [], "0"))
    assert [item["item"] for item in agenda(after)] == ["報告", "討論: 一"] and after.count("\n") == 1
    after = changed(FLOW, lambda one: one.add_topic("0", "110", "資訊室", ["20-b"], "請辦理。"))
    assert agenda(after)[0]["topics"][1] == {
        "title": "110",
        "presenter": "資訊室",
        "sections": ["20-b"],
        "proposals": [{"text": "請辦理。"}],
    }


def test_a_topic_is_added_where_there_was_none():
    after = changed(BLOCK, lambda one: one.add_topic("1", "預計開放", "", [], ""))
    assert "    sections: [45-planned]\n    topics:\n      - title: 預計開放\n" in after
    assert agenda(after)[1]["topics"] == [{"title": "預計開放"}]


def test_a_single_proposal_becomes_the_first_of_several():
    after = changed(BLOCK, lambda one: one.add_proposal("0.1", "請公告。", "資訊室", ""))
    assert agenda(after)[0]["topics"][1]["proposals"] == [{"text": "請報名。"}, {"text": "請公告。", "owner": "資訊室"}]
    assert agenda(changed(after, lambda one: one.add_proposal("0.1", "三", "", "")))[0]["topics"][1]["proposals"][
        2
    ] == {"text": "三"}


def test_sections_are_added_and_taken_away():
    after = changed(BLOCK, lambda one: one.add_section("0.0", "30-awards"))
    assert "sections: [10-inventory, 20-quality, 30-awards]" in after
    assert "sections: [10-inventory]" in changed(BLOCK, lambda one: one.drop_section("0.0", 1))
    after = changed(BLOCK, lambda one: one.drop_section("1", 0))
    assert "sections" not in agenda(after)[1] and agenda(
        changed(after, lambda one: one.add_section("1", "45-planned"))
    )[1]["sections"] == ["45-planned"]
    assert "opening: [00-two-pages, 02-members]" in changed(BLOCK, lambda one: one.add_section("opening", "02-members"))
    assert "opening" not in yaml.safe_load(changed(BLOCK, lambda one: one.drop_section("opening", 0)))


def test_what_is_moved_takes_the_comment_above_it_along_and_items_share_their_time():
    after = changed(BLOCK, lambda one: one.move_up("0.1"))
    assert after.index("# 獎勵的說明") < after.index("獎勵\n") < after.index("盤點") and "# 第一項" in after
    after = changed(BLOCK, lambda one: one.move_up("1"))
    assert [(item["item"], item["start"], item["end"]) for item in agenda(after)] == [
        ("討論", "14:00", "14:40"),
        ("報告", "14:40", "15:00"),
    ]
    assert after.index("# 討論的說明") < after.index("item: 討論") and "returns: {due: 109-11-10}   # 之後" in after
    assert (
        agenda(
            changed(
                FLOW.replace("]}]\n", ']}, {item: 乙, start: "15:00", end: "15:10"}]\n'), lambda one: one.move_up("1")
            )
        )[0]["item"]
        == "乙"
    )


def test_a_name_is_changed_where_it_stands():
    assert "  - item: 確認     # 第一項" in changed(BLOCK, lambda one: one.rename("0", "確認"))
    assert agenda(changed(BLOCK, lambda one: one.rename("0.1", "110: 年")))[0]["topics"][1]["title"] == "110: 年"


def test_what_goes_takes_all_that_it_heads():
    after = changed(BLOCK, lambda one: one.drop("0.0"))
    assert [topic["title"] for topic in agenda(after)[0]["topics"]] == ["獎勵"] and "# 獎勵的說明" in after
    assert [item["item"] for item in agenda(changed(BLOCK, lambda one: one.drop("1")))] == ["報告"]


@pytest.mark.parametrize("place", ["", "x", "0.0.0.0", "-1", "../..", "agenda", "5", "0.7", "0.0.0"])
def test_a_place_that_is_not_there_is_none(place):
    with pytest.raises(NoSuchPlace):
        changed(BLOCK, lambda one: one.drop(place))


def test_every_place_is_listed_in_order():
    assert [place for place, _ in places(yaml.safe_load(BLOCK))] == ["0", "0.0", "0.1", "1"]
    assert path_of("1.0.2") == ("agenda", 1, "topics", 0, "parts", 2)
