"""A sentence -> its words with what is known of each: the states, names, clauses and counts in it, by word number."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from cotejo.claims.vocabulary import LANGUAGES, Vocabulary, vocabulary
from cotejo.claims.wording import wording
from cotejo.language.reading import Dated, Name, NameKind, Sentence, Token
from cotejo.records.span import Quantity

T = TypeVar("T")
PARTING = frozenset(';:—–()…,"“”«»„')  # signs at which a clause may begin
STATE_KINDS: frozenset[NameKind] = frozenset({"nationality", "place"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
FOREIGN_WORDS = 4  # small words of another language that make a sentence one of that language
ARTICLES = {"pt": frozenset({"a", "o", "as", "os"})}  # they look like prepositions


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
    words: Vocabulary
    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    names: tuple[tuple[int, int, Name], ...]
    states: tuple[StateWord, ...]
    counts: tuple[tuple[int, int, Quantity], ...]
    dates: tuple[tuple[int, int, Dated], ...]
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

    def is_one_of(self, name: str, word: int) -> bool:
        """Whether a phrase of a list begins at a word."""
        return self.words.lists[name].longest(self.low, word) is not None

    def is_small(self, name: str, word: int) -> bool:
        """Whether a word is one of a set of small words."""
        return self.low[word] in self.words.words[name]

    def is_owner(self, state: StateWord) -> bool:
        """Whether a country is only whose something is: "India's minister", "министр обороны Индии"."""
        if self.words.language == "ru":
            return state.last - state.first == 1 and self.tokens[state.first].norm != self.tokens[state.first].lemma
        return state.last < len(self.low) and self.low[state.last] in POSSESSIVES

    def is_subject(self, first: int) -> bool:
        """Whether no preposition stands before a word, so that it may say who does it."""
        if first == 0:
            return True
        if first == 1 and self.low[0] in ARTICLES.get(self.words.language, ()):
            return True
        return not self.is_small("prepositions", first - 1)


def view(number: int, sentence: Sentence, words: Vocabulary) -> Line:
    """Look at a sentence word by word; one in another language than its text (a quotation, a post) with that language's words."""
    tokens = sentence.tokens
    low = tuple(token.fold for token in tokens)
    words = own_words(low, words)
    names = tuple(placed(tokens, [(name.start, name.end, name) for name in sentence.names]))
    counts = tuple(placed(tokens, [(count.span.start, count.span.end, count) for count in sentence.quantities]))
    dates = tuple(placed(tokens, [(dated.span.start, dated.span.end, dated) for dated in sentence.dates if not in_name(dated, sentence.names)]))
    states = tuple(sorted(states_in(tokens, low, names, words)))
    return Line(number, sentence, words, tokens, low, names, states, counts, dates, tuple(clause_openings(tokens, low, words)))


def in_name(dated: Dated, names: Sequence[Name]) -> bool:
    """Whether a date is only part of a longer name ("Rio de Janeiro")."""
    start, end = dated.span.start, dated.span.end
    return any(name.start <= start and end <= name.end and end - start < name.end - name.start for name in names)


def own_words(low: Sequence[str], words: Vocabulary) -> Vocabulary:
    """The vocabulary of the language whose small words a sentence has, when they are clearly not those of its text."""
    here = small_words(low, words)
    others = [(small_words(low, other), other) for code in LANGUAGES if code != words.language and (other := vocabulary(code))]
    most, other = max(others, key=lambda entry: entry[0])
    return other if most >= FOREIGN_WORDS and most > 2 * here else words


def small_words(low: Sequence[str], words: Vocabulary) -> int:
    """How many words of a sentence are articles, prepositions or conjunctions of a language."""
    known = all_small(words.language)
    return sum(word in known for word in low)


@cache
def all_small(language: str) -> frozenset[str]:
    """Articles, prepositions, conjunctions and pronouns of a language."""
    words = vocabulary(language)
    sets = ("definite", "prepositions", "boundaries", "coordinators", "pronouns")
    return frozenset().union(*(words.words[name] for name in sets)) if words else frozenset()


def placed(tokens: Sequence[Token], entries: Sequence[tuple[int, int, T]]) -> Iterator[tuple[int, int, T]]:
    """Offsets to word numbers; what touches no word falls away."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    for start, end, what in entries:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first < last:
            yield first, last, what


def states_in(tokens: Sequence[Token], low: Sequence[str], names: Sequence[tuple[int, int, Name]], words: Vocabulary) -> Iterator[StateWord]:
    """States named in the words: from the names that the language room knows, else from the table of offices' states."""
    taken: set[int] = set()
    for first, last, name in names:
        if name.kind != "other":
            taken.update(range(first, last))
        if name.state and name.kind in STATE_KINDS:
            country = words.language == "ru" and first > 0 and tokens[first].text[0].isupper()  # "Белоруссией": people and adjectives are small there
            yield StateWord(first, last, name.state, name.kind == "nationality" and not country)
    matchers = wording(words.language)
    if matchers is None:
        return
    for first, last, state in matchers.states.search([word.removesuffix("'s").removesuffix("’s") for word in low]):
        if not taken & set(range(first, last)) and tokens[first].text[0].isalpha():
            capital = tokens[first].text[0].isupper()
            country = capital and (words.language != "en" or (first > 0 and low[first - 1] in words.words["prepositions"]))
            if not country or not any(left < last and first < right for left, right, _ in names if right - left > last - first):
                yield StateWord(first, last, state, not country)


def clause_openings(tokens: Sequence[Token], low: Sequence[str], words: Vocabulary) -> Iterator[int]:
    """Words at which a clause begins: after a sign that parts, at a comma, at a subordinating word."""
    for place, token in enumerate(tokens):
        if place and (token.text in PARTING or low[place] in words.words["boundaries"]):
            yield place
