"""Generated documents with claims made for them -> how fast texts are compared, claims linked, origins counted; and whether an order shows.

`python -m bench.origins` prints all; each measurement runs in a process of its own. Reading is left out: it is measured by `scripts/bench`.
"""

import argparse
import gc
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from bench.corpus import LANGUAGES, PLACES, documents
from cotejo.events.archive import Archive
from cotejo.events.comparing import compare_texts
from cotejo.events.derive import derive
from cotejo.events.link import link
from cotejo.events.origins import count
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.event import Derivation, Event
from cotejo.records.origin import Origin
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

REPOSITORY = Path(__file__).resolve().parent.parent
COUNTRIES = ("ML", "ML", "SY", "SY", "NI", "MD", "BY", "CF", "LY", "MZ")
FORCES = ("RU", "CU", "CN")
MADE_BY = "bench@1"
TELLING = 5  # members of a family that tell the happening; the others are idle


class Taken(msgspec.Struct):
    """What one measurement gave: units done, seconds of processor time, peak memory."""

    name: str
    units: int
    seconds: float
    peak_mb: int
    note: str = ""

    @property
    def line(self) -> str:
        """One line for people."""
        return f"{self.name:<44} {self.units:>7,} in {self.seconds:7.2f} s = {self.units / self.seconds:>10,.0f}/s, {self.peak_mb:>5} MB  {self.note}"


def records(size: int) -> Iterator[Record]:
    """Make documents and, for each that tells a happening, its claim with place, day and number."""
    for row in documents(size):
        at = datetime.fromisoformat(row["published"])
        day = Interval(earliest=at.date(), latest=at.date(), basis="stated", granularity="day")
        made = Document(
            capture=f"capture-{row['id']}", text=row["text"], external_id=row["id"], outlet=row["outlet"], url=row["url"], language=row["language"],
            published=day, published_at=at, links=tuple(row["links"]), made_by=MADE_BY,
        )  # fmt: skip
        yield made
        if int(row["id"].rpartition("-")[2]) < TELLING:
            yield from claim_of(made, row, at.date() - timedelta(days=1))


def claim_of(document: Document, row: dict[str, Any], day: date) -> Iterator[Record]:
    """Make the claim of a document's first sentence."""
    first = document.text.partition(". ")[0]
    language = LANGUAGES.index(row["language"])
    place = next(number for number, (town, _) in enumerate(PLACES) if town[language] in first)
    span = Span.of(document.id, document.text, 0, len(first))
    numbers = [int(word) for word in first.split() if word.isdigit() and 20 <= int(word) < 900]
    family = int(row["id"][1:6])
    claim = Claim(
        span=span, event_type="ARRIVAL" if numbers else "SYSTEM_EMPLACED", attribution=None, trigger=span, host=COUNTRIES[place],
        actors=(Actor(span=span, state=FORCES[family % len(FORCES)]),),
        personnel=Quantity(span=span, low=numbers[0], high=numbers[0], unit="person") if numbers else None, made_by=MADE_BY,
    )  # fmt: skip
    yield claim
    key = f"g{place}"
    where = Place(
        gazetteer_id=key, name=PLACES[place][0][0], country=COUNTRIES[place], path=(COUNTRIES[place], f"{COUNTRIES[place]}.{place}", key),
        latitude=10.0 + place, longitude=10.0 + place, precision="settlement",
    )  # fmt: skip
    yield Resolution(subject=claim.id, field="place", value=where, reason="bench", made_by=MADE_BY)
    yield Resolution(subject=claim.id, field="time", value=Interval(earliest=day, latest=day, basis="stated"), reason="bench", made_by=MADE_BY)


def peak_mb() -> int:
    """Largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure_lineage(size: int) -> Iterator[Taken]:
    """Compare texts (candidates and verdicts), then link and derive over what was compared."""
    found = list(records(size))
    corpus = Corpus.of(found)
    archive, before = Archive(corpus), peak_mb()
    gc.disable()  # as the pipeline does for stages over the whole case
    begun = time.process_time()
    compared = compare_texts(archive)
    yield Taken("texts compared, documents", size, time.process_time() - begun, peak_mb(), f"{len(compared.copies):,} copies; {before} MB before")
    begun = time.process_time()
    linked = list(link(corpus))
    events = sum(isinstance(one, Event) for one in linked)
    yield Taken("claims linked", len(corpus.claims), time.process_time() - begun, peak_mb(), f"{events:,} events")
    corpus = Corpus.of([*found, *linked])
    begun = time.process_time()
    derived = list(derive(corpus))
    yield Taken(
        "derivations, documents", size, time.process_time() - begun, peak_mb(), f"{sum(isinstance(one, Derivation) for one in derived):,} edges"
    )
    corpus = Corpus.of([*found, *linked, *derived])
    begun = time.process_time()
    origins = sum(isinstance(one, Origin) for one in count(corpus))
    yield Taken("events counted", events, time.process_time() - begun, peak_mb(), f"{origins:,} origins")


def measure_mentions(size: int) -> Iterator[Taken]:
    """Count the origins of one event that so many documents tell: chains of retellings, a few circles."""
    chance = random.Random(1)  # noqa: S311 - variety, not secrets
    day = Interval(earliest=date(2021, 2, 2), latest=date(2021, 2, 2), basis="stated")
    found: list[Record] = []
    claims: list[str] = []
    for number in range(size):
        text = f"Report {number}: sixty men landed in Gao."
        document = Document(
            capture=f"c{number}", text=text, external_id=f"d{number}", outlet=f"Outlet {number}", language="en", published=day, made_by=MADE_BY
        )
        span = Span.of(document.id, text, 0, len(text) - 1)
        claim = Claim(span=span, event_type="ARRIVAL", attribution=None, trigger=span, host="ML", made_by=MADE_BY)
        found += [document, claim]
        if number % 100:
            earlier = claims[chance.randrange(len(claims))] if number % 997 else claim.id
            found.append(
                Derivation(
                    later=claim.id, earlier=earlier, relation="cites", strength="hard", credited=True, rule="bench", why="named", made_by=MADE_BY
                )
            )
        claims.append(claim.id)
    event = Event(claims=tuple(sorted(claims)), event_type="ARRIVAL", place=None, time=day, host="ML", made_by=MADE_BY)
    corpus = Corpus.of([*found, event])
    begun = time.process_time()
    origins = sum(isinstance(one, Origin) for one in count(corpus))
    yield Taken("mentions of one event counted", size, time.process_time() - begun, peak_mb(), f"{origins:,} origins")


def measure_shuffles(times: int) -> Iterator[Taken]:
    """Link, derive and count the demo in so many orders: all give the same origins."""
    from eval.demo import run_demo  # noqa: PLC0415 - it needs the whole pipeline, the others do not

    read = [
        record for name in ("documents", "attributions", "claims", "resolutions", "captures", "exhibits")
        for record in getattr(run_demo().corpus, name).values()
    ]  # fmt: skip
    chance = random.Random(2)  # noqa: S311 - orders, not secrets
    seen = set()
    begun = time.process_time()
    for _ in range(times):
        chance.shuffle(read)
        given = list(read)
        for stage in (link, derive, count):
            given += stage(Corpus.of(given))
        seen.add(frozenset(one for one in given if isinstance(one, Origin | Event | Derivation)))
    note = "all the same" if len(seen) == 1 else f"{len(seen)} DIFFERENT OUTCOMES"
    yield Taken("orders of the demo", times, time.process_time() - begun, peak_mb(), note)


MEASURES = {"lineage": measure_lineage, "mentions": measure_mentions, "shuffles": measure_shuffles}
ALL = (("lineage", 2_000), ("lineage", 10_000), ("lineage", 20_000), ("mentions", 20_000), ("shuffles", 200))


def main(arguments: list[str] | None = None) -> int:
    """Measure one, or all in processes of their own."""
    parser = argparse.ArgumentParser(prog="python -m bench.origins", description="Times linking, derivations and counting.")
    parser.add_argument("measure", nargs="?", choices=MEASURES)
    parser.add_argument("size", nargs="?", type=int, default=2_000)
    asked = parser.parse_args(arguments)
    if asked.measure:
        for taken in MEASURES[asked.measure](asked.size):
            print(taken.line, flush=True)
        return 0
    for name, size in ALL:
        subprocess.run([sys.executable, "-m", "bench.origins", name, str(size)], cwd=REPOSITORY, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
