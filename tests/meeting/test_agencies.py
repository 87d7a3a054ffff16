"""Names of agencies are valid for a time (FAULTS I01 to I05, I08, I09): the reform of 112-09-26 and what it left to ask."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from reportlib import language
from reportlib.errors import ConfigError
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Agency
from reportlib.readers.sheets import Sheet
from reportlib.records.unit_tables import PLAN
from tests.support.laid_out import examine

BEFORE, LAST_DAY, REFORM, AFTER = date(2020, 10, 31), date(2023, 9, 25), date(2023, 9, 26), date(2024, 6, 30)


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


@pytest.fixture(scope="module")
def register(root):
    return AgencyRegister.read(root / "params" / "agencies" / "moea.csv")


def plan(name, register, **options):
    rows = [
        ("編號", "機關", "資料集名稱", "預計開放日期"),
        ("1", name, "甲", "109/11/30"),
        ("2", "水利署", "乙", "109/11/30"),
    ]
    return examine(PLAN, Sheet("a.xlsx", "甲", None, rows), register, **options)


def test_I01_the_register_of_2020_has_33_agencies_of_which_32_are_evaluated(register):
    of_2020 = register.at(BEFORE)
    assert (len(of_2020), sum(agency.evaluated for agency in of_2020)) == (33, 32)
    assert [agency.short for agency in of_2020][:3] == ["商業司", "總務司", "技術處"] and list(of_2020)[
        -1
    ].name == "經濟部"
    assert register.at(LAST_DAY).agencies == of_2020.agencies


def test_I01_the_register_after_the_reform_has_the_new_agencies_and_the_unchanged_ones(register):
    shorts = [agency.short for agency in register.at(REFORM)]
    assert {
        "商業發展署",
        "產業發展署",
        "國際貿易署",
        "能源署",
        "中小及新創企業署",
        "產業園區管理局",
        "地質調查及礦業管理中心",
        "經貿人員培訓所",
    } <= set(shorts)
    assert {"綜合規劃司", "產業技術司", "投資促進司", "投資審議司", "國營事業管理司", "經濟法制司"} <= set(shorts)
    assert {"水利署", "標準檢驗局", "智慧財產局", "台灣電力公司"} <= set(shorts) and not {
        "工業局",
        "商業司",
        "能源局",
    } & set(shorts)


@pytest.mark.parametrize(
    ("name", "on", "leads_to"),
    [
        ("能源局", BEFORE, "經濟部能源局"),
        ("能源署", AFTER, "經濟部能源署"),
        ("經濟部能源局", AFTER, "經濟部能源署"),
        ("能源署", BEFORE, "經濟部能源局"),
        ("國貿局", AFTER, "經濟部國際貿易署"),
        ("貿易調查委員會", AFTER, "經濟部國際貿易署"),
        ("礦務局", AFTER, "經濟部地質調查及礦業管理中心"),
        ("中央地質調查所", AFTER, "經濟部地質調查及礦業管理中心"),
        ("法規委員會", AFTER, "經濟部經濟法制司"),
        ("專業人員研究中心", REFORM, "經濟部經貿人員培訓所"),
        ("工業局", LAST_DAY, "經濟部工業局"),
        ("水利署", AFTER, "經濟部水利署"),
    ],
)
def test_I01_a_name_leads_to_the_agency_of_the_day(register, name, on, leads_to):
    assert register.lead(name, on).agency.name == leads_to


@pytest.mark.parametrize(
    ("name", "on", "candidates"),
    [
        ("工業局", REFORM, ["經濟部產業發展署", "經濟部產業園區管理局"]),  # split
        ("中部辦公室", AFTER, ["經濟部商業發展署", "經濟部產業發展署"]),  # split
        ("國際貿易署", LAST_DAY, ["經濟部國際合作處", "經濟部國際貿易局", "經濟部貿易調查委員會"]),  # merged
        ("地質調查及礦業管理中心", BEFORE, ["經濟部礦務局", "經濟部中央地質調查所"]),  # merged
        ("產業園區管理局", BEFORE, ["經濟部工業局", "經濟部加工出口區管理處"]),
    ],
)
def test_I01_a_split_or_merged_office_is_never_taken_for_one_of_several(register, name, on, candidates):
    match = register.lead(name, on)
    assert match.agency is None and [agency.name for agency in match.candidates] == candidates


def test_find_answers_for_the_day_alone(register):
    assert register.find("能源局", BEFORE).name == "經濟部能源局" and register.find("能源局", on=AFTER) is None
    assert register.at(AFTER).find("能源局") is None and register.find("能源局").name == "經濟部能源局"
    assert register.lead("文化部", AFTER) is None


def test_every_name_of_the_register_leads_somewhere_on_every_day(register):
    for agency in register.every:
        for on in (BEFORE, LAST_DAY, REFORM, AFTER):
            match = register.lead(agency.name, on)
            assert match.agency or match.candidates, (agency.name, on)
            assert all(other.is_valid(on) for other in (match.agency, *match.candidates) if other)


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_an_agency_is_valid_on_every_day_or_its_successor_is(root, day):
    register = AgencyRegister.read(root / "params" / "agencies" / "moea.csv", day)
    assert {agency.name for agency in register} == {agency.name for agency in register.every if agency.is_valid(day)}
    assert (register.find("能源局") is None) != (register.find("能源署") is None)


def test_I01_a_former_name_is_counted_for_its_successor_with_a_warning(register):
    found = plan("經濟部能源局", register.at(AFTER))
    [finding] = found.findings
    assert found.records.frame["agency_short"].tolist() == ["能源署", "水利署"]
    assert (finding.code, finding.level, finding.cell, finding.value) == ("I01", "warning", "B2", "經濟部能源局")
    assert finding.what == "「經濟部能源局」的名稱用到 112-09-25 為止，已計入「經濟部能源署」。"


def test_I01_a_name_of_later_is_counted_for_the_one_agency_it_was_and_told(register):
    found = plan("能源署", register.at(BEFORE))
    assert found.records.frame["agency"].tolist() == ["經濟部能源局", "經濟部水利署"]
    assert found.findings[0].what == "「能源署」的名稱自 112-09-26 起才有，已計入「經濟部能源局」。"


def test_I01_the_name_of_a_split_office_is_asked_about_and_its_row_set_aside(register):
    found = plan("工業局", register.at(AFTER))
    [finding] = found.findings
    assert (finding.code, finding.level, found.records.frame.index.tolist()) == ("I01", "error", [3])
    assert (
        finding.what
        == "「工業局」的名稱用到 112-09-25 為止，相當的機關有 2 個：「經濟部產業發展署」、「經濟部產業園區管理局」。"
    )
    assert finding.todo == "請指明是哪一個後重送。"


def test_I01_a_name_that_nothing_came_after_is_told():
    register = AgencyRegister(
        (Agency("甲局", "甲局", valid_until=date(2019, 12, 31)), Agency("經濟部水利署", "水利署")), on=BEFORE
    )
    assert "名冊沒有相當的機關" in plan("甲局", register).findings[0].what


def test_I01_rows_of_former_names_are_in_scope_where_others_are_only_counted(register):
    found = plan("國貿局", register.at(AFTER), other_publishers="count")
    assert (
        found.records.frame["agency_short"].tolist() == ["國際貿易署", "水利署"]
        and found.records.counts["out_of_scope"] == 0
    )


def test_I04_one_spelling_may_belong_to_two_agencies_at_different_times():
    old, new = Agency("舊局", "甲局", valid_until=LAST_DAY), Agency("新局", "甲局", valid_from=REFORM)
    register = AgencyRegister((old, new))
    assert (register.find("甲局", BEFORE), register.find("甲局", AFTER)) == (old, new)
    with pytest.raises(ConfigError, match="I04 .*「甲局」同時指向「舊局」與「新局」"):
        AgencyRegister((old, Agency("新局", "甲局", valid_from=LAST_DAY)))


def test_I05_an_agency_with_two_parents_at_one_time_is_refused_and_one_after_the_other_is_not():
    two = (
        Agency("甲所", "甲所", valid_until=LAST_DAY, parent="甲局"),
        Agency("甲所", "甲所", valid_from=REFORM, parent="乙局"),
    )
    assert AgencyRegister(two).find("甲所", AFTER).parent == "乙局"
    with pytest.raises(ConfigError, match="I05 .*「甲所」同時隸屬「乙局」與「甲局」"):
        AgencyRegister((Agency("甲所", "甲所", parent="甲局"), Agency("甲所", "甲所", parent="乙局")))


def test_a_register_says_what_is_wrong_with_its_days_and_successors(tmp_path):
    path = tmp_path / "機關.csv"
    header = "name,short,aliases,kind,evaluated,successor,valid_from,valid_until,becomes\n"
    for line, said in (
        ("甲,甲,,,,,112-13-01,,", "V07 機關.csv第 2 列：valid_from、valid_until：沒有 13 月。"),
        ("甲,甲,,,,,,112-09-25,乙", "I01 機關.csv：「甲」的後續機關「乙」不在名冊中。"),
        ("甲,甲,,,,,112-09-26,112-09-25,", "I01 機關.csv：「甲」的起日在迄日之後。"),
    ):
        path.write_text(header + line + "\n", "utf-8")
        with pytest.raises(ConfigError) as caught:
            AgencyRegister.read(path)
        assert str(caught.value.problems[0]).startswith(said)
    path.write_text(header + "甲,甲,,,,,,112-09-25,乙;丙\n乙,乙,,,,,112-09-26,,\n丙,丙,,,,,112-09-26,,\n", "utf-8")
    assert [agency.name for agency in AgencyRegister.read(path, AFTER)] == ["乙", "丙"]


def test_I02_I03_in_a_return_every_cell_with_an_unknown_agency_is_named(register):
    rows = [
        ("編號", "機關", "資料集名稱", "預計開放日期"),
        ("1", "標準檢驗所", "甲", "109/11/30"),
        ("2", "文化部", "乙", "109/11/30"),
        ("3", "標準檢驗所", "丙", "109/11/30"),
    ]
    found = examine(PLAN, Sheet("a.xlsx", "甲", None, rows), register.at(BEFORE))
    assert [(f.code, f.cell) for f in found.findings] == [("I03", "B2"), ("I02", "B3"), ("I03", "B4")]
    assert found.records.counts["set_aside"] == 3


def test_I02_only_the_secretariat_is_told_to_change_the_register(register):
    sheet = Sheet(
        "a.xlsx", "甲", None, [("編號", "機關", "資料集名稱", "預計開放日期"), ("1", "文化部", "甲", "109/11/30")]
    )
    told = [examine(PLAN, sheet, register.at(BEFORE), owner=owner).findings[0].todo for owner in (None, "經濟部水利署")]
    assert told == ["請更正機關名稱，或在名冊加上這個別名。", "請更正機關名稱後重送。"]


# -- keys


def keyed(*ids, titles=None):
    rows = [(one, "水利署", (titles or ["甲"] * len(ids))[n], "109/11/30") for n, one in enumerate(ids)]
    return examine(PLAN, Sheet("a.xlsx", "甲", None, [("編號", "機關", "資料集名稱", "預計開放日期"), *rows]))


def test_I06_equal_rows_count_once_and_are_listed():
    found = keyed("A1", "A1", "B2")
    assert found.records.frame.index.tolist() == [2, 4] and found.records.counts["repeated"] == 1
    assert [(f.code, f.level, f.cell) for f in found.findings] == [("I06", "warning", "A3")]
    assert "與第 2 列重複（兩列內容相同）" in found.findings[0].what


def test_I07_different_rows_with_one_identifier_are_both_listed_and_neither_counts():
    found = keyed("A1", "B2", "A1", titles=["甲", "乙", "丙"])
    assert found.records.frame["plan_id"].tolist() == ["B2"] and found.records.counts["set_aside"] == 2
    assert [(f.code, f.level, f.cell) for f in found.findings] == [("I07", "error", "A2"), ("I07", "error", "A4")]
    assert (
        "第 4 列也是，而兩列內容不同" in found.findings[0].what
        and "與第 2 列重複（兩列內容不同）" in found.findings[1].what
    )


@pytest.mark.parametrize("other", ["a1", "Ａ１", " A1 ", "A 1", "A\u30001"])
def test_I08_identifiers_that_differ_in_case_width_or_spaces_are_one_and_that_is_told(other):
    found = keyed("A1", other)
    assert [(f.code, f.level) for f in found.findings] == [("I06", "warning")] and len(found.records.frame) == 1


def test_I08_the_other_spelling_is_named():
    assert "該列寫作「A1」。" in keyed("A1", "a1").findings[0].what


def test_I09_a_row_of_another_agency_in_a_unit_s_file_is_told(register):
    rows = [
        ("編號", "機關", "資料集名稱", "預計開放日期"),
        ("1", "水利署", "甲", "109/11/30"),
        ("2", "能源局", "乙", "109/11/30"),
    ]
    found = examine(PLAN, Sheet("水利署.xlsx", "甲", None, rows), register.at(BEFORE), owner="經濟部水利署")
    assert [(f.code, f.level, f.cell) for f in found.findings] == [("I09", "error", "B3")]
    assert (
        found.findings[0].what == "本檔由「經濟部水利署」送出，這一列卻是「經濟部能源局」的。"
        and len(found.records.frame) == 1
    )
