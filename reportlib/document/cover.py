"""What the cover and the agenda say of the meeting."""

from __future__ import annotations

from reportlib.meeting.agenda import AgendaItem
from reportlib.meeting.params import Params
from reportlib.roc import format_date

# -- what the parameters say ---------------------------------------------------------------------------------------------


def meeting_data(params: Params) -> dict:
    """The cover's texts."""
    meeting, agenda = params.meeting, params.agenda
    minutes = _minutes(agenda[-1].end) - _minutes(agenda[0].start)
    details = [["時間", f"{agenda[0].start:%H:%M}–{agenda[-1].end:%H:%M}（{minutes} 分鐘）"]]
    details += [
        [label, text] for label, text in (("召集人", meeting.convener), ("幕僚單位", meeting.secretariat)) if text
    ]
    return {
        "name": params.name,
        "body": meeting.body,
        "title": f"第 {meeting.term} 屆第 {meeting.number} 次會議",
        "date_text": meeting.date.text(),
        "timestamp": meeting.date.timestamp(),
        "details": details,
        "as_of_text": f"資料統計至 {format_date(params.as_of.inventory)}",
        "notice": meeting.data_notice or "",
        "notice_text": (meeting.data_notice_text or "") if meeting.data_notice else "",
        "part": "",
    }


def _minutes(time) -> int:
    return time.hour * 60 + time.minute


def presenters(item: AgendaItem) -> list[str]:
    """Who presents an item of the agenda or its topics; of one without, the cover tells how many topics it has."""
    return [presenter for presenter in (item.presenter, *(topic.presenter for topic in item.topics)) if presenter]


def agenda_data(params: Params) -> list[dict]:
    """The agenda as a time line: offset and share of the whole meeting, the longest item last emphasised."""
    begin, end = _minutes(params.agenda[0].start), _minutes(params.agenda[-1].end)
    items: list[dict] = []
    for item in params.agenda:
        length = _minutes(item.end) - _minutes(item.start)
        count = f"{len(item.topics)} 項" if item.topics else ""
        items.append(
            {
                "start": f"{item.start:%H:%M}",
                "end": f"{item.end:%H:%M}",
                "item": item.item,
                "note": "、".join(presenters(item)) or count,
                "offset": (_minutes(item.start) - begin) / (end - begin),
                "share": length / (end - begin),
                "emphasis": False,
                "sections": list(item.sections),
                "topics": [
                    {"title": t.title, "presenter": t.presenter or "", "sections": list(t.sections)}
                    for t in item.topics
                ],
            }
        )
    longest = max(item["share"] for item in items)
    [item for item in items if item["share"] == longest][-1]["emphasis"] = True
    return items
