"""What a build checks between its notebooks and its pages."""

import dataclasses

import pytest

from reportlib.build.checks import recount
from reportlib.errors import RunError
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
