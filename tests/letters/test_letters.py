"""Letters to the units: their figures are the packet's, what they advise is the rulebook's, the same bytes twice."""

import csv
import dataclasses
import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from reportlib.errors import ConfigError
from reportlib.letters import of_samples
from reportlib.letters.gains import gains
from reportlib.letters.letter import changes, reason_of
from reportlib.letters.write import write
from reportlib.measures import evaluation
from reportlib.media.office.paper import Paragraph
from reportlib.meeting import rulebook_files
from reportlib.meeting.meeting import Meeting
from reportlib.packets.asked import Explained
from tests.measures.test_matrix import BOOK
from tests.support.two_units import NEW_YEAR, catalogue, records, register, two_units


def ranked(meeting, folder, **numbers):
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    book = rulebook_files.read_scoring(folder / "book.yaml")
    returned = {key: numbers.get(key, [0, 0]) for key in evaluation.RETURNED}
    sources = evaluation.EvaluationSources(
        catalogue(),
        register(("2", NEW_YEAR, "金")),
        None,
        records("evaluation", unit_short=["甲", "乙"], **returned),
        None,
    )
    return evaluation.rank(sources, meeting, book)


def test_what_one_more_brings_is_what_the_rulebook_gives_for_it(root, tmp_path):
    own_meeting = two_units(root, tmp_path)
    found = ranked(own_meeting, tmp_path, award_entries=[3, 4], promotion_events=[0, 1])
    scores = {one.subject: one for one in found.scores}
    brought = {
        unit: [
            (one.step, one.points) for one in gains(found.book, found.measured[unit], scores[unit], own_meeting.units)
        ]
        for unit in ("甲", "乙")
    }
    # 甲 is below the cap of 4 entries and below the step of one event; 乙 has reached both.
    assert brought == {
        "甲": [("辦理一場推廣活動", Decimal(3)), ("報名一件應用獎", Decimal(1))],
        "乙": [],
    }


def test_the_reason_of_a_step_says_its_points_and_that_of_another_item_leaves_them_to_their_column(root, tmp_path):
    found = ranked(two_units(root, tmp_path), tmp_path, award_entries=[3, 4], promotion_events=[0, 1])
    reasons = {one.item.id: reason_of(one) for score in found.scores if score.subject == "甲" for one in score.items}
    assert reasons["events"].endswith("，達「0以上」級距 ＝ −1 分")
    assert reasons["entries"].endswith(" × 1 分（上限 4 分）")


def text_of(folder) -> str:
    with zipfile.ZipFile(folder / "letter.odt") as archive:
        return re.sub("<[^>]*>", "|", archive.read("content.xml").decode("utf-8"))


@pytest.fixture(scope="module")
def meeting(root) -> Meeting:
    return Meeting.read(root / "params" / "example.yaml")


def test_every_unit_has_a_letter_of_the_packets_figures_and_the_same_bytes_twice(example, meeting, tmp_path):
    packet = Explained.read(example)
    done = write(meeting, packet, tmp_path / "letters")
    assert done.units == tuple(meeting.evaluated_units)
    unit = done.units[0]
    folder = done.folder / unit
    assert sorted(path.name for path in folder.iterdir()) == [
        *("figures.csv", "letter.odt", "letter.pdf", "mends.csv", "rows.csv")
    ]
    total = next(fact for fact in packet.facts.values() if fact.name == f"evaluation/{unit}.total")
    figures = list(csv.reader(io.StringIO((folder / "figures.csv").read_text("utf-8-sig"))))
    assert figures[1][:3] == [total.id, total.label, total.printed]
    rows = list(csv.reader(io.StringIO((folder / "rows.csv").read_text("utf-8-sig"))))
    assert rows[0][:4] == ["屬於", "檔案", "工作表", "列"] and len(rows) > 2
    text = text_of(folder)
    assert f"總分 {total.printed} 分" in text and total.id in text and "如有不同意見" in text
    again = write(meeting, packet, tmp_path / "again", only=[unit])
    for name in done.files:
        assert (again.folder / unit / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_packet_of_other_data_gives_no_letter(example, meeting, tmp_path):
    packet = Explained.read(example)
    number = next(
        one.id for one in packet.facts.values() if one.name.startswith("evaluation/") and one.name.endswith(".total")
    )
    other = {**packet.facts, number: dataclasses.replace(packet.facts[number], value="1")}
    with pytest.raises(ConfigError, match="O08"):
        write(meeting, dataclasses.replace(packet, facts=other), tmp_path / "letters")
    assert not (tmp_path / "letters").exists()


def test_a_unit_that_is_not_evaluated_is_refused_by_name(example, meeting, tmp_path):
    with pytest.raises(ConfigError, match="C05"):
        write(meeting, Explained.read(example), tmp_path / "letters", only=["某單位"])


def test_a_letter_says_which_datasets_to_mend_first_as_the_packets_section_does(example, meeting, tmp_path):
    packet = Explained.read(example)
    folder = write(meeting, packet, tmp_path / "letters", only=["檢驗局", "地質所"]).folder
    text = text_of(folder / "檢驗局")
    assert "可直接下載：取得的是網頁，不是所寫的 CSV" in text and "可能失去 2.941" in text
    # The marks, a line each: what decides is in the table above.
    assert "|應施檢驗商品品目（8800005）：平臺「白金」，本資料算得「金」|" in text
    header, *rows = csv.reader(io.StringIO((folder / "檢驗局" / "mends.csv").read_text("utf-8-sig")))
    assert [row[0] for row in rows] == ["8800007", "8800029", "8800008", "8800005"]
    first = dict(zip(header, rows[0], strict=True))
    ids = first.pop("數字編號").split("、")
    assert [packet.facts[number].name for number in ids] == [
        f"file_quality.{kind}/8800007" for kind in ("unit_gain", "unit_risk", "body_gain", "body_risk")
    ]
    assert [packet.facts[number].printed for number in ids] == [*first.values()][8:] == ["0", "0", "0", "2.941"]
    assert [*first.values()][1:8] == [
        *("違規商品名單", "金", "無", "金", "可直接下載：取得的是網頁，不是所寫的 CSV"),
        *("把網址改為檔案本身，不要指向網頁", "小（改網址）"),
    ]
    # The value that does not conform is in the file; the letter and its list have the column alone.
    listed = (folder / "檢驗局" / "mends.csv").read_text("utf-8-sig")
    assert "「公告日期」欄" in text and "「公告日期」欄" in listed and "1130220" not in text + listed
    # A unit of which no file is at hand.
    assert "本單位的資料集都沒有檔案在手邊" in text_of(folder / "地質所") and not (folder / "地質所/mends.csv").exists()


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("檢驗局", "|度量衡業名錄（8800029）|114-04-22|只提供 XLS 格式|"),
        ("河川署", "|淹水潛勢圖（8800020）|114-04-22|圖檔網址無法下載|"),
        ("統計處", ""),  # both of its datasets passed
    ],
)
def test_a_letter_names_the_datasets_that_did_not_pass_the_sampled_check_and_what_was_found(
    example, meeting, tmp_path, unit, told
):
    folder = write(meeting, Explained.read(example), tmp_path / "letters", only=[unit]).folder / unit
    text = re.sub(r"\|+", "|", text_of(folder))
    assert told in text and ("抽檢不合格的資料集|" in text) == bool(told)


def test_a_failed_check_says_what_the_records_have_and_whether_the_dataset_passed_later():
    days = [date(2020, 9, 1), date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)]
    samples = records(
        "samples",
        dataset_id=["2", "1", "1", "3"],
        sampled_on=days,
        result=["不合格", "不合格", "合格", "不合格"],
        reason=[None, "連結失效", None, "欄名空白"],
    )
    found = list(of_samples.failed(samples, {"1": "一", "2": "二"}))
    assert [(one.called, one.found) for one in found] == [
        ("一（1）", "連結失效；109-06-01 再次抽檢合格"),
        ("3", "欄名空白"),
        ("二（2）", "紀錄沒有寫原因"),
    ]


@pytest.mark.parametrize(
    ("passed", "told"),
    [(5, "抽檢 6 項，合格 5 項；本次會議沒有抽檢紀錄，不能列出是哪一項、什麼原因。"), (6, "")],
)
def test_a_letter_says_that_no_record_names_the_checks_that_were_not_passed(root, tmp_path, passed, told):
    found = ranked(two_units(root, tmp_path), tmp_path, sampled=[6, 0], sample_passed=[passed, 0])
    said = [
        piece.text
        for one in of_samples.elements((), found.measured["甲"])
        if isinstance(one, Paragraph)
        for piece in one.runs
    ]
    assert said == [told] * bool(told)


def test_of_many_failed_checks_the_first_are_named_and_the_others_counted():
    found = tuple(of_samples.FailedSample(str(n), "", date(2020, 5, 1), "", None) for n in range(7))
    (_, table) = of_samples.elements(found, {})
    assert len(table.rows) == 5 and table.note == "另有 2 筆，見隨信的 rows.csv。"
    assert list(of_samples.elements((), {})) == []


def test_a_dataset_whose_mark_is_better_than_the_portals_has_a_line_and_nothing_to_mend(example, meeting, tmp_path):
    folder = write(meeting, Explained.read(example), tmp_path / "letters", only=["河川署"]).folder / "河川署"
    assert "|河川日流量（8800010）：平臺「金」，本資料算得「白金」（未見不符）|" in text_of(folder)
    rows = [*csv.reader(io.StringIO((folder / "mends.csv").read_text("utf-8-sig")))][1:]
    assert [row[:6] for row in rows][1] == ["8800010", "河川日流量", "金", "白金", "", "未見不符"]


def test_without_files_of_the_meeting_or_of_the_packet_a_letter_says_nothing_of_them(example, root, meeting, tmp_path):
    packet = Explained.read(example)
    without = {number: fact for number, fact in packet.facts.items() if not fact.name.startswith("file_quality.")}
    alone = Meeting.read(root / "params" / "example.yaml")
    object.__setattr__(alone.params.inputs, "files", None)
    one = write(meeting, dataclasses.replace(packet, facts=without), tmp_path / "one", only=["檢驗局"])
    other = write(alone, packet, tmp_path / "other", only=["檢驗局"])
    assert one.files == other.files == ("letter.odt", "letter.pdf", "figures.csv", "rows.csv")
    assert "由檔案看" not in text_of(one.folder / "檢驗局") and one.sums == other.sums


def test_a_packet_of_other_files_gives_no_letter(example, meeting, tmp_path):
    packet = Explained.read(example)
    number = next(one.id for one in packet.facts.values() if one.name == "file_quality.body_risk/8800007")
    other = {**packet.facts, number: dataclasses.replace(packet.facts[number], value="1")}
    with pytest.raises(ConfigError, match=r"O08.*8800007"):
        write(meeting, dataclasses.replace(packet, facts=other), tmp_path / "letters", only=["檢驗局"])


def test_what_was_not_scored_before_is_said_so_that_the_changes_add_up_to_that_of_the_total():
    def points(name: str, printed: str) -> SimpleNamespace:
        fact = SimpleNamespace(name=name, printed=printed, absence=None, number=Decimal(printed))
        return SimpleNamespace(item=SimpleNamespace(name=f"{name}項目"), points=fact)

    scored = SimpleNamespace(
        total=SimpleNamespace(name="total", printed="9.5", absence=None),
        items=[points("甲", "6.0"), points("乙", "3.0"), points("丙", "0.5"), points("丁", "0.0")],
    )
    before = {"total": "6.0", "甲": "5.0", "乙": "", "丙": "0.5"}
    standing = SimpleNamespace(scored=scored, before=before, last="上次會議", causes=())
    (said,) = changes(standing)
    text = "".join(run.text for run in said.runs)
    assert text.endswith("成為 9.5 分。變動的項目：甲項目 5.0→6.0。上次沒有計分的項目：乙項目 3.0。")
