"""Pictures of a case -> findings: shown before, what their metadata state, and their content credentials; each file opened in a cell."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import msgspec

from cotejo.evidence import credentials, features
from cotejo.evidence.cell import Cell, Refused
from cotejo.evidence.metadata_check import check_metadata
from cotejo.evidence.opened import Opened
from cotejo.evidence.reuse import Shown, compare, describe, pairs, reshown
from cotejo.evidence.scopes import say, scope_note
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Exhibit, Finding, Measure

STAGE = "evidence.check"
FEW = 60  # pictures up to which local features are compared all with all: about 20 s; above, only what PDQ makes a candidate of


def check_pictures(corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Check every picture, in the order of ids.

    Abstains with the exhibit as subject: unreadable (refused by the cell, with the reason), unread_credentials (they lie
    elsewhere and are not fetched, or cannot be read). A picture without credentials is nothing to speak of: most have none.
    """
    photos = [exhibit for exhibit in corpus.exhibits.values() if exhibit.exhibit_kind == "photo"]
    deep = features.is_there() and len(photos) <= FEW
    shown: list[Shown] = []
    with ExitStack() as stack:
        opening = stack.enter_context(Cell("cotejo.evidence.opened"))
        signing = stack.enter_context(Cell("cotejo.evidence.credentials")) if credentials.is_there() else None
        for exhibit in photos:
            capture = corpus.captures[exhibit.capture]
            data = blob(capture.sha256)
            try:
                opened = msgspec.msgpack.decode(opening.ask(bytes([deep]) + data), type=Opened)
            except Refused as error:
                yield Abstention(stage=STAGE, subject=exhibit.id, reason="unreadable", detail=f"{capture.locator}: {error}", made_by=made_by)
                continue
            shown.append(describe(corpus, exhibit, capture.sha256, opened))
            yield from reshown(corpus, shown[-1], made_by)
            yield from check_metadata(corpus, shown[-1], opened.stated, made_by)
            if signing:
                yield from check_credentials(exhibit, capture.sha256, data, signing, made_by)
    for left, right, bits, part in pairs(shown):
        yield compare(left, right, bits, part, made_by)


def check_credentials(exhibit: Exhibit, sha256: str, data: bytes, cell: Cell, made_by: str) -> Iterator[Record]:
    """Three answers, never "authentic": none of them says that what is shown is so."""
    try:
        told = msgspec.msgpack.decode(cell.ask(data), type=credentials.Credentials)
    except Refused as error:
        if not str(error).startswith("none"):
            yield Abstention(stage=STAGE, subject=exhibit.id, reason="unread_credentials", detail=str(error), made_by=made_by)
        return
    words = {"signer": told.signer, "tool": told.tool or "–", "asserts": ", ".join(told.asserts) or "–", "moment": told.signed_at or "–"}
    key = "credentials.intact" if told.intact else "credentials.broken"
    measures = [
        Measure(name="intact", value="yes" if told.intact else "no", unit="answer"),
        Measure(name="signer_known", value="yes" if told.known else "no", unit="answer"),
        Measure(name="asserts", value=words["asserts"], unit="labels"),
    ]
    yield Finding(
        check="content_credentials",
        subject=exhibit.id,
        facet="image_originality",
        verdict="silent",
        reason="ambiguous" if told.intact else "below_quality",
        basis=say(key, None, faults=", ".join(told.faults), **words),
        measures=tuple(measures),
        scope=scope_note("credentials", None),
        inputs=(sha256,),
        made_by=made_by,
    )
