"""Two pictures that share a part stand side by side in the dossier, the part framed; a hostile one is named and not shown."""

import base64
import io

import numpy as np
from PIL import Image

from cotejo.dossier.html_likenesses import framed, show_one
from cotejo.dossier.wording import Wording
from cotejo.records.document import Capture


def png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def test_the_frame_lies_where_the_shares_say() -> None:
    pixels = np.asarray(Image.open(io.BytesIO(framed(png(Image.new("L", (200, 100), 128)), "0.25 0.20 0.75 0.80"))))
    assert pixels[50, 50] == 0
    assert pixels[20, 100] == 0
    assert pixels[50, 100] == 128
    assert pixels[5, 5] == 128


def test_a_picture_that_does_not_decode_is_said_so() -> None:
    capture = Capture(url="file:a.jpg", fetched_at=None, sha256="0" * 64, media_type="image/jpeg", size_bytes=9, made_by="test@1")
    assert "not shown" in str(show_one(Wording.load(), capture, "0 0 1 1", lambda _: b"no picture"))
    shown = str(show_one(Wording.load(), capture, "0.1 0.1 0.9 0.9", lambda _: png(Image.new("L", (64, 64), 90))))
    assert base64.b64decode(shown.partition("base64,")[2].partition('"')[0]).startswith(b"\x89PNG")
