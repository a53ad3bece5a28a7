"""Texts -> claims: carrying over, places, times, abstentions, and what must never come out."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.claims.read import read
from cotejo.records.abstention import Abstention
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.resolution import Interval


def document_of(text: str, language: str | None = "en", published: date | None = date(2024, 5, 20)) -> Document:
    interval = Interval(earliest=published, latest=published, basis="stated") if published else None
    return Document(capture="capture-1", text=text, external_id="1", language=language, published=interval, made_by="test@1")


def read_all(text: str, language: str = "en", published: date | None = date(2024, 5, 20)) -> tuple[list[Claim], Corpus]:
    document = document_of(text, language, published)
    corpus = Corpus.of([document, *read(document)])
    return sorted(corpus.claims.values(), key=lambda claim: claim.trigger.start), corpus


def only(claims: list[Claim], event_type: str) -> Claim:
    found = [claim for claim in claims if claim.event_type == event_type]
    assert len(found) == 1, [claim.event_type for claim in claims]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "event_type", "words"),
    [
        ("en", "Russian soldiers arrived in Bamako. They wear the uniform of the Malian army.", "CONCEAL", "Russian soldiers"),
        ("es", "Soldados rusos llegaron a Bamako. Visten el uniforme del ejército de Malí.", "CONCEAL", "Soldados rusos"),
        ("pt", "Soldados russos chegaram a Bamako. Vestem o uniforme do exército do Mali.", "CONCEAL", "Soldados russos"),
        ("ru", "Российские солдаты прибыли в Бамако. Они носят форму малийской армии.", "CONCEAL", "Российские солдаты"),
    ],
)
def test_subject_is_carried_over(language: str, text: str, event_type: str, words: str) -> None:
    claims, _ = read_all(text, language)
    actor = only(claims, event_type).actors[0]
    assert actor.state == "RU"
    assert actor.carried_from is not None
    assert actor.carried_from.exact == words


def test_soldiers_without_a_state_take_that_of_their_paragraph() -> None:
    claims, _ = read_all("Turkish troops are based in Tripoli. In March, a group of 80 soldiers installed radars in a barracks.")
    claim = only(claims, "SYSTEM_EMPLACED")
    assert claim.actors[0].state == "TR"
    assert claim.actors[0].carried_from is not None


def test_aircraft_are_counted_as_equipment_and_men_as_persons() -> None:
    claims, _ = read_all("Dos aviones militares rusos aterrizaron el sábado en Bamako con 99 uniformados a bordo.", "es")
    claim = only(claims, "ARRIVAL")
    assert claim.personnel is not None
    assert (claim.personnel.low, claim.personnel.high) == (99, 99)
    assert [(item.count.low, item.count.high) for item in claim.equipment if item.count] == [(2, 2)]


def test_capacity_is_no_head_count() -> None:
    claims, _ = read_all("A Russian military transport plane with room for 300 soldiers landed in Bamako.")
    assert all(claim.personnel is None or claim.personnel.low != 300 for claim in claims)


def test_home_army_at_home_is_no_claim() -> None:
    claims, _ = read_all("Nigerien troops were deployed in Niger. Nigerien soldiers patrol the streets in Niger.")
    assert claims == []


def test_publication_date_is_only_a_bound() -> None:
    claims, corpus = read_all("Chinese soldiers were seen in Tajikistan.")
    interval = corpus.time(claims[0].id)
    assert interval is not None
    assert (interval.earliest, interval.latest, interval.basis) == (None, date(2024, 5, 20), "publication_bound")


def test_without_any_date_nothing_bounds_it() -> None:
    claims, corpus = read_all("Chinese soldiers were seen in Tajikistan.", published=None)
    interval = corpus.time(claims[0].id)
    assert interval is not None
    assert (interval.earliest, interval.latest) == (None, None)


def test_post_inside_bounds_an_undated_text() -> None:
    text = "Chinese soldiers were seen in Tajikistan.\n— Ana Paz (@anapaz) January 14, 2020\n"
    claims, corpus = read_all(text, published=None)
    interval = corpus.time(claims[0].id)
    assert interval is not None
    assert interval.latest == date(2020, 1, 31)


def test_happening_of_long_ago_is_background() -> None:
    claims, _ = read_all("Cuban soldiers arrived in Angola in November 1975.")
    assert claims == []


def test_anonymous_site_lies_where_it_says() -> None:
    claims, _ = read_all("Iranian military advisers are staying in a hotel in Damascus.")
    claim = only(claims, "PRESENCE")
    assert claim.place is not None
    assert (claim.place.site_kind, claim.place.name, [span.exact for span in claim.place.within]) == ("hotel", None, ["Damascus"])


def test_place_beside_is_not_the_place() -> None:
    claims, _ = read_all("Russian soldiers set up a camp in Gedaref on the border with Ethiopia.")
    claim = claims[0]
    assert claim.place is not None
    assert "Ethiopia" not in [claim.place.span.exact, *(span.exact for span in claim.place.within)]


def test_capital_that_speaks_is_not_the_place() -> None:
    claims, _ = read_all("Moscow said Russian soldiers left Bamako.")
    claim = only(claims, "WITHDRAW")
    assert claim.place is not None
    assert claim.place.span.exact == "Bamako"


def test_quotation_in_another_language_is_read() -> None:
    text = "Russian soldiers are in Mali, a report says.\n“Visten el uniforme del ejército y realizan pruebas y mapas por la noche en los cuarteles.”"
    claims, _ = read_all(text)
    assert "SURVEY_RECON" in {claim.event_type for claim in claims}


def test_document_without_a_claim_abstains() -> None:
    document = document_of("It rained in Lisbon.")
    found = [record for record in read(document) if isinstance(record, Abstention)]
    assert [(record.subject, record.reason) for record in found] == [(document.id, "no_claim")]


def test_unsupported_language_abstains_by_name() -> None:
    document = document_of("Rosyjscy żołnierze przybyli do Bamako.", "pl")
    found = [record for record in read(document) if isinstance(record, Abstention)]
    assert [record.reason for record in found] == ["language_unsupported"]
    assert "pl" in found[0].detail


@pytest.mark.parametrize(
    "text",
    [
        "Russian soldiers arrived in Bamako " * 4_000,
        "Russian soldiers, who arrived, who left, " * 3_000,
        "“" * 5_000 + "Russian soldiers left Mali" + "”" * 5_000,
        "RUSSIAN SOLDIERS ARRIVED IN BAMAKO. " * 3_000,
    ],
    ids=["no full stop", "clauses", "quotes", "capitals"],
)
def test_long_texts_take_bounded_time(text: str) -> None:
    begun = time.process_time()
    for record in read(document_of(text)):
        assert record is not None
    assert time.process_time() - begun < 20


PIECES = [
    "Russian soldiers",
    "18",
    "arrived",
    "in",
    "Bamako",
    "не",
    "военные",
    "прибыли",
    "llegaron",
    "los",
    "“",
    "”",
    ",",
    ".",
    "\n",
    "they",
    "a hotel",
    "of",
    "2020",
    "\u202e",
    "é",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["en", "es", "pt", "ru"]))
def test_every_span_quotes_its_text(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    document = document_of(text, language)
    records = list(read(document))
    for claim in (record for record in records if isinstance(record, Claim)):
        spans = [claim.span, claim.trigger, *(actor.span for actor in claim.actors), *(item.span for item in claim.equipment)]
        for span in spans:
            span.check(text)
        assert claim.span.covers(claim.trigger)
    assert [record.id for record in records] == [record.id for record in read(document)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russian soldiers arrived in Bamako on Monday. Moscow denied it."),
        ("es", "Un buque de guerra iraní descargó misiles en Yemen. Teherán negó la entrega."),
        ("pt", "Drones iranianos sobrevoaram a Armênia. Teerã desmente."),
    ],
)
def test_bare_denial_is_the_claim_before_as_a_negative_one(language: str, text: str) -> None:
    claims, _ = read_all(text, language)
    assert [claim.polarity for claim in claims] == ["positive", "negative"]
    assert claims[0].event_type == claims[1].event_type
    assert claims[1].attribution is not None
    assert claims[1].personnel is None


def test_denial_with_a_content_of_its_own_is_not_bare() -> None:
    claims, _ = read_all("Russian soldiers arrived in Bamako. Paris denied that French troops had left Chad.")
    assert [(claim.event_type, claim.polarity) for claim in claims if claim.event_type == "ARRIVAL"] == [("ARRIVAL", "positive")]


def test_who_acted_is_carried_over_verbs_without_a_subject() -> None:
    claims, _ = read_all("Two Chinese frigates docked at Ream in Cambodia and mapped the seabed off the base.")
    assert {claim.actors[0].state for claim in claims} == {"CN"}
    assert "SURVEY_RECON" in {claim.event_type for claim in claims}


def test_host_is_whose_base_it_is() -> None:
    claims, _ = read_all("American troops will use four more Philippine bases.")
    assert only(claims, "BASE_USE").host == "PH"


def test_who_expels_is_the_host() -> None:
    claims, _ = read_all("El Gobierno nicaragüense expulsó a cuatro instructores militares rusos.", "es")
    assert only(claims, "EXPEL").host == "NI"


def test_idiom_hides_the_trigger_inside_it() -> None:
    claims, _ = read_all("Tropas rusas se hicieron con la base de Ménaka, en Malí, sin disparar un tiro.", "es")
    assert "FORCE_USED" not in {claim.event_type for claim in claims}
