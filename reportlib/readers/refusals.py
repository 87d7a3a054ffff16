"""Why a file is not read, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.language import say

NO_TABLE = frozenset(("F01", "F09", "F11", "F17", "A13"))  # of an archive's members: told, and left out
ABOUT_CELLS: dict[str, Callable[[str, int, str], str]] = {
    "E04": lambda place, count, cells: messages.cells_unknown_characters(place=place, count=count, cells=cells),
    "E11": lambda place, count, cells: messages.cells_lost_in_word(place=place, count=count, cells=cells),
    "E12": lambda place, count, cells: messages.cells_lost_characters(place=place, count=count, cells=cells),
    "E14": lambda place, count, cells: messages.cells_control_characters(place=place, count=count, cells=cells),
    "E17": lambda place, count, cells: messages.cells_direction_of_writing(place=place, count=count, cells=cells),
}
NOTICES: dict[str, Callable[[str], str]] = {
    "macros": lambda detail: messages.F23_macros.text(),
    "links": lambda detail: messages.F23_links.text(),
    "dde": lambda detail: messages.F23_dde.text(),
    "no cells": lambda detail: messages.F15_other_sheet.text(),
    "A07": lambda detail: messages.A07_far_white_space.text(cell=detail),
    "A08": lambda detail: messages.A08_merged_beyond_data.text(range=detail),
    "A08+": lambda detail: messages.A08_merged_overlaps.text(range=detail),
}
MEMBER_REFUSALS: dict[str, Callable[[], Problem]] = {
    "F03": lambda: messages.F03_member_damaged(),
    "F11": lambda: messages.F11_member_leads_out(),
    "F17": lambda: messages.F17_left_by_program(),
    "A13": lambda: messages.A13_archive_in_archive(),
}
REFUSALS: dict[str, Callable[[str], Problem]] = {
    "F02": lambda detail: messages.F02_incomplete(),
    "F03": lambda detail: messages.F03_damaged(member=detail),
    "F04": lambda detail: messages.F04_password(),
    "F05": lambda detail: messages.F05_password(),
    "F06": lambda detail: messages.F06_password(),
    "F13": lambda detail: messages.F13_text_not_there(cell=detail),
    "F14": lambda detail: messages.F14_two_members(),
    "F14 sheets": lambda detail: messages.F14_two_sheets(),
    "F22": lambda detail: messages.F22_old_cells(cells=detail),
    "A02": lambda detail: messages.A02_document_type(),
    "A04": lambda detail: messages.A04_too_large_unpacked(),
    "A05": lambda detail: messages.A05_too_much_data(),
    "A06": lambda detail: messages.A06_cell_too_far(cell=detail),
    "A08": lambda detail: messages.A08_merged_unreasonable(range=detail),
    "A10": lambda detail: messages.A10_too_much_text(),
    "A12": lambda detail: messages.A12_unreadable(),
}
# Of a meeting's own inputs, which may be as large as the parameters say, but not as a workbook or in an archive.
OWN_REFUSALS = REFUSALS | {
    "A04": lambda detail: messages.A04_input_too_large_unpacked(),
    "A05": lambda detail: messages.A05_workbook_too_much(),
    "A10": lambda detail: messages.A10_workbook_too_much_text(),
}
TYPE_NAMES = {
    "doc": "Word (.doc)",
    "docx": "Word (.docx)",
    "pptx": "PowerPoint (.pptx)",
    "xlsb": "Excel (.xlsb)",
    "numbers": "Numbers",
    "odf": "OpenDocument（非試算表）",
    "zip": "ZIP",
    "ole2": "OLE2",
    "fods": "OpenDocument 單一 XML (.fods)",
    "excel2003": "Excel 2003 XML",
    "jsonl": "JSON Lines",
    "mhtml": "MHTML",
    "mail": "電子郵件",
}


def named_otherwise(file: str, suffixes: tuple[str, ...], truly: str) -> tuple[str, ...]:
    if not file.lower().endswith(suffixes):
        return ()
    return (messages.is_in_truth(file=file, type=truly),)


def empty_file(file: str, size: int) -> InputError:
    return refused(messages.F01_empty(bytes=size), file)


def no_table(file: str, kind: str, title: str = "") -> InputError:
    what = messages.F09_no_table.text(type=kind, title=say(title, title and f" ({title.strip()})"))
    if file.lower().endswith((".eml", ".msg")):
        return refused(Problem("F09", what, messages.save_attachment_instead()), file)
    return refused(Problem("F09", what, messages.accepted_types()), file)


def refused(problem: Problem, file: str, row: int | None = None, sheet: str = "") -> InputError:
    """The error for one thing that is wrong with a file as received."""
    return InputError(problem.at(file, sheet, row))
