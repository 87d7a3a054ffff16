"""A meeting of two evaluated units and one that is not, with a small catalogue and a register of tests, for tests of measures."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_days import ReplyLimit
from reportlib.records.records import Records

NEW_YEAR, MAY, OCTOBER = date(2020, 1, 1), date(2020, 5, 31), date(2020, 10, 31)


def records(kind, /, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(
        frame, kind, f"{kind}.csv", "", "utf-8", 1, {"read": len(frame) + 1, "used": len(frame), "header": 1}, "0" * 64
    )


def two_units(root, tmp_path) -> Meeting:
    """Two evaluated units, 甲 and 乙, and 丙 that is not; the repository's rulebooks."""
    register = tmp_path / "agencies.csv"
    register.write_text(
        "name,short,aliases,kind,evaluated,successor\n甲局,甲,,局,是,\n乙局,乙,,局,是,\n丙部,丙,,部,,\n", "utf-8"
    )
    rules = root / "params" / "rules"
    params = SimpleNamespace(
        path=tmp_path / "m.yaml",
        inputs=SimpleNamespace(publishers=register),
        other_publishers="refuse",
        numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"),
        as_of=SimpleNamespace(
            inventory=OCTOBER,
            previous_inventory=date(2019, 12, 31),
            gold_series=(MAY, OCTOBER),
            platinum=OCTOBER,
            oas=OCTOBER,
            award=MAY,
        ),
        periods=SimpleNamespace(requests=(date(2020, 6, 1), OCTOBER), feedback=(NEW_YEAR, OCTOBER)),
        reply_limit=ReplyLimit(days=14),
        rulebooks=SimpleNamespace(
            stars=rules / "star-ratings.yaml",
            marks=rules / "quality-marks.yaml",
            outcomes=rules / "request-outcomes.yaml",
            evaluation=rules / "evaluation-110.yaml",
            award=rules / "gold-award.yaml",
            categories=None,
        ),
        declared={},
    )
    return Meeting(params)


def catalogue(**more):
    columns = {
        "dataset_id": ["1", "2", "3", "A4"],
        "title": ["一", "二", "三", "四"],
        "publisher_short": ["甲", "甲", "乙", "丙"],
        "listed_on": [date(2014, 1, 1), date(2019, 3, 1), NEW_YEAR, date(2020, 12, 1)],
    }
    return records("catalogue", **(columns | more))


def printed(breakdown):
    return {key: fact.printed for key, fact in breakdown.parts.items()}


def register(*events):
    ids, days, marks = zip(*events, strict=True)
    return records("quality", dataset_id=ids, tested_on=days, mark=marks)
