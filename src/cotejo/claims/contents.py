"""A reporting verb or a source phrase in a zone -> the words that are said."""

from cotejo.claims.drafts import (
    ADVERBIAL,
    MIN_CLAUSE,
    MIN_CONTENT,
    OPENERS,
    REACH,
    STRONG_OBJECT,
    THUS_ITEMS,
    Match,
    clause_end,
    clause_start,
    content_of,
)
from cotejo.claims.zones import Zone

APPOSITION_ITEMS = 14
MAX_TIME = 4  # words: "late on Monday morning"


def content_of_verb(zone: Zone, match: Match) -> tuple[tuple[int, int] | None, int]:
    """The content of a verb, and the item up to which the frame itself reaches."""
    after = max(match.last, match.at + match.length)
    inverted = match.phrase is not None and match.phrase.first > match.at
    if match.at <= THUS_ITEMS and any(low in zone.wording.grammar.thus for low in zone.low[: match.at]):
        return None, after
    if _set_off(zone, match):
        return content_of(zone, clause_start(zone, match.first), clause_end(zone, after)), after
    that = _clause_after(zone, match, after, inverted=inverted)
    left = content_of(zone, _left_start(zone, match.first), match.first)
    on_left = match.first > 0 and (zone.items[match.first - 1].quote is not None or zone.items[match.first - 1].text in OPENERS)
    said_before = on_left and left is not None and _left_is_said(zone, match)
    if that is not None and not (inverted and said_before):
        return content_of(zone, that, len(zone.items)), that
    if said_before and left and _closes(zone, match, after, inverted=inverted):
        return _quote_wide(zone, match.first, left), after
    return _content_after(zone, match, after, inverted=inverted)


def _left_start(zone: Zone, first: int) -> int:
    """Where the words before a closing verb begin: over "but" and "and" too, where nobody else speaks in them."""
    start = clause_start(zone, first)
    while start > 0 and zone.items[start - 1].text != ";":
        start -= 1
    others = any(zone.wording.verbs.at(zone.low, k) or zone.wording.frames["according"].at(zone.low, k) for k in range(start, first))
    return clause_start(zone, first) if others else start


def _clause_after(zone: Zone, match: Match, after: int, *, inverted: bool) -> int | None:
    """Where the clause that is said begins, behind its complementiser."""
    if inverted and after < len(zone.items) and zone.items[after].text == ",":
        return None
    that = complementiser(zone, after)
    if that is None or that <= after + 1 or match.verb.group not in STRONG_OBJECT or zone.wording.language not in {"es", "pt"}:
        return that
    return that if only_when(zone, after) else None


def _closes(zone: Zone, match: Match, after: int, *, inverted: bool) -> bool:
    """Whether a verb only closes what stands before it: nothing of the matter follows."""
    quoted_before = _quote_stands_before(zone, match.first)
    follows = after + 1 < len(zone.items) and zone.items[after].text in {",", ":"} and zone.items[after + 1].quote is not None
    if follows and not quoted_before:
        return False
    return inverted or len(zone.items) - after < MIN_CLAUSE or only_when(zone, after) or quoted_before


def _content_after(zone: Zone, match: Match, after: int, *, inverted: bool) -> tuple[tuple[int, int] | None, int]:
    """What follows a verb without a complementiser: a quotation, what stands behind a colon, or a clause."""
    total, at = len(zone.items), after
    while at < total and at < after + REACH and zone.items[at].quote is None and zone.items[at].text != ":":
        at += 1
    if at < total and (zone.items[at].text == ":" or (zone.items[at].quote is not None and (at - after <= 1 or zone.items[at - 1].text == ","))):
        return content_of(zone, at, total), at
    if match.verb.weak or total - after < MIN_CLAUSE or closes(zone, after):
        return None, after
    if only_when(zone, after) and (match.verb.group not in STRONG_OBJECT or inverted or zone.items[after].text in OPENERS):
        return None, after
    return content_of(zone, after, total), after


def _set_off(zone: Zone, match: Match) -> bool:
    """Read "African traders, he said, can ...": a subject and its verb between two commas, inside the words that are said."""
    first, after = match.first, max(match.last, match.at + match.length)
    if match.phrase is None or match.verb.group in STRONG_OBJECT or not 0 < first < after < len(zone.items) - MIN_CLAUSE:
        return False
    if zone.items[first - 2].quote is not None or _is_apposition(zone, after + 1):  # "«X», said S, a neighbour of Y": what stands before is said
        return False
    bare = match.phrase.first >= first and after - first <= match.length + (match.phrase.last - match.phrase.first) + 1
    return bare and zone.items[first - 1].text == "," and zone.items[after].text == "," and zone.items[after + 1].quote is None


def content_around(zone: Zone, first: int, last: int) -> tuple[int, int] | None:
    """The content of a parenthetic source phrase: what follows when it opens the clause, what precedes when it closes it, else all."""
    before = content_of(zone, clause_start(zone, first), first)
    last = _past_apposition(zone, last)
    rest = content_of(zone, last, len(zone.items))
    opens = first - clause_start(zone, first) < MIN_CONTENT
    if opens and rest:
        return rest
    if before and (rest is None or len(zone.items) - last < MIN_CLAUSE):
        return before
    if before and rest:
        if zone.items[last].text == "," or zone.items[first - 1].text == "," or not opens:
            return content_of(zone, clause_start(zone, first), clause_end(zone, last))
        return before
    return rest


def _is_apposition(zone: Zone, at: int) -> bool:
    """Whether the rest of the sentence only says who the speaker is: ", a neighbour of the base."."""
    low = zone.low
    noun = zone.wording.nouns.at(low, at) or (low[at] in zone.wording.grammar.determiners and zone.wording.nouns.at(low, at + 1))
    rest = range(at, len(zone.items) - 1)
    return bool(noun) and all(zone.items[k].is_word and not zone.wording.verbs.at(low, k) for k in rest)


def _past_apposition(zone: Zone, last: int) -> int:
    """Over what a named person is: "Según Pedro Gil, jefe de la policía de Gao, los soldados ..."."""
    low, total = zone.low, len(zone.items)
    if last + 2 >= total or zone.items[last].text != "," or not zone.items[last - 1].is_capital:
        return last
    noun = zone.wording.nouns.at(low, last + 1) or (low[last + 1] in zone.wording.grammar.determiners and zone.wording.nouns.at(low, last + 2))
    for k in range(last + 2, min(last + APPOSITION_ITEMS, total)) if noun else ():
        if zone.items[k].text == ",":
            return k
        if not zone.items[k].is_word or zone.wording.verbs.at(low, k):
            break
    return last


def only_when(zone: Zone, after: int) -> bool:
    """Whether only time and place follow the verb: "told O on Friday.", or a sign."""
    grammar, low = zone.wording.grammar, zone.low[after]
    if zone.items[after].text in OPENERS:
        return True
    if low in grammar.be:
        return False
    weekday = low in grammar.determiners and after + 1 < len(zone.items) and zone.low[after + 1] in grammar.auxiliaries - grammar.determiners
    return (
        weekday or low in grammar.auxiliaries - grammar.determiners or low in grammar.inside - grammar.determiners or low in ADVERBIAL
    ) and low not in {"о", "об"}


def closes(zone: Zone, after: int) -> bool:
    """Whether nothing but time follows: "a spokesman announced Monday morning."."""
    grammar = zone.wording.grammar
    times = grammar.auxiliaries | grammar.determiners | {"on", "at", "in"}
    rest = [item for item in zone.items[after:] if item.is_word]
    return len(zone.items) - after < MIN_CONTENT or (
        len(rest) <= MAX_TIME and all(item.low in times for item in rest) and all(item.quote is None for item in zone.items[after:])
    )


def _quote_stands_before(zone: Zone, first: int) -> bool:
    return any(item.quote is not None for item in zone.items[max(0, first - 2) : first])


def _left_is_said(zone: Zone, match: Match) -> bool:
    """What precedes is the content when a quotation or a clause of some length stands there."""
    start = clause_start(zone, match.first)
    if any(item.quote is not None for item in zone.items[start : match.first]):
        return True
    after = max(match.last, match.at + match.length)
    closing = closes(zone, after) or zone.items[after].text == ";"
    return (closing or match.verb.group not in STRONG_OBJECT) and sum(1 for item in zone.items[start : match.first] if item.is_word) >= MIN_CLAUSE


def _quote_wide(zone: Zone, first: int, left: tuple[int, int]) -> tuple[int, int]:
    """A quotation right before the source phrase is the content, not what stood before the quotation."""
    for k in range(first - 1, max(-1, first - 3), -1):
        if zone.items[k].quote is not None:
            words_before = sum(1 for item in zone.items[:k] if item.is_word)
            return left if words_before > MIN_CONTENT else (zone.items[k].start, zone.items[k].end)
    return left


def complementiser(zone: Zone, after: int) -> int | None:
    """The item after "that": within reach, with no quotation, finite reporting verb or end of clause between."""
    that = zone.wording.frames["that"]
    for k in range(after, min(after + REACH, len(zone.items))):
        item = zone.items[k]
        hit = that.at(zone.low, k)
        if hit:
            return None if k > after and zone.wording.language in {"es", "pt"} and _is_relative(zone, after, k) else k + hit[0]
        if item.quote is not None or item.text in {";", ":", ".", "?", "!", "—"}:
            return None
        verb = zone.wording.verbs.at(zone.low, k) if k > after else None
        if k > after and _said_at_once(zone, k):
            return None
        if verb and not zone.wording.nouns.at(zone.low, k) and not zone.wording.frames["quoting"].at(zone.low, k) and verb[1].form != "participle":
            return None
    return None


def _said_at_once(zone: Zone, at: int) -> bool:
    """English leaves "that" out: "said they were worried that", "said Ortiz hopes that"."""
    if zone.wording.language != "en" or zone.wording.frames["quoting"].at(zone.low, at):
        return False
    attitude = zone.wording.attitudes.at(zone.low, at)
    return zone.low[at] in zone.wording.grammar.be or (attitude is not None and attitude[1].form == "finite")


def _is_relative(zone: Zone, after: int, at: int) -> bool:
    """Read "calcula el tamaño por las raciones que salían": with an object before it "que" belongs to a noun; a weekday is no object."""
    grammar, low = zone.wording.grammar, zone.low
    if low[after] in grammar.determiners and after + 1 < at and low[after + 1] in grammar.auxiliaries:
        return False
    return low[after] in grammar.determiners - {"a", "o"} or (low[at - 1] in grammar.determiners and low[at - 1] not in grammar.auxiliaries)


def stands_alone(zone: Zone, match: Match) -> bool:
    """A sentence that is nothing but "J said.", or goes on behind a comma: its content is the quotation before it."""
    after = max(match.last, match.at + match.length)
    ends = len(zone.items) - after <= MIN_CONTENT or zone.items[after].text == ","
    return match.first == 0 and ends and match.verb.form == "finite"
