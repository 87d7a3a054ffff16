"""The two pages that suffice: what is asked of the group, what is late, the figures that matter with their change."""

from reportlib.measures.opening.asked import asked, asked_cases
from reportlib.measures.opening.attention import attention
from reportlib.measures.opening.cautions import cautions
from reportlib.measures.opening.changes import changes
from reportlib.measures.opening.days import days

__all__ = ["asked", "asked_cases", "attention", "cautions", "changes", "days"]
