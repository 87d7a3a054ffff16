"""What is told of the files that are read, and parts of messages about them."""

from reportlib.messages.message import Phrase

a_text_file = Phrase("文字檔（CSV）", "a text file (CSV)")
a_workbook = Phrase("活頁簿", "a workbook")
accepted_types = Phrase("可接受 CSV、TSV、XLSX、XLS、ODS。", "Accepted: CSV, TSV, XLSX, XLS, ODS.")
cells_control_characters = Phrase(
    "{place}有 {count} 格有控制字元，輸出時略去：{cells}。",
    "{place}: {count} cells hold control characters, which outputs leave out: {cells}.",
)
cells_direction_of_writing = Phrase(
    "{place}有 {count} 格有改變書寫方向的控制字元：{cells}。",
    "{place}: {count} cells hold characters that change the direction of writing: {cells}.",
)
cells_lost_characters = Phrase(
    "{place}有 {count} 格有來源已遺失的字元（U+FFFD）：{cells}。",
    "{place}: {count} cells hold characters lost before they came (U+FFFD): {cells}.",
)
agency_of_dataset = Phrase(
    "{file}：沒有「機關」欄，{rows} 列依「{header}」以資料集清單所載的提供機關計。",
    "{file}: without a column 機關; {rows} rows count for the agency that the list of datasets names, by {header}.",
)
dataset_not_found = Phrase(
    "{file}：{rows}（共 {count} 列）在資料集清單查無資料集，未計入{named}；本機關的請加上「機關」欄，或更正資料集的識別碼、名稱。",
    "{file}: of {rows} ({count} in all) the list of datasets has no dataset, and they are not counted{named}; where they are ours, add a column 機關, or correct the number or the name of the dataset.",
)
named_so = Phrase("（{names!l}）", " ({names!l})")
cells_lost_in_word = Phrase(
    "{place}有 {count} 格的字中夾有「?」，可能是來源已遺失字元：{cells}。",
    '{place}: {count} cells have a "?" inside a word, perhaps a character lost before it came: {cells}.',
)
cells_unknown_characters = Phrase(
    "{place}有 {count} 格有無法辨識的字（造字）：{cells}。只有採計的列與欄須更正。",
    "{place}: {count} cells hold characters that only their writer's computer knows: {cells}. Only those in rows and columns "
    "that count must be corrected.",
)
header_repeated = Phrase(
    "{place}第 {rows} 列重複第一列標題：可能是兩份匯出檔接在一起，請確認是否為同一天的資料。",
    "{place}: row {rows} repeats the header: perhaps two exports joined; check that they are of one day.",
)
is_html = Phrase(
    "{file} 的內容其實是 HTML 網頁的表格，已照內容讀取。",
    "{file} is in truth a table of an HTML page; it was read as such.",
)
is_in_truth = Phrase("{file} 的內容其實是{type}，已照內容讀取。", "{file} is in truth {type}; it was read as such.")
login_page = Phrase("登入頁", " login page")
only_hidden = Phrase("，只有隱藏的{sheets}", ", only hidden ones: {sheets}")
parquet_without_columns = Phrase("沒有任何欄位的 Parquet", "Parquet without columns")
perhaps_hong_kong = Phrase(
    "（若是香港增補字，就是「{character}」）", ' (in the Hong Kong supplement it is "{character}")'
)
save_as_utf8 = Phrase("請另存成 UTF-8 的 CSV 後重送。", "Save it as UTF-8 CSV and resend.")
save_attachment_instead = Phrase("請把附件另存後放入。", "Save the attachment and put it here instead.")
write_ordinary_characters = Phrase(
    "請改用一般字，或以 Unicode（UTF-8 或 XLSX）重送。",
    "Write it with ordinary characters, or resend it as UTF-8 or XLSX.",
)
