"""A project that is begun: whole, of the body that it is for and of no other, and never over something else."""

import datetime
import re
import shutil

import nbformat
import pytest
import yaml

from reportlib.decisions.read import rules_of
from reportlib.errors import ConfigError, UsageError
from reportlib.judging import of_meeting
from reportlib.measures.inventory.ministries import standing
from reportlib.meeting import rulebook_files
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new import starter, unfilled
from reportlib.new.begin import Begun, BegunAgency, begin, first_day, own_of
from reportlib.new.constructed import MeetingDays
from reportlib.new.ready import meeting_of_returns
from reportlib.records import inputs
from reportlib.records.tables import TABLES
from reportlib.text import TEMPLATE, spelling

AGENCIES = BegunAgency.several(["海港市資訊處:資訊處,海港市捷運局：捷運局：一級機關", "動物園"])
OF_ANOTHER = re.compile("經濟部|moea|示範部|公開簡報|工業局|標檢局|水利署|台糖|中小企業處|本部")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    begun = Begun(
        "harbour",
        "海港市開放資料委員會",
        AGENCIES,
        datetime.date(2025, 6, 20),
        own_of("海港市開放資料委員會", AGENCIES[:2]),
        unit="個",
    )
    return begin(begun, tmp_path_factory.mktemp("begun"))


def test_agencies_are_named_at_length_in_short_and_by_kind():
    assert [(one.name, one.short, one.kind) for one in AGENCIES] == [
        ("海港市資訊處", "資訊處", "機關"),
        ("海港市捷運局", "捷運局", "一級機關"),
        ("動物園", "動物園", "機關"),
    ]


@pytest.mark.parametrize("given", ["", " , ", "甲局,甲局", "海港市甲局:甲局,甲局", ":甲"])
def test_a_list_of_agencies_that_is_none_or_names_one_twice_is_refused(given):
    with pytest.raises(UsageError, match="C05"):
        BegunAgency.several([given])


def test_a_name_that_no_folder_can_have_is_told_in_a_sentence(tmp_path):
    for name, said in {
        "con": "Windows",
        "nul": "Windows",
        "com1": "Windows",
        "Harbour": "cannot name a project",
    }.items():
        with pytest.raises(ConfigError, match=said):
            begin(Begun(name, "甲", (BegunAgency("甲", "甲"),), first_day("114-06-20")), tmp_path)
    assert not list(tmp_path.iterdir())
    with pytest.raises(UsageError, match="twice: 甲局"):
        BegunAgency.several(["甲局,甲局"])
    with pytest.raises(UsageError) as refused:
        BegunAgency.several([""])
    assert "twice" not in str(refused.value)


def test_the_organisation_is_called_as_its_agencies_begin():
    assert own_of("海港市開放資料委員會", AGENCIES[:2]) == "海港市"
    assert own_of("開放資料委員會", AGENCIES) == ""


@pytest.mark.parametrize(
    ("day", "counted", "before", "half_year"),
    [
        ("2025-06-20", "2025-05-31", "2024-11-30", ("2025-01-01", "2025-06-30")),
        ("2025-01-10", "2024-12-31", "2024-06-30", ("2025-01-01", "2025-06-30")),
        ("2025-09-01", "2025-08-31", "2025-02-28", ("2025-07-01", "2025-12-31")),
    ],
)
def test_the_days_of_its_records_go_by_the_day_of_the_meeting(day, counted, before, half_year):
    days = MeetingDays(datetime.date.fromisoformat(day), "common")
    assert (days.text(days.counted), days.text(days.counted_before)) == (counted, before)
    assert tuple(map(days.text, days.half_year)) == half_year


def test_a_day_is_read_as_people_write_it_and_refused_where_it_is_none():
    assert first_day("114-06-20") == first_day("2025-06-20") == datetime.date(2025, 6, 20)
    with pytest.raises(UsageError, match="C05"):
        first_day("114-02-30")


def test_nothing_in_it_speaks_of_another_body(project):
    found = []
    for path in sorted(path for path in project.rglob("*") if path.is_file()):
        text = path.read_text("utf-8")
        if path.name == "identities.yaml":  # what must agree, of every section there is
            text = re.sub("本部", "", text)
        if path.suffix == ".ipynb":  # what a section says in the words of the body is no name
            text = text.replace("本部", "")
        found += [f"{path.relative_to(project)}: {one[0]}" for one in OF_ANOTHER.finditer(text)]
    assert found == []


def test_its_notebooks_ask_for_its_own_parameters_and_have_no_outputs(project):
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    assert len(paths) == len(list((starter.folder() / "notebooks").glob("*.ipynb")))
    for path in paths:
        cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
        assert not any(cell.outputs for cell in cells), path.name
        assert any('"../params/harbour-1-1.yaml"' in cell.source for cell in cells), path.name


def test_what_its_first_meeting_decides_can_be_written_down_as_it_is(project):
    rules_of(Meeting(Params.read(project / "params" / "harbour-1-1.yaml")))


def test_its_agencies_can_be_asked_for_returns_by_one_line_that_is_there(project, tmp_path):
    path = shutil.copytree(project, tmp_path / "own") / "params" / "harbour-1-1.yaml"
    path.write_text(path.read_text("utf-8").replace("# returns:", "returns:"), "utf-8")
    meeting = meeting_of_returns(path)
    assert meeting.evaluated_units and meeting.params.rulebooks.returns


def test_what_the_section_on_files_needs_is_there_from_the_beginning(project):
    path = project / "params" / "harbour-1-1.yaml"
    text = (
        path.read_text("utf-8")
        .replace("  # files:", "  files:")
        .replace("[10-inventory]", "[10-inventory, 22-file-quality]")
    )
    path.write_text(text, "utf-8")
    files = project / "data" / "harbour-1-1" / "files"
    files.mkdir()
    meeting = Meeting(Params.read(path))
    assert "22-file-quality" in str(meeting.params.agenda)
    catalogue = inputs.read("catalogue", meeting.params.inputs.catalogue, meeting)
    one = str(catalogue.frame["dataset_id"].dropna().iloc[0])
    (files / f"{one}.csv").write_text("統一編號,縣市\n04595257,臺北市\n", "utf-8")
    judged = of_meeting.judged(catalogue, meeting).by_id[one]
    assert {of.field: of.wrong for of in judged.conformances} == {"affairs/ubn": 0, "address/county_name": 0}


def test_every_record_says_that_it_is_constructed(project):
    for path in (project / "data" / "harbour-1-1").glob("*.csv"):
        header, *rows = path.read_text("utf-8-sig").splitlines()
        assert rows and all(row.endswith("示範資料") for row in rows), path.name


def test_its_rulebooks_are_those_that_hold_for_anybody(project):
    paths = (project / "params" / "rules").glob("*.yaml")
    # What must agree, and how the platform judges files, are nobody's own.
    for path in (path for path in paths if path.stem not in starter.AS_THEY_ARE):
        book = yaml.safe_load(path.read_text("utf-8"))
        assert book.get("source", starter.OWN_SOURCE) in (starter.OWN_SOURCE, "本機關自訂"), path.name


def test_no_rulebook_tells_a_reader_the_words_of_its_template(project):
    params = Params.read(next((project / "params").glob("*.yaml")))
    named = {name: path for name, path in params.rulebooks if path is not None}
    assert {"stars", "membership", "meetings"} <= named.keys()
    for name, path in named.items():
        assert TEMPLATE not in str(rulebook_files.read(name, path)), name
    assert rulebook_files.read("membership", named["membership"]).quorum_source == ""


def test_C13_every_basis_that_is_to_be_filled_in_is_listed_by_its_file_and_lines(project, tmp_path):
    own = shutil.copytree(project, tmp_path / "own")
    file = next((own / "params").glob("*.yaml"))
    found = {one.file: str(one) for one in unfilled.bases_of_template(Params.read(file))}
    assert found.keys() >= {"star-ratings.yaml", "membership.yaml"} and "identities.yaml" not in found
    lines = (own / "params/rules/membership.yaml").read_text("utf-8").splitlines()
    wanted = [str(n) for n, line in enumerate(lines, 1) if TEMPLATE in line]
    assert f"lines {'、'.join(wanted)} are" in found["membership.yaml"] and "quorum_source" in found["membership.yaml"]
    for path in (own / "params" / "rules").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(starter.OWN_SOURCE, "本府作業要點"), "utf-8")
    assert list(unfilled.bases_of_template(Params.read(file))) == []


def test_a_check_lists_what_is_a_templates_and_what_lacks_for_the_returns_and_passes(project, packet, tmp_path):
    own = shutil.copytree(project, tmp_path / "own")
    file = next((own / "params").glob("*.yaml"))
    params = file.read_text("utf-8").replace("  returns: rules/returns.yaml\n", "")
    file.write_text(f"{params}returns: {{due: 114-06-10, tables: [plan]}}\n", "utf-8")
    register = own / "params" / "agencies" / "harbour.csv"
    register.write_text(register.read_text("utf-8").replace(",是,", ",,"), "utf-8")
    done = packet("check", file.stem, cwd=own)
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    assert "C13 star-ratings.yaml" in told and "C13 membership.yaml" in told
    assert f'C05 {file.name} "rulebooks.returns"' in told and 'C05 harbour.csv row 1 "evaluated"' in told


@pytest.mark.parametrize(("name", "code"), [("Harbour", "C01"), ("海港", "C01"), ("../x", "C01"), ("there", "C11")])
def test_a_name_that_is_none_or_taken_is_refused_and_nothing_is_written(tmp_path, name, code):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine").write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match=code):
        begin(Begun(name, "會", AGENCIES, datetime.date(2025, 6, 20)), tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "mine"]


def test_without_anybody_to_ask_what_is_missing_is_named(packet, tmp_path):
    done = packet("init", "harbour", "--body", "會", cwd=tmp_path, env={"PACKET_LANG": "zh"})
    assert done.returncode == 2 and "--agencies" in done.stderr and not list(tmp_path.iterdir())


def begun_with(tmp_path, **given):
    """A project of two units of a harbour office, with what is given."""
    units = BegunAgency.several(["港務局航管組:航管組,港務局工程組:工程組"])
    project = begin(Begun("port", "港務局開放資料小組", units, datetime.date(2025, 6, 20), "港務局", **given), tmp_path)
    return project, Params.read(project / "params" / "port-1-1.yaml")


def test_it_is_ranked_among_the_bodies_that_were_named_by_records_that_are_made_up(tmp_path):
    project, params = begun_with(tmp_path, peers="港口")
    assert params.meeting.peers.called == "港口"
    rows = (project / "data" / "port-1-1" / "ministries.csv").read_text("utf-8-sig").splitlines()
    assert rows[1:] == [
        "港務局,6,114-05-31,示範資料",
        "示範港口甲,10,114-05-31,示範資料",
        "示範港口乙,4,114-05-31,示範資料",
    ]
    ministries = inputs.read("ministries", params.inputs.ministries, Meeting(params))
    assert standing(ministries, Meeting(params)).rank.value == 2


def test_where_no_such_bodies_are_named_there_is_no_list_and_none_is_called_a_ministry(tmp_path):
    project, params = begun_with(tmp_path)
    assert params.inputs.ministries is None and params.meeting.peers.called == "同類機關"
    assert not (project / "data" / "port-1-1" / "ministries.csv").exists()


@pytest.mark.parametrize(("peers", "header"), [("縣市", "縣市"), ("港口", "機關"), ("部會", "部會")])
def test_its_guide_calls_the_bodies_that_it_is_ranked_among_as_the_parameters_do_under_a_header_that_is_read(
    tmp_path, peers, header
):
    project, params = begun_with(tmp_path, peers=peers)
    guide = (project / "data" / "port-1-1" / "輸入說明.md").read_text("utf-8")
    assert f"## ministries.csv　各{peers}資料集數" in guide and f"| {header} | 必要 |" in guide
    assert spelling(header) in TABLES["ministries"].by_spelling()
    assert Meeting(params).wording.words.get("部會", "部會") == peers


@pytest.mark.parametrize(("option", "given"), [("--peers", {"peers": "22縣市"}), ("--called", {"called": "本局２"})])
def test_a_word_with_digits_is_refused_before_anything_is_written(tmp_path, option, given):
    with pytest.raises(UsageError, match=f"C05.*{option}"):
        begun_with(tmp_path, **given)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("peers", ["", "港口"])
def test_its_guide_says_of_each_input_what_goes_into_it_and_that_its_rows_are_made_up(tmp_path, peers):
    project, params = begun_with(tmp_path, peers=peers)
    data = project / "data" / "port-1-1"
    guide = (data / "輸入說明.md").read_text("utf-8")
    for path in data.glob("*.csv"):
        header = path.read_text("utf-8-sig").splitlines()[0].split(",")
        assert f"## {path.name}　" in guide and all(f"{name}" in guide for name in header if name != "備註"), path.name
    assert guide.count("哪一期的：示範資料") == len(list(data.glob("*.csv"))) and "已帶入" not in guide
