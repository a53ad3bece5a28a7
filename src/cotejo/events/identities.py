"""Names of outlets, authors, accounts and sources -> keys by which the same one is found again, in any script."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from cotejo.records.attribution import Source
from cotejo.records.document import Document
from cotejo.records.resolution import Entity
from cotejo.text.folding import fold, skeleton

HANDLE = re.compile(r"@([A-Za-z0-9_]{2,40})")
BRACKETS = re.compile(r"\([^()]{0,200}\)")
WORD = re.compile(r"\w+")
LATIN_END = "\u0250"  # the first sign after the Latin letters of European languages
MIN_KEY_LETTERS = 3  # a shorter key ("AP", "RT") must be equal as written, not by its skeleton
DROPPED = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ts", "s"), ("ph", "f"), ("kh", ""), ("ge", "e"), ("gi", "i"), ("h", ""),
)  # fmt: skip
NAME_LINKS = frozenset(["de", "del", "la", "las", "los", "el", "da", "do", "das", "dos", "the", "of", "van", "von", "der", "al", "bin", "ibn"])
SERVER_WORDS = frozenset({"www", "m", "amp", "en", "es", "ru", "pt"})


def slug(name: str) -> str:
    """Fold a name to lower-case words of ASCII-like letters joined by hyphens: "Bitácora del Sur" -> "bitacora-del-sur"."""
    return "-".join(WORD.findall(fold(name)))


def frame(name: str) -> str:
    """Consonant frame of a name, coarser than `skeleton`: sounds that one script writes and another drops fall away (Ранхель, Rangel)."""
    plain = fold(name)
    for written, sound in DROPPED:
        plain = plain.replace(written, sound)
    return skeleton(" ".join(word for word in WORD.findall(plain) if word not in NAME_LINKS))


@lru_cache(maxsize=1 << 16)
def keys_of_name(name: str) -> frozenset[str]:
    """Keys under which a name may be met: its slug, its consonant skeleton (for other scripts), the handle in it."""
    bare = BRACKETS.sub(" ", name).strip()
    keys = {f"@{found.lower()}" for found in HANDLE.findall(name)}
    bare = HANDLE.sub(" ", bare)
    if WORD.search(bare):
        keys.add(slug(bare))
        consonants = frame(bare)
        if len(consonants.replace(" ", "")) > MIN_KEY_LETTERS:
            keys.add(f"~{consonants}")
    return frozenset(keys - {""})


def exact_keys(name: str) -> frozenset[str]:
    """Keys of a name as it is spelt."""
    return frozenset(key for key in keys_of_name(name) if not key.startswith("~"))


@lru_cache(maxsize=1 << 16)
def same_name(left: str | None, right: str | None) -> bool:
    """Whether two outlets have one name: spelt alike, or sounding alike in two scripts; in one script a letter makes another outlet."""
    if not left or not right:
        return False
    if exact_keys(left) & exact_keys(right):
        return True
    return is_latin(left) != is_latin(right) and bool(keys_of_name(left) & keys_of_name(right))


def is_latin(name: str) -> bool:
    """Whether most letters of a name are Latin."""
    letters = [sign for sign in name if sign.isalpha()]
    return sum(sign < LATIN_END for sign in letters) * 2 >= len(letters)


def carrier_keys(document: Document) -> frozenset[str]:
    """Keys of who brings a document: its outlet, its author, its account."""
    return frozenset(key for name in (document.outlet, document.byline) if name for key in keys_of_name(name))


def is_own(source: Source, keys: frozenset[str], document: Document) -> bool:
    """Whether a source is the document's own outlet, author or account. An agency that only signs a client's text is not."""
    if document.outlet and keys & keys_of_name(document.outlet):
        return True
    return source.kind != "agency" and bool(document.byline) and bool(keys & keys_of_name(document.byline or ""))


def source_keys(source: Source, entity: Entity | None) -> frozenset[str]:
    """Keys of a source: its name, its canonical key, and the account behind it."""
    keys = set(keys_of_name(source.name))
    if entity:
        keys |= keys_of_name(entity.name)
        kind, _, tail = entity.canonical.partition(":")
        keys |= {tail} if kind != "account" else {f"@{tail.lower().lstrip('@')}"}
    return frozenset(keys - {""})


def site_of(url: str | None) -> str | None:
    """Host name of an address without its server words."""
    host = (urlsplit(url).hostname or "") if url else ""
    parts = host.split(".")
    while len(parts) > 2 and parts[0] in SERVER_WORDS:  # noqa: PLR2004 - a registered name has two parts
        parts = parts[1:]
    return ".".join(parts) or None


@lru_cache(maxsize=1 << 16)
def address_key(url: str) -> str:
    """Address without scheme, server word, query and fragment, so that two ways to write one page are equal."""
    parts = urlsplit(url)
    return f"{site_of(url) or ''}{parts.path.rstrip('/')}".lower()


def carrier_name(document: Document) -> str:
    """Readable name of who brings a document: "Author (Outlet)", the account, the outlet, or the external id."""
    author = document.byline.strip() if document.byline else ""
    outlet = document.outlet or ""
    if author and HANDLE.search(author):
        return author
    if author and outlet and slug(author) != slug(outlet):
        return f"{author} ({outlet})"
    return outlet or author or document.external_id
