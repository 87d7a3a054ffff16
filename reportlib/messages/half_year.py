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
change_undone = Phrase("已還原 {command} 所改的。", "Undone: what {command} changed.")
how_to_undo = Phrase("要還原：{command}", "To undo it: {command}")
line_gone = Phrase("（刪去）", "(taken away)")
line_number = Phrase("第 {number} 列　", "line {number}  ")
lines_changed = Phrase("{params} 改了 {count} 列：", "{params}: {count} lines changed:")
no_line_changed = Phrase("{params} 沒有變動。", "{params} is as it was.")
