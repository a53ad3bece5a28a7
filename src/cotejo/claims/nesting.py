"""Named drafts -> attributions, each `within` the one whose content holds it; a structural agency credit holds all."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cotejo.claims.acts import refine
from cotejo.claims.attitudes import RULE
from cotejo.claims.coreference import Named
from cotejo.claims.wording import wording
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution, Denied, Polarity, Source, SpeechAct

MAX_DEPTH = 8  # links of one chain; deeper nesting is broken text


class Link(NamedTuple):
    """One attribution to be: a draft's source, and its place among the links."""

    named: Named
    source: Source
    outer: int | None  # the link outside it in its own chain


def nest(reading: Reading, found: Sequence[Named | None], order: Sequence[int], credit: str | None, made_by: str) -> tuple[Attribution, ...]:
    """Build all attributions, outer before inner, so that each can name the id of the one outside it.

    `order[i]` is the place in the list of drafts of `found[i]`, which `Draft.outer` counts in.
    """
    links: list[Link] = []
    innermost: dict[int, int] = {}
    pairs = zip(order, found, strict=True)
    for place, named in sorted(pairs, key=lambda pair: pair[1] is not None and pair[1].draft.outer is not None):
        if named is None:
            continue
        outer = innermost.get(named.draft.outer) if named.draft.outer is not None else None
        for source in named.sources:
            links.append(Link(named, source, outer))
            outer = len(links) - 1
        innermost[place] = len(links) - 1
    built: dict[int, Attribution] = {}
    held = Holders(reading, links)
    for number in range(len(links)):
        _build(reading, links, held, number, built, credit, made_by, 0)
    return tuple(built[number] for number in range(len(links)))


def _build(  # noqa: PLR0913, PLR0917 - the recursion carries what it builds
    reading: Reading, links: Sequence[Link], held: "Holders", number: int, built: dict[int, Attribution], credit: str | None, made_by: str, depth: int
) -> Attribution:
    if number in built:
        return built[number]
    link = links[number]
    around = link.outer if link.outer is not None else held.of(number)
    within = credit
    if around is not None and depth < MAX_DEPTH:
        within = _build(reading, links, held, around, built, credit, made_by, depth + 1).id
    draft = link.named.draft
    inner = link.source is link.named.sources[-1]
    act, polarity, denies = _act(reading, link) if inner else ("RELAY", "positive", None)
    built[number] = Attribution(
        document=reading.document_id,
        source=link.source,
        cue=reading.span(*draft.cue) if draft.cue else None,
        content=reading.span(*draft.content) if draft.content else None,
        mode=draft.mode,
        within=within,
        speech_act=act,
        certainty=draft.certainty if inner else "uncommitted",
        polarity=polarity,
        denies=denies,
        distance=_distance(link, act, inner=inner),
        rule=draft.rule if inner else "frame.published_in",
        made_by=made_by,
    )
    return built[number]


class Holders:
    """Which links' contents lie over each sentence, so that the one around a link is found among few."""

    def __init__(self, reading: Reading, links: Sequence[Link]) -> None:
        self.links = links
        self.starts = [sentence.start for sentence in reading.sentences]
        self.over: dict[int, list[int]] = {}
        for number, link in enumerate(links):
            content = link.named.draft.content
            if content and not link.named.draft.rule.startswith(RULE):
                for sentence in range(self._sentence(content[0]), self._sentence(content[1] - 1) + 1):
                    self.over.setdefault(sentence, []).append(number)

    def _sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def of(self, number: int) -> int | None:
        """The smallest content that holds a link's cue and content and is not its own, nor that of a link which lies within it already."""
        named = self.links[number].named
        spans = [span for span in (named.draft.cue, named.draft.content) if span]
        if not spans:
            return None
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        best: tuple[int, int] | None = None
        for other in self.over.get(self._sentence(start), ()):
            size = self._around(other, named, start, end)
            if size is not None and (best is None or size <= best[0]) and not self._inside(other, number):
                best = (size, other)
        return best[1] if best else None

    def _inside(self, link: int, outer: int) -> bool:
        """Whether a link lies within another by its own chain ("according to A, which cites B": B within A)."""
        at = self.links[link].outer
        for _ in self.links:
            if at is None or at == outer:
                break
            at = self.links[at].outer
        return at is not None and at == outer

    def _around(self, other: int, named: Named, start: int, end: int) -> int | None:
        """The length of another link's content where it holds these offsets and the two do not hold each other's cue."""
        theirs, mine = self.links[other].named, named.draft.content
        held, cue = theirs.draft.content, theirs.draft.cue
        if theirs is named or held is None or not (held[0] <= start and end <= held[1]):
            return None
        mutual = cue is not None and mine is not None and held[0] <= cue[0] < held[1] and mine[0] <= cue[0] < mine[1]
        return None if mutual else held[1] - held[0]


def _distance(link: Link, act: SpeechAct, *, inner: bool) -> int | None:
    """Hops from the witness, where the text says so: 0 for one who saw, 1 for the outlet that such a one told; else unknown."""
    saw = link.named.sources[-1].kind == "witness" or link.named.draft.act == "OBSERVE" or (inner and act == "OBSERVE")
    return (0 if inner else 1) if saw else None


def _act(reading: Reading, link: Link) -> tuple[SpeechAct, Polarity, Denied | None]:
    draft, matchers = link.named.draft, wording(reading.language)
    if matchers is None or draft.content is None:
        return draft.act, draft.polarity, None
    content = reading.document.text[slice(*draft.content)]
    return refine(matchers, draft.act, draft.polarity, link.source.kind, content, reading.sentences[draft.sentence].text)
