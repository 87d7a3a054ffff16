"""A parameter file that a command changes: in place, with its comments; the version before kept; undone only while nobody has edited it."""

import pytest

from reportlib.commands.returns import apply_inputs
from reportlib.errors import ConfigError
from reportlib.meeting.yaml_text import YamlText, without_comments
from reportlib.new.rewritten import FOLDER, rewrite, text_of, undo

PARAMS = """\
# 第 1 次會議
meeting: {body: 港, term: 1, number: 1, date: 114-06-20}
inputs:   # 檔案
  publishers: harbour.csv
  plan: ../data/harbour-1-1/plan.csv   # 各單位的

  # 下面是別的
as_of:
  inventory: 114-05-31
agenda:
  - {item: 報告, start: "09:30", end: "10:20", sections: [10-inventory]}
"""
COMMAND = "packet intake --apply"


@pytest.fixture
def harbour(tmp_path):
    for name, text in {
        "params/harbour-1-1.yaml": PARAMS,
        "params/harbour.csv": "name,short,aliases,kind,evaluated,successor\n捷運局,捷運局,,,是,\n",
        "notebooks/10-inventory.ipynb": "{}",
        "data/harbour-1-1/plan.csv": "編號\n",
        "data/harbour-1-1/accepted/plan.csv": "編號\n",
        "data/harbour-1-1/accepted/received.csv": "編號\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "params" / "harbour-1-1.yaml"


ACCEPTED = {
    "plan": "../data/harbour-1-1/accepted/plan.csv",
    "received": "../data/harbour-1-1/accepted/received.csv",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_lines_of_inputs_are_written_in_place_and_the_rest_stays_byte_for_byte(harbour, capsys, line_end, mark):
    harbour.write_bytes(mark + PARAMS.replace("\n", line_end).encode())
    apply_inputs(harbour, ACCEPTED)
    wanted = PARAMS.replace("harbour-1-1/plan.csv", "harbour-1-1/accepted/plan.csv").replace(
        "# 各單位的\n", "# 各單位的\n  received: ../data/harbour-1-1/accepted/received.csv\n"
    )
    assert harbour.read_bytes() == mark + wanted.replace("\n", line_end).encode()
    said = capsys.readouterr().out
    assert (
        "line 5  plan: ../data/harbour-1-1/plan.csv   # 各單位的 → plan: ../data/harbour-1-1/accepted/plan.csv" in said
    )
    assert "line 6  received: " in said and "packet intake harbour-1-1 --undo" in said


def test_inputs_in_one_line_stay_in_one_line(harbour):
    harbour.write_text(
        PARAMS.replace("inputs:   # 檔案\n  publishers: harbour.csv\n", "inputs: {publishers: harbour.csv, ")
        .replace("  plan: ../data/harbour-1-1/plan.csv   #", "plan: ../data/harbour-1-1/plan.csv}  #")
        .replace("csv, plan", "csv, plan"),
        "utf-8",
    )
    apply_inputs(harbour, ACCEPTED)
    assert (
        "{publishers: harbour.csv, plan: ../data/harbour-1-1/accepted/plan.csv, received: ../data/harbour-1-1/accepted/received.csv}"
        in harbour.read_text("utf-8")
    )


def test_several_things_added_at_one_place_stand_in_their_order():
    text = YamlText("inputs: {a: 1}\n")
    text.add(("inputs",), "z", "2")
    text.add(("inputs",), "b", "3")
    assert text.changed() == "inputs: {a: 1, z: 2, b: 3}\n"


def test_C18_what_was_changed_is_undone_step_by_step_and_nothing_is_lost(harbour):
    first = harbour.read_bytes()
    apply_inputs(harbour, {"plan": ACCEPTED["plan"]})
    second = harbour.read_bytes()
    apply_inputs(harbour, ACCEPTED)
    undo(harbour, COMMAND)
    assert harbour.read_bytes() == second
    undo(harbour, COMMAND)
    assert harbour.read_bytes() == first
    with pytest.raises(ConfigError, match="C18 harbour-1-1.yaml: nothing to undo"):
        undo(harbour, COMMAND)
    kept = harbour.parents[1] / "data" / "harbour-1-1" / FOLDER
    assert second in [path.read_bytes() for path in kept.iterdir()]
    apply_inputs(harbour, ACCEPTED)
    assert len([path for path in kept.iterdir() if path.suffix == ".yaml"]) == 5


def test_C18_a_file_that_was_edited_since_is_not_put_back(harbour):
    apply_inputs(harbour, ACCEPTED)
    harbour.write_text(harbour.read_text("utf-8") + "# 我的\n", "utf-8")
    with pytest.raises(ConfigError, match=f"C18 .*edited since.*data/harbour-1-1/{FOLDER}/0001-harbour-1-1.yaml"):
        undo(harbour, COMMAND)
    assert harbour.read_text("utf-8").endswith("# 我的\n")


def test_C18_what_another_command_has_changed_since_is_undone_by_that_first(harbour):
    rewrite(harbour, text_of(harbour) + "# 我的\n", "packet parameters --apply")
    apply_inputs(harbour, ACCEPTED)
    with pytest.raises(ConfigError, match="C18 .*packet intake --apply.*packet intake harbour-1-1 --undo"):
        undo(harbour, "packet parameters --apply")


def test_a_text_that_is_wrong_replaces_nothing_and_is_not_kept(harbour):
    before = harbour.read_bytes()
    with pytest.raises(ConfigError, match="F20 .*inputs.plan"):
        apply_inputs(harbour, {"plan": "../data/harbour-1-1/gone.csv"})
    with pytest.raises(ConfigError, match="C03 harbour-1-1.yaml row 9"):
        rewrite(harbour, text_of(harbour).replace("inventory: 114-05-31", "inventory: 114-02-31"), COMMAND)
    assert harbour.read_bytes() == before
    assert not (harbour.parents[1] / "data" / "harbour-1-1" / FOLDER).exists()


def test_what_is_still_to_be_filled_in_stops_no_change(harbour):
    harbour.write_text(PARAMS.replace("date: 114-06-20", "date: 待填"), "utf-8")
    apply_inputs(harbour, ACCEPTED)
    assert "date: 待填" in harbour.read_text("utf-8")


def test_F20_there_is_nothing_to_undo_of_a_meeting_that_is_not_there(harbour):
    with pytest.raises(ConfigError, match="F20"):
        undo(harbour.with_name("harbour-9-9.yaml"), COMMAND)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: 1   # 本次：甲\nb: 2 # 乙\n", "a: 1\nb: 2 # 乙\n"),
        ("# 本次：甲\r\na: 1\r\n  # 本次：乙\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
        ("a: 1\n#本次：甲", "a: 1\n"),
        ("a: '甲 # 本次：乙' # 本次：丙\n", "a: '甲 # 本次：乙'\n"),
        ("a: |\n  甲\n  # 本次：乙\nb: 2\n", "a: |\n  甲\n  # 本次：乙\nb: 2\n"),
        ("a: [1, # 本次：甲\n  2]\n", "a: [1,\n  2]\n"),
        ("a: 1 # 甲 # 本次：乙\n", "a: 1 # 甲 # 本次：乙\n"),
        ("a: 1 # 本次討論的半年\n", "a: 1 # 本次討論的半年\n"),
    ],
)
def test_comments_of_one_meeting_go_and_what_only_looks_like_one_stays(text, left):
    assert without_comments(text, "本次：") == left
