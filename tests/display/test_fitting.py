"""A public function that is not given what it takes says what, with an example, in place of Python's own words."""

import inspect

import pytest

import reportlib
from reportlib import bar_chart, changes, explore, inventory, language, open_section, show_all
from reportlib.display.fitting import example_of, fitting, unfit
from reportlib.display.prose import Prose

FUNCTIONS = [name for name in reportlib.__all__ if inspect.isfunction(getattr(reportlib, name))]


def two(first, second, *, note=""):
    """Two.

    >>> two(1, 2)
    (1, 2)
    """
    return first, second


def test_there_are_functions_to_ask():
    assert {"bar_chart", "open_section", "explore", "show_all"} <= set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_public_function_that_is_given_nothing_says_what_it_takes(monkeypatch, name, spoken):
    monkeypatch.setattr(language, "language", lambda: spoken)
    function = getattr(reportlib, name)
    with pytest.raises(TypeError) as raised:
        function()
    said = str(raised.value)
    assert said.startswith(name) and f"{example_of(function)}" in said
    assert "positional argument" not in said


@pytest.mark.parametrize("name", ["summary", "between", "figures_table", "listed_table", "gone_table", "marks_table"])
def test_what_compares_two_meetings_says_that_it_lacks_the_later_one(name):
    with pytest.raises(TypeError, match=rf"changes\.{name}: it lacks .*later.*changes\.{name}\("):
        getattr(changes, name)(object())


@pytest.mark.parametrize(
    ("given", "named", "said"),
    [
        ((1,), {}, "it lacks second"),
        ((), {}, "it lacks first, second"),
        ((1, 2, 3), {}, "it takes 2 values in order, and was given 3"),
        ((1, 2), {"nota": ""}, "it has no parameter nota"),
        ((1,), {"first": 2}, "it lacks second; it was given first twice"),
        ((1, 2), {"note": "x"}, ""),
    ],
)
def test_a_call_is_held_against_what_a_function_takes(given, named, said):
    assert unfit(inspect.signature(two), given, named) == said


def test_a_call_that_fits_keeps_its_own_error():
    @fitting
    def adds(one):
        return one + 1

    assert adds(1) == 2
    with pytest.raises(TypeError, match="str"):
        adds("x")


def test_values_of_any_number_and_names_of_any_kind_fit():
    assert unfit(inspect.signature(lambda *all_of_them, **others: None), (1, 2, 3), {"x": 1}) == ""


def test_controls_go_by_the_names_of_the_function_s_parameters():
    with pytest.raises(TypeError, match=r"explore: the controls \(m\).*it has no parameter m.*it lacks n"):
        explore(lambda n: n, m=(1, 2))


def test_one_display_in_place_of_several_is_told():
    with pytest.raises(TypeError, match=r"show_all: displays takes tuple, and was given Prose\..*show_all\(\("):
        show_all(Prose.of("甲"))


def test_a_text_in_place_of_a_section_is_told_as_one():
    with pytest.raises(TypeError, match=r"inventory\.total: catalogue takes Records, and was given str\."):
        inventory.total("moea-6-1")


def test_the_example_is_that_of_the_docstring():
    assert example_of(two) == "two(1, 2)" and example_of(lambda: None) == "<lambda>(…)"
    assert example_of(bar_chart).startswith('bar_chart("各服務分類的資料集"')
    assert "open_section" in example_of(open_section)
