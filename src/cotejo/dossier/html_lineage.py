"""Lineage of an event -> a small drawn graph: roots on the left, what rests on them to the right; dashed where a tie is soft."""

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, plain, text
from cotejo.dossier.indexed import lift
from cotejo.dossier.lineage import Lineage, trace
from cotejo.dossier.retold import retell
from cotejo.dossier.shelf import Shelf
from cotejo.records.event import Derivation, Event

MIN_NODES = 3  # two reports need no picture
MAX_NODES = 40  # more cannot be read; the list of ways has them all
COLUMN_PX, ROW_PX, NAME_PX, MARGIN_PX = 210, 26, 12, 14
NAME_LENGTH = 26


def show_lineage(shelf: Shelf, event: Event) -> Html:
    """Draw who rests on whom; nothing for an event of one or two reports, or of too many to be read."""
    found = trace(shelf.corpus, event)
    nodes = sorted({node for document, root, _ in found.ways for node in (document, root)} | set(found.depth))
    if not MIN_NODES <= len(nodes) <= MAX_NODES:
        return NOTHING
    places = lay_out(found, nodes)
    lines = [draw_edge(shelf, edge, places, "lane") for edge in found.edges] + [draw_edge(shelf, edge, places, "lane unsure") for edge in found.ties]
    marks = [draw_node(shelf, found, node, places[node]) for node in nodes]
    width = max(x for x, _ in places.values()) + COLUMN_PX
    height = max(y for _, y in places.values()) + MARGIN_PX
    said = shelf.words.phrase(
        "{roots} roots, {nodes} nodes, {ways} ways that are shown by words, {likely} that are only likely",
        roots=len(found.roots), nodes=len(nodes), ways=len(found.edges), likely=len(found.ties),
    )  # fmt: skip
    picture = el("svg", join(lines), join(marks), viewBox=f"0 0 {width} {height}", width=str(width), height=str(height), role="img", aria_label=said)
    return details(text(shelf.words.phrase("Who rests on whom, drawn")), picture, class_="lineage")


def lay_out(found: Lineage, nodes: list[str]) -> dict[str, tuple[int, int]]:
    """Place the nodes: a column for each step from the roots, those under one root near each other."""
    root_of = {document: position for position, origin in enumerate(found.roots) for document in (origin.root, *origin.documents)}
    columns: dict[int, int] = {}
    places = {}
    for node in sorted(nodes, key=lambda node: (found.depth.get(node, 0), root_of.get(node, len(found.roots)), node)):
        column = found.depth.get(node, 0)
        row = columns.get(column, 0)
        columns[column] = row + 1
        places[node] = (MARGIN_PX + column * COLUMN_PX, MARGIN_PX + row * ROW_PX)
    return places


def draw_edge(shelf: Shelf, edge: Derivation, places: dict[str, tuple[int, int]], kind: str) -> Html:
    """Draw one edge with its reason as title; nothing where an end is not drawn."""
    start, end = places.get(lift(shelf.corpus, edge.later)), places.get(lift(shelf.corpus, edge.earlier))
    if start is None or end is None or start == end:
        return NOTHING
    (x1, y1), (x2, y2) = start, end
    return el("line", Html(f"<title>{plain(retell(shelf.words, edge.why))}</title>"), x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def draw_node(shelf: Shelf, found: Lineage, node: str, place: tuple[int, int]) -> Html:
    """Draw one node: filled where own reporting is shown, hollow elsewhere; a document links to its text."""
    determined = any(origin.root == node and origin.determined for origin in found.roots)
    name = describe.name_node(shelf.corpus, node, shelf.words)
    short = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"
    dot = el("circle", Html(f"<title>{plain(name)}</title>"), cx=place[0], cy=place[1], r="5", class_="dot" if determined else "dot hollow")
    label = el("text", Html(plain(short)), x=place[0] + NAME_PX, y=place[1] + 4)
    number = shelf.anchors.numbers.get(node)
    return el("a", dot, label, href=f"#d{number}") if number else join([dot, label])
