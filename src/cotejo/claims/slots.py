"""A clause -> whether its happening is past, goes on or is to come, whether it is negated, and the words of means and instrument."""

from cotejo.claims.lines import Line
from cotejo.records.claim import Tense

BEFORE = 5  # words before a trigger in which a negation or a word of time counts
AFTER = 2  # and after one of being: "there are no", "hay ni un solo"
LINKS = frozenset("of the de del la las los do da dos das el o a".split())
LONG = 10  # words of a means or an instrument, at most


def tense_of(line: Line, trigger: tuple[int, int], scope: tuple[int, int]) -> Tense:
    """Tense by the words before a trigger and its own form; past where nothing says otherwise."""
    low = line.low[max(scope[0], trigger[0] - BEFORE) : trigger[1]]
    tenses: tuple[Tense, ...] = ("future", "hypothetical", "ongoing")
    return next((tense for tense in tenses if line.words.lists[tense].anywhere(low)), "past")


def is_negated(line: Line, trigger: tuple[int, int], scope: tuple[int, int]) -> bool:
    """Whether a negation stands just before a trigger in its clause, or just after it ("hay ni un solo soldado", "there are no")."""
    opening = max([at for at in (scope[0], *line.opens) if at <= trigger[0]], default=scope[0])
    before = range(max(opening, trigger[0] - BEFORE), trigger[0])
    after = range(trigger[1], min(trigger[1] + AFTER, len(line.low)))
    return any(line.is_small("negation", at) for at in (*before, *after))


def phrase_in(line: Line, name: str, scope: tuple[int, int]) -> tuple[int, int] | None:
    """The first phrase of a list in a clause."""
    for at in range(*scope):
        hit = next(line.words.lists[name].at(line.low, at), None)
        if hit and hit.last <= scope[1]:
            return hit.first, hit.last
    return None


def extend(line: Line, phrase: tuple[int, int]) -> tuple[int, int]:
    """A noun with the capitalised words before it and the name after it: "the uniform of the Venezuelan Army", "Technical Cooperation Agreement"."""
    first, last = phrase
    while first > 0 and phrase[0] - first < LONG and (line.tokens[first - 1].text[:1].isupper() or (line.low[first - 1] in LINKS | {"and", "y", "e"} and line.tokens[max(0, first - 2)].text[:1].isupper())):
        first -= 1
    while last < len(line.tokens) and last - phrase[1] < LONG and (line.state_at(last) or line.name_over(last, last + 1) or line.low[last] in LINKS):
        last += 1
    while last > phrase[1] and line.low[last - 1] in LINKS:
        last -= 1
    return first, last
