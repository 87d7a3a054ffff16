"""The section 「數字核對」: what it prints, and that its figures are facts."""

from decimal import Decimal
from types import SimpleNamespace

from reportlib.document import model, reconcile
from reportlib.facts import derivation
from reportlib.meeting.param_choices import Accepted, DeclaredFigure
from reportlib.roc import parse_date
from tests.support.figures import document, facts, section


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
