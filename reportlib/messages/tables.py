"""What is told of the tables that are read, and parts of messages about them."""

from reportlib.messages.message import Phrase

add_column = Phrase("請補上這一欄或更正欄名後重送。", "Add the column or correct its header and resend.")
add_day = Phrase("請填到日，例如 109/12/31，再重送。", "Add the day, as in 109/12/31, and resend.")
add_year = Phrase("請加上年份，例如 109/12/31，再重送。", "Add the year, as in 109/12/31, and resend.")
agencies_out_of_scope = Phrase(
    "名冊以外的機關 {agencies} 個，共 {rows} 列，未納入統計。",
    "{agencies} agencies outside the register, {rows} rows, are left out.",
)
and_more_rows = Phrase("等（另有 {count} 列）", " and {count} more")
between_1990_and_2100 = Phrase("1990 年到 2100 年之間", "between 1990 and 2100")
between_days = Phrase("{first} 至 {last} 之間", "between {first} and {last}")
blank_cells = Phrase("空白的儲存格", "blank cells")
cells_in_all = Phrase("等 {count} 格", " and more, {count} in all")
check_or_shorten = Phrase("請確認內容完整，或精簡後重送。", "Check that it is complete, or shorten it and resend.")
column_blank = Phrase(
    "{place}：{column!q}欄全部空白，視為來源未提供。",
    "{place}: the column {column!q} is blank throughout and taken as not provided.",
)
column_letter = Phrase("{column} 欄", "column {column}")
column_letters = Phrase("{columns!l} 欄", "columns {columns!l}")
column_without_header = Phrase(
    "{place}：{column} 欄沒有欄名，未使用（{rows}有值）。",
    "{place}: column {column} has no header and is not used ({rows} have values).",
)
columns_not_used = Phrase("{place}：{count} 欄未使用：{columns}。", "{place}: {count} columns are not used: {columns}.")
comments_are_no_data = Phrase(
    "{place}：{cells} 有註解，內容不列入資料（可能含個人資料）。",
    "{place}: comments at {cells} are no data and may hold personal data.",
)
correct_and_resend = Phrase("請更正後重送。", "Correct it and resend.")
correct_name = Phrase("請更正機關名稱後重送。", "Correct the name and resend.")
correct_name_or_add_alias = Phrase(
    "請更正機關名稱，或在名冊加上這個別名。", "Correct the name, or add it to the register as an alias."
)
counted_once = Phrase("只計一次；請刪去多出的一列。", "It is counted once; delete the row that is one too many.")
counted_by_decision = Phrase(
    "{file}：{name!q} {rows} 列依名冊的認定計入{agency!q}。",
    "{file}: {name!q}, {rows} rows, is counted as {agency!q}, as the register decides.",
)
decide_in_register = Phrase(
    "屬本機關時，請在名冊 {register} 加上這一列：{ours}　不屬時加上：{not_ours}　後重新執行。",
    "If it is ours, add this line to the register {register}: {ours}  If it is not: {not_ours}  Then run again.",
)
different = Phrase("不同", "different")
equal = Phrase("相同", "equal")
characters_without_glyph = Phrase(
    "{file}：{rows}有字型沒有的字元，共 {count} 處，印成〔表情符號〕或字碼；原字列於 review.html。",
    "{file}: {rows} have characters that no font has, {count} in all; they are printed by name or code, and review.html lists them.",
)
era_unclear = Phrase("分不清是民國年還是西元年", "it is unclear whether the year is of the Republic or common")
formats_are_no_data = Phrase("{place}：{cells} {how}，格式不作為資料。", "{place}: {cells} {how}; formats are no data.")
give_digits = Phrase("請填阿拉伯數字，沒有資料請留白後重送。", "Give digits, or leave it blank, and resend.")
give_without_unit = Phrase("請只填 {number}，不寫單位，再重送。", "Give {number} alone, without the unit, and resend.")
hidden = Phrase("隱藏的", "hidden ")
if_of_republic = Phrase(
    "如果是民國 {day}，請用文字格式填寫後重送。", "If {day} of the Republic is meant, enter it as text and resend."
)
keep_correct_row = Phrase("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
last_meetings_rows = Phrase("上次會議的資料列數", "the number of rows at the last meeting")
last_meetings_total = Phrase(
    "上次會議所載 {day} 的累計資料集數（{file} 第 {row} 列）",
    "the number of datasets by {day}, as the last meeting printed it ({file} row {row}),",
)
left_out_by_decision = Phrase(
    "{file}：{name!q} {rows} 列依名冊的認定非本機關，未採計。",
    "{file}: {name!q}, {rows} rows, is not ours, as the register decides, and left out.",
)
may_be_of_another_body = Phrase("與本機關的名稱近似", "is like a name of ours")
may_be_ours_or_another = Phrase("可能屬{agencies!l}，也可能是別的機關的", "may be {agencies!l}, or another body's")
merged_cells = Phrase("合併的儲存格", "merged cells")
more_problems_not_shown = Phrase("還有 {count} 項問題未列出。", "{count} more problems are not shown.")
more_rows_have_it = Phrase("另有 {rows} 列相同。", " {rows} more rows have it.")
name_valid_from = Phrase("{name!q}的名稱自 {day} 起才有", "the name {name!q} is valid from {day} only")
name_with_rows = Phrase("{name!q} {rows} 列", "{name!q} {rows} rows")
name_valid_until = Phrase("{name!q}的名稱用到 {day} 為止", "the name {name!q} was valid until {day}")
nearest_header = Phrase("；最接近的是 {column} 欄{header}", "; the nearest header is {header} in column {column}")
names_not_decided = Phrase(
    "{file}：{names} 個名稱共 {rows} 列待名冊認定，未採計：",
    "{file}: {names} names, {rows} rows, wait for a decision in the register and are left out:",
)
neither_text_nor_date = Phrase("不是文字，也不是日期", "it is neither text nor a date")
no_day = Phrase("只有年月，沒有日", "it has a year and a month, but no day")
no_month = Phrase("沒有 {month} 月", "there is no month {month}")
no_rows = Phrase("{place}：無資料列。", "{place}: no rows of data.")
no_such_day = Phrase("{year} 年 {month} 月沒有 {day} 日", "month {month} of the year {year} has no day {day}")
no_year = Phrase("沒有年份", "it has no year")
no_year_zero = Phrase("沒有民國 0 年", "there is no year 0 of the Republic")
not_in_register = Phrase("{name!q}不在機關名冊中", "{name!q} is not in the register of agencies")
not_written_so = Phrase(
    "看不懂的寫法；請寫成 109/11/30 或 2020/11/30", "it is not written like 109/11/30 or 2020/11/30"
)
of_own_colour = Phrase("另有底色", "have a colour of their own")
of_row = Phrase("{file} 第 {row} 列：{what}", "{file} row {row}: {what}")
of_which_undecided = Phrase("（其中 {rows} 列待名冊認定）", " ({rows} of them wait for a decision in the register)")
official_name = Phrase("機關全銜", "OFFICIAL NAME")
other_day_in_taiwan = Phrase(
    "以所寫的時區是 {written}，在臺灣是 {day}，採計 {day}",
    "it is {written} in its time zone and {day} in Taiwan; {day} counts",
)
other_weekday = Phrase("{day} 是{truly}，不是{written}", "{day} is a {truly} and no {written}")
ragged_rows = Phrase(
    "{file}：{rows}的格數與標題列不同，共 {count} 列，列為待確認、未採計；其餘各列照常採計。請在來源更正後重新匯出。",
    "{file}: {rows}, {count} in all, have more or fewer cells than the header and are set aside; all others count. Correct them at "
    "their source and export it again.",
)
rows_are_examples = Phrase(
    "{place}：{rows}為範例或填寫說明，已移除。",
    "{place}: {rows} are examples or explanations of the form and were removed.",
)
rows_are_notes = Phrase(
    "{place}：{rows}為附註或簽章，不列入資料。", "{place}: {rows} are notes or signatures and no data."
)
rows_listed = Phrase("第 {rows!l} 列", "rows {rows!l}")
sheet_not_of_table = Phrase(
    "{file}：另有{hidden}工作表{sheet!q}（{rows} 列），不屬於本表。",
    "{file}: the {hidden}sheet {sheet!q} ({rows} rows) is not part of this table.",
)
short_names_counted = Phrase(
    "{file}：{names} 個名稱不是全銜，共 {rows} 列，依名冊計入：{listed!l}。清單若含名冊以外的機關，請把 other_publishers 改為 count。",
    "{file}: {names} names are not official ones, {rows} rows, and counted by the register: {listed!l}. If the list has bodies of others, set other_publishers to count.",
)
struck_through = Phrase("有刪除線", "are struck through")
the_total = Phrase("合計", "the total")
titles_for_example = Phrase("例：{titles!l}。", " For example {titles!l}.")
took_value_above = Phrase(
    "{place}：{column}欄{which}已依上方的值補入：{rows}。",
    "{place}: {which} of {column} took the value above them: {rows}.",
)
total_of_row = Phrase("第 {row} 列合計：{header!q}", "row {row}: the total of {header!q}")
with_nearest = Phrase("{said}；最接近的是{near!q}", "{said}; the nearest is {near!q}")
write_common_characters = Phrase("請改用一般字元填寫後重送。", "Write it in common characters and resend.")
written_there = Phrase("該列寫作{other!q}。", " It is written {other!q} there.")
