"""What an analyst reads in a cell of a notebook: a figure, figures that belong together, records; and what a function expected."""

from reportlib.messages.message import Phrase, Word

and_total = Word("合計 {total}", "total {total}")
clauses = Word("，", ", ")
column_is_unknown = Phrase(
    "{table}沒有「{name}」這個欄位或方法。欄位有：{columns!l}。例如：{example}。",
    '{table} has no column or method "{name}". Its columns: {columns!l}. For example: {example}.',
)
columns_and_rows = Word("{rows:,} 列 × {columns} 欄", "{rows:,} rows × {columns} columns")
crosstab_of = Word("{rows} × {columns}", "{rows} × {columns}")
more_parts = Word("……共 {count} 項", "… {count} in all")
titled = Word("{title}：{text}", "{title}: {text}")
