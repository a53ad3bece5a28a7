"""What a program read off a picture is no origin: it rests on what shows the picture, whoever is named in it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import msgspec
import pytest
from building import MADE_BY, Desk, interval, on, run

from cotejo.records.document import Capture, Document, Making

FACTS = {"place": "Rubio", "first": on("2019-08-23"), "last": on("2019-08-23")}
SENTENCE = "Some 80 men put up radars at Rubio on 23 August 2019"


def picture(desk: Desk, film: str | None = None) -> Capture:
    made = Capture(
        url="file:post.png", fetched_at=None, sha256="0" * 64, media_type="image/png", size_bytes=1, locator="post.png", derived_from=film,
        made_by=MADE_BY,
    )  # fmt: skip
    desk.records.append(made)
    return made


def pictured(desk: Desk, capture: Capture, text: str) -> Document:
    """A text read off a picture, as `evidence.transcribe` makes it."""
    plain = desk.document("post.png!text", text)
    desk.records.remove(plain)
    made = msgspec.structs.replace(plain, capture=capture.id, making=Making(derived_from=capture.id, tool="tesseract", version="5.3.0"))
    desk.records.append(made)
    return made


def article(desk: Desk, name: str, *, media=(), text: str | None = None, day: str = "2019-08-25"):
    document = desk.document(name, text or f"{SENTENCE}, reports {name}.", outlet=name, day=on(day), media=media)
    if SENTENCE in document.text:
        desk.claim(document, SENTENCE, "SYSTEM_EMPLACED", count=(80, 80), **FACTS)
    return document


def read_off(desk: Desk, capture: Capture, *, named: bool) -> Document:
    words = "In the fort of Rubio 80 Russians mounted radars"
    document = pictured(desk, capture, f"{words}, General Pedro Paz said.\nWe saw it ourselves.")
    by = desk.attribution(document, "General Pedro Paz", "person", key="person:pedro-paz") if named else None
    desk.claim(document, words, "SYSTEM_EMPLACED", by=by, count=(80, 80), voice_act=None if named else "OBSERVE", **FACTS)
    return document


@pytest.mark.parametrize("named", [False, True])
def test_it_rests_on_the_document_that_shows_the_picture_and_changes_no_count(named: bool) -> None:  # noqa: FBT001 - pytest gives it
    desk = Desk()
    shot = picture(desk)
    shows = article(desk, "Norte", media=(shot.id,))
    before = run(desk.records)
    told = read_off(desk, shot, named=named)
    after = run(desk.records)
    (event,) = after.events
    assert interval(after, event) == interval(before, next(iter(before.events)))
    assert {told.id, shows.id} <= {document for origin in after.origins.values() for document in origin.documents}
    assert [(edge.later, edge.earlier, edge.strength) for edge in after.derivations.values() if edge.rule == "picture.text"] == [
        (told.id, shows.id, "hard")
    ]


@pytest.mark.parametrize("named", [False, True])
def test_where_its_document_says_nothing_of_it_that_document_is_the_undetermined_root(named: bool) -> None:  # noqa: FBT001 - pytest gives it
    desk = Desk()
    shot = picture(desk)
    shows = article(desk, "Norte", media=(shot.id,), text="A picture goes round. A shopkeeper told this newspaper that rents rose.")
    desk.attribution(shows, "A shopkeeper", "unnamed", key="unnamed:outlet:norte/shopkeeper", rule="own.told_us")
    read_off(desk, shot, named=named)
    corpus = run(desk.records)
    (event,) = corpus.events
    assert interval(corpus, event) == (0, 1)
    assert {origin.root for origin in corpus.origins.values() if origin.event == event and origin.detail is None} == {shows.id}


def test_a_picture_that_nobody_shows_is_a_report_that_is_not_archived() -> None:
    desk = Desk()
    read_off(desk, picture(desk), named=True)
    corpus = run(desk.records)
    (event,) = corpus.events
    assert interval(corpus, event) == (0, 1)
    assert {origin.root for origin in corpus.origins.values() if origin.detail is None} == {"ghost:picture:post.png"}


def test_a_frame_rests_on_who_shows_its_film_and_nothing_rests_on_a_pictures_text() -> None:
    desk = Desk()
    film = Capture(url="file:a.mp4", fetched_at=None, sha256="1" * 64, media_type="video/mp4", size_bytes=1, locator="a.mp4", made_by=MADE_BY)
    desk.records.append(film)
    shows = article(desk, "Norte", media=(film.id,))
    words = f"{SENTENCE}; trucks with long boxes came at night and part of the barracks was closed even to its own men."
    told = pictured(desk, picture(desk, film.id), words)
    desk.claim(told, SENTENCE, "SYSTEM_EMPLACED", count=(80, 80), **FACTS)
    copy = article(desk, "Sur", text=words, day="2019-08-29")
    corpus = run(desk.records)
    assert {edge.earlier for edge in corpus.derivations.values() if edge.later == told.id and edge.rule == "picture.text"} == {shows.id}
    assert not [edge for edge in corpus.derivations.values() if edge.earlier == told.id]
    assert [edge.earlier for edge in corpus.derivations.values() if edge.later == told.id and edge.rule.startswith("copy")] == [copy.id]
