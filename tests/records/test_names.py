"""Rows of a list of many bodies: what is ours by the register is counted, what could be ours is told and left out, all is accounted for."""

from types import SimpleNamespace

import pytest

from reportlib.errors import InputError
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.param_choices import RunLimits
from reportlib.records import inputs
from reportlib.records.clean import clean
from reportlib.records.records import Records

pytestmark = pytest.mark.usefixtures("chinese")

REGISTER = (
    "name,short,aliases,kind,evaluated,successor,ours_alone\n經濟部水利署,水利署,,所屬機關,是,,是\n經濟部統計處,統計處,,幕僚,是,,\n"
    "經濟部技術處,技術處,,幕僚,是,,\n台灣中油股份有限公司,台灣中油公司,中油,國營事業,是,,是\n經濟部,本部,,,,,\n"
)
LIST = (
    "提供機關名稱,資料集名稱\n經濟部水利署,水位甲\n經濟部,公告乙\n統計處,內政統計丙\n統計處,內政統計丁\n文化部,文物己\n"
    "台灣中油股份有限公司油品行銷事業部,站點庚\n水利署,水位辛\n,沒有機關\n"
)


@pytest.fixture
def read(tmp_path):
    """Clean one input in the way a meeting does, by lines of a CSV and further lines of the register."""

    def read(
        text: str, *decisions: str, kind: str = "catalogue", others: str = "count", empty: tuple[str, ...] = ()
    ) -> Records:
        (tmp_path / "名冊.csv").write_text(REGISTER + "".join(f"{line}\n" for line in decisions), "utf-8")
        (tmp_path / "清單.csv").write_text(text, "utf-8")
        params = SimpleNamespace(
            other_publishers=others,
            empty_inputs=empty,
            run=RunLimits(),
            inputs=SimpleNamespace(**{kind: tmp_path / "清單.csv"}),
        )
        meeting = SimpleNamespace(params=params, register=AgencyRegister.read(tmp_path / "名冊.csv"))
        return inputs.read(kind, tmp_path / "清單.csv", meeting)

    return read


def titles(records: Records) -> str:
    return "".join(title[-1] for title in records.frame["title"])


def test_a_bare_name_never_counts_by_itself_in_the_portals_list_and_is_told_with_rows_and_titles(read):
    records = read(LIST)
    assert titles(records) == "甲乙辛"
    assert {kind: n for kind, n in records.counts.items() if n} == {
        "read": 9,
        "used": 3,
        "header": 1,
        "out_of_scope": 1,
        "undecided": 4,
    }
    assert [(one.name, one.rows, one.titles) for one in records.undecided] == [
        ("統計處", (4, 5), ("內政統計丙", "內政統計丁")),
        ("", (9,), ("沒有機關",)),
        ("台灣中油股份有限公司油品行銷事業部", (7,), ("站點庚",)),
    ]
    told = "\n".join(records.notices)
    assert "清單中的「統計處」 2 列（第 4–5 列）可能屬「經濟部統計處」，也可能是別的機關的" in told
    assert "例：「內政統計丙」、「內政統計丁」。" in told
    assert "統計處,經濟部統計處,,清單中屬本機關,,," in told and "統計處,,,清單中非本機關,,," in told
    assert "有 1 列（第 9 列）的機關欄空白" in told


def test_the_line_that_was_told_decides_and_what_it_does_is_told(read):
    records = read(LIST, "統計處,,,清單中非本機關,,,", "台灣中油股份有限公司*,台灣中油股份有限公司,,清單中屬本機關,,,")
    assert titles(records) == "甲乙庚辛" and records.counts["undecided"] == 1 and records.counts["out_of_scope"] == 3
    assert records.frame["publisher_short"].tolist() == ["水利署", "本部", "台灣中油公司", "水利署"]
    told = "\n".join(records.notices)
    assert "「統計處」 2 列依名冊的認定非本機關，未採計。" in told
    assert "「台灣中油股份有限公司油品行銷事業部」 1 列依名冊的認定計入「台灣中油股份有限公司」。" in told


OWN = "提供機關,資料集名稱\n經濟部水利署,甲\n統計處,乙\n統計處,丙\n"


def test_in_a_list_that_has_ours_only_a_short_name_counts_and_that_is_told(read):
    records = read(OWN, others="refuse")
    assert records.frame["publisher_short"].tolist() == ["水利署", "統計處", "統計處"]
    assert any("1 個名稱不是全銜，共 2 列，依名冊計入：「統計處」 2 列" in notice for notice in records.notices)
    with pytest.raises(InputError, match="文化部"):
        read(OWN + "文化部,丁\n", others="refuse")


def test_what_the_register_decides_holds_in_a_list_that_has_ours_only_too(read):
    with pytest.raises(InputError) as refused:
        read(OWN, "統計處,,,清單中非本機關,,,", others="refuse")
    [problem] = refused.value.problems
    assert (problem.code, problem.row) == ("I02", 3) and "依名冊 名冊.csv 的認定不屬本機關" in problem.what


REQUESTS = "編號,標題,機關,處理情形\n1,甲,統計處,已開放\n2,乙,經濟部水利署,已開放\n"


def test_any_other_input_is_such_a_list_where_it_has_rows_of_other_bodies(read):
    alone = read(REQUESTS, kind="requests")
    assert titles(alone) == "甲乙" and alone.undecided == ()
    national = read(REQUESTS + "3,丙,文化部,已開放\n", kind="requests")
    assert titles(national) == "乙" and [one.name for one in national.undecided] == ["統計處"]


def test_a_list_with_no_row_of_ours_is_refused_and_says_what_waits_for_a_decision(read):
    with pytest.raises(InputError) as refused:
        read("提供機關,資料集名稱\n文化部,甲\n交通部,乙\n統計處,丙\n")
    first, second = refused.value.problems
    assert str(first).startswith(
        "I13 清單.csv：3 列資料沒有一列屬於名冊 名冊.csv 的機關（其中 1 列待名冊認定）。請確認檔案及名冊是否相符"
    )
    assert second.code == "I02" and "「統計處」 1 列（第 4 列）" in second.what


def test_a_list_with_no_row_of_ours_may_be_said_to_be_so(read):
    assert read("提供機關,資料集名稱\n文化部,甲\n", empty=("catalogue",)).counts["used"] == 0
    assert (
        read(
            REQUESTS.replace("經濟部水利署", "文化部").replace("統計處", "交通部"), kind="requests", empty=("requests",)
        ).undecided
        == ()
    )


def test_the_list_of_July_2018_counts_no_bare_name_and_accounts_for_every_row(shared, root):
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv")
    records = clean("catalogue", shared / "real" / "datagovtw-2018-07.csv", register, other_publishers="count")
    waiting = {one.name: len(one.rows) for one in records.undecided}
    bare = ("統計處", "技術處", "總務司", "秘書室", "會計處", "人事處")
    assert [waiting[name] for name in bare] == [248, 28, 7, 6, 5, 1]
    assert sum(n for name, n in waiting.items() if name.startswith("台灣中油")) == 15
    assert (records.counts["used"], records.counts["undecided"], records.counts["out_of_scope"]) == (2550, 310, 33095)
