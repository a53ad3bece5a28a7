import pytest
from tests.web.conftest import PORT, Client

from cotejo.web.app import make_app
from cotejo.web.desk import Desk
from cotejo.web.guards import Guard, Keys

FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", f"127.0.0.1:{PORT}.evil.example", "127.0.0.1", f"127.0.0.1:{PORT + 1}", "", f"127.0.0.1:{PORT}@evil.example",
     f"0x7f.1:{PORT}", f"2130706433:{PORT}", f"localhost.evil.example:{PORT}", f"[::ffff:127.0.0.1]:{PORT}"],
)  # fmt: skip
def test_another_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/", host=host).status == 421


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_our_own_names_are_answered(client: Client, host: str) -> None:
    assert client.get("/help", host=host).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": f"http://127.0.0.1:{PORT + 1}"}, {"origin": f"ftp://127.0.0.1:{PORT}"},
        {"origin": f"http://127.0.0.1:{PORT}", "sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"sec_fetch_site": "none"},
        {"origin": "null", "sec_fetch_site": "cross-site"}, {"origin": f"http://127.0.0.1:{PORT}.evil.example"}, {"origin": f"http://evil@127.0.0.1:{PORT}x"},
    ],
)  # fmt: skip
def test_a_write_from_elsewhere_is_refused_even_with_the_token(client: Client, headers: dict[str, str]) -> None:
    before = client.desk.standing().head
    body = f"token={client.keys.form}&verb=note&subject=x&reason=x".encode()
    for path in ("/decisions", "/api/v1/decisions", "/add", "/settings", "/watch"):
        assert client.ask("POST", path, body, **FORM, **headers).status == 403
    assert client.desk.standing().head == before


def test_a_write_without_the_form_token_is_refused(client: Client) -> None:
    for token in ("", "wrong", client.keys.form[:-1]):
        assert client.post("/decisions", {"token": token, "verb": "note", "subject": "x", "reason": "y"}).status == 400
    assert client.ask("POST", "/decisions", b"<a/>", origin=f"http://127.0.0.1:{PORT}", content_type="text/xml").status == 400


def test_every_answer_carries_the_headers(client: Client) -> None:
    for path in ("/", "/nowhere", "/static/workbench.css", "/api/v1/events", "/api/v1/export.html"):
        headers = client.get(path).headers
        assert "'unsafe-inline'" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_bound_elsewhere_it_wants_the_token_and_never_in_an_address(client: Client) -> None:
    keys = Keys.make("0.0.0.0", PORT, ("bench.example",))  # noqa: S104 - what a person may ask for
    desk: Desk = client.desk
    outside = Client(make_app(desk, keys), keys, desk)
    assert keys.access
    assert outside.get("/", host=f"bench.example:{PORT}", accept="text/html").headers["location"] == "/enter"
    assert outside.get("/api/v1/events").status == 401
    assert outside.get(f"/?access={keys.access}").status == 401
    wrong = outside.post("/enter", {"access": "no"})
    assert wrong.status == 403
    right = outside.post("/enter", {"access": keys.access})
    cookie = right.headers["set-cookie"]
    assert right.status == 303
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert outside.get("/", cookie=cookie.partition(";")[0]).status == 200
    assert outside.get("/", cookie="cotejo_access=x; a").status == 401


def test_a_guard_has_no_access_token_on_the_loopback(client: Client) -> None:
    assert Keys.make("127.0.0.1", PORT).access is None
    assert isinstance(client.app, Guard)
    assert not client.app.is_access("")
