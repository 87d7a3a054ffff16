"""Motions: each with its own decision, and 「無」 in every spelling is none."""

import openpyxl
import pytest

from reportlib.decisions import read
from reportlib.errors import InputError


def motions(held, **cells):
    if not held.tables:
        held.fill()
    held.tables["motions"] = [cells]
    return read.read(held.write()).motions


@pytest.mark.parametrize(
    ("chosen", "text", "word", "followed"),
    [
        ("", "納入下次議程。", "另行決議", True),
        ("不通過", "", "不通過", False),
        ("", "不予採納。", "不予採納", False),
        ("", "決議：洽悉", "洽悉", False),
        ("錄供參考", "", "錄案參考", False),
        ("照案通過", "", "照案通過", True),
        ("同意", "照案通過，請資訊室辦理。", "照案通過", True),
    ],
)
def test_a_motion_has_the_decision_that_was_chosen_or_that_its_text_begins_with(held, chosen, text, word, followed):
    [one] = motions(held, 提案人="林乙", 案由="展示成果", 決定=chosen, 決議=text)
    assert (one.word, one.is_task) == (word, followed)


def test_a_motion_that_was_taken_note_of_is_followed_up_where_somebody_was_asked(held):
    [one] = motions(held, 提案人="林乙", 案由="展示成果", 決定="洽悉", 決議="請評估。", 辦理單位="資訊室")
    assert one.is_task


@pytest.mark.parametrize("column", ["提案人", "案由", "決定", "決議"])
@pytest.mark.parametrize(
    "said", ["無", "無。", "無臨時動議", " 無 臨時動議。", "本次會議無臨時動議", "－", "（無）", "N/A"]
)
def test_none_is_no_motion_in_whatever_cell_it_stands(held, column, said):
    assert motions(held, **{column: said}) == ()


def test_none_in_every_cell_is_no_motion(held):
    assert motions(held, 提案人="無", 案由="無。", 決議="無") == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"提案人": "無", "案由": "展示", "決議": "請研議。"}, "D01 motions.csv第 2 列 A 欄「提案人」：這一項臨時動議沒有填「提案人」"),
        ({"提案人": "林乙", "決議": "請研議。"}, "這一項臨時動議沒有填「案由」"),
        ({"提案人": "林乙", "案由": "展示", "決定": "好", "決議": "請研議。"}, "D04 motions.csv第 2 列 C 欄「決定」：「好」不是已知的決定"),
        ({"提案人": "林乙", "案由": "展示", "決定": "修正通過"}, "「決定」是「修正通過」，沒有填「決議」"),
        ({"提案人": "林乙", "案由": "展示", "決定": "洽悉", "決議": "緩議。"}, "「決定」是「洽悉」，決議的文字卻是「緩議」"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_motion_is_one_sentence(held, cells, told):
    with pytest.raises(InputError) as error:
        motions(held, **cells)
    assert len(error.value.problems) == 1 and told in str(error.value)


def test_motions_under_other_headers_are_told_and_not_lost(held):
    held.fill().write()
    path = held.data / "motions.csv"
    path.write_text("誰,什麼\n林乙,展示成果\n", "utf-8")
    with pytest.raises(InputError, match="D08 motions.csv：找不到「臨時動議」表"):
        read.read(held.meeting())
    path.write_text("本次會議無臨時動議。,\n,\n", "utf-8")
    assert read.read(held.meeting()).motions == ()


@pytest.mark.parametrize("cells", [{}, {"A4": "無"}, {"A4": "林乙", "B4": "展示", "D4": "不予採納。"}])
def test_a_workbook_with_none_or_a_motion_is_read_like_files(held, cells):
    [path] = held.begin("xlsx")
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["臨時動議"][cell] = value
    book.save(path)
    with pytest.raises(InputError) as error:
        read.read(held.meeting())
    assert {problem.code for problem in error.value.problems} == {"D01"}  # the other sheets, which are blank
    assert not [problem for problem in error.value.problems if "臨時動議" in str(problem)]


def test_more_than_a_hundred_motions_have_numbers(held):
    held.fill()
    for number in range(110):
        held.add("motions", 提案人="林乙", 案由=f"第{number}件", 決議="請研議。")
    found = read.read(held.write()).motions
    assert [found[n].number for n in (95, 96, 97, 106, 107)] == ["九十九", "一百", "一百零一", "一百一十", "一百一十一"]
