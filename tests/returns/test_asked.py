"""What is asked of whom, the words of coded columns, and the constructed returns the intake is tried on."""

import hashlib
from pathlib import Path

import pytest

from reportlib import language
from reportlib.errors import ConfigError
from reportlib.measures import follow_up
from reportlib.meeting import rulebooks, yaml_models
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.readers import files
from reportlib.records import return_tables
from reportlib.records.tables import TABLES
from reportlib.returns import asked as returns_asked
from reportlib.returns.asked import RETURNS, Codes, FormMark
from reportlib.returns.senders import agencies_in
from reportlib.text import spelling
from tests.support import returns_of_units
from tests.support.biff import xls


@pytest.fixture(scope="module")
def meeting(root) -> Meeting:
    return Meeting.read(root / "params" / "moea-6-1.yaml")


def with_returns(project: Path, text: str) -> Params:
    """The reference meeting with another ``returns:``."""
    file = project / "params" / "moea-6-1.yaml"
    before, after = file.read_text("utf-8").split("returns:  ", 1)
    file.write_text(before + text + "appendices:" + after.split("\nappendices:", 1)[1], "utf-8")
    return Params.read(file)


# -- the returns as data ---------------------------------------------------------------------------------------------------


def test_the_returns_are_those_the_parameters_can_ask_for():
    assert list(RETURNS) == ["plan", "checklist", "replies", "evaluation", "progress", "assets", "on_request", "costs"]
    assert [one.label for one in RETURNS.values()] == [
        "預計開放資料集",
        "已開放資料集檢核表",
        "民間需求回復",
        "績效考核回報",
        "決議辦理情形",
        "政府資料資產盤點",
        "依申請提供資料盤點",
        "建置成本盤點",
    ]


@pytest.mark.parametrize("one", RETURNS.values(), ids=RETURNS)
def test_every_column_but_the_unit_s_has_an_explanation_and_nothing_else_has(one):
    assert one.unit_column in {
        column.name for column in one.table.columns if column.kind == "agency" and not column.required
    }
    assert list(one.explained) == [column.name for column in one.columns]
    assert all(text.endswith("。") and len(text) < 80 for text in one.explained.values())
    assert one.given <= set(one.explained) and set(one.coded) <= set(one.explained)


@pytest.mark.parametrize("one", RETURNS.values(), ids=RETURNS)
def test_no_two_columns_of_a_return_have_a_spelling_in_common(one):
    spellings = [text for column in one.table.columns for text in {spelling(header) for header in column.headers}]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("name", "header", "column"),
    [("plan", "預定開放日期", "planned_on"), ("plan", "分類", "category"), ("checklist", "分類", "category")],
)
def test_headers_as_units_write_them_are_known(name, header, column):
    assert RETURNS[name].table.by_spelling()[header].name == column


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("台電回報.xlsx", "台灣電力公司"),
        ("中油.csv", "台灣中油公司"),
        ("台水_計畫.ods", "台灣自來水公司"),
        ("標檢局109.xls", "標準檢驗局"),
    ],
)
def test_I01_a_file_may_be_named_after_what_everybody_calls_the_unit(meeting, file, unit):
    assert [agency.short for agency in agencies_in(file, meeting)] == [unit]


@pytest.mark.parametrize("one", [one for one in RETURNS.values() if one.input], ids=lambda one: one.name)
def test_accepted_rows_have_what_their_record_file_needs(one):
    given = {column.name: column.kind for column in one.table.columns}
    for column in TABLES[one.input].columns:
        if column.required:
            told_by_the_intake = (one.name, column.name) == ("checklist", "quarter")
            is_there = given.get(column.name) == column.kind or column.name == one.unit_column
            assert is_there or told_by_the_intake, column.name


@pytest.mark.parametrize("one", RETURNS.values(), ids=RETURNS)
def test_a_row_of_a_return_is_told_from_the_others_by_columns_it_must_have(one):
    columns = {column.name: column for column in one.table.columns}
    assert all(columns[name].required and not columns[name].blank or name == one.unit_column for name in one.table.key)


def test_no_return_is_taken_for_a_table_of_the_packet():
    assert not set(return_tables.RETURN_TABLES) & set(TABLES)
    assert set(return_tables.RETURN_TABLES.values()) == {one.table for one in RETURNS.values()}
    assert all(returns_asked.by_table(one.table) is one for one in RETURNS.values())


# -- whom they are asked of ------------------------------------------------------------------------------------------------


def test_every_evaluated_unit_is_asked_for_every_table_in_the_register_s_order(meeting):
    asked = returns_asked.asked(meeting)
    assert len(asked) == 32 and list(asked)[:2] == ["商業司", "總務司"]
    assert set(asked.values()) == {("plan", "checklist", "replies", "evaluation", "progress")}


def test_only_the_tables_of_the_parameters_are_asked_for(project):
    params = with_returns(project, "returns:\n  due: 109-11-10\n  tables: [progress, plan]\n\n")
    assert set(returns_asked.asked(Meeting(params)).values()) == {("progress", "plan")}
    assert params.returns.contact is None


def test_a_meeting_that_asks_for_nothing_says_so(project):
    params = with_returns(project, "")
    with pytest.raises(ConfigError, match="there is no returns"):
        returns_asked.asked(Meeting(params))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("due: 109-12-10\n  tables: [plan]", "109-12-10 is after the meeting"),
        ("due: 109-11-10\n  tables: []", "returns.tables"),
        ("due: 109-11-10\n  tables: [plan, plan]", "is there twice"),
        ("due: 109-11-10\n  tables: [plans]", "plan"),
        ("tables: [plan]", "due"),
        ("due: 109-11-10\n  tables: [plan]\n  table: plan", "table"),
    ],
)
def test_C05_what_is_wrong_with_the_returns_of_the_parameters_is_said(project, text, message):
    with pytest.raises(ConfigError, match=message):
        with_returns(project, f"returns:\n  {text}\n\n")


# -- the words of coded columns --------------------------------------------------------------------------------------------


def test_every_coded_column_of_the_reference_meeting_has_its_words(meeting):
    for one in RETURNS.values():
        assert set(returns_asked.codes_of(one, meeting)) == set(one.coded)
    words = returns_asked.codes(meeting)
    assert len(words["categories"].words) == 18 and words["outcomes"].words[:3] == ("已開放", "預計開放", "無法開放")


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("update_frequencies", "每季", "每3月"),
        ("update_frequencies", "每１月", "每1月"),
        ("update_frequencies", "偶爾", None),
        ("formats", "csv", "CSV"),
        ("categories", "８００", "投資理財"),
        ("categories", "a00", "交通及通訊"),
        ("outcomes", "A. 已開放", "已開放"),
        ("proposals", "解除列管", "建議解除列管"),
        ("yes_no", "✓", "是"),
        ("yes_no", " y ", "是"),
        ("yes_no", "□", "否"),
        ("yes_no", "ＮＯ", "否"),
        ("yes_no", "大概", None),
    ],
)
def test_V17_a_word_is_known_under_its_other_spellings_and_no_other(meeting, name, text, word):
    assert returns_asked.codes(meeting)[name].word(text) == word


def test_an_unknown_word_gets_the_nearest_as_a_suggestion(meeting):
    assert returns_asked.codes(meeting)["categories"].nearest("公共資迅") == "公共資訊"
    assert returns_asked.codes(meeting)["update_frequencies"].nearest("xyz") is None


def test_only_the_formats_may_be_several_in_a_cell(meeting):
    assert [name for name, words in returns_asked.codes(meeting).items() if words.several] == ["formats"]


def test_every_word_in_the_records_of_the_reference_meeting_is_one_of_the_list(root, meeting):
    import csv

    words = returns_asked.codes(meeting)
    with open(root / "data" / "moea-6-1" / "catalogue.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, name in (("更新頻率", "update_frequencies"), ("服務分類", "categories")):
        assert {row[column] for row in rows if row[column]} <= set(words[name].words)
    assert {text for row in rows for text in row["檔案格式"].split(";")} <= set(words["formats"].words)


def test_the_proposals_are_those_that_the_follow_up_knows(meeting):
    words = returns_asked.codes(meeting)["proposals"]
    assert words.words == (follow_up.RELEASE, follow_up.KEEP)
    assert all(words.word(text) == meant for text, meant in follow_up.PROPOSALS.items())


def test_a_meeting_without_a_rulebook_of_categories_has_no_words_for_them(project):
    file = project / "params" / "moea-6-1.yaml"
    file.write_text(file.read_text("utf-8").replace("  categories: rules/service-categories.yaml\n", ""), "utf-8")
    meeting = Meeting.read(file)
    assert "categories" not in returns_asked.codes(meeting)
    assert "category" not in returns_asked.codes_of(RETURNS["plan"], meeting)


def test_C04_a_spelling_of_two_words_is_refused(root, tmp_path):
    text = (root / "params" / "rules" / "returns.yaml").read_text("utf-8")
    (tmp_path / "returns.yaml").write_text(text.replace("[不定期]", "[不定期, 每 季]"), "utf-8")
    with pytest.raises(ConfigError, match="每 季"):
        yaml_models.read_model(rulebooks.ReturnWords, tmp_path / "returns.yaml")


def test_codes_are_compared_without_spaces_width_and_case():
    words = Codes.of([("JSON", ("Java Script",))])
    assert [words.word(text) for text in ("ｊｓｏｎ", "java script", "JavaScript", "JSONL")] == [
        "JSON",
        "JSON",
        "JSON",
        None,
    ]


# -- the mark of our own workbooks -----------------------------------------------------------------------------------------


def test_the_mark_reads_back_and_anything_else_is_no_mark():
    mark = FormMark("moea-6-1", "水利署")
    assert FormMark.read(mark.rows()) == mark
    assert FormMark.read([*mark.rows(), (), (None, "x"), ("more", 1.0)]) == mark
    assert FormMark.read([("meeting", "moea-6-1")]) is None and FormMark.read([]) is None


# -- the constructed returns -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sent(meeting, tmp_path_factory):
    folder = tmp_path_factory.mktemp("returns")
    return folder, returns_of_units.make(folder, meeting)


def test_the_constructed_returns_are_of_all_units_in_every_kind_of_file(meeting, sent):
    folder, planted = sent
    assert set(planted.units.values()) == set(returns_asked.asked(meeting)) and len(planted.units) >= 32
    assert {path.name for path in folder.iterdir()} == set(planted.units)
    assert {Path(file).suffix for file in planted.units} == {".xlsx", ".ods", ".xls", ".csv", ".tsv"}
    encodings = {files.read(folder / file)[0].encoding for file in planted.units if file.endswith("sv")}
    assert {"utf-8", "cp950", "utf-16-le"} <= encodings


def test_the_constructed_returns_are_the_same_bytes_each_time(meeting, sent, tmp_path):
    folder, planted = sent
    assert returns_of_units.make(tmp_path, meeting) == planted
    assert {path.name: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()} == {
        path.name: hashlib.sha256(path.read_bytes()).digest() for path in folder.iterdir()
    }


def test_every_planted_error_stands_on_a_cell_of_its_file(sent):
    folder, planted = sent
    assert len(planted.errors) >= 30 and {
        "V07",
        "V17",
        "L11",
        "I02",
        "I03",
        "I07",
        "V05",
        "V12",
        "V15",
        "V16",
        "L10",
    } <= {error.code for error in planted.errors}
    for error in planted.errors:
        sheet = next(sheet for sheet in files.read(folder / error.file) if sheet.name == error.sheet)
        assert error.row <= len(sheet.rows), error


def test_without_errors_every_row_of_every_unit_is_right(meeting, sent, tmp_path):
    clean = returns_of_units.make(tmp_path, meeting, planted=False)
    assert clean.errors == [] and {name: len(rows) for name, rows in clean.clean.items()}["evaluation"] == 32
    assert all(len(clean.clean[name]) >= len(rows) for name, rows in sent[1].clean.items())


def test_the_xls_that_the_tests_write_is_one(tmp_path):
    from datetime import date

    path = tmp_path / "舊.xls"
    path.write_bytes(
        xls(
            [
                ("甲", [["編號", "日期"], ["００１", date(2020, 11, 30)], [], [None, 2.5]], [(1, 1, 1, 2)]),
                ("乙", [["x" * 300]] * 60, []),
            ]
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        first, second = files.read(path)
    assert (first.name, list(first.rows[:2]), first.rows[3]) == (
        "甲",
        [("編號", "日期"), ("００１", date(2020, 11, 30))],
        (None, 2.5),
    )
    assert second.name == "乙" and len(second.rows) == 60
