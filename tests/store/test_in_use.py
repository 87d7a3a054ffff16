"""What is made deep inside a build is kept by what it is made of."""

import io

import pytest
from openpyxl import Workbook

from reportlib.media import annexes
from reportlib.media.pdf import typst
from reportlib.readers import confined
from reportlib.readers.child import script
from reportlib.store import made_by
from reportlib.store.entries import Store
from reportlib.store.in_use import made, used
from tests.support.documents import document_of
from tests.support.sample_document import document, row, section, table


@pytest.fixture
def store(tmp_path):
    with used(Store(tmp_path / "store")) as using:
        yield using


@pytest.fixture
def makes():
    """What was made, in order."""
    return []


def result(makes, of, may_be_kept=True):
    def make():
        makes.append(of)
        return of.encode(), may_be_kept

    return made("test", lambda: (of,), make)


def test_the_same_is_made_once_and_another_by_itself(store, makes):
    assert [result(makes, of) for of in ("甲", "乙", "甲", "乙")] == ["甲".encode(), "乙".encode()] * 2
    assert makes == ["甲", "乙"]


def test_other_code_makes_it_again(store, makes, monkeypatch):
    result(makes, "甲")
    monkeypatch.setattr(made_by, "code", lambda: "other code")
    result(makes, "甲")
    assert makes == ["甲", "甲"]


def test_what_may_not_be_kept_and_what_is_made_without_a_store_is_made_each_time(makes, tmp_path):
    with used(Store(tmp_path / "store")):
        for _ in range(2):
            result(makes, "甲", may_be_kept=False)
    for _ in range(2):
        result(makes, "乙")
    assert makes == ["甲", "甲", "乙", "乙"]


def test_a_read_file_is_not_read_again_and_a_refused_one_is(store, monkeypatch):
    asked, ask = [], confined.Child._asked
    monkeypatch.setattr(confined.Child, "_asked", lambda self, data: asked.append(data) or ask(self, data))
    book, buffer = Workbook(), io.BytesIO()
    book.active.append(["1"])
    book.save(buffer)
    good, bad = buffer.getvalue(), b"PK\x03\x04 no archive"
    answers = [confined.ask(script.__file__, data) for data in (good, bad, good, bad)]
    assert answers[:2] == answers[2:]
    assert "refused" not in answers[0] and "refused" in answers[1]
    assert asked == [good, bad, bad]


def test_what_is_typeset_is_set_again_where_one_of_its_files_is_another(store, monkeypatch):
    run, text = [], "甲"

    def compiled(folder, timeout, stop):
        run.append((folder / "document.json").read_text("utf-8"))
        (folder / "packet.pdf").write_bytes(b"%PDF " + run[-1].encode())
        (folder / "told.json").write_bytes(b'{"pages": 1}')

    monkeypatch.setattr(typst, "_run_typst", compiled)
    monkeypatch.setattr(typst, "finished", lambda pdf: pdf + b"\nfinished\n")

    def typeset():
        return typst.typeset(lambda folder: (folder / "document.json").write_text(text, "utf-8") and None)

    first = typeset()
    assert typeset() == first == typst.Typeset("%PDF 甲\nfinished\n".encode(), {"pages": 1})
    text = "乙"
    assert typeset().pdf == "%PDF 乙\nfinished\n".encode()
    assert run == ["甲", "乙"]


def test_of_the_annexes_only_those_of_a_section_that_says_something_else_are_written_again(store, monkeypatch):
    written = []

    def noted(write):
        return lambda book: written.append(write) or write(book)

    monkeypatch.setattr(annexes, "FORMATS", [(*names, noted(write)) for *names, write in annexes.FORMATS])

    def of(title):
        tables = [table("單位 分", [row("水利署", "9")]), table("單位 分", [row("能源局", "8")], caption=title)]
        return document_of(document(sections=[section(one, number=str(n)) for n, one in enumerate(tables)]))

    first = annexes.make(of("得分"))
    assert len(written) == 4
    assert annexes.make(of("得分")) == first
    assert len(written) == 4
    annexes.make(of("考核得分"))
    assert len(written) == 6
