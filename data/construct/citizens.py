"""What citizens ask for: the requests with their replies, and the comments and wishes on the portal."""

from datetime import date, timedelta

from asked import DATED, EARLIER_REQUESTS, REQUESTS
from meetings import LABEL, MOEA_5_2, Meeting, generator, roc, weekday
from world import Dataset

REQUESTS_HEADER = (
    "編號",
    "標題",
    "機關",
    "處理情形",
    "提出日期",
    "回復日期",
    "需求內容",
    "回復內容",
    "理由",
    "來源",
    "備註",
)
FEEDBACK_HEADER = ("編號", "類別", "機關", "資料集名稱", "提出日期", "回復日期", "備註")
COMMENT, WISH = "資料集評論", "我想要更多"

# meeting.yml, requests: 69 comments and 13 wishes of 109-01 to 109-10 were answered. The other period and every row are invented.
FEEDBACK = (
    (date(2019, 11, 1), date(2019, 12, 20), {COMMENT: 12, WISH: 3}),
    (date(2020, 1, 2), date(2020, 10, 9), {COMMENT: 69, WISH: 13}),
)
SEASONS = (
    (date(2019, 11, 1), date(2019, 12, 31), EARLIER_REQUESTS[:2]),
    (date(2020, 1, 1), date(2020, 5, 31), EARLIER_REQUESTS[2:]),
    (date(2020, 6, 1), date(2020, 10, 31), REQUESTS),
)
LATER_REPLY = date(2020, 6, 1)  # invented: when the request was answered that was open at the earlier meeting
FEEDBACK_FROM = {"moea-5-2": date(2019, 11, 1), "moea-6-1": date(2020, 1, 1)}


def request_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    rows = []
    for one in EARLIER_REQUESTS if meeting == MOEA_5_2 else REQUESTS:
        invented = "回復日期及文句為重建" if one.number == DATED else "日期及文句為重建"
        remark = LABEL if meeting == MOEA_5_2 else f"{LABEL}：{invented}"
        days = (roc(one.received_on, "/"), roc(one.replied_on, "/"))
        texts = (one.asked, one.answered, one.reason, one.came_from)
        rows.append((one.number, one.title, one.agency, one.outcome, *days, *texts, remark))
    return rows


def feedback_rows(datasets: list[Dataset], meeting: Meeting) -> list[tuple[str, ...]]:
    """Comments on datasets and wishes for more, in the order of days; most are answered within 14 days, all within 21.

    The requests are wishes, and stand among them under their own numbers, each in the place of one of the same season.
    """
    rng = generator("feedback")
    events = []
    for first, last, counts in FEEDBACK:
        for kind, number in counts.items():
            for _ in range(number):
                received_on = weekday(rng, first, last)
                dataset = rng.choice([d for d in datasets if d.listed_on < received_on])
                days = rng.randrange(15, 22) if rng.randrange(12) == 0 else rng.randrange(1, 15)
                events.append((received_on, kind, dataset, received_on + timedelta(days)))
    events.sort(key=lambda event: (event[0], event[1], event[2].number))
    listed = [
        (received_on, f"F{number:03d}", kind, dataset.unit.name, dataset.title if kind == COMMENT else "", replied_on)
        for number, (received_on, kind, dataset, replied_on) in enumerate(events, 1)
    ]
    for first, last, requests in SEASONS:
        taken = [n for n, one in enumerate(listed) if one[2] == WISH and first <= one[0] <= last]
        for n, one in zip(taken, requests, strict=False):
            listed[n] = (one.received_on, one.number, WISH, one.agency, "", one.replied_on or LATER_REPLY)
    return [
        (number, kind, agency, title, roc(received_on), roc(replied_on if replied_on <= meeting.as_of else None), LABEL)
        for received_on, number, kind, agency, title, replied_on in sorted(listed)
        if FEEDBACK_FROM[meeting.name] <= received_on <= meeting.as_of
    ]
