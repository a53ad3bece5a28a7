"""What other tools wrote comes in through one door, every row of it accounted for (R1), and a second time adds nothing."""

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.documents import exports

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.documents.read import read
from cotejo.pipeline.adding import Line, Manner, add
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Document

# warcio, which writes the web archives of these tests, leaves its temporary files to the collector
pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
ROWS = 12_500 if os.environ.get("COTEJO_FULL") else 60  # a format; 8 formats: 100,000 rows
Write = Callable[[dict[str, str | bytes]], Path]


def documents(case: Case) -> list[Document]:
    found = []
    for capture in case.current(["capture"]):
        if isinstance(capture, Capture):
            found += [one for one in read(capture, case.blobs.read(capture.sha256), {}) if isinstance(one, Document)]
    return found


@pytest.mark.parametrize("make", exports.FORMATS, ids=lambda make: make.__name__)
def test_every_row_is_accounted_for_and_a_second_import_adds_nothing(
    make: Callable[..., exports.Made], case: Case, write: Write, at: datetime
) -> None:
    made = make(ROWS, random.Random(5))  # noqa: S311
    path = write({made.name: made.data}) / made.name
    lines: list[Line] = []
    dry = add(case, gather([path]), at, manner=Manner(dry=True))
    assert not case.current(["capture"])
    receipt = add(case, gather([path]), at, manner=Manner(tell=lines.append))
    assert (len(dry.new), dry.known, len(dry.left_out)) == (len(receipt.new), receipt.known, len(receipt.left_out))
    outcomes = Counter(line.outcome for line in lines if "#" in line.locator)
    unexplained = made.rows - outcomes["accepted"] - outcomes["duplicate"] - sum(line.outcome == "rejected" and bool(line.reason) for line in lines)
    assert unexplained == 0
    assert outcomes == Counter({"accepted": made.right, "duplicate": made.doubles, "rejected": made.wrong})
    assert len({line.locator for line in lines}) == len(lines)
    log = (case.folder / "audit.jsonl").read_bytes()
    again = add(case, gather([path]), at)
    assert (len(again.new), again.known) == (0, made.right + made.doubles + 1)
    assert (case.folder / "audit.jsonl").read_bytes() == log
    if ROWS < 1000:
        assert verify(case.folder).faults == ()
        assert len(documents(case)) == made.right


def test_two_exports_that_overlap_give_each_message_once(case: Case, write: Write, at: datetime) -> None:
    whole = json.loads(exports.telegram(40, random.Random(5)).data)  # noqa: S311
    earlier = whole | {"messages": whole["messages"][:25]}
    folder = write({"a/result.json": json.dumps(earlier), "b/result.json": json.dumps(whole)})
    add(case, gather([folder / "a"]), at)
    receipt = add(case, gather([folder / "b"]), at)
    assert 0 < len(receipt.new) < 17
    texts = [one.text for one in documents(case)]
    assert len(texts) == len(set(texts))


def test_a_message_says_what_it_is(case: Case, write: Write, at: datetime) -> None:
    message = {
        "id": 9, "type": "message", "date": "2024-03-01T15:00:00", "date_unixtime": "1709294400", "from": "Канал", "forwarded_from": "Другой", "photo": "photos/p.jpg",
        "text": ["Видели ", {"type": "bold", "text": "технику"}, ", смотрите ", {"type": "text_link", "text": "тут", "href": "https://a.example/x"}],
    }  # fmt: skip
    whole = {"name": "Канал", "type": "public_channel", "id": 5, "messages": [message]}
    folder = write({"result.json": json.dumps(whole), "photos/p.jpg": b"\xff\xd8\xff\xe0 bytes", "../out.jpg": b"\xff\xd8\xff"})
    add(case, gather([folder / "result.json"]), at)
    (found,) = documents(case)
    assert found.text == "Видели технику, смотрите тут"
    assert (found.outlet, found.forwarded_from, found.links) == ("Канал", "Другой", ("https://a.example/x",))
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2024-03-01T12:00:00+00:00"
    captures = [one for one in case.current(["capture"]) if isinstance(one, Capture)]
    row = next(one for one in captures if one.url == "telegram:5/9")
    assert row.derived_from == next(one.id for one in captures if one.locator == "result.json")
    assert row.made_by == "documents.telegram@1"
    with case.store.reading() as link:
        assert case.store.attachments(link)[row.id] == {"photos/p.jpg": next(one.id for one in captures if one.locator.endswith("p.jpg"))}


def test_archived_files_are_held_against_the_hash_that_was_noted(case: Case, write: Write, at: datetime) -> None:
    picture = b"\xff\xd8\xff\xe0 a picture"

    def row(digest: str) -> str:
        return f"telegram: success,\"{{'url': 'https://a.example/1', 'content': 'uno'}}\",\"[{{'key': 'b.jpg', 'properties': {{'hash': 'SHA-256:{digest}'}}}}]\"\n"

    head = "status,metadata,media\n"
    folder = write({"good.csv": head + row(exports.sha256(picture)), "bad.csv": head + row("1" * 64), "b.jpg": picture})
    assert add(case, gather([folder / "good.csv"]), at).left_out == ()
    assert [one.reason for one in add(case, gather([folder / "bad.csv"]), at).left_out] == ["hash_mismatch"]


PAGE = """<html><head><title>x</title></head><body><h2>Archived media for <a href="https://t.example/p/1">https://t.example/p/1</a></h2>
<p><b>title:</b> '<span class="copy">Tanques</span>'</p><table class="content"><tr><td><ul><li><b>key:</b> <span>b.jpg</span></li>
<li><b>hash:</b> <span>SHA-256:{digest}</span></li></ul></td></tr></table><table class="metadata"><tr><th>key</th><th>value</th></tr>
<tr><td>content</td><td><span>Vimos tanques en Gao</span></td></tr><tr><td>timestamp</td><td>2024-03-01T12:00:00+00:00</td></tr></table>
<p>Made with bellingcat/auto-archiver</p></body></html>"""


def test_a_page_of_the_archiver_is_the_post_that_it_shows(case: Case, write: Write, at: datetime) -> None:
    picture = b"\xff\xd8\xff\xe0 a picture"
    folder = write(
        {"p.html": PAGE.format(digest=exports.sha256(picture)), "q.html": PAGE.format(digest="2" * 64).replace("/p/1", "/p/2"), "b.jpg": picture}
    )
    receipt = add(case, gather([folder]), at)
    assert [one.reason for one in receipt.left_out] == ["hash_mismatch"]
    (found,) = documents(case)
    assert (found.text, found.title, found.url) == ("Vimos tanques en Gao", "Tanques", "https://t.example/p/1")
    assert found.published is not None
    assert str(found.published.earliest) == "2024-03-01"


LETTER = """From: Ana <ana@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?b?0KLQsNC90LrQuA==?=\r\nDate: Fri, 01 Mar 2024 12:00:00 +0100\r\nMIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nВ Гао прибыли 20 военных.\r\n
--b\r\nContent-Type: text/plain; name="../../x.txt"\r\nContent-Disposition: attachment; filename="../../x.txt"\r\n\r\nAdjunto: dos camiones.\r\n--b--\r\n"""


def test_a_letter_and_what_it_brings(case: Case, write: Write, at: datetime) -> None:
    add(case, gather([write({"l.eml": LETTER.replace("1.0\n", "1.0\r\n").encode()})]), at)
    found = {one.text.strip(): one for one in documents(case)}
    assert set(found) == {"В Гао прибыли 20 военных.", "Adjunto: dos camiones."}
    letter = found["В Гао прибыли 20 военных."]
    assert (letter.title, letter.byline) == ("Танки", "Ana <ana@example.org>")
    assert letter.published_at is not None
    assert letter.published_at.isoformat() == "2024-03-01T11:00:00+00:00"


def test_an_export_that_was_cut_off_is_said_to_be(case: Case, write: Write, at: datetime) -> None:
    made = exports.telegram(30, random.Random(5))  # noqa: S311
    tweets = exports.twitter(30, random.Random(5))  # noqa: S311
    folder = write({"result.json": made.data[:-40], "tweets.js": tweets.data[:-40]})
    receipt = add(case, gather([folder]), at)
    assert sorted(one.reason for one in receipt.left_out) == ["not_json", "not_json"]


def test_ordinary_json_and_csv_are_not_taken_for_exports(case: Case, write: Write, at: datetime) -> None:
    body = {"text": 'a "messages" and "type" in a text', "id": "x"}
    add(case, gather([write({"d.json": json.dumps(body), "t.csv": "a,b\n1,2\n"})]), at)
    assert [one.text for one in documents(case)] == [body["text"]]
    assert not [one for one in case.current(["abstention"]) if isinstance(one, Abstention)]
