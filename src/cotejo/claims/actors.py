"""A sentence's words -> the forces in it, whose they are, and how sure it is that armed people are meant."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from cotejo.claims.lines import Line, StateWord
from cotejo.claims.vocabulary import Noun, Strength
from cotejo.language.reading import Name
from cotejo.records.claim import Status
from cotejo.records.span import Quantity

Sureness = Literal["strong", "home", "weak", "plain", "national", "pronoun"]
ORDER: dict[Sureness, int] = {"strong": 0, "national": 1, "weak": 2, "home": 3, "plain": 4, "pronoun": 5}
LEFT = 9  # words before a noun that may belong to it: "a group of at least 18 heavily armed Russian"
RIGHT = 5
LEAVING = frozenset({"withdraw", "leave", "expel"})
FORCE_NAMES = frozenset({"force", "company", "unit"})
OTHER_NAMES = frozenset({"facility", "office", "organisation", "outlet", "agency", "person", "equipment"})
ADJECTIVES_RU = ("ий", "ый", "ой")
PEOPLE = frozenset({None, "person", "people", "unit"})
CAPACITY = 4  # words before a count in which "room for" makes it a size
SHORT = 3  # letters: "US", "its"


class Force(NamedTuple):
    """Words `[first, last)` name armed people; `head` is their noun. `national` is a nationality alone, `plain` a noun said of anyone."""

    line: int
    first: int
    last: int
    head: int
    strength: Sureness
    state: str | None = None
    status: Status = "unknown"
    foreign: bool = False
    persons: Quantity | None = None
    name: str | None = None
    definite: bool = False

    @property
    def acts(self) -> bool:
        """Whether it can act in a claim without being taken up from elsewhere."""
        known = self.state is not None or self.foreign or self.status == "contractor"
        return known and self.strength in {"strong", "weak", "national"}


def find_forces(line: Line) -> tuple[Force, ...]:
    """All forces of a sentence, left to right, none inside another."""
    found = [named(line, first, last, name) for first, last, name in line.names if name.kind in FORCE_NAMES]
    for hit in line.words.forces.search(line.low):
        over = line.name_over(hit.first, hit.last)
        if over is None or over.kind not in OTHER_NAMES or over.start >= line.start(hit.first):
            found.append(grow(line, hit.first, hit.last, hit.label))
    found += [people(line, state) for state in line.states if state.adjective and is_people(line, state)]
    found += [Force(line.number, at, at + 1, at, "pronoun") for at in range(len(line.low)) if line.is_small("pronouns", at)]
    return tuple(merge(line, [force for force in found if not is_worn(line, force)]))


def named(line: Line, first: int, last: int, name: Name) -> Force:
    """A force, unit or company that the lexicon knows."""
    status: Status = "contractor" if name.kind == "company" else "military"
    left = reach_left(line, first)
    persons = count_in(line, left, last)
    return Force(line.number, left, last, first, "strong", name.state, status, persons=persons, name=name.key or name.text)


def grow(line: Line, first: int, last: int, noun: Noun) -> Force:
    """Take the words around a noun that belong to it, and read whose it is."""
    dressed = any(line.is_one_of("means", at) for at in range(first, last))
    left, right = reach_left(line, first), last if dressed else reach_right(line, last)
    if any(line.is_small("from", at) for at in range(last, right)) and leaves(line, first):
        right = last  # "withdraw 900 soldiers from Syria": not soldiers of Syria
    owner = next((named for at in (*range(left, first), *range(last, right)) if (named := line.state_at(at))), None)
    low = line.low[left:right]
    foreign = line.words.lists["foreign"].anywhere(low)
    known = owner is not None or foreign
    strength, status = rank(noun, known=known, military=line.words.lists["military"].anywhere(low))
    if strength == "plain" and any(hit.label.strength == "home" for hit in line.words.forces.search(low)):
        strength = "home"  # "a sergeant of the Army": of the host's
    definite = any(line.is_small("definite", at) for at in {left, max(0, left - 1)})
    state = owner.state if owner else None
    return Force(line.number, left, right, first, strength, state, status, foreign, count_in(line, left, right), None, definite)


def leaves(line: Line, word: int) -> bool:
    """Whether a verb of leaving, withdrawing or expelling stands before a word."""
    return any(hit.label in LEAVING for at in range(word) for hit in line.words.triggers.at(line.low, at))


def rank(noun: Noun, *, known: bool, military: bool) -> tuple[Strength, Status]:
    """How sure it is that a noun with what stands around it means a foreign force."""
    if noun.strength == "home":
        return ("strong" if known else "home"), noun.status
    if noun.strength == "plain" and known:
        return "weak", noun.status
    if noun.strength == "weak":
        if not known:
            return "plain", noun.status
        return ("strong", "military") if military else ("weak", noun.status)
    return noun.strength, noun.status


def reach_left(line: Line, first: int) -> int:
    """How far to the left words belong to a noun: its count, article, nationality, and what stands between them."""
    at = best = first
    while at > 0 and first - at < LEFT:
        solid = is_solid(line, at - 1)
        if not solid and not line.is_small("inside", at - 1) and not line.is_small("definite", at - 1):
            break
        at -= 1
        if solid or not line.is_small("prepositions", at):
            best = at
        if line.is_small("articles", at):
            break
    return best


def is_solid(line: Line, word: int) -> bool:
    """Whether a word is a count, a nationality, or says military or foreign."""
    counted = any(left <= word < right for left, right, _ in line.counts)
    stated = (state := line.state_at(word)) is not None and state.adjective
    numbered = line.low[word][-1:].isdigit()  # 18, T-72
    return counted or stated or numbered or line.is_one_of("military", word) or line.is_one_of("foreign", word)


def reach_right(line: Line, last: int) -> int:
    """How far to the right: "soldados rusos", "soldiers from Russia", "soldados del Ejército ruso", "военные РФ"."""
    at = best = last
    while at < len(line.low) and at - last < RIGHT:
        state = line.state_at(at)
        adjective = next(chain(line.words.lists["military"].at(line.low, at), line.words.lists["foreign"].at(line.low, at)), None)
        if state:
            owns = state.adjective or line.is_small("belonging", at - 1) or line.is_small("definite", at - 1) or line.words.language == "ru"
            return state.last if owns else best
        if adjective:
            at = best = adjective.last
        elif line.is_small("belonging", at) or (at > last and line.is_small("definite", at)):
            at += 1
        else:
            break
    return best


def people(line: Line, state: StateWord) -> Force:
    """People given by nationality alone: "18 Russians", "los rusos", "россияне"."""
    left = reach_left(line, state.first)
    foreign = line.words.lists["foreign"].anywhere(line.low[left : state.last])
    persons = count_in(line, left, state.last)
    definite = line.is_small("definite", left)
    return Force(line.number, left, state.last, state.first, "national", state.state, "unknown", foreign, persons, None, definite)


def is_people(line: Line, state: StateWord) -> bool:
    """Whether a nationality word stands as a noun, in the plural, and not beside the noun that it says whose is."""
    word = line.low[state.first]
    if line.words.language == "ru":
        return (state.first == 0 or line.tokens[state.first].text[0].islower()) and not line.tokens[state.first].lemma.endswith(ADJECTIVES_RU)
    if not word.endswith("s") or len(word) <= SHORT:
        return False
    if line.words.language == "en":
        return True
    before = line.low[state.first - 1] if state.first else ""
    counted = any(right == state.first for _, right, _ in line.counts)
    after = line.tokens[state.last].text if state.last < len(line.tokens) else ""
    free = not before.isalpha() or counted or line.is_one_of("quantifiers", state.first - 1)
    return free and not after[:1].isupper()


def count_in(line: Line, first: int, last: int) -> Quantity | None:
    """The count among the words of a force or at their left edge; a capacity or a size is none."""
    for left, right, count in line.counts:
        seats = any(line.is_one_of("capacity", at) for at in range(max(0, left - CAPACITY), left))
        if left >= first - 1 and right <= last and count.hedge != "capacity" and count.unit in PEOPLE and not seats:
            return count
    return None


def is_worn(line: Line, force: Force) -> bool:
    """Whether it is part of what is worn: "the uniform of the Venezuelan Army", "Venezuelan Army uniforms"."""
    means = line.words.lists["means"]
    if force.last < len(line.low) and means.longest(line.low, force.last):
        return True
    at = force.first - 1
    while at >= 0 and (line.is_small("inside", at) or line.is_small("definite", at) or line.is_small("belonging", at)) and force.first - at <= RIGHT:
        at -= 1
    return at >= 0 and force.strength != "pronoun" and line.is_one_of("means", at)


def is_owner(line: Line, force: Force) -> bool:
    """Whether a force is only whose something is: "the uniform of the Venezuelan Army"."""
    at = force.first
    while at > 0 and (line.is_small("definite", at - 1) or line.state_at(at - 1)):
        at -= 1
    return force.strength == "home" and at > 0 and line.is_small("belonging", at - 1)


def merge(line: Line, forces: Sequence[Force]) -> Iterator[Force]:
    """Join forces that overlap or are one: "Venezuelan military personnel", "Wagner fighters", "mercenarios del Grupo Wagner"."""
    held: Force | None = None
    for force in sorted(forces, key=lambda each: (each.first, -each.last, ORDER[each.strength])):
        if held is not None and (force.first < held.last or is_same(line, held, force)):
            held = join(held, force)
            continue
        if held is not None:
            yield held
        held = force
    if held is not None:
        yield held


def is_same(line: Line, left: Force, right: Force) -> bool:
    """Whether a name and a noun side by side, or joined by "of", are one force."""
    gap = range(left.last, right.first)
    if len(gap) > RIGHT or "pronoun" in {left.strength, right.strength}:
        return False
    if len(gap) == 1 and line.is_small("coordinators", gap[0]):  # "60 Iranian technicians and advisers"
        return left.state is not None and right.state is None and not right.definite and right.strength != "home"
    if not gap:
        return (left.name is None) != (right.name is None) and (left.state is None or right.state in {None, left.state})
    joined = all(line.is_small("belonging", at) or line.is_small("definite", at) for at in gap)
    return joined and right.name is not None and left.name is None and left.state is None


def join(left: Force, right: Force) -> Force:
    """One force of two that overlap."""
    lead, other = (left, right) if ORDER[left.strength] <= ORDER[right.strength] else (right, left)
    state = lead.state or other.state
    return lead._replace(
        first=min(left.first, right.first),
        last=max(left.last, right.last),
        state=state,
        persons=lead.persons or other.persons,
        name=lead.name or other.name,
        status=lead.status if lead.status != "unknown" else other.status,
        foreign=lead.foreign or other.foreign,
        strength="strong" if lead.strength == "home" and state else lead.strength,
    )
