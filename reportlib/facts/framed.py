"""What has a frame of its own, and says so where pandas would take it apart."""

from __future__ import annotations

from typing import NoReturn

from reportlib import messages


class Framed:
    """Something with ``to_frame()``. ``pd.DataFrame(…)`` of it, or of a list of such, is a TypeError that names that: pandas would make
    a frame of its fields, or say nothing of use."""

    def __iter__(self) -> NoReturn:
        raise TypeError(messages.take_to_frame(given=type(self).__name__))
