"""Exit codes of a command that sets rows aside (docs/commands.md): 1 for what is done in part, and 0 once nothing is set aside."""

from pathlib import Path

import pytest

from tests.support.desk import Desk
from tests.support.tiny_project import NAME, packet_of, tiny_project

EXPORT = "ID,建議之標題,建議資料集名稱,建議開放的欄位,建議原因,派發機關,回復狀態,分派狀態,回復時間,回應"
FITS = "1,水位,河川,時間,防災,經濟部水利署,未回復,已分派,,"
TOO_LONG = "2,井址,水井,座標,研究,經濟部水利署,未回復,已分派,,,另一格"


@pytest.fixture
def project(tmp_path):
    """A project of one section which also reads an export of requests with these lines; its parameters."""

    def write(*lines: str) -> Path:
        params = tiny_project(tmp_path)
        text = params.read_text("utf-8")
        params.write_text(
            text.replace("catalogue.csv}", f"catalogue.csv, requests: ../data/{NAME}/需求.csv}}"), "utf-8"
        )
        (tmp_path / "data" / NAME / "需求.csv").write_text("\n".join((EXPORT, *lines)) + "\n", "utf-8")
        return params

    return write


@pytest.mark.parametrize(("lines", "code"), [((FITS, TOO_LONG), 1), ((FITS,), 0)])
def test_a_packet_with_a_row_of_an_input_set_aside_is_whole_and_exits_1(project, packet, lines, code):
    params = project(*lines)
    done = packet("build", params)
    assert done.returncode == code, done.stderr
    assert (packet_of(params) / "packet.pdf").is_file() and (packet_of(params) / "SHA256SUMS").is_file()
    assert ("1 rows are set aside and not counted" in done.stdout) is bool(code)


def test_a_check_tells_of_the_row_that_is_set_aside_and_refuses_nothing(project, packet):
    params = project(FITS, TOO_LONG)
    done = packet("check", params)
    assert done.returncode == 0, done.stderr
    assert "需求.csv: row 3" in done.stdout and not packet_of(params).exists()


@pytest.mark.parametrize(("day", "code"), [("109/2/30", 1), ("109/12/31", 0)])
def test_an_intake_in_which_every_unit_answered_exits_1_while_a_row_is_set_aside(root, tmp_path, packet, day, code):
    desk = Desk(tmp_path, root)
    params = tmp_path / "params" / "m-6-1.yaml"
    params.write_text(params.read_text("utf-8").replace("[plan, evaluation]", "[plan]"), "utf-8")
    for unit in ("水利署", "能源局", "標準檢驗局", "經濟部本部"):
        planned = day if unit == "水利署" else "109/11/30"
        desk.put(f"{unit}.csv", (f"{unit}-1", f"{unit}資料", "", "CSV", "每1月", planned, ""))
    done = packet("intake", params)
    assert done.returncode == code, done.stdout + done.stderr
    aside = (tmp_path / "output" / "m-6-1.intake" / "set-aside.csv").read_text("utf-8-sig")
    assert ("109/2/30" in aside) is bool(code)
