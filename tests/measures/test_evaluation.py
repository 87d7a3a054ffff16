"""The ranking of units: without a return no rank, with equal totals the same."""

from dataclasses import replace

from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import evaluation
from tests.support.two_units import NEW_YEAR, catalogue, records, register


def test_a_unit_without_a_return_has_no_total_and_no_rank(meeting):
    returns = records("evaluation", unit_short=["甲"], **{key: [1] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    ranking = evaluation.rank(evaluation.EvaluationSources(catalogue(), tests, None, returns, None), meeting)
    assert {s.subject: s.total.printed for s in ranking.scores} == {"甲": "103.5", "乙": NOT_PROVIDED}
    assert (ranking.ranks["甲"].printed, ranking.ranks["乙"].printed) == ("1", NOT_PROVIDED)
    assert [t.caption for t in evaluation.explanation_tables(ranking)] == [
        "甲得分說明（第 1 名）",
        f"乙得分說明（總分{NOT_PROVIDED}）",
    ]


def test_a_standard_that_only_its_unit_calls_listed_earns_nothing_where_there_is_a_list(meeting):
    returns = records("evaluation", unit_short=["甲", "乙"], data_standards=[1, 1])
    listed = {"unit_short": ["甲", "乙"], "standard": ["子", "丑"], "state": ["已上架", "已送審"]}
    sources = evaluation.EvaluationSources(catalogue(), None, None, returns, None)
    claimed = evaluation.measured_by_unit(sources, meeting)
    held = evaluation.measured_by_unit(replace(sources, standards=records("standards", **listed)), meeting)
    assert [claimed[unit]["data_standards"].printed for unit in ("甲", "乙")] == ["1", "1"]
    assert [held[unit]["data_standards"].printed for unit in ("甲", "乙")] == ["1", "0"]


def test_units_with_equal_totals_share_a_rank(meeting):
    returns = records("evaluation", unit_short=["甲", "乙"], **{key: [0, 0] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "金"))
    ranking = evaluation.rank(evaluation.EvaluationSources(catalogue(), tests, None, returns, None), meeting)
    assert [fact.printed for fact in ranking.ranks.values()] == ["1", "1"]
    assert "居首" not in evaluation.ranking_summary(ranking).as_text()  # where all are level nobody leads


def test_who_leads_is_named_and_of_more_than_three_only_the_first(meeting):
    returns = records("evaluation", unit_short=["甲", "乙"], **{key: [0, 0] for key in evaluation.RETURNED})
    tests = register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "銅"))
    ranking = evaluation.rank(evaluation.EvaluationSources(catalogue(), tests, None, returns, None), meeting)
    assert "甲以" in evaluation.ranking_summary(ranking).as_text()
    first, last = ranking.scores[0], replace(ranking.scores[1], subject="戊")

    def named(leaders):
        scores = (*(replace(first, subject=unit) for unit in leaders), last)
        ranks = {score.subject: ranking.ranks["甲" if score.subject != "戊" else "乙"] for score in scores}
        return str(evaluation.ranking_message(replace(ranking, scores=scores, ranks=ranks))["names"])

    assert (named("甲乙丙"), named("甲乙丙丁")) == ("甲、乙、丙", "甲等單位")
