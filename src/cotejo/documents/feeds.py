"""What a feed says of a page -> that text as document JSON, for a page that is closed; None where it says too little."""

from functools import cache

from cotejo.documents.headings import in_host, segments_of
from cotejo.documents.listings import Entry
from cotejo.language.detect import detect
from cotejo.lexicon.load import table
from cotejo.records.canonical import canonical
from cotejo.text.folding import fold

VERSION = "1"
MADE_BY = f"documents.feeds@{VERSION}"
MEDIA_TYPE = "application/x-feed+xml"  # of the feed's own bytes: a file that holds others
LEAST = 60  # code points: less is a headline, and no sentence that could be quoted
TAIL = 300  # code points; a longer paragraph is no line that leads to the page
LEAD = 60  # the same, for a line of which only the beginning is known
ELLIPSES = ("[…]", "[...]", "[&hellip;]")


def own_text(entry: Entry, site: str | None, language: str | None = None) -> bytes | None:
    """The entry as one row of document JSON marked `extent: feed`; the same entry gives the same bytes.

    `language` is what the feed says of itself: used only for a text that is too short to be recognised.
    None where the feed carries no text beyond the title.
    """
    text = body_of(entry.summary or "")
    if len(text) < LEAST or fold(text) == fold(entry.title or ""):
        return None
    row = {
        "id": entry.url,
        "url": entry.url,
        "outlet": outlet_of(site, entry.url),
        "title": entry.title,
        "byline": entry.author,
        "published": entry.published,
        "text": text,
        "language": None if detect(text) else (language or "").split("-")[0].lower()[:3],
        "extent": "feed",
    }
    return canonical({name: value for name, value in row.items() if value})


def body_of(summary: str) -> str:
    """An entry's paragraphs without those at its end that only lead to the page."""
    lines = summary.split("\n")
    while lines and leads_on(lines[-1]):
        lines.pop()
    if lines:
        for sign in ELLIPSES:
            lines[-1] = lines[-1].removesuffix(sign).rstrip()
    return "\n".join(line for line in lines if line)


def leads_on(line: str) -> bool:
    """Whether a paragraph only says where the whole text is."""
    said = fold(line).strip(" .:→»>…[]()")
    if len(said) > TAIL:
        return False
    return any(said.startswith(first) and then in said for first, then in tails()) or (
        len(said) <= LEAD and any(said.startswith(word) for word in leads())
    )


def outlet_of(site: str | None, url: str) -> str | None:
    """The outlet that a feed's title names: the part of it that the host bears too, else all of it."""
    if not site:
        return None
    return next((part for part in segments_of(site, None) if in_host(part, url)), site)


@cache
def tails() -> tuple[tuple[str, str], ...]:
    """Folded (beginning, further words) of lines that name the site at an entry's end."""
    return tuple((fold(first), fold(then)) for first, then in table("pages")["feed"]["tails"])


@cache
def leads() -> tuple[str, ...]:
    """Folded beginnings of short lines that ask to read on."""
    return tuple(fold(word) for word in table("pages")["feed"]["leads"])
