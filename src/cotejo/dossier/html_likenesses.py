"""Findings that two pictures are alike -> both side by side, small and grey, with the shared part framed, behind a fold."""

import base64
import io
from collections.abc import Callable

from PIL import Image, ImageDraw

from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, text
from cotejo.dossier.html_pictures import make_small
from cotejo.dossier.retold import retell
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.wording import Wording
from cotejo.records.document import Capture
from cotejo.records.evidence import Finding

PAIR = 2
FRAMES = ("box_older", "box_later")
SIDES = 4


def show_likenesses(shelf: Shelf, blob: Callable[[str], bytes]) -> Html:
    """Show every pair of pictures that the checks found alike; nothing where there is none."""
    alike = sorted(
        (each for each in shelf.corpus.findings.values() if each.check == "picture_reuse" and len(each.inputs) == PAIR), key=lambda each: each.id
    )
    if not alike:
        return NOTHING
    captures = {capture.sha256: capture for capture in shelf.corpus.captures.values()}
    return el("ul", join(show_pair(shelf, each, captures, blob) for each in alike), class_="exhibits")


def show_pair(shelf: Shelf, finding: Finding, captures: dict[str, Capture], blob: Callable[[str], bytes]) -> Html:
    """Show the older picture and the later one."""
    boxes = {measure.name: str(measure.value) for measure in finding.measures}
    pictures = [show_one(shelf.words, captures.get(sha256), boxes.get(name), blob) for sha256, name in zip(finding.inputs, FRAMES, strict=True)]
    verdict = shelf.words.pick("verdict", finding.verdict)
    return el(
        "li",
        el("p", el("strong", text(verdict)), text(f": {retell(shelf.words, finding.basis)}")),
        details(text(shelf.words.phrase("Show both (small, grey; the older one first)")), el("div", join(pictures), class_="pair")),
        el("p", text(retell(shelf.words, finding.scope)), class_="note"),
    )


def show_one(words: Wording, capture: Capture | None, box: str | None, blob: Callable[[str], bytes]) -> Html:
    """Show one of them with the shared part framed; say why where it cannot be shown."""
    made = make_small(capture, blob) if capture else "its capture is not in this export"
    if isinstance(made, str):
        return el("p", text(words.phrase("not shown: {why}", why=retell(words, made))), class_="note")
    small, width, height = made
    source = base64.b64encode(framed(small, box) if box else small).decode()
    alt = words.phrase("Picture of the archive, small and grey, the part that both share framed" if box else "Picture of the archive, small and grey")
    return el("img", src=f"data:image/png;base64,{source}", alt=alt, width=str(width), height=str(height))


def framed(small: bytes, box: str) -> bytes:
    """Draw the frame, white in black, so that it shows on any grey."""
    with Image.open(io.BytesIO(small), formats=("PNG",)) as opened:
        image = opened.convert("L")
    sides = [float(part) for part in box.split()[:SIDES]]
    left, top, right, bottom = (round(share * size) for share, size in zip(sides, (image.width - 1, image.height - 1) * 2, strict=True))
    pen = ImageDraw.Draw(image)
    for grow, grey in ((0, 0), (1, 255), (2, 0)):
        pen.rectangle((left - grow, top - grow, right + grow, bottom + grow), outline=grey)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
