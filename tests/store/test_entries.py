"""A folder of results: what is got is what was put, or nothing."""

import os
import shutil
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from reportlib.store.entries import Store, key

NAME = key("one")
posix = pytest.mark.skipif(sys.platform == "win32", reason="folders have no owner there")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "output" / ".cache")


def test_what_is_put_is_got_and_what_is_not_there_is_none(store):
    assert store.get(NAME) is None
    store.put(NAME, b"a\nresult\n")
    assert store.get(NAME) == b"a\nresult\n"
    assert store.get(key("another")) is None


@given(parts=st.lists(st.text() | st.binary(), max_size=4), others=st.lists(st.text() | st.binary(), max_size=4))
def test_keys_of_different_parts_differ(parts, others):
    same = [p.encode() if isinstance(p, str) else p for p in parts] == [
        p.encode() if isinstance(p, str) else p for p in others
    ]
    assert (key(*parts) == key(*others)) == same


def test_an_entry_that_is_cut_short_or_altered_anywhere_is_none(store):
    store.put(NAME, b"result")
    whole = (store.folder / NAME).read_bytes()
    for place in range(len(whole)):
        (store.folder / NAME).write_bytes(whole[:place])
        assert store.get(NAME) is None
        (store.folder / NAME).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.get(NAME) is None
    store.put(NAME, b"result")
    assert store.get(NAME) == b"result"


@posix
def test_the_folder_and_its_files_are_their_users_only(store):
    store.put(NAME, b"result")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((store.folder / NAME).stat().st_mode) == 0o600


@posix
def test_a_folder_in_which_others_may_write_is_no_store(store):
    store.put(NAME, b"result")
    for mode in (0o770, 0o707):
        store.folder.chmod(mode)
        assert Store.at(store.folder) is None
    store.folder.chmod(0o700)
    assert Store.at(store.folder) == store


@posix
def test_a_link_to_a_folder_or_to_a_result_is_none(store, tmp_path):
    store.put(NAME, b"result")
    (tmp_path / "link").symlink_to(store.folder)
    assert Store.at(tmp_path / "link") is None
    (store.folder / key("linked")).symlink_to(store.folder / NAME)
    assert store.get(key("linked")) is None


@posix
def test_a_result_that_others_may_write_is_none(store):
    store.put(NAME, b"result")
    (store.folder / NAME).chmod(0o666)
    assert store.get(NAME) is None


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write everywhere")
def test_where_nothing_can_be_written_nothing_is_kept(store):
    store.folder.mkdir(parents=True)
    store.folder.chmod(0o500)
    store.put(NAME, b"result")
    assert store.get(NAME) is None


def test_where_a_file_is_in_the_way_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / ".cache")
    store.put(NAME, b"result")
    assert store.get(NAME) is None


def test_many_that_write_the_same_result_do_each_other_no_harm(store):
    data = os.urandom(100_000)
    with ThreadPoolExecutor(8) as pool:
        for number in range(40):
            pool.submit(store.put, NAME, data)
            assert pool.submit(store.get, NAME).result() in (None, data), number
    assert store.get(NAME) == data
    assert [path.name for path in store.folder.iterdir()] == [NAME]


def test_what_was_not_used_for_longest_is_removed_first(store):
    names = [key(str(number)) for number in range(4)]
    for age, name in enumerate(names):
        store.put(name, bytes(1000))
        os.utime(store.folder / name, (age, age))
    assert store.get(names[0]) == bytes(1000)  # used just now
    store.keep_within(2500)
    assert [name for name in names if store.get(name) is not None] == [names[0], names[3]]
    store.keep_within(0)
    assert store.size() == (0, 0)


def test_on_a_disk_that_is_nearly_full_nothing_is_kept(store, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=200_000_005))
    store.put(NAME, b"result")
    assert store.get(NAME) is None
    store.put(NAME, b"short")
    assert store.get(NAME) == b"short"


def test_what_a_killed_run_had_not_finished_is_removed_after_a_day(store):
    store.put(NAME, b"result")
    for name, age in (("unfinished-aaaaaaaa", 100_000), ("unfinished-bbbbbbbb", 0)):
        path = store.folder / name
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age, time.time() - age))
    store.keep_within(1_000)
    assert sorted(path.name for path in store.folder.iterdir()) == [NAME, "unfinished-bbbbbbbb"]


def test_clearing_removes_results_and_unfinished_ones_and_nothing_else(store):
    store.put(NAME, b"result")
    (store.folder / "unfinished-abcd1234").write_bytes(b"half")
    (store.folder / "mine.txt").write_bytes(b"somebody's own")
    assert store.clear()[0] == 2
    assert [path.name for path in store.folder.iterdir()] == ["mine.txt"]


def test_a_store_that_is_cleared_leaves_no_folder(store):
    store.put(NAME, b"result")
    store.clear()
    assert not store.folder.exists()
