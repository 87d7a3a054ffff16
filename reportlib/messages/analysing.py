"""What an analyst reads in a cell of a notebook: a figure, figures that belong together, records; and what a function expected."""

from reportlib.messages.message import PacketPhrase, Phrase

and_total = PacketPhrase("合計 {total}", "total {total}")
arguments_lack = Phrase("缺少 {names!l}", "it lacks {names!l}")
arguments_too_many = Phrase(
    "依序只能給 {most} 個，給了 {given} 個", "it takes {most} values in order, and was given {given}"
)
arguments_twice = Phrase("{names!l} 給了兩次", "it was given {names!l} twice")
arguments_unknown = Phrase("沒有 {names!l} 這個參數", "it has no parameter {names!l}")
call_expected = Phrase("{function}：{wrong}。例如：{example}。", "{function}: {wrong}. For example: {example}.")
chart_expected = Phrase(
    "{chart}：要畫的是{expected}，給的是 {given}。例如：{example}。",
    "{chart}: it draws {expected}, and was given {given}. For example: {example}.",
)
clauses = PacketPhrase("，", ", ")
column_is_unknown = Phrase(
    "{table}沒有「{name}」這個欄位或方法。欄位有：{columns!l}。例如：{example}。",
    '{table} has no column or method "{name}". Its columns: {columns!l}. For example: {example}.',
)
control_expected = Phrase(
    "explore：「{name}」要的是滑桿的範圍、選項或 ipywidgets 的元件，給的是 {given}。例如：{example}。",
    'explore: "{name}" takes the range of a slider, choices or a widget of ipywidgets, and was given {given}. For example: {example}.',
)
columns_and_rows = PacketPhrase("{rows:,} 列 × {columns} 欄", "{rows:,} rows × {columns} columns")
crosstab_of = PacketPhrase("{rows} × {columns}", "{rows} × {columns}")
frame_or_crosstab = Phrase("數字的 DataFrame 或 Crosstab", "a DataFrame of numbers or a Crosstab")
explain_expected = Phrase(
    "section.explain：要說明的是一個數字（Fact），給的是 {given}。例如：{example}。",
    "section.explain: it explains one figure (a Fact), and was given {given}. For example: {example}.",
)
a_column_of = Phrase("{kind}，其值為 {values}", "a {kind} of {values}")
explore_expected = Phrase(
    "explore：要的是一個函數及其每個參數的範圍，給的是 {given}。例如：{example}。",
    "explore: it takes a function and a range for each of its parameters, and was given {given}. For example: {example}.",
)
explore_unfit = Phrase(
    "explore：滑桿及選單的名稱（{controls!l}）要與函數的參數相同；函數{wrong}。",
    "explore: the controls ({controls!l}) go by the names of the function's parameters; of the function: {wrong}.",
)
frame_empty = Phrase("沒有資料", "no rows")
frame_filtered = Phrase("（由 _MAX_ 列篩選）", "(of _MAX_ rows)")
frame_info = Phrase("第 _START_ 至 _END_ 列，共 _TOTAL_ 列", "rows _START_ to _END_ of _TOTAL_")
frame_length = Phrase("每頁 _MENU_ 列", "_MENU_ rows a page")
frame_no_row = Phrase("沒有符合的列", "no row that fits")
frame_search = Phrase("搜尋：", "Search:")
lab_is_missing = Phrase(
    '這裡沒有安裝 {name}。請執行 pip install "packet[lab]"，再重新啟動核心。',
    '{name} is not installed here. Run pip install "packet[lab]", then restart the kernel.',
)
measure_expected = Phrase(
    "{measure}：{wrong}。直接給 section 即可，例如：{example}。",
    "{measure}: {wrong}. It takes a section, for example: {example}.",
)
more_parts = PacketPhrase("……共 {count} 項", "… {count} in all")
part_expected = Phrase("{part} 要的是 {wanted}，給的是 {given}", "{part} takes {wanted}, and was given {given}")
series_or_breakdown = Phrase(
    "一個數字欄（Series）、只有一個數字欄的 DataFrame 或 Breakdown",
    "a Series of numbers, a DataFrame with one column of numbers, or a Breakdown",
)
searchable_expected = Phrase(
    "searchable：要的是 DataFrame、Series 或資料（如 section.catalogue），給的是 {given}。例如：{example}。",
    "searchable: it takes a DataFrame, a Series or records (section.catalogue), and was given {given}. For example: {example}.",
)
weights_expected = Phrase(
    "配分要的是各項目代號及其分數，給的是 {given}。例如：{example}。",
    "the weights are points by the items' ids, and {given} was given. For example: {example}.",
)
where_expected = Phrase(
    ".where：要的是條件，或每列是否選取的 Series，給的是 {given}。例如：{example}。",
    ".where takes a condition, or a Series that says of each row whether it is chosen, and was given {given}. For example: {example}.",
)
take_to_frame = Phrase(
    "{given} 不能直接給 pandas，也不能逐一取出。請用 .to_frame() 得到 DataFrame，例如 pd.DataFrame(x) 改寫為 x.to_frame()。",
    "{given} is not for pandas as it is, nor for a loop. Take its frame: x.to_frame() in place of pd.DataFrame(x).",
)
titled = PacketPhrase("{title}：{text}", "{title}: {text}")
two_meetings_expected = Phrase(
    "two_meetings：要的是一種資料的名稱（如 catalogue），或只需 section 即得數字或 Breakdown 的算法，給的是 {given}。例如：{example}。",
    "two_meetings: it takes the name of an input (catalogue), or a measure that gives a figure or a Breakdown of a section alone, and was given {given}. For example: {example}.",
)
