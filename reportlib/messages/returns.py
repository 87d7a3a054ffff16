"""What is told of the returns of the units, and parts of messages about them."""

from reportlib.messages.message import Phrase

datasets_passed = Phrase("抽檢合格數", "the passed")
datasets_sampled = Phrase("抽檢資料集數", "the sampled")
date_of_completion = Phrase("完成日期", "date of completion")
date_of_listing = Phrase("上架日期", "date of listing")
date_of_opening = Phrase("實際開放日期", "date of opening")
date_of_reply = Phrase("回復日期", "date of the reply")
tasks_due = Phrase("應辦工作項數", "the tasks due")
tasks_on_time = Phrase("如期完成項數", "the tasks on time")
archive_of = Phrase("壓縮檔，內有 {count} 個檔案。", "an archive of {count} files.")
by_agency_column = Phrase("依機關欄", "by the agency column")
by_file_name = Phrase("依檔名", "by the file's name")
by_hidden_mark = Phrase("依表格的隱藏註記", "by the form's hidden mark")
by_intake_yaml = Phrase("依 intake.yaml", "by intake.yaml")
by_sheet_title = Phrase("依表格的標題列", "by the title of the sheet")
came_unreadable = Phrase("送來的 {files!l} 無法讀取", "what came cannot be read: {files!l}")
cells_such_as = Phrase("{rows}，共 {count:,} 格，例如", "{rows}, {count:,} cells, such as")
check_unit_asked = Phrase(
    "請確認是否應列為受評單位，或是否放錯檔案。",
    "Check whether the unit should be asked, or the file is here by mistake.",
)
column_unit = Phrase("單位", "unit")
correct_or_delete_correction = Phrase(
    "請依現在的檔案更正或刪去這一筆，然後重新執行。",
    "Correct or delete this entry to fit the file as it is now, and run again.",
)
correct_or_delete_decision = Phrase("請更正或刪去這一筆。", "Correct or delete this entry.")
correct_unit = Phrase("請更正單位名稱。", "Correct the unit's name.")
decide_again = Phrase("請重新決定。", "Decide again.")
digest_of_one_file = Phrase("sha256 只能與一個檔案一起寫", "sha256 may only be given with one file")
due = Phrase("（期限 {due}）", " (due {due})")
empty_sheet = Phrase("空白工作表", "an empty sheet")
equal_counted_once = Phrase(
    "內容相同，只計一次；請刪去多出的一列。", "They are equal and count once; delete the row that is one too many."
)
errors_and_warnings = Phrase("\n錯誤 {errors} 項、提醒 {warnings} 項：", "\n{errors}, {warnings}:")
examining = Phrase("檢查內容", "examining it")
files_count_together = Phrase("依 intake.yaml 一併採計 {count} 個檔案", "by intake.yaml {count} files count together")
files_received = Phrase("檔案 {files} 個{skipped}；更正 {corrections} 處。", "{files}{skipped}; {corrections}.")
fill_in_a_row = Phrase("請填寫一列後重送。", "Fill in one row and resend.")
folder_no_file = Phrase("這是資料夾，不是檔案。", "this is a folder, not a file.")
folder_unreadable = Phrase("資料夾無法讀取（{reason}）。", "the folder cannot be read ({reason}).")
folders_one_deep = Phrase(
    "資料夾只讀一層，這裡面的檔案沒有讀取。", "folders are read one level deep; what is in here is not read."
)
give_column_letter = Phrase("請寫欄的英文字母，例如 D。", "Give the column's letter, such as D.")
hidden_sheet = Phrase("隱藏的工作表，沒有讀取", "a hidden sheet, not read")
in_sheet = Phrase("工作表{sheet!q}", "sheet {sheet!q} ")
later_unreadable = Phrase("較新的 {files!l} 無法讀取", "what came later cannot be read: {files!l}")
left_behind = Phrase("暫存檔或系統檔，不是回報。", "left behind by a program; no return.")
link_leads_nowhere = Phrase("連結所指的檔案不存在。", "the link leads nowhere.")
link_out_of_folder = Phrase(
    "連結指到收件資料夾之外，不讀取。", "the link leads out of the folder of returns and is not followed."
)
link_to_folder = Phrase("連結指到資料夾。", "the link leads to a folder.")
marking_results = Phrase("標示並寫出結果", "marking and writing the results")
name_led_to = Phrase("（{other!q}即{unit}）", " ({other!q} is {unit})")
name_most_like = Phrase("（檔名最接近{near!q}）", " (the name is most like {near!q})")
name_unit_in_intake = Phrase(
    "請在 data/{meeting}/intake.yaml 的 files 寫明 file: {file} 與 unit:，再重新執行。",
    "Say so in data/{meeting}/intake.yaml, under files: file: {file} and its unit:, and run again.",
)
no_sheet_is_return = Phrase("沒有一個工作表像要回報的表。", "no sheet looks like one of the returns asked for.")
nobody_sent = Phrase("{units} 個單位都還沒有交。", "None of the {units} units has sent anything yet.")
none_at_all = Phrase("無", "none")
not_prefilled_no_input = Phrase(
    "{table}沒有預填：沒有 inputs.{input} 的檔案。", "{table} is not prefilled: there is no file for inputs.{input}."
)
not_prefilled_no_row = Phrase(
    "{table}沒有預填：{file} 沒有可帶入的列。", "{table} is not prefilled: {file} has no row for it."
)
resolution_of_owner = Phrase("{meeting} {number}（{owner}）", "{meeting} {number} ({owner})")
resolutions_asked_of_nobody = Phrase(
    "沒有請任何單位回報的決議：{resolutions!l}，主辦單位不是受評單位的名稱。請改寫主辦單位，或由秘書單位在 {file} 填「列管建議」。",
    "resolutions that no unit is asked of: {resolutions!l}; the owner names no unit under evaluation. Name one, or fill in 列管建議 in {file} yourselves.",
)
nothing_wrong = Phrase("收到的檔案沒有問題。", "Nothing is wrong with what was received.")
one_row_a_unit = Phrase(
    "每個單位只填一列，{where}第 {row} 列已經填了。",
    "a unit fills in one row, and {where}row {row} is filled in already.",
)
or_comment = Phrase("  # 或 ", "  # or ")
other_spelling_or_skip = Phrase(
    "寫法不同時，{name_it}不是回報就寫 skip: true。",
    "If it is another spelling: {name_it} If it is no return, say skip: true.",
)
places_such_as = Phrase("共 {count:,} 處，例如", "{count:,} of them, such as")
put_plain_file = Phrase("請改放一般檔案。", "Put a plain file here instead.")
reading_received = Phrase("讀取收到的檔案", "reading what was received")
repeats_row = Phrase("與{where}第 {row} 列重複。", "the same as {where}row {row}.")
rest_in_page = Phrase(
    "其餘 {count:,} 項見 intake.html 與 findings.csv。", "{count:,} more in intake.html and findings.csv."
)
returns_by_state = Phrase("回報表{due}：{states}。", "Returns{due}: {states}.")
said_no_return = Phrase("在 intake.yaml 註明不是回報。", "said in intake.yaml to be no return.")
same_bytes_as = Phrase("與 {file} 逐位元組相同。", "byte for byte the same as {file}.")
sheet_no_return = Phrase("不像任何一種回報表，沒有讀取", "looks like none of the returns, not read")
sheet_of_form = Phrase("表格本身的工作表", "a sheet of the form itself")
skipped_files = Phrase("，另略過 {count} 個", ", {count} skipped")
still_missing = Phrase("{table}：尚缺 {count} 個單位：{units!l}。", "{table}: {count} still missing: {units!l}.")
table_counts = Phrase("{table}採用 {files}。", "of {table}, {files} counts.")
table_not_asked = Phrase("{table}，這次沒有請單位回報", "{table}, which is not asked for this time")
unit_not_asked = Phrase(
    "{unit}不在應回報的單位中，沒有採計。", "{unit} is not asked for a return; nothing of it is used."
)
use_forms = Phrase(
    "這次請回報：{tables}。請用所發的表格填寫後重送。", "Asked for are: {tables}. Use the forms that were sent out."
)
version_to_be_decided = Phrase("待決定採用哪一個版本", "which version counts is to be decided")
versions_counts = Phrase("共 {count} 個版本，採用 {files}", "{count} versions; {files} counts")
versions_to_be_decided = Phrase("{tables}：待決定採用哪一個版本。", "{tables}: which version counts is to be decided.")
write_for_counting_file = Phrase(
    "請改寫成採計的檔案，或刪去這一筆更正。", "Write it for the file that counts, or delete it."
)
