"""What is told between two meetings: what a command changes in the parameters, what is to be done, what is lost otherwise: C17, C18."""

from reportlib.messages.message import Fault, Phrase

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
    "請先還原那一次。",
    "Undo that first.",
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
C19_unknown_key = Fault(
    "C19",
    "參數檔沒有{key!q}這一處。",
    "the parameter file has no {key!q}.",
    "代號請勿更改；參數檔的議題增減過時，請重新執行 packet parameters 會議代號 --form。",
    "Leave the keys as they are; where topics were added or taken away since, run packet parameters MEETING --form again.",
)
change_undone = Phrase("已還原 {command} 所改的。", "Undone: what {command} changed.")
parameters_form_written = Phrase(
    "已寫出 {form}：{marked} 格待填，{again} 格沿用前次、請核對。填好存檔後執行 packet parameters {meeting} --apply。",
    "{form}: {marked} cells to fill in, {again} of the last meeting to be looked at again. Fill it in, save it, and run packet parameters {meeting} --apply.",
)
how_to_undo = Phrase("要還原：{command}", "To undo it: {command}")
line_gone = Phrase("（刪去）", "(taken away)")
line_number = Phrase("第 {number} 列　", "line {number}  ")
lines_changed = Phrase("{params} 改了 {count} 列：", "{params}: {count} lines changed:")
nothing_left_in_parameters = Phrase("參數檔都填好了。", "Nothing in the parameter file is left to fill in.")
left_in_parameters = Phrase(
    "參數檔還有 {marks} 處待填。", "{marks} things in the parameter file are still to be filled in."
)
no_line_changed = Phrase("{params} 沒有變動。", "{params} is as it was.")
