"""A reporting verb in a zone -> who was told: the outlet itself, another outlet, or nobody whom the text names."""

from cotejo.claims.name_runs import marked_run
from cotejo.claims.phrases import Outlet, Phrase
from cotejo.claims.source_phrases import parse
from cotejo.claims.zones import Zone


def told_to(zone: Zone, at: int) -> tuple[Outlet | None, bool, int]:
    """Who was told: "told this newspaper" is the outlet's own reporting, "told O" names the outlet that carried it."""
    if at >= len(zone.items):
        return None, False, at
    to = zone.wording.frames["told_to"].at(zone.low, at)
    start = at + to[0] if to else at
    if zone.inside is None and (
        zone.low[at] in zone.wording.grammar.us or any(low in zone.wording.grammar.us for low in zone.low[max(0, at - 3) : at])
    ):
        return None, True, at + (zone.low[at] in zone.wording.grammar.us)
    if to is None and zone.low[at] == "a" and at + 1 < len(zone.items) and zone.wording.own["told_us"].at(zone.low, at + 1):
        start = at + 1
    own = zone.wording.own["told_us"].at(zone.low, start) if start < len(zone.items) else None
    if own:
        return None, True, start + own[0]
    if to and zone.low[start - 1] in zone.wording.grammar.thus | {"том"}:
        return None, False, start  # "рассказал об этом Иван Громов": nobody was named as told
    told = zone.wording.language == "en" and zone.low[at - 1] in {"told", "tells", "telling"}
    if not (to or told or zone.wording.language == "ru") or start >= len(zone.items):
        return None, False, at
    run = marked_run(zone, start, len(zone.items)) if zone.wording.language == "ru" else None
    phrase = parse(zone, start, run.last + 1 if run else None)
    if phrase is None or phrase.pronoun:
        return None, False, at
    if (
        ((to or told) and phrase.kind in {"outlet", "agency"})
        or (phrase.kind in {"person", "organisation"} and phrase.group is None and (to or told))
        or _dative_in_marks(zone, phrase)
    ):
        return Outlet(phrase.start, phrase.end, phrase.name, phrase.last, phrase.key), False, phrase.last
    return (None, False, phrase.last) if (to or told) and phrase.group else (None, False, at)


def _dative_in_marks(zone: Zone, phrase: Phrase) -> bool:
    """Read "рассказал «Деловому Меридиану»": a name in marks whose last word ends as a dative does."""
    run = marked_run(zone, phrase.first, phrase.last)
    return run is not None and zone.low[run.last - 1].split("-")[0].endswith(("у", "ю", "е", "ам", "ям", "ой"))
