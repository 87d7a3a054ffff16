"""What changed between two packets: which figure is compared with which, and what is said of it."""

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len
from rich.console import Console

from reportlib.commands import cli
from reportlib.errors import ConfigError
from reportlib.packets import diff, diff_shown
from reportlib.packets.changes import Change, counts, grouped, only
from reportlib.packets.published import Packet, PacketFigure


def figure(name, value="1", unit="項", label="", printed=None, as_of=None):
    """A figure as facts.json has it; a value of None is 「來源未提供」."""
    absence = "來源未提供" if value is None else None
    shown = printed or absence or (f"{float(value) * 100:.0f}%" if unit == "%" else f"{Decimal(value):,}")
    return {
        "name": name,
        "label": label or name,
        "value": value,
        "absence": absence,
        "unit": unit,
        "printed": shown,
        "as_of": as_of,
    }


def write(folder, name, figures, as_of=None, sections=("10-inventory",), **meeting):
    folder.mkdir(parents=True)
    facts = [{"id": f"F-{n:04}", **one} for n, one in enumerate(figures, 1)]
    (folder / "facts.json").write_text(json.dumps({"meeting": name, "facts": facts}, ensure_ascii=False), "utf-8")
    record = {
        "meeting": name,
        "sections": list(sections),
        "inputs": {},
        "parameters": {"meeting": {"body": "海港市", "term": 1, "number": 3, **meeting}, "as_of": as_of or {}},
    }
    (folder / "run.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture
def compared(tmp_path):
    """The comparison of two packets with these figures."""

    def run(old, new, old_as_of=None, new_as_of=None):
        old = write(tmp_path / "output" / "harbour-1-3", "harbour-1-3", old, old_as_of)
        new = write(tmp_path / "output" / "harbour-1-4", "harbour-1-4", new, new_as_of)
        return diff.compare(Packet.read(old), Packet.read(new))

    return run


def said(changes):
    return [
        (c.old and c.old.name, c.new and c.new.name, *c.printed, c.difference_text(), c.percent_text) for c in changes
    ]


# -- which with which --------------------------------------------------------------------------------------------------------


def test_a_figure_is_compared_with_that_of_the_same_name(compared):
    changes = compared([figure("inventory.total", "3050")], [figure("inventory.total", "3159")])
    assert said(changes) == [("inventory.total", "inventory.total", "3,050", "3,159", "+109", "+3.6%")]


def test_a_figure_that_only_one_packet_has_is_new_or_gone_and_not_zero(compared):
    changes = compared([figure("inventory.category/甲", "2")], [figure("inventory.category/乙", "0")])
    assert [(c.kind, *c.printed, c.difference, c.difference_text()) for c in changes] == [
        ("gone", "2", "—", None, "gone"),
        ("new", "—", "0", None, "new"),
    ]


def test_a_figure_that_the_source_did_not_give_is_never_zero(compared):
    changes = compared(
        [figure("a.x", None), figure("a.y", "0"), figure("a.z", None)],
        [figure("a.x", "0"), figure("a.y", None), figure("a.z", None)],
    )
    assert [(c.kind, *c.printed, c.difference_text(), c.percent_text) for c in changes] == [
        ("changed", "來源未提供", "0", "—", "—"),
        ("changed", "0", "來源未提供", "—", "—"),
        ("same", "來源未提供", "來源未提供", "—", ""),
    ]


def test_names_that_hold_the_meetings_own_date_are_compared_by_the_part_it_plays(compared):
    changes = compared(
        [
            figure(f"quality.platinum_by_unit/{day}/礦務局", value, label="白金標章資料集")
            for day, value in (("109-06-05", "1"), ("109-05-31", "5"))
        ],
        [
            figure(f"quality.platinum_by_unit/{day}/礦務局", value, label="白金標章資料集")
            for day, value in (("109-10-31", "6"), ("109-11-05", "3"))
        ],
        {"platinum": "2020-06-05", "inventory": "2020-05-31"},
        {"platinum": "2020-11-05", "inventory": "2020-10-31"},
    )
    assert [(c.old.value, c.new.value) for c in changes] == [(5, 6), (1, 3)]
    assert changes[1].label() == "白金標章資料集（項） 109-06-05→11-05"


def test_one_date_each_needs_no_run_record(compared):
    changes = compared([figure("quality.platinum/109-06-05", "1")], [figure("quality.platinum/109-11-05", "3")])
    assert [c.difference for c in changes] == [2]


def test_a_series_is_compared_date_by_date_and_its_last_points_with_each_other(compared):
    old = [
        figure(f"quality.gold/{day}", value, label="金標章")
        for day, value in (("108-05-31", "2558"), ("108-10-31", "2675"))
    ]
    new = [
        figure(f"quality.gold/{day}", value, label="金標章")
        for day, value in (("108-05-31", "2558"), ("108-10-31", "2676"), ("109-05-31", "2812"))
    ]
    changes = compared(old, new, {"inventory": "2019-10-31"}, {"inventory": "2020-05-31"})
    assert [(c.kind, c.is_latest, c.difference) for c in changes] == [
        ("same", False, 0),
        ("changed", False, 1),
        ("changed", True, 137),
    ]
    assert [c.label() for c in changes[1:]] == ["金標章（項） 108-10-31", "金標章（項） latest 108-10-31→109-05-31"]


def test_a_series_that_lost_a_point_says_so(compared):
    old = [figure(f"quality.gold/{day}") for day in ("107-10-31", "108-05-31", "108-10-31")]
    changes = compared(old, [figure(f"quality.gold/{day}") for day in ("108-05-31", "108-10-31")])
    assert [(c.kind, (c.old or c.new).name) for c in changes if c.kind != "same"] == [
        ("gone", "quality.gold/107-10-31")
    ]


def test_what_looks_like_a_date_but_is_none_stays_part_of_the_name(compared):
    changes = compared([figure("requests.reply_days/548-56-27")], [figure("requests.reply_days/548-86-86")])
    assert [c.kind for c in changes] == ["gone", "new"]


def test_figures_stand_in_the_order_of_the_new_packets_pages_group_by_group(compared):
    old = [
        figure(name)
        for name in ("rows.catalogue/read", "inventory.total", "inventory.gone", "inventory.top/1", "quality.old")
    ]
    new = [
        figure(name)
        for name in ("requests.total", "rows.catalogue/read", "inventory.total", "quality.new", "inventory.top/1")
    ]
    changes = compared(old, new)
    assert [c.name for c in changes] == [
        "requests.total",
        "inventory.total",
        "inventory.gone",
        "inventory.top/1",
        "quality.new",
        "quality.old",
        "rows.catalogue/read",
    ]
    assert list(grouped(changes)) == ["民間需求回應", "資料集盤點", "資料品質", "輸入檔案的列數"]


# -- what is said --------------------------------------------------------------------------------------------------------------


def change(old, new, unit="項", digits=0, new_unit=None):
    def one(value, unit):
        entry = figure(
            "a.x", value, unit, printed=None if value is None or unit == "%" else f"{Decimal(value):,.{digits}f}"
        )
        return PacketFigure.of({"id": "F-0001", **entry})

    return Change(one(old, unit), one(new, new_unit or unit))


@pytest.mark.parametrize(
    ("change", "difference", "percent"),
    [
        (change("3050", "3159"), "+109", "+3.6%"),
        (change("3159", "3050"), "−109", "−3.5%"),
        (change("0", "4"), "+4", "—"),
        (change("-4", "4"), "+8", "+200.0%"),
        (change("100.5", "106.2", "分", 1), "+5.7", "+5.7%"),
        (change("0.9590", "0.9734", "%"), "+1.4 pp", "—"),
        (change("0.99990", "0.99994", "%"), "+0.004 pp", "—"),
        (change("5", "5"), "0", ""),
        (change("8", "2", "名"), "−6", "—"),
        (change("1000000", "2500000"), "+1,500,000", "+150.0%"),
        (change("5", "5", "項", 0, "件"), "—", "—"),
    ],
)
def test_a_difference_is_signed_in_the_figures_own_digits(change, difference, percent):
    assert (change.difference_text(), change.percent_text) == (difference, percent)


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("109 年上半年預計開放", "109 年下半年預計開放", "109 年上→下半年預計開放（項）"),
        ("108 年下半年預計開放", "109 年上半年預計開放", "108 年下→109 年上半年預計開放（項）"),
        ("109-05-31 累計", "109-10-31 累計", "109-05-31→109-10-31 累計（項）"),
        ("第 1 名", "第 11 名", "第 1→11 名（項）"),
        ("累計", "累計資料集", "累計—→資料集（項）"),
        ("甲", "乙", "甲→乙（項）"),
        ("金標章", "金標章", "金標章（項）"),
    ],
)
def test_what_the_packets_call_differently_is_shown_with_both_words(old, new, label):
    assert (
        Change(*(PacketFigure.of({"id": "F-1", **figure("a.x", label=said)}) for said in (old, new))).label() == label
    )


def test_figures_of_different_units_are_shown_with_them_and_not_subtracted():
    assert change("5", "5", "項", 0, "件").printed == ("5 項", "5 件")


# -- properties ----------------------------------------------------------------------------------------------------------------

names = st.sampled_from(
    [
        "inventory.total",
        "quality.gold/108-10-31",
        "quality.gold/109-05-31",
        "quality.gold/109-10-31",
        "quality.gold/110-04-30",
        "x",
        "plan/甲",
        "plan/乙",
    ]
)
values = st.none() | st.decimals(-1000, 1000, places=2).map(lambda value: format(value, "f"))
packets = st.dictionaries(names, values, max_size=8).map(
    lambda found: tuple(
        PacketFigure.of({"id": f"F-{n}", **figure(name, value)}) for n, (name, value) in enumerate(found.items())
    )
)
parts = st.dictionaries(
    st.sampled_from(["2019-10-31", "2020-05-31", "2020-10-31", "2021-04-30"]),
    st.sets(st.sampled_from(["inventory", "platinum", "award"]), min_size=1).map(frozenset),
)


@given(packets, packets, parts, parts)
def test_every_figure_is_in_it_and_the_way_back_is_the_same_the_other_way_round(one, other, one_parts, other_parts):
    old, new = Packet("a", one, parts=one_parts), Packet("b", other, parts=other_parts)
    there, back = diff.compare(old, new), diff.compare(new, old)
    for side, packet in (("old", old), ("new", new)):
        listed = [getattr(c, side).name for c in there if getattr(c, side) and not c.is_latest]
        assert len(listed) == len(set(listed))
        assert {getattr(c, side).name for c in there if getattr(c, side)} == {figure.name for figure in packet.figures}
    pairs = {(c.old and c.old.name, c.new and c.new.name, c.is_latest, c.difference) for c in there}
    assert pairs == {
        (c.new and c.new.name, c.old and c.old.name, c.is_latest, c.difference and -c.difference) for c in back
    }
    assert counts(there)["new"] == counts(back)["gone"]


# -- packets that cannot be read -------------------------------------------------------------------------------------------------


def test_a_meeting_that_is_not_built_yet_is_named_with_what_to_do(tmp_path):
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "harbour-1-3.yaml").write_text("x: 1", "utf-8")
    with pytest.raises(ConfigError, match="packet build harbour-1-3"):
        Packet.read(tmp_path / "output" / "harbour-1-3")
    with pytest.raises(ConfigError, match='"harbour-1-3"'):
        Packet.read(tmp_path / "output" / "harbor-1-3")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and a packet is a plain folder")
def test_F20_a_link_to_a_version_that_was_replaced_is_said_to_be_one(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "before").symlink_to(".harbour-1-1.versions/1")
    with pytest.raises(ConfigError, match="a link to a version that a later build has replaced.*--output"):
        Packet.read(tmp_path / "output" / "before")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"meeting": "a"}',
        '{"meeting": "a", "facts": 3}',
        '{"meeting": "a", "facts": [3]}',
        '{"meeting": 1, "facts": []}',
        "[" * 100_000,
        *(
            json.dumps({"meeting": "a", "facts": [{"id": "F-0001", **figure("a.x"), **wrong}]})
            for wrong in (
                {"value": "many"},
                {"value": None},
                {"value": "NaN"},
                {"label": 3},
                {"name": ""},
                {"value": 3},
            )
        ),
        json.dumps({"meeting": "a", "facts": [{"id": "F-0001", **figure("a.x")}] * 2}),
    ],
)
def test_a_damaged_facts_file_is_said_to_be_one(tmp_path, text):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "facts.json").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="F02 a/facts.json"):
        Packet.read(tmp_path / "a")


def test_a_packet_without_a_run_record_is_compared_all_the_same(tmp_path):
    folder = write(tmp_path / "a", "a", [figure("x")])
    for text in ("{", "[]", '{"parameters": 3}'):
        (folder / "run.json").write_text(text, "utf-8")
        assert Packet.read(folder).title == ""


def test_the_same_meeting_twice_is_no_comparison(tmp_path):
    packet = Packet.read(write(tmp_path / "a", "a", [figure("x")]))
    with pytest.raises(ConfigError, match="C11"):
        diff.compare(packet, packet)


def test_a_measure_that_there_is_none_of_is_named_with_the_nearest(compared):
    changes = compared([figure("inventory.total")], [figure("inventory.total"), figure("quality.gold")])
    assert [c.name for c in only(changes, ["qual"])] == ["quality.gold"]
    with pytest.raises(ConfigError, match='"inventory"'):
        only(changes, ["inventroy"])


# -- shown -----------------------------------------------------------------------------------------------------------------------


def printed(old, new, changes, width=80):
    with open("/dev/null", "w", encoding="utf-8") as nowhere:
        console = Console(width=width, record=True, file=nowhere, highlight=False)
        diff_shown.print_table(old, new, changes, console)
    return console.export_text().splitlines()


def test_the_table_is_aligned_for_chinese_and_fits_the_terminal():
    figures = [
        PacketFigure.of({"id": "F-1", **figure(f"quality.gold/{unit}", value, label=f"{unit}金標章資料集")})
        for unit, value in (("礦務局", "7"), ("經濟部加工出口區管理處高雄分處", "12345"))
    ]
    old, new = (
        Packet("harbour-1-3", tuple(figures)),
        Packet(
            "harbour-1-4",
            tuple(PacketFigure.of({"id": "F-1", **figure(f.name, "99999", label=f.label)}) for f in figures),
        ),
    )
    for width in (60, 80, 120):
        lines = printed(old, new, diff.compare(old, new), width)
        assert all(cell_len(line.rstrip()) <= width for line in lines)
        ends = {cell_len(line[: line.index("99,999")]) for line in lines if "99,999" in line}
        assert len(ends) == 1


def test_what_comes_from_a_file_moves_no_cursor():
    old, new = (
        Packet("a", ()),
        Packet("b", (PacketFigure.of({"id": "F-1", **figure("x.y", label="\x1b[2J[bold]甲\x07")}),)),
    )
    text = "\n".join(printed(old, new, diff.compare(old, new)))
    assert "\x1b" not in text and "\x07" not in text and "[bold]甲" in text


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], {}, ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_data(self, data):
        self.text += data


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_stands_by_itself_and_runs_nothing(compared, tmp_path):
    evil = "<script>alert(1)</script>\"'&}*{"
    changes = compared([figure("x.y", label=evil)], [figure("x.y", "2", label=evil), figure(evil, "3")])
    old, new = (Packet.read(tmp_path / "output" / name) for name in ("harbour-1-3", "harbour-1-4"))
    page = diff_shown.page(old, new, changes)
    reader = read(page)
    assert not {"script", "img", "link", "iframe", "object", "svg", "form"} & set(reader.tags)
    assert not re.search(r"https?://|@import", page) and "javascript" not in page.lower()
    assert all(href.startswith("#") for href in reader.attributes["href"])
    assert evil in reader.text and page.count("alert(1)") == page.count("&lt;script&gt;alert(1)")
    assert "script-src" not in page and "default-src &#39;none&#39;" in page
    assert reader.tags.count("h1") == 1 and "prefers-color-scheme: dark" in page
    assert page == diff_shown.page(old, new, changes)


def test_the_page_is_in_chinese_whatever_the_readers_language_and_says_what_is_constructed(tmp_path):
    old = Packet.read(write(tmp_path / "a", "a", [figure("x.y"), figure("x.same")]))
    new = Packet.read(
        write(
            tmp_path / "b",
            "b",
            [figure("x.z"), figure("x.same")],
            data_notice="重建資料",
            sections=("10-inventory", "40-new"),
        )
    )
    text = read(diff_shown.page(old, new, diff.compare(old, new))).text
    assert all(
        word in text for word in ("新增", "不再列出", "重建資料", "第 1 屆第 3 次會議", "40-new", "相同的 1 個數字")
    )
    assert "gone" not in text.partition("</style>")[2]


def test_the_page_is_not_written_over_somebodys_own_file(tmp_path):
    mine = tmp_path / "mine.html"
    mine.write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match="C11"):
        diff_shown.write_page(mine, "page")
    assert mine.read_text("utf-8") == "mine"
    old, new = Packet("a", ()), Packet("b", ())
    for _ in range(2):
        diff_shown.write_page(tmp_path / "new" / "diff.html", diff_shown.page(old, new, []))
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["diff.html"]


# -- the command -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path):
    for folder in ("notebooks", "params"):
        (tmp_path / folder).mkdir()
    write(
        tmp_path / "output" / "harbour-1-3",
        "harbour-1-3",
        [figure("inventory.total", "3050", label="累計開放資料集"), figure("inventory.same")],
    )
    write(
        tmp_path / "output" / "harbour-1-4",
        "harbour-1-4",
        [figure("inventory.total", "3159", label="累計開放資料集"), figure("inventory.same"), figure("requests.total")],
    )
    return tmp_path


def test_diff_prints_the_changes_writes_the_page_and_ends_well(two, packet):
    done = packet("diff", "harbour-1-3", "harbour-1-4", cwd=two)
    assert done.returncode == 0, done.stderr
    assert (
        "+109" in done.stdout
        and "inventory.same" not in done.stdout
        and "1 changed, 1 new, 0 gone, 1 the same" in done.stdout
    )
    assert "累計開放資料集" in (two / "output" / "diff-harbour-1-3-harbour-1-4.html").read_text("utf-8")
    done = packet(
        "diff", "harbour-1-3", "harbour-1-4", "--all", "--html", "here.html", "--measures", "inventory,quality", cwd=two
    )
    assert done.returncode == 3 and "quality" in done.stderr
    done = packet(
        "diff",
        two / "output" / "harbour-1-3",
        "harbour-1-4",
        "--all",
        "--html",
        "here.html",
        "--measures",
        "inventory",
        cwd=two,
    )
    assert done.returncode == 0, done.stderr
    assert "inventory.same" in done.stdout and "requests" not in done.stdout and (two / "here.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["harbour-1-3", "harbour-1-3"], 3, "C11"),
        (["harbour-1-3", "harbor-1-4"], 3, "harbour-1-4"),
        (["harbour-1-3"], 2, "缺少 NEW"),
    ],
)
def test_diff_refuses_in_a_sentence(two, packet, arguments, exit_code, sentence):
    done = packet("diff", *arguments, cwd=two, env={"PACKET_LANG": "zh"})
    assert done.returncode == exit_code and sentence in done.stderr and "Traceback" not in done.stderr
    assert not list((two / "output").glob("*.html"))


def test_a_reader_who_stops_early_is_no_error(two):
    command = f"{sys.executable} -m reportlib diff harbour-1-3 harbour-1-4 | true"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=two,
        env=os.environ | {"PYTHONPATH": str(Path(diff.__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "────" not in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("diff-harbour-1-3-harbour-1-4.html")


@pytest.fixture
def refused(two, monkeypatch, capsys):
    """What the command line says, in the folder with a parameter file that is wrong."""
    (two / "params" / "harbour-1-4.yaml").write_text("meeting: 3\n", "utf-8")
    monkeypatch.chdir(two)

    def run(*arguments):
        assert cli.run(list(arguments)) == 3
        return capsys.readouterr().err

    return run


def test_a_meeting_can_be_named_instead_of_its_file(refused):
    for name in ("harbour-1-4", "params/harbour-1-4", "params/harbour-1-4.yaml"):
        assert "harbour-1-4.yaml row 1" in refused("check", name)
    assert '"harbour-1-4.yaml"' in refused("check", "harbor-1-4")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sections", "10-inventory", "harbour-1-4"],
        ["--sections", "10-inventory,20-quality", "--sections", "50-requests", "harbour-1-4"],
        ["harbour-1-4", "--sections", "10-inventory", "20-quality"],
    ],
)
def test_sections_do_not_swallow_the_meeting(refused, arguments):
    assert "harbour-1-4.yaml row 1" in refused("build", *arguments)


def test_sections_without_a_meeting_say_that_it_is_missing(two, packet):
    done = packet("build", "--sections", "10-inventory", "20-quality", cwd=two, env={"PACKET_LANG": "zh"})
    assert done.returncode == 2 and "缺少 PARAMS" in done.stderr


def test_two_builds_of_one_meeting_are_told_apart_by_their_folders_and_no_further_than_these_differ(tmp_path):
    one, other = (
        Packet.read(write(tmp_path / place / "harbour-1-3", "harbour-1-3", [figure("a")]))
        for place in ("before", "after")
    )
    assert [packet.name for packet in diff.told_apart(one, other)] == [
        "harbour-1-3（before/harbour-1-3）",
        "harbour-1-3（after/harbour-1-3）",
    ]


def test_the_page_of_two_builds_of_one_meeting_is_named_after_their_folders(two, packet):
    write(two / "output" / "before", "harbour-1-3", [figure("inventory.total", "3000", label="累計開放資料集")])
    done = packet("diff", "output/before", "harbour-1-3", cwd=two)
    assert done.returncode == 0, done.stderr
    page = (two / "output" / "diff-before-harbour-1-3.html").read_text("utf-8")
    assert "（before）" in page and "（harbour-1-3）" in page


def test_two_comparisons_of_folders_of_one_name_write_two_pages(two, packet):
    for place in ("v1", "v2"):
        write(two / "output" / place / "harbour-1-3", "harbour-1-3", [figure("inventory.total", "3000")])
    for old, new in (("output/v1/harbour-1-3", "output/v2/harbour-1-3"), ("output/v1/harbour-1-3", "harbour-1-3")):
        assert packet("diff", old, new, cwd=two).returncode == 0
    assert [
        (two / "output" / f"diff-{name}.html").is_file()
        for name in ("v1-harbour-1-3-v2-harbour-1-3", "v1-harbour-1-3-output-harbour-1-3")
    ] == [True, True]


def test_packets_of_two_meetings_are_called_by_their_names(tmp_path):
    both = [Packet.read(write(tmp_path / name, name, [figure("a")])) for name in ("harbour-1-3", "harbour-1-4")]
    assert list(diff.told_apart(*both)) == both
