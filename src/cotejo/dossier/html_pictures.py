"""Exhibits -> a list with hashes; a picture is shown small and grey, behind a fold, and only if it decodes within hard limits."""

import base64
import io
import struct
import warnings
import zlib
from collections.abc import Callable

from PIL import Image

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, text
from cotejo.dossier.retold import retell
from cotejo.dossier.shelf import Shelf
from cotejo.errors import EvidenceError
from cotejo.records.document import Capture
from cotejo.records.evidence import Exhibit

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000  # a picture that claims more is refused before it is decoded
SHOWN_PX = 240
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, IndexError, KeyError, OverflowError, Image.DecompressionBombError)


def show_exhibits(shelf: Shelf, blob: Callable[[str], bytes]) -> Html:
    """Show every picture, track and detection of the archive, and which documents show it."""
    ordered = sorted(shelf.corpus.exhibits.values(), key=lambda exhibit: (exhibit.exhibit_kind, name_exhibit(shelf, exhibit), exhibit.id))
    shown = [show_exhibit(shelf, exhibit, blob) for exhibit in ordered]
    return (
        el("ul", join(shown), class_="exhibits") if shown else el("p", text(shelf.words.phrase("The archive holds no picture, track or detection.")))
    )


def name_exhibit(shelf: Shelf, exhibit: Exhibit) -> str:
    """Name an exhibit by its file."""
    capture = shelf.corpus.captures.get(exhibit.capture)
    return (capture.locator or capture.url) if capture else exhibit.capture


def show_exhibit(shelf: Shelf, exhibit: Exhibit, blob: Callable[[str], bytes]) -> Html:
    """Show one exhibit."""
    corpus = shelf.corpus
    capture = corpus.captures.get(exhibit.capture)
    name = name_exhibit(shelf, exhibit)
    documents = [corpus.documents[key] for key in corpus.documents_by_exhibit[exhibit.id] if key in corpus.documents]
    words = shelf.words
    names = describe.names_of(words, documents)
    shown_by = words.phrase("shown by {names}", names=names) if documents else words.phrase("shown by no document of the archive")
    picture = show_picture(shelf, capture, blob) if capture and exhibit.exhibit_kind == "photo" else NOTHING
    kind = shelf.words.pick("exhibit", exhibit.exhibit_kind)
    digest = el("code", text(capture.sha256), class_="hash") if capture else text(words.phrase("capture not in this export"))
    return el("li", el("p", el("strong", text(f"{kind}: {name}")), text(f" · {shown_by}")), el("p", digest), picture)


def show_picture(shelf: Shelf, capture: Capture, blob: Callable[[str], bytes]) -> Html:
    """Fold a small grey copy away; where it cannot be made, say why."""
    made = make_small(capture, blob)
    if isinstance(made, str):
        return el("p", text(shelf.words.phrase("not shown: {why}", why=retell(shelf.words, made))), class_="note")
    small, width, height = made
    source = f"data:image/png;base64,{base64.b64encode(small).decode()}"
    alt = shelf.words.phrase("Picture of the archive, small and grey; what it shows is not described")
    picture = el("img", src=source, alt=alt, width=str(width), height=str(height))
    return details(text(shelf.words.phrase("Show the picture (small, grey)")), picture)


def make_small(capture: Capture, blob: Callable[[str], bytes]) -> tuple[bytes, int, int] | str:
    """Decode a picture within limits and make a small grey PNG without any of its metadata; a string says why not."""
    if capture.size_bytes > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    try:
        raw = blob(capture.sha256)
    except (OSError, EvidenceError) as error:
        return f"its bytes are not at hand ({type(error).__name__})"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return shrink(raw)
    except (*BROKEN, Image.DecompressionBombWarning) as error:
        return f"it does not decode ({type(error).__name__})"


def shrink(raw: bytes) -> tuple[bytes, int, int] | str:
    """Decode, shrink and grey a picture."""
    with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            return f"{opened.width} x {opened.height} pixels, more than {MAX_PIXELS:,}"
        opened.draft("L", (SHOWN_PX * 2, SHOWN_PX * 2))
        grey = opened.convert("L")
    grey.thumbnail((SHOWN_PX, SHOWN_PX))
    bare = Image.frombytes("L", grey.size, grey.tobytes())
    written = io.BytesIO()
    bare.save(written, "PNG", optimize=True)
    return written.getvalue(), bare.width, bare.height
