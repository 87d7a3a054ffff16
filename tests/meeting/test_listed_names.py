"""Whose a name is in a list of many bodies, where nobody says whose a row is; and what a person decides of it in the register."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib import language
from reportlib.errors import ConfigError
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Agency
from reportlib.meeting.listed_names import Decision

HEADER = "name,short,aliases,kind,evaluated,successor\n"
AGENCIES = (
    Agency("經濟部水利署", "水利署", ("水署",), ours_alone=True),
    Agency("經濟部標準檢驗局", "標準檢驗局", ("經濟部標檢局", "標檢局")),
    Agency("經濟部統計處", "統計處"),
    Agency("台灣中油股份有限公司", "台灣中油公司", ("中油",)),
    Agency("經濟部", "經濟部本部", ("本部",)),
)


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def whose(name: str, *decisions: Decision) -> str:
    return AgencyRegister(AGENCIES, decisions=decisions).in_list(name).whose


@pytest.mark.parametrize(
    "name",
    [
        "經濟部統計處",
        "經濟部　統計處",
        "臺灣中油股份有限公司",
        "經濟部標檢局",
        "經濟部本部",
        "水利署",
        "水署",
        "經濟部",
    ],
)
def test_a_name_is_ours_by_the_official_name_by_the_bodys_heading_or_where_the_register_says_so(name):
    assert whose(name) == "ours"


@pytest.mark.parametrize(
    "name",
    [
        "統計處",  # every ministry has one
        "標檢局",
        "本部",
        "中油",
        "台灣中油公司",
        "台灣中油股份有限公司油品行銷事業部",  # under a body of ours
        "中油液化石油氣事業部",
        "水利署北區水資源局",
        "經濟部統計處、內政部統計處",
        "經濟部標準檢驗所",  # nearly a name of ours
        "",
    ],
)
def test_what_else_could_be_ours_waits_for_a_decision(name):
    assert whose(name) == "undecided"


@pytest.mark.parametrize("name", ["文化部", "內政部統計處", "高雄市政府水利局", "主計處", "處"])
def test_a_name_unlike_any_of_ours_is_anothers(name):
    assert whose(name) == "others"


def test_a_decision_counts_both_ways_and_a_longer_one_before_a_shorter():
    ours, not_ours = Decision("統計處", "經濟部統計處"), Decision("統計處")
    assert (whose("統計處", ours), whose("統計處", not_ours)) == ("ours", "others")
    both = Decision("台灣中油股份有限公司*", "台灣中油股份有限公司"), Decision("台灣中油股份有限公司工會*")
    assert whose("臺灣中油股份有限公司石化事業部", *both) == "ours"
    assert whose("台灣中油股份有限公司工會", *both) == "others"
    assert whose("台灣中油股份有限公司", Decision("台灣中油*")) == "ours"  # its official name all the same


def test_a_decision_is_no_agency_and_no_spelling_of_one(tmp_path):
    path = tmp_path / "機關.csv"
    path.write_text(
        HEADER
        + "經濟部統計處,統計處,,幕僚,是,\n技術處,經濟部統計處,,清單中屬本機關,,107年7月查明\n總務司,,,清單中非本機關,,\n",
        "utf-8",
    )
    register = AgencyRegister.read(path)
    assert [agency.name for agency in register] == ["經濟部統計處"]
    assert register.find("技術處") is None and register.in_list("技術處").match.agency.name == "經濟部統計處"
    assert register.in_list("總務司").whose == "others"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("技術處,,,清單中屬本機關,,", "C05 機關.csv第 3 列：「清單中屬本機關」的「技術處」沒有填屬於哪一個機關。"),
        ("技術處,經濟部統計處,,清單中非本機關,,", "C05 機關.csv第 3 列：「清單中非本機關」的「技術處」不可填機關。"),
        ("技術處,內政部,,清單中屬本機關,,", "名冊沒有這個機關的全銜"),
        ("經濟部統計處,,,清單中非本機關,,", "是名冊中機關的全銜"),
        ("技術處,,別名,清單中非本機關,是,", "這些欄須空白：aliases、evaluated"),
        ("*,,,清單中非本機關,,", "L11 機關.csv第 3 列"),
        ("技術處,,,清單中非本機關,,\n技術處,經濟部統計處,,清單中屬本機關,,", "名稱「技術處」在第 3 列已有認定"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_with_its_row(tmp_path, row, told):
    path = tmp_path / "機關.csv"
    path.write_text(HEADER + "經濟部統計處,統計處,,幕僚,是,\n" + row + "\n", "utf-8")
    with pytest.raises(ConfigError) as refused:
        AgencyRegister.read(path)
    assert told in str(refused.value)


def test_ours_alone_is_yes_or_blank(tmp_path):
    path = tmp_path / "機關.csv"
    path.write_text("name,short,aliases,kind,evaluated,successor,ours_alone\n經濟部水利署,水利署,,,是,,V\n", "utf-8")
    with pytest.raises(ConfigError, match="V17 機關.csv第 2 列：ours_alone 只能是「是」或空白"):
        AgencyRegister.read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12).filter(
        lambda name: name.strip() == name and name.strip("*") and not name.startswith(("=", "+", "-", "@"))
    ),
    st.sampled_from(["經濟部統計處", ""]),
    st.permutations(["name", "short", "aliases", "kind", "evaluated", "successor", "valid_from", "ours_alone"]),
)
def test_the_line_that_is_shown_is_the_decision_when_it_is_pasted_whatever_the_columns(tmp_path, name, agency, columns):
    path = tmp_path / "機關.csv"
    values = {"name": "經濟部統計處", "short": "統計處", "kind": "幕僚"}
    text = ",".join(columns) + "\n" + ",".join(values.get(column, "") for column in columns) + "\n"
    path.write_text(text, "utf-8")
    line = AgencyRegister.read(path).written.line_of(Decision(name, agency))
    path.write_text(text + line + "\n", "utf-8")
    if not agency and not name.endswith("*") and AgencyRegister(AGENCIES).find(name):
        return  # an official name
    [read] = AgencyRegister.read(path).written.decisions
    assert (read.spelt, read.agency) == (Decision(name).spelt, agency)
