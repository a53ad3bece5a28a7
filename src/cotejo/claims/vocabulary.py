"""Tables `frames`, `actors`, `nouns` -> the matchers of one language, built once per process."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from cotejo.lexicon.load import table
from cotejo.records.claim import EventType, Status
from cotejo.text.patterns import Patterns, folded, listed

Strength = Literal["strong", "home", "weak", "plain"]
LANGUAGES = ("en", "es", "pt", "ru")
STRENGTH: Mapping[str, Strength] = {"collective": "home", "weak": "weak", "plain": "plain"}
STATUS: Mapping[str, Status] = {"military": "military", "contractor": "contractor", "adviser": "adviser", "collective": "military"}


class Read(NamedTuple):
    """A group of trigger words reads as `event_type` where all `needs` are met."""

    event_type: EventType
    needs: tuple[str, ...]


class Noun(NamedTuple):
    """A noun of armed people."""

    status: Status
    strength: Strength


class Vocabulary(NamedTuple):
    """All that claims are read with in one language."""

    language: str
    triggers: Patterns[str]
    reads: Mapping[str, tuple[Read, ...]]
    sets: Mapping[str, tuple[str, ...]]
    forces: Patterns[Noun]
    sites: Patterns[str]
    systems: Patterns[str]
    lists: Mapping[str, Patterns[bool]]
    words: Mapping[str, frozenset[str]]
    registrations: Mapping[str, str]


LISTS = ("means", "instruments", "economic", "background")
ACTOR_LISTS = ("military", "foreign", "future", "hypothetical", "ongoing", "protected", "quantifiers", "capacity", "company")
ACTOR_WORDS = (
    "pronouns", "definite", "inside", "belonging", "negation", "boundaries", "coordinators", "past_forms", "past_endings", "present_endings",
    "asides",
)  # fmt: skip
NOUN_LISTS = ("beside", "point", "country")
NOUN_WORDS = ("prepositions", "from", "origin", "divisions", "articles")


@cache
def vocabulary(language: str | None) -> Vocabulary | None:
    """The matchers of a language (BCP 47); None for one without tables."""
    code = (language or "").split("-")[0].lower()
    if code not in LANGUAGES:
        return None
    frames, actors, nouns = table("frames"), table("actors"), table("nouns")
    lists = {name: flat(frames[name][code]) for name in LISTS}
    lists |= {name: flat(actors[name].get(code, "")) for name in ACTOR_LISTS if name in actors}
    lists |= {name: flat(nouns[name][code]) for name in NOUN_LISTS}
    lists |= {f"veto_{name}": flat(row) for name, row in actors["vetoes"][code].items()}
    words = {name: frozenset(folded(word) for word in listed(actors[name][code])) for name in ACTOR_WORDS if name in actors}
    words |= {name: frozenset(folded(word) for word in listed(nouns[name][code])) for name in NOUN_WORDS}
    return Vocabulary(
        language=code,
        triggers=Patterns((phrase, group) for group, row in frames["words"][code].items() for phrase in listed(row)),
        reads={name: tuple(Read(read["type"], tuple(read["needs"])) for read in group["reads"]) for name, group in frames["groups"].items()},
        sets={name: tuple(listed(row)) for name, row in frames["sets"].items()},
        forces=Patterns(force_rows(actors["forces"][code])),
        sites=Patterns((phrase, kind) for kind, row in nouns["sites"][code].items() for phrase in listed(row)),
        systems=Patterns((phrase, kind) for kind, row in nouns["systems"][code].items() for phrase in listed(row)),
        lists=lists,
        words=words,
        registrations=dict(pair.split("=") for pair in listed(nouns["registrations"]["all"])),
    )


def flat(row: str) -> Patterns[bool]:
    """Phrases without labels."""
    return Patterns((phrase, True) for phrase in listed(row))


def force_rows(rows: Mapping[str, Any]) -> Iterator[tuple[str, Noun]]:
    """Nouns of armed people with what each says."""
    for kind, row in rows.items():
        for phrase in listed(row):
            yield phrase, Noun(STATUS.get(kind, "unknown"), STRENGTH.get(kind, "strong"))
