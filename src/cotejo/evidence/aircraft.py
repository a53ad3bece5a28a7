"""A track and a claim -> whether they speak of the same aircraft, and how surely; type codes -> seats."""

import re
from functools import cache
from typing import NamedTuple

from cotejo.evidence.tracks import Track
from cotejo.lexicon.load import table
from cotejo.records.claim import Claim
from cotejo.records.evidence import Verdict

RUSSIA_BASE = 0x140000  # ICAO Annex 10: the block 140000-157FFF; RA-NNNNN is the base plus the number: arithmetic, confidence medium
REGISTRATION = re.compile(r"[^0-9A-Z]")


class Identity(NamedTuple):
    """How a track's aircraft answers to the one that the claim names."""

    verdict: Verdict
    reason: str
    basis: str
    type_code: str | None
    type_verdict: Verdict | None
    type_basis: str


def plain(code: str) -> str:
    """A registration or type without signs, in capitals; Cyrillic РА- counts as RA-."""
    return REGISTRATION.sub("", code.upper().replace("РА-", "RA").replace("РА", "RA"))


def address_of(registration: str) -> str | None:
    """Mode S address that a Russian registration has by arithmetic; None for other registers."""
    match = re.fullmatch(r"RA(\d{5})", plain(registration))
    return f"{RUSSIA_BASE + int(match.group(1)):06x}" if match else None


def identify(track: Track, claim: Claim, *, shown: bool) -> Identity | None:
    """Compare by registration, else by type. None: the claim does not speak of this aircraft.

    Args:
        track: the track with the identity that its file states.
        claim: a claim whose equipment may name a registration or a designator.
        shown: whether the claim's document shows this very track.
    """
    flown = [item for item in claim.equipment if item.category.split(".")[0] in {"aircraft", "helicopter"}]
    typed, type_basis = compare_types(track, [item.designator for item in flown if item.designator])
    for item in flown:
        if item.registration and track.registration and plain(item.registration) == plain(track.registration):
            if track.icao_hex and address_of(item.registration) == track.icao_hex:
                why = f"the transponder sent {track.icao_hex}, which is {item.registration} by the arithmetic of its register (confidence medium)"
                return Identity("supports", "address_arithmetic", why, track.aircraft_type, typed, type_basis)
            why = f"the track's file names {track.registration}; its register is not checked"
            return Identity("consistent", "file_states", why, track.aircraft_type, typed, type_basis)
        if item.registration and track.registration:
            return None
    if typed == "supports":
        return Identity(
            "silent", "ambiguous", "the claim names the type, not the airframe; others of the type exist", track.aircraft_type, typed, type_basis
        )
    if shown:
        return Identity("consistent", "document_shows", "the claim's document shows this track", track.aircraft_type, typed, type_basis)
    return None


def compare_types(track: Track, designators: list[str]) -> tuple[Verdict | None, str]:
    """Compare the type code in the track with the designators that a claim names."""
    known = {designator: code_of(designator) for designator in designators}
    if not track.aircraft_type or not any(known.values()):
        return None, ""
    if track.aircraft_type.upper() in known.values():
        return "supports", f"the track's type code is {track.aircraft_type}"
    return "contradicts", f"the track's type code is {track.aircraft_type}, the claim names {', '.join(designators)}"


@cache
def codes() -> dict[str, tuple[str, int]]:
    """Every known designator without signs -> (ICAO type code, most seats)."""
    rows = table("aircraft_seats")["aircraft"]
    return {plain(name): (row["icao"], row["seats"]) for row in rows for name in (row["icao"], *row["names"])}


def code_of(designator: str) -> str | None:
    """ICAO type code of a designator, also of its variants (Il-62M is Il-62)."""
    name = plain(designator)
    while name:
        if name in codes():
            return codes()[name][0]
        name = name[:-1] if name[-1:].isalpha() and any(sign.isdigit() for sign in name[:-1]) else ""
    return None


def seats_of(type_code: str | None) -> int | None:
    """Most passenger seats of a type; None where the table does not say."""
    found = codes().get(plain(type_code)) if type_code else None
    return found[1] if found else None
