"""What a page says of itself -> its title and its outlet, told apart where one line holds both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from cotejo.lexicon.load import table
from cotejo.text.folding import fold

CUT = re.compile(r"\s+(?:[|·•»«/\\]|[-–—]|::?)\s+|\s*::\s*|:\s+")
MAX_OUTLET = 60  # code points; a longer segment of a title is no name
MOST_HOME = 20  # links to the front page that are looked at
MOST_HEADINGS = 100
MAX_TITLE = 500  # code points
SHORT_NAME = 5  # words of an outlet's name
RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?:[-–—]\s*\d{4})?\s*,?\s*(.{2,60}?)(?:[.,|·]|$)", re.IGNORECASE)
NAMES_OF_SITE = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "article:publisher",
    "cre",
    "copyright",
)
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "parsely-title", "sailthru.title")
WORD = re.compile(r"\w+")


def read_title(tree: HtmlElement, meta: Mapping[str, str], headline: str | None, outlet: str | None) -> str | None:
    """Choose the title: a heading that the page's other titles contain, else the headline of its data, else a title without the outlet's name."""
    said = [squeezed(one) for one in (headline, *(meta.get(name) for name in TITLES), tag_title(tree)) if one]
    parts = islice(tree.iter("h1", "h2", "h3"), MOST_HEADINGS)
    headings = [text for text in (squeezed(part.text_content()) for part in parts) if 0 < len(text) <= MAX_TITLE]
    agreed = [text for text in headings if text != outlet and any(text in one for one in said) and len(text) > len(outlet or "")]
    if agreed:
        return max(agreed, key=lambda text: (sum(text in one for one in said), len(text)))
    if headline:
        return squeezed(headline)
    own = short_texts(tree)
    for one in said:
        segments = segments_of(one, outlet)
        shown = [segment for segment in segments if segment in own]
        if shown and len(segments) > 1:
            return max(shown, key=len)
        if outlet and len(segments) > 1:
            return max((segment for segment in segments if fold(segment) != fold(outlet)), key=len, default=one)
    return said[0] if said else next(iter(headings), None)


def segments_of(line: str, outlet: str | None) -> list[str]:
    """Cut a title where it may join an outlet's name: at the first or last sign that does so."""
    if outlet:
        for sign in CUT.finditer(line):
            left, right = line[: sign.start()], line[sign.end() :]
            if fold(outlet) in {fold(left), fold(right)}:
                return [left, right]
    cuts = [sign for sign in CUT.finditer(line) if ":" not in sign.group() or "::" in sign.group()]
    if not cuts:
        return [line]
    ends = [cuts[-1], cuts[0]]
    halves = [[line[: cut.start()], line[cut.end() :]] for cut in ends]
    return min(halves, key=lambda pair: min(map(len, pair)))


def read_outlet(tree: HtmlElement, meta: Mapping[str, str], publisher: str | None, url: str) -> str | None:
    """Choose the outlet: the page's data and meta tags, else a name that the page links to its own front page, or that its title carries."""
    named = [
        one
        for one in (publisher, *(meta.get(name) for name in NAMES_OF_SITE))
        if one and not one.startswith(("http", "@")) and len(one) <= MAX_OUTLET
    ]
    platform = next((one for one in named if fold(one) in platforms()), None)
    if platform:
        return channel_of(tree, meta)
    if named:
        return named[0]
    for name in candidates(tree, meta, url):
        return name
    return None


def candidates(tree: HtmlElement, meta: Mapping[str, str], url: str) -> Iterator[str]:
    """Names that two places of the page agree on: the link to the front page, a title's segment, the line of rights, the host."""
    titles = [squeezed(one) for one in (tag_title(tree), meta.get("og:title")) if one]
    ends = [segment for title in titles for segment in segments_of(title, None) if len(segment) <= MAX_OUTLET and segment != title]
    home = [text for text in (squeezed(str(part.text_content())) for part in home_links(tree)) if 1 < len(text) <= MAX_OUTLET]
    home = list(dict.fromkeys(home))
    rights = [
        squeezed(found) for text in tree.xpath("//text()[contains(., '©') or contains(., 'opyright')]") for found in RIGHTS.findall(str(text)[:300])
    ]
    for name in home:
        if any(fold(name) == fold(other) for other in (*ends, *rights)) or in_host(name, url) or is_logo(tree, name):
            yield name
    for name in (*ends, *rights):
        if in_host(name, url):
            yield name
    shown = short_texts(tree)
    both = len([one for one in ends if one in shown]) > 1
    for name in sorted(ends, key=len):
        if name in shown and (both or len(WORD.findall(name)) <= SHORT_NAME):
            yield name


def short_texts(tree: HtmlElement) -> frozenset[str]:
    """Texts that stand alone on the page, each as long as a title at most."""
    found = (squeezed(str(text)) for text in tree.xpath("//body//text()[string-length() < 600]"))
    return frozenset(text for text in found if text and len(text) <= MAX_TITLE)


def is_logo(tree: HtmlElement, name: str) -> bool:
    """Whether a link to the front page is marked as the site's name."""
    return any(
        squeezed(str(part.text_content())) == name
        and re.search(r"logo|brand|site-?(?:name|title)", f"{part.get('class')} {part.getparent().get('class')}", re.IGNORECASE)
        for part in home_links(tree)
    )


def home_links(tree: HtmlElement) -> list[HtmlElement]:
    """Links to the front page."""
    found = (part for part in tree.iter("a") if part.get("href") and (part.get("rel") == "home" or leads_home(str(part.get("href")))))
    return list(islice(found, MOST_HOME))


def leads_home(address: str) -> bool:
    """Whether an address is that of a front page."""
    try:
        return address not in {"", "#"} and "#" not in address and urlsplit(address).path in {"", "/"} and not address.startswith(("mailto:", "tel:"))
    except ValueError:
        return False


def in_host(name: str, url: str) -> bool:
    """Whether the words of a name stand in the host's name."""
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(url).hostname or "").removeprefix("www."))
    words = [re.sub(r"[^a-z0-9]", "", fold(word)) for word in WORD.findall(name)]
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - articles and prepositions are shorter
    return bool(long) and all(word in host for word in long)


def channel_of(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    """Who speaks on a platform: the name of the channel or account."""
    shown = [squeezed(str(part.text_content())) for part in tree.xpath("//*[contains(@class, 'owner_name') or contains(@class, 'author_name')]")]
    return next((name for name in shown if name), None) or meta.get("og:title")


def on_platform(meta: Mapping[str, str]) -> bool:
    """Whether the page is a post on a platform: it has a speaker and no title."""
    return fold(meta.get("og:site_name") or "") in platforms()


def tag_title(tree: HtmlElement) -> str | None:
    """What stands in <title>."""
    found = tree.xpath("//head/title/text() | /html/title/text()") or tree.xpath("//title/text()")
    return squeezed(str(found[0])) if found else None


def squeezed(text: str) -> str:
    """Runs of white space as one space."""
    return " ".join(text.split())


@cache
def platforms() -> frozenset[str]:
    """Folded names of platforms."""
    return frozenset(fold(name) for name in table("pages")["platforms"])


def names(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON-LD as it comes
    """Names out of a JSON-LD person, organisation, or list of them."""
    for part in value if isinstance(value, list) else [value]:
        inner = part.get("name") if isinstance(part, dict) else part
        if isinstance(inner, list):
            yield from names(inner)
        elif isinstance(inner, str) and inner.strip() and not inner.startswith("http"):
            yield squeezed(inner)


def joined(parts: Iterable[str]) -> str | None:
    """Names in one line; None for none."""
    return ", ".join(dict.fromkeys(parts)) or None
