"""A stranger's picture -> a PNG made anew from its pixels, within hard limits; or the reason why there is none."""

import io
import warnings

from PIL import Image

from cotejo.dossier.html_pictures import BROKEN, FORMATS, MAX_BYTES, MAX_PIXELS
from cotejo.errors import UsageError

SHOWN_PX = 1200  # of the longer side


def make_safe(raw: bytes, *, grey: bool) -> bytes:
    """Decode, shrink and write again.

    Raises:
        UsageError: too large, or it does not decode.
    """
    if len(raw) > MAX_BYTES:
        raise UsageError(f"the picture is larger than {MAX_BYTES:,} bytes; it is not shown.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return redraw(raw, grey=grey)
    except (*BROKEN, Image.DecompressionBombWarning) as error:
        raise UsageError(f"the picture does not decode ({type(error).__name__}); it is not shown.") from error


def redraw(raw: bytes, *, grey: bool) -> bytes:
    """Write a picture's pixels, small, without its metadata."""
    with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise UsageError(f"the picture has more than {MAX_PIXELS:,} pixels; it is not shown.")
        opened.thumbnail((SHOWN_PX, SHOWN_PX))
        pixels = opened.convert("L" if grey else "RGB")
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    out = io.BytesIO()
    fresh.save(out, format="PNG")
    return out.getvalue()
