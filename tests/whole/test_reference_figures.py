"""The three sections show the figures of the published meeting, computed from records (../shared/reference)."""

import ast
import csv
import json

import nbformat
import pytest
import yaml


@pytest.fixture(scope="module")
def facts(reference):
    return {fact["name"]: fact for fact in json.loads((reference / "facts.json").read_text("utf-8"))["facts"]}


@pytest.fixture(scope="module")
def published(shared):
    def read(name):
        with (shared / "reference" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="module")
def single_figures(shared):
    return yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))


def value(fact):
    return int(fact["value"])


def test_inventory_by_category(facts, published):
    for row in published("inventory_by_category.csv"):
        assert value(facts[f"inventory.category/{row['category']}"]) == int(row["datasets"])
    assert value(facts["inventory.category/未填分類"]) == 1


def test_inventory_totals_and_growth(facts, single_figures):
    inventory = single_figures["inventory"]
    assert value(facts["inventory.total"]) == inventory["opened_as_of_109_10"]
    assert value(facts["inventory.previous_total"]) == inventory["opened_102_to_108"]
    assert value(facts["inventory.growth"]) == 127


def test_gold_label_series(facts, published):
    ends = {"10": "31", "05": "31"}
    for row in published("gold_label_series.csv"):
        day = f"{row['period']}-{ends[row['period'][-2:]]}"
        assert value(facts[f"quality.tested/{day}"]) == int(row["checked"])
        assert value(facts[f"quality.gold/{day}"]) == int(row["gold"])
        assert facts[f"quality.gold_share/{day}"]["printed"] == row["printed_share"]


def test_platinum_by_unit(facts, published):
    rows = published("platinum_by_unit.csv")
    for row in rows:
        assert value(facts[f"quality.platinum_by_unit/109-11-05/{row['unit']}"]) == int(row["platinum"])
    assert value(facts["quality.platinum/109-11-05"]) == sum(int(row["platinum"]) for row in rows) == 598


def test_top_datasets(facts, published, reference):
    page = (reference / "packet.html").read_text("utf-8")
    for row in published("top_datasets.csv"):
        assert value(facts[f"inventory.top.{row['measure']}/{row['rank']}"]) == int(row["count"])
        assert row["dataset"] in page


def test_requests(facts, published, single_figures, reference):
    page = (reference / "packet.html").read_text("utf-8")
    for row in published("requests.csv"):
        assert row["id"] in page and row["title"] in page
    counts = single_figures["requests"]
    assert value(facts["requests.total"]) == counts["total"]
    assert value(facts["requests.outcome/已開放"]) == counts["opened"]
    assert value(facts["requests.outcome/無法開放"]) == counts["not_opened"]


def test_oas_certified_apis(facts, published):
    for row in published("oas_certified_apis.csv"):
        assert value(facts[f"oas/109-07-31/{row['unit']}"]) == int(row["at_award_date"])
        assert value(facts[f"oas/109-10-31/{row['unit']}"]) == int(row["at_meeting"])


def test_gold_award_109(facts, single_figures):
    award = single_figures["gold_award_109"]
    for name, key in (
        ("tested", "datasets"),
        ("gold", "gold"),
        ("silver", "silver"),
        ("bronze", "bronze"),
        ("platinum", "platinum"),
        ("oas_certified", "oas_certified"),
    ):
        assert value(facts[f"award.{name}"]) == award[key], name
    assert float(facts["award.dataset_score"]["value"]) == award["dataset_score"]
    assert float(facts["award.platinum_bonus"]["value"]) == award["platinum_bonus"]
    assert float(facts["award.oas_bonus"]["value"]) == award["oas_bonus"]
    assert float(facts["award.before_rounding"]["value"]) == award["total_before_rounding"]
    assert value(facts["award.total"]) == award["total"]
    assert value(facts["declared.award_last_year"]) == award["last_year"]
    assert value(facts["award.progress"]) == award["progress"]


def constants(path):
    """Every literal of a module but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documentation
    ]


def test_no_reference_figure_is_typed_into_the_code_the_parameters_or_the_notebooks(root):
    """Of the figures that records can give; the award's last-year score is declared in the parameters, with its source."""
    telling = ("3159", "3,159", "2222", "2,222", "2921", "2,921", "435837", "435,837", "106.2", "224465", "598")
    for path in (root / "reportlib").rglob("*.py"):
        assert not [text for text in constants(path) if text in telling or any(f in text for f in telling[:-1])], (
            path.name
        )
    for path in (root / "notebooks").glob("*.ipynb"):
        source = "\n".join(cell.source for cell in nbformat.read(path, 4).cells)
        assert not [figure for figure in telling if figure in source], path.name
    for path in (root / "params").rglob("*.yaml"):
        assert not [figure for figure in telling if figure in path.read_text("utf-8")], path.name
