"""A name as its code points have it -> as a reader sees it: nothing hidden, no styled letters, no word of two scripts that look like one."""

import re
import unicodedata

HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
STYLED = re.compile(
    "[\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\U0001f130-\U0001f149]"
)  # full width, mathematical, in circles and squares
WORD = re.compile(r"\w{2,100}")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")

# Letters that are drawn alike in ordinary type, by their own shapes; pairs that only resemble each other are left out.
CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТХУаеѕіјорсхуёїԛԝһԁҮ", "ABESIJKMHOPCTXYaesijopcxyëïqwhdY", strict=True))
GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυκτχγ", "ABEZHIKMNOPTYXovaipuktxy", strict=True))
TO_LATIN = CYRILLIC | GREEK
TO_CYRILLIC = {latin: other for other, latin in CYRILLIC.items() if other not in "ЅІЈѕіјёїԛԝһԁҮ"} | {
    "k": "к",
    "m": "м",
    "t": "т",
    "u": "и",
    "n": "п",
    "b": "ь",
}


def unmask(text: str) -> str:
    """The text without hidden signs, with styled letters plain, and with each word in one script where its other letters only look like it.

    A word whose letters of the other script have no lookalike is left alone (a Latin name with a Russian ending). Offsets are not kept.

    >>> unmask("Рablo") == "Pablo", unmask("ТАSS") == "TASS", unmask("ТАСC") == "ТАСС", unmask("TV-шоу") == "TV-шоу"
    (True, True, True, True)
    """
    if text.isascii():
        return text
    seen = STYLED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), HIDDEN.sub("", text))
    return WORD.sub(lambda found: one_script(found.group()), seen) if LATIN.search(seen) and OTHER.search(seen) else seen


def one_script(word: str) -> str:
    """A word of two scripts in the one that most of its letters have, if the others can all be taken for it."""
    latin, other = len(LATIN.findall(word)), len(OTHER.findall(word))
    if not latin or not other:
        return word
    table, foreign = (TO_LATIN, OTHER) if latin >= other else (TO_CYRILLIC, LATIN)
    strange = foreign.findall(word)
    return "".join(table.get(sign, sign) for sign in word) if all(sign in table for sign in strange) else word
