"""Messages about the agenda of the parameters, its items, what is proposed and attached, and about what is asked of the units."""

from reportlib.messages.message import Fault

C03_agenda_empty = Fault("C03", "議程沒有任何項目。", "the agenda is empty.", "請加上至少一項。", "Add an item.")
C05_words_for_nothing = Fault(
    "C05",
    "{ours!q} 不是會議資料裡的文字，這一項取代不了什麼。",
    "{ours!q} is no text of a packet; this entry replaces nothing.",
    "{todo}",
    "{todo}",
)
C03_agenda_times = Fault(
    "C03",
    "{one} 與 {other} {how}。",
    "{one} and {other} {how}.",
    "請更正時間或順序。",
    "Correct the times or the order.",
)
C03_agenda_without_sections = Fault(
    "C03",
    "議程中沒有任何章節（sections）。",
    "no topic on the agenda names a section.",
    "請在議題下加上 sections，例如 [10-inventory]。",
    "Add sections to a topic, such as [10-inventory].",
)
C03_attachment_in_one_way = Fault(
    "C03",
    "附件「{title}」須在 file、at、absent 三者中恰好寫一項。",
    "the attachment {title!q} needs exactly one of file, at and absent.",
    "逐頁放入的檔案寫 file，已在本份資料中的寫 at（例如 45-planned），沒有內容的以 absent 說明原因。",
    "Write file for pages, at for what the packet has (such as 45-planned), absent for why there is nothing.",
)
C03_no_place = Fault(
    "C03",
    "{value!q} 不是本份資料的位置。",
    "{value!q} is no place of the packet.",
    "請寫章節名稱，例如 45-planned，或加上其中的名稱，例如 45-planned#plan-list。",
    "Write a section, such as 45-planned, or a name in it, such as 45-planned#plan-list.",
)
C03_proposal_said_twice = Fault(
    "C03",
    "同一議題不能同時有 proposal 與 proposals。",
    "a topic has both proposal and proposals.",
    "請只留 proposals，每一款一項：{{text: …, short: …, owner: …, due: …}}。",
    "Keep proposals alone, an entry a proposal: {{text: …, short: …, owner: …, due: …}}.",
)
C05_no_evaluated_units = Fault(
    "C05",
    "沒有一個機關的 evaluated 欄填「是」，不知道由哪些單位填報、考核。",
    "no agency has 是 in the column evaluated, so that nobody is asked or evaluated.",
    "請在要填報、考核的每個機關那一列，evaluated 欄填「是」。",
    "Write 是 in the column evaluated, in the row of each agency that is to be asked and evaluated.",
)
C05_nothing_asked = Fault(
    "C05",
    "沒有 returns：要請單位填哪些表格、期限是哪一天。",
    "there is no returns: which tables the units are asked for, and by which day.",
    "請加一行 returns: {{due: 期限的日期, tables: [{tables}]}}，tables 只留要請單位填的：{labels}。",
    "Add a line returns: {{due: THE DAY, tables: [{tables}]}}, with the tables that you ask for: {labels}.",
)
C05_no_words_of_returns = Fault(
    "C05",
    "rulebooks 沒有 returns：回報表格的選單，及收件時認得的寫法。",
    "rulebooks has no returns: the drop-downs of the returns, and the spellings that an intake knows.",
    "請在 rulebooks 加一行 returns: {path}{there}",
    "Add a line returns: {path} to rulebooks{there}",
)
C05_no_reported_measure = Fault(
    "C05",
    "counted_from 的 {measure!q} 不是由單位回報的量測。",
    "counted_from: {measure!q} is no measure that the units report.",
    "{todo}",
    "{todo}",
)
C03_no_quarter = Fault(
    "C03",
    "{value!q} 不是季別。",
    "{value!q} is no quarter.",
    "請寫成 109年第3季。",
    "Write it as 109年第3季 (the third quarter of 2020).",
)
C05_no_such_attachment = Fault(
    "C05",
    "這裡寫到附件 {number}，但 attachments 只有 {count} 件。",
    "this names attachment {number}, and attachments has {count}.",
    "請在 attachments 依序補上（每件寫 title，及 at 在本資料的位置、file 檔案、absent 沒有內容的原因，三者之一），或改寫這一句。",
    "Add it to attachments, in order (each with a title, and one of at, a place in this packet, file, or absent, why there is nothing), or word this otherwise.",
)
C16_rulebook_without_time = Fault(
    "C16",
    "規則檔沒有寫適用期間。",
    "the rulebook does not say for which days it is.",
    "請寫 valid_from、valid_to；來源沒有載明的，寫 valid_unknown: 時效：來源未載。",
    "Give valid_from and valid_to, or say in valid_unknown that the source does not tell (時效：來源未載).",
)
