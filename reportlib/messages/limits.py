"""What is too much of a meeting's own inputs, where the parameters can raise the limit."""

from reportlib.messages.message import Fault

A05_input_too_large = Fault(
    "A05",
    "檔案超過 {limit}。",
    "the file is larger than {limit}.",
    "如確是本次的資料，請在參數檔寫 run: {{input_mb: …}}（單位 MB）提高上限；記憶體須大於檔案的兩倍。",
    "If it is what it should be, raise the limit in the parameter file: run: {{input_mb: …}} (megabytes); it takes more than twice the file's size of memory.",
)
A05_input_too_many_cells = Fault(
    "A05",
    "資料量過大：約 {cells:,} 格，上限 {limit} 萬格。",
    "too much data: about {cells:,} cells (limit: {limit} cells).",
    "如確是本次的資料，請在參數檔寫 run: {{input_cells: {cells}}} 提高上限。",
    "If it is what it should be, raise the limit in the parameter file: run: {{input_cells: {cells}}}.",
)
