"""A folder of files as data: every file is of a dataset or is left over with a reason, whoever filled it."""

import os
from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.files import folder, record
from reportlib.files.model import Fetched
from reportlib.store import reads
from reportlib.writing import sha256

DATASETS = ("6012", "6013", "A41000000G-000001")
DAY = date(2026, 10, 31)


def put(place, **contents):
    for name, text in contents.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def of(found, dataset):
    return [(one.number, one.path) for one in found.of(dataset)]


def left(found):
    return {one.name: one.problem.code for one in found.left_over}


def accounted(found):
    return found.stored + len([one for one in found.left_over if one.problem.code != "A13"])


def test_a_folder_that_somebody_else_filled_is_told_by_names(tmp_path):
    put(
        tmp_path,
        **{
            "6012.csv": "a",
            "6013/second-2.json": "b",
            "6013/first-1.csv": "c",
            "6013/any name.csv": "d",
            "A41000000G-000001.csv": "e",
            "A41000000G-000001-3.xml": "f",
            "6099.csv": "of no dataset",
            "說明.txt": "of no dataset",
            "Thumbs.db": "junk",
        },
    )
    found = folder.read(tmp_path, DATASETS)
    assert of(found, "6012") == [(1, "6012.csv")]
    assert of(found, "6013") == [(1, "6013/first-1.csv"), (2, "6013/second-2.json"), (3, "6013/any name.csv")]
    assert of(found, "A41000000G-000001") == [(1, "A41000000G-000001.csv"), (3, "A41000000G-000001-3.xml")]
    assert left(found) == {"6099.csv": "I10", "說明.txt": "I10", "Thumbs.db": "F17"}
    assert not found.has_record
    assert accounted(found) == found.entries == 9
    assert found.of("6012")[0].sha256 == sha256(b"a")


def test_what_was_fetched_is_told_by_the_record_and_what_was_added_by_its_name(tmp_path):
    put(tmp_path, **{"x/1.bin": "body", "6013.csv": "by hand"})
    lines = [
        Fetched("6012", 1, "https://a.example/1", DAY, 200, "", "text/csv", 4, sha256(b"body"), "x/1.bin"),
        Fetched("6012", 2, "https://a.example/2", DAY, 404, reason="not found"),
        Fetched("6013", 1, "https://a.example/3", DAY, None, reason="no answer in 30 seconds"),
    ]
    record.write(tmp_path, lines)
    found = folder.read(tmp_path, DATASETS)
    assert of(found, "6012") == [(1, "x/1.bin"), (2, "")]
    assert of(found, "6013") == [(1, ""), (2, "6013.csv")]
    assert [one.fetched for one in found.of("6012")] == lines[:2]
    assert [one.trouble for one in found] == [None] * 4
    assert found.has_record
    assert accounted(found) == found.entries == 2


def test_a_file_that_is_not_what_was_fetched_is_told_and_so_is_one_that_is_gone_or_of_another_dataset(tmp_path):
    put(tmp_path, **{"a.csv": "changed since", "c.csv": "other"})
    record.write(
        tmp_path,
        [
            Fetched("6012", 1, "https://a.example/1", DAY, 200, sha256=sha256(b"before"), path="a.csv"),
            Fetched("6012", 2, "https://a.example/2", DAY, 200, sha256=sha256(b"before"), path="b.csv"),
            Fetched("7000", 1, "https://a.example/3", DAY, 200, sha256=sha256(b"other"), path="c.csv"),
        ],
    )
    found = folder.read(tmp_path, DATASETS)
    assert [one.trouble.code for one in found.of("6012")] == ["F19", "F20"]
    assert left(found) == {"c.csv": "I10"}


def test_nothing_outside_the_folder_is_looked_at_and_nothing_waits_for_a_pipe(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "secret.csv"
    outside.write_text("secret", "utf-8")
    put(inside, **{"6013.csv": "a", "6012/a/b/c/d.csv": "deep"})
    (inside / "6012.csv").symlink_to(outside)
    os.mkfifo(inside / "6012-2.csv")
    (inside / "6012-3.csv").symlink_to(inside / "nowhere")
    (inside / "6012-4.csv").symlink_to(inside / "6013.csv")
    found = folder.read(inside, DATASETS)
    assert left(found) == {"6012.csv": "F20", "6012-2.csv": "F20", "6012-3.csv": "F20", "6012/a/b/c": "A13"}
    assert of(found, "6012") == [(4, "6012-4.csv")]
    assert accounted(found) == found.entries == 5


def test_a_missing_folder_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match=r'F20 files: there is no folder "files"'):
        folder.read(tmp_path / "files", DATASETS)


def test_what_is_made_of_a_folder_is_made_again_where_a_file_was_added(tmp_path):
    put(tmp_path, **{"6012.csv": "a"})
    seen = reads.Seen()
    with reads.told_to(seen.hear):
        folder.read(tmp_path, DATASETS)
    before = reads.as_they_are(seen)
    assert str(tmp_path / "6012.csv") in before
    put(tmp_path, **{"sub/6013.csv": "b"})
    assert reads.as_they_are(seen) != before
