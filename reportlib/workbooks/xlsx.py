"""What every XLSX of ours is made with: texts that stay texts, and files with the same bytes twice."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlib.cells import clean_text
from reportlib.writing import EPOCH, same_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell


def xlsx_bytes(book: Workbook) -> bytes:
    """An openpyxl workbook as a file that says nothing of when and by whom it was made."""
    from datetime import datetime

    book.properties.creator = "packet"
    book.properties.created = book.properties.modified = datetime(*EPOCH)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue())


def set_text(cell: Cell | MergedCell, text: str) -> None:
    """Put a text into an openpyxl cell: it stays a text, whatever it starts with."""
    cell.value = clean_text(text)
    cell.data_type = "s"
