"""What an analyst reads in a cell of a notebook: a figure, figures that belong together, records; and what a function expected."""

from reportlib.messages.message import PacketPhrase, Phrase

and_total = PacketPhrase("合計 {total}", "total {total}")
chart_expected = Phrase(
    "{chart}：要畫的是{expected}，給的是 {given}。例如：{example}。",
    "{chart}: it draws {expected}, and was given {given}. For example: {example}.",
)
clauses = PacketPhrase("，", ", ")
column_is_unknown = Phrase(
    "{table}沒有「{name}」這個欄位或方法。欄位有：{columns!l}。例如：{example}。",
    '{table} has no column or method "{name}". Its columns: {columns!l}. For example: {example}.',
)
columns_and_rows = PacketPhrase("{rows:,} 列 × {columns} 欄", "{rows:,} rows × {columns} columns")
crosstab_of = PacketPhrase("{rows} × {columns}", "{rows} × {columns}")
frame_or_crosstab = Phrase("數字的 DataFrame 或 Crosstab", "a DataFrame of numbers or a Crosstab")
explain_expected = Phrase(
    "section.explain：要說明的是一個數字（Fact），給的是 {given}。例如：{example}。",
    "section.explain: it explains one figure (a Fact), and was given {given}. For example: {example}.",
)
measure_expected = Phrase(
    "{measure}：{wrong}。直接給 section 即可，例如：{example}。",
    "{measure}: {wrong}. It takes a section, for example: {example}.",
)
more_parts = PacketPhrase("……共 {count} 項", "… {count} in all")
series_or_breakdown = Phrase(
    "一個數字欄（Series）、只有一個數字欄的 DataFrame 或 Breakdown",
    "a Series of numbers, a DataFrame with one column of numbers, or a Breakdown",
)
titled = PacketPhrase("{title}：{text}", "{title}: {text}")
