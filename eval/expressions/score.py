"""Sentences with their times or counts -> share of sentences in which exactly these are read, by language; the frozen half beside the other."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cotejo.language.load import read
from cotejo.language.reading import Reading
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from eval.figures import Figure

FOLDER = Path(__file__).resolve().parent
HALVES = ("dev", "frozen")  # the frozen half is never looked at for rules; whoever does says so in the commit
Bounds = tuple[tuple[str, str], ...]


def rows(name: str) -> list[dict[str, str]]:
    """Lines of a set."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def reading_of(text: str, language: str, published: str) -> Reading:
    """Read one sentence as a document."""
    day = date.fromisoformat(published)
    interval = Interval(earliest=day, latest=day, basis="stated")
    return read(Document(capture="eval", text=text, external_id="eval", language=language, published=interval, made_by="eval@1"))


def times(row: dict[str, str]) -> tuple[Bounds, Bounds, Bounds]:
    """Times as coded, as read, and as the naive reading has them: a year in figures is the whole year."""
    coded = () if row["earliest"] == "none" else ((row["earliest"], row["latest"]),)
    reading = reading_of(row["text"], row["language"], row["published"])
    found = tuple((str(time.interval.earliest or "-"), str(time.interval.latest or "-")) for line in reading.sentences for time in line.dates)
    years = re.findall(r"\b(?:19|20)\d{2}\b", row["text"])
    return coded, found, tuple((f"{year}-01-01", f"{year}-12-31") for year in years)


def counts(row: dict[str, str]) -> tuple[Bounds, Bounds, Bounds]:
    """Counts as coded, as read, and as the naive reading has them: every number in figures counts exactly."""
    coded = () if row["bounds"] == "none" else tuple((low, high) for low, _, high in (part.partition(",") for part in row["bounds"].split(";")))
    reading = reading_of(row["text"], row["language"], "2026-03-18")
    found = tuple((written(one.low), written(one.high)) for line in reading.sentences for one in line.quantities)
    return coded, found, tuple((number, number) for number in re.findall(r"\b\d+\b", row["text"]))


def written(bound: int | None) -> str:
    """A bound as the sets write it; nothing for an open one."""
    return "" if bound is None else str(bound)


def figures() -> list[Figure]:
    """Score both kinds, both halves, each language."""
    measured = []
    kinds: tuple[tuple[str, Callable[[dict[str, str]], tuple[Bounds, Bounds, Bounds]]], ...] = (("dates", times), ("counts", counts))
    for kind, judge in kinds:
        for half in HALVES:
            judged = [(row["language"], *judge(row)) for row in rows(f"{kind}_{half}")]
            for language in ("en", "es", "pt", "ru"):
                own = [(coded, found, naive) for spoken, coded, found, naive in judged if spoken == language]
                right = sum(coded == found for coded, found, _ in own)
                plain = sum(coded == naive for coded, _, naive in own)
                measured.append(Figure(f"{kind} exact, {language}, {half}", right, len(own), plain / len(own)))
    return measured
