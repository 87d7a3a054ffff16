"""A few records for a project that has none yet: constructed, and labelled so (示範資料) wherever they are shown."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from reportlib.roc import format_date

LABEL = "示範資料"
FORMATS = ("CSV;JSON", "CSV", "PDF")
CATEGORIES = ("公共資訊", "交通及通訊", "生活安全及品質")
_FIRST_ID = 990001


@dataclass(frozen=True)
class MeetingDays:
    """The days of a meeting: up to which its records are counted, and the half-year whose openings it discusses."""

    meeting: datetime.date
    years: str  # republic or common, as they are written

    @property
    def counted(self) -> datetime.date:
        """The end of the month before the meeting."""
        return self.meeting.replace(day=1) - datetime.timedelta(days=1)

    @property
    def counted_before(self) -> datetime.date:
        """The end of the month half a year earlier."""
        months = self.counted.year * 12 + self.counted.month - 1 - 6
        year, month = months // 12, months % 12 + 1
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def half_year(self) -> tuple[datetime.date, datetime.date]:
        year = self.meeting.year
        if self.meeting.month <= 6:
            return datetime.date(year, 1, 1), datetime.date(year, 6, 30)
        return datetime.date(year, 7, 1), datetime.date(year, 12, 31)

    def after(self, days: int) -> datetime.date:
        """So many days after the last meeting's count; before it where they are negative."""
        return self.counted_before + datetime.timedelta(days=days)

    def text(self, day: datetime.date) -> str:
        return day.isoformat() if self.years == "common" else format_date(day)


def records(agencies: Sequence[tuple[str, str]], days: MeetingDays) -> dict[str, list[Sequence[object]]]:
    """The tables by the name of their file, headers first; ``agencies`` are long and short names."""
    return {
        "catalogue.csv": _catalogue(agencies, days),
        "plan.csv": _plan(agencies, days),
        "requests.csv": _requests(agencies, days),
    }


def ranked(ours: str, called: str, datasets: int, days: MeetingDays) -> list[Sequence[object]]:
    """How many datasets each body of our kind has: ours those of its list, and two that are made up, one with more and one with fewer."""
    rows: list[Sequence[object]] = [("機關", "資料集數", "統計日", "備註")]
    counted = days.text(days.counted)
    rows += [
        (name, count, counted, LABEL)
        for name, count in ((ours, datasets), (f"示範{called}甲", datasets + 4), (f"示範{called}乙", datasets - 2))
    ]
    return rows


def _catalogue(agencies: Sequence[tuple[str, str]], days: MeetingDays) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [
        (
            "資料集識別碼",
            "資料集名稱",
            "提供機關",
            "服務分類",
            "檔案格式",
            "更新頻率",
            "上架日期",
            "瀏覽次數",
            "下載次數",
            "備註",
        )
    ]
    for number, (name, short) in enumerate(agencies):
        for at, (letter, after) in enumerate(zip("甲乙丙", (-300, -100, 60), strict=True)):
            count = number * 3 + at
            rows.append(
                (
                    _FIRST_ID + count,
                    f"{short}{LABEL}集{letter}",
                    name,
                    CATEGORIES[count % len(CATEGORIES)],
                    FORMATS[at],
                    "每1月",
                    days.text(days.after(after)),
                    120 + 17 * count,
                    10 + 3 * count,
                    LABEL,
                )
            )
    return rows


def _plan(agencies: Sequence[tuple[str, str]], days: MeetingDays) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [("編號", "機關", "資料集名稱", "預計開放日期", "實際開放日期", "備註")]
    for number, (name, short) in enumerate(agencies, 1):
        opened = days.text(days.after(60))
        rows.append((f"A-{number:02}", name, f"{short}{LABEL}集丙", days.text(days.after(62)), opened, LABEL))
        rows.append((f"B-{number:02}", name, f"{short}{LABEL}集丁", days.text(days.half_year[1]), "", LABEL))
    return rows


def _requests(agencies: Sequence[tuple[str, str]], days: MeetingDays) -> list[Sequence[object]]:
    (first, first_short), (last, last_short) = agencies[0], agencies[-1]
    return [
        ("編號", "標題", "機關", "處理情形", "提出日期", "回復日期", "需求摘要", "回復摘要", "備註"),
        (
            "R-1",
            f"請開放{first_short}{LABEL}集丙",
            first,
            "已開放",
            days.text(days.after(30)),
            days.text(days.after(37)),
            f"{LABEL}：希望能下載使用。",
            f"{LABEL}：已於平臺開放，歡迎使用。",
            LABEL,
        ),
        (
            "R-2",
            f"請開放{last_short}{LABEL}集丁",
            last,
            "預計開放",
            days.text(days.after(90)),
            days.text(days.after(100)),
            f"{LABEL}：希望能下載使用。",
            f"{LABEL}：預計於 {days.text(days.half_year[1])} 開放。",
            LABEL,
        ),
    ]
