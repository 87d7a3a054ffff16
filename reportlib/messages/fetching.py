"""Messages of ``packet fetch``."""

from reportlib.messages.message import Fault, Phrase

C05_no_folder_to_fetch_into = Fault(
    "C05",
    "參數檔沒有 inputs.files，不知道要下載到哪裡。",
    "the parameters have no inputs.files: there is no folder to fetch into.",
    "請在參數檔的 inputs 加上 files: 資料夾（例如 ../data/{meeting}/files）。",
    "Add files: FOLDER to inputs (such as ../data/{meeting}/files).",
)
C05_no_such_dataset = Fault(
    "C05",
    "清單裡沒有資料集{datasets!l}。",
    "the list has no dataset {datasets!l}.",
    "請確認識別碼。",
    "Check the identifier.",
)
L09_no_addresses = Fault(
    "L09",
    "清單沒有「資料下載網址」欄，或沒有「資料集識別碼」欄，不知道要下載什麼。",
    "the list has no column 資料下載網址, or none of 資料集識別碼: there is nothing to fetch.",
    "請用平臺匯出的清單（22 欄）。",
    "Use the portal's export (22 columns).",
)
fetch_begins = Phrase(
    "{resources:,} 個檔案，{hosts:,} 個網站；{there:,} 個先前已取得。",
    "{resources:,} files of {hosts:,} hosts; {there:,} are there already.",
)
fetch_certificate = Phrase("網站的憑證無效", "the host's certificate is not valid")
fetch_cut_off = Phrase("連線中斷，檔案不完整", "the connection ended before the file did")
fetch_done = Phrase(
    "取得 {stored:,} 個，未取得 {failed:,} 個，未詢問 {unasked:,} 個；紀錄在 {record}。",
    "{stored:,} fetched, {failed:,} not, {unasked:,} not asked for; the record is {record}.",
)
fetch_line = Phrase("{dataset} 第 {number} 個：{said}", "{dataset} no. {number}: {said}")
fetch_no_address = Phrase("網址不正確", "no address")
fetch_no_connection = Phrase("連不上網站", "no connection")
fetch_other_scheme = Phrase("不是 http 或 https 網址", "neither http nor https")
fetch_packed_wrongly = Phrase("壓縮的內容解不開", "what was packed cannot be unpacked")
fetch_password = Phrase("網址裡有帳號密碼，未詢問", "the address has a name and password in it: not asked")
fetch_private = Phrase("網址指向內部網路，未詢問", "the address leads into a private network: not asked")
fetch_redirects = Phrase("轉址次數過多", "too many redirects")
fetch_robots = Phrase("網站的 robots.txt 不允許，未詢問", "robots.txt of the host does not allow it: not asked")
fetch_status = Phrase("網站沒有給檔案", "the host does not give the file")
fetch_too_large = Phrase("檔案過大，未保存", "too large: not kept")
fetch_too_slow = Phrase("網站太慢，未能在時限內取得", "too slow: not got in time")
fetch_unknown_host = Phrase("找不到這個網站", "there is no such host")
