"""Files fetched from a real server on the loopback that is slow, huge, broken, redirecting and lying; and addresses that are never connected to."""

import gzip
import ipaddress
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportlib import language
from reportlib.commands.cli import run
from reportlib.fetching.addresses import NotAllowed, check_url, is_public, usable
from reportlib.fetching.client import Downloader, FetchLimits
from reportlib.fetching.run import _BETWEEN, Wanted, fetch
from reportlib.files import record
from tests.support.tiny_project import tiny_project

DAY = date(2026, 11, 30)
BODY = b"a,b\n1,2\n" * 100
LIMITS = FetchLimits(file_bytes=100_000, connect_seconds=2, piece_seconds=0.5, whole_seconds=1.2, pause_seconds=0)


class Answers(BaseHTTPRequestHandler):
    """What the server says, by the path; ``server.asked`` has every request with its Range."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Range", "")))
        name = self.path.strip("/").replace("-", "_").replace(".", "_").partition("?")[0]
        getattr(self, name, self.missing)()

    def give(self, body, status=200, length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def missing(self):
        self.give(b"no", 404)

    def robots_txt(self):
        self.give(b"User-agent: *\nDisallow: /secret\n")

    def good_csv(self):
        self.give(BODY, Content_Type="text/csv; charset=utf-8")

    def secret(self):
        self.give(BODY)

    def broken(self):
        self.give(b"oops", 500)

    def moved(self):
        self.give(b"", 302, Location="/good.csv")

    def circle(self):
        self.give(b"", 302, Location="/circle")

    def to_file(self):
        self.give(b"", 302, Location="file:///etc/passwd")

    def to_private(self):
        self.give(b"", 302, Location="http://10.0.0.1/x")

    def to_secret(self):
        self.give(b"", 302, Location="/secret")

    def huge(self):
        self.give(b"", length=10**9)
        self.close_connection = True

    def endless(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(1_000):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            pass

    def bomb(self):
        self.give(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")

    def no_gzip(self):
        self.give(b"not packed at all", Content_Encoding="gzip")

    def short(self):
        self.give(BODY[:100], length=len(BODY))
        self.close_connection = True

    def silent(self):
        self.server.stopped.wait(3)
        self.close_connection = True

    def mute(self):
        """Nothing for as long as a test could wait; that the time is over is noted."""
        if not self.server.stopped.wait(30):
            self.server.asked.append(("/mute", "was waited for"))
        self.close_connection = True

    def drips(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(30):
                self.wfile.write(b"x")
                if self.server.stopped.wait(0.2):
                    return
        except OSError:
            pass

    def garbage(self):
        self.wfile.write(b"this is no HTTP\r\n\r\n")
        self.close_connection = True

    def halves(self):
        """The first time half of the file and the end; then the rest, if it is asked for what was there."""
        if self.headers.get("If-Range") == '"v1"' and self.headers["Range"] == "bytes=400-":
            self.give(BODY[400:], 206, ETag='"v1"', Content_Range=f"bytes 400-{len(BODY) - 1}/{len(BODY)}")
        else:
            self.give(BODY[:400], length=len(BODY), ETag='"v1"')
            self.close_connection = True

    def wrong_rest(self):
        if self.headers.get("Range"):
            self.give(BODY[:10], 206, ETag='"v1"', Content_Range=f"bytes 0-9/{len(BODY)}")
        else:
            self.give(BODY[:400], length=len(BODY), ETag='"v1"')
            self.close_connection = True


@pytest.fixture(scope="module")
def server():
    one = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    one.daemon_threads, one.asked, one.stopped = True, [], threading.Event()
    thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield one
    one.stopped.set()
    one.shutdown()
    thread.join()
    one.server_close()


@pytest.fixture(scope="module")
def downloader():
    one = Downloader(LIMITS, {"127.0.0.1"})
    yield one
    one.close()


def url(server, path):
    return f"http://127.0.0.1:{server.server_port}/{path}"


def test_a_good_file_is_stored_as_it_came(server, downloader, tmp_path):
    got = downloader.fetch(url(server, "good.csv"), tmp_path / "1.csv")
    assert (got.status, got.media_type, got.size, got.kind, got.landed) == (200, "text/csv", len(BODY), "", "")
    assert (tmp_path / "1.csv").read_bytes() == BODY
    assert [path.name for path in tmp_path.iterdir()] == ["1.csv"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("no-such-file", 404, "status"),
        ("broken", 500, "status"),
        ("circle", 302, "redirects"),
        ("to-file", 302, "other scheme"),
        ("to-private", 302, "private"),
        ("to-secret", 302, "robots"),
        ("huge", 200, "too large"),
        ("endless", 200, "too large"),
        ("bomb", 200, "too large"),
        ("no-gzip", 200, "packed wrongly"),
        ("short", 200, "cut off"),
        ("silent", None, "too slow"),
        ("drips", 200, "too slow"),
        ("garbage", None, "cut off"),
    ],
)
def test_what_is_not_a_whole_file_is_not_stored_and_says_why(server, downloader, tmp_path, path, status, kind):
    got = downloader.fetch(url(server, path), tmp_path / "1.csv")
    assert (got.status, got.kind, got.sha256) == (status, kind, "")
    assert not (tmp_path / "1.csv").exists()


def test_a_redirect_is_followed_and_where_it_landed_is_told(server, downloader, tmp_path):
    got = downloader.fetch(url(server, "moved"), tmp_path / "1.csv")
    assert (got.kind, got.landed, got.size) == ("", url(server, "good.csv"), len(BODY))


def test_what_robots_txt_forbids_is_not_asked_for(server, downloader, tmp_path):
    server.asked.clear()
    got = downloader.fetch(url(server, "secret"), tmp_path / "1")
    assert (got.kind, got.asked) == ("robots", False)
    assert "/secret" not in [path for path, _ in server.asked]


def test_the_loopback_is_not_connected_to_unless_it_is_allowed(server, tmp_path):
    strict = Downloader(LIMITS)
    server.asked.clear()
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
        got = strict.fetch(f"http://{host}:{server.server_port}/good.csv", tmp_path / "1")
        assert got.kind in ("private", "unknown host"), host
    strict.close()
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 ff02::1 "
    "::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 2002:7f00:1:: 2002:c0a8:101:: ::127.0.0.1".split(),
)
def test_addresses_that_are_not_of_the_public_net(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_public_net(address):
    assert is_public(ipaddress.ip_address(address))


def test_a_name_with_one_private_address_among_others_is_refused():
    with pytest.raises(NotAllowed, match="private"):
        usable(["8.8.8.8", "10.0.0.1"], ())
    assert usable(["8.8.8.8", "10.0.0.1"], {"10.0.0.1"}) == ["8.8.8.8", "10.0.0.1"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("ftp://a.example/x", "other scheme"),
        ("file:///etc/passwd", "other scheme"),
        ("http://name:word@a.example/", "password"),
        ("http:///x", "no address"),
        ("http://a.example:99999/", "no address"),
        ("https://[::1", "no address"),
    ],
)
def test_addresses_that_are_none(address, kind):
    with pytest.raises(NotAllowed) as refused:
        check_url(address)
    assert refused.value.kind == kind


def test_a_download_that_was_cut_off_is_gone_on_with(server, downloader, tmp_path):
    first = downloader.fetch(url(server, "halves"), tmp_path / "1.csv")
    assert first.kind == "cut off"
    server.asked.clear()
    second = downloader.fetch(url(server, "halves"), tmp_path / "1.csv")
    assert (second.kind, second.status) == ("", 200)
    assert (tmp_path / "1.csv").read_bytes() == BODY
    assert server.asked == [("/halves", "bytes=400-")]


def test_a_rest_that_is_not_the_rest_is_thrown_away(server, downloader, tmp_path):
    assert downloader.fetch(url(server, "wrong-rest"), tmp_path / "1.csv").kind == "cut off"
    assert downloader.fetch(url(server, "wrong-rest"), tmp_path / "1.csv").kind == "cut off"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_filled_recorded_and_filled_up(server, downloader, tmp_path):
    everything = [
        Wanted("6012", 1, url(server, "good.csv")),
        Wanted("6012", 2, url(server, "no-such")),
        Wanted("6013", 1, "ftp://a.example/x"),
    ]
    outcome = fetch(tmp_path, everything, DAY, downloader)
    assert (outcome.there, outcome.stored, outcome.unasked, len(outcome.fetched)) == (0, 1, 1, 2)
    lines = record.read(tmp_path)
    assert [(one.dataset, one.number, one.status, one.path) for one in lines] == [
        ("6012", 1, 200, "6012/1.csv"),
        ("6012", 2, 404, ""),
    ]
    server.asked.clear()
    outcome = fetch(tmp_path, everything, DAY, downloader)
    assert (outcome.there, outcome.stored) == (1, 0)
    assert "/good.csv" not in [path for path, _ in server.asked]
    (tmp_path / "6012" / "1.csv").write_bytes(b"changed")
    assert fetch(tmp_path, everything, DAY, downloader).stored == 1
    assert Path(tmp_path, "6012", "1.csv").read_bytes() == BODY


def test_addresses_of_a_cell_are_parted_where_one_begins():
    text = "https://a.example/x;jsessionid=1;https://a.example/y; http://b.example/z"
    assert _BETWEEN.split(text) == ["https://a.example/x;jsessionid=1", "https://a.example/y", "http://b.example/z"]


def test_the_command_fills_the_folder_of_the_meeting(server, tmp_path, capsys, monkeypatch):
    params = tiny_project(tmp_path)
    params.write_text(
        params.read_text("utf-8").replace("catalogue.csv}", "catalogue.csv, files: ../data/files}"), "utf-8"
    )
    list_of = tmp_path / "data" / "tiny-1-1" / "catalogue.csv"
    list_of.write_text(
        "資料集識別碼,資料集名稱,提供機關,服務分類,檔案格式,上架日期,資料下載網址\n"
        f"6012,河川水位,經濟部水利署,公共資訊,CSV;CSV,108/3/5,{url(server, 'good.csv')};{url(server, 'no-such')}\n",
        "utf-8",
    )
    monkeypatch.setattr(language, "language", lambda: "zh")
    assert run(["fetch", str(params), "--pause", "0", "--allow", "127.0.0.1"]) == 1
    said = capsys.readouterr().out
    assert "2 個檔案，1 個網站；0 個先前已取得。" in said and "6012 第 2 個：網站沒有給檔案 (HTTP 404)" in said
    assert "取得 1 個，未取得 1 個，未詢問 0 個" in said
    assert (tmp_path / "data" / "files" / "6012" / "1.csv").read_bytes() == BODY
    assert run(["fetch", str(params), "--pause", "0"]) == 1
    assert "網址指向內部網路，未詢問" in capsys.readouterr().out


class Proxy(BaseHTTPRequestHandler):
    """A proxy that answers for every host itself, and notes what it was asked for."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(404 if self.path.endswith("robots.txt") else 200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)


@pytest.fixture
def proxy():
    one = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    one.daemon_threads, one.asked = True, []
    thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield one
    one.shutdown()
    thread.join()
    one.server_close()


def test_a_proxy_that_is_named_is_the_only_thing_that_is_connected_to(proxy, server, tmp_path):
    by_proxy = Downloader(LIMITS, proxy=f"http://127.0.0.1:{proxy.server_port}")
    server.asked.clear()
    got = by_proxy.fetch("http://only-the-proxy-knows.invalid/1.csv", tmp_path / "1.csv")
    assert (got.kind, got.size) == ("", len(BODY))
    for address in ("http://10.0.0.1/x", url(server, "good.csv"), "http://[::1]/x", "http://169.254.169.254/latest"):
        assert by_proxy.fetch(address, tmp_path / "2.csv").kind == "private", address
    by_proxy.close()
    assert proxy.asked == [f"http://only-the-proxy-knows.invalid/{name}" for name in ("robots.txt", "1.csv")]
    assert server.asked == []


def test_a_proxy_of_the_environment_is_not_used(proxy, server, downloader, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.server_port}")
    anew = Downloader(LIMITS, {"127.0.0.1"})
    assert anew.fetch(url(server, "good.csv"), tmp_path / "1.csv").kind == ""
    anew.close()
    assert proxy.asked == []


@pytest.mark.parametrize("given", ["proxy:3128", "https://proxy:3128", "http://", "http://a:99999", "http://a/path"])
def test_what_is_no_proxy_is_refused_before_anything_is_asked(given, capsys):
    with pytest.raises(SystemExit, match="2"):
        run(["fetch", "example", "--proxy", given])
    assert "http://proxy.example:3128" in capsys.readouterr().err


def test_who_stops_waits_for_nobody_and_keeps_what_is_whole(server, tmp_path):
    patient = Downloader(FetchLimits(piece_seconds=3_600, whole_seconds=3_600, pause_seconds=0), {"127.0.0.1"})
    everything = [
        Wanted("1", 1, url(server, "good.csv")),
        Wanted("2", 1, url(server, "mute")),
        Wanted("3", 1, url(server, "good.csv")),
    ]

    def told(one):
        raise KeyboardInterrupt

    outcome = []
    waiting = threading.Thread(target=lambda: outcome.append(patient.fetch(url(server, "mute"), tmp_path / "s")))
    waiting.start()
    while ("/mute", "") not in server.asked:
        waiting.join(0.01)
    with pytest.raises(KeyboardInterrupt):
        fetch(tmp_path, everything, DAY, patient, told=told)
    waiting.join()
    assert outcome[0].kind in ("cut off", "no connection")
    assert ("/mute", "was waited for") not in server.asked
    assert [one.dataset for one in record.read(tmp_path)] == ["1"]
    patient.close()
