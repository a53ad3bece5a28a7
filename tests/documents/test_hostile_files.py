"""S2: files that phone home. Forty of them are read, and nothing is resolved, connected to, opened or started."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cotejo.documents.collect import gather
from cotejo.documents.listings import read_listing
from cotejo.documents.read import read
from cotejo.records.document import Capture
from cotejo.records.evidence import Exhibit

HOME = "http://phone-home.example.org"
TEXT = "<p>Veinte soldados extranjeros llegaron el lunes al puerto, según contaron dos vecinos a este diario durante la mañana.</p>" * 3
DOCTYPES = (
    f'<!DOCTYPE html SYSTEM "{HOME}/x.dtd">', f'<!DOCTYPE x [<!ENTITY e SYSTEM "{HOME}/e">]>', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{HOME}/p"> %p;]>', f'<?xml version="1.0"?><?xml-stylesheet href="{HOME}/s.xsl" type="text/xsl"?>',
)  # fmt: skip
MARKUP = (
    f"<img src='{HOME}/p.gif'>", f"<img srcset='{HOME}/p.gif 1x'>", f"<link rel=stylesheet href='{HOME}/a.css'>", f"<link rel=preload as=font href='{HOME}/f'>",
    f"<link rel=dns-prefetch href='{HOME}'>", f"<script src='{HOME}/a.js'></script>", f"<script>fetch('{HOME}')</script>", f"<iframe src='{HOME}'></iframe>",
    f"<object data='{HOME}/o'></object>", f"<embed src='{HOME}/e'>", f"<video src='{HOME}/v' poster='{HOME}/p'></video>", f"<audio src='{HOME}/a' autoplay></audio>",
    f"<meta http-equiv=refresh content='0;url={HOME}'>", f"<base href='{HOME}/'>", f"<body background='{HOME}/b.gif'>", f"<div style='background:url({HOME}/b)'>x</div>",
    f"<style>@import url({HOME}/i.css);</style>", f"<svg><image href='{HOME}/i.svg'/><use href='{HOME}/u#x'/></svg>", f"<form action='{HOME}'><input autofocus onfocus=submit()></form>",
    f"<a ping='{HOME}' href='{HOME}'>x</a>", f"<input type=image src='{HOME}/i'>", f"<table background='{HOME}/t'><tr><td>x</td></tr></table>",
    f"<math><maction actiontype='statusline' xlink:href='{HOME}'>x</maction></math>", f"<portal src='{HOME}'></portal>", f"<html manifest='{HOME}/m'>",
    f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{HOME}/x'/>", "<img src='file:///etc/passwd'>", "<img src='\\\\\\\\phone-home.example.org\\\\share\\\\x'>",
)  # fmt: skip
ROWS = (
    {
        "text": "Veinte soldados llegaron.",
        "url": HOME,
        "links": [HOME],
        "media": [f"{HOME}/p.jpg", "//phone-home.example.org/p.jpg", "\\\\phone-home\\p"],
    },
    {"text": f"![x]({HOME}/p.png) <img src='{HOME}/q.png'>", "embeds": [{"url": HOME, "text": "x"}]},
)
FEED = f"<rss version='2.0'><channel><link>{HOME}</link><image><url>{HOME}/i</url></image><item><link>{HOME}/1</link><enclosure url='{HOME}/m.mp3'/><description>&lt;img src='{HOME}/p'&gt;</description></item></channel></rss>"


def files() -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate((*DOCTYPES, *MARKUP)):
        yield f"page-{number}.html", f"{part}<html><body>{part}<article>{TEXT}&e;</article></body></html>".encode()
    for number, row in enumerate(ROWS):
        yield f"row-{number}.json", json.dumps(row).encode()
    for number, text in enumerate((HOME, f"@import {HOME}", f'=HYPERLINK("{HOME}")\n=WEBSERVICE("{HOME}")')):
        yield f"text-{number}.txt", text.encode()
    yield "picture.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{HOME}/i'/></svg>".encode()
    yield "table.csv", f'a,b\n=WEBSERVICE("{HOME}"),1\n'.encode()


def test_no_file_phones_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def refuse(*args: Any, **_more: Any) -> Any:
        tried.append(str(args[:2]))
        raise OSError("no network in this test")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    every = list(files())
    assert len(every) >= 40
    for name, data in every:
        (tmp_path / name).write_bytes(data)
    for found in gather([tmp_path]):
        if hasattr(found, "data"):
            capture = Capture(
                url=found.url,
                fetched_at=None,
                sha256="0" * 64,
                media_type=found.media_type,
                size_bytes=len(found.data),
                locator=found.locator,
                made_by="t@1",
            )
            for record in read(capture, found.data, {}):
                assert not isinstance(record, Exhibit)
                assert "root:" not in record.as_line()
    for data in (FEED.encode(), *(f"{doctype}{FEED}".encode() for doctype in DOCTYPES), HOME.encode(), b"/etc/passwd"):
        for kind in ("feed", "sitemap", "page"):
            assert "root:" not in str(read_listing(kind, data, HOME))  # type: ignore[arg-type]
    assert tried == []
