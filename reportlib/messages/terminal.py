"""What the commands print, and the steps of a build."""

from reportlib.messages.message import Phrase

accepted_rows = Phrase("採計的資料列：{data}{slash}accepted{slash}", "Accepted rows: {data}{slash}accepted{slash}")
all_checks_passed = Phrase(
    "檢查通過：{meeting}，{sections} 個章節。", "All checks passed: {meeting}, {sections} sections."
)
and_ = Phrase("、", " and ")
build_done = Phrase(
    "完成：{folder}{slash}packet.pdf（會議資料）、annexes.pdf（附卷）、briefing.pdf（簡報）、packet.html、annex{slash}",
    "Done: {folder}{slash}packet.pdf (volume), annexes.pdf (what proves), briefing.pdf (slides), packet.html, annex{slash}",
)
cache_cleared = Phrase(
    "已刪除 {folder} 留存的 {results:,} 項結果（{megabytes:.1f} MB）。",
    "Removed {results:,} results from {folder} ({megabytes:.1f} MB).",
)
cache_not_ours = Phrase(
    "存放前次結果的資料夾不是資料夾、不屬於您，或別人可以寫入，所以不使用，每次都全部重做。請以環境變數 PACKET_CACHE 指定另一個資料夾。",
    "The folder of kept results is no folder, not yours, or others may write in it: it is not used, and everything is made each time. Name another one by PACKET_CACHE.",
)
cache_not_written = Phrase(
    "結果沒有留存到 {folder}（{reason}），下次會重做；會議資料不受影響。請騰出空間或權限，或以環境變數 PACKET_CACHE 指定另一個資料夾。",
    "What was made could not be kept in {folder} ({reason}) and will be made again; the packet is none the worse. Make room or give rights, or name another folder by PACKET_CACHE.",
)
cache_size = Phrase(
    "{folder}：留存 {results:,} 項結果，{megabytes:.1f} MB（上限 {most:,} MB）。",
    "{folder}: {results:,} results, {megabytes:.1f} MB (at most {most:,} MB).",
)
check_again = Phrase(
    "填好後再執行 packet check {meeting}；都填好了，就執行 packet build {meeting}。",
    "Fill them in and run packet check {meeting} again; when nothing is left, run packet build {meeting}.",
)
datasets_without_test = Phrase(
    "{file}：清單中 {datasets:,} 項應檢測的資料集沒有檢測紀錄，未計入金標章占比；請確認檔案含歷次全部檢測紀錄，不是只有本期。",
    "{file}: {datasets:,} datasets of the list that should be tested have no test and are not in the gold share; make sure the file holds all tests, not only the new ones.",
)
dates_to_confirm = Phrase("往後移半年的日期，請確認：", "Dates moved on by half a year, to be confirmed:")
diff_page_written = Phrase("網頁：{page}", "Page: {page}")
differences_in_points = Phrase(
    "・占比的差以百分點表示（點）。", "・differences of shares are in percentage points (pp)."
)
figures_compared = Phrase(
    "{old} → {new}：變動 {changed:,}、新增 {added:,}、不再列出 {gone:,}、相同 {same:,} 個數字。",
    "{old} → {new}: {changed:,} changed, {added:,} new, {gone:,} gone, {same:,} the same.",
)
header_only = Phrase("只有標題列，請填資料", "header only, to be filled in")
history_replaced = Phrase(
    "history.csv：{figure}（{day}）前次記載 {told}，會議資料為 {printed}，已改用後者。",
    "history.csv: {figure} ({day}) was {told}; the packet says {printed}, which is taken.",
)
how_to_use_accepted = Phrase(
    "會議資料還沒有採用這些資料。要採用，請執行 packet intake {meeting} --apply，或自己在 {params} 的 inputs 改寫（沒有的加上）：",
    "The packet does not read them yet. To have it do so, run packet intake {meeting} --apply, or write under inputs in {params}:",
)
input_not_in_folder = Phrase(
    "inputs.{field} 不在 data/{meeting}/ 裡，路徑沒有變動，請確認。",
    "inputs.{field} is not in data/{meeting}/ and stays as it is: check it.",
)
folder_to_fill = Phrase(
    "inputs.{field} 已改為 {folder}，前次的檔案沒有帶入；要做什麼見輸入說明。",
    "inputs.{field} is {folder} now, and the files of last time were not taken over: the guide of the inputs says what to do.",
)
input_read = Phrase("✓ {file}：讀入 {read:,} 列，採計 {used:,} 列", "✓ {file}: {read:,} rows read, {used:,} used")
input_rows_differ = Phrase(
    "・輸入檔案的列數有 {count:,} 個不同，--all 才列出。", "・{count:,} numbers of input rows differ; --all lists them."
)
intake_not_finished = Phrase(
    "收件沒有完成；先前的收件結果與收到的檔案都沒有變動。",
    "The intake was not finished; its previous results and the files received are unchanged.",
)
intake_page = Phrase(
    "收件情形與所有問題：{folder}{slash}intake.html",
    "Who sent what, and everything that is wrong: {folder}{slash}intake.html",
)
internal_error = Phrase(
    "程式內部錯誤（{kind}: {error}）。這不是您的錯；請設定 PACKET_DEBUG=1 再執行一次，並把訊息交給開發者。先前的會議資料沒有變動。",
    "Internal error ({kind}: {error}). It is not your fault: run again with PACKET_DEBUG=1 and send us the output. The previous packet is unchanged.",
)
left_out_of_packet = Phrase(
    "{name} 不是 Table、Chart 或 Prose，沒有列入會議資料。",
    "{name} is no Table, Chart or Prose and was left out of the packet.",
)
look_at_review = Phrase(
    "發出之前請看 {folder}{slash}review.html：數字不一致、回復不完整、名稱待認定之處。",
    "Look at {folder}{slash}review.html before it goes out: figures that do not agree, incomplete replies, names to be decided.",
)
making_public_edition = Phrase("產生並檢查公開版", "making and checking the public edition")
making_workbooks = Phrase("製作表格", "making the workbooks")
marked_copies = Phrase(
    "寄回單位補正的檔案：{folder}{slash}marked{slash}",
    "Marked-up copies, to be mailed back: {folder}{slash}marked{slash}",
)
next_build = Phrase(
    "執行 packet build {name}，再以 packet diff {before} {name} 看哪些數字變了。",
    "Run packet build {name}, and packet diff {before} {name} to see which figures changed.",
)
next_check = Phrase(
    "執行 packet check {name}：列出還沒填的地方，直到沒有為止。",
    "Run packet check {name}: it lists what is left, until nothing is.",
)
next_fill_files = Phrase(
    "把各單位送來的資料貼進 {folder} 裡只有標題列的檔案，或整個換掉（也可以用 xlsx、ods，並在參數檔改檔名）。",
    "Fill the files in {folder} that have a header only, or put others in their place (XLSX and ODS too; change the name in the parameter file).",
)
next_open_parameters = Phrase(
    "參數檔有 {marks} 處「待填」（會議日期、報告人、擬辦、人工填報的數字等）：執行 packet parameters {name} --form，在試算表裡填；或直接打開 {params} 改。使用真實資料時，刪去 data_notice 兩行（試算表裡寫「刪去」）。",
    "The parameters have {marks} marks 「待填」 (date, presenters, proposals, declared figures): fill them in with packet parameters {name} --form, in a workbook, or open {params}. Delete the two lines data_notice where the data are real (「刪去」 in the workbook).",
)
next_resolutions = Phrase(
    "resolutions.csv：填「列管建議」（由單位回報的留白）；「解除列管會議」已由前次的決議表帶入，沒有決議表的才自己填。members.csv 等帶入的檔案請核對。",
    "resolutions.csv: say what is proposed, unless the units are asked; the meeting that released a resolution is carried over from the form of decisions, name it yourself only where there was none. Check what was carried over, such as members.csv.",
)
meeting_without_resolutions = Phrase(
    "{file}：沒有{meeting}的決議，該次會議的決議不會列入追蹤；請補上，或確認該次會議沒有決議。",
    "{file}: there is no resolution of {meeting}, so none of it is followed up; add them, or make sure that there were none.",
)
new_meeting_written = Phrase("已建立 {params} 與 {folder}{slash}：", "Written: {params} and {folder}{slash}:")
no_new_packet = Phrase(
    "沒有產生新的會議資料；先前的會議資料沒有變動。", "No new packet was made; the previous one is unchanged."
)
nothing_changed = Phrase(
    "內容沒有變動：沿用前次產生的會議資料，{files:,} 個檔案都核對過，和當時相同。",
    "Nothing has changed: the packet of the last build stays; its {files:,} files are as they were built.",
)
nothing_returned = Phrase(
    "{data}{slash}returns{slash} 裡沒有檔案。請把收到的檔案放進去（資料夾不存在時請先建立），再執行一次。",
    "There is no file in {data}{slash}returns{slash}. Put what was received there (make the folder where there is none) and run again.",
)
not_decided = Phrase("，待認定 {rows:,} 列", ", {rows:,} to be decided")
of_other_bodies = Phrase("，非本機關 {rows:,} 列", ", {rows:,} of other bodies")
packet_differs = Phrase(
    "{folder} 有 {count} 處與產生時不同。", "{folder} differs from what was built in {count} places."
)
packet_has_no_list = Phrase(
    "這份會議資料由較早的版本製作，沒有 SHA256SUMS；以 run.json 比對。",
    "An older version built this packet, without SHA256SUMS; it was held against run.json.",
)
packet_hash = Phrase(
    "查驗碼（{folder}{slash}SHA256SUMS 的 SHA-256）：{sums}",
    "Hash to keep (SHA-256 of {folder}{slash}SHA256SUMS): {sums}",
)
packet_hash_with_review = Phrase(
    "連同公開版產生時，內部版的 review.html、review.csv 也列出遮蔽與可疑之處，所以內部版的查驗碼與只產生內部版時不同；會議資料、簡報、網頁、附卷不變。已經記下查驗碼的，請改記這一個。",
    "Made with the public edition, the internal review.html and review.csv also list what is masked or suspected, so the internal hash is another than without it; volume, slides, page and annexes are the same. Where a hash was written down, write down this one.",
)
packet_is_as_built = Phrase(
    "{folder} 與產生時相同：{files} 個檔案都符合清單。",
    "{folder} is what was built: all {files} files match their list.",
)
packet_is_expected = Phrase(
    "查驗碼與您給的相同。",
    "Its hash is the one you gave.",
)
parameters_changed_since = Phrase(
    "{file} 在產生會議資料之後改過；history.csv 取自已產生的會議資料。",
    "{file} was changed after its packet was built; history.csv is taken from the packet as it was built.",
)
rows_set_aside = Phrase(
    "另有 {rows} 列列為待確認、未採計，列於上面的提醒。",
    "{rows} rows are set aside and not counted; the notices above list them.",
)
partial_packet_done = Phrase(
    "完成部分章節：{folder}（不是完整的會議資料）", "Partial packet: {folder} (not the whole packet)"
)
words_of_returns_there = Phrase("（檔案已在專案裡）。", ", a file that is there already.")
words_of_returns_elsewhere = Phrase(
    "，檔案可取自 packet init 建立的專案的 params/rules/returns.yaml。",
    ", with the file params/rules/returns.yaml of any project that packet init begins.",
)
programme_carried_over = Phrase(
    "programme.csv 帶入上一次填報的數字與統計日，有新的數字請更新。",
    "programme.csv holds the figures declared last time, with their dates: update what is newer.",
)
public_edition_done = Phrase(
    "公開版：{public}，遮蔽 {places:,} 處；發布前請看 {folder}{slash}review.html",
    "Public edition: {public}, masked in {places:,} places; look at {folder}{slash}review.html before you publish it",
)
reading_inputs = Phrase("讀取並檢查輸入檔案", "reading and checking the inputs")
requests_not_counted = Phrase(
    "{file}：{rows} 列依規則不計，或提出日期不在期間內。",
    "{file}: {rows} rows are not counted by rule, or were received outside the period.",
)
rows_carried_over = Phrase("帶入 {rows:,} 列", "{rows:,} rows carried over")
same_day_as = Phrase(
    "資料統計日 {day} 與 {meeting} 相同，請確認。", "as_of.inventory, {day}, is that of {meeting} too: check it."
)
sections_kept = Phrase(
    "沿用前次結果 {kept:,} 個章節，重新執行 {run:,} 個章節", "{kept:,} sections as they were, {run:,} to run"
)
sections_of_one_only = Phrase("・只有 {meeting} 有的章節：{sections!l}", "・sections of {meeting} only: {sections!l}")
seen_when_building = Phrase(
    "還有三件事要到 packet build 才看得出來：排版（頁面排不下或太久）、寫入 output 資料夾、公開版完成檔案的最後一次檢查。",
    "Three things only packet build can see: the typesetting (what fits no page, or takes too long), the writing into the output folder, and the last look at the finished files of a public edition.",
)
still_to_fill_in = Phrase(
    "{meeting} 還有 {count} 處沒有填好（以下各件合計）：",
    "{meeting}: {count} things are still to be filled in, in all of these:",
)
stopped = Phrase("已停止；先前的會議資料沒有變動。", "Stopped; the previous packet is unchanged.")
templates_done = Phrase(
    "完成：{folder}{slash}，{units} 個單位各有 xlsx 與 ods。回件請放在 {data}{slash}returns{slash}，再執行 packet intake {meeting}。",
    "Done: {folder}{slash}, an xlsx and an ods for each of {units} units. Put what comes back into {data}{slash}returns{slash} and run packet intake {meeting}.",
)
typesetting = Phrase("排版", "typesetting")
starting = Phrase("準備", "starting")
running_sections = Phrase("執行章節", "running the sections")
still_doing = Phrase("  … {step}，已 {seconds} 秒", "  … {step}, {seconds} s")
what_to_do_next = Phrase("接下來：", "What to do next:")
yearly_day_stays = Phrase(
    "{called} {day} 一年一次，沒有往後移；有新的一次時，請更改參數檔的 {key}，並補齊 {inputs!l} 及 {declared!l}。在那以前，它的議題（章節 {sections!l}）不列入議程。",
    "{called}, {day}, comes once a year and was not moved on; once there is a new one, change {key} in the parameter file, and give {inputs!l} and {declared!l}. Until then its topics (sections {sections!l}) are not on the agenda.",
)
watching = Phrase(
    "等待檔案變動，有變動就再產生一次；按 Ctrl-C 結束。",
    "Waiting for a file to change, to build again; Ctrl-C ends it.",
)
figures_to_check = Phrase(
    "數字核對：有 {count} 項數字之間的提醒，印在「{title}」，packet check 列出各是哪一個（{kinds!l}）。",
    "Figures against figures: {count} warnings, printed in “{title}”; packet check tells which ({kinds!l}).",
)
