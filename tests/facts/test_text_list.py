"""Many texts kept as Arrow keeps them say the same as Python's own."""

import pickle

import numpy as np
import pytest
from hypothesis import given, strategies as st

from reportlib.facts import text_list
from reportlib.facts.text_list import TextList, are_any_of, are_filled, kept, numbered_alike, plain_numbers, spelled
from reportlib.text import Quoted, spelling

TEXTS = st.lists(st.none() | st.text(st.characters(codec="utf-8"), max_size=6), max_size=30)


@given(TEXTS)
def test_a_list_of_texts_gives_back_what_it_was_given(texts):
    found = TextList.of(texts)
    assert list(found) == texts == [found[at] for at in range(len(texts))] and found == texts
    assert found.are_missing().tolist() == [text is None for text in texts]
    assert list(pickle.loads(pickle.dumps(found))) == texts


@given(TEXTS)
def test_texts_are_spelled_and_told_apart_as_one_by_one(texts):
    found = TextList.of(texts)
    assert list(spelled(found)) == [text if text is None else spelling(text) for text in texts] == spelled(texts)
    assert are_filled(found).tolist() == [bool(text) for text in texts] == are_filled(texts).tolist()
    different, at = found.told_apart()
    assert [None if place < 0 else different[place] for place in at] == texts
    assert list(different) == [text for text in dict.fromkeys(texts) if text is not None]


@pytest.mark.parametrize(
    "text", ["ABC", "Ａ甲", "甲 乙", "甲　乙", "ı", "ß", "\u200b甲", "é", "ﬁ", "a.b", "甲（乙）", "㈱"]
)
def test_each_sign_that_is_written_in_several_ways_is_spelled_in_one(text):
    assert list(TextList.of([text, "甲"]).spelled()) == [spelling(text), "甲"]


PLAIN = st.lists((st.integers(0, 30) | st.integers(0, 10**17)).map(str) | st.none(), max_size=20)


@given(TEXTS | PLAIN, TEXTS | PLAIN)
def test_equal_texts_of_two_lists_have_one_number(one, other):
    for pair in ((one, other), (TextList.of(one), other), (TextList.of(one), TextList.of(other))):
        mine, theirs = numbered_alike(*pair)
        numbers = [*mine.tolist(), *theirs.tolist()]
        for text, number in zip([*one, *other], numbers, strict=True):
            same = [found for known, found in zip([*one, *other], numbers, strict=True) if known == text]
            assert set(same) == {number} and (number < 0) == (text is None)
        assert max(numbers, default=-1) < len(numbers)


def test_who_wrote_many_texts_stays_known():
    many = kept(Quoted(f"第 {number} 項") for number in range(text_list.MANY))
    assert isinstance(many, TextList) and type(many[7]) is Quoted and {type(text) for text in many} == {Quoted}
    assert type(many.take(np.array([3]))[0]) is Quoted and many.changed(str.upper).made is Quoted


def test_few_values_and_values_of_several_kinds_stay_as_they_are():
    assert kept(iter("ab")) == ["a", "b"]
    mixed = [*map(str, range(text_list.MANY)), 7, None]
    assert kept(iter(mixed)) == mixed
    broken = [*map(str, range(text_list.MANY)), "\ud800"]  # half of a surrogate pair, which is no text for Arrow
    assert kept(iter(broken)) == broken


def test_a_list_of_which_nothing_is_changed_is_the_same_list():
    texts = TextList.of(["甲", None])
    assert texts.changed(str.lower) is texts and list(texts.changed(lambda text: text * 2)) == ["甲甲", None]


@given(st.lists(st.integers(0, 10**18).map(str) | st.none()))
def test_many_texts_that_are_plain_numbers_are_these_numbers(texts):
    assert plain_numbers(TextList.of(texts)).tolist() == [-1 if text is None else int(text) for text in texts]


@pytest.mark.parametrize("text", ["007", "-7", "+7", "7.0", " 7", "", "七", "A7", "9" * 30])
def test_a_text_that_is_no_plain_number_keeps_all_of_them_texts(text):
    assert plain_numbers(TextList.of(["7", text])) is None and plain_numbers(["7"]) is None


@given(st.lists(st.sampled_from(["甲", "乙", "", "丙丁"]) | st.none()), st.lists(st.sampled_from(["甲", "", "戊"])))
def test_which_texts_are_any_of_some_is_told_of_both_kinds_of_lists(texts, some):
    expected = [text in some for text in texts]
    assert are_any_of(texts, some).tolist() == are_any_of(TextList.of(texts), some).tolist() == expected
