"""What is done on a finished PDF: row headers, links from file to file, open bookmarks; any other file stays as it is."""

import re

import pypdfium2

from reportlib.media.pdf import view
from reportlib.media.pdf.finishing import finished
from tests.support.documents import document_of
from tests.support.sample_document import document, heading, prose, row, table


def pdf() -> bytes:
    figures = [row(name, ("9", "F-0001"), "1") for name in ("水利署", "商業司")]
    return view.to_volume(document_of(document(heading("一"), prose("甲"), table("機關 數# 較前#", figures)))).pdf


def test_the_first_cell_of_each_row_is_its_header():
    made = pdf()
    assert made.count(b"/Scope/Row") == 2 and made.count(b"/Scope/Column") == 3
    assert len(re.findall(rb"/S/TD/", made)) == 4 and b"/O/Table/Headers[(" not in made


def test_bookmarks_stand_open():
    assert b"/Count -" not in pdf()
    titles = [mark.get_title() for mark in pypdfium2.PdfDocument(pdf()).get_toc()]
    assert titles == ["一、資料集盤點", "一"]


def test_the_places_of_all_objects_are_right_in_what_is_written_back():
    made = pdf()
    table_of_places = made[made.rindex(b"xref\n0 ") :].split(b"trailer")[0].split(b"\n")[3:-1]
    for number, line in enumerate(table_of_places, 1):
        at = int(line[:10])
        assert made[at:].startswith(b"%d 0 obj\n" % number)
    assert int(made.rsplit(b"startxref\n", 1)[1].split()[0]) == made.rindex(b"xref\n0 ")


def test_a_file_that_is_written_otherwise_stays_as_it_is():
    for other in (b"", b"%PDF-1.7 nothing", pdf().replace(b"xref\n0 ", b"xref\n1 ", 1)):
        assert finished(other) == other
