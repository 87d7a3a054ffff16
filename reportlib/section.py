"""A section of the packet while its notebook runs: the meeting's inputs at hand, and the report at the end."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterator
from pathlib import Path

from reportlib import display, document, inputs
from reportlib.clean import Records
from reportlib.display import MIME, Display
from reportlib.errors import RunError
from reportlib.facts import Fact
from reportlib.measures.evaluation import Sources
from reportlib.meeting import Meeting
from reportlib.roc import format_date
from reportlib.tables import Row, Table


class Section(Display):
    """The inputs of one meeting, read when first asked for; shown, it names the meeting.

    ``quality``, ``requests``, ``evaluation`` and ``oas`` are None where the parameters name no such file.
    """

    def __init__(self, meeting: Meeting):
        self.meeting = meeting
        self._read: dict[str, Records] = {}

    # -- inputs --------------------------------------------------------------------------------------------------

    @functools.cached_property
    def catalogue(self) -> Records:
        return self._records("catalogue", self.meeting.need("inputs.catalogue", self.meeting.params.inputs.catalogue))

    @functools.cached_property
    def quality(self) -> Records | None:
        return self._records("quality", self.meeting.params.inputs.quality)

    @functools.cached_property
    def requests(self) -> Records:
        return self._records("requests", self.meeting.need("inputs.requests", self.meeting.params.inputs.requests))

    @functools.cached_property
    def evaluation(self) -> Records | None:
        return self._records("evaluation", self.meeting.params.inputs.evaluation)

    @functools.cached_property
    def oas(self) -> Records | None:
        return self._records("oas", self.meeting.params.inputs.evaluation)

    @functools.cached_property
    def sources(self) -> Sources:
        """What the evaluation counts from."""
        requests = self.requests if self.meeting.params.inputs.requests else None
        return Sources(self.catalogue, self.quality, requests, self.evaluation, self.oas)

    def _records(self, kind: str, path: Path | None) -> Records | None:
        if path is None:
            return None
        records = inputs.read(kind, path, self.meeting)
        if records is not None:
            self._read[kind] = records
        return records

    # -- shown ---------------------------------------------------------------------------------------------------

    def data(self) -> dict:
        return {"kind": "section", "as_of_text": f"資料統計至 {format_date(self.meeting.as_of.inventory)}"}

    def as_html(self) -> str:
        return f"<p>{html.escape(self.as_text())}</p>"

    def as_text(self) -> str:
        meeting = document.meeting_data(self.meeting.params)
        return "　".join(filter(None, (meeting["body"], meeting["title"], self.data()["as_of_text"], meeting["notice"])))

    def facts(self) -> Iterator[Fact]:
        return iter(())

    def accounts(self) -> Table:
        """Every input this section has read: where each of its rows went, and the bytes it was read from."""
        rows = tuple(Row(inputs.account_of(records, self.meeting.units)) for records in self._read.values())
        columns = ("檔案", *inputs.ACCOUNT.values(), "SHA-256（前 12 碼）")
        return Table("資料來源及列數", columns, rows, "單位：列", "讀入＝採計＋空白＋表頭及標題＋合計列＋非本機關", weights=(5, 2, 2, 2, 2, 2, 3, 4), sortable=False)

    def close(self) -> Closing:
        """The sentinel: the last cell of every section notebook shows this, or the run is not complete."""
        return Closing(self)


class Closing:
    """What the sentinel reports: how much was shown, every fact with its derivation, every input with its counts."""

    def __init__(self, section: Section):
        self._section = section

    def data(self) -> dict:
        shown = display.shown()
        params = self._section.meeting.params
        return {
            "kind": "sentinel",
            "displays": len(shown),
            "sources": [inputs.report_of(records) for records in self._section._read.values()],
            "facts": [fact.as_dict() for fact in all_facts(shown)],
            "document": {"meeting": document.meeting_data(params), "agenda": document.agenda_data(params)},
        }

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        data = self.data()
        text = f"本章節完成：{data['displays']} 個圖表與文字，{len(data['facts'])} 個數字，{len(data['sources'])} 個輸入檔案。"
        return {MIME: data, "text/plain": text}


def all_facts(shown: list[Display]) -> list[Fact]:
    """Every named fact that is shown or that a shown one was computed from, in order of first appearance.

    RunError (I07) where two numbers go by one name: the same measure cannot have two values.
    """
    found: dict[str, Fact] = {}

    def add(fact: Fact) -> None:
        if fact.name in found:
            earlier = found[fact.name]
            if (earlier.value, earlier.absence, earlier.as_of) != (fact.value, fact.absence, fact.as_of):
                raise RunError(document.two_values(fact.label, fact.name, earlier.printed, fact.printed))
            return
        if fact.name:
            found[fact.name] = fact
        for operand in fact.named_operands():
            add(operand)

    for one in shown:
        for fact in one.facts():
            add(fact)
    return list(found.values())


def open_section(params_file: str | Path) -> Section:
    """Open a meeting for a section notebook; ``params_file`` is its one papermill parameter."""
    return Section(Meeting.read(params_file))
