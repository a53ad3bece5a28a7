"""A form of a reporting verb in its zone -> whether it stands as a verb there: no noun, no passive."""

from cotejo.claims.phrases import Phrase
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone


def is_gerund(zone: Zone, at: int, verb: Verb) -> bool:
    """Whether a form goes on with what another verb says ("..., adding that"); after "is" it is a verb of its own ("is saying")."""
    if verb.form == "participle" and zone.wording.language == "ru":
        return True
    if verb.form != "gerund":
        return False
    back = at - 1
    while back >= 0 and (zone.low[back].endswith(("ly", "mente")) or zone.low[back] in zone.wording.grammar.auxiliaries - zone.wording.grammar.be):
        back -= 1
    return back < 0 or zone.low[back] not in zone.wording.grammar.be


def is_in_name(zone: Zone, at: int, verb: Verb) -> bool:
    """Whether an English form is no verb here: part of a name ("the Cook Political Report"), or a participle that opens the sentence ("Asked")."""
    if zone.wording.language != "en":
        return False
    named = verb.group == "noun_like" and at > 0 and zone.items[at].is_capital and zone.items[at - 1].is_capital
    return named or (at == 0 and zone.low[at].endswith("ed") and zone.inside is None and zone.items[-1].text != ":")


def is_solid(zone: Zone, phrase: Phrase) -> bool:
    """Whether a phrase ends in a name or a noun that the table knows: a plain word there may be the verb ("Ortiz cited disparaging remarks")."""
    last = zone.items[phrase.last - 1]
    if phrase.pronoun or not last.is_word or last.is_capital or last.low in zone.wording.grammar.quantifiers:
        return True
    return any(zone.wording.nouns.at(zone.low, k) is not None for k in range(max(phrase.first, phrase.last - 3), phrase.last))


def is_plural(zone: Zone, at: int) -> bool:
    """Whether a form without an ending can be a verb here: behind a plural, or a modal."""
    back = at - 1
    while back > 0 and (zone.low[back].endswith("ly") or zone.low[back] in {"also", "all", "not", "still", "now", "both"}):
        back -= 1
    return back >= 0 and (
        zone.low[back] in zone.wording.grammar.plurals
        or zone.low[back].endswith(("s", "n't", "men"))
        or zone.low[back] in zone.wording.grammar.quantifiers
    )


def is_verb(zone: Zone, at: int, length: int, verb: Verb) -> bool:
    """Whether a form stands as a verb here: no article before it, no passive, no reporting verb right behind it."""
    grammar, low = zone.wording.grammar, zone.low
    before = low[at - 1] if at else ""
    after = low[at + length] if at + length < len(low) else ""
    articles = grammar.determiners - {"lo", "se", "this", "that", "esta", "este", "others", "some"}
    if (
        before in articles
        or (before in {"to", "be", "by", "'s", "a", "de"} and not (before == "'s" and verb.form == "gerund"))
        or (zone.wording.language in {"es", "pt"} and before in {"en", "del", "por", "sin"})
    ):
        return False
    if zone.wording.language == "en":
        return _is_english_verb(zone, at, before, after)
    if verb.form == "gerund":
        return True
    if verb.form == "participle":
        return before in {"ha", "han", "habia", "habian", "tem", "tinha", "haviam", "havia", "habria", "teria"}
    return not (after in {"de", "del", "do", "da"} and verb.group in {"accuse", "announce"} and zone.items[at].low.endswith(("a", "o")) and at == 0)


def _is_english_verb(zone: Zone, at: int, before: str, after: str) -> bool:
    passive = {"is", "are", "was", "were", "been", "being", "be", "not", "get", "got"}
    back = at - 1
    while back >= 0 and zone.low[back].endswith("ly"):
        back -= 1
    progressive = zone.low[at].endswith("ing")
    if back >= 0 and zone.low[back] in passive and before != "not" and not progressive:
        return False
    if after in {"by", "of"} and zone.low[at] not in {"said", "says"}:
        return False
    follows = zone.wording.verbs.at(zone.low, at + 1) if at + 1 < len(zone.items) else None
    return not (
        follows and follows[1].form == "finite" and zone.low[at] in {"report", "reports", "claim", "claims", "states", "notes"}
    ) and before not in {"of", "media", "news"}
