"""Results: figures of the whole programme that a person declares, and the year's figures that the records give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from os.path import commonprefix

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, absent, decimal_places
from reportlib.measures import evaluation, feedback, inventory, quality, receipts, requests
from reportlib.measures.counting import each, row_chosen, rows_of
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date, format_long, format_month
from reportlib.text import Quoted, as_written

# Keys of the programme's file: the local governments' datasets, twice, and the growth that was printed for them; the
# total of datasets that another page of the same papers printed.
LOCAL_BEFORE, LOCAL_AFTER, LOCAL_PRINTED = "local_from", "local_to", "local_growth"
TOTAL_PRINTED = "inventory_in_outcomes"


@dataclass(frozen=True)
class ProgrammeFigure:
    """A figure of the programme: its group, where it was taken from, and what else is known of it."""

    group: str
    figure: Fact
    source: str
    detail: str = ""  # what is to be said beside it
    period: str = ""  # of what time it is, where that is no day

    @property
    def when(self) -> str:
        """The span or the month, or else the day."""
        return self.period or format_date(self.figure.day)


@of_section(records="programme")
def programme(records: Records | None, meeting: Meeting) -> Mapping[str, ProgrammeFigure]:
    """Every figure of the programme's file by its key, digits as given (0.62 stays 0.62), with its date and source; none without
    the file.

    >>> results.programme(section)  # of a meeting without the file
    {}
    """
    found: dict[str, ProgrammeFigure] = {}
    if records is None:
        return found
    for row, record in each(records):
        value: Decimal = record["value"]
        unit = Unit(record["unit"], decimal_places(value), thousands=meeting.units.thousands)
        figure = Fact(
            value,
            unit,
            f"programme/{record['key']}",
            record["label"],
            record["as_of"],
            f"人工填報：{record['source']}",
            rows_of(records, [row]),
            "declared",
            where=row_chosen(records, row),
            columns=(label_of(records.input, "value"),),
        )
        found[record["key"]] = ProgrammeFigure(
            record["group"], figure, record["source"], record.get("detail") or "", record.get("period") or ""
        )
    return found


def programme_table(caption: str, figures: Mapping[str, ProgrammeFigure]) -> Table:
    """Every figure with its group, unit, date and source; groups in the order in which they first occur."""
    groups = list(dict.fromkeys(declared.group for declared in figures.values()))
    # All from one paper: the note names it, the rows only their page (「第 77 頁」) or chapter (「〈推動成果〉」).
    alike = commonprefix([declared.source for declared in figures.values()])
    shared = alike[: max(alike.rfind("第"), alike.find("〈"), 0)]
    cited = Naming("來源：{paper}", paper=Quoted(shared)) if shared else ""
    rows = tuple(
        Row(
            (
                "" if at else group,
                d.figure.label,
                d.figure,
                d.figure.unit.word,
                d.when,
                as_written(d.source.removeprefix(shared) or d.source, d.source),
            )
        )
        for group in groups
        for at, d in enumerate(d for d in figures.values() if d.group == group)
    )
    table = Table(
        caption,
        ("類別", "指標", "數值", "單位", "統計日或期間", "來源"),
        rows,
        note=cited,
        weights=(8, 9, 4, 2, 6, 4),
        sortable=False,
    )
    return table.says(**message(figures)) if figures else table


def detail_table(caption: str, figures: Mapping[str, ProgrammeFigure]) -> Display:
    """What is said beside the figures: each with its number; a sentence where nothing is."""
    rows, last = [], ""
    for d in figures.values():
        if d.detail:
            again = d.group == last
            rows.append(Row(("" if again else d.group, d.figure.label, d.figure, d.figure.unit.word, d.detail)))
            last = d.group
    if not rows:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED).document_only()
    return Table(
        caption, ("類別", "指標", "數值", "單位", "內容"), tuple(rows), weights=(8, 8, 3, 2, 14), sortable=False
    )


def message(figures: Mapping[str, ProgrammeFigure]) -> dict:
    """The largest figure in a sentence, as ``Display.says`` takes it."""
    largest = max((declared.figure for declared in figures.values()), key=lambda figure: figure.number)
    return {
        "sentence": "{label}達 {figure} {unit}",
        "label": largest.label,
        "figure": largest,
        "unit": largest.unit.word,
    }


# -- growth of local datasets ----------------------------------------------------------------------------------------------


def local_growth(figures: Mapping[str, ProgrammeFigure]) -> Fact:
    """How many times as many local datasets there are as before (倍), computed from the two declared numbers; absent
    without them.
    """
    name, label, unit = "results.local_growth", "地方政府開放資料集成長倍數", Unit("倍", 2)
    if not {LOCAL_BEFORE, LOCAL_AFTER} <= figures.keys():
        return absent(NOT_PROVIDED, unit, name, label)
    before, after = figures[LOCAL_BEFORE].figure, figures[LOCAL_AFTER].figure
    return after.share_of(before, unit).named(name, label, rule="後一統計日資料集數 ÷ 前一統計日資料集數")


def local_growth_summary(figures: Mapping[str, ProgrammeFigure]) -> Prose:
    """The computed growth beside the printed one, each called what it is; that there are no such figures, where there
    are none.
    """
    computed = local_growth(figures)
    if computed.absence:
        return Prose.of("地方政府開放資料集成長倍數：{absent}。", absent=NOT_PROVIDED).document_only()
    before, after = figures[LOCAL_BEFORE].figure, figures[LOCAL_AFTER].figure
    sentence = runs(
        "地方政府開放資料集由 {from_month}的 {before} {unit}增為 {to_month}的 {after} {unit}，依此計算為 {computed!s} 倍",
        from_month=_month(before.day),
        before=before,
        unit=before.unit.word,
        to_month=_month(after.day),
        after=after,
        computed=computed,
    )
    if LOCAL_PRINTED not in figures:
        return Prose((sentence + runs("。"),))
    printed = figures[LOCAL_PRINTED].figure
    message = runs("地方政府資料集成長為 {computed} 倍，原載 {printed} 倍", computed=computed, printed=printed)
    agree = printed.unit.text(computed.number) == printed.printed
    return Prose(
        (
            sentence
            + runs(
                "；{source}所載為 {printed} 倍，兩者{agree}。",
                source=figures[LOCAL_PRINTED].source,
                printed=printed,
                agree="相符" if agree else "不一致",
            ),
        ),
        message=message,
    )


def _month(day: date) -> str:
    return format_month(day.year, day.month)


def total_beside_printed(
    figures: Mapping[str, ProgrammeFigure], sources: evaluation.EvaluationSources, meeting: Meeting
) -> Prose:
    """The total that the list gives beside the one that was printed elsewhere, and by how many they differ; or that
    none was.
    """
    total = inventory.total(sources.catalogue, meeting, sources.withdrawn)
    if (
        TOTAL_PRINTED not in figures or figures[TOTAL_PRINTED].figure.as_of != total.as_of
    ):  # of another day, there is nothing to compare
        return Prose.of("依資料集清單，累計開放資料集 {total!s} 項。", total=total)
    printed = figures[TOTAL_PRINTED]
    sentence = runs(
        "依資料集清單，累計開放資料集 {total!s} 項；{source}所載為 {printed} 項",
        total=total,
        source=printed.source,
        printed=printed.figure,
    )
    if total.value == printed.figure.value:
        return Prose((sentence + runs("，兩者相符。"),))
    difference = (total - printed.figure).named(
        "results.total_less_printed", "清單累計減原載累計", rule="資料集清單累計減原載累計"
    )
    return Prose((sentence + runs("，相差 {difference} 項，以清單為準。", difference=difference),))


# -- the year --------------------------------------------------------------------------------------------------------------


@of_section(comments="feedback")
def year_figures(
    sources: evaluation.EvaluationSources, comments: Records | None, history: Records | None, meeting: Meeting
) -> tuple[tuple[str, Fact], ...]:
    """What the records give for the year: datasets, marks, APIs, requests and comments, each called as in its own
    section.

    >>> results.year_figures(section)[0]
    ('累計開放資料集', 累計開放資料集 36 項（114-05-31）)
    """
    day = meeting.as_of.inventory
    points = quality.gold_series(sources.catalogue, sources.quality, meeting, history)
    found = [
        ("累計開放資料集", inventory.total(sources.catalogue, meeting, sources.withdrawn)),
        ("較上期增加", inventory.growth(sources.catalogue, meeting, sources.withdrawn)),
        ("金標章資料集", points[-1].gold),
        ("金標章占比", points[-1].share),
        ("白金標章資料集", quality.platinum_by_unit(sources.catalogue, sources.quality, meeting).total),
        ("通過 OAS 驗證的 API", quality.oas_by_unit(sources.oas, meeting, meeting.as_of.oas or day).total),
    ]
    if sources.requests is not None and meeting.outcomes:
        found.append(
            (
                receipts.noted("民間需求", requests.lacking(sources.received, meeting)),
                requests.total(requests.counted(sources.requests, meeting), meeting),
            )
        )
    found.append(("已回應的民眾意見", feedback.by_kind(feedback.answered(comments, meeting), meeting).total))
    return tuple(found)


def year_message(figures: tuple[tuple[str, Fact], ...]) -> dict:
    """The first two of the year's figures, as ``Display.says`` takes it."""
    (label, whole), (new_label, new) = figures[:2]
    if new.absence:
        return {"sentence": "{label} {whole} {unit}", "label": label, "whole": whole, "unit": whole.unit.word}
    return {
        "sentence": "{label} {whole} {unit}，{new_label} {new} {unit}",
        "label": label,
        "whole": whole,
        "unit": whole.unit.word,
        "new_label": new_label,
        "new": new,
    }


def year_table(caption: str, figures: tuple[tuple[str, Fact], ...]) -> Table:
    """Each figure of the year with its unit and date."""
    rows = tuple(
        Row(
            (
                label,
                fact,
                "" if fact.unit.percent else fact.unit.word,
                format_date(fact.as_of) if fact.as_of else NOT_PROVIDED,
            )
        )
        for label, fact in figures
    )
    table = Table(caption, ("指標", "數值", "單位", "統計日"), rows, weights=(5, 3, 2, 3), sortable=False)
    shares = [(label, fact) for label, fact in figures if fact.unit.percent and not fact.absence]
    return (
        table.says("{label} {share}", label=shares[0][0], share=shares[0][1])
        if shares
        else table.says(**year_message(figures))
    )


@of_section()
def top_message(catalogue: Records, meeting: Meeting) -> dict:
    """The most viewed dataset, as ``Display.says`` takes it.

    >>> results.top_message(section)["sentence"]
    '{label}最高的是「{title}」'
    """
    for measure, (label, _) in inventory.USAGE.items():
        for top in inventory.top(catalogue, meeting, measure, 1):
            return {"sentence": "{label}最高的是「{title}」", "label": label, "title": top.title}
    return {"sentence": "資料集的瀏覽及下載次數{absent}", "absent": NOT_PROVIDED}


@of_section()
def summary(sources: evaluation.EvaluationSources, meeting: Meeting) -> Prose:
    """Which datasets are used most, in a sentence; that the list gives no use, where it does not.

    >>> results.summary(section)
    截至 114 年 5 月 31 日，瀏覽次數最高的是檢驗局「充電設備檢驗合格清冊」，1,068 人次；下載次數最高的是檢驗局「國家標準目錄」，112 次。
    """
    sentence = runs("截至 {day}，", day=format_long(meeting.as_of.inventory))
    said = []
    for measure, (label, word) in inventory.USAGE.items():
        for top in inventory.top(sources.catalogue, meeting, measure, 1):
            said.append(
                runs(
                    "{label}最高的是{agency}「{title}」，{use!s} {word}",
                    label=label,
                    agency=top.publisher,
                    title=top.title,
                    use=top.use,
                    word=word,
                )
            )
    if not said:
        return Prose.of("資料集的瀏覽及下載次數：{absent}。", absent=NOT_PROVIDED)
    for number, one in enumerate(said):
        sentence += (runs("；") if number else ()) + one
    return Prose((sentence + runs("。"),))
