"""A parsed page -> what it says of itself: JSON-LD, meta tags, canonical address, links, embedded posts."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec
from lxml.html import HtmlElement

from cotejo.records.document import Embed

MAX_LINKS = 500


class Markup(NamedTuple):
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    canonical: str | None = None
    links: tuple[str, ...] = ()
    embeds: tuple[Embed, ...] = ()
    images: tuple[str, ...] = ()  # as written, percent signs undone


def read_markup(tree: HtmlElement | None) -> Markup:
    """Read a page's own words about itself; JSON-LD is believed before meta tags."""
    if tree is None:
        return Markup()
    said = article_of(linked_data(tree))
    meta = metas(tree)
    canonical = first(tree.xpath("//link[@rel='canonical']/@href")) or meta.get("og:url")
    heading = squeeze(first(tree.xpath("//h1//text()"))) or squeeze(first(tree.xpath("//title/text()")))
    dated = meta.get("article:published_time") or meta.get("date") or meta.get("dc.date") or first(tree.xpath("//time/@datetime"))
    return Markup(
        title=text_of(said.get("headline")) or meta.get("og:title") or heading,
        byline=names_of(said.get("author")) or person(meta.get("author")) or person(meta.get("article:author")) or byline_element(tree),
        outlet=names_of(said.get("publisher")) or meta.get("og:site_name") or meta.get("application-name"),
        published=text_of(said.get("datePublished")) or dated,
        language=first(tree.xpath("/html/@lang")) or meta.get("og:locale", "").replace("_", "-") or None,
        canonical=canonical if canonical and canonical.startswith("http") else None,
        links=tuple(links(tree)),
        embeds=tuple(posts(tree)),
        images=tuple(dict.fromkeys(unquote(path) for path in tree.xpath("//img/@src"))),
    )


def linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every JSON-LD object on the page, those inside `@graph` too; broken ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            body = msgspec.json.decode(str(script))
        except msgspec.MsgspecError:
            continue
        for item in body if isinstance(body, list) else [body]:
            if isinstance(item, dict):
                yield item
                yield from (part for part in item.get("@graph", ()) if isinstance(part, dict))


def article_of(objects: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Pick the object that describes an article; {} if none does."""
    for item in objects:
        kinds = item.get("@type", "")
        if any(str(kind).endswith(("Article", "Report", "Posting")) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            return item
    return {}


def metas(tree: HtmlElement) -> dict[str, str]:
    """Meta tags by lower-case name or property; the first of each counts."""
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = (tag.get("property") or tag.get("name") or "").lower()
        content = squeeze(tag.get("content"))
        if name and content:
            found.setdefault(name, content)
    return found


def names_of(value: object) -> str | None:
    """Names out of a JSON-LD person, organisation, or list of them."""
    parts = value if isinstance(value, list) else [value]
    names = [text_of(part.get("name")) if isinstance(part, dict) else text_of(part) for part in parts]
    return ", ".join(name for name in names if name and not name.startswith("http")) or None


def person(value: str | None) -> str | None:
    """A meta author that is a name and not an address."""
    return value if value and not value.startswith(("http", "@")) else None


def byline_element(tree: HtmlElement) -> str | None:
    """Text of the element that the page marks as its byline."""
    marked = " or ".join(
        ["@rel='author'", "@itemprop='author'", *(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in ("byline", "author"))]
    )
    found = first(tree.xpath(f"//*[{marked}]//text()[normalize-space()]"))
    return re.sub(r"^(by|por|de|автор:?)\s+", "", squeeze(found) or "", flags=re.IGNORECASE) or None


def links(tree: HtmlElement) -> Iterator[str]:
    """Yield addresses linked from the article's own part of the page, each once, in their order."""
    roots = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body")
    seen: set[str] = set()
    for root in roots:
        for href in root.xpath(".//p//a/@href | .//blockquote//a/@href | .//li//a/@href"):
            if href.startswith(("http://", "https://")) and href not in seen and len(seen) < MAX_LINKS:
                seen.add(href)
                yield href


HANDLE = re.compile(r"(?:—|–|-)\s*(?P<name>[^()]{1,120}?)\s*\((?P<handle>@\w{1,40})\)\s*(?P<date>[^()]{4,60})?$")


def posts(tree: HtmlElement) -> Iterator[Embed]:
    """Yield posts embedded as block quotations ("- Name (@handle) DATE" below the text)."""
    marked = " or ".join(f"contains(@class, '{name}')" for name in ("twitter", "tweet", "telegram", "post"))
    for quote in tree.xpath(f"//blockquote[{marked}]"):
        whole = squeeze(quote.text_content()) or ""
        credit = HANDLE.search(whole)
        body = squeeze(" ".join(quote.xpath("./p//text()"))) or whole
        addresses = [href for href in quote.xpath(".//a/@href") if href.startswith("http")]
        yield Embed(
            name=credit["name"].strip() if credit else None,
            handle=credit["handle"] if credit else None,
            date=squeeze(credit["date"]) if credit else None,
            text=body or None,
            url=addresses[-1] if addresses else None,
        )


def first(values: list[str]) -> str | None:
    """First value that is not blank."""
    return next((str(value) for value in values if str(value).strip()), None)


def squeeze(value: str | None) -> str | None:
    """Runs of white space as one space; None for nothing."""
    return " ".join(value.split()) or None if value else None


def text_of(value: object) -> str | None:
    """A string value, squeezed."""
    return squeeze(value) if isinstance(value, str) else None
