"""Dev items -> what our reading gets wrong in them, grouped by kind, for those who tune. The frozen half is never listed."""

import argparse
import sys
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from eval.claims import found
from eval.claims.found import Found
from eval.claims.items import LANGUAGES, PROBES, Coded, load
from eval.claims.judging import MODES, agree, chained, judge
from eval.claims.matching import Matched, match

ATTRIBUTES = {"state": "states"}


class Fault(NamedTuple):
    """One error: kind, item, what was coded and what was found."""

    kind: str
    item: str
    what: str


def faults(matched: Matched) -> Iterator[Fault]:
    """All errors of one item."""
    item = matched.item
    for coded in matched.missed:
        yield Fault(f"1 missed {coded.event_type}", item.id, repr(coded.quote))
    for given in matched.false:
        kind = "0 false claim on a near miss" if item.topic is not None else f"2 false {given.event_type}"
        yield Fault(kind, item.id, f"{given.event_type} at {item.text[given.start : given.end]!r} in {around(item.text, given)!r}")
    for coded, given in matched.pairs:
        yield from slot_faults(item.id, coded, given)


def slot_faults(item: str, coded: Coded, given: Found) -> Iterator[Fault]:
    """Wrong slots, modes and chains of one matched claim."""
    for field, verdict in judge(coded, given).items():
        if verdict.right < max(verdict.asked, verdict.found):
            read = getattr(given, ATTRIBUTES.get(field, field))
            kind = "missing" if not verdict.found else "made up" if not verdict.asked else "wrong"
            yield Fault(f"3 {field} {kind}", item, f"{shown(getattr(coded, field))} read as {shown(read)}: {coded.event_type} {coded.quote!r}")
    for field, right in agree(coded, given).items():
        if not right and field in MODES:
            yield Fault(
                f"4 {field}", item, f"{shown(getattr(coded, field))} read as {shown(getattr(given, field))}: {coded.event_type} {coded.quote!r}"
            )
    if not chained(coded, given):
        yield Fault("5 chain", item, f"{coded.chains} read as {list(given.chain)}: {coded.event_type} {coded.quote!r}")


def shown(value: object) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value).decode()


def around(text: str, given: Found) -> str:
    """The words about a trigger."""
    return text[max(0, given.start - 40) : given.end + 40]


def main(arguments: list[str] | None = None) -> int:
    """Print errors by kind, most frequent kinds first within missed, false, slots."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.claims.errors", description="Errors of the reading on the dev half of the corpus made here."
    )
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="only this language; may be repeated")
    parser.add_argument("--of", choices=("dev", *PROBES), default="dev", help="which items")
    parser.add_argument("--n", type=int, default=40, help="errors shown of each kind")
    parser.add_argument("--kind", default="", help="only kinds that contain this: missed, false, near miss, place, chain, ...")
    parser.add_argument("--text", action="store_true", help="with the whole text of each item")
    asked = parser.parse_args(arguments)
    items = [item for item in load(asked.of) if not asked.lang or item.lang in asked.lang]
    texts = {item.id: item.text for item in items}
    grouped: dict[str, list[Fault]] = {}
    for item in items:
        for fault in faults(match(item, found.read_item(item))):
            if asked.kind in fault.kind:
                grouped.setdefault(fault.kind, []).append(fault)
    for kind, group in sorted(grouped.items(), key=lambda entry: (entry[0][0], -len(entry[1]), entry[0])):
        print(f"\n{kind[2:]}: {len(group)}")
        for fault in group[: asked.n]:
            print(f"  {fault.item}  {fault.what}" + (f"\n      {texts[fault.item]}" if asked.text else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
