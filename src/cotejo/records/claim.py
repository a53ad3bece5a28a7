"""What is claimed: one happening, with its slots as the text has them."""

from typing import Literal

from cotejo.records.attribution import Stance
from cotejo.records.base import Record
from cotejo.records.span import Quantity, Span

EventType = Literal[
    "PRESENCE", "BASE_USE", "ARRIVAL", "MOVEMENT", "REINFORCE", "ROTATE", "WITHDRAW", "EXPEL", "BASE_ESTABLISH", "CONTROL_TAKEN",
    "MATERIEL_DELIVERED", "SYSTEM_EMPLACED", "SYSTEM_OPERATED", "MATERIEL_LOST", "TRAIN_ADVISE", "SERVICE_MAINTAIN", "EXERCISE",
    "GUARD_ESCORT", "SURVEY_RECON", "CONCEAL", "ECON_FOOTHOLD", "LEGAL_BASIS", "FORCE_USED", "CASUALTY", "OTHER",
]  # fmt: skip
Status = Literal["military", "contractor", "adviser", "unknown"]
SiteKind = Literal[
    "hotel", "barracks", "base", "airfield", "port", "ministry", "mine", "border_post", "vehicle", "headquarters", "club", "unknown",
]  # fmt: skip
Tense = Literal["past", "ongoing", "future", "hypothetical"]


class Actor(Record, frozen=True, kw_only=True):
    """A force, unit, company or group of persons. `state` is whose it is (ISO 3166-1 alpha-2), None when not stated."""

    span: Span
    state: str | None = None
    status: Status = "unknown"
    name: str | None = None  # canonical name where the lexicon knows the force or company
    role: Literal["actor", "protected", "opponent", "supplier", "recipient", "trainee"] = "actor"
    carried_from: Span | None = None  # the words that say who "they" are


class Equipment(Record, frozen=True, kw_only=True):
    """A system: its class path from the lexicon, its designator and registration where given."""

    span: Span
    category: str  # e.g. aircraft.transport, radar, ew_jammer, uav, air_defence
    designator: str | None = None
    registration: str | None = None
    count: Quantity | None = None


class Site(Record, frozen=True, kw_only=True):
    """A place as written: the words of its name (None when anonymous: "a hotel"), what kind of site, and the words of the places around it."""

    span: Span
    site_kind: SiteKind = "unknown"
    name: Span | None = None
    within: tuple[Span, ...] = ()  # smallest first: "a hotel in the state of Táchira" -> (Táchira,)
    rule: str = ""


class Claim(Record, frozen=True, kw_only=True):
    """One happening that a text reports, denies or announces. Place, time and number are as written; `Resolution`s say what they denote."""

    key = ("span", "event_type", "attribution")

    span: Span
    event_type: EventType
    attribution: str | None  # innermost attribution id; None = the outlet's own word
    trigger: Span
    actors: tuple[Actor, ...] = ()
    host: str | None = None  # ISO 3166-1 alpha-2
    equipment: tuple[Equipment, ...] = ()
    personnel: Quantity | None = None
    place: Site | None = None
    time: Span | None = None
    means: Span | None = None  # of concealment
    instrument: Span | None = None  # agreement or authorisation
    tense: Tense = "past"
    polarity: Literal["positive", "negative"] = "positive"  # of the happening in the clause itself ("there are no soldiers")
    stances: tuple[Stance, ...] = ()  # outermost voice first
    rule: str = ""
    made_by: str
