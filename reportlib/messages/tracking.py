"""Messages about resolutions of earlier meetings that a meeting released or goes on with: C17 and D."""

from reportlib.messages.message import Fault, Phrase

C17_continued_is_released = Fault(
    "C17",
    "前次會議 {old} 決定繼續列管 {numbers!l}，這裡卻填了「解除列管會議」。",
    "the meeting before, {old}, goes on with {numbers!l}, which are released here.",
    "請清空這幾列的「解除列管會議」。",
    "Clear 解除列管會議 in these rows.",
)
C17_not_as_tracked = Fault(
    "C17",
    "前次會議 {old} 對 {numbers!l} 的決定（解除列管或新期限）沒有列入。",
    "what the meeting before, {old}, decided on {numbers!l} (released, or a new due date) is not in the list.",
    "請執行 packet new {new} --from {old} --decisions，把它寫進去；已收件的，再執行一次 packet intake。",
    "Run packet new {new} --from {old} --decisions to have it written; after an intake, run packet intake again.",
)
C17_list_lacks_column = Fault(
    "C17",
    "這個檔案沒有 {columns!l} 欄，前次會議的決定寫不進去。",
    "this list has no column {columns!l} for what the meeting before decided.",
    "請加上這些欄，再執行一次。",
    "Add the columns and run this again.",
)
D01_not_tracked = Fault(
    "D01",
    "列管中的{resolution}還沒有填「決定」。",
    "nothing is decided on {resolution}, which is still followed.",
    "請填「解除列管」或「繼續列管」；都相同的只填「其餘」那一列，沒有討論到的填「繼續列管」。",
    "Write 解除列管 (released) or 繼續列管 (goes on); where all are alike, in the row 其餘 alone; 繼續列管 for what was not dealt with.",
)
D02_no_such_resolution = Fault(
    "D02",
    "列管中的決議沒有{said!q}，或有好幾次會議的。",
    "no resolution that is followed is called {said!q}, or several are.",
    "{todo}",
    "{todo}",
)
D02_resolution_without_row = Fault(
    "D02",
    "列管中的{resolution}沒有列。",
    "{resolution}, which is still followed, has no row.",
    "請補一列並填「決定」。",
    "Add a row and fill in what was decided.",
)
D05_due_of_others = Fault(
    "D05",
    "「其餘」那一列不能有新期限。",
    "the row 其餘 cannot have a new due date.",
    "請把新期限填在各項決議自己的列。",
    "Write it in the row of each resolution.",
)
D05_released_with_due = Fault(
    "D05",
    "「決定」是{word!q}，卻填了新期限。",
    "decided {word!q}, but there is a new due date.",
    "還要辦的請改選「{keep}」；否則請清空新期限。",
    "Choose {keep} where it goes on; else clear the due date.",
)
D05_nothing_to_follow = Fault(
    "D05",
    "這一項沒有列管建議，不能是{word!q}。",
    "nothing was proposed for this one, so that it cannot be {word!q}.",
    "請改選{words!l}。",
    "Choose one of {words!l}.",
)
D06_kept_past_its_day = Fault(
    "D06",
    "{resolution}繼續列管，期限 {day} 已過，沒有填新期限。",
    "{resolution} goes on, was due on {day}, and has no new due date.",
    "有訂新期限的請填；沒有訂的不必理會。",
    "Fill in the new one if there is one; else leave it.",
)
fill_in_tracked = Phrase(
    "列管中的決議：解除列管或繼續列管；都相同的只填「其餘」那一列；改訂期限的填新期限",
    "what is still followed: released or not; in the row 其餘 alone where all are alike; a new due date where there is one",
)
known_resolutions = Phrase("列管中的是：{known!l}。", "These are followed: {known!l}.")
nothing_is_tracked = Phrase(
    "會議資料沒有列管中的決議，請刪去這一列。", "The packet follows no resolution: delete the row."
)
tracking_checked = Phrase(
    "列管中的決議 {tracked} 項：解除列管 {released} 項，繼續列管 {kept} 項",
    "{tracked} resolutions of earlier meetings: {released} released, {kept} go on",
)
tracking_changed = Phrase(
    "列管中的決議已改 {count} 列：{numbers!l}", "Changed {count} rows of what was followed: {numbers!l}"
)
