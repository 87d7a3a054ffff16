"""Where a batch puts its packets: a folder, or a store in memory."""

import fsspec
import pytest

from reportlib.batch.addresses import fetched, file_name
from reportlib.batch.run import _refuse_foreign
from reportlib.batch.store import OutputStore
from reportlib.errors import ConfigError, OutputError
from reportlib.packets.checksums import write_sums


@pytest.fixture
def store():
    fs = fsspec.filesystem("memory")
    yield OutputStore("memory://heals")
    if fs.exists("/heals"):
        fs.rm("/heals", recursive=True)


def packet_of(text, seen=None):
    """Builds a packet of a run record and a page; what stood in its folder before goes into ``seen``."""

    def build(folder):
        if seen is not None:
            seen.append(sorted(path.name for path in folder.glob("*")))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "packet.html").write_text(text, "utf-8")
        (folder / "run.json").write_text("{}", "utf-8")
        return write_sums(folder), ("一則提醒",)

    return build


@pytest.mark.parametrize("local", [True, False])
def test_what_was_told_of_a_packet_is_known_as_long_as_it_is_there(store, tmp_path, local):
    where = OutputStore(str(tmp_path)) if local else store
    where.put("moi", "k", packet_of("甲"))
    assert where.recorded("moi").notices == ("一則提醒",)


def test_a_strange_file_in_a_packet_is_gone_when_it_is_made_again(store):
    there = store.put("moi", "k", packet_of("甲"))
    store.write(f"{there.folder}/notes.txt", b"mine")
    assert not store.is_whole(there)
    assert store.is_whole(store.put("moi", "k", packet_of("甲")))


@pytest.mark.parametrize("name", ["run.json", "SHA256SUMS"])
def test_a_packet_whose_record_is_gone_is_made_again_as_if_there_were_none(store, name):
    there = store.put("moi", "k", packet_of("甲"))
    fs = fsspec.filesystem("memory")
    fs.rm_file(f"/heals/{there.folder}/{name}")
    seen = []
    assert store.is_whole(store.put("moi", "k", packet_of("甲", seen))) and seen == [[]]


def test_the_calendar_of_a_packet_goes_on_from_its_record_and_nothing_else_is_fetched(store):
    there = store.put("moi", "k", packet_of("甲"))
    store.write(f"{there.folder}/packet.html", b"altered")
    seen = []
    store.put("moi", "k", packet_of("乙", seen))
    assert seen == [["run.json"]]


def test_R12_a_packet_that_is_there_but_not_written_down_is_said_to_be_there(tmp_path):
    (tmp_path / ".batch").write_text("no folder", "utf-8")
    with pytest.raises(OutputError) as refused:
        OutputStore(str(tmp_path)).put("moi", "k", packet_of("甲"))
    first, *others = refused.value.problems
    assert str(first).startswith("R12 the packet of moi is the new one") and others
    assert (tmp_path / "moi" / "packet.html").is_file()


ODD = "memory://全國 清單/[ab] 輸出 #1"


def test_an_address_may_have_blanks_chinese_and_signs_of_patterns():
    fs, store = fsspec.filesystem("memory"), OutputStore(ODD)
    there = store.put("moi", "k", packet_of("甲"))
    new = store.put("moi", "k", packet_of("乙"))
    assert store.is_whole(new) and not store.is_whole(there)
    assert {path.partition("/moi/")[2].partition("/")[0] for path in fs.find("/全國 清單")} == {
        "",
        new.folder.partition("/")[2],
    }
    assert file_name(f"{ODD}/清單 #1 [新].csv") == "清單 #1 [新].csv"
    fs.pipe_file("/全國 清單/[ab] 輸出 #1/清單 #1 [新].csv", b"a,b\n")
    assert fetched(f"{ODD}/清單 #1 [新].csv") == b"a,b\n"
    fs.rm("/全國 清單", recursive=True)


@pytest.mark.parametrize(
    "left", ["", "[]", "{", '{"key": "k"}', '{"key": "k", "folder": 1, "sums": 2, "notices": null}']
)
def test_a_record_that_was_not_written_whole_is_none_and_the_packet_is_made_again(store, left):
    there = store.put("moi", "k", packet_of("甲"))
    store.write(".batch/moi.json", left.encode())
    assert store.recorded("moi") is None
    assert store.put("moi", "k", packet_of("甲")) == there and store.is_whole(store.recorded("moi"))


def test_R12_a_store_that_refuses_in_the_middle_leaves_the_packet_that_was_there(store, monkeypatch):
    there = store.put("moi", "k", packet_of("甲"))
    fs, pipe = fsspec.filesystem("memory"), fsspec.filesystem("memory").pipe_file
    written = []

    def refuses(path, data, **more):
        written.append(path)
        if len(written) == 2:
            raise RuntimeError("503 SlowDown for s3://KEY:SECRET@bucket/x?sig=SECRET")  # of a library, no OSError
        pipe(path, data, **more)

    monkeypatch.setattr(type(fs), "pipe_file", lambda self, *given, **more: refuses(*given, **more))
    with pytest.raises(OutputError) as refused:
        store.put("moi", "k2", packet_of("乙"))
    assert str(refused.value).startswith("R12 ") and "503 SlowDown for s3://bucket/x" in str(refused.value)
    assert "SECRET" not in str(refused.value) and len(written) == 2
    assert store.recorded("moi") == there and store.is_whole(there)
    monkeypatch.undo()
    new = store.put("moi", "k2", packet_of("乙"))
    assert store.is_whole(new) and not store.is_whole(there)


def test_C08_a_store_that_does_not_say_what_is_there_is_not_written_over(store, monkeypatch):
    def refuses(self, path, **more):
        raise RuntimeError("403")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "cat_file", refuses)
    with pytest.raises(ConfigError, match=r"C08 overview.html: the output cannot be opened \(403\)"):
        _refuse_foreign(store)
    assert store.recorded("moi") is None


def test_R14_two_batches_at_once_into_one_folder(tmp_path):
    second = OutputStore(str(tmp_path)).reserved()
    said = f"R14 another packet run is writing to {tmp_path.name}"
    with OutputStore(str(tmp_path)).reserved(), pytest.raises(OutputError, match=said), second:
        pass
    with OutputStore(str(tmp_path)).reserved():
        assert not [path for path in tmp_path.iterdir() if path.name != ".batch"]
