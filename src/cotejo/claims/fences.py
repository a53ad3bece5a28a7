"""Drafts of one zone -> drafts whose contents end where the next voice of the sentence begins."""

from cotejo.claims.drafts import MIN_CONTENT, Draft
from cotejo.claims.zones import Zone

TAIL_WORDS = 4  # "X said on Monday in Gao." still closes its sentence


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
                tail = _tail(zone, content, other)
                if tail is not None:
                    content = (content[0], tail)
                    break
                if content[0] <= pivot < content[1]:
                    edge = _parting(zone, min(pivot, other.at), joined=other.phrase == draft.phrase, goes_on=other.rule == "verb.gerund")
                    if edge is not None and content[0] < edge:
                        content = (content[0], edge)
                        break
        fenced.append(draft._replace(content=content))
    return fenced


def _tail(zone: Zone, content: tuple[int, int], other: Draft) -> int | None:
    """The end of what is said where another voice closes the sentence: "Police have no plans, according to the family", "they saw it, X said"."""
    phrase, cue = other.phrase, other.cue
    if phrase is None or cue is None or other.content is None or other.rule == "verb.gerund":
        return None
    start, end = min(phrase.start, cue[0]), max(phrase.end, cue[1])
    at = next((k for k, item in enumerate(zone.items) if item.start == start), 0)
    closes = sum(1 for item in zone.items if end <= item.start < content[1] and item.is_word) <= TAIL_WORDS
    before = other.content[0] < start
    if at < MIN_CONTENT or zone.items[at - 1].text != "," or not (content[0] < zone.items[at - 2].end and end <= content[1] and closes and before):
        return None
    return zone.items[at - 2].end


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
