"""What a claim names and what a track's file states -> whether they are one aircraft, how surely, and of which type."""

import re
from functools import cache
from typing import NamedTuple

from cotejo.evidence.registers import address_of, state_of
from cotejo.evidence.tracks import Craft
from cotejo.lexicon.load import table
from cotejo.records.claim import Claim, Equipment
from cotejo.records.evidence import Verdict

SIGNS = re.compile(r"[^0-9A-Z]")
FLOWN = frozenset({"aircraft", "helicopter", "uav"})
CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")  # look-alikes; registrations are written in either


class Identity(NamedTuple):
    """How a track's aircraft answers to the one that a claim speaks of. `says`/`filled` make the basis; confidence is always shown."""

    verdict: Verdict
    reason: str
    confidence: str  # high, medium, low
    filled: dict[str, str]
    named: bool  # the claim names this very airframe
    item: Equipment | None  # the equipment of the claim that it answers to
    type_verdict: Verdict | None = None


def plain(code: str) -> str:
    """A registration or designator without signs, in capitals; Cyrillic look-alikes count as Latin in a registration of Russia."""
    upper = code.upper()
    return SIGNS.sub("", upper.translate(CYRILLIC) if upper.startswith(("РА", "РФ")) else upper)


def flown(claim: Claim) -> tuple[Equipment, ...]:
    """The claim's aircraft."""
    return tuple(item for item in claim.equipment if item.category.split(".")[0] in FLOWN)


def identify(craft: Craft, claim: Claim, *, shown: bool, listed: frozenset[tuple[str, str]] = frozenset()) -> Identity | None:
    """Compare by registration, else by type, else by the state of the address. None: the claim does not speak of this aircraft.

    Args:
        craft: the identity that the track's file states.
        claim: a claim whose equipment may name a registration or a designator.
        shown: whether the claim's document shows this very track.
        listed: (address, registration without signs) pairs of the case's own lists of airframes.
    """
    items = flown(claim)
    typed = compare_types(craft, items)
    registered = [item for item in items if item.registration]
    for item in registered:
        found = by_registration(craft, item, listed)
        if found is not None:
            return found._replace(type_verdict=typed)
    if registered and (craft.registration or craft.icao_hex):
        return None
    if typed == "supports":
        item = next(item for item in items if code_of(item.designator) == plain(craft.aircraft_type or ""))
        return Identity("silent", "ambiguous", "low", {"type": str(craft.aircraft_type)}, named=False, item=item, type_verdict=typed)
    if shown:
        return Identity("consistent", "document_shows", "low", {}, named=True, item=items[0] if items else None, type_verdict=typed)
    return by_state(craft, claim, items) if typed is None else None


def by_registration(craft: Craft, item: Equipment, listed: frozenset[tuple[str, str]]) -> Identity | None:
    """Compare an airframe that the claim names: with the case's lists, by the arithmetic of its register, with what the file states."""
    wanted = plain(item.registration or "")
    filled = {"registration": str(item.registration), "hex": str(craft.icao_hex)}
    if craft.icao_hex and (craft.icao_hex, wanted) in listed:
        return Identity("supports", "airframe_list", "high", filled, named=True, item=item)
    derived = address_of(wanted)
    if craft.icao_hex and derived and derived.address == craft.icao_hex:
        return Identity("supports", "address_arithmetic", derived.confidence, filled, named=True, item=item)
    if craft.registration and plain(craft.registration) == wanted:
        if craft.icao_hex and derived and derived.address != craft.icao_hex:
            return Identity("silent", "address_differs", "low", filled | {"derived": derived.address}, named=True, item=item)
        return Identity("consistent", "file_states", "medium", filled, named=True, item=item)
    return None


def by_state(craft: Craft, claim: Claim, items: tuple[Equipment, ...]) -> Identity | None:
    """An aircraft of the claimed state, where the claim names neither airframe nor type ("a Russian plane"): compatible, no more."""
    state = state_of(craft)
    if not items or state is None or any(item.designator and code_of(item.designator) for item in items):
        return None
    if state.code not in {actor.state for actor in claim.actors if actor.role == "actor"}:
        return None
    return Identity("silent", "state_only", "low", {"state": state.code, "how": state.how}, named=False, item=items[0])


def compare_types(craft: Craft, items: tuple[Equipment, ...]) -> Verdict | None:
    """Compare the type code in the track with the designators that a claim names; None where either is unknown."""
    wanted = {code for item in items if (code := code_of(item.designator))}
    if not craft.aircraft_type or not wanted:
        return None
    return "supports" if plain(craft.aircraft_type) in wanted else "contradicts"


@cache
def types() -> dict[str, tuple[str, int, float | None]]:
    """Every known designator without signs -> (ICAO type code, most seats, payload in tonnes)."""
    rows = table("aircraft_seats")["aircraft"]
    return {plain(name): (row["icao"], row["seats"], row.get("payload_t")) for row in rows for name in (row["icao"], *row["names"])}


def code_of(designator: str | None) -> str | None:
    """ICAO type code of a designator, also of its variants (Il-62M is Il-62)."""
    name = plain(designator) if designator else ""
    while name:
        if name in types():
            return types()[name][0]
        name = name[:-1] if name[-1:].isalpha() and any(sign.isdigit() for sign in name[:-1]) else ""
    return None


def seats_of(type_code: str | None) -> int | None:
    """Most passenger seats of a type; None where the table does not say."""
    found = types().get(plain(type_code)) if type_code else None
    return found[1] if found else None


def payload_of(type_code: str | None) -> float | None:
    """Heaviest payload of a type in tonnes; None where the table does not say."""
    found = types().get(plain(type_code)) if type_code else None
    return found[2] if found else None
