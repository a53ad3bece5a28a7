"""A parsed page -> what it says of itself: JSON-LD, meta tags, canonical address, links, embedded posts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec
from lxml.html import HtmlElement

from cotejo.documents import bylines, headings
from cotejo.records.document import Embed

MAX_LINKS = 500
MAX_CONTENT = 1000  # code points of a meta tag's value; descriptions run to 300


class Markup(NamedTuple):
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None  # as its JSON-LD has it
    language: str | None = None
    canonical: str | None = None
    links: tuple[str, ...] = ()
    embeds: tuple[Embed, ...] = ()
    images: tuple[str, ...] = ()  # as written, percent signs undone
    credits: tuple[str, ...] = ()
    meta: Mapping[str, str] = {}


def read_markup(tree: HtmlElement | None, url: str = "") -> Markup:
    """Read a page's own words about itself; JSON-LD is believed before meta tags, and these before what is shown."""
    if tree is None:
        return Markup()
    objects = list(linked_data(tree))
    said = article_of(iter(objects))
    meta = metas(tree)
    canonical = first(tree.xpath("//link[@rel='canonical']/@href")) or meta.get("og:url")
    address = canonical if canonical and canonical.startswith("http") else None
    publisher = headings.joined(headings.names(resolved(said.get("publisher"), objects))) or site_of(objects)
    outlet = headings.read_outlet(tree, meta, publisher, address or url)
    titled = not headings.on_platform(meta)
    return Markup(
        title=headings.read_title(tree, meta, text_of(said.get("headline")), outlet) if titled else None,
        byline=bylines.read_byline(tree, meta, resolved(said.get("author"), objects), outlet),
        outlet=outlet,
        published=text_of(said.get("datePublished")),
        language=first(tree.xpath("/html/@lang")) or meta.get("og:locale", "").replace("_", "-") or None,
        canonical=address,
        links=tuple(links(tree)),
        embeds=tuple(posts(tree)),
        images=tuple(dict.fromkeys(unquote(path) for path in tree.xpath("//img/@src"))),
        credits=bylines.read_credits(tree),
        meta=meta,
    )


def resolved(value: Any, objects: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON-LD as it comes
    """Follow references (`{"@id": ...}`) to the objects that they mean, one step."""
    if isinstance(value, list):
        return [resolved(one, objects) for one in value]
    if isinstance(value, dict) and "@id" in value and "name" not in value:
        return next((one for one in objects if one.get("@id") == value["@id"] and "name" in one), value)
    return value


def site_of(objects: list[dict[str, Any]]) -> str | None:
    """Name of the site that JSON-LD describes beside the article."""
    kinds = {"WebSite", "NewsMediaOrganization", "Organization"}
    return next((name for one in objects if one.get("@type") in kinds for name in headings.names(one)), None)


def linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every JSON-LD object on the page, those inside `@graph` too; broken ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            body = msgspec.json.decode(str(script))
        except (msgspec.MsgspecError, RecursionError):
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
        content = squeeze(tag.get("content")[:MAX_CONTENT])
        if name and content:
            found.setdefault(name, content)
    return found


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
