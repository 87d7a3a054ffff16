"""The parameter file and YAML as this project reads it (FAULTS C01 to C08, C12; F20)."""

import datetime
import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportlib import language
from reportlib.errors import ConfigError
from reportlib.meeting import rulebook_files, yaml_file, yaml_models
from reportlib.meeting.fields import MeetingDate
from reportlib.meeting.params import Params

MINIMAL = """\
meeting:
  body: 資料開放諮詢小組
  term: 6
  number: 1
  date: 109-11-20
inputs:
  publishers: agencies.csv
as_of:
  inventory: 109-10-31
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:30"
    topics:
      - title: 資料集盤點
        sections: [10-inventory]
"""
posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX paths")


@pytest.fixture
def project(tmp_path):
    """A small project; ``project(text)`` writes its parameter file, ``project.read(text)`` reads it too."""
    return Project(tmp_path / "project")


class Project:
    def __init__(self, root: Path):
        self.root = root
        self.file = root / "params" / "moea-6-1.yaml"
        for path in (
            "notebooks/10-inventory.ipynb",
            "notebooks/50-requests.ipynb",
            "params/agencies.csv",
            "data/catalogue.csv",
        ):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("{}", "utf-8")

    def __call__(self, text: str | bytes) -> Path:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.file

    def read(self, text: str | bytes) -> Params:
        return Params.read(self(text))

    def refused(self, text: str | bytes):
        """The problems of a file that must be refused."""
        return refused(Params.read, self(text))


def refused(read, *arguments):
    with pytest.raises(ConfigError) as error:
        read(*arguments)
    assert error.value.exit_code == 3
    said = str(error.value)
    for leaked in (
        "Traceback",
        "pydantic",
        "Input should be",
        "Value error",
        "yaml.scanner",
        "yaml.parser",
        "found ",
        "validation",
    ):
        assert leaked not in said
    return error.value.problems


def only(problems):
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def changed(before: str, after: str, text: str = MINIMAL) -> str:
    assert before in text
    return text.replace(before, after, 1)


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "zh")


def loaded(tmp_path, text: str | bytes):
    path = tmp_path / "rules.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return yaml_file.load(path)


# -- a good file -----------------------------------------------------------------------------------------------------------


def test_the_reference_meeting_is_read(root):
    params = Params.read(root / "params" / "moea-6-1.yaml")
    assert (params.name, params.path, params.root) == ("moea-6-1", root / "params" / "moea-6-1.yaml", root)
    assert params.meeting.date == MeetingDate(2020, 11)
    assert params.meeting.date.timestamp() == 1604188800
    assert params.as_of.gold_series[1] == datetime.date(2019, 5, 31)
    assert params.periods.requests == (datetime.date(2020, 6, 1), datetime.date(2020, 10, 31))
    assert params.numbers.model_dump() == {"share_digits": 0, "share_rounding": "truncate", "thousands": ","}
    assert params.declared["award_last_year"].value == 101
    assert params.agenda[2].end == datetime.time(15, 5)
    assert params.inputs.catalogue == root / "data" / "moea-6-1" / "catalogue.csv"
    assert params.sections[0] == ("01-agenda", "主席致詞及委員介紹")
    assert params.sections[3] == ("10-inventory", "報告事項一　政府資料開放行動方案報告")
    assert params.sections[-1] == ("70-proposals", "附錄")
    assert [stem for stem, _ in params.sections] == sorted(
        {path.stem for path in (root / "notebooks").glob("*.ipynb")} - {"75-returns"}
    )
    assert [p.name for p in params.rulebooks.files()][:2] == ["star-ratings.yaml", "quality-marks.yaml"]


def test_a_small_file_is_enough_and_has_sensible_defaults(project):
    params = project.read(MINIMAL)
    assert params.other_publishers == "refuse"
    assert params.inputs.files() == [project.root.resolve() / "params/agencies.csv"]
    assert params.rulebooks.files() == []
    assert (params.reply_limit, params.periods.requests, params.declared, params.as_of.gold_series) == (
        None,
        None,
        {},
        (),
    )
    assert (params.run.cell_timeout, params.run.kernel_memory_mb) == (300, None)
    assert params.numbers.share_rounding == "truncate"


def test_parameters_cannot_be_changed_after_reading(project):
    params = project.read(MINIMAL)
    with pytest.raises(ValidationError):
        params.meeting.term = 7
    with pytest.raises(ValidationError):
        params.agenda = ()


def test_the_description_for_the_run_record_has_no_path_of_this_machine(project, tmp_path):
    outside = tmp_path / "elsewhere" / "catalogue.csv"
    outside.parent.mkdir()
    outside.touch()
    text = changed(
        "publishers: agencies.csv",
        f"publishers: agencies.csv\n  quality: ../data/catalogue.csv\n  catalogue: '{outside}'",
    )
    text += "declared: {a: {value: 1.5, unit: 分, as_of: 109-07-31, source: 公文}, b: {value: 100, unit: 分, as_of: 109-07-31, source: 公文}}\n"
    described = project.read(text).describe()
    assert described["inputs"] == {
        "publishers": "params/agencies.csv",
        "catalogue": "catalogue.csv",
        "quality": "data/catalogue.csv",
    }
    assert described["meeting"]["date"] == "2020-11-20"
    assert described["agenda"][0]["start"] == "14:00"
    assert [described["declared"][k]["value"] for k in "ab"] == ["1.5", 100]
    assert str(tmp_path) not in json.dumps(described, ensure_ascii=False)


def test_dates_are_taken_in_both_calendars(project):
    for written in ("109-10-31", "109/10/31", "2020-10-31", "民國109年10月31日", '"109.10.31"'):
        assert project.read(changed("inventory: 109-10-31", f"inventory: {written}")).as_of.inventory == datetime.date(
            2020, 10, 31
        )


@pytest.mark.parametrize(
    ("written", "text", "timestamp", "last"),
    [
        ("109-11-20", "109 年 11 月 20 日", 1605830400, datetime.date(2020, 11, 20)),
        ("109-11", "109 年 11 月", 1604188800, datetime.date(2020, 11, 30)),
        ("2020/12", "109 年 12 月", 1606780800, datetime.date(2020, 12, 31)),
        ("110-02", "110 年 2 月", 1612137600, datetime.date(2021, 2, 28)),
    ],
)
def test_a_meeting_has_a_day_or_only_a_month(project, written, text, timestamp, last):
    date = project.read(changed("date: 109-11-20", f"date: {written}")).meeting.date
    assert (date.text(), date.timestamp(), date.last()) == (text, timestamp, last)


def test_topics_are_numbered_in_chinese_within_their_item(project):
    topics = "".join(f"      - title: 第{n}案\n" for n in range(1, 11))
    params = project.read(changed("    topics:\n", f"    topics:\n{topics}"))
    assert params.sections == [("10-inventory", "報告事項十一　資料集盤點")]


def test_the_project_is_the_nearest_folder_with_notebooks(project):
    deeper = project.root / "params" / "109" / "moea-6-2.yaml"
    deeper.parent.mkdir()
    deeper.write_text(changed("agencies.csv", "../agencies.csv"), "utf-8")
    assert Params.read(deeper).root == project.root.resolve()


def test_the_parameter_file_may_be_given_relative_to_the_current_folder(project, monkeypatch):
    project(MINIMAL)
    monkeypatch.chdir(project.root / "data")
    assert Params.read("../params/moea-6-1.yaml").path == project.file.resolve()


# -- C01 to C07: the file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        "__class__",
        "Meeting",
        "a-b",
        "1a",
        '"x\\ny"',
        '"a; import os"',
        "機關",
        "<<",
        '""',
        "~",
        "[a]",
        "{a: 1}",
        '"abc\\u200b"',
    ],
)
def test_C01_a_key_that_is_no_lower_case_word_is_refused_with_its_line(tmp_path, key):
    problem = only(refused(loaded, tmp_path, f"good: 1\n? {key}\n: 2\n"))
    assert (problem.code, problem.row, problem.file) == ("C01", 2, "rules.yaml")


def test_what_the_public_edition_keeps_and_masks_is_said_in_the_parameters(project):
    public = project.read(MINIMAL + "public: {keep: [沈志明], mask: [秘密代號甲, nick_name77]}\n").public
    assert (public.keep, public.mask) == (("沈志明",), ("秘密代號甲", "nick_name77"))
    assert project.read(MINIMAL).public is None and "public" not in project.read(MINIMAL).describe()


@pytest.mark.parametrize(
    "public", ["{keep: [甲乙], mask: [甲乙]}", "{mask: [甲]}", "{mask: ['3,159']}", "{masks: [甲乙]}", "{mask: 甲乙}"]
)
def test_what_cannot_be_meant_for_the_public_edition_is_refused(project, public):
    assert project.refused(f"{MINIMAL}public: {public}\n")


@pytest.mark.parametrize("key", ["class", "import", "print", "no"])
def test_C01_a_key_is_only_ever_a_declared_name(project, key):
    problem = only(project.refused(MINIMAL + f"{key}: 1\n"))
    assert (problem.code, problem.header) == ("C05", key)


@pytest.mark.parametrize("stem", ["Moea", "moea_6", "-moea", "會議", "moea 6", "moea.bak"])
def test_C01_the_files_name_must_do_as_the_meetings_name(project, stem):
    path = project.file.with_name(f"{stem}.yaml")
    path.write_text(MINIMAL, "utf-8")
    assert only(refused(Params.read, path)).code == "C01"


@pytest.mark.parametrize(
    "value",
    [
        "!!binary aGVsbG8=",
        "!!set {a, b}",
        "!!pairs [a: 1]",
        "!!omap [a: 1]",
        "!!python/object/apply:os.system [ls]",
        "!!str 1",
        "!mine x",
        "! x",
        "!<tag:x> y",
    ],
)
def test_C02_a_tag_is_refused_with_its_line(tmp_path, value):
    problems = refused(loaded, tmp_path, f"a: 1\nb: {value}\n")
    assert {(p.code, p.row) for p in problems if p.code != "C01"} == {("C02", 2)}


@pytest.mark.parametrize("text", ["a: 1\n!!str b: 2\n", "%TAG ! tag:example.org,2000:\n---\na: 1\n", "a: !x!y z\n"])
def test_C02_tags_on_keys_and_tag_directives_are_refused(tmp_path, text):
    assert refused(loaded, tmp_path, text)[0].code == "C02"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("6", 6),
        ("+6", 6),
        ("-6", -6),
        ("0", 0),
        ("1.50", Decimal("1.50")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("010", "010"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("1.", "1."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("109-10-31", "109-10-31"),
        ("2020-10-31", "2020-10-31"),
        ("2020-10-31 08:00:00", "2020-10-31 08:00:00"),
        ('"6"', "6"),
        ("'true'", "true"),
        ('""', ""),
        ("00123", "00123"),
        ("１２", "１２"),
    ],
)
def test_C03_a_plain_scalar_is_a_number_only_where_it_looks_like_one_to_everybody(tmp_path, written, value):
    found = loaded(tmp_path, f"a: {written}\n").data["a"]
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("before", "after", "todo"),
    [
        ("body: 資料開放諮詢小組", "body: 109", "請加引號"),
        ("body: 資料開放諮詢小組", "body: true", "請加引號"),
        ("body: 資料開放諮詢小組", "body: 1.5", "請加引號"),
        ("inventory: 109-10-31", "inventory: 1091031", "請加引號"),
        ("date: 109-11-20", "date: 109.11", "請加引號"),
        ('"14:00"', "14", "請加引號"),
        ("publishers: agencies.csv", "publishers: 109", "請加引號"),
        ("term: 6", 'term: "6"', "請去掉引號"),
        ("term: 6", "term: 010", "請寫成一般的數字"),
        ("term: 6", "term: 0x1F", "請寫成一般的數字"),
        ("term: 6", "term: 1e3", "請寫成一般的數字"),
    ],
)
def test_C03_a_value_of_the_wrong_type_is_named_with_its_line_and_what_to_do(project, chinese, before, after, todo):
    text = changed(before, after)
    problem = only(project.refused(text))
    assert problem.code == "C03" and todo in problem.todo
    assert problem.row == next(n for n, line in enumerate(text.splitlines(), 1) if after in line)
    assert "這裡須是" in problem.what


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("term: 6", "term: true"),
        ("term: 6", "term: 6.0"),
        ("term: 6", "term: 0"),
        ("term: 6", "term:"),
        ("term: 6", "term: [6]"),
        ("body: 資料開放諮詢小組", 'body: ""'),
        ("body: 資料開放諮詢小組", 'body: "  "'),
        ("body: 資料開放諮詢小組", r'body: "a\tb"'),
        ("body: 資料開放諮詢小組", r'body: "a\u202Eb"'),
        ("body: 資料開放諮詢小組", "body: [a]"),
        ('"14:00"', '"24:00"'),
        ('"14:00"', '"2pm"'),
        ('"14:30"', '"14:00"'),
        ("inventory: 109-10-31", "inventory: 109-13-40"),
        ("inventory: 109-10-31", "inventory: 1899-10-31"),
        ("date: 109-11-20", "date: 109-13"),
        ("date: 109-11-20", "date: 去年底"),
        ("date: 109-11-20", "date: {year: 109}"),
        ("[10-inventory]", "10-inventory"),
        ("[10-inventory]", "[10]"),
        ("      - title: 資料集盤點", "      - title: 資料集盤點\n        presenter: []"),
    ],
)
def test_C03_every_other_value_that_does_not_fit_is_one_problem_with_a_line(project, before, after):
    problem = only(project.refused(changed(before, after)))
    assert problem.code == "C03" and problem.row and problem.header and problem.what


@pytest.mark.parametrize(
    "section",
    [
        "numbers: 3",
        "numbers: [1]",
        "numbers:",
        "declared: 3",
        "declared: {a: 1}",
        "periods: text",
        "run: {cell_timeout: 0}",
        "run: {cell_timeout: 3601}",
        "numbers: {share_digits: 5}",
        "reply_limit: {days: 0}",
        "run: {kernel_memory_mb: 1}",
    ],
)
def test_C03_a_part_of_the_wrong_shape_or_out_of_range_is_named(project, section):
    assert only(project.refused(f"{MINIMAL}{section}\n")).code == "C03"


def test_C03_a_value_outside_a_list_of_choices_gets_a_suggestion(project, chinese):
    problem = only(project.refused(MINIMAL + "numbers: {share_rounding: half-up}\n"))
    assert str(problem) == (
        "C03 moea-6-1.yaml第 17 列「numbers.share_rounding」：「half-up」不是可用的值，是不是「half_up」？可用：「truncate」、「half_up」。"
    )


def test_C03_a_declared_figure_may_be_whole_or_decimal_but_no_text(project):
    figure = "declared: {points: {value: %s, unit: 分, as_of: 108-07-31, source: 公文}}\n"
    assert project.read(MINIMAL + figure % "101").declared["points"].value == 101
    assert project.read(MINIMAL + figure % "0.5").declared["points"].value == Decimal("0.5")
    for wrong in ("true", "'5'", "1e3"):
        assert only(project.refused(MINIMAL + figure % wrong)).header == "declared.points.value"


def test_C03_a_number_of_a_thousand_digits_is_refused(tmp_path):
    assert only(refused(loaded, tmp_path, f"a: {'9' * 5000}\n")).code == "C03"


def test_C03_an_escaped_control_character_or_half_a_pair_is_refused(tmp_path):
    for escape in (r"\0", r"\e", r"\uD800"):
        assert only(refused(loaded, tmp_path, f'a: 1\nb: "x{escape}"\n')).row == 2


def test_C04_a_duplicate_key_is_an_error_with_both_lines(project, chinese):
    problem = only(project.refused(changed("  term: 6\n", "  term: 6\n  term: 7\n")))
    assert (problem.code, problem.row) == ("C04", 4)
    assert "第 3 列" in problem.what


def test_C04_a_duplicate_key_in_braces_or_in_quotes_is_one_too(tmp_path):
    assert only(refused(loaded, tmp_path, "a: {b: 1, b: 2}\n")).code == "C04"
    assert only(refused(loaded, tmp_path, 'b: 1\n"b": 2\n')).code == "C04"


def test_C04_a_section_named_twice_on_the_agenda_is_an_error(project):
    problem = only(project.refused(changed("[10-inventory]", "[10-inventory, 10-inventory]")))
    assert (problem.code, problem.header) == ("C04", "agenda #1.topics #1.sections #2")


def test_C05_a_misspelled_key_is_an_error_with_a_suggestion_and_the_keys_allowed(project, chinese):
    problem = only(project.refused(changed("  inventory: ", "  inventry: ")))
    assert str(problem) == (
        "C05 moea-6-1.yaml第 9 列「as_of.inventry」：不認得的鍵「inventry」，是不是「inventory」？"
        "可用的鍵：inventory、previous_inventory、gold_series、platinum、oas、award、follow_up。"
    )


def test_C05_the_message_is_in_the_users_language(project, monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")
    assert 'unknown key "inventry": did you mean "inventory"?' in str(
        only(project.refused(changed("  inventory: ", "  inventry: ")))
    )


def test_C05_a_missing_key_is_named_at_the_line_of_its_part(project):
    problem = only(project.refused(changed("  body: 資料開放諮詢小組\n", "")))
    assert (problem.code, problem.row, problem.header) == ("C05", 1, "meeting.body")


def test_C05_an_unknown_key_deep_in_the_agenda_gets_its_own_line(project):
    problem = only(project.refused(changed("        sections:", "        speaker: 某人\n        sections:")))
    assert (problem.code, problem.row, problem.header) == ("C05", 16, "agenda #1.topics #1.speaker")
    assert "title" in problem.todo and "sections" in problem.todo


def test_C05_a_section_without_a_notebook_gets_a_suggestion(project):
    problem = only(project.refused(changed("[10-inventory]", "[10-inventroy]")))
    assert problem.code == "C05" and "10-inventory" in problem.todo and problem.row == 16


@pytest.mark.parametrize(
    "stem", ["inventory", "10-Inventory", "../10-inventory", "10-inventory.ipynb", '"10-inventory\\n"']
)
def test_C05_a_section_is_called_by_its_notebooks_stem(project, stem):
    assert only(project.refused(changed("[10-inventory]", f"[{stem}]"))).code == "C05"


def test_all_problems_of_a_file_are_said_at_once_in_the_order_of_lines(project):
    text = changed("term: 6", "term: six")
    text = changed("inventory: 109-10-31", "inventory: 109-02-30\n  platinum: 109-12-31", text)
    text = changed("[10-inventory]", "[99-none]", text) + "run: {cell_timeout: 0}\nfoo: 1\n"
    problems = project.refused(text)
    assert [p.header for p in problems] == [
        "meeting.term",
        "as_of.inventory",
        "agenda #1.topics #1.sections #1",
        "run.cell_timeout",
        "foo",
    ]


def test_no_more_than_twenty_problems_are_shown(project):
    problems = project.refused(MINIMAL + "".join(f"wrong{n}: 1\n" for n in range(25)))
    assert len(problems) == 21
    assert "5" in problems[-1].what


@pytest.mark.parametrize(
    "text", ["a: &x [1]\nb: *x\n", "a: &x {}\n", "&x a: 1\n", "a: *x\n", "a: 1\n*x : 2\n", "a: {b: &y 1}\n"]
)
def test_C06_anchors_and_aliases_are_refused(tmp_path, text):
    assert "C06" in {p.code for p in refused(loaded, tmp_path, text)}


def test_C06_an_alias_bomb_is_refused_before_it_grows(tmp_path):
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert {p.code for p in refused(loaded, tmp_path, bomb)} == {"C06"}


def test_C06_nesting_over_twenty_is_refused(tmp_path):
    def nested(depth):
        return "a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"

    assert loaded(tmp_path, nested(20)).data
    for depth in (21, 100_000):
        assert only(refused(loaded, tmp_path, nested(depth))).code == "C06"
    assert only(refused(loaded, tmp_path, "- " * 100_000)).code == "C06"


def test_C06_a_file_over_a_megabyte_is_refused(tmp_path):
    assert only(refused(loaded, tmp_path, "a: 1\n" + "#" * 1_000_000)).code == "C06"


def test_C06_a_file_of_very_many_values_is_refused(tmp_path):
    assert only(refused(loaded, tmp_path, "a: [" + "1," * 60_000 + "]\n")).code == "C06"


def test_C06_a_second_document_is_refused(tmp_path):
    problem = only(refused(loaded, tmp_path, "a: 1\n---\nb: 2\n"))
    assert (problem.code, problem.row) == ("C06", 2)


@pytest.mark.parametrize(("text", "row", "column"), [("a:\n\tb: 1\n", 2, 1), ("a:\n  b:\n  \tc: 1\n", 3, 3)])
def test_C07_a_tab_is_named_with_line_and_column(tmp_path, chinese, text, row, column):
    problem = only(refused(loaded, tmp_path, text))
    assert (problem.code, problem.row) == ("C07", row)
    assert f"第 {column} 個字元是 TAB" in problem.what


def test_C07_a_big5_file_is_named_with_the_line_and_the_remedy(tmp_path, chinese):
    problem = only(refused(loaded, tmp_path, "a: 1\nb: 經濟部\n".encode("cp950")))
    assert str(problem) == "C07 rules.yaml第 2 列：檔案不是 UTF-8 編碼（看起來是 Big5）。請另存為 UTF-8。"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_C07_utf_16_is_refused(tmp_path, encoding):
    assert only(refused(loaded, tmp_path, "a: 經濟部\n".encode(encoding))).code == "C07"


def test_C07_a_byte_order_mark_is_taken(tmp_path):
    assert loaded(tmp_path, "\ufeffa: 經濟部\r\nb: 1\r\n".encode()).data == {"a": "經濟部", "b": 1}


def test_C07_the_line_of_a_bad_byte_counts_from_the_start_even_behind_a_mark(tmp_path):
    assert only(refused(loaded, tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\nc: \xff\n")).row == 3


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a: [1, 2\nb: 3\n", 1),
        ("a: 1\nb: 'x\n\n\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: b: c\n", 1),
        ("a: 1\nb: @x\n", 2),
        ("a: 1\njust text\n", 2),
        ("a: 'x' y\n", 1),
        ('a: "\\q"\n', 1),
        ("%YAML 2.0\n---\na: 1\n", 1),
        ("a: 1\nb: \x07\n", 2),
        ("a: `x`\n", 1),
        ("a: }\n", 1),
        ("a: |8x\n  b\n", 1),
    ],
)
def test_a_syntax_error_is_a_sentence_with_a_line(tmp_path, text, row):
    problem = only(refused(loaded, tmp_path, text))
    assert problem.row == row and problem.todo


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "- a\n", "text\n", "6\n"])
def test_a_file_without_keys_is_refused(tmp_path, text):
    assert only(refused(loaded, tmp_path, text)).code == "C03"


@settings(max_examples=300)
@given(text=st.text(max_size=60) | st.text("ab:1 -\n[]{}\"'!&*#|>%@\t?,", max_size=60) | st.binary(max_size=60))
def test_any_bytes_are_plain_data_or_a_ConfigError(tmp_path_factory, text):
    try:
        data = loaded(tmp_path_factory.getbasetemp(), text).data
    except ConfigError as error:
        assert all(p.code and p.what for p in error.problems)
    else:
        json.dumps(data, default=str).encode()


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text("abc 經濟部019:-.~#'\"[]{}!&*\n", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    data=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), plain, min_size=1, max_size=4),
    flow=st.booleans(),
)
def test_plain_data_survive_writing_by_another_program(tmp_path_factory, data, flow):
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    text = yaml.dump(data, Dumper=Plain, allow_unicode=True, default_flow_style=flow)
    assert loaded(tmp_path_factory.getbasetemp(), text).data == data


def test_a_line_falls_back_to_the_nearest_part_that_has_one(tmp_path):
    file = loaded(tmp_path, "a: 1\nb:\n  - c: 2\n  - d: 3\n")
    assert [file.line(at) for at in [("a",), ("b",), ("b", 1), ("b", 1, "d"), ("b", 1, "x"), ("b", 7), ("z",), ()]] == [
        1,
        2,
        4,
        4,
        4,
        2,
        1,
        1,
    ]


# -- C08 and F20: files ----------------------------------------------------------------------------------------------------


def with_catalogue(path) -> str:
    return changed("publishers: agencies.csv", f"publishers: agencies.csv\n  catalogue: '{path}'")


def test_paths_are_relative_to_the_parameter_file_not_to_the_current_folder(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        project.read(with_catalogue("../data/catalogue.csv")).inputs.catalogue
        == project.root.resolve() / "data/catalogue.csv"
    )


def test_C08_an_absolute_path_is_taken_at_its_word(project, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.touch()
    assert project.read(with_catalogue(outside)).inputs.catalogue == outside.resolve()


@pytest.mark.parametrize(
    "path",
    [
        "../../outside.csv",
        "../data/../../outside.csv",
        "~/x.csv",
        "~root/x.csv",
        "$HOME/x.csv",
        "${HOME}/x.csv",
        "$(pwd)/x.csv",
        "%USERPROFILE%/x.csv",
        "{x}.csv",
        "../data/{0}.csv",
        "http://example.org/x.csv",
        "file:///etc/passwd",
        "s3://b/x.csv",
    ],
)
def test_C08_a_path_that_leaves_the_project_or_would_be_expanded_is_refused(project, tmp_path, path):
    (tmp_path / "outside.csv").touch()
    problem = only(project.refused(with_catalogue(path)))
    assert (problem.code, problem.row, problem.header) == ("C08", 8, "inputs.catalogue")


@posix_only
@pytest.mark.parametrize("path", ["C:\\data\\x.csv", "C:/data/x.csv", "..\\data\\catalogue.csv"])
def test_C08_windows_paths_are_refused_elsewhere(project, path):
    assert only(project.refused(with_catalogue(path))).code == "C08"


@pytest.mark.skipif(os.name != "nt", reason="Windows paths")
@pytest.mark.parametrize(
    "path", ["C:x.csv", "\\\\server\\share\\x.csv", "//server/share/x.csv", "\\\\.\\NUL", "a.csv:stream"]
)
def test_C08_network_device_and_stream_paths_are_refused_on_windows(project, path):
    assert only(project.refused(with_catalogue(path))).code == "C08"


@posix_only
def test_C08_a_link_out_of_the_project_is_refused_and_one_inside_is_not(project, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.csv").touch()
    (project.root / "data/out.csv").symlink_to(tmp_path / "outside/x.csv")
    (project.root / "data/out").symlink_to(tmp_path / "outside")
    (project.root / "data/in.csv").symlink_to("catalogue.csv")
    for path in ("../data/out.csv", "../data/out/x.csv"):
        assert only(project.refused(with_catalogue(path))).code == "C08"
    assert project.read(with_catalogue("../data/in.csv")).inputs.catalogue.name == "in.csv"


@posix_only
def test_C08_a_circle_of_links_is_refused(project):
    (project.root / "data/a.csv").symlink_to("b.csv")
    (project.root / "data/b.csv").symlink_to("a.csv")
    assert only(project.refused(with_catalogue("../data/a.csv"))).code in ("C08", "F20")


@posix_only
def test_C08_a_project_that_is_reached_through_a_link_is_still_one_project(project, tmp_path):
    project(with_catalogue("../data/catalogue.csv"))
    (tmp_path / "link").symlink_to(project.root)
    params = Params.read(tmp_path / "link/params/moea-6-1.yaml")
    assert params.root == project.root.resolve()


def test_C08_a_rulebook_keeps_the_same_rules(project):
    assert only(project.refused(MINIMAL + "rulebooks: {stars: ../../stars.yaml}\n")).code == "C08"


def test_F20_a_missing_input_gets_the_nearest_name_that_is_there(project):
    problem = only(project.refused(with_catalogue("../data/Catalog.csv")))
    assert problem.code == "F20" and "catalogue.csv" in problem.todo


def test_F20_a_folder_is_no_input(project):
    assert only(project.refused(with_catalogue("../data"))).code == "F20"
    assert only(project.refused(with_catalogue("."))).code == "F20"


@posix_only
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO")
def test_F20_a_fifo_is_refused_without_being_opened(project):
    os.mkfifo(project.root / "data/pipe.csv")
    assert only(project.refused(with_catalogue("../data/pipe.csv"))).code == "F20"
    os.mkfifo(project.root / "params/pipe.yaml")
    assert only(refused(Params.read, project.root / "params/pipe.yaml")).code == "F20"


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_F20_a_file_that_may_not_be_read_is_refused(project):
    (project.root / "data/catalogue.csv").chmod(0)
    assert only(project.refused(with_catalogue("../data/catalogue.csv"))).code == "F20"


def test_F20_a_missing_parameter_file_or_a_folder_is_a_sentence(project):
    project(MINIMAL)
    problem = only(refused(Params.read, project.file.with_name("moea-6-2.yaml")))
    assert problem.file == "moea-6-2.yaml" and "moea-6-1.yaml" in problem.todo
    assert only(refused(Params.read, project.root / "params")).code == "F20"
    assert only(refused(Params.read, project.root / "none" / "a.yaml")).code == "F20"


def test_messages_name_no_folder_of_this_machine(project, tmp_path):
    text = with_catalogue("../data/none.csv") + "rulebooks: {stars: ../../x.yaml}\n"
    assert str(tmp_path) not in "\n".join(map(str, project.refused(text)))


# -- C12: dates that cannot be right ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "header"),
    [
        ("inventory: 109-10-31", "inventory: 109-11-21", "as_of.inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  award: 110-07-31", "as_of.award"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  previous_inventory: 109-10-31", "as_of.previous_inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  previous_inventory: 110-10-31", "as_of.previous_inventory"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  gold_series: [108-10-31, 108-05-31]", "as_of.gold_series #2"),
        ("inventory: 109-10-31", "inventory: 109-10-31\n  gold_series: [108-10-31, 108-10-31]", "as_of.gold_series #2"),
        ("date: 109-11-20", "date: 190-11-20", "meeting.date"),
        ("date: 109-11-20", "date: 110-11-01", "as_of.inventory"),
        ("date: 109-11-20", "date: 110-11", "as_of.inventory"),
        ("agenda:", "periods: {requests: [109-10-31, 109-06-01]}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: []}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: [109-06-01]}\nagenda:", "periods.requests"),
        ("agenda:", "periods: {requests: [109-06-01, 109-12-31]}\nagenda:", "periods.requests #2"),
        ("agenda:", "declared: {a: {value: 1, unit: 分, as_of: 110-01-01, source: 公文}}\nagenda:", "declared.a.as_of"),
    ],
)
def test_C12_a_meeting_in_the_future_of_its_data_or_a_period_reversed_or_empty_is_refused(
    project, before, after, header
):
    problem = only(project.refused(changed(before, after)))
    assert problem.header == header
    assert problem.code == ("C03" if header == "meeting.date" else "C12")


def test_C12_dates_at_the_limits_are_taken(project):
    project.read(changed("date: 109-11-20", "date: 110-10-31"))
    project.read(changed("date: 109-11-20", "date: 109-10"))
    project.read(changed("inventory: 109-10-31", "inventory: 109-11-20"))
    project.read(changed("agenda:", "periods: {requests: [109-06-01, 109-06-01]}\nagenda:"))
    leap = changed("inventory: 109-10-31", "inventory: 109-02-29")
    project.read(changed("date: 109-11-20", "date: 110-03-01", leap))


def test_C12_several_dates_after_the_meeting_are_all_named(project):
    text = changed(
        "inventory: 109-10-31", "inventory: 109-10-31\n  oas: 110-01-01\n  gold_series: [109-01-01, 110-01-01]"
    )
    assert [p.header for p in project.refused(text)] == ["as_of.oas", "as_of.gold_series #2"]


# -- the agenda ------------------------------------------------------------------------------------------------------------

SECOND = '  - {item: 討論事項, start: "%s", end: "%s"}\n'


def test_agenda_items_may_not_overlap_and_the_message_names_both(project, chinese):
    problem = only(project.refused(MINIMAL + SECOND % ("14:29", "15:00")))
    assert "「報告事項」 14:00–14:30 與 「討論事項」 14:29–15:00 時間重疊" in problem.what
    assert (problem.row, problem.header) == (17, "agenda #2.start")


def test_agenda_items_stand_in_the_order_of_time(project):
    assert only(project.refused(MINIMAL + SECOND % ("13:00", "14:00"))).header == "agenda #2.start"
    assert len(project.read(MINIMAL + SECOND % ("14:30", "15:00")).agenda) == 2


def test_an_agenda_without_items_or_without_any_section_is_refused(project):
    head = MINIMAL[: MINIMAL.index("agenda:")]
    assert only(project.refused(head + "agenda: []\n")).header == "agenda"
    assert only(project.refused(changed("        sections: [10-inventory]\n", ""))).header == "agenda"
    assert only(project.refused(head)).code == "C05"


# -- rulebooks: models of others ---------------------------------------------------------------------------------------------


def test_every_rulebook_of_the_project_is_read(root):
    named = {
        item
        for meeting in ("moea-5-2", "moea-6-1")
        for item in yaml.safe_load((root / f"params/{meeting}.yaml").read_text("utf-8"))["rulebooks"].items()
    }
    assert {path.name for path in (root / "params" / "rules").glob("*.yaml")} == {
        file.rpartition("/")[2] for _, file in named
    }
    for name, file in sorted(named):
        assert rulebook_files.read(name, root / "params" / file).title


def test_a_section_may_stand_in_an_item_in_a_topic_or_after_the_agenda_and_only_once(project):
    params = project.read(
        changed(
            "    topics:\n      - title: 資料集盤點\n        sections: [10-inventory]\n",
            "    sections: [10-inventory]\n",
        )
        + "appendices: [50-requests]\n"
    )
    assert params.sections == [("10-inventory", "報告事項"), ("50-requests", "附錄")]


def test_C04_a_section_on_the_agenda_cannot_be_an_appendix_too(project):
    problem = only(project.refused(changed("agenda:", "appendices: [10-inventory]\nagenda:")))
    assert (problem.code, problem.header) == ("C04", "appendices #1")


class Pen(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    colour: Literal["blue", "black"]
    width: int | Decimal = Field(1)
    label: str = Field("x", pattern=r"^[a-z]+$", max_length=3)


class Box(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    pens: list[Pen] = Field(min_length=1)
    by_name: dict[str, Pen | None] = {}


@pytest.mark.parametrize(
    ("text", "header", "row"),
    [
        ("pens:\n- colour: bleu\n", "pens #1.colour", 2),
        ("pens:\n- colour: blue\n  width: wide\n", "pens #1.width", 3),
        ("pens:\n- colour: blue\n  label: A\n", "pens #1.label", 3),
        ("pens:\n- colour: blue\n  label: abcd\n", "pens #1.label", 3),
        ("pens: []\n", "pens", 1),
        ("pens:\n- colour: blue\nby_name:\n  mine: {color: blue, colour: blue}\n", "by_name.mine.color", 4),
        ("pens:\n- blue\n", "pens #1", 2),
    ],
)
def test_what_does_not_fit_another_model_is_said_the_same_way(tmp_path, text, header, row):
    path = tmp_path / "box.yaml"
    path.write_text(text, "utf-8")
    problem = only(refused(yaml_models.read_model, Box, path))
    assert (problem.header, problem.row) == (header, row)


def test_a_misspelled_key_is_not_also_reported_as_missing(tmp_path):
    path = tmp_path / "box.yaml"
    path.write_text("pens:\n- color: blue\n", "utf-8")
    problem = only(refused(yaml_models.read_model, Box, path))
    assert problem.code == "C05" and "colour" in problem.what


def test_reading_parameters_takes_neither_pandas_nor_matplotlib():
    import subprocess

    code = "import reportlib.meeting.params, sys; sys.exit(any(m in sys.modules for m in ('pandas', 'matplotlib', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
