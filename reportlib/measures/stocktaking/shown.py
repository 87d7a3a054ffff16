"""The three inventories as figures, sentences and tables."""

from __future__ import annotations

from reportlib.display.display import Cell, Display, Naming, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.action_plan import threshold
from reportlib.measures.counting import each
from reportlib.measures.listing import every_row, given_columns
from reportlib.measures.stocktaking.assets import Assets
from reportlib.measures.stocktaking.costs import Cost, Costs
from reportlib.measures.stocktaking.on_request import OnRequest
from reportlib.meeting.meeting import Meeting
from reportlib.model.blocks import Tone
from reportlib.roc import format_date

OURS = "欄位為本資料所擬"
NOT_GIVEN = "本次會議沒有{called}。"


def key_figures(found: Assets | None, asked: OnRequest | None, cost: Costs | None) -> Display:
    """What opens the section; nothing where none of the inventories is given."""
    figures: dict[str, Fact] = {}
    if found:
        figures["資產盤點"] = found.listed.total
        figures |= {name: by_unit.total for name, by_unit in found.by_class.items()}
    elif asked:
        figures["依申請提供"] = asked.listed
    if cost and not cost.flagged.absence:
        figures["達提報門檻"] = cost.flagged
    return KeyFigures.of(**figures) if figures else Several(())


# -- what there is ---------------------------------------------------------------------------------------------------------


def asset_summary(found: Assets | None) -> Prose:
    """How many of each class there are, and how many are refused without the whole of a reason."""
    if found is None:
        return Prose.of(NOT_GIVEN, called="政府資料資產盤點表")
    if not found.listed.total.value:
        return Prose.of("資產盤點表沒有資料集。")
    classes = Naming.joined(
        "、", (Naming("{name} {fact!s} 項", name=name, fact=one.total) for name, one in found.by_class.items())
    )
    sentence = runs("資產盤點表共列 {listed!s} 項：{classes}。", listed=found.listed.total, classes=classes)
    if found.unexplained.total.value:
        sentence += runs(
            "不予提供而理由或法規條文不全者 {unexplained!s} 項，請單位補齊。", unexplained=found.unexplained.total
        )
    return Prose((sentence,))


def asset_message(found: Assets) -> dict:
    """The title of the table by units."""
    first = next(iter(found.by_class))
    said = {"name": first, "open": found.by_class[first].total, "listed": found.listed.total}
    if found.unexplained.total.value:
        return said | {
            "sentence": "盤點 {listed} 項，{name} {open} 項；{unexplained} 項不予提供而理由不全",
            "unexplained": found.unexplained.total,
        }
    return said | {"sentence": "盤點 {listed} 項，{name} {open} 項"}


def class_table(caption: str, found: Assets | None) -> Display:
    """Every unit: how many of each class, and how many are refused without the whole of a reason."""
    if found is None or not found.listed.total.value:
        return Several(())
    columns = [*found.by_class.values(), found.listed, found.unexplained]
    rows = [Row((unit, *(one.parts[unit] for one in columns))) for unit in found.listed.parts]
    rows.append(Row(("合計", *(one.total for one in columns)), "total"))
    heads = ("單位", *found.by_class, "合計", "理由不全")
    note = f"理由不全：不予提供而理由或法規條文空白；{OURS}"
    return Table(caption, heads, tuple(rows), "單位：項", note, weights=(5, *[3] * len(found.by_class), 3, 3)).says(
        **asset_message(found)
    )


def unexplained_table(caption: str, found: Assets | None) -> Display:
    """What is refused without the whole of a reason, and what of it is missing."""
    if found is None or not found.unexplained.total.value:
        return Several(())
    rows = []
    for _, record in each(found.without_reason):
        lacking = [name for key, name in (("reason", "理由"), ("law", "法規條文")) if not record.get(key)]
        rows.append(
            Row(
                (
                    record["title"],
                    record["agency_short"],
                    record.get("reason") or "—",
                    record.get("law") or "—",
                    "、".join(lacking),
                ),
                tones=("", "", "", "", "late"),
            )
        )
    columns = ("資料集", "單位", "理由", "法規條文", "缺")
    return Table(caption, columns, tuple(rows), "", "", "board", (6, 4, 7, 6, 3)).document_only()


def asset_list(caption: str, found: Assets | None) -> Display:
    """The whole inventory, for the annex files."""
    if found is None:
        return Several(())
    columns = {
        "agency": "機關",
        "asset_id": "資產編號",
        "title": "資料集名稱",
        "data_class": "資料類別",
        "dataset_id": "資料集識別碼",
        "system": "系統名稱",
        "category": "服務分類",
        "formats": "檔案格式",
        "update_frequency": "更新頻率",
        "reason": "理由",
        "law": "法規條文",
        "planned_on": "預計開放日期",
    }
    given = given_columns(found.records, columns)
    return Table(caption, tuple(given.values()), every_row(found.records, given)).annex_only()


# -- what is given on request ----------------------------------------------------------------------------------------------


def request_summary(found: OnRequest | None) -> Prose:
    """How many are given on request, with which restriction, and how many do not say on what terms."""
    if found is None:
        return Prose.of(NOT_GIVEN, called="依申請提供資料盤點清單").document_only()
    if not found.listed.value:
        return Prose.of("沒有依申請提供的資料集。").document_only()
    sentence = runs("依申請提供的資料集共 {listed!s} 項", listed=found.listed)
    if not found.by_restriction.is_absent:
        kinds = Naming.joined(
            "、",
            (Naming("{kind} {fact} 項", kind=kind, fact=fact) for kind, fact in found.by_restriction.parts.items()),
        )
        sentence += runs("：{kinds}", kinds=kinds)
    sentence += runs("。")
    if found.incomplete.value:
        sentence += runs("授權內容或計費方式未填者 {incomplete!s} 項。", incomplete=found.incomplete)
    return Prose((sentence,)).document_only()


def request_table(caption: str, found: OnRequest | None) -> Display:
    """Every dataset that is given on request, with its terms; what is missing of them is marked."""
    if found is None or not found.listed.value:
        return Several(())
    rows = []
    for _, record in each(found.records):
        terms = [record.get(key) for key in ("restriction", "licence", "charging", "charged_by")]
        missing = [key in (1, 2) and not text for key, text in enumerate(terms)]
        cells: list[Cell] = [text or ("未填" if lacks else "—") for text, lacks in zip(terms, missing, strict=True)]
        tones = ("", "", *("late" if lacks else "" for lacks in missing))
        rows.append(Row((record["title"], record["agency_short"], *cells), tones=tones))  # type: ignore[arg-type]
    columns = ("資料集", "單位", "限制類型", "授權內容", "計費方式", "收費依據")
    return Table(caption, columns, tuple(rows), "", OURS, "board", (6, 4, 4, 6, 5, 5)).document_only()


# -- what it cost ----------------------------------------------------------------------------------------------------------


def cost_summary(found: Costs | None, meeting: Meeting) -> Prose:
    """How many reach the threshold and what follows from it; how many cannot be added up."""
    if found is None:
        return Prose.of(NOT_GIVEN, called="建置成本盤點表")
    if not found.listed.value:
        return Prose.of("建置成本盤點表沒有資料集。")
    sentence = runs("建置成本盤點表共列 {listed!s} 項。", listed=found.listed)
    if found.threshold and not found.flagged.absence:
        what, unit = found.threshold.applies_to, found.threshold.unit
        sentence += runs("{what}達 {amount} {unit}者", what=what, amount=threshold(meeting), unit=unit)
        sentence += (
            runs(" {flagged!s} 項，{duty}。", flagged=found.flagged, duty=found.threshold.duty)
            if found.flagged.value
            else runs("：無。")
        )
    if found.incomplete.value:
        sentence += runs("經費未填齊、無法相加者 {incomplete!s} 項。", incomplete=found.incomplete)
    return Prose((sentence,))


def cost_table(caption: str, found: Costs | None) -> Display:
    """Every dataset with building, upkeep and sum, what reaches the threshold first; 未填 is not zero."""
    if found is None or not found.listed.value:
        return Several(())
    rows = [
        Row(
            (one.title, one.agency_short, _state(one), *one.parts, one.total),
            tones=("", "", _tone(one), "", "", "", "", ""),
        )
        for one in sorted(found.entries, key=_dearest_first)
    ]
    columns = ("資料集", "單位", "狀態", "建置費", "前一年維護", "前二年維護", "前三年維護", "合計")
    note = Naming(OURS)
    if found.threshold and found.least:
        note = Naming("門檻 {least} 元：{source}；{ours}", least=found.least, source=found.threshold.source, ours=OURS)
    return Table(caption, columns, tuple(rows), "單位：元", note, "board", (6, 3, 6, 4, 4, 4, 4, 4)).document_only()


def flagged_table(caption: str, found: Costs | None) -> Display:
    """What reaches the threshold, for a slide; nothing where nothing does."""
    flagged = [] if found is None else [one for one in found.entries if one.is_flagged]
    if found is None or not flagged:
        return Several(())
    rows = tuple(
        Row((one.title, one.agency_short, _state(one), one.parts[0], one.total), tones=("", "", _tone(one), "", ""))
        for one in sorted(flagged, key=_dearest_first)
    )
    columns = ("資料集", "單位", "狀態", "建置費", "合計")
    said = {"flagged": found.flagged, "listed": found.listed}
    table = Table(caption, columns, rows, "單位：元", weights=(6, 4, 7, 5, 5), sortable=False).slide_only()
    return table.says("盤點建置成本 {listed} 項，{flagged} 項達提報門檻", **said)


def _dearest_first(one: Cost) -> tuple[bool, bool, float]:
    return (not one.is_flagged, not one.is_complete, -float(one.total.value or 0))


def _tone(one: Cost) -> Tone:
    """What reaches the threshold asks for attention until it was brought before the higher group."""
    return "" if not one.is_flagged else "done" if one.is_reported else "late"


def _state(one: Cost) -> str:
    if not one.is_flagged:
        return "" if one.is_complete else "未填齊"
    if one.reported:
        said = "達門檻，{day} 已提報" if one.is_reported else "達門檻，須提報（{day}，在統計日後）"
        return Naming(said, day=format_date(one.reported))
    return "達門檻，須提報" if one.is_complete else "達門檻（未填齊），須提報"
