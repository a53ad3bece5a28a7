"""A text as it was saved -> a text of the same length that can be read: mojibake undone, Russian in Latin letters put into its own; or as it was.

What takes fewer signs than before is filled up with word joiners (U+2060), which no reader sees, so that every offset stays that of the
original. Nothing is mended on a guess: each rule below asks for signs that no right text has.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from cotejo.language.detect import detect
from cotejo.language.levelling import JOINER, level
from cotejo.lexicon.load import table
from cotejo.text.patterns import folded, listed

ENCODINGS = ("cp1252", "cp1251")  # what UTF-8 is most often taken for
SEQUENCES = 2  # mangled signs from which on it is no accident
SAMPLE = 20_000  # signs of a text that tell whether it is in Latin letters
LEAST_SURE = 3  # different words that are Russian and nothing else
LEAST_SHARE = 0.2  # of a text's words that are Russian ones, loose ones included
VOWELS = frozenset("aeiouyаеиоуыэюя")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
What = Literal["mojibake", "transliterated"]


class Mended(NamedTuple):
    """A text to read, its language, and what was done to it (None: nothing)."""

    text: str
    language: str | None
    what: What | None


def mend(text: str, language: str | None) -> Mended:
    """Read a text as it is seen, and mend it where it is certain what was meant; its length never changes."""
    if not text.isascii():
        meant = without_mojibake(text)
        return Mended(meant, detect(meant.replace(JOINER, "")) or language, "mojibake") if meant else Mended(level(text), language, None)
    return Mended(in_cyrillic(text), "ru", "transliterated") if is_transliterated(text) else Mended(level(text), language, None)


def without_mojibake(text: str) -> str | None:
    """Undo UTF-8 that was taken for another encoding; None unless every sign beyond ASCII is part of a mangled one, and there are some."""
    for encoding in ENCODINGS:
        pattern = mangled(encoding)
        found = sum(1 for _ in pattern.finditer(text))
        if found >= SEQUENCES and pattern.sub("", text).isascii():
            return undone(text, encoding)
    return None


def undone(text: str, encoding: str) -> str | None:
    """The text with every mangled sign restored; None where one gives no sign."""
    restored_text = mangled(encoding).sub(lambda sequence: restored(sequence[0], encoding), text)
    return None if "\ufffd" in restored_text else restored_text


@cache
def bytes_of(encoding: str) -> Mapping[str, int]:
    """Signs with the byte that they were read from; bytes that the encoding leaves out were kept as they are."""
    found = {}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(encoding, "ignore") or chr(byte)
        found[sign] = byte
    return found


@cache
def mangled(encoding: str) -> re.Pattern[str]:
    """Pattern of a sign of two to four bytes of UTF-8, each read as a sign of its own."""

    def among(first: int, last: int) -> str:
        return "[" + "".join(re.escape(sign) for sign, byte in bytes_of(encoding).items() if first <= byte <= last) + "]"

    after = among(0x80, 0xBF)
    return re.compile(f"{among(0xC2, 0xDF)}{after}|{among(0xE0, 0xEF)}{after}{{2}}|{among(0xF0, 0xF4)}{after}{{3}}")


def restored(sequence: str, encoding: str) -> str:
    """The sign that was meant, filled up to as many signs as stood there."""
    sign = bytes(bytes_of(encoding)[part] for part in sequence).decode("utf-8", "replace")
    return sign + JOINER * (len(sequence) - len(sign))


def is_transliterated(text: str) -> bool:
    """Whether a text is Russian in Latin letters: many of its words are, and some of them are words of no other language."""
    rows = table("mending")["transliterated"]
    words = [folded(word.casefold()) for word in WORD.findall(text[:SAMPLE])]
    sure = frozenset(listed(rows["sure"]))
    known = sure | frozenset(listed(rows["loose"]))
    share = sum(word in known for word in words) / max(len(words), 1)
    return len(sure.intersection(words)) >= LEAST_SURE and share >= LEAST_SHARE


@cache
def letters() -> tuple[tuple[str, str], ...]:
    """Latin spellings with their Cyrillic letters, the longest first."""
    return tuple((part.split()[0], part.split()[1]) for part in listed(table("mending")["transliterated"]["letters"]))


def in_cyrillic(text: str) -> str:
    """Put a text of Latin letters into Cyrillic, sign for sign in place; what has figures in it (Il-76, S-400) stays as it is."""
    return re.sub(r"[^\W_]+(?:[-'’][^\W_]+)*", lambda word: word[0] if any(sign.isdigit() for sign in word[0]) else respelt(word[0]), text)


def respelt(word: str) -> str:
    """One word in Cyrillic, filled up to its length."""
    low, found, at = word.lower(), "", 0
    while at < len(word):
        spelt, letter = next(((spelt, letter) for spelt, letter in letters() if low.startswith(spelt, at)), (low[at], low[at]))
        if spelt == "y":
            opens = at == 0 or low[at - 1] in VOWELS
            letter = "й" if opens else "ы"
            if opens and low[at + 1 : at + 2] == "e":  # "yest", "poyezd"; "voennye" has two letters
                spelt, letter = "ye", "е"
        if spelt == "e" and at == 0 and low[1:2] == "t":
            letter = "э"
        if spelt in {"'", "’"}:
            letter = "ь"
        found += (letter.upper() if word[at].isupper() else letter) + JOINER * (len(spelt) - 1)
        at += len(spelt)
    return found
