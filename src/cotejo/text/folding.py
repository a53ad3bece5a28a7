"""Text -> the same text without case, accents and script, with a map from every folded sign back to its place in the original."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from cotejo.text.lookalikes import unmask

# Passport transliteration (ICAO Doc 9303 for Russian), for comparing names and not for showing them.
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u",
}  # fmt: skip
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Folded(NamedTuple):
    """Folded text; `origin[i]` is the offset in the original of the sign that gave `text[i]`, and one more entry for the end."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of `[start, end)` of the folded text; marks that belong to the last sign are taken along."""
        return self.origin[start], self.origin[end]


@lru_cache(maxsize=4096)
def fold_sign(sign: str, latin: bool) -> str:  # noqa: FBT001 - a cached inner step
    """Fold one code point: lower case, no accent, no invisible control; Cyrillic to Latin where asked. May give none or several."""
    if sign in INVISIBLE:
        return ""
    lower = sign.casefold()
    if latin and lower in LATIN:
        return LATIN[lower]
    if lower == "й":
        return lower
    plain = "".join(part for part in unicodedata.normalize("NFD", lower) if not unicodedata.combining(part))
    return "".join(LATIN.get(part, part) for part in plain) if latin else plain


class Signs(dict[int, str]):
    """A table for `str.translate` that fills itself: each code point is folded once."""

    def __init__(self, *, latin: bool) -> None:
        super().__init__()
        self.latin = latin

    def __missing__(self, code: int) -> str:
        """Fold a code point that was not met before."""
        found = self[code] = fold_sign(chr(code), self.latin)
        return found


LATIN_SIGNS, OWN_SIGNS = Signs(latin=True), Signs(latin=False)


def folded(text: str, *, latin: bool = True) -> Folded:
    """Fold a text and keep the map. With `latin`, Cyrillic is transliterated, so that names compare across scripts."""
    signs: list[str] = []
    origin: list[int] = []
    for offset, sign in enumerate(text):
        for part in fold_sign(sign, latin):
            signs.append(part)
            origin.append(offset)
    origin.append(len(text))
    return Folded("".join(signs), tuple(origin))


def fold(text: str) -> str:
    """Fold a text for comparison: lower case, no accents, Latin script, single spaces, nothing hidden, no letters that pass for others.

    >>> fold("Táchira"), fold("Тонкошкуров")
    ('tachira', 'tonkoshkurov')
    """
    return " ".join(unmask(text).translate(LATIN_SIGNS).split())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Consonant frame of a name, for comparing across scripts and spellings: equal for Барраэс and Barráez, Zaemski and Заемский.

    Doubled letters and vowels fall away (a leading vowel stays as `a`), and sounds that scripts write differently fall together.
    """
    plain = fold(name)
    for written, sound in SOUNDS:
        plain = plain.replace(written, sound)
    frame: list[str] = []
    for word in plain.split():
        kept = ""
        for index, sign in enumerate(word):
            if sign in VOWELS:
                kept += "a" if index == 0 else ""
            elif sign.isalnum() and not kept.endswith(sign):
                kept += sign
        frame.append(kept)
    return " ".join(part for part in frame if part)


VOWELS = frozenset("aeiouyjw")
SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("kh", "h"), ("zh", "s"), ("ch", "s"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("ph", "f"), ("qu", "k"),
    ("ce", "se"), ("ci", "si"), ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("v", "b"),
)  # fmt: skip
