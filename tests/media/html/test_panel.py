"""The panel of the page in a real Chromium: every number explains itself by mouse and by keyboard, offline, in one file."""

import csv
import io
import re

import pytest

from reportlib import errors
from reportlib.document import panel
from reportlib.media.html import check, page as html_page
from reportlib.records import source_files
from reportlib.writing import csv_bytes
from tests.packets.test_explain import fact, place, rows
from tests.support.axe import judged
from tests.support.chromium import browser
from tests.support.documents import document_of, table_of
from tests.support.sample_document import SVG, chart, document, prose, row, table

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x")',
    "</script><script>alert(2)</script>",
    "'=1",
    "-3",
    '一\n二,"三"',
    "＝１",
)
KNOWN = "document.querySelector('data[aria-label$=\"項，說明出處\"]') !== null"
SHOWN = "document.getElementById('panel').open && document.querySelector('#panel .number').textContent"
FOCUSED = "document.activeElement.dataset.fact"


def small_document() -> dict:
    """Figures, a sentence, a table and a chart of six facts, and a source table that holds hostile texts."""
    cells = [
        row("公共資訊", ("2,222", "F-0002"), ("70%", "F-0003")),
        row("開創事業", ("937", "F-0004"), ("30%", "F-0005")),
        row("合計", ("3,159", "F-0001"), "", style="total"),
    ]
    drawn = '<g id="point-0"><text x="1" y="5" style="font-size: 3px">2,222</text></g><g id="point-9"><text x="1" y="9" style="font-size: 1px">9</text></g>'
    found = document(
        {
            "kind": "figures",
            "items": [{"text": "3,159", "unit": "項", "note": "", "label": "累計開放資料集", "fact": "F-0001"}],
        },
        prose("共 ", ("3,159", "F-0001"), " 項。"),
        table("服務分類 資料集# 占比#", cells),
        chart(
            SVG.format(drawn),
            points=[
                {"label": "公共資訊", "text": "2,222", "fact": "F-0002"},
                {"label": "開創事業", "text": "937", "fact": "F-0004"},
            ],
        ),
    )
    count = {"operator": "count", "rows": rows("2-8")}
    shared = [("F-0003", "公共資訊占比", "70%", "F-0002"), ("F-0005", "開創事業占比", "30%", "F-0004")]
    found["facts"] = [
        fact(
            "F-0001",
            "累計開放資料集",
            "3,159",
            "3159",
            operands=["F-0002", "F-0004"],
            derivation={"operator": "+", "of": [{"fact": "F-0002"}, {"fact": "F-0004"}]},
            places=[place("一、資料集盤點，表 1", "t-1")],
        ),
        fact("F-0002", HOSTILE[0], "2,222", "2222", rows=rows("2-8"), derivation=count, filter=HOSTILE[2]),
        fact("F-0004", "開創事業", "937", "937", rows=rows("4,9"), derivation=count),
        *(
            fact(
                number,
                label,
                text,
                "0.7",
                unit="%",
                operands=[part, "F-0001"],
                derivation={"operator": "÷", "of": [{"fact": part}, {"fact": "F-0001"}]},
            )
            for number, label, text, part in shared
        ),
    ]
    found["tables"] = [
        {
            "input": "catalogue",
            "file": "catalogue.csv",
            "sheet": "",
            "path": "rows/catalogue.csv",
            "columns": ["資料集名稱", "機關"],
            "rows": [[at, text, "水利署"] for at, text in enumerate((*HOSTILE, "末列", "不在內"), 2)],
        }
    ]
    return found


def to_html(found: dict) -> str:
    """The page, with its panel, of a document that is written as a dict."""
    whole = document_of(found)
    return html_page.to_html(whole, panel.figures(whole))


@pytest.fixture(scope="module")
def page_text() -> str:
    found = small_document()
    return to_html(found)


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def small(tab, page_text, tmp_path):
    """The small page, newly opened in a window of 1400 pixels."""
    file = tmp_path / "page.html"
    file.write_text(page_text, "utf-8", newline="\n")
    return opened(tab, file)


def opened(tab, file):
    tab.size(1400)
    tab.events.clear()
    tab.open(file)
    tab.wait(KNOWN)
    return tab


def complaints(tab) -> list:
    """What the browser complained of, and what it asked for that is not in the page."""
    told = [
        event["params"]
        for event in tab.events
        if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
    ]
    asked = [
        event["params"]["request"]["url"] for event in tab.events if event["method"] == "Network.requestWillBeSent"
    ]
    return told + [address for address in asked[1:] if not address.startswith(("data:", "blob:"))]


# ------------------------------------------------------------------------------------------------------ the page without a browser


def test_X02_the_data_of_the_panel_are_no_script_and_nothing_else_may_stand_there(page_text):
    assert page_text.count('<script type="application/json"') == 4 and page_text.count("<script>") == 1
    assert HOSTILE[2] not in page_text and "不在內" not in page_text
    at = page_text.index('<script type="application/json"')
    for old, new in (
        ('type="application/json"', 'type="module"'),
        ('type="application/json"', 'type="application/json" src="x.js"'),
        ('">"', '">alert(1)//"'),
        ("hidden>", 'hidden onclick="x">'),
    ):
        with pytest.raises(errors.RunError, match="X02"):
            check.check_page(
                page_text[:at] + page_text[at:].replace(old, new, 1)
                if old in page_text[at:]
                else page_text.replace(old, new, 1)
            )


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("panel-facts", '"eJw=";alert(1)'),
        ("panel-facts", '"</script><script>alert(1)</script>"'),
        ("panel-facts", "alert(1)"),
        ('panel-x"><script>alert(1)</script>', '"eJw="'),
    ],
)
def test_X02_a_part_that_is_anything_but_packed_data_is_refused(name, packed):
    assert "panel-rows-0-12" in check.data_block("panel-rows-0-12", '"eJw="')
    with pytest.raises(errors.RunError, match="X02"):
        check.data_block(name, packed)


def test_a_click_unpacks_only_the_block_that_holds_what_is_shown(tab, tmp_path):
    found = small_document()
    (source,) = found["tables"]
    source["rows"] = [[number, f"第 {number} 項", "水利署"] for number in range(2, 5_000)]
    count = {"operator": "count", "rows": rows("3000-3009")}
    found["facts"][1] |= {"rows": rows("3000-3009"), "derivation": count}
    file = tmp_path / "page.html"
    file.write_text(to_html(found), "utf-8", newline="\n")
    page = opened(tab, file)
    blocks = page.run("[...document.querySelectorAll('script[id^=panel-rows]')].map((one) => one.id)")
    assert blocks == [f"panel-rows-0-{number}" for number in range(5)]
    for number in (0, 1, 3, 4):  # without the others the rows are shown all the same
        page.run(f"document.getElementById('panel-rows-0-{number}').remove()")
    page.run("document.querySelectorAll('table data')[0].click()")
    assert page.wait(SHOWN) == "F-0002"
    cells = page.run("[...document.querySelectorAll('#panel tbody tr')].map((row) => row.textContent)")
    assert cells == [f"{number}第 {number} 項水利署" for number in range(3000, 3005)]
    assert page.run("document.querySelector('#panel .tables small').textContent") == "第 3000–3009 列，共 10 列"
    assert complaints(page) == []


def test_O01_the_same_figures_give_the_same_bytes(page_text):
    found = small_document()
    assert to_html(found) == page_text


def test_without_figures_the_page_has_no_panel():
    page = html_page.to_html(document_of(small_document()))
    assert "<dialog" not in page and "panel" not in page and page.count("<script") == 1


def test_the_policy_lets_the_page_fetch_nothing_with_the_panel_either(page_text):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page_text)[1].replace("&#39;", "'")
    assert (
        re.sub(r"'sha256-[^']+'", "HASH", policy)
        == "default-src 'none'; script-src HASH; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def test_a_text_of_a_drawing_names_the_fact_it_shows_and_an_id_of_no_fact_goes(page_text):
    assert re.findall(r"<g [^>]*>", page_text) == ['<g data-fact="F-0002">'] and "point-" not in page_text


# ------------------------------------------------------------------------------------------------------ in a browser


def test_a_click_tells_value_unit_date_derivation_and_rows(small):
    small.click(".figures data")
    assert small.wait(SHOWN) == "F-0001"
    texts = small.run(
        "['h2', '.value b', '.unit', '.date', '.how', '.part-of li', '.places a'].map((part) => document.querySelector('#panel ' + part).textContent)"
    )
    assert texts[:4] == ["累計開放資料集", "3,159", "項", "統計日 109-10-31"] and texts[6] == "一、資料集盤點，表 1"
    assert "F-0002" in texts[4] and "937" in texts[4] + texts[5] + small.run(
        "document.querySelector('#panel .part-of').textContent"
    )
    assert small.run("[...document.querySelectorAll('#panel tbody tr')].map((row) => row.cells[0].textContent)") == [
        "2",
        "3",
        "4",
        "5",
        "6",
    ]
    assert small.run("document.querySelector('#panel .download').textContent") == "下載全部 8 列（CSV）"
    assert complaints(small) == []


def test_an_operand_leads_on_and_there_is_a_way_back(small):
    small.click("p data")
    small.wait(SHOWN)
    small.click("#panel .operand")
    small.wait(f"{SHOWN} === 'F-0002'")
    assert small.run("document.activeElement.id") == "panel-label"
    small.click("#panel .back")
    small.wait(f"{SHOWN} === 'F-0001'")
    assert small.run("document.querySelector('#panel .back').hidden")
    small.click("#panel .inline")
    small.wait(f"{SHOWN} === 'F-0002'")


def test_X02_hostile_texts_are_shown_as_texts(small):
    small.run("document.querySelectorAll('table data')[0].click()")
    small.wait(SHOWN)
    assert (
        small.run(
            "[document.querySelector('#panel h2').textContent, document.querySelector('#panel tbody td').textContent]"
        )
        == [HOSTILE[0]] * 2
    )
    assert HOSTILE[2] in small.run("document.querySelector('#panel .how').textContent")
    assert small.run("document.querySelectorAll('#panel img, #panel script').length") == 0
    assert complaints(small) == []


def test_the_keyboard_reaches_every_number_and_escape_goes_back(small):
    small.run("document.getElementById('main').focus()")
    small.press("Tab")
    assert small.run(FOCUSED) == "F-0001"
    assert small.run("document.activeElement.getAttribute('aria-label')") == "3,159 項，說明出處"
    small.press("Enter")
    assert small.wait(SHOWN) == "F-0001" and small.run("document.activeElement.id") == "panel-label"
    small.press("Escape")
    small.wait("!document.getElementById('panel').open")
    assert small.run(FOCUSED) == "F-0001" and small.run("document.activeElement.closest('dl') !== null")
    # Past the sentence into the table: one stop with the buttons that sort, and the arrow keys from there.
    small.press("Tab", "Tab")
    seen = [small.run(FOCUSED)]
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"):
        small.press(key)
        seen.append(small.run(FOCUSED))
    assert seen == ["F-0002", "F-0003", "F-0005", "F-0004", "F-0001", "F-0001", "F-0004", "F-0002", "F-0001"]
    small.press("Space")
    assert small.wait(SHOWN) == "F-0001"
    small.press("Escape")
    small.wait("!document.getElementById('panel').open")
    assert small.run("document.activeElement.closest('table') !== null")
    assert small.run("document.querySelectorAll('table data[tabindex=\"0\"]').length") == 1
    assert complaints(small) == []


def test_a_number_in_a_chart_answers_the_mouse_and_its_list_the_keyboard(small):
    small.click("svg [data-fact] text")
    assert small.wait(SHOWN) == "F-0002"
    small.press("Escape")
    small.wait("!document.getElementById('panel').open")
    assert small.run("document.activeElement.textContent") == "圖中數字"
    small.press("Enter", "Tab", "ArrowDown")
    assert small.run(FOCUSED) == "F-0004"
    small.press("Enter")
    assert small.wait(SHOWN) == "F-0004"


def test_X01_the_csv_holds_all_rows_and_no_formula_as_the_packets_own_does(small, tmp_path):
    small.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), eventsEnabled=True)
    small.click("table data")
    small.wait(SHOWN)
    small.click("#panel .download")
    small.wait_for("Browser.downloadProgress", state="completed")
    (whole,) = small_document()["tables"]
    expected = csv_bytes(source_files.as_csv(table_of(whole | {"rows": whole["rows"][:7]})))
    assert (tmp_path / "F-0002-catalogue.csv").read_bytes() == expected
    assert complaints(small) == []


def test_rows_of_many_runs_are_in_the_csv_as_those_of_few(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(panel, "MOST_LISTED", 1)  # so that 4 and 9 are many, and told by their steps
    assert "1]" in str(dict(panel.figures(document_of(small_document())).parts())["runs-0"]["F-0004"])
    (tmp_path / "page.html").write_text(to_html(small_document()), "utf-8", newline="\n")
    page = opened(tab, tmp_path / "page.html")
    page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), eventsEnabled=True)
    page.run("document.querySelector('table data[data-fact=\"F-0004\"]').click()")
    assert page.wait(SHOWN) == "F-0004"
    page.click("#panel .download")
    page.wait_for("Browser.downloadProgress", state="completed")
    _, *lines = csv.reader(io.StringIO((tmp_path / "F-0004-catalogue.csv").read_text("utf-8-sig"), newline=""))
    assert [line[0] for line in lines] == ["4", "9"] and complaints(page) == []


def test_the_csv_of_a_share_holds_the_rows_of_part_and_whole_apart(small, tmp_path):
    small.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), eventsEnabled=True)
    small.run("document.querySelector('table data[data-fact=\"F-0005\"]').click()")
    assert small.wait(SHOWN) == "F-0005"
    small.click("#panel .download")
    small.wait_for("Browser.downloadProgress", state="completed")
    header, *lines = csv.reader(io.StringIO((tmp_path / "F-0005-catalogue.csv").read_text("utf-8-sig"), newline=""))
    assert header == ["屬於", "列", "資料集名稱", "機關"]
    part, whole = "開創事業〔F-0004〕", "累計開放資料集〔F-0001〕"
    assert [tuple(line[:2]) for line in lines] == [
        *((part, number) for number in ("4", "9")),
        *((whole, str(number)) for number in range(2, 10)),
    ]


@pytest.mark.parametrize("width", [320, 400, 1100, 1400])
def test_the_panel_stays_within_the_window_and_covers_no_number_where_there_is_room(small, width):
    small.size(width)
    small.click("table data")
    small.wait(SHOWN)
    left, right, mark = small.run(
        "(() => { const b = document.getElementById('panel').getBoundingClientRect(); return [b.left, b.right, document.querySelector('table data').getBoundingClientRect().left]; })()"
    )
    assert left >= 0 and right <= width and small.run("document.documentElement.scrollWidth <= innerWidth")
    assert right < mark if width > 1024 else right - left >= width - 20
    assert small.run("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")


def test_a_browser_that_cannot_unpack_says_so_in_a_sentence(small):
    without = small.ask("Page.addScriptToEvaluateOnNewDocument", source="delete globalThis.DecompressionStream")[
        "identifier"
    ]
    small.reload()
    small.wait("document.documentElement.classList.contains('explains')")
    small.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=without)
    small.click("table data")
    assert small.wait(SHOWN) == "F-0002"
    assert "packet explain" in small.run("document.querySelector('#panel .value').textContent")
    assert small.run("document.querySelector('table data').getAttribute('aria-label')") == "2,222，說明出處"


def test_axe_finds_nothing_with_the_panel_closed_and_open_light_and_dark_wide_and_narrow(small):
    for width, dark in ((1400, False), (1400, True), (400, False)):
        small.size(width, dark=dark)
        small.run("scrollTo(0, 0)")  # no text half under the contents, which stay at the top of a narrow page
        assert judged(small) == []
        small.click("table data")
        small.wait(SHOWN)
        assert judged(small, "#panel") == []
        small.press("Escape")
        small.wait("!document.getElementById('panel').open")


# ------------------------------------------------------------------------------------------------------ the reference packet


def test_in_the_reference_packet_the_total_tells_its_3159_rows(tab, reference, tmp_path):
    page = opened(tab, reference.resolve() / "packet.html")
    explained = "document.querySelectorAll('data[data-fact]').length"
    assert page.run(explained) > 1500
    assert page.run(f"{explained} === document.querySelectorAll('data[role=button][aria-label$=說明出處]').length")
    # Far fewer stops for the Tab key than there are numbers.
    assert page.run(
        "document.querySelectorAll('table data[tabindex=\"0\"]').length <= document.querySelectorAll('table').length"
    )
    page.run(
        "[...document.querySelectorAll('.figures data')].find((mark) => mark.textContent === '3,159').setAttribute('data-test', '')"
    )
    page.click("[data-test]")
    page.wait(SHOWN)
    assert page.run("document.querySelector('#panel .name span').textContent") == "inventory.total"
    page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), eventsEnabled=True)
    page.click("#panel .download")
    page.wait_for("Browser.downloadProgress", state="completed")
    (file,) = tmp_path.glob("*.csv")
    (kept,) = (table for table in source_files.kept(reference) if table.input == "catalogue")
    assert file.read_bytes() == csv_bytes(source_files.as_csv(kept.whole()))
    assert len(list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))) == 3160
    assert complaints(page) == []
