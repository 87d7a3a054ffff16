"""From an empty folder of returns to rows that count: dropped in, examined, asked about, corrected, taken and taken back."""

import re

import pytest

from tests.support.desk import GOOD, PLAN, Desk
from tests.support.desk_server import desk_of

MEETING = "m-6-1"


def sent(*rows):
    return "".join(",".join(row) + "\r\n" for row in (PLAN, *rows)).encode()


@pytest.fixture(scope="module")
def received(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("returns")
    small = Desk(folder, root)
    with desk_of(folder) as opened:
        opened.small = small
        files = {
            "水利署.csv": sent(*GOOD, ("甲-3", "地下水", "", "CSV", "每1月", "109/2/30", "")),
            "回報.csv": sent(("乙-1", "用電", "", "CSV", "每1月", "109/11/30", "")),
        }
        assert opened.upload(MEETING, files).status == 303
        yield opened


def intake(desk, what="intake"):
    desk.post(f"/m/{MEETING}/job", {"what": what, "back": "returns"})
    told = desk.wait_for_job(MEETING)
    return told, desk.get(f"/m/{MEETING}/returns").text


def test_the_half_year_of_the_returns_is_done_on_the_page(received):
    told, page = intake(received)
    assert "完成，有事項要處理" in told and "有錯待補正" in page and "109/2/30" in page
    assert f'href="/m/{MEETING}/made/intake/marked/' in page
    link = re.search(rf'href="(/m/{MEETING}/questions\?[^"#]*)#correct"', page)[1].replace("&amp;", "&")
    asked = received.get(link)
    assert 'value="109/2/30"' in asked.text and "單位不明" in asked.text

    signed = {"reason": "電話確認", "who": "王小明"}
    answer = {"answer": "unit", "file": "回報.csv", "sha256": "", "unit": "能源局", **signed}
    assert received.post(f"/m/{MEETING}/questions", {"hash": asked.digest} | answer | {"who": ""}).status == 422
    assert not (received.small.data / "intake.yaml").exists()
    told = received.saved(f"/m/{MEETING}/questions", {"hash": asked.digest} | answer).text
    assert "已儲存答案" in told and "已經記下的更正" not in told
    assert received.post(f"/m/{MEETING}/questions", {"hash": asked.digest} | answer).status == 409

    cell = dict(
        re.findall(r'name="(file|sheet|row|column|expected)" value="([^"]*)"', asked.text.partition('id="correct"')[2])
    )
    cell |= {"answer": "correct", "new": "109/12/31", **signed}
    digest = received.get(f"/m/{MEETING}/questions").digest
    wrong = received.post(f"/m/{MEETING}/questions", {"hash": digest, "when": "昨天"} | cell)
    assert wrong.status == 422 and "昨天" in wrong.text and not (received.small.data / "corrections.yaml").exists()
    told = received.saved(f"/m/{MEETING}/questions", {"hash": digest, "when": "109-11-20"} | cell).text
    assert "已儲存更正。再檢核一次之後生效" in told and "再檢核一次</button>" in told
    listed = told.partition("已經記下的更正")[2]
    assert all(text in listed for text in ("<del>109/2/30</del> <ins>109/12/31</ins>", "電話確認", "王小明"))

    before = (received.root / "params" / f"{MEETING}.yaml").read_bytes()
    _, page = intake(received, "intake-apply")
    assert "有錯待補正" not in page and "採計 3 列" in page
    assert b"accepted/plan.csv" in (received.root / "params" / f"{MEETING}.yaml").read_bytes()
    assert "完成" in intake(received, "intake-undo")[0]
    assert (received.root / "params" / f"{MEETING}.yaml").read_bytes() == before
