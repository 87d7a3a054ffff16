"""Messages about where a table stands on its sheet: L."""

from reportlib.messages.message import Fault

L01_header_in_row = Fault("L01", "標題列在第 {row} 列。", "the header is in row {row}.")
L01_header_in_rows = Fault("L01", "標題列在第 {first} 至 {last} 列。", "the header is in rows {first} to {last}.")
L03_merged_number = Fault(
    "L03",
    "與{rows}合併為一格，數字只計在這一列。",
    "merged with {rows}; the number is counted in this row only.",
    "請取消合併，每列各填各的數字。",
    "Unmerge the cells and give each row its own number.",
)
L06_total_differs = Fault(
    "L06",
    "合計為 {stated:,}，各列相加為 {own:,}。",
    "the total is {stated:,}, its rows add up to {own:,}.",
    "合計列不列入資料；請確認各列與合計。",
    "Rows of totals are no data; check the rows and the total.",
)
L08_header_of_other_table = Fault(
    "L08",
    "這一列是另一個表的標題列（{header!q}…）。",
    "this row is the header of another table ({header!q} …).",
    "請一張工作表只放一個表，分開後重送。",
    "Put one table on a sheet, part them, and resend.",
)
L08_table_begins = Fault(
    "L08",
    "{column} 欄起另有一個表。",
    "another table begins in column {column}.",
    "請一張工作表只放一個表，分開後重送。",
    "Put one table on a sheet, part them, and resend.",
)
L08_table_beside = Fault(
    "L08",
    "{column} 欄起另有一個表（{rows}只在那裡有值）。",
    "another table begins in column {column} (only it has values in {rows}).",
    "請一張工作表只放一個表，分開後重送。",
    "Put one table on a sheet, part them, and resend.",
)
L09_column_missing = Fault(
    "L09",
    "缺少必要的欄{column!q}（可用的寫法：{spellings}{nearest}）。",
    "the required column {column!q} is missing (known spellings: {spellings}{nearest}).",
)
L09_no_agency_of_comments = Fault(
    "L09",
    "沒有「機關」欄，也沒有可以查資料集所屬機關的資料集清單。",
    "has no column 機關, and there is no list of datasets to look up whose dataset each comment is on.",
    "請在參數檔 inputs 寫上 catalogue，或在清單加上「機關」欄。",
    "Name the catalogue under inputs in the parameter file, or add the column 機關.",
)
L09_column_not_once = Fault("L09", "欄{column!q}必須恰有一個。", "column {column!q} must be there once.")
L09_column_twice = Fault("L09", "與 {column} 欄是同一種欄。", "the same column as {column}.")
L09_old_form = Fault(
    "L09",
    "這是舊版表格（第 {version} 版），現在是第 {current} 版，欄位可能不同。",
    "this is the form of version {version}; it is version {current} now, and its columns may differ.",
    "請核對各欄；下次請用新發的表格填寫。",
    "Check the columns; use the forms that were sent out last from now on.",
)
L09_unknown_column = Fault("L09", "不認得的欄{column!q}{hint}", "unknown column {column!q}{hint}")
L10_more_cells = Fault(
    "L10",
    "比標題列多出儲存格：{beyond!q}。",
    "has more cells than the header: {beyond!q}.",
    "請更正後重送。",
    "Correct it and resend.",
)
L11_no_without_remark = Fault(
    "L11",
    "「連結可下載」或「依頻率更新」填「否」，須有說明。",
    "where a check says no, the remark must say why.",
    "請填說明（原因及改善期程）後重送。",
    "Fill in the remark (reason and time of repair) and resend.",
)
L11_on_time_of_how_many = Fault(
    "L11",
    "有如期完成項數而沒有應辦工作項數。",
    "there is a number of tasks on time but none of tasks due.",
    "請填應辦工作項數後重送。",
    "Fill in how many were due, and resend.",
)
L11_passed_of_how_many = Fault(
    "L11",
    "有抽檢合格數而沒有抽檢資料集數。",
    "there is a number of passed but none of sampled datasets.",
    "請填抽檢資料集數後重送。",
    "Fill in how many were sampled, and resend.",
)
L11_promise_without_date = Fault(
    "L11",
    "處理情形為{outcome!q}，須有預計開放日期。",
    "the outcome is {outcome!q}, so there must be a planned date.",
    "請填預計開放日期後重送。",
    "Fill in the planned date and resend.",
)
L11_refusal_without_reason = Fault(
    "L11",
    "處理情形為{outcome!q}，須有理由。",
    "the outcome is {outcome!q}, so there must be a reason.",
    "請填理由及依據後重送。",
    "Fill in the reason and its ground, and resend.",
)
L11_blank = Fault(
    "L11", "空白；這一欄不可空白。", "blank; this column must have a value.", "請填寫後重送。", "Fill it in and resend."
)
L11_fewer_cells = Fault(
    "L11",
    "只有 {cells} 格，標題列有 {width} 格。",
    "has {cells} cells, the header has {width}.",
    "請更正後重送。",
    "Correct it and resend.",
)
L11_name_blank = Fault("L11", "name 空白。", "name is blank.")
L11_resolution_without_owner = Fault(
    "L11",
    "{resolution}沒有主辦單位。",
    "resolution {resolution} has no owner.",
    "請填寫主辦單位後重送。",
    "Name its owner and send the file again.",
)
L12_separator = Fault("L12", "第一列的 sep= 不是可用的分隔符號。", "the separator after sep= cannot be used.")
L13_headers_down_column = Fault(
    "L13",
    "欄名直排在 {column} 欄，一筆資料佔一欄。",
    "the headers run down column {column}, with one record a column.",
    "請複製後用「選擇性貼上→轉置」改成一筆一列再重送。",
    "Copy it, use Paste Special with Transpose, so that each record is a row, and resend.",
)
L14_hidden_columns = Fault(
    "L14",
    "隱藏的 {columns}也已列入。",
    "the hidden {columns} are included.",
    "不該列入的請刪除後重送。",
    "Delete what should not be included and resend.",
)
L14_hidden_rows = Fault(
    "L14",
    "隱藏的{rows}也已列入。",
    "the hidden {rows} are included.",
    "不該列入的請刪除後重送。",
    "Delete what should not be included and resend.",
)
L19_no_row = Fault("L19", "沒有填寫任何一列。", "no row is filled in.")
L20_limit_of_sheet = Fault(
    "L20",
    "恰有 {rows:,} 列，是試算表的上限，可能已被截斷。",
    "has exactly {rows:,} rows, the limit of a spreadsheet; it may have been cut.",
    "請確認是否完整，或改送 CSV。",
    "Check that it is complete, or send it as CSV.",
)
L11_speakers_and_units = Fault(
    "L11",
    "講者 {names} 位，講者單位 {units} 個，數目不同。",
    "{names} speakers, but {units} units of speakers.",
    "請依講者順序各填一個單位，以「；」分隔；沒有單位的講者請填「—」。",
    "Give a unit for each speaker, in their order, with ； between them; write — for a speaker without one.",
)
