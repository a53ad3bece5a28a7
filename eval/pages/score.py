"""Pages with their truth -> F1 of the text, share of right titles, bylines, outlets and days, and pages read per second."""

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from lxml import html as lxml_html

from cotejo.documents.read import read
from cotejo.records.document import Capture, Document, Exchange
from eval.figures import Figure
from eval.pages.rendering import HALVES, Page, pages

WORD = re.compile(r"\w+")
AT = datetime(2025, 6, 1, tzinfo=UTC)
FIRST_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)[./](\d\d)[./](\d{4})")
Judge = Callable[[Page, Document | None], bool]


def read_page(page: Page) -> Document | None:
    """Read a page as it would come from the web."""
    data = page.html.encode()
    seen = Exchange(asked=page.url, status=200, headers=(("content-type", "text/html; charset=utf-8"),), asked_at=AT)
    capture = Capture(url=page.url, fetched_at=AT, sha256="0" * 64, media_type="text/html", size_bytes=len(data), exchange=seen, made_by="eval@1")
    return next((record for record in read(capture, data, {}) if isinstance(record, Document)), None)


def overlap(found: str, truth: str) -> float:
    """F1 over the words of two texts, as bags."""
    left, right = Counter(WORD.findall(found.lower())), Counter(WORD.findall(truth.lower()))
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values())) if common else 0.0


def body_of(page: Page) -> str:
    """All text between the page's tags, but for scripts: what a naive reader takes."""
    tree = lxml_html.document_fromstring(page.html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    for part in tree.xpath("//script | //style"):
        part.drop_tree()
    return str(tree.body.text_content())


def title_tag(page: Page) -> str:
    """What stands in <title>."""
    found = re.search(r"<title>(.*?)</title>", page.html, re.IGNORECASE | re.DOTALL)
    return lxml_html.fromstring(f"<p>{found.group(1)}</p>").text_content().strip() if found else ""


def first_date(page: Page) -> str:
    """The first date in figures on the page, as ISO."""
    found = FIRST_DATE.search(page.html)
    if not found:
        return ""
    year, month, day, *other = found.groups()
    return f"{year}-{month}-{day}" if year else f"{other[2]}-{other[1]}-{other[0]}"


JUDGES: tuple[tuple[str, Judge, Callable[[Page], bool] | None], ...] = (
    ("title right", lambda page, found: found is not None and found.title == page.title, lambda page: title_tag(page) == (page.title or "")),
    ("byline right", lambda page, found: found is not None and found.byline == page.byline, lambda page: page.byline is None),
    ("outlet right", lambda page, found: found is not None and found.outlet == page.outlet, None),
    (
        "day right",
        lambda page, found: found is not None and found.published is not None and found.published.earliest == found.published.latest == page.day,
        lambda page: first_date(page) == page.day.isoformat(),
    ),
    ("language right", lambda page, found: found is not None and found.language == page.language, None),
)


def figures() -> list[Figure]:
    """Score both halves."""
    measured: list[Figure] = []
    every = pages()
    for half in HALVES:
        chosen = [page for page in every if page.half == half]
        begun = time.perf_counter()
        found = [read_page(page) for page in chosen]
        rate = len(chosen) / (time.perf_counter() - begun)
        shares = [overlap(document.text if document else "", page.text) for page, document in zip(chosen, found, strict=True)]
        naive = sum(overlap(body_of(page), page.text) for page in chosen) / len(chosen)
        mean = sum(shares) / len(shares)
        bar = 1.96 * (sum((share - mean) ** 2 for share in shares) / len(shares) ** 2) ** 0.5
        worst = min(zip(shares, (page.name for page in chosen), strict=True))
        note = f"{rate:.0f} pages/s; worst {worst[1]} {worst[0]:.2f}; naive: all text of the page"
        measured.append(Figure(f"{half}: text F1", len(chosen), len(chosen), naive, note, mean, bar))
        for name, judge, simple in JUDGES:
            right = sum(judge(page, document) for page, document in zip(chosen, found, strict=True))
            measured.append(Figure(f"{half}: {name}", right, len(chosen), sum(map(simple, chosen)) / len(chosen) if simple else None))
    return measured


def tell(half: str) -> None:
    """Print what is read wrong on the pages of a half."""
    for page in pages():
        if page.half != half:
            continue
        found = read_page(page)
        share = overlap(found.text if found else "", page.text)
        wrong = [f"text {share:.2f}"] if share < 0.99 else []
        for name, judge, _ in JUDGES:
            if not judge(page, found):
                said = getattr(found, {"day": "published"}.get(name.split()[0], name.split()[0]), None)
                wrong.append(f"{name.split()[0]} {said!r}")
        if wrong:
            print(f"{page.name}: {'; '.join(wrong)}")


if __name__ == "__main__":
    tell("dev")
