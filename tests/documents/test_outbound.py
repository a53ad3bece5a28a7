"""Files that phone home, opened by every reader: none of them asks anything of anyone (S2), and none holds a reader up (S7, S8)."""

import io
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from cotejo.documents.found import file_of
from cotejo.documents.imports import expand
from cotejo.documents.read import read
from cotejo.pipeline.adding import capture_of
from cotejo.records.document import Document

SECONDS = 2.0  # house figure S7
MEGABYTE = 2**20
READ_ALL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cotejo.case.blobs import sha256_of
from cotejo.documents.collect import gather
from cotejo.documents.found import Found
from cotejo.documents.read import read
from cotejo.pipeline.adding import capture_of
count = 0
for one in gather([Path(sys.argv[1])]):
    if isinstance(one, Found):
        count += len(list(read(capture_of(one, sha256_of(one.data)), one.data, {})))
print(count)
"""


def pdf(action: str) -> bytes:
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} /AA << /WC {action} >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length 52 >>\nstream\nBT /F1 12 Tf 10 100 Td (Twenty soldiers in Gao) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def hostile(url: str) -> dict[str, bytes]:
    """Forty files that name an address of ours in every way in which a reader might ask for it."""
    ways = [
        f'<img src="{url}/img">', f'<script src="{url}/js"></script>', f'<link rel="stylesheet" href="{url}/css">', f'<iframe src="{url}/frame"></iframe>',
        f'<meta http-equiv="refresh" content="0;url={url}/refresh">', f'<base href="{url}/base/"><img src="x">', f'<object data="{url}/object"></object>',
        f'<video src="{url}/video" poster="{url}/poster"></video>', f"<style>@import url({url}/import)</style>", f'<body background="{url}/background">',
        f'<svg><image href="{url}/svg"/></svg>', f'<form action="{url}/form"><input autofocus onfocus="fetch(\'{url}/f\')"></form>',
        f'<link rel="canonical" href="{url}/canonical"><link rel="amphtml" href="{url}/amp"><link rel="next" href="{url}/next">',
        f'<script type="application/ld+json">{{"@context": "{url}/context", "@type": "NewsArticle", "@id": "{url}/id"}}</script>',
        f'<embed src="{url}/embed"><applet code="{url}/applet"></applet><frame src="{url}/old">',
        f'<link rel="preload" href="{url}/preload"><link rel="dns-prefetch" href="{url}">',
    ]  # fmt: skip
    entities = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}/entity"><!ENTITY % p SYSTEM "{url}/parameter"> %p;]>'
    found = {
        f"page{at}.html": f"<html><body><article><p>{'Text of a page. ' * 30}</p>{way}</article></body></html>".encode()
        for at, way in enumerate(ways)
    }
    found |= {f"doctype{at}.html": head.encode() + b"<html><body><p>&e; text</p></body></html>" for at, head in enumerate((
        entities, f'<!DOCTYPE html SYSTEM "{url}/dtd">', f'<!DOCTYPE html PUBLIC "-//x" "{url}/public">', f'<?xml version="1.0"?><?xml-stylesheet href="{url}/xsl"?>{entities}'))}  # fmt: skip
    found |= {f"action{at}.pdf": pdf(action) for at, action in enumerate((
        f"<< /S /URI /URI ({url}/uri) >>", f"<< /S /Launch /F ({url}/launch) >>", f"<< /S /SubmitForm /F ({url}/submit) >>", f"<< /S /GoToR /F ({url}/gotor) /D [0 /Fit] >>",
        f"<< /S /JavaScript /JS (app.launchURL\\('{url}/js'\\)) >>", f"<< /S /ImportData /F ({url}/import) >>"))}  # fmt: skip
    mail = "From: a@b.example\r\nDate: Fri, 01 Mar 2024 12:00:00 +0100\r\nSubject: s\r\nDisposition-Notification-To: x@y.example\r\nContent-Type: {}\r\n\r\n{}"
    found |= {
        "image.eml": mail.format("text/html", f"<p>Text of a letter</p><img src='{url}/open'>").encode(),
        "external.eml": mail.format(f'message/external-body; access-type=URL; URL="{url}/body"', "").encode(),
        "attached.eml": mail.format('multipart/mixed; boundary="b"', f'--b\r\nContent-Disposition: attachment; filename="x.html"\r\n\r\n<img src="{url}/a">\r\n--b--').encode(),
        "document.json": json.dumps({"text": f"see {url}/t", "url": f"{url}/u", "links": [f"{url}/l"], "media": [f"{url}/m"], "embeds": [{"url": f"{url}/e"}]}).encode(),
        "result.json": json.dumps({"name": "n", "type": "x", "id": 1, "messages": [{"id": 1, "type": "message", "text": "t", "photo": f"{url}/p"}]}).encode(),
        "tweets.js": b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": {"id_str": "1", "full_text": "t", "created_at": "Fri Mar 01 12:00:00 +0000 2024",
            "extended_entities": {"media": [{"media_url_https": f"{url}/m"}]}}}]).encode(),
        "db.csv": f"status,metadata,media\nok,\"{{'url': '{url}/x', 'content': 'c'}}\",\"[{{'key': '{url}/k'}}]\"\n".encode(),
        "atlos.csv": f"slug,description,inserted_at,source_1\nA,d,2024-03-01,{url}/s\n".encode(),
        "plain.txt": f"Text that names {url}/plain twice: {url}/plain".encode(),
        "track.json": json.dumps({"icao": "abc123", "trace": [], "url": f"{url}/track"}).encode(),
        "picture.svg": f'<?xml version="1.0"?>{entities}<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/i"/></svg>'.encode(),
        "feed.xml": f'<?xml version="1.0"?>{entities}<rss><channel><item><description>&e;<img src="{url}/r"/></description></item></channel></rss>'.encode(),
    }  # fmt: skip
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as file:
        file.writestr("word/_rels/settings.xml.rels", f'<Relationships><Relationship TargetMode="External" Target="{url}/template"/></Relationships>')
    found |= {"letter.docx": office.getvalue()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("page0.html", "page1.html", "doctype0.html"):
            file.writestr(name, found[name])
    return found | {"pages.zip": packed.getvalue()}


class Listener:
    """A server on the loopback that counts who comes."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.visits = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                self.door.accept()[0].close()
            except OSError:
                return
            self.visits += 1


@pytest.mark.enable_socket
def test_forty_hostile_files_ask_nothing_of_anyone(tmp_path: Path) -> None:
    listener = Listener()
    files = hostile(f"http://127.0.0.1:{listener.door.getsockname()[1]}")
    assert len(files) >= 40
    for name, data in files.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    command = [sys.executable, "-c", READ_ALL, str(tmp_path / "in")]
    strace = shutil.which("strace")
    trace = tmp_path / "trace"
    traced = [strace, "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(trace)] if strace else []
    done = subprocess.run(
        [*traced, *command], capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    if strace and "ptrace" in done.stderr:  # where processes may not be traced, the listener alone counts
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == 0, done.stderr[-800:]
    assert int(done.stdout) > 40
    asked = re.findall(r"(?:connect|sendto)\([^\n]*AF_INET[^\n]*", trace.read_text() if trace.exists() else "")
    with socket.create_connection(listener.door.getsockname()):  # it does hear
        time.sleep(0.2)
    listener.door.close()
    assert (asked, listener.visits) == ([], 1)


def adversarial(chance: random.Random) -> dict[str, bytes]:
    """One megabyte each of what makes readers slow: nesting, runs of openings, of blanks, of quotes, of dates, of tags without an end."""
    size = MEGABYTE
    return {
        "nested.html": b"<html><body>" + b"<div>" * (size // 5), "attributes.html": b"<html><body><p " + b"a=b " * (size // 4) + b">x</p>",
        "open.html": b"<html><body>" + b"<a href='" * (size // 9), "comments.html": b"<html><body>" + b"<!--" * (size // 4), "blanks.html": b"<html>" + b" " * size,
        "images.html": b"<html><body>" + b"<img src=" * (size // 9), "charset.html": b"<meta charset=" * (size // 14),
        "json-ld.html": b"<html><script type='application/ld+json'>" + b"[" * size, "entities.html": b"<html><body>" + b"&lt;" * (size // 4),
        "lines.txt": b"a\n" * (size // 2), "one-word.txt": b"a" * size, "quotes.txt": b'"' * size, "brackets.txt": b"(" * size,
        "nested.json": b"[" * size, "strings.json": b'{"text": "' + b"\\n" * (size // 2) + b'"}', "keys.json": b'{"messages": [' + b'{"id":' * (size // 6),
        "table.csv": b"event_id_cnty,event_date,notes\n" + b'"' * size, "commas.csv": b"slug,description,inserted_at\n" + b"," * size,
        "literal.csv": b'status,metadata,media\nok,"' + b"[" * size + b'",[]\n', "tabs.csv": b"123456\t20240301\t202403\t2024\t" + b"\t" * size,
        "letter.eml": b"From: a@b\r\nDate: x\r\nSubject: " + b"=?utf-8?b?" * (size // 10), "parts.eml": b"From: a@b\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * (size // 5),
        "headers.eml": b"From: a\r\nSubject: b\r\n" + b"X: y\r\n" * (size // 6), "random.warc": b"WARC/1.0\r\n" + b"a: b\r\n" * (size // 6),
        "posts.js": b"window.YTD.tweets.part0 = " + b"[" * size, "noise.txt": bytes(chance.choice(b"abc \n<>&'\"()[]{}=;:,.") for _ in range(size)),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(adversarial(random.Random(1))))  # noqa: S311
def test_no_reader_takes_long_over_a_megabyte(name: str) -> None:
    data = adversarial(random.Random(1))[name]  # noqa: S311
    begun = time.process_time()
    for one in expand(file_of(Path(name), name, data)):
        if hasattr(one, "data"):
            list(read(capture_of(one, "0" * 64), one.data, {}))
    assert time.process_time() - begun < SECONDS


def test_a_pdf_is_read_in_a_process_of_its_own() -> None:
    data = pdf("<< /S /URI /URI (http://a.example/) >>")
    file = file_of(Path("a.pdf"), "a.pdf", data)
    (document,) = read(capture_of(file, "0" * 64), data, {})
    assert isinstance(document, Document)
    assert document.text == "Twenty soldiers in Gao"


def test_the_process_that_reads_pdf_can_neither_ask_nor_start_nor_write(tmp_path: Path) -> None:
    tries = [
        "import socket; socket.socket()", "import subprocess; subprocess.run(['true'])", f"open({str(tmp_path / 'x')!r}, 'w').write('x' * 9)",
        "import os; os.system('true')", "x = bytearray(3 * 2**30)",
    ]  # fmt: skip
    for attempt in tries:
        code = f"from cotejo.documents.pdf_reader import confine; confine()\n{attempt}"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        )
        written = tmp_path / "x"
        assert done.returncode != 0 or (written.exists() and not written.read_bytes()), attempt
