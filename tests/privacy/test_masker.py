"""What is personal data in a text and what only looks like it: literal sentences, and properties that hold for any."""

import datetime
import re

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.privacy import surnames
from reportlib.privacy.masker import Masker, find, mask
from reportlib.privacy.patterns import national_id_is_right


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("承辦人王小明，電話(02)2321-2200 #1234", "承辦人〔姓名〕，電話〔電話〕"),
        ("王科長、林專員說明", "〔姓名〕科長、〔姓名〕專員說明"),
        ("聯絡人：陳大文", "聯絡人：〔姓名〕"),
        ("聯絡人 陳大文、林小華電話0912345678", "聯絡人 〔姓名〕、〔姓名〕電話〔電話〕"),
        ("科長王小明 敝姓李 民眾歐陽小明反映", "科長〔姓名〕 敝姓〔姓名〕 民眾〔姓名〕反映"),
        ("高小姐、方先生、許先生、歐陽老師", "〔姓名〕小姐、〔姓名〕先生、〔姓名〕先生、〔姓名〕老師"),
        ("請向李明先生洽詢", "請向〔姓名〕先生洽詢"),
        ("王 小 明 先生 **林美玲**女士", "〔姓名〕 先生 **〔姓名〕**女士"),
        ("王小明　敬上；Mr. John Wang said", "〔姓名〕　敬上；Mr. 〔姓名〕 said"),
        ("０９１２－３４５－６７８", "〔電話〕"),
        ("0 9 1 2 3 4 5 6 7 8", "〔電話〕"),
        ("零九一二三四五六七八", "〔電話〕"),
        ("09\u200b12-345-678", "〔電話〕"),
        ("+886 912 345 678、+886-2-2321-2200分機12", "〔電話〕、〔電話〕"),
        ("02-23212200、(037)123-456、0912.345.678", "〔電話〕、〔電話〕、〔電話〕"),
        ("電話：2321-2200；請撥分機 1234", "電話：〔電話〕；請撥分機 〔電話〕"),
        ("Ａ１２３４５６７８９ a123456789 A 12 345 6789", "〔身分證字號〕 〔身分證字號〕 〔身分證字號〕"),
        ("A一二三四五六七八九", "〔身分證字號〕"),
        ("AB12345677（舊式居留證） A800000014（新式）", "〔身分證字號〕（舊式居留證） 〔身分證字號〕（新式）"),
        ("A123456789-0912345678", "〔身分證字號〕-〔電話〕"),
        ("abc.def＠gmail.com，x (at) y.tw", "〔電子郵件〕，〔電子郵件〕"),
        ("我住臺北市大安區和平東路一段123巷4號5樓之1", "我住〔地址〕"),
        ("新北市板橋區中山路一段一六一號；地址：福州街15號", "〔地址〕；地址：〔地址〕"),
        ("護照號碼：300123456，車牌 ABC-1234", "護照號碼：〔護照號碼〕，車牌 〔車牌〕"),
    ],
)
def test_P06_personal_data_is_masked_however_it_is_written(text, masked):
    assert mask(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "主任委員、各位先生、許多老師、相關先生、任何同學、管理委員會",
        "工程組長 資安專員 商業司長 程式設計師 簡任技正 基金經理 對方先生",
        "王○明先生、林〇〇小姐、陳Ｏ華君",
        "〔姓名〕先生電話〔電話〕",
        "109 年 10 月 31 日、109/10/31、2020-09-12 10:30:45、3,159 項、106.2 分、2020-11-20T14:00:00+08:00",
        "依政府資訊公開法第 18 條第 1 項第 9 款，經授水字第09120212345號、府授資字第0912345678號",
        "550e8400-0912-3456-7812-446655440000 0912345678abcdef0912345678abcdef",
        "https://data.gov.tw/dataset/0912345678?tel=02-2321-2200",
        "國道1號、網路 5 號、中正段 123 地號、臺北市政府府授資字第1090000001號",
        "F-0012 至 F-0020、5-2、110 上-001、9000001、548277",
        "declared.users_total、user_count_2",
    ],
)
def test_what_is_no_personal_data_stays_as_it_is(text):
    assert mask(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A123456788", "檢查碼"),
        ("https://a.tw/?t=0912345678", "網址"),
        ("型號 ABC-1234", "車牌"),
        ("中山路12號", "門牌"),
        ("阿美先生", "姓氏"),
    ],
)
def test_what_looks_like_it_is_listed_and_not_masked(text, reason):
    assert mask(text) == (text, [])
    assert [reason in one.rule.name for one in find(text)] == [True]


def test_a_name_that_is_kept_stays_and_one_that_is_known_goes_wherever_it_stands():
    masker = Masker(kept=("林全能", "經濟部林務局"), names=("王小明",))
    assert (
        masker.mask("林全能　次長、林全能先生、林次長、經濟部林務局局長")[0]
        == "林全能　次長、林全能先生、〔姓名〕次長、經濟部林務局局長"
    )
    assert masker.mask("由王小明提出")[0] == "由〔姓名〕提出"


def test_what_a_person_lists_goes_whatever_it_is_and_brackets_of_ours_protect_only_what_was_masked():
    masker = Masker(kept=("林全能", "沈志明"), listed=("林全能", "nick_name77"))
    assert masker.mask("林全能、沈志明先生、nick_name77")[0] == "〔遮蔽〕、沈志明先生、〔遮蔽〕"
    assert (
        mask("requests.xlsx〔唐國強先生〕、〔姓名〕〔2〕先生、〔電話〕")[0]
        == "requests.xlsx〔〔姓名〕先生〕、〔姓名〕〔2〕先生、〔電話〕"
    )


def test_names_that_are_learned_change_nothing_else():
    rules = Masker()
    texts = [
        "由王小明提出",
        "由王 小 明提出",
        "科長王小明 0912345678",
        "3,159 項",
        "A123456789 王小明先生",
        "ascii 0912345678",
    ]
    assert [rules.knowing(["王小明"]).mask(text) for text in texts] == [
        Masker(names=["王小明"]).mask(text) for text in texts
    ]


def test_what_stands_under_a_header_is_masked_whole():
    assert Masker().mask("王明 02", "聯絡人姓名")[0] == "〔姓名〕"
    assert Masker().mask("2321-2200", "聯絡人電話")[0] == "〔電話〕"
    assert Masker().mask("12", "電話諮詢件數")[0] == "12"
    assert Masker().mask("（懸缺）", "姓名")[0] == "（懸缺）"
    assert Masker(kept=("林全能",)).mask("林全能", "姓名")[0] == "林全能"


def test_of_several_names_in_a_cell_those_that_are_said_to_be_public_stay():
    assert Masker().mask("唐鳳；林全", "講者姓名")[0] == "〔姓名〕"
    assert Masker(kept=("唐鳳",)).mask("唐鳳；林全", "講者姓名")[0] == "唐鳳；〔姓名〕"
    assert Masker(kept=("唐鳳", "林全")).mask("唐鳳、林全", "講者姓名")[0] == "唐鳳、林全"
    assert Masker().mask("唐鳳、林全", "講者、主題及說明")[0] == "唐鳳、林全"  # free text, as before


def test_a_check_digit_is_right_for_one_of_ten():
    for begin in ("A12345678", "Z29999999", "AC0123456", "Q80000000", "F93123456"):
        assert sum(national_id_is_right(f"{begin}{digit}") for digit in range(10)) == 1


# -- properties ------------------------------------------------------------------------------------------------------------------

numbers = st.one_of(
    st.integers(0, 10**10).map("{:,}".format),
    st.integers(0, 10**8).map(str),
    st.decimals(0, 10**6, places=2).map("{:,}".format),
    st.integers(0, 1000).map("{}%".format),
)
dates = (
    st.dates().map(lambda day: f"{max(1, day.year - 1911)}-{day:%m-%d}")
    | st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2099, 12, 31)).map(
        lambda at: f"{at:%Y-%m-%d %H:%M:%S}"
    )
    | st.dates().map(lambda day: f"{max(1, day.year - 1911)} 年 {day.month} 月 {day.day} 日")
)
hashes = (
    st.binary(min_size=32, max_size=32).map(bytes.hex)
    | st.uuids(version=4).map(str)
    | st.binary(min_size=6, max_size=6).map(bytes.hex).filter(lambda text: re.search("[a-f]", text))
)
identifiers = st.integers(100000, 9999999).map(str) | st.integers(1, 9999).map("F-{:04}".format)
addresses = st.tuples(st.uuids(version=4), st.integers(0, 10**12)).map(
    lambda pair: f"https://data.gov.tw/dataset/{pair[1]}/resource/{pair[0]}?id={pair[1]:012}"
)
texts = st.text(
    alphabet=st.sampled_from("王小明先生科長承辦人電話0912345678-()（） ,.、：A1@bc號路段區〔〕○第一二零年月\n＠０９"),
    max_size=60,
) | st.text(max_size=40)


@given(
    st.one_of(numbers, dates, hashes, identifiers, addresses),
    st.sampled_from(["{}", "共 {} 項", "截至{}，", "（{}）", "{}、{}", "編號{}號"]),
)
def test_no_figure_date_hash_id_or_resource_is_ever_touched(value, sentence):
    text = sentence.replace("{}", value)
    assert mask(text) == (text, [])


@settings(max_examples=400)
@given(texts)
def test_masking_twice_is_masking_once(text):
    once = mask(text)[0]
    assert mask(once)[0] == once


@settings(max_examples=400)
@given(texts)
def test_the_original_is_the_masked_text_with_each_piece_put_back(text):
    masked, found = mask(text)
    for one in sorted(found, key=lambda one: -one.start):
        assert text[one.start : one.end] == one.original
    rebuilt, at, rest = "", 0, masked
    for one in sorted(found, key=lambda one: one.start):
        kept = text[at : one.start]
        assert rest.startswith(kept + one.rule.replacement)
        rest, rebuilt, at = rest[len(kept) + len(one.rule.replacement) :], rebuilt + kept + one.original, one.end
    assert rebuilt + rest == text


names = st.tuples(
    st.sampled_from(sorted(surnames.COMMON)), st.text(alphabet="美玲俊宏淑芬雅婷怡君志豪建華", min_size=2, max_size=2)
).map("".join)
phones = st.integers(0, 10**8 - 1).map("09{:08}".format)


@given(
    names,
    st.sampled_from(["先生", "女士", "小姐", "教授", "專員"]),
    phones,
    st.sampled_from(["", "-", " "]),
    st.booleans(),
)
def test_what_is_masked_is_no_longer_there(name, form, phone, separator, wide):
    written = separator.join((phone[:4], phone[4:7], phone[7:]))
    if wide:
        written = written.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"})
    masked = mask(f"由{name}{form}提出，{written}，請回復")[0]
    assert masked == f"由〔姓名〕{form}提出，〔電話〕，請回復"


@pytest.mark.parametrize("said", ["來源：公開簡報第 3 頁", "公開簡報第 6 頁", "例示", "來源同上"])
def test_where_something_is_from_is_no_name_behind_a_label(said):
    assert [one for one in Masker().find(f"報告人：{said}")] == []
