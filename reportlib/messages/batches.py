"""What is wrong with a batch, and what it prints."""

from reportlib.messages.message import Fault, Phrase

C01_no_id_of_body = Fault(
    "C01",
    "機關的代號 {id!q} 不能用。",
    "{id!q} is no id of a body.",
    "請只用小寫英文字母、數字及連字號。",
    "Use small letters, digits and hyphens only.",
)
C05_is_a_batch = Fault(
    "C05",
    "這是一批機關的檔案，不是一次會議的參數檔。",
    "this is the file of a batch of bodies, not of one meeting.",
    "請執行 packet batch {name}。",
    "Run packet batch {name}.",
)
C05_edition_of_a_batch = Fault(
    "C05",
    "一批機關的會議資料沒有公開版，不能檢查公開版。",
    "the packets of a batch have no public edition to check.",
    "請不加 --edition 檢查；要公開版時，逐一以 packet build 產生各機關的會議資料。",
    "Check it without --edition; for public editions, build the bodies one by one with packet build.",
)
C05_batch_without_list = Fault(
    "C05",
    "inputs 沒有 {key}，不知道全國清單是哪一個檔案。",
    "inputs has no {key}: which file is the national list?",
    "請加上，例如 {key}: ../../data/national/catalogue.csv。",
    "Add it, such as {key}: ../../data/national/catalogue.csv.",
)
C05_no_body = Fault(
    "C05",
    "bodies 沒有 {id!q}。",
    "bodies has no {id!q}.",
    "可用的代號是 {ids!l}。",
    "There are {ids!l}.",
)
C05_bodies_name_none = Fault(
    "C05",
    "--bodies 沒有寫任何機關。",
    "--bodies names no body.",
    "請寫代號，以逗號隔開；全部都要時，不寫 --bodies。",
    "Give ids, with commas between them; leave --bodies out for all.",
)
C05_no_name_for_input = Fault(
    "C05",
    "{name!q} 不能當輸入的名稱。",
    "{name!q} is no name for an input.",
    "請只用小寫英文字母及底線，且不要用 id、name、called、kind、publishers。",
    "Use small letters and underscores, and none of id, name, called, kind, publishers.",
)
C05_number_of_list = Fault(
    "C05",
    "範本的 {key} 不能用：每份會議資料只有該機關的列。",
    "{key} cannot stand in a template: each packet has the rows of its body only.",
    "全國清單應有的筆數，請寫在批次檔的 records。",
    "How many records the national list has is said by records in the file of the batch.",
)
C05_no_scheduler = Fault(
    "C05",
    "連不上排程器 {address!q}（{reason}）。",
    "the scheduler {address!q} does not answer ({reason}).",
    "請確認 --scheduler 的位址及排程器正在執行；不寫 --scheduler 就在本機執行。",
    "Check the address and that it runs; without --scheduler the batch runs on this machine.",
)
C05_template_asks_unknown = Fault(
    "C05",
    "範本裡的 {name!q} 沒有對應的資料。",
    "the template asks for {name!q}, which nothing gives.",
    "可用的是 {known!l}，前面加 $；要寫 $ 本身，請寫成 $$。",
    "There are {known!l}, each after a $; a $ itself is written $$.",
)
C08_store_not_opened = Fault(
    "C08",
    "無法開啟輸出的位置（{reason}）。",
    "the output cannot be opened ({reason}).",
    "請確認位址；s3:// 等需要另外安裝 fsspec 的套件，例如 s3fs。",
    "Check the address; s3:// and the like need a package for fsspec, such as s3fs.",
)
C11_not_made_by_batch = Fault(
    "C11",
    "輸出的資料夾裡有別的 {file}。",
    "{file} in the output was not made by packet batch.",
    "為了不覆蓋您的檔案，請把它移走，或以 --output 指定其他資料夾。",
    "So as not to overwrite your file, move it away or choose another folder with --output.",
)
I04_name_of_two_bodies = Fault(
    "I04",
    "清單中的{name!q}同時屬於{one}與{other}。",
    "the name {name!q} of the list is both of {one} and of {other}.",
    "請修正其中一個機關的名冊或 names。",
    "Correct the register or the names of one of them.",
)
I13_no_row_of_body = Fault(
    "I13",
    "清單沒有這個機關的列。",
    "the list has no row of this body.",
    "請確認批次檔的 name、names 或它的名冊與清單所載的機關名稱相符；本次確實沒有時，請從 bodies 移除。",
    "See that its name, names or register are as the list has them; where it has none indeed, take it out of bodies.",
)
Q06_rows_do_not_add_up = Fault(
    "Q06",
    "各機關及其他各列合計 {added:,} 列，清單有 {read:,} 列。",
    "the rows of all bodies and the others are {added:,}; the list has {read:,}.",
    "這是程式的錯誤，請把總覽交給開發者。",
    "This is a fault of the program: send us the overview.",
)
Q06_rows_of_body_differ = Fault(
    "Q06",
    "{body}的會議資料採計及擱置 {own:,} 列，清單中屬於它的有 {rows:,} 列。",
    "the packet of {body} has {own:,} rows; {rows:,} rows of the list are its own.",
    "這是程式的錯誤，請把總覽交給開發者。",
    "This is a fault of the program: send us the overview.",
)
R01_body_lost = Fault(
    "R01",
    "產生 {body} 的工作程序一再中斷。",
    "the workers that made {body} ended again and again.",
    "請以 packet batch 的 --bodies {body} 單獨再執行一次；仍然中斷時，可能是記憶體不足。",
    "Run packet batch with --bodies {body} again; where that ends too, memory may be short.",
)
R01_list_lost = Fault(
    "R01",
    "讀取清單的工作程序一再中斷，什麼都沒有產生。",
    "the workers that read the list ended again and again; nothing was made.",
    "可能是記憶體不足：請關閉其他程式，或以 --workers 1 再執行一次。",
    "Memory may be short: close other programs, or run it again with --workers 1.",
)
R01_error_of_ours = Fault(
    "R01",
    "產生 {body} 時程式內部錯誤（{place}，{kind}: {error}）。",
    "an internal error while {body} was made ({place}, {kind}: {error}).",
    "這不是您的錯：請設定 PACKET_DEBUG=1 再執行一次，並把訊息交給開發者；其他機關不受影響。",
    "It is not your fault: run again with PACKET_DEBUG=1 and send us the output. The others are not affected.",
)
R01_cluster_gone = Fault(
    "R01",
    "與叢集的連線中斷了。",
    "the connection to the cluster is lost.",
    "已備妥的機關都沿用；請確認排程器正在執行，再執行一次。",
    "What is ready is kept: see that the scheduler runs, and run it again.",
)
R01_no_workers = Fault(
    "R01",
    "叢集裡沒有任何工作程序。",
    "the cluster has no worker.",
    "請啟動工作程序（dask worker，加上排程器的位址），再執行一次。",
    "Start workers (dask worker with the address of the scheduler), and run it again.",
)
R12_published_without_record = Fault(
    "R12",
    "{body} 的會議資料已經換成新的，但沒能記下它是由什麼產生的，因此這頁不列它的數字。",
    "the packet of {body} is the new one; of what it was made could not be written down, so that its figures are not listed here.",
    "請排除下一行的原因後再執行一次，它會重做。",
    "Mend what the next line says and run again: it is made again.",
)
R23_worker_without_packet = Fault(
    "R23",
    "工作程序 {worker} 不能執行這個程式（{reason}）。",
    "the worker {worker} cannot run this program ({reason}).",
    "請在那裡安裝同一版的程式（make setup）後重新啟動它，再執行一次。",
    "Install this very version there (make setup), start it again, and run it again.",
)
R23_other_worker = Fault(
    "R23",
    "工作程序 {worker} 與這裡不是同一版：{differs}。",
    "the worker {worker} is not of this version: {differs}.",
    "請在那裡安裝同一版的程式（make setup）後重新啟動它，再執行一次。",
    "Install this very version there (make setup), start it again, and run it again.",
)
C08_worker_does_not_see = Fault(
    "C08",
    "工作程序 {worker} 看不到 {files}。",
    "the worker {worker} does not see {files}.",
    "請把清單與輸出放在每個工作程序都以同一路徑看得到的資料夾，或 fsspec 的位址。",
    "Put the list and the output where every worker sees them by the same path, or at an address of fsspec.",
)
R23_without_cluster = Fault(
    "R23",
    "packet batch 需要 Dask，這個環境沒有安裝。",
    "packet batch needs Dask, which is not installed here.",
    '請執行 make setup，或在專案的資料夾執行 python -m pip install -e ".[cluster]"。',
    'Run make setup, or python -m pip install -e ".[cluster]" in the project\'s folder.',
)
C05_no_figure_for_column = Fault(
    "C05",
    "figures 的 {name!q} 在任何一份會議資料裡都沒有，總覽的這一欄是空的。",
    "no packet has the figure {name!q}: its column on the overview is empty.",
    "{todo}名稱見會議資料的 facts.json。",
    "{todo} The names are in facts.json of a packet.",
)
batch_stopped = Phrase(
    "已停止；{asked} 個機關中有 {ready} 個已備妥，下次執行時沿用。其餘的沒有做完，先前的會議資料沒有變動。",
    "Stopped; of {asked} bodies {ready} are ready and kept for the next batch. The others were not finished, and their previous packets are unchanged.",
)
batch_body_done = Phrase("{sign} {body}（{done}/{of}）", "{sign} {body} ({done}/{of})")
batch_checked = Phrase("檢查通過：{ready} 個機關，共 {asked} 個。", "All checks passed: {ready} bodies of {asked}.")
batch_done = Phrase(
    "完成：{output}{slash}overview.html，{ready} 個機關已備妥（其中 {kept} 個沒有變動，直接沿用），{wrong} 個不合格。",
    "Done: {output}{slash}overview.html; {ready} bodies are ready ({kept} of them unchanged and kept), {wrong} refused.",
)
the_output = Phrase("輸出的資料夾", "the output")
version_differs = Phrase("{name} {there}（這裡是 {here}）", "{name} {there} (here {here})")
code_differs = Phrase("packet 的程式碼不同", "other code of packet")
batch_notices = Phrase("{body}：提醒 {notices} 則，列在總覽。", "{body}: {notices} notices, on the overview.")
batch_of_bodies = Phrase("{bodies}：", "{bodies}:")
batch_other_bodies = Phrase("{bodies} 等 {count} 個機關", "{bodies} and others, {count} bodies")
batch_refused = Phrase(
    "{wrong} 個機關不合格，其餘不受影響。", "{wrong} bodies are refused; the others are not affected."
)
