"""Watching: what is new, gains an origin, is denied or loses its support is told once to every channel; secrets stay in the environment."""

import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.documents.site import Asked, Reply, page, serving, xml

from cotejo.case.agenda import Agenda
from cotejo.case.decisions import Decision
from cotejo.case.folder import Case
from cotejo.case.sources import WatchSettings
from cotejo.documents.exchange import Limits
from cotejo.documents.transport import Live
from cotejo.dossier.alerts import Alert
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import telling
from cotejo.pipeline.collecting import Means
from cotejo.pipeline.telling import Channels, Secrets
from cotejo.pipeline.watching import Round, Watching, go_round
from cotejo.pipeline.withdrawing import find_document, withdraw

AT = datetime(2021, 5, 15, 12, tzinfo=UTC)
MARKUP = (
    "<html lang='{language}'><head><title>{title}</title><meta property='og:site_name' content='{outlet}'>"
    "<meta property='article:published_time' content='{published}'></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
)
PAPER = MARKUP.format(
    language="en", title="Soldiers at the airport", outlet="Estero Courier", published="2021-05-11T08:00:00+00:00",
    body="<p>About 40 Russian soldiers arrived in Bissau on Sunday aboard an Il-76, a dock worker told this newspaper.</p>"
    "<p>By the evening the airport was quiet again, the worker said, and the dock had gone back to its sacks of cashews.</p>",
)  # fmt: skip
WITNESS = MARKUP.format(
    language="en", title="What I saw", outlet="Radio Bandim", published="2021-05-12T08:00:00+00:00",
    body="<p>On Sunday I stood at the fence of the airport and watched about 40 Russian soldiers arrive in Bissau aboard an Il-76.</p>"
    "<p>I counted them myself as they walked to the lorries, and I photographed the aircraft before it left again in the evening.</p>",
)  # fmt: skip
ARMY = MARKUP.format(
    language="en", title="Ministry statement", outlet="Estero Courier", published="2021-05-13T10:00:00+00:00",
    body="<p>The Defence Ministry of Guinea-Bissau denied on Thursday that Russian soldiers had arrived in Bissau.</p>"
    "<p>The ministry called the report an invention and gave no further answer to the questions that were sent to it.</p>",
)  # fmt: skip


class World:
    """A site whose feed grows, which also takes a webhook's posts."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.hook = 200

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/feed":
            items = "".join(f"<item><link>http://{asked.headers['host']}{path}</link></item>" for path in self.pages)
            return xml(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>")
        if asked.path.startswith("/hook"):
            return Reply(self.hook)
        return page(self.pages[asked.path]) if asked.path in self.pages else Reply(404)


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@pytest.mark.enable_socket
@pytest.mark.slow
def test_an_event_is_told_when_it_is_new_gains_an_origin_is_denied_and_loses_its_support(tmp_path: Path) -> None:
    world, clock, told = World(), Clock(), list[str]()
    with serving(world) as site:
        text = f'[case]\nname = "bissau"\n[collect]\nhost_interval_s = 0\n[[sources]]\nname = "feed"\nkind = "feed"\nurl = "{site.root}/feed"\n[watch]\nrss = "alerts.xml"\n'
        case = Case.create(tmp_path / "case", text, AT)
        live = Live(clock, Limits(max_s=5), site.inside)
        secrets = Secrets(webhook=f"{site.root}/hook?key=s3cret", token="t0ken")  # noqa: S106 - what must not be seen again

        def channels(case: Case) -> Channels:
            return Channels(case.settings.watch, secrets, live, case.folder, told.append, site.inside)

        watching = Watching(Means(live, clock, threading.Event()), LocalEngine(1), channels, nullcontext)

        def after(path: str = "", body: str = "") -> tuple[Round, list[str]]:
            told.clear()
            clock.at += timedelta(hours=1)
            if path:
                world.pages[path] = body
            done = go_round(case.folder, watching)
            return done, [json.loads(line)["kind"] for line in told]

        assert after("/1", PAPER)[1] == ["new"]
        assert after()[1] == []
        world.hook = 500
        done, kinds = after("/2", WITNESS)
        assert "gained_origin" in kinds
        assert [problem.reason for problem in done.problems] == ["http_500"]
        assert "s3cret" not in str(done.problems)
        world.hook = 200
        done, kinds = after("/3", ARMY)
        assert "denied" in kinds
        posts = [json.loads(one.body)["alerts"] for one in site.asked if one.path.startswith("/hook")]
        kinds = [alert["kind"] for alert in posts[-1]]
        assert {"gained_origin", "denied"} <= set(kinds)  # what was not taken was offered again
        assert all(one.headers["authorization"] == "Bearer t0ken" for one in site.asked if one.path.startswith("/hook"))
        document = find_document(case, f"{site.root}/2")
        withdraw(case, document, Decision(verb="withdraw", subject=document.id, by="ana", reason="test"), clock())
        done, kinds = after()
        assert "lost_support" in kinds
        feed = ET.fromstring((case.folder / "alerts.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own file
        assert len(feed.findall(".//item")) == len({guid.text for guid in feed.iter("guid")}) >= 3
        live.close()
        for path in case.folder.rglob("*"):
            if path.is_file():
                assert b"s3cret" not in path.read_bytes(), path
                assert b"t0ken" not in path.read_bytes(), path


@contextmanager
def post_office() -> Iterator[tuple[int, list[str]]]:
    """A relay on the loopback that takes letters."""
    letters: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline().decode().strip():
                if line.upper() == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        body.append(part.decode())
                    letters.append("".join(body))
                self.wfile.write(b"221 bye\r\n" if line.upper() == "QUIT" else b"250 ok\r\n")
                if line.upper() == "QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], letters
        server.shutdown()


@pytest.mark.enable_socket
def test_letters_go_out_once_and_a_password_only_over_tls(tmp_path: Path) -> None:
    alert = Alert("alert-1", "denied", "event-1", "Forty soldiers\r\nBcc: x@y in Бисау", "1 origin", ("denied: не было",))
    agenda = Agenda.open(tmp_path)
    with post_office() as (port, letters):
        settings = WatchSettings(email_to=("desk@example.org",), smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
        live = Live(lambda: AT)
        said: list[str] = []
        channels = Channels(settings, Secrets(), live, tmp_path, said.append, frozenset({f"127.0.0.1:{port}"}))
        assert telling.keep(agenda, [alert], "мали", AT) == 1
        assert telling.tell_all(agenda, channels._replace(inside=frozenset()))[0].reason == "inside_address"
        assert telling.tell_all(agenda, channels._replace(secrets=Secrets(smtp_user="u", smtp_password="p")))[0].reason == "insecure"  # noqa: S106
        assert letters == []
        assert telling.tell_all(agenda, channels) == []
        assert telling.tell_all(agenda, channels) == []
        assert len(letters) == len(said) == 1
        assert "\nBcc:" not in letters[0]
        live.close()
    agenda.close()


@pytest.mark.enable_socket
def test_sigterm_ends_a_watch(tmp_path: Path) -> None:
    with serving(World()) as site:
        text = f'[case]\nname = "t"\n[[sources]]\nname = "feed"\nkind = "feed"\nurl = "{site.root}/feed"\n'
        case = Case.create(tmp_path / "case", text, AT)
        environment = os.environ | {"COTEJO_INSIDE": " ".join(site.inside)}
        process = subprocess.Popen(
            [sys.executable, "-m", "cotejo.cli", "watch", str(case.folder), "--workers", "1"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        end = time.monotonic() + 20
        while process.poll() is None and not site.asked and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 0, err
        assert b"the watch has ended" in err
