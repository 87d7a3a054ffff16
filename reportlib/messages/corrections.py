"""Messages about what is still to be filled in, and about corrections and decisions of the intake: C13, C14."""

from reportlib.messages.message import Fault

C13_other_file_there = Fault(
    "C13",
    "只有標題列；同一個資料夾裡有 {other!l}，參數檔沒有用到。",
    "there is nothing but the header; {other!l} in the same folder is not named by the parameters.",
    "要用它，請把參數檔 inputs 的 {field} 改成它的檔名；不用的請移走，並把資料貼進來。",
    "To use it, name it for {field} in inputs; else move it away, and paste the data.",
)
C13_header_only = Fault(
    "C13",
    "只有標題列。",
    "there is nothing but the header.",
    "請貼上資料；本次確實沒有任何一筆時，請在參數檔寫 empty_inputs: [{field}]。",
    "Paste the data; where there really is none this time, write empty_inputs: [{field}] in the parameter file.",
)
C13_folder_to_fill = Fault(
    "C13",
    "資料夾裡還沒有檔案（參數檔的 inputs.{field}）。",
    "there are no files in the folder yet (inputs.{field} of the parameters).",
    "inputs.files 請執行 packet fetch {meeting}，或放入檔案；本次不用時，刪去參數檔的這一行及用到它的章節。",
    "For inputs.files run packet fetch {meeting}, or put files there; where it is not used this time, delete its line and the sections that use it.",
)
C13_rows_to_fill_in = Fault(
    "C13",
    "第 {rows} 列還沒有填寫。",
    "rows {rows} are still to be filled in.",
    "請填寫，並刪去「待填」。",
    "Fill them in, and delete the marks.",
)
C13_value_to_fill_in = Fault(
    "C13",
    "{value!q}還沒有填寫。",
    "{value!q} is still to be filled in.",
    "請填寫，並刪去「待填」。",
    "Fill it in, and delete the mark.",
)
C13_basis_of_template = Fault(
    "C13",
    "第 {lines} 行是隨程式提供的範本的文字，不是依據，沒有印出（{keys!l}）。",
    "lines {lines} are the words of a template and no basis, and are not printed ({keys!l}).",
    "請改寫為本機關的依據（法規、要點或會議紀錄的名稱）。",
    "Put your own basis there: the title of a regulation, guidelines or minutes.",
)
C14_correction_without_effect = Fault(
    "C14",
    "這一格的更正沒有作用：這張表不採計。",
    "the correction of this cell changes nothing: this table does not count.",
)
C14_file_not_received = Fault("C14", "收到的檔案中沒有{file!q}。", "no file {file!q} was received.")
C14_no_readable_file = Fault(
    "C14", "收到的檔案中沒有可讀的{file!q}。", "no readable file {file!q} was received.", "{todo}", "{todo}"
)
C14_no_sheet = Fault(
    "C14", "{file} 沒有工作表{sheet!q}。", "{file} has no sheet {sheet!q}.", "可用：{sheets}。", "Sheets: {sheets}."
)
C14_no_such_column = Fault("C14", "第 {row} 列之上沒有欄名{column!q}。", "no header {column!q} stands above row {row}.")
C14_not_as_expected = Fault(
    "C14",
    "{file} 的 {cell} 現在是{found!q}，不是預期的{expected!q}。",
    "{cell} of {file} is {found!q} now, not {expected!q} as expected.",
    "{todo}",
    "{todo}",
)
C14_other_file_than_decided = Fault(
    "C14",
    "{file!q}已經不是決定時的那個檔案（SHA-256 現在是 {digest}）。",
    "{file!q} is no longer the file that was decided on (its SHA-256 is {digest} now).",
)
C14_same_cell = Fault(
    "C14",
    "與第 {correction} 筆更正是同一格。",
    "corrects the same cell as correction {correction}.",
    "請只留一筆。",
    "Keep only one.",
)
C14_several_columns = Fault("C14", "有 {count} 欄叫{column!q}。", "{count} columns are called {column!q}.")
C14_several_sheets = Fault(
    "C14",
    "{file} 有幾個工作表，請寫明 sheet。",
    "{file} has several sheets; say which.",
    "可用：{sheets}。",
    "Sheets: {sheets}.",
)
C14_too_few_rows = Fault("C14", "{file} 只有 {rows} 列。", "{file} has {rows} rows only.", "{todo}", "{todo}")
