"""What sliders and choices show, without a browser: tests/whole/test_jupyterlab.py has one."""

import sys
from datetime import date

import pandas as pd
import pytest

from reportlib.display.bars import bar_chart
from reportlib.display.exploring import WIDGET, explore, searchable

pytest.importorskip("ipywidgets", reason='sliders are those of ipywidgets: pip install "packet[lab]"')
SIZES = pd.Series([3, 2, 1], ["甲", "乙", "丙"], name="項數")


def html_of(explored):
    return [part.value for part in explored.widget.children[-1].children]


def test_a_slider_that_is_moved_shows_what_its_value_gives():
    shown = explore(lambda 前幾名: SIZES.head(前幾名), 前幾名=(1, 3))
    assert repr(shown).splitlines()[:3] == ["前幾名＝2", "甲    3", "乙    2"]
    shown.controls["前幾名"].value = 3
    assert "丙" in html_of(shown)[0] and repr(shown).startswith("前幾名＝3")


def test_several_displays_stand_one_under_another_and_a_chart_is_drawn():
    shown = explore(lambda n: [bar_chart("圖", SIZES.head(n)), "一句話"], n=(1, 3))
    chart, sentence = html_of(shown)
    assert "<svg" in chart and "一句話" in sentence


def test_a_choice_has_the_text_of_its_value_and_two_dates_are_a_range_of_months():
    chosen = explore(
        lambda 誰, 期間: f"{誰}：{期間[0]:%F} 至 {期間[1]:%F}",
        誰={"全部": "all"},
        期間=(date(2020, 1, 15), date(2020, 3, 2)),
    )
    assert repr(chosen) == "誰＝全部　期間＝2020-01–2020-03\nall：2020-01-01 至 2020-03-31"


def test_the_dust_of_a_slider_s_decimals_is_wiped_off():
    found = []
    explore(lambda weight: found.append(weight), weight=(0.0, 1.0, 0.1)).controls["weight"].value = 0.1 + 0.2
    assert found[-1] == 0.3


def test_what_a_function_raises_while_a_slider_is_moved_is_shown():
    shown = explore(lambda n: 6 / n, n=(-1, 3))
    shown.controls["n"].value = 0
    assert "ZeroDivisionError: division by zero" in html_of(shown)[0]


def test_a_view_is_told_by_its_model_and_by_its_text():
    bundle = explore(lambda n: n, n=(1, 3))._repr_mimebundle_()
    assert bundle.keys() == {WIDGET, "text/plain"} and bundle["text/plain"] == "n＝2\n2"


@pytest.mark.parametrize(
    "given",
    [
        lambda: explore(3, n=(1, 2)),
        lambda: explore(len),
        lambda: explore(lambda n: n, n="甲"),
        lambda: explore(lambda n: n, n=(1, "2")),
    ],
)
def test_explore_says_what_it_takes_with_an_example(given):
    with pytest.raises(TypeError, match=r"explore.*explore\("):
        given()


def test_a_frame_that_is_searched_has_all_rows_in_the_page_and_ten_in_its_text():
    pytest.importorskip("itables")
    shown = searchable(pd.DataFrame({"n": range(500)}), "清單")
    assert (
        repr(shown).splitlines()[0] == "清單"
        and repr(shown).endswith("500 列 × 1 欄")
        and len(repr(shown).splitlines()) == 13
    )
    assert shown.widget.df.shape == (500, 1) and "data_json" in shown.widget._dt_args
    assert shown._repr_mimebundle_()[WIDGET]["model_id"] == shown.widget.model_id
    assert explore(lambda n: searchable(SIZES.head(n)), n=(1, 3)).widget.children[-1].children[0].df.shape == (2, 1)


def test_what_is_no_frame_is_refused_with_an_example():
    with pytest.raises(TypeError, match=r"int.*searchable\(section\.catalogue\)"):
        searchable(3)


def test_who_has_not_installed_the_extra_is_told_how(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(ImportError, match=r"packet\[lab\]"):
        explore(lambda n: n, n=(1, 2))
