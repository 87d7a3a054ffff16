"""Messages about what comes once a year: C."""

from reportlib.messages.message import Fault, Phrase

C12_declared_of_other_year = Fault(
    "C12",
    "上一年的數字統計至 {day}，不是 {key} {event} 的前一年。",
    "the figure of the year before is of {day}, not of the year before {key} {event}.",
    "請改填前一年的數字、統計日及來源。",
    "Give the figure of the year before, with its day and source.",
)
C12_event_of_earlier_meeting = Fault(
    "C12",
    "{topic!q}（章節 {section}）沒有放入會議資料：{called} {day} 不晚於上次的統計日 {previous}，是先前會議已經報告的。",
    "{topic!q} (section {section}) is left out: {called}, {day}, is not later than the last as-of date {previous}, so an earlier meeting has reported it.",
    "有新的一次時，請把參數檔的 {key} 改為那一天，並補齊其資料。",
    "Once there is a new one, change {key} in the parameter file and give its data.",
)
award_day = Phrase("評獎的統計日", "the day of the award")
