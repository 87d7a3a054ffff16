"""A cell that is no value of its kind."""

from __future__ import annotations

from reportlib.errors import Problem
from reportlib.records.findings import Finding


class CellFault(Exception):
    """Takes a finding out of the conversion of a value, wherever that stands; with a warning goes what the cell counts as.

    A warning that a whole column may call for is told ``once``, at its first cell, with the number of the others.
    """

    def __init__(self, problem: Problem, *, warns: bool = False, value: object = None, once: bool = False):
        super().__init__(problem.code)
        self.finding = Finding.of(problem, level="warning" if warns else "error")
        self.value, self.once = value, once
