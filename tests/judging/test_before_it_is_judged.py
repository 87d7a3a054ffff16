"""What a check and a build say of a meeting's folder of files, whatever sections it has."""

import shutil

import pytest

from reportlib.judging import of_meeting
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.records import inputs


@pytest.fixture
def files(project):
    return project / "data" / "example" / "files"


def meeting_of(project) -> Meeting:
    return Meeting(Params.read(project / "params" / "example.yaml"))


def refused(project) -> list[tuple[str, str]]:
    return [(one.code, one.file) for one in of_meeting.problems(meeting_of(project))]


def told(project) -> list[str]:
    meeting = meeting_of(project)
    catalogue = inputs.read("catalogue", meeting.params.inputs.catalogue, meeting)
    return list(of_meeting.notices(catalogue, meeting))


def test_all_that_cannot_be_believed_is_said_at_once(project, files):
    assert refused(project) == []
    record = (files / "fetched.csv").read_text("utf-8").replace(",200,", ",9999,", 1)
    (files / "fetched.csv").write_text(record, "utf-8")
    (files / "metadata.json").write_text("{", "utf-8")
    mapping = (files / "mapping.csv").read_text("utf-8").replace("time/date", "time/dat")
    (files / "mapping.csv").write_text(mapping, "utf-8")
    assert refused(project) == [("V17", "fetched.csv"), ("F03", "metadata.json"), ("C05", "mapping.csv")]


def test_a_list_of_standards_with_a_check_that_there_is_not_is_refused(project):
    path = project / "params" / "standards" / "time.yaml"
    path.write_text(path.read_text("utf-8").replace("check: day", "check: dayy", 1), "utf-8")
    assert refused(project) == [("C03", "time.yaml")]


def test_a_folder_that_is_not_there_is_told_and_refuses_nothing_by_itself(project, files):
    shutil.rmtree(files)
    assert refused(project) == []
    assert [one[:4] for one in told(project)] == ["F20 "]


def test_what_is_not_examined_is_told_with_its_reason_and_the_rest_is_counted(project, files):
    assert [one.split()[:2] for one in told(project)] == [["I10", "files/readme.txt:"]]
    (files / "8800002" / "1.csv").write_text("other", "utf-8")
    (files / "8800003" / "1.csv").unlink()
    assert [one.split()[:2] for one in told(project)] == [
        ["I10", "files/readme.txt:"],
        ["F19", "files/8800002/1.csv:"],
        ["F20", "files/8800003/1.csv:"],
    ]
    for number in range(1, 7):
        (files / f"x{number}.csv").write_text("a", "utf-8")
    said = told(project)
    assert len(said) == of_meeting.MOST_TOLD + 1
    assert "4 more files" in said[-1]
