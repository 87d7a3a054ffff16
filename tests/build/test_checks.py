"""What a build checks between its notebooks and its pages."""

import dataclasses
from types import SimpleNamespace

import pytest

from reportlib.build.checks import check_attachments_named, recount
from reportlib.errors import ConfigError, RunError
from reportlib.model.document import SourceReport
from tests.support.documents import document_of

MEMBERS = SourceReport("members", "members.csv", "", "utf-8", "a" * 64, {"read": 3})


def read(*sources: SourceReport):
    """The document of notebooks that read these."""
    return document_of({}).with_(sources=sources)


@pytest.mark.parametrize("other", [{"sha256": "b" * 64}, {"counts": {"read": 4}}, {"input": "plan"}])
def test_F19_a_section_that_read_something_else_than_the_check_stops_the_build(other):
    recount(read(MEMBERS), [MEMBERS])
    with pytest.raises(RunError) as caught:
        recount(read(dataclasses.replace(MEMBERS, **other)), [MEMBERS])
    assert [(problem.code, problem.file) for problem in caught.value.problems] == [("F19", "members.csv")]


def test_a_section_need_not_read_everything():
    recount(read(), [MEMBERS])


@pytest.mark.parametrize(
    ("there", "matter", "missing"),
    [
        (0, "已彙整成附件 2，請討論。", ["2"]),
        (2, "請依附件１至３及附件四辦理。", ["3", "四"]),
        (1, "請依附件一及附件 2 辦理。", ["2"]),
        (0, "附件 5 份，附件一覽表如後；依數發部函附件 3 辦理。", []),
    ],
)
def test_C05_the_agenda_names_no_attachment_that_the_meeting_does_not_have(tmp_path, there, matter, missing):
    path = tmp_path / "harbour-1-1.yaml"
    path.write_text(f"agenda:\n  - item: 討論事項一\n    topics:\n      - {{title: 案, matter: {matter}}}\n", "utf-8")
    params = SimpleNamespace(path=path, attachments=("一件",) * there)
    try:
        check_attachments_named(params)
        told = []
    except ConfigError as error:
        told = error.problems
    assert [(one.code, one.row) for one in told] == [("C05", 4)] * len(missing)
    assert all(f"attachment {number}," in one.what for one, number in zip(told, missing, strict=True))
