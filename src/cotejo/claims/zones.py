"""Reading -> zones: each sentence with its quotations folded to one item, and each quotation's own words as a zone of their own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.quotes import Quotation
from cotejo.claims.wording import WORD, Wording, fold
from cotejo.language.reading import Name, Reading, Sentence

DATIVE = ("ому", "ему", "ой", "у", "ю")  # «Береговому листку»: a name right behind "рассказал" says whom one told
DATIVE_WORDS = 3
INITIAL = re.compile(r"\.\s?[^\W\d_]")  # behind a letter: "D. Ryan"
HANDLE = re.compile(r"(?<![\w.])@\w{2,30}\b(?!\.\w)")  # no address of a mailbox
NAME_QUOTE_WORDS = 6  # «Деловой Меридиан»: a name in marks is read as words, not as speech


class Item(NamedTuple):
    """A word, a sign, or a folded quotation (`quote` is its place in the list of quotations)."""

    start: int
    end: int
    text: str
    low: str
    quote: int | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word, a number or the handle of an account."""
        return self.quote is None and (self.text[0].isalnum() or self.is_handle)

    @property
    def is_handle(self) -> bool:
        """Whether it is the handle of an account: "@puerto_hoy"."""
        return self.quote is None and self.text[0] == "@" and len(self.text) > 1

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.quote is None and self.text[0].isupper()


class Zone(NamedTuple):
    """Items to read for attributions. `inside` is the quotation that the zone lies in, None for the sentence itself."""

    items: tuple[Item, ...]
    low: tuple[str, ...]
    start: int
    end: int
    sentence: int
    paragraph: int
    inside: int | None
    names: tuple[Name, ...]
    wording: Wording

    def name_at(self, start: int, end: int) -> Name | None:
        """The longest name that overlaps `[start, end)`."""
        hits = [name for name in self.names if name.start < end and start < name.end]
        return max(hits, key=lambda name: (name.end - name.start, -name.start), default=None)


def cut(reading: Reading, quotations: tuple[Quotation, ...], wording: Wording, body: int = 0) -> Iterator[Zone]:
    """Zones in the order of the text from `body` on; a sentence's own zone before those of its quotations."""
    text = reading.document.text
    opaque = {number: quotation for number, quotation in enumerate(quotations) if not _is_name(text, quotation, wording)}
    first = 0
    order = list(opaque.items())
    family = _family_names(reading)
    for number, sentence in enumerate(reading.sentences):
        while first < len(order) and order[first][1].end <= sentence.start:
            first += 1
        here = []
        for entry in order[first:]:
            if entry[1].start >= sentence.end:
                break
            here.append(entry)
        if sentence.end <= body:
            continue
        known = sentence._replace(names=tuple(name for name in sentence.names if not _is_family_name(name, family)))
        yield _zone(text, number, known, max(sentence.start, body), sentence.end, here, None, wording)
        for place, quotation in here:
            start, end = quotation.body
            yield _zone(text, number, known, max(start, sentence.start), min(end, sentence.end), [], place, wording)


def _family_names(reading: Reading) -> frozenset[str]:
    """Last words of the names of two words or more that are no places: a town may be called as a person is."""
    full = (name.text.split() for sentence in reading.sentences for name in sentence.names if name.kind in {"person", "other"})
    return frozenset(parts[-1] for parts in full if len(parts) > 1)


def _is_family_name(name: Name, family: frozenset[str]) -> bool:
    return name.kind == "place" and name.key is None and name.text in family


def _zone(  # noqa: PLR0913, PLR0917 - the things that make a zone
    text: str, number: int, sentence: Sentence, start: int, end: int, here: list[tuple[int, Quotation]], inside: int | None, wording: Wording
) -> Zone:
    items: list[Item] = []
    at = start
    for place, quotation in here:
        left, right = max(quotation.start, start), min(quotation.end, end)
        if left >= right:
            continue
        items.extend(_items(text, at, left, wording))
        items.append(Item(left, right, text[left:right], "\0", place))
        at = right
    items.extend(_items(text, at, end, wording))
    names = tuple(name for name in sentence.names if start <= name.start < end)
    return Zone(tuple(items), tuple(item.low for item in items), start, end, number, sentence.paragraph, inside, names, wording)


def _items(text: str, start: int, end: int, wording: Wording) -> Iterator[Item]:
    """Words and signs; a title and an initial keep their full stop ("Sen.", "Paul D. Ryan"), so that no sign parts the name."""
    title: re.Match[str] | None = None
    past = start
    for match in WORD.finditer(text, start, end):
        handle = HANDLE.match(text, match.start(), end) if match.group() == "@" else None
        if handle and title is None:
            past = handle.end()
            yield Item(match.start(), past, handle.group(), fold(handle.group()))
        if match.start() < past:
            continue
        if title is not None:
            dotted = match.group() == "." and match.start() == title.end()
            last = match.end() if dotted else title.end()
            low = fold(title.group()) + "." * (len(title.group()) == 1)  # an initial is no small word: "И." is no "и"
            yield Item(title.start(), last, text[title.start() : last], low)
            title = None
            if dotted:
                continue
        initial = len(match.group()) == 1 and match.group().isupper() and INITIAL.match(text, match.end(), end)
        if initial or (match.group()[0].isupper() and fold(match.group()) in wording.grammar.titles):
            title = match
        else:
            yield Item(match.start(), match.end(), match.group(), fold(match.group()))
    if title is not None:
        yield Item(title.start(), title.end(), title.group(), fold(title.group()))


def _is_name(text: str, quotation: Quotation, wording: Wording) -> bool:
    """A short run in marks that begins with a capital and holds no sign of a sentence: a name, not speech.

    Right after the noun of an outlet or a body («издание «Береговой листок»») its words need no capitals.
    """
    start, end = quotation.body
    body = text[start:end]
    if not body or not body[0].isupper() or body[-1] in ",.!?…" or quotation.open_ended:
        return False
    found = body.split()
    capitals = sum(1 for word in found if word[0].isupper())
    before = text[max(0, quotation.start - 40) : quotation.start].split()
    noun = wording.nouns.at([fold(before[-1])], 0) if before else None
    if noun and noun[1].kind in {"outlet", "agency", "organisation"} and len(found) <= NAME_QUOTE_WORDS:
        return True
    if before and len(found) <= DATIVE_WORDS and fold(found[0]).endswith(DATIVE) and wording.verbs.at([fold(before[-1])], 0):
        return wording.language == "ru"
    return len(found) <= NAME_QUOTE_WORDS and (2 * capitals > len(found) or len(found) == 1) and "," not in body
