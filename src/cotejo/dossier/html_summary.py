"""Assessed events -> the first page: what is claimed, where, when, on how many independent origins; and how to read it."""

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, el, join, rows, text
from cotejo.dossier.shelf import Shelf
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.records.origin import Assessment


def show_sentence(shelf: Shelf, statement: Statement, name: str = "p") -> Html:
    """Show a statement with why it is stale, links to everything that it cites, and its own id, which `cotejo explain` takes."""
    label = shelf.words.phrase("this sentence’s id")
    own = el("a", text("¶"), href=f"#{statement.id}", title=f"cotejo explain {statement.id}", class_="own", aria_label=label)
    why = shelf.margin.stale.get(statement.id, ())
    stale = el("em", text(f" {shelf.words.phrase('Stale')}: {'; '.join(why)}. "), class_="stale") if why else text(" ")
    told = text(shelf.told.get(statement.id, statement.text))
    return el(name, told, stale, shelf.anchors.cite(statement.citations), text(" "), own, class_="statement", id=statement.id)


def show_summary(shelf: Shelf) -> Html:
    """Show the case's own sentence and the table of its events."""
    sentences = [show_sentence(shelf, found) for found in shelf.sentences("case", "summary")]
    if not shelf.events:
        return join([*sentences, el("p", text(shelf.words.phrase("No happening is claimed in these documents.")))])
    heads = ("", *(shelf.words.phrase(name) for name in ("Claimed", "Where", "When", "Count", "Origins", "Verdict")))
    head, said = rows([text(name) for name in heads], head=True), shelf.words.phrase("What is claimed")
    body = join([show_row(shelf, number, event) for number, event in enumerate(shelf.events, start=1)])
    table = el("table", el("caption", text(said), class_="sr"), el("thead", head), el("tbody", body), class_="summary")
    return join([*sentences, el("div", table, class_="scroll", tabindex="0", role="region", aria_label=said), how_to_read(shelf)])


def show_row(shelf: Shelf, number: int, event: Event) -> Html:
    """Show one event as a row."""
    words, found = shelf.words, shelf.corpus.assessments.get(event.id)
    counted = event.low is not None or event.high is not None
    name = describe.capitalise(describe.describe_what(words, shelf.corpus, event))
    return el(
        "tr",
        el("td", text(str(number)), class_="n"),
        el("th", el("a", text(name), href=f"#{shelf.place_of(event)}"), scope="row"),
        el("td", text(place_cell(shelf, event))),
        el("td", show_time(shelf, event)),
        el("td", text(describe.describe_quantity(words, event.low, event.high, event.count_unit)))
        if counted
        else el("td", text("–"), class_="empty"),
        el("td", show_bounds(found), class_="n", data_label=words.phrase("Origins")),
        el("td", show_label(shelf, found), flag_names(shelf, found)),
    )


def show_time(shelf: Shelf, event: Event) -> Html:
    """Show a time, and what it stands on in small."""
    if event.time is None or (event.time.earliest is None and event.time.latest is None):
        return text(shelf.words.phrase("not dated"))
    when = text(describe.capitalise(describe.describe_interval(shelf.words, event.time, basis=False)))
    basis = shelf.words.pick("time", event.time.basis).strip(" ()")
    return join([when, el("span", text(basis), class_="kind block")])


def place_cell(shelf: Shelf, event: Event) -> str:
    """Write an event's place for a table cell."""
    if event.place is None:
        return shelf.words.pick("precision", None)
    return f"{describe.name_place(shelf.words, event.place)} ({shelf.words.pick('precision', event.place.precision)})"


def show_bounds(found: Assessment | None) -> Html:
    """Show lo..hi: one figure where both are the same."""
    if found is None:
        return text("–")
    return el("strong", text(str(found.lo) if found.lo == found.hi else f"{found.lo}–{found.hi}"), class_="bounds")


def show_label(shelf: Shelf, found: Assessment | None) -> Html:
    """Show a label; its kind also shows as a shape, not by colour alone."""
    if found is None:
        return text(shelf.words.phrase("not assessed"))
    return el("span", text(shelf.words.pick("label", found.label)), class_=f"label {found.label.replace(' ', '-')}")


def flag_names(shelf: Shelf, found: Assessment | None) -> Html:
    """Show the names of an event's flags, each once."""
    names = list(dict.fromkeys(flag.name for flag in found.flags)) if found else []
    return el("span", text(" " + ", ".join(shelf.words.pick("flag_name", name).lower() for name in names)), class_="flags") if names else NOTHING


def how_to_read(shelf: Shelf) -> Html:
    """Explain the figures, once."""
    points = (
        ("Origins, lo–hi", "reports that do not rest on each other. The lower figure counts only those that show reporting of their own."),
        ("No dependence found", "means in this archive. A source that is not in it may still stand behind two of them."),
        ("Small numbers behind a sentence", "open the passage it rests on: text number, colon, character. Every text is in this file."),
        ("¶", "is a sentence’s own address: `cotejo explain CASE ID` with the id in it walks down to the archived bytes."),
        ("Precision", "is drawn: a month is a bar, an open end fades, hatching means bounded only by publication, an area is never a dot."),
    )  # fmt: skip
    return el(
        "dl",
        join([join([el("dt", text(shelf.words.phrase(term))), el("dd", text(shelf.words.phrase(said)))]) for term, said in points]),
        class_="howto",
    )
