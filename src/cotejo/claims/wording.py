"""Table of reporting words -> matchers over folded words, one set for each language.

The table is `lexicon/tables/attributions.toml`; its head says how a row is read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from cotejo.lexicon.load import table
from cotejo.records.attribution import Certainty, Polarity, SourceKind, SpeechAct

LANGUAGES = ("en", "es", "pt", "ru")
WORD = re.compile(r"['’]s\b|(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?!['’]s\b)['’\-‑][^\W_]+)*|[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
STEM_OR_WORD = re.compile(WORD.pattern.rpartition("|")[0] + r"\*?|[^\s*]")
PEOPLE_ENDING = 4  # letters behind a people's stem: "chilen-os", "российск-ими", not "chilen-ismos"
MOST_KNOWN = 2048  # words of which a matcher remembers what they may begin
OWNED = ("-backed", "-led", "-made", "-trained", "-supported", "-linked", "-aligned", "-owned", "-run", "-built", "-supplied", "-funded")
T = TypeVar("T")
Form = Literal["finite", "participle", "gerund"]
FORMS: tuple[Form, ...] = ("finite", "gerund", "participle")  # a form that is two of them ("denied") is the first


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Lower a word and take its accents off, ё to е; й stays a letter of its own.

    >>> fold("Señaló"), fold("Самолёт"), fold("Китай")
    ('senalo', 'самолет', 'китай')
    """
    low = word.casefold().replace("’", "'").replace("‑", "-")
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFD", low.replace("й", "\0"))
    return "".join(char for char in parts if not unicodedata.combining(char)).replace("\0", "й")


def words(text: str) -> list[str]:
    """Split a phrase as the texts are split."""
    return [fold(word) for word in STEM_OR_WORD.findall(text)]


def listed(row: str) -> list[str]:
    """Cut a row of the table at its commas."""
    return [part.strip() for part in row.split(",") if part.strip()]


class Phrases(Generic[T]):
    """Phrases of exact words and stems, each with its label; the longest match at a position wins."""

    def __init__(self, rows: Iterable[tuple[str, T]], ending: int | None = None) -> None:
        """Take phrases with their labels; `ending` is how many letters a stem may be followed by, any number if None."""
        self.ending = ending
        self.exact: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.stems: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.known: dict[str, tuple[tuple[tuple[str, ...], T], ...]] = {}
        for phrase, label in rows:
            pattern = tuple(words(phrase))
            if not pattern:
                continue
            head = pattern[0]
            index = self.stems if head.endswith("*") else self.exact
            index.setdefault(head[:2] if head.endswith("*") else head, []).append((pattern, label))

    def begun_by(self, word: str) -> tuple[tuple[tuple[str, ...], T], ...]:
        """Phrases that may begin with a word; the answers for the words met last are kept."""
        rows = (*self.exact.get(word, ()), *self.stems.get(word[:2], ()))
        found = tuple(row for row in rows if _fits(row[0][:1], (word,), 0, self.ending))
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        self.known[word] = found
        return found

    def at(self, low: Sequence[str], start: int) -> tuple[int, T] | None:
        """Match at position `start` of folded words; gives the number of words and the label."""
        word = low[start]
        rows = self.known[word] if word in self.known else self.begun_by(word)
        best: tuple[int, T] | None = None
        for pattern, label in rows:
            if (best is None or len(pattern) > best[0]) and _fits(pattern, low, start, self.ending):
                best = (len(pattern), label)
        return best

    def search(self, low: Sequence[str], start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, T]]:
        """All matches in `[start, end)`, left to right, none inside another."""
        i, stop = start, len(low) if end is None else end
        while i < stop:
            hit = self.at(low, i)
            if hit and i + hit[0] <= stop:
                yield i, i + hit[0], hit[1]
                i += hit[0]
            else:
                i += 1


def _fits(pattern: tuple[str, ...], low: Sequence[str], start: int, ending: int | None) -> bool:
    if start + len(pattern) > len(low):
        return False
    for part, word in zip(pattern, low[start : start + len(pattern)], strict=True):
        stem = part.removesuffix("*")
        if word != part and not (stem != part and word.startswith(stem) and (ending is None or len(word) - len(stem) <= ending)):
            return False
    return True


class Verb(NamedTuple):
    """A reporting verb's form: its group's speech act, the voice's certainty, and what the wording lends from the one who relays."""

    group: str
    form: Form
    act: SpeechAct
    certainty: Certainty
    polarity: Polarity
    outlet: Certainty
    weak: bool
    base: bool = False  # an English form without an ending ("support"): after a singular it is a noun


class Group(NamedTuple):
    """A kind of source noun: what it is when nameless, and with a proper name."""

    name: str
    kind: SourceKind
    named: SourceKind
    speaks_for: bool
    seat: str | None = None  # the office that its holder stands for when the state is named


class Metonym(NamedTuple):
    """A seat or house that stands for an office of a known state."""

    key: str
    state: str


class Grammar(NamedTuple):
    """The small words of one language that bound noun phrases and clauses."""

    determiners: frozenset[str]
    auxiliaries: frozenset[str]
    inside: frozenset[str]
    breaks: frozenset[str]
    pronouns: frozenset[str]
    coordinators: frozenset[str]
    conjunctions: frozenset[str]
    us: frozenset[str]
    new: frozenset[str]
    thus: frozenset[str]
    titles: frozenset[str]
    relatives: frozenset[str]
    singular: frozenset[str]
    neuter: frozenset[str]
    definite: frozenset[str]
    rumour_of: frozenset[str]
    be: frozenset[str]
    quantifiers: frozenset[str]
    modals: frozenset[str]
    possessives: frozenset[str]
    plurals: frozenset[str]
    passive_be: frozenset[str]
    group: frozenset[str]
    labels: frozenset[str]
    demonstrative_state: Phrases[bool]


class Wording(NamedTuple):
    """All matchers of one language."""

    language: str
    grammar: Grammar
    verbs: Phrases[Verb]
    attitudes: Phrases[Verb]
    feelings: dict[str, Phrases[str]]
    cue_nouns: Phrases[Verb]
    nouns: Phrases[Group]
    metonyms: Phrases[Metonym]
    capitals: Phrases[str]
    states: Phrases[str]
    frames: dict[str, Phrases[str]]
    decline: Phrases[str]
    hedges: Phrases[str]
    negators: Phrases[str]
    denial_phrases: Phrases[str]
    denied: dict[str, Phrases[str]]
    recast: dict[str, Phrases[str]]
    supported_by: Phrases[str]
    existential: Phrases[str]
    labelling: Phrases[str]
    own: dict[str, Phrases[str]]
    credit: Phrases[str]
    agencies: Phrases[str]


@cache
def wording(language: str | None) -> Wording | None:
    """The matchers of `language` (BCP 47); None for a language without a table."""
    code = (language or "").split("-")[0].lower()
    if code not in LANGUAGES:
        return None
    rows = table("attributions")
    return Wording(
        language=code,
        grammar=_grammar(rows["grammar"][code]),
        verbs=Phrases(_verb_forms(rows["verbs"][code], rows["inflections"][code], code)),
        attitudes=Phrases(_verb_forms(rows["attitudes"][code], rows["inflections"][code], code)),
        feelings=_kinds(rows["feelings"][code]),
        cue_nouns=Phrases(_verb_forms(rows["cue_nouns"][code], {}, code)),
        nouns=Phrases(_noun_rows(rows, code)),
        metonyms=Phrases((name, Metonym(row["key"], row["state"])) for names, row in rows["metonyms"].items() for name in listed(names)),
        capitals=Phrases((name, state) for names, state in rows["capitals"].items() for name in listed(names)),
        states=Phrases(_peoples(code), PEOPLE_ENDING),
        frames=_kinds(rows["frames"][code]),
        decline=_plain(rows["decline"][code]),
        hedges=Phrases((phrase, kind) for kind, row in rows["hedges"][code].items() for phrase in listed(row)),
        negators=_plain(rows["negators"][code]),
        denial_phrases=_plain(rows["denial_phrases"][code]),
        denied=_kinds(rows["denied"]),
        recast=_kinds(rows["recast"]),
        supported_by=_plain(rows["supported_by"][code]),
        existential=_plain(rows["existential_negation"][code]),
        labelling=_plain(rows["labelling"][code]),
        own=_kinds(rows["own"]),
        credit=_plain(rows["credit"]["phrases"]),
        agencies=_plain(rows["credit"]["agencies"]),
    )


def _peoples(code: str) -> Iterator[tuple[str, str]]:
    """Names of states and their peoples in a language and in English, for the office that they go with; the endings of a stem are short."""
    for state, row in table("states").items():
        for names, peoples in (row[code], row["en"]):
            for phrase in (*(name for name in listed(names) if not name.isupper()), *listed(peoples)):  # in small letters "CAR" is a car
                yield phrase, state
        for phrase in (name for name in listed(row["en"][0]) if code == "en"):
            yield from ((phrase + tail, state) for tail in OWNED)


def _plain(row: str) -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in listed(row))


def _kinds(rows: dict[str, str]) -> dict[str, Phrases[str]]:
    return {kind: _plain(row) for kind, row in rows.items()}


def _grammar(row: dict[str, str]) -> Grammar:
    sets = {kind: frozenset(fold(word) for word in listed(text)) for kind, text in row.items() if kind != "demonstrative_state"}
    return Grammar(**sets, demonstrative_state=Phrases((phrase, True) for phrase in listed(row["demonstrative_state"])))


def _noun_rows(rows: Mapping[str, Any], code: str) -> Iterator[tuple[str, Group]]:
    for name, text in rows["nouns"][code].items():
        group = rows["groups"][name]
        label = Group(name, group["kind"], group["named"], group.get("speaks_for", False), group.get("seat"))
        for phrase in listed(text):
            yield phrase, label


def _verb_forms(groups: dict[str, Any], inflections: dict[str, dict[str, str]], code: str) -> Iterator[tuple[str, Verb]]:
    for name, group in groups.items():
        finite = Verb(
            name,
            "finite",
            group["act"],
            group.get("certainty", "certain"),
            group.get("polarity", "positive"),
            group.get("outlet", "uncommitted"),
            group.get("weak", False),
        )
        for form in listed(group.get("forms", "")):
            yield form, finite._replace(form=_form_of(form, code))
        for form in listed(group.get("bases", "")):
            yield form, finite._replace(base=True)
        for inflection, endings in inflections.items():
            for stem in listed(group.get(inflection, "")):
                for form in FORMS:
                    for number, ending in enumerate(endings[form].split(",")):
                        bare = code == "en" and form == "finite" and number == 0 and inflection != "past"
                        yield stem + ending.strip(), finite._replace(form=form, base=bare)


def _form_of(form: str, code: str) -> Form:
    """Gerunds and participles that stand among the irregular forms, by their endings."""
    gerunds = {"en": ("ing",), "es": ("ando", "endo"), "pt": ("ando", "endo", "indo"), "ru": ()}[code]
    participles = {"en": ("tten",), "es": ("ado", "ido", "icho", "crito"), "pt": ("ado", "ido", "dito"), "ru": ()}[code]
    if form.endswith(gerunds):
        return "gerund"
    return "participle" if form.endswith(participles) else "finite"
