"""What is filled in on the desk is put into the files that people edit: judged first, at once, and the version before is kept."""

import html
import re
import shutil
from urllib.parse import quote

import pytest

from tests.support.desk_server import desk_of
from tests.support.held_meeting import ATTENDED, LINES, Held
from tests.support.tiny_project import tiny_project

MEETING = "tiny-1-1"


@pytest.fixture(scope="module")
def own(tmp_path_factory, root):
    """A desk over a tiny meeting whose file a test may change, and one that was held."""
    folder = tmp_path_factory.mktemp("forms") / "p"
    held = Held(folder, root)
    tiny_project(folder)
    with desk_of(folder) as opened:
        opened.held = held
        yield opened


@pytest.fixture
def params(own):
    """The parameter file of the tiny meeting, put back afterwards."""
    path = own.root / "params" / f"{MEETING}.yaml"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_a_value_is_changed_where_it_stands_and_the_version_before_is_kept(own, params):
    params.write_text("# 註解\n" + params.read_text("utf-8"), "utf-8")
    before = params.read_bytes()
    digest = own.get(f"/m/{MEETING}/parameters").digest
    answer = own.saved(f"/m/{MEETING}/parameters", {"hash": digest, "v.meeting.date": "109-12-01"})
    assert "已儲存，改了 1 行" in answer.text
    assert params.read_bytes() == before.replace(b"109-11-20", b"109-12-01")
    kept = own.root / "data" / MEETING / "earlier-parameters" / f"0001-{MEETING}.yaml"
    assert kept.read_bytes() == before
    assert own.post(f"/m/{MEETING}/parameters", {"what": "undo", "hash": digest}).status == 409  # of another tab
    undone = own.saved(f"/m/{MEETING}/parameters", {"what": "undo", "hash": answer.digest})
    assert "已復原" in undone.text and params.read_bytes() == before


def test_of_two_tabs_that_save_one_form_the_second_is_told(own, params):
    digest = own.get(f"/m/{MEETING}/parameters").digest
    assert own.post(f"/m/{MEETING}/parameters", {"hash": digest, "v.meeting.date": "109-12-01"}).status == 303
    second = own.post(f"/m/{MEETING}/parameters", {"hash": digest, "v.meeting.date": "109-12-02"})
    assert second.status == 409 and "被改過，沒有儲存" in second.text and 'value="109-12-02"' in second.text
    assert second.text.count("檔案裡現在是「109-12-01」") == 1
    assert "109-12-01" in params.read_text("utf-8")
    again = own.post(f"/m/{MEETING}/parameters", {"hash": second.digest, "v.meeting.date": "109-12-02"})
    assert again.status == 303 and "109-12-02" in params.read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "typed"), [("meeting.date", "109/2/30"), ("agenda.0.start", "25:00"), ("agenda.0.end", "")]
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(own, params, key, typed):
    before, digest = params.read_bytes(), own.get(f"/m/{MEETING}/parameters").digest
    answer = own.post(f"/m/{MEETING}/parameters", {"hash": digest, f"v.{key}": typed})
    assert answer.status == 422 and params.read_bytes() == before
    field = re.search(rf'id="f-{re.escape(key)}".*?</div>', answer.text, re.DOTALL)[0]
    assert 'aria-invalid="true"' in field and 'class="error"' in field


def test_a_text_of_a_person_is_data_on_the_page_and_in_the_file(own, params):
    digest, text = own.get(f"/m/{MEETING}/parameters").digest, '"><script>alert(1)</script> : # {x}'
    answer = own.saved(f"/m/{MEETING}/parameters", {"hash": digest, "v.agenda.0.topics.0.title": text})
    assert "<script>alert" not in answer.text
    assert (
        html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        in own.get(f"/m/{MEETING}/parameters").text
    )


def test_a_disagreement_is_accepted_with_its_reason_and_a_text_kept_or_masked(own, params):
    page = f"/m/{MEETING}/review"
    assert own.post(page, {"kind": "accept", "text": "a-1", "reason": "", "hash": own_hash(own)}).status == 422
    for kind, text, reason in (("keep", "王小明", ""), ("mask", "李大同", ""), ("mask", "王小明", "")):
        answer = own.saved(page, {"kind": kind, "text": text, "reason": reason, "hash": own_hash(own)})
        assert f"：{text}。" in answer.text, answer.text
        assert quote(text) not in answer.address, "a name has no place in an address"
    said = params.read_text("utf-8")
    assert 'mask: ["李大同", "王小明"]' in said and "keep" not in said
    assert own.post(page, {"kind": "mask", "text": "x", "hash": "0" * 64}).status == 409
    assert own.post(page, {"kind": "other", "text": "x", "hash": own_hash(own)}).status == 400


def test_what_is_doubtful_is_masked_or_said_to_be_none(own):
    """What was looked at and may be published must not stand in the list for ever."""
    made = own.root / "output" / MEETING
    made.mkdir(parents=True)
    head = "清單,處所,規則或編號,前文,原文,後文,公開版或應辦"
    (made / "review.csv").write_text(f"{head}\r\n可疑,a.csv 第 2 列,可疑：像車牌,,AB-1234,,\r\n", "utf-8")
    (made / "run.json").write_text("{}", "utf-8")
    try:
        page = own.get(f"/m/{MEETING}/review")
        kinds = re.findall(r'name="kind" value="(\w+)"><input type="hidden" name="text" value="AB-1234"', page.text)
        assert kinds == ["mask", "keep"]
        answer = {"hash": page.digest, "kind": "keep", "text": "AB-1234", "reason": ""}
        assert "已決定公開，重新產生後生效" in own.saved(f"/m/{MEETING}/review", answer).text
    finally:
        shutil.rmtree(made)


def own_hash(own):
    """The hash that the pages of the meeting carry; the review has none in it where it lists nothing."""
    return own.get(f"/m/{MEETING}/parameters").digest


def test_what_all_others_decided_may_be_what_all_others_may_have_decided(own):
    page = own.get(f"/m/{HARBOUR}/held").text
    rows = dict(re.findall(r'<select id="c-decisions\.(\d)\.5"[^>]*>(.*?)</select>', page))
    summaries = re.findall(r'<details class="row"[^>]*><summary>(.*?)</summary>', page.partition("t-decisions")[2])
    words = {
        re.sub("<[^>]*>|　", "", said): re.findall("<option>([^<]+)", rows[str(at)])
        for at, said in enumerate(summaries[:6])
    }
    with_proposal, without = (
        next(found for said, found in words.items() if said.startswith(head))
        for head in ("其餘有擬辦的", "其餘沒有擬辦的")
    )
    assert "照案通過" in with_proposal and "修正通過" not in with_proposal
    assert "洽悉" in without and "照案通過" not in without
    members = re.findall(r'<select id="c-attendance\.(\d)\.4"[^>]*>(.*?)</select>', page)
    assert "代理出席" in members[0][1] and [("代理出席" in found) for at, found in members].count(False) == 1


# -- the agenda ------------------------------------------------------------------------------------------------------------


def test_an_agenda_gets_an_item_and_loses_it_again(own, params):
    page = f"/m/{MEETING}/agenda"
    found = own.get(page)
    assert "議程第一項" in found.text and "盤點" in found.text
    given = {"what": "add-item", "place": "0", "title": "討論", "start": "14:30", "end": "15:00", "hash": found.digest}
    wrong = own.post(page, given | {"start": "14:10"})
    assert wrong.status == 422 and "14:10" in wrong.text and "討論" not in params.read_text("utf-8")
    assert re.search(r'name="start" value="14:10"', wrong.text), "what was typed is still there"
    assert own.post(page, given | {"start": "半"}).status == 422
    assert own.post(page, given | {"what": "run"}).status == 400
    added = own.saved(page, given)
    assert "已儲存" in added.text and '{item: 討論, start: "14:30", end: "15:00"}' in params.read_text("utf-8")
    assert own.post(page, given).status == 409
    gone = own.saved(page, {"what": "drop", "place": "1", "hash": added.digest})
    undone = own.saved(f"/m/{MEETING}/parameters", {"what": "undo", "hash": gone.digest, "back": "agenda"})
    assert "已復原" in undone.text and "討論" in params.read_text("utf-8") and undone.address.startswith(page)


# -- the inputs --------------------------------------------------------------------------------------------------------------


def test_an_input_is_replaced_and_the_version_before_is_kept(own, params):
    data = own.root / "data" / MEETING
    before = (data / "catalogue.csv").read_bytes()
    page = own.get(f"/m/{MEETING}/inputs")
    assert "catalogue.csv" in page.text and "用於「資料集盤點」" in page.text
    given = {"hash": page.digest, "field": "catalogue"}
    bad = own.upload(f"{MEETING}/inputs", {"a.csv": b"\x00\x01PK"}, fields=given)
    assert bad.status == 422 and (data / "catalogue.csv").read_bytes() == before
    assert own.upload(f"{MEETING}/inputs", {"a.pdf": b"%PDF"}, fields=given).status == 422
    assert own.upload(f"{MEETING}/inputs", {"a.csv": b"1"}, fields=given | {"field": "publishers"}).status == 422
    assert own.upload(f"{MEETING}/inputs", {"a.csv": b"1"}, fields=given | {"hash": "0"}).status == 409
    new = before + "雨量,經濟部水利署,生活安全及品質,CSV,109/10/2\n".encode()
    assert own.upload(f"{MEETING}/inputs", {"清單.csv": new}, fields=given).status == 303
    assert (data / "catalogue.csv").read_bytes() == new
    assert (data / "earlier-inputs" / "0001-catalogue.csv").read_bytes() == before
    tabs = new.replace(b",", b"\t")
    assert own.upload(f"{MEETING}/inputs", {"清單.tsv": tabs}, fields=given).status == 303
    assert "catalogue: ../data/tiny-1-1/catalogue.tsv" in params.read_text("utf-8")
    assert not (data / "catalogue.csv").exists() and (data / "catalogue.tsv").read_bytes() == tabs
    assert own.get(f"/m/{MEETING}/inputs/file/catalogue").body == tabs
    assert own.get(f"/m/{MEETING}/inputs/file/publishers").status == 404
    (data / "catalogue.tsv").write_bytes(tabs.splitlines()[0])
    blank = own.get(f"/m/{MEETING}/inputs")
    assert "只有標題列" in blank.text
    said = own.saved(f"/m/{MEETING}/inputs", {"hash": blank.digest, "field": "catalogue"})
    assert "這次沒有資料集清單" in said.text and "empty_inputs: [catalogue]" in params.read_text("utf-8")
    given = {"hash": said.digest, "field": "catalogue"}
    assert own.upload(f"{MEETING}/inputs", {"清單.tsv": tabs}, fields=given).status == 303
    assert "empty_inputs" not in params.read_text("utf-8")
    (data / "catalogue.tsv").unlink()
    (data / "catalogue.tsv").symlink_to(own.root / "params" / "agencies" / "tiny.csv")
    linked = own.upload(f"{MEETING}/inputs", {"a.tsv": tabs}, fields={"hash": own_hash(own), "field": "catalogue"})
    assert (
        linked.status == 422 and "連結" in linked.text and "name,short" in (data / "catalogue.tsv").read_text("utf-8")
    )
    (data / "catalogue.csv").write_bytes(before)


# -- after the meeting ---------------------------------------------------------------------------------------------------

HARBOUR = "harbour-1-3"


def filled(page: str) -> dict[str, str]:
    """The whole form of decisions as a person fills it in."""
    rows = dict(re.findall(r'<label for="c-(meeting\.\d\.1)">([^<]+)</label>', page))
    cells = {f"c.{key}": LINES.get(label, "") for key, label in rows.items()}
    for at, presence in enumerate(ATTENDED.values()):
        cells[f"c.attendance.{at}.4"] = presence
        if presence == "代理":
            cells[f"c.attendance.{at}.5"] = "周庚"
    for at in sorted(set(re.findall(r'name="c\.decisions\.(\d)\.5"', page)))[
        :-3
    ]:  # the last three: all others, and two more
        cells[f"c.decisions.{at}.5"] = "照案通過" if at != "0" else "洽悉"
    return cells


def test_a_form_of_decisions_that_is_not_filled_in_yet_is_kept(tmp_path, root):
    """Attendance is taken in the meeting: what is there then must not be lost for what comes later."""
    held = Held(tmp_path, root)
    with desk_of(tmp_path) as desk:
        page = desk.get(f"/m/{HARBOUR}/held")
        place = re.search(r'<label for="c-(meeting\.\d\.1)">地點</label>', page.text)[1]
        part = {f"c.{place}": "第三會議室", "c.attendance.0.4": ATTENDED[next(iter(ATTENDED))]}
        told = desk.saved(f"/m/{HARBOUR}/held", {"hash": page.digest} | part).text
        assert "已儲存" in told and "才能製作會議紀錄" in told and "第三會議室" in told
        assert (held.data / "decisions.xlsx").is_file() and "製作會議紀錄</button>" not in told
        page = desk.get(f"/m/{HARBOUR}/held")
        wrong = desk.post(f"/m/{HARBOUR}/held", {"hash": page.digest, "c.meeting.0.1": "昨天"})
        assert wrong.status == 422 and "沒有儲存：1 格要更正" in wrong.text, "what is not filled in yet is not wrong"


def test_the_form_of_decisions_is_written_whole_or_not_at_all(own):
    page = own.get(f"/m/{HARBOUR}/held")
    assert page.status == 200 and "實際開會日期" in page.text and "陳甲" in page.text
    form = own.held.data / "decisions.xlsx"
    answer = own.post(f"/m/{HARBOUR}/held", {"hash": page.digest, "c.meeting.0.1": "昨天"})
    assert answer.status == 422 and not form.exists() and 'value="昨天"' in answer.text
    assert 'id="c-meeting.0.1"' in answer.text and 'aria-invalid="true"' in answer.text
    answer = own.post(f"/m/{HARBOUR}/held", {"hash": page.digest} | filled(page.text))
    assert answer.status == 303, re.findall(r'<b class="error">[^<]*|<li>.*?</li>', answer.text)
    assert form.is_file() and own.post(f"/m/{HARBOUR}/held", {"hash": page.digest}).status == 409


def test_what_is_in_the_form_stands_on_the_page_and_the_version_before_is_kept(own):
    page = own.get(f"/m/{HARBOUR}/held")
    assert "第一會議室" in page.text and 'value="114/6/20"' in page.text
    before = (own.held.data / "decisions.xlsx").read_bytes()
    place = re.search(r'<label for="c-(meeting\.\d\.1)">地點</label>', page.text)[1]
    answer = own.post(f"/m/{HARBOUR}/held", {"hash": page.digest, f"c.{place}": "第二會議室"})
    assert answer.status == 303, re.findall(r'<b class="error">[^<]*|<li>.*?</li>', answer.text)
    assert (own.held.data / "earlier-decisions" / "0001-decisions.xlsx").read_bytes() == before
    assert "第二會議室" in own.get(f"/m/{HARBOUR}/held").text


def test_the_minutes_are_made_from_it(own):
    own.post(f"/m/{HARBOUR}/job", {"what": "minutes", "back": "held"})
    assert "製作會議紀錄：完成" in own.wait_for_job(HARBOUR)
    page = own.get(f"/m/{HARBOUR}/held").text
    assert "minutes.odt" in page
    made = own.get(f"/m/{HARBOUR}/made/minutes/minutes.html")
    assert "第二會議室" in made.text and made.headers["Content-Security-Policy"].startswith("sandbox")
