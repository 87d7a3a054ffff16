"""The documents of APIs of a meeting (``inputs.apis``, a folder) as records: one row a described API, with what its document is judged to be."""

from __future__ import annotations

from typing import Literal

from reportlib.oas.model import State
from reportlib.records.schema import TableSchema, may, must

# What the packet calls the states of a document, and an API of the list without one.
STATES: dict[State | Literal["missing"], str] = {
    "valid": "通過",
    "invalid": "不通過",
    "unjudged": "無法判定",
    "missing": "沒有文件",
}

APIS = TableSchema(
    "apis",
    "API 文件",
    (
        must("document", "文件", "text"),
        must("state", "判定", "text"),
        may("unit", "單位", "agency"),
        may("api", "API名稱", "text"),
        may("dataset_id", "資料集識別碼", "identifier"),
        may("version", "OAS版本", "text"),
        may("operations", "作業數", "count"),
        may("faults", "缺失數", "count"),
        may("first", "缺失", "text"),  # the first one, as a sentence
        may("sha256", "SHA-256", "identifier"),
    ),
)
