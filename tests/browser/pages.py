"""Pages that browser tests look at: one of each kind, on a case that is served."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

START_S = 60.0


@contextmanager
def served(folder: Path, *more: str) -> Iterator[str]:
    """Serve a case on a free port, as a person would; give its address."""
    command = [sys.executable, "-m", "cotejo.cli", "serve", str(folder), "--port", "0", "--no-browser", "--person", "ana", *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}) as server:
        try:
            assert server.stderr
            line = server.stderr.readline()
            assert "http://" in line, line
            yield line.split()[4].rstrip("/")
        finally:
            server.terminate()
            server.wait(20)


def fetch(address: str) -> Any:
    """Ask for JSON."""
    parts = urlsplit(address)
    link = HTTPConnection(parts.hostname or "", parts.port, timeout=START_S)
    try:
        link.request("GET", address.partition(parts.netloc)[2])
        return json.load(link.getresponse())
    finally:
        link.close()


def kinds(base: str) -> dict[str, str]:
    """One page of each kind."""
    events = fetch(f"{base}/api/v1/events")["events"]
    richest = max(events, key=lambda row: (row["beside"], row["claims"], row["id"]))
    claim = fetch(f"{base}/h/{richest['id']}.json")["claims"][0]
    source = fetch(f"{base}/api/v1/sources")["sources"][0]["key"]
    exhibits = fetch(f"{base}/e.json")["exhibits"]
    shown = {"exhibit": f"/e/{exhibits[0]['id']}", "unveiled": f"/e/{exhibits[0]['id']}?show=1"} if exhibits else {}
    other = next((row["id"] for row in events if row["id"] != richest["id"]), richest["id"])
    return {
        "workbench": f"/?event={richest['id']}", "event": f"/h/{richest['id']}", "claim": f"/c/{claim['id']}",
        "reader": f"/d/{claim['document']}?at={claim['start']}-{claim['end']}#at", "source": f"/s/{source}", "sources": "/s", "evidence": "/e",
        "review": "/review", "compare": "/compare", "compared": f"/compare?left={richest['id']}&right={other}", "dossiers": "/dossier", "dossier": f"/dossier/{richest['id']}", "watch": "/watch",
        "search": "/search?q=rusos", "audit": "/audit", "admin": "/admin", "settings": "/settings", "help": "/help", "add": "/add", "fault": "/nowhere",
        **shown,
    }  # fmt: skip
