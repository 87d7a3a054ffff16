"""What programs are told of the annexes: columns with types, units and rounding, and the figures by their numbers."""

import csv
import json
from datetime import date

import frictionless
import pytest

from reportlib.media import annexes, data_package
from reportlib.media.data_package import Terms
from tests.packets.test_explain import fact
from tests.support.documents import document_of
from tests.support.sample_document import document as small_document, row, table

TERMS = Terms(date(2020, 10, 31), "政府資料開放授權條款－第1版", "https://data.gov.tw/license")


@pytest.fixture(scope="module")
def made():
    rows = [
        row("公共資訊", ("2,222", "F-0002"), ("70%", "F-0003"), "109-10-31", "甲"),
        row("開創事業", ("937", "F-0004"), "來源未提供", "—", "第 2 項"),
    ]
    found = small_document(table("服務分類 資料集# 占比# 上架日 上架日", rows))
    for cells in (one["cells"] for one in found["sections"][0]["blocks"][0]["rows"]):
        cells[1]["value"] = cells[1]["text"].replace(",", "")
    found["sections"][0]["blocks"][0]["rows"][0]["cells"][2] |= {"value": "0.70", "percent": True}
    found["facts"] = [
        fact("F-0002", "公共資訊", "2,222", "2222"),
        fact("F-0003", "公共資訊占比", "70%", "0.7033871478316", unit="%"),
        fact("F-0004", "開創事業", "937", "937"),
    ]
    return annexes.make(document_of(found))


@pytest.fixture(scope="module")
def package(made):
    return json.loads(data_package.described(*made, TERMS))


def faults(folder) -> list[str]:
    """What frictionless finds wrong with the package, or with a cell of its files."""
    longest = csv.field_size_limit()
    report = frictionless.validate(str(folder / "datapackage.json"))
    csv.field_size_limit(longest)  # which it sets for the whole process
    return [
        *(error.message for error in report.errors),
        *(error.message for task in report.tasks for error in task.errors),
    ]


def test_frictionless_finds_the_package_and_every_cell_as_it_says(made, package, tmp_path):
    for path, data in made[1].items():
        (tmp_path / path.rpartition("/")[2]).write_bytes(data)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert faults(tmp_path) == []
    name = package["resources"][0]["path"]
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes().replace(b"937", b"many"))
    assert any("many" in fault for fault in faults(tmp_path))


def test_it_finds_the_whole_reference_packet_so(reference):
    assert faults(reference / "annex") == []
    package = json.loads((reference / "annex" / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in package["resources"]} == {path.name for path in (reference / "annex").glob("*.csv")}


def test_columns_have_types_units_rounding_and_the_numbers_of_their_figures(package):
    (resource,) = package["resources"]
    name, count, share, day, again = resource["schema"]["fields"]
    assert (name["name"], name["type"]) == ("服務分類", "string")
    assert (count["type"], count["unit"], count["facts"]) == ("integer", "項", ["F-0002", "F-0004"])
    assert (share["type"], share["bareNumber"], share["facts"]) == ("number", False, ["F-0003", None])
    assert (day["type"], day["calendar"]) == ("string", "roc")
    assert (again["name"], again["title"]) == ("上架日（2）", "上架日")


def test_the_licence_is_said_where_the_parameters_say_it(made, package):
    assert package["licenses"] == [{"title": TERMS.licence, "path": TERMS.address}]
    assert "licenses" not in json.loads(data_package.described(*made, Terms(TERMS.until)))


def test_a_portal_is_told_of_every_file_with_its_size_and_hash(made):
    document, files = made
    told = json.loads(data_package.catalogued(document, files, TERMS))
    assert told["@type"] == "dcat:Dataset" and told["dct:license"]["@id"] == TERMS.address
    sizes = {one["dcat:downloadURL"]["@id"]: one["dcat:byteSize"] for one in told["dcat:distribution"]}
    assert {f"annex/{name}": size for name, size in sizes.items()} == {path: len(data) for path, data in files.items()}


def test_the_same_document_gives_the_same_bytes(made):
    assert data_package.described(*made, TERMS) == data_package.described(*made, TERMS)
