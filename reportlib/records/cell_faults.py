"""What is wrong with one cell."""

from __future__ import annotations

from reportlib.language import say
from reportlib.records.located import RESEND


class CellFault(Exception):
    """What is wrong with one value, wherever it stands; a warning carries the value all the same."""

    def __init__(self, code: str, what: str, todo: str | None = None, *, warns: bool = False, value: object = None):
        super().__init__(code)
        self.code, self.what, self.todo = code, what, say(*RESEND) if todo is None else todo
        self.warns, self.value = warns, value
