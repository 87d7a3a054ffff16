"""Files are taken piece by piece, under names of ours, and never over another."""

import html
import io
import os
import re
import socket
import sys
import time
from pathlib import Path

import pytest

from reportlib.desk.uploads import FormStream, NotUploaded, plain_name

MEETING = "tiny-1-1"


def taken(body: bytes, step: int = 1 << 16, boundary: str = "x") -> tuple[dict[str, str], dict[str, bytes]]:
    """The fields and files of a body that arrives in pieces."""
    files: dict[str, io.BytesIO] = {}

    class Kept(io.BytesIO):
        def close(self):
            pass

    stream = FormStream(f"multipart/form-data; boundary={boundary}", lambda name: files.setdefault(name, Kept()))
    for at in range(0, len(body), step):
        stream.feed(body[at : at + step])
    stream.close()
    assert stream.is_whole
    return stream.fields, {name: file.getvalue() for name, file in files.items()}


BODY = (
    b'--x\r\nContent-Disposition: form-data; name="_form"\r\n\r\nabc\r\n'
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="\xe6\xb0\xb4.csv"\r\nContent-Type: text/csv\r\n\r\n'
    b"1,2\r\n--y\r\n\r\n--\r\n"
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="b.csv"\r\n\r\n\r\n'
    b"--x--\r\n"
)


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64, 1000])
def test_a_form_is_the_same_however_it_arrives(step):
    fields, files = taken(BODY, step)
    assert fields == {"_form": "abc"} and files == {"水.csv": b"1,2\r\n--y\r\n\r\n--", "b.csv": b""}


def test_a_form_that_breaks_off_is_not_whole():
    stream = FormStream("multipart/form-data; boundary=x", lambda name: io.BytesIO())
    stream.feed(BODY[:-8])
    assert not stream.is_whole


def test_what_is_no_form_of_files_is_refused():
    for kind in ("text/plain", "multipart/form-data", ""):
        with pytest.raises(NotUploaded):
            FormStream(kind, lambda name: io.BytesIO())
    stream = FormStream("multipart/form-data; boundary=x", lambda name: io.BytesIO())
    with pytest.raises(NotUploaded):
        stream.feed(b"--x\r\n" + b"a" * 10_000)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("水利署.xlsx", "水利署.xlsx"),
        ("C:\\回報\\水利署 (2).xlsx", "水利署 (2).xlsx"),
        ("../../params/x.yaml", "x.yaml"),
        ("a:b?.csv", "a_b_.csv"),
        ("長" * 200 + ".csv", "長" * 58 + ".csv"),  # as many bytes as every system takes
    ],
)
def test_a_file_is_kept_under_the_last_part_of_its_name(sent, kept):
    assert plain_name(sent) == kept


@pytest.mark.parametrize("sent", ["", "..", "/", "NUL.csv", "~$a.xlsx", ".hidden", "Thumbs.db"])
def test_a_name_that_is_none_is_refused(sent):
    with pytest.raises(NotUploaded):
        plain_name(sent)


def test_files_are_put_among_the_returns_and_never_over_another(desk):
    returns = desk.root / "data" / MEETING / "returns"
    answer = desk.upload(MEETING, {"水利署.csv": b"1", "b.csv": b"2"})
    assert answer.status == 303 and answer.headers["Location"].endswith("?up=2&up=0")
    desk.upload(MEETING, {"水利署.csv": b"3", "b.csv": b"2"})
    found = {path.name: path.read_bytes() for path in returns.iterdir()}
    assert found == {"水利署.csv": b"1", "水利署-2.csv": b"3", "b.csv": b"2"}
    page = desk.get(f"/m/{MEETING}/returns").text
    assert "水利署-2.csv" in page
    assert desk.post(f"/m/{MEETING}/remove", {"file": "b.csv"}).status == 303
    assert desk.post(f"/m/{MEETING}/remove", {"file": "../catalogue.csv"}).status == 404
    assert (returns.parent / "returns-removed" / "b.csv").read_bytes() == b"2" and not (returns / "b.csv").exists()


def test_a_file_with_a_bad_name_leaves_all_of_them_out(desk):
    before = {path.name for path in (desk.root / "data" / MEETING / "returns").glob("*")}
    answer = desk.upload(MEETING, {"good.csv": b"1", ".bad": b"2"})
    assert answer.status == 422 and "不能當作檔名" in answer.text
    assert {path.name for path in (desk.root / "data" / MEETING / "returns").glob("*")} == before


def test_who_has_chosen_no_file_is_told(desk):
    answer = desk.upload(MEETING, {"": b""})
    assert answer.status == 422 and "請先選取檔案" in answer.text


def test_a_name_of_three_hundred_characters_is_taken(desk):
    assert desk.upload(MEETING, {"長" * 300 + ".xlsx": b"1"}).status == 303


def begun(desk, length: int) -> socket.socket:
    """A connection on which an upload of so many bytes is announced and its form is begun."""
    sock = socket.create_connection(("127.0.0.1", desk.port), timeout=60)
    head = f'--x\r\nContent-Disposition: form-data; name="_form"\r\n\r\n{desk.form_token}\r\n--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
    lines = [
        f"POST /m/{MEETING}/upload HTTP/1.1",
        f"Host: 127.0.0.1:{desk.port}",
        f"Origin: http://127.0.0.1:{desk.port}",
        f"Cookie: packet_desk_{desk.port}={desk.cookie}",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {length}",
        "",
        head,
    ]
    sock.sendall("\r\n".join(lines).encode())
    return sock


def test_what_is_more_than_is_taken_is_told_in_a_sentence(desk):
    before = {path.name for path in (desk.root / "data" / MEETING / "returns").glob("*")}
    with begun(desk, 301_000_000) as sock:
        sock.sendall(bytes(1_000_000) * 302)
        said = sock.recv(1 << 20).decode("utf-8")
    assert said.startswith("HTTP/1.1 413 ") and "一次最多上傳 300 MB" in said and "沒有任何檔案收下" in said
    assert {path.name for path in (desk.root / "data" / MEETING / "returns").glob("*")} == before


def test_a_client_that_is_slow_or_goes_keeps_nobody_waiting_and_leaves_nothing(desk):
    data = desk.root / "data" / MEETING
    before = {path.name for path in (data / "returns").glob("*")}
    with begun(desk, 5_000_000) as sock:
        sock.sendall(bytes(100_000))
        until = time.monotonic() + 60
        while not any(path.stat().st_size for path in data.glob(".packet-*.run/*")):
            assert time.monotonic() < until
        assert desk.get("/static/icon.svg").status == 200
    while list(data.glob(".packet-*")):
        assert time.monotonic() < until, "what was written beside is gone when its sender is"
    assert {path.name for path in (data / "returns").glob("*")} == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always text")
def test_whatever_a_file_is_called_it_is_listed_and_a_link_is_not(desk):
    returns = desk.root / "data" / MEETING / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    names = [
        "水利署.csv".encode("cp950"),
        b"\xff\xfe.csv",
        b"<b>&\"'.csv",
        "a\n\u202eb.csv".encode(),
        b"-rf.csv",
    ]
    for name in names:
        Path(os.fsdecode(os.fsencode(returns) + b"/" + name)).write_bytes(b"1")
    (returns / "link.csv").symlink_to("/etc/passwd")
    page = desk.get(f"/m/{MEETING}/returns")
    assert page.status == 200 and "link.csv" not in page.text and "<b>&" not in page.text
    assert desk.post(f"/m/{MEETING}/remove", {"file": "link.csv"}).status == 404
    for name in re.findall(r'name="file" value="([^"]*)"', page.text):
        assert desk.post(f"/m/{MEETING}/remove", {"file": html.unescape(name)}).status == 303, name
    assert [path.name for path in returns.iterdir()] == ["link.csv"]
    removed = os.fsencode(returns.with_name("returns-removed"))
    assert set(names) <= set(os.listdir(removed))
    (returns / "link.csv").unlink()


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read from /proc")
def test_twenty_files_of_five_megabytes_stay_under_sixty_megabytes_of_memory(desk):
    data = bytes(range(256)) * 20_000
    files = {f"big-{number}.csv": data + str(number).encode() for number in range(20)}
    assert desk.upload(MEETING, files).status == 303
    returns = desk.root / "data" / MEETING / "returns"
    assert sum(path.stat().st_size for path in returns.glob("big-*")) > 100_000_000
    lines = Path(f"/proc/{desk.process.pid}/status").read_text("ascii").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    assert int(status["VmHWM"].split()[0]) < 60_000
