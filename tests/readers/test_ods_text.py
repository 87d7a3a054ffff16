"""The text of an ODS cell as it is shown: what elements stand for in it, and white space that is none."""

import pytest

from reportlib.readers.child import script
from tests.readers.made_files import ods


def text(*paragraphs: str) -> str:
    inside = "".join(paragraphs)
    row = f'<table:table-row><table:table-cell office:value-type="string">{inside}</table:table-cell></table:table-row>'
    return script.sheets(ods(row))[0][0]["rows"][0][0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("CSV<text:line-break/>JSON", "CSV\nJSON"),
        ("CSV<text:tab/>JSON", "CSV\tJSON"),
        ('CSV<text:s text:c="3"/>JSON<text:s/>XML', "CSV   JSON XML"),
        ("CSV<text:span><text:line-break/></text:span><text:span>JSON</text:span>", "CSV\nJSON"),
        ("\n      CSV,\n      JSON\n    ", "CSV, JSON"),
        ("A<text:non-breaking-hyphen/>1", "A-1"),
        ("漢<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>ㄗˋ</text:ruby-text></text:ruby>", "漢字"),
        ("甲<office:annotation><text:p>註<text:line-break/>解</text:p></office:annotation><text:tab/>乙", "甲\t乙"),
    ],
)
def test_no_two_words_become_one_in_a_paragraph(written, shown):
    assert text(f"<text:p>{written}</text:p>") == shown


def test_paragraphs_are_lines_however_the_file_is_indented():
    assert text("<text:p>CSV</text:p>", "<text:p>JSON</text:p>") == "CSV\nJSON"
    assert text("\n  <text:p>CSV</text:p>\n  ", "<text:p>JSON</text:p>\n") == "CSV\nJSON"
    assert text("<text:h>CSV</text:h>", "<text:p/>", "<text:p><text:line-break/>XML</text:p>") == "CSV\n\n\nXML"


def test_a_text_that_stands_in_several_cells_is_right_in_each_and_a_number_stays_one():
    row = (
        "<table:table-row table:number-rows-repeated='2'>"
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>a<text:tab/>b</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1<text:tab/>,5</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string" office:string-value="真值"><text:p>別<text:tab/>的</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert script.sheets(ods(row))[0][0]["rows"] == [["a\tb", "a\tb", 1.5, "真值"]] * 2
