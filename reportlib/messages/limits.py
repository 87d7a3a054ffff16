"""What is too much of a meeting's own inputs, where the parameters can raise the limit."""

from reportlib.messages.message import Fault

A05_input_too_large = Fault(
    "A05",
    "檔案超過 {limit}。",
    "the file is larger than {limit}.",
    "如確是本次的資料，請在參數檔寫 run: {{input_mb: {enough}}} 提高上限；記憶體須大於檔案的兩倍。",
    "If it is what it should be, raise the limit in the parameter file: run: {{input_mb: {enough}}}; it takes more than twice the file's size of memory.",
)
A05_input_too_many_cells = Fault(
    "A05",
    "資料量過大：約 {cells:,} 格，上限 {limit}格。",
    "too much data: about {cells:,} cells (limit: {limit} cells).",
    "如確是本次的資料，請在參數檔寫 run: {{input_cells: {cells}}} 提高上限。",
    "If it is what it should be, raise the limit in the parameter file: run: {{input_cells: {cells}}}.",
)
A04_input_too_large_unpacked = Fault(
    "A04",
    "解開後過大（活頁簿與壓縮檔上限 200 MB）。",
    "too large when unpacked (limit of workbooks and archives: 200 MB).",
    "如確是本次的資料，請以 CSV（UTF-8）或 Parquet 提供這個清單，不放在壓縮檔裡；這兩種檔案的上限可以在參數檔提高。",
    "If it is what it should be, give the list as CSV (UTF-8) or Parquet, in no archive: their limits can be raised in the parameter file.",
)
A05_workbook_too_much = Fault(
    "A05",
    "資料量過大（活頁簿上限 300 萬格、20 萬列、60 秒）。",
    "too much data (limits of workbooks: 3 million cells, 200,000 rows, 60 seconds).",
    "如確是本次的資料，請把這個清單另存成 CSV（UTF-8）或 Parquet；這兩種檔案的上限可以在參數檔提高。",
    "If it is what it should be, save the list as CSV (UTF-8) or Parquet: their limits can be raised in the parameter file.",
)
A10_workbook_too_much_text = Fault(
    "A10",
    "文字過多（活頁簿上限 1 億字）。",
    "too much text (limit of workbooks: 100 million characters).",
    "如確是本次的資料，請把這個清單另存成 CSV（UTF-8）或 Parquet；這兩種檔案的上限可以在參數檔提高。",
    "If it is what it should be, save the list as CSV (UTF-8) or Parquet: their limits can be raised in the parameter file.",
)
C05_number_in_variable = Fault(
    "C05",
    "環境變數 {variable} 應為 {least:,} 到 {most:,} 的整數，不是{given!q}。",
    "the environment variable {variable} should be a whole number from {least:,} to {most:,}, not {given!q}.",
    "請更正，或取消這個變數。",
    "Correct it, or unset the variable.",
)
