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
    assert mistyped.startswith("Q03") and "乙" in mistyped and mistyped.endswith('Did you mean "inventory.total"?')
    assert "丙" in other_day and other_day.endswith("That figure is of 109-10-31.")
