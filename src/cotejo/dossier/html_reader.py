"""Cited documents -> their full texts with every cited span marked, so that each sentence opens what it cites inside the file."""

import heapq
from collections import defaultdict
from collections.abc import Iterator

from cotejo.dossier.anchors import Anchors
from cotejo.dossier.describe import describe_extent, describe_interval, describe_making, name_document
from cotejo.dossier.html_elements import NOTHING, Html, el, join, text
from cotejo.dossier.shelf import Shelf
from cotejo.records.event import Event


def show_texts(shelf: Shelf) -> Html:
    """Show every cited document in the order of its number."""
    numbers = shelf.anchors.numbers
    telling: dict[str, list[Event]] = defaultdict(list)
    for event in shelf.events:
        for document in sorted({shelf.corpus.claims[key].span.document for key in event.claims if key in shelf.corpus.claims}):
            telling[document].append(event)
    return join([show_text(shelf, key, telling[key]) for key in sorted(numbers, key=lambda key: numbers[key])])


def show_text(shelf: Shelf, key: str, events: list[Event]) -> Html:
    """Show one document: its heading, where it came from, the happenings that it tells of, its text in its own language."""
    document = shelf.corpus.documents[key]
    number = shelf.anchors.numbers[key]
    when = describe_interval(shelf.words, document.published, basis=False)
    links = join([el("a", text(str(shelf.numbers[event.id])), href=f"#{shelf.place_of(event)}") for event in events], ", ")
    kept = (describe_making(document, shelf.words), describe_extent(document, shelf.words))
    about = " · ".join(
        part
        for part in (name_document(document), document.byline, shelf.words.phrase("published {when}", when=when), document.external_id, *kept)
        if part
    )
    return el(
        "article",
        el("h3", text(f"{number}. "), el("span", text(document.title or document.external_id), lang=document.language)),
        el("p", text(about), class_="about"),
        el("p", text(shelf.words.phrase("Tells of happening " if len(events) == 1 else "Tells of happenings ")), links, class_="about")
        if events
        else NOTHING,
        el("div", join(mark(document.text, shelf.anchors, key)), class_="text", lang=document.language, dir="auto"),
        class_="document",
        id=f"d{number}",
    )


def mark(whole: str, anchors: Anchors, key: str) -> Iterator[Html]:
    """Cut a text at its span boundaries: spans nest where they can, and one that crosses another is continued behind it.

    Offsets are code points. Time grows with the spans and the crossings among them.
    """
    waiting = [(start, -end, True, start, end) for start, end in anchors.spans[key]]
    heapq.heapify(waiting)
    ends: list[int] = []
    position = 0
    while waiting:
        start, minus_end, first, whole_start, whole_end = heapq.heappop(waiting)
        while ends and ends[-1] <= start:
            yield text(whole[position : ends[-1]])
            yield Html("</span>")
            position = ends.pop()
        end = -minus_end
        if ends and end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], minus_end, False, whole_start, whole_end))
            end = ends[-1]
        yield text(whole[position:start])
        position = start
        yield anchors.open(key, whole_start, whole_end, first=first)
        ends.append(end)
    while ends:
        yield text(whole[position : ends[-1]])
        yield Html("</span>")
        position = ends.pop()
    yield text(whole[position:])


def crossing_rules(anchors: Anchors) -> str:
    """Style rules that light the later pieces of the spans that cross others."""
    names = [
        f"d{anchors.numbers[key]}-{start}-{end}"
        for key, spans in sorted(anchors.spans.items(), key=lambda item: anchors.numbers[item[0]])
        for start, end in crossed(sorted(spans))
    ]
    return "".join(f'.text:has(#{name}:target) [data-of="{name}"]{{background:var(--lit)}}' for name in names)


def crossed(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find spans that begin inside another and end behind it."""
    found, open_spans = [], list[tuple[int, int]]()
    for start, end in spans:
        open_spans = [other for other in open_spans if other[1] > start]
        if any(other[0] < start < other[1] < end for other in open_spans):
            found.append((start, end))
        open_spans.append((start, end))
    return found
