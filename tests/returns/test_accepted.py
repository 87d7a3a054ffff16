"""What an intake writes: the accepted rows, the board, the findings and the marked-up copies."""

import pyarrow as pa
import pytest
from pyarrow import parquet

from reportlib.errors import ConfigError
from reportlib.records import return_tables, schema
from reportlib.returns import (
    accepted,
    prefilled,
)
from reportlib.returns.senders import Version
from tests.support.desk import GOOD, PARAMS, PLAN


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_what_is_written_is_the_same_twice_and_names_no_path(desk):
    desk.put("水利署.csv", GOOD[0], ("甲-2", "水庫", "", "CSV", "偶爾", "109/2/30", ""))
    folder = accepted.publish(desk.take())
    first = tree(folder) | tree(desk.data / "accepted")
    accepted.publish(desk.take())
    assert tree(folder) | tree(desk.data / "accepted") == first
    assert {
        "intake.html",
        "findings.csv",
        "board.csv",
        "set-aside.csv",
        "hashes.json",
        "marked/水利署-檢核.xlsx",
        "plan.csv",
        "evaluation.csv",
        "received.csv",
        "corrections.csv",
    } <= first.keys()
    for name, data in first.items():
        assert str(desk.root).encode() not in data, name


def test_accepted_rows_are_read_back_as_they_were_accepted(desk):
    from reportlib.records import inputs as records_inputs

    rows = [("=1+1", '=HYPERLINK("x")'), ("'1", "-5"), ("@a", "＝b"), ("甲-2", "一,二"), ("+3", "正常")]
    desk.put_book(
        "水利署.xlsx",
        {
            "預計開放資料集": [
                PLAN,
                *((number, title, None, "CSV;JSON", "每季", "109/11/30", None) for number, title in rows),
            ]
        },
    )
    book_path = desk.returns / "水利署.xlsx"
    assert book_path.is_file()
    desk_rows = desk.take()
    accepted.publish(desk_rows)
    path = desk.data / "accepted" / "plan.csv"
    again = records_inputs.read("plan", path, desk.meeting)
    for column in ("plan_id", "agency", "title", "formats", "update_frequency", "planned_on"):
        assert list(again.frame[column]) == list(desk_rows.accepted["plan"][column])
    assert again.notices == ('plan.csv: the column "服務分類" is blank throughout and taken as not provided.',)
    for line in path.read_text("utf-8-sig").splitlines():
        assert not any(cell.startswith(("=", "+", "@", "＝")) for cell in line.replace('"', "").split(","))


def test_the_accepted_files_carry_the_labels_of_their_tables_and_the_origin(desk):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    data = (desk.data / "accepted" / "plan.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header = data.decode("utf-8-sig").splitlines()[0].split(",")
    assert header == [*(column.label for column in return_tables.PLAN_RETURN.columns), *schema.ORIGIN]


def test_what_a_person_put_among_the_accepted_files_stays_and_old_tables_go(desk):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    folder = desk.data / "accepted"
    (folder / "我的.txt").write_text("x", "utf-8")
    (folder / "replies.csv").write_text("old", "utf-8")
    accepted.publish(desk.take())
    assert (folder / "我的.txt").read_text("utf-8") == "x" and not (folder / "replies.csv").exists()
    assert sorted(path.name for path in desk.data.iterdir()) == ["accepted", "returns"]


def test_R12_a_failure_to_write_leaves_what_was_there(desk, monkeypatch):
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    before = tree(desk.data) | tree(desk.root / "output")
    desk.put("水利署.csv", GOOD[0])

    def full(*_):
        raise OSError(28, "No space left on device")

    from reportlib.errors import OutputError

    monkeypatch.setattr(accepted, "_stage_accepted", full)
    with pytest.raises(OutputError):
        accepted.publish(desk.take())
    after = tree(desk.data) | tree(desk.root / "output")
    after["returns/水利署.csv"] = before["returns/水利署.csv"]
    assert after == before


def test_two_units_may_number_their_plans_alike_and_the_packet_reads_both(desk):
    from reportlib.records import inputs as records_inputs

    desk.put("水利署.csv", *GOOD)
    desk.put("能源局.csv", *GOOD)
    found = desk.take()
    accepted.publish(found)
    again = records_inputs.read("plan", desk.data / "accepted" / "plan.csv", desk.meeting)
    assert found.findings == () and list(again.frame["plan_id"]) == ["甲-1", "甲-2", "甲-1", "甲-2"]


def test_what_was_open_before_stays_in_the_plan_though_no_form_asks_about_it(desk):
    from reportlib.records import inputs as records_inputs

    desk.say(
        "plan.csv",
        "編號,機關,資料集名稱,預計開放日期,實際開放日期\n舊-1,經濟部水利署,潮位,109-03-31,109-03-01\n舊-2,經濟部水利署,雨量,109-08-31,\n甲-2,經濟部水利署,水庫蓄水,109-12-01,109-10-01\n甲-1,經濟部能源局,油價,109-05-01,109-05-01\n本-1,經濟部,公報,109-09-30,\n",
    )
    (desk.root / "params" / "m-6-1.yaml").write_text(
        PARAMS.replace("agencies.csv}", "agencies.csv, plan: ../data/m-6-1/accepted/plan.csv}"), "utf-8"
    )
    desk.put("水利署.csv", *GOOD)
    accepted.publish(desk.take())
    again = records_inputs.read("plan", desk.data / "accepted" / "plan.csv", desk.meeting).frame
    # The list in its order, then what is new: of 能源局 nobody returned 甲-1; 本部 is not asked; 舊-2 was asked about and did
    # not come back.
    assert list(again["plan_id"]) == ["舊-1", "舊-2", "甲-2", "甲-1", "本-1", "甲-1"]
    assert list(again["agency_short"]) == ["水利署", "水利署", "水利署", "能源局", "經濟部本部", "水利署"]
    assert again["opened_on"].notna().tolist() == [True, False, True, True, False, False]
    assert (desk.data / "accepted" / "plan.csv").read_text("utf-8-sig").splitlines()[1].endswith(",109-03-01,,,,")


def test_I09_a_dataset_that_two_units_report_is_nobodys(desk):
    params = desk.root / "params" / "m-6-1.yaml"
    params.write_text(params.read_text("utf-8").replace("[plan, evaluation]", "[checklist]"), "utf-8")
    header = ("資料集識別碼", "資料集名稱", "連結可下載", "依頻率更新")
    desk.put("水利署.csv", ("6001", "甲", "是", "是"), ("6002", "乙", "是", "是"), header=header)
    desk.put("能源局.csv", ("６００１", "甲", "是", "是"), header=header)
    found = desk.take()
    assert {(one.code, one.file, one.row, one.column) for one in found.errors} == {
        ("I09", "水利署.csv", 2, 1),
        ("I09", "能源局.csv", 2, 1),
    }
    assert list(found.accepted["checklist"]["dataset_id"]) == ["6002"]
    assert found.board["能源局", "checklist"].state == "errors"


CHECKED = ("資料集識別碼", "資料集名稱", "連結可下載", "依頻率更新")


def test_the_checklist_of_a_quarter_goes_on_from_those_before(desk):
    params = desk.root / "params" / "m-6-1.yaml"
    asked = params.read_text("utf-8").replace("[plan, evaluation]", "[checklist], quarter: 109年第3季")
    params.write_text(asked, "utf-8")
    earlier = (
        "季別,提供機關,資料集識別碼,連結可下載,依頻率更新,提送日期\n109年第2季,經濟部水利署,6001,是,否,109-06-10\n"
    )
    desk.say(
        "checklist.csv", earlier + "109Q3,經濟部水利署,6001,否,是,\n109年第3季,經濟部能源局,6003,是,是,109-09-01\n"
    )
    desk.put("水利署.csv", ("6001", "甲", "Y", "✓"), header=CHECKED)
    accepted.publish(desk.take())
    rows = (desk.data / "accepted" / "checklist.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(",")[:6] for row in rows[1:]] == [
        ["109年第2季", "經濟部水利署", "6001", "", "是", "否"],
        ["109年第3季", "經濟部能源局", "6003", "", "是", "是"],  # it has returned nothing now
        ["109 年第三季", "經濟部水利署", "6001", "甲", "是", "是"],
    ]
    assert '"checklist.csv"' in (desk.data / "accepted" / "own-lists.json").read_text("utf-8")


def test_C03_a_quarter_that_is_none_is_refused_in_the_parameters(desk):
    params = desk.root / "params" / "m-6-1.yaml"
    params.write_text(params.read_text("utf-8").replace("[plan, evaluation]", "[checklist], quarter: 下半年"), "utf-8")
    with pytest.raises(ConfigError, match="下半年.*no quarter"):
        desk.take()


def test_the_name_of_the_checklist_is_no_version():

    assert Version.of("中部辦公室_已開放資料集檢核表.tsv").text == ""
    assert Version.of("水利署-檢核.xlsx").text == "檢核"


@pytest.mark.parametrize("is_named", [False, True])
def test_what_build_takes_as_parquet_is_known_to_templates_and_intake_too(desk, is_named):
    text = {"編號": "甲-1", "提供機關": "水利署", "資料集名稱": "河川水位", "預計開放日期": "109/11/30"}
    parquet.write_table(pa.table({name: [cell] for name, cell in text.items()}), desk.data / "plan.parquet")
    params = desk.root / "params" / "m-6-1.yaml"
    named = PARAMS.replace("agencies.csv}", "agencies.csv, plan: ../data/m-6-1/plan.parquet}")
    params.write_text(named if is_named else PARAMS, "utf-8")
    known = prefilled.prefilled(desk.meeting, ["plan"])["plan"]
    assert {unit: [row["title"] for row in rows] for unit, rows in known.items()} == (
        {"水利署": ["河川水位"]} if is_named else {}
    )
    kept = desk.take().kept["plan"]
    assert kept is not None and list(kept.frame["title"]) == ["河川水位"]
