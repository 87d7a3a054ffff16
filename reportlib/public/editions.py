"""The public edition of a packet: the same executed notebooks, source rows and parameters without personal data (decision 0014).

Every text is masked by the rules of :mod:`mask` where it leaves the run, before anything is rendered, so that all media follow. A
figure, a hash and a file's name that the packet made itself are never touched. What was masked, and what only looks like it, is
kept with its place for the review.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode, from_dict

from reportlib.display.display import MIME
from reportlib.errors import InputError, Problem, RunError, quoted
from reportlib.language import say
from reportlib.privacy import reading, rules
from reportlib.privacy.masker import Masker
from reportlib.privacy.people import is_name
from reportlib.privacy.rules import Found

CONTEXT = 16  # characters shown on either side of what was masked
# What a document says for programs, not for readers; figures are among it, and images.
NO_TEXT = frozenset(
    (
        "value",
        "printed",
        "as_of",
        "sha256",
        "media_type",
        "kind",
        "layout",
        "only",
        "style",
        "timestamp",
        "input",
        "encoding",
        "absence",
        "operator",
        "id",
        "path",
        "target",
    )
)
PEOPLE = frozenset(("presenter", "note"))  # on the agenda: who speaks, or several of them
MARKUP = frozenset(("svg", "slide_svgs", "text/html", "image/svg+xml"))
INLINE = "b|strong|em|i|tspan|text|data|br"
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_INLINE_TAG = re.compile(rf"</?(?:{INLINE})(?=[\s/>])")
_ATTRIBUTE = re.compile(r"(?<=[\s])([\w:-]+)=(\"[^\"]*\"|'[^']*')")
_DATA = re.compile(r"\s*data:")


@dataclass(frozen=True)
class ReviewEntry:
    """One thing for the review: its place, the rule, the text around it, and what is printed instead (nothing: only listed)."""

    place: str
    rule: str
    before: str
    original: str
    after: str
    replacement: str


def kept(agencies: Iterable[str], members: Iterable[str], convener: str | None) -> set[str]:
    """What is never masked: the names of agencies, and of the members of the group and its convener.

    A member holds a public office and is published by rule (decision 0014): the full name stays wherever it stands. The form
    of a name with a title alone (「林次長」) says nothing of membership and is masked.
    """
    people = {name for name in members if name} | {
        part for part in (convener or "").split() if re.fullmatch(r"[㐀-鿿]{2,5}", part)
    }
    return people | {name for name in agencies if len(name) > 1}


class Edition:
    """The masking of one packet. ``names`` are full names met beside a form of address: they are masked without it as well."""

    def __init__(self, kept: Iterable[str] = (), listed: Iterable[str] = ()):
        self._masker = Masker(kept, listed=listed)
        self._names: dict[str, None] = {}
        self._facts: dict[str, str] = {}
        self._entries: dict[ReviewEntry, None] = {}
        self._needles: dict[str, str] = {}
        self._whole: dict[str, rules.MaskRule] = {}
        self._place = ""
        self._noted = 0
        self._untouched: set[int] = set()  # displays in which nothing is found
        self._clean: set[tuple[str, str]] = set()  # (text, the header it stands under) in which nothing is found

    # -- first: who is named ------------------------------------------------------------------------------------------

    def learn(self, notebooks: Mapping[str, NotebookNode], *others: object) -> None:
        """Look through everything for full names beside a form of address, and for names of facts that hold personal data."""
        for notebook in notebooks.values():
            for data in _displays(notebook):
                before = self._noted
                self._value(data, "")
                if self._noted == before:
                    self._untouched.add(id(data))
                for fact in data.get("facts", ()) if data.get("kind") == "sentinel" else ():
                    self._facts.setdefault(fact["name"], "")
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    self._text(cell.source)
        for other in others:
            self._value(other, "")
        if self._names:
            self._masker = self._masker.knowing(self._names)
            self._clean.clear()
            self._untouched.clear()
        taken: set[str] = set()
        for name in self._facts:
            given = masked = self._masker.mask(name)[0]
            number = 1
            while masked in taken or masked != name and masked in self._facts:
                number += 1
                masked = f"{given}〔{number}〕"
            taken.add(masked)
            self._facts[name] = masked
            if masked != name:
                self._untouched.clear()
        self._entries.clear()
        self._needles.clear()

    # -- then: everything ------------------------------------------------------------------------------------------------

    def notebooks(self, executed: Mapping[str, NotebookNode]) -> dict[str, NotebookNode]:
        """The executed notebooks without personal data: texts, sources of cells, and every form of every output.

        A notebook in which nothing is masked is the very same one.
        """
        return {stem: self._notebook(stem, notebook) for stem, notebook in executed.items()}

    def value(self, value: object, place: str) -> object:
        """JSON-able data without personal data; the same object where there is none in it."""
        self._place = place
        return self._value(value, "")

    def tables(self, tables: list[dict]) -> list[dict]:
        """The source tables, each cell masked by what it says and by the header it stands under."""
        masked = []
        for table in tables:
            rows = []
            for number, *texts in table["rows"]:
                self._place = f"{table['file']} 第 {number} 列"
                rows.append(
                    [number, *(self._text(text, header) for header, text in zip(table["columns"], texts, strict=True))]
                )
            masked.append(
                {**table, "file": self._text(table["file"]), "sheet": self._text(table["sheet"]), "rows": rows}
            )
        return masked

    def calendar(self, data: bytes) -> bytes:
        """A calendar file with the texts of its entries masked; the same bytes where nothing was."""
        from icalendar import Calendar

        self._place = "calendar.ics"
        found, changed = Calendar.from_ical(data), False
        for entry in found.walk("VEVENT"):
            for key in ("summary", "description"):
                if key in entry:
                    text = str(entry[key])
                    masked = "\n".join(map(self._text, text.split("\n")))
                    if masked != text:
                        changed = True
                        del entry[key]
                        entry.add(key, masked)
        return found.to_ical() if changed else data

    # -- what was met ----------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> list[ReviewEntry]:
        """What was masked or looks suspicious, in the order of the packet."""
        return list(self._entries)

    def counts(self) -> dict[str, int]:
        """How many were masked by each rule."""
        counts: dict[str, int] = {}
        for entry in self._entries:
            if entry.replacement:
                counts[entry.rule] = counts.get(entry.rule, 0) + 1
        return counts

    def check_files(self, files: Mapping[str, bytes]) -> None:
        """The last look at the finished files; RunError (P06) with places and numbers only where personal data is met."""
        from reportlib.public import leaks as public_leaks

        found = public_leaks.scan(files, self._masker, self._needles)
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
        masked = {**notebook, "metadata": self._value(notebook["metadata"], ""), "cells": cells}
        return notebook if masked == notebook else from_dict(masked)

    def _cell(self, stem: str, number: int, cell: Mapping) -> dict:
        self._place = f"{stem} 第 {number} 格"
        masked = {**cell, "metadata": self._value(cell["metadata"], ""), "source": self._lines(cell["source"])}
        if cell["cell_type"] == "code":
            masked["outputs"] = [self._output(stem, number, output) for output in cell["outputs"]]
            self._whole = {}
        return masked

    def _output(self, stem: str, number: int, output: Mapping) -> dict:
        self._whole = {}
        if "data" in output:
            # What a reader sees first: it tells what stands whole in a cell of a table, in the other forms as well.
            data = dict(output["data"])
            if MIME in data:
                self._place = _place(stem, number, data[MIME])
                data[MIME] = data[MIME] if id(data[MIME]) in self._untouched else self._value(data[MIME], "")
            for kind, form in data.items():
                if kind in MARKUP:
                    data[kind] = self._markup(_joined(form))
                elif kind != MIME and not kind.startswith("image/"):
                    data[kind] = self._pieces(_joined(form)) if kind.startswith("text/") else self._value(form, "")
            return {**output, "data": data}
        if output["output_type"] == "stream":
            return {**output, "text": self._pieces(_joined(output["text"]))}
        if output["output_type"] == "error":
            return {
                **output,
                "evalue": self._pieces(output["evalue"]),
                "traceback": [self._pieces(line) for line in output["traceback"]],
            }
        return dict(output)

    def _value(self, value: object, key: str, field: str = "") -> object:
        if isinstance(value, str):
            return self._leaf(value, key, field)
        if isinstance(value, list):
            if key in MARKUP:
                return [self._markup(one) for one in value]
            if key == "operands":
                return [self._facts.get(one, one) if isinstance(one, str) else one for one in value]
            if (
                value
                and key not in ("cells", "items", "points", "beside", "columns", "facts", "sources", "topics", "pages")
                and all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in value)
            ):
                return self._runs(value)
            return [self._value(one, "paragraph" if key == "paragraphs" else key, field) for one in value]
        if not isinstance(value, Mapping):
            return value
        if value.get("kind") == "table":
            return self._table(value)
        if "media_type" in value and "data" in value:  # an attached page: its image is no text
            return {**value, "alt": self._text(value["alt"])}
        if "fact" in value and "text" in value:  # a figure is never touched
            return {one: self._value(inner, one) if one != "text" else inner for one, inner in value.items()}
        return {one: self._value(inner, one) for one, inner in value.items()}

    def _leaf(self, text: str, key: str, field: str) -> str:
        if key in MARKUP:
            return self._markup(text)
        if key in ("fact", "name") and text in self._facts:
            return self._facts[text] or text
        if key in NO_TEXT or key == "fact":
            return text
        if key in PEOPLE:
            return "、".join(self._after_label("報告人：", part) for part in text.split("、"))
        return self._lines(text, field)

    def _table(self, table: Mapping) -> dict:
        headers = [column["label"] for column in table["columns"]]
        rows = []
        for row in table["rows"]:
            cells = []
            for header, cell in zip(headers, row["cells"], strict=True):
                field = row["cells"][0]["text"] if table["layout"] == "record" else header
                cells.append(
                    self._value(cell, "cell")
                    if "fact" in cell
                    else {
                        one: self._value(inner, one, field) if one in ("text", "sort") else self._value(inner, one)
                        for one, inner in cell.items()
                    }
                )
            rows.append({**row, "cells": cells})
        return {key: rows if key == "rows" else self._value(inner, key) for key, inner in table.items()}

    def _runs(self, runs: list[dict]) -> list[dict]:
        """A sentence in pieces: found in the whole of it; a figure in it stays."""
        texts = [run["text"] for run in runs]
        fixed = [at for at, run in enumerate(runs) if "fact" in run]
        return [
            {**self._value({k: v for k, v in run.items() if k != "text"}, ""), "text": text}
            for run, text in zip(runs, self._joined_texts(texts, fixed), strict=True)
        ]

    def _joined_texts(self, texts: list[str], fixed: Iterable[int] = ()) -> list[str]:
        whole = "".join(texts)
        starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
        figures = [(starts[at], starts[at] + len(texts[at])) for at in fixed]
        found = [one for one in self._masker.find(whole) if not any(a < one.end and one.start < b for a, b in figures)]
        self._note(whole, found)
        masked = list(texts)
        for one in sorted((one for one in found if one.is_masked), key=lambda one: -one.start):
            for at in reversed(range(len(texts))):
                start, end = max(one.start - starts[at], 0), min(one.end - starts[at], len(texts[at]))
                if start < end:
                    first = one.start >= starts[at]
                    masked[at] = masked[at][:start] + (one.rule.replacement if first else "") + masked[at][end:]
        return masked

    def _markup(self, text: str) -> str:
        """HTML or SVG: the texts between its tags, put together where only a word's own mark-up parts them, attributes, comments."""
        parts = _TAG.split(text)
        tags = _TAG.findall(text)
        groups: list[list[int]] = [[0]]
        for at, tag in enumerate(tags, 1):
            if tag.startswith("<!--") or not _INLINE_TAG.match(tag):
                groups.append([])
            groups[-1].append(at)
        for group in groups:
            group = [at for at in group if parts[at].strip()]
            texts = [html.unescape(parts[at]) for at in group]
            whole = "".join(texts).strip()
            masked = (
                self._joined_texts(texts)
                if whole not in self._whole or not whole
                else [self._whole[whole].replacement] + [""] * (len(texts) - 1)
            )
            for at, before, after in zip(group, texts, masked, strict=True):
                if before != after:
                    parts[at] = html.escape(after, quote=False)
        tags = [
            self._comment(tag)
            if tag.startswith("<!--")
            else _ATTRIBUTE.sub(self._attribute, tag)
            if "=" in tag
            else tag
            for tag in tags
        ]
        return "".join(part + tag for part, tag in zip(parts, [*tags, ""], strict=True))

    def _comment(self, tag: str) -> str:
        return f"<!--{self._lines(tag[4:-3])}-->"

    def _attribute(self, match: re.Match) -> str:
        value = match[2][1:-1]
        if _DATA.match(value) or match[1] in (
            "d",
            "style",
            "points",
            "transform",
            "viewBox",
            "id",
            "class",
            "href",
            "xlink:href",
        ):
            return match[0]
        text = html.unescape(value)
        masked = self._text(text)
        return match[0] if masked == text else f'{match[1]}="{html.escape(masked)}"'

    def _pieces(self, text: str) -> str:
        """A plain text in which a table has a line a row and a tab a cell."""
        return "\n".join("\t".join(map(self._text, line.split("\t"))) for line in text.split("\n"))

    def _lines(self, text: str, field: str = "") -> str:
        """Line by line: what ends a line ends a name, a number and an address; a cell of one line has its field."""
        return (
            "\n".join(self._text(line, field) for line in text.split("\n")) if "\n" in text else self._text(text, field)
        )

    def _after_label(self, label: str, text: str) -> str:
        masked = self._text(label + text)
        return masked.removeprefix(label)

    def _text(self, text: str, field: str = "") -> str:
        if self._whole and (rule := self._whole.get(text.strip())):
            return rule.replacement
        if (text, field) in self._clean:
            return text
        found = self._masker.find(text, field)
        if not found:
            self._clean.add((text, field))
            return text
        self._note(text, found)
        if field and found[0].original == text.strip():
            self._whole[text.strip()] = found[0].rule
        return rules.replaced(text, [one for one in found if one.is_masked])

    def _note(self, text: str, found: Iterable[Found]) -> None:
        for one in found:
            self._noted += 1
            if one.is_masked and (needle := _needle(one)):
                self._needles.setdefault(needle, one.rule.name)
                if one.rule is rules.NAME and is_name(needle):
                    self._names[needle] = None
            before, after = text[max(0, one.start - CONTEXT) : one.start], text[one.end : one.end + CONTEXT]
            self._entries.setdefault(
                ReviewEntry(self._place, one.rule.name, before, one.original, after, one.rule.replacement)
            )


def _needle(found: Found) -> str:
    """What must not be met again of something that was masked; "" where it is too short to be known by itself."""
    if found.rule is rules.NAME:
        beside = len(found.needle) > len(reading.folded(found.original).strip())  # with its form of address
        return found.needle if beside or len(found.needle) > 2 and is_name(found.needle) else ""
    return found.needle if len(found.needle) > 4 or found.rule is rules.LISTED else ""


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


def _joined(text: object) -> str:
    """What nbformat may keep as a list of lines."""
    return "".join(text) if isinstance(text, list) else text


def check_attachments(
    words: Iterable[tuple[str, str, list[str]]], kept: Iterable[str], listed: Iterable[str] = ()
) -> list[dict]:
    """The pages without a text layer, for the review; InputError (P06) where an attached page holds personal data.

    ``words`` are (file, title, text of each page). The message says the file, the page and how many, never what.
    """
    masker = Masker(kept, listed=listed)
    problems, unchecked = [], []
    for file, title, texts in words:
        for number, text in enumerate(texts, 1):
            found = [one for one in masker.find(text) if one.is_masked]
            if found:
                kinds = say("、", ", ").join(dict.fromkeys(one.rule.name for one in found))
                problems.append(
                    Problem(
                        "P06",
                        say(
                            f"附件{quoted(title)}第 {number} 頁有 {len(found)} 處個人資料（{kinds}）；附件是影像，無法遮蔽。",
                            f"page {number} of the attachment {quoted(title)} holds personal data in {len(found)} places ({kinds}); it is an image and cannot be masked.",
                        ),
                        say(
                            "請向提供單位索取已遮蔽個人資料的版本，換掉檔案後再產生公開版；經人確認可以公開的，列入參數檔 public.keep。",
                            "Ask for a redacted copy, put it in the file's place, and build the public edition again; what may be published by a person's judgement goes into public.keep of the parameters.",
                        ),
                        file=file,
                    )
                )
            elif not text:
                unchecked.append(
                    {
                        "id": file,
                        "place": f"附件「{title}」第 {number} 頁",
                        "what": "影像，沒有文字層，無法檢查。",
                        "todo": "請以目視確認這一頁沒有個人資料。",
                    }
                )
    if problems:
        raise InputError(*problems)
    return unchecked
