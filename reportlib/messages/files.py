"""Messages about files that are not read, or not as they are: F, A, E and P01."""

from reportlib.messages.message import Fault

A02_document_type = Fault(
    "A02",
    "檔案內含 DTD 宣告，為安全起見不予讀取。",
    "the file holds a document type declaration and is not read.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
A04_attachment_too_large_unpacked = Fault(
    "A04",
    "解開後過大，疑似壓縮炸彈。",
    "too large when unpacked.",
    "請以較低的解析度另存後重送。",
    "Save it at a lower resolution and resend.",
)
A04_too_large_unpacked = Fault(
    "A04",
    "解開後過大（上限 200 MB），疑似壓縮炸彈。",
    "too large when unpacked (limit 200 MB).",
    "請重新另存後重送。",
    "Save it again and resend.",
)
A05_file_too_large = Fault("A05", "檔案超過 {limit}。", "the file is larger than {limit}.")
A05_too_many_cells = Fault(
    "A05",
    "資料量過大（上限 {limit}格）。",
    "too much data (limit: {limit} cells).",
    "請分成數個檔案後重送。",
    "Split it into several files and resend.",
)
A05_too_many_files = Fault(
    "A05",
    "有 {count:,} 個檔案，超過 {most:,} 個。",
    "there are {count:,} files, more than {most:,}.",
    "請只留下本次會議的回報檔案。",
    "Keep only the returns of this meeting.",
)
A05_too_many_pages = Fault(
    "A05",
    "頁數過多或處理時間過久（上限 {pages} 頁、{seconds} 秒）。",
    "too many pages, or too long to read (limits: {pages} pages, {seconds} seconds).",
    "請只附需要的頁。",
    "Attach only the pages that are needed.",
)
A05_too_much_data = Fault(
    "A05",
    "資料量過大（上限 300 萬格、20 萬列、60 秒）。",
    "too much data (limits: 3 million cells, 200,000 rows, 60 seconds).",
    "請刪去不需要的列與欄後重送。",
    "Delete rows and columns that are not needed and resend.",
)
A06_cell_too_far = Fault(
    "A06",
    "資料範圍異常，最遠儲存格 {cell}。",
    "unreasonable data range; the farthest cell is {cell}.",
    "請清除遠處的儲存格後重送。",
    "Clear the cells far away and resend.",
)
A06_page_size = Fault(
    "A06",
    "{place}的尺寸超出範圍（最大 A0）。",
    "{place}its size is out of range (at most A0).",
    "請以 A4 另存後重送。",
    "Save it as A4 and resend.",
)
A07_far_white_space = Fault(
    "A07",
    "遠處只有空白字元的儲存格（最遠 {cell}）略去。",
    "far cells that hold white space only (the farthest is {cell}) are left out.",
)
A08_merged_beyond_data = Fault(
    "A08",
    "合併儲存格 {range} 遠超出資料，只採計有資料的部分。",
    "the merged range {range} goes far beyond the data; only its part with data counts.",
)
A08_merged_overlaps = Fault(
    "A08", "合併儲存格 {range} 與另一個重疊，未採計。", "the merged range {range} overlaps another and does not count."
)
A08_merged_unreasonable = Fault(
    "A08",
    "合併儲存格 {range} 不合理，或合併的範圍過多。",
    "the merged range {range} is unreasonable, or there are too many.",
    "請取消合併後重送。",
    "Unmerge the cells and resend.",
)
A10_too_much_text = Fault(
    "A10",
    "文字過多（上限 1 億字），疑似壓縮炸彈。",
    "too much text (limit: 100 million characters).",
    "請重新另存後重送。",
    "Save it again and resend.",
)
A11_cell_too_long = Fault(
    "A11",
    "這一列有一格超過 {most} 字；不是資料，或有引號沒有關閉。",
    "a cell of this row has more than {most} characters: no data, or a quotation mark is not closed.",
)
A11_quote_not_closed = Fault(
    "A11",
    '這一列的引號（"）沒有成對關閉。',
    "a quotation mark opened in this row is not closed properly.",
    "請用試算表軟體重新另存 CSV 後重送。",
    "Save it as CSV again from a spreadsheet program and resend.",
)
A12_attachment_unreadable = Fault(
    "A12",
    "無法讀取：檔案損壞，或需要的記憶體過多。",
    "cannot be read: damaged, or it needs too much memory.",
    "請重新取得或另存成 PDF 後重送。",
    "Get it again, or save it as PDF again, and resend.",
)
A12_unreadable = Fault(
    "A12",
    "無法讀取：檔案損壞，或需要的記憶體過多。",
    "cannot be read: damaged, or it needs too much memory.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
A13_archive_in_archive = Fault(
    "A13",
    "是壓縮檔裡的壓縮檔，未讀取。",
    "an archive inside an archive; not read.",
    "請把檔案直接放進一個壓縮檔後重送。",
    "Put the files into one archive and resend.",
)
E04_private_character = Fault(
    "E04", "有無法辨識的字（造字）□({code})。", "holds a character that only its writer's computer knows, □({code})."
)
E04_unknown_pair = Fault(
    "E04",
    "有無法辨識的字（造字）□({code}){perhaps}。",
    "holds a character that only its writer's computer knows, □({code}){perhaps}.",
)
E08_simplified_chinese = Fault(
    "E08",
    "看來是簡體中文（GBK）編碼，不是 UTF-8 也不是 CP950（Big5）。",
    "it seems to be simplified Chinese (GBK), neither UTF-8 nor CP950 (Big5).",
)
E09_no_encoding = Fault(
    "E09",
    "這一列的位元組 {bytes} 既不是 UTF-8 也不是 CP950（Big5）文字，可能是編碼混用或檔案被截斷。",
    "the bytes {bytes} in this row are neither UTF-8 nor CP950 (Big5).",
)
E09_no_utf16 = Fault(
    "E09", "這一列的位元組 {bytes} 不是 UTF-16 文字。", "the bytes {bytes} in this row are not UTF-16."
)
E10_breaks_off = Fault(
    "E10",
    "檔案在這一列中斷，最後一個字只剩位元組 {bytes}。",
    "the file breaks off in this row, in the middle of a character ({bytes}).",
)
E11_lost_in_word = Fault(
    "E11",
    "字中夾有「?」，可能在來源就已遺失字元。",
    'a "?" inside a word: a character may have been lost before it came.',
)
E12_characters_lost = Fault(
    "E12", "有 {count} 個字元在來源就已遺失（U+FFFD）。", "{count} characters were lost before it came (U+FFFD)."
)
E13_garbled = Fault(
    "E13",
    "文字是亂碼，曾以錯誤的編碼開啟後另存（原文有{sample!q}）。",
    "the text is garbled: it was opened in a wrong encoding and saved (it once held {sample!q}).",
    "請用原始檔案重新匯出後重送。",
    "Export it again from its source and resend.",
)
E14_control_characters = Fault(
    "E14", "有 {count} 個控制字元；輸出時略去。", "holds {count} control characters; outputs leave them out."
)
E14_nul_byte = Fault("E14", "有 NUL 位元組，不是文字檔。", "there is a NUL byte; this is no text file.")
E17_direction_of_writing = Fault(
    "E17", "有 {count} 個改變書寫方向的控制字元。", "holds {count} characters that change the direction of writing."
)
F01_empty = Fault(
    "F01",
    "檔案是空的（{bytes} 位元組）。",
    "the file is empty ({bytes} bytes).",
    "請確認內容後重送。",
    "Check its content and resend.",
)
F02_attachment_incomplete = Fault(
    "F02",
    "檔案不完整或已損壞。",
    "the file is incomplete or damaged.",
    "請重新取得或另存成 PDF 後重送。",
    "Get it again, or save it as PDF again, and resend.",
)
F02_incomplete = Fault(
    "F02",
    "檔案不完整或已損壞。",
    "the file is incomplete or damaged.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
F02_packet_damaged = Fault(
    "F02",
    "檔案損壞，或不是 packet 產生的。",
    "it is damaged, or was not made by packet.",
    "請重新執行 packet build {meeting}。",
    "Run packet build {meeting} again.",
)
F03_attachment_damaged = Fault(
    "F03",
    "{place}內容已損壞。",
    "{place}the content is damaged.",
    "請重新取得或另存成 PDF 後重送。",
    "Get it again, or save it as PDF again, and resend.",
)
F03_damaged = Fault(
    "F03",
    "檔案已損壞（內部檔 {member}）。",
    "the file is damaged (member {member}).",
    "請重新另存後重送。",
    "Save it again and resend.",
)
F03_member_damaged = Fault(
    "F03",
    "壓縮檔裡的這個檔案已損壞。",
    "this member of the archive is damaged.",
    "請重新壓縮後重送。",
    "Make the archive again and resend.",
)
F04_password = Fault(
    "F04",
    "檔案有密碼保護。",
    "the file is password-protected.",
    "請移除密碼後重送。",
    "Remove the password and resend.",
)
F05_password = Fault(
    "F05",
    "檔案有密碼保護。",
    "the file is password-protected.",
    "請移除密碼後重送。",
    "Remove the password and resend.",
)
F06_password = Fault(
    "F06",
    "檔案有密碼保護。",
    "the file is password-protected.",
    "請移除密碼後重送。",
    "Remove the password and resend.",
)
F09_no_pdf_or_image = Fault("F09", "不是 PDF、PNG 或 JPEG。", "not a PDF, PNG or JPEG.")
F09_no_table = Fault("F09", "這是 {type} 檔{title}，不是資料表。", "this is a {type} file{title}, not a table.")
F10_archive_empty = Fault(
    "F10", "壓縮檔裡沒有檔案。", "the archive is empty.", "請重新壓縮後重送。", "Make the archive again and resend."
)
F11_member_leads_out = Fault(
    "F11",
    "檔名指向壓縮檔之外，或是連結，未讀取。",
    "its name leads out of the archive, or it is a link; not read.",
    "請重新壓縮後重送。",
    "Make the archive again and resend.",
)
F13_text_not_there = Fault(
    "F13",
    "儲存格 {cell} 所指的文字不在檔案裡，檔案已損壞。",
    "the text that cell {cell} refers to is not in the file, which is damaged.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
F14_two_members = Fault(
    "F14",
    "壓縮檔內有同名的成員，內容無法確定。",
    "two members of the archive have one name.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
F14_two_sheets = Fault(
    "F14",
    "兩個工作表同名，或是同一份內容，無法確定。",
    "two sheets have one name, or are one and the same part.",
    "請重新另存後重送。",
    "Save it again and resend.",
)
F15_other_sheet = Fault(
    "F15",
    "不是工作表（圖表、對話方塊或巨集表），沒有讀取；只採計工作表的值。",
    "no worksheet (a chart, a dialog or a macro sheet); not read, only the values of worksheets count.",
)
F15_attachment_without_pages = Fault(
    "F15",
    "沒有任何頁。",
    "it has no pages.",
    "請重新取得或另存成 PDF 後重送。",
    "Get it again, or save it as PDF again, and resend.",
)
F15_hidden_return = Fault(
    "F15",
    "隱藏的工作表{sheet!q}（{rows} 列）看來是{table}，沒有採計。",
    "the hidden sheet {sheet!q} ({rows} rows) looks like {table} and is not used.",
    "要採計請取消隱藏後重送。",
    "Unhide it and resend if it shall count.",
)
F15_no_visible_sheet = Fault(
    "F15",
    "活頁簿裡沒有可見的工作表{hidden}。",
    "the workbook has no visible worksheet{hidden}.",
    "請取消隱藏資料所在的工作表後重送。",
    "Unhide the sheet with the data and resend.",
)
F17_left_by_program = Fault("F17", "是程式或系統留下的檔案，略過。", "left by a program or a system; skipped.")
F18_earlier_counts = Fault(
    "F18",
    "{files} 的{table}無法採用，改用較早的版本。",
    "{table} of {files} cannot be used; an earlier version counts.",
    "請更正後重送。",
    "Correct it and resend.",
)
F18_newest_not_told = Fault(
    "F18",
    "{unit}的{tables}有 {count} 個版本，從檔名看不出哪一個較新：{files}。",
    "{unit} sent {count} versions of {tables}, and their names do not tell which is newer: {files}.",
    "請把下列各行貼進 {path}，use 寫採用的檔名（都要採計寫成 [檔名, 檔名]），再重新執行：\n{lines}",
    "Paste these lines into {path}, with the file that counts after use: ([file, file] where all do), and run again:\n{lines}",
)
F19_changed_during_intake = Fault(
    "F19",
    "檔案在收件期間被更改。",
    "the file changed during the intake.",
    "請確認沒有人正在編輯，然後重新執行。",
    "Make sure nobody is editing it, and run again.",
)
F19_changed_during_run = Fault(
    "F19",
    "檔案在執行期間被更改。",
    "the file changed during the run.",
    "請關閉正在編輯它的程式後重新執行。",
    "Close the program that edits it and run again.",
)
F19_changed_since_check = Fault(
    "F19",
    "章節讀到的內容與檢查時不同。",
    "a section read something else than the check did.",
    "請確認執行期間沒有人更改檔案，然後重新執行。",
    "Make sure nobody changes the file during the run, and run again.",
)
F19_changing_while_read = Fault(
    "F19",
    "檔案在讀取時還在變動。",
    "the file changes while it is being read.",
    "請等檔案存妥後再執行。",
    "Wait until it is stored, then run again.",
)
F19_list_changed_since_intake = Fault(
    "F19",
    "這份清單在收件之後改過，{accepted} 還是依先前的內容。",
    "this list was changed after the intake; {accepted} still has what it said before.",
    "請重新執行 packet intake。",
    "Run packet intake again.",
)
F20_own_list_gone = Fault(
    "F20",
    "找不到上次收件所依據的清單{list!q}。",
    "the list {list!q} that the last intake started from is gone.",
    "請放回原處，或在 inputs.{field} 寫明清單現在的檔案，再執行 packet intake。",
    "Put it back, or name the list's file as it is now in inputs.{field}, and run packet intake.",
)
F20_cannot_read = Fault(
    "F20", "無法讀取檔案{file!q}。", "{file!q} cannot be read.", "請確認檔案權限。", "Check the file's permissions."
)
F20_folder_no_file = Fault(
    "F20",
    "{file!q}是資料夾，不是檔案。",
    "{file!q} is a folder, not a file.",
    "請寫到檔名為止。",
    "Name the file itself.",
)
F20_input_unreadable = Fault(
    "F20", "無法讀取（{reason}）。", "cannot be read ({reason}).", "請檢查檔案權限。", "Check the file's permissions."
)
F20_link_leads_nowhere = Fault(
    "F20", "是失效的連結。", "a link that leads nowhere.", "請放入檔案本身。", "Put the file itself there."
)
F20_link_out_of_folder = Fault(
    "F20",
    "是連到資料夾外的連結。",
    "a link that leads out of the folder.",
    "請放入檔案本身。",
    "Put the file itself there.",
)
F20_no_file = Fault("F20", "找不到檔案{file!q}。", "there is no file {file!q}.", "{todo}", "{todo}")
F20_no_input_file = Fault(
    "F20",
    "找不到這個檔案。",
    "there is no such file.",
    "請確認參數檔所寫的路徑。",
    "Check the path in the parameter file.",
)
F20_no_packet = Fault("F20", "找不到會議資料{asked!q}。", "there is no packet {asked!q}.", "{todo}", "{todo}")
F20_no_permission = Fault(
    "F20",
    "沒有讀取{file!q}的權限。",
    "there is no permission to read {file!q}.",
    "請確認檔案權限。",
    "Check the file's permissions.",
)
F20_no_plain_file = Fault("F20", "不是檔案（是資料夾或特殊檔）。", "not a file (a folder or a device).")
F20_no_regular_file = Fault(
    "F20",
    "{file!q}不是一般檔案（可能是管線或裝置）。",
    "{file!q} is not a regular file (a pipe or a device?).",
    "請改用一般檔案。",
    "Use a regular file.",
)
F20_packet_not_built = Fault(
    "F20",
    "還沒有 {meeting} 的會議資料。",
    "the packet of {meeting} has not been built yet.",
    "請先執行 packet build {meeting}。",
    "Run packet build {meeting} first.",
)
F20_packet_without_origins = Fault(
    "F20",
    "這份會議資料是較早的版本產生的，沒有記下數字的來歷。",
    "this packet was made by an earlier version, which did not keep where figures come from.",
    "請重新執行 packet build {meeting}。",
    "Run packet build {meeting} again.",
)
F22_old_cells = Fault(
    "F22",
    "儲存格 {cells} 是更早的 Excel 所存的形式，無法讀取。",
    "the cells {cells} are stored as a much earlier Excel did, and cannot be read.",
    "請用 Excel 或 LibreOffice 另存成 .xlsx 後重送。",
    "Save it as .xlsx from Excel or LibreOffice and resend.",
)
F23_dde = Fault(
    "F23", "含有 DDE 連結；未執行，採用檔內所存的值。", "holds DDE links; not followed, the stored values were read."
)
F23_links = Fault(
    "F23",
    "含有連往其他檔案的連結；未更新，採用檔內所存的值。",
    "holds links to other files; not followed, the stored values were read.",
)
F23_macros = Fault(
    "F23", "含有巨集；未執行，只讀取儲存格的值。", "holds macros; none was run, only the values of cells were read."
)
P01_records_missing = Fault(
    "P01",
    "讀到 {records:,} 筆，但應有 {stated:,} 筆，檔案可能不完整。",
    "has {records:,} records, but should have {stated:,}; it may be cut off.",
    "請重新匯出後重送。",
    "Export it again and resend.",
)
