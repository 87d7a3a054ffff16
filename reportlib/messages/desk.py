"""Messages about the desk (``packet desk``)."""

from reportlib.messages.message import Fault, Phrase

R13_desk_folder_cannot_be_made = Fault(
    "R13",
    "工作桌用的資料夾 {folder} 無法建立：{reason}。",
    "the folder of the desk, {folder}, cannot be made: {reason}.",
    "請確認可以寫入專案的 output 資料夾。",
    "See that the folder output of the project can be written.",
)
R13_desk_folder_not_ours = Fault(
    "R13",
    "工作桌用的資料夾 {folder} 是連結，或屬於別的使用者，不能存放只給您看的檔案。",
    "the folder of the desk, {folder}, is a link, or another user's: nothing of yours alone can be kept in it.",
    "請將它刪除或改名後再執行。",
    "Remove or rename it, and run again.",
)
R14_desk_port_taken = Fault(
    "R14",
    "連接埠 {port} 已被別的程式使用。",
    "port {port} is taken by another program.",
    "請換一個：packet desk --port {other}。",
    "Choose another: packet desk --port {other}.",
)
desk_open_file = Phrase("請用瀏覽器開啟這個檔案：{file}", "Open this file in a browser: {file}")
desk_opened = Phrase(
    "工作桌已在瀏覽器開啟。瀏覽器沒有開啟時，請開啟這個檔案：{file}",
    "The desk is open in the browser. Where none opened, open this file: {file}",
)
desk_is_open = Phrase("工作桌已經開著，另開一頁。", "The desk is open already; another page of it opens.")
desk_ends_by = Phrase(
    "按 Ctrl-C 結束；正在產生的會議資料會繼續做完。",
    "Ctrl-C ends it; a packet that is being built is built to its end.",
)
desk_shortcut_written = Phrase(
    "已寫入 {file}：在檔案總管點兩下就會開啟工作桌。", "Written: {file}. A double click on it opens the desk."
)
