"""A parsed page -> the pictures of its own content, each with its caption, credit and address; nothing is fetched here."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from cotejo.documents import layout
from cotejo.documents.bylines import credit_of
from cotejo.documents.headings import squeezed
from cotejo.documents.listings import normal
from cotejo.lexicon.load import table

MOST = 20  # pictures of one page: a longer gallery is cut
MOST_LOOKED = 400  # tags
SMALL_PX = 100  # a picture that is said to be narrower or lower is a sign, not content
LATER = ("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-full-url")  # where pages keep the address that a script fills in
SETS = ("data-srcset", "srcset")
MAX_CAPTION = 1000  # code points
UP = 5  # elements from a picture to its figure
SIZE_IN_NAME = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.|$)|[-_](?:scaled|large|medium|small|thumb)(?=\.|$)")
NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
CAPTIONS = (
    "./ancestor-or-self::figure[1]//figcaption | ./ancestor::*[position() <= 3]/*[contains(@class, 'caption')] | ./following-sibling::figcaption"
)
CREDITS = "./ancestor-or-self::figure[1]//*[contains(@class, 'credit') or contains(@class, 'copyright') or contains(@class, 'photographer')]"


class Shown(NamedTuple):
    """A picture as a page shows it. `path` is its address as written, percent signs undone: what its file is known by."""

    path: str
    url: str | None  # absolute, in normal form; None for a page that was handed over, or an address that may not be asked
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


def read_pictures(tree: HtmlElement | None, base: str) -> tuple[Shown, ...]:
    """Find the pictures of the article, in the page's order; the one that the page names for others to show comes first, if it is not among them."""
    if tree is None:
        return ()
    root = article_of(tree)
    found: dict[str, Shown] = {}
    for part in islice(root.iter("img", "amp-img"), MOST_LOOKED):
        written = address_of(part)
        if written and is_content(part, written, root):
            shown = describe(part, written, base)
            found.setdefault(stem_of(shown.path), shown)
    lead = next(iter(tree.xpath("//meta[@property='og:image' or @property='og:image:url' or @name='og:image']/@content")), "").strip()
    if lead and stem_of(unquote(lead)) not in found and not is_sign(lead) and normal(lead, base):
        first = Shown(unquote(lead), normal(lead, base))
        return (first, *islice(found.values(), MOST - 1))
    return tuple(islice(found.values(), MOST))


def article_of(tree: HtmlElement) -> HtmlElement:
    """The element that holds the article: of those that are marked so the one with the most text, else the page."""
    marked = tree.xpath("//article | //*[@itemprop='articleBody'] | //main")
    return max(marked, key=lambda part: len(str(part.text_content())), default=tree)


def address_of(part: HtmlElement) -> str | None:
    """Address of a picture as written: that which a script fills in, else the widest of its set, else its own."""
    own = (part.get("src") or "").strip()
    later = next((str(part.get(name)).strip() for name in LATER if part.get(name)), "")
    if later and (not own or own.startswith("data:") or own != later):
        return later
    if own and not own.startswith("data:"):
        return own
    widest = [one for name in SETS for one in candidates(part.get(name) or "")]
    return max(widest, default=(0.0, ""))[1] or None


def candidates(srcset: str) -> Iterator[tuple[float, str]]:
    """(width or density, address) of each picture of a set."""
    for one in srcset.split(", ")[:20]:
        address, _, size = one.strip().rstrip(",").partition(" ")
        if address and not address.startswith("data:"):
            number = re.match(r"\s*(\d{1,6}(?:\.\d{1,3})?)[wx]", size)
            yield float(number.group(1)) if number else 1.0, address


def is_content(part: HtmlElement, written: str, root: HtmlElement) -> bool:
    """Whether a picture belongs to the article: no sign, no pixel, not in what stands beside it."""
    if written.startswith("data:") or is_sign(written):
        return False
    for name in ("width", "height"):
        size = NUMBER.match(part.get(name) or "")
        if size and int(size.group(1)) < SMALL_PX:
            return False
    pieces, roles, tags = layout.marks()
    for above in [part, *part.iterancestors()]:
        if above is root:
            return True
        if above.tag in tags or above.get("role") in roles or not pieces.isdisjoint(layout.pieces_of(above)):
            return False
    return True


def is_sign(written: str) -> bool:
    """Whether an address is that of a logo, a portrait of an author, a counter."""
    try:
        path = urlsplit(written).path.lower()
    except ValueError:
        return True
    if path.endswith((".svg", ".gif", ".ico")):
        return True
    return not signs().isdisjoint(re.split(r"[^a-z0-9]+", path))


def describe(part: HtmlElement, written: str, base: str) -> Shown:
    """What stands with a picture."""
    near = next((one for one in part.xpath(CAPTIONS) if squeezed(one.text_content())), None)
    marked = [*part.xpath(CREDITS), *([near] if near is not None else [])]
    credit = next((name for name in map(credit_of, marked) if name), None)
    caption = squeezed(near.text_content())[:MAX_CAPTION] if near is not None else None
    alt = squeezed(part.get("alt") or "")[:MAX_CAPTION] or None
    return Shown(unquote(written), normal(written, base) if base.startswith("http") else None, caption, credit, alt)


def stem_of(path: str) -> str:
    """A picture's name without the size that systems put into it: two sizes of one picture are one."""
    return SIZE_IN_NAME.sub("", path.partition("?")[0].rpartition("/")[2].lower()) or path


@cache
def signs() -> frozenset[str]:
    """Pieces of addresses of pictures that are no content."""
    return frozenset(table("pages")["pictures"]["signs"])
