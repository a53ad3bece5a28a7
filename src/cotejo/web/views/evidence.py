"""An exhibit's id -> its page: the picture (grey, veiled until asked for) or track, who shows it, and what checks say of it."""

from cotejo.dossier import describe
from cotejo.web.asked import Asked, Missing, Page, Sent
from cotejo.web.desk import Desk
from cotejo.web.pictures import make_safe
from cotejo.web.routes import Field, Route
from cotejo.web.views.event import finding_of


def show_exhibits(desk: Desk, asked: Asked) -> Page:
    """List all pictures and tracks."""
    corpus = desk.look().corpus
    rows = [
        {
            "id": one.id, "kind": asked.words.pick("exhibit", one.exhibit_kind),
            "file": corpus.captures[one.capture].locator or corpus.captures[one.capture].url if one.capture in corpus.captures else one.capture,
            "documents": len(corpus.documents_by_exhibit.get(one.id, ())),
        }
        for one in corpus.exhibits.values()
    ]  # fmt: skip
    return Page(template="exhibits.html", title=asked.phrases.say("Pictures and tracks"), view={"exhibits": rows})


def show_exhibit(desk: Desk, asked: Asked) -> Page:
    """Is the photo old, did the aircraft land?"""
    laid, words = desk.look(), asked.words
    corpus = laid.corpus
    exhibit = corpus.exhibits.get(asked.names["id"])
    if exhibit is None:
        raise Missing(f"no picture or track {asked.names['id']} in this case.")
    capture = corpus.captures.get(exhibit.capture)
    digest = capture.sha256 if capture else ""
    found = [one for one in corpus.findings.values() if one.subject == exhibit.id or (digest and digest in one.inputs)]
    shown = [corpus.documents[key] for key in corpus.documents_by_exhibit.get(exhibit.id, ()) if key in corpus.documents]
    return Page(
        template="exhibit.html",
        title=f"{describe.capitalise(words.pick('exhibit', exhibit.exhibit_kind))} {(capture.locator or capture.url) if capture else ''}",
        view={
            "exhibit": {"id": exhibit.id, "kind": exhibit.exhibit_kind},
            "capture": capture,
            "shown_by": [
                {"id": one.id, "name": describe.name_document(one), "published": describe.describe_interval(words, one.published, basis=False)}
                for one in sorted(shown, key=describe.published_first)
            ],
            "findings": [finding_of(laid, words, one) for one in found],
            "unveiled": asked.one("show") == "1",
        },
    )


def send_picture(desk: Desk, asked: Asked) -> Sent:
    """Send a picture made anew from its pixels: no metadata, no other content, in shades of grey unless asked for."""
    corpus = desk.look().corpus
    capture = corpus.captures.get(asked.names["id"])
    if capture is None or not capture.media_type.startswith("image/"):
        raise Missing("no picture has this address.")
    return Sent(make_safe(desk.case.blobs.read(capture.sha256), grey=asked.one("colour") != "1"), "image/png", sandbox=True)


ROUTES = (
    Route("/e", show_exhibits, "all pictures and tracks"),
    Route("/e/{id}", show_exhibit, "one picture or track, with what checks say of it", fields=(Field("show", "1: lift the veil"),)),
    Route("/picture/{id}", send_picture, "a picture, made anew from its pixels", media_type="image/png", fields=(Field("colour", "1: in colour"),)),
)
