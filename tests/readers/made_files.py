"""Files of every kind as tests need them: texts, and workbooks put together part by part."""

import io
import zipfile
from pathlib import Path

import pytest

from reportlib.errors import InputError
from reportlib.readers import files

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def written(folder: Path, data: bytes, name: str = "資料.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rows_of(folder: Path, data: bytes) -> list:
    return files.read(written(folder, data))[0].rows


def refusal(path: Path) -> str:
    """The one problem with which the file is refused."""
    with pytest.raises(InputError) as caught:
        files.read(path)
    assert len(caught.value.problems) == 1
    assert path.name in str(caught.value)
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def xlsx(sheet_data: str, prologue: str = "", extra: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A workbook whose only sheet, 甲, has the given content of <sheetData>."""
    members = [
        (
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        ),
        ("xl/worksheets/sheet1.xml", f"{prologue}<worksheet {MAIN}><sheetData>{sheet_data}</sheetData></worksheet>"),
        *extra,
    ]
    return zipped(members)


def ods(rows: str, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet whose only sheet, 乙, has the given <table:table-row> elements."""
    content = (
        f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:table="{ODF}table:1.0" xmlns:text="{ODF}text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="乙">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    listed = f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0">{manifest}</manifest:manifest>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped([("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", listed)])


def zipped(members: list[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return buffer.getvalue()


def rewritten(workbook: bytes, old: str, new: str) -> bytes:
    """The workbook with ``new`` for ``old`` in every member."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return zipped([(name, archive.read(name).decode().replace(old, new)) for name in archive.namelist()])


DOCX = zipped([("_rels/.rels", f'<R><Relationship Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></R>')])
