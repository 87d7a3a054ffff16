"""Messages about what a meeting decided, and about its minutes: D."""

from reportlib.messages.message import Fault, Phrase

C05_no_rules_of_meetings = Fault(
    "C05",
    "會後的決議及會議紀錄需要規則檔，參數檔沒有寫。",
    "decisions and minutes need a rulebook that the parameters do not name.",
    "請在 rulebooks 之下加上這幾行（前面空兩格）：{lines!l}。",
    "Add under rulebooks, each two spaces in: {lines!l}.",
)
C11_form_is_there = Fault(
    "C11",
    "{meeting} 已經有決議的表，沒有改動它。",
    "{meeting} already has a form of decisions, which was left as it is.",
    "要重新帶入的，請先把它移走或改名。",
    "Move it away or rename it to have a new one.",
)
F20_no_data_folder = Fault(
    "F20",
    "沒有 {folder} 這個資料夾。",
    "there is no folder {folder}.",
    "請建立會議的資料夾。",
    "Make the meeting's folder.",
)
R12_cannot_write_form = Fault(
    "R12",
    "{file} 無法寫入：{reason}。",
    "cannot write {file}: {reason}.",
    "請關閉開著的檔案並確認資料夾可以寫入。",
    "Close what has it open, and see that the folder can be written.",
)
D01_not_decided = Fault(
    "D01",
    "{point}還沒有填「決定」。",
    "{point} has no decision yet.",
    "請從選單選一個；沒有討論到的請選「緩議」。",
    "Choose one from the list; 緩議 (postponed) for what was not dealt with.",
)
D01_attendance_blank = Fault(
    "D01",
    "委員{name!q}還沒有填「出席方式」。",
    "it is not filled in how the member {name!q} attended.",
    "請從選單選一個。",
    "Choose one from the list.",
)
D01_line_blank = Fault(
    "D01", "「{label}」還沒有填。", "{label} is not filled in.", "請填在「內容」欄。", "Fill it in under 內容."
)
D01_nobody_attended = Fault(
    "D01",
    "沒有任何一位委員的出席方式。",
    "no member's attendance is filled in.",
    "請每位委員填一列。",
    "Fill in a row for each member.",
)
D01_motion_blank = Fault(
    "D01",
    "這一項臨時動議沒有填「{column}」。",
    "{column} of this motion is not filled in.",
    "請填寫；沒有臨時動議的，整列留白或只寫「無」。",
    "Fill it in; where nothing was moved leave the row blank, or write only 無.",
)
D02_no_such_item = Fault("D02", "議程沒有{item!q}。", "the agenda has no {item!q}.", "{todo}", "{todo}")
D02_no_such_number = Fault(
    "D02",
    "子項{number!q}不是編號。",
    "{number!q} is no number of a sub-item.",
    "請寫成（一）、（二）；只有一項的留白。",
    "Write （一）, （二）; leave it blank where there is only one.",
)
D02_number_missing = Fault(
    "D02",
    "{item}有好幾個子項，這一列沒有寫是哪一項。",
    "{item} has several sub-items and this row does not say which one it is.",
    "請在「子項」欄填（一）、（二）。",
    "Write （一）, （二） under 子項.",
)
D02_item_without_row = Fault(
    "D02",
    "議程的{point}「{title}」沒有列。",
    "{point} of the agenda ({title}) has no row.",
    "請補一列並填「決定」。",
    "Add a row and fill in what was decided.",
)
D02_member_without_row = Fault(
    "D02",
    "委員{name!q}沒有列。",
    "the member {name!q} has no row.",
    "請補一列並填「出席方式」。",
    "Add a row and fill in how they attended.",
)
D02_first_beside_blank = Fault(
    "D02",
    "{item}的子項（一）在第 {row} 列，這一列卻沒有子項，無法得知哪一列是第一款。",
    "（一） of {item} is in row {row} and this row has no number, so that nobody knows which is the first.",
    "請在「子項」欄把每一列編為（一）、（二）。",
    "Number each of the rows under 子項: （一）, （二）.",
)
D02_number_left_out = Fault(
    "D02",
    "{item}的子項到了{next}，沒有{left_out}。",
    "the sub-items of {item} go on to {next} without {left_out}.",
    "請補上漏列的那一列，或依序重編。",
    "Add the row that was left out, or number them again in order.",
)
D03_decided_twice = Fault(
    "D03", "{point}已在第 {row} 列。", "{point} is already in row {row}.", "請刪去一列。", "Delete one of the rows."
)
D03_attends_twice = Fault(
    "D03", "{name!q}已在第 {row} 列。", "{name!q} is already in row {row}.", "請刪去一列。", "Delete one of the rows."
)
D03_line_twice = Fault(
    "D03", "「{label}」已在第 {row} 列。", "{label} is already in row {row}.", "請刪去一列。", "Delete one of the rows."
)
D04_no_such_decision = Fault("D04", "{word!q}不是已知的決定。", "{word!q} is no known decision.", "{todo}", "{todo}")
D04_no_such_attendance = Fault(
    "D04", "{word!q}不是已知的出席方式。", "{word!q} is no known way of attending.", "{todo}", "{todo}"
)
D04_no_such_member = Fault("D04", "委員名單沒有{name!q}。", "no member is called {name!q}.", "{todo}", "{todo}")
D05_not_for_all_others = Fault(
    "D05",
    "「{word}」要逐列填，不能填在「其餘」的列。",
    "{word!q} has to be said of each row by itself, not of all others.",
    "請在各列填，「其餘」的列留白或改填別的。",
    "Fill it in at each row, and leave this one blank or say something else here.",
)
D05_of_all_others = Fault(
    "D05",
    "「其餘」的列不能填「{column}」。",
    "the row of all others takes no {column!q}.",
    "請填在它所屬的那一列。",
    "Fill it in at the row that it belongs to.",
)
D05_proposal_changed = Fault(
    "D05",
    "「擬辦」與會議資料的不同。",
    "the proposal is not the one of the packet.",
    "「擬辦」請照原文（或留白）；改過的文字請填在「決議內容」，「決定」選「{amended}」或「{resolved}」。",
    "Leave 擬辦 as it was, or blank; write what was changed under 決議內容 and choose {amended} or {resolved}.",
)
D05_nothing_proposed = Fault(
    "D05",
    "這一項沒有擬辦，不能是{word!q}。",
    "nothing was proposed here, so that it cannot be {word!q}.",
    "請改選「{noted}」，或選「{resolved}」並填「決議內容」。",
    "Choose {noted}, or {resolved} with its text under 決議內容.",
)
D05_nothing_to_amend = Fault(
    "D05",
    "這一項沒有擬辦，不能是{word!q}。",
    "nothing was proposed here, so that it cannot be {word!q}.",
    "請改選「{resolved}」。",
    "Choose {resolved}.",
)
D05_not_as_proposed = Fault(
    "D05",
    "「決定」是{word!q}，「決議內容」卻與擬辦不同。",
    "decided {word!q}, but the text is not the proposal.",
    "文字有修改的請選「{amended}」；沒有修改的請清空「決議內容」。",
    "Choose {amended} where the text was changed; else clear 決議內容.",
)
D05_amended_is_the_same = Fault(
    "D05",
    "「決定」是{word!q}，「決議內容」卻與擬辦相同。",
    "decided {word!q}, but the text is the proposal.",
    "請填修正後的文字，或改選「{as_proposed}」。",
    "Write the amended text, or choose {as_proposed}.",
)
D05_no_text = Fault(
    "D05",
    "「決定」是{word!q}，沒有填「{column}」。",
    "decided {word!q}, and 「{column}」 is blank.",
    "請填決議的文字。",
    "Write the decision there.",
)
D05_text_is_another_word = Fault(
    "D05",
    "「決定」是{word!q}，決議的文字卻是{other!q}。",
    "decided {word!q}, but the text says {other!q}.",
    "請改選「{other}」，或更正文字。",
    "Choose {other}, or correct the text.",
)
D05_deputy_of_himself = Fault(
    "D05",
    "{name!q}的代理人是本人。",
    "{name!q} is the deputy of nobody else.",
    "本人出席的請改選出席方式並清空「代理人」；否則請更正代理人。",
    "Choose another attendance and clear 代理人, or correct the deputy.",
)
D05_deputy_was_not_there = Fault(
    "D05",
    "{name!q}的代理人{deputy!q}也是委員，其出席方式卻是{word!q}。",
    "the deputy {deputy!q} of {name!q} is a member too, whose own attendance is {word!q}.",
    "請更正兩列之一。",
    "Correct one of the two rows.",
)
D05_deputy_without_name = Fault(
    "D05",
    "{name!q}由代理人出席，沒有填「代理人」。",
    "{name!q} was represented by a deputy who is not named.",
    "請填代理人的姓名。",
    "Write the deputy's name.",
)
D05_deputy_of_present = Fault(
    "D05",
    "{name!q}有代理人，出席方式卻是{word!q}。",
    "{name!q} has a deputy and is {word!q} nevertheless.",
    "請改選「代理出席」，或清空「代理人」。",
    "Choose 代理出席, or clear 代理人.",
)
D05_due_before_the_meeting = Fault(
    "D05",
    "期限 {day} 早於開會日。",
    "due on {day}, before the meeting.",
    "請確認日期。",
    "Check the date.",
)
D06_may_not_send_a_deputy = Fault(
    "D06",
    "{name!q}是{seat!q}，依規則不得派員代理（得代理的是{seats!l}），不計入開會人數。",
    "{name!q} is a {seat!q}, who by the rules may not send a deputy (those who may: {seats!l}), and does not count for the quorum.",
    "請確認出席方式；規則在 membership 規則檔的 deputies。",
    "Check it; the rule is deputies in the rulebook of membership.",
)
D06_deputy_of_no_seat = Fault(
    "D06",
    "{name!q}沒有身分，無法得知能否派員代理（得代理的是{seats!l}），不計入開會人數。",
    "{name!q} has no kind of seat, so that nobody knows whether a deputy may be sent (those who may: {seats!l}); it does not count for the quorum.",
    "請填「身分」；有委員名單的填在委員名單。",
    "Fill in 身分, in the list of members where there is one.",
)
D06_deputy_counts_once = Fault(
    "D06",
    "{name!q}的代理人{deputy!q}已在第 {row} 列計入一次，不重複計入開會人數。",
    "the deputy {deputy!q} of {name!q} is counted in row {row} already and not once more for the quorum.",
    "請確認代理人。",
    "Check the deputy.",
)
D06_asks_without_owner = Fault(
    "D06",
    "{word!q}的案不追蹤，決議的文字卻另有內容，沒有填「辦理單位」或「期限」。",
    "{word!q} is not followed up, but its text says more and no owner or due date is given.",
    "有要辦的事請填「辦理單位」或「期限」，即列為追蹤的決議；沒有的不必理會。",
    "Where something is to be done, give an owner or a due date and it is followed up; else leave it.",
)
D06_task_of_nobody = Fault(
    "D06",
    "{word!q}的案列為追蹤，「辦理單位」及「期限」都沒有填。",
    "{word!q} is followed up, and neither an owner nor a due date is given.",
    "會中指定了的請填；還沒有指定的不必理會，會議紀錄印「未訂」。",
    "Fill in what the meeting named; where it named nothing, leave it: the minutes say 未訂 (undecided).",
)
D06_chair_is_no_member = Fault(
    "D06",
    "主席「{chair}」不在親自出席的委員之列。",
    'the chair "{chair}" is no member who attended in person.',
    "召集人不能出席時，由出席的委員擔任主席；請確認。",
    "Where the convener is absent, a member who attends presides. Check it.",
)
D06_convener_was_there = Fault(
    "D06",
    "主席是「{chair}」，召集人「{convener}」卻親自出席。",
    '"{chair}" presided though the convener "{convener}" attended in person.',
    "請確認。",
    "Check it.",
)
D06_other_than_in_the_list = Fault(
    "D06",
    "{name!q}的「{column}」與委員名單的{listed!q}不同。",
    "{name!q} has another {column} than {listed!q} of the list of members.",
    "會議紀錄用委員名單的；要改請改委員名單。",
    "The minutes take that of the list; change it there.",
)
D06_no_quorum = Fault(
    "D06",
    "出席委員 {present} 人，未達開會人數 {needed} 人（委員 {members} 人）。",
    "{present} members attended, fewer than the {needed} of the quorum (of {members}).",
    "請確認出席方式；會議紀錄會載明未達開會人數。",
    "Check the attendance; the minutes say that there was no quorum.",
)
D06_other_day = Fault(
    "D06",
    "實際開會日期 {held} 不是參數檔的 {planned}。",
    "held on {held}, which is not {planned} of the parameters.",
    "請確認；會議紀錄用實際開會日期。",
    "Check it; the minutes take the day on which it was held.",
)
D06_far_from_the_agenda = Fault(
    "D06",
    "{label} {said} 與議程的 {planned} 相差 {hours} 小時以上。",
    "{label} {said} is {hours} hours or more from {planned} of the agenda.",
    "請確認是不是 24 小時制的寫法（例如 14:05）。",
    "Check whether it is written in 24 hours, as 14:05.",
)
D07_no_such_line = Fault("D07", "沒有{label!q}這個項目。", "there is no line {label!q}.", "{todo}", "{todo}")
D07_no_time = Fault(
    "D07",
    "{value!q}不是時間。",
    "{value!q} is no time of day.",
    "請寫成 14:05 或下午 2 時 5 分。",
    "Write it as 14:05.",
)
D07_not_of_that_part_of_day = Fault(
    "D07",
    "{value!q}的時段與鐘點不合，或可以是兩個時刻。",
    "{value!q}: the hour does not go with the part of the day, or it could be two times.",
    "請用 24 小時制，例如 14:05。",
    "Write it in 24 hours, as 14:05.",
)
D07_ends_before_it_starts = Fault(
    "D07",
    "散會時間 {end} 不晚於開始時間 {start}。",
    "it ends at {end}, not later than it starts ({start}).",
    "請更正。",
    "Correct it.",
)
D07_approved_before_held = Fault(
    "D07",
    "核定日期 {approved} 早於開會日 {held}。",
    "approved on {approved}, before it was held ({held}).",
    "請更正；還沒有核定的留白。",
    "Correct it; leave it blank until the minutes are approved.",
)
D08_two_forms = Fault(
    "D08",
    "決議有兩份：{files!l}，無法得知以哪一份為準。",
    "there are two forms of decisions, {files!l}, and nobody knows which one holds.",
    "請只留一份。",
    "Keep one of them.",
)
D08_called_otherwise = Fault(
    "D08",
    "這個檔案看起來是決議表，檔名卻不是 {names!l}，沒有讀取。",
    "this file looks like the form of decisions but is not called {names!l}, and was not read.",
    "請確認內容並改檔名（.xlsm 請另存成 .xlsx）；不是決議表的請移走。",
    "Check it and rename it (save .xlsm as .xlsx); move it away if it is no form.",
)
D08_another_beside_it = Fault(
    "D08",
    "這個檔案看起來也是決議表，沒有讀取；讀的是 {form}。",
    "this file looks like a form of decisions too and was not read; {form} was.",
    "請確認 {form} 是填好的那一份，並把這個檔案移走。",
    "Check that {form} is the one that was filled in, and move this file away.",
)
D08_of_another_meeting = Fault(
    "D08",
    "這張表是第 {term} 屆第 {number} 次會議的，不是第 {own_term} 屆第 {own_number} 次。",
    "this form is of meeting {number} of term {term}, not of meeting {own_number} of term {own_term}.",
    "請換成這次會議的決議表。",
    "Put the form of this meeting in its place.",
)
D08_no_such_sheet = Fault(
    "D08",
    "找不到「{sheet}」表（需要的欄：{columns!l}）。",
    "there is no table 「{sheet}」 (its columns: {columns!l}).",
    "請補上這張工作表，或檔案 {file}。",
    "Add that sheet, or the file {file}.",
)
D08_no_decisions = Fault(
    "D08",
    "這次會議還沒有決議。",
    "nothing is recorded of what this meeting decided.",
    "請先執行 packet decisions {meeting}，填好之後再執行一次。",
    "Run packet decisions {meeting}, fill in the form, and try again.",
)
decisions_checked = Phrase(
    "會後的決議：{decisions} 項決定、{motions} 項臨時動議，其中 {followed} 項列為下次會議追蹤的決議",
    "after the meeting: {decisions} decisions and {motions} motions, {followed} of which the next meeting follows up",
)
due_in_words = Phrase("請更正；不是日期的請寫在「{column}」。", "Correct it; what is no date goes under {column}.")
edit_kept = Phrase(
    "・有人改過的檔案沒有覆寫，移存為 {file}", "・A file that somebody had edited was not overwritten and is now {file}"
)
editable_done = Phrase(
    "可編輯的會議資料在 {folder}{slash}：packet.odt、packet.docx（在裡面改過的數字不再核對）",
    "The packet to be edited is in {folder}{slash}: packet.odt, packet.docx (what is edited there is no longer checked)",
)
fill_in_attendance = Phrase(
    "每位委員的出席方式；代理出席的填代理人；列席人員加列",
    "how each member attended; the name of a deputy; a row for everybody else who was present",
)
fill_in_decisions = Phrase(
    "每一項的決定；修正通過的填決議全文；核對辦理單位及期限；會中增列的加列",
    "what was decided on each item; the text where it was amended; owners and due dates; a row for what was added",
)
fill_in_meeting = Phrase(
    "實際開會日期、起訖時間、地點、主席、紀錄；核定日期先留白",
    "the day, when it began and ended, place, chair, recorder; not yet the day of approval",
)
fill_in_motions = Phrase("有臨時動議的才填", "only where there were motions")
form_written = Phrase(
    "已產生 {file}，由議程、擬辦及委員名單帶入。", "Wrote {file}, prefilled from agenda, proposals and members."
)
minutes_are_a_draft = Phrase(
    "每頁都印「草案」；核定之後在決議表的「核定日期」填日期，再執行一次。",
    "Each page says 草案 (draft); once they are approved, give the day under 核定日期 in the form and run this again.",
)
minutes_have_names = Phrase(
    "會議紀錄記名，姓名、職稱都沒有遮蔽；要公開的請加 --edition public。",
    "The minutes name people and nothing in them is masked; --edition public makes minutes that may be published.",
)
minutes_public = Phrase(
    "可以公開的會議紀錄：{folder}，遮蔽 {places:,} 處；委員的姓名不遮蔽。發布以前請看過一遍。",
    "The minutes that may be published: {folder}; {places:,} places are masked, members are not. Look through them first.",
)
minutes_written = Phrase("會議紀錄在 {folder}{slash}：{files!l}。", "The minutes are in {folder}{slash}: {files!l}.")
then_minutes = Phrase(
    "填好之後：packet check {meeting} 檢查，packet minutes {meeting} 產生會議紀錄。",
    "Then: packet check {meeting} looks through it, packet minutes {meeting} writes the minutes.",
)
known_items = Phrase("議程的項目是：{known!l}。", "The items of the agenda are: {known!l}.")
known_lines = Phrase("項目是：{known!l}。", "The lines are: {known!l}.")
known_words = Phrase("可以填：{known!l}。", "It may be: {known!l}.")
write_also_present = Phrase(
    "不是委員的請在「身分」欄填「{word}」。", "Write 「{word}」 under 身分 for somebody who is no member."
)
