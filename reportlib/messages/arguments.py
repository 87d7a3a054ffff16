"""What `packet --help` says. ``%`` is doubled, as argparse asks."""

from reportlib.messages.message import Phrase

build_editable_help = Phrase(
    "另產生可以用 LibreOffice、Word 修改的 packet.odt 及 packet.docx（資料夾名加 .editable）；改過的數字不再核對",
    "also packet.odt and packet.docx that LibreOffice and Word can edit, in the folder with .editable after its name; what is edited is no longer checked",
)
build_edition_help = Phrase(
    "public：由同一次執行另產生去除個人資料的公開版（資料夾名加 .public）",
    "public: from the same run, also an edition without personal data, in the folder with .public after its name",
)
build_help = Phrase("產生會議資料", "build the packet")
build_output_help = Phrase(
    "放會議資料的資料夾（預設 output/會議代號）", "folder of the packet (default output/MEETING)"
)
build_sections_help = Phrase(
    "只產生這些章節（以逗號分隔），另存為「部分章節」",
    "these sections only (separated by commas), kept beside the whole packet",
)
cache_clear_help = Phrase("全部刪除", "remove all of it")
cache_description = Phrase(
    "產生會議資料時，內容沒有變動的部分沿用前次結果。這個指令列出留存的結果有多大；刪除後，下次全部重做，內容相同。",
    "A build takes what has not changed from the builds before it. This says how much is kept; without it the next build makes "
    "everything again, the same.",
)
cache_help = Phrase("留存的前次結果有多大，或全部刪除", "how much is kept of earlier builds, or remove it")
check_help = Phrase(
    "只檢查參數檔與輸入檔案，並列出還沒填的地方",
    "check parameters and inputs only, and list what is still to be filled in",
)
command = Phrase("指令", "COMMAND")
no_cache_help = Phrase("不沿用前次結果，全部重做", "take nothing from earlier builds, make everything again")
decisions_description = Phrase(
    "由議程、擬辦及委員名單帶入，寫在會議的資料夾（decisions.xlsx）；已有的表不會被覆寫。",
    "Prefilled from the agenda, its proposals and the members, in the meeting's folder of data (decisions.xlsx); never over a form that is there.",
)
decisions_format_help = Phrase(
    "表的格式：xlsx（預設）、ods 或 csv", "format of the form: xlsx (if not said), ods or csv"
)
decisions_help = Phrase("產生會後填寫決議與出席的表", "write the form for what the meeting decided and who attended")
diff_all_help = Phrase("也列出相同的數字與輸入檔案的列數", "list unchanged figures and numbers of input rows too")
diff_help = Phrase("比較兩次會議的數字", "compare the figures of two packets")
diff_html_help = Phrase(
    "網頁的檔名（預設 output/diff-OLD-NEW.html）", "file of the page (default output/diff-OLD-NEW.html)"
)
diff_measures_help = Phrase(
    "只列出名稱以此開頭的數字，例如 inventory,quality", "only figures whose names begin so, such as inventory,quality"
)
diff_new_help = Phrase("較晚的會議", "the later one")
diff_old_help = Phrase(
    "較早的會議：代號或會議資料的資料夾", "the earlier meeting: its name or the folder of its packet"
)
expect_help = Phrase(
    "產生時印出的查驗碼：連同清單本身一併確認",
    "the hash that the build printed: make sure of the list itself too",
)
explain_all_help = Phrase("列出整棵樹與所有符合的數字", "the whole tree, and every figure that matches")
explain_csv_help = Phrase(
    "把這個數字所計的資料列（而且只有這些列）存成 CSV；由其他數字算出的，各數字的列分開，首欄寫明屬於哪一個",
    "save the rows that the figure counts, and no others, as CSV; of one that is computed from others the rows of each apart, with a column that says which",
)
explain_rows_help = Phrase(
    "不問數字，而以 --csv 把一份輸入（如 catalogue）採計的所有資料列存成 CSV",
    "ask for no figure; save all rows of an input (catalogue) that count as CSV, with --csv",
)
explain_description = Phrase(
    "由已產生的會議資料說明數字的出處：怎麼算的、哪個檔案的哪幾列、條件與規則，並列出前幾列。",
    "Tells from a built packet how a number was computed: formula, file, rows, filter and rule, with the first of the rows.",
)
explain_help = Phrase("說明一個數字的出處", "tell where a number comes from")
explain_meeting_help = Phrase(
    "會議代號（須已產生會議資料）或會議資料的資料夾",
    "a meeting's name, whose packet must be built, or the folder of a packet",
)
explain_numbers_help = Phrase(
    "編號（F-0123）、印出的數字（1,234、95%%）、名稱（inventory.total）或名稱的一部分（金標章）",
    "an id (F-0123), a number as printed (1,234 or 95%%), a name (inventory.total), or a part of a label",
)
help_help = Phrase("顯示這段說明", "show this help message and exit")
intake_apply_help = Phrase(
    "把 inputs 應改的各列寫進參數檔，並說明改了什麼；前一版留存",
    "also write the lines of inputs into the parameter file, and say which; the version before is kept",
)
intake_description = Phrase(
    "讀取 data/會議代號/returns/ 裡的檔案，逐格檢查，寫出可採計的資料、收件情形與可寄回單位的檢核檔；原檔不會變動。",
    "Reads the files in data/MEETING/returns/, checks every cell, and writes what can be used, the board and marked-up copies; the originals stay as they are.",
)
intake_help = Phrase("收件：讀取並檢查各單位送回的檔案", "the intake: read and check what the units sent back")
meeting_argument = Phrase(
    "會議代號或參數檔，例如 moea-6-1 或 params/moea-6-1.yaml",
    "meeting or parameter file, such as moea-6-1 or params/moea-6-1.yaml",
)
meeting_or_folder_argument = Phrase("會議代號，或會議資料的資料夾", "the meeting's name, or the folder of its packet")
new_decisions_help = Phrase(
    "已建立的會議：把前次會議後來填好的決議接在它的決議檔後面",
    "of a meeting that is there already: add what the meeting before decided to its resolutions",
)
minutes_description = Phrase(
    "由決議表（packet decisions）產生 ODT、DOCX、PDF 及 HTML 四種；沒有填核定日期時，每頁印「草案」。",
    "From the form of decisions (packet decisions), as ODT, DOCX, PDF and HTML; each page says 草案 until a day of approval is given.",
)
minutes_edition_help = Phrase(
    "public：另產生可以公開的會議紀錄（資料夾名加 .public），委員以外的姓名及個人資料都遮蔽",
    "public: also minutes that may be published, in the folder with .public after its name: everybody but the members is masked",
)
minutes_help = Phrase("產生會議紀錄", "write the minutes of a meeting that was held")
minutes_output_help = Phrase(
    "會議紀錄的資料夾，預設為 output/會議代號.minutes",
    "folder of the minutes, output/MEETING.minutes if not said",
)
new_from_help = Phrase(
    "上一次會議，例如 moea-6-1（須已產生會議資料）", "the last meeting, such as moea-6-1; its packet must be built"
)
new_help = Phrase("準備下一次會議的參數檔與資料夾", "prepare the next meeting's parameter file and data folder")
new_name_help = Phrase("新的會議代號，例如 moea-6-2", "name of the new meeting, such as moea-6-2")
options = Phrase("選項", "options")
packet_description = Phrase("由紀錄計算並產生會議資料。", "Compute a meeting packet from records.")
required_arguments = Phrase("必填", "positional arguments")
sections_help = Phrase("列出可用的章節", "list the sections there are")
templates_description = Phrase(
    "每個單位一份表格（XLSX 與 ODS），預填已知的資料，放在 output/會議代號.templates/。議程還沒定也可以先做。",
    "One workbook a unit (XLSX and ODS), prefilled with what is known, into output/MEETING.templates/. The agenda may still be open.",
)
templates_help = Phrase("產生發給各單位填寫的表格", "make the workbooks that the units fill in")
usage = Phrase("用法：", "usage: ")
verify_help = Phrase("確認會議資料與產生時相同", "make sure that a packet is still what was built")
wrong_command = Phrase("指令不完整或有誤：{reason}。", "error: {reason}")
workers_help = Phrase(
    "同時執行幾件工作（預設：可用的處理器數，或環境變數 PACKET_WORKERS）",
    "how much is done side by side (as many as the processors that may be used, or PACKET_WORKERS)",
)
not_a_number_of_workers = Phrase(
    "應為 1 到 {most:,} 的整數，不是「{given}」", "a whole number from 1 to {most:,} is wanted, not {given}"
)
watch_help = Phrase(
    "持續看著檔案，有變動就再產生一次；按 Ctrl-C 結束", "build again whenever a file changes; Ctrl-C ends it"
)
batch_bodies_help = Phrase("只做這些機關（代號），其餘沿用", "only these bodies (ids); the others stay")
batch_check_help = Phrase("只檢查，不寫出任何檔案", "checks only, and writes nothing")
batch_help = Phrase("由一份全國清單產生各機關的會議資料", "build a packet for each of many bodies")
batch_description = Phrase(
    "由一份全國清單及一份參數範本，為每個機關產生會議資料，外加一頁總覽。",
    "Builds a packet for each body from one national list and one template of parameters, and one page about all.",
)
batch_argument = Phrase("批次檔，或其名稱（national）", "file of a batch, or its name (national)")
batch_output_help = Phrase("改寫到這個資料夾，或 fsspec 的位址", "into this folder, or an address of fsspec")
batch_scheduler_help = Phrase(
    "用已有的 Dask 叢集，例如 tcp://10.0.0.1:8786", "use a Dask cluster that exists, such as tcp://10.0.0.1:8786"
)
batch_workers_help = Phrase("本機同時執行的工作程序數", "how many workers on this machine")
undo_help = Phrase(
    "把參數檔還原為這個指令上次改寫之前的內容",
    "put the parameter file back as it was before this command last changed it",
)
parameters_help = Phrase(
    "把參數寫成可填的工作簿，或把填好的讀回參數檔", "the parameters as a workbook to fill in, and back"
)
parameters_description = Phrase(
    "把參數檔中要由人填寫、每半年要改的各處寫成 data/會議代號/參數.xlsx；填好後讀回參數檔，原有的註解不動，前一版留存。",
    "Writes what people fill in and change each half-year as data/MEETING/參數.xlsx, and reads it back into the parameter file, comments and all; the version before is kept.",
)
parameters_form_help = Phrase("寫出工作簿", "write the workbook")
parameters_apply_help = Phrase(
    "把填好的工作簿（不寫就是最近寫出的）讀回參數檔",
    "read a filled-in workbook (the one last written, unless named) back into the parameter file",
)
