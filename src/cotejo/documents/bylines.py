"""A page -> who signs it, and who took its pictures, as written; None where it does not say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from lxml.html import HtmlElement

from cotejo.documents.headings import joined, names, squeezed
from cotejo.lexicon.load import table

METAS = ("author", "parsely-author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "article.author", "byl", "citation_author")
MARKED = re.compile(r"(?:^|[\s_-])(?:byline|author|autor|authors|submitted|news-author|writer|avtor)(?:$|[\s_-])", re.IGNORECASE)
CREDITED = re.compile(r"credit|photographer|copyright", re.IGNORECASE)
MAX_BYLINE = 100  # code points
MAX_WORDS = 14
MOST_MARKED = 100  # elements that are looked at
END = re.compile(r"\s*(?:[|·•]|,?\s*\d).*$")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
PART = re.compile(r"\s*,\s*|\s+(?:and|y|e|и|&)\s+")


def read_byline(tree: HtmlElement, meta: Mapping[str, str], authors: Any, outlet: str | None) -> str | None:  # noqa: ANN401 - JSON-LD as it comes
    """Choose the byline: the page's data, its meta tags, the element marked as such, else a short line that begins with the word for it."""
    said = joined(names(authors))
    if said and said != outlet:
        return said
    metas = (meta[name] for name in METAS if name in meta)
    found = next((value for value in metas if not value.startswith(("http", "@", "/")) and value != outlet), None)
    return found or next((name for name in chain(marked(tree), prefixed(tree)) if name != outlet), None)


def marked(tree: HtmlElement) -> Iterator[str]:
    """Lines of elements that are marked as the byline; of one that holds another the inner one counts."""
    first = tree.xpath("//*[@itemprop='author' or @rel='author']")
    named = (part for part in tree.iter() if isinstance(part.tag, str) and MARKED.search((part.get("class") or "")[:300]))
    for part in islice(chain(first, named), MOST_MARKED):
        if part.tag in {"meta", "link", "article", "body", "section", "main"}:
            value = part.get("content") if part.tag == "meta" else None
        else:
            inner = part.xpath(".//*[@itemprop='name' or @rel='author' or contains(@class, 'fn')] | .//a")
            value = (
                next((text for text in (squeezed(one.text_content()) for one in inner) if looks_like_names(strip(text))), None) or part.text_content()
            )
        name = strip(squeezed(value or ""))
        if looks_like_names(name):
            yield name


def prefixed(tree: HtmlElement) -> Iterator[str]:
    """Short lines that begin with "By" and the like, in the page's order."""
    for text in tree.xpath("//body//text()[string-length(normalize-space()) > 4 and string-length(normalize-space()) < 100]"):
        line = squeezed(str(text))
        name = strip(line)
        if name != line and looks_like_names(name) and text.getparent().tag not in {"a", "li", "option", "button"}:
            yield name


def strip(line: str) -> str:
    """A line without the word before the name, and without what follows the name (a date, a section)."""
    low = line.casefold()
    for prefix in prefixes():
        if low.startswith(prefix) and (prefix.endswith(":") or low[len(prefix) : len(prefix) + 1].isspace()):
            return END.sub("", line[len(prefix) :].strip(" :"))
    return END.sub("", line)


def looks_like_names(line: str) -> bool:
    """Whether a line is one or several names of persons: few words, each part beginning with a capital, no sentence."""
    if not line or len(line) > MAX_BYLINE or len(line.split()) > MAX_WORDS or line.endswith((".", ":", "!", "?")):
        return False
    parts = [part.split() for part in PART.split(line) if part]
    return all(words[0][0].isupper() and words[-1][0].isupper() and all(map(WORD.fullmatch, words)) for words in parts) and max(map(len, parts)) > 1


def read_credits(tree: HtmlElement) -> tuple[str, ...]:
    """Who took the page's pictures: what stands after "Photo:" in captions, and elements marked as credit; each once."""
    parts = islice(tree.xpath("//figcaption | //*[contains(@class, 'caption')] | //*[contains(@class, 'credit')]"), MOST_MARKED)
    return tuple(dict.fromkeys(one for one in map(credit_of, parts) if one))


def credit_of(part: HtmlElement) -> str | None:
    """The photographer whom a caption, or an element marked as credit, names; None for none."""
    line = squeezed(part.text_content())
    if part.tag != "figcaption" and CREDITED.search(part.get("class") or "") and len(line) <= MAX_BYLINE:
        found = uncredit(line.strip("() "))
    else:
        at = credit_at(line)
        found = uncredit(line[at:].strip("() .")) if at is not None else ""
    return found if found and len(found) <= MAX_BYLINE and looks_like_names(found) else None


def credit_at(line: str) -> int | None:
    """Where a caption names its photographer."""
    low = line.casefold()
    return max((low.rfind(word) for word in credit_words() if word in low), default=None)


def uncredit(line: str) -> str:
    """A credit without the word before it."""
    low = line.casefold()
    cut = max((len(word) for word in credit_words() if low.startswith(word)), default=0)
    return line[cut:].strip(" :()")


@cache
def prefixes() -> Sequence[str]:
    """Words before an author's name, the longest first."""
    return sorted({word for words in table("pages")["byline_prefixes"].values() for word in words}, key=lambda word: (-len(word), word))


@cache
def credit_words() -> Sequence[str]:
    """Words before a photographer's name."""
    return tuple(table("pages")["credit_prefixes"]["words"])
