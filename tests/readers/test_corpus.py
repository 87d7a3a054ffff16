"""Real difficult tables that nobody here wrote: what comes out of each, or the code with which it is refused."""

import pytest

from reportlib.errors import InputError
from reportlib.readers import files

# Of each sheet: its name or encoding, its rows, the first cells of its first row that is not blank.
CORPUS = {
    "README.md": [("utf-8", 15, ("# Real difficult tables",))],
    "big_texty_numbers.xlsx": [("Sheet1", 7, ("number", "number as text"))],
    "capital_invalid.csv": [("utf-8", 12, ("id", "name"))],
    "chinese_sheet_name.ods": [("工作表1", 1, ("test", "test"))],
    "covered.ods": [("sheet1", 3, ("a1",))],
    "data_portal_list_filldown.xlsx": [
        ("中央", 67, ("OID", "AGENCY")),
        ("地方", 26, ("OID", "CAT.")),
        ("dtid", 349, ("dtid", "name")),
    ],
    "dates_1904.xlsx": [("Sheet1", 3, ("2021-01-01", "15.0"))],
    "errors.xlsx": [("Feuil1", 7, ("#DIV/0!",)), ("Feuil2", 0, ()), ("Feuil3", 0, ())],
    "merged_range.xlsx": [("Sheet1", 4, ("A1", "B1")), ("Sheet2", 4, ("A1", "B1"))],
    "multiline_headers.xlsx": [("Лист1", 6, ("Region", "Caloric contribution"))],
    "nhs_title_rows.xlsm": [
        (
            "Definitions",
            62,
            (
                "None",
                "Bi-annual analysis of Mental Capacity Act 2005, Deprivation of Liberty Safeguards (DoLS) Assessments (England) ",
            ),
        )
    ],
    "password.xlsx": "F04",
    "quotes_and_newlines.csv": [("utf-8", 3, ("a", "b"))],
    "readxl_style_only_cells.xlsx": [("Data", 4, ("var1", "var2"))],
    "skip_rows_before_headers.csv": [("utf-8", 4, ("# it's a comment!",))],
    "taiwan_scenic_spots_big5.csv": [("cp950", 383, ("id", "景點編號"))],
    "texty_dates.xlsx": [("Sheet1", 3, ("a",))],
    "tw_agency_dispatch_2019_cp950.csv": [("cp950", 1253, ("ID", "派發機關數量"))],
    "unnamed_duplicated_columns.xlsx": [("Sheet1", 3, ("None", "var2"))],
    "utf16le.csv": [("utf-16-le", 328, ("Organisation_code", "Organisation_name"))],
}


@pytest.fixture(scope="module")
def results(shared) -> dict:
    return {
        path.name: result for path, result in files.read_many(sorted((shared / "corpus").iterdir()), shared / "corpus")
    }


@pytest.mark.parametrize("name", CORPUS)
def test_a_difficult_file_is_read_as_expected_or_refused_by_its_code(results, name):
    result = results[name]
    if isinstance(result, InputError):
        assert [problem.code for problem in result.problems] == [CORPUS[name]]
    else:
        found = []
        for sheet in result:
            first = next((row for row in sheet.rows if any(cell not in (None, "") for cell in row)), ())
            found.append((sheet.name or sheet.encoding, len(sheet.rows), tuple(map(str, first[:2]))))
        assert found == CORPUS[name]


def test_every_file_of_the_corpus_is_in_this_table(results):
    assert set(results) == set(CORPUS)


def test_merged_cells_of_the_corpus_are_found(results):
    assert {
        name: [len(sheet.merged) for sheet in result]
        for name, result in results.items()
        if isinstance(result, list) and any(s.merged for s in result)
    } == {
        "covered.ods": [1],
        "merged_range.xlsx": [9, 6],
        "multiline_headers.xlsx": [5],
        "nhs_title_rows.xlsm": [8],
    }
