"""Nobody but the desk's own page is answered."""

import contextlib
import os
import re
import shutil
import socket
import stat
import sys
from urllib.parse import quote

import pytest

from reportlib.desk.guards import POLICY, DeskGuards
from tests.support.desk_server import begin

MEETING = "tiny-1-1"


def test_the_page_is_answered_with_the_cookie_and_the_policy_has_nothing_unsafe(desk):
    answer = desk.get("/")
    assert answer.status == 200 and "第 1 屆第 1 次會議" in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY and "unsafe" not in POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers
    assert not re.search(r'<script(?! src="/static/)|<style|\sstyle=|\son\w+=|javascript:|https?:', answer.text)


@pytest.mark.parametrize("path", ["/", f"/m/{MEETING}", f"/m/{MEETING}/job", "/static/desk.css", "/nowhere"])
def test_without_the_cookie_nothing_is_told(desk, path):
    for cookie in ("", "0" * 64, desk.cookie[:-1], "é"):
        headers = {"Cookie": f"packet_desk_{desk.port}={cookie}"} if cookie else {}
        answer = desk.ask("GET", path, headers=headers, cookie="")
        assert answer.status == 403 and "次會議" not in answer.text, cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:{}", "127.0.0.1", "127.0.0.1:{}0", "127.0.0.1:{}.evil.example", ""]
)
def test_another_host_is_refused(desk, host):
    assert desk.get("/", headers={"Host": host.format(desk.port)}).status in (400, 403)


def test_a_host_that_is_there_twice_is_refused(desk):
    own = f"127.0.0.1:{desk.port}"
    assert desk.get("/", headers=[("Host", own), ("Host", "evil.example")]).status in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:{}", "https://127.0.0.1:{}", "http://127.0.0.1:1"]
)
def test_a_change_from_another_origin_is_refused(desk, origin):
    answer = desk.post(f"/m/{MEETING}/job", {"what": "check"}, headers={"Origin": origin.format(desk.port)})
    assert answer.status == 403
    assert desk.get("/", headers={"Origin": origin.format(desk.port)}).status == 403


def test_a_change_without_an_origin_is_refused(desk):
    body = f"_form={desk.form_token}&what=check".encode()
    told = {"Content-Type": "application/x-www-form-urlencoded"}
    assert desk.ask("POST", f"/m/{MEETING}/job", body, told).status == 403


def test_a_change_that_the_browser_says_is_from_elsewhere_is_refused(desk):
    for site in ("cross-site", "same-site", "none"):
        assert desk.post(f"/m/{MEETING}/job", {"what": "check"}, headers={"Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize("page", ["", "/job", "/parameters", "/remove", "/questions", "/review", "/held", "/agenda"])
def test_every_change_asks_for_the_token_of_the_form(desk, page):
    path = f"/m/{MEETING}{page}" if page else "/"
    for token in ("", "0" * 64, "é"):
        assert desk.post(path, {"_form": token, "what": "check"}).status == 403, (path, token)
    assert not (desk.root / "output" / MEETING).exists()


def test_an_upload_asks_for_the_token_before_it_writes_anything(desk):
    assert desk.upload(MEETING, {"a.csv": b"1"}, token="0" * 64).status == 403
    assert not list((desk.root / "data" / MEETING / "returns").glob("*"))


def test_the_form_of_a_stranger_is_not_even_read(desk):
    body, told = b"--x\r\nno such part", {"Content-Type": "multipart/form-data; boundary=x"}
    path = f"/m/{MEETING}/parameters"
    assert desk.ask("POST", path, body, told, cookie="").status == 403
    assert desk.ask("POST", path, body, told | {"Origin": "http://evil.example"}).status == 403
    own = told | {"Origin": f"http://127.0.0.1:{desk.port}"}
    assert desk.ask("POST", path, body, own).status == 400, "the desk's own page would be told that it is none"


def test_a_head_of_any_length_does_no_harm(desk):
    with socket.create_connection(("127.0.0.1", desk.port), timeout=60) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: " + b"a" * 200_000)
        with contextlib.suppress(ConnectionError):
            assert b"200" not in sock.recv(100)
    assert desk.get("/").status == 200


def test_only_get_and_post_are_answered(desk):
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"):
        assert desk.ask(method, "/").status in (403, 405), method


@pytest.mark.parametrize(
    "path",
    [
        "/m/../../etc/passwd",
        f"/m/{MEETING}/made/packet/../../../params/{MEETING}.yaml",
        f"/m/{MEETING}/made/packet/..%2f..%2f..%2fparams%2f{MEETING}.yaml",
        f"/m/{MEETING}/made/packet//etc/passwd",
        f"/m/{MEETING}/made/data/catalogue.csv",
        "/m/other",
        "/static/../server.py",
        "/static/desk.css%00",
    ],
)
def test_no_path_is_made_of_what_is_asked_for(desk, path):
    assert desk.get(path).status in (400, 404)


def test_a_token_opens_the_desk_once(desk):
    other = begin(desk.root)  # the desk is open already: another page of it
    other.process.wait(60)
    other.process.stdout.close()
    assert other.port == desk.port
    first, again = (desk.get(f"/enter?token={other.token}", cookie="") for _ in range(2))
    assert first.status == 200 and again.status == 403
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Domain" not in cookie
    assert not other.page.exists()
    for token in ("", "x", "../secret"):
        assert desk.get(f"/enter?token={token}", cookie="").status == 403


def test_the_cookie_of_a_desk_is_not_that_of_another_project(desk):
    """A browser keeps one cookie of a name for all ports of a host."""
    assert DeskGuards(b"a", 8001).cookie_name != DeskGuards(b"b", 8002).cookie_name
    assert desk.ask("GET", "/", headers={"Cookie": f"packet_desk={desk.cookie}"}, cookie="").status == 403


def test_a_page_says_in_one_sentence_what_the_system_refused(desk):
    returns = desk.root / "data" / MEETING / "returns"
    shutil.rmtree(returns, ignore_errors=True)
    returns.write_bytes(b"")
    try:
        answer = desk.upload(MEETING, {"a.csv": b"1"})
    finally:
        returns.unlink()
    assert answer.status == 500 and "檔案無法寫入或讀取" in answer.text and str(desk.root) not in answer.text


def test_a_meeting_without_a_job_says_so(desk):
    answer = desk.get(f"/m/{MEETING}/job")
    assert answer.status == 200 and "尚未執行" in answer.text


@pytest.mark.parametrize("name", ["成長50%20.csv", f"{'長' * 60}.csv", "a+b&c#d?.csv"])
def test_a_file_is_found_by_the_address_of_its_name_whatever_it_is(desk, name):
    folder = desk.root / "output" / f"{MEETING}.templates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"1,2")
    assert desk.get(f"/m/{MEETING}/made/templates/{quote(name)}").body == b"1,2"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_what_is_private_is_readable_by_its_user_alone(desk):
    folder = desk.root / "output" / ".desk"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("secret", "running.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    secret = (folder / "secret").read_text()
    assert secret not in desk.get("/").text and secret != desk.cookie


def test_it_listens_on_this_machine_alone(desk):
    addresses = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with socket.socket() as sock, pytest.raises(OSError):
            sock.settimeout(2)
            sock.connect((address, desk.port))


def test_a_page_that_a_build_has_made_is_shown_in_a_sandbox(desk):
    folder = desk.root / "output" / f"{MEETING}.minutes"
    folder.mkdir(parents=True)
    (folder / "minutes.html").write_text("<p>會議紀錄", "utf-8")
    (folder / "run.json").write_text(f'{{"meeting": "{MEETING}", "outputs": {{"minutes.html": ""}}}}', "utf-8")
    (folder / "stranger.html").write_text("<script>", "utf-8")
    answer = desk.get(f"/m/{MEETING}/made/minutes/minutes.html")
    assert answer.status == 200 and answer.headers["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-same-origin" not in answer.headers["Content-Security-Policy"]
    assert desk.get(f"/m/{MEETING}/made/minutes/stranger.html").status == 404
    (desk.root / "output" / f"{MEETING}.partial").symlink_to(desk.root / "params")  # a link that leads out of output
    assert desk.get(f"/m/{MEETING}/made/partial/{MEETING}.yaml").status == 404
    # A link in such a page brings no cookie; what it leads to is one press further.
    without = desk.get(f"/m/{MEETING}/made/minutes/minutes.html", cookie="")
    assert without.status == 403 and f'href="/m/{MEETING}/made/minutes/minutes.html"' in without.text


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_private_folder_that_cannot_be_made_is_told(packet, tmp_path):
    from tests.support.tiny_project import tiny_project

    tiny_project(tmp_path)
    (tmp_path / "output").mkdir(mode=0o500)
    done = packet("desk", "--no-browser", cwd=tmp_path)
    assert done.returncode == 5 and "R13" in done.stderr


def test_a_folder_that_is_a_link_is_no_private_one(packet, tmp_path):
    from tests.support.tiny_project import tiny_project

    tiny_project(tmp_path / "p")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "p" / "output").mkdir()
    (tmp_path / "p" / "output" / ".desk").symlink_to(tmp_path / "elsewhere")
    done = packet("desk", "--no-browser", cwd=tmp_path / "p")
    assert done.returncode == 3 and "R13" in done.stderr


def test_a_port_that_is_taken_is_told_and_another_is_named(packet, tmp_path):
    from tests.support.tiny_project import tiny_project

    tiny_project(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = packet("desk", "--no-browser", "--port", port, cwd=tmp_path)
    assert done.returncode == 5 and "R14" in done.stderr and f"--port {port + 1}" in done.stderr
    assert packet("desk", "--port", "80", cwd=tmp_path).returncode == 2
