"""A document and a name -> whether the document itself speaks under that name: its outlet or its byline."""

from cotejo.claims.wording import words
from cotejo.records.document import Document

MIN_STEM = 3


class Publisher:
    """The names under which the document itself speaks: its outlet and its byline."""

    def __init__(self, document: Document) -> None:
        self.outlet = document.outlet
        self.byline = document.byline

    def is_outlet(self, name: str) -> bool:
        """Whether a name is the document's own outlet, in any case ending."""
        return self.outlet is not None and same_name(name, self.outlet)

    def is_byline(self, name: str) -> bool:
        """Whether a person is the one who signs."""
        if self.byline is None:
            return False
        mine, theirs = words(self.byline), words(name)
        return bool(theirs) and all(part in mine for part in theirs) and len(theirs[-1]) > MIN_STEM


def same_name(left: str, right: str) -> bool:
    """Whether two names are one up to case endings and articles: «Деловому Меридиану», «Деловой Меридиан».

    >>> same_name("Сводке-Плюс", "Сводка-Плюс"), same_name("Post", "Halyard Post")
    (True, False)
    """
    one, two = (
        [word for word in words(name) if word[0].isalnum() and word not in {"the", "el", "la", "o", "a", "os", "as", "los"}] for name in (left, right)
    )
    return len(one) == len(two) > 0 and all(_alike(a, b) for a, b in zip(one, two, strict=True))


def _alike(left: str, right: str) -> bool:
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    if left.isascii() or right.isascii():
        return left == right
    return shared >= max(MIN_STEM, min(len(left), len(right)) - 2) or any(
        shared >= 1 and _alike(a, b) for a, b in zip(left.split("-"), right.split("-"), strict=False) if "-" in left and a != left
    )
