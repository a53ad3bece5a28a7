"""A form of a reporting verb in its zone -> whether it stands as a verb there: no noun, no passive."""

from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone


def is_verb(zone: Zone, at: int, length: int, verb: Verb) -> bool:
    """Whether a form stands as a verb here: no article before it, no passive, no reporting verb right behind it."""
    grammar, low = zone.wording.grammar, zone.low
    before = low[at - 1] if at else ""
    after = low[at + length] if at + length < len(low) else ""
    articles = grammar.determiners - {"lo", "se", "this", "that", "esta", "este", "others", "some"}
    if (
        before in articles
        or before in {"to", "be", "by", "'s", "a", "de"}
        or (zone.wording.language in {"es", "pt"} and before in {"en", "del", "por", "sin"})
    ):
        return False
    if zone.wording.language == "en":
        return _is_english_verb(zone, at, before, after)
    if verb.form == "participle":
        return before in {"ha", "han", "habia", "habian", "tem", "tinha", "haviam", "havia", "habria", "teria"}
    return not (after in {"de", "del", "do", "da"} and verb.group in {"accuse", "announce"} and zone.items[at].low.endswith(("a", "o")) and at == 0)


def _is_english_verb(zone: Zone, at: int, before: str, after: str) -> bool:
    passive = {"is", "are", "was", "were", "been", "being", "be", "not", "get", "got"}
    back = at - 1
    while back >= 0 and zone.low[back].endswith("ly"):
        back -= 1
    if (back >= 0 and zone.low[back] in passive and before != "not") or (after in {"by", "of"} and zone.low[at] not in {"said", "says"}):
        return False
    follows = zone.wording.verbs.at(zone.low, at + 1) if at + 1 < len(zone.items) else None
    return not (
        follows and follows[1].form == "finite" and zone.low[at] in {"report", "reports", "claim", "claims", "states", "notes"}
    ) and before not in {"of", "media", "news"}
