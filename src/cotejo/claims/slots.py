"""A clause -> whether its happening is past, goes on or is to come, whether it is negated, and the words of means and instrument."""

from functools import cache

from cotejo.claims.lines import Line
from cotejo.records.claim import Tense

BEFORE = 5  # words before a trigger in which a negation or a word of time counts
AFTER = 2  # and after one of being: "there are no", "hay ni un solo"
LINKS = frozenset({"of", "the", "de", "del", "la", "las", "los", "da", "do", "dos", "das", "el", "o", "a", "and", "y", "e"})
FUTURES = {"es": ("rá", "rán", "remos"), "pt": ("rá", "rão", "remos")}  # with their accents: "llegara" is no future
REFLEXIVES = frozenset({"se"})
LONG = 10  # words of a means or an instrument, at most


def tense_of(line: Line, trigger: tuple[int, int], scope: tuple[int, int]) -> Tense:
    """Tense by the words before a trigger, else by its ending; past where nothing says otherwise."""
    low = line.low[max(opening_of(line, trigger[0], scope[0]), trigger[0] - BEFORE) : trigger[1]]
    tenses: tuple[Tense, ...] = ("future", "hypothetical", "ongoing")
    found = next((tense for tense in tenses if line.words.lists[tense].anywhere(low)), None)
    if found is None and is_future(line, trigger):
        return "future"
    return found or ("ongoing" if is_present(line, trigger) else "past")


def opening_of(line: Line, word: int, first: int) -> int:
    """Where the clause of a word begins."""
    return max([at for at in (first, *line.opens) if at <= word], default=first)


def is_future(line: Line, trigger: tuple[int, int]) -> bool:
    """Whether the verb or the auxiliary right before it is spelt as a future: "serán desplegados", "chegarão". A capital makes a name: "Irán"."""
    endings = FUTURES.get(line.words.language)
    words = (line.tokens[at] for at in range(max(0, trigger[0] - 1), trigger[1]))
    return endings is not None and any(word.text.islower() and word.norm.endswith(endings) for word in words)


def is_present(line: Line, trigger: tuple[int, int]) -> bool:
    """Whether a verb's ending is one of the present, and it is no noun of happening."""
    place = trigger[0] + 1 if line.low[trigger[0]] in REFLEXIVES and trigger[1] - trigger[0] > 1 else trigger[0]
    verb = line.low[place]
    sets = line.words.words
    if verb in sets["past_forms"] or verb.endswith(endings(sets["past_endings"])):
        return False
    return verb.endswith(endings(sets["present_endings"]))


@cache
def endings(known: frozenset[str]) -> tuple[str, ...]:
    """A table's endings as `str.endswith` takes them."""
    return tuple(sorted(known))


def is_negated(line: Line, trigger: tuple[int, int], scope: tuple[int, int]) -> bool:
    """Whether a negation is the trigger, stands just before it in its clause, or just after it ("hay ni un solo soldado", "there are no")."""
    before = range(max(opening_of(line, trigger[0], scope[0]), trigger[0] - BEFORE), trigger[0])
    after = range(trigger[0], min(trigger[1] + AFTER, len(line.low)))
    return any(line.is_small("negation", at) for at in (*before, *after))


def phrase_in(line: Line, name: str, scope: tuple[int, int]) -> tuple[int, int] | None:
    """The first phrase of a list in a clause."""
    phrases = line.words.lists[name]
    for at in range(*scope):
        hit = phrases.longest(line.low, at)
        if hit and hit.last <= scope[1]:
            return hit.first, hit.last
    return None


def extend(line: Line, phrase: tuple[int, int]) -> tuple[int, int]:
    """A noun with the capitalised words before it and the name after it: "uniform of the Venezuelan Army", "Technical Cooperation Agreement"."""
    first, last = phrase
    while first > 1 and phrase[0] - first < LONG and is_name_part(line, first - 1):
        first -= 1
    while last < len(line.tokens) and last - phrase[1] < LONG and (line.state_at(last) or line.name_over(last, last + 1) or line.low[last] in LINKS):
        last += 1
    while last > phrase[1] and line.low[last - 1] in LINKS:
        last -= 1
    return first, last


def is_name_part(line: Line, word: int) -> bool:
    """Whether a word is capitalised inside its sentence, or joins capitalised ones."""
    if line.tokens[word].text[:1].isupper():
        return word > 0
    return line.low[word] in LINKS and word > 1 and line.tokens[word - 1].text[:1].isupper()
