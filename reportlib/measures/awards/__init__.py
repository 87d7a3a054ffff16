"""The three national awards: their rules, the score for quality, the application award, the popularity award."""

from reportlib.measures.awards.application_award import (
    Applications,
    AwardEntry,
    applications,
    applications_message,
    applications_summary,
    applications_table,
    winners_table,
)
from reportlib.measures.awards.below_gold import below_gold
from reportlib.measures.awards.own_prizes import own_prizes, own_winners
from reportlib.measures.awards.places import award_day, tied_on_the_last_place
from reportlib.measures.awards.popularity_award import (
    Candidate,
    Popularity,
    passed_over_message,
    passed_over_table,
    popularity,
    popularity_message,
    popularity_summary,
    popularity_table,
)
from reportlib.measures.awards.popularity_rules import MARKS, POPULARITY
from reportlib.measures.awards.quality_award import (
    Award,
    award,
    award_message,
    award_summary,
    counted_table,
    score_message,
)
from reportlib.measures.awards.rules import basis, rules_table

__all__ = [
    "Applications",
    "Award",
    "AwardEntry",
    "Candidate",
    "MARKS",
    "POPULARITY",
    "Popularity",
    "applications",
    "applications_message",
    "applications_summary",
    "applications_table",
    "winners_table",
    "award",
    "award_day",
    "award_message",
    "award_summary",
    "basis",
    "below_gold",
    "counted_table",
    "own_prizes",
    "own_winners",
    "passed_over_message",
    "passed_over_table",
    "popularity",
    "popularity_message",
    "popularity_summary",
    "popularity_table",
    "rules_table",
    "score_message",
    "tied_on_the_last_place",
]
