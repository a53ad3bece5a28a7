"""Tables `frames` and `claims_LANGUAGE` -> the matchers of one language, built once per process."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from cotejo.lexicon.load import table
from cotejo.records.claim import EventType, Status
from cotejo.text.conjugation import expand
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


@cache
def vocabulary(language: str | None) -> Vocabulary | None:
    """The matchers of a language (BCP 47); None for one without tables."""
    code = (language or "").split("-")[0].lower()
    if code not in LANGUAGES:
        return None
    frames, rows = table("frames"), table(f"claims_{code}")
    inflected = table("inflections").get(code)
    lists = {name: flat(row, inflected) for name, row in rows["lists"].items()}
    lists |= {f"veto_{name}": flat(row, inflected) for name, row in rows["vetoes"].items()}
    return Vocabulary(
        language=code,
        triggers=Patterns((phrase, group) for group, row in rows["triggers"].items() for phrase in expand(row, inflected)),
        reads={name: tuple(Read(read["type"], tuple(read["needs"])) for read in group["reads"]) for name, group in frames["groups"].items()},
        sets={name: tuple(listed(row)) for name, row in frames["sets"].items()},
        forces=Patterns(force_rows(rows["forces"])),
        sites=Patterns((phrase, kind) for kind, row in rows["sites"].items() for phrase in listed(row)),
        systems=Patterns((phrase, kind) for kind, row in rows["systems"].items() for phrase in listed(row)),
        lists=lists,
        words={name: frozenset(folded(word) for word in listed(row)) for name, row in rows["words"].items()},
        registrations=dict(pair.split("=") for pair in listed(frames["registrations"]["all"])),
    )


def flat(row: str, inflected: Mapping[str, Any] | None) -> Patterns[bool]:
    """Phrases without labels."""
    return Patterns((phrase, True) for phrase in expand(row, inflected))


def force_rows(rows: Mapping[str, Any]) -> Iterator[tuple[str, Noun]]:
    """Nouns of armed people with what each says."""
    for kind, row in rows.items():
        for phrase in listed(row):
            yield phrase, Noun(STATUS.get(kind, "unknown"), STRENGTH.get(kind, "strong"))
