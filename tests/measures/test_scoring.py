"""Rulebooks as data: what each kind of rule gives, and the sentence that says why."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, strategies as st

from reportlib.errors import ConfigError
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, Units, absent
from reportlib.measures import scoring
from reportlib.measures.evaluation import with_weights
from reportlib.meeting import rulebook_files, rulebooks

UNITS = Units()
# Four shares that a rule may count, part and whole by place.
MEASURED_PARTS = ("gold", "sample_passed", "tasks_on_time", "replies_in_time")
MEASURED_WHOLES = ("tested", "sampled", "tasks_due", "replies")


def measured(**counts):
    """Facts by measure name; None is a measure the source does not give."""
    return {
        name: absent(NOT_PROVIDED, UNITS.count("項"), name, name)
        if value is None
        else Fact(Decimal(value), UNITS.count("項"), name, name)
        for name, value in counts.items()
    }


def book(tmp_path, items, digits="item_digits: 1, total_digits: 1"):
    path = tmp_path / "book.yaml"
    path.write_text(
        f"title: 某考核\nsource: 測試\nweights: default\nrounding: {{{digits}, mode: half_up}}\nitems:\n{items}",
        "utf-8",
    )
    return rulebook_files.read_scoring(path)


def item(measure, score, more=""):
    return f"  - {{id: x, name: 某項, group: bonus, measure: {measure}, score: {score}{more}}}\n"


def sentence(scored):
    return "".join(str(cell) for cell, _ in scored.items[0].reason)


def test_the_national_award_scores_106_point_2_rounded_to_106(root):
    award = rulebook_files.read("award", root / "params" / "rules" / "gold-award.yaml")
    facts = measured(tested=2883, gold=2883, silver=0, bronze=0, platinum=503, oas_certified=12)
    scored = scoring.apply(award, facts, UNITS, "award", "本部")
    assert [i.points.printed for i in scored.items] == ["100", "5", "1.2"]
    assert (scored.before_rounding.printed, scored.total.printed) == ("106.2", "106")


def test_silver_and_bronze_count_for_less(root):
    award = rulebook_files.read("award", root / "params" / "rules" / "gold-award.yaml")
    scored = scoring.apply(
        award, measured(tested=100, gold=50, silver=40, bronze=10, platinum=0, oas_certified=0), UNITS, "award", "本部"
    )
    assert scored.items[0].points.value == Decimal("77.0")


def test_points_of_a_share_are_full_points_times_the_share(tmp_path):
    scored = scoring.apply(
        book(tmp_path, item("{share: gold, of: tested}", "{full: 40}")), measured(gold=3, tested=4), UNITS, "e", "甲"
    )
    assert scored.total.printed == "30.0"
    assert sentence(scored) == "金標章 3 項 ÷ 納入檢測 4 項 × 40 分 ＝ 30.0 分"


def test_points_a_piece_stop_at_the_cap_and_the_sentence_says_so(tmp_path):
    scored = scoring.apply(
        book(tmp_path, item("{count: platinum}", "{each: 0.1, cap: 5}")), measured(platinum=503), UNITS, "e", "甲"
    )
    assert scored.total.printed == "5.0"
    assert "白金標章 503 項 × 0.1 分 ＝ 50.3 分，超過上限 5 分，以上限計 ＝ 5.0 分" in sentence(scored)


def test_without_a_cap_there_is_none(tmp_path):
    scored = scoring.apply(
        book(tmp_path, item("{count: oas_certified}", "{each: 0.1}")), measured(oas_certified=120), UNITS, "e", "甲"
    )
    assert scored.total.printed == "12.0"


@pytest.mark.parametrize(("timely", "points"), [(5, "2.0"), (4, "0.0"), (3, "−2.0"), (0, "−2.0")])
def test_a_bonus_or_deduction_takes_the_first_step_reached(tmp_path, timely, points):
    steps = "{steps: [{at_least: 1, points: 2}, {at_least: 0.8, points: 0}, {at_least: 0, points: -2}]}"
    scored = scoring.apply(
        book(tmp_path, item("{share: replies_in_time, of: replies}", steps)),
        measured(replies_in_time=timely, replies=5),
        UNITS,
        "e",
        "甲",
    )
    assert scored.total.printed == points


def test_what_does_not_apply_gives_full_points_only_where_the_rule_says_so(tmp_path):
    facts = measured(gold=0, tested=0)
    full = scoring.apply(
        book(tmp_path, item("{share: gold, of: tested}", "{full: 40}", ", not_applicable: full")),
        facts,
        UNITS,
        "e",
        "甲",
    )
    none = scoring.apply(book(tmp_path, item("{share: gold, of: tested}", "{full: 40}")), facts, UNITS, "e", "甲")
    assert (full.total.printed, none.total.printed) == ("40.0", "0.0")
    assert NOT_APPLICABLE in sentence(full)


def test_what_the_source_does_not_give_is_no_zero(tmp_path):
    scored = scoring.apply(
        book(tmp_path, item("{count: platinum}", "{each: 1}")), measured(platinum=None), UNITS, "e", "甲"
    )
    assert scored.items[0].points.printed == NOT_PROVIDED
    assert scored.total.printed == NOT_PROVIDED
    assert scored.incomplete


def test_without_a_required_item_there_is_no_total_and_without_a_bonus_there_is(tmp_path):
    required = item("{count: platinum}", "{each: 1}").replace("group: bonus", "group: required")
    bonus = item("{count: oas_certified}", "{each: 1}").replace("id: x", "id: y")
    both = book(tmp_path, required + bonus)
    assert scoring.apply(both, measured(platinum=None, oas_certified=2), UNITS, "e", "甲").total.printed == NOT_PROVIDED
    assert scoring.apply(both, measured(platinum=3, oas_certified=None), UNITS, "e", "甲").total.printed == "3.0"


@pytest.mark.parametrize(
    ("gold", "tested", "printed", "total"),
    [
        (9946, 10000, "99.46", "99"),  # not 99.5, then 100
        (9950, 10000, "99.5", "100"),
        (99496, 100000, "99.496", "99"),
        (2883, 2883, "100", "100"),
    ],
)
def test_a_total_is_rounded_once_and_the_printed_points_say_why(root, gold, tested, printed, total):
    award = rulebook_files.read("award", root / "params" / "rules" / "gold-award.yaml")
    facts = measured(tested=tested, gold=gold, silver=0, bronze=0, platinum=0, oas_certified=0)
    scored = scoring.apply(award, facts, UNITS, "award", "本部")
    assert scored.items[0].points.printed == printed
    assert scored.total.printed == total


def test_thirds_that_make_a_whole_make_a_whole(tmp_path):
    third = item("{share: gold, of: tested}", "{full: 10}")
    items = third + third.replace("id: x", "id: y") + third.replace("id: x", "id: z")
    scored = scoring.apply(book(tmp_path, items), measured(gold=1, tested=3), UNITS, "e", "甲")
    assert scored.total.printed == "10.0"


def test_half_a_point_that_a_division_leaves_short_is_still_half(tmp_path):
    third = book(tmp_path, item("{share: gold, of: tested}", "{full: 4.5}"), "item_digits: 1, total_digits: 0")
    assert scoring.apply(third, measured(gold=1, tested=3), UNITS, "e", "甲").total.printed == "2"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=4), st.integers(0, 2))
def test_a_total_is_the_exact_sum_rounded_half_up_and_what_is_printed_rounds_to_it(shares, digits):
    shares = [(min(part, whole), whole) for part, whole in shares]
    items = "".join(
        item(f"{{share: {part}, of: {whole}}}", "{full: 7}").replace("id: x", f"id: x{number}")
        for number, (part, whole) in enumerate(zip(MEASURED_PARTS, MEASURED_WHOLES, strict=True))
        if number < len(shares)
    )
    facts = measured(
        **{MEASURED_PARTS[number]: part for number, (part, _) in enumerate(shares)},
        **{MEASURED_WHOLES[number]: whole for number, (_, whole) in enumerate(shares)},
    )
    with TemporaryDirectory() as folder:
        rules = book(Path(folder), items, f"item_digits: 1, total_digits: {digits}")
    scored = scoring.apply(rules, facts, UNITS, "e", "甲")
    exact = sum((Fraction(7 * part, whole) for part, whole in shares), Fraction(0))
    assert scored.total.number == Decimal(floor(exact * 10**digits + Fraction(1, 2))).scaleb(-digits)
    printed = [i.points.unit.shown(i.points.number) for i in scored.items]
    if scored.items[0].points.unit.digits < 1 + scoring.MORE_DIGITS:
        assert scored.total.unit.shown(sum(printed, Decimal(0))) == scored.total.number


def test_an_unknown_measure_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(ConfigError, match="platinum"):
        book(tmp_path, item("{count: platinium}", "{each: 1}"))


def test_an_item_named_twice_is_refused(tmp_path):
    twice = item("{count: platinum}", "{each: 1}")
    with pytest.raises(ConfigError, match="C04"):
        book(tmp_path, twice + twice)


def test_a_rule_with_two_kinds_of_score_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="full, each"):
        book(tmp_path, item("{count: platinum}", "{each: 1, full: 2}"))


def test_steps_must_descend(tmp_path):
    with pytest.raises(ConfigError, match="descend"):
        book(tmp_path, item("{count: platinum}", "{steps: [{at_least: 1, points: 1}, {at_least: 2, points: 2}]}"))


def test_the_star_rating_of_a_dataset_is_that_of_its_best_format(root):
    from reportlib.meeting import yaml_models

    stars = yaml_models.read_model(rulebooks.StarRatings, root / "params" / "rules" / "star-ratings.yaml")
    assert stars.of(("PDF", "csv")) == 3
    assert stars.of(("KML",)) is None
    assert stars.of(()) is None


def test_the_weights_of_year_110_are_marked_as_defaults(root):
    assert rulebook_files.read_scoring(root / "params" / "rules" / "evaluation-110.yaml").weights == "default"


def test_the_rulebook_of_year_110_has_the_twelve_published_items(root, shared):
    import csv

    with (shared / "reference" / "evaluation_items_110.csv").open(encoding="utf-8-sig", newline="") as file:
        published = [(row["group"], row["item"]) for row in csv.DictReader(file)]
    mine = rulebook_files.read_scoring(root / "params" / "rules" / "evaluation-110.yaml")
    assert [(rulebook_files.GROUPS[i.group], i.name) for i in mine.items] == published


def test_C05_points_for_an_item_that_is_like_none_are_refused_with_the_items_there_are(tmp_path):
    given = book(tmp_path, item("{count: platinum}", "{each: 0.1}"))
    with pytest.raises(ConfigError, match="C05") as refused:
        with_weights(given, {"完全不同": 1})
    assert 'no item "完全不同"' in str(refused.value) and "None" not in str(refused.value)
    assert 'Known: x. For example: {"x": 0.1}.' in str(refused.value)  # the id of the only one
