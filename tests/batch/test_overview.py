"""The one page about all bodies, from what their packets say."""

import dataclasses

import pytest

from reportlib.batch import overview
from reportlib.batch.model import Batch
from reportlib.batch.national import Plan, Unclaimed
from reportlib.batch.overview import OverviewEntry
from reportlib.batch.worker import Outcome
from reportlib.errors import ConfigError, Problem
from reportlib.packets.published import PacketFigure
from tests.support.chromium import browser
from tests.support.national_project import national_project


@pytest.fixture
def batch(tmp_path):
    return Batch.read(national_project(tmp_path))


def figure(value, unit="項", printed=None):
    absence = None if value is not None else "來源未提供"
    return PacketFigure("F-1", "inventory.total", "累計", value, absence, unit, printed or str(value), None)


def plan(read=20, unclaimed=(), rows=None, refused=None, **no_records):
    return Plan({}, rows or {}, tuple(Unclaimed(*one) for one in unclaimed), no_records, read, refused or {}, {})


def entries(batch, **of):
    """An entry for each body: rows and figure of one that is ready, problems of one that is not."""
    found = []
    for body in batch.bodies:
        there = of.get(body.id)
        if isinstance(there, tuple):
            rows, value = there
            figures = {"inventory.total": figure(value, printed=f"{value:,}")}
            counts = {"used": rows, "read": 99}
            found.append(OverviewEntry(body, Outcome(body.id, "ready"), rows, figures, counts, body.id))
        elif isinstance(there, Problem):
            found.append(OverviewEntry(body, Outcome(body.id, "refused", (there,), 2), 4, {}, {}))
        else:
            found.append(OverviewEntry(body, Outcome(body.id, "waiting"), 0, {}, {}))
    return found


def test_rows_go_to_bodies_to_those_that_are_not_ready_to_nobody_or_hold_no_record(batch):
    found = entries(batch, moi=(9, 8), motc=Problem("V07", "不是日期。"), kinmen=(1, 1))
    of_list = plan(20, [("司法院", 5, "2-6")], header=1)
    assert overview.account(of_list, found) == [
        ("各機關採計", 10),
        ("未備妥的機關", 4),
        ("不屬任何機關", 5),
        ("表頭", 1),
    ]
    assert list(overview.wrong(of_list, found)) == []


def test_figures_are_added_where_they_are_numbers_of_one_kind_of_thing(batch):
    found = entries(batch, moi=(9, 1200), kinmen=(1, 34))
    assert overview.total(found, "inventory.total") == "1,234"
    assert overview.total(found, "no.such") == ""
    found[0].figures["inventory.total"] = figure(3, unit="%")
    assert overview.total(found, "inventory.total") == ""


def test_the_page_says_who_is_ready_what_is_wrong_and_whose_no_row_is(batch):
    found = entries(batch, moi=(9, 1200), motc=Problem("V07", "不是日期。", file="清單.csv", row=3))
    text = overview.page(batch, plan(20, [("<i>某會</i>", 5, "2-6"), ("", 1, "9")], header=1), found, ())
    assert '<a href="moi/packet.html">內政部</a>' in text and "● 已備妥" in text
    assert (
        "<b>交通部</b>" in text
        and '<span class="notice">重建資料</span>' in text
        and "V07 清單.csv" in text
        and "▲ 不合格" in text
    )
    assert "&lt;i&gt;某會&lt;/i&gt;" in text and "（空白）" in text and "<i>" not in text
    assert text == overview.page(batch, plan(20, [("<i>某會</i>", 5, "2-6"), ("", 1, "9")], header=1), found, ())


def test_the_notices_of_each_body_and_of_the_list_are_counted_and_listed(batch):
    found = entries(batch, moi=(9, 1200), kinmen=(1, 1))
    told = Outcome("moi", "ready", told=("第 3 列：<b>似有</b> 2 項。", "另一則。"))
    found[0] = dataclasses.replace(found[0], outcome=told)
    of_list = dataclasses.replace(plan(20), notices=("清單另有一張工作表。",))
    text = overview.page(batch, of_list, found, ())
    assert '<a href="#n-moi">2</a>' in text and 'id="n-moi"' in text and "#n-kinmen" not in text
    assert "<li>第 3 列：&lt;b&gt;似有&lt;/b&gt; 2 項。</li>" in text and "<li>另一則。</li>" in text
    assert "<li>清單另有一張工作表。</li>" in text
    rows = overview.csv(batch, of_list, found).decode("utf-8-sig").splitlines()
    assert rows[1].startswith("moi,內政部,機關,已備妥,2,") and rows[2].startswith("motc,交通部,機關,尚未產生,,")


def test_what_is_wrong_with_several_bodies_stands_once(batch):
    same = Problem("C05", "範本沒有這個鍵。", file="template.yaml")
    text = overview.page(batch, plan(), entries(batch, moi=same, motc=same, kinmen=same), ())
    assert text.count("範本沒有這個鍵") == 1 and "內政部、交通部、金門縣政府" in text


def test_many_rows_of_nobody_are_cut_on_the_page_and_whole_in_the_csv(batch):
    numbers = ",".join(str(n) for n in range(2, 90, 2))
    found, of_list = entries(batch, moi=(9, 1)), plan(20, [("司法院", 44, numbers)])
    assert numbers not in overview.page(batch, of_list, found, ()) and "…" in overview.page(batch, of_list, found, ())
    assert numbers in overview.csv(batch, of_list, found).decode("utf-8-sig")


def test_the_page_fits_a_telephone_and_says_nothing_to_the_console(batch, tmp_path):
    found = entries(batch, moi=(9, 1200), motc=Problem("V07", "不是日期。" * 20))
    page = tmp_path / "overview.html"
    page.write_text(overview.page(batch, plan(20, [("司法院", 5, "2-6")] * 3, header=1), found, ()), "utf-8")
    with browser(tmp_path / "profile") as tab:
        for dark in (False, True):
            tab.size(390, dark=dark)
            tab.open(page)
            assert tab.run("document.documentElement.scrollWidth <= 390")
            ground = tab.run("getComputedStyle(document.documentElement).backgroundColor")
            assert (ground == "rgb(255, 255, 255)") != dark
        assert not [event for event in tab.events if event["method"] == "Log.entryAdded"]


@pytest.mark.parametrize("name", ["overview.html", "overview.csv"])
def test_C11_somebodys_own_overview_is_not_written_over(batch, tmp_path, name):
    from reportlib.batch.run import _refuse_foreign
    from reportlib.batch.store import OutputStore

    found, store = entries(batch, moi=(9, 1)), OutputStore(str(tmp_path / "packets"))
    store.write("overview.csv", overview.csv(batch, plan(), found))
    store.write("overview.html", overview.page(batch, plan(), found, ()).encode())
    _refuse_foreign(store)
    store.write(name, "機關,備註\n內政部,我的\n".encode())
    with pytest.raises(ConfigError, match=f"C11 {name}|C11 .*{name}"):
        _refuse_foreign(store)


def test_C05_a_figure_that_no_packet_has_is_told_with_the_nearest(batch):
    assert list(overview.unknown(batch, {"inventory.total"})) == []
    column = batch.figures[0].model_copy(update={"name": "inventory.totl"})
    misspelt = batch.model_copy(update={"figures": (column,)})
    (problem,) = overview.unknown(misspelt, {"inventory.total"})
    assert str(problem).startswith('C05 national.yaml: no packet has the figure "inventory.totl"')
    assert 'Did you mean "inventory.total"?' in str(problem)
    assert list(overview.unknown(misspelt, ())) == []  # of no packet nobody knows
