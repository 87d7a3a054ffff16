"""The catalogue under the portal's own columns and the register of tests, as each meeting sees them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from figures import AS_OF, ENCODINGS, FREQUENCIES, OTHER_FORMATS, TESTED_FORMATS
from meetings import LABEL, roc, weighted
from world import Dataset

# The portal's own 22 columns, one name with a doubled character as there, and the two counts of use.
CATALOGUE_HEADER = (
    "資料集識別碼",
    "資料集名稱",
    "資料提供屬性",
    "服務分類",
    "品質檢測",
    "檔案格式",
    "資料下載網址",
    "編碼格式",
    "資資料集上架方式",
    "資料集描述",
    "主要欄位說明",
    "提供機關",
    "更新頻率",
    "授權方式",
    "相關網址",
    "計費方式",
    "提供機關聯絡人姓名",
    "提供機關聯絡人電話",
    "上架日期",
    "詮釋資料更新時間",
    "備註",
    "資料量",
    "瀏覽次數",
    "下載次數",
)
QUALITY_HEADER = ("資料集識別碼", "檢測日期", "品質檢測", "備註")


@dataclass(frozen=True)
class Record:
    """What the portal's export says of a dataset beyond the dataset itself."""

    dataset: Dataset
    updated: datetime
    formats: str
    encoding: str
    frequency: str
    size: int


def make_records(rng: random.Random, datasets: Iterable[Dataset]) -> list[Record]:
    """One of each dataset; updated at some hour between its listing and 109-10-31."""
    records = []
    for dataset in datasets:
        days, seconds = rng.randrange((AS_OF - dataset.listed_on).days + 1), rng.randrange(8 * 3600, 18 * 3600)
        formats = weighted(rng, TESTED_FORMATS if dataset.is_tested else OTHER_FORMATS)
        encoding, frequency = weighted(rng, ENCODINGS), weighted(rng, FREQUENCIES)
        updated = datetime.combine(dataset.listed_on, time()) + timedelta(days=days, seconds=seconds)
        records.append(
            Record(dataset, updated, formats, encoding, frequency, rng.randrange(1, 60) * rng.randrange(1, 60))
        )
    return records


def catalogue_rows(records: Iterable[Record], day: date) -> Iterator[tuple[object, ...]]:
    """The list as exported on ``day``; contact persons stay blank, addresses lead nowhere."""
    for record in records:
        if record.dataset.listed_on <= day:
            row = _row(record, day)
            yield tuple(row.get(column, "") for column in CATALOGUE_HEADER)


def _row(record: Record, day: date) -> dict[str, object]:
    dataset = record.dataset
    # What was updated after the day was updated at the same hour of its first day, as far as the export knew.
    updated = (
        record.updated if record.updated.date() <= day else datetime.combine(dataset.listed_on, record.updated.time())
    )
    return {
        "資料集識別碼": dataset.number,
        "資料集名稱": dataset.title,
        "資料提供屬性": "檔案資料",
        "服務分類": dataset.category,
        "品質檢測": dataset.mark_on(day),
        "檔案格式": record.formats,
        "資料下載網址": f"https://example.invalid/{dataset.number}",
        "編碼格式": record.encoding,
        "資料集描述": f"{LABEL}，並非真實紀錄",
        "提供機關": dataset.unit.name,
        "更新頻率": record.frequency,
        "授權方式": "政府資料開放授權條款-第1版",
        "計費方式": "免費",
        "上架日期": f"{dataset.listed_on} 00:00:00",
        "詮釋資料更新時間": f"{updated:%Y-%m-%d %H:%M:%S}",
        "備註": LABEL,
        "資料量": record.size,
        "瀏覽次數": dataset.used_by(day, dataset.views),
        "下載次數": dataset.used_by(day, dataset.downloads),
    }


def quality_rows(datasets: Iterable[Dataset], day: date) -> Sequence[tuple[object, ...]]:
    """The register of tests up to ``day``, in the order of days."""
    tests = sorted((tested_on, d.number, mark) for d in datasets for tested_on, mark in d.tests if tested_on <= day)
    return [(number, roc(tested_on, "/"), mark, LABEL) for tested_on, number, mark in tests]
