"""Drafts of one zone -> drafts whose contents end where the next voice of the sentence begins."""

from cotejo.claims.drafts import Draft
from cotejo.claims.zones import Zone


def fence(zone: Zone, drafts: list[Draft]) -> list[Draft]:
    """End a content before the next source of the same sentence where a coordinator or semicolon parts them: two voices side by side."""
    fenced: list[Draft] = []
    for draft in drafts:
        content = draft.content
        if content:
            for other in drafts:
                if not (other.phrase and other.cue and other.at > draft.at and other.act != "DECLINE"):
                    continue
                pivot = other.cue[0] if other.phrase == draft.phrase else other.phrase.start
                if content[0] <= pivot < content[1]:
                    edge = _parting(zone, min(pivot, other.at), joined=other.phrase == draft.phrase, goes_on=other.rule == "verb.gerund")
                    if edge is not None and content[0] < edge:
                        content = (content[0], edge)
                        break
        fenced.append(draft._replace(content=content))
    return fenced


def _parting(zone: Zone, start: int, *, joined: bool, goes_on: bool) -> int | None:
    """The end of the words before `start` where a comma and a coordinator, or a semicolon, stand there.

    `joined` verbs need no comma, one that `goes_on` ("..., adding that") only a comma.
    """
    at = next((k for k, item in enumerate(zone.items) if item.start >= start), 0)
    back = at - 1
    while back >= 0 and (
        zone.low[back] in zone.wording.grammar.coordinators | zone.wording.grammar.conjunctions or zone.items[back].text in {",", ";"}
    ):
        back -= 1
    between = zone.items[back + 1 : at]
    signs = {item.text for item in between}
    parted = (
        ";" in signs
        or (goes_on and "," in signs)
        or (joined and any(item.is_word for item in between))
        or any(item.low in zone.wording.grammar.coordinators for item in between)
        or ("," in signs and any(item.is_word for item in between))
    )
    return zone.items[back].end if parted and back >= 0 else None
