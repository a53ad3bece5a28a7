"""Exports as other tools write them, with faults and doubles among their rows: (bytes, rows that are right, doubles, rows that are wrong)."""

import csv
import hashlib
import io
import json
import random
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PLACES = ("Gao", "Latakia", "Тирасполь", "Bluefields", "Beira", "Baranavichy")


class Made(NamedTuple):
    name: str
    data: bytes
    right: int
    doubles: int
    wrong: int

    @property
    def rows(self) -> int:
        return self.right + self.doubles + self.wrong


def kinds(count: int, chance: random.Random) -> list[str]:
    """right, double (of an earlier right one) or wrong, for each row."""
    return ["right" if at == 0 else chance.choices(("right", "double", "wrong"), (8, 1, 1))[0] for at in range(count)]


def tally(name: str, data: bytes, plan: list[str]) -> Made:
    return Made(name, data, plan.count("right"), plan.count("double"), plan.count("wrong"))


def said(number: int, chance: random.Random) -> str:
    return f'Report {number}: soldiers were seen in {chance.choice(PLACES)} by {chance.randrange(2, 90)} people – «да», "sí", não.'


def telegram(count: int, chance: random.Random) -> Made:
    plan, rows, right = kinds(count, chance), [], []
    for number, kind in enumerate(plan):
        body = {"id": number, "type": "message", "date": "2024-03-01T12:00:00", "date_unixtime": str(1709290800 + number), "from": "Канал"}
        text = said(number, chance)
        body["text"] = (
            text
            if number % 2
            else [text[:9], {"type": "bold", "text": text[9:20]}, {"type": "text_link", "text": text[20:], "href": "https://a.example/x"}]
        )
        if number % 5 == 0:
            body["forwarded_from"] = "Другой канал"
        if kind == "wrong":
            body |= chance.choice(
                ({"type": "service", "action": "pin_message"}, {"text": ""}, {"text": 7}, {"id": "x"}, {"date_unixtime": "", "date": "soon"})
            )
        elif kind == "double":
            body = chance.choice(right)
        else:
            right.append(body)
        rows.append(body)
    whole = {"name": "Канал", "type": "public_channel", "id": 77, "messages": rows}
    return tally("result.json", json.dumps(whole, ensure_ascii=False).encode(), plan)


def twitter(count: int, chance: random.Random) -> Made:
    plan, rows, right = kinds(count, chance), [], []
    for number, kind in enumerate(plan):
        post = {"id_str": str(10**18 + number), "full_text": ("RT @abc: " if number % 4 == 0 else "") + said(number, chance), "created_at": "Fri Mar 01 12:00:00 +0000 2024",
                "entities": {"urls": [{"expanded_url": "https://a.example/y"}]}}  # fmt: skip
        if kind == "wrong":
            post |= chance.choice(({"id_str": "x", "id": None}, {"full_text": " "}, {"created_at": "yesterday"}))
        elif kind == "double":
            post = chance.choice(right)
        else:
            right.append(post)
        rows.append({"tweet": post})
    return tally("tweets.js", b"window.YTD.tweets.part0 = " + json.dumps(rows, ensure_ascii=False).encode(), plan)


def table(name: str, columns: list[str], rows: list[list[str]], plan: list[str]) -> Made:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([columns, *rows])
    return tally(name, out.getvalue().encode(), plan)


def planned(count: int, chance: random.Random, make: object, spoil: object) -> tuple[list[str], list[list[str]]]:
    plan, rows, right = kinds(count, chance), [], []
    for number, kind in enumerate(plan):
        if kind == "double":
            rows.append(chance.choice(right))
            continue
        row = make(number)  # type: ignore[operator]
        if kind == "right":
            right.append(row)
        rows.append(spoil(row) if kind == "wrong" else row)  # type: ignore[operator]
    return plan, rows


def acled(count: int, chance: random.Random) -> Made:
    columns = [
        "event_id_cnty",
        "event_date",
        "year",
        "event_type",
        "actor1",
        "country",
        "location",
        "latitude",
        "longitude",
        "source",
        "notes",
        "fatalities",
        "timestamp",
    ]

    def make(number: int) -> list[str]:
        return [
            f"MLI{number}",
            "2024-03-01",
            "2024",
            "Strategic developments",
            "Military Forces of X",
            "Mali",
            chance.choice(PLACES),
            "16.27",
            "-0.04",
            "Radio X",
            said(number, chance),
            "0",
            "1709290800",
        ]

    def spoil(row: list[str]) -> list[str]:
        return chance.choice((["", *row[1:]], [*row[:10], "", *row[11:]], row[:7], [*row, "extra"]))

    return table("acled.csv", columns, *reversed(planned(count, chance, make, spoil)))


def atlos(count: int, chance: random.Random) -> Made:
    columns = ["slug", "project", "inserted_at", "updated_at", "latitude", "longitude", "status", "description", "source_1", "source_2"]

    def make(number: int) -> list[str]:
        return [
            f"ABC{number}",
            "Sahel",
            "2024-03-01T10:00:00Z",
            "2024-03-02T10:00:00Z",
            "16.2",
            "-0.1",
            "Completed",
            said(number, chance),
            "https://a.example/1",
            "",
        ]

    def spoil(row: list[str]) -> list[str]:
        return chance.choice((["", *row[1:]], [*row[:7], "", *row[8:]], row[:3], [*row[:2], "soon", *row[3:]]))

    return table("atlos-export.csv", columns, *reversed(planned(count, chance, make, spoil)))


def archived(count: int, chance: random.Random) -> Made:
    def make(number: int) -> list[str]:
        about = f"{{'url': 'https://a.example/{number}', 'title': 'T', 'content': {said(number, chance)!r}, 'timestamp': datetime.datetime(2024, 3, 1, 12, 0, tzinfo=datetime.timezone.utc)}}"
        return ["telegram: success", about, "[{'key': 'a/b.jpg', 'filename': 'b.jpg', 'properties': {'hash': 'SHA-256:" + "0" * 64 + "'}}]"]

    def spoil(row: list[str]) -> list[str]:
        return chance.choice(
            (
                [row[0], "{'url': __import__('os')}", row[2]],
                [row[0], "{'content': 'x'}", row[2]],
                [row[0], "{'url': 'https://a.example/'}", ""],
                row[:2],
                [row[0], "{" * 300, "[]"],
            )
        )

    return table("db.csv", ["status", "metadata", "media"], *reversed(planned(count, chance, make, spoil)))


def sheet(count: int, chance: random.Random) -> Made:
    columns = ["Link", "Archive status", "Archive location", "Archive date", "Upload timestamp", "Upload title", "Text content", "Hash"]

    def make(number: int) -> list[str]:
        return [
            f"https://b.example/{number}",
            "success",
            "https://store.example/x",
            "2024-03-02",
            "2024-03-01T12:00:00+00:00",
            "T",
            said(number, chance),
            "SHA-256:" + "0" * 64,
        ]

    def spoil(row: list[str]) -> list[str]:
        return chance.choice((["", *row[1:]], [*row[:6], "", row[7]], row[:5]))

    return table("sheet.csv", columns, *reversed(planned(count, chance, make, spoil)))


def gdelt(count: int, chance: random.Random) -> Made:
    def make(number: int) -> list[str]:
        cells = [""] * 61
        cells[0:5] = [str(10**9 + number), "20240301", "202403", "2024", "2024.1644"]
        cells[6], cells[7], cells[16], cells[26], cells[52] = "RUSSIA", "RUS", "MALI", "192", "Gao, Gao, Mali"
        cells[59], cells[60] = "20240302120000", f"https://c.example/{number}"
        return cells

    def spoil(row: list[str]) -> list[str]:
        return chance.choice((row[:30], ["x", *row[1:]], [*row, ""]))

    plan, rows = planned(count, chance, make, spoil)
    return tally("20240302.export.CSV", "".join("\t".join(row) + "\n" for row in rows).encode(), plan)


def warc(count: int, chance: random.Random, *, gzip: bool = True) -> Made:
    plan, out, right = kinds(count, chance), io.BytesIO(), []
    writer = WARCWriter(out, gzip=gzip, warc_version="1.0")
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for number, kind in enumerate(plan):
        body = f"<html><head><title>{number}</title></head><body><article><p>{said(number, chance)}</p></article></body></html>".encode()
        status, url, content = "200 OK", f"https://d.example/{number}", "text/html; charset=utf-8"
        if kind == "wrong":
            status, content, body = chance.choice((("404 Not Found", content, body), (status, "text/css", b"p{}"), (status, content, b"")))
        at = f"2024-03-01T12:{number // 60 % 60:02}:{number % 60:02}Z"
        if kind == "double":
            url, body, at = chance.choice(right)
        elif kind == "right":
            right.append((url, body, at))
        headers = StatusAndHeaders(status, [("Content-Type", content), ("Date", "Fri, 01 Mar 2024 12:00:00 GMT")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": at})
        )
    return tally("x.warc.gz" if gzip else "x.warc", out.getvalue(), plan)


FORMATS = (telegram, twitter, acled, atlos, archived, sheet, gdelt, warc)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
