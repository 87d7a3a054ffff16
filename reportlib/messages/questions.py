"""Parts of messages about what the measures ask of the inputs: headers, known words, next steps."""

from reportlib.messages.message import Phrase

add_own_ministry = Phrase("請補上本機關的資料集數。", "Add the count of our own ministry.")
choices_are = Phrase("可用：{choices!l}。", "Known: {choices!l}.")
do_you_mean = Phrase("是不是 {near!q}？", "Did you mean {near!q}?")
do_you_mean_category = Phrase(
    "是不是 {near!q}？請更正，或在規則檔加入。", "Did you mean {near!q}? Correct it, or add it to the rulebook."
)
do_you_mean_membership = Phrase(
    "是不是 {near!q}？請更正，或在委員規則檔加入。",
    "Did you mean {near!q}? Correct it, or add it to the rulebook of membership.",
)
do_you_mean_outcome = Phrase("是不是「{near}」？", 'Did you mean "{near}"?')
header_category = Phrase("服務分類", "category")
header_eligible = Phrase("符合資格", "eligible")
header_kind = Phrase("類別", "kind")
header_mark = Phrase("品質檢測", "mark")
header_meeting = Phrase("會議", "meeting")
header_ministry = Phrase("部會", "ministry")
header_name = Phrase("姓名", "name")
header_newly_appointed = Phrase("新任", "newly appointed")
header_outcome = Phrase("處理情形", "outcome")
header_owner = Phrase("主辦單位", "owner")
header_proposal = Phrase("列管建議", "proposal")
header_released_by = Phrase("解除列管會議", "released by")
header_result = Phrase("抽檢結果", "result")
header_quarter = Phrase("季別", "quarter")
header_mode = Phrase("辦理方式", "mode")
header_step = Phrase("往返", "step")
header_speaker_units = Phrase("講者單位", "units of speakers")
header_seat = Phrase("身分", "seat")
header_state = Phrase("狀態", "state")
header_state_on = Phrase("狀態日期", "date of the state")
header_year = Phrase("年度", "year")
known_are = Phrase("已知：{known!l}。", "Known: {known!l}.")
known_categories = Phrase(
    "已知：{known!l}。請更正，或在規則檔加入。", "Known: {known!l}. Correct it, or add it to the rulebook."
)
known_membership = Phrase(
    "已知：{known}。請更正，或在委員規則檔加入。",
    "Known: {known}. Correct it, or add it to the rulebook of membership.",
)
known_outcomes = Phrase(
    "已知：{known!l}。請更正，或在處理情形規則檔加入這個寫法。",
    "Known: {known!l}. Correct it, or add the spelling to the rulebook of outcomes.",
)
list_of_numbers = Phrase("{count} 個分數的清單", "a list of {count} numbers")
nearest_ministry = Phrase(
    "最接近的是 {near!q}；請補上本機關的資料集數。", "The nearest is {near!q}; add the count of our own ministry."
)
one_number = Phrase("一個數字", "one number")
write_it_as_printed = Phrase(
    "請照會議資料所印的抄寫，一字不差；數字的地方照程式的寫法用大括號。",
    "Copy it as the packet prints it, to the letter; what is filled in stands in braces as in the program.",
)
write_common_year = Phrase("請寫西元年，例如 2020。", "Write one such as 2020.")
write_day_or_month = Phrase(
    "請寫日期或月份，例如 109-10-31、109-10。", "Write a day or a month, such as 109-10-31 or 109-10."
)
write_year = Phrase("請寫 {year}。", "Write {year}.")
write_year_of_republic = Phrase("請寫民國年，例如 109。", "Write one such as 109.")
