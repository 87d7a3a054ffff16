"""Messages about the parameters, rulebooks and what else is declared: C."""

from reportlib.messages.message import Fault

C01_cannot_be_key = Fault(
    "C01",
    "{key!q}不能當鍵。",
    "{key!q} cannot be a key.",
    "鍵只能用英文小寫字母、數字與底線，以字母開頭。",
    "A key is of lower-case letters, digits and underscores, a letter first.",
)
C01_file_names_no_meeting = Fault(
    "C01",
    "參數檔名{name!q}不能當會議代號。",
    "the file's name {name!q} cannot name a meeting.",
    "檔名只能用英文小寫字母、數字與連字號，例如 harbour-6-1.yaml。",
    "Use lower-case letters, digits and hyphens, such as harbour-6-1.yaml.",
)
C01_key_no_word = Fault(
    "C01",
    "鍵必須是一個英文小寫的詞。",
    "a key must be one lower-case word.",
    "若是文字，請加引號。",
    "Quote it if it is text.",
)
C01_no_meeting_name = Fault(
    "C01",
    "{name!q}不能當會議代號。",
    "{name!q} cannot name a meeting.",
    "只能用英文小寫字母、數字與連字號，例如 harbour-6-2。",
    "Use lower-case letters, digits and hyphens, such as harbour-6-2.",
)
C02_tag = Fault(
    "C02",
    "不接受標籤{tag!q}。",
    "the tag {tag!q} is not taken.",
    "請刪去標籤；若是文字，請加引號。",
    "Delete it; quote it if it is text.",
)
C02_tags_not_taken = Fault(
    "C02",
    "不接受標籤（!）。",
    "tags (!) are not taken.",
    "請刪去標籤；若是文字，請加引號。",
    "Delete it; quote it if it is text.",
)
C03_backslash = Fault(
    "C03",
    "雙引號中的反斜線（\\）寫法有誤。",
    "a backslash inside double quotes is not understood.",
    "請改用單引號或 \\\\。",
    "Use single quotes or \\\\.",
)
C03_bracket_not_closed = Fault(
    "C03",
    "這裡開始的括號沒有結束，或其中少了逗號。",
    "the bracket here is not closed, or a comma in it is missing.",
    "請補上括號或逗號。",
    "Add it.",
)
C03_colon_missing = Fault(
    "C03",
    "少了冒號。",
    "a colon is missing.",
    "請寫成「鍵: 值」，冒號用半形，後面空一格。",
    'Write "key: value", with a space after the colon.',
)
C03_colon_out_of_place = Fault(
    "C03",
    "第 {column} 個字元的冒號位置不對。",
    "the colon at character {column} is out of place.",
    "請檢查縮排；值裡有「: 」時請加引號。",
    'Check the indentation; quote a value that holds ": ".',
)
C03_control_character = Fault(
    "C03",
    "文字中有控制字元 U+{code:04X}。",
    "the text holds the control character U+{code:04X}.",
    "請刪去該字元。",
    "Delete it.",
)
C03_control_character_in = Fault(
    "C03",
    "{value!q}含有控制字元 U+{code:04X}。",
    "{value!q} holds the control character U+{code:04X}.",
    "請刪去該字元，文字寫成一行。",
    "Delete it and write the text on one line.",
)
C03_does_not_fit = Fault("C03", "{value}不合：這裡須是{wanted}。", "{value} does not fit: {wanted} is expected.")
C03_ends_before_it_starts = Fault(
    "C03",
    "結束 {end:%H:%M} 不晚於開始 {start:%H:%M}。",
    "the end {end:%H:%M} is not after the start {start:%H:%M}.",
    "請更正時間。",
    "Correct the times.",
)
C03_file_empty = Fault("C03", "檔案沒有內容。", "the file is empty.", "{todo}", "{todo}")
C03_indentation = Fault(
    "C03",
    "縮排或結構不對。",
    "the indentation or the structure is wrong.",
    "同一層的鍵須對齊；引號之後不可再有文字。",
    "Align the keys of one level; nothing may follow a closing quotation mark.",
)
C03_mask_too_short = Fault(
    "C03",
    "{value!q}太短，會遮到不相干的文字或數字。",
    "{value!q} is too short: it would mask words and figures that have nothing to do with it.",
    "請寫完整的文字。",
    "Write the whole text.",
)
C03_no_date = Fault(
    "C03",
    "{value!q}不是有效日期（{reason}）。",
    "{value!q} is not a valid date ({reason}).",
    "請寫成 109-10-31 或 2020-10-31。",
    "Write it as 109-10-31 or 2020-10-31.",
)
C03_no_key_and_value = Fault(
    "C03", "檔案內容不是「鍵: 值」。", 'the file does not hold "key: value".', "{todo}", "{todo}"
)
C03_no_time = Fault(
    "C03",
    "{value!q}不是有效時間。",
    "{value!q} is not a valid time.",
    '請寫成 "14:00"（24 小時制）。',
    'Write it as "14:00" (24 hours).',
)
C03_number_too_long = Fault(
    "C03",
    "數字{number!q}超過 {most} 位。",
    "the number {number!q} has more than {most} digits.",
    "若是代碼，請加引號。",
    "Quote it if it is a code.",
)
C03_own_check = Fault("C03", "{reason}。", "{reason}.")
C03_quote_not_closed = Fault(
    "C03", "這裡開始的引號沒有結束。", "the quotation mark here is never closed.", "請補上引號。", "Close it."
)
C03_special_character = Fault(
    "C03",
    "值以特殊符號開頭。",
    "the value begins with a special character.",
    "若是文字，請加引號。",
    "Quote it if it is text.",
)
C03_text_empty = Fault(
    "C03", "文字是空的。", "the text is empty.", "請填寫，或刪去這一項。", "Fill it in or delete the key."
)
C03_unprintable_character = Fault(
    "C03",
    "有不可列印的字元 U+{code:04X}。",
    "it holds the unprintable character U+{code:04X}.",
    "請刪去該字元。",
    "Delete it.",
)
C03_value_own_check = Fault("C03", "{value!q}：{reason}。", "{value!q}: {reason}.")
C03_yaml_not_understood = Fault(
    "C03",
    "第 {column} 個字元附近的 YAML 寫法有誤。",
    "the YAML near character {column} is not understood.",
    "請檢查縮排、冒號與引號。",
    "Check the indentation, colons and quotation marks.",
)
C03_yaml_version = Fault(
    "C03", "不支援的 YAML 版本。", "this version of YAML is not read.", "請刪去 %YAML 一行。", "Delete the %YAML line."
)
C04_item_twice = Fault(
    "C04", "項目 {item!q} 出現兩次。", "item {item!q} appears twice.", "請合併或改名。", "Merge or rename them."
)
C04_kept_and_masked = Fault(
    "C04",
    "{text!q}同時列在 keep 與 mask。",
    "{text!q} is both kept and masked.",
    "請刪去其中一個。",
    "Delete one of them.",
)
C04_key_twice = Fault(
    "C04",
    "鍵{key!q}重複，第 {line} 列已經有了。",
    "the key {key!q} is there twice; it is on line {line} already.",
    "請刪去其中一個。",
    "Delete one of them.",
)
C04_listed_twice = Fault(
    "C04", "{value!q}出現兩次。", "{value!q} is there twice.", "請刪去其中一個。", "Delete one of them."
)
C04_section_twice = Fault(
    "C04",
    "章節{section!q}在議程中出現兩次。",
    "the section {section!q} is on the agenda twice.",
    "請刪去其中一個。",
    "Delete one of them.",
)
C05_declared_not_asked_for = Fault(
    "C05",
    "declared 的{figure!q}沒有章節用到，也沒有說是什麼數字、統計至哪一天。",
    "no section asks for the declared figure {figure!q}, and it does not say what it is a figure of, and of which day.",
    "{todo}",
    "{todo}",
)
C05_no_figure_begins_so = Fault(
    "C05", "沒有名稱以{prefix!q}開頭的數字。", "no figure's name begins with {prefix!q}.", "{todo}", "{todo}"
)
C05_no_input = Fault("C05", "{name!q}不是輸入檔案的名稱。", "{name!q} is not the name of an input.", "{todo}", "{todo}")
C05_no_measure_of_item = Fault(
    "C05",
    "項目 {item!q} 的 measure {measure!q} 不是已知的量測。",
    "item {item!q}: {measure!q} is not a known measure.",
    "{todo}",
    "{todo}",
)
C05_no_notebook_of_section = Fault(
    "C05", "找不到章節的筆記本{notebook!q}。", "there is no notebook {notebook!q} for this section.", "{todo}", "{todo}"
)
C05_no_section_name = Fault(
    "C05",
    "{section!q}不是章節的名稱。",
    "{section!q} is not the name of a section.",
    "請寫筆記本檔名，不含 .ipynb，例如 10-inventory。",
    "Write the notebook's name without .ipynb, such as 10-inventory.",
)
C05_no_sha256 = Fault(
    "C05",
    "--expect 的 {value!q}不是 SHA-256 雜湊值（64 個 0 到 9、a 到 f 的字元）。",
    "{value!q} of --expect is no SHA-256 hash (64 characters 0 to 9 and a to f).",
    "請整段複製 packet build 或 packet verify 印出的查驗碼。",
    "Copy the whole hash as packet build or packet verify printed it.",
)
C05_no_such_figure = Fault("C05", "{meeting} 沒有{asked!q}這個數字。", "{meeting} has no figure {asked!q}.")
C05_no_such_id = Fault("C05", "{meeting} 沒有 F-{number:04}。", "{meeting} has no F-{number:04}.", "{todo}", "{todo}")
C05_parameters_do_not_name = Fault(
    "C05",
    "參數檔沒有指定 {key}，但{section}需要它。",
    "the parameters do not name {key}, but {section} needs it.",
    "請在參數檔加上 {key}，或把該章節自議程移除。",
    "Add {key} to the parameter file, or take the section off the agenda.",
)
C05_section_not_on_agenda = Fault(
    "C05",
    "{section!q} 不在議程的章節中。",
    "{section!q} is not a section on the agenda.",
    "議程的章節：{sections!l}。",
    "Sections on the agenda: {sections!l}.",
)
C06_anchor_or_alias = Fault(
    "C06",
    "不接受錨點與別名（{mark!q}）。",
    "anchors and aliases are not taken ({mark!q}).",
    "請把內容重寫一次；若是文字，請加引號。",
    "Write the content out; quote it if it is text.",
)
C06_begins_with_anchor = Fault(
    "C06", "值以 * 或 & 開頭。", "the value begins with * or &.", "若是文字，請加引號。", "Quote it if it is text."
)
C06_larger_than_configuration = Fault(
    "C06",
    "檔案超過 1 MB，不是設定檔。",
    "the file is larger than 1 MB and no configuration.",
    "請確認檔案。",
    "Check which file it is.",
)
C06_nested_too_deep = Fault(
    "C06", "巢狀超過 {depth} 層。", "nested more than {depth} deep.", "請簡化結構。", "Make it simpler."
)
C06_second_document = Fault(
    "C06",
    "一個檔案只能有一份文件，這裡開始了第二份（---）。",
    "a file holds one document; a second one (---) begins here.",
    "請刪去或分成兩個檔案。",
    "Delete it or split the file.",
)
C06_too_many_values = Fault(
    "C06",
    "檔案有超過 {most} 個值，不是設定檔。",
    "the file holds more than {most} values and is no configuration.",
    "請確認檔案。",
    "Check which file it is.",
)
C07_no_text = Fault(
    "C07",
    "檔案是 UTF-16 編碼或不是文字檔。",
    "the file is UTF-16 or no text at all.",
    "請另存為 UTF-8。",
    "Save it as UTF-8.",
)
C07_no_utf8 = Fault(
    "C07", "檔案不是 UTF-8 編碼{guess}。", "the file is not UTF-8{guess}.", "請另存為 UTF-8。", "Save it as UTF-8."
)
C07_tab = Fault("C07", "第 {column} 個字元是 TAB。", "character {column} is a TAB.", "請用空白鍵縮排。", "Use spaces.")
C08_link_out_of_project = Fault(
    "C08",
    "{path!q}是連到專案資料夾外的連結，或經過這樣的連結，不讀取。",
    "{path!q} is a link that leads out of the project's folder, or passes through one; it is not read.",
    "{todo}",
    "{todo}",
)
C08_new_parameters_elsewhere = Fault(
    "C08",
    "新的參數檔{path!q}須與 {old} 放在同一個資料夾。",
    "the new parameter file {path!q} must stand beside {old}.",
    "只寫會議代號就可以，例如 harbour-6-2。",
    "The meeting's name is enough, such as harbour-6-2.",
)
C08_path_leads_nowhere = Fault(
    "C08",
    "路徑{path!q}無法解析。",
    "the path {path!q} leads nowhere.",
    "請確認路徑與連結。",
    "Check the path and its links.",
)
C08_path_leaves_project = Fault(
    "C08",
    "相對路徑{path!q}離開了專案資料夾。",
    "the relative path {path!q} leaves the project's folder.",
    "{todo}",
    "{todo}",
)
C08_path_not_taken = Fault(
    "C08", "路徑{path!q}不能用：{reason}。", "the path {path!q} is not taken: {reason}.", "{todo}", "{todo}"
)
C11_already_there = Fault(
    "C11",
    "已經有 {paths}，沒有寫入任何檔案。",
    "{paths} is there already; nothing was written.",
    "請用別的會議代號，或先移走原有的檔案。",
    "Choose another name, or move away what is there.",
)
C11_folder_you_are_in = Fault(
    "C11",
    "輸出資料夾不能是目前所在的資料夾或其上層。",
    "the output folder cannot be the folder you are in, or one above it.",
    "{todo}",
    "{todo}",
)
C11_new_name_is_old = Fault(
    "C11",
    "新的會議與舊的同名（{name}）。",
    "the new meeting has the name of the old one ({name}).",
    "請給新的會議代號，例如 harbour-6-2。",
    "Give it a name of its own, such as harbour-6-2.",
)
C11_not_made_by_diff = Fault(
    "C11",
    "{file} 已存在，而且不是 packet diff 產生的。",
    "{file} exists and was not made by packet diff.",
    "為了不覆蓋您的檔案，請以 --html 指定其他檔名。",
    "So as not to overwrite your file, choose another name with --html.",
)
C11_not_made_by_packet = Fault(
    "C11",
    "{folder} 已存在，而且不是 packet 產生的資料夾。",
    "{folder} exists and was not made by packet.",
    "{todo}",
    "{todo}",
)
C11_other_edition = Fault(
    "C11",
    "資料夾 {folder} 裡是這次會議的{edition}。",
    "the folder {folder} holds the {edition} edition of this meeting.",
    "為了不混淆兩個版本，請以 --output 指定其他資料夾。",
    "So as not to mix the two, choose another folder with --output.",
)
C11_other_meeting = Fault(
    "C11",
    "資料夾 {folder} 裡是另一次會議（{meeting}）的會議資料。",
    "the folder {folder} holds the packet of another meeting ({meeting}).",
    "{todo}",
    "{todo}",
)
C11_packets_of_one_meeting = Fault(
    "C11",
    "兩份都是 {meeting} 的會議資料。",
    "both are packets of {meeting}.",
    "請指定兩次不同的會議。",
    "Name two different meetings.",
)
C12_day_after_meeting = Fault(
    "C12",
    "{day} 晚於會議日期（{meeting}）。",
    "{day} is after the meeting ({meeting}).",
    "請更正這個日期或 meeting.date。",
    "Correct this date or meeting.date.",
)
C12_days_not_ascending = Fault(
    "C12",
    "{later} 不晚於前一個日期 {earlier}。",
    "{later} is not after {earlier}.",
    "請由早到晚排列，不要重複。",
    "List the dates from early to late, each once.",
)
C12_meeting_a_year_after = Fault(
    "C12",
    "會議日期 {meeting}比資料統計日 {inventory}晚一年以上，年份可能打錯。",
    "the meeting, {meeting}, is more than a year after {inventory}: the year is probably mistyped.",
    "請更正 meeting.date 或 as_of.inventory。",
    "Correct meeting.date or as_of.inventory.",
)
C12_peers_without_source = Fault(
    "C12",
    "填了共有幾個，但沒有寫出處。",
    "a number of bodies without its source.",
    "請加上 source。",
    "Add the source.",
)
C12_period_ends_before_it_begins = Fault(
    "C12",
    "期間的起日 {first} 晚於迄日 {last}。",
    "the period begins on {first}, after its end on {last}.",
    "請對調或更正。",
    "Swap or correct them.",
)
C12_period_of_two_days = Fault(
    "C12",
    "期間須有起日與迄日兩個日期，這裡有 {count} 個。",
    "a period has two dates, its first and last day; here are {count}.",
    "請寫成 [109-06-01, 109-10-31]。",
    "Write it as [109-06-01, 109-10-31].",
)
C12_previous_not_before = Fault(
    "C12",
    "上期 {previous} 不早於本期 {inventory}。",
    "the previous inventory, {previous}, is not before the inventory, {inventory}.",
    "請更正其中一個日期。",
    "Correct one of the dates.",
)
C15_no_calendar = Fault(
    "C15",
    "回復天數以工作天計（reply_limit.count: working），但辦公日曆只及 {first} 至 {last}，不及 {day}。",
    "replies are counted in working days (reply_limit.count: working), but the office calendar reaches from {first} to {last}, not to {day}.",
    "請更正日期，或改以日曆天計（count: calendar）。",
    "Correct the date, or count calendar days (count: calendar).",
)
C16_rulebook_of_other_time = Fault(
    "C16",
    "規則檔 {file}（{span}）不適用於 {key} {day}。",
    "the rulebook {file} ({span}) is not for {key} {day}.",
    "{todo}",
    "{todo}",
)
