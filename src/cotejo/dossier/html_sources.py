"""Corpus -> tables behind the dossier: sources and whom they repeat, documents with their hashes, exhibits, and what was left undecided."""

from collections import defaultdict

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, rows, text
from cotejo.dossier.retold import retell
from cotejo.dossier.shelf import Shelf
from cotejo.records.abstention import Abstention
from cotejo.records.document import Document

MAX_LISTED = 200  # abstentions of one kind shown one by one; the rest is counted


def show_sources(shelf: Shelf) -> Html:
    """Show each outlet: how many claims it carries, of which origins it is the carrier, and whom it repeats."""
    corpus = shelf.corpus
    outlets: dict[str, list[Document]] = defaultdict(list)
    for key in shelf.anchors.numbers:
        outlets[describe.name_document(corpus.documents[key])].append(corpus.documents[key])
    body = [source_row(shelf, name, documents) for name, documents in sorted(outlets.items(), key=lambda item: item[0].casefold())]
    head = rows([text(shelf.words.phrase(name)) for name in ("Outlet", "Texts", "Origins that it carries", "Rests on")], head=True)
    return scroll(el("table", el("thead", head), el("tbody", rows(*body)), class_="small"), shelf.words.phrase("Sources"))


def scroll(table: Html, name: str) -> Html:
    """Let a wide table scroll in itself, also by keyboard."""
    return el("div", table, class_="scroll", tabindex="0", role="region", aria_label=name)


def source_row(shelf: Shelf, name: str, documents: list[Document]) -> list[Html]:
    """Build the row of one outlet."""
    corpus, keys = shelf.corpus, {document.id for document in documents}
    carried = {
        (shelf.numbers[origin.event], origin.name)
        for origin in corpus.origins.values()
        if origin.detail is None and origin.event in shelf.numbers and any(piece.span and piece.span.document in keys for piece in origin.evidence)
    }
    repeated = sorted(
        {describe.name_node(corpus, edge.earlier, shelf.words) for key in keys for edge in corpus.edges_by_document.get(key, ())} - {name}
    )
    numbers = [el("a", text(str(shelf.anchors.numbers[document.id])), href=f"#d{shelf.anchors.numbers[document.id]}") for document in documents]
    origins = [el("li", el("a", text(f"{number}"), href=f"#e{number}"), text(f": {origin}")) for number, origin in sorted(carried)]
    return [text(name), join(numbers, ", "), el("ul", join(origins)) if origins else text("–"), text("; ".join(repeated) or "–")]


def show_documents(shelf: Shelf) -> Html:
    """Show every cited document with its capture: address, hash, size, publication, language."""
    heads = ("Document", "Published", "Language", "Address", "SHA-256 of the archived bytes")
    head = rows([text(name) for name in ("", *(shelf.words.phrase(name) for name in heads))], head=True)
    body = [document_row(shelf, key, number) for key, number in sorted(shelf.anchors.numbers.items(), key=lambda item: item[1])]
    silent = len(shelf.corpus.documents) - len(body)
    note = el(
        "p",
        text(
            shelf.words.phrase(
                "{cited} of {count} archived documents are cited; {silent} hold nothing that was read as a claim.",
                cited=len(body),
                count=len(shelf.corpus.documents),
                silent=silent,
            )
        ),
        class_="note",
    )
    return join([scroll(el("table", el("thead", head), el("tbody", rows(*body)), class_="small documents"), shelf.words.phrase("Documents")), note])


def document_row(shelf: Shelf, key: str, number: int) -> list[Html]:
    """Build the row of one document."""
    document = shelf.corpus.documents[key]
    capture = shelf.corpus.captures.get(document.capture)
    words, fetched = shelf.words, ""
    if capture:
        moment = capture.fetched_at
        fetched = words.phrase("fetched {moment}", moment=moment.isoformat()) if moment else words.phrase("handed over as a file")
    name = el("span", text(document.title or document.external_id), lang=document.language)
    return [
        el("a", text(str(number)), href=f"#d{number}"),
        join([name, el("span", text(f"{describe.name_document(document)} · {document.external_id}"), class_="kind")]),
        text(
            describe.describe_interval(words, document.published, basis=False).removeprefix(words.say("time.on", day=""))
            if document.published
            else words.phrase("not known")
        ),
        text(words.pick("language_name", document.language) if document.language else words.phrase("not recognised")),
        join([el("span", text(document.url or (capture.url if capture else "") or "–"), class_="address"), el("span", text(fetched), class_="kind")]),
        el("code", text(capture.sha256), class_="hash") if capture else text(words.phrase("capture not in this export")),
    ]


def show_undecided(shelf: Shelf) -> Html:
    """Show what was left undecided, grouped by stage and reason."""
    grouped: dict[tuple[str, str], list[Abstention]] = defaultdict(list)
    for found in shelf.corpus.abstentions.values():
        grouped[found.stage, found.reason].append(found)
    if not grouped:
        return el("p", text(shelf.words.phrase("Nothing was left undecided.")))
    parts = []
    for (stage, reason), entries in sorted(grouped.items()):
        ordered = sorted(entries, key=lambda found: (subject_name(shelf, found), found.detail, found.id))
        items = [el("li", text(f"{say_undecided(shelf, found)} "), shelf.anchors.cite(found.spans)) for found in ordered[:MAX_LISTED]]
        more = (
            el("p", text(shelf.words.phrase("and {count} more; see the export `jsonl`.", count=len(ordered) - MAX_LISTED)), class_="note")
            if len(ordered) > MAX_LISTED
            else NOTHING
        )
        summary = join([el("strong", text(shelf.words.pick("undecided", reason))), text(f" · {len(entries)} · {shelf.words.pick('stage', stage)}")])
        parts.append(details(summary, el("ul", join(items)), more))
    return el("div", join(parts), class_="undecided")


def say_undecided(shelf: Shelf, found: Abstention) -> str:
    """Say what was left undecided and why; a detail that names its subject itself stands alone."""
    name = subject_name(shelf, found)
    detail = retell(shelf.words, found.detail)
    return detail if detail.startswith(name) else f"{name}: {detail}"


def subject_name(shelf: Shelf, found: Abstention) -> str:
    """Name what an abstention is about, for readers."""
    corpus, subject = shelf.corpus, found.subject
    if subject in shelf.numbers:
        return shelf.words.phrase("Happening {number}", number=shelf.numbers[subject])
    if subject in corpus.claims:
        return f"“{corpus.claims[subject].span.exact[:60]}” ({describe.name_document(corpus.document_of(subject))})"
    if subject in corpus.attributions:
        hop = corpus.attributions[subject]
        return f"{hop.source.name or shelf.words.phrase('a source')} ({describe.name_document(corpus.documents[hop.document])})"
    if subject in corpus.documents:
        return corpus.documents[subject].external_id
    capture = corpus.captures.get(corpus.exhibits[subject].capture if subject in corpus.exhibits else subject)
    return (capture.locator or capture.url) if capture else subject
