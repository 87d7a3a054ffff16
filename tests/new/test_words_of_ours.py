"""A body's own words for what stands nowhere are told, and none that could stand somewhere."""

import pytest
import yaml

from reportlib.meeting.params import Params
from reportlib.new.words_of_ours import words_for_nothing
from tests.whole.test_another_body import FILES


@pytest.fixture
def told(root, tmp_path):
    params = Params.read(root / "params" / "example.yaml")

    def of(*ours):
        lines = "".join(f'  - {{ours: "{one}", own: x}}\n' for one in ours)
        path = tmp_path / "words.yaml"
        path.write_text(f"title: t\nsource: s\nwords:\n{lines}", "utf-8")
        book = params.rulebooks.model_copy(update={"words": path})
        return list(map(str, words_for_nothing(params.model_copy(update={"rulebooks": book}))))

    return of


def test_an_entry_that_replaces_nothing_is_told_by_its_line_with_the_text_that_is_most_like_it(told):
    (said,) = told("資料集盤點", "累計開放資料及")
    assert said.startswith("C05 words.yaml") and "row 5" in said
    assert '"累計開放資料及"' in said and 'Did you mean "累計開放資料集"?' in said


@pytest.mark.parametrize("ours", ["截至 {date}，累計開放資料集 {whole!s} 項", "第 {page}頁", "資料集盤點總表"])
def test_a_sentence_with_another_gap_a_space_that_lacks_or_a_word_too_many_is_told(told, ours):
    assert len(told(ours)) == 1


@pytest.mark.parametrize(
    "ours",
    [
        "截至 {day}，累計開放資料集 {whole!s} 項",  # a sentence
        "{year} 年 {month} 月 {day} 日",  # a day
        "可疑而未遮蔽",  # of a template
        "本期累計",  # the label of a figure, in a notebook
        "各縣市開放資料集數",  # a sentence filled in
        "公共資訊占比",  # made of two
        "統計至 114-05-31；占比無條件捨去",  # notes that are joined
        "機關決算書",  # a cell
        "示範部資料開放績效考核",  # a rulebook's
    ],
)
def test_what_some_meeting_could_print_is_not_told(told, ours):
    assert told(ours) == []


def test_a_meeting_without_own_words_is_not_asked(root):
    assert list(words_for_nothing(Params.read(root / "params" / "example.yaml"))) == []


def test_no_word_of_another_body_is_told(told):
    words = yaml.safe_load(FILES["params/rules/harbour-words.yaml"])["words"]
    assert told(*(one["ours"] for one in words)) == []
