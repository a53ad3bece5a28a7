"""A parsed page -> the same page as paragraphs: line breaks and layout tables made blocks, what stands beside the article taken out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from lxml.html import HtmlElement

from cotejo.lexicon.load import table

BLOCKS = frozenset({"p", "div", "table", "ul", "ol", "section", "article", "blockquote", "h1", "h2", "h3", "h4", "figure", "form", "pre"})
PIECES = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
LONG_CELL = 200  # characters of text: a table of figures has no such cells
LINE = 80  # characters
MOST = 0.4  # share of the page's running text: what holds more is the article, whatever it is called


def straighten(tree: HtmlElement) -> HtmlElement:
    """Rewrite a page in place, so that a reader of articles finds paragraphs; give it back."""
    for part in tree.xpath("//script | //style | //noscript | //template | //svg | //iframe"):
        part.drop_tree()
    undo_tables(tree)
    for holder in {id(part.getparent()): part.getparent() for part in tree.xpath("//br") if part.getparent() is not None}.values():
        part_paragraphs(holder)
    take_out(tree)
    return tree


def undo_tables(tree: HtmlElement) -> None:
    """Turn tables that only lay out a page into blocks: those that hold a long cell, or another table. A small one with a picture is its caption."""
    every = list(tree.iter("table"))
    outer = {above for found in every for above in found.iterancestors("table")}
    lengths = measure(tree) if every else {}
    for found in every:
        if found not in outer and lengths[found] <= LONG_CELL and next(found.iter("img"), None) is not None and found.getparent() is not None:
            found.drop_tree()
            continue
        own = [*found.xpath("./tr/td"), *found.xpath("./tbody/tr/td")]
        if (found in outer or any(lengths[cell] > LONG_CELL for cell in own)) and not found.xpath("./thead | ./tr/th | ./tbody/tr/th"):
            for part in [found, *found.xpath("./tbody | ./tr | ./tbody/tr"), *own]:
                part.tag = "div"
    for part in list(tree.iter("font", "center")):
        part.tag = "div" if part.tag == "center" or part.xpath("./br/following-sibling::br[1]") or part.xpath("./p | ./div") else "span"


def measure(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of text below each element, in one walk."""
    lengths: dict[HtmlElement, int] = {}
    for part in reversed(list(tree.iter())):
        lengths[part] = len((part.text or "").strip()) + sum(lengths[child] + len((child.tail or "").strip()) for child in part)
    return lengths


def part_paragraphs(holder: HtmlElement) -> None:
    """Cut an element's own text at its doubled line breaks into paragraphs; a single break stays a break of a line."""
    if holder.tag in {"pre", "head", "html"}:
        return
    if not any(blank(one.tail) and one.getnext() is not None and one.getnext().tag == "br" for one in holder.xpath("./br")):
        return
    runs = list(runs_of(holder))
    attributes = dict(holder.attrib)
    tail = holder.tail
    holder.clear()
    holder.tail = tail
    for name, value in attributes.items():
        holder.set(name, value)
    if holder.tag in {"p", "span"}:
        holder.tag = "div"
    for run in runs:
        if len(run) == 1 and not isinstance(run[0], str) and run[0].tag in BLOCKS:
            holder.append(run[0])
            continue
        holder.append(paragraph_of(run))


def paragraph_of(run: list["HtmlElement | str"]) -> HtmlElement:
    """Make a paragraph of text and inline elements."""
    made = HtmlElement()
    made.tag = "p"
    for one in run:
        if isinstance(one, str):
            if len(made):
                made[-1].tail = (made[-1].tail or "") + one
            else:
                made.text = (made.text or "") + one
        else:
            made.append(one)
    return made


def runs_of(holder: HtmlElement) -> Iterator[list["HtmlElement | str"]]:
    """Runs of an element's content between doubled breaks; a block is a run of its own, a single break stays in its run."""
    run: list[HtmlElement | str] = [holder.text] if holder.text and not blank(holder.text) else []
    pending: HtmlElement | None = None
    for child in list(holder):
        tail, child.tail = child.tail, None
        ends = child.tag in BLOCKS or (child.tag == "br" and pending is not None)
        if ends and run:
            yield run
            run = []
        if child.tag == "br":
            pending = None if ends or not run else child
        elif child.tag in BLOCKS:
            yield [child]
            pending = None
        else:
            run += [child] if pending is None else [pending, child]
            pending = None
        if tail and not blank(tail):
            run += [tail] if pending is None else [pending, tail]
            pending = None
    if run:
        yield run


def blank(text: str | None) -> bool:
    """Whether there is nothing but white space."""
    return not (text or "").strip()


def take_out(tree: HtmlElement) -> None:
    """Take out what stands beside the article: by tag, role, and the parts of class names and ids; never what holds much of the running text."""
    pieces, roles, tags = marks()
    weights = weigh(tree)
    most = MOST * weights[tree]
    spared = carrying(tree, pieces, weights, most)
    heads = {above for head in tree.iter("h1") for above in head.iterancestors()}
    for part in list(tree.iter()):
        if not isinstance(part.tag, str) or part.tag in {"html", "body", "main", "article", "h1"} or part.getparent() is None or part in heads:
            continue
        named = part.tag in tags or (part.get("role") or "").lower() in roles
        if (named or (pieces - spared if part.tag == "p" else pieces) & set(pieces_of(part))) and weights[part] <= most:
            part.drop_tree()


def carrying(tree: HtmlElement, pieces: frozenset[str], weights: Mapping[HtmlElement, int], most: float) -> frozenset[str]:
    """Pieces that mark paragraphs which together hold much of the running text: some systems write `paywall` on each paragraph of an open article."""
    held: Counter[str] = Counter()
    for part in tree.iter("p"):
        for piece in pieces.intersection(pieces_of(part)):
            held[piece] += weights[part]
    return frozenset(piece for piece, weight in held.items() if weight > most)


def weigh(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Letters of running text below each element: long stretches, not the words of links. One walk, the inner ones first."""
    weights: dict[HtmlElement, int] = {}
    for part in reversed(list(tree.iter())):
        own = (
            0
            if part.tag == "a" or not isinstance(part.tag, str)
            else running(part.text) + sum(weights[child] + running(child.tail) for child in part)
        )
        weights[part] = own
    return weights


def running(text: str | None) -> int:
    """Letters of a stretch that is as long as a line of print."""
    return len(text) if text and len(text) > LINE else 0


def pieces_of(part: HtmlElement) -> Iterator[str]:
    """Pieces of an element's class names and id, in lower case."""
    for name in f"{part.get('class') or ''} {part.get('id') or ''}"[:1000].split():
        yield name.lower()
        yield from (piece.lower() for piece in PIECES.findall(name))


@cache
def marks() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Pieces of names, roles and tags of what stands beside an article."""
    beside = table("pages")["beside"]
    return frozenset(beside["pieces"]), frozenset(beside["roles"]), frozenset(beside["tags"])
