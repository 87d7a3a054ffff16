"""Whose a row of a national list is."""

import shutil
from datetime import date

import pytest

from reportlib.batch.model import Batch
from reportlib.batch.national import Registered, opened, planned
from reportlib.batch.template import project_of
from reportlib.errors import ConfigError, InputError
from tests.support.national_project import national_project

DAY = date(2018, 7, 31)
HEADER = "提供機關,資料集名稱\n"


@pytest.fixture
def plan_of(tmp_path):
    """The plan of a batch whose list has a row for each of these names."""

    def plan(*names, bodies, list_text=None, registers=()):
        batch_file = national_project(tmp_path, 10)
        lines = "".join(f"{name},資料 {n}\n" for n, name in enumerate(names))
        (tmp_path / "data/national/catalogue.csv").write_text(list_text or HEADER + lines, "utf-8")
        head = batch_file.read_text("utf-8").partition("bodies:\n")[0]
        batch_file.write_text(head + "bodies:\n" + "".join(f"  - {{{one}}}\n" for one in bodies), "utf-8")
        batch = Batch.read(batch_file)
        project = project_of(batch, batch.bodies)
        workshop = opened(project, {name: str(place) for name, place in batch.inputs.items()})
        return planned(workshop, batch.bodies, batch.registers() | dict(registers), DAY)

    return plan


def test_a_row_is_the_bodys_with_whose_name_its_agency_begins(plan_of):
    plan = plan_of(
        "內政部",
        "內政部營建署",
        "台北市政府",
        "統計處",
        "",
        bodies=("id: moi, name: 內政部", "id: tpe, name: 臺北市政府"),
    )
    assert plan.rows == {"moi": 2, "tpe": 1}
    assert [(one.name, one.rows, one.numbers) for one in plan.unclaimed] == [("", 1, "6"), ("統計處", 1, "5")]
    assert (plan.read, plan.no_records) == (6, {"header": 1})


def test_a_name_that_is_said_to_be_a_bodys_is_its_own(plan_of):
    plan = plan_of(
        "民用航空局",
        "苗栗縣警察局",
        "苗栗縣議會",
        bodies=("id: motc, name: 交通部, names: [民用航空局]", 'id: miaoli, name: 苗栗縣政府, names: ["苗栗縣警察*"]'),
    )
    assert plan.rows == {"motc": 1, "miaoli": 1}
    assert [one.name for one in plan.unclaimed] == ["苗栗縣議會"]


def test_a_name_of_another_body_does_not_wait_for_a_decision(plan_of):
    plan = plan_of("新竹縣政府", "新竹市政府", bodies=("id: a, name: 新竹縣政府", "id: b, name: 新竹市政府"))
    assert "新竹市政府,,,清單中非本機關,," in plan.registers["a"].decode("utf-8-sig").splitlines()
    assert plan.rows == {"a": 1, "b": 1}


def test_I04_a_name_that_two_bodies_claim_stops_the_batch(plan_of):
    with pytest.raises(ConfigError) as refused:
        plan_of(
            "民用航空局",
            bodies=("id: a, name: 交通部, names: [民用航空局]", "id: b, name: 內政部, names: [民用航空局]"),
        )
    assert "民用航空局" in str(refused.value) and refused.value.problems[0].code == "I04"


def test_a_list_without_the_column_of_agencies_stops_the_batch(plan_of):
    with pytest.raises(InputError) as refused:
        plan_of(bodies=("id: a, name: 交通部",), list_text="資料集名稱,日期\n甲,1\n")
    assert {problem.code for problem in refused.value.problems} == {"L09"}


def test_a_register_of_its_own_may_be_a_workbook_or_in_any_encoding(plan_of):
    text = "name,short,aliases,kind,evaluated,successor,ours_alone\n交通部,交通部,,,,,\n交通部民用航空局,民用航空局,,,,,是\n"
    plan = plan_of("民用航空局", bodies=("id: a, name: 交通部",), registers={"a": ("a.csv", text.encode("cp950"))})
    assert plan.rows == {"a": 1}


@pytest.mark.parametrize("register", ["gone.csv", "memory://nowhere/gone.csv", "../../../outside.csv"])
def test_a_register_that_is_not_there_is_its_bodys_alone(plan_of, register):
    plan = plan_of("交通部", "內政部", bodies=(f"id: a, name: 交通部, publishers: {register}", "id: b, name: 內政部"))
    (problem,) = plan.refused["a"]
    assert problem.code in ("F20", "C08") and plan.rows == {"b": 1}
    if "://" not in register:
        assert (problem.file, problem.row) == ("national.yaml", 8) and register in str(problem)


def test_a_body_with_a_register_of_its_own_has_the_names_that_it_knows_and_no_other(plan_of):
    text = "name,short,aliases,kind,evaluated,successor\n交通部民用航空局,民用航空局,,,,\n"
    names = ("交通部民用航空局", "交通部鐵道局")
    body = ("id: a, name: 交通部",)
    assert plan_of(*names, bodies=body).rows == {"a": 2}
    plan = plan_of(*names, bodies=body, registers={"a": ("a.csv", text.encode())})
    assert plan.rows == {"a": 1} and [one.name for one in plan.unclaimed] == ["交通部鐵道局"]


def test_who_owns_a_name_is_what_the_register_says_of_it_in_a_list_of_many_bodies(root):
    from reportlib.batch.model import Body
    from reportlib.text import Quoted

    moea = Body(id="moea", name=Quoted("經濟部"), called=Quoted("本部"), kind=Quoted("部會"))
    given = ("moea.csv", (root / "params/agencies/moea.csv").read_bytes())
    registered = Registered.of(moea, given, [], DAY)
    names = ["經濟部水利署", "水利署", "統計處", "經濟部標檢局", "內政部", "經濟部不存在的單位", ""]
    verdicts = [name for name in names if registered.register.in_list(name).whose == "ours"]
    assert registered.owned(names) == verdicts == ["經濟部水利署", "水利署", "經濟部標檢局"]


def test_the_bodies_of_the_national_batch_are_named_as_in_the_portals_list_and_its_rows_add_up(root, shared, tmp_path):
    real = shared / "real" / "datagovtw-2018-07.csv"
    for name in ("params", "notebooks"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "data" / "national").mkdir(parents=True)
    shutil.copy(real, tmp_path / "data" / "national")
    batch = Batch.read(tmp_path / "params" / "batches" / "national.yaml")
    project = project_of(batch, batch.bodies)
    workshop = opened(project, {name: str(place) for name, place in batch.inputs.items()})
    plan = planned(workshop, batch.bodies, batch.registers(), project.day)
    kinds = [body.kind for body in batch.bodies]
    assert (kinds.count("部會"), kinds.count("縣市")) == (30, 22)
    assert all(plan.rows.values()) and len(plan.rows) == 52 and not plan.refused
    assert (
        sum(plan.rows.values()) + sum(one.rows for one in plan.unclaimed) + plan.no_records["header"]
        == plan.read
        == 35_956
    )


def test_the_limits_that_the_template_says_are_those_of_the_list(tmp_path):
    batch_file = national_project(tmp_path, 400)
    template = batch_file.with_name("template.yaml")
    text = template.read_text("utf-8")

    def read(limits):
        template.write_text(f"{text}run: {{{limits}}}\n", "utf-8")
        batch = Batch.read(batch_file)
        return opened(project_of(batch, batch.bodies), {name: str(place) for name, place in batch.inputs.items()})

    with pytest.raises(InputError) as refused:
        read("input_cells: 1000")
    assert refused.value.problems[0].code == "A05" and "input_cells" in str(refused.value)
    assert read("input_cells: 100000").sheets
    assert read("input_cells: many").sheets  # told where the parameters are read
