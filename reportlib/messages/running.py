"""Messages about the run and its output folder: R."""

from reportlib.messages.message import Fault

R01_kernel_died = Fault(
    "R01", "執行核心在{cell}意外結束（{how}）。", "the kernel died in {cell} ({how}).", "{todo}", "{todo}"
)
R01_kernel_killed = Fault(
    "R01",
    "執行核心在{cell}被系統強制結束（訊號 9），可能是記憶體不足{sizes}。",
    "the kernel was killed in {cell} (signal 9), perhaps for want of memory{sizes}.",
    "{todo}",
    "{todo}",
)
R02_out_of_memory = Fault(
    "R02",
    "{cell}記憶體不足{limit}{sizes}。",
    "{cell} ran out of memory{limit}{sizes}.",
    "請提高參數檔的記憶體上限，或縮小輸入檔案。",
    "Raise the memory limit in the parameter file, or make the input smaller.",
)
R03_cell_took_too_long = Fault(
    "R03",
    "{cell}執行超過 {seconds} 秒的上限。",
    "{cell} ran longer than the limit of {seconds} seconds.",
    "請檢查這一格，或提高參數檔的時間上限。",
    "Check this cell, or raise the time limit in the parameter file.",
)
R05_kernel_did_not_start = Fault(
    "R05",
    "執行核心無法啟動：{reason}。",
    "the kernel could not be started: {reason}.",
    "請重新執行；若再發生，請依 README 重新安裝環境。",
    "Run again; if it happens once more, install the environment anew as the README says.",
)
R06_background_thread_failed = Fault(
    "R06",
    "背景執行緒發生錯誤：{error!q}。",
    "a background thread failed: {error!q}.",
    "請檢查筆記本。",
    "Check the notebook.",
)
R06_cell_broken_off = Fault(
    "R06", "{cell}執行中斷（{error}）。", "{cell} was broken off ({error}).", "{todo}", "{todo}"
)
R06_cell_interrupted = Fault("R06", "{cell}被中斷。", "{cell} was interrupted.", "{todo}", "{todo}")
R06_cell_not_executed = Fault(
    "R06", "{cell}沒有執行。", "{cell} was not executed.", "請檢查這一格。", "Check this cell."
)
R06_cell_raised = Fault(
    "R06",
    "{cell}發生錯誤 {error}：{message!t}。",
    "{cell} raised {error}: {message!t}.",
    "請檢查這一格。",
    "Check this cell.",
)
R06_cell_shows_nothing = Fault(
    "R06", "{cell}沒有任何輸出。", "{cell} shows nothing.", "請檢查這一格。", "Check this cell."
)
R06_cell_wrote_warning = Fault(
    "R06",
    "{cell}產生警告或錯誤訊息：{line!q}。",
    "{cell} wrote a warning or an error: {line!q}.",
    "請檢查這一格。",
    "Check this cell.",
)
R06_displays_lost = Fault(
    "R06",
    "回報顯示了 {reported} 項，實際收到 {received} 項。",
    "{reported} displays were reported, {received} were received.",
    "{todo}",
    "{todo}",
)
R06_end_not_reported = Fault(
    "R06",
    "最後一格沒有回報執行完成（{sentinel}）。",
    "the last cell did not report the end of the run ({sentinel}).",
    "請以 {sentinel} 作為最後一格。",
    "Make {sentinel} the last cell.",
)
R06_figure_without_derivation = Fault(
    "R06", "圖表中的數字 {figure!q} 沒有出處。", "the figure {figure!q} on a page has no derivation."
)
R06_notebook_ended_kernel = Fault(
    "R06",
    "{cell}之前，筆記本自行結束了執行核心（exit）。",
    "the notebook ended its kernel (exit) before {cell} was done.",
    "請刪除 exit()。",
    "Delete exit().",
)
R06_notebook_not_run_to_its_end = Fault(
    "R06",
    "筆記本沒有執行到最後一格（section.close()）。",
    "the notebook was not run to its last cell (section.close()).",
    "請先以 papermill 或 JupyterLab 執行整本筆記本。",
    "Run the whole notebook with papermill or JupyterLab first.",
)
R06_stopped_for_this = Fault("R06", "{cell}因此停止。", "{cell} stopped for this reason.")
R06_sys_exit = Fault("R06", "{cell}呼叫了 sys.exit()。", "{cell} called sys.exit().", "請刪除。", "Delete it.")
R12_cannot_write_new = Fault(
    "R12",
    "無法寫入 {params} 或 {folder}：{reason}。",
    "cannot write {params} or {folder}: {reason}.",
    "請確認磁碟空間與資料夾權限；沒有留下任何檔案。",
    "Check the disk space and the folders' permissions; no file was left behind.",
)
R12_cannot_write_packet = Fault(
    "R12",
    "無法寫入 {folder}：{reason}。",
    "cannot write to {folder}: {reason}.",
    "請確認磁碟空間與資料夾權限；原有的會議資料沒有變動。",
    "Check the disk space and the folder's permissions; the previous packet is unchanged.",
)
R12_cannot_write_page = Fault(
    "R12",
    "無法在 {folder} 寫入 {file}：{reason}。",
    "cannot write {file} to {folder}: {reason}.",
    "請確認磁碟空間與資料夾權限。",
    "Check the disk space and the folder's permissions.",
)
R12_no_folder = Fault(
    "R12", "{name} 不是資料夾。", "{name} is no folder.", "請移開這個檔案後重新執行。", "Move it away and run again."
)
R12_cannot_write_somewhere = Fault(
    "R12",
    "無法寫入 {folder}：{reason}。",
    "cannot write to {folder}: {reason}.",
    "請確認磁碟空間與資料夾權限。",
    "Check the disk space and the folder's permissions.",
)
R13_no_temporary_folder = Fault(
    "R13",
    "沒有可寫入且路徑夠短的暫存資料夾。",
    "there is no temporary folder that can be written and has a short path.",
    "請設定 TMPDIR，例如 /tmp。",
    "Set TMPDIR, for example to /tmp.",
)
R13_temporary_folder = Fault(
    "R13",
    "暫存資料夾 {folder} 無法寫入：{reason}。",
    "the temporary folder {folder} cannot be written: {reason}.",
    "請騰出空間，或以環境變數 TMPDIR 指定其他資料夾。",
    "Make room there, or name another folder with the environment variable TMPDIR.",
)
R14_another_run = Fault(
    "R14", "另一個執行中的 packet 正在寫入 {folder}。", "another packet run is writing to {folder}.", "{todo}", "{todo}"
)
R16_open_files = Fault(
    "R16",
    "同時開啟的檔案數已達系統上限{now}。",
    "the limit of open files is used up{now}.",
    "請提高上限，例如先執行 ulimit -n 1024。",
    "Raise it, for example with ulimit -n 1024.",
)
R16_processes = Fault(
    "R16",
    "無法再啟動程序或執行緒：已達系統上限{now}。",
    "no more processes or threads can be started: the system's limit is used up{now}.",
    "請關閉其他程式，或提高上限（ulimit -u）。",
    "End other programs, or raise the limit (ulimit -u).",
)
R16_too_few_open_files = Fault(
    "R16",
    "同時開啟的檔案數上限是 {limit}，執行筆記本至少需要 {needed}。",
    "the limit of open files is {limit}; running the notebooks takes at least {needed}.",
    "請提高上限，例如先執行 ulimit -n 1024。",
    "Raise it, for example with ulimit -n 1024.",
)
R20_font_missing = Fault(
    "R20",
    "找不到字型「{family} {weight}」，中文會印成空白。",
    'The font "{family} {weight}" is missing; Chinese text would print blank.',
    "請重新執行 make setup（或 pip install --require-hashes -r requirements.lock）後再試。",
    "Run make setup (or pip install --require-hashes -r requirements.lock) and try again.",
)
R20_more_characters = Fault("R20", "還有 {count} 個缺字的字元。", "{count} more characters are missing.")
R20_no_glyph = Fault(
    "R20",
    "字型沒有字元「{character}」（{code}），印出來會缺字。位置：{places}。",
    'no font has the character "{character}" ({code}); it would be lost in print. It stands in: {places}.',
    "請在來源檔案改用字型有的字（例如把造字改為標準字），或刪去該符號。",
    "Write it with a character the fonts have in the source file, or remove the symbol.",
)
R20_no_glyph_in_chart = Fault(
    "R20",
    "字型沒有圖中文字{text!q}的字元「{character}」（U+{code:04X}），印出來會缺字。",
    'no font has the character "{character}" (U+{code:04X}) of the text {text!q} in a chart; it would be lost in print.',
    "請在來源檔案改用字型有的字，或刪去該符號。",
    "Write it with a character the fonts have in the source file, or remove the symbol.",
)
R21_drawing_no_svg = Fault(
    "R21",
    "{place} 的圖不是完整的 SVG：{error}。",
    "the drawing of {place} is no whole SVG: {error}.",
    "請將此訊息連同參數檔交給維護人員。",
    "Please pass this message on to the maintainers, with the parameter file.",
)
R21_typesetting_took_too_long = Fault(
    "R21",
    "排版超過 {seconds:g} 秒而中止。",
    "typesetting took more than {seconds:g} seconds and was stopped.",
    "請關閉其他程式後再製作一次；仍然如此時，請將此訊息連同參數檔交給維護人員。",
    "Close other programs and build again; if it happens again, pass this message on to the maintainers, with the parameter file.",
)
R21_typst_ended = Fault(
    "R21",
    "排版程式 typst 異常終止（代碼 {code}）。",
    "typst ended abnormally (code {code}).",
    "請將此訊息連同參數檔交給維護人員。",
    "Please pass this message on to the maintainers, with the parameter file.",
)
R21_typst_refused = Fault(
    "R21",
    "排版程式 typst 拒絕了這份文件：{reason}。",
    "typst refused the document: {reason}.",
    "請將此訊息連同參數檔交給維護人員。",
    "Please pass this message on to the maintainers, with the parameter file.",
)
R22_proposal_not_shown = Fault(
    "R22",
    "議程的擬辦「{title}」沒有任何章節印出。",
    "no section shows what the agenda proposes on {title!q}.",
    '請在章節 {section} 的最後加上 proposals.at_end("{section}", section.meeting)。',
    'Add proposals.at_end("{section}", section.meeting) at the end of the section {section}.',
)
R22_proposal_without_section = Fault(
    "R22",
    "議程的擬辦「{title}」所屬的議題沒有章節（sections），無處可印。",
    "what the agenda proposes on {title!q} belongs to no section.",
    "請在該議題下加上 sections。",
    "Add sections to that topic.",
)
R22_reference_lands_nowhere = Fault(
    "R22",
    "參照 {key!q} 沒有對應的章節或圖表。",
    "the reference {key!q} lands nowhere.",
    "請改為其中一個：{known!l}。",
    "Write one of these: {known!l}.",
)
R22_reference_leads_nowhere = Fault(
    "R22",
    "參照{text!q}（{target}）指向文件裡沒有的地方。",
    "the reference {text!q} ({target}) leads to what the document does not hold.",
    "請確認該章節或圖表在這份文件中。",
    "Check that the section or display is part of this document.",
)
R23_wrong_packages = Fault(
    "R23",
    "安裝的套件不符：{packages!l}。",
    "the packages that are installed do not fit: {packages!l}.",
    "請重新執行 make setup（或 pip install -r requirements.lock）。",
    "Run make setup (or pip install -r requirements.lock) again.",
)
R24_cannot_print = Fault(
    "R24",
    "無法輸出結果：{reason}。",
    "the result could not be printed: {reason}.",
    "請確認標準輸出（例如 > 之後的檔案所在的磁碟）後再執行一次。",
    "Check where standard output goes, such as the disk of a file after >, and run again.",
)
R25_digits_without_origin = Fault(
    "R25",
    "{place}的 {digits!q} 不是可以查明來由的數字：{text!q}。",
    "{place}: the digits {digits!q} have no origin, in {text!q}.",
    '請以具名的數字寫出（句子：Prose.of("共 {{total}} 項", total=…)；標題、註記：Naming(…)；見 CONTRIBUTING.md），或改用文字。',
    'Write it as a named fact (in a sentence Prose.of("共 {{total}} 項", total=…), in a caption or note Naming(…); see CONTRIBUTING.md), or in words.',
)
R25_more_places = Fault("R25", "還有 {count} 處。", "{count} more places.")
