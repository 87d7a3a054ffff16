"""Declared figures that are held against nothing are told."""

from decimal import Decimal

from reportlib.document.declared import declared_facts, idle_figures, operands_of
from reportlib.meeting.meeting import DECLARED
from reportlib.meeting.param_choices import DeclaredFigure
from reportlib.roc import parse_date
from tests.support.figures import document, facts


def test_Q03_a_declared_figure_that_is_held_against_nothing_is_told(book):
    typed = declared_facts(
        {
            key: DeclaredFigure(value=5, unit="項", as_of=parse_date(day), source="簡報", measure=measure, label=key)
            for key, day, measure in (
                ("甲", "109-10-31", "inventory.total"),
                ("乙", "109-10-31", "inventory.totl"),
                ("丙", "109-10-30", "inventory.total"),
            )
        },
        after=1,
    )
    whole = document(facts(inventory__total=5), typed)
    mistyped, other_day = map(str, idle_figures(typed, whole, book, "m.yaml"))
    assert (
        mistyped.startswith("Q03")
        and "乙" in mistyped
        and mistyped.endswith("Those most like it: inventory.total（inventory.total）.")
    )
    assert "丙" in other_day and other_day.endswith("That figure is of 109-10-31.")


def told(book, label, unit="項", measure=None, **known):
    """What is said of a declared figure beside others, by name: (label, unit)."""
    figure = DeclaredFigure(
        value=5, unit=unit, as_of=parse_date("109-10-31"), source="新聞稿", measure=measure, label=label
    )
    typed = declared_facts({"press": figure}, after=len(known))
    others = [
        fact.with_(label=called, unit=of)
        for fact, (called, of) in zip(facts(**dict.fromkeys(known, 5)), known.values(), strict=True)
    ]
    (said,) = idle_figures(typed, document(others, typed), book, "m.yaml")
    return said


def test_Q03_a_figure_without_a_measure_is_told_those_of_its_unit_whose_label_is_most_like_its_own(book):
    said = told(
        book,
        "新聞稿所載累計開放資料集",
        growth=("增加的開放資料集", "項"),
        inventory__total=("累計開放資料集", "項"),
        opened=("累計開放資料集的占比", "%"),
        members=("委員", "項"),
    )
    assert said.code == "Q03" and "has no measure" in said.what
    assert said.todo == "Those most like it: inventory.total（累計開放資料集）, growth（增加的開放資料集）."


def test_units_of_another_size_and_almost_the_same_label_in_another_unit_are_told_too(book):
    known = {"users": ("使用資料服務人次", "人次"), "services": ("資料服務", "項")}
    assert told(book, "使用資料服務人次", "萬人次", **known).todo == "Those most like it: users（使用資料服務人次）."
    assert told(book, "使用資料服務人次", "件", **known).todo == "Those most like it: users（使用資料服務人次）."


def test_where_no_figure_is_like_it_nothing_is_proposed(book):
    assert told(book, "新聞稿所載件數", members=("委員", "項")).todo.startswith("Check measure")


def test_a_misspelled_measure_is_told_the_name_it_was_meant_for_before_those_of_like_labels(book):
    said = told(book, "累計資料", measure="inventory.totl", inventory__total=("全部", "項"), other=("累計資料集", "項"))
    assert said.todo == "Those most like it: inventory.total（全部）, other（累計資料集）."


def test_a_declared_figure_is_a_fact_as_it_was_typed_a_percentage_as_a_part_of_one():
    share, number = declared_facts(
        {
            "gold": DeclaredFigure(
                value=Decimal("95.5"), unit="%", as_of=parse_date("109-10-31"), source="簡報", label="占比"
            ),
            "seen": DeclaredFigure(value=12345, unit="人次", source="新聞稿", measure="visits", where="第 3 頁"),
        },
        thousands=" ",
        after=7,
    )
    assert (share.id, share.name, share.label, share.value, share.printed) == (
        "F-0008",
        "declared.gold",
        "占比",
        "0.955",
        "95.5%",
    )
    assert (share.as_of, share.rule, share.measure, share.where) == ("2020-10-31", "人工填報：簡報", "", "")
    assert (number.id, number.label, number.value, number.printed) == ("F-0009", "seen", "12345", "12 345")
    assert (number.as_of, number.measure, number.where) == (None, "visits", "第 3 頁")
    assert number.derivation == {"operator": "declared", "value": "12345", "source": "新聞稿"}
    assert (share.unit, share.filter, share.formula, share.operands, share.rows) == ("%", "", "", (), ())


def test_figures_that_a_section_asks_for_are_no_facts_of_their_own():
    typed = DeclaredFigure(value=5, unit="項", source="簡報")
    assert [fact.name for fact in declared_facts(dict.fromkeys((*DECLARED, "own"), typed))] == ["declared.own"]


def test_the_facts_of_a_derivation_are_found_however_deep_they_stand():
    tree = {"operator": "+", "of": [{"fact": "F-1"}, {"operator": "−", "of": [{"fact": "F-2"}, {"operator": "count"}]}]}
    assert list(operands_of(tree)) == ["F-1", "F-2"]
