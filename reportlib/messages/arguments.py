"""What `packet --help` says, and what is said of a command line that is none. ``%`` in a help is doubled, as argparse asks."""

from reportlib.messages.message import Phrase

# What argparse itself says, by its own words: it asks ``gettext`` for them, and this is the catalogue.
ARGPARSE = {
    "usage: ": "用法：",
    "options": "選項",
    "positional arguments": "必填",
    "subcommands": "指令",
    "%(heading)s:": "%(heading)s：",
    " (default: %(default)s)": "（預設：%(default)s）",
    "show this help message and exit": "顯示這段說明",
    "show program's version number and exit": "顯示版本",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "the following arguments are required: %s": "缺少 %s",
    "one of the arguments %s is required": "%s 須擇一",
    "not allowed with argument %s": "不能與 %s 併用",
    "unrecognized arguments: %s": "不認得「%s」",
    "ambiguous option: %(option)s could match %(matches)s": "「%(option)s」可能是 %(matches)s，請寫完整",
    "unexpected option string: %s": "不認得「%s」",
    "ignored explicit argument %r": "不能帶值（%r）",
    "expected one argument": "之後缺少值",
    "expected at most one argument": "之後至多一個值",
    "expected at least one argument": "之後至少要有一個值",
    "invalid %(type)s value: %(value)r": "不能是「%(value)s」",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是「%(value)s」，可用的是 %(choices)s",
}
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
check_edition_help = Phrase(
    "public：公開版也檢查，遮蔽之後再找一次個人資料",
    "public: the public edition is checked too, masked and searched for personal data once more",
)
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
desk_help = Phrase("在瀏覽器裡辦理整個半年的工作（工作桌）", "do the whole half-year in the browser")
desk_description = Phrase(
    "在這部電腦上開啟一個網頁，由瀏覽器填參數、收件、產生會議資料、檢視及做會議紀錄。只有這部電腦上的您看得到；按 Ctrl-C 結束。",
    "Opens a page on this computer, on which parameters are filled in, returns taken, the packet built and looked through, and minutes made. Only you, on this computer, can see it. Ctrl-C ends it.",
)
desk_port_help = Phrase("使用的連接埠（預設自動選一個）", "the port to listen on (a free one if not said)")
desk_no_browser_help = Phrase(
    "不開瀏覽器，只印出要開啟的檔案", "do not open a browser, print the file that it would open"
)
desk_shortcut_help = Phrase(
    "在專案的資料夾寫一個可以點兩下開啟工作桌的檔案",
    "write a file into the project's folder that opens the desk by a double click",
)
not_a_port = Phrase(
    "應為 1024 到 65535 的數字，不是「{given}」", 'should be a number from 1024 to 65535, not "{given}"'
)
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
version_help = Phrase("顯示版本", "show the version and exit")
completion_help = Phrase(
    "印出讓 Tab 鍵補完指令、會議與選項的設定：bash、zsh、fish、tcsh 或 powershell",
    "print what makes Tab complete commands, meetings and options: for bash, zsh, fish, tcsh or powershell",
)
quiet_help = Phrase(
    "不顯示進度與完成的說明，只說錯誤與提醒", "no progress and no word on what is done: errors and notices only"
)
json_help = Phrase(
    "以一個 JSON 物件輸出結果，供程式使用（欄位見 docs/commands.md）",
    "the answer as one JSON object, for programs (its fields: docs/commands.md)",
)
examples = Phrase("範例：", "examples:")
lacks_params = Phrase("缺少 PARAMS", "the following arguments are required: PARAMS")
no_such_command = Phrase("沒有「{command}」這個指令", "there is no command {command}")
not_known_option = Phrase("不認得「{words}」", "unrecognized arguments: {words}")
did_you_mean_word = Phrase("。是不是「{near}」？", ". Did you mean {near}?")
commands_are = Phrase("，可用的是{commands!l}", "; there are {commands!l}")
see_help = Phrase("寫法：{command} --help", "see {command} --help")
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
    "會議代號或參數檔，例如 {meeting} 或 params/{meeting}.yaml",
    "meeting or parameter file, such as {meeting} or params/{meeting}.yaml",
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
    "上一次會議，例如 {meeting}（須已產生會議資料）", "the last meeting, such as {meeting}; its packet must be built"
)
new_help = Phrase("準備下一次會議的參數檔與資料夾", "prepare the next meeting's parameter file and data folder")
new_name_help = Phrase("新的會議代號，例如 {meeting}", "name of the new meeting, such as {meeting}")
packet_description = Phrase("由紀錄計算並產生會議資料。", "Compute a meeting packet from records.")
sections_help = Phrase("列出可用的章節", "list the sections there are")
templates_description = Phrase(
    "每個單位一份表格（XLSX 與 ODS），預填已知的資料，放在 output/會議代號.templates/。議程還沒定也可以先做。",
    "One workbook a unit (XLSX and ODS), prefilled with what is known, into output/MEETING.templates/. The agenda may still be open.",
)
templates_help = Phrase("產生發給各單位填寫的表格", "make the workbooks that the units fill in")
verify_help = Phrase("確認會議資料與產生時相同", "make sure that a packet is still what was built")
wrong_command = Phrase("指令不完整或有誤：{reason}", "error: {reason}")
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
new_section_help = Phrase("新增一章：由範本寫出筆記本", "a new section: its notebook from a template")
new_section_description = Phrase(
    "由範本寫出 notebooks/ 裡的一個章節筆記本，可以立刻執行；給會議時也加進議程，參數檔的前一版留存。在 JupyterLab 裡寫 %packet new-section 我的章節。",
    "Writes a section notebook into notebooks/ from a template that runs as it is; with a meeting it gets its place in the agenda, and the parameters before are kept. In JupyterLab: %packet new-section NAME.",
)
new_section_name_help = Phrase(
    "標題（我的章節），或檔名（33-training）", "its title, or the notebook's name (33-training)"
)
new_section_title_help = Phrase("NAME 是檔名時的標題", "its title, where NAME is the notebook's name")
new_section_meeting_help = Phrase("加進這次會議的議程", "give it its place in the agenda of this meeting")
new_section_after_help = Phrase("排在這一章之後（預設：最後一章之後）", "behind this section (default: the last one)")
new_section_undo_help = Phrase(
    "還原議程：NAME 寫會議代號（筆記本留著）", "take the agenda back: NAME is the meeting (the notebook stays)"
)
new_section_examples = Phrase(
    """packet new-section 我的章節
packet new-section 33-training --title 教育訓練 --meeting {meeting} --after 30-awards""",
    """packet new-section "My section"
packet new-section 33-training --title Training --meeting {meeting} --after 30-awards""",
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

# -- examples: a command line each, and what it does ---------------------------------------------------------------------------

build_examples = Phrase(
    """packet build {meeting}                          產生整份會議資料
packet build {meeting} --sections 50-requests   只產生這一章
packet build {meeting} --edition public         另產生公開版
packet build {meeting} --watch                  每次存檔就再產生一次""",
    """packet build {meeting}                          the whole packet
packet build {meeting} --sections 50-requests   this section only
packet build {meeting} --edition public         also the public edition
packet build {meeting} --watch                  again after each change""",
)
check_examples = Phrase(
    """packet check {meeting}          列出還沒填好的地方
packet check {meeting} --json   供程式讀取""",
    """packet check {meeting}          what is still to be done
packet check {meeting} --json   the same for a program""",
)
explain_examples = Phrase(
    """packet explain {meeting} F-0012                  這個編號的數字怎麼來的
packet explain {meeting} 1,234 95%               印出的數字
packet explain {meeting} 累計 --all              名稱含「累計」的全部數字
packet explain {meeting} F-0012 --csv rows.csv   所計的資料列
packet explain {meeting} --rows catalogue --csv catalogue.csv""",
    """packet explain {meeting} F-0012                  where the figure of this id comes from
packet explain {meeting} 1,234 95%               numbers as printed
packet explain {meeting} 累計 --all              all figures that are called so
packet explain {meeting} F-0012 --csv rows.csv   the rows that it counts
packet explain {meeting} --rows catalogue --csv catalogue.csv""",
)
desk_examples = Phrase(
    """packet desk              開啟工作桌
packet desk --shortcut   寫一個點兩下就開啟的檔案""",
    """packet desk              opens the desk
packet desk --shortcut   writes a file that opens it by a double click""",
)
sections_examples = Phrase("packet sections   列出章節的代號與名稱", "packet sections   the sections and their titles")
templates_examples = Phrase(
    "packet templates {meeting}   每個單位一份表格", "packet templates {meeting}   a workbook for each unit"
)
intake_examples = Phrase(
    """packet intake {meeting}           檢查收到的檔案
packet intake {meeting} --apply   並把採計的檔案寫進參數檔
packet intake {meeting} --undo    還原上一次的改寫""",
    """packet intake {meeting}           examine what has come
packet intake {meeting} --apply   and name what is accepted in the parameters
packet intake {meeting} --undo    take that back""",
)
verify_examples = Phrase(
    """packet verify {meeting}                 與產生時相同嗎
packet verify FOLDER --expect HASH      是當時那一份嗎""",
    """packet verify {meeting}                 is it as it was built
packet verify FOLDER --expect HASH      is it that very packet""",
)
new_examples = Phrase(
    "packet new {next} --from {meeting}   準備下一次會議",
    "packet new {next} --from {meeting}   prepare the next meeting",
)
init_examples = Phrase(
    """packet init harbour                          逐項詢問
packet init harbour --body 海港市開放資料委員會 --agencies 海港市資訊處:資訊處,海港市捷運局:捷運局""",
    """packet init harbour                          asks for everything
packet init harbour --body 海港市開放資料委員會 --agencies 海港市資訊處:資訊處,海港市捷運局:捷運局""",
)
parameters_examples = Phrase(
    """packet parameters {meeting} --form    寫出可填的工作簿
packet parameters {meeting} --apply   讀回參數檔""",
    """packet parameters {meeting} --form    write the workbook
packet parameters {meeting} --apply   read it back""",
)
diff_examples = Phrase(
    """packet diff {meeting} {next}                       兩次會議哪些數字變了
packet diff {meeting} {next} --measures inventory   只看這些
packet build {meeting} --output output/before         先留下一份，改了資料再建置
packet diff output/before {meeting}                   同一次會議的兩份：什麼變了，為什麼""",
    """packet diff {meeting} {next}                       what changed between two meetings
packet diff {meeting} {next} --measures inventory   of these only
packet build {meeting} --output output/before         keep one, before data is changed and built again
packet diff output/before {meeting}                   two builds of one meeting: what changed, and why""",
)
cache_examples = Phrase(
    """packet cache           留存了多少
packet cache --clear   全部刪除""",
    """packet cache           how much is kept
packet cache --clear   remove all of it""",
)
batch_examples = Phrase(
    """packet batch national                    每個機關一份
packet batch national --check            只檢查
packet batch national --bodies moi,moj   只做這幾個機關""",
    """packet batch national                    a packet for each body
packet batch national --check            check only
packet batch national --bodies moi,moj   these bodies only""",
)
decisions_examples = Phrase(
    "packet decisions {meeting} --format ods   會後填寫決議的表",
    "packet decisions {meeting} --format ods   the form to fill in after the meeting",
)
minutes_examples = Phrase(
    "packet minutes {meeting}   由填好的表產生會議紀錄",
    "packet minutes {meeting}   the minutes from the filled-in form",
)
init_agencies_help = Phrase(
    "所屬機關，以逗號分隔；每個可寫「全名:簡稱:種類」",
    "its agencies, separated by commas; each may be NAME:SHORT:KIND",
)
init_body_help = Phrase("會議的全名，例如 海港市開放資料委員會", "the full name of the group that meets")
init_called_help = Phrase(
    "資料中對自己的稱呼，例如 本府、本會（預設 本機關）", "what the packet calls the organisation (本機關 if not said)"
)
init_date_help = Phrase(
    "第一次會議的日期（預設 {date}，示範資料即以此編成）",
    "day of the first meeting ({date} if not said); the constructed records go by it",
)
init_description = Phrase(
    "為另一個機關建立專案資料夾 NAME：參數檔、機關名冊、規則、章節，以及標明「示範資料」的少量資料，可立即產生一份會議資料。沒有寫的選項會逐項詢問。",
    "Starts the project folder NAME for another body: parameters, register of agencies, rulebooks, sections, and a few constructed records labelled 示範資料, of which a packet builds at once. What is not given is asked for.",
)
init_help = Phrase("為另一個機關建立專案", "start a project for another body")
init_name_help = Phrase(
    "資料夾名，也是會議代號的開頭，例如 harbour", "name of the folder, and how its meetings begin: harbour"
)
init_own_help = Phrase(
    "本機關的名稱（預設由會議名稱推得）", "name of the organisation itself (from --body if not said)"
)
init_peers_help = Phrase(
    "排名比較的同類機關怎麼稱呼，例如 縣市（沒有就不寫，排名印「來源未提供」）",
    "what the bodies are called that it is ranked among (縣市); without them the packet has no rank",
)
init_unit_help = Phrase(
    "資料集的計數單位，例如 項、個、筆（預設 項）", "the word that datasets are counted with (項 if not said)"
)
init_years_help = Phrase("年份寫法：roc 民國（預設）、common 西元", "years as roc (if not said) or common")
oas_argument = Phrase(
    "OAS 文件（JSON 或 YAML），或放這些文件的資料夾", "a document of an API (JSON or YAML), or a folder of them"
)
oas_description = Phrase(
    "判定 OAS（2.0、3.0、3.1）文件是否正確，逐項列出缺失、在文件裡的位置及更正方法。只讀這些檔案，不連線，也不呼叫 API；"
    "文件引用其他檔案者不讀取，無法判定。",
    "Says of each document whether it is a valid OAS document (2.0, 3.0, 3.1), and of each fault where it stands and what to do. "
    "Reads these files only, connects to nobody and calls no API; a document that refers to other files is not judged.",
)
oas_examples = Phrase(
    "packet oas 12345.json\npacket oas --json data/apis", "packet oas 12345.json\npacket oas --json data/apis"
)
oas_help = Phrase("判定 API 的 OAS 文件", "judge documents of APIs (OAS)")
fetch_address_help = Phrase(
    "可以連線的內部位址（預設只連公開的位址）；可寫幾次",
    "an address that is not public and may be connected to (otherwise only public ones are); may be given several times",
)
fetch_again_help = Phrase(
    "全部重新下載（預設：取得過的不再下載）", "fetch everything again (otherwise what was fetched stays)"
)
fetch_datasets_help = Phrase(
    "只下載這些資料集（識別碼，以逗號分隔）", "these datasets only (identifiers, separated by commas)"
)
fetch_description = Phrase(
    "把會議清單裡各資料集的檔案下載到參數檔 inputs.files 的資料夾，並記錄每個檔案何時、從哪裡、怎樣取得。"
    "只連 http 及 https 的公開位址，遵守網站的 robots.txt，同一網站逐次間隔；中斷後再執行會接著下載。產生會議資料時不連線。",
    "Downloads the files of the datasets on the meeting's list into the folder of inputs.files, with a record of when, from where and how "
    "each was got. Connects to public addresses by http and https only, as robots.txt allows, with a pause between two requests to one "
    "host; what was stopped is gone on with. A build never connects to anybody.",
)
fetch_examples = Phrase(
    "packet fetch {meeting}\npacket fetch {meeting} --datasets 6012,6013",
    "packet fetch {meeting}\npacket fetch {meeting} --datasets 6012,6013",
)
fetch_help = Phrase("下載資料集的檔案", "download the files of the datasets")
not_a_pause = Phrase("應為 0 到 3,600 的秒數，不是{given!q}", "should be 0 to 3,600 seconds, not {given!q}")
fetch_pause_help = Phrase("同一網站兩次之間至少幾秒（預設 1）", "seconds between two requests to one host (default 1)")
fetch_proxy_help = Phrase(
    "經由這個代理伺服器連線（http://主機:埠）；環境變數裡的不採用",
    "connect by this proxy (http://HOST:PORT); one of the environment is not used",
)
not_a_proxy = Phrase(
    "應如 http://proxy.example:3128，不是{given!q}", "should be like http://proxy.example:3128, not {given!q}"
)
letters_description = Phrase(
    "由已產生的會議資料寫給每個受評單位一封信（ODT 及 PDF，各一至二頁）：現況、與上次的差異、先改什麼、待處理的民眾需求、缺的回報，"
    "以及各項得分的由來；另附申復用的 CSV，列出數字及其採計的列。",
    "From the packet that was built, a letter to each evaluated unit (ODT and PDF, one or two pages): where it stands, what changed, what to "
    "mend first, requests that wait, returns that lack, and how each point of its score came about; with the figures and their rows as CSV.",
)
letters_examples = Phrase("packet letters {meeting}", "packet letters {meeting}")
letters_help = Phrase("寫給各單位的信", "a letter to each unit")
letters_output_help = Phrase(
    "放信的資料夾（預設 output/會議代號.letters）", "folder of the letters (default output/MEETING.letters)"
)
letters_since_help = Phrase(
    "與這次會議比較（預設：參數檔 previous 的會議）",
    "compare with this meeting (default: that of previous in the parameters)",
)
letters_unit_help = Phrase("只寫給這些單位（簡稱，以逗號分隔）", "these units only (short names, separated by commas)")
