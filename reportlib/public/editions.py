"""The public edition of a packet: the same executed notebooks, source rows and parameters without personal data (decision 0014).

Every text is masked by the rules of :mod:`mask` where it leaves the run, before anything is rendered, so that all media follow. A
figure, a hash and a file's name that the packet made itself are never touched. What was masked, and what only looks like it, is
kept with its place for the review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from nbformat import NotebookNode, from_dict

from reportlib.display.display import MIME
from reportlib.errors import Problem, RunError
from reportlib.language import say
from reportlib.public.masked_data import MARKUP, MaskedData
from reportlib.public.masked_texts import ReviewEntry

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

    # -- first: who is named ------------------------------------------------------------------------------------------

    def learn(self, notebooks: Mapping[str, NotebookNode], *others: object) -> None:
        """Look through everything for full names beside a form of address, and for names of facts that hold personal data."""
        for notebook in notebooks.values():
            for data in _displays(notebook):
                before = self.noted
                self.data(data, "")
                if self.noted == before:
                    self._untouched.add(id(data))
                for fact in data.get("facts", ()) if data.get("kind") == "sentinel" else ():
                    self.facts.setdefault(fact["name"], "")
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    self.text(cell.source)
        for other in others:
            self.data(other, "")
        if self.names:
            self.masker = self.masker.knowing(self.names)
            self.clean.clear()
            self._untouched.clear()
        taken: set[str] = set()
        for name in self.facts:
            given = masked = self.masker.mask(name)[0]
            number = 1
            while masked in taken or masked != name and masked in self.facts:
                number += 1
                masked = f"{given}〔{number}〕"
            taken.add(masked)
            self.facts[name] = masked
            if masked != name:
                self._untouched.clear()
        self.found.clear()
        self.needles.clear()

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

    def tables(self, tables: list[dict]) -> list[dict]:
        """The source tables, each cell masked by what it says and by the header it stands under."""
        masked = []
        for table in tables:
            rows = []
            for number, *texts in table["rows"]:
                self.place = f"{table['file']} 第 {number} 列"
                rows.append(
                    [number, *(self.text(text, header) for header, text in zip(table["columns"], texts, strict=True))]
                )
            masked.append({**table, "file": self.text(table["file"]), "sheet": self.text(table["sheet"]), "rows": rows})
        return masked

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

    def check_files(self, files: Mapping[str, bytes]) -> None:
        """The last look at the finished files; RunError (P06) with places and numbers only where personal data is met."""
        from reportlib.public import leaks as public_leaks

        found = public_leaks.scan(files, self.masker, self.needles)
        if found:
            raise RunError(
                *(
                    Problem(
                        "P06",
                        say(
                            f"公開版還有 {count} 處個人資料（{rule}），沒有發布。",
                            f"the public edition still holds personal data in {count} places ({rule}); it was not published.",
                        ),
                        say(
                            "請在來源檔案更正或刪去，或列入參數檔的 public.mask（確為可以公開的，列入 public.keep）後重新產生；內部版與先前的公開版都沒有變動。",
                            "Correct or delete it in the source, or list it under public.mask (under public.keep what may be published) in the parameters, and build again; neither edition was changed.",
                        ),
                        file=place,
                    )
                    for (place, rule), count in sorted(found.items())
                )
            )

    # -- inside ----------------------------------------------------------------------------------------------------------

    def _notebook(self, stem: str, notebook: NotebookNode) -> NotebookNode:
        cells = [self._cell(stem, number, cell) for number, cell in enumerate(notebook.cells, 1)]
        masked = {**notebook, "metadata": self.data(notebook["metadata"], ""), "cells": cells}
        return notebook if masked == notebook else from_dict(masked)

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
                data[MIME] = data[MIME] if id(data[MIME]) in self._untouched else self.data(data[MIME], "")
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
    if data.get("kind") == "sentinel":
        return "封面、議程或數字的出處"
    return f"{stem}「{data['caption']}」" if data.get("caption") else f"{stem} 第 {number} 格"


def _joined(text: str | list[str]) -> str:
    """What nbformat may keep as a list of lines."""
    return "".join(text) if isinstance(text, list) else text
