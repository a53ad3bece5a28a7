"""Pictures that a check found to be one tie the documents that show them, softly; what only looks alike ties nothing."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import MADE_BY, Desk, interval, on, run

from cotejo.records.document import Capture
from cotejo.records.evidence import Finding, Measure

FACTS = {"place": "Rubio", "first": on("2019-08-23"), "last": on("2019-08-23")}


def picture(desk: Desk, name: str, digest: str, film: str | None = None) -> Capture:
    made = Capture(
        url=f"file:{name}", fetched_at=None, sha256=digest * 64, media_type="image/jpeg", size_bytes=1, locator=name, derived_from=film, made_by=MADE_BY
    )  # fmt: skip
    desk.records.append(made)
    return made


def likeness(desk: Desk, *digests: str, **measured: float) -> None:
    desk.records.append(
        Finding(
            check="picture_reuse", subject="x", facet="image_originality", verdict="silent", reason="ambiguous", basis="They look alike.",
            measures=tuple(Measure(name=name, value=value, unit="bit") for name, value in measured.items()), scope="-",
            inputs=tuple(digest * 64 for digest in digests), made_by=MADE_BY,
        )
    )  # fmt: skip


def two_reports(**measured: float):
    desk = Desk()
    whole, cut = picture(desk, "whole.jpg", "a"), picture(desk, "cut.jpg", "b")
    for name, words, shown, day in (("first", "Radars stand at Rubio", whole, "2019-08-25"), ("later", "Антенны стоят в Рубио", cut, "2019-08-27")):
        document = desk.document(name, f"{words}.", outlet=f"Outlet {name}", day=on(day), media=(shown.id,))
        desk.claim(document, words, "SYSTEM_EMPLACED", **FACTS)
    if measured:
        likeness(desk, "a", "b", **measured)
    return run(desk.records)


@pytest.mark.parametrize("measured", [{"shared_points": 24.0}, {"pdq_distance": 12.0}, {"pdq_distance": 58.0, "shared_points": 9.0}])
def test_a_picture_that_was_cut_or_worked_over_ties_the_later_report_to_the_earlier(measured):
    corpus = two_reports(**measured)
    (edge,) = [one for one in corpus.derivations.values() if one.rule == "media.near"]
    assert edge.strength == "soft"
    assert (corpus.documents[edge.later].external_id, corpus.documents[edge.earlier].external_id) == ("later", "first")
    (event,) = corpus.events
    assert [origin.merged != () for origin in corpus.origins.values() if origin.event == event and origin.detail is None] == [True, True]


@pytest.mark.parametrize("measured", [{}, {"pdq_distance": 45.0}])
def test_pictures_that_only_look_alike_tie_nothing(measured):
    corpus = two_reports(**measured)
    assert not corpus.derivations
    (event,) = corpus.events
    assert interval(corpus, event)[1] == 2


def test_a_frame_of_a_film_ties_those_that_show_the_film():
    desk = Desk()
    film = picture(desk, "film.mp4", "f")
    picture(desk, "frame.jpg", "a", film=film.id)
    still = picture(desk, "still.jpg", "b")
    for name, shown, day in (("first", film, "2019-08-25"), ("later", still, "2019-08-27")):
        document = desk.document(name, f"Nothing in common, {name}.", outlet=f"Outlet {name}", day=on(day), media=(shown.id,))
        desk.claim(document, f"Nothing in common, {name}", "SYSTEM_EMPLACED", **FACTS)
    likeness(desk, "a", "b", pdq_distance=10.0)
    (edge,) = run(desk.records).derivations.values()
    assert edge.rule == "media.near"


def test_an_old_picture_in_a_report_on_another_happening_is_no_tie():
    desk = Desk()
    whole, cut = picture(desk, "whole.jpg", "a"), picture(desk, "cut.jpg", "b")
    for name, kind, shown, day in (("first", "SYSTEM_EMPLACED", whole, "2019-08-25"), ("later", "ARRIVAL", cut, "2020-01-27")):
        document = desk.document(name, f"Much is going on at Rubio, {name}.", outlet=f"Outlet {name}", day=on(day), media=(shown.id,))
        desk.claim(document, "Much is going on at Rubio", kind, place="Rubio", first=on(day), last=on(day))
    likeness(desk, "a", "b", shared_points=200.0)
    assert not [one for one in run(desk.records).derivations.values() if one.rule == "media.near"]
