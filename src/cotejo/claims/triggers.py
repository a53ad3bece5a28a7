"""A line -> the words in it that may say a happening, the longest phrase at each place, also where a time or an adverb parts it."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.lines import Line
from cotejo.text.patterns import Hit

IDIOM = "none"  # group of phrases that only look like a trigger: they hide the shorter ones in them
REACH = 10  # words in which a phrase that is parted by a time may end
BEING = frozenset({"exist", "stay"})
PLACED = frozenset({"stay", "deploy", "deployment", "exist", "move", "travel", "arrive", "use"})  # "are stationed in": what a verb of being may hold
LASTING = frozenset({"lleva", "llevan", "llevaba", "llevaban", "llevaria", "llevarian"})
DOING = ("ando", "endo", "indo")
DONE = ("ado", "ados", "ada", "adas", "ido", "idos", "ida", "idas", "sto", "sta", "stos", "stas", "cho", "cha", "erto", "erta")


class Trigger(NamedTuple):
    """Words `[first, last)` that may say a happening, and the groups that they belong to, the longest phrase first."""

    first: int
    last: int
    groups: tuple[str, ...]


def find_triggers(line: Line) -> list[Trigger]:
    """Every word or phrase that may say a happening, the longest at each place; a phrase inside a longer one is taken up by it."""
    found: list[Trigger] = []
    aside = asides(line)
    accented = any(token.text.lower() != fold for token, fold in zip(line.tokens, line.low, strict=True))
    at = 0
    while at < len(line.low):
        hits = [] if is_noun(line, at) else list(hits_at(line, at, aside))
        hits = [hit for hit in hits if not is_other(line, hit, accented=accented)]
        if hits and all(hit.label != IDIOM for hit in hits if hit.last == hits[0].last):
            found.append(Trigger(at, hits[0].last, tuple(dict.fromkeys(hit.label for hit in hits))))
        at = hits[0].last if hits else at + 1
    return found


def asides(line: Line) -> frozenset[int]:
    """Words of times and adverbs that may stand inside a phrase: "cruzó *el sábado* a", "penetró *de madrugada* por"."""
    if "aside" not in line.words.lists:
        return frozenset()
    said = {at for hit in line.words.lists["aside"].search(line.low) for at in range(hit.first, hit.last)}
    return frozenset(said | {at for first, last, _ in line.dates for at in range(first, last)})


def hits_at(line: Line, at: int, aside: frozenset[int]) -> Iterator[Hit[str]]:
    """Phrases that begin at a word, the longest first; those over an aside before all others."""
    plain = line.words.triggers.at(line.low, at)
    if at + 1 in aside and at not in aside:
        kept = [at, *(place for place in range(at + 1, min(at + REACH, len(line.low))) if place not in aside)]
        parted = [Hit(at, kept[hit.last - 1] + 1, hit.label) for hit in line.words.triggers.at([line.low[place] for place in kept], 0)]
        yield from (hit for hit in parted if hit.last > at + 1)
    yield from plain


def is_other(line: Line, hit: Hit[str], *, accented: bool) -> bool:
    """Whether a verb of being is no verb of its own here: "había presentado", "están poniendo en", "esta institución"."""
    if hit.label not in BEING or "having" not in line.words.words:
        return False
    low, first = line.low, hit.first
    if line.is_small("having", first) and hit.last == first + 1:
        return first + 1 < len(low) and low[first + 1].endswith(DONE) and low[first + 1] not in line.words.words["definite"]
    if low[first] in LASTING and hit.last < len(low) and low[hit.last].endswith(DOING):
        return True  # "lleva tres semanas midiendo": what lasts is told by the verb behind it
    if low[first] in {"esta", "este", "estas"} and accented and line.tokens[first].text.lower() == low[first]:
        return True
    if not line.is_small("being", first):
        return False
    inner = range(first + 1, hit.last - 1)
    return any(low[at].endswith((*DOING, *DONE)) and not any(each.label in PLACED for each in line.words.triggers.at(low, at)) for at in inner)


def is_noun(line: Line, at: int) -> bool:
    """Whether a word that is a verb of ours and an everyday noun as well ("a ferry", "Mount Hermon", "the posts") stands as the noun."""
    if line.low[at] not in line.words.words.get("twofold", frozenset()):
        return False
    before = line.low[at - 1] if at else ""
    state = line.state_at(at - 1) if at else None
    ruled = before in line.words.words["before_noun"] or before.isdigit() or (state is not None and state.adjective)
    return ruled or is_in_name(line, at) or not (line.low[at].endswith("s") or may_be_verb(line, at))


def is_in_name(line: Line, at: int) -> bool:
    """Whether a word opens a name: "Mount Hermon"."""
    here = line.tokens[at].text
    return here[:1].isupper() and not here.isupper() and at + 1 < len(line.low) and line.tokens[at + 1].text[:1].isupper()


def may_be_verb(line: Line, at: int) -> bool:
    """Whether the bare form of a verb has before it what it wants: a plural, a pronoun, an auxiliary, "to", a name."""
    before = line.low[at - 1] if at else ""
    named = at > 1 and line.tokens[at - 1].text[:1].isupper()
    return named or before in line.words.words["before_verb"] or before.endswith(("s", "ly", "men"))
