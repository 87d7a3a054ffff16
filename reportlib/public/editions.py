"""The public edition of a packet: the same executed notebooks, source rows and parameters without personal data (decision 0014).

Every text is masked by the rules of :mod:`mask` where it leaves the run, before anything is rendered, so that all media follow. A
figure, a hash and a file's name that the packet made itself are never touched. What was masked, and what only looks like it, is
kept with its place for the review.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from nbformat import NotebookNode, from_dict

from reportlib.document.reconcile import Report
from reportlib.errors import InputError, RunError
from reportlib.facts.record import SourceTable
from reportlib.model.blocks import Block, CaptionedBlock
from reportlib.model.document import SectionReport
from reportlib.model.encoding import MIME, shown_json, shown_of
from reportlib.model.texts import Line
from reportlib.model.walk import Place
from reportlib.public.masked_data import MARKUP, MaskedData
from reportlib.public.masked_texts import ReviewEntry
from reportlib.records.tables import TABLES

if TYPE_CHECKING:
    from reportlib.public.leaks import Suspected

Data = TypeVar("Data")  # JSON-able


def kept(agencies: Iterable[str], members: Iterable[str], convener: str | None) -> set[str]:
    """What is never masked: the names of agencies, and of the members of the group and its convener.

    A member holds a public office and is published by rule (decision 0014): the full name stays wherever it stands. The form
    of a name with a title alone (「林次長」) says nothing of membership and is masked.
    """
    people = {name for name in members if name} | {
        part for part in (convener or "").split() if re.fullmatch(r"[㐀-鿿]{2,5}", part)
    }
    return people | {name for name in agencies if len(name) > 1}


class Edition(MaskedData):
    """The masking of one packet: first all is looked through for names (:meth:`learn`), which are then masked wherever they stand."""

    def __init__(self, kept: Iterable[str] = (), listed: Iterable[str] = ()):
        super().__init__(kept, listed)
        self._untouched: set[int] = set()  # displays in which nothing is found
        self.numbers: set[str] = set()  # of records and figures: nobody's

    # -- first: who is named ------------------------------------------------------------------------------------------

    def learn(self, notebooks: Mapping[str, NotebookNode], tables: Iterable[SourceTable] = (), *others: object) -> None:
        """Look through everything for full names beside a form of address, and for names of facts that hold personal data."""
        for notebook in notebooks.values():
            for data in _displays(notebook):
                before = self.noted
                shown = shown_of(data)
                self._shown(shown)
                if self.noted == before:
                    self._untouched.add(id(data))
                if not isinstance(shown, SectionReport):
                    continue
                for fact in shown.facts:
                    self.facts.setdefault(fact.name, "")
                    self.numbers |= {fact.value or "", fact.printed}
                # The hash of a file, as annexes print its beginning, may have no letter in it.
                self.numbers |= {source.sha256[:12] for source in shown.sources}
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    self.text(cell.source)
        for table in tables:
            self._learn_table(table)
        for other in others:
            self.data(other, "")
        if self.names:
            self.masker = self.masker.knowing(self.names)
            self.clean.clear()
            self._untouched.clear()
        self._name_apart(self.facts)
        self._name_apart(self.files)
        self.found.clear()
        self.needles.clear()

    def _learn_table(self, table: SourceTable) -> None:
        """Names in a table's rows, the name of its file, and its numbers: a column that is no text holds nobody's."""
        self.files.setdefault(table.file, "")
        for _, texts in table.some(self._rows_met(table)).rows:
            for text in texts:
                self.text(text)
        kinds = {column.label: column.kind for column in TABLES[table.input].columns}
        for header, column in zip(table.columns, table.cells, strict=True):
            if kinds.get(header, "text") not in ("text", "link", "list"):
                self.numbers.update(number for text in column.texts for number in re.findall("[0-9]+", text))

    def _rows_met(self, table: SourceTable, is_under_header: bool = False) -> np.ndarray:
        """The places of the rows in which something is found, or stands that was masked as a whole cell; each text is looked at once."""
        dirty: list[set[str]] = []
        whole = set(self.whole)
        for header, column in zip(table.columns, table.cells, strict=True):
            field = header if is_under_header else ""
            found = {text: one for text in column.texts if (one := self._found_in(text, field))}
            whole |= {text.strip() for text, one in found.items() if field and one[0].original == text.strip()}
            dirty.append(set(found))
        met = np.full(len(table), False)
        for column, texts in zip(table.cells, dirty, strict=True):
            if texts or whole:
                met |= column.where((texts | {text for text in column.texts if text.strip() in whole}).__contains__)
        return np.flatnonzero(met)

    def _name_apart(self, names: dict[str, str]) -> None:
        """Give each name its masked form, and no two the same one."""
        taken: set[str] = set()
        for name in names:
            given = masked = self.masker.mask(name)[0]
            number = 1
            while masked in taken or masked != name and masked in names:
                number += 1
                masked = f"{given}〔{number}〕"
            taken.add(masked)
            names[name] = masked
            if masked != name:
                self._untouched.clear()

    # -- then: everything ------------------------------------------------------------------------------------------------

    def notebooks(self, executed: Mapping[str, NotebookNode]) -> dict[str, NotebookNode]:
        """The executed notebooks without personal data: texts, sources of cells, and every form of every output.

        A notebook in which nothing is masked is the very same one.
        """
        return {stem: self._notebook(stem, notebook) for stem, notebook in executed.items()}

    def value(self, value: Data, place: str) -> Data:
        """JSON-able data without personal data; the same object where there is none in it."""
        self.place = place
        return self.data(value, "")

    def record(self, record: dict) -> dict:
        """The record of a run: its parameters, and the names of the files that it read; hashes and names of our own files stay."""
        self.place = "run.json"
        inputs: dict[str, str] = {}
        for path, digest in record["inputs"].items():
            folder, _, name = path.rpartition("/")
            inputs[f"{self.text(folder)}/{self.file(name)}"] = digest
        return record | {"parameters": self.value(record["parameters"], "參數檔"), "inputs": inputs}

    def tables(self, tables: Iterable[SourceTable]) -> tuple[SourceTable, ...]:
        """The source tables, each cell masked by what it says and by the header it stands under."""
        return tuple(map(self._table, tables))

    def _table(self, table: SourceTable) -> SourceTable:
        met = self._rows_met(table, True)
        rows = []
        for number, texts in table.some(met).rows:
            self.place = f"{table.file} 第 {number} 列"
            rows.append([self.text(text, header) for header, text in zip(table.columns, texts, strict=True)])
        cells = (
            column.replaced(met, [row[at] for row in rows]) if rows else column for at, column in enumerate(table.cells)
        )
        return dataclasses.replace(table, file=self.file(table.file), sheet=self.text(table.sheet), cells=tuple(cells))

    def agreement(self, report: Report) -> Report:
        """What the reconciliation adds, without personal data."""
        self.place = "數字核對"
        return dataclasses.replace(
            report, section=self.section(report.section), facts=tuple(map(self.fact, report.facts))
        )

    def calendar(self, data: bytes) -> bytes:
        """A calendar file with the texts of its entries masked; the same bytes where nothing was."""
        from icalendar import Calendar

        self.place = "calendar.ics"
        found, changed = Calendar.from_ical(data), False
        for entry in found.walk("VEVENT"):
            for key in ("summary", "description"):
                if key in entry:
                    text = str(entry[key])
                    masked = "\n".join(map(self.text, text.split("\n")))
                    if masked != text:
                        changed = True
                        del entry[key]
                        entry.add(key, masked)
        return found.to_ical() if changed else data

    # -- what was met ----------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> list[ReviewEntry]:
        """What was masked or looks suspicious, in the order of the packet."""
        return list(self.found)

    def counts(self) -> dict[str, int]:
        """How many were masked by each rule."""
        counts: dict[str, int] = {}
        for entry in self.found:
            if entry.replacement:
                counts[entry.rule] = counts.get(entry.rule, 0) + 1
        return counts

    def check_rows(self, tables: Iterable[SourceTable]) -> None:
        """The same before anything has run, of the rows that were learned: what is suspected in them is told with file, row and column."""
        from reportlib.public.leaks import Looked

        looked = Looked()
        for table in tables:
            met = np.full(len(table), False)
            for header, column in zip(table.columns, table.cells, strict=True):
                said = [text for text in column.texts if self._suspected(text, header, table.file)]
                met |= column.where(frozenset(said).__contains__)
            for number, texts in table.some(np.flatnonzero(met)).rows:
                for header, text in zip(table.columns, texts, strict=True):
                    looked.suspect(self._suspected(text, header, table.file, number))
        if problems := looked.problems():
            raise InputError(*problems)

    def _suspected(self, text: str, header: str, file: str, number: int | None = None) -> list[Suspected]:
        from reportlib.public.leaks import suspects

        return suspects(self.masker.mask(text, header)[0], self.masker, self.numbers, file, number, header)

    def check_files(self, files: Mapping[str, bytes]) -> None:
        """The last look at the finished files; RunError (P06) where personal data is met, which is not shown, or suspected, which is."""
        from reportlib.public import leaks as public_leaks

        problems = public_leaks.scan(files, self.masker, self.needles, self.numbers).problems()
        if problems:
            raise RunError(*problems)

    # -- inside ----------------------------------------------------------------------------------------------------------

    def _notebook(self, stem: str, notebook: NotebookNode) -> NotebookNode:
        cells = [self._cell(stem, number, cell) for number, cell in enumerate(notebook.cells, 1)]
        masked = {**notebook, "metadata": self.data(notebook["metadata"], ""), "cells": cells}
        return notebook if masked == notebook else from_dict(masked)

    def _shown(self, shown: tuple[Block, ...] | Line | SectionReport) -> tuple[Block, ...] | Line | SectionReport:
        """What a cell showed, without personal data."""
        if isinstance(shown, SectionReport):
            return self.report(shown)
        return self.line(Place(""), shown) if isinstance(shown, Line) else tuple(map(self.block, shown))

    def _shown_again(self, data: Mapping) -> Mapping:
        """The JSON of what a cell showed, without personal data; the same where there is none in it."""
        shown = shown_of(data)
        masked = self._shown(shown)
        return data if masked == shown else shown_json(masked)

    def _cell(self, stem: str, number: int, cell: Mapping) -> dict:
        self.place = f"{stem} 第 {number} 格"
        masked = {**cell, "metadata": self.data(cell["metadata"], ""), "source": self.lines(cell["source"])}
        if cell["cell_type"] == "code":
            masked["outputs"] = [self._output(stem, number, output) for output in cell["outputs"]]
            self.whole = {}
        return masked

    def _output(self, stem: str, number: int, output: Mapping) -> dict:
        self.whole = {}
        if "data" in output:
            # What a reader sees first: it tells what stands whole in a cell of a table, in the other forms as well.
            data = dict(output["data"])
            if MIME in data:
                self.place = _place(stem, number, data[MIME])
                if id(data[MIME]) not in self._untouched:
                    data[MIME] = self._shown_again(data[MIME])
            for kind, form in data.items():
                if kind in MARKUP:
                    data[kind] = self.markup(_joined(form))
                elif kind != MIME and not kind.startswith("image/"):
                    data[kind] = self.pieces(_joined(form)) if kind.startswith("text/") else self.data(form, "")
            return {**output, "data": data}
        if output["output_type"] == "stream":
            return {**output, "text": self.pieces(_joined(output["text"]))}
        if output["output_type"] == "error":
            return {
                **output,
                "evalue": self.pieces(output["evalue"]),
                "traceback": [self.pieces(line) for line in output["traceback"]],
            }
        return dict(output)


def _displays(notebook: NotebookNode) -> Iterator[dict]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if MIME in output.get("data", {}):
                yield output.data[MIME]


def _place(stem: str, number: int, data: Mapping) -> str:
    """Where a display is, as a person finds it: its caption, or its cell; what every section says at its end is said once."""
    shown = shown_of(data)
    if isinstance(shown, SectionReport):
        return "封面、議程或數字的出處"
    blocks = shown if isinstance(shown, tuple) else ()
    caption = next((block.caption for block in blocks if isinstance(block, CaptionedBlock)), None)
    return f"{stem}「{caption}」" if caption else f"{stem} 第 {number} 格"


def _joined(text: str | list[str]) -> str:
    """What nbformat may keep as a list of lines."""
    return "".join(text) if isinstance(text, list) else text
