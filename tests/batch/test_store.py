"""Where a batch puts its packets: a folder, or a store in memory."""

import fsspec
import pytest

from reportlib.batch.store import OutputStore
from reportlib.errors import OutputError
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
