"""The computed packets agree with themselves, whole and section by section."""

from reportlib.document import reconcile
from reportlib.facts.record import RowSpan
from reportlib.meeting.identity_rules import Identities
from reportlib.model import walk


def test_the_computed_packets_have_no_error_that_their_parameters_do_not_explain(built, book, root):
    from reportlib.meeting.params import Params

    told, _ = reconcile.reconcile(built, book)
    accepted = {one.id for one in Params.read(root / "params" / f"{built.meeting.name}.yaml").accepted}
    assert {finding.id for finding in told if finding.severity == "error"} == accepted


def test_the_dataset_without_a_category_is_named_by_its_row(built, book):
    told, _ = reconcile.reconcile(built, book)
    (one,) = (finding for finding in told if finding.id.startswith("categorised/"))
    blank = next(fact for fact in built.facts if fact.name == "inventory.category/未填分類")
    assert tuple(RowSpan(rows.file, rows.sheet, rows.ranges()) for rows in one.rows) == blank.rows
    assert one.difference == 1


def test_no_section_by_itself_has_an_error(built, book):
    """A partial packet has the facts of its sections only: no identity may take the rest for missing."""
    for section in built.sections:
        carried = {piece.fact for block in section.blocks for _, piece in walk.pieces(block) if piece.fact}
        by_id = {fact.id: fact for fact in built.facts}
        waiting, kept = sorted(carried), {}
        while waiting:
            fact = by_id[waiting.pop()]
            if fact.id not in kept:
                kept[fact.id] = fact
                waiting += fact.operands
        alone = built.with_(facts=tuple(fact for fact in built.facts if fact.id in kept), sections=(section,))
        checked = Identities(
            title="t", source="s", identities=[one for one in book.identities if one.kind not in ("land",)]
        )
        told, _ = reconcile.reconcile(alone, checked)
        whole = {finding.id for finding in reconcile.reconcile(built, book)[0]}
        assert {finding.id for finding in told if finding.severity == "error"} <= whole, section.id


def test_what_the_reconciliation_adds_changes_nothing_of_the_volume_which_is_set_meanwhile(built, root):
    from reportlib.document import register
    from reportlib.media.pdf.view import volume_view
    from reportlib.meeting.params import Params

    agreement = reconcile.report(built, Params.read(root / "params" / f"{built.meeting.name}.yaml"))
    whole = agreement.into(built)
    assert len(whole.facts) > len(built.facts) and whole.sections[-1].title.text == "數字核對"
    assert volume_view(whole, register.of(whole)) == volume_view(built, register.of(built))
