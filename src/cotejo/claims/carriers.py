"""A document's structure -> who carried its text: agency datelines and credits, forwards, embedded posts, and posts pasted into the text.

A dateline's agency, a credit and a forward hold the whole text (`mode="structure"`): every other attribution lies within them. The document's own
outlet is no carrier of itself.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.wording import WORD, Wording, fold, words
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution, Source, SourceKind

BRACKETED = re.compile(r"[ \t]{0,4}(?P<before>[^\n()/]{0,70}?)[ \t]*[(/](?P<agency>[^()/\n]{2,40})[)/][ \t]*[.\-–—:]+[ \t]*")
DASHED = re.compile(r"[ \t]{0,4}(?P<before>[^\n—–]{2,45}?)[ \t]*[—–-][ \t]*(?P<agency>[^\n.—–]{2,30})[.][ \t]*")
POST = re.compile(r"[—–-][ \t]*(?P<name>[^\n()—]{1,60}?)[ \t]*\((?P<handle>@\w{1,30})\)[ \t]*(?P<date>[^\n]{0,40})")
DATED = re.compile(r"\d")
MAX_HEADINGS = 2  # short paragraphs under which a dateline may stand
MAX_HEADING = 200  # code points of a heading
MAX_CREDIT = 160  # code points of a paragraph that is a credit and no prose
SENTENCE_WORDS = 3
CITY_WORDS = 6
AGENCY_WORDS = 4


class Dateline(NamedTuple):
    """Where the body begins, and the agency's name in `[start, end)`; `name` None when the dateline names none."""

    body: int
    start: int
    end: int


class Post(NamedTuple):
    """A post pasted into the text: its signature line, and the words that it signs."""

    start: int
    end: int
    name: str
    handle: str
    date: tuple[int, int] | None
    content: tuple[int, int]


def dateline(text: str, wording: Wording) -> Dateline | None:
    """The agency's dateline at the head of a text: "CARACAS (EFE) -", "МОСКВА, 3 января. /ТАСС/.".

    It may stand under a heading; there only an agency that is known by name is taken for one.
    """
    lead = len(text) - len(text.lstrip())
    found = _dateline_at(text, lead, wording)
    for paragraph in () if found else _under_headings(text, lead):
        match = _dateline_at(text, paragraph, wording)
        if match and _known_agency(text[match.start : match.end], wording):
            return match
    return found


def _dateline_at(text: str, lead: int, wording: Wording) -> Dateline | None:
    match = BRACKETED.match(text, lead)
    if match and _is_dateline(match.group("before"), match.group("agency"), wording) and not _is_sentence(match):
        return Dateline(match.end(), match.start("agency"), match.end("agency"))
    match = DASHED.match(text, lead)
    if match and _known_agency(match.group("agency"), wording) and _starts_like_city(match.group("before")):
        return Dateline(match.end(), match.start("agency"), match.end("agency"))
    return None


def _under_headings(text: str, lead: int) -> Iterator[int]:
    """Where the second and third paragraph begin, after one or two short ones: a heading, a byline."""
    begin = lead
    for _ in range(MAX_HEADINGS):
        end = text.find("\n", begin)
        if end < 0 or end - begin > MAX_HEADING:
            return
        begin = end + len(text[end : end + MAX_HEADING]) - len(text[end : end + MAX_HEADING].lstrip())
        yield begin


def _is_dateline(before: str, agency: str, wording: Wording) -> bool:
    if len(before.split()) > CITY_WORDS or not agency[0].isupper():
        return False
    if _known_agency(agency, wording):
        return True
    city = before.split(",", maxsplit=1)[0].strip()
    return bool(city) and (city.isupper() or "," in before) and len(agency.split()) <= AGENCY_WORDS and _starts_like_city(before)


def _is_sentence(match: re.Match[str]) -> bool:
    """Whether brackets close a sentence ("The men left Gao (Kommersant). ...") and no city stands before them."""
    before = match.group("before")
    stops = match.string[match.end("agency")] == ")" and "." in match.string[match.end("agency") : match.end()]
    return stops and not before.isupper() and "," not in before and len(before.split()) >= SENTENCE_WORDS


def _known_agency(name: str, wording: Wording) -> bool:
    low = words(name)
    if not low:
        return False
    hit = wording.agencies.at(low, 0)
    noun = wording.nouns.at(low, 0)
    return (hit is not None and hit[0] >= len(low) - 1) or (noun is not None and noun[1].kind == "agency")


def _starts_like_city(before: str) -> bool:
    return bool(before) and before.lstrip()[:1].isupper() and len(before.split()) <= CITY_WORDS


def credit(reading: Reading, wording: Wording) -> tuple[int, int] | None:
    """The agency named by a short credit paragraph ("Con información de AFP"); None when several are named: which one carries is not said."""
    text, offset = reading.document.text, 0
    for paragraph in text.split("\n"):
        stripped = paragraph.strip()
        if stripped and len(stripped) <= MAX_CREDIT:
            found = _credited(text, offset, offset + len(paragraph), wording)
            if len(found) == 1:
                return found[0]
        offset += len(paragraph) + 1
    return None


def _credited(text: str, start: int, end: int, wording: Wording) -> list[tuple[int, int]]:
    matches = list(WORD.finditer(text, start, end))
    low = [fold(match.group()) for match in matches]
    first = next((k for k, match in enumerate(matches) if match.group()[0].isalnum()), None)
    hit = wording.credit.at(low, first) if first is not None else None
    if hit is None or first is None:
        return []
    return [(matches[left].start(), matches[right - 1].end()) for left, right, _ in wording.agencies.search(low, first + hit[0])]


def structural(reading: Reading, wording: Wording, head: Dateline | None, made_by: str) -> Attribution | None:
    """The one carrier of the whole text: dateline, credit, agency in the byline, or forward; None for the publisher's own text."""
    document = reading.document
    body = head.body if head else 0
    span, rule, name, kind = None, "", None, "agency"
    noted = credit(reading, wording)
    if head:
        span, rule = reading.span(head.start, head.end), "carrier.dateline"
        name = span.exact
    elif noted:
        span, rule = reading.span(*noted), "carrier.credit"
        name = span.exact
    elif document.byline and _known_agency(document.byline, wording):
        rule, name = "carrier.byline", document.byline
    elif document.forwarded_from:
        rule, name, kind = "carrier.forward", document.forwarded_from, "account"
    if name is None or (document.outlet and fold(name) in fold(document.outlet)) or not document.text[body:].strip():
        return None
    source_kind: SourceKind = "account" if kind == "account" else "agency"
    return Attribution(
        document=reading.document_id,
        source=Source(name=name, kind=source_kind, span=span),
        cue=span,
        content=reading.span(body, len(document.text.rstrip())),
        mode="structure",
        speech_act="ASSERT",
        rule=rule,
        made_by=made_by,
    )


def posts(text: str) -> Iterator[Post]:
    """Posts pasted into the text: the signature "— Name (@handle) DATE" and the words right before it."""
    for match in POST.finditer(text):
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
        if not end:
            continue
        start = text.rfind("\n", 0, end) + 1
        date = match.group("date").strip()
        at = match.start("date") + len(match.group("date")) - len(match.group("date").lstrip())
        dated = (at, at + len(date)) if DATED.search(date) else None
        yield Post(match.start(), match.end(), match.group("name").strip(), match.group("handle"), dated, (start, end))


def posted(reading: Reading, outer: str | None, made_by: str) -> Iterator[Attribution]:
    """Attributions of pasted and embedded posts: an account, not the outlet whose name it may bear."""
    text, seen = reading.document.text, set()
    for post in posts(text):
        seen.add(post.handle.casefold())
        yield Attribution(
            document=reading.document_id,
            source=Source(name=f"{post.name} ({post.handle})", kind="account", span=reading.span(post.start, post.end)),
            cue=reading.span(post.start, post.end),
            content=reading.span(*post.content),
            mode="structure",
            within=outer,
            speech_act="RELAY",
            certainty="uncommitted",
            said_on=reading.span(*post.date) if post.date else None,
            rule="structure.pasted_post",
            made_by=made_by,
        )
    for embed in reading.document.embeds:
        handle = f"@{(embed.handle or '').lstrip('@')}"
        if handle == "@" or handle.casefold() in seen:
            continue
        at = text.find(embed.text) if embed.text else -1
        yield Attribution(
            document=reading.document_id,
            source=Source(name=f"{embed.name or handle} ({handle})", kind="account"),
            cue=None,
            content=reading.span(at, at + len(embed.text)) if embed.text and at >= 0 else None,
            mode="structure",
            within=outer,
            speech_act="RELAY",
            certainty="uncommitted",
            rule="structure.embed",
            made_by=made_by,
        )
