"""Attributions -> the entity that each source is, under one key in every language and script; or none, with the reason.

A person's key is the consonant skeleton of the name ("Заемский", "Zaemski", "Zayomski" have one), an office's its state and what it is, an unnamed
source's its carrier and what it is called: it is never an origin apart from that carrier.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cotejo.claims.attributions import MADE_BY
from cotejo.claims.wording import Wording, fold, wording, words
from cotejo.language.reading import Name, Reading
from cotejo.records.attribution import Attribution, Source
from cotejo.records.resolution import Candidate, Entity, Resolution
from cotejo.text.lookalikes import unmask

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
LETTERS = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya,i,yi,e,g,u"
LATIN = dict(zip(CYRILLIC, LETTERS.split(","), strict=True))
NAME_LINKS = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "das", "van", "von", "der", "el", "al", "bin", "ibn", "y", "e"})
SOUNDS = "kh= sch=s sh=s ch=s zh=s ts=s tz=s ph=f qu=k gue=ge_ gui=gi_ ge_=g gi_=g ge=e gi=i ce=se ci=si x=s"  # in this order
SOFT = tuple(tuple(pair.split("=")) for pair in SOUNDS.split(" "))
ONE = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "b": "v", "j": "", "h": "", "y": "", "'": "", "-": ""})


def resolve(reading: Reading, attributions: Sequence[Attribution]) -> Iterator[Resolution]:
    """One resolution (field `source`) for each attribution; `value` None where the text does not say who it is."""
    matchers, known = wording(reading.language), Known(reading)
    keys: dict[str, str] = {}
    own = outlet_key(reading, reading.document.outlet) or "outlet:unknown"
    by_id = {one.id: one for one in attributions}
    for each in sorted(attributions, key=lambda one: _depth(by_id, one)):
        carrier = keys.get(each.within or "", own)
        key, reason = key_of(known, matchers, each.source, carrier)
        if key:
            keys[each.id] = key
        yield Resolution(
            subject=each.id,
            field="source",
            value=Entity(canonical=key, name=each.source.name, entity_kind=each.source.kind, state=each.source.state) if key else None,
            candidates=_candidates(each.source),
            reason=reason,
            made_by=MADE_BY,
        )


class Known:
    """The names of a document that the lexicon has keys for, by place and by spelling."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = sorted((name for sentence in reading.sentences for name in sentence.names if name.key), key=lambda name: name.start)
        self.starts = [name.start for name in self.names]
        self.spelt: dict[str, list[Name]] = {}
        for name in self.names:
            self.spelt.setdefault(name.text, []).append(name)

    def key(self, source: Source, kind: str) -> str | None:
        """The key of a source's name, where it stands in the source's words, else wherever the text spells it so."""
        kinds = {kind, "outlet", "agency", "organisation", "company", "force"}
        here = self._over(source) if source.span else []
        for name in (*here, *self.spelt.get(source.name, ())[:1]):
            if name.key and name.kind in kinds and name.text in source.name:
                return name.key if ":" in name.key else f"{kind}:{name.key}"
        return None

    def _over(self, source: Source) -> list[Name]:
        if source.span is None:
            return []
        last = bisect_left(self.starts, source.span.end)
        first = max(0, bisect_left(self.starts, source.span.start) - 1)
        return [name for name in self.names[first:last] if source.span.start < name.end]


def _depth(by_id: dict[str, Attribution], each: Attribution) -> tuple[int, str]:
    count, at = 0, each.within
    while at in by_id and count < len(by_id):
        count, at = count + 1, by_id[at].within
    return count, each.id


def key_of(names: Known, matchers: Wording | None, source: Source, carrier: str) -> tuple[str | None, str]:
    """A source's canonical key and why; None with the reason where the words do not settle it."""
    if source.kind in {"person", "journalist", "politician", "witness"}:
        return f"person:{skeleton(source.name)}", "person by name"
    if source.kind in {"outlet", "agency"}:
        return names.key(source, source.kind) or outlet_key(names.reading, source.name, source.kind), f"{source.kind} by name"
    if source.kind == "account":
        handle = source.name.rpartition("@")[2].rstrip(")")
        return f"account:{unmask(handle).casefold()}", "account by handle"
    if source.kind == "office":
        return _office(matchers, source)
    if source.kind == "organisation":
        return names.key(source, "organisation") or f"organisation:{slug(source.name)}", "organisation by name"
    if source.kind in {"unnamed", "rumour", "image", "track", "sensor"}:
        word = descriptor(matchers, source) or source.kind
        return f"{'unnamed' if source.kind == 'unnamed' else source.kind}:{carrier}/{word}", "unnamed: known only through its carrier"
    return f"document:{slug(source.name)}", "document by its name in the text"


def _office(matchers: Wording | None, source: Source) -> tuple[str | None, str]:
    if any(flag.startswith("ambiguous") for flag in source.flags):
        return None, "ambiguous: the text points to a state and does not name it"
    if source.state is None:
        return None, "the text does not say whose office it is"
    what = descriptor(matchers, source) or ("government" if "metonymy" in source.flags else slug(source.name))
    return f"office:{source.state}-{what}", "office by its state and what it is"


def _candidates(source: Source) -> tuple[Candidate, ...]:
    states = [state for flag in source.flags if flag.startswith("ambiguous:") for state in flag.removeprefix("ambiguous:").split("|")]
    return tuple(Candidate(value=state, score=1 / len(states), reasons=("named in the text before",)) for state in states)


def descriptor(matchers: Wording | None, source: Source) -> str | None:
    """What an unnamed source or an office is: the key of its noun."""
    if matchers is None:
        return None
    low = words(source.name)
    found = [group for _, _, group in matchers.nouns.search(low)]
    if source.kind == "office":
        metonym = next((hit.key for _, _, hit in matchers.metonyms.search(low)), None)
        return next((group.name for group in found if group.kind == "office"), metonym)
    return found[-1].name if found and matchers.language == "en" else (found[0].name if found else None)


def outlet_key(reading: Reading, name: str | None, kind: str = "outlet") -> str | None:
    """`outlet:<slug>`; a name in another script takes the spelling of the site that the document links to."""
    if not name:
        return None
    wanted = slug(name)
    if not name.isascii():
        for link in reading.document.links:
            host = (urlsplit(link).hostname or "").removeprefix("www.")
            label = host.split(".")[0]
            if any(skeleton(part) == skeleton(name) for part in (label, *label.split("-"))) and skeleton(name):
                return f"{kind}:{label}"
    return f"{kind}:{wanted}"


def slug(name: str) -> str:
    """Words in Latin letters joined by hyphens, without articles at the front.

    >>> slug("Деловой Меридиан"), slug("La Pizarra Andina")
    ('delovoy-meridian', 'pizarra-andina')
    """
    parts = [latin(word) for word in words(unmask(name)) if word[0].isalnum()]
    while len(parts) > 1 and parts[0] in {"the", "el", "la", "los", "las", "o", "a", "os", "as"}:
        parts = parts[1:]
    return "-".join(parts)


def latin(word: str) -> str:
    """A folded word in Latin letters."""
    return "".join(LATIN.get(char, char) for char in fold(word))


def skeleton(name: str) -> str:
    """The consonants of each name word, with the spellings of one sound made one.

    >>> skeleton("Заемский") == skeleton("Zaemski") == skeleton("Zayomski")
    True
    >>> skeleton("Maribel Oquendo Rangel") == skeleton("Марибель Окендо Ранхель")
    True
    """
    return "-".join(filter(None, (_bones(latin(word)) for word in words(unmask(name)) if word[0].isalnum() and word not in NAME_LINKS)))


def _bones(word: str) -> str:
    for spelling, sound in SOFT:
        word = word.replace(spelling, sound)
    bare = "".join(char for char in word.translate(ONE) if char not in "aeiou")
    collapsed = "".join(char for place, char in enumerate(bare) if place == 0 or bare[place - 1] != char)
    return collapsed or word[:1]
