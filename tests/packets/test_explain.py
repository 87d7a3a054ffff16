"""``packet explain``: from a printed number down to the rows, in words that fit a terminal."""

import ast
import csv
import dataclasses
import io
import json
import re

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from reportlib.document import panel
from reportlib.errors import ConfigError
from reportlib.packets import explain, terminal_lines
from reportlib.packets.asked import Explained, find
from reportlib.packets.rows_that_count import csv_of
from reportlib.records import source_files
from tests.support.documents import document_of, fact_of, table_of

HAVE_DOCSTRINGS = ast.Module | ast.ClassDef | ast.FunctionDef
ESCAPE = "\x1b[31m紅\x1b]0;題\x07"


def fact(number, label, printed, value, **changes):
    shown = {
        "digits": 0,
        "rounding": "truncate",
        "percent": changes.get("unit") == "%",
        "thousands": ",",
        "trim": False,
    }
    return {
        "id": number,
        "name": f"test.{number}",
        "label": label,
        "value": value,
        "absence": None,
        "unit": "項",
        "shown": shown,
        "printed": printed,
        "as_of": "2020-10-31",
        "rule": "",
        "filter": "",
        "formula": "",
        "operands": [],
        "rows": [],
        "derivation": {"operator": "count", "rows": []},
        "places": [],
        **changes,
    }


def place(text, target="t-3"):
    return {"text": text, "target": target}


def rows(ranges):
    return [{"file": "catalogue.csv", "sheet": "", "rows": ranges}]


def small_facts():
    counted = {"operator": "count", "rows": rows("2-3,5")}
    gold = {"operator": "count", "rows": rows("3")}
    share = {"operator": "÷", "of": [{"fact": "F-0002"}, {"fact": "F-0001"}]}
    return [
        fact(
            "F-0001",
            "累計開放資料集",
            "3,159",
            "3159",
            name="inventory.total",
            rows=rows("2-3,5"),
            derivation=counted,
            filter="上架日期在統計日以前",
            rule="計列數",
            places=[place("四、資料集盤點，表 3")],
        ),
        fact("F-0002", "金標章資料集", "1", "1", rows=rows("3"), derivation=gold, places=[place("六、資料品質，表 9")]),
        fact(
            "F-0003",
            "金標章占比",
            "33%",
            "0.3333",
            unit="%",
            operands=["F-0002", "F-0001"],
            rows=rows("2-3,5"),
            derivation=share,
            places=[place("六、資料品質，表 9"), place("六、資料品質，投影片")],
        ),
        fact("F-0004", "中間數", "7", "7"),
        fact(
            "F-0005",
            "截至109 年累計",
            "3,159",
            "3159",
            rows=rows("2-3,5"),
            derivation=counted,
            places=[place("四、資料集盤點，表 11")],
        ),
        fact("F-0006", "較上期", "−3", "-3", places=[place("四、資料集盤點，表 4")]),
    ]


def by_id(*facts):
    return {one["id"]: fact_of(one) for one in facts}


@pytest.fixture
def folder(tmp_path):
    """A packet as a build leaves it: figures, the run record's sources, and the rows."""
    where = tmp_path / "moea-9-9"
    (where / "rows").mkdir(parents=True)
    (where / "facts.json").write_text(json.dumps({"meeting": "moea-9-9", "facts": small_facts()}), "utf-8")
    (where / "run.json").write_text(
        json.dumps({"sources": [{"input": "catalogue", "file": "catalogue.csv", "sheet": ""}]}), "utf-8"
    )
    table = {
        "file": "catalogue.csv",
        "sheet": "",
        "path": "rows/catalogue.csv",
        "columns": ["資料集名稱", "機關"],
        "rows": [
            [2, "=HYPERLINK(1)", "水利署"],
            [3, ESCAPE, "能源局"],
            [4, "不計的", "能源局"],
            [5, "很長的名稱" * 20, "礦務局"],
        ],
    }
    (where / "rows" / "catalogue.parquet").write_bytes(source_files.as_parquet(table_of(table)))
    return where


@pytest.fixture
def packet_of_six(folder):
    return Explained.read(folder)


def told(packet, asked, width=80, everything=False):
    return "\n".join(explain.answer(packet, asked, width, everything))


# ------------------------------------------------------------------------------------------------------ which figure


@pytest.mark.parametrize(
    "asked",
    [
        "F-0003",
        "f-3",
        "f0003",
        "F３",
        "F–0003",
        "F_3",
        "〔F-0003〕",
        "33%",
        "３３％",
        "33.0 %",
        "test.F-0003",
        "金標章占比",
        "標章占",
        "3?",
    ],
)
def test_a_figure_is_found_by_id_name_printed_number_or_label(packet_of_six, asked):
    assert find(packet_of_six, asked) == ["F-0003"]


@pytest.mark.parametrize("asked", ["3,159", "3159", "３，１５９", "3,159 項", "3159項", "「3,159」"])
def test_a_number_that_two_figures_print_finds_both(packet_of_six, asked):
    assert find(packet_of_six, asked) == ["F-0001", "F-0005"]


def test_a_negative_number_is_found_with_either_sign(packet_of_six):
    assert find(packet_of_six, "−3") == find(packet_of_six, "-3") == ["F-0006"]


def test_a_negative_number_is_no_part_of_a_label(packet_of_six):
    labelled = {"F-0001": packet_of_six.facts["F-0001"].with_(label="107-12-31 累計")}
    with pytest.raises(ConfigError):
        find(dataclasses.replace(packet_of_six, facts=labelled), "-1")


def test_what_has_no_number_is_found_by_what_it_prints(packet_of_six):
    absent = packet_of_six.facts["F-0001"].with_(value=None, absence="不適用", printed="不適用")
    packet = dataclasses.replace(packet_of_six, facts={**packet_of_six.facts, "F-0001": absent})
    assert find(packet, "「不適用」") == ["F-0001"]


def test_a_number_that_is_printed_goes_before_an_id(packet_of_six):
    assert find(packet_of_six, "1") == ["F-0002"] and find(packet_of_six, "5") == ["F-0005"]


def test_a_share_is_no_count(packet_of_six):
    with pytest.raises(ConfigError, match="F-0001 to F-0006|no figure"):
        find(packet_of_six, "33")


def test_what_is_not_there_names_what_is_nearest(packet_of_six):
    for asked, near in (
        ("3,156", '"3,159"'),
        ("F-99", "F-0001 to F-0006"),
        ("金彪章占比", '"金標章占比"'),
        ("", "Give an id"),
    ):
        with pytest.raises(ConfigError) as caught:
            find(packet_of_six, asked)
        (problem,) = caught.value.problems
        assert problem.code == "C05" and near in problem.todo, asked


@given(st.text(max_size=30))
def test_whatever_is_asked_is_found_or_refused_in_a_sentence(asked):
    packet = Explained("moea-9-9", None, by_id(*small_facts()), ())
    try:
        assert find(packet, asked)
    except ConfigError as error:
        assert str(error).startswith("C05") and str(error).isprintable()


# ------------------------------------------------------------------------------------------------------ what it tells


def test_one_figure_is_told_from_its_value_down_to_the_rows(packet_of_six):
    text = told(packet_of_six, "33%")
    assert text.splitlines()[:3] == [
        "金標章占比：33%",
        "F-0003　test.F-0003　as of 109-10-31",
        "stands in: 六、資料品質，表 9；六、資料品質，投影片",
    ]
    tree = text[text.index("金標章占比〔F-0003〕") : text.index("\n\ncatalogue.csv")]
    assert tree.splitlines() == [
        "金標章占比〔F-0003〕＝33%",
        "├─ 算式：金標章資料集〔F-0002〕 ÷ 累計開放資料集〔F-0001〕",
        "├─ 捨入：33.33%，無條件捨去為 33%",
        "├─ 金標章資料集〔F-0002〕＝1 項",
        "│  ├─ 算法：計列數",
        "│  └─ 資料列：catalogue.csv 第 3 列",
        "└─ 累計開放資料集〔F-0001〕＝3,159 項",
        "   ├─ 算法：計列數",
        "   ├─ 資料列：catalogue.csv 第 2–3、5 列（共 3 列）",
        "   ├─ 條件：上架日期在統計日以前",
        "   └─ 規則：計列數",
    ]
    assert (
        "=HYPERLINK(1)" in text
        and "不計的" not in text
        and text.endswith("3 rows in all, saved as CSV by:\n  packet explain moea-9-9 F-0003 --csv F-0003.csv")
    )


def test_a_number_rounded_otherwise_than_printed_leads_to_its_figure(packet_of_six):
    for asked in ("34%", "33.3%", "33.3 %"):
        with pytest.raises(ConfigError, match="F-0003 金標章占比 33%|Nearest") as caught:
            find(packet_of_six, asked)
        assert ("Rounded in another way" in str(caught.value)) == (asked != "34%")


def test_a_typed_in_figure_tells_its_source_once_and_what_contradicts_it(packet_of_six):
    typed = {"operator": "declared", "value": "3156", "source": "人工填報：手冊"}
    sides = {"operator": "−", "of": [{"fact": "F-0001"}, {"fact": "F-0007"}]}
    facts = packet_of_six.facts | by_id(
        fact("F-0007", "手冊所載", "3,156", "3156", rule="人工填報：手冊", derivation=typed),
        fact(
            "F-0008",
            "之差",
            "3",
            "3",
            name="reconcile.difference/total/programme",
            derivation=sides,
            operands=["F-0001", "F-0007"],
        ),
    )
    packet = dataclasses.replace(packet_of_six, facts=facts)
    text = told(packet, "F-7", 120)
    assert text.count("人工填報：手冊") == 1 and "└─ 來源：人工填報：手冊" in text
    assert "核對：與累計開放資料集〔F-0001〕3,159 項不同，相差 3 項（代號 total/programme）" in text
    assert "核對：與手冊所載〔F-0007〕3,156 項不同，相差 3 項（代號 total/programme）" in told(packet, "F-1", 120)


def test_several_figures_are_listed_to_choose_from(packet_of_six):
    text = told(packet_of_six, "3,159")
    assert text.splitlines() == [
        '"3,159" may be 2 figures:',
        "F-0001  累計開放資料集 3,159 項（109-10-31）",
        "        四、資料集盤點，表 3",
        "F-0005  截至109 年累計 3,159 項（109-10-31）",
        "        四、資料集盤點，表 11",
        "・ask again by id, such as packet explain moea-9-9 F-0001",
    ]


def test_a_figure_that_is_not_printed_says_so(packet_of_six):
    assert "not printed by itself" in told(packet_of_six, "F-4")


def test_no_line_is_wider_than_the_terminal_and_no_escape_reaches_it(packet_of_six):
    for asked in ("F-1", "F-3", "3159", "標章"):
        lines = told(packet_of_six, asked, width=60).splitlines()
        assert all(cell_len(line) <= 60 for line in lines if "--csv" not in line)
        assert all(c.isprintable() or c == "　" for line in lines for c in line)
    assert "[31m紅" in told(packet_of_six, "F-1")
    assert list(terminal_lines.hanging("", ESCAPE, 60)) == ["□[31m紅□]0;題□"]


@given(st.text(max_size=200), st.integers(20, 100))
def test_a_text_is_wrapped_without_losing_a_character(text, width):
    lines = list(terminal_lines.hanging("", text, width))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(terminal_lines.plainly(text).split())


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation():
    for width in range(20, 40):
        lines = list(terminal_lines.hanging("", "（甲）乙丙丁〔F-0001〕，戊己庚辛。" * 8, width))
        assert not [line for line in lines if line[0] in "，。）〕" or line[-1] in "（〔"]


def test_a_deep_tree_is_cut_and_says_how_to_see_all(packet_of_six):
    chain = [
        fact(
            f"F-{at:04}",
            "和",
            "1",
            "1",
            operands=[f"F-{at + 1:04}"],
            derivation={"operator": "+", "of": [{"fact": f"F-{at + 1:04}"}]},
        )
        for at in range(1, 60)
    ]
    facts = by_id(*chain, fact("F-0060", "底", "1", "1"))
    deep = Explained("moea-9-9", None, facts, ())
    short, whole = list(explain.tree(deep, "F-0001", 80)), list(explain.tree(deep, "F-0001", 300, everything=True))
    assert len(short) < 12 and "--all" in short[-1] and "底〔F-0060〕" in "".join(whole) and "--all" not in whole[-1]


# ------------------------------------------------------------------------------------------------------ the command


def test_the_command_tells_a_figure_of_a_built_packet(packet, folder):
    done = packet("explain", folder, "F-3", "3159")
    assert done.returncode == 0, done.stderr
    assert "金標章占比: 33%" in done.stdout and "may be 2 figures" in done.stdout


def test_a_figure_is_explained_in_the_language_of_who_asks_and_only_the_data_stay_as_they_are(packet, folder):
    english, chinese = ("formula: ", "rounding: ", "stands in: "), ("算式：", "捨入：", "出現在：")
    for spoken, ours, other in (("en", english, chinese), ("zh", chinese, english)):
        told = packet("explain", folder, "F-3", "--all", env={"PACKET_LANG": spoken}).stdout
        assert all(word in told for word in ours) and not any(word in told for word in other), told
        assert "金標章" in told


def test_a_program_is_told_a_figure_as_the_packet_has_it_with_its_derivation_in_words(packet, folder):
    done = packet("explain", folder, "F-3", "99%", "--json")
    answer = json.loads(done.stdout)
    assert answer["exit_code"] == done.returncode == 3 and [one["code"] for one in answer["problems"]] == ["C05"]
    (figure,) = answer["figures"]
    entries = json.loads((folder / "facts.json").read_text("utf-8"))["facts"]
    entry = next(one for one in entries if one["id"] == "F-0003")
    assert figure["asked"] == "F-3" and {key: figure[key] for key in entry} == entry
    assert any("formula: " in line for line in figure["explained"])


def test_no_word_of_an_explanation_stands_in_one_language_alone(root):
    """All but the operators that round, as derivations in packets name them."""
    for name in ("facts/told.py", "facts/words.py", "packets/explain.py"):
        tree = ast.parse((root / "reportlib" / name).read_text("utf-8"))
        documents = {
            ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, HAVE_DOCSTRINGS)
        }
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        chinese = {text for text in texts - documents if re.search("[\u4e00-\u9fff]", text)}
        assert chinese <= {"不適用", "無條件捨去", "四捨五入", "無條件進位"}, name


def test_a_number_that_is_not_there_keeps_no_other_from_being_told(packet, folder):
    done = packet("explain", folder, "99%", "F-3")
    assert done.returncode == 3 and "金標章占比: 33%" in done.stdout and "C05" in done.stderr


def test_F20_a_packet_that_is_not_built_or_too_old_is_said_in_a_sentence(packet, folder):
    missing = packet("explain", folder.parent / "moea-1-1", "3")
    assert missing.returncode == 3 and "F20" in missing.stderr
    for one in (facts := small_facts()):
        del one["derivation"]
    (folder / "facts.json").write_text(json.dumps({"meeting": "moea-9-9", "facts": facts}), "utf-8")
    old = packet("explain", folder, "3")
    assert old.returncode == 3 and "packet build moea-9-9" in old.stderr and "Traceback" not in old.stderr


# ------------------------------------------------------------------------------------------------------ for the page


def test_the_panels_data_tell_each_fact_in_the_same_words():
    document = {
        "facts": [one | ({"rows": []} if one["operands"] else {}) for one in small_facts()],
        "tables": [
            {
                "input": "catalogue",
                "file": "catalogue.csv",
                "sheet": "",
                "path": "rows/catalogue.csv",
                "columns": ["甲"],
                "rows": [[2, "=1"]],
            }
        ],
    }
    found = panel.figures(document_of(document))
    assert found.facts["F-0003"] == {
        "label": "金標章占比",
        "name": "test.F-0003",
        "printed": "33%",
        "unit": "",
        "date": "109-10-31",
        "lines": ["算式：金標章資料集〔F-0002〕 ÷ 累計開放資料集〔F-0001〕", "捨入：33.33%，無條件捨去為 33%"],
        "of": ["F-0002", "F-0001"],
        "columns": [],
        "rows": [[0, 3, [2, 3, 5, 5], 1, [2]]],  # of both figures that it was computed from
        "runs": 0,
        "places": [["六、資料品質，表 9", "t-3"], ["六、資料品質，投影片", "t-3"]],
    }
    parts = dict(found.parts())
    assert list(parts) == ["facts", "tables", "rows-0-0", "runs-0"]
    assert parts["tables"] == [{"file": "catalogue.csv", "sheet": "", "columns": ["甲"], "starts": [2]}]
    assert parts["rows-0-0"] == {"numbers": [2], "cells": [[["=1"], [0]]]}
    assert parts["runs-0"]["F-0001"] == [[0, [2, 3, 5, 5]]]


# ------------------------------------------------------------------------------------------------------ the rows that count


def csv_rows(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_csv_of_a_share_holds_part_and_whole_apart_and_no_other_row(packet, folder, tmp_path):
    done = packet("explain", folder, "33%", "--csv", tmp_path / "share.csv")
    assert done.returncode == 0, done.stderr
    assert "the 4 rows that count are saved in" in done.stdout
    header, *rows = csv_rows(tmp_path / "share.csv")
    assert header == ["屬於", "檔案", "工作表", "列", "資料集名稱", "機關"]
    assert [(row[0], row[3]) for row in rows] == [
        ("金標章資料集〔F-0002〕", "3"),
        ("累計開放資料集〔F-0001〕", "2"),
        ("累計開放資料集〔F-0001〕", "3"),
        ("累計開放資料集〔F-0001〕", "5"),
    ]
    assert rows[1][4] == "'=HYPERLINK(1)"  # no text becomes a formula


def test_the_csv_of_a_count_holds_its_rows(packet, folder, tmp_path):
    assert packet("explain", folder, "F-1", "--csv", tmp_path / "count.csv").returncode == 0
    assert [row[3] for row in csv_rows(tmp_path / "count.csv")[1:]] == ["2", "3", "5"]


def test_C05_the_csv_is_of_one_figure_and_C11_overwrites_nothing(packet, folder, tmp_path):
    (tmp_path / "mine.csv").write_text("mine", "utf-8")
    several = packet("explain", folder, "3,159", "--csv", tmp_path / "new.csv")
    assert several.returncode == 3 and "C05" in several.stderr and not (tmp_path / "new.csv").exists()
    there = packet("explain", folder, "F-1", "--csv", tmp_path / "mine.csv")
    assert there.returncode == 3 and "C11" in there.stderr and (tmp_path / "mine.csv").read_text("utf-8") == "mine"


def test_the_condition_is_told_from_the_data_not_from_the_words_that_are_kept(packet_of_six):
    where = {"column": "機關", "is": ["水利署"]}
    tree = {"operator": "count", "rows": rows("2"), "in": "catalogue", "where": where}
    one = packet_of_six.facts["F-0002"].with_(derivation=tree, filter="別的話")
    packet = dataclasses.replace(packet_of_six, facts={**packet_of_six.facts, "F-0002": one})
    assert "條件：機關為「水利署」" in told(packet, "F-2")
    later = one.with_(derivation={**tree, "where": {"column": "機關", "sounds like": ["水利署"]}})
    packet = dataclasses.replace(packet_of_six, facts={**packet_of_six.facts, "F-0002": later})
    assert "條件：別的話" in told(packet, "F-2")  # a packet of a later version


def test_rows_that_count_and_are_not_in_the_packet_are_told_with_their_number(folder):
    (folder / "facts.json").write_text(
        json.dumps(
            {
                "meeting": "moea-9-9",
                "facts": [small_facts()[0] | {"derivation": {"operator": "count", "rows": rows("2-3,5-9")}}],
            }
        ),
        "utf-8",
    )
    packet = Explained.read(folder)
    said = "of the 7 rows that count only 3 are in rows/catalogue.parquet"
    assert said in " ".join(told(packet, "F-0001").split())
    lines, count, lacking = csv_of(packet, "F-0001")
    assert (len(list(lines)), count, len(lacking)) == (4, 3, 1)
    assert lacking[0].startswith(said)


def test_of_rows_that_are_all_there_nothing_is_told(packet_of_six):
    assert csv_of(packet_of_six, "F-0001")[2] == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sources": [{}]}', "null"])
def test_F02_a_run_record_that_is_damaged_is_one_sentence(folder, text):
    (folder / "run.json").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="F02 moea-9-9/run.json: it is damaged"):
        Explained.read(folder)
