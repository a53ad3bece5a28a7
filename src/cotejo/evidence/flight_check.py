"""Tracks of a case against its claims -> findings: which aircraft a claim speaks of, what each did, and how many there were."""

from collections.abc import Callable, Iterator

import numpy as np

from cotejo.evidence.aircraft import Identity, flown, identify, plain
from cotejo.evidence.asked import OFF_WINDOW_H, Asked, ask
from cotejo.evidence.histories import Film, History, films
from cotejo.evidence.landing import Facts, judge
from cotejo.evidence.legs import judge_legs
from cotejo.evidence.registers import address_of
from cotejo.evidence.scopes import say, scope_note
from cotejo.evidence.witnesses import witnesses
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Finding, Measure

SHOWN_CRAFTS = 5  # a document that shows a file of more aircraft shows no particular one of them
NEAR_M = 400_000.0  # an aircraft of the state that never comes nearer in the file is not looked at
Hit = tuple[Film, History, Identity]


def check_flights(corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Check every claim against every aircraft of the case's tracks that it speaks of.

    Abstains with the exhibit as subject: unreadable, airframe_list (it lists airframes only), below_quality (rows that no aircraft can have flown).
    """
    readable = []
    for film in films(corpus, blob):
        if isinstance(film, Film):
            readable.append(film)
        else:
            yield Abstention(stage="evidence.check", subject=film[0].id, reason="unreadable", detail=film[1], made_by=made_by)
    listed = airframes(readable)
    for claim in corpus.claims.values():
        asked = ask(corpus, claim)
        if asked is None or not readable:
            continue
        hits = [hit for film in readable for hit in answer(film, asked, listed)]
        for film, history, identity in best_of_each(hits, asked):
            for facts in judge(history, identity, asked):
                yield find("landing", asked, film, facts, made_by, corpus)
            for check, facts in judge_legs(history, identity, asked):
                yield find(check, asked, film, facts, made_by, corpus)
        yield from count(hits, asked, made_by, corpus)
    for film in readable:
        yield from refusals(film, made_by)


def refusals(film: Film, made_by: str) -> Iterator[Abstention]:
    """What a readable file cannot say: it lists airframes only, or none of the rows of an aircraft that was asked for can be trusted."""
    reasons = []
    if film.flown.airframes:
        detail = f"a list of {len(film.flown.airframes)} airframes: it says which address is whose, and is used for the identity of tracks"
        reasons.append(("airframe_list", detail))
    if film.refused:
        named = ((film.crafts[index].icao_hex or film.crafts[index].registration, why) for index, why in sorted(film.refused.items()))
        reasons.append(("below_quality", "; ".join(f"{name}: {why}" for name, why in named)))
    for reason, detail in reasons:
        yield Abstention(stage="evidence.check", subject=film.exhibit.id, reason=reason, detail=detail, made_by=made_by)


def best_of_each(hits: list[Hit], asked: Asked) -> Iterator[Hit]:
    """One aircraft of each file: the one that is named, else the one that did what is claimed; the number of others is for the count to say."""
    by_file: dict[str, list[Hit]] = {}
    for hit in hits:
        by_file.setdefault(hit[0].sha256, []).append(hit)
    for group in by_file.values():
        yield min(group, key=lambda hit: (not hit[2].named, worth(hit[1], asked), str(hit[1].craft)))


def worth(history: History, asked: Asked) -> tuple[bool, bool, float]:
    """Order of histories: with a witness in the days first, an observed one before an inferred one."""
    found = witnesses(history, asked)
    return (False, not found[0].seen, found[0].outside_s(asked)) if found else (True, True, float("inf"))


def airframes(readable: list[Film]) -> frozenset[tuple[str, str]]:
    """(Address, registration without signs) of the case's own lists."""
    return frozenset((str(craft.icao_hex), plain(craft.registration or "")) for film in readable for craft in film.flown.airframes)


def answer(film: Film, asked: Asked, listed: frozenset[tuple[str, str]]) -> Iterator[Hit]:
    """Aircraft of one file that a claim speaks of and that were received around its days."""
    shown = film.exhibit.capture in asked.document.media and len(film.crafts) <= SHOWN_CRAFTS
    slack = OFF_WINDOW_H * 3600
    for index in candidates(film, asked, listed, shown=shown):
        identity = identify(film.crafts[index], asked.claim, shown=shown, listed=listed)
        begins, ends = film.span(index)
        if identity is None or begins > asked.end_s + slack or ends < asked.start_s - slack:
            continue
        history = film.history(index)
        if history is not None:
            yield film, history, identity


def candidates(film: Film, asked: Asked, listed: frozenset[tuple[str, str]], *, shown: bool) -> list[int]:
    """Aircraft worth a look: those whose marks the claim names; by type or state only those that come near the place."""
    if shown or len(film.crafts) <= SHOWN_CRAFTS:
        return list(range(len(film.crafts)))
    items = flown(asked.claim)
    if not items:
        return []
    named = {plain(item.registration) for item in items if item.registration}
    if named:
        addresses = {found.address for mark in named if (found := address_of(mark))} | {code for code, mark in listed if mark in named}
        marks = [(craft.icao_hex, plain(craft.registration or "")) for craft in film.crafts]
        return [index for index, (address, mark) in enumerate(marks) if address in addresses or mark in named]
    window = asked.window()
    if window is None or film.flown.fleet is None:
        return list(range(len(film.crafts)))
    return [int(index) for index in film.flown.fleet.near(window.latitude, window.longitude, window.radius_m + NEAR_M)]


def count(hits: list[Hit], asked: Asked, made_by: str, corpus: Corpus) -> Iterator[Finding]:
    """Compare a claimed number of aircraft with how many different ones did at the place what it says: at least so many, or silent."""
    numbers = [item.count for item in flown(asked.claim) if item.count and item.count.low]
    if not numbers or asked.denied or not hits or asked.window() is None or not asked.dated:
        return
    claimed = sum(int(number.low or 0) for number in numbers)
    if claimed < 2:  # noqa: PLR2004 - one aircraft is what the landing check says
        return
    there: dict[str, Hit] = {}
    for film, history, identity in hits:
        seen = [one for one in witnesses(history, asked) if one.seen and one.outside_s(asked) == 0]
        mark = history.craft.registration or history.craft.icao_hex
        if mark and seen and not (history.track is not None and history.track.jumps):
            there.setdefault(mark, (film, history, identity))
    typed = [hit for hit in there.values() if hit[2].named or hit[2].type_verdict == "supports"]
    measures = (
        Measure(name="aircraft_seen", value=float(len(there)), unit="aircraft"),
        Measure(name="aircraft_claimed_at_least", value=float(claimed), unit="aircraft"),
    )
    inputs = tuple(sorted({film.sha256 for film, _, _ in hits}))
    if len(there) >= claimed:
        firm = len(typed) >= claimed
        basis = say("count.enough", asked.language, seen=len(there), names=", ".join(sorted(there)))
        facts = Facts("count_vehicles", "supports" if firm else "consistent", "ground-flag", basis, measures)
    else:
        facts = Facts("count_vehicles", "silent", "no_coverage", say("count.fewer", asked.language, seen=len(there), claimed=claimed), measures)
    yield make("aircraft_count", asked, facts, inputs, shows(corpus, [film for film, _, _ in hits]), made_by)


def find(check: str, asked: Asked, film: Film, facts: Facts, made_by: str, corpus: Corpus) -> Finding:
    """One finding on one file."""
    return make(check, asked, facts, (film.sha256,), shows(corpus, [film]), made_by)


def make(check: str, asked: Asked, facts: Facts, inputs: tuple[str, ...], derived_from: tuple[str, ...], made_by: str) -> Finding:
    """One finding with the scope note of its facet."""
    note = {"head_count": "capacity", "cargo": "payload", "count_vehicles": "count"}.get(facts.facet, "denial" if asked.denied else "track")
    return Finding(
        check=check, subject=asked.claim.id, facet=facts.facet, verdict=facts.verdict, reason=facts.reason, basis=facts.basis,
        measures=tuple(measure for measure in facts.measures if not (isinstance(measure.value, float) and not np.isfinite(measure.value))),
        scope=scope_note(note, asked.language), inputs=inputs, derived_from=derived_from, made_by=made_by,
    )  # fmt: skip


def shows(corpus: Corpus, seen: list[Film]) -> tuple[str, ...]:
    """Documents that show these files: a report that stands on the very track is no other witness."""
    captures = {film.exhibit.capture for film in seen}
    return tuple(sorted(document.id for document in corpus.documents.values() if captures & set(document.media)))
