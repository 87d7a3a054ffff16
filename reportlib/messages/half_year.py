"""What is told between two meetings: what a command changes in the parameters, what is to be done, what is lost otherwise: C17 to C19, F20."""

from reportlib.messages.message import Fault, Phrase

C17_decisions_after_all = Fault(
    "C17",
    "這裡說 {meeting} 沒有決議，但 data/{meeting}/ 有決議紀錄。",
    "this says that {meeting} decided nothing, but data/{meeting}/ has a form of decisions.",
    "請刪去 no_decisions，或移開決議紀錄。",
    "Delete no_decisions, or move the form away.",
)
C17_decisions_not_taken = Fault(
    "C17",
    "前次會議 {old} 的決議 {numbers!l} 沒有列入。",
    "the decisions {numbers!l} of the meeting before, {old}, are not among them.",
    "請執行 packet new {new} --from {old} --decisions，把它們接在後面；已收件的，再執行一次 packet intake。",
    "Run packet new {new} --from {old} --decisions to add them; after an intake, run packet intake again.",
)
C17_list_is_no_csv = Fault(
    "C17",
    "不能把決議接在這個檔案後面：要是 CSV，有「會議」「決議編號」「決議事項」三欄，編碼寫得出所有的字。",
    "no decisions can be added to this file: it has to be a CSV with the columns 會議, 決議編號 and 決議事項, in an encoding that has all the characters.",
    "請另存成 UTF-8 的 CSV，或自己貼上 {meeting} 的決議。",
    "Save it as a CSV in UTF-8, or paste the decisions of {meeting} yourself.",
)
C17_is_itself = Fault(
    "C17",
    "前次會議不能是本次會議。",
    "the meeting before cannot be this one.",
    "請改為前次會議的代號。",
    "Write the name of the meeting before.",
)
C17_no_decisions = Fault(
    "C17",
    "前次會議 {meeting}（{date}）開過了，還沒有決議紀錄。",
    "the meeting before, {meeting} ({date}), was held, and no decisions are recorded.",
    "請執行 packet decisions {meeting} 並填寫；確實沒有決議時，在 previous 寫 no_decisions: 原因。",
    "Run packet decisions {meeting} and fill in the form; where it decided nothing, write no_decisions: and the reason under previous.",
)
C17_no_list = Fault(
    "C17",
    "沒有 {file}，不知道決議要接在哪裡。",
    "there is no {file} to add the decisions to.",
    "請把決議的檔案寫在 inputs.resolutions；新的一次還沒有開始填時，也可以把它的參數檔與資料夾移走，再執行 packet new，就會建立。",
    "Name the list under inputs.resolutions; or, where nothing is filled in yet, move the new parameters and data away and run packet new again, which makes it.",
)
C17_nothing_of_this_period = Fault(
    "C17",
    "沒有本期的列：最後一列是 {day}。",
    "no row is of this period: the last one is of {day}.",
    "請把本期的列接在後面；本期確實沒有時，在參數檔寫 empty_inputs: [{field}]。",
    "Add this period's rows; where there really are none, write empty_inputs: [{field}] in the parameter file.",
)
C17_all_before_period = Fault(
    "C17",
    "{rows} 列都早於本期（{begin} 起），最後一列是 {last}：這是前次的檔案，本期的數字會是 0。",
    "all of its {rows} rows are from before this period, which begins on {begin}, the last one of {last}: it is the file of an earlier meeting, and this period's figures would be 0.",
    "請換成本期的檔案；本期確實沒有時，在參數檔寫 empty_inputs: [{field}]；期間寫錯時，請改參數檔的 periods.{field}。",
    "Put this period's file there; where there really is nothing, write empty_inputs: [{field}] in the parameter file; where the period is wrong, correct periods.{field}.",
)
same_file_as_before = Phrase(
    "{file}：與前次會議 {meeting} 的檔案一字不差。這個檔案只放本期的資料，請確認不是忘了換；換成本期的之後再產生。",
    "{file}: the same, to the letter, as that of the meeting before, {meeting}. It is for this period's data only: make sure that it was not forgotten.",
)
C17_resolutions_not_carried = Fault(
    "C17",
    "前次會議列管中的 {numbers!l} 不見了。",
    "these, which the meeting before still followed, are gone: {numbers!l}.",
    "請把這幾列放回；已解除列管的，留著並填「解除列管會議」。",
    "Put the rows back; of a released one fill in by which meeting (解除列管會議).",
)
C18_edited_since = Fault(
    "C18",
    "這個檔案在那之後又改過，不能還原，以免蓋掉您的修改。",
    "the file was edited since, and is not put back, lest your edit be lost.",
    "前一版在 {kept}，請自行比對。",
    "The version before is {kept}: compare the two.",
)
C18_kept_is_gone = Fault(
    "C18",
    "前一版 {kept} 不在了，不能還原。",
    "the version before, {kept}, is gone and cannot be put back.",
    "請自行改回。",
    "Change it back by hand.",
)
C18_nothing_to_undo = Fault(
    "C18",
    "沒有可以還原的：{command} 沒有改過這個檔案，或都已還原。",
    "nothing to undo: {command} has not changed this file, or all of it is undone.",
    "不必再做什麼。",
    "Nothing is left to do.",
)
C18_other_command = Fault(
    "C18",
    "最後一次改這個檔案的是 {command}。",
    "the last to change this file was {command}.",
    "請先還原那一次：{undo}",
    "Undo that first: {undo}",
)
C19_applied_since = Fault(
    "C19",
    "這一格先前已套用，參數檔現在是{now!q}。",
    "this cell was applied before, and the parameter file has {now!q} now.",
    "要再改，請先執行 packet parameters {meeting} --undo 再套用一次，或直接在參數檔改。",
    "To change it again run packet parameters {meeting} --undo and apply once more, or change the parameter file itself.",
)
C19_changed_since = Fault(
    "C19",
    "產生這份工作簿之後，參數檔的這一處由{then!q}改成了{now!q}。",
    "since this workbook was written the parameter file was changed here from {then!q} to {now!q}.",
    "請重新執行 packet parameters 會議代號 --form，在新的工作簿填寫。",
    "Run packet parameters MEETING --form again, and fill in the new one.",
)
C19_key_twice = Fault(
    "C19",
    "代號{key!q}與第 {row} 列重複。",
    "the key {key!q} is in row {row} already.",
    "請刪去其中一列。",
    "Delete one of the two.",
)
C19_moved = Fault(
    "C19",
    "要刪去的{base!q}已經不在參數檔的這一處（先前套用過，或改過），排在它後面的各項因此移了位置。",
    "{base!q}, which should go, is no longer here (it was applied before, or changed), and what stood behind it has moved.",
    "請執行 packet parameters {meeting} --form，其餘的在新的工作簿填寫。",
    "Run packet parameters {meeting} --form, and fill in the rest in the new workbook.",
)
C19_no_form = Fault(
    "C19",
    "data/{meeting}/ 裡沒有參數的工作簿。",
    "there is no workbook of parameters in data/{meeting}/.",
    "請先執行 packet parameters {meeting} --form，或寫出工作簿的路徑。",
    "Run packet parameters {meeting} --form first, or give the path of the workbook.",
)
C19_not_a_form = Fault(
    "C19",
    "沒有一列同時有{value!q}與{key!q}，不是參數的工作簿。",
    "no row has both {value!q} and {key!q}: it is no workbook of parameters.",
    "請用 packet parameters 會議代號 --form 產生的工作簿，標題列不要更改。",
    "Use the one that packet parameters MEETING --form writes, and leave its header as it is.",
)
C19_other_meeting = Fault(
    "C19",
    "這是 {other} 的工作簿，不是 {meeting} 的。",
    "this is the workbook of {other}, not of {meeting}.",
    "請指定 {meeting} 的工作簿。",
    "Name the one of {meeting}.",
)
C19_several_forms = Fault(
    "C19",
    "{forms!l} 都填了參數檔沒有的內容，不知道要讀哪一份。",
    "{forms!l} all say something that the parameter file does not have: which one is meant?",
    "請寫出要讀的那一份，例如 packet parameters {meeting} --apply {form}。",
    "Name the one to read, as in packet parameters {meeting} --apply {form}.",
)
C19_no_such_input = Fault(
    "C19",
    "{names!l}不是這次會議的輸入。",
    "{names!l}: no input of this meeting.",
    "{told}。",
    "{told}",
)
C19_unknown_key = Fault(
    "C19",
    "參數檔沒有{key!q}這一處。",
    "the parameter file has no {key!q}.",
    "代號請勿更改；參數檔的議題增減過時，請重新執行 packet parameters 會議代號 --form。",
    "Leave the keys as they are; where topics were added or taken away since, run packet parameters MEETING --form again.",
)
F20_no_such_meeting = Fault(
    "F20",
    "找不到檔案{file!q}。",
    "there is no file {file!q}.",
    "{near}還沒有這次會議時，請先執行 packet new {meeting} --from 前次會議代號。",
    "{near} Where this meeting is not begun yet, run packet new {meeting} --from THE-MEETING-BEFORE first.",
)
change_undone = Phrase("已還原 {command} 所改的。", "Undone: what {command} changed.")
parameters_form_written = Phrase(
    "已寫出 {form}：參數的待填共 {total} 格，其中 {marked} 格空白，{alone} 格有件數或年度、請逐格核對，{again} 格沿用前次、請看過。填好存檔後執行 packet parameters {meeting} --apply。",
    "{form}: {total} cells of the parameters are to be filled in, {marked} of them blank, {alone} with amounts or years to be confirmed one by one, {again} of the last meeting to be looked at again. Fill it in, save it, and run packet parameters {meeting} --apply.",
)
proposal_of_the_next_meeting = Phrase(
    "擬辦「{proposal}」前次會議已決定、限下次會議辦理：已列入追蹤，不再列為擬辦。",
    "the proposal {proposal!q} was decided last time, to be done by this meeting: it is followed up, and not proposed again.",
)
resolutions_without_section = Phrase(
    "resolutions.csv 有前次會議的決議，但議程沒有追蹤決議的章節：請在參數檔的議程加一個議題，sections 寫 [40-follow-up]；不加，決議不會逐項印出。",
    "resolutions.csv has what was decided last time, but no item of the agenda follows it up: add a topic with sections: [40-follow-up], or it is printed nowhere item by item.",
)
acceptances_left_behind = Phrase(
    "已知不一致 {count} 項只屬於前次會議 {meeting}，沒有帶入：{ids!l}。",
    "{count} accepted disagreements are of {meeting} only and were left behind: {ids!l}.",
)
parameters_form_read = Phrase("讀了 {form}。", "{form} was read.")
how_to_undo = Phrase("要還原：{command}", "To undo it: {command}")
line_gone = Phrase("（刪去）", "(taken away)")
line_number = Phrase("第 {number} 列　", "line {number}  ")
lines_changed = Phrase("{params} 改了 {count} 列：", "{params}: {count} lines changed:")
no_decisions_said = Phrase(
    "前次會議 {meeting} 沒有決議：{reason}", "the meeting before, {meeting}, decided nothing: {reason}"
)
postponed_to_this_meeting = Phrase(
    "前次會議緩議、要再提出而還沒有排入議程的：{items!l}；請在議程的擬辦照原擬辦寫，或在案由寫明是哪一次會議的哪一項決議（例如「6-1 決議八（二）」）。",
    "put off by the meeting before, to be brought again, and not on the agenda yet: {items!l}; propose it in the same words, or name meeting and decision (6-1 決議八（二）) in the matter of the topic.",
)
decisions_taken = Phrase(
    "前次會議的決議 {count} 項（含洽悉等不必追蹤的）已列入 {file}。",
    "{count} decisions of the meeting before (with those that are no tasks) are in {file}.",
)
decisions_not_yet = Phrase(
    "{meeting} 還沒有決議紀錄：請執行 packet decisions {meeting} 並填寫，再執行 packet new {new} --from {meeting} --decisions。",
    "No decisions of {meeting} are recorded: run packet decisions {meeting}, fill in the form, and run packet new {new} --from {meeting} --decisions.",
)
decisions_added = Phrase("已把決議 {numbers!l} 接在 {file} 後面。", "Added to {file}: {numbers!l}.")
decisions_all_there = Phrase("{file} 已有全部的決議。", "{file} has all the decisions.")
nothing_left_in_parameters = Phrase("參數檔都填好了。", "Nothing in the parameter file is left to fill in.")
left_in_parameters = Phrase(
    "參數檔還有 {marks} 處待填：{first!l}{more}。",
    "{marks} things in the parameter file are still to be filled in: {first!l}{more}.",
)
marks_not_in_form = Phrase(
    "另有 {count} 處待填不在工作簿裡，請直接改參數檔：{keys!l}。",
    "To fill in outside the workbook, in the parameter file itself: {count} ({keys!l}).",
)
empty_in_form = Phrase(
    "或在 {form} 第 {row} 列 B 欄「{label}」填 {file}，再套用。",
    "Or write {file} into {form}, row {row}, column B ({label}), and apply it.",
)
topics_left_out = Phrase(
    "{topics!l}：一年一次，先前會議已經報告，本次不列入議程，裡面的「待填」不必填。",
    "{topics!l}: comes once a year and an earlier meeting has reported it, so it is not on this agenda; what is marked in it need not be filled in.",
)
topic_of_item = Phrase("{item}的議題{title!q}", "the topic {title!q} of {item}")
no_line_changed = Phrase("{params} 沒有變動。", "{params} is as it was.")
task_decisions = Phrase("記下前次會議 {meeting} 的決議", "Write down what the meeting before, {meeting}, decided")
task_parameters = Phrase("填寫參數檔 {file}", "Fill in the parameter file {file}")
task_files = Phrase("放入資料 {folder}", "Put the data into {folder}")
task_returns = Phrase("收件", "Take the returns of the units in")
task_content = Phrase("檢查輸入檔案、章節與數字", "Inputs, sections and figures are checked")
task_waits = Phrase("（上面的都好了才檢查）", " (once the above is done)")
task_count = Phrase("：{count} 處", ": {count}")
task_count_wrong = Phrase(
    "：{count} 處，其中 {wrong} 處不是待填而是有錯", ": {count}, {wrong} of them wrong, not to be filled in"
)
task_by_workbook = Phrase(
    "也可以用試算表填：packet parameters {meeting} --form",
    "by a workbook, if you like: packet parameters {meeting} --form",
)
task_in_workbook = Phrase(
    "以試算表填：{file}，存檔後執行 packet parameters {meeting} --apply",
    "in the workbook: {file}; when it is saved, packet parameters {meeting} --apply",
)
task_guide = Phrase("各檔案要放什麼：{file}", "what goes into each file: {file}")
task_send_forms = Phrase(
    "不是必要：packet templates {meeting} 產生表格；寄回的放進 {folder}，再執行 packet intake {meeting} --apply",
    "if the units are asked: packet templates {meeting} makes the forms; put what comes back into {folder} and run packet intake {meeting} --apply",
)
task_marks = Phrase("第 {rows} 列　{what}", "rows {rows}  {what}")
task_marks_in_workbook = Phrase("{file} 第 {rows} 列　{what}", "{file} rows {rows}  {what}")
task_marks_more = Phrase("{first}等 {count} 處待填", "{first} and others, {count} to fill in")
task_marks_many = Phrase("{part}：{count} 處待填", "{part}: {count} to fill in")
task_marks_few = Phrase("{keys} 待填", "{keys} to fill in")
things_left = Phrase("還有 {left} 件沒有完成，共 {count} 處。", "{left} things are left to do, {count} places in all.")
