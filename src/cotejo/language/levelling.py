"""A text as it was saved -> one of the same length as a reader sees it: no hidden signs or styled letters, words of one script, lines unbroken.

Nothing here is a guess about what was meant, so that it is not said in the reading: what is drawn alike is read alike. Signs that fall away
become word joiners (blanks where no word stands before them), so that every offset stays that of the text as it came.
"""

import re
import unicodedata

from cotejo.text.lookalikes import CYRILLIC, HIDDEN, LATIN, OTHER, STYLED, one_script

JOINER = "\u2060"
IN_WORDS = frozenset("\u00ad\u200b\u200c\u200d\u2060")  # which words may hold as they are
RUN = 8  # hidden signs one after the other that are looked back over
WRAPPED = 30  # signs of a line from which on it may be broken where the page ended
COMPOSABLE = re.compile(r"[\u0400-\u052f][\u0300-\u036f]")  # a letter without its mark is another one; Latin ones are folded elsewhere
BROKEN = re.compile(r"(?<![ \t])(?P<hyphen>(?<=[^\W\d_])[-\u00ad\u2010])?[ \t]*\r?\n[ \t]*(?=[^\W\d_A-ZА-ЯЁ])")
WORD = re.compile(r"\w{1,100}")
MOSTLY = 9  # Latin letters for each other one in a text whose lone letters are Latin ones


def level(text: str) -> str:
    """Give the text as it is seen, sign for sign in place. Pure, and linear in the text's length.

    >>> level("Рablo") == "Pablo", level("in\u200eside") == "in\u2060side"
    (True, True)
    """
    if "\n" in text:
        text = unwrapped(text)
    if text.isascii():
        return text
    text = HIDDEN.sub(lambda found: hidden(text, found), text)
    text = STYLED.sub(plain, text)
    text = COMPOSABLE.sub(composed, text)
    return of_one_script(text) if LATIN.search(text) and OTHER.search(text) else text


def hidden(text: str, found: re.Match[str]) -> str:
    """What stands for a sign that nobody sees: a joiner inside a word, a blank elsewhere."""
    before = found.start()
    while before and HIDDEN.match(text, before - 1) and found.start() - before < RUN:
        before -= 1
    after = found.end()
    while after < len(text) and after - found.end() < RUN and HIDDEN.match(text, after):
        after += 1
    ends = found[0] not in IN_WORDS and not text[after : after + 1].isalnum()
    if before == 0 or text[before - 1].isspace() or ends:
        return " "
    return found[0] if found[0] in IN_WORDS else JOINER


def plain(found: re.Match[str]) -> str:
    """A letter of another style as it is; one that stands for several stays."""
    meant = unicodedata.normalize("NFKC", found[0])
    return meant if len(meant) == 1 else found[0]


def composed(found: re.Match[str]) -> str:
    """A letter and its mark as one sign and a joiner, where there is such a sign."""
    one = unicodedata.normalize("NFC", found[0])
    return one + JOINER if len(one) == 1 else found[0]


def of_one_script(text: str) -> str:
    """Each word in the script of most of its letters; a lone letter of another script in a text of Latin letters is a Latin one."""
    latin = len(LATIN.findall(text)) > MOSTLY * len(OTHER.findall(text))

    def spelt(found: re.Match[str]) -> str:
        word = found[0]
        return one_script(word) if len(word) > 1 else CYRILLIC.get(word, word) if latin else word

    return WORD.sub(spelt, text)


def unwrapped(text: str) -> str:
    """Lines that were broken at the page's edge joined again: where a line of some length goes on with a small letter."""

    def joined(found: re.Match[str]) -> str:
        line = found.start() - max(text.rfind("\n", 0, found.start()), -1) - 1
        if line < WRAPPED or text[found.start() - 1] in ".!?:…":
            return found[0]
        return (JOINER if found["hyphen"] else " ") * len(found[0])

    return BROKEN.sub(joined, text)
