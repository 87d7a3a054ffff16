"""Files of more than 300 datasets of the reference catalogue, with planted faults of every indicator and every standard field: what is
found is what was planted, and nothing else."""

import pytest

from reportlib.files import folder
from reportlib.judging import judge, standards
from reportlib.meeting import rulebook_files
from tests.judging import constructed
from tests.judging.standard_values import PERSONAL

SEED, COUNT = 20201031, 320


@pytest.fixture(scope="module")
def found(root, tmp_path_factory):
    place = tmp_path_factory.mktemp("files")
    metadata, cases = constructed.construct(place, root / "data/moea-6-1/catalogue.csv", SEED, COUNT)
    lists = standards.read(root / "params/standards")
    book = rulebook_files.read("file_quality", root / "params/rules/file-quality.yaml")
    signed = {dataset: case.signed for dataset, case in cases.items() if case.signed}
    datasets = [(one, "某單位", "金") for one in metadata]
    stored = folder.read(place, {one.dataset for one in metadata})
    return judge.judge(stored, datasets, book, lists, constructed.DAY, signed), cases


def test_every_indicator_fails_where_that_was_planted_and_nowhere_else(found):
    judged, cases = found
    expected = {one: (case.label, set(case.fails)) for one, case in cases.items()}
    assert {
        one.metadata.dataset: (cases[one.metadata.dataset].label, set(one.failing)) for one in judged.datasets
    } == expected


def test_what_cannot_be_known_is_unknown_and_nothing_else(found):
    judged, cases = found
    for one in judged.datasets:
        unknown = {id for id, ruling in one.rulings.items() if ruling.result == "unknown"}
        case = cases[one.metadata.dataset]
        assert (case.label, unknown) == (case.label, set(case.unknown))


def test_exactly_the_planted_values_do_not_conform(found):
    judged, cases = found
    for one in judged.datasets:
        case = cases[one.metadata.dataset]
        wrong = {of.column: [(f.row, f.kind) for f in of.findings] for of in one.conformances if of.findings}
        assert (case.label, wrong) == (case.label, case.values)


def test_every_standard_field_is_recognised_and_has_a_dataset_that_reaches_platinum(found):
    judged, cases = found
    reached = {
        of.field: one.mark
        for one in judged.datasets
        if cases[one.metadata.dataset].conforming
        for of in one.conformances
    }
    assert set(reached.values()) == {"白金"}
    assert set(reached) == {key for of in judged.standards.as_asked() for key in (f["key"] for f in of["fields"])}


def test_marks_follow_from_what_was_planted(found):
    judged, cases = found
    marks = {cases[one.metadata.dataset].label: one.mark for one in judged.datasets}
    assert marks["good: UTF-8"] == marks["good: BIG5"] == marks["in time: on the last day"] == "金"
    assert marks["late: a month"] == marks["encoding: one late byte"] == marks["fields: a sentence"] == "銀"
    assert marks["unstructured: PDF"] == marks["broken: JSON"] == "銅"
    assert marks["link: HTTP 404"] == marks["page: instead of CSV"] == "無"
    assert marks["unknown: nothing at hand"] is None
    assert marks["value: time/date roc"] == "金"
    assert marks["value: time/date form"] == "白金"


def test_no_value_of_personal_data_is_ever_told(found):
    judged, _ = found
    of = [one for dataset in judged.datasets for one in dataset.conformances if one.field in PERSONAL]
    assert {one.field for one in of if one.findings} == set(PERSONAL)
    assert {finding.value for one in of for finding in one.findings} == {""}


def test_every_file_of_the_folder_is_accounted_for(found):
    judged, cases = found
    assert judged.folder.left_over == ()
    stored = sum(part.data is not None for case in cases.values() for part in case.parts)
    assert judged.folder.stored == judged.folder.entries == stored


def test_every_ruling_says_why(found):
    judged, _ = found
    assert all(ruling.reason for one in judged.datasets for ruling in one.rulings.values())
