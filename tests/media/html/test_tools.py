"""What a reader does with the page in a real Chromium: finds rows, takes tables and charts along, asks a mark for its value, sends an
address."""

import csv
import io
import json
import struct
from xml.etree import ElementTree

import pytest

from reportlib.media import annexes
from tests.media.html.test_panel import SHOWN, complaints, opened, tab, to_html  # noqa: F401
from tests.packets.test_explain import fact, rows
from tests.support.axe import judged
from tests.support.documents import document_of
from tests.support.sample_document import SVG, chart, document, heading, row, table

AGENCIES = ("水利署", "能源局", "工業局")
SHAPES = "svg [role=button]"


def long_document() -> dict:
    """A heading, a table of twelve rows and their sum, a short table, and a chart of two bars."""
    many = [row(f"資料集{at}", AGENCIES[at % 3], (f"1,{at:03}", f"F-{at:04}")) for at in range(1, 13)]
    many.append(row("合計", "", ("12,078", "F-0013"), style="total"))
    few = [row("=1+1", "−3"), row("公開, 說明", "70%")]
    few[0]["cells"][1]["value"] = "-3"
    drawn = "".join(
        f'<g id="shape-{at}"><path d="M 1 {y} h 8 v 2 h -8 z" style="fill: #0f4c75"></path></g>'
        f'<g id="point-{at}"><text x="1" y="{y}" style="font-size: 2px">1,00{at}</text></g>'
        for at, y in ((0, 2), (1, 6))
    )
    points = [{"label": f"資料集{at}", "text": f"1,00{at}", "fact": f"F-000{at}"} for at in (1, 2)]
    found = document(
        heading("各單位資料集"),
        table("資料集 機關 筆數#", many),
        table("占比 占比#", few),
        chart(SVG.format(drawn), points=points),
    )
    for cells in (one["cells"] for one in found["sections"][0]["blocks"][1]["rows"]):
        cells[2]["value"] = cells[2]["text"].replace(",", "")
    count = {"operator": "count", "rows": rows("2-8")}
    found["facts"] = [
        fact(f"F-{at:04}", f"資料集{at}", f"1,{at:03}", str(1000 + at), rows=rows("2-8"), derivation=count)
        for at in range(1, 13)
    ]
    found["facts"].append(
        fact(
            "F-0013",
            "合計",
            "12,078",
            "12078",
            operands=["F-0001", "F-0002"],
            derivation={"operator": "+", "of": [{"fact": "F-0001"}, {"fact": "F-0002"}]},
        )
    )
    return found


@pytest.fixture(scope="module")
def text() -> str:
    return to_html(long_document())


@pytest.fixture
def page(tab, text, tmp_path):  # noqa: F811
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8", newline="\n")
    return opened(tab, file)


@pytest.fixture
def downloaded(page, tmp_path):
    """Press something, and read the one file that comes of it."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=True)

    def press(selector: str) -> tuple[str, bytes]:
        page.events.clear()
        page.run(f"document.querySelector({json.dumps(selector)}).click()")
        page.wait_for("Browser.downloadProgress", state="completed")
        (file,) = folder.iterdir()
        found = file.name, file.read_bytes()
        file.unlink()
        return found

    return press


def shown_rows(page) -> list[str]:
    return page.run(
        "[...document.querySelectorAll('#t-1 tbody tr')].filter((row) => !row.hidden).map((row) => row.cells[0].textContent)"
    )


def type_into_search(page, words: str) -> None:
    page.run("document.querySelector('#t-1 .find').open = true; document.querySelector('#t-1 input').focus()")
    page.ask("Input.insertText", text=words)


# -- tables ------------------------------------------------------------------------------------------------------------------


def test_rows_of_a_long_table_are_found_by_words_and_chosen_by_a_column(page):
    type_into_search(page, "資料集１")
    assert shown_rows(page) == ["資料集1", "資料集10", "資料集11", "資料集12"]
    assert page.run("document.querySelector('#t-1 output').textContent") == "12 列中的 4 列，合計及小計不列"
    page.run(
        "(() => { const one = document.querySelector('#t-1 select'); one.value = '=水利署'; one.dispatchEvent(new Event('change')); })()"
    )
    assert shown_rows(page) == ["資料集12"]
    page.run("document.querySelector('#t-1 .find button').click()")
    assert len(shown_rows(page)) == 13 and page.run("document.activeElement.type") == "search"
    assert complaints(page) == []


def test_a_table_is_searched_that_has_over_ten_rows_with_its_subtotals(tab, tmp_path):  # noqa: F811
    found = long_document()
    rows_of = found["sections"][0]["blocks"][1]["rows"]
    del rows_of[9:12]  # nine rows and their sum
    found["sections"][0]["blocks"][1]["rows"] = [rows_of[-1], *rows_of]
    file = tmp_path / "page.html"
    file.write_text(to_html(found), "utf-8", newline="\n")
    page = opened(tab, file)
    assert page.run("document.querySelectorAll('#t-1 tbody tr').length") == 11
    assert page.run("document.querySelector('#t-1 output').textContent") == "共 9 列"


@pytest.fixture
def grouped(tab, tmp_path):  # noqa: F811
    """Six rows under each of two heads, and a sum."""
    rows = []
    for unit, count in (("經濟部水利署", "42 項"), ("經濟部標準檢驗局", "5 項")):
        rows.append(row(unit, count, "", style="subtotal"))
        rows += [row(f"{unit[-3:]}資料集{at}", "CSV", "109-09-30") for at in range(1, 7)]
    file = tmp_path / "page.html"
    file.write_text(
        to_html(document(table("資料集 格式 日期", [*rows, row("合計", "", "", style="total")], layout="list"))),
        "utf-8",
        newline="\n",
    )
    tab.open(file)
    return tab


def test_the_head_of_a_group_is_searched_with_its_rows_and_stays_over_those_that_are_found(grouped):
    type_into_search(grouped, "經濟部標準檢驗局")
    assert [text[:9] for text in shown_rows(grouped)] == [
        "經濟部標準檢驗局　",
        *[f"檢驗局資料集{at}" for at in range(1, 7)],
    ]
    grouped.run("document.querySelector('#t-1 .find button').click()")
    type_into_search(grouped, "水利署資料集3")
    assert [text[:6] for text in shown_rows(grouped)] == ["經濟部水利署", "水利署資料集"]
    assert grouped.run("document.querySelector('#t-1 output').textContent") == "12 列中的 1 列，合計及小計不列"


def test_a_table_that_goes_on_below_its_window_says_so_until_its_end_is_reached(page):
    said = "getComputedStyle(document.querySelector('#t-1 .below')).display"
    page.size(1280, 400)
    page.wait(f"{said} === 'block'")
    page.run("document.querySelector('#t-1 .scroll').scrollTop = 9999")
    page.wait(f"{said} === 'none'")
    page.size(1280, 2000)
    assert page.run("getComputedStyle(document.querySelector('#t-2 .below')).display") == "none"


def test_a_short_table_is_not_searched(page):
    assert page.run("[...document.querySelectorAll('figure')].map((one) => one.querySelector('.find') !== null)") == [
        True,
        False,
        False,
    ]


def test_X01_the_csv_of_a_table_is_the_one_of_the_annexes(downloaded):
    _, files = annexes.make(document_of(long_document()))
    for at, selector in ((1, "#t-1 .find button:last-child"), (2, "#t-2 .tools button")):
        name, data = downloaded(selector)
        assert (name, data) == (f"10-inventory-t-{at}.csv", files[f"annex/10-inventory-t-{at}.csv"])


def test_the_csv_of_rows_that_were_found_has_these_alone(page, downloaded):
    type_into_search(page, "能源局")
    assert page.run("document.querySelector('#t-1 .find button:last-child').textContent") == "下載這 4 列（CSV）"
    _, data = downloaded("#t-1 .find button:last-child")
    _, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert [line[0] for line in lines] == ["資料集1", "資料集4", "資料集7", "資料集10"]


def test_a_table_is_one_stop_of_the_tab_key_and_its_buttons_are_reached_by_arrows(page):
    stops = "[...document.querySelectorAll('#t-1 table [tabindex=\"0\"]')].map((one) => one.textContent)"
    assert page.run(stops) == ["1,001"]
    page.run("document.querySelector('#t-1 table [tabindex=\"0\"]').focus()")
    page.press("ArrowUp")
    assert page.run("document.activeElement.getAttribute('aria-label')") == "排序：筆數"
    page.press("ArrowLeft", "Enter", "ArrowRight", "ArrowDown")
    assert page.run("document.activeElement.closest('tr').cells[1].textContent") == "工業局"
    type_into_search(page, "水利署")
    assert page.run(stops) == ["1,003"]


# -- charts ------------------------------------------------------------------------------------------------------------------


def test_a_mark_tells_its_value_to_the_mouse_and_to_the_keyboard(page):
    told = "document.querySelector('.tip').hidden ? '' : document.querySelector('.tip').textContent"
    page.run(f"document.querySelectorAll('{SHAPES}')[1].dispatchEvent(new PointerEvent('pointerenter'))")
    assert page.run(told) == "資料集2 1,002"
    page.press("Escape")
    assert page.run(told) == ""
    page.run(f"document.querySelector('{SHAPES}').focus()")
    assert page.run(told) == "資料集1 1,001"
    page.press("ArrowDown")
    assert (
        page.run(told) == "資料集2 1,002"
        and page.run(f"document.querySelectorAll('{SHAPES}[tabindex=\"0\"]').length") == 1
    )
    page.press("Enter")
    assert page.wait(SHOWN) == "F-0002"
    page.press("Escape")
    page.wait("!document.getElementById('panel').open")
    assert page.run("document.activeElement.matches('svg [role=button]')") and complaints(page) == []


def test_a_chart_is_taken_along_as_numbers_as_a_drawing_and_as_a_picture(page, downloaded):
    name, data = downloaded("#c-1 .tools button:nth-child(1)")
    assert name == "10-inventory-c-1.csv"
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["項目", "數值", "數字編號"],
        ["資料集1", "1001", "F-0001"],
        ["資料集2", "1002", "F-0002"],
    ]
    name, data = downloaded("#c-1 .tools button:nth-child(3)")
    drawn = ElementTree.fromstring(data)
    assert name == "10-inventory-c-1.svg" and drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert not {"role", "tabindex", "data-fact"} & {key for one in drawn.iter() for key in one.attrib}
    assert drawn[0].text.startswith("圖 1") and drawn[3].get("style") == "fill: #ffffff"
    # The caption can be read over the drawing, which keeps its place under it.
    left, top, width, height = map(float, drawn.get("viewBox").split())
    assert drawn[4].text == drawn[0].text and (drawn[4].get("x"), top) == ("0", -36)
    assert top < float(drawn[4].get("y")) < float(drawn[5].get("y")) < 0
    assert [float(drawn[3].get(key)) for key in ("x", "y", "width", "height")] == [left, top, width, height]
    name, data = downloaded("#c-1 .tools button:nth-child(2)")
    assert name == "10-inventory-c-1.png" and data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == (3 * int(drawn.get("width")), 3 * int(drawn.get("height")))
    assert complaints(page) == []


# -- addresses ---------------------------------------------------------------------------------------------------------------


def test_the_address_follows_what_is_open_and_the_way_back_goes_through_it(page):
    page.run("location.hash = '#t-1'")
    page.run("document.querySelector('[data-fact=\"F-0013\"]').click()")
    page.wait(f"{SHOWN} === 'F-0013'")
    assert page.run("location.hash") == "#F-0013"
    page.click("#panel .operand")
    page.wait(f"{SHOWN} === 'F-0001'")
    assert page.run("location.hash") == "#F-0001"
    page.run("history.back()")
    page.wait(f"{SHOWN} === 'F-0013'")
    page.run("history.forward()")
    page.wait(f"{SHOWN} === 'F-0001'")
    page.click("#panel .back")
    page.wait(f"{SHOWN} === 'F-0013' && document.querySelector('#panel .back').hidden")
    page.run("history.back()")
    page.wait("!document.getElementById('panel').open")
    assert page.run("location.hash") == "#t-1"
    page.run("document.querySelector('[data-fact=\"F-0013\"]').click()")
    page.wait(SHOWN)
    page.press("Escape")
    page.wait("!document.getElementById('panel').open")
    assert page.run("location.hash") == "#t-1" and complaints(page) == []


@pytest.mark.parametrize(("address", "shown"), [("#F-0002", "F-0002"), ("#F-9999", False), ("#F-2'\"", False)])
def test_an_address_with_a_number_opens_its_panel(tab, text, tmp_path, address, shown):  # noqa: F811
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8", newline="\n")
    tab.ask("Page.navigate", url="about:blank")
    tab.ask("Page.navigate", url=file.as_uri() + address)
    tab.wait("document.documentElement?.classList.contains('explains')")
    if shown:
        tab.wait(f"{SHOWN} === '{shown}'")
    else:
        tab.run("new Promise((done) => setTimeout(done, 200))")
    assert tab.run(SHOWN) == shown


def test_the_page_and_every_heading_table_and_chart_have_a_link_to_themselves(page):
    links = page.run(
        "[...document.querySelectorAll('.own-link')].map((one) => [one.hash, document.getElementById(one.hash.slice(1)) !== null])"
    )
    assert links == [[f"#{name}", True] for name in ("top", "s-10-inventory", "s-10-inventory-1", "t-1", "t-2", "c-1")]


@pytest.mark.parametrize(
    ("tool", "name"),
    [("#t-1 summary", "#t-1"), ("#t-2 .tools button", "#t-2"), ("#c-1 .tools button:last-child", "#c-1")],
)
def test_by_keyboard_the_link_to_a_table_or_chart_is_beside_its_tools(page, tool, name):
    page.run(f"document.querySelector('{tool}').focus()")
    page.press("ArrowRight")
    assert page.run("document.activeElement.hash") == name
    page.press("ArrowLeft")
    assert page.run(f"document.activeElement === document.querySelector('{tool}')")


def test_axe_finds_nothing_with_the_tools_open_light_and_dark_wide_and_narrow(page):
    type_into_search(page, "水利署")
    for width, dark in ((1400, False), (1400, True), (390, False)):
        page.size(width, dark=dark)
        assert judged(page) == []
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


# -- the reference packet ----------------------------------------------------------------------------------------------------


def test_in_the_reference_packet_the_tab_key_stops_half_as_often_and_every_csv_is_that_of_the_annexes(tab, reference):  # noqa: F811
    page = opened(tab, reference.resolve() / "packet.html")
    stops = page.run(
        "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')].filter((one) => one.tabIndex === 0 && one.checkVisibility()).length"
    )
    assert stops < 345  # there were 690
    page.run(
        "window.taken = {}; URL.createObjectURL = (blob) => { window.last = blob; return 'blob:x'; };"
        "HTMLAnchorElement.prototype.click = function () { window.taken[this.download] = window.last; }; 0"
    )
    page.run(
        "document.querySelectorAll('figure.table :is(.tools, .find) button:last-child').forEach((one) => one.click())"
    )
    taken = page.run(
        "Promise.all(Object.entries(window.taken).map(async ([name, blob]) => [name, await blob.text()])).then(Object.fromEntries)"
    )
    assert len(taken) > 50
    kept = {name: (reference / "annex" / name).read_bytes().decode("utf-8-sig") for name in taken}
    assert [name for name in taken if taken[name].lstrip("\ufeff") != kept[name]] == []
