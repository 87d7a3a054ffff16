"""APIs by what their documents are judged to be here, beside the platform's own list and never instead of it.

The platform's list (``oas``) says which APIs passed by which day; how it validates is not published. Here every document of
``inputs.apis`` is judged by the OAS itself and by two checks of ours (an operation, a server).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Display, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import blank, is_, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import all_counted, count_by, each, names_counted, rows_counted, statutory_order
from reportlib.measures.listing import every_row, given_columns
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.api_tables import STATES
from reportlib.records.records import Records
from reportlib.text import spelling

RULE = "API 的 OAS 文件依其所寫版本的規格判定，另檢查有作業及伺服器位址（本資料所加）；引用文件以外內容者無法判定"
NOBODY = "未列單位"
NONE_LISTED = "—"


@dataclass(frozen=True)
class JudgedApis:
    """Every API of the documents, by state and by unit; and where the platform's list and the documents do not agree.

    ``against`` are APIs of which they say differently: unit, API, what the platform says, what the document is, why. ``unseen``
    are APIs on the platform's list of which no document is there.
    """

    all: Fact
    by_state: dict[str, Breakdown]
    against: tuple[tuple[str, str, str, str, str], ...]
    unseen: tuple[str, ...]

    @property
    def valid(self) -> Fact:
        """How many have a valid document (項)."""
        return self.by_state[STATES["valid"]].total


@of_section()
def judged_apis(apis: Records | None, oas: Records | None, meeting: Meeting) -> JudgedApis | None:
    """What the documents of ``inputs.apis`` come to on the meeting's day for APIs; None where there are none.

    >>> quality.judged_apis(section) is None
    True
    """
    if apis is None:
        return None
    day, unit = meeting.as_of.oas or meeting.as_of.inventory, meeting.units.count("項")
    everything = all_counted(apis, unit, "apis", "附有文件的 API", day, RULE)
    order = statutory_order(apis.frame["unit_short"].dropna(), meeting) if apis.has("unit") else []
    has_nobodys = apis.has("unit") and bool(apis.frame["unit_short"].isna().any())
    by_state = {}
    for word in STATES.values():
        some = apis.where(is_("state", word))
        name, label = f"apis.state/{word}", f"文件{word}的 API"
        total = all_counted(some, unit, name, label, day, RULE)
        if apis.has("unit"):
            parts = count_by(
                some,
                "unit_short",
                unit,
                name,
                "單位",
                total=total,
                label=f"{{}}{label}",
                order=order,
                rule=RULE,
                blank=NOBODY,
            )
            if has_nobodys and NOBODY not in parts.parts:
                none = rows_counted(some, [], unit, f"{name}/{NOBODY}", f"{NOBODY}{label}", day, RULE, blank("unit"))
                parts = Breakdown("單位", {**parts.parts, NOBODY: none}, total)
        else:
            parts = Breakdown("單位", {}, total)
        by_state[word] = parts
    listed = oas.where(until("certified_on", day)) if oas is not None else None
    against, unseen = _held_against(apis, listed)
    return JudgedApis(everything, by_state, against, unseen)


def _held_against(
    apis: Records, listed: Records | None
) -> tuple[tuple[tuple[str, str, str, str, str], ...], tuple[str, ...]]:
    if listed is None or not (apis.has("unit") and apis.has("api")):
        return (), ()
    ours = {_key(record): record for _, record in each(apis) if record["api"] and record["unit_short"]}
    theirs = {_key(record): record for _, record in each(listed)}
    found = []
    for key, record in theirs.items():
        if key in ours and ours[key]["state"] in (STATES["invalid"], STATES["missing"]):
            found.append((record["unit_short"], record["api"], "通過", ours[key]["state"], _why(ours[key])))
    for key, record in ours.items():
        if key not in theirs and record["state"] == STATES["valid"]:
            found.append((record["unit_short"], record["api"], "未列", record["state"], NONE_LISTED))
    unseen = tuple(f"{record['unit_short']}　{record['api']}" for key, record in theirs.items() if key not in ours)
    return tuple(found), unseen


def _key(record: dict) -> tuple[str, str]:
    return record["unit_short"], spelling(record["api"])


def _why(record: dict) -> str:
    return record.get("first") or NONE_LISTED


@of_section()
def api_documents(apis: Records | None, oas: Records | None, meeting: Meeting) -> Display:
    """The documents' judgement as a sentence, a table by unit, and a table of what the platform says otherwise; nothing without documents.

    >>> quality.api_documents(section).blocks()  # of a meeting without documents
    ()
    """
    found = judged_apis(apis, oas, meeting)
    if found is None or apis is None:
        return Several(())
    return Several((_sentence(found, meeting, oas is not None), *_tables(found), _list(apis)))


def _sentence(found: JudgedApis, meeting: Meeting, has_list: bool) -> Prose:
    states = {word: one.total for word, one in found.by_state.items()}
    said = runs(
        "附有 OAS 文件的 API {all!s} 項，經判定通過 {valid} 項，不通過 {invalid} 項",
        all=found.all,
        valid=states[STATES["valid"]],
        invalid=states[STATES["invalid"]],
    )
    for word in (STATES["unjudged"], STATES["missing"]):
        if states[word].value:
            said += runs("，{word} {fact} 項", word=word, fact=states[word])
    said += runs("。")
    if has_list and found.unseen:
        unit, day = meeting.units.count("項"), found.all.as_of
        unseen = names_counted(
            found.unseen, unit, "apis.unseen", "平臺列為通過而沒有文件可判定的 API", day, "平臺紀錄有而 apis.csv 沒有者"
        )
        said += runs("平臺紀錄列為通過的 API 中，{unseen} 項沒有文件可判定。", unseen=unseen)
    return Prose((said,)).document_only()


def _tables(found: JudgedApis) -> Iterator[Display]:
    units = list(dict.fromkeys(unit for one in found.by_state.values() for unit in one.parts))
    states = {word: one for word, one in found.by_state.items() if one.total.value or word != STATES["missing"]}
    if units:
        rows = [Row((unit, *(one.parts[unit] for one in states.values()))) for unit in units]
        rows.append(Row(("合計", *(one.total for one in states.values())), "total"))
        yield Table(
            "API 的 OAS 文件判定結果", ("單位", *states), tuple(rows), "單位：項", RULE, weights=(5, *[3] * len(states))
        ).document_only()
    if found.against:
        yield Table(
            "與平臺紀錄不一致的 API",
            ("單位", "API", "平臺紀錄", "文件判定", "缺失"),
            tuple(Row(one) for one in found.against),
            "",
            "平臺如何驗證未見公開；本表僅供查明",
            weights=(3, 5, 2, 2, 8),
        ).document_only()


def _list(apis: Records) -> Display:
    """Every API with its document, for the annex files."""
    columns = {
        "unit": "單位",
        "api": "API",
        "dataset_id": "資料集識別碼",
        "document": "文件",
        "version": "OAS 版本",
        "state": "判定",
        "first": "缺失",
    }
    given = given_columns(apis, columns)
    return Table("API 的 OAS 文件", tuple(given.values()), every_row(apis, given)).annex_only()
