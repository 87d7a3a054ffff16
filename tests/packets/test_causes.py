"""``packet diff`` says why a figure moved: which rows, which entry of a rulebook, which parameter, or the code."""

import copy
import json
import re
from collections import Counter

import nbformat
import pytest
from hypothesis import given, strategies as st

from reportlib.facts.record import SourceTable
from reportlib.language import for_the_packet
from reportlib.packets import causes, diff
from reportlib.packets.changes import MEASURES, Change
from reportlib.packets.published import Packet, PacketFigure
from tests.packets.test_diff import figure
from tests.support.stored_outputs import COMPARED

ROWS = "列,識別碼,分類\r\n2,甲,公共\r\n3,乙,公共\r\n4,丙,創業\r\n"
FACTS = [
    ("inventory.public", "公共資訊", "2", {"operator": "count", "rows": "2-3"}),
    ("inventory.business", "開創事業", "1", {"operator": "count", "rows": "4"}),
    ("inventory.both", "合計", "3", {"operator": "+", "of": [{"fact": "F-1"}, {"fact": "F-2"}]}),
    ("rule/award/each", "單位得分", "5", {"operator": "declared", "rows": [], "value": "5", "source": "規則檔"}),
    ("award.total", "得分", "10", {"operator": "×", "of": [{"fact": "F-1"}, {"fact": "F-4"}]}),
    ("requests.reply_limit", "回復期限", "14", {"operator": "declared", "rows": [], "value": "14", "source": "參數檔"}),
]
RECORD = {
    "sections": [],
    "parameters": {
        "meeting": {"body": "海港市", "term": 1, "number": 1},
        "as_of": {"inventory": "2020-10-31"},
        "rulebooks": {"award": "params/rules/award.yaml"},
    },
    "inputs": {"rules/award.yaml": "0" * 64},
    "sources": [{"input": "catalogue", "file": "catalogue.csv", "sheet": "", "counts": {}}],
    "versions": {"packet": "1.0"},
}


@pytest.fixture
def packet(tmp_path):
    """A packet of these figures (name: value, derivation), rows and record, where they are not the usual ones."""

    def made(name, values=None, trees=None, rows=ROWS, record=None, drop=(), file="catalogue.csv"):
        folder = tmp_path / name
        (folder / "rows").mkdir(parents=True)
        facts = []
        for number, (fact, label, value, tree) in enumerate(FACTS, 1):
            value, tree = (values or {}).get(fact, value), copy.deepcopy((trees or {}).get(fact, tree))
            if isinstance(tree.get("rows"), str):
                tree["rows"] = [{"file": file, "sheet": "", "rows": tree["rows"]}]
            entry = {"id": f"F-{number}", "name": fact, "label": label, "value": value, "absence": None, "unit": "項"}
            entry |= {"printed": value, "as_of": "2020-10-31", "derivation": tree}
            facts.append({key: one for key, one in entry.items() if key not in drop})
        (folder / "facts.json").write_text(json.dumps({"meeting": "harbour-1-1", "facts": facts}), "utf-8")
        sources = [{"input": "catalogue", "file": file, "sheet": "", "counts": {}}]
        (folder / "run.json").write_text(json.dumps((record or RECORD) | {"sources": sources}), "utf-8")
        if rows is not None:
            (folder / "rows" / "catalogue.csv").write_text(rows, "utf-8", newline="")
        return Packet.read(folder)

    return made


def told(old, new):
    changes = diff.compare(old, new)
    return causes.told(causes.Why(old, new, changes), changes)


def test_the_rows_that_differ_are_looked_for_once_and_told_in_each_language(packet, monkeypatch):
    old, new = packet("old"), packet("new", {"inventory.public": "1"}, rows=ROWS.replace("公共", "商業", 1))
    changes, looked = diff.compare(old, new), []
    monkeypatch.setattr(causes, "rows_changed", lambda *both, real=causes.rows_changed: looked.append(1) or real(*both))
    why = causes.Why(old, new, changes)
    english = causes.told(why, changes)
    with for_the_packet():
        chinese = causes.told(why, changes)
    assert looked == [1] and english and len(english) == len(chinese) and english != chinese
    assert causes.told(why, changes) == english


def test_a_cell_that_changed_is_named_with_its_row_and_all_figures_that_it_moved(packet):
    new = packet(
        "new",
        {"inventory.public": "1", "inventory.business": "2", "award.total": "5"},
        {
            "inventory.public": {"operator": "count", "rows": "2"},
            "inventory.business": {"operator": "count", "rows": "3-4"},
        },
        ROWS.replace("乙,公共", "乙,創業"),
    )
    assert told(packet("old"), new) == [
        '・data: catalogue.csv row 3, 分類: "公共" became "創業" → 3 figures: 公共資訊, 開創事業, 得分'
    ]


def test_a_count_that_came_to_nothing_still_leads_to_its_row(packet):
    tree = {"inventory.business": {"operator": "count", "rows": []}}
    new = packet("new", {"inventory.business": "0"}, tree, ROWS.replace("丙,創業", "丙,其他"))
    assert told(packet("old"), new) == ['・data: catalogue.csv row 4, 分類: "創業" became "其他" → 1 figures: 開創事業']


def test_a_row_that_is_new_is_named_and_rows_that_only_moved_down_are_not(packet):
    new = packet(
        "new",
        {"inventory.public": "3", "inventory.both": "4", "award.total": "15"},
        {
            "inventory.public": {"operator": "count", "rows": "2-4"},
            "inventory.business": {"operator": "count", "rows": "5"},
        },
        "列,識別碼,分類\r\n2,丁,公共\r\n3,甲,公共\r\n4,乙,公共\r\n5,丙,創業\r\n",
    )
    assert told(packet("old"), new) == [
        "・data: catalogue.csv row 2 (丁 公共) is new → 3 figures: 公共資訊, 合計, 得分"
    ]


def test_a_cell_that_a_count_does_not_look_at_is_no_cause(packet):
    new = packet(
        "new",
        {"rule/award/each": "6", "award.total": "12"},
        {"rule/award/each": {"operator": "declared", "rows": [], "value": "6", "source": "規則檔"}},
        ROWS.replace("4,丙", "4,戊"),
    )
    assert told(packet("old"), new) == ["・rule rules/award.yaml, 單位得分: 5 became 6 → 2 figures: 得分, 單位得分"]


def test_what_the_parameters_state_is_a_parameter(packet):
    tree = {"operator": "declared", "rows": [], "value": "10", "source": "參數檔"}
    new = packet("new", {"requests.reply_limit": "10"}, {"requests.reply_limit": tree})
    assert told(packet("old"), new) == ["・參數檔, 回復期限: 14 became 10 → 1 figures: 回復期限"]


def test_a_parameter_that_is_a_figure_and_what_is_counted_by_it_have_one_cause(packet):
    record = copy.deepcopy(RECORD)
    trees = []
    for side, days in ((record, 14), (copy.deepcopy(record), 10)):
        side["parameters"]["reply_limit"] = {"days": days}
        tree = {"operator": "declared", "rows": [], "value": str(days), "source": "參數檔 reply_limit；草案"}
        trees.append((side, {"requests.reply_limit": tree}))
    trees[1][1]["inventory.public"] = {"operator": "count", "rows": "2"}
    old = packet("old", trees=trees[0][1], record=trees[0][0])
    new = packet("new", {"requests.reply_limit": "10", "inventory.public": "1"}, trees[1][1], record=trees[1][0])
    assert told(old, new) == ['・parameter reply_limit.days: "14" became "10" → 2 figures: 公共資訊, 回復期限']


def test_a_parameter_that_stands_in_a_condition_is_the_cause_whatever_else_differs(packet):
    sides = []
    for day, digest in (("2020-10-31", "0"), ("2020-09-30", "1")):
        record = copy.deepcopy(RECORD) | {"inputs": {"rules/award.yaml": digest * 64}}
        record["parameters"]["as_of"]["inventory"] = day
        where = {"column": "上架日期", "until": [day]}
        sides.append((record, {"inventory.public": {"operator": "count", "rows": "2-3", "where": where}}))
    old = packet("old", trees=sides[0][1], record=sides[0][0])
    new = packet("new", {"inventory.public": "1"}, sides[1][1], record=sides[1][0])
    assert told(old, new) == ['・parameter as_of.inventory: "2020-10-31" became "2020-09-30" → 1 figures: 公共資訊']


def test_another_row_in_the_same_place_is_one_that_is_gone_and_one_that_is_new(packet):
    new = packet("new", {"inventory.public": "1"}, {"inventory.public": {"operator": "count", "rows": "2"}})
    old = packet("old", rows=ROWS.replace("3,乙,公共", "3,庚,能源"))
    assert told(old, new) == ["・data: catalogue.csv former row 3 (庚 能源) is gone → 1 figures: 公共資訊"]


def test_what_is_listed_is_said_to_list_something_else(packet):
    trees = [{"requests.reply_limit": {"operator": "listed", "using": using}} for using in (["甲"], ["甲", "乙"])]
    new = packet("new", {"requests.reply_limit": "15"}, trees[1])
    assert told(packet("old", trees=trees[0]), new) == ["・what 回復期限 lists → 1 figures: 回復期限"]


def test_with_the_same_rows_rules_and_parameters_it_was_the_code(packet):
    record = copy.deepcopy(RECORD) | {"versions": {"packet": "1.1"}}
    new = packet("new", {"inventory.both": "4"}, record=record)
    assert told(packet("old"), new) == [
        "・the program (1.0 → 1.1): data, rules and parameters are the same → 1 figures: 合計"
    ]


def test_one_parameter_that_differs_is_the_cause_where_nothing_else_does_and_two_are_only_maybe(packet):
    record = copy.deepcopy(RECORD)
    record["parameters"]["as_of"]["inventory"] = "2020-09-30"
    trees = {"inventory.public": {"operator": "count", "rows": "2"}}
    values = {"inventory.public": "1"}
    [line] = told(packet("old"), packet("new", values, trees, record=record))
    assert line.startswith('・parameter as_of.inventory: "2020-10-31" became "2020-09-30" → 1 figures')
    record["inputs"] = {"rules/award.yaml": "1" * 64}
    [line] = told(packet("before"), packet("after", values, trees, record=record))
    assert "it cannot be told which" in line and "as_of.inventory" in line and "rules/award.yaml" in line


def test_many_rows_of_a_file_are_one_line(packet):
    rows = "列,識別碼,分類\r\n" + "".join(f"{n},新{n},公共\r\n" for n in range(2, 12))
    tree = {"operator": "count", "rows": "2-11"}
    new = packet("new", {"inventory.public": "10"}, {"inventory.public": tree}, rows)
    [line] = told(packet("old"), new)
    assert re.match(r"・data: \d+ rows of catalogue.csv, such as .* → 1 figures: 公共資訊", line)


@pytest.mark.parametrize("drop", [("derivation",), ("derivation", "as_of")])
def test_O12_an_older_packet_that_keeps_no_derivations_is_said_to(packet, drop):
    old = packet("old", drop=drop, rows=None, record={})
    new = packet("new", {"inventory.public": "1"})
    assert told(old, new) == ["・harbour-1-1 does not keep how its figures were computed → 1 figures: 公共資訊"]


@pytest.mark.parametrize("tree", [[], "x", {"of": [3, None]}, {"rows": [3]}, {"rows": [{"file": "a", "sheet": ""}]}])
def test_a_derivation_that_is_none_stops_nothing(packet, tree):
    old = packet("old", trees={"inventory.public": tree} if isinstance(tree, dict) else None)
    assert len(told(old, packet("new", {"inventory.public": "1"}))) == 1


def test_every_figure_of_the_notebooks_stands_under_a_heading_in_words(root):
    """The beginnings of all names that the stored outputs hold."""
    names = set()
    for path in (root / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", ()):
                names |= {re.split(r"[./]", fact)[0] for fact in output.data.get(COMPARED, {}).get("facts", ())}
    assert len(names) > 20 and names - MEASURES.keys() == set()


@pytest.mark.parametrize(
    ("unit", "was", "now", "kind"),
    [
        ("%", "0.5", "0.500001", "same"),
        ("%", "0.5", "0.50001", "changed"),
        ("分", "100", "100.0001", "same"),
        ("分", "100", "100.001", "changed"),
        ("項", "1", "1.0001", "changed"),
    ],
)
def test_a_change_of_a_ten_thousandth_of_a_point_is_left_out(unit, was, now, kind):
    sides = [PacketFigure.of({"id": "F-1", **figure("a.x", value, unit)}) for value in (was, now)]
    assert Change(*sides).kind == kind


def test_a_file_that_goes_by_another_name_now_is_the_same_input(packet):
    more = {"inventory.public": {"operator": "count", "rows": "2-3,5"}}
    new = packet("new", {"inventory.public": "3"}, more, f"{ROWS}5,丁,公共\r\n", file="清單1091031.csv")
    lines = told(packet("old"), new)
    assert any("清單1091031.csv" in line for line in lines), lines


def test_where_rows_were_not_kept_nobody_says_that_the_data_are_the_same(packet):
    lines = told(packet("old", rows=None), packet("new", {"inventory.public": "3"}))
    assert not any("are the same" in line for line in lines)
    assert any("does not keep" in line for line in lines)


# -- rows against each other -------------------------------------------------------------------------------------------------

COLUMNS = ("識別碼", "分類", "格式")


def listed(rows):
    return SourceTable.of_rows("catalogue", "catalogue.csv", "", COLUMNS, enumerate(rows, 2))


def one_by_one(old, new):
    """The rows that differ, found by looking through lists: old number, new number."""
    left = list(enumerate(old, 2)), list(enumerate(new, 2))
    for row in list(left[0]):
        if same := next((other for other in reversed(left[1]) if other[1] == row[1]), None):
            left[1].remove(same)
            left[0].remove(row)
    return Counter(texts for _, texts in left[0]), Counter(texts for _, texts in left[1])


CELLS = st.sampled_from(["甲", "乙", "丙"])
LISTS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8)


@given(LISTS, LISTS)
def test_every_row_that_one_list_has_oftener_than_the_other_is_told_once(old, new):
    gone, added = one_by_one(old, new)
    changes = causes.rows_changed(listed(old), listed(new))
    assert Counter(old[change.old - 2] for change in changes if change.old) == gone
    assert Counter(new[change.new - 2] for change in changes if change.new) == added
    assert len({change.old for change in changes if change.old}) == sum(gone.values())


def test_a_long_list_in_another_order_with_a_change_in_each_row_is_compared_row_by_row():
    old = [(str(n), "公共", "CSV") for n in range(20_000)]
    changes = causes.rows_changed(listed(old), listed([(key, "創業", kind) for key, _, kind in reversed(old)]))
    assert [(change.old, change.new) for change in changes] == [(20_001 - n, n + 2) for n in range(20_000)]
    assert {change.cells for change in changes} == {(("分類", "公共", "創業"),)}
