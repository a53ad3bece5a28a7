"""Who says what, on whose word: sources, attributions that nest, and each voice's stance."""

from typing import Literal

from cotejo.records.base import Record
from cotejo.records.span import Span

SourceKind = Literal[
    "outlet",
    "agency",
    "journalist",
    "office",
    "politician",
    "organisation",
    "person",
    "witness",
    "account",
    "unnamed",
    "document",
    "image",
    "track",
    "sensor",
    "rumour",
]
Certainty = Literal["certain", "probable", "possible", "uncommitted"]
Polarity = Literal["positive", "negative", "unknown"]
SpeechAct = Literal["ASSERT", "CONFIRM", "DENY", "RECHARACTERISE", "ACCUSE", "DECLINE", "ANNOUNCE", "THREATEN", "DEMAND", "RELAY", "OBSERVE"]
Denied = Literal["presence", "purpose", "number", "status", "legality"]
Mode = Literal["direct", "indirect", "mixed", "floating", "sourceless", "structure"]


class Source(Record, frozen=True, kw_only=True):
    """Someone or something that is given as the source. `name` is as the text gives it, after coreference inside the document.

    `span` is the whole phrase, with its appositions ("Ana Ruiz, the mayor of Ceibal"); `head` is where the name stands in it.

    `published_in` is the outlet that carried it ("a report by J, published in O"); `flags` say what must not be guessed (`ambiguous:RU|VE`).
    """

    name: str
    kind: SourceKind
    span: Span | None = None
    published_in: str | None = None
    state: str | None = None  # ISO 3166-1 alpha-2, when an office's country is stated or certain
    flags: tuple[str, ...] = ()

    @property
    def head(self) -> tuple[int, int] | None:
        """Offsets of the name in the phrase, or of its last word where coreference gave a longer name; the whole phrase if neither is there."""
        if self.span is None:
            return None
        for words in (self.name, self.name.rpartition(" ")[2]):
            at = self.span.exact.find(words)
            if at >= 0:
                return self.span.start + at, self.span.start + at + len(words)
        return self.span.start, self.span.end


class Attribution(Record, frozen=True, kw_only=True):
    """A source says a content. `within` is the attribution outside this one: the outlet relays J (outer), J relays officials (inner).

    `speech_act`, `certainty`, `polarity` are this voice's own towards the content. `rule` is the id of the rule that read it.
    `distance` counts hops from the witness: 0 saw it, 1 was told by the witness, None unknown. `said_on` is the utterance's date as written.
    """

    key = ("document", "source", "cue", "content", "within")

    document: str
    source: Source
    cue: Span | None
    content: Span | None
    mode: Mode
    within: str | None = None
    speech_act: SpeechAct = "ASSERT"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    denies: Denied | None = None
    distance: int | None = None
    said_on: Span | None = None
    rule: str
    made_by: str


class Stance(Record, frozen=True, kw_only=True):
    """How one voice stands to a claim: `voice` is an attribution id, or None for the outlet itself."""

    voice: str | None
    certainty: Certainty
    polarity: Polarity
    speech_act: SpeechAct
    denies: Denied | None = None
    cues: tuple[Span, ...] = ()
