"""Figures that must agree: each kind of identity, the reference deck's eight disagreements, and how many changed figures are caught."""

import csv
import dataclasses
import random
import re
import time
from collections import ChainMap, defaultdict
from decimal import Decimal
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from reportlib.document import compared, identities, model, reconcile
from reportlib.document.accepted import idle_reasons, with_reasons
from reportlib.document.compared import Disagreement, Side, World
from reportlib.document.declared import declared_facts, idle_figures, operands_of
from reportlib.errors import ConfigError, RunError
from reportlib.facts import derivation
from reportlib.facts.facts import Unit
from reportlib.meeting.params import Accepted, DeclaredFigure
from reportlib.meeting.rulebooks import Condition, Identities, Identity
from reportlib.roc import parse_date

OCTOBER, JULY = "2020-10-31", "2020-07-31"
SHOWN = {"digits": 0, "rounding": "half_up", "percent": False, "thousands": ",", "trim": False}
TRUNCATED = SHOWN | {"percent": True, "rounding": "truncate"}
PIECES = SHOWN


@pytest.fixture(scope="module")
def book(root):
    return identities.read(root / "params" / "rules" / "identities.yaml")


# -- small examples ----------------------------------------------------------------------------------------------------------


def facts(as_of=OCTOBER, shown=PIECES, unit="項", **values) -> list[dict]:
    """Facts of one day: the keyword is the name, ``__`` a dot and ``_in_`` a slash; None is a figure that is not provided."""
    found = []
    for name, value in values.items():
        name = name.replace("_in_", "/").replace("__", ".")
        number = None if value is None else Decimal(str(value))
        printed = "來源未提供" if number is None else Unit(unit, **shown).text(number)
        found.append(
            {
                "id": "",
                "name": name,
                "label": name,
                "value": value if value is None else format(number, "f"),
                "absence": None if number is not None else "來源未提供",
                "unit": unit,
                "shown": shown,
                "printed": printed,
                "as_of": as_of,
                "rows": [],
                "operands": [],
                "derivation": {
                    "operator": "declared",
                    "value": None if number is None else format(number, "f"),
                    "source": "",
                },
            }
        )
    return found


def document(*groups: list[dict], tables=(), sections=()) -> dict:
    every = [fact | {"id": f"F-{at:04}"} for at, fact in enumerate((fact for group in groups for fact in group), 1)]
    return {"facts": every, "tables": list(tables), "sections": list(sections)}


def found(kind: str, doc: dict, severity="error", **more) -> list[Disagreement]:
    """What one identity finds in a document."""
    roles = {
        role: [patterns] if isinstance(patterns, str) else patterns for role, patterns in more.pop("facts", {}).items()
    }
    identity = Identity(id="i", kind=kind, severity=severity, says="應一致。", facts=roles, **more)
    return reconcile.reconcile(doc, Identities(title="t", source="s", identities=[identity]))[0]


def pair(finding: Disagreement) -> tuple[str, str]:
    return finding.one.printed, finding.other.printed


def test_parts_make_the_total_and_a_share_of_a_part_is_no_part():
    roles = {"total": "total", "plus": "part/*"}
    assert not found(
        "sum",
        document(facts(total=3, part_in_a=1, part_in_b=2), facts(shown=TRUNCATED, part_in_a__share=0.3)),
        facts=roles,
    )
    (wrong,) = found("sum", document(facts(total=4, part_in_a=1, part_in_b=2)), facts=roles)
    assert pair(wrong) == ("4", "3") and wrong.difference == 1 and wrong.id == "i"


def test_a_part_whose_name_looks_like_a_measure_of_another_is_a_part_where_there_is_no_such_other():
    assert not found(
        "sum", document(facts(total=3, part_in_a=1, part_in_node__js=2)), facts={"total": "total", "plus": "part/*"}
    )


def test_last_period_and_listed_without_withdrawn_make_this_period():
    roles = {"total": "now", "plus": ["before", "listed"], "minus": "withdrawn"}
    assert not found("sum", document(facts(now=12, before=10, listed=3, withdrawn=1)), facts=roles)
    assert not found("sum", document(facts(now=13, before=10, listed=3)), facts=roles)  # nothing withdrawn on record
    (wrong,) = found("sum", document(facts(now=13, before=10, listed=3, withdrawn=1)), facts=roles)
    assert pair(wrong) == ("13", "12") and "－withdrawn" in wrong.other.label


def test_a_sum_with_a_part_that_is_not_provided_is_not_asked():
    assert not found(
        "sum", document(facts(total=4, part_in_a=1, part_in_b=None)), facts={"total": "total", "plus": "part/*"}
    )
    assert not found("sum", document(facts(total=4)), facts={"total": "total", "plus": "part/*"})


def test_first_and_second_half_make_the_year_of_each_agency():
    roles = {"total": "year/{agency}", "plus": ["first/{agency}", "second/{agency}"]}
    doc = document(facts(year_in_甲=5, first_in_甲=2, second_in_甲=3, year_in_乙=5, first_in_乙=1, second_in_乙=3))
    (wrong,) = found("sum", doc, facts=roles)
    assert wrong.id == "i/乙" and pair(wrong) == ("5", "4")


def test_one_measure_under_two_names_has_one_value_on_one_day():
    roles = {"facts": ["total", "told/*"]}
    assert not found("same", document(facts(total=5, told_in_a=5), facts(JULY, told_in_b=4)), facts=roles)
    assert not found("same", document(facts(total=None, told_in_a=None)), facts=roles)  # a source that gives neither
    (wrong,) = found("same", document(facts(told_in_a=4, total=5)), facts=roles)
    assert pair(wrong) == ("5", "4") and wrong.id == "i/told/a"  # the first pattern is the one that counts


def test_figures_of_one_label_on_one_day_have_one_value():
    doc = document([fact | {"label": "預計開放"} for fact in facts(a=119, b=168)])
    (wrong,) = found("label", doc, facts={"facts": "**"})
    assert pair(wrong) == ("119", "168")
    assert not found("label", document(facts(a=119, b=168)), facts={"facts": "**"})


def test_a_declared_figure_is_compared_with_the_measure_it_tells():
    roles = {"facts": "**"}
    doc = document(facts(total=5), [fact | {"measure": "total"} for fact in facts(declared__x=4)])
    assert pair(found("measure", doc, facts=roles)[0]) == ("5", "4")
    assert not found(
        "measure",
        document(facts(total=5), [fact | {"measure": "total"} for fact in facts(JULY, declared__x=4)]),
        facts=roles,
    )


def test_a_share_that_was_typed_in_rounded_is_the_same_where_the_computed_one_rounds_to_it():
    computed = facts(shown=TRUNCATED, unit="%", share="0.9589")

    def wrong(value: str, **shown) -> list[Disagreement]:
        typed = [
            fact | {"measure": "share"}
            for fact in facts(shown=SHOWN | {"percent": True} | shown, unit="%", declared__x=value)
        ]
        return found("measure", document(computed, typed), facts={"facts": "**"})

    assert (
        not wrong("0.95") and not wrong("0.96") and not wrong("0.959", digits=1)
    )  # cut off as the meeting prints it, rounded as it declares itself
    assert wrong("0.94") and wrong("0.957", digits=1)


def test_a_declared_figure_is_compared_with_a_measure_that_has_no_day():
    typed = [fact | {"measure": "members"} for fact in facts(declared__x=22)]
    assert pair(found("measure", document(facts(None, members=21), typed), facts={"facts": "**"})[0]) == ("21", "22")
    assert pair(found("same", document(facts(None, members=21), typed), facts={"facts": ["members"]})[0]) == (
        "21",
        "22",
    )


def test_a_measure_with_another_value_on_another_day_is_said():
    roles = {"facts": ["award", "now"]}
    (told,) = found("dates", document(facts(JULY, award=12), facts(now=26)), "warning", facts=roles)
    assert pair(told) == ("12", "26") and "109-07-31" in told.one.label and "109-10-31" in told.other.label
    assert not found("dates", document(facts(JULY, award=26), facts(now=26)), facts=roles)


def test_platinum_is_at_most_gold_and_gold_at_most_tested():
    roles = {"ascending": ["platinum/{day}", "gold/{day}", "tested/{day}"]}
    assert not found("order", document(facts(platinum_in_x=1, gold_in_x=2, tested_in_x=2)), facts=roles)
    doc = document(facts(platinum_in_x=3, gold_in_x=2, tested_in_x=2))
    assert [wrong.id for wrong in found("order", doc, facts=roles)] == ["i/x/gold/x"]


def test_figures_of_two_days_are_not_put_in_order():
    assert not found("order", document(facts(gold=2), facts(JULY, tested=1)), facts={"ascending": ["gold", "tested"]})


def test_a_share_follows_from_its_counts_under_the_rounding_it_declares():
    roles = {"share": "share", "part": "gold", "whole": "tested"}
    counts = facts(gold=2385, tested=2487)
    assert not found("share", document(counts, facts(shown=TRUNCATED, share=0.95)), facts=roles)
    (wrong,) = found("share", document(counts, facts(shown=SHOWN | {"percent": True}, share=0.95)), facts=roles)
    assert pair(wrong) == ("95%", "95.90%")
    assert not found("share", document(facts(gold=0, tested=0), facts(shown=TRUNCATED, share=None)), facts=roles)
    assert found("share", document(facts(gold=0, tested=0), facts(shown=TRUNCATED, share=1)), facts=roles)


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from(["truncate", "half_up"]), st.integers(0, 3))
def test_a_share_that_was_computed_and_printed_always_holds_and_one_step_away_never_does(part, whole, rounding, digits):
    roles = {"share": "share", "part": "part", "whole": "whole"}
    shown = SHOWN | {"percent": True, "rounding": rounding, "digits": digits}
    counts = facts(part=part, whole=whole)
    exact = Unit("%", **shown).shown(Decimal(part) / whole)
    assert not found("share", document(counts, facts(shown=shown, share=exact)), facts=roles)
    assert found(
        "share", document(counts, facts(shown=shown, share=exact + Decimal(1).scaleb(-2 - digits))), facts=roles
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=12), st.integers(-5, 5))
def test_a_sum_holds_exactly_where_nothing_is_added(parts, change):
    doc = document(facts(total=sum(parts) + change), facts(**{f"part_in_{at}": part for at, part in enumerate(parts)}))
    wrong = found("sum", doc, facts={"total": "total", "plus": "part/*"})
    assert [finding.difference for finding in wrong] == ([change] if change else [])


def test_a_total_is_what_it_was_before_rounding():
    roles = {"rounded": "total", "exact": "before"}
    before = facts(shown=SHOWN | {"digits": 1}, before="106.2")
    assert not found("rounded", document(facts(total=106), before), facts=roles)
    assert pair(found("rounded", document(facts(total=107), before), facts=roles)[0]) == ("107", "106")


def test_a_number_of_units_is_how_many_have_more_than_nothing_on_its_day():
    roles = {"total": "units", "parts": "part/*"}
    assert not found(
        "number", document(facts(units=1, part_in_a=3, part_in_b=0), facts(JULY, part_in_c=2)), facts=roles
    )
    assert found("number", document(facts(units=2, part_in_a=3, part_in_b=0)), facts=roles)


CATALOGUE = {
    "input": "catalogue",
    "file": "catalogue.csv",
    "sheet": "",
    "columns": ["識別碼", "上架日期", "品質檢測"],
    "rows": [
        [2, "a", "104-01-31", "金"],
        [3, "b", "104-02-01", "金"],
        [4, "c", "109-10-31", "無(白名單)"],
        [5, "d", "109-10-31", ""],
        [6, "e", "109-11-01", "金"],
    ],
}
QUALITY = {
    "input": "quality",
    "file": "quality.csv",
    "sheet": "",
    "columns": ["識別碼"],
    "rows": [[2, "B"], [3, "d"], [4, "x"]],
}
TESTED = dict(
    facts={"fact": "tested"},
    table="catalogue",
    key="識別碼",
    where=[
        Condition(column="上架日期", since="104-02-01", until="as_of"),
        Condition(column="品質檢測", without=["無(白名單)"], or_blank=True),
    ],
)


def counted_tests(value, rows):
    counted = {
        "rows": [{"file": "quality.csv", "sheet": "", "rows": rows}],
        "derivation": {"operator": "count", "rows": [{"file": "quality.csv", "sheet": "", "rows": rows}]},
    }
    return document([fact | counted for fact in facts(tested=value)], tables=(CATALOGUE, QUALITY))


def test_tested_are_those_listed_since_104_02_01_without_the_whitelisted_and_the_missing_row_is_named():
    assert not found("recount", counted_tests(2, "2-3"), **TESTED)
    (wrong,) = found("recount", counted_tests(1, "2"), **TESTED)
    assert pair(wrong) == ("1", "2") and compared.rows_text(wrong.rows) == " catalogue.csv 第 5 列"


def test_a_figure_that_an_earlier_packet_told_is_not_counted_again():
    doc = document(facts(tested=1), tables=(CATALOGUE, QUALITY))
    assert not found("recount", doc, **TESTED)


RESOLUTIONS = {
    "input": "resolutions",
    "file": "resolutions.csv",
    "sheet": "",
    "columns": ["會議", "決議編號", "期限", "完成日期", "列管建議", "解除列管會議"],
    "rows": [
        [2, "5-2", "一", "109-11-30", "", "建議解除列管", ""],  # closed before its due date, and not done
        [3, "5-2", "二", "109-11-30", "109-10-01", "建議解除列管", ""],  # done before its due date
        [4, "5-2", "三", "109-09-30", "", "建議解除列管", ""],  # its day is past: for the follow-up to say
        [5, "5-2", "四", "109-11-30", "", "建議繼續列管", ""],
        [6, "5-1", "五", "109-11-30", "", "建議解除列管", "5-2"],  # an earlier meeting decided it
    ],
}


def test_a_resolution_closed_before_its_due_date_is_not_done(book):
    closed = next(identity for identity in book.identities if identity.id == "closed-early")
    doc = document(facts(follow_up__tracked=4), tables=(RESOLUTIONS,))
    told = reconcile.reconcile(doc, Identities(title="t", source="s", identities=[closed]))[0]
    assert [(one.id, one.severity, compared.rows_text(one.rows)) for one in told] == [
        ("closed-early/5-2決議一", "warning", " resolutions.csv 第 2 列")
    ]
    assert pair(told[0]) == ("109-11-30", "109-10-31")


def section(*cells: dict) -> dict:
    return {
        "id": "10-a",
        "number": "一",
        "title": "甲",
        "target": "s-10-a",
        "blocks": [
            {"kind": "prose", "runs": list(cells)},
            {"kind": "table", "id": "t-1", "number": "表 1", "rows": []},
        ],
    }


def test_references_land():
    assert not found(
        "land", document(sections=[section({"text": "表 1", "target": "t-1"}, {"text": "「甲」", "target": "s-10-a"})])
    )
    (wrong,) = found("land", document(sections=[section({"text": "表 2", "target": "t-2"})]))
    assert wrong.id == "i/t-2" and wrong.one.printed == "表 2"


def test_every_place_that_carries_a_figure_prints_it():
    assert not found("cells", document(facts(a=5), sections=[section({"text": "5", "fact": "F-0001"})]))
    (wrong,) = found("cells", document(facts(a=5), sections=[section({"text": "6", "fact": "F-0001"})]))
    assert pair(wrong) == ("5", "6")


def test_a_figure_is_what_its_derivation_gives_and_printed_as_its_unit_prints_it():
    a, b, total = facts(a=1, b=2, total=3)
    total["derivation"] = {"operator": "+", "of": [{"fact": "F-0001"}, {"fact": "F-0002"}]}
    doc = document([a, b, total])
    assert not found("derived", doc, facts={"facts": "**"}) and not found("shown", doc, facts={"facts": "**"})
    total |= {"value": "4", "printed": "3"}
    doc = document([a, b, total])
    assert pair(found("derived", doc, facts={"facts": "**"})[0]) == ("3", "3")
    assert pair(found("shown", doc, facts={"facts": "**"})[0]) == ("3", "4")


def test_the_rows_that_only_one_side_counts_explain_a_difference():
    rows = [{"rows": [{"file": "c.csv", "sheet": "", "rows": numbers}]} for numbers in ("2-5,9", "2-5")]
    (wrong,) = found(
        "same",
        document([fact | more for fact, more in zip(facts(a=5, b=4), rows, strict=True)]),
        facts={"facts": ["a", "b"]},
    )
    assert compared.rows_text(wrong.rows) == " c.csv 第 9 列"


# -- the rulebook ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{id: a, kind: som, severity: error, says: x, facts: {}}", "som"),
        ("{id: a, kind: sum, severity: error, says: x, facts: {total: [a]}}", "facts.plus"),
        ("{id: a, kind: sum, severity: error, says: x, facts: {total: [a], plus: [b], parts: [c]}}", "facts.parts"),
        ("{id: a, kind: recount, severity: error, says: x, facts: {fact: [a]}}", "table"),
        ("{id: a, kind: same, severity: fatal, says: x, facts: {facts: [a]}}", "fatal"),
        ("{id: a, kind: same, severity: error, says: x, fact: {facts: [a]}}", '"fact"'),
    ],
)
def test_what_is_wrong_with_an_identity_is_said(tmp_path, entry, says):
    path = tmp_path / "identities.yaml"
    path.write_text(f"title: t\nsource: s\nidentities:\n  - {entry}\n", "utf-8")
    with pytest.raises(ConfigError, match=re.escape(says)):
        identities.read(path)


def test_an_id_stands_once(tmp_path):
    entry = "  - {id: a, kind: same, severity: error, says: x, facts: {facts: [a]}}\n"
    (tmp_path / "i.yaml").write_text(f"title: t\nsource: s\nidentities:\n{entry}{entry}", "utf-8")
    with pytest.raises(ConfigError, match="twice"):
        identities.read(tmp_path / "i.yaml")


# -- errors stop, reasons let stand --------------------------------------------------------------------------------------------


def finding(id="total/x", severity="error") -> Disagreement:
    unit = Unit("項")
    return Disagreement(
        id,
        severity,
        "只有一個數值。",
        Side("累計", "3,159", Decimal(3159), unit, "F-0026", place="三、盤點，表 3"),
        Side("推動成果", "3,156", Decimal(3156), unit, "F-1361", place="表 80"),
    )


def test_Q01_an_error_stops_publication_and_names_both_figures_their_places_the_difference_and_what_to_do():
    with pytest.raises(RunError) as stopped:
        with_reasons([finding()], (), "m.yaml")
    message = str(stopped.value)
    assert message.startswith("Q01")
    for part in ("3,159", "三、盤點，表 3", "F-0026", "3,156", "表 80", "difference of 3", "{id: total/x, reason: …}"):
        assert part in message


def test_an_error_says_where_a_person_typed_the_figure_and_which_acceptance_may_be_mistyped():
    typed = dataclasses.replace(finding(), other=dataclasses.replace(finding().other, origin="programme.csv 第 17 列"))
    with pytest.raises(RunError) as stopped:
        with_reasons([typed], (Accepted(id="totl/x", reason="舊。"),), "m.yaml")
    assert "(typed in: programme.csv 第 17 列)" in str(stopped.value)
    assert 'Q02 m.yaml "accepted": accepted "totl/x" fits nothing that disagrees. Did you mean "total/x"?' in str(
        stopped.value
    )


def test_an_accepted_error_is_let_stand_with_its_reason_and_a_warning_needs_none():
    settled = with_reasons(
        [finding(), finding("b", "warning")], (Accepted(id="total/x", reason="兩頁不同。"),), "m.yaml"
    )
    assert [one.reason for one in settled] == ["兩頁不同。", ""]


def test_Q02_a_reason_that_outlives_what_it_explains_is_told():
    found = [finding(severity="warning")]
    assert list(idle_reasons(found, (Accepted(id="total/x", reason="兩頁不同。"),), "m.yaml")) == []
    (mistyped, old) = map(
        str, idle_reasons(found, (Accepted(id="totl/x", reason="舊。"), Accepted(id="zzz", reason="舊。")), "m.yaml")
    )
    assert mistyped == 'Q02 m.yaml "accepted": accepted "totl/x" fits nothing that disagrees. Did you mean "total/x"?'
    assert old.endswith("The figures agree now, or are not in this packet: delete it if it is not needed.")


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
    mistyped, other_day = map(
        str, idle_figures(typed, {"facts": [*document(facts(inventory__total=5))["facts"], *typed]}, book, "m.yaml")
    )
    assert mistyped.startswith("Q03") and "乙" in mistyped and mistyped.endswith('Did you mean "inventory.total"?')
    assert "丙" in other_day and other_day.endswith("That figure is of 109-10-31.")


# -- the section -----------------------------------------------------------------------------------------------------------------


def reported(root, doc, declared=(), accepted=()):
    """The document with the section, and the report that made it."""
    params = SimpleNamespace(
        rulebooks=SimpleNamespace(identities=root / "params" / "rules" / "identities.yaml"),
        declared=dict(declared),
        accepted=accepted,
        numbers=SimpleNamespace(thousands=","),
        path=SimpleNamespace(name="m.yaml"),
    )
    doc |= {"meeting": {"part": "", "as_of_text": "資料統計至 109-10-31"}}
    report = reconcile.report(doc, params)
    report.into(doc)
    return doc, report


def test_where_all_agree_one_sentence_says_how_much_was_checked(root):
    doc, report = reported(root, document(facts(inventory__total=5), sections=[section()]))
    *_, last = doc["sections"]
    assert (last["number"], last["target"], len(last["blocks"])) == ("二", "s-99-reconciliation", 1)
    assert last["blocks"][0]["runs"][-1]["text"] == "沒有不一致者。" and report.found == ()


def test_a_finding_is_printed_with_both_figures_their_places_the_difference_and_the_reason(root):
    carried = section({"text": "3,159", "fact": "F-0001"})
    other = DeclaredFigure(
        value=Decimal(3156),
        unit="項",
        as_of=parse_date("109-10-31"),
        source="推動成果報告",
        measure="inventory.total",
        label="累計（成果）",
        where="成果第 3 頁",
    )
    total = [fact | {"places": [{"text": "一、甲，內文", "target": "s-10-a"}]} for fact in facts(inventory__total=3159)]
    doc = document(total, sections=[carried])
    doc, _ = reported(
        root, doc, {"of_results": other}, (Accepted(id="total/declared.of_results", reason="兩頁不同。"),)
    )
    prose, wrong, declared = doc["sections"][-1]["blocks"]
    assert (wrong["number"], declared["number"]) == ("表 2", "表 3")
    (row,) = wrong["rows"]
    texts = [cell["text"] for cell in row["cells"]]
    assert texts[:5] == ["inventory.total（一、甲，內文）", "3,159", "累計（成果）（成果第 3 頁）", "3,156", "3"]
    assert "兩頁不同。" in texts[5] and texts[6] == "total/declared.of_results"
    assert [cell["text"] for cell in declared["rows"][0]["cells"]] == [
        "累計（成果）",
        "3,156",
        "項",
        "109-10-31",
        "推動成果報告",
        "成果第 3 頁",
    ]


def test_the_figures_of_the_section_are_facts_with_derivations(root):
    small = document(facts(inventory__total=3, inventory__category_in_a=1, inventory__category_in_b=1))
    doc, _ = reported(root, small, accepted=(Accepted(id="category-parts", reason="試。"),))
    by_id = {fact["id"]: fact for fact in doc["facts"]}
    called = {
        cell["fact"] for block in doc["sections"][-1]["blocks"] for cell in model.printed_cells(block) if "fact" in cell
    }
    assert called <= by_id.keys() and len(by_id) == len(doc["facts"])
    expected = next(fact for fact in doc["facts"] if fact["name"] == "reconcile.expected/category-parts")
    assert (expected["printed"], expected["operands"]) == ("2", ["F-0002", "F-0003"])
    for fact in doc["facts"]:
        assert format(derivation.evaluate(fact["derivation"], by_id, derivation.Tables(())), "f") == fact["value"]


# -- the reference deck ----------------------------------------------------------------------------------------------------------

STATISTICS, PLATINUM, AWARD = "109-10-31", "109-11-05", "109-07-31"
ENDS = {"05": "31", "10": "31"}


@pytest.fixture(scope="module")
def deck(shared) -> dict[str, DeclaredFigure]:
    """Every figure that the published deck prints and an identity speaks of, as a person would declare it."""
    printed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))
    figures: dict[str, DeclaredFigure] = {}

    def table(name):
        with (shared / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def declare(measure, value, where, as_of=STATISTICS, unit="項", label=None):
        figures[f"f{len(figures)}"] = DeclaredFigure(
            value=Decimal(str(value)),
            unit=unit,
            as_of=parse_date(as_of),
            source="公開的會議資料",
            measure=measure,
            label=label or measure,
            where=where,
        )

    inventory = printed["inventory"]
    declare("inventory.total", inventory["opened_as_of_109_10"], "資料盤點", label="累計開放資料集")
    declare("inventory.total", inventory["opened_as_of_109_10_in_outcomes"], "推動成果", label="累計開放資料集")
    declare("inventory.previous_total", inventory["opened_102_to_108"], "資料盤點", "108-12-31")
    declare(
        "inventory.growth", inventory["planned_109"], "資料盤點", label="109 年已開放"
    )  # one number on the page for what was planned and what was opened
    declare("programme/planned_109", inventory["planned_109"], "資料盤點", label="109 年預計開放")
    declare("plan.before", inventory["opened_first_half_109"], "預計開放資料")
    declare("plan.period", inventory["planned_second_half_109"], "預計開放資料")
    declare("plan.year", inventory["planned_year_109_by_end_of_november"], "預計開放資料")
    declare("ministries.rank", inventory["rank_among_ministries"], "資料盤點", unit="名")
    for row in table("inventory_by_category"):
        declare(f"inventory.category/{row['category']}", row["datasets"], "服務分類")
    for row in table("planned_by_agency"):
        declare(f"plan.period/{row['agency']}", row["datasets"], "預計開放資料")
    for row in table("gold_label_series"):
        day = f"{row['period']}-{ENDS[row['period'][-2:]]}"
        declare(f"quality.tested/{day}", row["checked"], "品質提升", day)
        declare(f"quality.gold/{day}", row["gold"], "品質提升", day)
        declare(f"quality.gold_share/{day}", row["printed_share"].rstrip("%"), "品質提升", day, "%")
    quality = printed["quality"]
    declare(f"quality.tested/{STATISTICS}", quality["checked_109_10"], "品質提升")
    declare(f"quality.gold/{STATISTICS}", quality["gold_109_10"], "品質提升")
    declare("quality.whitelisted", quality["whitelisted_工業局"], "品質提升")
    declare(f"quality.platinum/{PLATINUM}", quality["platinum_109_11_05"], "白金標章", PLATINUM)
    for row in table("platinum_by_unit"):
        declare(f"quality.platinum_by_unit/{PLATINUM}/{row['unit']}", row["platinum"], "白金標章", PLATINUM)
    apis = table("oas_certified_apis")
    declare(f"oas/{STATISTICS}", sum(int(row["at_meeting"]) for row in apis), "品質提升")
    for row in apis:
        declare(f"oas/{STATISTICS}/{row['unit']}", row["at_meeting"], "品質提升")
        declare(f"oas/{AWARD}/{row['unit']}", row["at_award_date"], "獎勵活動", AWARD)
    award = printed["gold_award_109"]
    for measure, key in (
        ("tested", "datasets"),
        *((same, same) for same in ("gold", "silver", "bronze", "platinum", "oas_certified")),
    ):
        declare(f"award.{measure}", award[key], "獎勵活動", AWARD)
    for measure, key in (
        ("before_rounding", "total_before_rounding"),
        ("award_last_year", "last_year"),
        *((s, s) for s in ("dataset_score", "platinum_bonus", "oas_bonus", "total", "progress")),
    ):
        declare(
            "declared.award_last_year" if key == "last_year" else f"award.{measure}",
            award[key],
            "獎勵活動",
            AWARD,
            "分",
        )
    competition = printed["competition"]
    declare("competition.entries", competition["entries_104_to_109"], "推廣")
    declare("competition.awards", competition["awards_104_to_109"], "推廣")
    declare("competition.eligible/109", competition["eligible_109"], "推廣")
    winners = [row["year"] for row in table("competition_winners")]
    for year in dict.fromkeys(winners):
        declare(f"competition.awards/{year}", winners.count(year), "推廣")
    requests = printed["requests"]
    for measure, key in (
        ("requests.total", "total"),
        ("requests.outcome/已開放", "opened"),
        ("requests.outcome/無法開放", "not_opened"),
    ):
        declare(measure, requests[key], "民間需求", unit="件")
    growth = printed["outcomes"]["local_growth"]
    declare("programme/local_from", growth["from"], "推動成果", f"{growth['from_month']}-31")
    declare("programme/local_to", growth["to"], "推動成果", f"{growth['to_month']}-31")
    declare("programme/local_growth", growth["printed"], "推動成果", f"{growth['to_month']}-31", "倍")
    minutes = [
        sum(int(h) * 60 + int(m) for h, m in [item["end"].split(":")])
        - sum(int(h) * 60 + int(m) for h, m in [item["start"].split(":")])
        for item in printed["agenda"]
    ]
    for item, length in zip(printed["agenda"], minutes, strict=True):
        declare(f"agenda.minutes/{item['item']}", length, "議程", unit="分鐘")
    declare("agenda.span", 110, "議程", unit="分鐘")  # from 14:00 to 15:50
    return figures


def test_the_reference_decks_eight_disagreements_are_found_and_nothing_else(deck, book, shared):
    listed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))["discrepancies"]
    told, made = reconcile.reconcile(document(declared_facts(deck)), book)
    expected = {  # in the order of the list: what is printed, and elsewhere
        "inventory total": {"3,159", "3,156"},
        "inventory total, by categories": {"3,159", "3,158"},
        "opened in 109 so far": {"119", "127"},
        "planned for 109": {"119", "168"},
        "gold share 107-10": {"95%", "95.90%"},
        "OAS certified": {"12", "26"},
        "platinum": {"503", "598"},
        "growth of local open data": {"4.3", "4.05"},
    }
    assert len(listed) == len(expected) == 8
    for one, printed in zip(listed, expected.values(), strict=True):
        assert str(one["printed"]).replace("3159", "3,159") in printed
    assert sorted(map(sorted, map(pair, told))) == sorted(map(sorted, expected.values()))
    places = {finding.one.place for finding in told} | {finding.other.place for finding in told}
    assert {"資料盤點", "推動成果", "品質提升", "白金標章", "獎勵活動"} <= places
    assert made > 50


def test_what_holds_in_the_reference_deck_is_really_asked(deck, book):
    """598, 92, 76 + 92 = 168, 106.2 → 106, 20 prizes, 110 minutes: change each, and it is found."""
    every = document(declared_facts(deck))["facts"]
    for measure in (
        f"quality.platinum/{PLATINUM}",
        "plan.period",
        "plan.before",
        "award.before_rounding",
        "award.total",
        "competition.awards",
        "agenda.span",
    ):
        changed = [fact if fact["measure"] != measure else plus_one(fact) for fact in every]
        told, _ = reconcile.reconcile({"facts": changed}, book)
        assert len(told) > 8, measure


# -- both meetings -----------------------------------------------------------------------------------------------------------------


def plus_one(fact: dict) -> dict:
    return with_value(fact, Decimal(fact["value"]) + 1)


def with_value(fact: dict, value: Decimal) -> dict:
    return {
        **fact,
        "value": format(value, "f"),
        "absence": None,
        "printed": Unit(fact["unit"], **fact["shown"]).text(value),
    }


@pytest.fixture(scope="module", params=["moea-6-1", "moea-5-2"])
def built(request, document_of) -> dict:
    """The document of a meeting's packet, before the reconciliation adds to it."""
    folder = request.getfixturevalue({"moea-6-1": "reference", "moea-5-2": "earlier"}[request.param])
    return document_of(folder) | {"name": request.param}


def test_the_computed_packets_have_no_error_that_their_parameters_do_not_explain(built, book, root):
    from reportlib.meeting.params import Params

    told, _ = reconcile.reconcile(built, book)
    accepted = {one.id for one in Params.read(root / "params" / f"{built['name']}.yaml").accepted}
    assert {finding.id for finding in told if finding.severity == "error"} == accepted


def test_the_dataset_without_a_category_is_named_by_its_row(built, book):
    told, _ = reconcile.reconcile(built, book)
    (one,) = (finding for finding in told if finding.id.startswith("categorised/"))
    blank = next(fact for fact in built["facts"] if fact["name"] == "inventory.category/未填分類")
    assert [{"file": rows.file, "sheet": rows.sheet, "rows": rows.ranges()} for rows in one.rows] == blank[
        "rows"
    ] and one.difference == 1


def test_no_section_by_itself_has_an_error(built, book):
    """A partial packet has the facts of its sections only: no identity may take the rest for missing."""
    for section in built["sections"]:
        carried = {cell["fact"] for _, _, cell in model.printed_places({"sections": [section]}) if "fact" in cell}
        by_id = {fact["id"]: fact for fact in built["facts"]}
        waiting, kept = sorted(carried), {}
        while waiting:
            fact = by_id[waiting.pop()]
            if fact["id"] not in kept:
                kept[fact["id"]] = fact
                waiting += fact["operands"]
        alone = {
            "facts": [fact for fact in built["facts"] if fact["id"] in kept],
            "tables": built["tables"],
            "sections": [section],
        }
        checked = Identities(
            title="t", source="s", identities=[one for one in book.identities if one.kind not in ("land",)]
        )
        told, _ = reconcile.reconcile(alone, checked)
        whole = {finding.id for finding in reconcile.reconcile(built, book)[0]}
        assert {finding.id for finding in told if finding.severity == "error"} <= whole, section["id"]


# -- mutation score ----------------------------------------------------------------------------------------------------------------

OWN = {
    "derived",
    "shown",
    "cells",
}  # kinds that hold a figure against its own derivation and places, not against other figures


def changed(check: compared.Check, fact: dict) -> compared.Check:
    """The check with one of its facts replaced, to ask what a change would do."""
    roles = {
        role: tuple(fact if one["id"] == fact["id"] else one for one in facts) for role, facts in check.roles.items()
    }
    return dataclasses.replace(check, roles=roles)


def in_place_of(world: World, fact: dict) -> World:
    return dataclasses.replace(world, facts=ChainMap({fact["id"]: fact}, world.facts))


class Mutations:
    """What changing one fact of a document would make reconcile find, asking only the checks that speak of it."""

    def __init__(self, document: dict, book: Identities):
        self.world = World.of(document)
        self.checks: dict[str, list[compared.Check]] = defaultdict(list)
        self.before: dict[int, set[str]] = {}
        for check in identities.checks(book, document["facts"]):
            if check.identity.kind not in ("cells", "land"):
                spoken_of = {fact["id"] for facts in check.roles.values() for fact in facts}
                if check.identity.kind == "derived":
                    spoken_of |= set(operands_of(check.first("facts")["derivation"]))
                for number in spoken_of:
                    self.checks[number].append(check)
                self.before[id(check)] = {finding.id for finding in reconcile.findings(check, self.world)}
        self.texts: dict[str, set[str]] = defaultdict(set)
        for _, _, cell in model.printed_places(document):
            if "fact" in cell:
                self.texts[cell["fact"]].add(cell["text"])

    def caught(self, fact: dict) -> set[str]:
        """By what: ``identity`` (other figures), ``derived``, ``shown`` or ``cells``."""
        world = in_place_of(self.world, fact)
        by = {"cells"} if self.texts[fact["id"]] - {fact["printed"]} else set()
        for check in self.checks[fact["id"]]:
            kind = check.identity.kind if check.identity.kind in OWN else "identity"
            if (
                kind not in by
                and {finding.id for finding in reconcile.findings(changed(check, fact), world)} - self.before[id(check)]
            ):
                by.add(kind)
        return by


def changed_at_random(fact: dict, families: dict[str, list[dict]], chance: random.Random) -> dict:
    """One step up or down (1 of a count, 0.1 of points, the last digit of a share), or the value of a neighbour; 0 of what was not provided."""
    if fact["value"] is None:
        return with_value(fact, Decimal(0))
    value, shown = Decimal(fact["value"]), fact["shown"]
    others = [
        other for other in families[family(fact)] if other["value"] is not None and Decimal(other["value"]) != value
    ]
    if others and chance.random() < 0.3:
        return with_value(fact, Decimal(chance.choice(others)["value"]))
    step = Decimal(1).scaleb(-shown["digits"] - (2 if shown["percent"] else 0))
    return with_value(fact, value + step * (1 if value < step or chance.random() < 0.5 else -1))


def family(fact: dict) -> str:
    head, _, tail = fact["name"].rpartition("/")
    return f"{head}/{tail.partition('.')[2]}" if head else fact["name"]


def test_changing_any_single_figure_is_caught(built, book, capsys, record_property):
    """The mutation score: the share of figures whose change is found, by other figures alone and with everything that is checked."""
    begun = time.process_time()
    chance, families = random.Random(1), defaultdict(list)
    for fact in built["facts"]:
        families[family(fact)].append(fact)
    mutations = Mutations(built, book)
    caught = {fact["id"]: mutations.caught(changed_at_random(fact, families, chance)) for fact in built["facts"]}
    every = len(caught)
    typed = [
        fact["id"]
        for fact in built["facts"]
        if fact["derivation"].get("operator") == "declared" and not fact["derivation"].get("rows")
    ]
    shares = {
        "by other figures alone": sum("identity" in by for by in caught.values()) / every,
        "with re-derivation": sum(bool(by & {"identity", "derived"}) for by in caught.values()) / every,
        "with the printed places, without re-derivation": sum(
            bool(by & {"identity", "cells"}) for by in caught.values()
        )
        / every,
        "by everything": sum(bool(by) for by in caught.values()) / every,
    }
    for name, share in shares.items():
        record_property(f"mutation score {built['name']} {name}", f"{share:.1%}")
    with capsys.disabled():
        said = ", ".join(f"{share:.1%} {name}" for name, share in shares.items())
        only_own = sum("identity" not in caught[number] for number in typed)
        print(
            f"\nmutation score {built['name']}: {every} figures, {said}; {len(typed)} typed in, of which {only_own} are held against their own entry only"
        )
    assert time.process_time() - begun < 30
    assert shares["by everything"] >= 0.95 and shares["with re-derivation"] >= 0.95
