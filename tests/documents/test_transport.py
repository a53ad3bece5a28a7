"""The one door: no connection but to checked addresses (S1), no bomb, no endless answer; folder and replay behind the same seam."""

import gzip
import hashlib
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import httpcore
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.site import Reply, onward, packed, page, serving

from cotejo.documents.addresses import Refusal, check_address, read_address
from cotejo.documents.exchange import Answer, Limits, Request
from cotejo.documents.replay import Folder, Replay
from cotejo.documents.transport import Live, Resolve
from cotejo.documents.unpacking import StoppedError, unpack
from cotejo.records.document import Capture, Exchange

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUICK = Limits(max_s=5.0, connect_s=2.0, read_s=2.0)

# S1: as written. PORT is the port of a site that listens on the loopback and must never hear of it
INWARD = [
    "http://127.0.0.1:PORT/", "http://127.0.0.1.:PORT/", "http://127.1:PORT/", "http://127.0.1:PORT/", "http://2130706433:PORT/",
    "http://017700000001:PORT/", "http://0177.0.0.1:PORT/", "http://0177.0.0.01:PORT/", "http://0x7f.0.0.1:PORT/", "http://0x7f000001:PORT/",
    "http://0x7f.1:PORT/", "http://127.0x0.0.1:PORT/", "http://0:PORT/", "http://0.0.0.0:PORT/", "http://00000127.0.0.1:PORT/",
    "http://[::1]:PORT/", "http://[::]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://[::127.0.0.1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/", "http://[64:ff9b::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/", "http://[fe80::1%25lo]:PORT/",
    "http://[fc00::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://10.0.0.1/", "http://172.16.0.1/",
    "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://224.0.0.1/",
    "http://255.255.255.255/", "http://240.0.0.1/", "http://192.88.99.1/", "http://localhost:PORT/", "http://LOCALHOST.:PORT/",
    "http://a.localhost:PORT/", "http://metadata.google.internal/computeMetadata/v1/", "http://metadata/", "http://printer.local/",
    "http://intranet/", "http://user:secret@127.0.0.1:PORT/", "http://example.org@127.0.0.1:PORT/", "http://127.0.0.1:PORT#@example.org/",
    "http://example.org\\@127.0.0.1:PORT/", "http://127。0。0。1:PORT/", "http://①②⑦.⓪.⓪.①:PORT/", "http://ⓛocalhost:PORT/", "file:///etc/passwd",
    "gopher://127.0.0.1:PORT/_GET", "ftp://127.0.0.1/", "dict://127.0.0.1:PORT/d", "data:text/html,x", "//127.0.0.1:PORT/", "http://example.org:22/",
    "http://exa mple.org/", "http://example.org\r\nHost: 127.0.0.1/", "HTTP://127.0.0.1:PORT/", "http:127.0.0.1:PORT/", "http:///127.0.0.1:PORT/",
]  # fmt: skip
# S1: names that point inward, whatever they are called: alone, among good ones, mapped, metadata
POINTING = [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], ["10.1.2.3"], ["::1"], ["fe80::1%lo"], []]


OPENED: list[Live] = []


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def door(limits: Limits = QUICK, inside: frozenset[str] = frozenset(), resolve: Resolve = lambda _host, _port: []) -> Live:
    OPENED.append(Live(lambda: AT, limits, inside, resolve))
    return OPENED[-1]


def answer_of(got: Answer | Refusal) -> Answer:
    assert isinstance(got, Answer), got
    return got


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Everywhere that a socket was connected to."""
    seen: list[object] = []
    real = socket.create_connection

    def connect(address: tuple[str, int], *args: object, **more: object) -> socket.socket:
        seen.append(address)
        return real(address, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connect)
    return seen


@pytest.mark.enable_socket
def test_no_address_that_leads_inward_is_connected_to(connects: list[object]) -> None:
    """S1: at least 60 cases, 0 connections; the names are resolved by the system's own resolver, which reads all forms of numbers."""
    assert len(INWARD) + len(POINTING) >= 60
    with serving({"/": page("secret")}) as site:
        for case in INWARD:
            live = Live(lambda: AT, QUICK)
            url = case.replace("PORT", str(site.port))
            got = live.fetch(Request(url))
            assert isinstance(got, Refusal), url
            assert "secret" not in got.url, url
            live.close()
        for numbers in POINTING:
            got = door(resolve=lambda _host, _port, numbers=numbers: numbers).fetch(Request("http://news.example.org:8080/"))
            assert isinstance(got, Refusal), numbers
            assert got.reason in {"inside_address", "no_address", "bad_url"}
        assert connects == []
        assert site.connections == 0


@pytest.mark.enable_socket
def test_a_redirect_is_checked_like_the_first_address(connects: list[object]) -> None:
    with serving({}) as hidden:
        ways = {f"/{number}": onward(case.replace("PORT", str(hidden.port))) for number, case in enumerate(INWARD) if not case.startswith("//")}
        chain = {"/a": onward("/b", 301), "/b": onward("/c", 307), "/c": onward(f"http://127.0.0.1:{hidden.port}/", 308)}
        endless = {"/loop": onward("/loop")}
        with serving(ways | chain | endless) as site:
            live = door(inside=site.inside)
            for path in (*ways, "/a"):
                got = live.fetch(Request(site.root + path))
                if isinstance(got, Answer):  # read as a path of the same site: also no way inward
                    assert got.url.startswith(site.root), path
            assert isinstance(looped := live.fetch(Request(f"{site.root}/loop")), Refusal)
            assert looped.reason == "redirects"
            live.close()
            assert set(connects) == {("127.0.0.1", site.port)}
        assert hidden.connections == 0


@pytest.mark.enable_socket
def test_a_name_that_changes_its_number_between_look_and_connection_gains_nothing(connects: list[object]) -> None:
    """Rebinding: the name is resolved once, and what was checked is what is connected to."""
    with serving({"/": page("inside")}) as site:
        looked: list[str] = []

        def turning(host: str, _port: int) -> list[str]:
            looked.append(host)
            return ["192.0.2.1"] if len(looked) == 1 else ["127.0.0.1"]

        live = door(Limits(max_s=1, connect_s=0.3), resolve=turning)
        for _ in range(3):
            assert isinstance(live.fetch(Request(f"http://turning.example.org:8080/{site.port}")), Refusal)
        assert len(looked) == 3
        assert connects == []  # 192.0.2.1 is a number for documents: no host of the internet
        assert site.connections == 0


@pytest.mark.enable_socket
def test_the_peer_of_the_socket_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should anything between the check and the socket turn the connection inward, nothing is sent."""
    with serving({"/": page("inside")}) as site:
        live = door(resolve=lambda _host, _port: ["93.184.216.34"])

        def inward(*_args: object, **_more: object) -> httpcore.NetworkStream:
            return httpcore.SyncBackend().connect_tcp("127.0.0.1", site.port)

        monkeypatch.setattr(live.backend.wire, "connect_tcp", inward)
        got = live.fetch(Request("http://news.example.org/"))
        assert isinstance(got, Refusal)
        assert got.reason == "peer"
        assert site.asked == []


def test_the_door_uses_our_backend_and_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    live = door()
    assert isinstance(live.door, httpx.HTTPTransport)
    pool = live.door._pool  # noqa: SLF001 - what this test is about
    assert type(pool) is httpcore.ConnectionPool
    assert pool._network_backend is live.backend  # type: ignore[attr-defined]  # noqa: SLF001


@pytest.mark.enable_socket
def test_an_answer_has_its_clocks_and_headers_and_no_cookie_comes_back() -> None:
    reply = page("<p>hola</p>", ("set-cookie", "id=1; Path=/"), ("etag", '"a1"'))
    with serving({"/": onward("/next"), "/next": reply}) as site:
        live = door(inside=site.inside)
        got = answer_of(live.fetch(Request(f"{site.root}/")))
        live.fetch(Request(f"{site.root}/next"))
        assert (got.status, got.body, got.url, got.redirects) == (200, b"<p>hola</p>", f"{site.root}/next", (f"{site.root}/",))
        assert got.header("date")
        assert got.header("etag") == '"a1"'
        assert got.peer == f"127.0.0.1:{site.port}"
        assert (got.asked_at, got.answered_at) == (AT, AT)
        assert all("cookie" not in one.headers for one in site.asked)
        assert site.connections == 1
        live.close()


@pytest.mark.enable_socket
@pytest.mark.parametrize("coding", ["gzip", "x-gzip"])
def test_a_packed_answer_is_unpacked(coding: str) -> None:
    with serving({"/": packed(b"noticia " * 1000, coding)}) as site:
        assert answer_of(door(inside=site.inside).fetch(Request(f"{site.root}/"))).body == b"noticia " * 1000


def refused(reply: Reply, limits: Limits = QUICK) -> str:
    with serving({"/": reply}) as site:
        got = door(limits, site.inside).fetch(Request(f"{site.root}/"))
        assert isinstance(got, Refusal), got
        return got.reason


@pytest.mark.enable_socket
def test_a_bomb_is_stopped_before_it_grows() -> None:
    """S4: above 100:1 and above the size limit, stopped under 64 MiB of growth."""
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(machine.compress(b"\0" * 2**20) for _ in range(300)) + machine.flush()
    tracemalloc.start()
    assert refused(Reply(headers=(("content-encoding", "gzip"),), pieces=(bomb,))) == "bomb"
    assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
    tracemalloc.stop()
    assert refused(Reply(headers=(("content-encoding", "gzip, gzip"),), pieces=(gzip.compress(bomb),))) == "coding"
    assert refused(Reply(pieces=(b"x" * 5000,) * 10), QUICK._replace(max_bytes=20_000)) == "too_large"
    assert refused(Reply(pieces=(b"x" * 5000,) * 100, pause_s=0.001, say_length=False), QUICK._replace(max_bytes=20_000)) == "too_large"


@pytest.mark.enable_socket
def test_slow_and_broken_answers_end() -> None:
    drip = Reply(pieces=(b"x",) * 100, pause_s=0.1)
    assert refused(drip, Limits(max_s=0.7, read_s=0.5)) == "too_slow"
    assert refused(Reply(headers=(("content-encoding", "gzip"),), pieces=(gzip.compress(b"abc" * 100)[:-9],))) == "cut_short"
    assert refused(Reply(headers=(("content-encoding", "gzip"),), pieces=(b"no gzip at all",))) == "coding"
    assert refused(Reply(headers=(("content-encoding", "br"),), pieces=(b"x",))) == "coding"
    assert isinstance(door(inside=frozenset({"127.0.0.1:9"})).fetch(Request("http://127.0.0.1:9/")), Refusal)


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", ""]), st.integers(1, 50))
def test_what_is_unpacked_is_what_was_packed_however_it_is_cut(data: bytes, coding: str, step: int) -> None:
    packing = {"gzip": gzip.compress, "deflate": zlib.compress, "": bytes}[coding](data)
    assert unpack((packing[at : at + step] for at in range(0, len(packing), step)), coding, Limits()) == data


@settings(max_examples=300)
@given(st.text(alphabet="htps:/@\\.[]%0123456789abcdefx#?-_ \t①ⓐ。", max_size=60))
def test_no_text_breaks_the_reader_of_addresses(url: str) -> None:
    got = read_address(f"http://{url}")
    assert isinstance(got, Refusal) or (got.scheme in {"http", "https"} and "@" not in got.host)


@given(st.integers(0, 2**32 - 1) | st.integers(0, 2**128 - 1))
def test_a_number_is_outside_only_if_python_says_so(number: int) -> None:
    address = ip_address(number)
    if check_address(str(address), 443, frozenset()) is None:
        assert address.is_global
        assert not address.is_multicast


def test_a_folder_answers_as_its_hosts_and_never_from_outside(tmp_path: Path) -> None:
    (tmp_path / "web" / "news.example.org" / "a").mkdir(parents=True)
    (tmp_path / "web" / "news.example.org" / "a" / "b.html").write_text("<p>hola</p>")
    (tmp_path / "web" / "news.example.org" / "index.html").write_text("<p>portada</p>")
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "web" / "news.example.org" / "out.html").symlink_to(tmp_path / "secret.html")
    folder = Folder(tmp_path / "web")
    assert answer_of(folder.fetch(Request("https://news.example.org/a/b"))).body == b"<p>hola</p>"
    assert answer_of(folder.fetch(Request("https://news.example.org/"))).body == b"<p>portada</p>"
    for way in ("../../secret", "..%2f..%2fsecret.html", "out.html", "%00", "none"):
        assert answer_of(folder.fetch(Request(f"https://news.example.org/{way}"))).status == 404, way
    assert isinstance(folder.fetch(Request("file:///etc/passwd")), Refusal)


def test_a_replay_answers_with_what_was_recorded() -> None:
    body = b"<p>hola</p>"
    name = hashlib.sha256(body).hexdigest()
    seen = Exchange(asked="https://a.example.org/1", redirects=("https://a.example.org/1",), status=200, headers=(("etag", "x"),), asked_at=AT)
    capture = Capture(
        url="https://a.example.org/2", fetched_at=AT, sha256=name, media_type="text/html", size_bytes=len(body), exchange=seen, made_by="t@1"
    )
    replay = Replay([capture], {name: body}.__getitem__)
    for url in ("https://a.example.org/1", "https://a.example.org/2"):
        got = answer_of(replay.fetch(Request(url)))
        assert (got.body, got.url, got.header("etag"), got.answered_at) == (body, "https://a.example.org/2", "x", AT)
    assert isinstance(replay.fetch(Request("https://a.example.org/3")), Refusal)


def test_too_tight_a_packing_is_a_bomb_only_where_it_does_harm() -> None:
    assert unpack([gzip.compress(b"\0" * 500_000)], "gzip", Limits()) == b"\0" * 500_000
    with pytest.raises(StoppedError):
        unpack([gzip.compress(b"\0" * 5_000_000)], "gzip", Limits())


@pytest.mark.enable_socket
def test_a_server_that_cannot_prove_its_name_is_not_believed(tmp_path: Path) -> None:
    """The number is pinned, the name is what the certificate must hold: one that nobody vouches for ends the connection before anything is asked."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begin = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    made = begin.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False).sign(key, hashes.SHA256())
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serving({"/": page("secret")}) as site:
        site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
        got = door(inside=site.inside).fetch(Request(f"https://127.0.0.1:{site.port}/"))
        assert isinstance(got, Refusal)
        assert got.reason == "connection"
        assert site.asked == []
