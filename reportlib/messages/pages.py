"""Messages about the finished pages and packets: O, X and P06, and why the last look suspects a text."""

from reportlib.messages.message import Fault, Phrase

O04_chart_without_text = Fault("O04", "有一張圖沒有替代文字。", "A chart has no alternative text.")
O04_end_tag_closes_nothing = Fault("O04", "標籤 </{tag}> 沒有對應的起始標籤。", "</{tag}> closes nothing that is open.")
O04_header_cell_without_scope = Fault("O04", "有一個表格標題儲存格沒有 scope。", "A header cell has no scope.")
O04_id_used_twice = Fault("O04", "識別碼{id!q}用了兩次。", "The id {id!q} is used twice.")
O04_language_of_page = Fault("O04", "頁面語言不是 {lang}。", "The language of the page is not {lang}.")
O04_link_leads_nowhere = Fault("O04", "連結指向不存在的{target!q}。", "A link leads to {target!q}, which is not there.")
O04_more_problems = Fault("O04", "還有 {count} 項。", "{count} more.")
O04_not_exactly_one = Fault(
    "O04", "<{tag}> 應該恰有一個，這頁有 {count} 個。", "There must be one <{tag}>; the page has {count}."
)
O04_picture_without_text = Fault("O04", "有一張圖沒有替代文字。", "A picture has no alternative text.")
O04_policy_too_late = Fault("O04", "內容安全政策放得太後面。", "The content security policy stands too late.")
O04_table_without_header = Fault("O04", "有一個表格沒有標題儲存格。", "A table has no header cell.")
O04_tag_not_closed = Fault("O04", "標籤 <{tag}> 沒有結束。", "<{tag}> is never closed.")
O07_anybody_may_change = Fault(
    "O07",
    "任何人都可以更改{path!q}。",
    "anybody may change {path!q}.",
    "請取消其他人的寫入權限。",
    "Take away the permission of others to write.",
)
O07_empty_folder = Fault(
    "O07",
    "這個空的資料夾不是產生會議資料時寫出的。",
    "this empty folder was not made by the build.",
    "請移走，以免隨會議資料一起發出。",
    "Move it away, or it is handed out with the packet.",
)
O07_link = Fault(
    "O07",
    "這是連結，不是檔案；會議資料裡沒有連結。",
    "this is a link and no file; a packet holds no links.",
    "請移走，再由備份還原檔案，或重新產生會議資料。",
    "Move it away, and restore the file from a copy or build the packet again.",
)
O07_no_file = Fault(
    "O07",
    "這不是檔案（是具名管道、通訊端或裝置），沒有讀取。",
    "this is no file (a pipe, a socket or a device); it was not read.",
    "請移走，再由備份還原檔案，或重新產生會議資料。",
    "Move it away, and restore the file from a copy or build the packet again.",
)
O07_not_written_by_build = Fault(
    "O07",
    "這個檔案不是產生會議資料時寫出的。",
    "this file was not written by the build.",
    "請移走，以免隨會議資料一起發出。",
    "Move it away, or it is handed out with the packet.",
)
O08_file_altered = Fault(
    "O08",
    "檔案被更改過。",
    "the file was altered.",
    "請重新產生會議資料，或由備份還原這個檔案。",
    "Build the packet again, or restore the file from a copy.",
)
O08_file_missing = Fault(
    "O08",
    "檔案不見了。",
    "the file is missing.",
    "請重新產生會議資料，或由備份還原這個檔案。",
    "Build the packet again, or restore the file from a copy.",
)
O08_file_unreadable = Fault(
    "O08",
    "檔案無法讀取（{reason}），無從比對。",
    "the file cannot be read ({reason}), so that it was not compared.",
    "請開放讀取權限後再查驗一次，或由備份還原這個檔案。",
    "Allow reading and verify again, or restore the file from a copy.",
)
O08_list_no_file = Fault(
    "O08",
    "雜湊清單無法讀取，或不是檔案。",
    "the list of hashes cannot be read, or is no file.",
    "請由備份還原這個檔案，或重新產生會議資料。",
    "Restore the file from a copy, or build the packet again.",
)
O08_list_unreadable = Fault(
    "O08",
    "第 {line} 行不是「雜湊值、兩個空格、檔名」的格式，或與前面的行重複；這份清單可能被更改過。",
    "line {line} is not a hash, two spaces and a file name, or repeats an earlier line; this list may have been altered.",
    "請由備份還原這個檔案，或重新產生會議資料。",
    "Restore the file from a copy, or build the packet again.",
)
O08_no_list = Fault(
    "O08",
    "資料夾裡沒有這份雜湊清單，無法與您給的值比對：可能被刪去，或會議資料是較早的版本製作的。",
    "the folder does not hold this list of hashes, so that it cannot be held against the value you gave: it was removed, or an older version built the packet.",
    "請由備份還原，或重新產生會議資料。",
    "Restore it from a copy, or build the packet again.",
)
O08_not_in_list = Fault(
    "O08",
    "{list} 沒有列出這個檔案。",
    "{list} does not name this file.",
    "請由備份還原整份會議資料，或重新產生。",
    "Restore the whole packet from a copy, or build it again.",
)
O08_other_packet = Fault(
    "O08",
    "雜湊值是 {found}，不是您給的 {expected}：這份會議資料不是當初的那一份。",
    "its hash is {found} and not {expected}, which you gave: this is not the packet that it was.",
    "請確認輸入的值，或取回當初的那一份。",
    "Check the value you gave, or get the packet that was kept.",
)
O08_record_and_list_differ = Fault(
    "O08",
    "{record} 與 {list} 對這個檔案的記載不同，其中之一被更改過。",
    "{record} and {list} say different things of this file; one of them was altered.",
    "請由備份還原整份會議資料，或重新產生。",
    "Restore the whole packet from a copy, or build it again.",
)
O08_no_run_record = Fault(
    "O08",
    "沒有執行紀錄 {record}，不是會議資料的資料夾。",
    "there is no run record {record}: this is no packet's folder.",
)
O08_run_record_unreadable = Fault(
    "O08",
    "執行紀錄 {record} 無法讀取，可能被更改過。",
    "the run record {record} cannot be read; it may have been altered.",
)
O11_program_leftover = Fault(
    "O11",
    "{caption!q}含有程式殘留文字 {leftover!q}。",
    "{caption!q} holds a program's leftover {leftover!q}.",
    "請檢查該章節的筆記本。",
    "Check the section's notebook.",
)
P06_in_attachment = Fault(
    "P06",
    "附件{title!q}第 {page} 頁有 {places} 處個人資料（{kinds}）；附件是影像，無法遮蔽。",
    "page {page} of the attachment {title!q} holds personal data in {places} places ({kinds}); it is an image and cannot be masked.",
    "請向提供單位索取已遮蔽個人資料的版本，換掉檔案後再產生公開版；經人確認可以公開的，列入參數檔 public.keep。",
    "Ask for a redacted copy, put it in the file's place, and build the public edition again; what may be published by a person's judgement goes into public.keep of the parameters.",
)
P06_in_public_edition = Fault(
    "P06",
    "公開版還有 {places} 處個人資料（{rule}），沒有發布。",
    "the public edition still holds personal data in {places} places ({rule}); it was not published.",
    "請在來源檔案更正或刪去，或列入參數檔的 public.mask（確為可以公開的，列入 public.keep）後重新產生；內部版與先前的公開版都沒有變動。",
    "Correct or delete it in the source, or list it under public.mask (under public.keep what may be published) in the parameters, and build again; neither edition was changed.",
)
P06_suspected = Fault(
    "P06",
    "「{before}【{text}】{after}」{why}，可能是個人資料，沒有發布{places}。",
    'in "{before}[{text}]{after}", {why}: it may be personal data; nothing was published{places}.',
    "可以公開的，在參數檔 public 的 keep 之下加這一行；不可以公開的，加在 mask 之下；然後重新產生：\n      {line}",
    "If it may be published, add this line under keep of public in the parameters; if not, under mask; then build again:\n      {line}",
)
P06_more_suspected = Fault(
    "P06",
    "還有 {count} 個可能是個人資料的文字，列出這些之後再產生一次，就會看到。",
    "{count} more texts may be personal data; list these and build again to see them.",
    "如果同一種文字很多，請在來源檔案更正，或請提供單位先刪去。",
    "Where there are many of one kind, correct them in the source.",
)
X02_holds_what_it_may_not = Fault(
    "X02", "頁面含有不允許的內容：{what!q}。", "The page holds what it may not: {what!q}."
)
X03_chart_not_clean = Fault(
    "X03",
    "圖表{name!q}{what}。",
    "The chart {name!q} {what}.",
    "圖表只能由 Chart 產生；請檢查產生這張圖的儲存格。",
    "Draw charts with Chart only, and look at the cell that made this one.",
)
X04_unknown_display = Fault(
    "X04",
    "章節{section!q}含有{kind!q}，會議資料不認得。",
    "Section {section!q} holds {kind!q}, which no packet knows.",
    "請改用 Table、Chart、Prose 或 Markdown 顯示。",
    "Show it as a Table, a Chart, a Prose or Markdown.",
)

suspected_account = Phrase("像是社群或通訊軟體的帳號", "something like an account")
suspected_address = Phrase("像是住址", "something like an address")
suspected_birthday = Phrase("像是生日", "something like a birthday")
suspected_announced = Phrase(
    "標示後面像是姓名或個人號碼", "something after a word that announces a person or a personal number"
)
suspected_by_rule = Phrase("{rule}", "a rule doubts it ({rule})")
suspected_code = Phrase(
    "英文字母帶一串數字，像是證號或車牌", "letters and digits like those of a certificate or a plate"
)
suspected_digits = Phrase("一串數字，看不出是什麼", "a row of digits that says not what it is")
suspected_elsewhere = Phrase("（共 {count} 處）", " (it stands in {count} places)")
suspected_mail = Phrase("像是電子郵件", "something like an address of mail")
suspected_name = Phrase("像是姓名", "something like a name")
suspected_network = Phrase("像是網路位址", "something like an address in a network")
