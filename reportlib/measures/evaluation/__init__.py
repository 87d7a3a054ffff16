"""Performance evaluation: what each unit is scored on, the ranking, and what other weights would do to it."""

from reportlib.measures.evaluation.basis_tables import basis_table, differences_table
from reportlib.measures.evaluation.items import items_by_group, items_table, scoring_text
from reportlib.measures.evaluation.matrix import matrix, top_table
from reportlib.measures.evaluation.measured import REPLIED, EvaluationSources, measured_by_unit
from reportlib.measures.evaluation.points import explanation_tables, score_table, total_sentence
from reportlib.measures.evaluation.ranking import (
    DEFAULT_WEIGHTS,
    Ranking,
    figures_message,
    key_figures,
    rank,
    ranking_message,
    ranking_summary,
    ranking_table,
    weights_note,
)
from reportlib.measures.evaluation.registers import Registers
from reportlib.measures.evaluation.trial import compare_rankings, what_if, with_weights
from reportlib.meeting.rulebook_files import RETURNED

__all__ = [
    "DEFAULT_WEIGHTS",
    "EvaluationSources",
    "REPLIED",
    "RETURNED",
    "Ranking",
    "Registers",
    "basis_table",
    "compare_rankings",
    "differences_table",
    "explanation_tables",
    "figures_message",
    "items_by_group",
    "items_table",
    "key_figures",
    "matrix",
    "measured_by_unit",
    "rank",
    "ranking_message",
    "ranking_summary",
    "ranking_table",
    "score_table",
    "scoring_text",
    "top_table",
    "total_sentence",
    "weights_note",
    "what_if",
    "with_weights",
]
