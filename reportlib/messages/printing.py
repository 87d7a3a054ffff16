"""Parts of messages about what is printed."""

from reportlib.messages.message import Phrase

agenda = Phrase("議程", "agenda")
annexes = Phrase("附件檔案", "annexes")
check_measure_name = Phrase("請確認 measure；packet explain 列出名稱。", "Check measure: packet explain tells names.")
correct_it = Phrase("請更正。", "Correct it.")
cover = Phrase("封面", "cover")
cover_agenda = Phrase("封面議程", "agenda on the cover")
declared_figure_of_other_day = Phrase("這個數字的統計日是 {day}。", "That figure is of {day}.")
declares_document_type = Phrase("含有文件型別宣告", "declares a document type")
delete_reason_if_not_needed = Phrase(
    "數字已經一致，或不在這份會議資料中；不需要時請刪去。",
    "The figures agree now, or are not in this packet: delete it if it is not needed.",
)
did_you_mean = Phrase("是不是{near!q}？", "Did you mean {near!q}?")
drawing_of = Phrase("{block}的圖形", "the drawing of {block}")
elements_too_deep = Phrase("超過 {depth} 層的元素", "elements more than {depth} deep")
fault_of_program = Phrase(
    "這是程式的錯誤，請回報；這次沒有發布任何檔案。",
    "This is a fault of the program; please report it. Nothing was published.",
)
file_of_type = Phrase("這是 {type} 檔，", "a file of type {type}, ")
heading = Phrase("標題", "heading")
holds_what_no_chart_may = Phrase("含有圖表不該有的內容：{found}", "holds what no chart may hold: {found}")
id_twice = Phrase("這個 id 出現兩次。", "this id is there twice.")
identity_has_no_fact = Phrase("{kind} 沒有 facts.{fact}。", "{kind} has no facts.{fact}.")
identity_needs_fact = Phrase("{kind} 須有 facts.{fact}。", "{kind} needs facts.{fact}.")
identity_needs_rows = Phrase("{kind} 須有 {side}。", "{kind} needs {side}.")
identity_needs_table = Phrase("{kind} 須有 table 與 where。", "{kind} needs table and where.")
key_figure = Phrase("重要數字{label!q}", "the figure {label!q}")
list_block = Phrase("清單", "list")
measure_may_be = Phrase("最接近的：{candidates!l}。", "Those most like it: {candidates!l}.")
no_column_of_identity = Phrase(
    "{table} 沒有{column!q}欄；有的欄：{known!l}。", "{table} has no column {column!q}; it has {known!l}."
)
no_input_of_identity = Phrase("{table!q} 不是已知的輸入；可用：{known!l}。", "{table!q} is no input; known: {known!l}.")
no_kind_of_identity = Phrase(
    "{kind!q} 不是已知的恆等式種類；可用：{known!l}。", "{kind!q} is no kind of identity; known: {known!l}."
)
no_wellformed_xml = Phrase("不是格式正確的 XML（{error}）", "is not well-formed XML ({error})")
on_page = Phrase("第 {page} 頁", "page {page}: ")
output_of_cell = Phrase("{section} 第 {number} 格：{kind}", "{section} cell {number}: {kind}")
places_in_all = Phrase("等 {count} 處", " and {count} more places")
row_number = Phrase("第 {number} 列", "row {number}")
save_as_pdf = Phrase("請另存成 PDF 後重送。", "Save it as PDF and resend.")
section_title = Phrase("章節標題", "title of the section")
slide_title_of = Phrase("{block}的投影片標題", "the slide's title of {block}")
text_block = Phrase("文字", "text")
typed_in_by = Phrase("（人工填報者在 {typed}）", " (typed in: {typed})")
