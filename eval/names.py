"""Annotated sentences of other people -> F1 of persons, organisations and places by language, beside a naive reading by capitals and gazetteer.

Strict: both ends and the kind must be right. Sets marked "score only" are only scored; none of what is scored here is trained on.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from training import name_sources as read
from training.name_tags import Sentence, Spans, spans

from cotejo.language import gazetteer
from cotejo.language.entities import entities
from cotejo.language.load import tokens_of
from cotejo.language.names import capitalised, find_names
from cotejo.language.reading import NameKind, Token
from cotejo.text.folding import fold
from cotejo.text.patterns import listed
from eval import names_ru
from eval.figures import Figure
from eval.shared import SHARED

NER = SHARED / "data" / "ner"
KINDS: dict[NameKind, str] = {
    "person": "PER",
    "organisation": "ORG",
    "outlet": "ORG",
    "agency": "ORG",
    "company": "ORG",
    "force": "ORG",
    "office": "ORG",
    "unit": "ORG",
    "place": "LOC",
    "facility": "LOC",
}
OFFICES = frozenset(  # words before a person's name in re3d
    listed(
        "Mr, Dr, President, Prime, Minister, Foreign, Secretary, Office, FCO, Home, Defence, of, State, for, the, Middle, East, US, UK, Russian, "
        "Swedish, citizen, Syria"
    )
)
CLASSES = ("PER", "ORG", "LOC")
DRAWS = 200  # of the bootstrap over sentences
Judged = list[tuple[Spans, Spans, Spans]]  # by sentence: as coded, as read, as the naive reading has it


def re3d() -> Iterator[Sentence]:
    """UK Government and Wikipedia as coded, persons with their offices; what is trained on are other sources."""
    for part in ("UK Government", "Wikipedia"):
        yield from read.re3d(SHARED / "data" / "re3d" / part)


def without_offices(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Persons by their names alone, as our reading and all other sets have them; an office without a name ("the Foreign Secretary") is no name."""
    for sentence in sentences:
        found = list(sentence)
        for first, last, kind in spans(tag for _, tag in sentence):
            if kind == "PER":
                end = next((place for place in range(first, last) if sentence[place][0] == ","), last)
                start = next((place for place in range(first, end) if sentence[place][0] not in OFFICES), end)
                for place in range(first, last):
                    word = sentence[place][0]
                    found[place] = (word, f"{'B' if place == start else 'I'}-PER" if start <= place < end else "O")
        yield found


SETS: dict[str, tuple[str, Callable[[], Iterator[Sentence]]]] = {
    "es CoNLL-2002": ("es", lambda: read.columns(NER / "conll2002_es" / "val.conllu", 1, 2)),
    "pt UNER": ("pt", lambda: read.contracted(read.columns(SHARED / "data/train/pt/ner-dev.iob2", 1, 2, "\t"))),
    "pt HAREM1": ("pt", lambda: read.harem(NER / "harem1.txt")),
    "en UNER": ("en", lambda: islice(read.columns(NER / "uner_en_ewt" / "en_ewt-ud-dev.iob2", 1, 2, "\t"), 1000, None)),
    "en re3d": ("en", re3d),
    "en re3d, offices apart": ("en", lambda: without_offices(re3d())),
    "ru factRuEval": ("ru", lambda: read.factrueval(NER / "factrueval2016_ru" / "devset")),
}


def figures() -> list[Figure]:
    """Score every set: all names, then each class."""
    found = []
    for name, (language, load) in SETS.items():
        judged = [judge(sentence, language) for sentence in load()]
        found += [figure(f"{name} F1", judged), *(figure(f"{name} {kind} F1", only(judged, kind)) for kind in CLASSES)]
    return [*found, *names_ru.figures(KINDS)]


def judge(sentence: Sentence, language: str) -> tuple[Spans, Spans, Spans]:
    """Read one sentence of given words."""
    text = " ".join(word for word, _ in sentence)
    tokens: list[Token] = []
    at = 0
    for word, _ in sentence:
        (first, *_) = tokens_of(word, 0, len(word), language) or (Token(0, len(word), word, word.lower(), word.lower(), word.lower(), True),)
        whole = first if first.end == len(word) else Token(0, len(word), word, word.casefold(), fold(word), fold(word), word[0].isalnum())
        tokens.append(whole._replace(start=at, end=at + len(word), text=word))
        at += len(word) + 1
    places = {token.start: place for place, token in enumerate(tokens)}
    seen: Spans = set()
    for name in entities(text, tokens, language, find_names(text, 0, len(text), tokens, language)):
        kind = KINDS.get(name.kind)
        if kind and name.start in places:
            last = next(place for place in range(places[name.start], len(tokens)) if tokens[place].end >= name.end)
            seen.add((places[name.start], last + 1, kind))
    return spans(tag for _, tag in sentence), seen, naive(tokens)


def naive(tokens: Sequence[Token]) -> Spans:
    """Runs of capitals: a place if the gazetteer has it, else a person of two words or more, an organisation of one."""
    found: Spans = set()
    first = None
    for place in range(len(tokens) + 1):
        capital = place < len(tokens) and capitalised(tokens[place])
        if capital and first is None:
            first = place
        if not capital and first is not None:
            words = " ".join(token.text for token in tokens[first:place])
            if gazetteer.find(words):
                found.add((first, place, "LOC"))
            elif first > 0 or place - first > 1:
                found.add((first, place, "PER" if place - first > 1 else "ORG"))
            first = None
    return found


def only(judged: Judged, kind: str) -> Judged:
    """What is of one class."""
    return [tuple({one for one in side if one[2] == kind} for side in row) for row in judged]  # type: ignore[misc] # three sides stay three


def figure(name: str, judged: Judged) -> Figure:
    """F1 with its bootstrap half width over sentences, and the naive one."""
    rows = [(len(coded & seen), len(coded), len(seen)) for coded, seen, _ in judged]
    plain = names_ru.f1((len(coded & guess), len(coded), len(guess)) for coded, _, guess in judged)
    dice = random.Random(20201123)  # noqa: S311 - no secret
    drawn = sorted(names_ru.f1(dice.choices(rows, k=len(rows))) for _ in range(DRAWS))
    bar = (drawn[int(DRAWS * 0.975)] - drawn[int(DRAWS * 0.025)]) / 2
    right = sum(row[0] for row in rows)
    return Figure(name, right, sum(row[1] for row in rows), plain, f"{sum(row[2] for row in rows)} read; strict", names_ru.f1(rows), bar)
