"""The constructed world: every dataset listed by 109-10-31, with its marks and its use. Each meeting sees it at its own time."""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from figures import (
    AS_OF,
    CATEGORIES,
    DATASETS,
    FIRST_NUMBER,
    LIKELY_PUBLISHERS,
    LISTED,
    NOT_GOLD,
    PLATINUM,
    PLATINUM_BY_AWARD,
    PLATINUM_FROM,
    TESTED_SINCE,
    TOP_DOWNLOADS,
    TOP_VIEWS,
    WHITELISTED,
)
from meetings import AWARD_DAY, LABEL, TRIAL_DAY, last_of_month, weekday

REGISTER = Path(__file__).resolve().parent.parent.parent / "params" / "agencies" / "moea.csv"


# Marks that are lost for a month and won back, each between two days that are printed: one within the later meeting's half-year,
# one on the very day of the earlier meeting's trial of the award.
LOST_AND_WON = (
    [(date(2020, 8, 31), "銀"), (date(2020, 9, 30), "金")],
    [(TRIAL_DAY, "銀"), (date(2020, 5, 31), "金")],
)
SILVER_ON = date(2020, 9, 30)  # and ever since: a dataset listed before testing began, whose mark does not count

# Nothing is listed on a holiday of 109, nor on the day of the earlier meeting, which is asked to agree to it: the next working
# day of the month instead, or the last before.
MOVED = {
    date(2020, 1, 1): date(2020, 1, 2),
    date(2020, 1, 23): date(2020, 1, 30),
    date(2020, 6, 25): date(2020, 6, 29),
    date(2020, 6, 26): date(2020, 6, 29),
    date(2020, 6, 30): date(2020, 6, 29),
    date(2020, 10, 2): date(2020, 10, 5),
    date(2020, 10, 9): date(2020, 10, 12),
}


@dataclass
class Unit:
    """An agency of the register: official name, short name, whether it is evaluated."""

    name: str
    short: str
    evaluated: bool


@dataclass
class Dataset:
    """One dataset, filled in step by step. ``tests`` are the tests that changed its mark, in order of their days."""

    number: int
    unit: Unit
    listed_on: date
    title: str
    category: str = "公共資訊"
    whitelisted: bool = False
    gold_on: date | None = None
    platinum_on: date | None = None
    tests: list[tuple[date, str]] = field(default_factory=list)
    views: int = 0
    downloads: int = 0

    @property
    def is_tested(self) -> bool:
        return self.listed_on >= TESTED_SINCE and not self.whitelisted

    @property
    def first_test(self) -> date:
        return last_of_month(self.listed_on)

    def mark_on(self, day: date) -> str:
        """The catalogue's mark on ``day``, that of the last test up to it."""
        marks = [mark for tested_on, mark in self.tests if tested_on <= day]
        if marks:
            return marks[-1]
        return "無(白名單)" if self.whitelisted else "無(未做品檢)"

    def used_by(self, day: date, uses: int) -> int:
        """How many of its views or downloads at the later meeting it had on ``day``, if they came evenly."""
        return uses * ((day - self.listed_on).days + 1) // ((AS_OF - self.listed_on).days + 1)


def make_datasets(rng: random.Random, units: dict[str, Unit]) -> list[Dataset]:
    """All of them, in the order of listing, with marks and use."""
    datasets = list_datasets(rng, units)
    whitelist(datasets)
    categorise(rng, datasets)
    award_gold(rng, [d for d in datasets if d.is_tested])
    award_platinum(rng, [d for d in datasets if d.is_tested])
    for dataset in datasets:
        dataset.tests = tests_of(rng, dataset)
    give_use(rng, datasets)
    name_top_datasets(rng, datasets)
    at_the_boundaries([d for d in datasets if LABEL in d.title])  # nothing is made up of a dataset with a printed name
    return datasets


def read_units() -> dict[str, Unit]:
    """The register of agencies by short name, in its order."""
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return {row["short"]: Unit(row["name"], row["short"], row["evaluated"] == "是") for row in csv.DictReader(file)}


def list_datasets(rng: random.Random, units: dict[str, Unit]) -> list[Dataset]:
    """Every dataset with number, publisher, listing date and an invented title, in the order of listing."""
    drawn = (weekday(rng, first, last) for first, last, number in LISTED for _ in range(number))
    days = sorted(MOVED.get(day, day) for day in drawn)
    publishers = [units[short] for short, number in DATASETS.items() for _ in range(number)]
    rng.shuffle(publishers)
    listed_so_far = dict.fromkeys(units, 0)
    datasets = []
    for number, (unit, day) in enumerate(zip(publishers, days, strict=True), FIRST_NUMBER):
        listed_so_far[unit.short] += 1
        datasets.append(Dataset(number, unit, day, f"{unit.short}{LABEL}集 {listed_so_far[unit.short]:04d}"))
    return datasets


def whitelist(datasets: Iterable[Dataset]) -> None:
    """The first datasets of the unit listed since testing began; all before the first date of the gold series."""
    short, number = WHITELISTED
    for dataset in [d for d in datasets if d.unit.short == short and d.is_tested][:number]:
        dataset.whitelisted = True


def categorise(rng: random.Random, datasets: Iterable[Dataset]) -> None:
    """Exactly as many datasets in each category as printed; one of the rest is left blank."""
    rest = list(datasets)
    for category, publishers in LIKELY_PUBLISHERS.items():
        chosen = rng.sample([d for d in rest if d.unit.short in publishers], CATEGORIES[category])
        for dataset in chosen:
            dataset.category = category
        rest = [d for d in rest if d.category != category]
    rng.choice(rest).category = ""


def award_gold(rng: random.Random, tested: Sequence[Dataset]) -> None:
    """When each tested dataset became gold, so that on each date of the series as many as printed were not yet."""
    waiting: list[Dataset] = []
    previous = date.min
    for day, number in NOT_GOLD.items():
        newly_tested = [d for d in tested if previous < d.first_test <= day]
        not_yet = {d.number for d in rng.sample(waiting + newly_tested, number)}
        for dataset in waiting + newly_tested:
            if dataset.number not in not_yet:
                days = test_days(max(dataset.first_test, previous + timedelta(1)), day)
                at_once = dataset.first_test > previous and rng.randrange(10) < 7
                dataset.gold_on = days[0] if at_once else rng.choice(days[:12])
        waiting = [d for d in waiting + newly_tested if d.number in not_yet]
        previous = day


def award_platinum(rng: random.Random, tested: Sequence[Dataset]) -> None:
    """The printed number of each unit's gold datasets become platinum, the printed number of them by the award's day."""
    chosen: list[Dataset] = []
    for short, number in PLATINUM.items():
        chosen += rng.sample([d for d in tested if d.unit.short == short and d.gold_on < PLATINUM_FROM], number)
    rng.shuffle(chosen)
    before, after = test_days(PLATINUM_FROM, AWARD_DAY), test_days(AWARD_DAY + timedelta(1), AS_OF)
    for place, dataset in enumerate(chosen):
        dataset.platinum_on = rng.choice(before if place < PLATINUM_BY_AWARD else after)


def tests_of(rng: random.Random, dataset: Dataset) -> list[tuple[date, str]]:
    """The tests that changed the dataset's mark: bronze or silver until it is gold, then gold, then platinum."""
    if not dataset.is_tested:
        return []
    tests = []
    if dataset.gold_on > dataset.first_test:
        tests.append((dataset.first_test, rng.choice(("銀", "銀", "銅"))))
        between = test_days(dataset.first_test + timedelta(1), dataset.gold_on)[:-1]
        if tests[0][1] == "銅" and between and rng.randrange(2):
            tests.append((rng.choice(between), "銀"))
    tests.append((dataset.gold_on, "金"))
    if dataset.platinum_on:
        tests.append((dataset.platinum_on, "白金"))
    return tests


def at_the_boundaries(datasets: Iterable[Dataset]) -> None:
    """Two datasets lose their gold for a month; one that is not counted is silver on the later meeting's day of statistics."""
    always_gold = (d for d in datasets if d.gold_on and d.gold_on < PLATINUM_FROM and not d.platinum_on)
    for lost, tests in zip(always_gold, LOST_AND_WON, strict=False):
        lost.tests += tests
    not_counted = max((d for d in datasets if d.listed_on < TESTED_SINCE), key=lambda d: d.listed_on)
    not_counted.tests.append((SILVER_ON, "銀"))


def give_use(rng: random.Random, datasets: Iterable[Dataset]) -> None:
    """Views with a long tail of older datasets, at most 40,482, and less than half as many downloads."""
    for dataset in datasets:
        dataset.views = 40 + rng.randrange(30) * rng.randrange(30)
        if dataset.listed_on.year <= AS_OF.year - 2 and rng.randrange(3) == 0:
            dataset.views += rng.randrange(200) * rng.randrange(200)
        dataset.downloads = dataset.views * rng.randrange(3, 50) // 100


def name_top_datasets(rng: random.Random, datasets: Sequence[Dataset]) -> None:
    """The six most used datasets have their printed names and counts; the count of the other measure is invented.

    Each is the first tested dataset of its publisher that has no such name yet.
    """
    named: list[int] = []
    for measure, top in (("views", TOP_VIEWS), ("downloads", TOP_DOWNLOADS)):
        for title, short, count in top:
            dataset = next(d for d in datasets if d.unit.short == short and d.is_tested and d.number not in named)
            named.append(dataset.number)
            dataset.title = title
            dataset.views, dataset.downloads = 30000 + rng.randrange(15000), 10000 + rng.randrange(15000)
            setattr(dataset, measure, count)


def test_days(first: date, last: date) -> list[date]:
    """The days of testing from ``first`` to ``last``, both included."""
    days, day = [], last_of_month(first)
    while day <= last:
        days.append(day)
        day = last_of_month(day + timedelta(1))
    return days
