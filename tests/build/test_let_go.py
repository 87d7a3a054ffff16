"""A build holds the records of its inputs no longer than it needs them."""

from types import SimpleNamespace

from reportlib.build import given


def test_records_that_were_let_go_are_read_again_where_somebody_asks():
    read = []

    def check(meeting):
        read.append(meeting)
        return SimpleNamespace(found={}), []

    made = given._read(SimpleNamespace(wording=SimpleNamespace(lang="zh-Hant-TW")), check)
    assert made.found == {} and made.tables() == () and len(read) == 1
    made.let_go()
    assert made.tables() == () and len(read) == 1
    assert made.found == made.found == {} and len(read) == 2
