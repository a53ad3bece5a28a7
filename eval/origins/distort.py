"""Reports with one thing changed, added to their cases -> how many come out corroborated (none may); faithful paraphrases -> how many join."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from eval.figures import Figure
from eval.lineage import hits, locate
from eval.origins.cases import HERE, Case, Happening, load_cases
from eval.origins.runs import Ran, run_rows

SURE = frozenset({"corroborated", "physically corroborated"})
ADDED = "added"


class Change(NamedTuple):
    """A report to be added to a case: what it gives of which event, and what was changed ("" for a paraphrase)."""

    case: str
    event: str
    kind: str
    language: str
    text: str
    low: int | None = None
    high: int | None = None


def load_changes() -> tuple[list[Change], list[Change]]:
    """Read distortions and paraphrases."""
    rows = tomllib.loads((HERE / "distortions.toml").read_text(encoding="utf-8"))
    return [Change(*row) for row in rows["distortions"]], [Change(row[0], row[1], "", row[2], row[3]) for row in rows["paraphrases"]]


def run_with(case: Case, change: Change) -> Ran:
    """Run a case with one more report, printed by an outlet that is not in it, a day after the last report on the event."""
    event = event_of(case, change)
    told = {mention.doc for mention in event.mentions}
    last = max(datetime.fromisoformat(found.published) for found in case.documents if found.id in told)
    row: dict[str, Any] = {
        "id": ADDED, "url": "https://thirdhand.example/1", "outlet": "Thirdhand Digest", "language": change.language,
        "published": (last + timedelta(days=1)).isoformat(), "title": "In brief", "text": change.text,
    }  # fmt: skip
    return run_rows([*case.rows(), row])


def event_of(case: Case, change: Change) -> Happening:
    """The planted event that a change is about."""
    return next(event for event in case.events if event.id == change.event)


def corroborates(ran: Ran, change: Change) -> bool:
    """Whether what was changed comes out corroborated: the added report supports a sure event without its difference being flagged."""
    for event in ran.export["events"]:
        if event["label"] not in SURE or not any(claim["doc"] == ADDED for claim in event["claims"]):
            continue
        if change.kind == "count":
            rows = [item for item in event["details"] if item["detail"].startswith("count") and meets(item["value"], change)]
            low, high = event["count"]["low"], event["count"]["high"]
            agreed = low is not None and low <= (change.high or 0) and (high is None or (change.low or 0) <= high)
            if agreed or any(item["lo"] > 1 for item in rows):
                return True
        elif change.kind != "place" or not any(item["field"] == "place" for item in event["disputed"]):
            return True
    return False


def meets(value: str, change: Change) -> bool:
    """Whether a detail's reading is the false number."""
    return str(change.low) in value.replace(",", "")


def joins(ran: Ran, case: Case, change: Change) -> bool:
    """Whether a paraphrase is a member of the event that holds most mentions of its happening."""
    event = event_of(case, change)
    votes = [n for mention in event.mentions for n in hits(locate(ran.texts, {"doc": mention.doc, "exact": mention.exact}), event.types, ran.export)]
    if not votes:
        return False
    main = ran.export["events"][max(sorted(set(votes)), key=votes.count)]
    return any(claim["doc"] == ADDED for claim in main["claims"])


def figures(half: str | None = None) -> Iterator[Figure]:
    """Score all changes of a half."""
    cases = {case.name: case for case in load_cases(half)}
    distortions, paraphrases = load_changes()
    ran = [(change, run_with(cases[change.case], change)) for change in distortions if change.case in cases]
    wrong = [change for change, found in ran if corroborates(found, change)]
    read = sum(any(claim["doc"] == ADDED for event in found.export["events"] for claim in (*event["claims"], *event["denials"])) for _, found in ran)
    note = f"read as a claim or a denial: {read}" + "".join(f"; {change.case} {change.kind}" for change in wrong)
    yield Figure("distortions not corroborated", len(ran) - len(wrong), len(ran), None, note)
    told = [(change, run_with(cases[change.case], change)) for change in paraphrases if change.case in cases]
    yield Figure("paraphrases that join", sum(joins(found, cases[change.case], change) for change, found in told), len(told))
