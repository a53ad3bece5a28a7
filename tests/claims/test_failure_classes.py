"""The failures of existing coders of events (claims.md), each with five sentences in each language: none may come back.

A class whose sentences hold a happening also asks that it is read: silence is no answer.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

from cotejo.claims.read import read
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.text.folding import fold

FOLDER = Path(__file__).parent / "failures"
PUBLISHED = date(2024, 3, 15)
LANGUAGES = ("en", "es", "pt", "ru")


class Read(NamedTuple):
    """What was read in a text."""

    claims: list[Claim]
    voices: list[Attribution]
    places: dict[str, Place]
    times: dict[str, Interval]


def cases(name: str) -> list[ParameterSet]:
    """Language, text and the further fields of each line of a class."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get(name, {})
        for language in LANGUAGES:
            for number, line in enumerate(rows.get(language, "").strip().splitlines()):
                text, *fields = (part.strip() for part in line.split(" | "))
                found.append(pytest.param(language, text, *fields, id=f"{language}{number}"))
    return found


def read_text(text: str, language: str, outlet: str | None = None) -> Read:
    day = Interval(earliest=PUBLISHED, latest=PUBLISHED, basis="stated", granularity="day")
    document = Document(capture="capture-test", text=text, external_id="test", language=language, outlet=outlet, published=day, made_by="test")
    records = list(read(document))
    resolved = [each for each in records if isinstance(each, Resolution)]
    return Read(
        [each for each in records if isinstance(each, Claim)],
        [each for each in records if isinstance(each, Attribution)],
        {each.subject: each.value for each in resolved if isinstance(each.value, Place)},
        {each.subject: each.value for each in resolved if isinstance(each.value, Interval)},
    )


def listed(words: str) -> list[str]:
    return [] if words == "-" else [word.strip() for word in words.split(",")]


def named_places(found: Read) -> list[str]:
    """Words of the places of all claims."""
    sites = [claim.place for claim in found.claims if claim.place]
    return [span.exact for site in sites for span in (site.name, *site.within) if span]


def test_there_are_five_of_each_class_in_each_language():
    names = {name for path in FOLDER.glob("*.toml") for name in tomllib.loads(path.read_text(encoding="utf-8"))}
    assert len(names) == 13
    for name in names:
        found = [case.values[0] for case in cases(name)]
        assert {language: found.count(language) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, 5), name


@pytest.mark.parametrize(("language", "text", "host", "wrong"), cases("aggressor_as_place"))
def test_whose_force_it_is_does_not_say_where_it_is(language, text, host, wrong):
    found = read_text(text, language)
    assert host in {claim.host for claim in found.claims}
    assert {claim.host for claim in found.claims} <= {host}
    assert not [place for place in named_places(found) if place in listed(wrong)]


@pytest.mark.parametrize(("language", "text", "host", "dateline"), cases("dateline_as_place"))
def test_a_dateline_is_no_place_of_what_happened(language, text, host, dateline):
    found = read_text(text, language)
    assert {claim.host for claim in found.claims} == {host}
    assert dateline not in named_places(found)


@pytest.mark.parametrize(("language", "text", "host", "person"), cases("person_as_place"))
def test_a_person_is_no_place(language, text, host, person):
    found = read_text(text, language)
    assert {claim.host for claim in found.claims} == {host}
    assert not [place for place in named_places(found) if person in place]
    assert any(person in voice.source.name for voice in found.voices)


@pytest.mark.parametrize(("language", "text", "right", "_"), cases("wrong_province"))
def test_the_town_is_in_the_province_that_the_text_gives(language, text, right, _):
    found = read_text(text, language)
    country, admin1 = listed(right)
    places = list(found.places.values())
    assert places
    assert {(place.country, fold(place.admin1 or "")) for place in places} == {(country, fold(admin1))}


@pytest.mark.parametrize(("language", "text", "trigger", "wrong"), cases("focus_place"))
def test_what_the_text_is_about_is_not_where_each_thing_happened(language, text, trigger, wrong):
    found = read_text(text, language)
    told = [claim for claim in found.claims if trigger in claim.span.exact]
    assert told
    assert not [place for place in named_places(found) if place.startswith(wrong)]


@pytest.mark.parametrize(("language", "text", "host", "outlet"), cases("publisher_country"))
def test_the_outlets_country_is_not_the_host(language, text, host, outlet):
    name, country = listed(outlet)
    found = read_text(text, language, outlet=name)
    assert found.claims
    assert {claim.host for claim in found.claims} == {None if host == "-" else host}
    assert country not in {place.country for place in found.places.values()}


@pytest.mark.parametrize(("language", "text", "year"), cases("old_as_current"))
def test_an_old_event_stays_in_its_year(language, text, year):
    found = read_text(text, language)
    assert all(found.times[claim.id].latest and found.times[claim.id].latest.year <= int(year) for claim in found.claims)
    assert {claim.tense for claim in found.claims} <= {"past"}


@pytest.mark.parametrize(("language", "text"), cases("state_visit"))
def test_a_state_visit_is_no_deployment(language, text):
    assert read_text(text, language).claims == []


@pytest.mark.parametrize(("language", "text"), cases("publication_as_date"))
def test_no_date_is_made_of_the_publication(language, text):
    found = read_text(text, language)
    assert found.claims
    for claim in found.claims:
        assert claim.time is None
        assert (found.times[claim.id].basis, found.times[claim.id].earliest) == ("publication_bound", None)


@pytest.mark.parametrize(("language", "text", "state"), cases("substring"))
def test_a_name_inside_a_word_is_no_name(language, text, state):
    found = read_text(text, language)
    assert state not in {claim.host for claim in found.claims}
    assert state not in {actor.state for claim in found.claims for actor in claim.actors}
    assert state not in {place.country for place in found.places.values()}


@pytest.mark.parametrize(("language", "text"), cases("no_fact"))
def test_what_is_denied_or_only_thought_of_is_no_fact(language, text):
    for claim in read_text(text, language).claims:
        assert claim.polarity == "negative" or claim.tense in {"future", "hypothetical"} or claim.stances[-1].speech_act in {"DEMAND", "DENY"}


@pytest.mark.parametrize(("language", "text", "number"), cases("capacity"))
def test_room_for_so_many_is_no_head_count(language, text, number):
    found = read_text(text, language)
    assert found.claims
    assert not [claim for claim in found.claims if claim.personnel and int(number) in {claim.personnel.low, claim.personnel.high}]


@pytest.mark.parametrize(("language", "text", "account", "outlet"), cases("account_as_outlet"))
def test_an_account_is_not_the_broadcaster_whose_name_it_carries(language, text, account, outlet):
    found = read_text(text, language)
    sources = {voice.source.name: voice.source.kind for voice in found.voices}
    assert sources.get(account) == "account"
    assert outlet not in sources
