"""Whose a row of a national list is."""

import csv
import io
import shutil
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.batch.model import Batch, Body
from reportlib.batch.national import opened, planned
from reportlib.batch.template import project_of
from reportlib.batch.whose import Likenesses, ListedSpellings, Registered, registered
from reportlib.errors import ConfigError, InputError, Problem
from reportlib.meeting.agencies import AgencyRegister
from reportlib.text import Quoted
from tests.support.national_project import national_project

DAY = date(2018, 7, 31)
HEADER = "提供機關,資料集名稱\n"


@pytest.fixture
def plan_of(tmp_path):
    """The plan of a batch whose list has a row for each of these names."""

    def plan(*names, **more):
        return all_of(*names, **more).plan

    def all_of(*names, bodies, list_text=None, registers=(), stated=None):
        batch_file = national_project(tmp_path, 10)
        lines = "".join(f"{name},資料 {n}\n" for n, name in enumerate(names))
        (tmp_path / "data/national/catalogue.csv").write_text(list_text or HEADER + lines, "utf-8")
        head = batch_file.read_text("utf-8").partition("bodies:\n")[0]
        batch_file.write_text(head + "bodies:\n" + "".join(f"  - {{{one}}}\n" for one in bodies), "utf-8")
        batch = Batch.read(batch_file)
        project = project_of(batch, batch.bodies)
        inputs = opened(project, {name: str(place) for name, place in batch.inputs.items()})
        return planned(inputs.national, batch.bodies, batch.registers() | dict(registers), DAY, stated)

    plan.all = all_of
    return plan


def list_of(planned, id):
    """The rows of a body's list."""
    return planned.cuts[id].data.decode("utf-8-sig").splitlines()


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
    found = plan_of.all("新竹縣政府", "新竹市政府", bodies=("id: a, name: 新竹縣政府", "id: b, name: 新竹市政府"))
    assert found.plan.rows == {"a": 1, "b": 1}
    assert list_of(found, "a") == ["提供機關,資料集名稱", "新竹縣政府,資料 0"]
    assert list_of(found, "b") == ["提供機關,資料集名稱", "新竹市政府,資料 1"]


def test_a_body_has_its_own_rows_and_those_of_nobody_that_may_be_its_own_or_were_decided(plan_of):
    register = "name,short,aliases,kind,evaluated,successor\n經濟部水利署,水利署,,,,\n統計處,,,清單中非本機關,,\n"
    found = plan_of.all(
        "經濟部水利署",
        "內政部",
        "水利署",
        "",
        "統計處",
        "經濟部水力署",
        "司法院",
        bodies=("id: a, name: 經濟部", "id: b, name: 內政部"),
        registers={"a": ("a.csv", register.encode())},
    )
    assert list_of(found, "a")[1:] == ["經濟部水利署,資料 0", "水利署,資料 2", "統計處,資料 4", "經濟部水力署,資料 5"]
    assert list(found.cuts["a"].numbers) == [1, 2, 4, 6, 7]
    where = found.plan.where.decode("utf-8-sig").splitlines()
    assert where[1:5] == [
        "2,經濟部水利署,屬於,a,經濟部,2",
        "3,內政部,屬於,b,內政部,2",
        "4,水利署,待認定,a,經濟部,3",
        "5,,不屬任何機關,,,",
    ]


def test_a_problem_of_a_bodys_list_is_told_at_its_row_of_the_national_list(plan_of):
    cut = plan_of.all("內政部", "交通部", "內政部", bodies=("id: a, name: 內政部",)).cuts["a"]
    told = cut.in_list(Problem("V07", "不是日期。", file="catalogue-a.csv", row=3), "catalogue-a.csv")
    assert (told.file, told.row) == ("catalogue.csv", 4)
    other = Problem("V07", "不是日期。", file="quality.csv", row=3)
    assert cut.in_list(other, "catalogue-a.csv") == other


def test_I13_a_body_without_a_row_in_the_list_is_told_so(plan_of):
    cut = plan_of.all("內政部", bodies=("id: a, name: 交通部",)).cuts["a"]
    told = cut.in_list(Problem("C13", "只有標題列。", file="catalogue-a.csv"), "catalogue-a.csv")
    assert str(told).startswith("I13 catalogue.csv: the list has no row of this body.")


def test_cells_of_a_bodys_list_are_those_of_the_national_one(plan_of):
    text = '提供機關,資料集名稱,說明\n內政部,"甲, 乙\n丙"," ""x"" ;"\n內政部,=1+1,  丁 \n'
    found = plan_of.all(bodies=("id: a, name: 內政部",), list_text=text)
    assert [*csv.reader(io.StringIO(found.cuts["a"].data.decode("utf-8-sig"), newline=""))][1:] == [
        ["內政部", "甲, 乙\n丙", ' "x" ;'],
        ["內政部", "=1+1", "  丁 "],
    ]


def test_P01_a_list_that_has_another_number_of_records_than_is_said_stops_the_batch(plan_of):
    bodies = ("id: a, name: 內政部",)
    assert plan_of("內政部", bodies=bodies, stated=1).read == 2
    for wrong in (
        {"stated": 2},
        {"list_text": "共 2 筆\n提供機關,資料集名稱\n內政部,甲\n"},
    ):
        with pytest.raises(InputError) as refused:
            plan_of("內政部", bodies=bodies, **wrong)
        assert str(refused.value).startswith("P01 catalogue.csv: has 1 records, but should have 2")


def slowly(known, names):
    """The bodies that have something to say of a name, each register being asked of each."""
    return {name: {id for id, one in known.items() if one.tells_of(name)} for name in names}


@settings(deadline=None)
@given(
    names=st.lists(
        st.text("甲乙丙丁部署司局會府股份有限公司", min_size=1, max_size=9), min_size=1, max_size=12, unique=True
    ),
    bodies=st.lists(st.text("甲乙丙丁部署府", min_size=2, max_size=5), min_size=1, max_size=4, unique=True),
)
def test_who_is_asked_of_a_name_is_everyone_whose_register_has_something_to_say_of_it(names, bodies):
    asked = [Body(id=f"b{n}", name=Quoted(name)) for n, name in enumerate(bodies)]
    known, _, _ = registered(asked, {}, names, DAY)
    alike = Likenesses(known)
    assert all(found <= alike.of(name) for name, found in slowly(known, names).items())


def test_whose_each_row_is_takes_no_more_questions_than_there_are_names(monkeypatch):
    asked_of = []
    in_list = AgencyRegister.in_list
    monkeypatch.setattr(AgencyRegister, "in_list", lambda self, name: asked_of.append(name) or in_list(self, name))
    bodies = [Body(id=f"b{n}", name=Quoted(f"重建機關{n:04d}府")) for n in range(40)]
    names = [f"{body.name}{unit}" for body in bodies for unit in ("", "甲", "乙")]
    _, _, owner = registered(bodies, {}, names, DAY)
    assert len(owner) == len(asked_of) == 120


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
    moea = Body(id="moea", name=Quoted("經濟部"), called=Quoted("本部"), kind=Quoted("部會"))
    file = ("moea.csv", (root / "params/agencies/moea.csv").read_bytes())
    one = Registered.of(moea, file, ListedSpellings([]), DAY)
    names = ["經濟部水利署", "水利署", "統計處", "經濟部標檢局", "內政部", "經濟部不存在的單位", ""]
    verdicts = [name for name in names if one.register.in_list(name).whose == "ours"]
    assert sorted(one.owned(ListedSpellings(names))) == sorted(verdicts) == ["水利署", "經濟部標檢局", "經濟部水利署"]


def test_the_bodies_of_the_national_batch_are_named_as_in_the_portals_list_and_its_rows_add_up(root, shared, tmp_path):
    real = shared / "real" / "datagovtw-2018-07.csv"
    for name in ("params", "notebooks"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "data" / "national").mkdir(parents=True)
    shutil.copy(real, tmp_path / "data" / "national")
    batch = Batch.read(tmp_path / "params" / "batches" / "national.yaml")
    project = project_of(batch, batch.bodies)
    inputs = opened(project, {name: str(place) for name, place in batch.inputs.items()})
    plan = planned(inputs.national, batch.bodies, batch.registers(), project.day).plan
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
    assert read("input_cells: 100000").national
    assert read("input_cells: many").national  # told where the parameters are read
