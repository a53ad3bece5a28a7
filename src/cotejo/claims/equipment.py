"""A sentence's words -> the systems in it: class, designator, registration, count, and whose they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from cotejo.claims.actors import reach_left, reach_right
from cotejo.claims.lines import Line, StateWord
from cotejo.language.equipment import designated
from cotejo.language.reading import Reading
from cotejo.records.claim import Equipment
from cotejo.records.span import Quantity

REGISTRATION = re.compile(r"^([A-Z][A-Z0-9]|\d[A-Z])-(?=[A-Z0-9]{3,6}$)[A-Z]{0,4}\d{0,5}[A-Z]{0,3}$")
DESIGNATOR = re.compile(r"^[^\W\d_]{1,8}-?\d{1,4}[^\W\d_]{0,4}\d?$")
QUOTES = frozenset('«“"„')
NOTHING = "none"  # the table's words that only look like a system: "think tank"
SHORT = 3  # signs of a designator that may be something else: "MI6", "K-9"
FINE = frozenset({"aircraft.fighter", "aircraft.bomber", "aircraft.transport"})  # classes that claims tell below the top
STOPS = frozenset({".", ";", ":", "that", "que", "который", "которая"})
BESIDE = 2  # words between a people's name and the marks: "Russian tail numbers", "bandera de guerra rusa"
NEAR = 8  # words within which a registration belongs to a system
ARMED = ("aircraft.fighter", "aircraft.bomber", "aircraft.transport", "ship", "submarine", "naval", "air_defence", "missile", "armour")

OF_WEIGHT = 2  # words between a weight's number and what weighs it: "tonnes of"
PERSONS = (None, "person")
PIECES = {
    "aircraft": ("aircraft",),
    "helicopter": ("helicopter",),
    "uav": ("uav",),
    "vehicle": ("vehicle", "armour"),
    "ship": ("ship", "submarine", "naval"),
}  # units of what is counted, by class


class System(NamedTuple):
    """Words `[first, last)` name a system; `noun` is where its own words begin, without its count and nationality."""

    line: int
    first: int
    last: int
    noun: int
    category: str
    state: str | None = None
    military: bool = False
    pieces: Quantity | None = None
    designator: str | None = None
    registration: str | None = None


def find_systems(line: Line) -> tuple[System, ...]:
    """All systems of a sentence, left to right."""
    spans = [(hit.first, hit.last, hit.label) for hit in line.words.systems.search(line.low) if hit.label != NOTHING]
    known = [(first, last, name.key) for first, last, name in line.names if name.kind == "equipment" and name.key]
    spans = [span for span in spans if all(span[1] <= first or last <= span[0] for first, last, _ in known)] + known
    taken = {at for first, last, _ in spans for at in range(first, last)} | {at for first, last, _ in line.names for at in range(first, last)}
    spans += [(at, at + 1, kind) for at, kind in coded(line) if at not in taken]
    return tuple(join([describe(line, *span) for span in sorted(spans)]))


def coded(line: Line) -> Iterator[tuple[int, str]]:
    """Designators that the table of systems knows and the words of claims do not, with their class as claims have it."""
    for at, token in enumerate(line.tokens):
        kind = designated(token.text) if len(token.text) > SHORT and token.text[0].isalnum() else None
        if kind:
            yield at, kind if kind in FINE else kind.partition(".")[0]


def describe(line: Line, first: int, last: int, category: str) -> System:
    """Read a system's count, designator, registration and owner from the words around it."""
    quoted = first > 0 and line.low[first - 1] in QUOTES  # "Американский «Рипер»"
    left, right = reach_left(line, first - quoted), reach_right(line, last)
    owner = next((state for at in (*range(left, first), *range(last, right)) if (state := line.state_at(at)) and owns(line, state)), None)
    owner = owner or marked(line, right)
    texts = [token.text for token in line.tokens]
    designator = next((text for text in texts[left:last] if DESIGNATOR.match(text)), None)
    marks = [text for text in texts[max(0, first - NEAR) : last + NEAR] if text != designator and is_registration(line, text)]
    registration = marks[0] if marks else None
    flag = line.words.registrations[registration.partition("-")[0]] if registration else None
    military = line.words.lists["military"].anywhere(line.low[left:right]) or category.startswith(ARMED)
    pieces = next((count for at, end, count in line.counts if left <= at and end <= first and count.hedge != "capacity"), None)
    pieces = msgspec.structs.replace(pieces, unit=piece_of(category)) if pieces and pieces.unit in PERSONS else pieces or weight(line, left)
    return System(line.number, left, right, first, category, owner.state if owner else flag, military, pieces, designator, registration)


def weight(line: Line, first: int) -> Quantity | None:
    """The weight right before a system: "35 tonnes of military equipment"."""
    before = (count for _, end, count in line.counts if count.unit == "tonne" and 0 <= first - end <= OF_WEIGHT)
    return next((count for count in before), None)


def piece_of(category: str) -> str:
    """What one piece of a class is: "two military aircraft" counts aircraft, though "military" alone would be persons."""
    return next((unit for unit, classes in PIECES.items() if category.startswith(classes)), "system")


def marked(line: Line, last: int) -> StateWord | None:
    """Whose markings a system bears: "a transport with Russian markings", "un avión con matrícula rusa", "буксир под российским флагом"."""
    for at in range(last, min(last + NEAR, len(line.low))):
        state = line.state_at(at)
        if state is None or not state.adjective:
            if line.low[at] in STOPS:
                return None
            continue
        beside = (*range(state.last, min(state.last + BESIDE, len(line.low))), *range(max(last, state.first - BESIDE), state.first))
        return state if any(line.is_one_of("markings", other) for other in beside) else None
    return None


def owns(line: Line, state: StateWord) -> bool:
    """Whether a state beside a system is its owner: in Russian a country after it may as well be who gets it ("поставки ракет Сирии")."""
    return state.adjective or line.words.language != "ru"


def is_registration(line: Line, text: str) -> bool:
    """Whether a word is an aircraft's registration of a state that the table knows."""
    match = REGISTRATION.match(text)
    return match is not None and match.group(1) in line.words.registrations


def join(systems: list[System]) -> Iterator[System]:
    """Make one of systems whose words overlap or stand side by side with one class: "an Ilyushin Il-62M", "un avión militar An-124"."""
    held: System | None = None
    for system in systems:
        if held is not None and (system.noun < held.last or (system.noun <= held.last + 1 and related(held.category, system.category))):
            held = one_of(held, system)
            continue
        if held is not None:
            yield held
        held = system
    if held is not None:
        yield held


def one_of(left: System, right: System) -> System:
    """One system of two readings of it; the more precise class stays."""
    lead = max(left, right, key=lambda each: len(each.category))
    return lead._replace(
        first=min(left.first, right.first),
        last=max(left.last, right.last),
        noun=left.noun,
        state=left.state or right.state,
        military=left.military or right.military,
        pieces=left.pieces or right.pieces,
        designator=left.designator or right.designator,
        registration=left.registration or right.registration,
    )


def related(left: str, right: str) -> bool:
    """Whether two classes are of one branch."""
    return left.partition(".")[0] == right.partition(".")[0]


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
        count=system.pieces,
    )
