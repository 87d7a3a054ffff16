"""A sheet held against a table: its header looked for, then laid out or examined."""

from reportlib.readers.sheets import Sheet
from reportlib.records import examine as records_examine, layout
from reportlib.records.header import find_headers
from reportlib.records.located import Layout
from reportlib.records.records import Examined
from reportlib.records.schema import TableSchema


def locate(sheet: Sheet, table: TableSchema) -> Layout:
    return layout.locate(next(find_headers(sheet, [table])))


def examine(table: TableSchema, sheet: Sheet, *given, **options) -> Examined:
    return records_examine.examine(next(find_headers(sheet, [table])), *given, **options)
