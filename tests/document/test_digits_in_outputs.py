"""Every number of the finished PDF, slides, page and annexes is one that the document accounts for."""

import dataclasses
import json
import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pypdfium2
import pytest

from reportlib.document.digits import origins
from reportlib.document.numerals import numbers
from reportlib.document.printed_texts import Said, texts
from reportlib.facts import words
from reportlib.facts.record import FactRecord
from reportlib.media.annex_workbook import FRONT
from reportlib.model.blocks import TableBlock
from reportlib.model.texts import Line
from tests.support import annex_sheets

# What a medium itself prints: a page's or slide's number, which part of a split display this is, how many rows a slide leaves
# to the volume, the numbers of a list and of the sheets of unnumbered tables, and the names of the annex files.
OF_THE_MEDIUM = re.compile(
    r"（[0-9]+／[0-9]+）|第\s*[0-9]+\s*張|(?:\. ){2,}[0-9]+$|(?:^|\s)[0-9]{1,3}$|^[0-9]{1,2}\s(?=[^0-9])|^[0-9]{1,2}\u3000|其餘\s*[0-9,]+\s*列(?=見)|[0-9]{2}-[a-z-]+(?:-[a-z]-?[0-9]+)?\.(?:csv|xlsx|ods)"
)


@pytest.fixture(scope="module", params=["moea-6-1", "moea-5-2"])
def built(request, document_of):
    """(folder, document, known numbers) of a packet of the session."""
    folder = request.getfixturevalue({"moea-6-1": "reference", "moea-5-2": "earlier"}[request.param])
    facts = json.loads((folder / "facts.json").read_text("utf-8"))["facts"]
    document = document_of(folder).with_(facts=tuple(map(FactRecord.of, facts)))
    return folder, document, known_numbers(document)


def known_numbers(document):
    """The origin of every number that the document has in each section; under "facts", every number that the register or the panel may say of a fact."""
    known = defaultdict(dict)
    for said in texts(document):
        elsewhere = {number: origin for number, origin, _ in origins(dataclasses.replace(said, under=""))}
        for number, origin, _ in origins(said):
            if origin != "allowed" or not elsewhere[number]:  # what is allowed in any line is asked there, not known
                known[said.section].setdefault(number.text, origin)
    facts = document.by_id
    said_of_facts = (
        text for fact in document.facts for text in (*_strings(fact.as_json()), *words.own_lines(fact, facts))
    )
    known["facts"] = {number.text: "fact" for text in said_of_facts for number in numbers(text)}
    return known


class Account:
    """The numbers of an output, told against those of the document in the same section."""

    def __init__(self, known):
        self.known, self.counts, self.unexplained = known, Counter(), []

    def lines(self, text, sections):
        """Account for the numbers of a text that stands in one of ``sections``, line by line; a date may go on in the next line."""
        lines = text.splitlines()
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
            self._line(f"{before[-12:]}\n", line, f"\n{after[:12]}", sections)

    def _line(self, before, text, after, sections):
        said = Said("", str, Line.of(before + text + after))
        own = [(match.start() + len(before), match.end() + len(before)) for match in OF_THE_MEDIUM.finditer(text)]
        for number, origin, form in origins(said):
            if not len(before) <= number.start < len(before) + len(text):
                continue
            known = next(
                (self.known[section][number.text] for section in sections if number.text in self.known[section]), None
            )
            if origin == "allowed":
                self.counts[origin, form] += 1
            elif known:
                self.counts[known, ""] += 1
            elif any(begin <= number.start and number.end <= end for begin, end in own):
                self.counts["allowed", "頁次"] += 1
            else:
                self.unexplained.append((sections, text, number.text))

    def report(self, name):
        said = "、".join(f"{form or origin} {count}" for (origin, form), count in sorted(self.counts.items()))
        print(f"{name}: {sum(self.counts.values())} numbers: {said}")
        return self.unexplained


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def pages(path):
    """(section title or "", text) of every page, by the bookmarks of the first level."""
    pdf = pypdfium2.PdfDocument(path)
    starts = {
        mark.get_dest().get_index(): mark.get_title() for mark in reversed(list(pdf.get_toc())) if mark.level == 0
    }
    title = ""
    for at in range(len(pdf)):
        title = starts.get(at, title)
        yield title, pdf[at].get_textpage().get_text_range()


def account_of_pdf(document, known, found):
    """An account of (section title, text) of pages; those before the first section are the cover and the contents, those after the last the register."""
    account = Account(known)
    sections = {section.name: section.id for section in document.sections}
    seen = set()
    for title, text in found:
        seen.add(title)
        here = [sections[title]] if title in sections else ["", *sections.values()]
        in_register = title not in sections and bool(seen & set(sections))
        account.lines(text, [*here, "", *(["facts"] if in_register else [])])
    return account


def test_every_number_of_the_pdf_is_accounted_for(built):
    folder, document, known = built
    assert account_of_pdf(document, known, pages(folder / "packet.pdf")).report(f"{folder.name} packet.pdf") == []


def test_every_number_of_the_slides_is_accounted_for(built):
    folder, document, known = built
    account = Account(known)
    sections = {section.title.text: section.id for section in document.sections}
    for title, text in pages(folder / "briefing.pdf"):
        here = [sections[title]] if title in sections else list(sections.values())
        account.lines(text, [*here, ""])
    assert account.report(f"{folder.name} briefing.pdf") == []


class Numbered(HTMLParser):
    """The texts of the page with their section and the fact they are marked as, and every alternative text."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self, path):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("aria-label"):
            self.texts.append((self._section(), "", given["aria-label"]))
        if tag not in self.VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if text.strip() and not any(tag in ("script", "style") for tag, _ in self.open):
            fact = next((given["data-fact"] for _, given in reversed(self.open) if given.get("data-fact")), "")
            self.texts.append((self._section(), fact, text))

    def _section(self):
        return next(
            (
                given["aria-labelledby"].removeprefix("s-")
                for tag, given in self.open
                if tag == "section" and "aria-labelledby" in given
            ),
            "",
        )


def account_of_page(document, known, texts):
    account = Account(known)
    printed = {fact.id: fact.printed for fact in document.facts}
    ids = {section.id for section in document.sections}
    for section, fact, text in texts:
        if (
            fact
            and [number.text for number in numbers(text)] == [number.text for number in numbers(printed[fact])]
            or fact
            and text.strip().startswith(printed[fact])
        ):
            account.counts["fact", ""] += len(numbers(text))
        elif fact:
            account.unexplained.append((section, text, fact))
        else:
            account.lines(text, [section, ""] if section in ids else ["", *ids])
    return account


def test_every_number_of_the_page_is_accounted_for_and_every_marked_one_is_its_fact(built):
    folder, document, known = built
    page = Numbered(folder / "packet.html").texts
    assert account_of_page(document, known, page).report(f"{folder.name} packet.html") == []


def annex_cells(folder, section, suffix):
    """{sheet: rows of cells}, numbers as numbers."""
    return annex_sheets.sheets_of(folder / "annex" / f"{section}.{suffix}")


def account_of_annex(document, known, section, sheets):
    """Each number against the very cell of the document, each on the front sheet against the rows of the table it names; a
    text line by line."""
    account = Account(known)
    full = {fact.id: fact.number for fact in document.facts}
    tables = annex_sheets.tables_of(section.blocks)
    assert list(sheets) == [FRONT, *tables]
    for row in sheets[FRONT]:
        for column, value in enumerate(row):
            if (
                column == 0 and value in tables
            ):  # the name of a sheet: the number of its table, known by it, then the caption
                account.counts["allowed", "表次"] += len(numbers(tables[value].listed_number))
                account.lines(value.removeprefix(tables[value].listed_number).lstrip(), [section.id, ""])
            elif isinstance(value, str):
                account.lines(value, [section.id, ""])
            elif column == 2 and row[0] in tables and value == len(tables[row[0]].rows):
                account.counts["allowed", "列數"] += 1
            else:
                account.unexplained.append((FRONT, row, value))
    for name, table in tables.items():
        above, (header, *rows) = annex_sheets.parted(sheets[name], table)
        for text in (*above, *header):
            account.lines(text, [section.id, ""])
        for at, (row, cells) in enumerate(zip(rows, (row.cells for row in table.rows), strict=True)):
            for value, cell in zip(row, cells, strict=True):
                if isinstance(value, int | float):
                    if cell.fact and Decimal(str(value)) == annex_sheets.number_of(cell.single, full):
                        account.counts["fact", ""] += 1
                    else:
                        account.unexplained.append((name, at, value))
                elif isinstance(value, date) and annex_sheets.printed_day(value) != cell.text:
                    account.unexplained.append((name, at, value))
                else:
                    account.lines(cell.text if isinstance(value, date) else value, [section.id, ""])
    return account


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_every_number_of_the_annexes_is_accounted_for(built, suffix):
    folder, document, known = built
    whole = Account(known)
    for section in document.sections:
        if any(isinstance(block, TableBlock) for block in section.blocks):
            account = account_of_annex(document, known, section, annex_cells(folder, section.id, suffix))
            whole.counts += account.counts
            whole.unexplained += account.unexplained
    assert whole.report(f"{folder.name} annex/*.{suffix}") == []


def test_one_changed_number_in_any_output_is_found(built):
    folder, document, known = built
    changed = [
        (title, text.replace("3,159", "3,195").replace("3,050", "3,005"))
        for title, text in pages(folder / "packet.pdf")
    ]
    assert {number for *_, number in account_of_pdf(document, known, changed).unexplained} & {"3,195", "3,005"}
    facts = (fact.with_(printed="9,876") if fact.name == "inventory.total" else fact for fact in document.facts)
    other = document.with_(facts=tuple(facts))
    assert account_of_page(other, known, Numbered(folder / "packet.html").texts).unexplained
    section = next(section for section in document.sections if section.id == "10-inventory")
    sheets = annex_cells(folder, section.id, "xlsx")
    assert account_of_annex(document, known, section, sheets).unexplained == []
    front, first, *others = sheets.values()
    for kind, rows, step in ((int, front, 1), (int, first, 1), (float, [row for one in others for row in one], 1e-9)):
        row, column = next((row, at) for row in rows for at, value in enumerate(row) if type(value) is kind)
        row[column] += step
        assert len(account_of_annex(document, known, section, sheets).unexplained) == 1, (kind, step)
        row[column] -= step
