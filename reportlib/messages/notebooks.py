"""Messages about notebooks (C09, C10), and parts of those about their run."""

from reportlib.messages.message import Fault, Phrase

C05_no_item_in_rulebook = Fault(
    "C05",
    "考核規則沒有項目 {item!q}。",
    "the rulebook has no item {item!q}.",
    "{todo}例如：{example}。",
    "{todo} For example: {example}.",
)
C05_points_of_item = Fault(
    "C05",
    "項目 {item!q} 的配分須是{wanted}，給的是 {given}。",
    "the points of {item!q} must be {wanted}, and {given} was given.",
    "例如：{example}。",
    "For example: {example}.",
)
by_signal = Phrase("訊號 {signal}", "signal {signal}")
cell_number = Phrase("第 {number} 格", "cell {number}")
delete_it_end = Phrase("請刪除。", "Delete it.")
imports_from = Phrase("匯入了 {module}。", "imports from {module}.")
imports_module = Phrase("匯入了 {name}。", "imports {name}.")
imports_no_public_name = Phrase(
    "匯入的 {name!q} 不是 reportlib 的公開名稱。", "imports {name!q}, which is no public name of reportlib."
)
input_sizes = Phrase("；輸入檔案：{sizes!l}", "; inputs: {sizes!l}")
is_it = Phrase("是否為 {near}？", "Did you mean {near}?")
may_not_run_programs = Phrase("筆記本不可執行其他程式。", "A notebook may not run other programs.")
may_not_use_network = Phrase("筆記本不可使用網路。", "A notebook may not use the network.")
may_not_write_files = Phrase("筆記本不可寫入或更動檔案：{path}。", "A notebook may not write or change files: {path}.")
memory_limit = Phrase("（上限 {megabytes:,} MB）", " (limit {megabytes:,} MB)")
move_into_reportlib = Phrase(
    "請把這段程式移到 reportlib，筆記本只提問、顯示與閱讀。",
    "Move it into reportlib; a notebook asks, shows and reads.",
)
names_there_are = Phrase("可用：{names!l}。", "There are: {names!l}.")
no_answer_within = Phrase("{seconds} 秒內沒有回應", "no answer within {seconds} seconds")
no_execution_count = Phrase("{cell}沒有執行編號。", "{cell} has no execution count.")
no_python = Phrase("不是有效的 Python 程式 {text!q}。", "is not valid Python {text!q}.")
no_stored_output = Phrase("{cell}沒有儲存的輸出。", "{cell} has no stored output.")
notebooks_as_far_as_run = Phrase("執行到此的筆記本：{notebooks!l}", "The notebook as far as it ran: {notebooks!l}")
only_from_reportlib = Phrase("只可以 from reportlib import …。", "Only 'from reportlib import …' may be used.")
output_cut = Phrase(
    "\n…（輸出超過 {characters:,} 字，其餘略去）\n", "\n… (more than {characters:,} characters; the rest was cut)\n"
)
run_again = Phrase("請重新執行。", "Run again.")
save_in_jupyterlab = Phrase("請以 JupyterLab 開啟並重新儲存。", "Open it in JupyterLab and save it again.")
sections_there_are = Phrase("可用的章節：{sections!l}。", "Sections there are: {sections!l}.")
stored_error = Phrase("{cell}儲存了錯誤。", "{cell} has a stored error.")
stored_warning = Phrase("{cell}儲存了警告。", "{cell} has a stored warning.")
uses = Phrase("使用了 {word!q}。", "uses {word!q}.")
uses_internal_name = Phrase("使用了內部名稱 {name}。", "uses the internal name {name}.")
uses_magic = Phrase("使用了 % 或 ! 指令 {text!q}。", "uses a % or ! command {text!q}.")
uses_word = Phrase("使用了 {word}。", "uses {word}.")
with_exit_code = Phrase("結束碼 {code}", "exit code {code}")
C09_no_closing_cell = Fault(
    "C09",
    "最後一格程式不是 {sentinel}。",
    "the last code cell is not {sentinel}.",
    "請加上這一格：沒有它無法確認執行完整。",
    "Add it: without it nobody can tell whether the run was complete.",
)
C09_no_section_title = Fault(
    "C09",
    "第 1 格不是章節標題。",
    "cell 1 is not the section's title.",
    "請以一格文字「# 標題」開始。",
    "Begin with a text cell '# Title'.",
)
C05_section_not_in_agenda = Fault(
    "C05",
    "議程沒有「{section}」這個章節可以排在其後。",
    'the agenda has no section "{section}" to stand behind.',
    "議程中的章節：{sections!l}。",
    "The sections of the agenda: {sections!l}.",
)
C05_section_title = Fault(
    "C05",
    "章節的標題是「{title}」。",
    'the title of the section is "{title}".',
    "標題是 1 到 {most} 個字，不以 # 開頭，例如 packet new-section 教育訓練。",
    "A title has 1 to {most} characters and does not begin with #, for example packet new-section Training.",
)
C09_no_number_left = Fault(
    "C09",
    "筆記本的編號（01 到 99）都已使用。",
    "every number of a notebook (01 to 99) is taken.",
    "請自己取名，例如 packet new-section 33-training --title 教育訓練。",
    "Name it yourself, for example packet new-section 33-training --title Training.",
)
C09_notebook_is_there = Fault(
    "C09",
    "已經有 {notebook}，沒有更動。",
    "{notebook} is there already; it was left as it is.",
    "請用另一個名稱，例如 33-training。",
    "Give another name, such as 33-training.",
)
C09_no_such_notebook = Fault("C09", "找不到這個筆記本。", "there is no such notebook.")
C09_notebook_no_json = Fault(
    "C09", "不是有效的筆記本（JSON 無法讀取）。", "not a valid notebook (its JSON cannot be read)."
)
C09_notebook_not_valid = Fault("C09", "不是有效的筆記本：{reason!q}。", "not a valid notebook: {reason!q}.")
C09_notebook_version = Fault(
    "C09", "筆記本格式是第 {version} 版，必須是第 4 版。", "the notebook format is version {version}, it must be 4."
)
C09_parameters_cell_sets_more = Fault(
    "C09",
    "{cell}是參數格，只能設定 {parameter}。",
    "{cell} is the parameters cell; it may only set {parameter}.",
    '例如 {parameter} = "../params/harbour-6-1.yaml"。',
    'For example {parameter} = "../params/harbour-6-1.yaml".',
)
C09_parameters_left_behind = Fault(
    "C09",
    "{cell}是上次執行留下的參數格。",
    "{cell} is a parameters cell left from an earlier run.",
    "請刪除這一格。",
    "Delete this cell.",
)
C09_parameters_not_tagged_once = Fault(
    "C09",
    "有 {count} 格標記為 parameters，必須恰有一格。",
    "{count} cells are tagged parameters; there must be exactly one.",
    "請在 JupyterLab 的儲存格屬性中標記一格。",
    "Tag one cell in JupyterLab's cell properties.",
)
C10_code_not_allowed = Fault(
    "C10", "第 {number} 格第 {line} 行{what}", "cell {number}, line {line} {what}", "{todo}", "{todo}"
)
C10_forbidden_code = Fault("C10", "{cell}：{message}", "{cell}: {message}", "請刪除這段程式。", "Delete this code.")
C10_more_problems = Fault("C10", "還有 {count} 項。", "There are {count} more.")
section_written = Phrase("已寫出 {notebook}（{title}）。", "wrote {notebook} ({title}).")
section_how_to_place = Phrase(
    "要列入會議資料，在參數檔議程的 sections 加上 {section}；或刪去筆記本，改用 packet new-section 名稱 --meeting {meeting} 由程式加入。",
    "To have it in the packet, add {section} to sections in the agenda of the parameters; or delete it and let packet new-section NAME --meeting {meeting} do that.",
)
section_how_to_try = Phrase(
    "試做這一章：packet build {meeting} --sections {section}",
    "Try it alone: packet build {meeting} --sections {section}",
)
