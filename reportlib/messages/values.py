"""Messages about what stands in a cell: V."""

from reportlib.messages.message import Fault

V05_no_year_of_republic = Fault(
    "V05", "{year!q} 不是民國年度。", "{year!q} is no year of the Republic.", "{todo}", "{todo}"
)
V05_no_common_year = Fault("V05", "{year!q} 不是西元年度。", "{year!q} is no common year.", "{todo}", "{todo}")
V05_out_of_range = Fault("V05", "{value!q}讀成 {day}，不在 {span}。", "{value!q} reads as {day}, which is not {span}.")
V06_number_of_day = Fault(
    "V06",
    "{value!q}是日期序號，不是日期。",
    "{value!q} is the number of a day, not a date.",
    "如果是民國 {day}，請把儲存格設為日期格式或改寫成 {day} 後重送。",
    "If {day} of the Republic is meant, write it so and resend.",
)
V07_no_day_of_agency = Fault("V07", "valid_from、valid_until：{reason}。", "valid_from, valid_until: {reason}.")
V07_not_a_date = Fault(
    "V07", "{value!q}不是有效日期（{reason}）。", "{value!q} is not a valid date ({reason}).", "{todo}", "{todo}"
)
V07_not_as_written = Fault("V07", "{value!q}：{remark}。", "{value!q}: {remark}.", "請確認日期。", "Check the date.")
V07_replied_before_request = Fault(
    "V07",
    "回復日期 {replied!q} 早於提出日期 {received!q}。",
    "replied on {replied!q}, before the request of {received!q}.",
    "請更正後重送。",
    "Correct and send again.",
)
V10_no_number = Fault("V10", "{value!q}不是數字。", "{value!q} is not a number.")
V12_digits_lost = Fault(
    "V12",
    "{value!q}超過 15 位，Excel 已失真。",
    "{value!q} has more than 15 digits; Excel has changed it.",
    "請把該欄設為文字格式，重新輸入後重送。",
    "Format the column as text, enter it again and resend.",
)
V15_error_value = Fault(
    "V15",
    "{value!q}是試算表的錯誤值。",
    "{value!q} is an error value of the spreadsheet.",
    "請更正後重送。",
    "Correct it and resend.",
)
V16_no_result = Fault(
    "V16",
    "公式{formula!q}沒有計算結果。",
    "the formula {formula!q} has no result.",
    "請在試算表軟體開啟並存檔後重送。",
    "Open and save it in a spreadsheet program and resend.",
)
V17_yes_or_blank = Fault(
    "V17", "{column} 只能是「是」或空白，不是{value}。", "{column} must be 是 or blank, not {value}."
)
V17_neither_yes_nor_no = Fault(
    "V17",
    "{value!q} 不是「是」或「否」。",
    "{value!q} is neither 是 nor 否.",
    "請更正；沒有紀錄請留白。",
    "Correct it; leave it blank where there is no record.",
)
V17_no_result_of_check = Fault(
    "V17",
    "{value!q} 不是抽檢結果。",
    "{value!q} is no result of a check.",
    "請填{known!l}。",
    "Write one of {known!l}.",
)
V17_no_quarter = Fault(
    "V17",
    "{value!q} 不是季別。",
    "{value!q} is no quarter.",
    "請寫成「109年第3季」。",
    "Write it as 109年第3季 (the third quarter of 2020).",
)
V17_other_than_yes_or_no = Fault(
    "V17", "{value!q} 不是「是」或「否」。", "{value!q} is neither 是 nor 否.", "請更正。", "Correct it."
)
V17_no_mode_of_event = Fault(
    "V17",
    "{value!q} 不是辦理方式。",
    "{value!q} is no way of holding an event.",
    "請填{known!l}。",
    "Write one of {known!l}.",
)
V17_no_step_of_exchange = Fault(
    "V17",
    "{value!q} 不是往返的類別。",
    "{value!q} is no step of an exchange.",
    "請填{known!l}。",
    "Write one of {known!l}.",
)
V17_no_list_of_exchange = Fault(
    "V17",
    "{value!q} 不是往返所屬的意見類別。",
    "{value!q} names no list of cases of an exchange.",
    "請填{known!l}，或留空白。",
    "Write one of {known!l}, or leave it blank.",
)
V17_no_kind_of_feedback = Fault(
    "V17",
    "{value!q} 不是已知的民眾意見類別。",
    "{value!q} is not a known kind of feedback.",
    "{guess}已知：{known!l}。請更正，或在處理情形規則檔的 feedback 加入。",
    "{guess}Known: {known!l}. Correct it, or add it under feedback in the rulebook of outcomes.",
)
V17_no_meeting = Fault(
    "V17",
    "{text!q} 不是會議代號。",
    "{text!q} is no meeting.",
    "請寫成 5-2（第 5 屆第 2 次會議）。",
    "Write it as 5-2 (5th term, 2nd meeting).",
)
V17_no_outcome = Fault("V17", "{value!q} 不是已知的處理情形。", "{value!q} is not a known outcome.", "{todo}", "{todo}")
V17_no_proposal = Fault(
    "V17", "{proposal!q} 不是已知的列管建議。", "{proposal!q} is not a known proposal.", "{todo}", "{todo}"
)
V17_no_state_of_resolution = Fault(
    "V17",
    "{state!q} 不是決議的辦理狀態。",
    "{state!q} is no state of a resolution.",
    "請寫 {known!l}，或留空依期限及完成日期判斷。",
    "Write one of {known!l}, or leave it blank: the days tell.",
)
V17_no_quality_mark = Fault(
    "V17", "{value!q} 不是已知的品質標章。", "{value!q} is not a known quality mark.", "{todo}", "{todo}"
)
V17_no_quality_mark_in_tests = Fault(
    "V17",
    "{value!q} 不是已知的品質標章（共 {rows} 列）。",
    "{value!q} is not a known quality mark ({rows} rows).",
    "已知：{known!l}。請更正，或在標章規則檔加入。",
    "Known: {known!l}. Correct it, or add it to the rulebook of marks.",
)
V17_no_service_category = Fault(
    "V17",
    "{value!q} 不在服務分類規則檔中（共 {rows} 列）。",
    "{value!q} is not in the rulebook of service categories ({rows} rows).",
    "{todo}",
    "{todo}",
)
V05_after_meeting = Fault(
    "V05",
    "{called} {day} 晚於會議（{meeting}）。",
    "the {called} {day} is after the meeting ({meeting}).",
    "請填已發生的日期，尚未完成請留白後重送。",
    "Give a day that is past, or leave it blank, and resend.",
)
V05_day_after_meeting = Fault(
    "V05",
    "{day} 晚於會議（{meeting}），尚未發生，依日期計數的數字不計入。",
    "{day} is after the meeting ({meeting}) and has not come yet: figures that count by this date leave it out.",
    "請核對日期。",
    "Check the date.",
)
V05_day_not_counted_yet = Fault(
    "V05",
    "{day} 晚於統計日 {last}，依日期計數的數字不計入。",
    "{day} is later than {last}, up to which is counted: figures that count by this date leave it out.",
    "日期無誤者不必處理。",
    "Nothing is to be done where the date is right.",
)
V05_more_days_later = Fault(
    "V05",
    "另有 {rows:,} 列晚於 {last}（第 {which} 列），依日期計數的數字不計入。",
    "{rows:,} more rows are later than {last} (rows {which}): figures that count by this date leave them out.",
    "請核對日期。",
    "Check the dates.",
)
V05_not_in_period = Fault(
    "V05",
    "預計開放日期 {day} 不在本次討論的期間（{first} 至 {last}）。",
    "the planned date {day} is not in the period under discussion ({first} to {last}).",
    "請確認日期；確實是其他期間者不必更正，將列在其他期間。",
    "Check the date; if it is right, the record is listed under its own period.",
)
V07_planned_before_reply = Fault(
    "V07",
    "預計開放日期 {planned} 早於回復日期 {replied}。",
    "the planned date {planned} is before the reply of {replied}.",
    "請更正後重送。",
    "Correct it and resend.",
)
V07_reply_before_request = Fault(
    "V07",
    "回復日期 {replied} 早於提出日期 {received}。",
    "the reply of {replied} is before the request of {received}.",
    "請更正後重送。",
    "Correct it and resend.",
)
V17_completed_but_kept = Fault(
    "V17",
    "已於 {day} 完成，列管建議仍為{proposal!q}。",
    "completed on {day}, but the proposal is {proposal!q}.",
    "請確認列管建議。",
    "Check the proposal.",
)
V18_more_than_whole = Fault(
    "V18",
    "{part} {number:,} 大於{whole} {whole_number:,}。",
    "{part} {number:,} are more than {whole} {whole_number:,}.",
    "請更正後重送。",
    "Correct it and resend.",
)
V17_no_state_of_standard = Fault(
    "V17",
    "{value!q} 不是資料標準的狀態。",
    "{value!q} is not a state of a standard.",
    "{guess}可填：{known!l}。",
    "{guess}Known: {known!l}.",
)
V17_no_word_of_list = Fault(
    "V17",
    "{word!q}不是可填的選項。",
    "{word!q} is none of the words of the list.",
    "{guess}可填：{known!l}。請由選單選取後重送。",
    "{guess}Known: {known!l}. Choose from the list and resend.",
)
V17_no_word_of_membership = Fault(
    "V17", "{value!q} 不是規則檔所列的寫法。", "{value!q} is not a word of the rulebook.", "{todo}", "{todo}"
)
V18_out_of_range = Fault(
    "V18",
    "{value!q}不是 0 到 10 億之間的整數。",
    "{value!q} is not a whole number from 0 to 1,000,000,000.",
    "請更正後重送。",
    "Correct it and resend.",
)
V19_fraction_or_percentage = Fault(
    "V19",
    "{value!q}分不清是比例還是百分比，同欄另有大於 1 的數。",
    "{value!q} may be a fraction or a percentage: other numbers of the column are larger than 1.",
    "請整欄加上 % 後重送。",
    "Add the % in the whole column and resend.",
)
V19_one_percent_or_hundred = Fault(
    "V19",
    "{value!q}分不清是 1% 還是 100%。",
    "{value!q} may be 1% or 100%.",
    "請加上 % 後重送。",
    "Add the % and resend.",
)
V19_out_of_range = Fault(
    "V19",
    "{value!q}不在 0% 到 100% 之間。",
    "{value!q} is not between 0% and 100%.",
    "請更正後重送。",
    "Correct it and resend.",
)
V20_text_at_limit = Fault(
    "V20",
    "恰有 {most:,} 字，是儲存格的上限，可能已被截斷。",
    "it has exactly {most:,} characters, the limit of a cell, and may have been cut.",
)
V20_text_over_limit = Fault(
    "V20",
    "有 {characters:,} 字，超過儲存格的上限 {most:,} 字；內容全數保留。",
    "it has {characters:,} characters, more than the {most:,} a cell can hold; all of it is kept.",
)
V21_several_identifiers = Fault(
    "V21",
    "{value!q}有 {count} 個識別碼，計為 1 列。",
    "{value!q} holds {count} identifiers; it is counted as one row.",
    "請一列填一個識別碼後重送。",
    "Give each its own row and resend.",
)
V21_several_items = Fault(
    "V21",
    "{value!q}似有 {count} 項，計為 1 項。",
    "{value!q} seems to be {count} items; it is counted as one.",
    "若是數項，請分列填寫後重送。",
    "If they are several, give each its own row and resend.",
)
V22_no_web_address = Fault(
    "V22",
    "{value!q}不是單一的 http(s) 網址，只顯示為文字。",
    "{value!q} is not one http(s) address and is shown as text only.",
    "請填一個完整的網址（不含帳號密碼）後重送。",
    "Give one full address without user name or password, and resend.",
)
