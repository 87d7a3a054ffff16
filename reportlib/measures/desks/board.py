"""The datasets on their way counted: how many are where, and how many lie there for longer than they may, by desk and by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import EVERY, Choice, any_of, blank, is_, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import rows_counted, statutory_order
from reportlib.measures.desks.faults import check
from reportlib.measures.desks.passages import Passage, passages
from reportlib.measures.desks.steps import REPORTED, Steps
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.opening_rules import Desk, OpeningRules
from reportlib.records.records import Records


@dataclass(frozen=True)
class AtDesk:
    """One desk, or what was sent back (``desk`` None): how many datasets are there, how many of them for longer than they may, and the
    longest stay, None where nothing is there."""

    name: str
    by: str
    limit: Fact | None
    waiting: Fact
    stuck: Fact
    longest: Fact | None
    desk: Desk | None = None


@dataclass(frozen=True, repr=False)
class DeskBoard(Brief):
    """Every dataset of the list in exactly one of ``opened``, the desks, what was sent back, ``refused`` and ``withdrawn`` (項)."""

    book: OpeningRules
    passages: tuple[Passage, ...]
    listed: Breakdown
    opened: Breakdown
    under_way: Breakdown  # at a desk, or sent back
    stuck: Breakdown
    refused: Fact
    withdrawn: Fact
    desks: tuple[AtDesk, ...]

    @property
    def returned(self) -> Fact:
        return self.desks[-1].waiting


@dataclass(frozen=True)
class _Counting:
    """Counts of the datasets for which code says yes, each with the condition that says the same."""

    openings: Records
    steps: Steps
    every: tuple[Passage, ...]
    meeting: Meeting

    def fact(self, name: str, label: str, rule: str, holds: Callable[[Passage], bool], means: Choice) -> Fact:
        rows = [one.row for one in self.every if holds(one)]
        return rows_counted(
            self.openings, rows, self.meeting.datasets, f"desks.{name}", label, self.steps.day, rule, means
        )

    def by_unit(self, name: str, label: str, rule: str, holds: Callable[[Passage], bool], means: Choice) -> Breakdown:
        units = statutory_order((one.agency_short for one in self.every), self.meeting)
        parts = {unit: self._of_unit(unit, name, label, rule, holds, means) for unit in units}
        return Breakdown("單位", parts, self.fact(name, label, rule, holds, means))

    def _of_unit(
        self, unit: str, name: str, label: str, rule: str, holds: Callable[[Passage], bool], means: Choice
    ) -> Fact:
        def is_its(one: Passage) -> bool:
            return one.agency_short == unit and holds(one)

        return self.fact(f"{name}/{unit}", f"{unit}{label}", rule, is_its, means & is_("agency_short", unit))


@of_section()
def board(openings: Records, meeting: Meeting) -> DeskBoard:
    """The list of openings as it stands on ``as_of.inventory``. InputError where it is not in order, ConfigError without the rulebook.

    >>> desks.board(section).listed
    單位：統計處 1、資訊中心 1、河川署 3、檢驗局 2、地質所 2……共 6 項，合計 11 項（114-05-31）
    """
    check(openings, meeting)
    openings = _reported(openings, meeting)
    steps = Steps.of(openings, meeting)
    counting = _Counting(openings, steps, passages(openings, meeting), meeting)
    desks = (*(_at(counting, place) for place in range(len(steps.desks))), _returned(counting))
    ways = [steps.waits(place) for place in range(len(steps.desks))] + [steps.ever("returned")]
    overlong = [steps.overlong(place) for place in range(len(steps.desks))] + [steps.returned_overlong()]
    return DeskBoard(
        steps.book,
        counting.every,
        counting.by_unit(
            "listed", "開放進度清單所列資料集", "開放進度清單的列數；提報日期晚於統計日者不計", lambda one: True, EVERY
        ),
        counting.by_unit(
            "opened", "已上架的資料集", "各關都已通過者", lambda one: one.state == "opened", steps.opened()
        ),
        counting.by_unit(
            "under_way", "辦理中的資料集", "還在某一關，或退回補正中者", lambda one: one.on_its_way, any_of(*ways)
        ),
        counting.by_unit(
            "stuck",
            "超過期限仍在同一關的資料集",
            "在目前這一關的日數多於規則檔所訂的天數者",
            lambda one: one.is_stuck,
            any_of(*overlong),
        ),
        counting.fact(
            "refused", "不同意開放的資料集", "有一關不同意者", lambda one: one.state == "refused", steps.ever("refused")
        ),
        counting.fact(
            "withdrawn",
            "開放進度清單所載撤回的資料集",
            "有一關的結果是撤回者",
            lambda one: one.state == "withdrawn",
            steps.ever("withdrawn"),
        ),
        desks,
    )


def _reported(openings: Records, meeting: Meeting) -> Records:
    """The datasets that were reported by the as-of date; those without such a day are on the list, after all."""
    if not openings.has(REPORTED):
        return openings
    return openings.where(until(REPORTED, meeting.as_of.inventory) | blank(REPORTED))


def _at(counting: _Counting, place: int) -> AtDesk:
    steps, desk = counting.steps, counting.steps.desks[place]

    def is_here(one: Passage) -> bool:
        return one.state == "waiting" and one.desk is desk

    rule = "前一關已通過而這一關還沒有通過、退回、不同意或撤回者"
    waiting = counting.fact(f"at/{desk.name}", f"在{desk.name}的資料集", rule, is_here, steps.waits(place))
    stuck = counting.fact(
        f"stuck_at/{desk.name}",
        f"在{desk.name}超過期限的資料集",
        "在這一關的日數多於規則檔所訂的天數者",
        lambda one: is_here(one) and one.is_stuck,
        steps.overlong(place),
    )
    limit = _limit(counting, desk.name, desk.days)
    return AtDesk(desk.name, desk.by, limit, waiting, stuck, _longest(filter(is_here, counting.every)), desk)


def _returned(counting: _Counting) -> AtDesk:
    steps, book = counting.steps, counting.steps.book.returned

    def is_here(one: Passage) -> bool:
        return one.state == "returned"

    waiting = counting.fact("returned", "退回補正中的資料集", "有一關退回者", is_here, steps.ever("returned"))
    stuck = counting.fact(
        "returned_stuck",
        "退回補正超過期限的資料集",
        "退回後的日數多於規則檔所訂的天數者",
        lambda one: is_here(one) and one.is_stuck,
        steps.returned_overlong(),
    )
    limit = _limit(counting, book.name, book.days)
    return AtDesk(book.name, book.by, limit, waiting, stuck, _longest(filter(is_here, counting.every)))


def _limit(counting: _Counting, name: str, days: int | None) -> Fact | None:
    """The days that a dataset may be there, as the rulebook has them; None where it has none."""
    if days is None:
        return None
    unit = counting.meeting.units.count("日")
    return counting.steps.book.number(f"desks.days/{name}", f"{name}的期限", days, unit)


def _longest(here: Iterable[Passage]) -> Fact | None:
    given = [one.days for one in here if one.days is not None and not one.days.absence]
    return max(given, key=lambda fact: fact.number, default=None)
