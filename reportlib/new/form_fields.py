"""Which parameters of a meeting the workbook asks for, in the words of the people who know them.

A pattern is a key of the parameter file with ``#`` for any item of a list and ``*`` for any name. A test asks for words of every
field of the models in :data:`ASKED_OF`, or for its place in :data:`LEFT_OUT`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportlib.meeting.agenda import AgendaItem, Part, Proposal, Topic
from reportlib.meeting.param_choices import Accepted, DeclaredFigure, Returns
from reportlib.meeting.param_days import AsOf, MeetingParams, Periods
from reportlib.meeting.param_files import Attached
from reportlib.meeting.yaml_reader import Key

Written = Literal["text", "date", "time", "number", "inputs"]


@dataclass(frozen=True)
class FormField:
    """What a parameter is called, how it is filled in, and what its value is; ``offered`` also where the file does not have it yet,
    of a list ``last_only`` its last item."""

    label: str
    told: str
    written: Written = "text"
    offered: bool = False
    last_only: bool = False
    names: tuple[tuple[str, str], ...] = ()  # of inputs: what each may be called, and its name


_DAY = "民國或西元的日期，例如 110-04-30"
_TIME = "時:分，例如 14:05"
FIELDS = {
    "meeting.date": FormField("會議日期", "例如 110-05-20；只知道月份時寫 110-05", "date"),
    "meeting.convener": FormField("召集人", "姓名及職稱"),
    "meeting.secretariat": FormField("秘書單位", "單位名稱"),
    "meeting.data_notice": FormField("每頁的註記", "例如 重建資料；使用真實資料時寫「刪去」"),
    "meeting.data_notice_text": FormField("註記的說明", "使用真實資料時寫「刪去」"),
    "as_of.inventory": FormField(
        "資料集盤點的統計日", f"{_DAY}；改了這一格，原來同一天的統計日及期間迄日一起改", "date"
    ),
    "as_of.previous_inventory": FormField("前次盤點的統計日", _DAY, "date"),
    "as_of.gold_series.#": FormField("金標章本期的統計日", _DAY, "date", last_only=True),
    "as_of.platinum": FormField("白金標章的統計日", _DAY, "date"),
    "as_of.oas": FormField("OAS 驗證的統計日", _DAY, "date"),
    "as_of.award": FormField("評獎的統計日", f"{_DAY}；一年一次，還沒有新的一次時不改", "date"),
    "as_of.follow_up": FormField("決議辦理情形的統計日", _DAY, "date"),
    "as_of.requests": FormField("民間需求的統計日", _DAY, "date"),
    "periods.requests.#": FormField("民間需求的期間", f"起、迄各一列；{_DAY}", "date"),
    "periods.feedback.#": FormField("民眾意見的期間", f"起、迄各一列；{_DAY}", "date"),
    "periods.plan.#": FormField("預計開放的半年", f"起、迄各一列；{_DAY}", "date"),
    "returns.due": FormField("各單位的填報期限", _DAY, "date"),
    "returns.quarter": FormField("檢核表的季別", "例如 110年第1季；沒有寫時是盤點統計日的那一季"),
    "returns.contact": FormField("填報的洽詢窗口", "單位名稱，不寫個人的電話"),
    "declared.*.value": FormField("人工填報的數字", "數字，不加單位", "number"),
    "declared.*.as_of": FormField("數字的統計日", _DAY, "date"),
    "declared.*.said": FormField("數字的時間（沒有日期時）", "例如 去年"),
    "declared.*.source": FormField("數字的來源", "文件及頁次"),
    "accepted.#.reason": FormField("已知不一致而仍發布的理由", "仍不一致時留著理由；已經一致時寫「刪去」"),
    "agenda.#.start": FormField("開始", _TIME, "time"),
    "agenda.#.end": FormField("結束", _TIME, "time"),
    "agenda.#.subject": FormField("議題合起來的名稱", "印在封面議程"),
    "agenda.#.presenter": FormField("報告人", "職稱或單位"),
    "agenda.#.topics.#.title": FormField("議題", "名稱；不要這一議題時寫「刪去」"),
    "agenda.#.topics.#.matter": FormField("案由", "一句話；不印時寫「刪去」"),
    "agenda.#.topics.#.presenter": FormField("報告人", "單位"),
    "agenda.#.topics.#.parts.#.title": FormField("議題的一部分", "名稱"),
    "attachments.#.title": FormField(
        "附件的名稱", "不要這件時寫「刪去」；後面附件的編號往前移，議程寫到的「附件 n」要一併改"
    ),
    "attachments.#.file": FormField("附件的檔案", "放進本次的資料夾，寫檔名前加 ../data/會議代號/"),
    "attachments.#.absent": FormField("附件沒有內容的原因", "一句話"),
    "attachments.#.source": FormField("附件檔案的來源", "文件名稱及日期"),
}
# What is said of where the data come from: no half-year of the meeting's is in it.
SAID_OF_DATA = frozenset(("meeting.data_notice", "meeting.data_notice_text"))
_PROPOSAL = {
    "proposal": FormField("擬辦", "一句話；不要時寫「刪去」"),
    "proposals.#.text": FormField("擬辦", "一款一句話；不要這一款時寫「刪去」"),
    "proposals.#.short": FormField("擬辦的簡短說法", "印在前兩頁及簡報；擬辦改了要一併改"),
    "proposals.#.owner": FormField("辦理單位", "沒有定的留白，印為「未訂」", offered=True),
    "proposals.#.due": FormField("期限", "日期或文字；沒有定的留白，印為「未訂」", offered=True),
}
for _place in ("agenda.#", "agenda.#.topics.#", "agenda.#.topics.#.parts.#"):
    FIELDS |= {f"{_place}.{key}": field for key, field in _PROPOSAL.items()}

# The models whose fields the workbook asks for, by where they stand.
ASKED_OF = {
    "meeting": MeetingParams,
    "as_of": AsOf,
    "periods": Periods,
    "returns": Returns,
    "declared.*": DeclaredFigure,
    "accepted.#": Accepted,
    "agenda.#": AgendaItem,
    "agenda.#.topics.#": Topic,
    "agenda.#.topics.#.parts.#": Part,
    "agenda.#.proposals.#": Proposal,
    "agenda.#.topics.#.proposals.#": Proposal,
    "agenda.#.topics.#.parts.#.proposals.#": Proposal,
    "attachments.#": Attached,
}
# What does not change from one half-year to the next, or is what the program does, not what a person knows.
LEFT_OUT = frozenset(
    "meeting.body meeting.years meeting.own meeting.called meeting.peers meeting.term meeting.number as_of.gold_series_said "
    "returns.tables returns.quarter declared.*.unit declared.*.measure declared.*.label declared.*.where declared.*.rounding "
    "accepted.#.id agenda.#.item agenda.#.sections agenda.#.topics.#.sections agenda.#.topics.#.parts.#.sections attachments.#.at".split()
)
_PATTERNS = [
    (
        re.compile(
            "".join({"#": "[0-9]+", "*": "[^.]+"}.get(part, re.escape(part)) for part in re.split("([#*])", key))
        ),
        field,
    )
    for key, field in FIELDS.items()
]


def key_of(path: Key) -> str:
    """The key of a value as the workbook has it: agenda.0.topics.1.title."""
    return ".".join(map(str, path))


def field_of(path: Key) -> FormField | None:
    """What the workbook says of the value at this key; None where it does not ask for it."""
    key = key_of(path)
    return next((field for pattern, field in _PATTERNS if pattern.fullmatch(key)), None)
