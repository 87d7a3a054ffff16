"""The template of a batch, and what is wrong with the file of one."""

import json

import pytest

from reportlib.batch.model import Batch
from reportlib.batch.template import params_of, project_of
from reportlib.batch.worker import key_of
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from tests.support.national_project import national_project


def refused(batch_file):
    with pytest.raises(ConfigError) as error:
        batch = Batch.read(batch_file)
        project_of(batch, batch.bodies)
    return str(error.value)


def changed(batch_file, old, new):
    text = batch_file.read_text("utf-8")
    assert old in text
    batch_file.write_text(text.replace(old, new), "utf-8")
    return batch_file


def test_the_data_of_a_body_stand_in_its_parameters(tmp_path):
    batch = Batch.read(national_project(tmp_path))
    project = project_of(batch, batch.bodies)
    params = project.bodies["kinmen"].params
    assert 'meeting: {body: "金門縣政府", own: "金門縣政府", called: "本機關",' in params
    assert '{publishers: "registers/kinmen.csv", catalogue: "../../data/catalogue/catalogue-kinmen.csv"}' in params
    assert list(project.files) == ["notebooks/10-tiny.ipynb"]


def test_a_file_of_one_body_goes_to_that_body_only(tmp_path):
    batch_file = national_project(tmp_path)
    for id in ("moi", "kinmen"):
        path = tmp_path / "data" / id / "history.csv"
        path.parent.mkdir(parents=True)
        path.write_text(id, "utf-8")
    changed(batch_file.with_name("template.yaml"), "$catalogue}", "$catalogue, history: ../../data/$id/history.csv}")
    batch = Batch.read(batch_file)
    found = project_of(batch, batch.bodies).bodies
    assert found["moi"].files == {"data/moi/history.csv": b"moi"} and found["motc"].files == {}


def test_C05_a_template_that_asks_for_what_nobody_gives_is_refused_by_its_line(tmp_path):
    batch_file = national_project(tmp_path)
    changed(batch_file.with_name("template.yaml"), "term: 1", "term: $term")
    assert refused(batch_file).startswith(
        'C05 template.yaml row 1: the template asks for "$term", which nothing gives.'
    )


def test_a_dollar_that_names_nothing_is_refused_and_two_are_one(tmp_path):
    batch_file = national_project(tmp_path)
    template = changed(batch_file.with_name("template.yaml"), "重建資料", "5 $ 元")
    assert "C05 template.yaml row 1" in refused(batch_file)
    changed(template, "5 $ 元", "5 $$ 元")
    batch = Batch.read(batch_file)
    assert "5 $ 元" in project_of(batch, batch.bodies).bodies["moi"].params


def params_with(tmp_path, name, template):
    """What the parameters of a body of this name say, made from this template."""
    batch_file = changed(national_project(tmp_path), "name: 內政部,", f"name: {json.dumps(name)},")
    batch = Batch.read(batch_file)
    path = tmp_path / "params.yaml"
    path.write_text(params_of(batch, batch.bodies[0], template), "utf-8")
    return yaml_file.load(path)


@pytest.mark.parametrize(
    "name", ["內政部: 一", "甲 & 乙 #1", "null", "~", "109", "[甲], {乙}", '"甲"', "- 甲", "甲\\乙"]
)
def test_a_name_is_the_text_it_is_whatever_yaml_makes_of_its_signs(tmp_path, name):
    found = params_with(tmp_path, name, "a: {b: $name, c: ${name}甲}\nd: '$name 的'\n")
    assert found.data == {"a": {"b": name, "c": f"{name}甲"}, "d": f"{name} 的"}


def test_the_lines_of_the_template_stay_and_its_remarks_are_nobodys_words(tmp_path):
    found = params_with(
        tmp_path, "某會", "# $5\na:\n  b: |\n    甲 $name\n    乙\n  c: >-\n    $id\n  d: 甲\n    $id\ne: $kind\n"
    )
    assert found.data == {"a": {"b": "甲 某會\n乙\n", "c": "moi", "d": "甲 moi"}, "e": "機關"}
    assert [found.line(key) for key in (("a", "c"), ("a", "d"), ("e",))] == [6, 8, 10]


def test_what_a_body_does_not_say_is_nothing(tmp_path):
    batch = Batch.read(changed(national_project(tmp_path), ", kind: 機關}\n  - {id: motc", "}\n  - {id: motc"))
    assert params_of(batch, batch.bodies[0], "kind: $kind\nb: 1\n") == "kind: \nb: 1\n"


def test_a_list_may_have_a_name_with_signs(tmp_path):
    batch_file = national_project(tmp_path)
    (tmp_path / "data/national/catalogue.csv").rename(tmp_path / "data/national/清單 #1, [新].csv")
    changed(batch_file, "../../data/national/catalogue.csv", '"../../data/national/清單 #1, [新].csv"')
    batch = Batch.read(batch_file)
    assert (
        'catalogue: "../../data/catalogue/清單 #1, [新]-moi.csv"'
        in project_of(batch, batch.bodies).bodies["moi"].params
    )


def keys(batch_file):
    """By what the packet of each body is known, all else being equal."""
    batch = Batch.read(batch_file)
    project = project_of(batch, batch.bodies)
    return {id: key_of("", str(project.files), one, b"", "") for id, one in project.bodies.items()}


@pytest.mark.parametrize("path", ["{outside}", "../rules/stars.yaml", "stars.yaml"])
def test_a_file_that_the_template_names_is_part_of_what_a_packet_is_made_from_wherever_it_lies(tmp_path, path):
    folder = tmp_path / "project"
    batch_file = national_project(folder)
    path = path.format(outside=tmp_path / "elsewhere" / "stars.yaml")
    stars = batch_file.parent / path
    stars.parent.mkdir(exist_ok=True)
    stars.write_text("a: 1\n", "utf-8")
    template = batch_file.with_name("template.yaml")
    template.write_text(template.read_text("utf-8") + f"rulebooks: {{stars: {path}}}\n", "utf-8")
    before = keys(batch_file)
    assert before == keys(batch_file)
    stars.write_text("a: 2\n", "utf-8")
    assert not set(keys(batch_file).items()) & set(before.items())


def test_a_file_beside_the_template_goes_to_where_the_body_is_built(tmp_path):
    batch_file = national_project(tmp_path)
    batch_file.with_name("stars.yaml").write_text("a: 1\n", "utf-8")
    changed(batch_file.with_name("template.yaml"), "other_publishers: count", "rulebooks: {stars: stars.yaml}")
    batch = Batch.read(batch_file)
    assert project_of(batch, batch.bodies).files["params/batches/stars.yaml"] == b"a: 1\n"


def test_what_the_intake_wrote_down_and_the_calendar_taken_over_go_with_the_body(tmp_path):
    batch_file = national_project(tmp_path)
    files = {
        "accepted/requests.csv": "a\n",
        "accepted/own-lists.json": '{"requests": {"file": "申請.csv", "sha256": "0"}, "members": null}',
        "申請.csv": "b\n",
        "calendar.json": "[]",
        "notes.txt": "nobody reads it",
    }
    for path, text in files.items():
        place = tmp_path / "data" / "moi" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    changed(
        batch_file.with_name("template.yaml"),
        "$catalogue}",
        "$catalogue, requests: ../../data/$id/accepted/requests.csv}",
    )
    batch = Batch.read(batch_file)
    found = project_of(batch, batch.bodies).bodies
    assert set(found["moi"].files) == {f"data/moi/{path}" for path in files if path != "notes.txt"}
    assert found["kinmen"].files == {}


def test_what_is_wrong_with_the_template_as_yaml_is_told_once_by_its_own_line(tmp_path):
    batch_file = national_project(tmp_path)
    changed(batch_file.with_name("template.yaml"), "as_of: {", "as_of: [")
    assert refused(batch_file).count("template.yaml") == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: moi", "id: Moi", 'C01 national.yaml row 8 "bodies #1.id": "Moi" is no id of a body.'),
        ("id: motc", "id: moi", "C04"),
        ("name: 交通部", "name: 內政部", "C04"),
        ("inputs: {catalogue:", "inputs: {requests:", "C05"),
        ("inputs: {catalogue:", "inputs: {name: template.yaml, catalogue:", "C05"),
        ("../../data/national/catalogue.csv", "../../data/national/gone.csv", "F20"),
        ("../../output/national", "../../../elsewhere", "C08"),
        ("title: 試做的一批", "titel: 試做的一批", 'did you mean "title"?'),
    ],
)
def test_what_is_wrong_with_the_file_of_a_batch_is_told_by_its_line(tmp_path, old, new, said):
    assert said in refused(changed(national_project(tmp_path), old, new))


def test_C08_a_template_outside_of_the_project_is_refused(tmp_path):
    batch_file = national_project(tmp_path / "project")
    outside = tmp_path / "template.yaml"
    batch_file.with_name("template.yaml").rename(outside)
    said = refused(changed(batch_file, "template: template.yaml", f"template: {outside}"))
    assert said.startswith('C08 national.yaml row 4 "template":') and "leaves the project" in said


def test_C05_a_body_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="C05"):
        Batch.read(national_project(tmp_path)).chosen(("nobody",))
