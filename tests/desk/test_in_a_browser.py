"""The desk in a real Chromium: by the file that leads to it, by the keyboard, at the width of a phone, dark, and by axe."""

import shutil
import time

import pytest

from tests.support.axe import judged
from tests.support.chromium import browser
from tests.support.desk import GOOD, PLAN, Desk
from tests.support.desk_server import begin
from tests.support.held_meeting import Held
from tests.support.tiny_project import tiny_project

PAGES = {
    "/": "會議",
    "/m/tiny-1-1": "要做的事",
    "/m/tiny-1-1/parameters": "參數",
    "/m/tiny-1-1/agenda": "議程",
    "/m/tiny-1-1/inputs": "資料",
    "/m/tiny-1-1/returns": "收件",
    "/m/tiny-1-1/review": "發布前檢視",
    "/m/harbour-1-3/held": "會後：決議與會議紀錄",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory, root):
    """A page of the browser that was led to the desk by the file that the command would open."""
    folder = tmp_path_factory.mktemp("browser")
    Held(folder / "p", root)
    Desk(folder / "p", root)
    tiny_project(folder / "p")
    with browser(folder / "profile") as page:
        desk = begin(folder / "p")
        try:
            page.ask(
                "Network.emulateNetworkConditions",
                offline=False,
                latency=0,
                downloadThroughput=-1,
                uploadThroughput=-1,
            )
            page.ask("Page.navigate", url=desk.page.as_uri())
            page.wait("location.pathname === '/' && document.querySelector('h1')?.textContent === '會議'")
            page.address = f"http://127.0.0.1:{desk.port}"
            page.root, page.desk = desk.root, desk
            yield page
        finally:
            desk.process.terminate()
            desk.process.wait(60)
            desk.process.stdout.close()


def soon(page, expression):
    """Until it is true of a page that is there whole, however busy the machine is: a job is a process that imports."""
    page.wait(f"document.readyState === 'complete' && Boolean({expression})", 180)


def go(page, path):
    page.ask("Page.navigate", url=page.address + path)
    page.wait(f"location.pathname === '{path}' && document.readyState === 'complete'")


def judge(page):
    """What is on the page is right by axe, and no wider than the screen."""
    at = page.run("location.pathname + ' ' + innerWidth")
    page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.run("document.documentElement.scrollWidth <= innerWidth"), at
    assert judged(page) == [], at


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_every_page_is_right_by_axe_and_as_wide_as_the_screen(opened, path, title):
    for width, dark in ((1280, False), (390, False), (1280, True), (390, True)):
        opened.size(width, 900, dark)
        go(opened, path)
        assert opened.run("document.querySelector('h1').textContent") == title
        judge(opened)


def test_nothing_of_a_page_was_refused_by_its_policy(opened):
    for path in PAGES:
        go(opened, path)
    said = [event["params"]["entry"]["text"] for event in opened.events if event["method"] == "Log.entryAdded"]
    assert said == []


def tab_to(page, text):
    """Press the Tab key until what has the focus is called so; what is passed on the way is what a person passes."""
    called = "(e => (e.labels?.[0] ?? e).textContent.trim())(document.activeElement)"
    for _ in range(120):
        page.press("Tab")
        if page.run(called).startswith(text):
            return
    raise AssertionError(f"the Tab key never comes to {text}")


def fill(page, **typed):
    for label, text in typed.items():
        tab_to(page, label)
        page.ask("Input.insertText", text=text)


def choose_files(page, *paths):
    """What the keyboard does to the field of files, and what the system's own window would answer."""
    page.ask("Page.setInterceptFileChooserDialog", enabled=True)
    tab_to(page, "選取檔案")
    page.press("Space")
    page.wait_for("Page.fileChooserOpened")
    node = next(e for e in page.events if e["method"] == "Page.fileChooserOpened")["params"]["backendNodeId"]
    page.ask("DOM.setFileInputFiles", files=[str(path) for path in paths], backendNodeId=node)


def csv(path, *rows):
    path.write_text("".join(",".join(row) + "\r\n" for row in (PLAN, *rows)), "utf-8")
    return path


def test_from_empty_returns_to_the_public_edition_by_the_keyboard_alone(opened, tmp_path):
    opened.size(1280)
    go(opened, "/")
    opened.press("Tab")
    assert opened.run("document.activeElement.textContent") == "跳到主要內容"
    tab_to(opened, "第 6 屆第 1 次會議")
    opened.press("Enter")
    opened.wait("location.pathname === '/m/m-6-1'")
    tab_to(opened, "收件")
    opened.press("Enter")
    opened.wait("document.querySelector('h1')?.textContent === '收件'")
    bad = ("甲-3", "地下水", "", "CSV", "每1月", "109/2/30", "")
    unknown = ("乙-1", "用電", "", "CSV", "每1月", "109/11/30", "")
    choose_files(opened, csv(tmp_path / "水利署.csv", *GOOD, bad), csv(tmp_path / "回報.csv", unknown))
    assert opened.run("document.querySelector('.chosen').textContent").startswith("選了 2 個檔案")
    tab_to(opened, "收下")
    opened.press("Enter")
    soon(opened, "document.querySelector('.saved')?.textContent.includes('收下 2 個檔案')")
    tab_to(opened, "檢核")
    opened.press("Enter")
    soon(opened, "document.querySelector('.job.part')")
    judge(opened)

    tab_to(opened, "更正這一格")
    opened.press("Enter")
    opened.wait("document.querySelector('h1')?.textContent === '檢核的問題'")
    assert opened.run("document.getElementById('c-expected').value") == "109/2/30"
    judge(opened)
    fill(opened, 更正為="109/12/31", 理由="電話確認", 更正人="王小明", 日期="109-11-20")
    opened.press("Enter")
    soon(opened, "location.search === '?saved=correct' && document.querySelector('h1')?.textContent === '檢核的問題'")
    tab_to(opened, "回答")
    opened.press("ArrowDown")
    tab_to(opened, "單位")
    opened.press("ArrowDown", "ArrowDown")
    fill(opened, 理由="來信的單位", 姓名="王小明")
    opened.press("Enter")
    soon(opened, "document.querySelector('#files small')?.textContent === '0'")
    tab_to(opened, "← 收件")
    opened.press("Enter")
    opened.wait("document.querySelector('h1')?.textContent === '收件'")
    tab_to(opened, "檢核並採用")
    opened.press("Enter")
    soon(opened, "document.querySelector('.job.done, .job.part') && document.querySelector('td.good')")
    assert opened.run("document.querySelector('.findings') === null"), "corrected, and nothing new is wrong"

    tab_to(opened, "總覽")
    opened.press("Enter")
    opened.wait("location.pathname === '/m/m-6-1'")
    tab_to(opened, "連同公開版一起產生")
    opened.press("Enter")
    soon(opened, "document.querySelector('.job.done') && document.querySelector('a[href*=\"/made/public/\"]')")
    judge(opened)
    public = opened.root / "output" / "m-6-1.public"
    assert (public / "packet.pdf").is_file() and "王小明" not in (public / "packet.html").read_text("utf-8")
    tab_to(opened, "發布前檢視")
    opened.press("Enter")
    opened.wait("document.querySelector('h1')?.textContent === '發布前檢視'")
    opened.size(390, dark=True)
    judge(opened)
    go(opened, "/m/m-6-1/made/packet/packet.html")
    assert opened.run("self.origin") == "null", "a page that a build has made has no origin"


def test_an_agenda_is_changed_by_the_keyboard_and_a_reload_changes_nothing_again(opened):
    opened.size(1280)
    go(opened, "/m/tiny-1-1/agenda")
    tab_to(opened, "在這一項之後加一項")
    opened.press("Enter")
    fill(opened, 名稱="臨時動議")
    fill(opened, 結束="14:40")
    opened.press("Enter")
    soon(opened, "document.querySelector('.saved')?.textContent.includes('已儲存')")
    before = (opened.root / "params" / "tiny-1-1.yaml").read_bytes()
    assert '{item: 臨時動議, start: "14:30", end: "14:40"}' in before.decode()
    opened.reload()
    assert opened.run("Boolean(document.querySelector('.saved'))")
    assert (opened.root / "params" / "tiny-1-1.yaml").read_bytes() == before


def test_a_form_that_is_not_right_keeps_what_was_typed(opened):
    go(opened, "/m/tiny-1-1/parameters")
    opened.run("document.getElementById('f-meeting.date').value = '109/2/30'")
    opened.click("form.wide button")
    soon(opened, "document.querySelector('[aria-invalid]')")
    assert opened.run("document.querySelector('[aria-invalid]').value") == "109/2/30"
    assert opened.run("document.querySelector('.error').textContent.length > 5")


def test_what_is_too_large_is_told_before_it_is_sent(opened):
    go(opened, "/m/tiny-1-1/returns")
    opened.run(
        "(() => { const all = new DataTransfer(); all.items.add(new File([new Uint8Array(100000001)], 'a.csv')); "
        "const e = document.getElementById('files'); e.files = all.files; e.dispatchEvent(new Event('change')); })()"
    )
    assert opened.run("document.querySelector('.chosen').textContent") == "一個檔案最大 100 MB，選的有更大的"
    opened.click("form.pick button")
    assert opened.run("document.querySelector('form.pick button').disabled") is False, "nothing is being sent"


def test_the_page_of_a_job_that_has_ended_is_loaded_once_however_slow_it_is(opened):
    def held():
        return [event["params"] for event in opened.events if event["method"] == "Fetch.requestPaused"]

    go(opened, "/m/tiny-1-1")
    opened.click("main .actions button")
    soon(opened, "document.querySelector('.job.running .steps li')")
    opened.ask("Fetch.enable", patterns=[{"resourceType": "Document"}])
    try:
        until = time.monotonic() + 180
        while not held():
            assert time.monotonic() < until, "never loaded again"
            opened.hear(0.5)
        opened.hear(4)  # once a second it would ask for the page again, if it still asked how far the job is
        assert [one["request"]["url"] for one in held()] == [f"{opened.address}/m/tiny-1-1"]
        opened.ask("Fetch.continueRequest", requestId=held()[0]["requestId"])
    finally:
        opened.ask("Fetch.disable")
    soon(opened, "document.querySelector('.job.done')")


def test_the_button_of_the_letters_is_pressed_and_what_it_says_is_read(opened):
    """A meeting without an evaluation has no letters: the desk says so, and where to go on."""
    go(opened, "/m/tiny-1-1")
    at = opened.run(
        "[...document.querySelectorAll('main button')].findIndex(e => e.textContent === '製作給各單位的信')"
    )
    assert at >= 0
    opened.click("main button", at)
    # Each is waited for: the page is loaded again when the job has ended, and may be half there in between.
    soon(opened, "document.querySelector('.job.refused')?.textContent.includes('製作給各單位的信')")
    soon(opened, "document.querySelector('.job.refused details')?.open")
    soon(opened, "document.querySelector('.job.refused a[href$=\"/parameters\"]')?.textContent === '參數'")


def test_a_page_that_was_changed_is_left_only_by_who_says_so(opened):
    go(opened, "/m/harbour-1-3/held")
    field = "document.querySelector('form.wide input:not([type=hidden])')"
    opened.run(f"{field}.focus(), {field}.select()")
    opened.ask("Input.insertText", text="109/11/20")
    opened.press("Tab")  # a browser asks only where somebody has done something
    opened.events.clear()
    opened.run("setTimeout(() => location.assign('/')), 0")
    opened.hear(1)
    asked = [event["params"]["type"] for event in opened.events if event["method"] == "Page.javascriptDialogOpening"]
    assert asked == ["beforeunload"]
    opened.ask("Page.handleJavaScriptDialog", accept=False)
    assert opened.run(f"location.pathname + ' ' + {field}.value") == "/m/harbour-1-3/held 109/11/20"
    opened.run("document.querySelector('form.wide').dispatchEvent(new Event('submit', {bubbles: true}))")
    go(opened, "/")  # what was sent is saved, and nothing is asked


def test_what_is_not_saved_yet_outlasts_the_end_of_a_job(opened):
    go(opened, "/m/harbour-1-3/held")
    opened.run(
        "(() => { const e = document.querySelector('form.wide input:not([type=hidden])'); e.value = '109/11/20'; "
        "e.dispatchEvent(new Event('input', {bubbles: true})); "
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<section class=\"job running\" id=\"job\" "
        'hx-get="/m/harbour-1-3/job" hx-trigger="every 1s" hx-swap="outerMorph"></section>\'); '
        "htmx.process(document.getElementById('job')); })()"
    )
    soon(opened, "document.querySelector('p.alert[role=status]')?.textContent.includes('您填的還沒有儲存')")
    assert opened.run("document.querySelector('form.wide input:not([type=hidden])').value") == "109/11/20"
    # Else the next page would be asked whether it may come.
    opened.run("document.querySelector('form.wide').dispatchEvent(new Event('submit', {bubbles: true}))")


def test_a_tab_follows_a_build_through_the_end_of_its_desk(opened):
    shutil.rmtree(opened.root / "output" / ".cache", ignore_errors=True)
    edited = opened.root / "params" / "tiny-1-1.yaml"  # a build of what is as it was has no steps
    edited.write_text(edited.read_text("utf-8").replace("title: ", "title: 再次的", 1), "utf-8")
    go(opened, "/m/tiny-1-1")
    opened.click("main .actions button")
    soon(opened, "document.querySelector('.job.running .steps li')")
    opened.desk.kill()
    soon(opened, "document.getElementById('gone')?.textContent.includes('進行中的工作仍會做完')")
    again = begin(opened.root)
    try:
        assert again.port == opened.desk.port
        soon(opened, "!document.getElementById('gone')")
        soon(opened, "document.querySelector('.job.done')")
    finally:
        again.process.terminate()
        again.process.wait(60)
        again.process.stdout.close()
