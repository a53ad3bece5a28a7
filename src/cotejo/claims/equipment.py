"""A sentence's words -> the systems in it: class, designator, registration, count, and whose they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.actors import reach_left, reach_right
from cotejo.claims.lines import Line
from cotejo.claims.vocabulary import Vocabulary
from cotejo.language.reading import Reading
from cotejo.records.claim import Equipment
from cotejo.records.span import Quantity

REGISTRATION = re.compile(r"^(?:RA|RF|YV|EW|CU|EP|HZ|N|B|UR|TT|TZ|9M|A7|UP|EX|4L|YK|5A)-?\d{2,5}[A-Z]{0,3}$")
DESIGNATOR = re.compile(r"^(?=.*\d)[^\W\d_]{1,8}-\d{1,4}[^\W\d_]{0,3}\d?$")
NEAR = 6  # words within which a registration belongs to a system


class System(NamedTuple):
    """Words `[first, last)` name a system; `noun` is where its own words begin."""

    line: int
    first: int
    last: int
    category: str
    state: str | None
    military: bool
    count: Quantity | None
    designator: str | None
    registration: str | None
    noun: int


def find_systems(line: Line, words: Vocabulary) -> tuple[System, ...]:
    """All systems of a sentence, left to right."""
    spans = [(hit.first, hit.last, hit.label) for hit in words.systems.search(line.low)]
    for first, last, name in line.names:
        if name.kind == "equipment" and name.key:
            spans = [span for span in spans if span[1] <= first or last <= span[0]]
            spans.append((first, last, name.key))
    return tuple(join([describe(line, words, *span) for span in sorted(spans)]))


def describe(line: Line, words: Vocabulary, first: int, last: int, category: str) -> System:
    """Read a system's count, designator, registration and owner from the words around it."""
    left, right = reach_left(line, words, first), reach_right(line, words, last)
    owner = next((line.state_at(at) for at in (*range(left, first), *range(last, right)) if line.state_at(at)), None)
    texts = [token.text for token in line.tokens]
    designator = next((text for text in texts[first:last] if DESIGNATOR.match(text)), None)
    registration = next((text for text in texts[first : last + NEAR] if REGISTRATION.match(text)), None)
    military = words.lists["military"].anywhere(line.low[left:right]) or category.startswith(("aircraft.fighter", "aircraft.bomber", "ship", "submarine"))
    count = next((count for at, end, count in line.counts if left - 1 <= at and end <= first and count.hedge != "capacity"), None)
    return System(line.number, left, right, category, owner.state if owner else None, military, count, designator, registration, first)


def join(systems: list[System]) -> Iterator[System]:
    """Make one of systems whose words overlap or stand side by side with one class: "an Ilyushin Il-62M", "un avión militar An-124"."""
    held: System | None = None
    for system in systems:
        if held is not None and (system.first < held.last or (system.noun <= held.last and related(held.category, system.category))):
            precise = max(held, system, key=lambda each: len(each.category))
            held = precise._replace(
                first=min(held.first, system.first),
                last=max(held.last, system.last),
                noun=held.noun,
                state=held.state or system.state,
                military=held.military or system.military,
                count=held.count or system.count,
                designator=held.designator or system.designator,
                registration=held.registration or system.registration,
            )
            continue
        if held is not None:
            yield held
        held = system
    if held is not None:
        yield held


def related(left: str, right: str) -> bool:
    """Whether two classes are of one branch."""
    return left.split(".", maxsplit=1)[0] == right.split(".", maxsplit=1)[0]


def is_of(system: System, classes: tuple[str, ...]) -> bool:
    """Whether a system's class lies under one of these."""
    return any(system.category == name or system.category.startswith(f"{name}.") for name in classes)


def record(reading: Reading, line: Line, system: System) -> Equipment:
    """The record of a system, with its span."""
    return Equipment(
        span=reading.span(line.start(system.first), line.end(system.last)),
        category=system.category,
        designator=system.designator,
        registration=system.registration,
        count=system.count,
    )
