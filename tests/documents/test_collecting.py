"""Collecting from a site on the loopback: every page once, with a receipt; politely; resumed after a kill; the day's sources in the log."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.documents.site import Asked, Reply, Site, onward, page, serving, xml

from cotejo.case.agenda import AGENDA
from cotejo.case.coverage import coverage, gaps
from cotejo.case.folder import Case
from cotejo.case.recover import recover
from cotejo.case.verify import verify
from cotejo.cli import main
from cotejo.documents.exchange import Answer, Limits, Request
from cotejo.documents.replay import Replay
from cotejo.documents.transport import Live
from cotejo.pipeline.collecting import Means, collect, collect_url
from cotejo.pipeline.visits import Row
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUICK = Limits(max_s=5.0, connect_s=2.0, read_s=2.0)
ARTICLE = "<html lang=es><title>Nota {n}</title><article><h1>Nota {n}</h1><p>Veinte soldados extranjeros llegaron al puerto número {n}, según contaron dos vecinos a este diario. El ministerio no respondió a las preguntas de la redacción.</p><p>Los vecinos dijeron que los uniformados descargaron cajas durante la noche y que se fueron antes del amanecer.</p></article>"


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def feed(site_root: str, numbers: range) -> str:
    items = "".join(f"<item><title>Nota {n}</title><link>{site_root}/nota/{n}</link></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>El Correo</title>{items}</channel></rss>"


def newspaper(asked: Asked) -> Reply:
    """A feed of eight pages: three good, one moved, one gone, one closed, one that names no page, one forbidden by robots.txt."""
    root = f"http://{asked.headers['host']}"
    if asked.path == "/robots.txt":
        return page("User-agent: *\nDisallow: /nota/7\n")
    if asked.path == "/feed":
        if asked.headers.get("if-none-match") == '"f1"':
            return Reply(304)
        return xml(feed(root, range(8)), ("etag", '"f1"'))
    number = asked.path.rpartition("/")[2]
    special = {
        "3": onward("/nota/0?moved"),
        "4": Reply(404),
        "5": Reply(403),
        "6": Reply(headers=(("content-type", "video/mp4"),), pieces=(b"\0\1\2" * 50,)),
    }
    return special.get(number) or page(ARTICLE.format(n=number), ("etag", f'"{number}"'))


def settings(site: Site, more: str = "", collecting: str = "") -> str:
    return f'[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n{collecting}\n[[sources]]\nname = "correo"\nkind = "feed"\nurl = "{site.root}/feed"\n{more}'


Go = Callable[..., dict[str, Row]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def go(clock: Clock) -> Iterator[Go]:
    opened: list[Live] = []

    def once(case: Case, site: Site, *, dry: bool = False) -> dict[str, Row]:
        rows: list[Row] = []
        opened.append(Live(clock, QUICK, site.inside))
        case = Case.open(case.folder)
        collect(case, case.settings.sources, Means(opened[-1], clock, threading.Event(), rows.append, dry))
        assert len({row.url for row in rows}) == len(rows), "a page has two receipts"
        return {row.url.removeprefix(site.root): row for row in rows}

    yield once
    for live in opened:
        live.close()


def captures(case: Case) -> list[Capture]:
    return [record for record in case.current(["capture"]) if isinstance(record, Capture)]


@pytest.mark.enable_socket
def test_every_page_has_one_receipt_and_a_second_time_adds_nothing(tmp_path: Path, go: Go) -> None:
    with serving(newspaper) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        rows = go(case, site)
        assert {path: (row.outcome, row.reason) for path, row in rows.items()} == {
            "/nota/0": ("accepted", "new"), "/nota/1": ("accepted", "new"), "/nota/2": ("accepted", "new"), "/nota/3": ("accepted", "new"),
            "/nota/4": ("rejected", "not_found"), "/nota/5": ("rejected", "forbidden"), "/nota/6": ("rejected", "no_page"), "/nota/7": ("rejected", "robots"),
        }  # fmt: skip
        assert "/nota/7" not in site.paths()
        before = len(site.asked)
        assert go(case, site) == {}
        assert site.paths()[before:] == ["/feed"]  # conditional: the site said 304
        moved = next(one for one in captures(case) if one.url.endswith("moved"))
        assert moved.exchange
        assert (moved.exchange.asked, moved.exchange.redirects, moved.exchange.status) == (f"{site.root}/nota/3", (f"{site.root}/nota/3",), 200)
        assert moved.http_date
        assert moved.fetched_at
        left = sorted(record.reason for record in case.current(["abstention"]) if isinstance(record, Abstention))
        assert left == ["forbidden", "no_page", "not_found", "robots"]
        assert verify(case.folder).faults == ()


@pytest.mark.enable_socket
def test_a_lost_agenda_is_read_back_from_the_log_and_a_damaged_one_is_begun_anew(tmp_path: Path, go: Go) -> None:
    with serving(newspaper) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        go(case, site)
        for damage in (lambda path: path.unlink(), lambda path: path.write_bytes(b"no database" * 1000)):
            for tail in ("-wal", "-shm"):
                case.folder.joinpath(AGENDA + tail).unlink(missing_ok=True)
            damage(case.folder / AGENDA)
            assert {row.outcome for row in go(case, site).values()} <= {"rejected"}
        recover(case.folder, AT)
        assert len(captures(Case.open(case.folder))) == 4
        assert verify(case.folder).faults == ()


@pytest.mark.enable_socket
def test_a_dry_run_asks_lists_and_robots_only_and_writes_nothing(tmp_path: Path, go: Go) -> None:
    with serving(newspaper) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        log = (case.folder / "audit.jsonl").read_bytes()
        rows = go(case, site, dry=True)
        assert [row.outcome for row in rows.values()].count("accepted") == 7
        assert sorted(set(site.paths())) == ["/feed", "/robots.txt"]
        assert (case.folder / "audit.jsonl").read_bytes() == log
        assert not (case.folder / AGENDA).exists()


@pytest.mark.enable_socket
def test_a_page_is_asked_for_again_only_when_it_is_due_and_a_changed_text_is_a_new_capture(tmp_path: Path, go: Go, clock: Clock) -> None:
    texts = {"body": ARTICLE.format(n=1)}

    def changing(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return xml(feed(f"http://{asked.headers['host']}", range(1)))
        return page(texts["body"]) if asked.path == "/nota/0" else Reply(404)

    with serving(changing) as site:
        case = Case.create(tmp_path / "case", settings(site, "revisit_h = 2\n"), AT)
        assert go(case, site)["/nota/0"].reason == "new"
        assert go(case, site) == {}
        clock.at += timedelta(hours=3)
        assert go(case, site)["/nota/0"].reason == "same_bytes"
        clock.at += timedelta(hours=3)
        texts["body"] = ARTICLE.format(n=1) + "<script>counter = 7</script>"
        assert go(case, site)["/nota/0"].reason == "same_text"
        clock.at += timedelta(hours=3)
        texts["body"] = ARTICLE.format(n=2)
        assert go(case, site)["/nota/0"].reason == "changed"
        assert len(captures(case)) == 2


@pytest.mark.enable_socket
def test_a_page_that_is_gone_after_it_was_archived_is_said_to_be_withdrawn(tmp_path: Path, go: Go, clock: Clock) -> None:
    gone: list[int] = []

    def vanishing(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return xml(feed(f"http://{asked.headers['host']}", range(1)))
        return Reply(404) if gone or asked.path != "/nota/0" else page(ARTICLE.format(n=0))

    with serving(vanishing) as site:
        case = Case.create(tmp_path / "case", settings(site, "revisit_h = 2\n"), AT)
        first = go(case, site)["/nota/0"]
        gone.append(1)
        clock.at += timedelta(hours=3)
        row = go(case, site)["/nota/0"]
        assert (row.outcome, row.reason, row.capture) == ("rejected", "withdrawn", first.capture)
        assert len(captures(case)) == 1


@pytest.mark.enable_socket
def test_what_does_not_answer_is_put_off_longer_each_time_and_then_rejected(tmp_path: Path, go: Go, clock: Clock) -> None:
    def failing(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return xml(feed(f"http://{asked.headers['host']}", range(1)))
        return Reply(503, (("retry-after", "1000"),)) if asked.path.startswith("/nota") else Reply(404)

    with serving(failing) as site:
        case = Case.create(tmp_path / "case", settings(site, collecting="tries = 3"), AT)
        assert go(case, site)["/nota/0"].outcome == "postponed"
        clock.at += timedelta(seconds=900)
        assert go(case, site) == {}  # the server asked for 1000 s
        clock.at += timedelta(seconds=200)
        assert go(case, site)["/nota/0"].outcome == "postponed"
        clock.at += timedelta(seconds=1100)
        assert go(case, site)["/nota/0"].outcome == "rejected"
        clock.at += timedelta(days=2)
        assert go(case, site) == {}


@pytest.mark.enable_socket
def test_a_host_whose_robots_cannot_be_read_is_left_alone(tmp_path: Path, go: Go) -> None:
    def broken(asked: Asked) -> Reply:
        return xml(feed(f"http://{asked.headers['host']}", range(2))) if asked.path == "/feed" else Reply(500)

    with serving(broken) as site:
        rows = go(Case.create(tmp_path / "case", settings(site), AT), site)
        assert {(row.outcome, row.reason) for row in rows.values()} == {("postponed", "robots_unreachable")}
        assert [path for path in site.paths() if path.startswith("/nota")] == []


@pytest.mark.enable_socket
def test_one_host_is_asked_one_page_at_a_time_and_not_too_often(tmp_path: Path, go: Go) -> None:
    with serving(newspaper) as site:
        text = settings(site).replace("host_interval_s = 0", "host_interval_s = 0.15")
        go(Case.create(tmp_path / "case", text, AT), site)
        times = [one.at for one in site.asked if one.path.startswith("/nota") and "moved" not in one.path]
        assert len(times) == 7
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.14


@pytest.mark.enable_socket
def test_the_days_sources_are_logged_so_that_silence_is_told_from_a_gap(tmp_path: Path, go: Go, clock: Clock) -> None:
    with serving(newspaper) as site:
        more = f'[[sources]]\nname = "mudo"\nkind = "feed"\nurl = "{site.root}/none/4"\n'
        case = Case.create(tmp_path / "case", settings(site, more), AT)
        go(case, site)
        clock.at += timedelta(days=2)
        go(case, site)
        with case.store.reading() as link:
            days = coverage(case.store.custody(link))
        assert [(str(one.day), one.source, one.outcome, one.new) for one in days] == [
            ("2026-03-01", "correo", "read", 8), ("2026-03-01", "mudo", "failed", 0), ("2026-03-03", "correo", "unchanged", 0), ("2026-03-03", "mudo", "failed", 0),
        ]  # fmt: skip
        missing = gaps(days, AT.date(), AT.date() + timedelta(days=2))
        assert [str(day) for day in missing["correo"]] == ["2026-03-02"]
        assert len(missing["mudo"]) == 3


@pytest.mark.enable_socket
def test_one_pasted_address_is_archived_with_its_receipt(tmp_path: Path) -> None:
    with serving(newspaper) as site:
        case = Case.create(tmp_path / "case", '[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n', AT)
        live = Live(Clock(), QUICK, site.inside)
        first = collect_url(case, f"{site.root}/nota/1?utm_source=x", AT, live)
        assert (first.outcome, first.url) == ("accepted", f"{site.root}/nota/1")
        assert collect_url(case, f"{site.root}/nota/1", AT, live) == first._replace(
            outcome="duplicate", reason="same_bytes", detail="these bytes of this address are archived"
        )
        for bad in ("file:///etc/passwd", "http://127.0.0.1:1/", "hola", f"{site.root}/nota/7", f"{site.root}/nota/4"):
            assert collect_url(case, bad, AT, live).outcome == "rejected", bad
        assert [one.id for one in captures(case)] == [first.capture]
        live.close()


def test_what_was_recorded_answers_again_without_the_network(tmp_path: Path) -> None:
    """A capture of a page answers for its address, and for those that were asked on the way to it."""
    case = Case.create(tmp_path / "case", '[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n', AT)
    copy = Case.create(tmp_path / "copy", '[case]\nname = "c"\n[collect]\nhost_interval_s = 0\n', AT)
    body = ARTICLE.format(n=1).encode()

    class Recorded:
        def fetch(self, request: Request) -> Answer:
            if request.url.endswith("robots.txt"):
                return Answer(request.url, request.url, 404, (), b"", asked_at=AT, answered_at=AT)
            return Answer(request.url, "https://news.example.org/b", 200, (("content-type", "text/html"),), body, (request.url,), None, AT, AT)

    first = collect_url(case, "https://news.example.org/a", AT, Recorded())
    replay = Replay(captures(case), case.blobs.read)
    again = collect_url(copy, "https://news.example.org/a", AT, replay)
    assert (first.outcome, again.outcome, again.capture) == ("accepted", "accepted", first.capture)
    assert collect_url(copy, "https://news.example.org/b", AT, replay).outcome == "duplicate"
    assert collect_url(copy, "https://news.example.org/c", AT, replay).reason == "not_recorded"


def endless(count: int, pause_s: float = 0.0) -> Callable[[Asked], Reply]:
    def routes(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return xml(feed(f"http://{asked.headers['host']}", range(count)))
        if pause_s:
            time.sleep(pause_s)
        return page(ARTICLE.format(n=asked.path.rpartition("/")[2])) if asked.path.startswith("/nota") else Reply(404)

    return routes


def start(case: Case, site: Site) -> subprocess.Popen[bytes]:
    environment = os.environ | {"COTEJO_INSIDE": " ".join(site.inside)}
    return subprocess.Popen(
        [sys.executable, "-m", "cotejo.cli", "collect", str(case.folder)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.enable_socket
def test_killed_at_any_moment_it_goes_on_without_loss_or_duplicates(tmp_path: Path) -> None:
    count = 100
    with serving(endless(count)) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        told: list[str] = []
        for pages in (20, 60):
            process = start(case, site)
            while process.poll() is None and len([path for path in set(site.paths()) if path.startswith("/nota")]) < pages:
                time.sleep(0.005)
            process.kill()
            told += [json.loads(line)["capture"] for line in process.communicate()[0].splitlines() if line.endswith(b"}")]
        out, err = start(case, site).communicate()
        told += [json.loads(line)["capture"] for line in out.splitlines()]
        found = captures(Case.open(case.folder))
        assert sorted(one.url for one in found) == sorted(f"{site.root}/nota/{n}" for n in range(count)), err
        assert set(told) <= {one.id for one in found}
        assert verify(case.folder).faults == ()


@pytest.mark.enable_socket
def test_sigterm_ends_it_between_and_while_fetching(tmp_path: Path) -> None:
    with serving(endless(50, pause_s=0.5)) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        process = start(case, site)
        while process.poll() is None and len(site.asked) < 5:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - begun < 5
        assert process.returncode == 0
        assert b"Ended on request" in err
        accepted = [line for line in out.splitlines() if b'"accepted"' in line]
        assert len(accepted) == len(captures(Case.open(case.folder))) >= 1


def test_a_case_without_sources_says_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Case.create(tmp_path / "case", '[case]\nname = "t"\n', AT)
    assert main(["collect", str(tmp_path / "case")]) == 2
    assert "[[sources]]" in capsys.readouterr().err


@pytest.mark.enable_socket
def test_the_commands_print_receipts_and_days(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(newspaper) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        folder = str(case.folder)
        assert main(["collect", folder]) == 1  # without COTEJO_INSIDE the loopback is refused: the only source failed
        assert "inside_address" in capsys.readouterr().err
        assert site.asked == []
        (case.folder / AGENDA).unlink()
        monkeypatch.setenv("COTEJO_INSIDE", " ".join(site.inside))
        assert main(["collect", folder, "--dry-run"]) == 0
        dry = [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()]
        assert main(["collect", folder, "--source", "correo"]) == 0
        done = capsys.readouterr()
        rows = [json.loads(line) for line in done.out.splitlines()]
        assert (len(dry), len(rows)) == (8, 8)
        assert {"url", "outcome", "reason", "detail", "capture"} == set(rows[0])
        assert "4 accepted, 0 duplicate, 4 rejected, 0 postponed; 0 still to be asked for" in done.err
        assert main(["covered", folder, "--format", "json"]) == 0
        (day,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert (day["source"], day["outcome"], day["looks"], day["failed"], day["new"]) == ("correo", "read", 2, 1, 8)
        assert main(["collect", folder, "--source", "other"]) == 2
        assert "no source is called other" in capsys.readouterr().err


def test_a_folder_stands_for_the_web_in_a_dry_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host = tmp_path / "web" / "news.example.org"
    host.mkdir(parents=True)
    (host / "feed").write_text(feed("https://news.example.org", range(3)))
    (host / "robots.txt").write_text("User-agent: *\nDisallow: /nota/2\n")
    text = '[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n[[sources]]\nname = "s"\nkind = "feed"\nurl = "https://news.example.org/feed"\n'
    case = Case.create(tmp_path / "case", text, AT)
    assert main(["collect", str(case.folder), "--folder", str(tmp_path / "web"), "--dry-run"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted((row["url"][-1], row["reason"]) for row in rows) == [("0", "would_ask"), ("1", "would_ask"), ("2", "robots")]
    assert main(["collect", str(case.folder), "--folder", str(tmp_path / "web")]) == 2
