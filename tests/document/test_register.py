"""The register says how each figure came about: what several share once, what is a figure's own beside it."""

import pytest

from reportlib import wording
from reportlib.document import register
from reportlib.document.register import shortened
from reportlib.wording import Wording
from tests.support.documents import document_of


def counted(number, unit, value, rows, **more):
    span = {"file": "catalogue.csv", "sheet": "", "rows": rows}
    told = {"filter": f"機關為「{unit}」", "rule": "清單的列數", "as_of": "2020-10-31", "unit": "項", "rows": [span]}
    fact = {"id": number, "name": f"held/{unit}", "label": f"{unit}資料集", "value": value, "printed": value}
    return fact | told | {"derivation": {"operator": "count", "rows": [span]}} | more


def chosen(unit):
    """A condition, as a derivation keeps it."""
    return {"in": "catalogue", "where": {"column": "機關", "is": [unit]}}


def computed(number, name, value, operator, *operands, **more):
    tree = {"operator": operator, "of": [{"fact": one} for one in operands]}
    fact = {
        "id": number,
        "name": name,
        "label": name.rpartition("/")[2],
        "value": value,
        "printed": value,
        "unit": "項",
    }
    return fact | {"operands": list(operands), "derivation": tree} | more


def prose(*facts, **more):
    return {"kind": "prose", "runs": [{"text": "x", "fact": fact} for fact in facts], **more}


def register_of(facts, *sections, **meeting):
    named = [{"id": f"{at}0-x", "title": title, "blocks": blocks} for at, (title, *blocks) in enumerate(sections)]
    return register.of(document_of({"facts": facts, "sections": named, "meeting": meeting}))


COUNTS = [
    counted("F-0001", "水利署", "3", "2-4"),
    counted("F-0002", "能源局", "2", "5-6"),
    counted("F-0003", "商業司", "0", "7"),
]


def test_figures_of_one_rule_stand_together_and_each_says_only_what_is_its_own():
    (part,) = register_of(COUNTS, ("盤點", prose("F-0001", "F-0002", "F-0003")))
    assert (part["title"], part["span"]) == ("盤點", "F-0001 至 F-0003")
    (group,) = part["groups"]
    assert group["title"] == "…資料集"
    assert group["notes"] == [
        "統計日：109-10-31",
        "資料列：catalogue.csv",
        "算法：計列數",
        "條件：機關為「…」",
        "規則：清單的列數",
    ]
    assert group["entries"] == [
        {"id": "F-0001", "label": "水利署", "value": "3 項", "how": "第 2–4 列（共 3 列）", "where": "", "zero": False},
        {"id": "F-0002", "label": "能源局", "value": "2 項", "how": "第 5–6 列（共 2 列）", "where": "", "zero": False},
        {"id": "F-0003", "label": "商業司", "value": "0 項", "how": "第 7 列", "where": "", "zero": True},
    ]


def test_a_value_of_a_condition_that_the_label_does_not_tell_stands_beside_the_rows():
    facts = [one | {"label": f"第 {at} 類"} for at, one in enumerate(COUNTS, 1)]
    (part,) = register_of(facts, ("盤點", prose("F-0001", "F-0002", "F-0003")))
    assert [entry["how"] for entry in part["groups"][0]["entries"]] == [
        "「水利署」　第 2–4 列（共 3 列）",
        "「能源局」　第 5–6 列（共 2 列）",
        "「商業司」　第 7 列",
    ]


def test_figures_of_another_day_unit_or_rule_are_told_apart():
    for other in ({"as_of": "2020-11-05"}, {"unit": "個"}, {"rule": "每項一列"}, {"name": "listed/能源局"}):
        facts = [COUNTS[0], COUNTS[1] | other]
        (part,) = register_of(facts, ("盤點", prose("F-0001", "F-0002")))
        assert [group["entries"][0]["id"] for group in part["groups"]] == ["F-0001", "F-0002"], other


def test_rows_of_two_files_keep_their_names():
    span = {"file": "plan.csv", "sheet": "一", "rows": "9"}
    moved = COUNTS[1] | {"rows": [span], "derivation": {"operator": "count", "rows": [span]}}
    (part,) = register_of([COUNTS[0], moved], ("盤點", prose("F-0001", "F-0002")))
    assert [entry["how"] for entry in part["groups"][0]["entries"]] == [
        "catalogue.csv 第 2–4 列（共 3 列）",
        "plan.csv〔一〕 第 9 列",
    ]


def test_one_figure_alone_says_all_of_itself():
    (part,) = register_of(COUNTS[:1], ("盤點", prose("F-0001")))
    assert part["span"] == "F-0001"
    (group,) = part["groups"]
    assert (group["title"], group["entries"][0]["how"]) == ("", "catalogue.csv 第 2–4 列（共 3 列）")
    assert group["notes"][2:] == ["條件：機關為「水利署」", "規則：清單的列數"]


def test_a_formula_is_told_once_with_a_gap_for_the_operand_that_varies():
    facts = [
        *COUNTS,
        computed("F-0004", "全部資料集", "5", "+", "F-0001", "F-0002", "F-0003"),
        *(
            computed(f"F-000{4 + at}", f"share/{unit}占比", "1", "÷", f"F-000{at}", "F-0004", unit="%")
            for at, unit in enumerate(("水利署", "能源局", "商業司"), 1)
        ),
    ]
    first, total = register_of(facts, ("盤點", prose("F-0001", "F-0002", "F-0003", "F-0005", "F-0006", "F-0007")))
    shares = first["groups"][1]
    assert shares["notes"] == ["算式：…資料集 ÷ 全部資料集〔F-0004〕"]
    assert [(entry["label"], entry["value"], entry["how"]) for entry in shares["entries"]] == [
        ("水利署", "1", "F-0001"),
        ("能源局", "1", "F-0002"),
        ("商業司", "1", "F-0003"),
    ]
    # Nobody sees the total itself: it is told last, as what others are computed from.
    assert (total["title"], total["span"], total["groups"][0]["entries"][0]["where"]) == (
        "計算用的數字",
        "F-0004",
        "計算用",
    )
    assert total["groups"][0]["notes"] == [
        "算式：水利署資料集〔F-0001〕 + 能源局資料集〔F-0002〕 + 商業司資料集〔F-0003〕"
    ]


def test_two_operands_that_vary_are_told_apart_by_marks():
    facts = [
        *COUNTS,
        computed("F-0008", "more/甲", "1", "−", "F-0001", "F-0002"),
        computed("F-0009", "more/乙", "2", "−", "F-0002", "F-0003"),
    ]
    *_, part = register_of(facts, ("差", prose("F-0008", "F-0009")), ("盤點", prose("F-0001", "F-0002", "F-0003")))[:1]
    assert part["groups"][0]["notes"] == ["算式：① − ②"]
    assert [entry["how"] for entry in part["groups"][0]["entries"]] == ["①F-0001　②F-0002", "①F-0002　②F-0003"]


def test_where_a_figure_stands_first_is_told_pages_before_slides_and_slides_before_annexes():
    blocks = [prose("F-0003", "F-0001", only="annex"), prose("F-0002", "F-0003", only="slide"), prose("F-0001")]
    (part,) = register_of(COUNTS, ("盤點", *blocks))
    assert [entry["where"] for entry in part["groups"][0]["entries"]] == ["", "簡報", "簡報"]
    (annexed,) = register_of(COUNTS[:1], ("盤點", prose("F-0001", only="annex")))
    assert annexed["groups"][0]["entries"][0]["where"] == "附件檔案"


def test_a_figure_of_two_sections_stands_in_the_first_and_one_of_the_cover_before_all():
    named = [{"text": "2", "fact": "F-0002"}]
    facts = [COUNTS[1], COUNTS[0]]
    told = register_of(facts, ("盤點", prose("F-0001")), ("品質", prose("F-0001", "F-0002")), named=named)
    assert [(part["title"], part["span"]) for part in told] == [("封面", "F-0002"), ("盤點", "F-0001")]
    assert told[0]["groups"][0]["entries"][0]["where"] == ""


def test_a_document_without_figures_has_no_register():
    assert register_of([], ("盤點",)) == []


@pytest.mark.parametrize(
    ("labels", "short", "common"),
    [
        (["水利署資料集", "能源局資料集", "商業司資料集"], ["水利署", "能源局", "商業司"], "…資料集"),
        (["水利署資料集", "能源局資料集"], ["水利署資料集", "能源局資料集"], ""),  # two are not shortened
        (["資料集甲", "資料集乙", "資料集丙"], ["甲", "乙", "丙"], "資料集…"),
        (["甲項", "乙項", "丙項"], ["甲項", "乙項", "丙項"], ""),  # one character says nothing
        (["甲（項）", "乙（項）", "丙（項）"], ["甲", "乙", "丙"], "…（項）"),
        (["甲（大）項數", "乙（小）項數", "丙（中）項數"], ["甲（大）項數", "乙（小）項數", "丙（中）項數"], ""),
        (["甲（水項）", "乙（水項）", "丙（火項）"], ["甲（水項）", "乙（水項）", "丙（火項）"], ""),  # half a bracket
        (["項數", "甲項數", "乙項數"], ["項數", "甲項數", "乙項數"], ""),  # nothing would be left of the first
        (["甲 1011 年度", "乙 2011 年度", "丙 3011 年度"], ["甲 1011", "乙 2011", "丙 3011"], "…年度"),
        (["類別 10", "類別 11", "類別 12"], ["10", "11", "12"], "類別…"),
        (["分數 a1", "分數 a2", "分數 a3"], ["a1", "a2", "a3"], "分數…"),  # a word is not cut
    ],
)
def test_labels_leave_out_what_they_have_in_common_but_no_half_of_a_word(labels, short, common):
    assert shortened(labels) == (short, common)


ENGLISH = Wording(lang="en-GB")


def test_in_english_a_value_and_an_operand_that_is_not_the_same_in_all_is_left_out_too():
    with wording.using(ENGLISH):
        facts = [
            counted(one["id"], unit, one["value"], "2", derivation=one["derivation"] | chosen(unit))
            for one, unit in zip(COUNTS, ("水利署", "能源局", "商業司"), strict=True)
        ]
        whole = counted("F-0004", "x", "9", "9", label="全部資料集", name="all")
        shares = [
            computed(f"F-000{4 + at}", f"share/{one['label']}占比", "1", "÷", one["id"], "F-0004")
            for at, one in enumerate(facts, 1)
        ]
        every = [*facts, whole, *shares]
        (part,) = register_of(every, ("盤點", prose(*(one["id"] for one in every))))
    notes = [group["notes"] for group in part["groups"]]
    assert 'where: 機關 is "…"' in notes[0] and "how: counts rows" in notes[0] and "as of: 2020-10-31" not in notes[2]
    assert notes[2] == ["formula: …資料集 ÷ 全部資料集 [F-0004]"]
