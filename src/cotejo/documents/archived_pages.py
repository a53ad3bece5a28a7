"""A page that auto-archiver wrote about one post -> one document of that post: address, title, text, time, its files with their hashes."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html as lxml_html
from lxml.etree import ParserError

from cotejo.documents.found import Found, Place, leave
from cotejo.documents.tables import check_hash, read_day
from cotejo.records.abstention import Abstention

MADE_BY = "documents.archived_pages@1"
MEDIA_TYPE = "text/x-auto-archiver+html"
MARKS = (b"Archived media for", b"auto-archiver")
CONTENT = ("content", "text", "full_text", "description")
TIMES = ("timestamp", "upload_date", "_processed_at")


def knows(file: Found) -> bool:
    """Whether a page is such a one."""
    return file.media_type == "text/html" and all(mark in file.data for mark in MARKS)


def rows(file: Found) -> Iterator[Found | Abstention]:
    """Yield the post. Leaves out: no_id, no_text, hash_mismatch."""
    try:
        tree = lxml_html.document_fromstring(file.data, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except (ParserError, ValueError):
        yield leave(file.locator, "bad_row", f"{file.locator}: the page cannot be read")
        return
    yield read_post(Place(file, MADE_BY), tree)


def read_post(place: Place, tree: lxml_html.HtmlElement) -> Found | Abstention:
    """Read the post's table."""
    about = {}
    for cells in (row.findall("td") for row in tree.iterfind(".//table[@class='metadata']//tr")):
        if len(cells) > 1:
            about[words(cells[0])] = words(cells[1])
    links = [str(one.get("href")) for one in tree.iterfind(".//h2/a") if str(one.get("href")).startswith(("http://", "https://"))]
    if not links:
        return place.leave(1, "no_id", "it does not say which address was archived")
    title = next((words(one) for one in tree.iterfind(".//p/span") if words(one)), None)
    text = next((about[name] for name in CONTENT if about.get(name)), "") or title or ""
    if not text:
        return place.leave(1, "no_text", f"{links[0][:200]} has no text")
    media = list(media_of(place, tree))
    wrong = next((why for _, path, said in media if (why := check_hash(said, [path]))), "")
    if wrong:
        return place.leave(1, "hash_mismatch", f"{links[0][:200]}: {wrong}")
    at = next((day for name in TIMES if (day := read_day(about.get(name, "")))), None)
    body = {"id": links[0], "url": links[0], "title": title, "text": text, "published": at, "media": [name for name, _, _ in media]}
    return place.row(1, links[0], body, tuple((name, path) for name, path, _ in media))


def media_of(place: Place, tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Path, str]]:
    """Files that the page lists and that lie beside it: (name, where, the hash that was noted)."""
    for listed in tree.iterfind(".//table[@class='content']//ul"):
        facts = {
            words(one.find("b")).rstrip(":"): re.sub(r"^[^:]{0,60}:\s*", "", words(one)) for one in listed.iterfind("li") if one.find("b") is not None
        }
        path = place.beside(facts.get("key", ""))
        if path:
            yield facts["key"], path, facts.get("hash", "")


def words(element: lxml_html.HtmlElement) -> str:
    """Text of an element."""
    return " ".join(str(element.text_content()).split())
