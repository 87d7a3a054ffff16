"""Sheets that somebody has read already are taken as they are, for as long as they are said to be known."""

import hashlib
import weakref

from reportlib.readers import files, plain_csv


def test_a_reader_takes_what_is_known_of_a_file_with_the_hash_of_what_was_read_then(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("名稱\n甲\n", "utf-8")
    sheets = files.read(path)
    path.write_text("名稱\n乙\n", "utf-8")
    with files.Reader() as reader, files.known({path: sheets}):
        assert reader.read(path) is sheets
        # So that whoever compares it with the file, as a kernel does, finds that it has changed.
        assert reader.read_bytes[path] == sheets[0].sha256 != hashlib.sha256(path.read_bytes()).hexdigest()
        assert files.read(tmp_path / "params" / ".." / "list.csv") is sheets
    with files.Reader() as reader:
        assert [row[0] for row in reader.read(path)[0].rows] == ["名稱", "乙"]


def test_a_reader_remembers_a_short_list_and_lets_a_long_one_go(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_text("名稱,件數\n甲,1\n", "utf-8")
    with files.Reader() as reader:
        assert reader.read(path) is reader.read(path)
        monkeypatch.setattr(plain_csv, "FEWEST_BYTES", 0)  # from so many bytes on a list is long
        path = path.rename(tmp_path / "long.csv")
        rows = weakref.ref(reader.read(path)[0].rows)
        assert rows() is None
