"""Replies to citizens' requests: what they lack, and where they contradict their outcome, is listed for the secretariat."""

import re
from types import SimpleNamespace

import pytest
import yaml

from reportlib.measures import replies
from reportlib.meeting.rulebooks import Completeness
from tests import replies as measured
from tests.support.small_meeting import small_meeting, small_records


@pytest.fixture
def meeting(root, tmp_path):
    return meeting_with(root, tmp_path, book(root))


def book(root):
    return (root / "params" / "rules" / "request-outcomes.yaml").read_text("utf-8")


def meeting_with(root, folder, text):
    return small_meeting(folder, root, {"outcomes": text}, periods=SimpleNamespace(requests=None))


def codes(meeting, **request):
    plain = {
        "request_id": "548277",
        "title": "水權統計",
        "agency": "經濟部甲局",
        "outcome": "已開放",
        "reason": None,
        "reply_gist": None,
    }
    return [problem.code for problem in replies.incomplete(small_records("requests", plain | request), meeting)]


@pytest.mark.parametrize(
    ("outcome", "reply", "found"),
    [
        ("已開放", "已上架，可自行下載", []),
        ("已開放", None, []),
        ("已開放", "跨縣市部分已提供；地下水部分屬地方權責", ["Y04"]),
        ("已開放", "僅提供年報", ["Y04"]),
        ("無法開放", None, ["Y01"]),
        ("無法開放", "涉及營業秘密", ["Y02"]),
        ("無法開放", "依個人資料保護法第 16 條不予提供", []),
        ("無法開放", "依商業登記法第十九條之一，公示於查詢網站", ["Y05"]),
        ("無法開放", "依政府資訊公開法§18 不予提供", []),
        ("無法開放", "依補助作業要點第五點規定不予提供", []),
        ("無法開放", "依資料管理注意事項第3點規定不予公開", []),
        ("無法開放", "依礦業法第13-1條規定不予提供", []),
        ("無法開放", "依礦業法第 18 之 1 條規定不予提供", []),
        ("無法開放", "第一點，涉及營業秘密", ["Y02"]),
        ("無法開放", "請逕向政府資料開放平臺取得", ["Y05"]),
        ("無法開放", "清單已公告於計畫網站", ["Y05"]),
        ("無法開放", "依規定辦理，圖資已公開", ["Y05"]),
        ("無法開放", "依規定不予提供", ["Y02"]),
        ("無法開放", "出版依「要點」規定辦理，原始資料量大無法上架", []),
        ("無法開放", "資料量大，需另行函請", ["Y07"]),
        ("無法開放", "本局無權代理提供，請逕洽該公司", ["Y07"]),
        ("無法開放", "本局無權代理提供。如有疑問請逕洽承辦人", []),
        ("無法開放", "清單係公告於\n計畫官\n網", ["Y05"]),
        ("無法開放", "清單未公告於任何網站，也不對外公示", []),
        ("無法開放", "您好：歉難提供，敬請見諒。", ["Y01"]),
        ("已開放", "已依規定去識別化後上架", []),
        ("已開放", "地下水部分無權代理提供", ["Y04"]),
        ("已開放", "歷史資料請函請本署提供", ["Y04"]),
        ("已開放", "除政府資料開放平臺外，本署網站亦皆可下載", []),
        ("已開放", "除紙本外，電子檔亦皆可下載", []),
        ("已開放", "除地下水外，其餘也都開放", ["Y04"]),
        ("已開放", "除地下水外，均可下載", ["Y04"]),
        ("已開放", "資料已開放，內容不含個人資料", []),
        ("已開放", "資料已開放，不含個資欄位", ["Y04"]),
        ("已開放", "資料已開放，不含地下水", ["Y04"]),
        ("已開放", "請逕向政府資料開放平臺下載", []),
        ("已開放", "請逕洽該公司", ["Y04"]),
        ("已開放", "資料已開放，並陸續提供更新", []),
        ("已開放", "歷史資料陸續提供", ["Y04"]),
        ("已開放", "檔案僅提供CSV格式", []),
        ("已開放", "檔案僅以 CSV 格式提供", []),
        ("已開放", "僅提供北區CSV檔", ["Y04"]),
        ("已開放", "本資料屬經濟部工業局業管，已於平臺上架", []),
        ("已開放", "旨揭資料屬工業局業管，已於平臺上架", []),
        ("已開放", "本資料屬經濟部工業局業管", ["Y04"]),
        ("已開放", "地下水屬地方權責，已提供縣市資料", ["Y04"]),
        ("預計開放", "有關您於109年7月23日提出的建議，研議中", ["Y03"]),
        ("預計開放", "依 108 年 11 月 5 日會議決議辦理", ["Y03"]),
        ("預計開放", "110 年 3 月，部分時程未定", ["Y03"]),
        ("預計開放", "研議中", ["Y03"]),
        ("預計開放", "無預計開放時間", ["Y03"]),
        ("預計開放", "109-12-31 前上架", []),
        ("預計開放", "１１０年第２季", []),
        ("預計開放", "明年底前完成", []),
        ("預計開放", "預計 110 年 3 月", []),
        ("預計開放", "預計110年開放", []),
        ("預計開放", "預計 110 年開放資料", []),
        ("預計開放", "預計明年開放", []),
        ("預計開放", "預計 110 年對外開放", []),
        ("預計開放", "後年內上架", []),
        ("預計開放", "依您109年提供的意見研議", ["Y03"]),
        ("預計開放", "依109年開放資料會議研議", ["Y03"]),
        ("預計開放", "第 3 次會議後辦理", ["Y03"]),
        ("未回復", None, []),
        ("未回復", "已轉請業務單位回復", ["Y06"]),
    ],
)
def test_a_reply_is_complete_or_says_what_it_lacks(meeting, outcome, reply, found):
    assert codes(meeting, outcome=outcome, reply_gist=reply) == found


def test_the_reason_and_the_reply_count_together(meeting):
    assert codes(meeting, outcome="無法開放", reason="有資料一法規限制", reply_gist="依森林法第 3 條") == []
    assert codes(meeting, outcome="無法開放", reason="有資料一法規限制") == ["Y02"]


REFUSED = {
    "request_id": "548562",
    "title": "地層下陷",
    "agency": "經濟部甲局",
    "outcome": "無法開放",
    "reason": None,
}


def test_a_finding_names_place_request_and_what_to_do(meeting):
    (found,) = replies.incomplete(small_records("requests", REFUSED | {"reply_gist": "依法不提供"}), meeting)
    assert str(found) == (
        'Y02 requests.csv row 2 "回復摘要": 548562「地層下陷」 is refused for a legal reason ("依法不提供") without an article. Ask the agency for the law and its article.'
    )


def test_nothing_is_asked_of_columns_that_the_source_does_not_have(meeting):
    bare = {"request_id": "1", "title": "甲", "agency": "經濟部甲局", "outcome": "無法開放"}
    assert replies.incomplete(small_records("requests", bare), meeting) == ()


def test_a_rulebook_without_these_rules_asks_nothing(root, tmp_path):
    text = book(root)
    meeting = meeting_with(root, tmp_path, text[: text.index("# 回復是否完整")])
    assert codes(meeting, outcome="無法開放") == []


@pytest.mark.parametrize("wrong", ["[", "x?"])
def test_a_pattern_that_is_none_or_finds_nothing_everywhere_is_refused(root, wrong):
    known = yaml.safe_load(book(root))["completeness"]
    with pytest.raises(ValueError, match=re.escape(wrong)):
        Completeness(**known | {"legal": [wrong]})


def test_the_replies_that_we_wrote_are_judged_as_they_should_be(meeting):
    for cases in measured.own().values():
        for outcome, reply, due in cases:
            assert (reply, measured.findings(meeting, outcome, reply)) == (reply, due)


def test_the_five_exchanges_of_the_deck_are_judged_as_a_person_does(meeting, shared):
    cases = list(measured.deck(shared))
    assert len(cases) == 5
    for outcome, reply, due in cases:
        assert (reply, measured.findings(meeting, outcome, reply)) == (reply, due)


@pytest.mark.parametrize("held_back", [False, True])
def test_of_the_coded_file_nearly_all_that_is_due_is_found_and_hardly_anything_else(meeting, shared, held_back):
    found = measured.scores(meeting, measured.coded(shared, held_back=held_back))
    assert {rule for rule, score in found.items() if score.due} == set(measured.RULES) - {"Y06"}
    for rule, score in found.items():
        assert score.found >= 0.98 * score.due and score.wrong <= 0.002 * score.others, (rule, str(score))


def test_check_lists_every_one(packet, root):
    done = packet("check", "moea-6-1", env={"PACKET_LANG": "zh"})
    assert done.returncode == 0, done.stderr
    assert "548277「水權統計資料開放建議」的處理情形是「已開放」，回復卻說「部分屬」。" in done.stdout
    assert done.stdout.count("requests.xlsx〔") >= 4


@pytest.mark.parametrize("again", ["填具", "檢具", "再", "不對外", "請依", "已", "於109-7", "民眾建議"])
def test_a_reply_that_says_one_thing_over_and_over_is_read_to_its_end(meeting, again):
    assert "Y04" in codes(meeting, outcome="已開放", reply_gist=f"須{again * 2000}；其餘不提供")


@pytest.mark.parametrize("again", [" ", "　", "a ", "中 ", "a\n", "( "])
def test_a_cell_full_of_blanks_is_read_to_its_end(meeting, again):
    assert codes(meeting, outcome="已開放", reply_gist=f"甲{again * 100_000}；其餘不提供") == ["Y04"]


def test_a_word_within_another_one_is_not_taken_for_it_and_what_is_told_is_as_it_stands(meeting):
    refused = small_records("requests", REFUSED | {"reply_gist": "依所得稅法就關係人所得不予提供"})
    (found,) = replies.incomplete(refused, meeting)
    assert found.code == "Y02" and "依所得稅法就關係人所得不予" in str(found)


@pytest.mark.parametrize("digit", ["1", "一"])
@pytest.mark.parametrize(("outcome", "found"), [("預計開放", ["Y03"]), ("無法開放", [])])
def test_a_cell_full_of_digits_is_read_to_its_end(meeting, digit, outcome, found):
    assert codes(meeting, outcome=outcome, reply_gist=digit * 32_000) == found
