"""Each kind of identity on small examples: what it finds, and what it lets pass."""

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.document import compared, reconcile
from reportlib.document.compared import Disagreement
from reportlib.document.row_sides import half_year_of
from reportlib.facts.facts import Rows, Unit
from reportlib.facts.record import RowSpan
from reportlib.meeting.identity_rules import Condition, Identities, Identity
from tests.support.figures import JULY, SHOWN, TRUNCATED, document, facts, pair, section


def found(kind: str, doc: dict, severity="error", **more) -> list[Disagreement]:
    """What one identity finds in a document."""
    roles = {
        role: [patterns] if isinstance(patterns, str) else patterns for role, patterns in more.pop("facts", {}).items()
    }
    identity = Identity(id="i", kind=kind, severity=severity, says="應一致。", facts=roles, **more)
    return reconcile.reconcile(doc, Identities(title="t", source="s", identities=[identity]))[0]


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
    doc = document([fact.with_(label="預計開放") for fact in facts(a=119, b=168)])
    (wrong,) = found("label", doc, facts={"facts": "**"})
    assert pair(wrong) == ("119", "168")
    assert not found("label", document(facts(a=119, b=168)), facts={"facts": "**"})


def test_a_declared_figure_is_compared_with_the_measure_it_tells():
    roles = {"facts": "**"}
    doc = document(facts(total=5), [fact.with_(measure="total") for fact in facts(declared__x=4)])
    assert pair(found("measure", doc, facts=roles)[0]) == ("5", "4")
    assert not found(
        "measure",
        document(facts(total=5), [fact.with_(measure="total") for fact in facts(JULY, declared__x=4)]),
        facts=roles,
    )


def test_a_share_that_was_typed_in_rounded_is_the_same_where_the_computed_one_rounds_to_it():
    computed = facts(shown=TRUNCATED, unit="%", share="0.9589")

    def wrong(value: str, **shown) -> list[Disagreement]:
        typed = [
            fact.with_(measure="share")
            for fact in facts(shown=SHOWN | {"percent": True} | shown, unit="%", declared__x=value)
        ]
        return found("measure", document(computed, typed), facts={"facts": "**"})

    assert (
        not wrong("0.95") and not wrong("0.96") and not wrong("0.959", digits=1)
    )  # cut off as the meeting prints it, rounded as it declares itself
    assert wrong("0.94") and wrong("0.957", digits=1)


def test_a_declared_figure_is_compared_with_a_measure_that_has_no_day():
    typed = [fact.with_(measure="members") for fact in facts(declared__x=22)]
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
    span = RowSpan("quality.csv", "", rows)
    tree = {"operator": "count", "rows": [span.as_json()]}
    counted = [fact.with_(rows=(span,), derivation=tree) for fact in facts(tested=value)]
    return document(counted, tables=(CATALOGUE, QUALITY))


def test_tested_are_those_listed_since_104_02_01_without_the_whitelisted_and_the_missing_row_is_named():
    assert not found("recount", counted_tests(2, "2-3"), **TESTED)
    (wrong,) = found("recount", counted_tests(1, "2"), **TESTED)
    assert pair(wrong) == ("1", "2") and compared.rows_line(wrong.rows).text == " catalogue.csv 第 5 列"


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
    assert [(one.id, one.severity, compared.rows_line(one.rows).text) for one in told] == [
        ("closed-early/5-2決議一", "warning", " resolutions.csv 第 2 列")
    ]
    assert pair(told[0]) == ("109-11-30", "109-10-31")


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
    total = total.with_(derivation={"operator": "+", "of": [{"fact": "F-0001"}, {"fact": "F-0002"}]})
    doc = document([a, b, total])
    assert not found("derived", doc, facts={"facts": "**"}) and not found("shown", doc, facts={"facts": "**"})
    total = total.with_(value="4", printed="3")
    doc = document([a, b, total])
    assert pair(found("derived", doc, facts={"facts": "**"})[0]) == ("3", "3")
    assert pair(found("shown", doc, facts={"facts": "**"})[0]) == ("3", "4")


def test_the_rows_that_only_one_side_counts_explain_a_difference():
    rows = [(RowSpan("c.csv", "", numbers),) for numbers in ("2-5,9", "2-5")]
    (wrong,) = found(
        "same",
        document([fact.with_(rows=more) for fact, more in zip(facts(a=5, b=4), rows, strict=True)]),
        facts={"facts": ["a", "b"]},
    )
    assert compared.rows_line(wrong.rows).text == " c.csv 第 9 列" and "差在 c.csv 第 9 列。" in wrong.text()


def test_what_explains_a_difference_quotes_files_and_sheets_and_nothing_else():
    line = compared.rows_line((Rows("1999.csv", "10月", (2, 3, 5)), Rows("b.csv", "", (4, 6, 8, 10, 12))))
    assert line.text == " 1999.csv〔10月〕 第 2-3、5 列； b.csv 第 4、6、8、10 列等"
    assert [piece.text for piece in line.pieces if piece.author == "quoted"] == ["1999.csv", "10月", "b.csv"]


@pytest.mark.parametrize(
    ("key", "half"),
    [
        (("109-06-30",), (2020, False)),
        (("109-07-01",), (2020, True)),
        (("無",), None),
        (("",), None),
        (("109年上半年登載", "109-09-01"), (2020, False)),
        (("下半年登載", "109-02-01"), (2019, True)),  # the last that has begun
        (("下半年登載", "109-07-01"), (2020, True)),
        (("上半年登載", "109-07-01"), (2020, False)),
        (("上半年及下半年", "109-07-01"), None),
        (("資料登載", "109-07-01"), None),  # a text that names none
        (("上半年登載",), None),
        (("2020年下半年登載",), (2020, True)),
    ],
)
def test_the_half_year_of_a_key_is_the_one_it_names_or_the_one_of_its_day(key, half):
    assert half_year_of(key) == half


def test_a_sum_is_asked_only_where_every_part_that_it_needs_and_every_figure_it_is_given_for_is_there():
    def told(pattern, *, given=(), **values):
        roles = {"total": ["whole"], "plus": ["part/{unit}", pattern]} | ({"given": list(given)} if given else {})
        one = Identity(id="a", kind="sum", severity="error", says="x", facts=roles)
        book = Identities(title="t", source="s", identities=[one])
        return len(reconcile.reconcile(document(facts(whole=9, **values)), book)[0])

    assert told("rest", part_in_甲=5) == 0  # the rest is not in this packet
    assert told("rest?", part_in_甲=5) == 1
    assert told("rest", part_in_甲=5, rest=3) == 1 and told("rest", part_in_甲=5, rest=4) == 0
    assert told("rest?", given=["list"], part_in_甲=5) == 0  # nobody says that the parts are all of them
    assert told("rest?", given=["list"], part_in_甲=5, list=1) == 1
