"""The three awards on small tables: points, ranks with ties, who may not win and why."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings, strategies as st

from reportlib.errors import ConfigError, InputError
from reportlib.facts.facts import NOT_PROVIDED, Fact, Units, absent
from reportlib.measures import awards, counting
from reportlib.measures.awards import popularity_rules
from reportlib.measures.evaluation import EvaluationSources
from reportlib.meeting import rulebook_files
from tests.support.small_meeting import cells, said, small_meeting, small_records

APPLICATION = "title: 應用獎\nsource: 測試\npublic_vote: 0.2\njury: 0.8\nwinners: 2\n"
POPULARITY = "title: 人氣獎\nsource: 測試\nmeasures: [views, rating]\nlisted_years: 1\nmark_at_least: gold\nonce: true\nwinners: 2\n"
AWARD = """title: 品質評獎
source: 測試
weights: published
rounding: {item_digits: 1, total_digits: 0, mode: half_up}
items:
  - {id: dataset_score, name: 品質分數, group: required, measure: {weighted: {gold: 1, silver: 0.6}, of: tested}, score: {full: 100}}
  - {id: platinum_bonus, name: 白金加分, group: bonus, measure: {count: platinum}, score: {each: 0.1, cap: 5}}
grouping: 依量體分組
groups: [{name: 第一組, winners: 3}, {name: 第二組, winners: 2}]
results:
  - {result: 大獎, progress_at_least: 10}
  - {result: 進步獎, progress_at_least: 1}
"""


@pytest.fixture
def meeting(root, tmp_path):
    return small_meeting(
        tmp_path, root, {"application_award": APPLICATION, "popularity_award": POPULARITY, "award": AWARD}
    )


# -- ranks -----------------------------------------------------------------------------------------------------------------

POINTS = Units().points(2)


@settings(max_examples=80)
@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=12), st.integers(1, 4))
def test_equal_scores_share_a_rank_and_only_a_tie_makes_more_winners_than_places(values, places):
    scores = [Fact(Decimal(v), POINTS) if v is not None else absent(NOT_PROVIDED, POINTS, "", "") for v in values]
    ranks = [counting.rank_of(score, scores, Units().count("名"), "r", "名次") for score in scores]
    given_values = sorted((v for v in values if v is not None), reverse=True)
    for value, rank in zip(values, ranks, strict=True):
        assert rank.absence == (NOT_PROVIDED if value is None else None)
        assert value is None or given_values[int(rank.value) - 1] == value
    winners = sorted(int(rank.value) for rank in ranks if not rank.absence and rank.value <= places)
    assert len(winners) >= min(places, len(given_values))
    assert len(winners) <= places or winners.count(winners[-1]) > 1


# -- the application award -------------------------------------------------------------------------------------------------


def entries(*rows):
    names = ("group", "agency", "entry", "public_vote", "jury")
    return small_records(
        "applications",
        *(
            dict(zip(names, (*row[:3], *(None if n is None else Decimal(n) for n in row[3:])), strict=True))
            for row in rows
        ),
    )


ENTRIES = entries(
    ("一", "丁市", "甲", "80", "90.5"),
    ("一", "經濟部乙局", "乙", "90", "70"),
    ("一", "丁市", "丙", "100", "60"),
    ("二", "丁市", "丁", "50", "50"),
)


def test_the_score_weighs_the_public_vote_and_the_jury_and_each_group_has_its_own_winners(meeting):
    found = awards.applications(ENTRIES, meeting)
    assert [(e.entry, e.score.printed, e.rank.printed, e.wins) for e in found.groups["一"]] == [
        ("甲", "88.40", "1", True),
        ("乙", "74.00", "2", True),
        ("丙", "68.00", "3", False),
    ]
    assert [(e.entry, e.rank.printed) for e in found.groups["二"]] == [("丁", "1")]
    assert (found.entries.printed, found.won.printed) == ("4", "3")
    assert found.groups["一"][0].score.formula() == "((甲網路票選分數 × 網路票選權數) + (甲評審分數 × 評審權數))"
    assert cells(awards.applications_table("x", found))[0] == ["一", "1", "丁市", "甲", "80", "90.5", "88.40", "得獎"]


def test_a_tie_on_the_last_winning_place_is_said_and_both_win(meeting):
    found = awards.applications(
        entries(("一", "丁市", "甲", "90", "90"), ("一", "丁市", "乙", "80", "80"), ("一", "丁市", "丙", "80", "80")),
        meeting,
    )
    assert [e.rank.printed for e in found.winning()] == ["1", "2", "2"]
    assert "第 2 名有 2 件同分，得獎者因此為 3 件。" in awards.applications_summary(found).as_text()


def test_an_entry_without_a_score_is_absent_and_has_no_rank(meeting):
    found = awards.applications(entries(("一", "丁市", "甲", None, "90"), ("一", "丁市", "乙", "10", "10")), meeting)
    first, last = found.groups["一"]
    assert (first.entry, last.score.printed, last.rank.printed, last.wins) == ("乙", NOT_PROVIDED, NOT_PROVIDED, False)
    assert "「甲」的分數來源未提供，不列名次。" in awards.applications_summary(found).as_text()


def test_the_slide_names_the_best_of_our_own_winners_or_counts_them(meeting):
    assert said(awards.applications_message(awards.applications(ENTRIES, meeting), meeting)) == "乙局獲應用獎一第 2 名"
    others = awards.applications(entries(("一", "丁市", "甲", "1", "1")), meeting)
    assert said(awards.applications_message(others, meeting)) == "應用獎參賽 1 件，1 件得獎"


def test_weights_that_do_not_add_up_to_one_are_refused(tmp_path):
    (tmp_path / "a.yaml").write_text(APPLICATION.replace("0.8", "0.9"), "utf-8")
    with pytest.raises(ConfigError, match="must add up to 1"):
        rulebook_files.read("application_award", tmp_path / "a.yaml")


# -- the popularity award --------------------------------------------------------------------------------------------------

OLD = date(2019, 7, 31)


def candidates(*rows):
    every = {"agency": "丁市", "listed_on": OLD, "mark": "金", "rating": Decimal("4.5")}
    return small_records("popularity", *(every | row | {"title": row["dataset_id"] * 2} for row in rows))


def winners(*rows):
    return small_records("winners", *({"year": year, "dataset_id": dataset} for year, dataset in rows))


NONE_BEFORE = winners((100, "none"))


def test_the_sum_of_the_measures_decides_and_is_shown_with_its_operands(meeting):
    found = awards.popularity(
        candidates(
            {"dataset_id": "A", "views": 10}, {"dataset_id": "B", "views": 30}, {"dataset_id": "C", "views": 20}
        ),
        NONE_BEFORE,
        meeting,
    )
    assert cells(awards.popularity_table("x", found)) == [
        ["1", "BB", "丁市", "30", "4.5", "34.5"],
        ["2", "CC", "丁市", "20", "4.5", "24.5"],
    ]
    assert found.winners[0].score.formula() == "(BB瀏覽量 + BB平均得分)"
    assert said(awards.popularity_message(found, meeting)) == "「BB」以總和 34.5 居人氣獎之首"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"listed_on": date(2019, 8, 1)}, "108-08-01 上架，至 109-07-31 未滿 1 年"),
        ({"listed_on": None}, "上架日期來源未提供，無法確認是否滿 1 年"),
        ({"mark": "銀"}, "品質檢測為「銀」，未達金標章"),
        ({"mark": None}, "品質檢測來源未提供，無法確認是否達金標章"),
        ({"dataset_id": "W"}, "108 年度已得獎"),
        ({"dataset_id": "w"}, "108 年度已得獎"),
        ({"dataset_id": "W", "mark": "無"}, "品質檢測為「無」，未達金標章；108 年度已得獎"),
    ],
)
def test_who_would_have_won_but_for_a_rule_is_listed_with_the_reason(meeting, change, reason):
    rows = (
        {"dataset_id": "A", "views": 10},
        {"dataset_id": "B", "views": 20},
        {"dataset_id": "X", "views": 15} | change,
        {"dataset_id": "Y", "views": 5, "mark": "銅"},
    )
    found = awards.popularity(candidates(*rows), winners((107, "W"), (108, "W"), (109, "B")), meeting)
    assert [one.title for one in found.winners] == ["BB", "AA"]
    assert [(one.title[0], "；".join(one.reasons)) for one in found.passed_over] == [(rows[2]["dataset_id"], reason)]
    assert (found.candidates.printed, found.eligible.printed, found.passed_over_count.printed) == ("4", "2", "1")
    assert awards.passed_over_table("x", found).message[0][0].printed == "1"


def test_V05_an_earlier_winner_of_a_common_year_is_refused_and_not_let_in_again(meeting):
    with pytest.raises(InputError, match='V05 winners.csv row 2 "year".*"2019" is no year of the Republic. Write 108.'):
        awards.popularity(candidates({"dataset_id": "W", "views": 1}), winners((2019, "W")), meeting)


@pytest.mark.parametrize("year", [0, 190])
def test_V05_a_year_outside_the_calendar_is_refused_and_its_first_and_last_year_are_not(meeting, year):
    one = candidates({"dataset_id": "A", "views": 1})
    with pytest.raises(InputError, match="V05"):
        awards.popularity(one, winners((year, "W")), meeting)
    assert awards.popularity(one, winners((1, "W"), (189, "W")), meeting).winners


def test_platinum_is_gold_enough_and_a_year_to_the_day_is_a_year(meeting):
    found = awards.popularity(candidates({"dataset_id": "A", "views": 1, "mark": "白金"}), NONE_BEFORE, meeting)
    assert [one.title for one in found.winners] == ["AA"]
    assert awards.passed_over_table("x", found).as_text() == "沒有資料集因條件不合而未得獎。"


def test_a_dataset_with_a_number_missing_has_no_sum_and_no_rank(meeting):
    found = awards.popularity(
        candidates({"dataset_id": "A", "views": None}, {"dataset_id": "B", "views": 1}), NONE_BEFORE, meeting
    )
    assert [one.title for one in found.winners] == ["BB"]
    assert "「AA」有來源未提供的數字，不列名次" in awards.popularity_summary(found).as_text()


def test_a_tie_on_the_last_place_of_the_popularity_award_is_said(meeting):
    found = awards.popularity(candidates(*({"dataset_id": n, "views": 7} for n in "ABC")), NONE_BEFORE, meeting)
    assert len(found.winners) == 3
    assert "第 1 名有 3 件同分，得獎者因此為 3 件。" in awards.popularity_summary(found).as_text()


def test_V17_a_mark_that_the_rulebook_does_not_know_is_refused_with_its_row(meeting):
    with pytest.raises(InputError, match='V17 popularity.csv row 2 .*"金牌" is not a known quality mark'):
        awards.popularity(candidates({"dataset_id": "A", "views": 1, "mark": "金牌"}), NONE_BEFORE, meeting)


def test_the_day_so_many_years_before_29_february_is_the_28th():
    assert popularity_rules.years_before(date(2020, 2, 29), 1) == date(2019, 2, 28)


# -- the award for quality -------------------------------------------------------------------------------------------------


def sources():
    catalogue = small_records(
        "catalogue", *({"dataset_id": n, "title": n, "publisher": "經濟部甲局", "listed_on": OLD} for n in "123")
    )
    tests = small_records(
        "quality",
        *(
            {"dataset_id": n, "tested_on": OLD, "mark": mark}
            for n, mark in zip("123", ("白金", "金", "銀"), strict=True)
        ),
    )
    return EvaluationSources(catalogue, tests, None, None, None)


def declared(value):
    return {"award_last_year": SimpleNamespace(value=Decimal(value), as_of=OLD, source="測試")}


@pytest.mark.parametrize(("last", "result"), [(77, "大獎"), (78, "進步獎"), (86, "進步獎"), (87, None), (90, None)])
def test_the_first_result_that_the_progress_reaches_is_what_is_won(meeting, last, result):
    meeting.params.declared = declared(last)
    found = awards.award(sources(), meeting)
    assert (found.scored.total.printed, found.progress.printed.replace("−", "-")) == ("87", str(87 - last))
    assert (found.result.result if found.result else None) == result


def test_the_score_is_told_as_one_sum_with_the_progress_and_the_result(meeting):
    meeting.params.declared = declared(80)
    found = awards.award(sources(), meeting)
    assert (
        awards.award_summary(found).as_text()
        == "86.7 ＋ 0.1 ＝ 86.8，取整為 87；上年度 80 分，較上年度進步 7 分，為進步獎。"
    )
    assert cells(awards.counted_table("x", found)) == [
        ["納入檢測", "3", "項"],
        ["銀標章", "1", "項"],
        ["金標章", "2", "項"],
        ["白金標章", "1", "項"],
    ]
    assert said(awards.award_message(found)) == "品質評獎 87 分，較上年度進步 7 分，為進步獎"
    assert said(awards.score_message(found)) == "必要項目 86.7 分，加分項目 0.1 分，總分 87 分"


@pytest.mark.parametrize(
    ("last", "moved"), [(86, "較上年度進步 1 分"), (87, "與上年度持平"), (88, "較上年度增減 −1 分")]
)
def test_a_score_that_did_not_move_did_not_improve(meeting, last, moved):
    meeting.params.declared = declared(last)
    found = awards.award(sources(), meeting)
    assert f"上年度 {last} 分，{moved}" in awards.award_summary(found).as_text()
    assert moved in said(awards.award_message(found))


def test_the_bodys_points_are_called_as_it_calls_itself(meeting):
    assert awards.award(sources(), meeting).scored.total.label == "本局總分"


def test_without_last_years_score_there_is_no_progress_and_no_result(meeting):
    found = awards.award(sources(), meeting)
    assert (found.progress.printed, found.result) == (NOT_PROVIDED, None)
    assert awards.award_summary(found).as_text().endswith("上年度分數來源未提供。")


# -- rules -----------------------------------------------------------------------------------------------------------------


def test_the_rules_of_each_award_are_told_from_its_rulebook(meeting):
    rows = {row[0]: row[1:3] for row in cells(awards.rules_table("x", meeting))}
    assert rows["應用獎"] == ["網路票選 × 0.2 ＋ 評審 × 0.8", "各組前二名"]
    assert rows["人氣獎"] == ["瀏覽量 ＋ 平均得分", "上架滿 1 年、金標章以上、歷年未得獎、前二名"]
    assert (
        rows["品質評獎"][1]
        == "依量體分組；第一組取前三名、第二組取前二名；較上年度進步 10 分以上：大獎；較上年度進步 1 分以上：進步獎"
    )


def test_without_any_rulebook_the_rules_are_not_provided(root, tmp_path):
    assert awards.rules_table("獎項", small_meeting(tmp_path, root)).as_text() == "獎項：來源未提供。"


def test_our_own_winners_are_said_with_award_group_and_place(meeting):
    popular = awards.popularity(
        candidates({"dataset_id": "A", "views": 10, "agency": "經濟部甲局"}, {"dataset_id": "B", "views": 30}),
        NONE_BEFORE,
        meeting,
    )
    told = awards.own_winners(awards.applications(ENTRIES, meeting), popular, meeting)
    assert told.as_text() == "本機關得獎：乙局的「乙」獲資料開放應用獎一第 2 名；甲局的「AA」獲資料開放人氣獎第 2 名。"
    assert said(awards.popularity_message(popular, meeting)) == "甲局獲人氣獎第 2 名"
    assert told.blocks()[0].message.text == "乙局獲應用獎第 2 名，甲局獲人氣獎第 2 名"
    others = awards.applications(entries(("一", "丁市", "甲", "1", "1")), meeting)
    nobody = awards.popularity(candidates({"dataset_id": "B", "views": 30}), NONE_BEFORE, meeting)
    assert awards.own_winners(others, nobody, meeting).as_text() == ""


def test_the_opening_page_names_the_best_of_our_prizes_first_and_needs_neither_award(meeting):
    more = entries(
        ("一", "丁市", "甲", "80", "90.5"),
        ("一", "經濟部乙局", "乙", "90", "70"),
        ("二", "經濟部甲局", "丁", "50", "50"),
    )
    won = awards.own_prizes(awards.applications(more, meeting), None, meeting)
    assert list(map(str, won)) == ["甲局應用獎第 1 名", "乙局應用獎第 2 名"]
    popular = awards.popularity(
        candidates({"dataset_id": "A", "views": 10, "agency": "經濟部甲局"}), NONE_BEFORE, meeting
    )
    assert list(map(str, awards.own_prizes(None, popular, meeting))) == ["甲局人氣獎第 1 名"]
    assert list(awards.own_prizes(None, None, meeting)) == []


def test_who_leads_is_said_only_of_a_group_that_one_of_our_agencies_enters(meeting):
    found = awards.applications(
        entries(("一", "丁市", "甲", "90", "90"), ("二", "經濟部甲局", "乙", "80", "80")), meeting
    )
    said = awards.applications_summary(found).as_text()
    assert "二：經濟部甲局「乙」以 80.00 分居首。" in said and "丁市" not in said
