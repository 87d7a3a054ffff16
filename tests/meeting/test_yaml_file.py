"""YAML as this project reads it, and a file that is no such thing (FAULTS C01 to C07)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from reportlib import language
from reportlib.errors import ConfigError
from reportlib.meeting.params import Params
from reportlib.meeting.yaml_file import load
from tests.meeting.small_project import MINIMAL, changed, loaded, only, refused

PARAMS = Path(__file__).resolve().parents[2] / "params"


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
        "可用的鍵：inventory、previous_inventory、gold_series、gold_series_said、platinum、oas、award、follow_up、requests。"
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


BOTH_PARSERS = (
    "a: 1\nb: [x, '2', \"3\\n\"]\n",
    "a:\n- b: 一\n  c: |\n    two\n    lines\n- d: >-\n    folded\n    line\n",
    "a: {b: c, d: }\n# a comment\ne: 'it''s'\n",
    "a: &x 1\nb: *x\n",
    "a: b: c\n",
    "a: [1, 2\n",
    "a: 'open\n",
    "a:\n   b: 1\n  c: 2\n",
    "--- \na: 1\n---\nb: 2\n",
    "a: 1\na: 2\n",
    "a: !!int 1\n",
    "? a\n: 1\n",
    "a:\t1\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: @b\n",
    "# what? and more!\na: '(?:b)? !c'\nb: [\"d?\", '!e']\n",
    "a: [b?]\n",
    "a: {b: c?d}\n",
    "a: [!b 'c?']\n",
    "!a?b!:c: 'd'\n",
)


@pytest.mark.parametrize("text", BOTH_PARSERS)
def test_a_text_is_read_alike_with_libyaml_and_without(text, tmp_path, monkeypatch):
    def outcome():
        try:
            read = load(path)
            return read.data, read.lines
        except ConfigError as error:
            return error.problems

    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8", newline="\n")
    with_it = outcome()
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert outcome() == with_it


def test_the_parameters_and_rulebooks_of_the_reference_meeting_are_read_alike_by_both_parsers(monkeypatch):
    files = (PARAMS / "moea-6-1.yaml", *sorted((PARAMS / "rules").glob("*.yaml")))
    fast = [(file.data, file.lines) for file in map(load, files)]
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert [(file.data, file.lines) for file in map(load, files)] == fast
