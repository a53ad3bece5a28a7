"""A sentence's words -> the forces in it, whose they are, and how sure it is that armed people are meant; and who "they" are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cotejo.claims.lines import Line, StateWord
from cotejo.claims.vocabulary import Noun, Strength, Vocabulary
from cotejo.records.claim import Status
from cotejo.records.span import Quantity

LEFT = 9  # words before a noun that may belong to it: "a group of at least 18 heavily armed Russian"
RIGHT = 4
STRONG_NAMES = frozenset({"force", "company", "unit"})
RUSSIAN_ADJECTIVES = ("ий", "ый", "ой", "ая", "ое", "ие", "ые", "их", "ых", "им", "ым", "ими", "ыми", "ого", "его", "ому", "ему", "ую", "юю")


class Force(NamedTuple):
    """Words `[first, last)` name armed people. `strength`: `national` is a nationality alone, `plain` a noun said of anyone, `pronoun` they."""

    line: int
    first: int
    last: int
    state: str | None
    status: Status
    strength: Strength | str
    foreign: bool
    count: Quantity | None
    name: str | None
    head: int
    definite: bool

    @property
    def acts(self) -> bool:
        """Whether it can act in a claim without being taken up from elsewhere."""
        return self.strength in {"strong", "weak", "national"} and (self.state is not None or self.foreign or self.status == "contractor")

    @property
    def takes_up(self) -> bool:
        """Whether it may point back to a force named before."""
        return not self.acts


def find_forces(line: Line, words: Vocabulary) -> tuple[Force, ...]:
    """All forces of a sentence, left to right, none inside another."""
    found: list[Force] = []
    for first, last, name in line.names:
        if name.kind in STRONG_NAMES and name.state:
            status: Status = "contractor" if name.kind == "company" else "military"
            found.append(grow(line, words, first, last, Noun(status, "strong"), name.state, name.key or name.text))
    for hit in words.forces.search(line.low):
        over = line.name_over(hit.first, hit.last)
        inside = over is not None and over.kind in {"facility", "office", "organisation", "outlet", "agency", "person", "equipment"}
        if not inside or (over and over.start >= line.start(hit.first)):
            found.append(grow(line, words, hit.first, hit.last, hit.label, None, None))
    found += [force for state in line.states for force in nationals(line, words, state)]
    found += pronouns(line, words)
    return tuple(merge([force for force in found if keep(line, words, force)]))


def grow(line: Line, words: Vocabulary, first: int, last: int, noun: Noun, state: str | None, name: str | None) -> Force:  # noqa: PLR0913 - what makes a force
    """Take the words around a noun that belong to it, and read whose it is."""
    left, right = reach_left(line, words, first), reach_right(line, words, last)
    if state is None:
        owner = next((line.state_at(at) for at in (*range(left, first), *range(last, right)) if line.state_at(at)), None)
        state = owner.state if owner else None
    low = line.low[left:right]
    military = words.lists["military"].anywhere(low)
    foreign = words.lists["foreign"].anywhere(low)
    strength: Strength = noun.strength
    status = noun.status
    if strength == "home" and (state or foreign):
        strength = "strong"
    if strength == "weak" and (state or foreign) and military:
        strength, status = "strong", "military" if status == "unknown" else status
    if strength == "weak" and not state and not foreign:
        strength = "plain"
    definite = (left < first and line.low[left] in words.words["definite"]) or line.low[max(0, left - 1)] in words.words["definite"]
    return Force(line.number, left, right, state, status, strength, foreign, count_in(line, left, right), name, first, definite)


def reach_left(line: Line, words: Vocabulary, first: int) -> int:
    """How far to the left words belong to a noun: its count, article, nationality, and what stands between them."""
    at = first
    keep_words = words.words["inside"] | words.words["definite"]
    best = first
    while at > 0 and first - at < LEFT:
        word = line.low[at - 1]
        counted = any(left <= at - 1 < right for left, right, _ in line.counts)
        solid = counted or line.state_at(at - 1) is not None or word.isdigit() or next(words.lists["military"].at(line.low, at - 1), None) is not None
        solid = solid or next(words.lists["foreign"].at(line.low, at - 1), None) is not None
        if not solid and word not in keep_words:
            break
        at -= 1
        if solid or line.low[at] not in words.words["prepositions"]:
            best = at
    return best


def reach_right(line: Line, words: Vocabulary, last: int) -> int:
    """How far to the right: "soldados rusos", "soldiers from Russia", "soldados del Ejército ruso"."""
    at, best = last, last
    while at < len(line.low) and at - last < RIGHT:
        state = line.state_at(at)
        if state:
            between = line.low[last:at]
            joined = not between or all(word in words.words["belonging"] or word in words.words["definite"] for word in between)
            if joined or all(next(words.lists["military"].at(line.low, place), None) or word in words.words["belonging"] for place, word in enumerate(between, last)):
                return state.last
            return best
        adjective = next(words.lists["military"].at(line.low, at), None) or next(words.lists["foreign"].at(line.low, at), None)
        if adjective:
            at = best = adjective.last
        elif line.low[at] in words.words["belonging"] or line.low[at] in words.words["definite"]:
            at += 1
        else:
            break
    return best


def nationals(line: Line, words: Vocabulary, state: StateWord) -> Iterator[Force]:
    """People given by nationality alone: "18 Russians", "los rusos", "россияне"; not an adjective before or after its noun."""
    if not state.adjective or not is_people(line, words, state):
        return
    left = reach_left(line, words, state.first)
    foreign = words.lists["foreign"].anywhere(line.low[left : state.last])
    definite = line.low[left] in words.words["definite"]
    yield Force(line.number, left, state.last, state.state, "unknown", "national", foreign, count_in(line, left, state.last), None, state.first, definite)


def is_people(line: Line, words: Vocabulary, state: StateWord) -> bool:
    """Whether a nationality word stands as a noun."""
    word, before = line.low[state.first], line.low[state.first - 1] if state.first else ""
    after = line.tokens[state.last] if state.last < len(line.tokens) else None
    if words.language == "en":
        return word.endswith("s") and not word.endswith("us") and len(word) > 3  # noqa: PLR2004 - "us", "u.s"
    if words.language == "ru":
        return line.tokens[state.first].text[0].islower() and not line.tokens[state.first].lemma.endswith(RUSSIAN_ADJECTIVES)
    plural = word.endswith("s")
    counted = any(left < state.first <= right for left, right, _ in line.counts)
    noun_before = counted or before.isdigit() or next(words.lists["quantifiers"].at((before,), 0), None) is not None or state.first == 0 if before or not state.first else False
    return plural and (noun_before or not before.isalpha()) and (after is None or not after.text[:1].isupper())


def pronouns(line: Line, words: Vocabulary) -> Iterator[Force]:
    """They."""
    for at, word in enumerate(line.low):
        if word in words.words["pronouns"]:
            yield Force(line.number, at, at + 1, None, "unknown", "pronoun", False, None, None, at, True)


def count_in(line: Line, first: int, last: int) -> Quantity | None:
    """The count that stands among the words of a force or at their left edge; a capacity or a size is none."""
    for left, right, count in line.counts:
        if left >= first - 1 and right <= last and count.hedge != "capacity" and count.unit in {None, "person", "people", "unit"}:
            return count
    return None


def keep(line: Line, words: Vocabulary, force: Force) -> bool:
    """Whether it is no part of "the uniform of the Venezuelan Army"."""
    before = line.low[max(0, force.first - 3) : force.first]
    worn = any(next(words.lists["means"].at(before, at), None) for at in range(len(before)))
    worn = worn and all(word in words.words["inside"] or next(words.lists["means"].at((word,), 0), None) for word in before[-1:])
    after = force.last < len(line.low) and next(words.lists["means"].at(line.low, force.last), None) is not None
    return not worn and not after


def merge(forces: Sequence[Force]) -> Iterator[Force]:
    """Join forces that overlap: "military personnel" in "Venezuelan military personnel" is one; the strongest reading leads."""
    order = {"strong": 0, "national": 1, "weak": 2, "home": 3, "plain": 4, "pronoun": 5}
    held: Force | None = None
    for force in sorted(forces, key=lambda each: (each.first, -each.last, order[each.strength])):
        if held is not None and force.first < held.last:
            lead, other = (held, force) if order[held.strength] <= order[force.strength] else (force, held)
            status = lead.status if lead.status != "unknown" else other.status
            held = lead._replace(
                first=min(held.first, force.first),
                last=max(held.last, force.last),
                state=lead.state or other.state,
                count=lead.count or other.count,
                name=lead.name or other.name,
                status=status,
                foreign=lead.foreign or other.foreign,
                strength="strong" if lead.strength == "home" and (lead.state or other.state) else lead.strength,
            )
            continue
        if held is not None:
            yield held
        held = force
    if held is not None:
        yield held
