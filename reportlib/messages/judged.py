"""What is said of the files of datasets: why an indicator passes, fails or is unknown; faults of the rulebook and of a signed mapping."""

from reportlib.messages.message import Fault, PacketPhrase, Phrase

frequency_interval_or_reason = Phrase(
    "一組更新頻率須有 every 及 unit，或有 unknown，不能同時有。",
    "words of a frequency have either every and unit, or unknown.",
)
level_without_indicator = Phrase(
    "標章所需的項目須列於 indicators，每項一次。", "what a mark needs must be among the indicators, each once."
)
pattern_unusable = Phrase("樣式無法使用（{reason}）", "the pattern cannot be used ({reason})")

why_no_probe = PacketPhrase("沒有取得紀錄", "no record of fetching")
why_not_asked = PacketPhrase("沒有連線檢查（{reason}）", "the server was not asked ({reason})")
why_answered = PacketPhrase("回應 HTTP {status}", "answered with HTTP {status}")
why_no_answer = PacketPhrase("沒有回應（{reason}）", "no answer ({reason})")
why_empty = PacketPhrase("內容是空的", "the file is empty")
why_nothing_stored = PacketPhrase("沒有留存檔案", "no file is stored")
why_not_judged = PacketPhrase("沒有檢測：{reason}", "not examined: {reason}")
why_is_file = PacketPhrase("取得的是檔案本身（{kind}）", "the file itself ({kind})")
why_is_page = PacketPhrase("取得的是網頁，不是所寫的 {declared}", "a web page, not {declared} as declared")
why_page_instead = PacketPhrase("取得的是網頁，無從判斷", "a web page: cannot be told")
why_structured = PacketPhrase("內容為 {kind}", "is {kind} by its content")
why_structured_ours = PacketPhrase(
    "內容為 {kind}（本資料視為結構化）", "is {kind} by its content (structured by our own decision)"
)
why_not_structured = PacketPhrase("內容為 {kind}，不是結構化格式", "is {kind} by its content, not structured")
why_broken = PacketPhrase("{kind} 檔無法讀取（{code}）", "the {kind} cannot be read ({code})")
why_not_opened = PacketPhrase("為安全起見沒有讀取（{code}）", "not read for safety ({code})")
why_not_about = PacketPhrase("{kind} 檔不適用", "does not apply to {kind}")
why_encoded = PacketPhrase("全檔為 {declared}", "{declared} from end to end")
why_other_encoding = PacketPhrase(
    "寫的是 {declared}，第 {place} 個位元組不是（檔案為 {found}）",
    "declared {declared}; byte {place} is not (the file is {found})",
)
why_quite_other_encoding = PacketPhrase(
    "寫的是 {declared}，檔案為 {found}", "declared {declared}, but the file is {found}"
)
why_no_encoding = PacketPhrase("「{declared}」不是已知的編碼", '"{declared}" is no known encoding')
why_fields_there = PacketPhrase("說明的 {count} 個欄位都在檔案內", "all {count} described fields are in the file")
why_fields_missing = PacketPhrase("檔案沒有說明的欄位：{names}", "described fields that the file lacks: {names}")
why_nothing_described = PacketPhrase("沒有主要欄位說明", "no fields are described")
why_timely = PacketPhrase("{updated} 更新，{frequency}，期限 {due}", "updated {updated}, {frequency}, due by {due}")
why_late = PacketPhrase(
    "{updated} 更新，{frequency}，已過期限 {due}", "updated {updated}, {frequency}, was due by {due}"
)
why_no_update = PacketPhrase("沒有更新日期", "no day of an update")
why_updated_later = PacketPhrase("更新日 {updated} 晚於統計日", "updated on {updated}, after the as-of day")
of_metadata = PacketPhrase("（詮釋資料的更新日）", " (the day of the metadata)")
of_resource = PacketPhrase("第 {number} 個資源：{reason}", "resource {number}: {reason}")

to_platinum_done = PacketPhrase("符合白金標章的條件。", "meets what the platinum mark asks for.")
to_platinum_mend = PacketPhrase("先改善：{mends}。", "mend first: {mends}.")
to_platinum_values = PacketPhrase(
    "更正「{column}」欄（{standard}）：應為{wants}。", 'correct the column "{column}" ({standard}): {wants} is wanted.'
)
to_platinum_no_field = PacketPhrase(
    "沒有認出標準欄位；有適用的標準時，請以標準的名稱命名欄位，或簽核欄位對應。",
    "no standard field was recognised; where a standard applies, name a column as it does, or sign a mapping.",
)
to_platinum_unknown = PacketPhrase("檔案不在手邊，無從判斷。", "the files are not at hand: cannot be told.")

C05_no_standard_field = Fault(
    "C05",
    "沒有標準欄位{value!q}。",
    "there is no standard field {value!q}.",
    "請寫標準欄位的名稱或代號（清單/欄位），不屬任何標準時寫「無」。{near}",
    "Give the name or the id (list/field) of a standard field, or 無 where the column is of none. {near}",
)
C13_mapping_not_signed = Fault(
    "C13",
    "欄位對應沒有簽核人或簽核日期。",
    "the mapping of a column is not signed.",
    "請填寫簽核人及簽核日期。",
    "Fill in who signed it and when.",
)
L09_mapping_lacks_columns = Fault(
    "L09",
    "欄位對應表缺少欄位：{columns!l}。",
    "the table of mappings lacks the columns {columns!l}.",
    "請補上。",
    "Add them.",
)
F03_metadata_no_json = Fault(
    "F03",
    "不是平臺的 JSON。",
    "no JSON of the portal.",
    "請重新下載。",
    "Download it again.",
)
