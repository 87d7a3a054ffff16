"""Runs of the whole command: what is published, what is refused, and that nothing is ever half done."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import openpyxl
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytestmark = pytest.mark.long  # begins first

ROOT = Path(__file__).parents[2]


def packet_bytes(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


SHORT_AGENDA = """\
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:30"
    topics:
      - title: 政府資料開放行動方案報告
        sections: [10-inventory]
      - title: 歷次小組會議結論追蹤報告
  - item: 討論事項
    start: "14:30"
    end: "15:00"
    topics:
      - title: 開放資料民間需求回應說明
        sections: [50-requests]
"""


@pytest.fixture
def project(project):
    """The project with an agenda of two sections: what a build does is the same, in less time."""
    params_file = project / "params" / "moea-6-1.yaml"
    text = params_file.read_text("utf-8")
    params_file.write_text(text[: text.index("agenda:\n")] + SHORT_AGENDA, "utf-8")
    return project


@pytest.fixture
def built(project, reference):
    """A project that already has a packet of an earlier run, with a mark that no new run would make."""
    target = project / "output" / "moea-6-1"
    target.parent.mkdir()
    versions = project / "output" / ".moea-6-1"
    shutil.copytree(reference, versions / "v1")
    (versions / "v1" / "earlier.txt").write_text("the packet of an earlier run", "utf-8")
    target.symlink_to(os.path.join(".moea-6-1", "v1"))
    return project


def rewrite(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def with_every_figure(project):
    """The sections on quality, awards and evaluation too, where a test looks at their figures."""
    rewrite(project / "params" / "moea-6-1.yaml", "[10-inventory]", "[10-inventory, 20-quality, 30-awards]")
    rewrite(project / "params" / "moea-6-1.yaml", "[50-requests]", "[50-requests, 60-evaluation]")


def only(project, section):
    """An agenda of one section, where a test needs no other."""
    rewrite(project / "params" / "moea-6-1.yaml", "[50-requests]", f"[{section}]")
    rewrite(project / "params" / "moea-6-1.yaml", "        sections: [10-inventory]\n", "")


def refused(packet, project, code):
    """Build, expect this exit code, no traceback, and the previous packet untouched; returns the message."""
    target = project / "output" / "moea-6-1"
    before = packet_bytes(target)
    done = packet("build", project / "params" / "moea-6-1.yaml")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert packet_bytes(target) == before
    assert not (project / "output" / ".moea-6-1" / "stage").exists()
    return done.stderr


# -- what a run does -------------------------------------------------------------------------------------------------------


def test_a_section_is_a_notebook_named_in_the_agenda_and_nothing_else(project, packet):
    cells = [
        new_markdown_cell("# 新章節"),
        new_code_cell('params_file = "../params/moea-6-1.yaml"', metadata={"tags": ["parameters"]}),
        new_code_cell(
            "from reportlib import KeyFigures, inventory, open_section\n\nsection = open_section(params_file)\nsection"
        ),
        new_code_cell("KeyFigures.of(累計開放資料集=inventory.total(section.catalogue, section.meeting))"),
        new_code_cell("section.close()"),
    ]
    nbformat.write(new_notebook(cells=cells), project / "notebooks" / "40-new.ipynb")
    rewrite(
        project / "params" / "moea-6-1.yaml",
        "- title: 歷次小組會議結論追蹤報告",
        "- title: 歷次小組會議結論追蹤報告\n        sections: [40-new]",
    )
    done = packet("build", project / "params" / "moea-6-1.yaml")
    assert done.returncode == 0, done.stderr
    page = (project / "output" / "moea-6-1" / "packet.html").read_text("utf-8")
    assert "二、新章節" in page and "報告事項二" in page


def test_some_sections_make_a_partial_packet_beside_the_whole_one(built, packet):
    before = packet_bytes(built / "output" / "moea-6-1")
    done = packet("build", built / "params" / "moea-6-1.yaml", "--sections", "50-requests")
    assert done.returncode == 1
    assert packet_bytes(built / "output" / "moea-6-1") == before
    page = (built / "output" / "moea-6-1.partial" / "packet.html").read_text("utf-8")
    assert "部分章節" in page and "資料集盤點" not in page


def test_check_reads_the_inputs_and_writes_nothing(project, packet):
    before = packet_bytes(project)
    done = packet("check", project / "params" / "moea-6-1.yaml")
    assert done.returncode == 0
    assert "catalogue.csv" in done.stdout and "3,159" in done.stdout
    assert packet_bytes(project) == before


def test_sections_lists_the_notebooks_with_their_titles(packet):
    lines = packet("sections").stdout.splitlines()
    assert (
        len(lines) == len(list((ROOT / "notebooks").glob("*.ipynb")))
        and lines[:2] == ["00-two-pages\t兩頁讀完", "01-agenda\t議程"]
        and "50-requests\t民間需求回應" in lines
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["build"], "缺少 PARAMS"),
        (["bild"], "沒有「bild」這個指令"),
        (["sections", "x"], "不認得「x」"),
        (["build", "a.yaml", "--output"], "--output 之後缺少值"),
    ],
)
def test_a_wrong_command_line_is_answered_in_the_users_language(packet, arguments, sentence):
    done = packet(*arguments, env={"PACKET_LANG": "zh"})
    assert done.returncode == 2 and sentence in done.stderr


def test_messages_follow_the_language_of_the_user(packet, tmp_path):
    missing = tmp_path / "nowhere.yaml"
    for language, locale in (("zh", "zh_TW.UTF-8"), ("en", "C.UTF-8"), ("en", "de_DE.UTF-8")):
        done = packet("check", missing, env={"PACKET_LANG": "", "LC_ALL": locale})
        assert done.returncode == 3
        assert any("一" <= c <= "鿿" for c in done.stderr) == (language == "zh"), done.stderr


@pytest.mark.parametrize("output", [".", "..", os.path.abspath(os.sep)])
def test_C11_an_output_folder_is_not_the_one_that_one_is_in(project, packet, tmp_path, output):
    (tmp_path / "here").mkdir()
    done = packet("build", project / "params" / "moea-6-1.yaml", "--output", output, cwd=tmp_path / "here")
    assert done.returncode == 3 and "C11" in done.stderr
    assert list((tmp_path / "here").iterdir()) == []


# -- inputs that are refused ---------------------------------------------------------------------------------------------


def test_a_bad_input_stops_the_run_names_its_place_and_leaves_the_previous_packet(built, packet):
    catalogue = built / "data" / "moea-6-1" / "catalogue.csv"
    lines = catalogue.read_text("utf-8-sig").splitlines()
    rows = [line.split(",") for line in lines[:4]]
    rows[2][18] = "109/13/40"
    rows[3][22] = "many"
    catalogue.write_text("﻿" + "\n".join([*map(",".join, rows), *lines[4:]]) + "\n", "utf-8")
    message = refused(packet, built, 2)
    assert "catalogue.csv" in message and "109/13/40" in message and "row 3" in message
    assert "many" in message and "row 4" in message


def test_an_input_that_is_missing_is_a_wrong_parameter(built, packet):
    (built / "data" / "moea-6-1" / "quality.csv").rename(built / "data" / "moea-6-1" / "qualiti.csv")
    message = refused(packet, built, 3)
    assert "quality.csv" in message and "qualiti.csv" in message


def test_an_unknown_outcome_is_named_with_the_nearest_one(built, packet):
    rewrite(
        built / "params" / "rules" / "request-outcomes.yaml",
        "無法開放, 不對外開放, C. 不對外開放",
        "不對外開放, C. 不對外開放",
    )
    assert "V17 requests.xlsx" in refused(packet, built, 2)


def test_a_quality_test_of_a_dataset_that_is_not_listed_is_refused(built, packet):
    with (built / "data" / "moea-6-1" / "quality.csv").open("a", encoding="utf-8") as file:
        file.write("7777777,109/10/31,金,重建資料\n")
    message = refused(packet, built, 2)
    assert "7777777" in message and "quality.csv" in message


def test_a_declared_figure_that_nobody_asks_for_is_named_with_the_nearest_one(built, packet):
    rewrite(built / "params" / "moea-6-1.yaml", "award_last_year:", "award_lastyear:")
    message = refused(packet, built, 3)
    assert "award_lastyear" in message and '"award_last_year"' in message


def test_nbval_fails_when_a_figure_moves_and_names_it(project, root):
    rewrite(project / "params" / "moea-6-1.yaml", "previous_inventory: 108-12-31", "previous_inventory: 108-11-30")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-vv",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.support.nbval_lines",
        str(project / "notebooks" / "10-inventory.ipynb"),
    ]
    env = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    said = done.stdout.partition("what differs from the stored outputs")[2]
    assert "inventory.growth: 127 → " in said and "figures moved (10-inventory " in said


def test_R12_an_output_folder_that_is_somebodys_own_is_not_touched(project, packet, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    done = packet("build", project / "params" / "moea-6-1.yaml", "--output", tmp_path / "mine")
    assert done.returncode == 3 and "mine" in done.stderr
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_C11_two_meetings_do_not_share_an_output_folder(built, packet):
    shutil.copy(built / "params" / "moea-6-1.yaml", built / "params" / "other.yaml")
    done = packet("build", built / "params" / "other.yaml", "--output", built / "output" / "moea-6-1")
    assert done.returncode == 3 and "C11" in done.stderr and "moea-6-1" in done.stderr


# -- sources that give less ------------------------------------------------------------------------------------------------


def change_column(project, header, header_cells, cells):
    """Write ``header_cells`` and, in every row below, ``cells`` where the catalogue had one column."""
    path = project / "data" / "moea-6-1" / "catalogue.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(header)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [*row[:place], *(cells if n else header_cells), *row[place + 1 :]] for n, row in enumerate(rows)
        )


def without_column(project, header):
    """Take a column out of the catalogue."""
    change_column(project, header, [], [])


def without_lines(project, *starts):
    """Take lines out of the parameters."""
    path = project / "params" / "moea-6-1.yaml"
    path.write_text(
        "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith(starts)), "utf-8"
    )


def blank_column(project, header):
    """Blank a column of the catalogue below its header."""
    change_column(project, header, [header], [""])


def without_sheet(project, name):
    """Take a sheet out of the evaluation returns."""
    from odf.opendocument import load
    from odf.table import Table

    path = project / "data" / "moea-6-1" / "evaluation.ods"
    book = load(path)
    for sheet in book.getElementsByType(Table):
        if sheet.getAttribute("name") == name:
            sheet.parentNode.removeChild(sheet)
    book.save(path)


def header_only(project):
    path = project / "data" / "moea-6-1" / "requests.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.delete_rows(3, 20)
    book.save(path)


# What is taken from a source, what is then absent, and what is still there.
LESS = {
    "no category": (lambda p: without_column(p, "服務分類"), ["inventory.category"], {"inventory.total": "3159"}),
    "no dates": (
        lambda p: without_column(p, "上架日期"),
        ["inventory.growth", "inventory.year", "quality.platinum/109-11-05", "award.total"],
        {"inventory.total": "3159"},
    ),
    "no identifiers": (
        lambda p: without_column(p, "資料集識別碼"),
        ["quality.gold/109-10-31", "award.total"],
        {"inventory.total": "3159"},
    ),
    "no quality register": (
        lambda p: without_lines(p, "quality:"),
        ["quality.platinum/109-11-05"],
        {"quality.gold/109-10-31": "2921", "quality.gold/107-10-31": "2385"},
    ),
    "no returns": (
        lambda p: without_lines(p, "evaluation: ../data"),
        ["evaluation/水利署.sample_pass", "evaluation/水利署.total", "evaluation.rank/水利署", "oas/109-07-31"],
        {"award.dataset_score": "100.0"},
    ),
    "few as-of dates": (
        lambda p: without_lines(p, "previous_inventory", "gold_series", "- {day: ", "platinum:", "oas:", "award: 109"),
        ["inventory.growth"],
        {"inventory.total": "3159"},
    ),
    "no limit": (
        lambda p: without_lines(
            p,
            "reply_limit",
            "days:",
            "count:",
            "source: 14 日",
            "count_source:",
            "holidays:",
            "periods:",
            "requests: [",
            "feedback: [",
            "plan: [",
        ),
        [],
        {"requests.total": "5"},
    ),
    "blank dates": (
        lambda p: blank_column(p, "上架日期"),
        ["inventory.growth", "quality.gold_share/109-10-31", "award.total"],
        {"inventory.total": "3159"},
    ),
    "no OAS sheet": (
        lambda p: without_sheet(p, "OAS驗證"),
        ["oas/109-07-31", "award.oas_bonus"],
        {"award.dataset_score": "100.0"},
    ),
    "only the OAS sheet": (
        lambda p: without_sheet(p, "單位回報"),
        ["evaluation/水利署.sample_pass"],
        {"oas/109-10-31": "26"},
    ),
    "no requests": (header_only, [], {"requests.total": "0", "requests.replies": "0"}),
}


@pytest.mark.parametrize(
    "less",  # in one build what is taken from different sources, so that neither hides the other
    [
        ("no category", "no returns"),
        ("no dates", "only the OAS sheet"),
        ("blank dates", "no requests"),
        ("no OAS sheet", "no limit"),
        ("no identifiers",),
        ("no quality register",),
        ("few as-of dates",),
    ],
    ids=" and ".join,
)
def test_a_source_that_gives_less_makes_a_packet_that_says_so_and_no_false_zero(project, packet, less):
    with_every_figure(project)
    for name in less:
        LESS[name][0](project)
    done = packet("build", project / "params" / "moea-6-1.yaml")
    assert done.returncode == 0, done.stderr
    facts = {
        fact["name"]: fact
        for fact in json.loads((project / "output" / "moea-6-1" / "facts.json").read_text("utf-8"))["facts"]
    }
    for _, absent, present in (LESS[name] for name in less):
        for name in absent:
            assert (facts[name]["value"], facts[name]["printed"]) == (None, "來源未提供"), name
        assert {name: facts[name]["value"] for name in present} == present


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("requests: ../data", "50-requests"),
        ("outcomes:", "50-requests"),
        ("award: rules", "30-awards"),
        ("evaluation: rules", "60-evaluation"),
    ],
)
def test_a_section_that_needs_what_the_parameters_do_not_name_says_so(built, packet, line, section):
    only(built, section)
    without_lines(built, line)
    message = refused(packet, built, 3)
    assert "do not name" in message and line.split(":")[0] in message


# -- faults during a run ---------------------------------------------------------------------------------------------------


def spoil(project, source):
    """Put a line at the top of a cell of the inventory notebook."""
    path = project / "notebooks" / "10-inventory.ipynb"
    notebook = nbformat.read(path, 4)
    cell = next(c for c in notebook.cells if "inventory.total" in c.source)
    cell.source = f"{source}\n{cell.source}"
    nbformat.write(notebook, path)


def test_a_notebook_that_fails_is_kept_and_named(built, packet):
    spoil(built, "section.nothing_of_the_kind")
    message = refused(packet, built, 4)
    assert "10-inventory" in message and "moea-6-1.failed" in message
    assert (built / "output" / "moea-6-1.failed" / "10-inventory.ipynb").is_file()


def test_R20_without_the_font_no_packet_is_made(built, packet, tmp_path):
    (tmp_path / "cvttf_NotoSansCJK_Bold").mkdir()
    (tmp_path / "cvttf_NotoSansCJK_Bold" / "__init__.py").write_text("", "utf-8")
    done = packet("build", built / "params" / "moea-6-1.yaml", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 4 and "R20" in done.stderr and "Noto Sans CJK TC Bold" in done.stderr


def test_a_sign_that_no_font_has_is_printed_by_its_name(built, packet):
    rewrite(built / "params" / "moea-6-1.yaml", "convener: 林全能", "convener: 林\U0001f600能")
    done = packet("build", built / "params" / "moea-6-1.yaml")
    assert done.returncode == 0, done.stderr
    page = (built / "output" / "moea-6-1" / "packet.html").read_text("utf-8")
    assert "林〔表情符號〕能" in page and "\U0001f600" not in page


def start(project, *more, **environment):
    command = [sys.executable, "-m", "reportlib", "build", str(project / "params" / "moea-6-1.yaml"), *more]
    return subprocess.Popen(
        command,
        cwd=project,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children_of(group):
    listed = subprocess.run(
        ["ps", "-eo", "pid,sid,args"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[1:]
    return [line for line in listed if line.split()[1] == str(group)]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("moment", range(10))
def test_R07_stopped_at_any_moment_the_previous_packet_stays(built, moment):
    chance = random.Random(moment)
    signum = signal.SIGINT if moment % 2 else signal.SIGTERM
    before = packet_bytes(built / "output" / "moea-6-1")
    run = start(built)
    run.stderr.readline()
    time.sleep(chance.uniform(0, 3.0))
    run.send_signal(signum)
    out, err = run.communicate(timeout=60)
    assert "Traceback" not in err
    assert run.returncode in (128 + signum, 0), err
    after = packet_bytes(built / "output" / "moea-6-1")
    if run.returncode == 0:
        assert "packet.pdf" in out and "earlier.txt" not in after
    else:
        assert after == before
        assert not (built / "output" / ".moea-6-1" / "stage").exists()
    assert children_of(run.pid) == []


def test_R14_a_second_run_on_the_same_output_is_refused_and_the_first_one_finishes(project):
    first = start(project)
    first.stderr.readline()
    second = start(project)
    _, message = second.communicate(timeout=60)
    out, err = first.communicate(timeout=120)
    assert (first.returncode, second.returncode) == (0, 5), err
    assert "R14" in message


def test_R14_eight_runs_into_different_folders_are_all_right(project, tmp_path):
    only(project, "50-requests")
    runs = [start(project, "--output", str(tmp_path / f"out{n}")) for n in range(8)]
    for run in runs:
        _, err = run.communicate(timeout=300)
        assert run.returncode == 0, err
    wanted = packet_bytes(tmp_path / "out0")
    assert "packet.pdf" in wanted
    for n in range(1, 8):
        assert packet_bytes(tmp_path / f"out{n}") == wanted


def test_a_stage_left_by_a_killed_run_is_cleared_by_the_next(built, packet):
    run = start(built)
    run.stderr.readline()
    time.sleep(1)
    run.kill()
    run.communicate()
    assert packet("build", built / "params" / "moea-6-1.yaml").returncode == 0
    assert sorted(p.name for p in (built / "output" / ".moea-6-1").iterdir() if p.is_dir()) == ["v2"]


# -- data nobody here made ---------------------------------------------------------------------------------------------------


@pytest.fixture
def real(project, shared):
    (project / "data" / "moea-real").mkdir()
    for name in ("datagovtw-2018-07.csv", "requests-coded-2020-01.csv"):
        shutil.copy(shared / "real" / name, project / "data" / "moea-real" / name)
    return project


def test_the_real_catalogue_of_2018_and_the_coded_requests_build(real, packet):
    done = packet("build", real / "params" / "moea-real.yaml")
    assert done.returncode == 0, done.stderr
    folder = real / "output" / "moea-real"
    facts = {fact["name"]: fact for fact in json.loads((folder / "facts.json").read_text("utf-8"))["facts"]}
    assert facts["inventory.publisher_short/商業司"]["value"] == "351"
    assert facts["inventory.publisher_short/水利署"]["value"] == "167"
    for missing in ("inventory.category", "inventory.stars", "inventory.format"):
        assert facts[missing]["printed"] == "來源未提供" and facts[missing]["value"] is None
    page = (folder / "packet.html").read_text("utf-8")
    assert "來源未提供" in page
    counts = next(
        s for s in json.loads((folder / "run.json").read_text("utf-8"))["sources"] if s["input"] == "catalogue"
    )["counts"]
    parts = {kind: counts[kind] for kind in ("read", "used", "undecided", "out_of_scope")}
    assert parts == {"read": 35956, "used": 2550, "undecided": 310, "out_of_scope": 33095}
    assert facts["rows.catalogue/undecided/統計處"]["value"] == "248" and "待名冊認定而未採計的列" in page
    review = (folder / "review.csv").read_text("utf-8-sig")
    assert review.count("名稱待認定") == 10 and "統計處,,,清單中非本機關" in review
    assert "統計處,經濟部統計處,,清單中屬本機關" in done.stderr


def test_the_portal_sample_of_2026_with_its_real_header_builds(project, shared, packet):
    (project / "data" / "sample").mkdir()
    shutil.copy(shared / "real" / "datagovtw-2026-05-sample.csv", project / "data" / "sample" / "sample.csv")
    (project / "params" / "agencies" / "any.csv").write_text(
        "name,short,aliases,kind,evaluated,successor\n農業部,農業部,,部,是,\n", "utf-8"
    )
    (project / "params" / "sample.yaml").write_text(
        "meeting: {body: 某小組, term: 1, number: 1, date: 115-06}\n"
        "inputs: {publishers: agencies/any.csv, catalogue: ../data/sample/sample.csv}\n"
        "other_publishers: count\n"
        "rulebooks: {stars: rules/star-ratings.yaml, marks: rules/quality-marks.yaml}\n"
        "as_of: {inventory: 115-05-31}\n"
        'agenda: [{item: 報告, start: "14:00", end: "14:30", topics: [{title: 盤點, sections: [10-inventory]}]}]\n',
        "utf-8",
    )
    done = packet("build", project / "params" / "sample.yaml")
    assert done.returncode == 0, done.stderr
