"""Cases, run -> figures: events, origins per event and detail, derivations, denials, with the baselines beside them."""

import argparse
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cotejo.events.graph import Groups
from eval.figures import Figure, table
from eval.lineage import b_cubed, closure, hits, locate, near
from eval.origins import distort
from eval.origins.baselines import BASELINES
from eval.origins.cases import HALVES, Case, Happening, Mention, load_cases
from eval.origins.given import Given, run_given
from eval.origins.runs import Ran, run_rows

MAX_WIDTH = 1.5
KEPT = frozenset(
    {
        "events B3 (not found = alone)",
        "origins B3 (not found = alone)",
        "origins B3 (of mentions found)",
        "origins: truth meets lo..hi",
        "origins: lo..hi is the truth's",
        "origins: met where the truth is one",
        "origins: met where the truth is many",
        "origins: balanced accuracy",
        "origins: width at most 1.5",
    }
)  # figures that are given again for the runs with another start


class Scored(NamedTuple):
    """A case with its run, and for each mention the number of the found event and the found roots."""

    case: Case
    ran: Ran
    placed: dict[tuple[str, str, str], tuple[int, frozenset[str]] | None]  # (event, doc, exact) -> found

    def main(self, event: Happening) -> dict[str, Any] | None:
        """The found event that holds most mentions of a true one."""
        numbers = [found[0] for mention in event.mentions if (found := self.placed[event.id, mention.doc, mention.exact])]
        return self.ran.export["events"][max(sorted(set(numbers)), key=numbers.count)] if numbers else None


def score_case(case: Case, ran: Ran) -> Scored:
    """Look up every mention of the truth in a run."""
    placed: dict[tuple[str, str, str], tuple[int, frozenset[str]] | None] = {}
    for event in case.events:
        for mention in event.mentions:
            placed[event.id, mention.doc, mention.exact] = place(event, mention, ran)
    return Scored(case, ran, placed)


def place(event: Happening, mention: Mention, ran: Ran) -> tuple[int, frozenset[str]] | None:
    """Find the event and the roots on which a mention rests in a run; None when it was not found as a claim of the right type."""
    stretch = locate(ran.texts, {"doc": mention.doc, "exact": mention.exact})
    numbers = hits(stretch, event.types, ran.export)
    if not numbers:
        return None
    found = ran.export["events"][numbers[0]]
    claims = {
        key for key in ran.corpus.events[found["id"]].claims
        if (span := ran.corpus.claims[key].span).document == ran.document(mention.doc) and span.start < stretch.end and stretch.start < span.end
    }  # fmt: skip
    of_event = [origin for origin in ran.corpus.origins.values() if origin.event == found["id"] and origin.detail is None]
    holding = [origin.root for origin in of_event if claims & set(origin.claims)]
    return numbers[0], frozenset(holding) or frozenset(origin.root for origin in of_event)


def figures(half: str) -> list[Figure]:
    """Run and score all cases of a half."""
    scored = [score_case(case, run_rows(case.rows())) for case in load_cases(half)]
    lineage = [*score_events(scored), *score_origins(scored), *score_details(scored), *score_edges(scored), *score_denials(scored)]
    return [*lineage, *score_given(half), *score_unlinked(half), *distort.figures(half)]


def score_given(half: str) -> Iterator[Figure]:
    """The same with the truth's claims in place of those that were read (and grouped as the truth has them): what is left is not the reading's."""
    ways: tuple[tuple[Given, str], ...] = (("claims", "claims given"), ("events", "claims and events given"))
    for given, name in ways:
        scored = [score_case(case, run_given(case, given)) for case in load_cases(half)]
        yield from (found._replace(name=f"{name}: {found.name}") for found in (*score_events(scored), *score_origins(scored)) if found.name in KEPT)


def score_unlinked(half: str) -> Iterator[Figure]:
    """The same with links and embeds emptied: they give away who rests on whom."""
    scored = [score_case(case, run_rows([row | {"links": [], "embeds": []} for row in case.rows()])) for case in load_cases(half)]
    every = (*score_events(scored), *score_origins(scored), *score_edges(scored))
    yield from (found._replace(name=f"no links: {found.name}") for found in every if found.name in KEPT or found.name.startswith("derivations"))


def measure() -> list[Figure]:
    """Both halves, for `scripts/eval`; the frozen figures are those to be quoted."""
    return [found._replace(name=f"{half}: {found.name.strip()}") for half in HALVES for found in figures(half)]


def wanted(scored: Sequence[Scored]) -> Iterator[tuple[Scored, Happening, Mention]]:
    """All mentions that must be found."""
    for entry in scored:
        for event in entry.case.events:
            yield from ((entry, event, mention) for mention in event.mentions if not mention.optional)


def score_events(scored: Sequence[Scored]) -> Iterator[Figure]:
    """Mentions found; B3 of mentions over events, those not found standing alone."""
    rows = list(wanted(scored))
    found = [entry.placed[event.id, mention.doc, mention.exact] for entry, event, mention in rows]
    yield Figure("mentions found, type right", sum(one is not None for one in found), len(rows))
    truth = [(entry.case.name, event.id) for entry, event, _ in rows]
    got = [(entry.case.name, one[0]) if one else number for number, ((entry, _, _), one) in enumerate(zip(rows, found, strict=True))]
    yield b3_figure("events B3 (not found = alone)", truth, got, list(range(len(rows))), "naive: apart")
    kept = [number for number, one in enumerate(found) if one]
    yield b3_figure("events B3 (of mentions found)", pick(truth, kept), pick(got, kept), kept, "naive: apart")


def pick(items: Sequence[Hashable], kept: Sequence[int]) -> list[Hashable]:
    """Items at some positions."""
    return [items[number] for number in kept]


def b3_figure(name: str, truth: Sequence[Hashable], found: Sequence[Hashable], naive: Sequence[Hashable] | None, note: str = "") -> Figure:
    """Make a figure of a B3."""
    first, second = numbered(truth), numbered(found)
    base = None if naive is None else b_cubed(first, numbered(naive))
    return Figure(name, b_cubed(first, second) * len(truth), len(truth), base, note)


def numbered(labels: Iterable[Hashable]) -> list[int]:
    """Number labels in the order of their appearance."""
    seen: dict[Hashable, int] = {}
    return [seen.setdefault(label, len(seen)) for label in labels]


def score_origins(scored: Sequence[Scored]) -> Iterator[Figure]:
    """B3 on the origin partition, ours and the baselines' (which are given the true events); coverage, width, balanced accuracy."""
    rows = list(wanted(scored))
    truth = [(entry.case.name, event.id, mention.origins) for entry, event, mention in rows]
    got: list[Hashable] = []
    for number, (entry, event, mention) in enumerate(rows):
        one = entry.placed[event.id, mention.doc, mention.exact]
        got.append((entry.case.name, one[0], tuple(sorted(one[1]))) if one else number)
    yield b3_figure("origins B3 (not found = alone)", truth, got, None)
    kept = [number for number, one in enumerate(got) if not isinstance(one, int)]
    yield b3_figure("origins B3 (of mentions found)", pick(truth, kept), pick(got, kept), None)
    ties = {entry.case.name: by_derivations(entry) for entry in scored}
    lineage = [(entry.case.name, event.id, ties[entry.case.name][mention.doc]) for entry, event, mention in rows]
    yield b3_figure("origins B3, our derivations only", truth, lineage, None, "true events given")
    for name, partition in BASELINES.items():
        parts = {entry.case.name: partition(entry.case) for entry in scored}
        labels = [(entry.case.name, event.id, parts[entry.case.name][mention.doc]) for entry, event, mention in rows]
        yield b3_figure(f"  origins B3, baseline {name}", truth, labels, None, "true events given")
    yield from score_intervals(scored)


def by_derivations(entry: Scored) -> dict[str, str]:
    """Documents that our derivations tie, directly or not; to be held beside the baselines, which are given the true events too."""
    groups = Groups()
    names = {document.id for document in entry.case.documents}
    for edge in entry.ran.export["derivations"]:
        if {edge["later"], edge["earlier"]} <= names:
            groups.unite(edge["later"], edge["earlier"])
    return {name: groups.top(name) for name in sorted(names)}


def score_intervals(scored: Sequence[Scored]) -> Iterator[Figure]:
    """Whether lo..hi meets the truth, whether it is exact, how wide it is; where the truth is one origin and where it is many."""
    pairs = [(entry, event, entry.main(event)) for entry in scored for event in entry.case.events]
    naive = sum(event.lo <= len({mention.doc for mention in event.mentions}) <= event.hi for _, event, _ in pairs)
    met = {id(event): found is not None and found["lo"] <= event.hi and event.lo <= found["hi"] for _, event, found in pairs}
    yield Figure("origins: truth meets lo..hi", sum(met.values()), len(pairs), naive / len(pairs), "naive: the number of documents")
    exact = sum(found is not None and (found["lo"], found["hi"]) == (event.lo, event.hi) for _, event, found in pairs)
    yield Figure("origins: lo..hi is the truth's", exact, len(pairs), naive / len(pairs))
    shares = []
    for name, want in (("one", True), ("many", False)):
        part = [event for _, event, _ in pairs if (event.hi == 1) is want]
        right = sum(met[id(event)] for event in part)
        shares.append(right / len(part) if part else 1.0)
        yield Figure(f"origins: met where the truth is {name}", right, len(part))
    yield Figure("origins: balanced accuracy", sum(shares), 2, 0.5, "naive: always one")
    widths = [found["hi"] - found["lo"] for _, _, found in pairs if found]
    mean = sum(widths) / len(widths) if widths else 0.0
    yield Figure("origins: width at most 1.5", float(bool(widths) and mean <= MAX_WIDTH), 1, None, f"mean width {mean:.2f}")


def score_details(scored: Sequence[Scored]) -> Iterator[Figure]:
    """Origins of single details."""
    right = total = 0
    for entry in scored:
        for event in entry.case.events:
            found = entry.main(event)
            for detail in event.details:
                total += 1
                shown = [item for item in (found["details"] if found else ()) if item["detail"] == detail.detail]
                right += any(item["lo"] <= detail.hi and detail.lo <= item["hi"] for item in shown)
    yield Figure("details: truth meets lo..hi", right, total)


def score_edges(scored: Sequence[Scored]) -> Iterator[Figure]:
    """Derivations between documents: precision (true, or lead on) and recall, credited and uncredited."""
    for how in ("credited", "uncredited"):
        found_right = found_all = true_found = true_all = 0
        for entry in scored:
            names = {document.id for document in entry.case.documents}
            edges = [edge for edge in entry.ran.export["derivations"] if {edge["later"], edge["earlier"]} <= names]
            reachable = closure({(later, earlier) for later, earlier, _ in entry.case.derivations})
            mine = {(edge["later"], edge["earlier"]) for edge in edges if edge["credited"] is (how == "credited")}
            every = {(edge["later"], edge["earlier"]) for edge in edges}
            true = {(later, earlier) for later, earlier, said in entry.case.derivations if said == how}
            found_right, found_all = found_right + len(mine & reachable), found_all + len(mine)
            true_found, true_all = true_found + len(true & every), true_all + len(true)
        yield Figure(f"derivations, {how}: precision", found_right, found_all)
        yield Figure(f"derivations, {how}: recall", true_found, true_all)


def score_denials(scored: Sequence[Scored]) -> Iterator[Figure]:
    """Denials that stand beside the event that they deny."""
    right = total = 0
    for entry in scored:
        for event in entry.case.events:
            found = entry.main(event)
            for denial in event.denials:
                total += 1
                stretch = locate(entry.ran.texts, {"doc": denial.doc, "exact": denial.exact})
                shown = [one for one in (found["denials"] if found else ()) if one["doc"] == denial.doc]
                right += any(near(entry.ran.texts, stretch, one) for one in shown)
    yield Figure("denials beside their event", right, total)


def main() -> None:
    """Print the figures of a half."""
    parser = argparse.ArgumentParser(prog="python -m eval.origins.score", description="Scores lineage cases.")
    parser.add_argument("--half", default="dev", choices=HALVES)
    asked = parser.parse_args()
    print(table(f"origins, {asked.half}", figures(asked.half), {}))


if __name__ == "__main__":
    main()
