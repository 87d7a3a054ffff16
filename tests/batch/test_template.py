"""The template of a batch, and what is wrong with the file of one."""

import pytest

from reportlib.batch.model import Batch
from reportlib.batch.template import project_of
from reportlib.errors import ConfigError
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
    assert "meeting: {body: 金門縣政府, own: 金門縣政府, called: 本機關," in project.bodies["kinmen"].params
    assert (
        "{publishers: registers/kinmen.csv, catalogue: ../../data/catalogue/catalogue.csv}"
        in project.bodies["kinmen"].params
    )
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


def test_C03_a_name_that_yaml_would_take_apart_is_refused(tmp_path):
    assert "C03" in refused(changed(national_project(tmp_path), "name: 內政部,", "name: '內政部: 一',"))


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


def test_C05_a_body_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="C05"):
        Batch.read(national_project(tmp_path)).chosen(("nobody",))
