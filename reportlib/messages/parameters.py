"""Parts of messages about the parameters and rulebooks."""

from reportlib.messages.message import Phrase

a_date = Phrase("像 109-10-31 的日期", "a date like 109-10-31")
a_group = Phrase("一組「鍵: 值」", 'a group of "key: value"')
a_list = Phrase("清單", "a list")
a_meeting_date = Phrase("像 109-11-20 的日期", "a date like 109-11-20")
a_number = Phrase("數字", "a number")
a_path = Phrase("檔案路徑", "the path of a file")
a_section_on_agenda = Phrase("議程中有章節", "a section on the agenda")
a_text = Phrase("文字", "a text")
a_time = Phrase("像 14:00 的時間", "a time like 14:00")
a_whole_number = Phrase("整數", "a whole number")
add_it = Phrase("請加上。", "Add it.")
allowed_are = Phrase("可用：{choices!l}。", "Allowed: {choices!l}.")
another_value = Phrase("別種值", "another value")
are_not_in_order = Phrase("沒有依時間先後排列", "are not in the order of time")
braces_not_replaced = Phrase("大括號不會代換", "braces are not replaced")
check_path_and_name = Phrase("請確認路徑與檔名。", "Check the path and the file name.")
check_section_name = Phrase("請確認章節名稱。", "Check the section's name.")
colon_did_you_mean = Phrase("，是不是{near!q}？", ": did you mean {near!q}?")
compare_with_example = Phrase("請對照 params 裡其他會議的參數檔。", "Compare it with another meeting of params.")
completeness_of_no_outcome = Phrase(
    "completeness 的「{outcome}」不是 outcomes 所列的處理情形", "completeness names {outcome}, which is no outcome"
)
deputy_of_no_seat = Phrase(
    "deputies 的「{seat}」不是 convener、civil 或 agency 所列的身分（{known!l}）",
    "{seat!r} of deputies is no seat of convener, civil or agency ({known!l})",
)
drive_letter = Phrase("磁碟機代號只能用在 Windows 的絕對路徑", "drive letters are for absolute paths on Windows")
first_line_must_be = Phrase("第一行請寫 {keys}", "The first line must be {keys}")
give_label_and_day = Phrase(
    "請加上 label（怎麼稱呼）與 as_of（統計日）；measure（與哪個數字核對，例如 inventory.total）沒有寫時，會列出最接近的。",
    "Give it a label and a day (as_of); where it has no measure (the figure to hold it against, such as inventory.total), those most like it are told.",
)
key_missing = Phrase("少了鍵{key!q}。", "the key {key!q} is missing.")
keys_allowed = Phrase("可用的鍵：{keys!l}。", "Keys allowed here: {keys!l}.")
list_of_at_least = Phrase("至少 {count} 項的清單", "a list of at least {count}")
list_of_at_most = Phrase("至多 {count} 項的清單", "a list of at most {count}")
looks_like_big5 = Phrase("（看起來是 Big5）", " (it looks like Big5)")
more_problems_not_listed = Phrase("還有 {count} 項問題沒有列出。", "{count} more problems are not listed.")
no_addresses = Phrase("不接受網址，只接受本機檔案", "addresses are not fetched, only local files are read")
no_network_paths = Phrase("不接受網路或裝置路徑", "network and device paths are not taken")
no_pattern = Phrase("「{pattern}」不是正規表示式", "{pattern} is no regular expression")
not_allowed_here = Phrase("{value}不是可用的值", "{value} is not allowed here")
not_between_1912_and_2100 = Phrase("不在民國 1 年到西元 2100 年之間", "it is not between 1912 and 2100")
nothing_there = Phrase("空白", "nothing")
number_at_least = Phrase("至少 {limit} 的數", "a number of at least {limit}")
number_at_most = Phrase("至多 {limit} 的數", "a number of at most {limit}")
number_less_than = Phrase("小於 {limit} 的數", "a number of less than {limit}")
number_more_than = Phrase("大於 {limit} 的數", "a number of more than {limit}")
numerator_too_large = Phrase("分子不可大於分母", "the numerator is more than the denominator")
one_kind_of_measure = Phrase(
    "須是 count、share＋of 或 weighted＋of 其中一種", "must be one of count, share + of, weighted + of"
)
one_kind_of_score = Phrase(
    "須是 full、each（可加 cap）或 steps 其中一種", "must be one of full, each (with cap), steps"
)
or_ = Phrase(" 或 ", " or ")
overlap = Phrase("時間重疊", "overlap")
own_words_with_digits = Phrase("「{words}」有阿拉伯數字", "{words!q} has digits")
own_words_with_gap = Phrase("「{words}」的 {gap} 在原文沒有", "{words!q} has a gap, {gap}, that ours has not")
pattern_of_nothing = Phrase("「{pattern}」不論什麼文字都找得到", "{pattern} is found in any text")
put_inside_project = Phrase(
    "請把檔案放進專案資料夾，或改寫成絕對路徑。", "Put the file inside the project, or give an absolute path."
)
put_file_itself_inside = Phrase("請把檔案本身放進專案資料夾。", "Put the file itself inside the project.")
put_itself_or_name_its_place = Phrase(
    "請把檔案本身放進專案資料夾，或寫出它真正所在的絕對路徑（不經連結）。",
    "Put the file itself inside the project, or give the absolute path of where it truly is, without a link.",
)
quote_it = Phrase("請加引號。", "Put it in quotation marks.")
rulebook_that_fits = Phrase("同一資料夾中適用的：{files!l}。", "In the same folder, those for it: {files!l}.")
rulebook_none_fits = Phrase(
    "同一資料夾中沒有適用的同類規則檔。", "No rulebook of the same kind in the same folder is for it."
)
row_of_other_width = Phrase("有 {cells} 格，標題列有 {width} 格。", "has {cells} cells, the header {width}.")
run_intake_first = Phrase(
    "這個檔案由收件產生：請先執行 packet intake。", "The intake writes this file: run packet intake first."
)
seat_of_two_kinds = Phrase("身分「{seat}」只能屬於一類", "the seat {seat!r} may be of one kind only")
section_on_agenda = Phrase("議程中的章節 {section} ", "the section {section} on the agenda")
semicolon_did_you_mean = Phrase("，是不是{near!q}？", "; did you mean {near!q}?")
separate_with_slash = Phrase("資料夾請用「/」分隔", 'folders are separated by "/"')
steps_must_descend = Phrase("steps 的 at_least 須由大到小", "steps must descend by at_least")
text_fits = Phrase("合於 {pattern} 的文字", "a text that fits {pattern}")
text_of_at_least = Phrase("至少 {count} 個字的文字", "a text of at least {count} characters")
text_of_at_most = Phrase("至多 {count} 個字的文字", "a text of at most {count} characters")
tilde_not_expanded = Phrase("「~」不會展開成家目錄", "~ is not expanded")
true_or_false = Phrase("true 或 false", "true or false")
unknown_key = Phrase("不認得的鍵{key!q}", "unknown key {key!q}")
unquote_it = Phrase("請去掉引號。", "Take the quotation marks off.")
variables_not_expanded = Phrase("環境變數不會展開", "environment variables are not expanded")
valid_known_and_unknown = Phrase(
    "已寫 valid_from 或 valid_to，不必再寫 valid_unknown", "valid_from or valid_to is given, so valid_unknown is not"
)
valid_from_after_valid_to = Phrase("valid_from 晚於 valid_to", "valid_from is later than valid_to")
valid_span = Phrase("適用期間 {first} 至 {last}", "valid from {first} to {last}")
valid_since = Phrase("自 {first} 起適用", "valid from {first}")
valid_until = Phrase("適用至 {last}", "valid to {last}")
weights_must_add_up = Phrase(
    "public_vote 與 jury 的權數相加須為 1", "the weights public_vote and jury must add up to 1"
)
word_twice = Phrase("「{word}」出現兩次", "{word!r} is there twice")
write_plain_number = Phrase("請寫成一般的數字，例如 {number}。", "Write it as a plain number such as {number}.")
write_relative_or_absolute = Phrase(
    "請寫成相對於參數檔的路徑，或完整的絕對路徑。",
    "Write it relative to the parameter file, or as a full absolute path.",
)
