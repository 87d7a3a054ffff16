"""Messages about projects: there is none here, one is begun."""

from reportlib.messages.message import Fault, Phrase

C01_no_project_name = Fault(
    "C01",
    "{name!q}不能當專案的名稱。",
    "{name!q} cannot name a project.",
    "只能用英文小寫字母、數字與連字號，以字母或數字開頭，例如 harbour。",
    "Use lower-case letters, digits and hyphens, a letter or digit first, such as harbour.",
)
C01_reserved_name = Fault(
    "C01",
    "{name!q}是 Windows 保留給裝置的名稱，資料夾不能用。",
    "{name!q} is a name that Windows keeps for a device; no folder can have it.",
    "請換一個，例如 {name}-city。",
    "Choose another, such as {name}-city.",
)
C05_agencies_of_init = Fault(
    "C05",
    "--agencies {given!q}不是機關的清單：有一個沒有名稱。",
    "--agencies {given!q} is no list of agencies: one has no name.",
    "每個寫「全名:簡稱:種類」，以逗號隔開；簡稱與種類可以不寫。",
    "Write each as NAME:SHORT:KIND, commas between them; SHORT and KIND may be left out.",
)
C05_agencies_named_twice = Fault(
    "C05",
    "--agencies 裡有重複的名稱：{twice}。",
    "--agencies names these twice: {twice}.",
    "每個全名與簡稱只能用一次。",
    "Each full and short name may come once.",
)
C05_date_of_init = Fault(
    "C05",
    "--date {given!q}不是日期：{reason}。",
    "--date {given!q} is no date: {reason}.",
    "例如 114-06-20 或 2025-06-20。",
    "Such as 114-06-20 or 2025-06-20.",
)
C05_digits_in_a_word_of_init = Fault(
    "C05",
    "{option} {given!q}有數字，印出來會像是沒有出處的數字。",
    "{option} {given!q} has a digit, which would be printed like a figure without an origin.",
    "請改用沒有數字的稱呼。",
    "Use a word without digits.",
)
C05_init_needs = Fault(
    "C05",
    "沒有 {option}。",
    "{option} is missing.",
    "請寫出來，或在終端機執行，會逐項詢問；寫法：packet init --help。",
    "Give it, or run this in a terminal, where it is asked for: packet init --help.",
)
C11_project_is_there = Fault(
    "C11",
    "已經有資料夾 {folder}，沒有寫入任何檔案。",
    "the folder {folder} is there already; nothing was written.",
    "請用別的名稱，或先移走原有的資料夾。",
    "Choose another name, or move away what is there.",
)
C20_no_project = Fault(
    "C20",
    "這裡不是專案的資料夾（要有 params 與 notebooks）。",
    "this is no folder of a project, which has params and notebooks.",
    "請切換到專案的資料夾再執行，或以 packet init 名稱 建立一個。",
    "Change into the folder of your project, or begin one: packet init NAME.",
)
R12_cannot_write_project = Fault(
    "R12",
    "無法寫入資料夾 {folder}：{reason}。",
    "the folder {folder} cannot be written: {reason}.",
    "請確認磁碟空間與權限。",
    "Check the space on the disk and the permissions.",
)
ask_agencies = Phrase("所屬機關（全名:簡稱，以逗號隔開）：", "its agencies (NAME:SHORT, separated by commas): ")
ask_body = Phrase("會議的全名：", "full name of the group that meets: ")
ask_date = Phrase("第一次會議的日期（{date}）：", "day of the first meeting ({date}): ")
ask_peers = Phrase(
    "排名比較的同類機關怎麼稱呼，例如縣市（沒有就直接按 Enter）：",
    "what the bodies are called that it is ranked among, such as 縣市 (Enter for none): ",
)
ask_unit = Phrase("資料集的計數單位（{unit}）：", "word that datasets are counted with ({unit}): ")
ask_years = Phrase("年份寫法，roc 民國或 common 西元（roc）：", "years, roc or common (roc): ")
init_build = Phrase("產生會議資料（示範資料，幾秒）", "build its packet, of constructed records, in seconds")
init_check = Phrase("列出還沒填好的地方", "what is still to be filled in")
init_data = Phrase("示範資料，請換成真實資料", "constructed records, to be replaced by yours")
init_desk = Phrase("全部在瀏覽器做", "all of it in the browser")
init_guide = Phrase("各檔案要放什麼、各欄怎麼寫", "what goes into each file and column (Chinese)")
init_parameters = Phrase("會議的日期、議程與輸入", "the meeting: dates, agenda, inputs")
init_register = Phrase("機關名冊", "the register of agencies")
project_written = Phrase(
    "已建立 {folder}：參數檔、{agencies} 個機關的名冊、規則、章節與示範資料。",
    "Written: {folder}, with parameters, a register of {agencies} agencies, rulebooks, sections and constructed records.",
)
