"""A fact as a document and ``facts.json`` keep it: read and written without a change."""

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pytest

from reportlib.facts.facts import Fact, Rows, Unit
from reportlib.facts.record import FactPlace, FactRecord, RowSpan, record_of

# As a build writes it, key by key in this order.
SHARE = """{
 "id": "F-0003",
 "name": "quality.gold_share",
 "label": "金標章占比",
 "value": "0.3333",
 "absence": null,
 "unit": "%",
 "shown": {
  "digits": 0,
  "rounding": "truncate",
  "percent": true,
  "thousands": ",",
  "trim": false
 },
 "printed": "33%",
 "as_of": "2020-10-31",
 "rule": "無條件捨去",
 "filter": "標章為「金」",
 "derivation": {
  "operator": "÷",
  "of": [
   {
    "fact": "F-0002"
   },
   {
    "fact": "F-0001"
   }
  ]
 },
 "formula": "(金標章 ÷ 累計)",
 "operands": [
  "F-0002",
  "F-0001"
 ],
 "rows": [
  {
   "file": "catalogue.csv",
   "sheet": "",
   "rows": "2-3,5"
  }
 ],
 "places": [
  {
   "text": "六、資料品質，表 9",
   "target": "t-9"
  }
 ]
}"""


def written(fact: FactRecord) -> str:
    return json.dumps(fact.as_json(), ensure_ascii=False, indent=1)


def test_a_fact_of_facts_json_is_written_again_as_it_was():
    fact = FactRecord.of(json.loads(SHARE))
    assert written(fact) == SHARE
    assert (fact.number, fact.day, fact.unit_of.text(fact.known)) == (Decimal("0.3333"), date(2020, 10, 31), "33%")
    assert fact.rows == (RowSpan("catalogue.csv", "", "2-3,5"),)


def test_a_declared_figure_says_what_it_tells_and_where_before_its_places():
    data = json.loads(SHARE)
    places = data.pop("places")
    declared = data | {"measure": "quality.gold_share", "where": "第 3 頁", "places": places}
    assert written(FactRecord.of(declared)) == json.dumps(declared, ensure_ascii=False, indent=1)
    assert FactRecord.of(declared).called == "quality.gold_share" and FactRecord.of(data | {"measure": ""}).called


def test_what_a_version_did_not_keep_yet_is_empty_and_what_this_one_does_not_know_is_left_out():
    data = json.loads(SHARE)
    del data["filter"], data["formula"], data["places"]
    fact = FactRecord.of(data | {"colour": "綠"})
    assert (fact.filter, fact.formula, fact.places) == ("", "", ()) and "colour" not in fact.as_json()


@pytest.mark.parametrize("key", ["name", "value", "derivation", "operands", "rows"])
def test_what_is_no_fact_is_refused(key):
    data = json.loads(SHARE)
    del data[key]
    with pytest.raises((KeyError, TypeError)):
        FactRecord.of(data)


def test_a_computed_fact_is_kept_with_its_operands_by_name_and_no_number_yet():
    one = Fact(
        Decimal(2), Unit("項"), "a", "甲", date(2020, 10, 31), rows=(Rows("c.csv", "", (2, 3)),), operator="count"
    )
    kept = record_of((one + one).named("b", "乙"))
    data = kept.as_json()
    assert (data["value"], data["operands"], data["formula"], data["rows"]) == ("4", ["a", "a"], "(甲 + 甲)", [])
    assert data["derivation"] == {"operator": "+", "of": [{"fact": "a"}, {"fact": "a"}]}
    assert list(data) == [key for key in json.loads(SHARE) if key not in ("id", "places")]
    assert FactRecord.of(json.loads(json.dumps(data))) == kept


def test_a_fact_is_never_changed_another_is_made():
    fact = FactRecord.of(json.loads(SHARE))
    moved = fact.with_(places=(FactPlace("一、甲，表 1", "t-1"),))
    assert written(fact) == SHARE and moved.places[0].target == "t-1"
    with pytest.raises(dataclasses.FrozenInstanceError):
        fact.label = "乙"
