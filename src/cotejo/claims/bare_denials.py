"""A denial without content of its own ("Tehran denied the delivery", "Teerã desmente") -> the claim made just before, as a negative one."""

from collections.abc import Iterator, Sequence

from cotejo.claims.casting import Clause
from cotejo.claims.making import Draft, Work
from cotejo.claims.needs import Found
from cotejo.claims.scenes import Scene
from cotejo.claims.times import Timed
from cotejo.claims.triggers import Trigger
from cotejo.records.attribution import Attribution

SHORT = 5  # words of a content that names what is denied and says nothing of it
BACK_LINES = 3  # sentences in which what is denied was claimed
RECENT = 6  # claims among which it is looked for


def denials_of(work: Work, scene: Scene, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> Iterator[Draft]:
    """The denials in a sentence whose content gave no claim of its own (`drafts` are those of the sentence)."""
    line = scene.line
    for each in work.attributions:
        if each.speech_act != "DENY" or not is_bare(each, drafts) or each.cue is None:
            continue
        words = [at for at, token in enumerate(line.tokens) if each.cue.start <= token.start and token.end <= each.cue.end]
        if not words:
            continue
        target = claimed(scene, each, [draft for draft in earlier[-RECENT:] if line.number - draft.clause.line.number <= BACK_LINES])
        if target is not None:
            yield denied(scene, (words[0], words[-1] + 1), target, each)


def is_bare(denial: Attribution, drafts: Sequence[Draft]) -> bool:
    """Whether a denial says of nothing what it denies, or only names it."""
    content = denial.content
    if content is None:
        return True
    starts = (draft.clause.line.start(draft.clause.trigger.first) for draft in drafts)
    return len(content.exact.split()) <= SHORT and not any(content.start <= start < content.end for start in starts)


def claimed(scene: Scene, denial: Attribution, recent: Sequence[Draft]) -> Draft | None:
    """What is denied: the last claim of the type that the content names, else the last one; none that was denied already."""
    open_ones = [draft for draft in recent if draft.denial is None][::-1]
    if denial.content is None or not open_ones:
        return next(iter(open_ones), None)
    inside = [each for each in scene.triggers if denial.content.start <= scene.line.start(each.first) < denial.content.end]
    types = {read.event_type for each in inside for group in each.groups for read in scene.line.words.reads[group]}
    return next((draft for draft in open_ones if draft.read.event_type in types), None if types else open_ones[0])


def denied(scene: Scene, words: tuple[int, int], target: Draft, denial: Attribution) -> Draft:
    """The claim again, by who denies it; where and when it is said to have happened are those of the claim."""
    clause = Clause(scene, Trigger(words[0], words[1], ()), words[0], words[1])
    place = target.place._replace(reason=f"place.denied: that of the claim that is denied; {target.place.reason}")
    cast = target.cast._replace(force=target.cast.force._replace(persons=None), carried=None)
    timed = Timed(None, target.timed.interval, f"time.denied: that of the claim that is denied; {target.timed.reason}")
    found = Found(cast, None, None, None, None)
    return target._replace(clause=clause, group="denied", cast=cast, found=found, place=place, timed=timed, denial=denial)
