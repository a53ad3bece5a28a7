"""A sentence -> its words with what is known of each: the states, names, clauses and counts in it, by word number."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.vocabulary import Vocabulary
from cotejo.claims.wording import wording
from cotejo.language.reading import Name, NameKind, Sentence, Token
from cotejo.records.span import Quantity

HARD = frozenset(";:—–()…")
QUOTE_SIGNS = frozenset('"“”«»„')
STATE_KINDS: frozenset[NameKind] = frozenset({"nationality", "place"})
ADJECTIVE_ENDINGS = ("ий", "ый", "ой")


class StateWord(NamedTuple):
    """Words `[first, last)` name a state: an adjective or people of it (`adjective`), or the country."""

    first: int
    last: int
    state: str
    adjective: bool


class Line(NamedTuple):
    """One sentence, by word numbers. `opens` has the words at which a clause begins."""

    number: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    names: tuple[tuple[int, int, Name], ...]
    states: tuple[StateWord, ...]
    counts: tuple[tuple[int, int, Quantity], ...]
    opens: tuple[int, ...]

    def start(self, word: int) -> int:
        """Offset at which a word begins."""
        return self.tokens[word].start

    def end(self, last: int) -> int:
        """Offset at which the words before `last` end."""
        return self.tokens[last - 1].end

    def name_over(self, first: int, last: int) -> Name | None:
        """The longest name that overlaps words `[first, last)`."""
        hits = [(right - left, name) for left, right, name in self.names if left < last and first < right]
        return max(hits, key=lambda hit: (hit[0], -hit[1].start))[1] if hits else None

    def state_at(self, word: int) -> StateWord | None:
        """The state named at a word."""
        return next((state for state in self.states if state.first <= word < state.last), None)

    def clause_of(self, word: int) -> int:
        """Number of the clause that holds a word."""
        return sum(at <= word for at in self.opens)


def view(number: int, sentence: Sentence, words: Vocabulary) -> Line:
    """Look at a sentence word by word."""
    tokens = sentence.tokens
    low = tuple(token.fold for token in tokens)
    names = tuple((*words_of(tokens, name.start, name.end), name) for name in sentence.names)
    names = tuple(entry for entry in names if entry[0] < entry[1])
    counts = tuple((*words_of(tokens, count.span.start, count.span.end), count) for count in sentence.quantities)
    states = tuple(sorted(states_in(tokens, low, names, words)))
    return Line(number, sentence, tokens, low, names, states, counts, tuple(clause_openings(tokens, low, words)))


def words_of(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    """Word numbers that offsets `[start, end)` touch."""
    first = sum(token.end <= start for token in tokens)
    return first, sum(token.start < end for token in tokens)


def states_in(tokens: tuple[Token, ...], low: tuple[str, ...], names: tuple[tuple[int, int, Name], ...], words: Vocabulary) -> Iterator[StateWord]:
    """States named in the words: from the names that the language room knows, else from the table of offices' states."""
    taken: set[int] = set()
    for first, last, name in names:
        if name.state and name.kind in STATE_KINDS:
            taken.update(range(first, last))
            yield StateWord(first, last, name.state, name.kind == "nationality")
    matchers = wording(words.language)
    if matchers is None:
        return
    for first, last, state in matchers.states.search(low):
        if not taken & set(range(first, last)) and tokens[first].text[0].isalpha():
            country = tokens[first].text[0].isupper() and (words.language in {"es", "pt"} or (first > 0 and low[first - 1] in words.words["prepositions"]))
            if not country or not any(left < last and first < right for left, right, _ in names if right - left > last - first):
                yield StateWord(first, last, state, not country)


def clause_openings(tokens: tuple[Token, ...], low: tuple[str, ...], words: Vocabulary) -> Iterator[int]:
    """Words at which a clause begins: after a sign that parts, at a comma, at a subordinating word."""
    for place, token in enumerate(tokens):
        if (place and (token.text in HARD or token.text in QUOTE_SIGNS or token.text == ",")) or (place and low[place] in words.words["boundaries"]):
            yield place
