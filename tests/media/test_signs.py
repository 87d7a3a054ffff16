"""What a source wrote and no font has: printed by name, one sign at a time, in every output alike (FAULTS E17)."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from reportlib import fonts
from reportlib.fonts import EMOJI, missing, printable, shown
from reportlib.public import review
from tests.support.small_meeting import small_records


@pytest.mark.parametrize(
    "sign",
    [
        "😀",
        "❤️",
        "👍🏽",
        "👨‍👩‍👧",
        "👩🏻‍💻",
        "🇹🇼",
        "1️⃣",
        "#⃣",
        "🏳️‍🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ]
    + ["🫨", "🧑‍🤝‍🧑"],
)
def test_an_emoji_that_no_font_has_is_one_sign_whatever_it_is_made_of(sign):
    assert shown(f"請開放{sign}水位") == f"請開放{EMOJI}水位"
    assert missing(f"請開放{sign}水位{sign}") == [sign, sign]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("☀️晴 ☎️ 1999 ★→①", "☀晴 ☎ 1999 ★→①"),
        ("造\ue000\ue001字", "造〔造字 U+E000、U+E001〕字"),
        ("สวัสดี", "〔缺字 U+0E2A、U+0E27、U+0E31、U+0E2A…共 6 字〕"),
        ("x\u0301", "x〔缺字 U+0301〕"),
        ("cafe\u0301 𠮷野家 m² 한국", "café 𠮷野家 m² 한국"),
        ("1 2 3 # *", "1 2 3 # *"),
        ("a\u200bb\tc\r\n葛\U000e0100", "a\u200bb\tc\r\n葛\U000e0100"),
    ],
)
def test_what_a_font_has_is_printed_and_other_characters_are_named(text, printed):
    assert shown(text) == printed


@given(st.text(max_size=30))
def test_whatever_is_written_can_be_printed_and_nothing_is_dropped(text):
    printed = printable(shown(text))
    assert set(printed) - {"\n"} <= fonts.known_characters()
    assert shown(shown(text)) == shown(text)


def test_what_is_known_at_once_is_in_both_weights():
    sure = [char for char in map(chr, range(0x10000)) if fonts._SURE.fullmatch(char) and char != "\n"]
    assert len(sure) > 20_000 and set(sure) <= fonts.known_characters()


def test_records_hold_what_is_printed_and_the_review_lists_what_was_written():
    records = small_records(
        "requests",
        {"request_id": "7", "title": "水位😀", "agency": "經濟部甲局"},
        {"request_id": "8", "title": "\ue000井😀", "agency": "經濟部甲局"},
    ).quoted()
    assert list(records.frame["title"]) == [f"水位{EMOJI}", f"〔造字 U+E000〕井{EMOJI}"]
    assert [(sign.row, sign.column, sign.codes) for sign in records.unprinted] == [
        (2, "title", "U+1F600"),
        (3, "title", "U+E000"),
        (3, "title", "U+1F600"),
    ]
    face, private = review.items_of_unprinted([records])
    place = "requests.csv 第 2 列「標題」、requests.csv 第 3 列「標題」"
    assert face == {"id": "U+1F600", "place": place, "what": "GRINNING FACE", "todo": f"印成{EMOJI}"}
    assert private["todo"] == "印成〔造字 U+E000〕"
    assert records.quoted().unprinted == records.unprinted and isinstance(records.frame, pd.DataFrame)
