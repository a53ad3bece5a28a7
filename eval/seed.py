"""The seed article as read -> its score against the hand coding: claims, places, dates, counts, chains, origins."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cotejo.claims.read import read
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.resolution import Place, Resolution
from cotejo.records.span import Span
from cotejo.text.folding import fold
from eval.shared import SHARED

CASE = SHARED / "cases" / "seed"
# Line of the article (from 1) in which each hand-coded claim stands.
LINES = {
    "C1": 2, "C2": 1, "C3": 1, "C4": 3, "C5": 5, "C6": 6, "C7": 6, "C8": 7, "C9": 7, "C10": 7, "C11": 8, "C12": 9, "C13": 11, "C14": 12, "C15": 10,
}  # fmt: skip
REQUIRED = ("C1", "C5", "C6", "C11", "C12", "C13", "C14")
# What must not come out as a claim: (line, word in it that such a claim would have for its trigger).
BACKGROUND = ((8, "snatched"), (8, "governorship"), (11, "bought"))
FIELDS = ("type", "count", "place", "time", "equipment", "source", "chain")
SOURCES = {"O1": ("barraez",), "O2": ("velasquez",), "O3": ("dfrlab",), "O4": ("foreign ministry",)}  # folded parts of the names
PLACES = {  # folded names of which one must be the resolved place or lie on its path; the gold's `place` in words
    "C1": ("tachira",), "C2": ("venezuela",), "C3": ("venezuela",), "C8": ("circulo militar", "caracas"), "C10": ("bolivar",),
    "C11": ("arco minero", "mining arc", "bolivar"), "C12": ("caracas",), "C6": ("tachira",), "C15": ("venezuela",),
}  # fmt: skip
TIMES = {  # (earliest, latest) as the gold has them; None = open
    "C1": (None, date(2020, 1, 31)), "C6": (date(2019, 8, 1), date(2019, 8, 31)), "C7": (date(2019, 8, 1), date(2019, 8, 31)),
    "C12": (None, date(2019, 4, 30)), "C15": (date(2018, 10, 1), None),
}  # fmt: skip


class Score(NamedTuple):
    """What was right: gold claim -> field -> right or wrong (fields that the gold does not state are absent)."""

    fields: Mapping[str, Mapping[str, bool]]
    claims: int
    extra: tuple[str, ...]  # claims that answer to no hand-coded one
    background: tuple[str, ...]  # claims of what must not be one

    def right(self, claims: Iterable[str] = ()) -> int:
        """How many hand-coded claims are right in every field."""
        wanted = tuple(claims) or tuple(self.fields)
        return sum(bool(self.fields[name]) and all(self.fields[name].values()) for name in wanted)


def corpus_of(text: str, name: str = "article") -> Corpus:
    """Read one text as the main job does."""
    capture = Capture(url=f"file:{name}.txt", fetched_at=None, sha256="0" * 64, media_type="text/plain", size_bytes=len(text), made_by="eval@1")
    document = Document(capture=capture.id, text=text, external_id=name, language="en", made_by="eval@1")
    return Corpus.of([capture, document, *read(document)])


def score(corpus: Corpus, text: str, gold: Mapping[str, Any]) -> Score:
    """Match found claims to hand-coded ones inside the same line and of the same type, so that most fields are right; then judge each field."""
    starts = line_starts(text)
    by_line: dict[int, list[Claim]] = {}
    for claim in corpus.claims.values():
        line = sum(start <= claim.trigger.start for start in starts)
        by_line.setdefault(line, []).append(claim)
    fields: dict[str, dict[str, bool]] = {}
    used: set[str] = set()
    for line in sorted(set(LINES.values())):
        wanted = [entry for entry in gold["claims"] if LINES[entry["id"]] == line]
        for entry, matched in assign(wanted, by_line.get(line, []), corpus).items():
            fields[entry] = judge(next(item for item in wanted if item["id"] == entry), matched, corpus)
            used.update({matched.id} if matched else ())
    also = {(LINES[entry["id"]], entry["also"]) for entry in gold["claims"] if "also" in entry}
    extra, background = [], []
    for line, claims in by_line.items():
        for claim in claims:
            if any(line == at and word in claim.trigger.exact for at, word in BACKGROUND):
                background.append(claim.trigger.exact)
            elif claim.id not in used and (line, claim.event_type) not in also:
                extra.append(f"line {line} {claim.event_type} {claim.trigger.exact!r}")
    return Score(fields, len(corpus.claims), tuple(sorted(extra)), tuple(sorted(background)))


def line_starts(text: str) -> list[int]:
    """Offsets at which lines begin."""
    return [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]


def assign(wanted: list[dict[str, Any]], claims: list[Claim], corpus: Corpus) -> dict[str, Claim | None]:
    """Give each hand-coded claim of a line at most one found claim of its type; lines hold few, so all ways are tried."""
    result: dict[str, Claim | None] = {}
    for event_type in sorted({entry["event_type"] for entry in wanted}):
        entries = [entry for entry in wanted if entry["event_type"] == event_type]
        same = sorted((claim for claim in claims if claim.event_type == event_type), key=lambda claim: claim.trigger.start)
        pool: list[Claim | None] = [*same[:6], *[None] * len(entries)]
        ways = permutations(pool, len(entries))
        best = max(ways, key=lambda way: sum(sum(judge(e, c, corpus).values()) for e, c in zip(entries, way, strict=True)))
        result |= {entry["id"]: claim for entry, claim in zip(entries, best, strict=True)}
    return result


def judge(entry: Mapping[str, Any], claim: Claim | None, corpus: Corpus) -> dict[str, bool]:
    """Say for each field that the gold states whether the claim has it right."""
    name = entry["id"]
    stated = {"type": True, "count": "count" in entry, "place": name in PLACES, "time": name in TIMES, "equipment": "equipment" in entry}
    stated |= {"source": str(entry.get("origin")).split()[0] in SOURCES, "chain": "chain" in entry}
    if claim is None:
        return {field: False for field, here in stated.items() if here}
    chain = [fold(hop.source.name) for hop in corpus.chain(claim.attribution)]
    published = [fold(hop.source.published_in or "") for hop in corpus.chain(claim.attribution)]
    right = {
        "type": True,
        "count": counted(entry.get("count"), claim),
        "place": name in PLACES and placed(PLACES[name], claim, corpus),
        "time": name in TIMES and timed(TIMES[name], claim, corpus),
        "equipment": {kind_of(word) for word in entry.get("equipment", ())} <= {item.category.split(".")[0] for item in claim.equipment},
        "source": sourced(entry, claim, corpus, chain),
        "chain": all(any(step in hop for hop in [*chain, *published]) for step in chain_steps(entry)),
    }
    return {field: right[field] for field, here in stated.items() if here}


def counted(count: list[int | None] | None, claim: Claim) -> bool:
    """Whether the head count has exactly the gold's bounds; null in the gold means that no number may be made up."""
    if count is None:
        return claim.personnel is None or claim.personnel.low is None
    return claim.personnel is not None and [claim.personnel.low, claim.personnel.high] == count


def placed(names: tuple[str, ...], claim: Claim, corpus: Corpus) -> bool:
    """Whether the claim's place, or one that it lies in, bears one of the names."""
    place = corpus.place(claim.id)
    words = fold(" ".join([place.name, place.admin1 or "", *place.path, "venezuela" if place.country == "VE" else ""])) if place else ""
    return any(name in words for name in names)


def timed(bounds: tuple[date | None, date | None], claim: Claim, corpus: Corpus) -> bool:
    """Whether the resolved interval has exactly the gold's ends."""
    interval = corpus.time(claim.id)
    return interval is not None and (interval.earliest, interval.latest) == bounds


def sourced(entry: Mapping[str, Any], claim: Claim, corpus: Corpus, chain: list[str]) -> bool:
    """Whether the innermost source is the gold's; with a chain in the gold, its last step."""
    hops = corpus.chain(claim.attribution)
    if not hops:
        return False
    if "unnamed" in str(entry.get("chain", [""])[-1]):
        return hops[-1].source.kind == "unnamed" and any(part in hop for hop in chain for part in SOURCES["O1"])
    return any(part in chain[-1] for part in SOURCES[entry["origin"]])


def chain_steps(entry: Mapping[str, Any]) -> list[str]:
    """Folded names that the chain must pass through (the article itself is its outermost voice, the unnamed are judged by kind)."""
    steps = [fold(step) for step in entry.get("chain", ())]
    return [step for step in steps if step != "this article" and "unnamed" not in step]


def kind_of(word: str) -> str:
    """Top class of a gold equipment word."""
    return {"helicopters": "helicopter", "drones": "uav", "photographs": "camera"}.get(word, word).split(".")[0]


def load(case: Path = CASE) -> tuple[str, dict[str, Any]]:
    """Read article and hand coding."""
    return (case / "article.txt").read_text(encoding="utf-8"), msgspec.json.decode((case / "gold.json").read_bytes(), type=dict[str, Any])


def naive_corpus(text: str) -> Corpus:
    """What a keyword reader makes of the article: each line with "Russian" in it is PRESENCE in Venezuela, by nobody, without number or date."""
    capture = Capture(url="file:naive.txt", fetched_at=None, sha256="0" * 64, media_type="text/plain", size_bytes=len(text), made_by="naive@1")
    document = Document(capture=capture.id, text=text, external_id="naive", language="en", made_by="naive@1")
    country = Place(gazetteer_id="country:VE", name="Venezuela", country="VE", precision="country")
    records: list[Record] = [capture, document]
    for start in line_starts(text):
        at = text.find("Russian", start, (text.find("\n", start) + 1) or len(text))
        if at >= 0:
            span = Span.of(document.id, text, at, at + len("Russian"))
            claim = Claim(span=span, event_type="PRESENCE", attribution=None, trigger=span, made_by="naive@1")
            records += [claim, Resolution(subject=claim.id, field="place", value=country, reason="the country most named", made_by="naive@1")]
    return Corpus.of(records)
