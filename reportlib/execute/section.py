"""A section of the packet while its notebook runs: the meeting's inputs at hand, and the report at the end."""

from __future__ import annotations

import dataclasses
import functools
import html
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from reportlib import messages, wording
from reportlib.display import attachments as display_attachments, display
from reportlib.display.attachments import AttachedPages
from reportlib.display.display import Display, piece
from reportlib.display.fitting import fitting
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.document import numbering
from reportlib.document.cover import agenda_of, as_of_text, cover_of
from reportlib.document.remarks import notes_of
from reportlib.errors import ConfigError, PacketError, RunError
from reportlib.execute import handover
from reportlib.execute.explanation import Explanation
from reportlib.execute.handover import Taken
from reportlib.facts.facts import Fact
from reportlib.facts.record import record_of
from reportlib.measures import agenda, undecided
from reportlib.measures.evaluation import EvaluationSources, Registers
from reportlib.meeting.meeting import Meeting
from reportlib.model.blocks import Block
from reportlib.model.document import SectionReport
from reportlib.model.encoding import MIME, head_json, report_json
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import inputs
from reportlib.records.records import Records
from reportlib.records.tables import SHORT, TABLES, shown_label

# What a cell of each kind is, for who reads the data dictionary.
KINDS = {
    "text": "文字",
    "identifier": "代碼",
    "count": "整數",
    "decimal": "小數",
    "share": "比例",
    "date": "日期",
    "list": "清單",
    "agency": "機關",
    "link": "網址",
}


class Section(Display):
    """The inputs of one meeting, read when first asked for; shown, it names the meeting.

    Its inputs are its attributes (``section.catalogue``); those of ``Inputs.OPTIONAL`` are None where the parameters
    name no such file.
    """

    def __init__(self, meeting: Meeting, taken: Taken | None = None):
        self.meeting = meeting
        self._taken = taken
        self._read: dict[str, Records] = {}
        self._sheets_of = functools.lru_cache(maxsize=2)(self._sheets)  # one file may hold two tables

    # -- inputs --------------------------------------------------------------------------------------------------

    def __getattr__(self, kind: str) -> Records | None:
        """``section.catalogue`` and every other input of :data:`reportlib.records.tables.FILES`; ConfigError where the parameters lack it."""
        if kind not in inputs.FILES:
            raise AttributeError(f"a section has no {kind!r}; its inputs are {', '.join(inputs.FILES)}")
        if kind in self._read:
            return self._read[kind]
        parameter = inputs.FILES[kind]
        given = self.meeting.params.inputs
        path = getattr(given, parameter)
        if path is None and parameter not in given.OPTIONAL:
            raise ConfigError(self.meeting.params.lacks(f"inputs.{parameter}"))
        records = self._records(kind, path) if path else None
        if records is not None:
            self._read[kind] = records
        return records

    def _records(self, kind: str, path: Path) -> Records | None:
        """The input as the build has read it, or read now."""
        if self._taken and self._taken.has(kind, inputs.file_of(kind, path, self.meeting)):
            return self._taken.records(kind)
        return inputs.read(kind, path, self.meeting, self._sheets_of)

    def _sheets(self, path: Path) -> list[Sheet]:
        return files.read(path, limits=inputs.limits_of(self.meeting.params))

    def __dir__(self):
        return sorted({*super().__dir__(), *inputs.FILES})

    @functools.cached_property
    def sources(self) -> EvaluationSources:
        """What the evaluation counts from."""
        requests = self.requests if self.meeting.params.inputs.requests else None
        catalogue = self.meeting.need("inputs.catalogue", self.catalogue)
        given = (self.quality, requests, self.evaluation, self.oas, self.received, self.standards, self.feedback)
        return EvaluationSources(catalogue, *given, self.withdrawn)

    @functools.cached_property
    def scored(self) -> EvaluationSources:
        """The same with the registers from which items are counted that units else report."""
        kinds = [one.name for one in dataclasses.fields(Registers)]
        given = {kind: getattr(self, kind) for kind in kinds if getattr(self.meeting.params.inputs, kind)}
        return dataclasses.replace(self.sources, registers=Registers(**given))

    def attachments(self) -> tuple[AttachedPages, ...]:
        """The pages of every document that the parameters attach, in order."""
        pages = self._taken.attached() if self._taken else None
        return display_attachments.read(self.meeting.params) if pages is None else pages

    __eq__, __hash__ = object.__eq__, object.__hash__  # a section is itself, whatever is shown of it

    # -- shown ---------------------------------------------------------------------------------------------------

    def blocks(self) -> tuple[Block, ...]:
        return ()

    def data(self) -> dict:
        return head_json(as_of_text(self.meeting.params))

    def as_html(self) -> str:
        return f"<p>{html.escape(self.as_text())}</p>"

    def as_text(self) -> str:
        cover = cover_of(self.meeting.params)
        texts = (cover.body, cover.title, cover.as_of_text, cover.notice)
        return "　".join(text.text for text in texts if text)

    def facts(self) -> Iterator[Fact]:
        return iter(())

    def accounts(self) -> Display:
        """Every input this section has read: where each of its rows went, and the bytes it was read from."""
        if not self._read:
            return Prose.of("本章節的內容來自參數檔及規則檔，沒有讀取紀錄。").proof_only()
        kinds = inputs.kinds_of_rows(self._read.values())
        rows = tuple(Row(inputs.account_of(records, self.meeting.units, kinds)) for records in self._read.values())
        rare = [name for kind, name in kinds.items() if kind not in inputs.ACCOUNT]
        note = "＋".join(("讀入＝採計＋空白＋表頭及標題＋合計列＋非本機關", *rare))
        account = Table(
            "資料來源及列數",
            ("檔案", *kinds.values(), "SHA-256（前 12 碼）"),
            rows,
            "單位：列",
            note,
            weights=(5, 2, 2, 2, 2, 2, 3, *(2 for _ in rare), 4),
            sortable=False,
            only="proof",
        )
        waiting = undecided.table(self._read.values(), self.meeting)
        return Several((account, waiting)) if waiting else account

    def dictionary(self) -> pd.DataFrame:
        """The data dictionary: of every input its name here, what it is, the name of each column (an agency's short
        name has one of its own), its header, its kind, and whether this meeting's file has it: 「有」, 「空白」 (a header with nothing
        under it), 「無」, 「無檔案」 where the parameters name none, 「無法讀取」 where it cannot be read."""
        said = [
            (
                table.name,
                table.label,
                name,
                shown_label(table.name, name),
                KINDS[column.kind],
                self._in_file(table.name, name),
            )
            for table in TABLES.values()
            for column in table.columns
            for name in (column.name, *([f"{column.name}{SHORT}"] if column.kind == "agency" else ()))
        ]
        return pd.DataFrame(said, columns=["資料", "內容", "欄位", "表頭", "種類", "檔案中"])

    def _in_file(self, kind: str, column: str) -> str:
        records = self._looked_into[kind]
        if isinstance(records, str):
            return records
        return "有" if records.has(column) else "空白" if column in records.frame.columns else "無"

    @functools.cached_property
    def _looked_into(self) -> dict[str, Records | str]:
        """Every input, or why there is none; what is looked into alone is not among those that the section has read."""
        found: dict[str, Records | str] = {}
        for kind, parameter in inputs.FILES.items():
            path = getattr(self.meeting.params.inputs, parameter)
            try:
                found[kind] = self._read.get(kind) or (self._records(kind, path) if path else None) or "無檔案"
            except PacketError:
                found[kind] = "無法讀取"
        return found

    def explain(self, fact: Fact) -> Explanation:
        """How a figure came about, down to its rows: formula, condition, rule and files; ``.to_frame()`` are the rows that it counts.
        Nothing of it gets into a packet.

        ``section.explain(inventory.total(section))``
        """
        if not isinstance(fact, Fact):
            example = "section.explain(inventory.total(section))"
            raise TypeError(messages.explain_expected(given=type(fact).__name__, example=example))
        return Explanation.of(fact, self._read.values())

    def close(self) -> Closing:
        """The sentinel: the last cell of every section notebook shows this, or the run is not complete."""
        return Closing(self)


class Closing:
    """What the sentinel reports: how much was shown, every fact with its derivation, every input with its counts."""

    def __init__(self, section: Section):
        self._section = section

    def report(self) -> SectionReport:
        shown = display.shown()
        meeting = self._section.meeting
        on_cover = agenda.on_cover(meeting)
        cover = dataclasses.replace(cover_of(meeting.params), named=tuple(map(piece, on_cover)))
        days = next(filter(None, map(_days, shown)), [])
        return SectionReport(
            displays=len(shown),
            sources=tuple(inputs.report_of(records) for records in self._section._read.values()),
            facts=tuple(record_of(fact) for fact in all_facts(shown, on_cover)),
            meeting=cover,
            agenda=agenda_of(meeting.params),
            planned=tuple(stem for stem, _ in meeting.params.sections),
            as_of_text=as_of_text(meeting.params, days),
            notes=notes_of(meeting.params),
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        report = self.report()
        text = f"本章節完成：{report.displays} 個圖表與文字，{len(report.facts)} 個數字，{len(report.sources)} 個輸入檔案。"
        return {MIME: report_json(report), "text/plain": text}


def _days(display: Display) -> list[date]:
    """The day of every figure that a display shows; those of what opens a section are the section's."""
    return [fact.as_of for fact in display.every_fact() if fact.as_of and fact.value is not None]


def all_facts(shown: Iterable[Display], cover: Iterable[Fact] = ()) -> list[Fact]:
    """Every named fact that is shown, on the ``cover`` too, or that a shown one was computed from, in order of first appearance.

    RunError (I07) where two numbers go by one name: the same measure cannot have two values.
    """
    found: dict[str, Fact] = {}

    def add(fact: Fact) -> None:
        if fact.name in found:
            earlier = found[fact.name]
            if (earlier.value, earlier.absence, earlier.as_of) != (fact.value, fact.absence, fact.as_of):
                raise RunError(numbering.two_values(fact.label, fact.name, earlier.printed, fact.printed))
            return
        if fact.name:
            found[fact.name] = fact
        for operand in fact.named_operands():
            add(operand)

    for fact in (*cover, *(fact for one in shown for fact in one.every_fact())):
        add(fact)
    return list(found.values())


@fitting
def open_section(params_file: str | Path) -> Section:
    """Open a meeting for a section notebook; ``params_file`` is its one papermill parameter.

    >>> section = open_section("params/example.yaml")
    >>> section
    示範部政府資料開放諮詢小組　第 2 屆第 1 次會議　資料統計至 114-05-31　示範資料
    >>> section.catalogue
    資料集清單（catalogue.csv）：36 列 × 15 欄
    """
    taken = handover.taken(Path(params_file))
    meeting = taken.meeting if taken else Meeting.read(params_file)
    wording.use(meeting.wording)
    return Section(meeting, taken)
