"""Messages about agencies and identifiers: I."""

from reportlib.messages.message import Fault

I01_counted_for_successor = Fault(
    "I01",
    "{said}，已計入{agency!q}。",
    "{said}; it is counted as {agency!q}.",
    "請改寫為{agency!q}。",
    "Write {agency!q}.",
)
I01_ends_before_it_begins = Fault(
    "I01",
    "{agency!q}的起日在迄日之後。",
    "{agency!q} ends before it begins.",
    "請更正 valid_from 或 valid_until。",
    "Correct valid_from or valid_until.",
)
I01_no_successor = Fault(
    "I01",
    "{said}，名冊沒有相當的機關。",
    "{said}; the register has no agency in its place.",
    "請填當時的機關名稱後重送。",
    "Give the name of that time and resend.",
)
I01_several_successors = Fault(
    "I01",
    "{said}，相當的機關有 {count} 個：{agencies}。",
    "{said}; {count} agencies are in its place: {agencies}.",
    "請指明是哪一個後重送。",
    "Say which one and resend.",
)
I01_successor_not_in_register = Fault(
    "I01",
    "{agency!q}的後續機關{successor!q}不在名冊中。",
    "{successor!q}, which {agency!q} becomes, is not in the register.",
    "請加上這個機關或更正名稱。",
    "Add it or correct the name.",
)
I02_agencies_unknown = Fault(
    "I02", "機關欄的{agencies}不在機關名冊中。", "{agencies} in the agency column is not in the register."
)
I02_agency_blank = Fault(
    "I02",
    "有 {rows} 列（{numbers}）的機關欄空白，看不出屬於誰，未採計。{titles}",
    "the agency is blank in {rows} rows ({numbers}); whose they are cannot be told, and they are left out.{titles}",
    "請補上機關。",
    "Give the agency.",
)
I02_decided_to_be_anothers = Fault(
    "I02",
    "{name!q}依名冊 {register} 的認定不屬本機關。",
    "{name!q} is not ours, as the register {register} decides.",
    "請刪去這些列，或更正名冊；清單若含名冊以外的機關，請把 other_publishers 改為 count。",
    "Delete these rows, or correct the register; if the list has bodies of others, set other_publishers to count.",
)
I02_decided_unit_unknown = Fault(
    "I02", "{unit!q}不在機關名冊中。", "{unit!q} is not in the register of agencies.", "{todo}", "{todo}"
)
I02_form_of_unknown_unit = Fault(
    "I02", "表格註明的單位{unit!q}不在機關名冊中。", "the form is marked {unit!q}, which is not in the register."
)
I02_names_to_decide = Fault(
    "I02",
    "清單中的{name!q} {rows} 列（{numbers}）{whose}，名冊尚未認定，未採計。{titles}",
    "{name!q} in the list, {rows} rows ({numbers}), {whose}; the register does not decide it, and they are left out.{titles}",
    "{todo}",
    "{todo}",
)
I03_no_row_of_our_own = Fault(
    "I03",
    "沒有本機關的列：{body!q} 不以其中任何一個名稱開頭，參數 meeting.own 也不在其中。",
    "has no row of our own: {body!q} begins with no name in it, and meeting.own is none of them.",
    "{todo}",
    "{todo}",
)
I03_more_rows_than_peers = Fault(
    "I03",
    "列了 {rows} 個，但參數 meeting.peers.number 是 {number}。",
    "has {rows} rows, but meeting.peers.number is {number}.",
    "請確認哪一個不對：同一統計日重複的名稱，或參數。",
    "See which is wrong: a name that stands twice on a day, or the parameter.",
)
I04_name_of_two_agencies = Fault(
    "I04",
    "名稱{name!q}同時指向{one!q}與{other!q}。",
    "the name {name!q} points to both {one!q} and {other!q}.",
    "請刪去其中一個。",
    "Delete one of them.",
)
I05_two_parents = Fault(
    "I05",
    "{agency!q}同時隸屬{one!q}與{other!q}。",
    "{agency!q} is part of both {one!q} and {other!q} at one time.",
    "請用 valid_from、valid_until 分開兩段期間，或刪去其中一列。",
    "Part the two times by valid_from and valid_until, or delete one row.",
)
I06_key_repeated = Fault(
    "I06",
    "{labels!q}為{key!q}，與第 {row} 列重複（兩列內容{how}）。{spelled}",
    "{labels!q} is {key!q}, as in row {row} (the two rows are {how}).{spelled}",
)
I06_member_listed_twice = Fault(
    "I06",
    "{name!q} 列了兩次（另見第 {row} 列）。",
    "{name!q} is listed twice (see row {row}).",
    "請刪去其中一列；同名者請加註以資區別。",
    "Delete one of the rows; tell namesakes apart by a remark.",
)
I06_title_twice = Fault(
    "I06",
    "{title!q}前面已有同名的資料集。",
    "a dataset called {title!q} stands above.",
    "如果是同一個資料集，請刪去多出的一列。",
    "If it is the same dataset, delete the row that is one too many.",
)
I07_checked_twice = Fault(
    "I07",
    "{dataset!q}在{quarter}已經列在第 {row} 列（這一列的季別寫成{written!q}）。",
    "{dataset!q} stands in row {row} for the same quarter {quarter} (written {written!q} here).",
    "同一季的同一資料集只列一次，請刪去其中一列。",
    "A dataset stands once in a quarter: delete one of the rows.",
)
I07_withdrawn_twice = Fault(
    "I07",
    "{dataset!q}的撤回或下架已經列在第 {row} 列。",
    "{dataset!q} is withdrawn in row {row} already.",
    "請刪去其中一列；重新上架後又下架者，後一列的上架日期填重新上架的那一天。",
    "Delete one of the rows; of what was put back and taken off again, give the later row the day on which it was put back.",
)
I07_answer_differs = Fault(
    "I07",
    "秘書單位的清單（{file}）為{ours!q}，回報為{theirs!q}；採計回報的。",
    "the secretariat's list ({file}) says {ours!q}, the return {theirs!q}; the return counts.",
    "請確認；應以清單為準時，寫在 corrections.yaml，或請單位更正後重送。",
    "Check which is right; where it is the list, say so in corrections.yaml, or have the unit send it again.",
)
I07_given_differs = Fault(
    "I07",
    "秘書單位的清單（{file}）為{ours!q}，回報為{theirs!q}；採計清單的。",
    "the secretariat's list ({file}) says {ours!q}, the return {theirs!q}; the list counts.",
    "請確認；單位說得對時，請更正清單，再執行 packet intake。",
    "Check which is right; where it is the unit, correct the list and run packet intake again.",
)
I07_left_blank = Fault(
    "I07",
    "秘書單位的清單（{file}）為{ours!q}，回報為空白；仍採計清單的。",
    "the secretariat's list ({file}) says {ours!q}, the return nothing; the list still counts.",
    "請確認；單位已不採用這項內容時，請更正清單，再執行 packet intake。",
    "Check which is right; where nothing is, correct the list and run packet intake again.",
)
I07_dataset_not_in_catalogue = Fault(
    "I07",
    "資料集識別碼 {dataset!q} 不在資料集清單中（共 {rows} 列）。",
    "dataset {dataset!q} is not in the catalogue ({rows} rows).",
    "請更正識別碼，或確認清單是否完整。",
    "Correct the identifier, or check that the catalogue is complete.",
)
I07_figure_has_two_values = Fault(
    "I07",
    "「{label}」（{name}）有兩個數值：{one} 與 {other}。",
    '"{label}" ({name}) has two values: {one} and {other}.',
    "同一項指標在同一統計日只能有一個數值；請檢查算法。",
    "A measure has one value on one as-of date; check how it is computed.",
)
I07_gold_share_has_two_values = Fault(
    "I07",
    "{figure}有兩個數值：歷次會議數字為 {told}，{file} 算得 {counted}。",
    "{figure} has two values: the figures of earlier meetings say {told}, {file} gives {counted}.",
    "請更正其中一個檔案。",
    "Correct one of the two files.",
)
I07_key_repeated = Fault(
    "I07",
    "{labels!q}為{key!q}，第 {row} 列也是，而兩列內容不同。",
    "{labels!q} is {key!q}, as in row {row}, and the two rows are different.",
)
I07_several_conveners = Fault(
    "I07",
    "召集人有 {count} 人。",
    "there are {count} conveners.",
    "召集人只有 1 人，請更正。",
    "There is one: correct the list.",
)
I09_dataset_of_two_units = Fault(
    "I09",
    "資料集識別碼{dataset!q}，{units}也列為自己的。",
    "the dataset {dataset!q} is also reported by {units}.",
    "請與該單位確認後更正重送。",
    "Settle it with that unit, correct it and resend.",
)
I09_form_of_other_unit = Fault(
    "I09",
    "表格是發給{unit!q}的，檔名卻是{named!q}。",
    "the form was made for {unit!q}, but the file is named after {named!q}.",
)
I09_row_of_other_agency = Fault(
    "I09",
    "本檔由{owner!q}送出，這一列卻是{agency!q}的。",
    "the file is from {owner!q}, but this row is of {agency!q}.",
    "請刪去不屬於貴單位的列，或更正機關後重送。",
    "Delete rows that are not yours, or correct the agency, and resend.",
)
I10_may_be_of = Fault(
    "I10", "{how}可能是：{agencies}，無法判斷。", "{how} it may be of: {agencies}; that cannot be told."
)
I10_unit_not_told = Fault(
    "I10", "看不出是哪一個單位的回報{hint}。", "it cannot be told which unit this return is of{hint}."
)
I11_form_of_other_meeting = Fault(
    "I11", "這是另一次會議（{meeting!q}）的表格。", "this is the form of another meeting, {meeting!q}."
)
I09_record_of_others = Fault(
    "I09",
    "{record!q}屬於{units}。",
    "{record!q} belongs to {units}.",
    "請刪去不屬於貴單位的列，或更正後重送。",
    "Delete rows that are not yours, or correct them, and resend.",
)
I13_no_dataset_by_the_day = Fault(
    "I13",
    "採計的 {rows} 列沒有一列在 {day} 以前上架，累計會是 0 項。",
    "none of the {rows} rows in use was listed by {day}; the total would be 0.",
    "請確認清單及 as_of.inventory 的日期。",
    "Check the list, and the day of as_of.inventory.",
)
I13_no_row_is_ours = Fault(
    "I13",
    "{rows} 列資料沒有一列屬於名冊 {register} 的機關{undecided}。",
    "none of its {rows} rows is of an agency in the register {register}{undecided}.",
    "請確認檔案及名冊是否相符；確實沒有時，請在參數檔的 empty_inputs 寫上 {input}。",
    "Check that file and register belong together; if there is none indeed, name {input} in empty_inputs of the parameters.",
)
I11_not_in_records = Fault(
    "I11",
    "{record!q}不在{table}的現有紀錄中。",
    "{record!q} is not in the records of {table}.",
    "請核對編號；新增者請與承辦人確認。",
    "Check the number; if it is new, tell the secretariat.",
)
I11_records_missing = Fault(
    "I11",
    "尚缺 {count} 筆：{records}。",
    "{count} records are missing: {records}.",
    "請補填，或說明為何不再列入。",
    "Add them, or say why they are left out.",
)
I11_resolution_released = Fault(
    "I11",
    "{record!q}已由 {meeting} 會議解除列管，這一列不列入。",
    "{record!q} was released by meeting {meeting}; this row is not taken.",
    "不必補正；解除列管有誤時，請秘書單位更正 resolutions.csv。",
    "Nothing is to be corrected; where it was not released, the secretariat corrects resolutions.csv.",
)
I11_resolution_of_later_meeting = Fault(
    "I11",
    "{resolved}的決議晚於本次會議（{meeting}）。",
    "a resolution of meeting {resolved}, which is after this one, {meeting}.",
    "請更正會議代號，或移出本次的檔案。",
    "Correct the meeting, or take it out of this file.",
)
I02_seat_changed = Fault(
    "I02",
    "這位委員在前次會議 {meeting} 的名單列為{was!q}，這次列為{now!q}。",
    "in the list of the meeting before, {meeting}, this member is {was!q}, and {now!q} now.",
    "兩處之一有誤時，請更正；身分確實改了，不必處理。",
    "Correct the wrong one, if one is; where the seat was changed indeed, nothing is to be done.",
)
I02_seat_of_no_agency = Fault(
    "I02",
    "身分是「{seat}」，但{name!q}不在機關名冊中。",
    "the seat is {seat}, but {name!q} is no agency of the register.",
    "請核對身分及機關團體；確是其他機關派任的委員者，不必處理。",
    "Check the seat and the organisation; nothing is to be done where another body has sent that member.",
)
I02_civil_seat_of_agency = Fault(
    "I02",
    "身分是「{seat}」，但{name!q}在機關名冊中。",
    "the seat is {seat}, but {name!q} is an agency of the register.",
    "請核對身分及機關團體。",
    "Check the seat and the organisation.",
)
