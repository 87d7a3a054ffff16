"""What the secretariat asks of the units: returns as data, whom they are asked of, and the words their coded columns may hold.

To add a return: its table in :mod:`reportlib.records.schema`, an entry in :data:`RETURNS`, its name in ``params.Returns.tables``. The
blank workbooks (:mod:`reportlib.returns.templates`) and the intake both go by what stands here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from reportlib import messages
from reportlib.errors import ConfigError, Problem
from reportlib.meeting import param_choices
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import ActionPlan
from reportlib.meeting.rulebooks import ReturnWords, ServiceCategories, Word
from reportlib.records import return_tables, schema
from reportlib.returns.inventory_returns import INVENTORIES
from reportlib.returns.return_kind import Return as Return
from reportlib.text import spelling


def own_key(one: Return) -> tuple[str, ...]:
    """The columns that tell one unit's rows apart."""
    return tuple(column for column in one.table.key if column != one.unit_column)


def compared(record: Mapping[str, object], columns: Iterable[str]) -> tuple[str, ...]:
    """What a record says in these columns, such as those of :func:`own_key`, as it is compared with another's."""
    return tuple(spelling(str(record.get(column))) for column in columns)


WORDS_FILE = "rules/returns.yaml"  # what the words of returns are called in a project that packet init begins
FORM_VERSION = "1"  # of the workbooks that templates.py writes; raise it when their columns change
COVER, LISTS, MARK = "填寫說明", "_lists", "_packet"  # the sheets of our workbooks that hold no return
OWN_SHEETS = frozenset((COVER, LISTS, MARK))
_BETWEEN_WORDS = re.compile(r"[,，/／\s]+")


RETURNS = {
    one.name: one
    for one in (
        Return(
            "plan",
            return_tables.PLAN_RETURN,
            "agency",
            "plan",
            "請檢視先前提報而尚未開放的資料集，並增列新的預計開放資料集；已開放者請填實際開放日期。",
            "目前沒有先前提報而尚未開放的資料集；有新的預計開放資料集請由此填起，沒有則留白。",
            {
                "plan_id": "必填。已有編號者請勿更改；新增者請自編「單位簡稱-流水號」，例如 機關甲-01，不可重複。",
                "title": "必填。將登載於政府資料開放平臺的資料集名稱。",
                "category": "請由選單選取平臺的服務分類。",
                "formats": "請由選單選取；有數種時自行輸入，以「;」分隔，例如 CSV;JSON。",
                "update_frequency": "請由選單選取。",
                "planned_on": "必填。例如 109/11/30 或 2020/11/30。",
                "opened_on": "已開放者填實際上架日期；尚未開放請留白。",
            },
            {"category": "categories", "formats": "formats", "update_frequency": "update_frequencies"},
            may_add=True,
        ),
        Return(
            "checklist",
            return_tables.CHECKLIST_RETURN,
            "publisher",
            "checklist",
            "請逐項檢核已開放的資料集，填寫「連結可下載」及「依頻率更新」；填「否」者請說明。",
            "資料集清單中沒有貴單位的資料集；已開放而未列入者請由此填起，沒有則留白。",
            {
                "dataset_id": "必填。政府資料開放平臺的資料集識別碼，已填者請勿更改。",
                "title": "必填。平臺上的資料集名稱。",
                "category": "平臺的服務分類；有誤請由選單更正。",
                "formats": "有誤請更正；數種以「;」分隔，例如 CSV;JSON。",
                "update_frequency": "平臺所載的更新頻率；有誤請由選單更正。",
                "listed_on": "在平臺上架的日期，例如 109/11/30。",
                "link_works": "必填「是」或「否」：資料下載網址是否可用。",
                "updated_in_time": "必填「是」或「否」：是否依更新頻率更新。",
                "remark": "前兩欄有「否」者必填：原因及改善期程。",
            },
            {
                "category": "categories",
                "formats": "formats",
                "update_frequency": "update_frequencies",
                "link_works": "yes_no",
                "updated_in_time": "yes_no",
            },
            frozenset(("dataset_id", "title", "category", "formats", "update_frequency", "listed_on")),
        ),
        Return(
            "replies",
            return_tables.REPLIES_RETURN,
            "agency",
            "requests",
            "請就分送貴單位的民間需求逐件填寫處理情形；預計開放者填預計開放日期，無法開放者填理由。",
            "目前沒有分送貴單位的民間需求，本表請留白。",
            {
                "request_id": "需求編號，請勿更改。",
                "topic": "需求的主題分類。",
                "title": "需求標題，請勿更改。",
                "request_gist": "需求內容摘要。",
                "received_on": "民眾提出的日期。",
                "outcome": "必填。請由選單選取。",
                "reason": "處理情形為「無法開放」者必填：理由及依據。",
                "planned_on": "處理情形為「預計開放」者必填，例如 109/12/31。",
                "replied_on": "回復民眾的日期，例如 109/11/05；尚未回復請留白。",
                "reply_gist": "回復內容摘要；請勿填寫個人資料。",
            },
            {"outcome": "outcomes"},
            frozenset(("request_id", "topic", "title", "request_gist", "received_on")),
        ),
        Return(
            "evaluation",
            return_tables.EVALUATION_RETURN,
            "unit",
            "evaluation",
            "請填寫一列。沒有的填 0；不知道或不適用的請留白。",
            "請由此填寫一列。",
            {
                "sampled": "抽檢的資料集數，沒有抽檢填 0。",
                "sample_passed": "抽檢合格的資料集數，不可大於抽檢資料集數。",
                "tasks_due": "期間內應完成的階段性工作項數。",
                "tasks_on_time": "其中如期完成的項數，不可大於應辦工作項數。",
                "data_standards": "業務領域資料標準在政府資料標準平臺的上架數。",
                "award_entries": "參加資料開放應用獎的件數。",
                "themed_datasets": "屬於主題式開放資料推動策略的資料集數。",
                "promotion_events": "自行辦理的推廣活動場次。",
                "demand_datasets": "因應行政院政策或「我想要更多」而開放的資料集數。",
            },
            {},
        ),
        Return(
            "progress",
            return_tables.PROGRESS_RETURN,
            "unit",
            "resolutions",
            "請就列管中的決議填寫辦理情形及列管建議；已完成者填完成日期。",
            "目前沒有由貴單位主辦而列管中的決議，本表請留白。",
            {
                "meeting": "作成決議的會議，例如 5-2 為第 5 屆第 2 次會議；請勿更改。",
                "number": "決議編號，請勿更改。",
                "subject": "決議事項。",
                "decision": "決議內容。",
                "owner": "主辦單位。",
                "due_on": "決議所定的期限。",
                "handling": "必填。截至填報日的辦理情形，請具體敘述。",
                "done_on": "已完成者填寫，例如 109/10/30；尚未完成請留白。",
                "proposal": "請由選單選取；尚未完成者請選「建議繼續列管」。",
            },
            {"proposal": "proposals"},
            frozenset(("meeting", "number", "subject", "decision", "owner", "due_on")),
            frozenset(("handling", "proposal")),
        ),
        *INVENTORIES,
    )
}


def by_table(table: schema.TableSchema) -> Return:
    """The return whose rows this table holds."""
    return next(one for one in RETURNS.values() if one.table is table)


def wanted(meeting: Meeting) -> param_choices.Returns:
    """What the parameters ask for; ConfigError where they ask for nothing."""
    if meeting.params.returns is None:
        raise ConfigError(*lacking(meeting))
    return meeting.params.returns


def lacking(meeting: Meeting) -> list[Problem]:
    """All without which nothing can be asked of the units, each with its file, its place and what to write there."""
    params = meeting.params
    found: list[Problem] = []
    if params.returns is None:
        labels = [f"{name}（{one.label}）" for name, one in RETURNS.items()]
        said = messages.C05_nothing_asked(tables=", ".join(RETURNS), labels="、".join(labels))
        found.append(said.at(file=params.path.name, header="returns"))
    if params.rulebooks.returns is None:
        is_there = (params.path.parent / WORDS_FILE).is_file()
        there = messages.words_of_returns_there() if is_there else messages.words_of_returns_elsewhere()
        said = messages.C05_no_words_of_returns(path=WORDS_FILE, there=there)
        found.append(said.at(file=params.path.name, header="rulebooks.returns"))
    if not meeting.evaluated_units:
        found.append(meeting.no_units())
    return found


def asked(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """The returns asked of each unit, by its short name: every table of every unit that is evaluated, in the register's order.

    This does not depend on records: a unit that answers with an empty table has answered, one that sends nothing is missing.
    """
    if not meeting.evaluated_units:
        raise ConfigError(*lacking(meeting))
    return dict.fromkeys(meeting.evaluated_units, wanted(meeting).tables)


# -- coded columns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Codes:
    """The words a coded column may hold, in the order of the drop-down, and how else each is spelled. Where ``several``, one
    cell may hold more than one (a column of kind ``list``)."""

    words: tuple[str, ...]
    spelled: Mapping[str, str]  # by schema.spelling
    several: bool = False

    @classmethod
    def of(cls, words: Iterable[tuple[str, Sequence[str]]], several: bool = False) -> Codes:
        listed = [(word, (word, *others)) for word, others in words]
        return cls(
            tuple(word for word, _ in listed),
            {spelling(text): word for word, texts in listed for text in texts},
            several,
        )

    def word(self, text: str) -> str | None:
        """The word that a cell's text means; None where it is none of them."""
        return self.spelled.get(spelling(text))

    def parts(self, text: str) -> tuple[str, ...]:
        """The texts that one text holds: its pieces between commas, slashes or blanks, where each of them is a word."""
        pieces = tuple(filter(None, _BETWEEN_WORDS.split(text))) if self.several and self.word(text) is None else ()
        return pieces if len(pieces) > 1 and all(map(self.word, pieces)) else (text,)

    def nearest(self, text: str) -> str | None:
        """The word spelled most like the text, for a suggestion; None where none is like it."""
        close = difflib.get_close_matches(spelling(text), self.spelled, n=1)
        return self.spelled[close[0]] if close else None


def codes(meeting: Meeting) -> dict[str, Codes]:
    """Every list of words by its name. A list whose rulebook the parameters do not name is left out, but for that of
    ``rulebooks.returns``, which has to be named."""
    # Each name in the parameters has one kind of rulebook (reportlib.meeting.rulebook_files).
    book = cast(ReturnWords | None, meeting.book("returns"))
    if book is None:
        raise ConfigError(*lacking(meeting))

    def listed(words: Iterable[Word], several: bool = False) -> Codes:
        return Codes.of(((one.word, one.spellings) for one in words), several)

    found = {
        "update_frequencies": listed(book.update_frequencies),
        "formats": listed(book.formats, several=True),
        "proposals": listed(book.proposals),
        "yes_no": listed(book.yes_no),
    }
    if book.restrictions:
        found["restrictions"] = listed(book.restrictions)
    if plan := cast(ActionPlan | None, meeting.book("action_plan")):
        found["data_classes"] = Codes.of(
            (one.name, (*((one.also,) if one.also else ()), *one.spellings)) for one in plan.data_classes
        )
    if categories := cast(ServiceCategories | None, meeting.book("categories")):
        # The portal's code is as good as its name: 800 is 投資理財.
        found["categories"] = Codes.of((one.category, (one.code,)) for one in categories.categories)
    if outcomes := meeting.outcomes:
        found["outcomes"] = Codes.of(
            (one.outcome, [v for v in one.values if spelling(v) != spelling(one.outcome)])
            for one in outcomes.outcomes
            if not one.where_met
        )
    return found


def codes_of(one: Return, meeting: Meeting) -> dict[str, Codes]:
    """The words of each coded column of a return, by the column's name."""
    lists = codes(meeting)
    return {column: lists[name] for column, name in one.coded.items() if name in lists}


# -- the mark of our own workbooks ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FormMark:
    """What the hidden sheet of one of our workbooks says: the meeting and the unit it was made for, the version of the form."""

    meeting: str
    unit: str
    form: str = FORM_VERSION

    def rows(self) -> tuple[tuple[str, str], ...]:
        return (("meeting", self.meeting), ("unit", self.unit), ("form", self.form))

    @classmethod
    def read(cls, rows: Iterable[Sequence[object]]) -> FormMark | None:
        """The mark in the rows of a sheet called :data:`MARK`; None where it says something else."""
        said = {
            str(row[0]).strip(): str(row[1]).strip()
            for row in rows
            if len(row) >= 2 and row[0] is not None and row[1] is not None
        }
        return cls(said["meeting"], said["unit"], said["form"]) if {"meeting", "unit", "form"} <= said.keys() else None
