"""Quality computed from the files: indicators, marks beside the portal's, conformity to standards, what to mend first, metadata."""

from reportlib.measures.file_quality.completeness import completeness_table
from reportlib.measures.file_quality.counted import indicators_table, key_figures, marks_table, message, summary
from reportlib.measures.file_quality.lists import disagreements_table, left_over_table, rulings_table
from reportlib.measures.file_quality.mends import Mend, mends, mends_by_unit_table, mends_message, mends_table
from reportlib.measures.file_quality.of_standards import conformance_table, platinum_table, values_table
from reportlib.measures.file_quality.within import of

__all__ = [
    "Mend",
    "completeness_table",
    "conformance_table",
    "disagreements_table",
    "indicators_table",
    "key_figures",
    "left_over_table",
    "marks_table",
    "mends",
    "mends_by_unit_table",
    "mends_message",
    "mends_table",
    "message",
    "of",
    "platinum_table",
    "rulings_table",
    "summary",
    "values_table",
]
