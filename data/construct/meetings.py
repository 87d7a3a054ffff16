"""The meetings whose data is constructed, and what all of it shares: the label, the seed, the days."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 1091031
LABEL = "重建資料"
PRINTED = "依公開簡報"  # a row that the deck prints in full


@dataclass(frozen=True)
class Meeting:
    """One meeting: its folder, the day on which its records end, the day its workbooks were saved, the year evaluated."""

    name: str
    as_of: date
    saved_on: date
    evaluated_year: int


MOEA_5_2 = Meeting("moea-5-2", date(2020, 5, 31), date(2020, 6, 1), 109)
MOEA_6_1 = Meeting("moea-6-1", date(2020, 10, 31), date(2020, 11, 1), 110)
MEETINGS = (MOEA_5_2, MOEA_6_1)
AWARD_DAY = date(2020, 7, 31)
TRIAL_DAY = date(2020, 4, 30)  # of the award, in the earlier meeting: invented


def generator(name: str) -> random.Random:
    """A generator of its own for each file, so that a change of one leaves the others as they are."""
    return random.Random(f"{SEED} {name}")


def last_of_month(day: date) -> date:
    """Tests are held on the last day of each month."""
    return (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)


def weekday(rng: random.Random, first: date, last: date) -> date:
    """A Monday to Friday from ``first`` to ``last``."""
    days = [day for n in range((last - first).days + 1) if (day := first + timedelta(n)).weekday() < 5]
    return rng.choice(days)


def weighted(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choice([value for value, weight in weights.items() for _ in range(weight)])


def roc(day: date | None, between: str = "-") -> str:
    """109-10-31, or 109/10/31; nothing for no day."""
    return f"{day.year - 1911}{between}{day.month:02d}{between}{day.day:02d}" if day else ""
