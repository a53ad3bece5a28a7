"""Addresses, registrations and callsigns -> each other and the states behind them, by rule; always with the confidence of the rule."""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from cotejo.evidence.tracks import Craft
from cotejo.lexicon.load import table

RUSSIA_BASE = 0x140000  # RA-NNNNN has the address base + number: seen to hold for civil and state aircraft, no rule of the register
AMERICA_BASE = 0xA00001  # N1
AMERICA_LAST = 0xADF7C7  # N99999
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O are not used
SUFFIXES = 1 + len(LETTERS) * (1 + len(LETTERS))  # none, one letter, two letters
LAST_DIGIT = 1 + len(LETTERS) + 10  # none, a letter, a fifth digit: what may follow four digits
STEPS = (101_711, 10_111, 951, LAST_DIGIT, 1)  # addresses for each value of the first, second, ... digit


class Address(NamedTuple):
    """A Mode S address (six hex digits) that follows from a registration, and how surely."""

    address: str
    confidence: str


class State(NamedTuple):
    """A state (ISO 3166-1 alpha-2) and what shows it: `address` or `callsign`."""

    code: str
    how: str


def address_of(registration: str) -> Address | None:
    """Address that a registration without signs has by its register's arithmetic; None for registers without one."""
    russian = re.fullmatch(r"RA(\d{5})", registration)
    if russian:
        return Address(f"{RUSSIA_BASE + int(russian.group(1)):06x}", "medium")
    american = re.fullmatch(r"N([1-9]\d{0,4})([A-HJ-NP-Z]{0,2})", registration)
    if american and len(american.group(1)) + len(american.group(2)) <= 5:  # noqa: PLR2004 - signs after the N
        return Address(f"{AMERICA_BASE + count_american(american.group(1), american.group(2)):06x}", "high")
    return None


def count_american(digits: str, suffix: str) -> int:
    """Registrations before this one in the order in which the United States hand out addresses."""
    passed = (int(digits[0]) - 1) * STEPS[0]
    for place, digit in enumerate(digits[1:], start=1):
        passed += (SUFFIXES if place < 4 else 1 + len(LETTERS)) + int(digit) * STEPS[place]  # noqa: PLR2004 - the fifth sign has one letter at most
    if suffix:
        passed += 1 + LETTERS.index(suffix[0]) * (1 + len(LETTERS) if len(digits) < 4 else 1)  # noqa: PLR2004 - as above
        passed += 1 + LETTERS.index(suffix[1]) if len(suffix) > 1 else 0
    return passed


@cache
def blocks() -> tuple[list[int], list[int], list[str]]:
    """First and last address of each state's block, in order."""
    rows = sorted((int(row[0], 16), int(row[1], 16), row[2]) for row in table("icao_blocks")["blocks"])
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def state_of_address(address: str | None) -> str | None:
    """State whose block an address lies in."""
    if not address:
        return None
    firsts, lasts, states = blocks()
    number = int(address, 16)
    at = bisect_right(firsts, number) - 1
    return states[at] if at >= 0 and number <= lasts[at] else None


def operator_of(callsigns: tuple[str, ...]) -> tuple[str, str] | None:
    """(State, operator) of the first callsign whose prefix is a known state operator's."""
    known = table("icao_blocks")["callsigns"]
    for name in callsigns:
        prefix = re.match(r"[A-Z]{3,5}(?=\d)", name.upper())
        if prefix and prefix.group() in known:
            state, operator = known[prefix.group()]
            return state, operator
    return None


def state_of(craft: Craft) -> State | None:
    """State of an aircraft: by its address, else by its callsign."""
    code = state_of_address(craft.icao_hex)
    if code:
        return State(code, "address")
    found = operator_of(craft.callsigns)
    return State(found[0], "callsign") if found else None
