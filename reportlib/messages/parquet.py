"""Messages about Parquet files: their columns, and values in them that are none."""

from reportlib.messages.message import Fault

A04_parquet_too_large_unpacked = Fault(
    "A04",
    "解開後約 {size:,} MB，上限 {limit:,} MB（input_mb 的 10 倍）。",
    "about {size:,} MB when unpacked (limit: {limit:,} MB, ten times input_mb).",
    "如確是本次的資料，請在參數檔寫 run: {{input_mb: {enough}}} 提高上限。",
    "If it is what it should be, raise the limit in the parameter file: run: {{input_mb: {enough}}}.",
)
A11_text_too_long = Fault(
    "A11",
    "這一格有 {characters:,} 字，超過 {most:,} 字，不是資料。",
    "this cell has {characters:,} characters, more than {most:,}, and is no data.",
    "請在來源更正後重新匯出。",
    "Correct it at its source and export it again.",
)
E09_cell_no_utf8 = Fault(
    "E09",
    "這一格的位元組 {bytes} 不是 UTF-8 文字。",
    "the bytes {bytes} in this cell are not UTF-8.",
    "請以 UTF-8 重新匯出。",
    "Export it again as UTF-8.",
)
F03_parquet_damaged = Fault(
    "F03",
    "Parquet 檔已損壞，無法讀取。",
    "the Parquet file is damaged and cannot be read.",
    "請重新匯出後再執行。",
    "Export it again, then run again.",
)
F04_encrypted = Fault(
    "F04",
    "Parquet 檔經過加密，無法讀取。",
    "the Parquet file is encrypted and cannot be read.",
    "請匯出未加密的檔案後再執行。",
    "Export it without encryption, then run again.",
)
F09_parquet_column = Fault(
    "F09",
    "這一欄的型別{type!q}不是文字、數值或日期。",
    "the type {type!q} of this column is no text, number or day.",
    "請改以文字、數值、日期或文字的清單（list）匯出。",
    "Export it as texts, numbers, days or lists of texts.",
)
V07_far_day = Fault(
    "V07",
    "日期不在西元 1 年至 9999 年之間。",
    "the day is not within the years 1 to 9999.",
    "請在來源更正後重新匯出。",
    "Correct it at its source and export it again.",
)
V10_infinite = Fault(
    "V10",
    "是無限大（inf），不是數值。",
    "is infinite (inf) and no number.",
    "請在來源更正後重新匯出。",
    "Correct it at its source and export it again.",
)
