"""The section 「數字核對」: what it prints, and that its figures are facts."""

import dataclasses
from decimal import Decimal
from types import SimpleNamespace

from reportlib.document import digits, reconcile
from reportlib.document.compared import Disagreement, Side
from reportlib.document.findings_section import section_of
from reportlib.document.reconcile import Report
from reportlib.facts import derivation
from reportlib.facts.facts import Unit
from reportlib.facts.record import FactPlace
from reportlib.meeting.param_choices import Accepted, DeclaredFigure
from reportlib.model import walk
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
        meeting=SimpleNamespace(own_among=lambda names: None),
    )
    report = reconcile.report(doc, params)
    return report.into(doc), report


def test_where_all_agree_one_sentence_says_how_much_was_checked(root):
    doc, report = reported(root, document(facts(inventory__total=5), sections=[section()]))
    *_, last = doc.sections
    assert (last.number, last.target, len(last.blocks)) == ("二", "s-99-reconciliation", 1)
    assert last.blocks[0].text.text.endswith(" 次，沒有不一致者。") and report.found == ()


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
    places = (FactPlace("一、甲，內文", "s-10-a"),)
    total = [fact.with_(places=places) for fact in facts(inventory__total=3159)]
    doc = document(total, sections=[carried])
    doc, _ = reported(
        root, doc, {"of_results": other}, (Accepted(id="total/declared.of_results", reason="兩頁不同。"),)
    )
    prose, wrong, declared = doc.sections[-1].blocks
    assert (wrong.number, declared.number) == ("佐證 1", "佐證 2")
    (row,) = wrong.rows
    texts = [cell.text for cell in row.cells]
    assert texts[:5] == ["inventory.total（一、甲，內文）", "3,159", "累計（成果）（成果第 3 頁）", "3,156", "3"]
    assert "兩頁不同。" in texts[5] and texts[6] == "total/declared.of_results"
    assert [cell.text for cell in declared.rows[0].cells] == [
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
    by_id = doc.by_id
    called = {piece.fact for block in doc.sections[-1].blocks for _, piece in walk.pieces(block) if piece.fact}
    assert called <= by_id.keys() and len(by_id) == len(doc.facts)
    expected = next(fact for fact in doc.facts if fact.name == "reconcile.expected/category-parts")
    assert (expected.printed, expected.operands) == ("2", ("F-0002", "F-0003"))
    for fact in doc.facts:
        assert format(derivation.evaluate(fact.derivation, by_id, derivation.Tables(())), "f") == fact.value


def test_R25_the_digits_in_what_people_typed_and_called_their_files_are_never_asked_where_they_come_from(root):
    typed = DeclaredFigure(
        value=Decimal(3156),
        unit="項2",
        as_of=parse_date("109-10-31"),
        source="成果報告 7Z 第１版，共 1,999 件",
        measure="inventory.total",
        label="累計（mp3）",
        where="成果 95% 處",
    )
    places = (FactPlace("一、2020 總統盃黑客松，內文", "s-10-a"),)
    (total,) = facts(inventory__total=3159)
    doc = document([total.with_(label="1999 專線", places=places)], sections=[section()])
    reason = Accepted(id="total/declared.of_2", reason="兩頁差 3 項，見 1,999 件 95%。")
    doc, report = reported(root, doc, {"of_2": typed}, (reason,))
    assert digits.check(doc)["quoted", ""] >= 10
    (row,) = report.section.blocks[1].rows
    assert [piece.text for piece in row.cells[5].pieces if piece.author == "quoted"] == [reason.reason]


def test_the_document_that_is_reported_on_stays_as_it_was(root):
    before = document(facts(inventory__total=5), sections=[section()])
    after, report = reported(root, before)
    assert (len(before.facts), len(before.sections)) == (1, 1)
    assert len(after.facts) == 1 + len(report.facts) and after.sections[-1].number == "二"
    assert report.into(before.with_(meeting=after.meeting)) == after


def test_the_review_tells_a_finding_with_its_place_and_what_to_do():
    printed = Side("甲", "3", Decimal(3), Unit("項"), fact="F-0001", place="一、甲，內文")
    listed, typed = Side("乙", "2", Decimal(2), Unit("項"), fact="F-0002", place="表 2"), Side("丙", "2")
    nowhere = Report((), section({"text": "3", "fact": "F-0001"}), ())
    found = (
        Disagreement("a", "warning", "兩者應相同。", printed, listed),
        Disagreement("b", "warning", "兩者應相同。", typed, listed, reason="兩頁不同。"),
        Disagreement("c", "warning", "兩者應相同。", typed, typed),
    )
    told = dataclasses.replace(nowhere, found=found).items()
    assert [(item["id"], item["place"], item["todo"], item["about"]) for item in told] == [
        ("a", "一、甲，內文", "請確認。", "F-0001"),
        ("b", "表 2", "已接受：兩頁不同。", "F-0002"),
        ("c", "「數字核對」", "請確認。", ""),
    ]
    assert [item["what"] for item in told][1:] == [finding.text() for finding in found[1:]]


def test_how_much_was_checked_is_counted_with_the_marks_of_thousands_of_the_packet(root, book):
    made, facts_made = section_of(document(facts(inventory__total=5)), book, [], 12345, (), "，")
    (said,) = made.blocks
    number = len(book.identities)
    assert said.text.text == (f"{book.title}共 {number} 條，本份會議資料的數字據以核對 12，345 次，沒有不一致者。")
    assert [(fact.id, fact.name, fact.value) for fact in facts_made] == [
        ("F-0002", "reconcile.identities", str(number)),
        ("F-0003", "reconcile.checks", "12345"),
    ]
    assert (made.id, made.title.text, said.only) == ("99-reconciliation", "數字核對", "proof")
