"""A hand-coded claim and a found one -> for each scored field: was it asked for, was it given, is it right."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec

from cotejo.text.folding import fold
from eval.claims.found import Found
from eval.claims.items import Coded, Count, Days, Words

SLOTS = ("state", "host", "place", "site", "equipment", "count", "items", "date")  # what the slot F counts
MODES = ("tense", "polarity", "denies", "act")  # never empty: their share is given apart
BOUND_SHARE = 0.15  # a bound that a hedge gives may lie so far from the coded one; plain numbers must be exact
VAGUE_SHARE = 0.5
FUZZY_DAYS = 10
SHORTEST_NAME = 3  # letters that a name contained in another needs


class Verdict(NamedTuple):
    """How many values the coding asks for, how many were found, how many of them are right."""

    asked: int
    found: int
    right: int


def judge(coded: Coded, found: Found) -> dict[str, Verdict]:
    """Judge all slots that the coding states."""
    checks: dict[str, Callable[[], Verdict]] = {
        "state": lambda: words(coded.state, found.states, same),  # type: ignore[arg-type]
        "host": lambda: words(coded.host, (found.host,) if found.host else (), same),  # type: ignore[arg-type]
        "place": lambda: words(coded.place, found.place, contained),  # type: ignore[arg-type]
        "site": lambda: words(coded.site, (found.site,) if found.site != "unknown" else (), same),  # type: ignore[arg-type]
        "equipment": lambda: equipped(coded.equipment, found.equipment),  # type: ignore[arg-type]
        "count": lambda: counted(coded.count, found.count),  # type: ignore[arg-type]
        "items": lambda: itemised(coded.items, found.items),  # type: ignore[arg-type]
        "date": lambda: dated(coded.date, found.date),  # type: ignore[arg-type]
    }
    return {field: check() for field, check in checks.items() if getattr(coded, field) is not msgspec.UNSET}


def agree(coded: Coded, found: Found) -> dict[str, bool]:
    """Whether tense, polarity, kind of denial and speech act are as coded, where the coding states them."""
    stated = {field: getattr(coded, field) for field in MODES if getattr(coded, field) is not msgspec.UNSET}
    return {field: getattr(found, field) in (value if isinstance(value, list) else [value]) for field, value in stated.items()}


def same(name: str, found: str) -> bool:
    """Letter by letter."""
    return name == found


def contained(name: str, found: str) -> bool:
    """One folded name within the other, at least three letters of it."""
    wanted = fold(name)
    return wanted in found or (found in wanted and len(found) >= SHORTEST_NAME)


def words(coded: Words, found: tuple[str, ...], fits: Callable[[str, str], bool]) -> Verdict:
    """One value asked for, any of the alternatives; found is one thing under one or more names."""
    wanted = coded if isinstance(coded, list) else [coded]
    if not found:
        return Verdict(0 if None in wanted else 1, 0, 0)
    right = any(fits(name, given) for name in wanted if name is not None for given in found)
    if not right and None in wanted and len(wanted) > 1:
        return Verdict(0, 1, 0)
    return Verdict(0 if wanted == [None] else 1, 1, int(right))


def equipped(coded: list[str], found: tuple[str, ...]) -> Verdict:
    """Classes as sets; a path is right when one begins the other (`aircraft`, `aircraft.transport`); `?radar` may be there or not."""
    wanted = [name for name in coded if not name.startswith("?")]
    allowed = [name[1:] for name in coded if name.startswith("?")]
    hits = sum(any(related(name, given) for given in found) for name in wanted)
    right = [given for given in found if any(related(name, given) for name in wanted)]
    spare = [given for given in found if given not in right and any(related(name, given) for name in allowed)]
    return Verdict(len(wanted), len(found) - len(spare), min(hits, len(right)))


def related(one: str, other: str) -> bool:
    """Whether one class path begins the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def counted(coded: Count | None, found: tuple[int | None, int | None] | None) -> Verdict:
    """Both bounds."""
    if found is None or found == (None, None):
        return Verdict(int(coded is not None), 0, 0)
    return Verdict(int(coded is not None), 1, int(coded is not None and bounds_fit(coded, found)))


def bounds_fit(coded: Count, found: tuple[int | None, int | None]) -> bool:
    """Plain numbers exactly, bounds of hedges within 15 %, vague words within half; an open end must be open (1 is an open low end)."""
    low, high = found[0] if found[0] and found[0] > 1 else None, found[1]
    wanted_low = coded.low if coded.low and coded.low > 1 else None
    if coded.low is not None and coded.low == coded.high:
        return found == (coded.low, coded.high)
    share = VAGUE_SHARE if coded.vague else BOUND_SHARE
    return near(wanted_low, low, share) and (near(coded.high, high, share) or (coded.vague and high is None))


def near(wanted: int | None, given: int | None, share: float) -> bool:
    """Both open, or within a share of the wanted."""
    if wanted is None or given is None:
        return wanted is None and given is None
    return abs(wanted - given) <= max(1, share * wanted)


def itemised(coded: Count, found: tuple[tuple[int | None, int | None], ...]) -> Verdict:
    """Any of the numbers of systems."""
    return Verdict(1, int(bool(found)), int(any(bounds_fit(coded, each) for each in found)))


def dated(coded: Days | None, found: tuple[str | None, str | None] | None) -> Verdict:
    """Both ends as stated; null = the text states none, so only the publication may bound it."""
    if found is None or found == (None, None):
        return Verdict(int(coded is not None), 0, 0)
    if coded is None:
        return Verdict(0, 1, 0)
    ends = [day.isoformat() if day else None for day in (coded.earliest, coded.latest)]
    if coded.fuzzy:
        return Verdict(1, 1, int(overlaps(coded, found)))
    return Verdict(1, 1, int(ends == list(found)))


def overlaps(coded: Days, found: tuple[str | None, str | None]) -> bool:
    """Whether found days touch fuzzy ones; open ends must agree."""
    if (coded.earliest is None) != (found[0] is None) or (coded.latest is None) != (found[1] is None):
        return False
    low = [coded.earliest.toordinal() - FUZZY_DAYS if coded.earliest else 0, ordinal(found[0], 0)]
    high = [coded.latest.toordinal() + FUZZY_DAYS if coded.latest else 10**7, ordinal(found[1], 10**7)]
    return max(low) <= min(high)


def ordinal(day: str | None, otherwise: int) -> int:
    """Number of an ISO day."""
    return date.fromisoformat(day).toordinal() if day else otherwise


def chained(coded: Coded, found: Found) -> bool:
    """Whether the chain is one of the acceptable ones, hop by hop; an outlet that "published" a hop may stand for a hop of its own."""
    given = [found.chain]
    if len(found.published_in) == 1 and found.chain:
        given.append((*found.chain[:-1], found.published_in[0], found.chain[-1]))
    return any(hops_fit(chain, each) for chain in coded.chains for each in given)


def hops_fit(chain: list[str], found: tuple[str, ...]) -> bool:
    """Same length, and each hop's name contained in the found one or the other way round."""
    if len(chain) != len(found):
        return False
    return all(any(contained(name, given) for name in hop.split("|")) for hop, given in zip(chain, found, strict=True))
