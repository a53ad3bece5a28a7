"""A clause -> whether its happening is past, goes on or is to come, whether it is negated, and the words of means and instrument."""

from collections.abc import Sequence

from cotejo.claims.lines import Line
from cotejo.claims.vocabulary import Vocabulary
from cotejo.records.claim import Tense

NEGATION_REACH = 5  # words before a trigger in which a negation counts
TENSE_REACH = 5
MEANS_REACH = 8


def tense_of(line: Line, words: Vocabulary, trigger: tuple[int, int], scope: tuple[int, int]) -> Tense:
    """Tense by the words before a trigger and its own form; past where nothing says otherwise."""
    low = line.low[max(scope[0], trigger[0] - TENSE_REACH) : trigger[1]]
    if words.lists["future"].anywhere(low):
        return "future"
    if words.lists["hypothetical"].anywhere(low):
        return "hypothetical"
    return "ongoing" if words.lists["ongoing"].anywhere(low) else "past"


def negated(line: Line, words: Vocabulary, trigger: tuple[int, int], scope: tuple[int, int]) -> bool:
    """Whether a negation stands just before a trigger, or it opens what comes after a verb of being ("hay ni un solo soldado", "there are no")."""
    before = line.low[max(scope[0], trigger[0] - NEGATION_REACH) : trigger[0]]
    after = line.low[trigger[1] : trigger[1] + 2]
    return any(word in words.words["negation"] for word in (*before, *after))


def phrase_in(line: Line, words: Vocabulary, name: str, scope: tuple[int, int]) -> tuple[int, int] | None:
    """The first phrase of a list in a clause."""
    for at in range(*scope):
        hit = next(words.lists[name].at(line.low, at), None)
        if hit and hit.last <= scope[1]:
            return hit.first, hit.last
    return None


def extend(line: Line, first: int, last: int, end: int, stops: Sequence[str]) -> tuple[int, int]:
    """Take along what follows a noun up to a sign or a stop word, a few words at most: "uniform of the Venezuelan Army"."""
    while last < end and last - first < MEANS_REACH and line.low[last].isalpha() and line.low[last] not in stops:
        last += 1
    return first, last
