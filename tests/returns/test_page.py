"""The secretariat's page and the terminal summary of an intake."""

import html
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from reportlib import language
from reportlib.media.html import check
from reportlib.records.findings import Finding
from reportlib.returns import page as returns_page, summary
from reportlib.returns.board import Board, Cell
from reportlib.returns.corrections import Applied
from reportlib.returns.intake_outcome import Intake, ReceivedFile, UsedSheet

HOSTILE = "<script>alert(1)</script></title><style>*{}</style>{{ 7*7 }}\x1b[2J\u202e\ud800"
MEETING = SimpleNamespace(
    params=SimpleNamespace(
        name="moea-6-1",
        meeting=SimpleNamespace(
            body="經濟部", term=6, number=1, data_notice="重建資料", data_notice_text="本資料是重建的。"
        ),
    )
)


def finding(file="水利署.xlsx", level="error", row=6, column=4, what="「109/2/30」不是有效日期。", **more):
    given = {
        "header": "預計開放日期",
        "value": "109/2/30",
        "todo": "請更正後重送。",
        "sheet": "預計",
        "code": "V07",
    } | more
    return Finding(
        given["code"], what, given["todo"], file, given["sheet"], row, column, given["header"], level, given["value"]
    )


def small_intake(**changes) -> Intake:
    cells = {
        ("水利署", "plan"): Cell("errors", "水利署.xlsx", "修正", date(2020, 11, 12), True, 12, 1, 1, 1),
        ("水利署", "replies"): Cell("received", "水利署.xlsx", rows=3),
        ("能源局", "plan"): Cell("missing"),
        ("能源局", "replies"): Cell("late", "能源局.csv", late=True, rows=1),
        ("人事處", "plan"): Cell("missing", note="送來的 人事處.pdf 無法讀取"),
        ("人事處", "replies"): Cell("not_asked"),
    }
    board = Board(
        ("水利署", "能源局", "人事處"),
        ("plan", "replies"),
        {"plan": "預計開放資料集", "replies": "民間需求回復"},
        cells,
        date(2020, 11, 10),
    )
    files = (
        ReceivedFile(
            "水利署.xlsx",
            "counts",
            "a" * 64,
            1234,
            "水利署",
            "依檔名",
            ("plan",),
            "修正",
            notices=("有隱藏列。",),
            sheets=(UsedSheet("預計", 14, table="plan", counts={"used": 12, "set_aside": 1, "blank": 1}),),
        ),
        ReceivedFile("能源局.csv", "counts", "b" * 64, 99, "能源局", encoding="cp950"),
        ReceivedFile("人事處.pdf", "refused", "c" * 64, 5, "人事處", note="這是 PDF 檔。"),
        ReceivedFile("~$水利署.xlsx", "skipped", note="暫存檔。"),
    )
    found = (
        finding(),
        finding(level="warning", row=3, column=None, what="與第 4 列相同。"),
        finding("能源局.csv", "warning", None, 2, "不認得這一欄。", sheet=""),
        finding("人事處.pdf", row=None, column=None, what="這是 PDF 檔。", sheet="", header="", value="", code="F09"),
    )
    applied = (
        Applied("水利署.xlsx", "預計", 9, 2, "名稱", "水庫", "水庫水情", "電話確認", "王小明", date(2020, 11, 13)),
    )
    return replace(Intake(MEETING, files, board, found, {}, (), applied), **changes)


MARKED = {"水利署.xlsx": "marked/水利署-檢核.xlsx", "能源局.csv": "marked/能源局-檢核.xlsx"}


@pytest.fixture(scope="module")
def shown() -> str:
    return returns_page.page(small_intake(), MARKED)


def text_of(page: str) -> str:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def chinese(monkeypatch):
    language.language.cache_clear()
    monkeypatch.setenv("PACKET_LANG", "zh")


@pytest.fixture
def in_chinese(monkeypatch):
    chinese(monkeypatch)
    yield
    language.language.cache_clear()


# -- the page ----------------------------------------------------------------------------------------------------------------


def test_the_board_says_each_state_in_words_and_with_a_sign(shown):
    text = text_of(shown)
    for words in (
        "▲ 有錯待補正 12 列 待確認 1 列 錯誤 1 提醒 1 逾期",
        "● 已收 3 列",
        "○ 未收",
        "◐ 逾期送達",
        "－ 未請回報",
        "版本：修正",
    ):
        assert words in text, words
    board = shown[shown.index("<table") : shown.index("</table>")]
    assert re.findall(r'<td class="s-(\w+)"', board)[:6] == [
        "errors",
        "received",
        "missing",
        "late",
        "missing",
        "not_asked",
    ]
    assert board.count('scope="row"') == 4 and board.count('scope="col"') == 3


def test_P_what_is_missing_is_counted_and_named(shown):
    text = text_of(shown)
    assert "尚缺 2 個單位 預計開放資料集：尚缺 2 個單位（能源局、人事處）" in text
    assert "民間需求回復：尚缺" not in text


def test_a_unit_of_whose_file_nothing_counts_is_lacking_as_the_packet_says_it():
    found = small_intake()
    cells = dict(found.board.cells) | {("水利署", "replies"): Cell("errors", "水利署.xlsx", set_aside=3, errors=3)}
    page = text_of(returns_page.page(replace(found, board=replace(found.board, cells=cells))))
    assert "民間需求回復：尚缺 1 個單位（水利署）" in page and "尚缺 3 個單位" in page


def test_findings_stand_by_unit_and_file_errors_first(shown):
    text = text_of(shown)
    part = text[text.index("依單位列出") :]
    assert (
        part.index("水利署")
        < part.index("D6 預計開放日期")
        < part.index("第 3 列")
        < part.index("能源局")
        < part.index("人事處")
    )
    assert "109/2/30 「109/2/30」不是有效日期。 請更正後重送。 V07" in part
    levels = re.findall(r'<details class="level (\w+)"( open)?>', shown)
    assert levels == [("error", " open"), ("warning", ""), ("warning", " open"), ("error", " open")]


def test_marked_copies_are_linked_by_relative_addresses(shown):
    assert (
        re.findall(r'href="(?!#)([^"]*)"', shown)
        == [
            "marked/%E6%B0%B4%E5%88%A9%E7%BD%B2-%E6%AA%A2%E6%A0%B8.xlsx",
            "marked/%E8%83%BD%E6%BA%90%E5%B1%80-%E6%AA%A2%E6%A0%B8.xlsx",
        ]
        * 2
    )


def test_corrections_files_versions_and_skipped_files_are_listed(shown):
    text = text_of(shown)
    assert "第 9 列 B 名稱 水庫 水庫水情 電話確認 王小明 109-11-13" in text
    assert "預計 ：14 列（採計 12 列、待確認 1 列、空白 1 列）".replace(" ：", "：") in text
    assert "編碼 cp950" in text and "有隱藏列。" in text and f"SHA-256 {'a' * 16}…" in text
    assert "略過 1 個檔案（暫存檔、系統檔等） ~$水利署.xlsx：暫存檔。" in text
    assert "待決定 這些檔案沒有採計" in text and "人事處.pdf 無法讀取 這是 PDF 檔。" in text


def test_O04_the_page_is_well_put_together(shown):
    assert 'lang="zh-Hant-TW"' in shown and shown.count("<h1>") == 1 and "<script" not in shown
    assert "default-src &#39;none&#39;" in shown and "http://" not in shown and "https://" not in shown
    ids = re.findall(r'\sid="([^"]*)"', shown)
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r'href="#([^"]*)"', shown)} <= set(ids)
    reader = check._PageReader("zh-Hant-TW")
    reader.feed(shown)
    assert reader._open == []


def test_X02_texts_of_the_units_are_shown_and_never_run():
    file = f"{HOSTILE}.xlsx"
    cells = {(HOSTILE, "plan"): Cell("errors", file, HOSTILE, note=HOSTILE)}
    found = small_intake(
        board=Board((HOSTILE,), ("plan",), {"plan": HOSTILE}, cells),
        files=(
            ReceivedFile(
                file,
                "undecided",
                unit=HOSTILE,
                how=HOSTILE,
                note=HOSTILE,
                notices=(HOSTILE,),
                sheets=(UsedSheet(HOSTILE, 1, note=HOSTILE),),
            ),
        ),
        findings=(finding(file, what=HOSTILE, sheet=HOSTILE, header=HOSTILE, value=HOSTILE, todo=HOSTILE),),
        corrections=(Applied(file, HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, date(2020, 1, 1)),),
    )
    page = returns_page.page(found, {file: "marked/a-檢核.xlsx"})
    page.encode()
    assert "<script" not in page and "\x1b" not in page and page.count("<style>") == 1 and page.count("</title>") == 1
    assert "{{ 7*7 }}" in page
    lines = "\n".join(summary.summary_lines(found))
    assert "\x1b" not in lines and "\u202e" not in lines


def test_the_same_intake_gives_the_same_page(shown):
    assert returns_page.page(small_intake(), MARKED) == shown


def test_an_intake_of_nothing_says_so():
    board = Board(("水利署",), ("plan",), {"plan": "預計開放資料集"}, {("水利署", "plan"): Cell("missing")})
    text = text_of(returns_page.page(small_intake(board=board, files=(), findings=(), corrections=())))
    assert "尚缺 1 個單位" in text and "還沒有收到檔案。" in text and "沒有問題" not in text and "沒有更正。" in text


def test_a_long_list_is_cut_and_says_where_the_rest_is():
    found = small_intake(findings=tuple(finding(row=row) for row in range(1, 301)))
    page = returns_page.page(found, MARKED)
    assert page.count('<div class="finding">') == 200 and "另有 100 項" in page and "錯誤 300" in page


def test_findings_of_no_known_file_are_not_lost():
    text = text_of(
        returns_page.page(
            small_intake(findings=(finding("returns", row=None, column=None, what="資料夾無法讀取。", sheet=""),))
        )
    )
    assert "單位不明或不屬於一個單位" in text and "資料夾無法讀取。" in text


def test_personal_data_in_a_value_is_masked(shown):
    page = returns_page.page(small_intake(findings=(finding(value="王小明 0912-345-678 A123456789 a@b.tw"),)))
    assert "0912" not in page and "A123456789" not in page and "a@b.tw" not in page


@pytest.mark.parametrize("width", [420, 1300])
def test_the_page_does_not_scroll_sideways(tmp_path, shown, width):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium here")
    (tmp_path / "intake.html").write_text(shown, "utf-8")
    frame = f'<iframe src="intake.html" style="border:0" width="{width}" height="900" onload="document.title=this.contentDocument.documentElement.scrollWidth"></iframe>'
    (tmp_path / "frame.html").write_text(frame, "utf-8")
    quiet = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --allow-file-access-from-files"
    command = [
        program,
        *quiet.split(),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        "--virtual-time-budget=3000",
        (tmp_path / "frame.html").as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert int(re.search(r"<title>(\d+)</title>", done.stdout)[1]) <= width


# -- the terminal ------------------------------------------------------------------------------------------------------------


def test_the_summary_fits_80_columns(in_chinese):
    from rich.cells import cell_len

    lines = summary.summary_lines(small_intake())
    assert all(cell_len(line) <= 80 for line in lines)
    text = "\n".join(lines)
    assert "回報表（期限 109-11-10）：已收 1、逾期送達 1、有錯待補正 1、未收 2。" in text
    assert "預計開放資料集：尚缺 2 個單位：能源局、人事處。" in text
    assert "▲有錯 1" in text and "○未收" in text and "－" in text
    assert "錯誤 2 項、提醒 2 項：" in text
    assert "人事處.pdf：無法讀取。這是 PDF 檔。" in text
    assert text.index("錯誤 V07") < text.index("提醒 V07")


def test_a_chinese_line_is_broken_between_characters_and_not_at_its_blanks():
    assert summary.wrapped("尚缺 29 個單位：水利署、能源局。", 16) == "尚缺 29 個單位：\n水利署、能源局。"
    assert summary.wrapped("第 4 列 moea.xlsx\x1b", 12) == "第 4 列\nmoea.xlsx□"


def test_the_summary_in_english():
    text = "\n".join(summary.summary_lines(small_intake()))
    assert "Returns (due 2020-11-10): received 1, late 1, errors 1, missing 2." in text
    assert "2 units still missing" in text and "2 errors, 2 warnings:" in text


def test_the_summary_names_the_first_three_kinds_of_findings_of_a_file_and_counts_the_rest():
    found = tuple(finding(row=row, column=column) for column in range(1, 6) for row in (5, 6, 7, 9))
    text = " ".join("\n".join(summary.summary_lines(small_intake(findings=found))).split())
    assert (
        text.count("V07") == 3
        and "rows 5–7, 9, 4 cells, such as: 「109/2/30」" in text
        and "8 more in intake.html" in text
    )


def test_the_summary_names_30_kinds_of_findings_at_most():
    text = "\n".join(
        summary.summary_lines(small_intake(findings=tuple(finding(f"{number}.csv") for number in range(40))))
    )
    assert text.count("V07") == 30 and "10 more in intake.html" in text


def test_the_lines_to_paste_stand_in_lines_of_their_own(in_chinese):
    one = finding(
        code="F18",
        row=None,
        column=None,
        sheet="",
        header="",
        value="",
        what="有 2 個版本。",
        todo="請貼：\nversions:\n- unit: 水利署\n  use: 水利署.csv",
    )
    lines = summary.summary_lines(small_intake(findings=(one,)))
    at = next(number for number, line in enumerate(lines) if line.strip() == "versions:")
    assert [line[5:] for line in lines[at : at + 3]] == ["versions:", "- unit: 水利署", "  use: 水利署.csv"]
    page = returns_page.page(small_intake(findings=(one,)))
    assert "<pre>versions:\n- unit: 水利署\n  use: 水利署.csv</pre>" in page


def test_where_nobody_has_sent_anything_that_is_all_that_is_said(in_chinese):
    found = small_intake(findings=(), files=())
    board = replace(found.board, cells={place: Cell("missing") for place in found.board.cells})
    text = "\n".join(summary.summary_lines(replace(found, board=board)))
    assert "3 個單位都還沒有交。" in text and "尚缺" not in text and "沒有問題" not in text


def test_no_line_ends_in_blanks_and_a_number_keeps_its_noun(in_chinese, capsys):
    from rich.console import Console

    summary.print_summary(small_intake(), Console(width=80, highlight=False, markup=False, emoji=False))
    assert not [line for line in capsys.readouterr().out.splitlines() if line != line.rstrip()]
    assert summary.wrapped("甲乙丙丁戊己：尚缺 32 個單位：水", 20) == "甲乙丙丁戊己：\n尚缺 32 個單位：水"


def test_one_of_a_thing_is_not_called_several():
    text = "\n".join(summary.summary_lines(small_intake(findings=(finding(),))))
    assert "1 error, 0 warnings:" in text and "1 correction." in text


def test_what_is_said_of_several_returns_of_a_unit_stands_once():
    found = small_intake()
    cells = dict(found.board.cells) | {
        ("水利署", name): Cell("received", "b.xlsx", "v2", rows=1, note="共 2 個版本，採用 b.xlsx")
        for name in ("plan", "replies")
    }
    page = text_of(returns_page.page(replace(found, board=replace(found.board, cells=cells))))
    assert page.count("共 2 個版本，採用 b.xlsx") == 1 and page.count("版本：v2") == 1


def test_findings_stand_in_the_order_of_the_files_sheets_and_our_own_sheets_are_not_listed():
    file = ReceivedFile(
        "水利署.xlsx",
        "counts",
        unit="水利署",
        sheets=tuple(UsedSheet(name, 3) for name in ("填寫說明", "預計", "一覽", "_lists", "_packet")),
    )
    found = (finding(sheet="一覽", what="後。"), finding(sheet="預計", what="先。"))
    page = text_of(returns_page.page(small_intake(files=(file,), findings=found)))
    assert page.index("先。") < page.index("後。") and "_lists" not in page and "填寫說明" not in page


def test_a_notice_of_several_sheets_is_said_once_and_without_the_files_name():
    said = (
        "甲.xlsx〔預計〕：標題列在第 4 列。",
        "甲.xlsx〔考核〕：標題列在第 4 列。",
        "甲.xlsx：含巨集，未執行。",
        "甲.xlsx〔預計〕：標題列在第 4 列。",
        "工作表太寬：已略去。",
    )
    shown = text_of(
        returns_page.page(small_intake(files=(ReceivedFile("回件.zip／甲.xlsx", "counts", notices=said),), findings=()))
    )
    assert "預計、考核：標題列在第 4 列。 含巨集，未執行。 工作表太寬：已略去。" in shown


def test_the_page_calls_a_rule_by_its_chinese_name():
    one = replace(finding(code="L11"), rule="refusal-needs-a-reason")
    shown = text_of(returns_page.page(small_intake(findings=(one,))))
    assert "L11 無法開放須有理由" in shown and "refusal" not in shown
