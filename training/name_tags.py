"""Tags of other people's annotations -> BIO tags over PER, ORG, LOC on words as our tokeniser cuts them, and those tags as spans."""

from collections.abc import Iterable, Iterator, Sequence

from cotejo.text.sentences import split
from cotejo.text.tokens import tokenise

Sentence = list[tuple[str, str]]  # word, tag
Spans = set[tuple[int, int, str]]
KINDS = {
    "PER": "PER",
    "PERSON": "PER",
    "PESSOA": "PER",
    "PESSOA_FISICA": "PER",
    "ORG": "ORG",
    "ORGANIZACAO": "ORG",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "CORPORATION": "ORG",
    "GROUP": "ORG",
    "LOC": "LOC",
    "LOCAL": "LOC",
    "LOCATION": "LOC",
    "PLACE": "LOC",
    "UNIT": "ORG",
    "FAC": "LOC",
}
CLITICS = frozenset({"'s", "’s", "'", "’"})  # our tokeniser leaves them at their word


def tidy(sentence: Sequence[tuple[str, str]]) -> Sentence:
    """Map tags to PER, ORG, LOC, all else to O, mend I- without a B-, and join possessive marks to their words."""
    found: Sentence = []
    before = "O"
    for word, tag in sentence:
        start, _, kind = tag.partition("-")
        mapped = KINDS.get(kind.upper())
        now = "O" if mapped is None else f"{'I' if start == 'I' and before[2:] == mapped else 'B'}-{mapped}"
        if word in CLITICS and found and found[-1][0][-1].isalpha() and (now == "O" or now == f"I-{before[2:]}"):
            found[-1] = (found[-1][0] + word, found[-1][1])
            continue
        found.append((word, now))
        before = now
    return found


def of_text(text: str, marks: Iterable[tuple[int, int, str]]) -> Iterator[Sentence]:
    """Cut a text with marked stretches `[start, end)` into sentences of tagged words; of nested ones the longest counts."""
    taken: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(marks, key=lambda one: (one[0] - one[1], one)):
        if all(end <= left or right <= start for left, right, _ in taken):
            taken.append((start, end, kind))
    for piece in split(text):
        sentence: Sentence = []
        inside = None
        for word in tokenise(text, piece.start, piece.end):
            mark = next((one for one in taken if one[0] <= word.start < one[1]), None)
            sentence.append((word.text, "O" if mark is None else f"{'I' if mark == inside else 'B'}-{mark[2]}"))
            inside = mark
        if sentence:
            yield tidy(sentence)


def spans(tags: Iterable[str]) -> Spans:
    """Read tags as spans."""
    found, first, kind = set(), None, ""
    for place, tag in enumerate((*tags, "O")):
        if first is not None and not (tag.startswith("I-") and tag[2:] == kind):
            found.add((first, place, kind))
            first = None
        if tag != "O" and first is None:
            first, kind = place, tag[2:]
    return found
