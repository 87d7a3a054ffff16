"""Texts of ours in an ODS: paragraphs, and annotations of cells."""

from __future__ import annotations

from reportlib.workbooks.marking.marks import AUTHOR, note_size
from reportlib.workbooks.marking.splice import xml_text


def paragraphs(text: str, spaces: str = "") -> str:
    """A paragraph for each line, which declares ``spaces``."""
    return "".join(f"<text:p{spaces}>{xml_text(line)}</text:p>" for line in text.split("\n"))


def annotation(note: str, spaces: str) -> str:
    """A note on a cell, hidden until one points at it."""
    width, height = (f"{pixels * 0.2646:.0f}mm" for pixels in note_size(note))
    return (
        f'<office:annotation{spaces} office:display="false" svg:width="{width}" svg:height="{height}">'
        f"<dc:creator>{AUTHOR}</dc:creator>{paragraphs(note)}</office:annotation>"
    )
