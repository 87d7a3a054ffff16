"""Messages about what comes once a year: C."""

from reportlib.messages.message import Fault

C12_declared_of_other_year = Fault(
    "C12",
    "上一年的數字統計至 {day}，不是 {key} {event} 的前一年。",
    "the figure of the year before is of {day}, not of the year before {key} {event}.",
    "請改填前一年的數字、統計日及來源。",
    "Give the figure of the year before, with its day and source.",
)
C12_event_of_earlier_meeting = Fault(
    "C12",
    "{key} {day} 不晚於上次的統計日 {previous}，是先前會議已報告的事，章節 {section} 未放入會議資料。",
    "{key} {day} is not later than the last as-of date {previous}: an earlier meeting has reported it, and the section {section} is left out.",
    "有新的一次時，請更改 {key} 並補齊其資料。",
    "Once there is a new one, change {key} and give its data.",
)
