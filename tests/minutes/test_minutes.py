"""The minutes: what they say, the same in four formats, a draft until they are approved, all of them or none."""

import io
import re
import zipfile

import docx
import pypdfium2
import pytest

from reportlib.decisions import read
from reportlib.errors import ConfigError, InputError, RunError
from reportlib.media.office.paper import PaperTable, Paragraph, text_of
from reportlib.minutes import minutes
from reportlib.minutes.text import paper_of
from reportlib.wording import using


def paper(held):
    meeting = held.write()
    with using(meeting.wording):
        return paper_of(read.needed(meeting), meeting)


def lines_of(element) -> list[list[str]]:
    """The texts of an element, line by line: of a table its header and rows, cell by cell."""
    if isinstance(element, PaperTable):
        return [list(element.header), *([text_of(cell) for cell in row] for row in element.rows), [element.note]]
    return [[text_of(element.runs) if isinstance(element, Paragraph) else element.text]]


def said(paper) -> str:
    """Every text of a paper, a line each."""
    return "\n".join(" ".join(line) for element in paper.elements for line in lines_of(element))


def texts_in(paper) -> list[str]:
    return [text for element in paper.elements for line in lines_of(element) for text in line]


def texts_of_odt(data: bytes, member: str = "content.xml") -> str:
    return re.sub("<[^>]+>", "", zipfile.ZipFile(io.BytesIO(data)).read(member).decode())


def texts_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def texts_of_pdf(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def squeezed(text: str) -> str:
    return re.sub(r"\s|&#?\w+;", "", text)


def test_the_minutes_say_when_where_who_and_what_was_decided(held):
    text = said(paper(held.fill()))
    for line in (
        "海港市資料開放諮詢小組第 1 屆第 3 次會議紀錄",
        "時間：114 年 6 月 20 日（星期五）下午 2 時 5 分",
        "主席：陳甲副市長",
        "委員 5 人，出席 4 人（親自出席 2 人、視訊出席 1 人、代理出席 1 人），請假 1 人。",
        "即 3 人（二級機關諮詢小組運作指引第 4 點第 1 款，中文名稱為試譯）；已達開會人數。",
        "李戊 機關代表 港務局　科長 代理出席 周庚　專員",
        "報告事項一　資料集盤點",
        "案由：報告盤點情形。\n決議：洽悉。",
        "決議：照案通過：請各單位依清單開放。\n辦理單位：各單位　期限：114 年 11 月 30 日",
        "（二）照案通過：請提升品質。\n辦理單位：資訊室　期限：下次會議",
        "臨時動議\n無。",
        "散會\n下午 3 時 40 分",
        "三（二） 討論事項二 後續作業 照案通過 資訊室 下次會議",
    ):
        assert line in text


def test_what_was_postponed_amended_added_and_moved_is_said_as_such(held):
    held.fill().decided("討論事項一", 決定="緩議").decided(
        "討論事項二", "（一）", 決定="修正通過", 決議內容="請於年底前盤點。"
    )
    held.add("decisions", 案次="討論事項二", 子項="（三）", 決定="另行決議", 決議內容="並提報。")
    held.add("motions", 提案人="林乙", 案由="展示成果", 決議="納入下次議程。")
    text = said(paper(held))
    for line in ("決議：緩議（提下次會議再議）。", "（一）修正通過：請於年底前盤點。", "（三）並提報。", "提案人：林乙\n案由：展示成果\n決議：納入下次議程。"):  # fmt: skip
        assert line in text
    assert "請各單位依清單開放" not in text
    assert "\n二 討論事項一 預計開放資料 緩議 — 提下次會議再議\n" in text
    assert "\n四 臨時動議 展示成果 " in text


def test_no_quorum_and_a_deputy_who_does_not_count_are_said(held):
    held.fill().attended("林乙", 出席方式="代理出席", 代理人="吳辛").attended("張丁", 出席方式="缺席")
    text = said(paper(held))
    assert (
        "委員 5 人，出席 2 人（親自出席 1 人、代理出席 1 人），請假 1 人、缺席 1 人，另有 1 人由人代理而不計入。"
        in text
    )
    assert "未達開會人數。" in text


@pytest.mark.parametrize(
    ("word", "text", "printed"),
    [
        ("洽悉", "洽悉。", "決議：洽悉。"),
        ("洽悉", "准予備查", "決議：洽悉。"),
        ("洽悉", "本案洽悉。", "決議：洽悉。"),
        ("洽悉", "。", "決議：洽悉。"),
        ("洽悉", "洽悉，請資訊室補正附件三。。", "決議：洽悉，請資訊室補正附件三。"),
        ("緩議", "緩議。", "決議：緩議（提下次會議再議）。"),
        ("緩議", "請補充，下次再議。", "決議：緩議，請補充，下次再議。"),
        ("緩議", "緩議（資料不足）", "決議：緩議（提下次會議再議）（資料不足）。"),
        ("不通過", "不同意：經費未定", "決議：不通過，經費未定。"),
        ("修正通過", "修正通過：請於年底前開放", "決議：修正通過：請於年底前開放。"),
        ("照案通過", "同意。", "決議：照案通過：請各單位依清單開放。"),
        ("照案通過", "通過", "決議：照案通過：請各單位依清單開放。"),
        ("照案通過", "照案通過：請各單位依清單開放", "決議：照案通過：請各單位依清單開放。"),
        ("另行決議", "決議：請研議", "決議：請研議。"),
    ],
)
def test_the_word_is_said_once_and_each_decision_ends_with_one_sign(held, word, text, printed):
    held.fill().decided("討論事項一", 決定=word, 決議內容=text)
    assert f"\n{printed}\n" in said(paper(held))


def test_a_task_on_a_report_that_was_taken_note_of_has_its_owner_and_due_date(held):
    held.fill().decided(
        "報告事項一", 決定="洽悉", 決議內容="洽悉，請資訊室補正附件三。", 辦理單位="資訊室", 期限="114/7/31"
    )
    text = said(paper(held))
    assert "決議：洽悉，請資訊室補正附件三。\n辦理單位：資訊室　期限：114 年 7 月 31 日" in text
    assert "\n一 報告事項一 資料集盤點 洽悉 資訊室 114-07-31\n" in text


def test_of_those_also_present_the_absent_are_left_out_and_deputies_are_named(held):
    held.fill().add("attendance", 身分="列席", 姓名="鄭壬", 機關團體="主計處", 職稱="科長", 出席方式="請假")
    held.add("attendance", 身分="列席", 姓名="何癸", 機關團體="主計處", 職稱="科長", 出席方式="代理", 代理人="吳辛", 代理人職稱="科員")  # fmt: skip
    held.add("attendance", 身分="列席", 姓名="許子", 機關團體="研考會")
    text = said(paper(held))
    assert "鄭壬" not in text
    assert "吳辛 主計處　科員　（代理何癸）\n許子 研考會" in text


def test_every_page_says_draft_until_the_day_of_approval_is_given(held):
    draft = paper(held.fill())
    pdf = pypdfium2.PdfDocument(minutes.to_pdf(draft))
    assert len(pdf) > 1
    assert all("草案" in page.get_textpage().get_text_range() for page in pdf)
    assert "草案" in texts_of_odt(minutes.to_odt(draft), "styles.xml")
    assert "草案" in docx.Document(io.BytesIO(minutes.to_docx(draft))).sections[0].header.paragraphs[0].text
    approved = paper(held.line("核定日期", "114/7/10"))
    for to_file, texts in zip(
        minutes.FILES.values(), (texts_of_odt, texts_of_docx, texts_of_pdf, bytes.decode), strict=True
    ):
        assert "草案" not in re.sub("(?s)<style>.*</style>", "", texts(to_file(approved)))
    assert "核定日期：114 年 7 月 10 日" in said(approved)


def test_all_four_formats_say_the_same_and_are_the_same_bytes_twice(held):
    made = paper(held.fill())
    readers = (texts_of_odt, texts_of_docx, texts_of_pdf, lambda data: re.sub("<[^>]+>", "", data.decode()))
    for to_file, texts in zip(minutes.FILES.values(), readers, strict=True):
        data = to_file(made)
        assert data == to_file(made)
        text = squeezed(texts(data))
        assert [one for one in texts_in(made) if squeezed(one) not in text] == []


def test_headings_are_headings_and_header_rows_are_header_rows(held):
    made = paper(held.fill())
    document = docx.Document(io.BytesIO(minutes.to_docx(made)))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings[:3] == ["出席情形", "報告事項", "報告事項一　資料集盤點"]
    assert all("<w:tblHeader/>" in table.rows[0]._tr.xml for table in document.tables)
    odt = zipfile.ZipFile(io.BytesIO(minutes.to_odt(made))).read("content.xml").decode()
    assert re.findall(r'<text:h text:outline-level="1"[^>]*>([^<]+)', odt)[0] == "出席情形"
    assert odt.count("<table:table-header-rows>") == odt.count("<table:table ") == 2


def test_texts_of_the_form_are_texts_in_every_format(held):
    evil = '=HYPERLINK(1) <script>alert(1)</script> {{ 7*7 }} #read("x") <text:p>'
    held.fill().decided("討論事項一", 決定="修正通過", 決議內容=evil)
    made = paper(held)
    assert evil in texts_of_docx(minutes.to_docx(made))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in minutes.to_html(made)
    assert "<script" not in minutes.to_html(made)
    assert "&lt;text:p&gt;" in zipfile.ZipFile(io.BytesIO(minutes.to_odt(made))).read("content.xml").decode()
    assert squeezed('#read("x")') in squeezed(texts_of_pdf(minutes.to_pdf(made)))


def test_the_files_are_published_together_with_their_hashes_and_replace_those_of_before(held):
    meeting = held.fill().write()
    first = minutes.write(meeting)
    assert first.folder == held.root / "output" / "harbour-1-3.minutes"
    assert sorted(path.name for path in first.folder.iterdir()) == ["SHA256SUMS", *sorted(minutes.FILES), "run.json"]
    assert minutes.write(meeting).sums == first.sums
    approved = minutes.write(held.line("核定日期", "114/7/10").write())
    assert (first.is_draft, approved.is_draft) == (True, False)


def test_no_form_and_a_form_with_something_wrong_leave_the_minutes_that_are_there(held):
    with pytest.raises(
        InputError, match="D08 data/harbour-1-3：這次會議還沒有決議。請先執行 packet decisions harbour-1-3"
    ):
        minutes.write(held.meeting())
    done = minutes.write(held.fill().write())
    before = (done.folder / "SHA256SUMS").read_bytes()
    with pytest.raises(InputError, match="D01"):
        minutes.write(held.decided("討論事項一", 決定="").write())
    assert (done.folder / "SHA256SUMS").read_bytes() == before


def test_somebody_elses_folder_is_not_written_over(held):
    (held.root / "mine").mkdir()
    (held.root / "mine" / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(ConfigError, match="C11"):
        minutes.write(held.fill().write(), held.root / "mine")


def test_no_item_of_the_agenda_is_left_out_of_the_minutes(held):
    text = held.params.read_text("utf-8")
    spoken = "      - {title: 口頭報告, presenter: 資訊室}\n  - item: 討論事項\n"
    first = (
        'agenda:\n  - {item: 主席致詞, start: "13:00", end: "13:10"}\n'
        '  - {item: 專題分享, start: "13:10", end: "14:00", topics: [{title: 應用經驗, presenter: 某公司}]}\n'
    )
    held.params.write_text(text.replace("agenda:\n", first).replace("  - item: 討論事項\n", spoken), "utf-8")
    held.fill()
    assert [row["案號"] for row in held.tables["decisions"]][:2] == ["可留白", "可留白"]
    for place in ("主席致詞", "專題分享一"):
        held.decided(place, 決定="")
    said_now = said(paper(held))
    assert "主席致詞\n（略）\n專題分享\n應用經驗（某公司）\n報告事項\n" in said_now
    assert "報告事項二　口頭報告\n決議：洽悉。\n討論事項\n" in said_now


def with_agenda(held, first: str = "", last: str = ""):
    """The same meeting with items before and behind its own."""
    text = held.params.read_text("utf-8").replace("agenda:\n", f"agenda:\n{first}")
    held.params.write_text(text + last, "utf-8")
    return held.fill()


def test_the_minutes_of_last_time_are_confirmed_and_a_talk_may_not_have_taken_place(held):
    with_agenda(
        held,
        '  - {item: 確認上次會議紀錄, start: "13:00", end: "13:10", topics: [{title: 第 2 次會議紀錄}]}\n'
        '  - {item: 專題分享, start: "13:10", end: "14:00", topics: [{title: 甲, presenter: 某公司}, {title: 乙, presenter: 丙}]}\n',
    )
    held.decided("確認上次會議紀錄一", 決定="洽悉", 決議內容="紀錄確認。").decided("專題分享一", 決定="")
    text = said(paper(held.decided("專題分享二", 決定="取消")))
    assert "確認上次會議紀錄一　第 2 次會議紀錄\n決議：洽悉，紀錄確認。" in text
    assert "專題分享\n甲（某公司）\n專題分享二　乙\n決議：未進行。" in text
    numbers = {one.place: one.number for one in read.read(held.write()).decisions}
    assert numbers == {
        "確認上次會議紀錄一": "一",
        "專題分享二": "二",
        "報告事項一": "三",
        "討論事項一": "四",
        "討論事項二": "五（二）",
    }


def test_motions_and_the_end_of_the_meeting_are_printed_once(held):
    with_agenda(
        held,
        last='  - {item: 臨時動議, start: "15:30", end: "15:40", topics: [{title: 名稱調整}]}\n'
        '  - {item: 散會, start: "15:40", end: "15:41"}\n',
    )
    text = said(paper(held.decided("臨時動議一", 決定="另行決議", 決議內容="照修正名稱辦理。")))
    assert [line for line in text.splitlines() if line in ("臨時動議", "散會", "無。", "（略）")] == [
        "臨時動議",
        "散會",
    ]
    assert "臨時動議一　名稱調整\n決議：照修正名稱辦理。" in text


def test_two_items_of_one_name_have_rows_of_their_own(held):
    with_agenda(
        held, '  - {item: 討論事項, start: "13:00", end: "13:30", topics: [{title: 先議, proposal: 請先行辦理。}]}\n'
    )
    text = said(paper(held))
    assert text.index("討論事項一　先議") < text.index("報告事項一") < text.index("討論事項一（其二）　預計開放資料")
    assert text.count("照案通過：請先行辦理。") == 1


EARLIER = """\
會議,決議編號,決議事項,主辦單位,期限,列管建議
1-2,一,盤點,資訊室,114-03-31,建議解除列管
1-2,二（一）,訓練,各單位,114-06-30,建議繼續列管
"""


def test_what_was_released_and_what_goes_on_stands_under_the_item_that_reports_it_or_before_the_motions(held):
    held.follows(EARLIER).fill().tracked("一", 決定="解除列管").tracked("二（一）", 新期限="114/9/30")
    text = said(paper(held))
    assert (
        "\n歷次會議的決議\n列管：列管中的決議 2 項：解除列管 1 項，繼續列管 1 項。\n決議 決議事項 主辦單位 決定 新期限\n"
        in text
    )
    assert "\n一 盤點 資訊室 解除列管 \n二（一） 訓練 各單位 繼續列管 114-09-30\n" in text
    assert "\n1-2 二（一） 以前的決議 訓練 繼續列管 各單位 114-09-30\n" in text
    assert "1-2 一 " not in text and "編號前有屆次的（1-2 二（一））是以前會議的決議" in text
    notebook = held.root / "notebooks" / "10-inventory.ipynb"
    notebook.write_text('{"cells": "follow_up.followed_up(section.resolutions, section.meeting)"}', "utf-8")
    text = said(paper(held))
    assert "\n歷次會議的決議\n" not in text
    assert "案由：報告盤點情形。\n決議：洽悉。\n列管：列管中的決議 2 項：" in text


def test_public_minutes_name_the_members_and_nobody_else_in_any_format_and_both_are_written(held):
    held.fill().add("attendance", 身分="列席", 姓名="何子癸", 機關團體="主計處", 職稱="科長")
    held.decided("討論事項一", 決定="修正通過", 決議內容="請何子癸協助，聯絡電話 0912-345-678。")
    done = minutes.write(held.line("紀錄", "王己科員").write(), None, "public")
    assert done.folder.name == "harbour-1-3.minutes"
    assert done.public_folder and done.public_folder.name == "harbour-1-3.minutes.public"
    readers = (texts_of_odt, texts_of_docx, texts_of_pdf, bytes.decode)
    for name, texts in zip(minutes.FILES, readers, strict=True):
        internal, public = (
            squeezed(texts((folder / name).read_bytes())) for folder in (done.folder, done.public_folder)
        )
        for secret in ("周庚", "何子癸", "王己", "0912-345-678"):
            assert secret in internal and secret not in public, (name, secret)
        assert "主席：" in public and all(member in public for member in ("陳甲副市長", "林乙", "李戊"))
        assert "請〔姓名〕協助" in public
    assert done.masked >= 4


def test_public_minutes_in_which_something_is_suspected_are_not_written_nor_are_the_others(held):
    held.fill().decided("討論事項一", 決定="修正通過", 決議內容="請提升（周雅慧）資料品質。")
    with pytest.raises(RunError, match="P06"):
        minutes.write(held.write(), None, "public")
    assert not (held.root / "output" / "harbour-1-3.minutes").exists()
