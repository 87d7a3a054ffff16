"""The register of themes: which unit has which theme, with which datasets and services; what there is of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import blank, is_
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, absent
from reportlib.measures import inventory
from reportlib.measures.counting import all_counted, each, names_counted, rows_of, statutory_order
from reportlib.measures.evaluation.registers import known_among
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.text import spelling


@dataclass(frozen=True)
class Themes:
    """The register, by units in statutory order, and what it counts to; ``opened`` are its datasets that are on the list."""

    records: Records
    themes: Fact
    units: Fact
    services: Fact
    datasets: Fact
    opened: Fact
    without: tuple[str, ...]  # evaluated units that have no theme
    without_count: Fact


@of_section(records="themes")
def of(records: Records, catalogue: Records | None, meeting: Meeting) -> Themes:
    """What the register counts to; the datasets on the list where there is one with identifiers.

    >>> themes.of(section).datasets
    主題所列的資料集 17 項（114-05-31）
    """
    day, place = meeting.as_of.inventory, {agency.short: n for n, agency in enumerate(meeting.register)}
    frame = records.frame
    records = records.with_frame(frame.loc[frame["unit_short"].map(place).sort_values(kind="stable").index])
    word, items = meeting.units.count("個"), meeting.datasets
    having = set(records.frame["unit_short"])
    without = tuple(unit for unit in meeting.evaluated_units if unit not in having)
    return Themes(
        records,
        different(records, "theme", items, "themes.total", "主題式開放資料的主題", meeting),
        different(records, "unit", word, "themes.units", "登記主題的單位", meeting),
        different(records, "service", items, "themes.services", "登記的主題式開放資料服務", meeting),
        different(records, "dataset_id", items, "themes.datasets", "主題所列的資料集", meeting),
        _opened(records, catalogue, meeting),
        without,
        names_counted(without, word, "themes.without", "尚未登記主題的受評單位", day, "受評單位中不在登記者"),
    )


def different(records: Records, column: str, unit: Unit, name: str, label: str, meeting: Meeting) -> Fact:
    """How many different texts a column has; absent where the register has no such column."""
    day = meeting.as_of.inventory
    if not records.has(column):
        return absent(NOT_PROVIDED, unit, name, label, day)
    filled = records.where(~blank(column))
    return Fact(
        Decimal(filled.frame[column].nunique()),
        unit,
        name,
        label,
        day,
        f"登記中不同的{label_of(records.input, column)}數",
        rows_of(filled, filled.frame.index),
        "distinct",
        where=filled.chosen_by(),
        columns=(label_of(records.input, column),),
    )


def _opened(records: Records, catalogue: Records | None, meeting: Meeting) -> Fact:
    """Datasets of the register that are on the list on the as-of date."""
    name, label, day = "themes.opened", "主題所列而已在清單的資料集", meeting.as_of.inventory
    if catalogue is None or not catalogue.has("dataset_id") or not records.has("dataset_id"):
        return absent(NOT_PROVIDED, meeting.datasets, name, label, day)
    on_list = known_among(inventory.listed(catalogue, meeting), records)
    return all_counted(on_list, meeting.datasets, name, label, day, "統計日在資料集清單、且識別碼在登記中者")


# -- shown ---------------------------------------------------------------------------------------------------------------


def summary(found: Themes) -> Prose:
    """How many units have how many themes, with how many datasets and services; who has none."""
    sentence = runs("{units!s} 個單位登記 {themes!s} 項主題", units=found.units, themes=found.themes)
    if not found.datasets.absence:
        sentence += runs("，列有 {datasets} 項資料集", datasets=found.datasets)
        if not found.opened.absence:
            sentence += runs("，其中 {opened!s} 項已在資料集清單", opened=found.opened)
    if not found.services.absence:
        sentence += runs("；提供 {services!s} 項服務", services=found.services)
    sentence += runs("。")
    if found.without:
        names = Naming.joined("、", found.without)
        sentence += runs("尚未登記的受評單位 {count} 個：{names}。", count=found.without_count, names=names)
    return Prose((sentence,))


def message(found: Themes) -> dict:
    """The title of the table's slide, as ``Display.says`` takes it."""
    if found.datasets.absence:
        return {"sentence": "{units} 個單位登記 {themes} 項主題", "units": found.units, "themes": found.themes}
    return {
        "sentence": "{themes} 項主題列有 {datasets} 項資料集",
        "themes": found.themes,
        "datasets": found.datasets,
    }


def table(caption: str, found: Themes, meeting: Meeting) -> Table:
    """A row a theme of a unit: how many datasets it has, and its services."""
    rows = []
    for unit in statutory_order(found.records.frame["unit_short"], meeting):
        mine = found.records.where(is_("unit_short", unit))
        for theme in dict.fromkeys(mine.frame["theme"]):
            here = mine.where(is_("theme", theme))
            name, label = f"themes.datasets/{unit}/{theme}", f"{unit}「{theme}」所列的資料集"
            datasets = different(here, "dataset_id", meeting.datasets, name, label, meeting)
            services = Naming.joined("\n", dict.fromkeys(one for one in here.frame.get("service", ()) if one))
            rows.append(Row((unit, theme, datasets, services or "—")))
    columns = ("單位", "主題", "資料集", "服務")
    return Table(caption, columns, tuple(rows), "單位：項", weights=(3, 7, 2, 7)).says(**message(found))


@of_section()
def dataset_table(caption: str, found: Themes, catalogue: Records | None, meeting: Meeting) -> Display:
    """Every dataset of a theme, and whether it is on the list on the as-of date; nothing where the register names none. Among what proves.

    >>> themes.dataset_table("主題的資料集", themes.of(section), section)
    主題的資料集：17 列 × 5 欄
    """
    if not found.records.has("dataset_id"):
        return Several(())
    on_list = inventory.listed(catalogue, meeting) if catalogue is not None and catalogue.has("dataset_id") else None
    known = set() if on_list is None else set(on_list.frame["dataset_id"].map(spelling))
    rows = [
        Row(
            (
                record["unit_short"],
                record["theme"],
                record["dataset_id"],
                record.get("title") or "—",
                ("是" if spelling(record["dataset_id"]) in known else "否") if on_list is not None else NOT_PROVIDED,
            )
        )
        for _, record in each(found.records)
        if record.get("dataset_id")
    ]
    columns = ("單位", "主題", "資料集識別碼", "資料集名稱", "在資料集清單")
    return Table(caption, columns, tuple(rows), weights=(3, 6, 4, 7, 3)).proof_only()
