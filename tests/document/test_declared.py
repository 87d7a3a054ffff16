"""Declared figures that are held against nothing are told."""

from reportlib.document.declared import declared_facts, idle_figures
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


def test_where_no_figure_is_like_it_nothing_is_proposed(book):
    assert told(book, "新聞稿所載件數", members=("委員", "項")).todo.startswith("Check measure")


def test_a_misspelled_measure_is_told_the_name_it_was_meant_for_before_those_of_like_labels(book):
    said = told(book, "累計資料", measure="inventory.totl", inventory__total=("全部", "項"), other=("累計資料集", "項"))
    assert said.todo == "Those most like it: inventory.total（全部）, other（累計資料集）."
