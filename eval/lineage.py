"""A run's `events` export and a planted truth -> what was found of claims, events, origins, denials and derivations, with baselines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cotejo.text.folding import fold
from eval.figures import Figure

Claim = tuple[str, int, int, str]  # document, start, end, found event


class Stretch(NamedTuple):
    """A quotation of the truth at its place in a document."""

    doc: str
    start: int
    end: int


def locate(texts: Mapping[str, str], entry: Mapping[str, Any]) -> Stretch:
    """Find a quotation of the truth in its document; it stands there exactly once.

    Raises:
        ValueError: it does not: the truth and the corpus do not belong together.
    """
    text, exact = texts[entry["doc"]], entry["exact"]
    if text.count(exact) != 1:
        raise ValueError(f"{entry['doc']} has {text.count(exact)} times {exact!r}, not once: truth.json and the documents do not belong together")
    start = text.index(exact)
    return Stretch(entry["doc"], start, start + len(exact))


def overlaps(stretch: Stretch, claim: Mapping[str, Any]) -> bool:
    """Whether a found claim touches a quotation of the truth."""
    return bool(claim["doc"] == stretch.doc and claim["start"] < stretch.end and stretch.start < claim["end"])


def hits(stretch: Stretch, types: set[str], export: Mapping[str, Any]) -> list[int]:
    """Numbers of the found events that have a claim of an allowed type at a quotation."""
    return [
        number
        for number, event in enumerate(export["events"])
        if any(claim["event_type"] in types and overlaps(stretch, claim) for claim in event["claims"])
    ]


def score(export: Mapping[str, Any], truth: Mapping[str, Any], texts: Mapping[str, str]) -> list[Figure]:
    """Score a run. Every figure counts cases of the truth, but `precision` ones, which count what was found."""
    figures = [
        *score_claims(export, truth, texts),
        *score_events(export, truth, texts),
        *score_origins(export, truth, texts),
        *score_edges(export, truth),
    ]
    return [*figures, *score_denials(export, truth, texts)]


def score_claims(export: Mapping[str, Any], truth: Mapping[str, Any], texts: Mapping[str, str]) -> Iterable[Figure]:
    """Mentions found; documents without anything left alone; what must not be a claim left alone."""
    mentions = [(locate(texts, mention), types_of(event)) for event in truth["events"] for mention in event["mentions"]]
    found = sum(bool(hits(stretch, types, export)) for stretch, types in mentions)
    naive = sum("PRESENCE" in types for _, types in mentions)
    yield Figure("mentions found, type right", found, len(mentions), naive / len(mentions), "naive: every one is PRESENCE")
    claims = [claim for event in export["events"] for claim in event["claims"]]
    listed, echoed = true_claims(truth, texts), echoes(truth)
    answered = sum(
        (claim["doc"], claim["event_type"]) in echoed or any(overlaps(stretch, claim) and claim["event_type"] in types for stretch, types in listed)
        for claim in claims
    )
    yield Figure("claims that the truth lists, type right", answered, len(claims), None, "precision; an echo of a listed claim counts as listed")
    idle = [name for name, entry in truth["documents"].items() if not entry["relevant"]]
    quiet = sum(not any(claim["doc"] == name for claim in claims) for name in idle)
    yield Figure("irrelevant documents without a claim", quiet, len(idle))
    traps = [locate(texts, entry) for entry in truth["must_not_be_claims"]]
    clean = sum(not any(overlaps(trap, claim) for claim in claims) for trap in traps)
    yield Figure("traps without a claim", clean, len(traps))


def true_claims(truth: Mapping[str, Any], texts: Mapping[str, str]) -> list[tuple[Stretch, set[str]]]:
    """Every place of the truth at which a claim may be read, with the types that are right there."""
    found = [(locate(texts, mention), types_of(event)) for event in truth["events"] for mention in event["mentions"]]
    found += [(locate(texts, entry), {entry["event_type"]}) for entry in truth["other_claims"]]
    for event in truth["events"]:
        beside = [*event["denials"], *event["concessions"]]
        found += [(locate(texts, entry), types_of(event) | {"PRESENCE", "LEGAL_BASIS", "SERVICE_MAINTAIN"}) for entry in beside]
    return found


def echoes(truth: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Documents that rest on one with a listed claim outside the events, with its type: they may repeat it, and the truth lists it once."""
    reached = closure({(edge["later"], edge["earlier"]) for edge in truth["derivations"]})
    return {(later, entry["event_type"]) for entry in truth["other_claims"] for later, earlier in reached if earlier == entry["doc"]}


def types_of(event: Mapping[str, Any]) -> set[str]:
    """Types that are as good for an event."""
    return {event["event_type"], *event.get("also", ())}


def main_event(event: Mapping[str, Any], export: Mapping[str, Any], texts: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The found event that holds most mentions of a true one."""
    votes = [number for mention in event["mentions"] for number in hits(locate(texts, mention), types_of(event), export)]
    return export["events"][max(sorted(set(votes)), key=votes.count)] if votes else None


def score_events(export: Mapping[str, Any], truth: Mapping[str, Any], texts: Mapping[str, str]) -> Iterable[Figure]:
    """B3 of mentions over events; place, days and number of the main found event."""
    true_of, found_of = [], []
    for index, event in enumerate(truth["events"]):
        for mention in event["mentions"]:
            numbers = hits(locate(texts, mention), types_of(event), export)
            if numbers:
                true_of.append(index)
                found_of.append(numbers[0])
    yield Figure(
        "events B3 (mentions found)",
        b_cubed(true_of, found_of) * len(true_of),
        len(true_of),
        b_cubed(true_of, list(range(len(true_of)))),
        "naive: apart",
    )
    pairs = [(event, main_event(event, export, texts)) for event in truth["events"]]
    placed = [(event, found) for event, found in pairs if event.get("place")]
    yield Figure("events placed right", sum(found is not None and same_place(event["place"], found["place"]) for event, found in placed), len(placed))
    dated = [(event, found) for event, found in pairs if event.get("earliest") or event.get("latest")]
    yield Figure("events with days that overlap the truth", sum(found is not None and same_days(event, found) for event, found in dated), len(dated))
    counted = [(event, found) for event, found in pairs if event.get("count")]
    yield Figure(
        "events with the true bounds of the number",
        sum(found is not None and same_count(event["count"], found["count"]) for event, found in counted),
        len(counted),
    )


def b_cubed(truth: Sequence[int], found: Sequence[int]) -> float:
    """B3 F1 of two partitions of the same items (Bagga and Baldwin 1998); 0 for no items."""
    if not truth:
        return 0.0
    precision = recall = 0.0
    for t, f in zip(truth, found, strict=True):
        same_truth = sum(other == t for other in truth)
        same_found = sum(other == f for other in found)
        both = sum(a == t and b == f for a, b in zip(truth, found, strict=True))
        precision += both / same_found / len(truth)
        recall += both / same_truth / len(truth)
    return 2 * precision * recall / (precision + recall)


def same_place(true: Mapping[str, Any], found: Mapping[str, Any] | None) -> bool:
    """Whether the found place is the true one, or the nearest thing that a gazetteer has: same country and name, or same first-level unit."""
    if not found or found.get("country") != true["country"]:
        return False
    units = {fold(name) for name in (true.get("admin1"), *true.get("also_admin1", ())) if name}
    same_name = fold(found.get("name") or "") in fold(true["name"]) or fold(true["name"]) in fold(found.get("name") or "-")
    return same_name or bool(units & {fold(found.get("admin1") or ""), fold(found.get("name") or "")})


def same_days(true: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether the found interval holds a day of the true one and neither end lies outside it by more than a week."""
    early, late = found["earliest"] or "0000", found["latest"] or "9999"
    return bool(early <= (true["latest"] or "9999") and (true["earliest"] or "0000") <= late)


def same_count(true: Mapping[str, Any], found: Mapping[str, Any] | None) -> bool:
    """Whether the bounds are exactly the truth's."""
    return bool(found) and (found or {}).get("low") == true["low"] and (found or {}).get("high") == true["high"]


def score_origins(export: Mapping[str, Any], truth: Mapping[str, Any], texts: Mapping[str, str]) -> Iterable[Figure]:
    """Truth inside lo..hi, exactly hit, and how wide the intervals are; counting documents or outlets beside it."""
    pairs = [(event, main_event(event, export, texts)) for event in truth["events"]]
    found = [(event, match) for event, match in pairs if match is not None]
    covered = sum(match["lo"] <= event["hi"] and event["lo"] <= match["hi"] for event, match in found)
    documents = sum(event["hi"] == len({claim["doc"] for claim in match["claims"]}) for event, match in found)
    yield Figure("origins: truth meets lo..hi", covered, len(pairs), documents / len(pairs), "naive: the number of documents")
    exact = sum((match["lo"], match["hi"]) == (event["lo"], event["hi"]) for event, match in found)
    yield Figure("origins: lo..hi is the truth's", exact, len(pairs), documents / len(pairs), "naive: the number of documents")
    for name, want in (("one", True), ("many", False)):
        part = [(event, match) for event, match in found if (event["hi"] == 1) is want]
        right = sum(match["lo"] <= event["hi"] and event["lo"] <= match["hi"] for event, match in part)
        yield Figure(f"origins: met where the truth is {name}", right, len([event for event in truth["events"] if (event["hi"] == 1) is want]))
    width = sum(match["hi"] - match["lo"] for _, match in found)
    yield Figure(
        "origins: width at most 1.5", float(bool(found) and width / len(found) <= 1.5), 1, None, f"mean width {width / max(len(found), 1):.2f}"
    )


def score_edges(export: Mapping[str, Any], truth: Mapping[str, Any]) -> Iterable[Figure]:
    """Derivations between archived documents: found ones of the truth, and true ones of the found."""
    names = set(truth["documents"])
    true = {(edge["later"], edge["earlier"]): edge["credited"] for edge in truth["derivations"] if edge["earlier"] in names}
    found = {(edge["later"], edge["earlier"]) for edge in export["derivations"] if edge["later"] in names and edge["earlier"] in names}
    for name, credited in (("credited", True), ("uncredited", False)):
        wanted = [edge for edge, said in true.items() if said is credited]
        yield Figure(f"derivations found, {name}", sum(edge in found for edge in wanted), len(wanted))
    shown = {
        (reuse["later"]["doc"], reuse["earlier"]["doc"]) for reuse in truth.get("media_reuse", ())
    }  # a tie by a picture is true where it is planted
    reachable = closure(set(true) | shown)
    yield Figure("derivations that are true (or lead on)", sum(edge in reachable for edge in found), len(found), None, "precision")


def closure(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """All pairs that edges lead from one to the other."""
    reached = set(edges)
    while True:
        more = {(a, d) for a, b in reached for c, d in edges if b == c} - reached
        if not more:
            return reached
        reached |= more


def score_denials(export: Mapping[str, Any], truth: Mapping[str, Any], texts: Mapping[str, str]) -> Iterable[Figure]:
    """Denials of the truth that stand beside an event."""
    wanted = [locate(texts, entry) for event in truth["events"] for entry in event.get("denials", ())]
    shown = [entry for event in export["events"] for entry in event["denials"]]
    found = sum(
        any(entry["doc"] == stretch.doc and (entry["exact"] in texts[stretch.doc]) and near(texts, stretch, entry) for entry in shown)
        for stretch in wanted
    )
    yield Figure("denials beside an event", found, len(wanted))
    conceded = [locate(texts, entry) for event in truth["events"] for entry in event.get("concessions", ())]
    distinct = {(entry["doc"], entry["exact"]): entry for entry in shown}.values()
    right = sum(any(entry["doc"] == stretch.doc and near(texts, stretch, entry) for stretch in (*wanted, *conceded)) for entry in distinct)
    yield Figure("denials that are one", right, len(distinct), None, "precision; concessions that recast count as well")


def near(texts: Mapping[str, str], stretch: Stretch, entry: Mapping[str, Any]) -> bool:
    """Whether a shown denial touches the true one."""
    start = texts[stretch.doc].find(entry["exact"])
    return start < stretch.end and stretch.start < start + len(entry["exact"])
