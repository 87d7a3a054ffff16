"""The parameters as a workbook: what people fill in goes back into the file, in place, and nothing else does."""

import re

import openpyxl
import pytest

from reportlib.errors import ConfigError, InputError
from reportlib.meeting import yaml_file
from reportlib.meeting.params import Params
from reportlib.meeting.yaml_text import YamlText, text_scalar
from reportlib.new import form_fields, prepare
from reportlib.new.form import form as form_of, kind_of, rows_of, write_form
from reportlib.new.form_read import COMMAND, apply_form, form_to_apply
from reportlib.new.rewritten import undo
from reportlib.workbooks.ods import to_ods
from tests.new.test_prepare import FILES, PARAMS

AGENDA = """\
      - title: 港區計畫
        sections: [20-quality]
        proposals:
          - text: 請依 114 年計畫辦理。
            short: 依計畫辦理
            owner: 捷運局
          - {text: 請備查。, due: 114-12-31}
# 之後沒有了
"""
TALK = "agenda.0.topics.1.title"
SECOND = "agenda.0.topics.2.proposals.0.text"


@pytest.fixture
def harbour(tmp_path):
    """The next meeting of an invented city office, made by ``packet new``; returns its parameter file."""
    text = PARAMS.replace("      - {title: 114 年評獎, sections: [20-quality]}\n# 之後沒有了\n", AGENDA)
    for name, content in {**FILES, "params/harbour-1-3.yaml": text}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    return prepare.prepare(tmp_path / "params" / "harbour-1-3.yaml", "harbour-1-4").params


def fill(file, checked=None, **typed):
    """Type into the cells of the keys (with __ for a dot), and beside those that are ``checked``."""
    book = openpyxl.load_workbook(file)
    sheet = book.active
    rows = {sheet.cell(n, 6).value: n for n in range(1, sheet.max_row + 1)}
    if "confirmed" in typed:
        checked = {"confirmed": typed.pop("confirmed"), **(checked or {})}
    for column, cells in ((2, typed), (3, checked or {})):
        for key, value in cells.items():
            sheet.cell(rows[key.replace("__", ".")], column).value = value
    book.save(file)
    return file


def offered(params):
    return {row.key: row.offered for row in rows_of(params)}


def test_what_only_has_to_be_looked_at_again_is_offered_and_what_is_of_last_time_is_not(harbour):
    cells = offered(harbour)
    assert cells["meeting.date"] == cells[TALK] == ""  # nothing, a guest's talk
    assert cells[SECOND] == "請依 115 年計畫辦理。"  # a year, which is moved on and looked at by itself
    assert cells["agenda.0.topics.0.presenter"] == "資訊處" and cells["as_of.inventory"] == "2025-11-30"
    assert cells["agenda.0.topics.0.proposal"] == "請同意 備查。" and cells["agenda.0.topics.2.proposals.0.due"] == ""
    assert [key for key in cells if key.startswith("as_of.gold_series")] == ["as_of.gold_series.2"]


def test_what_is_said_beside_a_cell_gives_its_example_in_the_years_of_the_body(harbour):
    told = {row.key: row.told for row in rows_of(harbour)}
    assert told["meeting.date"] == "例如 110-05-20；只知道月份時寫 110-05"
    harbour.write_text(harbour.read_text("utf-8").replace("meeting:\n", "meeting:\n  years: common\n", 1), "utf-8")
    told = {row.key: row.told for row in rows_of(harbour)}
    assert told["meeting.date"] == "例如 2021-05-20；只知道月份時寫 2021-05"
    assert not [text for text in told.values() if re.search("1[01][0-9][-年]", text)]


def test_a_filled_in_workbook_changes_its_lines_and_no_other(harbour):
    before = harbour.read_text("utf-8").splitlines()
    form = fill(
        write_form(harbour), meeting__date="114/12/20", confirmed="是", **{TALK.replace(".", "__"): "港區: 遊客"}
    )
    told = apply_form(harbour, form)
    after = harbour.read_text("utf-8").splitlines()
    assert len(after) == len(before) and "  date: 114/12/20  # 前次：114-06-20" in after
    assert '      - title: "港區: 遊客"' in after and "        presenter: 資訊處" in after
    changed = [n for n, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other]
    assert [line.number for line in told if line.after] == changed


def test_what_is_not_confirmed_stays_to_be_filled_in(harbour):
    apply_form(harbour, fill(write_form(harbour), meeting__date="114-12-20"))
    text = harbour.read_text("utf-8")
    assert "date: 114-12-20" in text and "presenter: 待填：資訊處" in text


def test_one_word_for_all_confirms_neither_what_has_an_amount_or_a_year_nor_what_is_still_doubted(harbour):
    one = "agenda.0.topics.0.presenter"
    form = fill(write_form(harbour), meeting__date="114-12-20", confirmed="是", checked={one: "？"})
    apply_form(harbour, form)
    text = harbour.read_text("utf-8")
    assert (
        "presenter: 待填：資訊處" in text
        and "待填：請依 115 年計畫辦理。" in text
        and "proposal: 請同意 備查。" in text
    )
    apply_form(harbour, fill(write_form(harbour), checked={SECOND: "是", one: "是"}))
    text = harbour.read_text("utf-8")
    assert "presenter: 資訊處" in text and "text: 請依 115 年計畫辦理。" in text


def test_the_word_for_all_stands_under_all_that_it_confirms_and_says_how_many(harbour):
    rows = [[cell.value for cell in row] for row in form_of(harbour).sheets[0].rows]
    keys = [row[5] if len(row) > 5 else "" for row in rows]
    end = keys.index("confirmed")
    heads = [n for n, row in enumerate(rows) if str(row[0])[1:2] == "、"]
    start = max(n for n in heads if n < end)
    confirmed = {row.key for row in rows_of(harbour) if kind_of(row) == "again"}
    assert set(keys[start + 1 : end]) == confirmed and rows[end][0] == f"以上 {len(confirmed)} 格都看過了"
    assert SECOND not in confirmed and "meeting.data_notice" in confirmed


def test_where_the_day_of_the_inventory_changes_the_days_that_were_the_same_change_with_it(harbour):
    apply_form(harbour, fill(write_form(harbour), as_of__inventory="114-10-31", meeting__date="114-12-20"))
    text = harbour.read_text("utf-8")
    assert "  inventory: 114-10-31" in text and "    - 114-10-31" in text
    assert "requests: [114-06-01, 114-10-31]" in text and "plan: [115-01-01, 115-06-30]" in text
    assert 'platinum: "114-12-05"' in text or "platinum: 114-12-05" in text  # another day


def test_once_all_is_filled_in_the_parameters_are_valid_and_undo_brings_the_marks_back(harbour):
    before = harbour.read_bytes()
    typed = {
        "meeting__date": "114-12-20",
        "declared__award_last_year__value": 99,
        "declared__award_last_year__as_of": "114-07-31",
        TALK.replace(".", "__"): "刪去",
        SECOND.replace(".", "__"): "刪去",
        "agenda__0__topics__2__proposals__1__due": "各單位期限",
        "agenda__0__start": "9:40",
        "confirmed": "是",
    }
    apply_form(harbour, fill(write_form(harbour), **typed))
    params = Params.read(harbour)
    item = params.agenda[0]
    assert [topic.title for topic in item.topics] == ["盤點結果", "港區計畫"]
    assert [(one.text, one.due) for one in item.topics[1].proposals] == [("請備查。", "各單位期限")]
    assert params.declared["award_last_year"].value == 99 and f"{item.start:%H:%M}" == "09:40"
    assert "# 之後沒有了" in harbour.read_text("utf-8")
    undo(harbour, COMMAND)
    assert harbour.read_bytes() == before


def test_the_same_workbook_twice_changes_nothing_more(harbour):
    form = fill(write_form(harbour), meeting__date="114-12-20", confirmed="是")
    assert apply_form(harbour, form) and apply_form(harbour, form) == []


def test_C19_a_value_that_the_file_has_otherwise_since_is_not_overwritten(harbour):
    form = fill(write_form(harbour), meeting__date="114-12-20")
    harbour.write_text(harbour.read_text("utf-8").replace("date: 待填", "date: 114-12-18"), "utf-8")
    before = harbour.read_bytes()
    with pytest.raises(ConfigError, match='C19 參數.xlsx .參數. row 6.*"待填" to "114-12-18"'):
        apply_form(harbour, form)
    assert harbour.read_bytes() == before


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("meeting__date", "114-02-31", r"C03 參數.xlsx .參數. row 6 column B .*114-02-31"),
        ("meeting__date", "=1+1", "C03 參數.xlsx .參數. row 6 column B"),
        ("meeting__date", "刪去", "C05 參數.xlsx .*meeting.date.*is missing"),
        ("declared__award_last_year__value", "很多", "C03 參數.xlsx .*很多"),
        ("as_of__inventory", "113-01-31", "C12 參數.xlsx .*as_of"),
    ],
)
def test_a_cell_that_does_not_fit_is_told_by_its_place_and_nothing_is_changed(harbour, key, value, said):
    before = harbour.read_bytes()
    form = fill(write_form(harbour), **{key: value})
    with pytest.raises((ConfigError, InputError), match=said):
        apply_form(harbour, form)
    assert harbour.read_bytes() == before


def test_C19_a_key_that_is_unknown_or_twice_and_a_workbook_of_something_else_are_told(harbour):
    form = write_form(harbour)
    book = openpyxl.load_workbook(form)
    book.active.cell(6, 6).value = "meeting.when"
    book.save(form)
    with pytest.raises(ConfigError, match='C19 .*row 6.*no "meeting.when"'):
        apply_form(harbour, form)
    book.active.cell(6, 6).value = book.active.cell(7, 6).value
    book.save(form)
    with pytest.raises(ConfigError, match="C19 .*row 7.*row 6 already"):
        apply_form(harbour, form)
    book.active.cell(4, 2).value = "值"
    book.save(form)
    with pytest.raises(ConfigError, match="C19 .*no workbook of parameters"):
        apply_form(harbour, form)
    other = write_form(harbour.with_name("harbour-1-3.yaml"))
    with pytest.raises(ConfigError, match="C19 .*harbour-1-3, not of harbour-1-4"):
        apply_form(harbour, other)


def test_a_workbook_is_never_overwritten_and_the_one_that_was_filled_in_is_taken(harbour):
    first, second = write_form(harbour), write_form(harbour)
    assert (first.name, second.name) == ("參數.xlsx", "參數-2.xlsx") and form_to_apply(harbour) == second
    fill(first, meeting__date="114-12-20")
    assert form_to_apply(harbour) == first
    apply_form(harbour, first)
    third = fill(write_form(harbour), declared__award_last_year__value=99)
    assert form_to_apply(harbour) == third
    fill(second, declared__award_last_year__value=98)
    with pytest.raises(ConfigError, match=r"C19 參數-2.xlsx, 參數-3.xlsx .*--apply data/harbour-1-4/參數-3.xlsx"):
        form_to_apply(harbour)
    with pytest.raises(ConfigError, match="C19 .*--form"):
        form_to_apply(harbour.with_name("harbour-1-5.yaml"))


def test_C19_a_cell_that_was_applied_before_is_told_as_such_and_undo_lets_it_be_applied_again(harbour):
    form = fill(write_form(harbour), meeting__date="114-12-20")
    apply_form(harbour, form)
    fill(form, meeting__date="114-12-21")
    with pytest.raises(ConfigError, match='C19 .*was applied before, and the parameter file has "114-12-20".*--undo'):
        apply_form(harbour, form)
    undo(harbour, COMMAND)
    apply_form(harbour, form)
    assert "date: 114-12-21" in harbour.read_text("utf-8")


def test_a_topic_that_was_deleted_as_told_is_no_unknown_key_when_the_workbook_is_read_again(harbour):
    last = fill(write_form(harbour), agenda__0__topics__2__title="刪去")
    assert apply_form(harbour, last)
    assert apply_form(harbour, last) == []
    undo(harbour, COMMAND)
    inner = fill(write_form(harbour), **{TALK.replace(".", "__"): "刪去"})
    assert apply_form(harbour, inner)
    with pytest.raises(ConfigError, match="C19 .*which should go, is no longer here") as told:
        apply_form(harbour, inner)
    assert len(told.value.problems) == 1


def test_a_workbook_whose_topics_are_gone_does_not_stand_in_the_way_of_the_one_written_after_it(harbour):
    first = fill(write_form(harbour), **{TALK.replace(".", "__"): "刪去"})
    apply_form(harbour, first)
    second = fill(write_form(harbour), meeting__date="114-12-20")
    assert form_to_apply(harbour) == second
    apply_form(harbour, second)
    assert "date: 114-12-20" in harbour.read_text("utf-8")


def test_C18_there_is_nothing_to_undo_where_only_another_command_changed_the_file(harbour):
    apply_form(harbour, fill(write_form(harbour), meeting__date="114-12-20"))
    with pytest.raises(ConfigError, match="C18 .*nothing to undo: packet intake --apply"):
        undo(harbour, "packet intake --apply")


def test_an_ods_and_days_that_a_program_took_for_days_are_read_too(harbour, tmp_path):
    path = tmp_path / "參數.ods"
    path.write_bytes(to_ods(form_of(harbour)))
    assert apply_form(harbour, path) == []
    import datetime

    form = fill(write_form(harbour), meeting__date=datetime.date(2025, 12, 20))
    apply_form(harbour, form)
    assert "date: 114-12-20" in harbour.read_text("utf-8")


def test_the_same_file_gives_the_same_workbook(harbour):
    assert write_form(harbour).read_bytes() == write_form(harbour).read_bytes()


# -- so that it cannot rot -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", form_fields.ASKED_OF)
def test_every_field_of_the_models_has_its_words_or_is_left_out_by_name(place):
    """A new field needs an entry of ``FIELDS`` or of ``LEFT_OUT`` in reportlib/new/form_fields.py."""
    inner = set(form_fields.ASKED_OF)
    for name in form_fields.ASKED_OF[place].model_fields:
        key = f"{place}.{name}"
        known = key in form_fields.FIELDS or f"{key}.#" in form_fields.FIELDS or key in form_fields.LEFT_OUT
        assert known or f"{key}.#" in inner, key


def test_every_field_that_is_asked_for_is_one_of_the_models():
    for key in (*form_fields.FIELDS, *form_fields.LEFT_OUT):
        place, _, name = re.sub(r"\.#$", "", key).rpartition(".")
        assert name in form_fields.ASKED_OF[place].model_fields, key


# -- texts in YAML ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["110", "1.5", "true", "~", "- 一", "=1+1", "甲: 乙", "#號", "「引」", "a'b\"c", "?", "null"]
)
def test_a_text_stays_a_text_in_the_file(text, tmp_path):
    from reportlib.meeting import yaml_file

    path = tmp_path / "a.yaml"
    path.write_text(f"key: {text_scalar(text)}\nlist: [{text_scalar(text)}]\n", "utf-8")
    assert yaml_file.load(path).data == {"key": text, "list": [text]}


TEXT = """\
agenda:
  - item: 一
    topics:
      # 第一個
      - title: 甲   # 註
        matter: 子
      - title: 乙
        presenter: 丑
  - {item: 二, subject: 寅, start: 卯}
last: 1
"""


@pytest.mark.parametrize(
    ("path", "gone", "there"),
    [
        (("agenda", 0, "topics", 0), "      - title: 甲   # 註\n        matter: 子\n", ""),
        (("agenda", 0, "topics", 1), "      - title: 乙\n        presenter: 丑\n", ""),
        (("agenda", 0, "topics", 0, "matter"), "        matter: 子\n", ""),
        (("agenda", 0, "topics", 1, "title"), "title: 乙\n        presenter", "presenter"),
        (("agenda", 1, "subject"), ", subject: 寅", ""),
        (("agenda", 1, "item"), "item: 二, ", ""),
        (("agenda", 1), "  - {item: 二, subject: 寅, start: 卯}\n", ""),
        (("last",), "last: 1\n", ""),
    ],
)
def test_a_key_or_an_item_is_taken_away_with_what_is_in_it(path, gone, there):
    text = YamlText(TEXT)
    text.drop(path)
    assert TEXT.count(gone) == 1 and text.changed() == TEXT.replace(gone, there)


def empty_of(params):
    return next(row for row in rows_of(params) if row.key == "empty_inputs")


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("", "requests", ["requests"]),
        ("", "民間需求回應、委員名單", ["requests", "members"]),
        ("", "requests.csv, members", ["requests", "members"]),
        ("empty_inputs: []  # 本次\n", "members", ["members"]),
        ("empty_inputs:\n- requests\n", "requests、members", ["requests", "members"]),
        ("empty_inputs: [requests, members]\n", "members", ["members"]),
    ],
)
def test_the_inputs_without_a_record_are_one_cell_by_their_names_in_words_or_not(harbour, before, typed, after):
    harbour.write_text(harbour.read_text("utf-8") + before, "utf-8")
    told = empty_of(harbour)
    assert kind_of(told) == "same" and "requests（民間需求回應）" in told.told and "publishers" not in told.told
    apply_form(harbour, fill(write_form(harbour), empty_inputs=typed))
    data = yaml_file.load(harbour).data
    assert data["empty_inputs"] == after and data["inputs"]["members"].endswith("members.csv")
    assert empty_of(harbour).offered == "、".join(after)


def test_that_each_input_has_records_after_all_is_said_by_taking_the_list_away(harbour):
    harbour.write_text(harbour.read_text("utf-8") + "empty_inputs: [requests]\n", "utf-8")
    apply_form(harbour, fill(write_form(harbour), empty_inputs="刪去"))
    assert "empty_inputs" not in yaml_file.load(harbour).data


def test_C19_a_name_that_is_no_input_is_told_by_its_cell_with_those_that_there_are(harbour):
    before = harbour.read_text("utf-8")
    with pytest.raises(ConfigError, match=r"C19 參數.xlsx.*feedbak.*requests（民間需求回應）"):
        apply_form(harbour, fill(write_form(harbour), empty_inputs="feedbak"))
    assert harbour.read_text("utf-8") == before
