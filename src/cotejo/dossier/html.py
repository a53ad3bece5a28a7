"""Corpus -> the dossier: one HTML file that loads nothing, runs nothing, prints, and opens every sentence's passage inside itself."""

from collections.abc import Callable, Sequence
from importlib.resources import files

from cotejo.dossier import describe
from cotejo.dossier.changes import Change
from cotejo.dossier.html_elements import NOTHING, Html, el, join, text
from cotejo.dossier.html_events import show_events, show_gone
from cotejo.dossier.html_likenesses import show_likenesses
from cotejo.dossier.html_map import show_map
from cotejo.dossier.html_pictures import show_exhibits
from cotejo.dossier.html_reader import crossing_rules, show_texts
from cotejo.dossier.html_sources import show_documents, show_sources, show_undecided
from cotejo.dossier.html_summary import show_summary
from cotejo.dossier.html_timeline import show_patterns, show_timeline
from cotejo.dossier.margin import Margin
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.wording import BASE, Wording
from cotejo.records.corpus import Corpus

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render(  # noqa: PLR0913, PLR0917 - what a page is made of
    corpus: Corpus,
    title: str,
    blob: Callable[[str], bytes],
    changes: Sequence[Change] = (),
    head: str = "",
    language: str = BASE,
    margin: Margin | None = None,
) -> str:
    """Write the dossier of a corpus.

    Args:
        corpus: all records of a case; events without an assessment are shown as not assessed.
        title: the case's name, as text.
        blob: SHA-256 -> archived bytes, for the small pictures only; may raise OSError or EvidenceError, then a picture is only named.
        changes: why the counts of events are not what they were at the run before.
        language: of sentences and labels; quotations stay as they are.
        margin: what persons wrote beside sentences and claims.
        head: the last entry of the case's log, printed at the end: it stands for all that was done before.
    """
    shelf = Shelf.of(corpus, changes, Wording.load(language), margin)
    say = shelf.words.phrase
    parts = (
        ("summary", say("Summary"), show_summary(shelf)),
        ("timeline", say("Timeline"), show_timeline(shelf)),
        ("map", say("Map"), show_map(shelf)),
        ("happenings", say("Happenings"), join([show_events(shelf), show_gone(shelf)])),
        ("undecided", say("What could not be decided"), show_undecided(shelf)),
        ("sources", say("Sources"), show_sources(shelf)),
        ("exhibits", say("Pictures and tracks"), join([show_exhibits(shelf, blob), show_likenesses(shelf, blob)])),
        ("documents", say("Documents"), show_documents(shelf)),
        ("texts", say("Texts"), show_texts(shelf)),
    )
    sections = join([el("section", el("h2", text(name)), inside, id=key, class_="part") for key, name, inside in parts])
    contents = el("nav", el("ol", join([el("li", el("a", text(name), href=f"#{key}")) for key, name, _ in parts])), aria_label=say("Contents"))
    body = el(
        "body",
        el("a", text(say("Skip to the summary")), href="#summary", class_="skip"),
        show_patterns(),
        show_head(shelf, title),
        contents,
        el("main", sections),
        show_foot(shelf, head),
    )
    return f"<!DOCTYPE html>\n{el('html', make_head(shelf, title), body, lang=shelf.words.language)}\n"


def make_head(shelf: Shelf, title: str) -> Html:
    """Build the head: policy first, then the one style sheet."""
    style = files("cotejo.dossier").joinpath("assets", "dossier.css").read_text(encoding="utf-8")
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", text(f"{title} – {shelf.words.phrase('dossier')}")),
        Html(f"<style>{style}{crossing_rules(shelf.anchors)}</style>"),
    )


def show_head(shelf: Shelf, title: str) -> Html:
    """Show the title and what the dossier stands on."""
    corpus = shelf.corpus
    days = sorted(
        day
        for document in corpus.documents.values()
        if document.published
        for day in (document.published.latest or document.published.earliest,)
        if day
    )
    bounds = [describe.describe_day(shelf.words, day) for day in (days[:1] + days[-1:])]
    reach = shelf.words.say("origins.reach", first=bounds[0], last=bounds[1]) if bounds else ""
    happenings = shelf.words.say("case.claimed", number=len(shelf.events), count=len(shelf.events))
    cited = shelf.words.say("origins.cited", number=len(shelf.anchors.numbers), count=len(shelf.anchors.numbers))
    held = shelf.words.phrase("{cited} of {count} in the archive", cited=cited, count=len(corpus.documents))
    line = f"{happenings} · {held}{reach}"
    return el(
        "header",
        el("p", text(shelf.words.phrase("Dossier")), class_="eyebrow"),
        el("h1", text(title)),
        el("p", text(line), class_="about") if line else NOTHING,
        class_="top",
    )


def show_foot(shelf: Shelf, head: str) -> Html:
    """Say what the file is and is not, and where the log stood when it was written."""
    said = shelf.words.phrase(
        "This file runs no program and loads nothing from elsewhere. It records what is claimed, by whom, and on whose word; "
        "it does not say that a claim is true. Borders on the map are no claim."
    )
    seal = (
        el("p", text(shelf.words.phrase("The log of its archive ended, when this was written, with: ")), el("code", text(head)), class_="seal")
        if head
        else NOTHING
    )
    return el("footer", el("p", text(said)), seal)
